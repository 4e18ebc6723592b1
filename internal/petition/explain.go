package petition

import (
	"sunlit/internal/clock"
)

// Explanation is how a last day came about: from which event, under which rule, past which days off.
// It holds every step of the count, so that anybody can count it again.
type Explanation struct {
	Leg      LegName
	Verb     Verb      // of the event that began it; a proposal's own once it was settled
	Unit     string    // who did that
	On       clock.Day // the day it happened
	Start    clock.Day // the day from which is counted, itself not counted
	Carried  LegName   // the leg on whose last day, or with whose start, the count began; empty when on On
	Name     PeriodName
	Rule     Period
	Since    clock.Day   // from when these rules hold; the petition keeps those it was filed under
	Span     clock.Span  // what was counted
	Named    bool        // whoever began it named another span than the rule's
	Skipped  []clock.Off // days off passed over inside a span of working days
	Base     clock.Day   // start and span
	Extra    int         // days of an extension (Art. 34)
	Extended clock.Day   // when that was approved
	Reasons  string      // of the extension
	Paused   int         // days that do not count (Art. 36)
	Raw      clock.Day   // base, extension and pause
	Off      []clock.Off // the days off that moved Raw to Due
	Due      clock.Day
	Fixed    bool      // the day itself was named, nothing was counted
	Kept     bool      // ended before the calendar changed: it keeps the day it had
	Today    clock.Day // for a kept one, what the calendar of now would say
	Ended    clock.Day // zero while it runs
	Late     bool
	Guessed  bool // a year involved has no announced days off
}

// Recount counts the steps once more and answers the last day.
func (e Explanation) Recount() clock.Day {
	if e.Fixed || e.Kept {
		return e.Due
	}
	day := e.Start.AddDays(e.Span.Days)
	if e.Span.Working {
		day = day.AddDays(len(e.Skipped))
	}
	return day.AddDays(e.Extra).AddDays(e.Paused).AddDays(len(e.Off))
}

// Explain derives from the events how a leg's last day came about.
func (l *Law) Explain(c *Case, events []Event, leg Leg) Explanation {
	d, rules := leg.Deadline, l.rulesFor(c)
	rule := rules.Period(leg.Period)
	e := Explanation{Leg: leg.Name, On: clock.DayOf(leg.StartAt), Start: d.Start, Name: leg.Period, Rule: rule, Since: rules.EffectiveFrom,
		Span: d.Span, Named: d.Span != rule.Span, Extra: d.Extra, Reasons: leg.Reasons, Paused: d.Paused, Due: d.Due, Late: leg.Late, Guessed: d.Projected}
	e.begun(events, leg)
	if e.On != e.Start {
		e.Carried = c.carriedFrom(leg)
	}
	if leg.EndAt != nil {
		e.Ended = clock.DayOf(*leg.EndAt)
	}
	if d.Extra > 0 {
		e.Extended = extendedOn(events, leg)
	}
	counted := l.Calendar.Deadline(d.Start, d.Span, d.Extra, d.Paused)
	named := e.Named && !d.Span.Working && d.Span.Days == d.Due.Sub(d.Start) && d.Extra+d.Paused == 0
	switch {
	case counted.Due != d.Due && !leg.Running() && !named:
		e.Kept, e.Today = true, counted.Due
	case counted.Due != d.Due || named:
		e.Fixed = true
	}
	if e.Kept || e.Fixed {
		e.Base, e.Raw = d.Due, d.Due
		return e
	}
	e.Raw = counted.Raw
	e.Base = e.Raw.AddDays(-d.Extra - d.Paused)
	if d.Span.Working {
		e.Skipped = l.Calendar.Between(d.Start, e.Base)
	}
	if e.Raw.Before(e.Due) { // Raw itself was off, the day before Due too
		e.Off = l.Calendar.Between(e.Raw.AddDays(-1), e.Due.AddDays(-1))
	}
	return e
}

// begun finds the event that began the leg: the one at its instant whose step starts it, and for an
// answer served on paper the proof, which came later than the day it proves.
func (e *Explanation) begun(events []Event, leg Leg) {
	for i := range events {
		k := &events[i].Content
		verb := k.Verb
		if verb == Approve && k.Settles != "" {
			verb = k.Settles
		}
		step, _ := StepOf(verb)
		began := k.At.Equal(leg.StartAt) || k.Verb == Serve && !k.Fields.ServedOn.IsZero() && k.Fields.ServedOn.Start().Equal(leg.StartAt) ||
			k.Verb == File && leg.Name == LegA && i == 0
		if began && (e.Verb == "" || contains(step.Starts, leg.Name)) {
			e.Verb, e.Unit = verb, k.Unit
		}
	}
}

// carriedFrom is the leg whose last day, or whose start, the count took over: a unit silent past B is
// in breach and C runs from B's last day; the ordinary procedure after the simple one counts from the
// first acceptance.
func (c *Case) carriedFrom(leg Leg) LegName {
	for _, other := range c.Legs {
		if other.Name == leg.Name && other.StartAt.Before(leg.StartAt) && other.Deadline.Start == leg.Deadline.Start {
			return other.Name
		}
		if other.Name == LegB && leg.Name == LegC && other.Deadline.Due == leg.Deadline.Start {
			return LegB
		}
	}
	return ""
}

// extendedOn is the day on which the leg's extension was approved.
func extendedOn(events []Event, leg Leg) clock.Day {
	var on clock.Day
	for i := range events {
		k := &events[i].Content
		if k.Verb == Approve && k.Settles == Extend && !k.At.Before(leg.StartAt) {
			on = clock.DayOf(k.At)
		}
	}
	return on
}
