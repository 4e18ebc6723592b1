package petition_test

import (
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

var (
	reviewer  = petition.Actor{ID: "reviewer", Unit: "review-office", Roles: []petition.Role{petition.Reviewer}}
	reviewer2 = petition.Actor{ID: "reviewer-2", Unit: "review-office", Roles: []petition.Role{petition.Reviewer}}
	rechecker = petition.Actor{ID: "rechecker", Unit: "petition-office", Roles: []petition.Role{petition.Rechecker}}
	handler2  = petition.Actor{ID: "handler-a-2", Unit: "unit-a", Roles: []petition.Role{petition.Handler}}
	leader    = petition.Actor{ID: "lead", Unit: "unit-a", Roles: []petition.Role{petition.Lead}}
	head2     = petition.Actor{ID: "head-a-2", Unit: "unit-a", Roles: []petition.Role{petition.Head}}
)

// served answers an answer that the petitioner read on 3 April.
func served(t testing.TB) *story {
	t.Helper()
	s := answered(t)
	s.does(citizen, "2026-04-03", petition.Serve, petition.Fields{})
	return s
}

func reviewing(t testing.TB) *story {
	t.Helper()
	s := served(t)
	s.does(citizen, "2026-04-07", petition.Review, petition.Fields{Reasons: "事实不清", Body: "review-office"})
	s.stands(petition.Reviewing, "2026-05-07")
	return s
}

func reviewed(t testing.TB, decision string) *story {
	t.Helper()
	s := reviewing(t)
	s.does(reviewer, "2026-04-07", petition.ReviewAccept, petition.Fields{})
	s.does(reviewer, "2026-04-07", petition.ReviewDecide, petition.Fields{Decision: decision, Text: "查明", Reasons: "理由", Body: "法院"})
	return s
}

func rechecking(t testing.TB) *story {
	t.Helper()
	s := reviewed(t, "uphold")
	s.does(citizen, "2026-04-07", petition.Serve, petition.Fields{})
	s.does(citizen, "2026-04-08", petition.Recheck, petition.Fields{Reasons: "仍不服"})
	return s
}

func TestTheThirtyDaysOfTheReReviewBeginWhenTheOpinionIsRead(t *testing.T) {
	s := reviewed(t, "uphold")
	s.refused(citizen, "2026-04-08", petition.Recheck, petition.Fields{Reasons: "不服"}, fault.NotNow, "error.not_now_unread_opinion")
	if s.c.Unserved() == nil && s.c.SystemAt != nil {
		t.Fatal("the clock would close what the petitioner has not read")
	}
	s.does(citizen, "2026-04-20", petition.Serve, petition.Fields{})
	s.stands(petition.Reviewed, "2026-05-20")
	s.refused(citizen, "2026-04-21", petition.Serve, petition.Fields{}, fault.NotNow, "error.not_now_served")
	s.does(citizen, "2026-05-20", petition.Recheck, petition.Fields{Reasons: "不服"})
	s.stands(petition.Rechecking, "2026-06-22") // the 19th to the 21st are off
}

func TestWhatAReviewSendsBackIsAnsweredByOtherPeopleWithAnotherResult(t *testing.T) {
	s := reviewed(t, "redo")
	s.stands(petition.Accepted, "2026-06-08")
	if s.c.Round != 2 || s.c.HandlerID != "" {
		t.Fatalf("round %d with %q", s.c.Round, s.c.HandlerID)
	}
	s.refused(handler, "2026-04-20", petition.Draft, items(petition.Explain), fault.NotNow, "error.not_now_other_people")
	s.refused(handler2, "2026-04-20", petition.Draft, items(s.c.Former[0].Decision), fault.KindInvalid, "error.item_same_result")
	s.does(handler2, "2026-04-20", petition.Draft, items(petition.Explain))
	s.refused(head, "2026-04-21", petition.Approve, petition.Fields{}, fault.NotNow, "error.not_now_other_people")
	s.does(head2, "2026-04-21", petition.Approve, petition.Fields{})
	s.does(citizen, "2026-04-22", petition.Serve, petition.Fields{})
	s.does(citizen, "2026-04-23", petition.Review, petition.Fields{Reasons: "仍不服", Body: "review-office"})
	s.refused(reviewer, "2026-04-24", petition.ReviewDecide, petition.Fields{Decision: "uphold", Text: "t", Reasons: "r"}, fault.NotNow, "error.not_now_decided_once")
	s.does(reviewer2, "2026-04-24", petition.ReviewDecide, petition.Fields{Decision: "change", Text: "t", Reasons: "r"})
}

func TestTheTimeOfAHearingIsNotCountedInTheReReview(t *testing.T) {
	s := rechecking(t)
	s.stands(petition.Rechecking, "2026-05-08")
	yes := true
	f := petition.Fields{On: clock.Date(2026, 4, 20), Where: "一楼听证室", Participants: "双方", Public: &yes}
	early := f
	early.On = clock.Date(2026, 4, 16)
	s.refused(rechecker, "2026-04-10", petition.Hearing, early, fault.KindInvalid, "error.day_from")
	s.does(rechecker, "2026-04-10", petition.Hearing, f)
	if !s.c.Paused {
		t.Fatal("the clock runs on")
	}
	s.does(rechecker, "2026-04-20", petition.HearingRecord, petition.Fields{Text: "双方陈述"})
	s.stands(petition.Rechecking, "2026-05-18") // ten days more
	if s.c.Paused {
		t.Fatal("still paused")
	}
}

func TestAReviewOnTheLastDayIsInTimeAndADayLaterNeedsAReason(t *testing.T) {
	s := served(t)
	s.stands(petition.Served, "2026-05-06") // 3 May is off
	s.does(citizen, "2026-05-06", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office"})

	s = served(t)
	s.refused(citizen, "2026-05-07", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office"}, fault.NotNow, "error.not_now_right_over")
	s.passes(petition.Lapse)
	s.refused(citizen, "2026-05-07", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office"}, fault.KindInvalid, "error.review_late")
	s.does(citizen, "2026-05-07", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office", Late: "住院，有病历"})
	s.does(reviewer, "2026-05-11", petition.ReviewRefuse, petition.Fields{Ground: "late", Reasons: "没有正当理由", GoTo: "法院"})
	s.stands(petition.Closed, petition.NoDue.String())
	s.refused(citizen, "2026-05-12", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office", Late: "住院"}, fault.NotNow, "error.not_now_stage")
}

func TestOnlyAnOrdinaryAnswerIsReviewed(t *testing.T) {
	simple := claim
	simple.Simple = true
	s := accepted(t, simple, petition.Simple)
	s.does(handler, "2026-03-06", petition.Draft, items(petition.Explain))
	s.does(head, "2026-03-06", petition.Approve, petition.Fields{})
	s.does(citizen, "2026-03-09", petition.Serve, petition.Fields{})
	s.refused(citizen, "2026-03-10", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office"}, fault.NotNow, "error.not_now_review_route")
}
