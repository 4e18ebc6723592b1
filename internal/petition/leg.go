package petition

import (
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
)

var allLegs = []LegName{LegA, LegB, LegB2, LegC, LegD, LegE, LegF, LegG, LegRegister, LegInfo, LegObjection, LegDispute,
	LegHandOver, LegFeedback, LegProgress, LegContact, LegAskCheck, LegCheck, LegUrgent}

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
	l, has := c.Leg(name)
	return l, has && l.Running()
}

// startLeg begins a leg on the civil day of at; the start day is not counted.
func (l *Law) startLeg(c *Case, name LegName, at time.Time) {
	period := l.periodOf(c, name)
	p := l.rulesFor(c).Period(period)
	start := clock.DayOf(at)
	if name == LegC { // a unit silent past B is in breach and C runs from B's last day (house rule)
		if b, ok := c.Leg(LegB); ok && b.Deadline.Due.Before(start) {
			start = b.Deadline.Due
		}
	}
	c.Legs = append(c.Legs, Leg{
		Name: name, Period: period, Article: p.Article, House: p.House, StartAt: at,
		Deadline: l.Calendar.Deadline(start, p.Span, 0, 0),
	})
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

// shortenLeg gives the running leg of a name fewer days than the law's, as its
// starter named them to the petitioner.
func (l *Law) shortenLeg(c *Case, name LegName, days int) {
	for i := range c.Legs {
		leg := &c.Legs[i]
		if leg.Name == name && leg.Running() {
			span := leg.Deadline.Span
			span.Days = days
			leg.Deadline = l.Calendar.Deadline(leg.Deadline.Start, span, 0, 0)
		}
	}
}

// ends lists the legs that a step ends on its way to a stage: its own, and all
// where nobody owes an act any more.
func (s Step) ends(to Stage) []LegName {
	if !to.Open() {
		return allLegs
	}
	return s.Stops
}

// extendLeg moves the running C by the approved days, once (Art. 34).
func (l *Law) extendLeg(c *Case, days int, reasons string) {
	for i := range c.Legs {
		leg := &c.Legs[i]
		if leg.Name == LegC && leg.Running() {
			leg.Original, leg.Reasons = leg.Deadline.Due, reasons
			d := leg.Deadline
			leg.Deadline = l.Calendar.Deadline(d.Start, d.Span, days, d.Paused)
		}
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
