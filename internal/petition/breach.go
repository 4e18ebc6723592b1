package petition

import (
	"slices"
	"time"

	"sunlit/internal/clock"
)

// Breach is a duty that a duty-bearer has broken by now, so that the office supervises without
// being asked (Art. 40).
type Breach struct {
	Duty  string    // code of law.duty
	Unit  string    // whose duty it is
	Since clock.Day // the last day that passed; of returns the day of the second one
	Leg   LegName   // the leg that passed, for a limit
}

// limits are the legs whose passing is a breach of the limit itself, the stage's own first.
var limits = []LegName{LegA, LegC, LegE, LegG, LegObjection, LegDispute, LegHandOver}

// Breaches lists the duties that are broken by now, each once.
func (l *Law) Breaches(c *Case, at time.Time) []Breach {
	var list []Breach
	passed := func(name LegName) bool {
		leg, ok := c.Leg(name)
		still := c.Paused && primary[c.Stage] == name // Art. 36: the time of a hearing is not counted
		return ok && leg.Running() && leg.Deadline.Passed(at) && !still
	}
	add := func(ok bool, duty, unit string, name LegName) {
		if ok {
			leg, _ := c.Leg(name)
			list = append(list, Breach{Duty: duty, Unit: unit, Since: leg.Deadline.Due, Leg: name})
		}
	}
	over := slices.DeleteFunc(slices.Clone(limits), func(name LegName) bool { return !passed(name) })
	if c.Paused && passed(LegHearing) { // a hearing that nobody holds does not stop the clock for good
		over = append(over, LegHearing)
	}
	if len(over) > 0 {
		add(true, "limit", c.holder(), over[0])
	}
	today := clock.DayOf(at)
	add(passed(LegB), "no_acceptance", c.Unit, LegB)
	add(passed(LegAssigned) && (c.Closing == nil || c.Closing.Returned != ""), "no_closing_report", c.Unit, LegAssigned)
	add(passed(LegContact) && c.Stage == Replied, "no_service", c.Unit, LegContact)
	if c.Objections >= 2 && contains([]Stage{Objected, Dispute, Forwarded}, c.Stage) { // until a unit has accepted
		list = append(list, Breach{Duty: "two_returns", Unit: c.responsible(), Since: clock.DayOf(c.StageAt)})
	}
	add(passed(LegProgress) && !l.paperLately(c, today), "silent", c.Unit, LegProgress)
	if by := c.promisedBy(); !by.IsZero() && by.Before(today) {
		list = append(list, Breach{Duty: "follow_up", Unit: c.Unit, Since: by})
	}
	return list
}

// Triggers names the duties that are broken by now; codes of law.duty.
func (l *Law) Triggers(c *Case, at time.Time) []string {
	var list []string
	for _, b := range l.Breaches(c, at) {
		list = append(list, b.Duty)
	}
	return list
}

// promisedBy is the day of the earliest promise that the petitioner has not confirmed; zero without one.
func (c *Case) promisedBy() clock.Day {
	var by clock.Day
	for _, p := range c.Promises {
		if p.Open() && (by.IsZero() || p.By.Before(by)) {
			by = p.By
		}
	}
	return by
}

// Watch is a day after which a duty is broken, unless something happens before; for duties of which
// neither the stage's own last day nor a task tells.
type Watch struct {
	Duty  string
	DueOn clock.Day
}

// Watches lists the days that have to be watched, in the order of the duties.
func (c *Case) Watches() []Watch {
	var list []Watch
	if c.Sealed { // nobody supervises a report (Art. 30)
		return nil
	}
	if leg, ok := c.Leg(LegProgress); ok && leg.Running() {
		list = append(list, Watch{"silent", leg.Deadline.Due})
	}
	if by := c.promisedBy(); !by.IsZero() {
		list = append(list, Watch{"follow_up", by})
	}
	return list
}

// paperLately tells whether a paper went out within the days in which a sign of
// life is owed: twenty days without a contact or a paper are silence.
func (l *Law) paperLately(c *Case, today clock.Day) bool {
	n := len(c.Papers)
	return n > 0 && !c.Papers[n-1].On.AddDays(l.rulesFor(c).Period("progress").Span.Days).Before(today)
}

// lapsed tells whether a duty-bearer's leg has run out: from then on the
// petitioner can call for supervision at once.
func (l *Law) lapsed(c *Case, at time.Time) bool { return len(l.Breaches(c, at)) > 0 }
