package petition_test

import (
	"testing"

	"pgregory.net/rapid"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// explained checks of every leg that its explanation counts to the very day it shows.
func explained(t *rapid.T, law *petition.Law, c *petition.Case, log []petition.Event) {
	for _, leg := range c.Legs {
		e := law.Explain(c, log, leg)
		if got := e.Recount(); got != leg.Deadline.Due || e.Due != leg.Deadline.Due {
			t.Fatalf("%s: explained to %s, due on %s: %+v", leg.Name, got, leg.Deadline.Due, e)
		}
		if e.Verb == "" || e.Since.IsZero() {
			t.Fatalf("%s: no beginning or no rule: %+v", leg.Name, e)
		}
		if e.On != e.Start && e.Carried == "" {
			t.Fatalf("%s: counted from %s, begun on %s, and nothing says why", leg.Name, e.Start, e.On)
		}
		for i, off := range e.Off {
			if off.On != e.Raw.AddDays(i) || !law.Calendar.IsDayOff(off.On) {
				t.Fatalf("%s: %+v did not move %s", leg.Name, off, e.Raw)
			}
		}
	}
}

// A way through the straight path with days of its own; late ones too.
func TestEveryExplanationCountsToItsDay(t *testing.T) {
	other := law(t)
	changed, err := other.Calendar.With(2026, []clock.Listed{{On: clock.Date(2026, 5, 6)}, {On: clock.Date(2026, 5, 7)}, {On: clock.Date(2026, 5, 9), Worked: true}})
	if err != nil {
		t.Fatal(err)
	}
	other.Calendar = changed
	rapid.Check(t, func(rt *rapid.T) {
		day := clock.Date(2026, 1, 1).AddDays(rapid.IntRange(0, 300).Draw(rt, "filed"))
		later := func(most int) string {
			day = day.AddDays(rapid.IntRange(0, most).Draw(rt, "later"))
			return day.String()
		}
		s := filed(t, petition.Claim, day.String())
		f := claim
		f.Simple = rapid.Bool().Draw(rt, "simple")
		s.does(registrar, later(5), petition.Register, f)
		if rapid.Bool().Draw(rt, "ask") {
			s.does(registrar, later(3), petition.RequestInfo, petition.Fields{Text: "合同", Days: rapid.IntRange(0, 10).Draw(rt, "days")})
		}
		s.does(registrar, later(20), petition.Forward, petition.Fields{Unit: "unit-a"})
		explained(rt, s.law, s.c, s.log)
		proc := rapid.SampledFrom([]petition.Procedure{petition.Ordinary, petition.Simple}).Draw(rt, "procedure")
		s.does(handler, later(40), petition.Accept, petition.Fields{Procedure: proc})
		explained(rt, s.law, s.c, s.log)
		if leg, _ := s.c.Leg(petition.LegC); proc == petition.Ordinary && day.AddDays(2).Before(leg.Deadline.Due) && rapid.Bool().Draw(rt, "extend") {
			s.does(handler, later(1), petition.Extend, petition.Fields{Days: rapid.IntRange(1, 30).Draw(rt, "by"), Reasons: "需要鉴定"})
			s.does(head, day.String(), petition.Approve, petition.Fields{})
			leg, _ := s.c.Leg(petition.LegC)
			if e := s.law.Explain(s.c, s.log, leg); e.Extended != day || e.Reasons != "需要鉴定" || e.Extra == 0 {
				rt.Fatalf("the extension is not explained: %+v", e)
			}
		}
		s.does(handler, later(70), petition.Draft, items(petition.Explain))
		s.does(head, later(3), petition.Approve, petition.Fields{})
		if rapid.Bool().Draw(rt, "read") {
			s.does(citizen, later(10), petition.Serve, petition.Fields{})
		} else {
			issued := day
			s.does(handler, later(10), petition.Serve, petition.Fields{How: "邮寄", ServedOn: issued})
		}
		explained(rt, s.law, s.c, s.log)

		// Under another calendar closed legs keep their day, and running ones are counted anew.
		c, err := other.Replay(s.log)
		if err != nil {
			rt.Fatal(err)
		}
		explained(rt, other, c, s.log)
	})
}

func TestAnExplanationNamesWhatMovedTheDay(t *testing.T) {
	s := forwarded(t, claim)
	begun := s.log[len(s.log)-1].Content.At
	leg, _ := s.c.Leg(petition.LegB)
	e := s.law.Explain(s.c, s.log, leg)
	if e.Verb != petition.Forward || e.Rule.Article != "23" || e.Rule.House || e.On != clock.DayOf(begun) || e.Since.String() != "2022-05-01" || e.Named {
		t.Errorf("B is explained by %+v", e)
	}
	// A unit silent past B: C runs from B's last day.
	s.does(handler, leg.Deadline.Due.AddDays(9).String(), petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	c, _ := s.c.Leg(petition.LegC)
	if e := s.law.Explain(s.c, s.log, c); e.Carried != petition.LegB || e.Start != leg.Deadline.Due {
		t.Errorf("C is explained by %+v", e)
	}

	// Over a holiday: 15 days from 18 September 2026 end inside the National Day holiday.
	s = filed(t, petition.Claim, "2026-09-18")
	a, _ := s.c.Leg(petition.LegA)
	e = s.law.Explain(s.c, s.log, a)
	if e.Raw.String() != "2026-10-03" || e.Due.String() != "2026-10-08" || len(e.Off) != 5 || e.Off[0].Name != "国庆节" {
		t.Errorf("A is explained by %+v", e)
	}
}
