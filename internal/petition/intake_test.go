package petition_test

import (
	"slices"
	"strings"
	"testing"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// registered answers a claim filed on 2 March 2026, a Monday, and registered the next day.
func registered(t testing.TB, f petition.Fields) *story {
	t.Helper()
	s := filed(t, f.Kind, "2026-03-02")
	s.does(registrar, "2026-03-03", petition.Register, f)
	return s
}

// forwarded answers it with unit-a since 4 March: B ends on the 19th, B2 on the 11th.
func forwarded(t testing.TB, f petition.Fields) *story {
	t.Helper()
	s := registered(t, f)
	s.does(registrar, "2026-03-04", petition.Forward, petition.Fields{Unit: "unit-a"})
	return s
}

// accepted answers it in hand since 9 March: C ends on 8 May.
func accepted(t testing.TB, f petition.Fields, p petition.Procedure) *story {
	t.Helper()
	s := forwarded(t, f)
	s.does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: p})
	return s
}

// on answers a claim led on a route.
func on(r petition.Route) petition.Fields {
	f := claim
	f.Route = r
	return f
}

// offers tells whether the actor is offered a verb on a day.
func (s *story) offers(a petition.Actor, day string, v petition.Verb) bool {
	return slices.ContainsFunc(s.law.Actions(s.c, a, at(day)), func(x petition.Action) bool { return x.Verb == v })
}

// running answers the last day of a leg and whether it runs.
func (s *story) running(name petition.LegName) (string, bool) {
	leg, ok := s.c.Leg(name)
	return leg.Deadline.Due.String(), ok && leg.Running()
}

func (s *story) late() bool { return s.log[len(s.log)-1].Content.Late }

func TestCompletionIsAskedForOnceAndSupplied(t *testing.T) {
	s := registered(t, claim)
	s.refused(registrar, "2026-03-04", petition.RequestInfo, petition.Fields{Text: "合同", Days: 11}, fault.KindInvalid, "error.days_range")
	s.refused(registrar, "2026-03-04", petition.RequestInfo, petition.Fields{}, fault.KindInvalid, "error.needed_text")
	s.does(registrar, "2026-03-04", petition.RequestInfo, petition.Fields{Text: "劳动合同、工资单", Days: 5})
	if due, runs := s.running(petition.LegInfo); due != "2026-03-11" || !runs || !s.c.InfoOpen {
		t.Fatalf("five working days from a Wednesday end the next: %s %v", due, runs)
	}
	s.stands(petition.Registered, "2026-03-17") // A never pauses (Art. 22)
	s.refused(registrar, "2026-03-05", petition.RequestInfo, petition.Fields{Text: "还有"}, fault.NotNow, "error.not_now_info_once")
	s.does(citizen, "2026-03-06", petition.Supplement, petition.Fields{Text: "附上合同。"})
	if _, runs := s.running(petition.LegInfo); runs || s.c.InfoOpen {
		t.Fatal("supplied, but still waiting")
	}
	s.does(registrar, "2026-03-06", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.refused(handler, "2026-03-09", petition.RequestInfo, petition.Fields{Text: "还有"}, fault.NotNow, "error.not_now_info_once")
}

func TestUnansweredRequestForCompletionStopsNothing(t *testing.T) {
	s := forwarded(t, claim)
	s.does(handler, "2026-03-05", petition.RequestInfo, petition.Fields{Text: "合同"})
	if due, _ := s.running(petition.LegInfo); due != "2026-03-19" {
		t.Fatalf("ten working days without a word on days: %s", due)
	}
	s.does(handler, "2026-03-19", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	if _, runs := s.running(petition.LegInfo); runs || s.c.InfoOpen {
		t.Fatal("accepted as it stands, but still waiting")
	}
}

func TestNeitherForwardNorRouteTakesAReport(t *testing.T) {
	s := registered(t, petition.Fields{Kind: petition.Report, Category: "0103", Place: "990101"})
	s.refused(registrar, "2026-03-04", petition.Forward, petition.Fields{Unit: "unit-a"}, fault.NotNow, "error.not_now_report_sealed_only")
	s.refused(registrar, "2026-03-04", petition.RouteAway, petition.Fields{Body: "法院", Reasons: "诉讼"}, fault.NotNow, "error.not_now_route_c1_only")
	s.refused(office, "2026-03-04", petition.Assign, petition.Fields{Unit: "unit-a", Days: 30}, fault.NotNow, "error.not_now_report_sealed_only")
	if s.c.Route != petition.RouteB {
		t.Fatalf("a report goes route B, not %s", s.c.Route)
	}
}

func TestASealedReportIsSeenByTheDisciplineBodyAlone(t *testing.T) {
	s := registered(t, petition.Fields{Kind: petition.Report, Category: "0103", Place: "990101"})
	s.refused(registrar, "2026-03-04", petition.Seal, petition.Fields{}, fault.KindInvalid, "error.needed_unit")
	s.does(citizen, "2026-03-04", petition.Withdraw, petition.Fields{})
	s.does(registrar, "2026-03-04", petition.Seal, petition.Fields{Unit: "discipline"})
	s.stands(petition.Sealed, "2026-03-19")
	if s.c.Holder != "discipline" || !s.c.Withdrawal.IsZero() || s.c.SystemAt != nil {
		t.Fatalf("held by %s, withdrawal %v, clock acts at %v", s.c.Holder, s.c.Withdrawal, s.c.SystemAt)
	}
	elsewhere := discipline
	elsewhere.Unit = "discipline-2"
	both := handler
	both.Unit, both.Roles = "discipline", []petition.Role{petition.Registrar, petition.Office, petition.Handler, petition.Head, petition.Joint}
	for _, a := range []petition.Actor{registrar, office, handler, head, handlerB, headB, joint, elsewhere, both} {
		if got := s.law.Actions(s.c, a, at("2026-03-05")); got != nil {
			t.Errorf("%s of %s is offered %v", a.ID, a.Unit, got)
		}
	}
	s.does(discipline, "2026-03-06", petition.DisciplineReceive, petition.Fields{})
	s.stands(petition.Sealed, "2026-06-04")
	s.refused(discipline, "2026-03-06", petition.DisciplineReceive, petition.Fields{}, fault.NotNow, "error.not_now_received")
	s.does(citizen, "2026-03-07", petition.Supplement, petition.Fields{Text: "另有一份清单。"})
	s.does(discipline, "2026-03-09", petition.Note, petition.Fields{Text: "已核对清单。"})
}

func TestTheOfficeItselfLeadsOnlyC1Away(t *testing.T) {
	away := petition.Fields{Body: "人民法院", Reasons: "已在诉讼中", Limit: "三年"}
	s := registered(t, on(petition.RouteC1))
	s.does(registrar, "2026-03-04", petition.RouteAway, away)
	s.stands(petition.Routed, petition.NoDue.String())
	s = registered(t, on(petition.RouteC4))
	s.refused(registrar, "2026-03-04", petition.RouteAway, away, fault.NotNow, "error.not_now_route_c1_only")
	s.does(registrar, "2026-03-04", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.does(handler, "2026-03-05", petition.UnitRoute, away)
	s.does(head, "2026-03-06", petition.Approve, petition.Fields{})
	s.stands(petition.Routed, petition.NoDue.String())
	if s.c.ClosedAt == nil || s.c.Open {
		t.Fatal("led away, but not ended here")
	}
}

func TestARouteFitsItsKind(t *testing.T) {
	s := filed(t, petition.Unsure, "2026-03-02")
	for _, f := range []petition.Fields{
		{Kind: petition.Suggestion, Route: petition.RouteC6}, {Kind: petition.Report, Route: petition.RouteA},
		{Kind: petition.Claim, Route: petition.RouteB}, {Kind: petition.Claim, Route: petition.RouteA}, {Kind: petition.Other, Route: petition.RouteB},
	} {
		f.Category, f.Place = "0103", "990101"
		s.refused(registrar, "2026-03-03", petition.Register, f, fault.KindInvalid, "error.route_kind")
	}
	s.refused(registrar, "2026-03-03", petition.Register, petition.Fields{Kind: petition.Unsure, Category: "0103", Place: "990101"}, fault.KindInvalid, "error.choose")
	s.refused(registrar, "2026-03-03", petition.Register, petition.Fields{}, fault.KindInvalid, "error.needed_category")
}

func TestAUnitComplainedOfNeverHoldsTheMatter(t *testing.T) {
	s := registered(t, claim)
	s.bend(func(c *petition.Case) { c.Filing.About = []string{"unit-a"} })
	s.refused(registrar, "2026-03-04", petition.Forward, petition.Fields{Unit: "unit-a"}, fault.KindInvalid, "error.unit_concerned")
	s = forwarded(t, claim)
	s.bend(func(c *petition.Case) { c.Filing.About = []string{"unit-a"} })
	for _, a := range []petition.Actor{handler, head} {
		if got := s.law.Actions(s.c, a, at("2026-03-05")); got != nil {
			t.Errorf("%s is offered %v", a.ID, got)
		}
	}
}

func TestAPetitionIsFiledOnce(t *testing.T) {
	s := filed(t, petition.Claim, "2026-03-02")
	s.refused(citizen, "2026-03-02", petition.File, petition.Fields{}, fault.NotNow, "error.not_now_stage")
	s.does(registrar, "2026-03-03", petition.Register, claim)
	s.refused(registrar, "2026-03-03", petition.File, petition.Fields{}, fault.NotNow, "error.not_now_stage")
}

func TestAnOlderVersionOverwritesNothing(t *testing.T) {
	s := registered(t, claim)
	_, err := s.law.Decide(s.c, petition.Command{Verb: petition.Forward, Version: 1, Fields: petition.Fields{Unit: "unit-a"}}, registrar, at("2026-03-04"))
	if !fault.Is(err, fault.Stale) {
		t.Fatalf("want stale, got %v", err)
	}
	_, err = s.law.Decide(s.c, petition.Command{Verb: "close"}, registrar, at("2026-03-04")) // there is no official's close
	if !fault.Is(err, fault.NotNow) {
		t.Fatalf("want not-now, got %v", err)
	}
}

func TestUrgencyIsOfTheMatterAndToldOnce(t *testing.T) {
	s := filed(t, petition.Claim, "2026-03-02")
	s.refused(citizen, "2026-03-02", petition.Urgent, petition.Fields{}, fault.KindInvalid, "error.needed_reasons")
	s.does(citizen, "2026-03-02", petition.Urgent, petition.Fields{Reasons: "房屋随时可能倒塌"})
	s.stands(petition.Submitted, "2026-03-17")
	if !s.c.Urgent {
		t.Fatal("not urgent")
	}
	s.refused(registrar, "2026-03-03", petition.Urgent, petition.Fields{Reasons: "是"}, fault.NotNow, "error.not_now_urgent_already")
}

func TestAReminderOnceInSevenDays(t *testing.T) {
	s := registered(t, claim)
	s.does(citizen, "2026-03-04", petition.Remind, petition.Fields{})
	s.refused(citizen, "2026-03-10", petition.Remind, petition.Fields{}, fault.NotNow, "error.not_now_remind_wait")
	s.does(citizen, "2026-03-11", petition.Remind, petition.Fields{Text: "请问进展如何？"})
	s.refused(citizen, "2026-03-12", petition.Remind, petition.Fields{}, fault.NotNow, "error.not_now_remind_wait")
}

func TestATextBeyondTheHardLimitIsRefusedByName(t *testing.T) {
	s := registered(t, claim)
	long := strings.Repeat("字", petition.MaxText/3+1)
	s.refused(citizen, "2026-03-04", petition.Send, petition.Fields{Text: long}, fault.KindInvalid, "error.text_long")
	s.refused(citizen, "2026-03-04", petition.Urgent, petition.Fields{Reasons: long}, fault.KindInvalid, "error.text_long")
	s.does(citizen, "2026-03-04", petition.Send, petition.Fields{Text: long[:petition.MaxText/3*3]})
}

func TestHistoryThatCannotBeReadIsAnError(t *testing.T) {
	s := registered(t, claim)
	s.log[1].Content.Verb = "registre"
	if _, err := s.law.Replay(s.log); err == nil || !strings.Contains(err.Error(), "registre") {
		t.Errorf("an unknown verb is passed over: %v", err)
	}
}
