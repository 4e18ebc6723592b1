package report

import (
	"slices"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// Marks are what a petition adds to the counts, from all its events. repeated
// says that somebody filed again on the same matter. A report adds to totals
// only, never to a unit or a category (Art. 30).
func Marks(law *petition.Law, events []petition.Event, repeated bool) ([]Mark, error) {
	t := &trace{law: law, c: &petition.Case{}}
	for i := range events {
		if err := t.follow(&events[i]); err != nil {
			return nil, err
		}
	}
	if len(events) == 0 {
		return nil, nil
	}
	if t.c.Sealed || t.c.Kind == petition.Report {
		t.marks = slices.DeleteFunc(t.marks, func(m Mark) bool { return m.Measure != StockIn && m.Measure != StockOut && m.Measure != Reopened })
		t.report()
		return t.marks, nil
	}
	t.filed()
	t.duties()
	t.ratings()
	t.repeats(repeated)
	t.promises()
	return t.marks, nil
}

// trace follows a case event by event and notes what each changed.
type trace struct {
	law   *petition.Law
	c     *petition.Case
	ran   []run
	marks []Mark

	hands  int       // through how many it went
	heldBy string    // who has it in hand, while it is in stock
	heldAt clock.Day // since when
}

// run is what a leg does not say itself: who owed it, and which act ended it.
type run struct {
	unit  string
	ended petition.Verb
}

func (t *trace) add(m Measure, day clock.Day, unit, other string, bucket int) {
	t.marks = append(t.marks, Mark{Measure: m, Day: day, Unit: unit, Other: other, Bucket: bucket})
}

// follow applies one event and compares before with after.
func (t *trace) follow(e *petition.Event) error {
	c := t.c
	stage, unit, solved := c.Stage, c.Unit, c.Solved
	running := make([]bool, len(c.Legs))
	for i := range c.Legs {
		running[i] = c.Legs[i].Running()
	}
	if err := t.law.Apply(c, e); err != nil {
		return err
	}
	k := &e.Content
	verb := k.Verb
	if verb == petition.Approve && k.Settles != "" {
		verb = k.Settles
	}
	for i, was := range running {
		if was && !c.Legs[i].Running() {
			t.ran[i].ended = verb
		}
	}
	for i := len(t.ran); i < len(c.Legs); i++ {
		t.ran = append(t.ran, run{unit: t.owes(c.Legs[i].Name)})
	}
	day := clock.DayOf(k.At)
	t.stock(stage, verb, day)
	t.hand(verb, k, unit, day)
	t.pressing(k, day)
	if c.Solved != nil && solved == nil {
		t.add(SaidSolved, day, c.Unit, yesNo(*c.Solved), 0)
	}
	return nil
}

func yesNo(b bool) string {
	if b {
		return "yes"
	}
	return "no"
}

// owes is who a leg binds.
func (t *trace) owes(name petition.LegName) string {
	if name == petition.LegA || t.c.Unit == "" {
		return t.c.OfficeUnit
	}
	return t.c.Unit
}

// inStock are the stages in which nobody has answered yet.
var inStock = []petition.Stage{petition.Submitted, petition.Registered, petition.Forwarded, petition.Objected, petition.Dispute, petition.Accepted}

// stock notes entries and ways out: every change between "waits for an answer"
// and anything else is exactly one of them, so that the table closes.
func (t *trace) stock(before petition.Stage, verb petition.Verb, day clock.Day) {
	was, is := slices.Contains(inStock, before), slices.Contains(inStock, t.c.Stage)
	switch {
	case before == "" && is:
		t.add(StockIn, day, "", "", 0)
	case was && !is:
		t.add(StockOut, day, "", t.wayOut(), clock.DayOf(t.c.FiledAt).Sub(epoch))
	case !was && is:
		t.add(Reopened, day, "", string(verb), 0)
	}
}

// WaysOut are the columns of the stock table, in order.
var WaysOut = []string{"support", "explain", "not_support", "adopt", "not_adopt", "routed", "refused", "merged", "withdrawn", "no_longer", "sealed"}

// wayOut names the column in which the petition leaves. Several requests of one
// petition may end differently: one that was met counts, then one explained.
func (t *trace) wayOut() string {
	switch t.c.Stage {
	case petition.Routed:
		return "routed"
	case petition.NotAccepted:
		return "refused"
	case petition.Merged:
		return "merged"
	case petition.Withdrawn:
		return "withdrawn"
	case petition.NoLonger:
		return "no_longer"
	case petition.Sealed:
		return "sealed"
	}
	for _, way := range answers {
		for _, it := range t.c.Opinion {
			if wayOf[it.Decision] == way {
				return way
			}
		}
	}
	return "explain"
}

// answers are the ways out by an answer, the best for the petitioner first.
var answers = []string{"support", "adopt", "explain", "not_support", "not_adopt"}

var wayOf = map[petition.Decision]string{petition.Support: "support", petition.Explain: "explain", petition.NotSupport: "not_support",
	petition.Adopt: "adopt", petition.AdoptPart: "adopt", petition.NotAdopt: "not_adopt"}

// hand notes who had the matter in hand and who sent it on.
func (t *trace) hand(verb petition.Verb, k *petition.Content, before string, day clock.Day) {
	c := t.c
	if holder := t.holder(); holder != t.heldBy {
		if t.heldBy != "" {
			t.add(Held, day, t.heldBy, "", day.Sub(t.heldAt))
		}
		t.heldBy, t.heldAt = holder, day
	}
	switch verb {
	case petition.Forward, petition.Assign:
		t.hands++
	case petition.ResolveObjection:
		t.returned(k.Fields.Decision == "uphold", before, day)
	case petition.DecideDispute:
		t.returned(c.Unit != before, before, day)
	case petition.Accept:
		t.add(Hops, day, c.Unit, "", t.hands)
	}
}

// holder is who works on the matter while it is in stock.
func (t *trace) holder() string {
	if !slices.Contains(inStock, t.c.Stage) {
		return ""
	}
	return t.c.Holder
}

// returned charges handing-on fairly: a return that was right counts against
// the office that sent it there, one that was wrong against the unit (Art. 23).
func (t *trace) returned(right bool, unit string, day clock.Day) {
	if right {
		t.add(ReturnUpheld, day, t.c.OfficeUnit, "", 0)
	} else {
		t.add(ReturnRefused, day, unit, "", 0)
	}
	if t.c.Unit != unit {
		t.hands++
		t.add(HandedOn, day, unit, t.c.Unit, 0)
	}
}

// pressing notes reviews, supervision and advice.
func (t *trace) pressing(k *petition.Content, day clock.Day) {
	unit, f := t.c.Unit, k.Fields
	switch k.Verb {
	case petition.Review:
		t.add(ReviewAsked, day, unit, "", 0)
	case petition.ReviewRefuse:
		t.add(ReviewEnded, day, unit, "refuse", 0)
	case petition.ReviewDecide:
		t.add(ReviewEnded, day, unit, f.Decision, 0)
	case petition.Recheck:
		t.add(RecheckAsked, day, unit, "", 0)
	case petition.RecheckDecide:
		t.add(RecheckEnded, day, unit, f.Decision, 0)
	case petition.Supervise:
		t.add(Supervised, day, unit, "", 0)
	case petition.RequestSupervision:
		t.add(SupervisionAsked, day, t.owes(petition.LegB), "", 0)
	case petition.Advise:
		t.add(Advised, day, unit, f.Advice, 0)
	case petition.AnswerAdvice:
		t.add(AdviceTaken, day, unit, f.Decision, 0)
	case petition.CallToAccount:
		t.add(CalledUp, day, unit, "", 0)
	case petition.Solved:
		t.add(SaidSolved, day, unit, "yes", 0)
	}
}

func wholeDays(from, to time.Time) int { return int(to.Sub(from) / (24 * time.Hour)) }
