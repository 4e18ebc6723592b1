package petition

import (
	"fmt"
	"slices"
	"time"

	"sunlit/internal/clock"
)

// Apply moves the case by one event. It never refuses what happened: refusing
// is Decide's part.
func (l *Law) Apply(c *Case, e *Event) error {
	k := &e.Content
	step, ok := StepOf(k.Verb)
	if !ok {
		return fmt.Errorf("event %s: unknown verb %q", e.ID, k.Verb)
	}
	c.Seq = k.Seq
	c.Version = k.Seq
	c.keepFiles(step, k)
	effect := step
	if k.Verb == Approve && c.Proposal != nil {
		effect, _ = StepOf(c.Proposal.Verb)
	}
	ends := c.endsOf(effect, k)
	if k.Verb == File {
		l.applyFiling(c, k)
	}
	l.applyFields(c, k)
	if step.Proposal {
		c.Proposal = &Proposal{Verb: k.Verb, Fields: k.Fields, By: k.ActorID, At: k.At, Seq: k.Seq, Paper: k.Paper}
		if c.Return != nil && c.Return.Verb == k.Verb {
			c.Return = nil // handed in again
		}
		c.project(l)
		return nil
	}
	if k.Verb == Approve {
		l.settle(c, k, ends)
	} else {
		l.move(c, step, k, ends)
	}
	if k.Paper != nil {
		c.Papers = append(c.Papers, *k.Paper)
	}
	c.project(l)
	return nil
}

// keepFiles notes the files of an event, and of an official's whose they are.
func (c *Case) keepFiles(step Step, k *Content) {
	for _, f := range k.Files {
		if k.Role != Citizen && k.Verb != File {
			f.Unit, f.Inside = k.Unit, step.Internal
		}
		c.Files = append(c.Files, f)
	}
}

// move ends and starts legs and goes to the event's stage.
func (l *Law) move(c *Case, step Step, k *Content, ends []LegName) {
	before := c.Stage
	if k.Stage != before || k.Verb == HearingRecord {
		l.resume(c, k.At)
	}
	ended := endLegs(c, ends, c.endedAt(k), k.Ended)
	start := k.At
	if k.Verb == Serve && !k.Fields.ServedOn.IsZero() { // proof of service counts from the day of receipt
		start = k.Fields.ServedOn.Start()
	}
	for _, name := range startsOf(before, step, k, ended) {
		if (name == LegA || name == LegUpward) && k.Verb == File { // a letter may wait for its entry, the office's 15 days do not (Art. 22)
			l.startLeg(c, k.Verb, name, c.ReceivedOn.Start())
			continue
		}
		l.startLeg(c, k.Verb, name, start)
	}
	l.nameDays(c, k)
	if k.Stage != before {
		c.enter(k.Stage, k.At)
	}
}

// startsOf lists the legs that an event begins: those of its row, but where the
// row leads to several stages those of the stage it reached.
func startsOf(before Stage, step Step, k *Content, ended []Ended) []LegName {
	switch {
	case k.Verb == File && k.Filing.Source != nil:
		return append(slices.Clip(step.Starts), LegUpward)
	case k.Verb == Serve && before == Reviewed:
		return []LegName{LegF}
	case k.Verb == Check && k.Stage == Forwarded:
		return []LegName{LegB, LegB2}
	case k.Verb == Unmerge && k.Stage == Submitted:
		return []LegName{LegA, LegRegister}
	case k.Verb == ReviewDecide && k.Stage == Accepted:
		return []LegName{LegC, LegProgress}
	case k.Verb == ReviewDecide && k.Stage == Routed:
		return nil
	case k.Verb == Contact: // begins anew only what ran
		var again []LegName
		for _, e := range ended {
			if contains(step.Starts, e.Leg) {
				again = append(again, e.Leg)
			}
		}
		return again
	}
	return step.Starts
}

// nameDays gives legs the days that their starter named instead of the rules' own.
func (l *Law) nameDays(c *Case, k *Content) {
	f := k.Fields
	switch k.Verb {
	case File:
		if s := k.Filing.Source; s != nil {
			c.dueLeg(LegUpward, s.DueOn)
		}
	case RequestInfo:
		l.spanLeg(c, LegInfo, f.Days)
	case Assign:
		l.spanLeg(c, LegAssigned, f.Days)
	case Accept:
		l.spanLeg(c, LegC, f.Days)
	case Advise:
		l.spanLeg(c, LegAdvice, f.Days)
	case Supervise:
		c.dueLeg(LegSupervision, f.By)
	case Hearing:
		c.dueLeg(LegHearing, f.On)
	case Mediate:
		c.dueLeg(LegMediation, f.On)
	}
}

// enter reaches a stage and leaves behind what belonged to the former one: a
// proposal or a return that nobody can act on any more, and a withdrawal where
// the law no longer knows one (an answer, a refusal or a sealing came first).
func (c *Case) enter(stage Stage, at time.Time) {
	c.Stage, c.StageAt = stage, at
	c.Proposal, c.Return, c.LastReturn = nil, nil, nil
	if !contains(beforeReply, stage) {
		c.Withdrawal = time.Time{}
	}
	if c.ClosedAt = nil; !stage.Open() {
		c.ClosedAt = &at
	}
}

// settle carries out the proposal that a head approved.
func (l *Law) settle(c *Case, k *Content, ends []LegName) {
	p := c.Proposal
	c.Proposal = nil
	if p == nil {
		return
	}
	step, _ := StepOf(p.Verb)
	switch p.Verb {
	case Object:
		c.Objections++
		if k.Stage == Dispute { // a second return is decided by the joint conference (Art. 24)
			step.Starts = []LegName{LegDispute}
		}
	case Extend:
		c.Extended = p.Fields.Days
		l.extendLeg(c, p.Fields.Days, p.Fields.Reasons)
	case Publish:
		c.letOut(p, k)
	case Refuse:
		c.Ground = p.Fields.Ground
	case Draft:
		c.answer(p.Fields.Items, k)
		c.Deciders, c.DraftedBy = append(c.Deciders, k.ActorID), p.By
	}
	l.move(c, step, k, ends)
}

func (l *Law) applyFiling(c *Case, k *Content) {
	f := *k.Filing
	c.Filing = f
	c.Number, c.Kind, c.Channel, c.Title = k.Number, f.Kind, f.Channel, f.Title
	c.Place, c.OfficeUnit, c.PublishConsent = f.Place, f.OfficeUnit, f.Publish
	c.FiledAt, c.StageAt, c.Stage, c.Round = k.At, k.At, Submitted, 1
	c.Category, c.People = f.Category, f.Heads()
	if c.ReceivedOn = f.ReceivedOn; c.ReceivedOn.IsZero() {
		c.ReceivedOn = clock.DayOf(k.At)
	}
}

// applyFields keeps what single verbs say beyond stage and clocks.
func (l *Law) applyFields(c *Case, k *Content) {
	f := k.Fields
	switch k.Verb {
	case Register:
		c.Kind, c.Route, c.Category, c.SimpleProposed = f.Kind, f.Route, f.Category, f.Simple
		c.Place = f.Place
	case RequestInfo:
		c.InfoAsked, c.InfoOpen, c.Asked = true, true, f.Text
	case Supplement:
		c.InfoOpen = false
	case Seal:
		c.takeDown(k.At, "", false) // a report is never public, whatever it was taken for before
		c.Sealed, c.Kind, c.Route, c.Unit = true, Report, RouteB, f.Unit
	case Forward, Assign, DecideDispute:
		c.FormerUnit = c.Unit
		c.handTo(f.Unit)
		c.Returned = false
		if k.Verb == Assign {
			c.Closing = nil
		}
	case ResolveObjection:
		c.FormerUnit, c.Returned = c.Unit, f.Decision == "refuse"
		if f.Unit != "" {
			c.handTo(f.Unit)
		}
	case Accept:
		c.Procedure, c.HandlerID, c.Returned, c.InfoOpen = f.Procedure, k.ActorID, false, false
		if c.Route != RouteA && f.Procedure != Duty { // the unit takes it up as none of C1 to C5 (Art. 31)
			c.Route = RouteC6
		}
	case Progress:
		c.NextProgress = f.NextOn
	case ReturnDraft:
		if p := c.Proposal; p != nil {
			c.Return = &Return{Verb: p.Verb, Fields: p.Fields, Reasons: f.Reasons, By: k.ActorID, At: k.At, Paper: p.Paper}
			c.LastReturn = c.Return
		}
		c.Proposal = nil
	case Withdraw:
		hours := l.rulesFor(c).Period("withdrawal").Hours
		c.WithdrawnAt = k.At
		c.Withdrawal = k.At.Add(time.Duration(hours) * time.Hour)
	case UndoWithdraw, EndWithdrawn:
		c.Withdrawal = time.Time{}
	case Remind:
		c.LastReminder = k.At
	case Urgent:
		c.Urgent = true
	case Rate:
		rate(&c.OfficeRating, f.Office, f.Reasons, k.At)
		rate(&c.UnitRating, Rating(f.Unit), f.Reasons, k.At)
		// Somebody calls and asks why; not about a sealed report, of which nobody in the office knows.
		if (f.Office == NotGood || f.Unit == string(NotGood)) && !c.runs(LegCallBack) && !c.Sealed {
			l.startLeg(c, Rate, LegCallBack, k.At)
		}
	default:
		l.applyLadder(c, k)
	}
}

// handTo puts the matter into a unit's hands; a unit that co-handled is now the one that answers.
func (c *Case) handTo(unit string) {
	if unit != c.Unit {
		c.HandlerID = ""
	}
	c.Unit = unit
	var others []string
	for _, u := range c.CoUnits {
		if u != unit {
			others = append(others, u)
		}
	}
	c.CoUnits = others
}

// answer keeps what was answered; the first answer's instant stays, so that a
// second round does not make a late answer look timely.
func (c *Case) answer(items []Item, k *Content) {
	c.Opinion, c.Paper, c.Promises = items, k.Paper, nil
	if c.AnsweredAt == nil {
		t := k.At
		c.AnsweredAt = &t
	}
	for _, it := range items {
		if it.Measure != "" && !it.By.IsZero() {
			c.Promises = append(c.Promises, Promise{Request: it.Request, Measure: it.Measure, By: it.By})
		}
	}
}

func rate(r *Rated, given Rating, reasons string, at time.Time) {
	if given == "" {
		return
	}
	*r = Rated{Rating: given, Reasons: reasons, Times: r.Times + 1, At: at}
}

// project writes the list row from the replayed case.
func (c *Case) project(l *Law) {
	c.Open = c.Stage.Open()
	c.DueOn = NoDue
	c.Holder = c.holder()
	if leg, ok := c.Clock(); ok {
		c.DueOn = leg.Deadline.Due
	}
	c.PendingVerb, c.PendingBy = "", ""
	if c.Proposal != nil {
		c.PendingVerb, c.PendingBy, c.Returned = c.Proposal.Verb, c.Proposal.By, false
	}
	if c.Return != nil {
		c.Returned = true
	}
	if !c.Open {
		c.Returned = false
	}
	c.SystemAt = c.nextSystemAct()
}

// holder is the unit that owes the next act: every open petition has one.
func (c *Case) holder() string {
	switch c.Stage {
	case Submitted, Registered, Objected, Dispute, Rechecking: // the reviewing body has decided; the office records the re-review
		return c.OfficeUnit
	case Reviewing:
		if c.ReviewUnit != "" {
			return c.ReviewUnit
		}
		return c.OfficeUnit
	}
	if c.Unit != "" {
		return c.Unit
	}
	return c.OfficeUnit
}

// nextSystemAct is the instant at which the clock itself will act: the end of
// the 72 hours of a withdrawal, or the end of a right that ran out.
func (c *Case) nextSystemAct() *time.Time {
	var next *time.Time
	if !c.Withdrawal.IsZero() {
		t := c.Withdrawal
		next = &t
	}
	if c.Stage == Served || c.Stage == Reviewed {
		if leg, ok := c.Clock(); ok && leg.Name != LegContact {
			t := leg.Deadline.Due.End()
			if next == nil || t.Before(*next) {
				next = &t
			}
		}
	}
	return next
}

// DueDay is the last day of the running leg for people, zero when none runs.
func (p Petition) DueDay() clock.Day {
	if p.DueOn == NoDue {
		return clock.Day{}
	}
	return p.DueOn
}
