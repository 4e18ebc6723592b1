package petition_test

import (
	"testing"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// answered answers a claim whose opinion was issued on 2 April 2026.
func answered(t testing.TB) *story {
	t.Helper()
	s := accepted(t, claim, petition.Ordinary)
	s.does(handler, "2026-04-01", petition.Draft, items(petition.Support))
	s.does(head, "2026-04-02", petition.Approve, petition.Fields{})
	return s
}

// passes lets the clock act at its own instant.
func (s *story) passes(v petition.Verb) {
	s.t.Helper()
	if s.c.SystemAt == nil {
		s.t.Fatalf("the clock has no %s to do", v)
	}
	if _, err := s.law.Decide(s.c, petition.Command{Verb: v}, system, s.c.SystemAt.Add(-time.Millisecond)); !fault.Is(err, fault.NotNow) {
		s.t.Fatalf("%s before its time: %v", v, err)
	}
	e, err := s.law.Decide(s.c, petition.Command{Verb: v}, system, *s.c.SystemAt)
	if err != nil {
		s.t.Fatal(err)
	}
	s.keep(e)
}

func TestAnExtensionOnceBeforeTheEndAndApprovedInTime(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.refused(handler, "2026-05-06", petition.Extend, petition.Fields{Days: 31, Reasons: "复杂"}, fault.KindInvalid, "error.days_range")
	s.refused(handler, "2026-05-06", petition.Extend, petition.Fields{Days: -1, Reasons: "复杂"}, fault.KindInvalid, "error.days_range")
	s.does(handler, "2026-05-06", petition.Extend, petition.Fields{Days: 30, Reasons: "需要鉴定"})
	s.stands(petition.Accepted, "2026-05-08")
	s.does(head, "2026-05-08", petition.Approve, petition.Fields{})
	s.stands(petition.Accepted, "2026-06-08") // 7 June is a Sunday
	if leg, _ := s.c.Leg(petition.LegC); leg.Original != clock.Date(2026, 5, 8) || s.c.Extended != 30 || s.late() {
		t.Fatalf("extended by %d from %s", s.c.Extended, leg.Original)
	}
	s.refused(handler, "2026-05-11", petition.Extend, petition.Fields{Days: 5, Reasons: "复杂"}, fault.NotNow, "error.not_now_extend_once")
}

func TestAnExtensionTooLateIsSentBackAndTheAnswerFollows(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	end := clock.Date(2026, 5, 8).End()
	if s.law.May(s.c, petition.Extend, handler, end.Add(-time.Millisecond)) != nil || s.law.May(s.c, petition.Extend, handler, end) == nil {
		t.Fatal("an extension is possible until 24:00 of the last day and no longer")
	}
	s.does(handler, "2026-05-08", petition.Extend, petition.Fields{Days: 30, Reasons: "需要鉴定"})
	s.refused(head, "2026-05-09", petition.Approve, petition.Fields{}, fault.NotNow, "error.not_now_extend_late")
	s.does(head, "2026-05-09", petition.ReturnDraft, petition.Fields{Reasons: "期限已过，请即答复"})
	s.refused(handler, "2026-05-09", petition.Extend, petition.Fields{Days: 30, Reasons: "需要鉴定"}, fault.NotNow, "error.not_now_extend_late")
	s.does(handler, "2026-05-09", petition.Draft, items(petition.Explain))
}

func TestNobodySettlesHisOwnProposal(t *testing.T) {
	both := petition.Actor{ID: "both", Unit: "unit-a", Roles: []petition.Role{petition.Handler, petition.Head}}
	s := accepted(t, claim, petition.Ordinary)
	s.refused(head, "2026-04-01", petition.Approve, petition.Fields{}, fault.NotNow, "error.not_now_no_proposal")
	s.refused(head, "2026-04-01", petition.Draft, items(petition.Explain), fault.NotNow, "error.not_now_not_yours")
	s.does(both, "2026-04-01", petition.Draft, items(petition.Explain))
	s.refused(both, "2026-04-02", petition.Approve, petition.Fields{}, fault.NotNow, "error.not_now_own_proposal")
	s.refused(both, "2026-04-02", petition.ReturnDraft, petition.Fields{Reasons: "自己"}, fault.NotNow, "error.not_now_own_proposal")
	s.refused(handler, "2026-04-02", petition.Approve, petition.Fields{}, fault.NotNow, "error.not_now_not_yours")
	s.refused(headB, "2026-04-02", petition.Approve, petition.Fields{}, fault.NotNow, "error.not_now_not_yours")
	s.refused(handler, "2026-04-02", petition.Extend, petition.Fields{Days: 5, Reasons: "复杂"}, fault.NotNow, "error.not_now_proposal_pending")
	s.does(head, "2026-04-02", petition.Approve, petition.Fields{})
}

func TestAReturnedDraftKeepsStageReasonsAndWhatWasWritten(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(handler, "2026-04-01", petition.Draft, items(petition.Explain))
	s.refused(head, "2026-04-02", petition.ReturnDraft, petition.Fields{}, fault.KindInvalid, "error.needed_reasons")
	s.does(head, "2026-04-02", petition.ReturnDraft, petition.Fields{Reasons: "请写明依据"})
	s.stands(petition.Accepted, "2026-05-08")
	r := s.c.Return
	if s.c.Proposal != nil || !s.c.Returned || r == nil || r.Reasons != "请写明依据" || len(r.Fields.Items) != 2 || s.c.AnsweredAt != nil {
		t.Fatalf("returned %+v", r)
	}
	s.does(handler, "2026-04-03", petition.Extend, petition.Fields{Days: 5, Reasons: "补充核查"}) // another proposal between
	if s.c.Return != r {
		t.Fatal("an extension wiped out why the answer was returned")
	}
	s.does(head, "2026-04-03", petition.Approve, petition.Fields{})
	s.does(handler, "2026-04-07", petition.Draft, items(petition.Explain))
	if s.c.Return != nil || s.c.Returned {
		t.Fatal("handed in again, but still returned")
	}
}

func TestAReturnedRefusalIsForgottenOnceAccepted(t *testing.T) {
	s := forwarded(t, claim)
	s.does(handler, "2026-03-05", petition.Refuse, petition.Fields{Ground: "in_review", Reasons: "复查中", GoTo: "复查机构"})
	s.refused(handler, "2026-03-05", petition.Accept, petition.Fields{Procedure: petition.Ordinary}, fault.NotNow, "error.not_now_proposal_pending")
	s.does(head, "2026-03-06", petition.ReturnDraft, petition.Fields{Reasons: "不在复查中"})
	s.does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	if s.c.Return != nil || s.c.Returned {
		t.Fatal("accepted, but still in the list of what was returned")
	}
}

func TestAnAnswerAnswersEachRequestOnce(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	for want, change := range map[string]func(*petition.Fields){
		"error.item_missing": func(f *petition.Fields) { f.Items = f.Items[:1] },
		"error.item_request": func(f *petition.Fields) { f.Items[1].Request = 1 },
		"error.item_plain":   func(f *petition.Fields) { f.Items[0].Plain = "" },
		"error.item_plain_long": func(f *petition.Fields) {
			f.Items[0].Plain = "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一"
		},
		"error.item_facts":    func(f *petition.Fields) { f.Items[0].Facts = "" },
		"error.item_basis":    func(f *petition.Fields) { f.Items[0].Basis = "" },
		"error.item_decision": func(f *petition.Fields) { f.Items[0].Decision = petition.Adopt },
		"error.item_measure":  func(f *petition.Fields) { f.Items[0].Measure = "" },
		"error.item_by":       func(f *petition.Fields) { f.Items[0].By = clock.Day{} },
		"error.text_long":     func(f *petition.Fields) { f.Items[0].Facts = string(make([]byte, petition.MaxText+1)) },
		"error.needed_items":  func(f *petition.Fields) { f.Items = nil },
	} {
		f := items(petition.Support)
		change(&f)
		s.refused(handler, "2026-04-01", petition.Draft, f, fault.KindInvalid, want)
	}
}

func TestAUnitProvesServiceWithDayAndWay(t *testing.T) {
	s := answered(t)
	s.refused(handler, "2026-04-10", petition.Serve, petition.Fields{}, fault.KindInvalid, "error.needed_how")
	s.refused(handler, "2026-04-10", petition.Serve, petition.Fields{How: "邮寄"}, fault.KindInvalid, "error.served_on_range")
	for _, day := range []clock.Day{clock.Date(2026, 4, 1), clock.Date(2026, 4, 11)} {
		s.refused(handler, "2026-04-10", petition.Serve, petition.Fields{How: "邮寄", ServedOn: day}, fault.KindInvalid, "error.served_on_range")
	}
	for _, a := range s.law.Actions(s.c, handler, at("2026-04-10")) {
		if a.Verb == petition.Serve && (len(a.Needs) != 2 || a.May != nil) {
			t.Errorf("the unit is asked for %v", a.Needs)
		}
	}
	s.refused(head, "2026-04-10", petition.Serve, petition.Fields{How: "邮寄", ServedOn: clock.Date(2026, 4, 8)}, fault.NotNow, "error.not_now_not_yours")
	s.does(handler, "2026-04-10", petition.Serve, petition.Fields{How: "邮寄", ServedOn: clock.Date(2026, 4, 8)})
	s.stands(petition.Served, "2026-05-08") // 30 days from the day of receipt, not of the entry
}

func TestReadingTheAnswerServesItAndTheRightLapsesAtItsOwnInstant(t *testing.T) {
	s := answered(t)
	s.does(citizen, "2026-04-03", petition.Serve, petition.Fields{})
	s.stands(petition.Served, "2026-05-06") // 3 May is in a holiday
	end := clock.Date(2026, 5, 6).End()
	if !s.c.SystemAt.Equal(end) {
		t.Fatalf("the clock acts at %s, not %s", s.c.SystemAt, end)
	}
	s.refused(office, "2026-05-10", petition.Lapse, petition.Fields{}, fault.NotNow, "error.not_now_not_yours")
	s.passes(petition.Lapse)
	s.stands(petition.Closed, petition.NoDue.String())
	if s.late() || !s.c.ClosedAt.Equal(end) || s.c.Open || s.c.SystemAt != nil {
		t.Fatalf("closed at %s", s.c.ClosedAt)
	}
}

func TestOfficeAndUnitAreRatedApartEachChangedOnce(t *testing.T) {
	s := registered(t, claim)
	s.refused(citizen, "2026-03-03", petition.Rate, petition.Fields{Office: petition.Basic}, fault.NotNow, "error.not_now_stage")
	s.does(registrar, "2026-03-04", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.refused(citizen, "2026-03-05", petition.Rate, petition.Fields{Unit: "basic"}, fault.KindInvalid, "error.rate_unit_early")
	s.refused(citizen, "2026-03-05", petition.Rate, petition.Fields{}, fault.KindInvalid, "error.choose")
	s.refused(citizen, "2026-03-05", petition.Rate, petition.Fields{Office: "great"}, fault.KindInvalid, "error.choose")
	s.refused(handler, "2026-03-05", petition.Rate, petition.Fields{Office: petition.Satisfied}, fault.NotNow, "error.not_now_not_yours")
	s.does(citizen, "2026-03-05", petition.Rate, petition.Fields{Office: petition.NotGood, Reasons: "slow"})
	s.does(citizen, "2026-03-06", petition.Rate, petition.Fields{Office: petition.Basic})
	if s.offers(citizen, "2026-03-07", petition.Rate) {
		t.Error("offers a rating that can't be given: the office was rated twice, the unit has not answered")
	}
	s.does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	s.does(handler, "2026-04-01", petition.Draft, items(petition.Support))
	s.does(head, "2026-04-02", petition.Approve, petition.Fields{})
	s.refused(citizen, "2026-04-03", petition.Rate, petition.Fields{Office: petition.Satisfied, Unit: "not"}, fault.KindInvalid, "error.rated_twice")
	s.does(citizen, "2026-04-03", petition.Rate, petition.Fields{Unit: "not"})
	s.does(citizen, "2026-04-03", petition.Serve, petition.Fields{})
	s.passes(petition.Lapse) // closed at the end of 6 May, which is the first moment of the 7th
	s.does(citizen, "2026-06-05", petition.Rate, petition.Fields{Unit: "satisfied"})
	s.refused(citizen, "2026-06-05", petition.Rate, petition.Fields{Unit: "not"}, fault.NotNow, "error.not_now_rated_twice")
	if s.c.OfficeRating.Rating != petition.Basic || s.c.UnitRating.Rating != petition.Satisfied {
		t.Fatalf("rated %+v %+v", s.c.OfficeRating, s.c.UnitRating)
	}
}

func TestRatingEndsThirtyDaysAfterClosing(t *testing.T) {
	s := answered(t)
	s.does(citizen, "2026-04-03", petition.Serve, petition.Fields{})
	s.passes(petition.Lapse)
	until := clock.DayOf(*s.c.ClosedAt).AddDays(30)
	if !s.offers(citizen, until.String(), petition.Rate) {
		t.Errorf("not offered on %s", until)
	}
	s.refused(citizen, until.AddDays(1).String(), petition.Rate, petition.Fields{Office: petition.Basic}, fault.NotNow, "error.not_now_rating_over")
}
