package petition

import (
	"slices"
	"time"

	"sunlit/internal/clock"
)

// LegName names one running period of the law; the letters are those of the ladder.
type LegName string

// Legs with a legal period, then those of the house.
const (
	LegA         LegName = "A"  // forward within 15 days of receipt (Art. 22)
	LegB         LegName = "B"  // tell the petitioner within 15 days of receipt by the unit (Art. 23)
	LegB2        LegName = "B2" // object within 5 working days (Art. 23)
	LegC         LegName = "C"  // answer within 60 days of acceptance (Art. 34)
	LegD         LegName = "D"  // ask for review within 30 days (Art. 35)
	LegE         LegName = "E"  // decide the review within 30 days (Art. 35)
	LegF         LegName = "F"  // ask for re-review within 30 days (Art. 36)
	LegG         LegName = "G"  // decide the re-review within 30 days (Art. 36)
	LegRegister  LegName = "register"
	LegInfo      LegName = "request_info"
	LegObjection LegName = "objection"
	LegDispute   LegName = "dispute"
	LegHandOver  LegName = "hand_over"
	LegFeedback  LegName = "feedback"
	LegProgress  LegName = "progress"
	LegContact   LegName = "contact"
	LegAskCheck  LegName = "ask_check"
	LegCheck     LegName = "check"
	LegUrgent    LegName = "urgent"
	LegRating    LegName = "rating"

	LegRouteBack        LegName = "route_back"          // the office answers who was not taken elsewhere
	LegReviewIntake     LegName = "review_intake"       // the reviewing body accepts or refuses
	LegHearing          LegName = "hearing"             // until the hearing's own day
	LegMediation        LegName = "mediation"           // until the mediation's own day
	LegInstruction      LegName = "instruction"         // a leader's instruction, with its own day
	LegRecusal          LegName = "recusal"             // answer a petitioner who asks that somebody withdraws (Art. 28)
	LegAssigned         LegName = "assigned"            // closing report to the office that assigned
	LegUpward           LegName = "upward"              // report to the body that assigned the matter to this office
	LegSupervision      LegName = "supervision"         // a unit answers a supervision letter (Art. 40)
	LegSupervisionAsked LegName = "supervision_request" // the office answers a petitioner who calls for supervision
	LegPressure         LegName = "pressure"            // a person answers "I was put under pressure" (Art. 46)
	LegAdvice           LegName = "advice"              // a unit says whether it adopts (Art. 40)
	LegCallBack         LegName = "call_back"           // the office calls who is not satisfied
)

// openLegs may run before a report is sealed: from then on the office sees the
// case no more and can't do what it owed on it; only what the petitioner says
// about pressure stays, the discipline body answers that.
var openLegs = []LegName{LegA, LegRegister, LegInfo, LegUrgent, LegRouteBack, LegInstruction, LegRecusal, LegSupervision,
	LegSupervisionAsked, LegAssigned, LegUpward, LegAdvice, LegCallBack, LegProgress, LegContact}

var allLegs = []LegName{LegA, LegB, LegB2, LegC, LegD, LegE, LegF, LegG, LegRegister, LegInfo, LegObjection, LegDispute,
	LegHandOver, LegFeedback, LegProgress, LegContact, LegAskCheck, LegCheck, LegUrgent, LegRouteBack, LegReviewIntake,
	LegHearing, LegMediation, LegInstruction, LegRecusal, LegSupervision, LegSupervisionAsked}

// Leg is one period of one petition, computed from events and never stored.
type Leg struct {
	Name     LegName
	Period   PeriodName // which row of the rules it runs under
	Deadline clock.Deadline
	Original clock.Day // last day before an extension, zero without one
	Reasons  string    // of the extension: the petitioner is told them (Art. 34)
	Article  string
	House    bool // a rule of the house, not of the Regulation
	StartAt  time.Time
	EndAt    *time.Time
	Late     bool // ended after its last day
}

// Running tells whether nobody has ended the leg yet.
func (l Leg) Running() bool { return l.EndAt == nil }

// primary is the leg that stands for a stage in queues and countdowns.
var primary = map[Stage]LegName{
	Submitted: LegA, Registered: LegA, Forwarded: LegB, Objected: LegObjection, Dispute: LegDispute,
	Accepted: LegC, Replied: LegContact, Served: LegD, Reviewing: LegE, Reviewed: LegF, Rechecking: LegG,
}

// Leg answers the latest leg of a name.
func (c *Case) Leg(name LegName) (Leg, bool) {
	for i := len(c.Legs) - 1; i >= 0; i-- {
		if c.Legs[i].Name == name {
			return c.Legs[i], true
		}
	}
	return Leg{}, false
}

// Clock answers the leg that now presses most: the stage's own, and for a
// sealed report the discipline body's.
func (c *Case) Clock() (Leg, bool) {
	name, ok := primary[c.Stage]
	if c.Stage == Sealed {
		name, ok = LegHandOver, true
		if l, has := c.Leg(LegFeedback); has && l.Running() {
			name = LegFeedback
		}
	}
	if !ok {
		return Leg{}, false
	}
	if contact, has := c.Leg(LegContact); c.Stage == Reviewed && has && contact.Running() {
		name = LegContact // the review's opinion has not reached the petitioner: F has not begun
	}
	l, has := c.Leg(name)
	return l, has && l.Running()
}

// runs tells whether a leg of the name is running.
func (c *Case) runs(name LegName) bool {
	l, ok := c.Leg(name)
	return ok && l.Running()
}

// startLeg begins a leg on the civil day of at; the start day is not counted.
func (l *Law) startLeg(c *Case, v Verb, name LegName, at time.Time) {
	period := l.periodOf(c, name)
	p := l.rulesFor(c).Period(period)
	start := clock.DayOf(at)
	if name == LegC {
		start = c.firstDayOfC(v, start)
	}
	c.Legs = append(c.Legs, Leg{
		Name: name, Period: period, Article: p.Article, House: p.House, StartAt: at,
		Deadline: l.Calendar.Deadline(start, p.Span, 0, 0),
	})
}

// firstDayOfC: a unit silent past B is in breach and C runs from B's last day
// (house rule); the ordinary procedure after the simple one counts from the first
// acceptance.
func (c *Case) firstDayOfC(v Verb, start clock.Day) clock.Day {
	if simple, ok := c.Leg(LegC); ok && v == ToOrdinary {
		return simple.Deadline.Start
	}
	if b, ok := c.Leg(LegB); ok && v == Accept && b.Deadline.Due.Before(start) {
		return b.Deadline.Due
	}
	return start
}

// running answers the running leg of a name for change, nil without one.
func (c *Case) running(name LegName) *Leg {
	for i := range c.Legs {
		if c.Legs[i].Name == name && c.Legs[i].Running() {
			return &c.Legs[i]
		}
	}
	return nil
}

// spanLeg gives the running leg of a name as many days as its starter named,
// instead of the rules' own: a limit set by the office, a special law's.
func (l *Law) spanLeg(c *Case, name LegName, days int) {
	if leg := c.running(name); leg != nil && days > 0 {
		span := leg.Deadline.Span
		span.Days = days
		leg.Deadline = l.Calendar.Deadline(leg.Deadline.Start, span, leg.Deadline.Extra, leg.Deadline.Paused)
	}
}

// dueLeg ends the running leg of a name on a day that somebody named: that of a
// hearing, an instruction, a superior's limit. A day off is not moved: it was named.
func (c *Case) dueLeg(name LegName, day clock.Day) {
	if leg := c.running(name); leg != nil && !day.IsZero() {
		leg.Deadline.Span = clock.Span{Days: day.Sub(leg.Deadline.Start)}
		leg.Deadline.Raw, leg.Deadline.Due, leg.Deadline.Off = day, day, nil
	}
}

// pauseLeg adds days that are not counted to the running leg of a name.
func (l *Law) pauseLeg(c *Case, name LegName, days int) {
	if leg := c.running(name); leg != nil && days > 0 {
		d := leg.Deadline
		leg.Deadline = l.Calendar.Deadline(d.Start, d.Span, d.Extra, d.Paused+days)
	}
}

// endLegs ends the running legs of these names at an instant, keeping the due
// day they had; it answers what the event must remember.
func endLegs(c *Case, names []LegName, at time.Time, frozen []Ended) []Ended {
	var ended []Ended
	for i := range c.Legs {
		leg := &c.Legs[i]
		if !leg.Running() || !contains(names, leg.Name) {
			continue
		}
		for _, f := range frozen {
			if f.Leg == leg.Name {
				leg.Deadline.Due = f.Due
			}
		}
		t := at
		leg.EndAt = &t
		leg.Late = leg.Deadline.Passed(at)
		ended = append(ended, Ended{Leg: leg.Name, Due: leg.Deadline.Due})
	}
	return ended
}

// endsOf lists the legs that an event ends: those of its row, on reaching an end
// all that do not outlast it, what a unit owed that the matter leaves (a letter
// binds the unit that got it), and by any act of an official the two hours in
// which a person must have read what is urgent (Art. 25).
func (c *Case) endsOf(step Step, k *Content) []LegName {
	names := step.Stops
	add := func(more ...LegName) { names = append(slices.Clip(names), more...) }
	if c.Stage != k.Stage && !k.Stage.Open() {
		add(allLegs...)
	}
	if k.Role != Citizen && k.Role != System && k.Verb != Urgent {
		add(LegUrgent)
	}
	switch {
	case k.Verb == RouteBack:
		add(LegSupervision, LegAdvice, LegAssigned)
	case contains(hands, k.Verb) && k.Verb != CoHandle && k.Fields.Unit != "" && k.Fields.Unit != c.Unit:
		add(LegSupervision, LegAdvice)
	case k.Verb == ClosingReport && k.Role == Office:
		add(LegUpward)
	}
	return names
}

// endedAt is the instant at which an event ends its legs: a closing report that
// is accepted was in time when it was handed in, not when it was read.
func (c *Case) endedAt(k *Content) time.Time {
	if k.Verb == ClosingAccept && c.Closing != nil {
		return c.Closing.At
	}
	return k.At
}

// extendLeg moves the running C by the approved days, once (Art. 34).
func (l *Law) extendLeg(c *Case, days int, reasons string) {
	if leg := c.running(LegC); leg != nil {
		leg.Original, leg.Reasons = leg.Deadline.Due, reasons
		d := leg.Deadline
		leg.Deadline = l.Calendar.Deadline(d.Start, d.Span, days, d.Paused)
	}
}

func (l *Law) periodOf(c *Case, name LegName) PeriodName {
	switch {
	case name == LegB && c.SimpleProposed:
		return "B_simple" // the office proposed the simple procedure: 3 working days
	case name == LegC && c.Procedure == Simple:
		return "C_simple"
	case name == LegC && c.Procedure == Duty:
		return "C_duty"
	case name == LegC:
		return "C_ordinary"
	}
	return PeriodName(name)
}

func contains[T comparable](list []T, x T) bool {
	for _, y := range list {
		if y == x {
			return true
		}
	}
	return false
}
