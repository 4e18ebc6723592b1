package petition_test

import (
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

var joint = petition.Actor{ID: "joint", Unit: "joint", Roles: []petition.Role{petition.Joint}}

// objected answers a claim that unit-a says is unit-b's, approved on 6 March.
func objected(t testing.TB) *story {
	t.Helper()
	s := forwarded(t, claim)
	s.does(handler, "2026-03-05", petition.Object, petition.Fields{Reasons: "属市政管理职责", Unit: "unit-b"})
	s.stands(petition.Forwarded, "2026-03-19") // a proposal moves nothing
	s.does(head, "2026-03-06", petition.Approve, petition.Fields{})
	s.stands(petition.Objected, "2026-03-10")
	return s
}

func TestAnObjectionUpheldMovesTheMatter(t *testing.T) {
	s := objected(t)
	if s.c.Holder != "petition-office" {
		t.Fatalf("the office owes the next act, not %s", s.c.Holder)
	}
	for _, f := range []petition.Fields{{Decision: "uphold"}, {Decision: "uphold", Unit: "unit-a"}} {
		s.refused(office, "2026-03-09", petition.ResolveObjection, f, fault.KindInvalid, "error.other_unit")
	}
	s.refused(office, "2026-03-09", petition.ResolveObjection, petition.Fields{Decision: "perhaps"}, fault.KindInvalid, "error.choose")
	s.refused(registrar, "2026-03-09", petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-b"}, fault.NotNow, "error.not_now_not_yours")
	s.does(office, "2026-03-09", petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-b"})
	s.stands(petition.Forwarded, "2026-03-24")
	if s.c.Unit != "unit-b" || s.c.FormerUnit != "unit-a" || s.c.Returned {
		t.Fatalf("with %s after %s", s.c.Unit, s.c.FormerUnit)
	}
	s.refused(handler, "2026-03-10", petition.Accept, petition.Fields{Procedure: petition.Ordinary}, fault.NotNow, "error.not_now_not_yours")
	s.does(handlerB, "2026-03-10", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
}

func TestAnObjectionRefusedLeavesTheMatter(t *testing.T) {
	s := objected(t)
	s.refused(office, "2026-03-09", petition.ResolveObjection, petition.Fields{Decision: "refuse", Unit: "unit-b"}, fault.KindInvalid, "error.same_unit")
	s.does(office, "2026-03-09", petition.ResolveObjection, petition.Fields{Decision: "refuse", Reasons: "三定方案第五条"})
	s.stands(petition.Forwarded, "2026-03-24")
	if s.c.Unit != "unit-a" || !s.c.Returned {
		t.Fatalf("with %s, returned %v", s.c.Unit, s.c.Returned)
	}
}

func TestASecondReturnIsADisputeThatTheConferenceDecides(t *testing.T) {
	s := objected(t)
	s.does(office, "2026-03-09", petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-b"})
	s.does(handlerB, "2026-03-10", petition.Object, petition.Fields{Reasons: "也不属我局"})
	s.does(headB, "2026-03-11", petition.Approve, petition.Fields{})
	s.stands(petition.Dispute, "2026-03-16")
	if s.c.Holder != "petition-office" || s.c.Objections != 2 {
		t.Fatalf("held by %s after %d returns", s.c.Holder, s.c.Objections)
	}
	s.refused(office, "2026-03-12", petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-a"}, fault.NotNow, "error.not_now_stage")
	s.refused(joint, "2026-03-12", petition.DecideDispute, petition.Fields{Unit: "unit-a"}, fault.KindInvalid, "error.needed_reasons")
	s.does(joint, "2026-03-12", petition.DecideDispute, petition.Fields{Unit: "unit-a", Reasons: "用工所在地的人社部门"})
	s.stands(petition.Forwarded, "2026-03-27")
	s.does(handler, "2026-03-13", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
}

func TestAUnitSilentPastBAnswersFromItsLastDay(t *testing.T) {
	s := forwarded(t, claim)
	s.stands(petition.Forwarded, "2026-03-19")
	s.does(handler, "2026-04-10", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	s.stands(petition.Accepted, "2026-05-18") // 60 days from 19 March
	if !s.late() {
		t.Fatal("an acceptance three weeks too late is not marked")
	}
}

func TestTheSimpleProcedureAnswersInTenWorkingDaysAndNeverSaysNo(t *testing.T) {
	f := claim
	f.Simple = true
	s := forwarded(t, f)
	s.stands(petition.Forwarded, "2026-03-09") // three working days where the office proposed it
	s.does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Simple})
	s.stands(petition.Accepted, "2026-03-23")
	s.refused(handler, "2026-03-10", petition.Draft, items(petition.NotSupport), fault.KindInvalid, "error.simple_not_support")
	s.refused(handler, "2026-03-10", petition.Extend, petition.Fields{Days: 5, Reasons: "复杂"}, fault.NotNow, "error.not_now_extend_simple")
	s.does(handler, "2026-03-10", petition.Draft, items(petition.Explain))
}

func TestTheSimpleProcedureIsNotForC1ToC5(t *testing.T) {
	for _, r := range []petition.Route{petition.RouteC1, petition.RouteC2, petition.RouteC3, petition.RouteC4, petition.RouteC5} {
		s := forwarded(t, on(r))
		s.refused(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Simple}, fault.KindInvalid, "error.simple_route")
	}
}

func TestDutyIsForC5Alone(t *testing.T) {
	s := accepted(t, on(petition.RouteC5), petition.Duty)
	s.stands(petition.Accepted, "2026-05-08")
	if leg, _ := s.c.Leg(petition.LegC); leg.Period != "C_duty" || s.c.Route != petition.RouteC5 {
		t.Fatalf("runs under %s on route %s", leg.Period, s.c.Route)
	}
	for _, r := range []petition.Route{petition.RouteC1, petition.RouteC4, petition.RouteC6} {
		forwarded(t, on(r)).refused(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Duty}, fault.KindInvalid, "error.duty_route")
	}
	forwarded(t, claim).refused(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: "slow"}, fault.KindInvalid, "error.choose")
}

func TestWhatIsAcceptedOffC1ToC4IsC6(t *testing.T) {
	for _, r := range []petition.Route{petition.RouteC1, petition.RouteC2, petition.RouteC3, petition.RouteC4} {
		if got := accepted(t, on(r), petition.Ordinary).c.Route; got != petition.RouteC6 {
			t.Errorf("%s accepted as %s", r, got)
		}
	}
	advice := petition.Fields{Kind: petition.Suggestion, Category: "0103", Place: "990101"}
	s := accepted(t, advice, petition.Ordinary)
	if s.c.Route != petition.RouteA {
		t.Errorf("a suggestion accepted as %s", s.c.Route)
	}
	s.refused(handler, "2026-03-10", petition.Draft, items(petition.Support), fault.KindInvalid, "error.item_decision")
	s.does(handler, "2026-03-10", petition.Draft, items(petition.AdoptPart))
}

func TestARefusalNamesAnOfferedGroundAndWhereToGo(t *testing.T) {
	s := forwarded(t, claim)
	no := petition.Fields{Ground: "lapsed_right", Reasons: "已过期限", GoTo: "无"}
	s.refused(handler, "2026-03-05", petition.Refuse, no, fault.KindInvalid, "error.choose")
	no.Ground, no.GoTo = "in_review", ""
	s.refused(handler, "2026-03-05", petition.Refuse, no, fault.KindInvalid, "error.needed_goTo")
	no.GoTo = "市人民政府复查机构"
	s.does(citizen, "2026-03-05", petition.Withdraw, petition.Fields{})
	s.does(handler, "2026-03-05", petition.Refuse, no)
	s.does(head, "2026-03-06", petition.Approve, petition.Fields{})
	s.stands(petition.NotAccepted, petition.NoDue.String())
	if due, runs := s.running(petition.LegAskCheck); due != "2026-04-07" || !runs { // 5 April is in a holiday
		t.Fatalf("the petitioner may ask for a check until %s", due)
	}
	if s.c.SystemAt != nil {
		t.Fatal("the clock would still end a withdrawal that came to nothing")
	}
}

func TestProgressAtLeastEveryTwentyDays(t *testing.T) {
	s := forwarded(t, claim)
	tell := func(day clock.Day) petition.Fields {
		return petition.Fields{Text: "已约见工地负责人。", NextOn: day}
	}
	s.refused(handler, "2026-03-05", petition.Progress, tell(clock.Date(2026, 3, 5)), fault.KindInvalid, "error.next_on_range")
	s.refused(handler, "2026-03-05", petition.Progress, tell(clock.Date(2026, 3, 26)), fault.KindInvalid, "error.next_on_range")
	s.does(handler, "2026-03-05", petition.Progress, tell(clock.Date(2026, 3, 25)))
	s.does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	if due, runs := s.running(petition.LegProgress); due != "2026-03-30" || !runs {
		t.Fatalf("the next sign of life is owed by %s", due) // 29 March is a Sunday
	}
	s.does(handler, "2026-03-24", petition.Progress, tell(clock.Date(2026, 4, 13)))
	if s.c.NextProgress != clock.Date(2026, 4, 13) {
		t.Fatalf("told for %s", s.c.NextProgress)
	}
}

func TestLateActsAreMarked(t *testing.T) {
	s := registered(t, claim)
	s.does(registrar, "2026-03-18", petition.Forward, petition.Fields{Unit: "unit-a"}) // A ended on the 17th
	if !s.late() {
		t.Error("a late forwarding")
	}
	s.does(handler, "2026-03-31", petition.Accept, petition.Fields{Procedure: petition.Ordinary}) // past B2, within B
	if s.late() {
		t.Error("an acceptance within B is marked for B2, which binds only who objects")
	}
	s = forwarded(t, claim)
	s.does(handler, "2026-03-12", petition.Object, petition.Fields{Reasons: "不属我局"}) // B2 ended on the 11th
	s.does(head, "2026-03-12", petition.Approve, petition.Fields{})
	if !s.late() {
		t.Error("a late objection")
	}
	s = accepted(t, claim, petition.Ordinary)
	s.does(handler, "2026-05-08", petition.Draft, items(petition.Explain))
	s.does(head, "2026-05-09", petition.Approve, petition.Fields{}) // C ended on the 8th
	if !s.late() {
		t.Error("a late answer")
	}
	if leg, _ := s.c.Leg(petition.LegC); !leg.Late {
		t.Error("its leg")
	}
}
