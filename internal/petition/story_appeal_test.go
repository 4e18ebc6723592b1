package petition_test

import (
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

var upheld = petition.Fields{Decision: "uphold", Text: "查明", Reasons: "维持"}

func TestThePetitionerChoosesTheReviewingBodyButNotOneThatAnsweredOrThatHeComplainsOf(t *testing.T) {
	s := filedAs(t, "2026-03-02", func(f *petition.Filing) { f.About = []string{"bureau"} })
	s.does(registrar, "2026-03-03", petition.Register, claim)
	s.does(registrar, "2026-03-04", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	answeredWith(t, s, items(petition.Explain))
	s.does(citizen, "2026-04-03", petition.Serve, petition.Fields{})
	s.refused(citizen, "2026-04-07", petition.Review, petition.Fields{Reasons: "不服"}, fault.KindInvalid, "error.needed_body")
	for _, own := range []string{"unit-a", "bureau"} {
		s.refused(citizen, "2026-04-07", petition.Review, petition.Fields{Reasons: "不服", Body: own}, fault.KindInvalid, "error.review_other_body")
	}
	s.does(citizen, "2026-04-07", petition.Review, petition.Fields{Reasons: "不服", Body: "city-review"})
	if s.c.Holder != "city-review" {
		t.Fatalf("held by %s", s.c.Holder)
	}
	if s.offers(reviewer, "2026-04-08", petition.ReviewAccept) {
		t.Error("another reviewing body than the chosen one takes it")
	}
}

func TestAReviewIsAcceptedDecidedAndTheOpinionServedByProof(t *testing.T) {
	s := reviewing(t)
	s.does(reviewer, "2026-04-22", petition.ReviewAccept, petition.Fields{})
	s.issued(petition.PaperReviewAcceptance)
	s.refused(reviewer, "2026-04-23", petition.ReviewRefuse, petition.Fields{Ground: "other_body", Reasons: "已审", GoTo: "法院"}, fault.NotNow, "error.not_now_review_taken")
	s.does(reviewer, "2026-05-07", petition.ReviewDecide, upheld)
	s.marked(false)
	s.issued(petition.PaperReviewAcceptance, petition.PaperReviewOpinion)
	s.stands(petition.Reviewed, "2026-05-14") // to be read or brought
	s.refused(reviewer, "2026-05-11", petition.Serve, petition.Fields{}, fault.KindInvalid, "error.needed_how")
	s.does(reviewer, "2026-05-12", petition.Serve, petition.Fields{How: "直接送达", ServedOn: clock.Date(2026, 5, 11)})
	s.stands(petition.Reviewed, "2026-06-10")
	s.passes(petition.Lapse)
	s.stands(petition.Closed, petition.NoDue.String())
	if s.c.Lapsed != petition.LegF {
		t.Errorf("what ran out was %s", s.c.Lapsed)
	}
	s.refused(citizen, "2026-06-12", petition.Recheck, petition.Fields{Reasons: "不服"}, fault.NotNow, "error.not_now_stage")
}

func TestAReviewDecidedADayTooLateIsMarkedAndThePetitionerCouldCallForSupervision(t *testing.T) {
	s := reviewing(t)
	s.breaks("2026-05-07")
	s.breaks("2026-05-08", "limit")
	s.does(citizen, "2026-05-08", petition.RequestSupervision, petition.Fields{Reasons: "复查没有结果"})
	s.owes("petition-office", petition.LegSupervisionAsked, "2026-05-14") // 9 May is worked
	s.does(reviewer, "2026-05-08", petition.ReviewDecide, upheld)
	s.marked(true)
	s.owesNothing()
}

func TestAReviewRefusedOnACodedGroundEndsTheLadder(t *testing.T) {
	s := reviewing(t)
	s.refused(reviewer, "2026-04-20", petition.ReviewRefuse, petition.Fields{Ground: "lazy", Reasons: "因", GoTo: "法院"}, fault.KindInvalid, "error.choose")
	s.does(reviewer, "2026-04-20", petition.ReviewRefuse, petition.Fields{Ground: "in_court", Reasons: "法院已立案", GoTo: "人民法院"})
	s.stands(petition.Closed, petition.NoDue.String())
	s.issued(petition.PaperReviewRefusal)
	s.owesNothing()
}

func TestAReviewAfterTheLastDayWithAGoodReasonIsTakenUp(t *testing.T) {
	s := served(t)
	s.passes(petition.Lapse)
	s.does(citizen, "2026-05-20", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office", Late: "地震，道路中断"})
	s.stands(petition.Reviewing, "2026-06-22")
	s.does(reviewer, "2026-05-25", petition.ReviewAccept, petition.Fields{})
	s.does(reviewer, "2026-06-01", petition.ReviewDecide, petition.Fields{Decision: "change", Text: "查明", Reasons: "变更"})
	if s.c.ReviewLate == "" || s.c.ClosedAt != nil {
		t.Fatal("taken up, but closed or without its reason")
	}
}

func TestAReviewSendsTheMatterBackAndOthersAnswerOtherwise(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(handler2, "2026-04-01", petition.Draft, items(petition.Support)) // drafted by somebody else than who accepted
	s.does(head, "2026-04-02", petition.Approve, petition.Fields{})
	s.does(citizen, "2026-04-03", petition.Serve, petition.Fields{})
	s.does(citizen, "2026-04-07", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office"})
	s.does(reviewer, "2026-04-08", petition.ReviewDecide, petition.Fields{Decision: "redo", Text: "事实不清", Reasons: "重办"})
	s.stands(petition.Accepted, "2026-06-08") // 7 June is a Sunday
	handler3 := petition.Actor{ID: "handler-a-3", Unit: "unit-a", Roles: []petition.Role{petition.Handler}}
	for _, a := range []petition.Actor{handler, handler2} {
		for _, v := range []petition.Verb{petition.Draft, petition.Extend, petition.UnitRoute, petition.Hearing, petition.Mediate} {
			if s.offers(a, "2026-04-09", v) {
				t.Errorf("%s, who had it before, may %s", a.ID, v)
			}
		}
	}
	s.does(handler3, "2026-04-20", petition.Draft, items(petition.Explain))
	s.refused(head, "2026-04-21", petition.ReturnDraft, petition.Fields{Reasons: "不同意"}, fault.NotNow, "error.not_now_other_people")
	s.does(head2, "2026-04-21", petition.Approve, petition.Fields{})
	s.issued(petition.PaperOpinion, petition.PaperReviewOpinion, petition.PaperOpinion)
	s.does(citizen, "2026-04-22", petition.Serve, petition.Fields{})
	s.stands(petition.Served, "2026-05-22")
	s.passes(petition.Lapse)
	s.does(citizen, "2026-05-25", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office", Late: "住院"}) // a new answer, a new right
	s.refused(reviewer, "2026-05-26", petition.ReviewAccept, petition.Fields{}, fault.NotNow, "error.not_now_decided_once")
	s.does(reviewer2, "2026-05-26", petition.ReviewAccept, petition.Fields{})
}

func TestAReviewThatLeadsTheMatterElsewhereStands(t *testing.T) {
	s := reviewing(t)
	f := petition.Fields{Decision: "route", Text: "属诉讼", Reasons: "变更途径"}
	s.refused(reviewer, "2026-04-20", petition.ReviewDecide, f, fault.KindInvalid, "error.needed_body")
	f.Body = "人民法院"
	s.does(reviewer, "2026-04-20", petition.ReviewDecide, f)
	s.stands(petition.Routed, petition.NoDue.String())
	s.issued(petition.PaperReviewOpinion)
	s.refused(citizen, "2026-04-21", petition.RouteBack, petition.Fields{Reasons: "法院不收"}, fault.NotNow, "error.not_now_route_decided")
}

func TestAHearingInsideTheReReviewGivesItsDaysBackAndADayMoreIsLate(t *testing.T) {
	s := rechecking(t)
	s.does(rechecker, "2026-04-10", petition.Hearing, petition.Fields{On: clock.Date(2026, 4, 20), Where: "听证室", Participants: "双方", Public: yes()})
	s.issued(petition.PaperHearingNotice)
	s.owes("petition-office", petition.LegHearing, "2026-04-20")
	s.does(rechecker, "2026-04-20", petition.HearingRecord, petition.Fields{Text: "双方陈述"})
	s.stands(petition.Rechecking, "2026-05-18")
	s.does(rechecker, "2026-05-19", petition.RecheckDecide, upheld)
	s.marked(true)
	s.ended(petition.LegG, "2026-05-18", true)
	s.issued(petition.PaperHearingNotice, petition.PaperHearingRecord, petition.PaperRecheckOpinion)
}

func TestAReReviewDecidedBeforeTheHearingIsRecordedCountsThePauseAsWell(t *testing.T) {
	s := rechecking(t) // G ends on 8 May
	s.does(rechecker, "2026-04-10", petition.Hearing, petition.Fields{On: clock.Date(2026, 5, 12), Where: "听证室", Participants: "双方", Public: yes()})
	s.breaks("2026-05-11") // the clock stands still
	s.breaks("2026-05-13", "limit")
	s.does(rechecker, "2026-05-13", petition.RecheckDecide, upheld)
	s.marked(false)
	s.ended(petition.LegG, "2026-06-10", false) // 33 days more
	if s.c.Paused {
		t.Fatal("final, and still paused")
	}
}

func TestAfterTheReReviewNothingIsDecidedAnyMore(t *testing.T) {
	s := rechecking(t)
	s.does(rechecker, "2026-05-08", petition.RecheckDecide, upheld)
	s.marked(false)
	s.stands(petition.Final, petition.NoDue.String())
	s.owesNothing()
	for _, v := range []petition.Verb{petition.Review, petition.Recheck, petition.Withdraw, petition.AskCheck, petition.RouteBack, petition.Remind} {
		if s.offers(citizen, "2026-05-11", v) {
			t.Errorf("after the final decision the petitioner may %s", v)
		}
	}
	for _, a := range []petition.Actor{registrar, office, handler, head, reviewer2, rechecker} {
		for _, x := range s.law.Actions(s.c, a, at("2026-05-11")) {
			if step, _ := petition.StepOf(x.Verb); step.To != "" {
				t.Errorf("%s may move it by %s", a.ID, x.Verb)
			}
		}
	}
	s.does(citizen, "2026-05-11", petition.Confirm, petition.Fields{Request: 1, Done: no()}) // what was promised is still owed
}

func TestWhoDecidedTheReviewDoesNotDecideTheReReview(t *testing.T) {
	s := rechecking(t)
	both := petition.Actor{ID: "reviewer", Unit: "review-office", Roles: []petition.Role{petition.Reviewer, petition.Rechecker}}
	s.refused(both, "2026-04-20", petition.RecheckDecide, upheld, fault.NotNow, "error.not_now_decided_once")
	s.does(rechecker, "2026-04-20", petition.RecheckDecide, petition.Fields{Decision: "revoke", Text: "查明", Reasons: "撤销"})
	s.refused(citizen, "2026-04-21", petition.Recheck, petition.Fields{Reasons: "再来"}, fault.NotNow, "error.not_now_stage")
}

func TestAReReviewAskedForADayTooLateIsRefusedAndTheClockCloses(t *testing.T) {
	s := reviewed(t, "uphold")
	s.does(citizen, "2026-04-20", petition.Serve, petition.Fields{})
	s.stands(petition.Reviewed, "2026-05-20")
	s.refused(citizen, "2026-05-21", petition.Recheck, petition.Fields{Reasons: "不服"}, fault.NotNow, "error.not_now_right_over")
	s.passes(petition.Lapse)
	s.stands(petition.Closed, petition.NoDue.String())
}

func TestThePetitionerAloneSaysThatItIsSolved(t *testing.T) {
	s := served(t)
	for _, a := range []petition.Actor{registrar, office, handler, head, joint, reviewer} {
		s.refused(a, "2026-04-07", petition.Solved, petition.Fields{}, fault.NotNow, "error.not_now_not_yours")
	}
	s.does(citizen, "2026-04-07", petition.Solved, petition.Fields{Text: "钱到了"})
	s.stands(petition.Closed, petition.NoDue.String())
	s.refused(citizen, "2026-04-08", petition.Review, petition.Fields{Reasons: "反悔", Body: "review-office", Late: "反悔"}, fault.NotNow, "error.not_now_stage")
}
