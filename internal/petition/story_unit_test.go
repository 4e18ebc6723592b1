package petition_test

import (
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

func TestAnAnswerLateByOneDayIsMarkedAndTheDutyIsBroken(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(handler, "2026-05-08", petition.Contact, petition.Fields{How: "电话", Text: "说明进展"})
	s.does(handler, "2026-05-08", petition.Draft, items(petition.Explain))
	s.breaks("2026-05-08")
	s.breaks("2026-05-09", "limit")
	s.does(citizen, "2026-05-09", petition.RequestSupervision, petition.Fields{Reasons: "没有答复"})
	s.does(head, "2026-05-09", petition.Approve, petition.Fields{})
	s.marked(true)
	s.ended(petition.LegC, "2026-05-08", true)
	s.owesNothing()
	s.issued(petition.PaperReceipt, petition.PaperForwarding, petition.PaperAcceptance, petition.PaperOpinion)
	s.stands(petition.Replied, "2026-05-18") // 16 May is a Saturday
}

func TestAnExtensionIsGrantedOnceAndASecondOneRefusedTwice(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(handler, "2026-04-20", petition.Extend, petition.Fields{Days: 20, Reasons: "等待鉴定"})
	s.does(head, "2026-04-21", petition.ReturnDraft, petition.Fields{Reasons: "请写明鉴定机构"})
	s.stands(petition.Accepted, "2026-05-08")
	s.does(handler, "2026-04-22", petition.Extend, petition.Fields{Days: 20, Reasons: "等待鉴定中心的结论"})
	s.does(head, "2026-04-23", petition.Approve, petition.Fields{})
	s.issued(petition.PaperAcceptance, petition.PaperExtension)
	s.stands(petition.Accepted, "2026-05-28")
	for _, day := range []string{"2026-04-24", "2026-05-28"} {
		s.refused(handler, day, petition.Extend, petition.Fields{Days: 10, Reasons: "还要等"}, fault.NotNow, "error.not_now_extend_once")
	}
	s.does(handler, "2026-05-27", petition.Draft, items(petition.Explain))
	s.does(head, "2026-05-28", petition.Approve, petition.Fields{})
	s.marked(false)
}

func TestTheHeadTurnsTheSimpleProcedureIntoTheOrdinaryAndTheSixtyDaysCountFromTheFirstAcceptance(t *testing.T) {
	s := accepted(t, claim, petition.Simple)
	s.stands(petition.Accepted, "2026-03-23")
	s.refused(handler, "2026-03-20", petition.ToOrdinary, petition.Fields{Reasons: "有争议"}, fault.NotNow, "error.not_now_not_yours")
	s.does(head, "2026-03-20", petition.ToOrdinary, petition.Fields{Reasons: "有争议"})
	s.marked(false)
	s.stands(petition.Accepted, "2026-05-08")
	s.issued(petition.PaperAcceptance, petition.PaperToOrdinary)
	s.refused(head, "2026-03-23", petition.ToOrdinary, petition.Fields{Reasons: "再转"}, fault.NotNow, "error.not_now_ordinary_already")
	s.does(handler, "2026-03-24", petition.Draft, items(petition.NotSupport)) // now it may say no
}

func TestThePetitionerAsksForTheOrdinaryProcedureAndMayAppealAfterwards(t *testing.T) {
	s := accepted(t, claim, petition.Simple)
	s.does(citizen, "2026-03-25", petition.ToOrdinary, petition.Fields{Reasons: "事情复杂"})
	s.marked(false) // the simple limit has passed, but that is not the petitioner's fault
	s.stands(petition.Accepted, "2026-05-08")
	answeredWith(t, s, items(petition.NotSupport))
	s.does(citizen, "2026-04-03", petition.Serve, petition.Fields{})
	s.does(citizen, "2026-04-07", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office"})
	s.stands(petition.Reviewing, "2026-05-07")
}

func TestALegalDutyIsDoneByTheLimitOfItsOwnLaw(t *testing.T) {
	s := forwarded(t, on(petition.RouteC5))
	s.refused(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Duty, Days: 366}, fault.KindInvalid, "error.days_range")
	s.refused(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary, Days: 20}, fault.KindInvalid, "error.days_range")
	s.does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Duty, Days: 20})
	s.stands(petition.Accepted, "2026-03-30") // 29 March is a Sunday
	s.does(handler, "2026-03-30", petition.Draft, items(petition.Support))
	s.does(head, "2026-03-31", petition.Approve, petition.Fields{})
	s.marked(true)
	s.does(citizen, "2026-04-01", petition.Serve, petition.Fields{})
	s.refused(citizen, "2026-04-02", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office"}, fault.NotNow, "error.not_now_review_route")
}

func TestASilentUnitIsInBreachAndItsSixtyDaysRunFromTheLastDayForAcceptance(t *testing.T) {
	s := forwarded(t, claim)
	s.breaks("2026-03-19")
	s.breaks("2026-03-20", "no_acceptance")
	s.does(citizen, "2026-03-20", petition.RequestSupervision, petition.Fields{Reasons: "没有告知"})
	s.does(handler, "2026-03-30", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	s.marked(true)
	s.stands(petition.Accepted, "2026-05-18") // 60 days from 19 March
	s.owesNothing()
}

func TestTwentyDaysWithoutAContactOrAPaperAreSilence(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(handler, "2026-03-29", petition.Note, petition.Fields{Text: "在办"}) // notes don't count
	s.breaks("2026-03-30")
	s.breaks("2026-03-31", "silent")
	s.does(office, "2026-03-31", petition.Supervise, petition.Fields{Duty: "silent", Text: "请联系信访人"})
	s.breaks("2026-04-01") // the letter itself is a paper that the petitioner sees
	s.does(handler, "2026-04-21", petition.Contact, petition.Fields{How: "上门", Text: "当面说明"})
	s.breaks("2026-05-06") // the next sign of life is owed by 11 May, the answer by the 8th
	s.does(handler, "2026-05-06", petition.Progress, petition.Fields{Text: "正在审批", NextOn: clock.Date(2026, 5, 8)})
}

func TestAnInvitationThatIsDeclinedChangesNothing(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	f := petition.Fields{On: clock.Date(2026, 3, 20), Time: "14:30", Where: "一楼接待室", Text: "当面谈谈"}
	early := f
	early.On = clock.Date(2026, 3, 9)
	s.refused(handler, "2026-03-10", petition.Invite, early, fault.KindInvalid, "error.day_from")
	s.does(handler, "2026-03-10", petition.Invite, f)
	s.issued(petition.PaperInvitation)
	s.does(citizen, "2026-03-11", petition.Send, petition.Fields{Text: "不来，请书面答复"})
	s.stands(petition.Accepted, "2026-05-08")
	s.owesNothing()
	s.does(handler, "2026-04-01", petition.Draft, items(petition.Support))
}

func TestAMediationThatBothSidesAgreeToIsWrittenDownAndAnswered(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.refused(handler, "2026-03-10", petition.MediationRecord, petition.Fields{Decision: "agreed", Text: "协议"}, fault.NotNow, "error.not_now_no_mediation")
	s.does(handler, "2026-03-10", petition.Mediate, petition.Fields{On: clock.Date(2026, 3, 20), Where: "调解室"})
	s.owes("unit-a", petition.LegMediation, "2026-03-20")
	s.refused(handler, "2026-03-11", petition.Mediate, petition.Fields{On: clock.Date(2026, 3, 25), Where: "调解室"}, fault.NotNow, "error.not_now_mediation_runs")
	s.refused(handler, "2026-03-20", petition.MediationRecord, petition.Fields{Decision: "perhaps", Text: "协议"}, fault.KindInvalid, "error.choose")
	s.does(handler, "2026-03-20", petition.MediationRecord, petition.Fields{Decision: "agreed", Text: "分两期支付", Participants: "双方"})
	s.issued(petition.PaperMediationAgreement)
	s.owesNothing()
	s.stands(petition.Accepted, "2026-05-08") // the clock did not stand still
	if s.c.Mediation.Decision != "agreed" || s.c.Mediation.Record == "" {
		t.Fatalf("recorded %+v", s.c.Mediation)
	}
	answeredWith(t, s, items(petition.Support))
}

func TestAMediationThatFailsLeavesTheAnswerOwed(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(handler, "2026-03-10", petition.Mediate, petition.Fields{On: clock.Date(2026, 3, 20), Where: "调解室"})
	s.does(handler, "2026-03-20", petition.MediationRecord, petition.Fields{Decision: "failed", Text: "未能一致"})
	s.stands(petition.Accepted, "2026-05-08")
	s.does(handler, "2026-03-21", petition.Mediate, petition.Fields{On: clock.Date(2026, 4, 20), Where: "调解室"}) // once more
	answeredWith(t, s, items(petition.NotSupport))                                                              // answered before the day
	s.owesNothing()
}

func TestAHearingOfTheUnitIsToldSevenDaysAheadAndStopsNoClock(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	f := petition.Fields{On: clock.Date(2026, 3, 16), Where: "听证室", Participants: "双方、两名居民", Public: no()}
	s.refused(handler, "2026-03-10", petition.Hearing, f, fault.KindInvalid, "error.day_from")
	s.does(handler, "2026-03-09", petition.Hearing, f)
	s.issued(petition.PaperHearingNotice)
	s.owes("unit-a", petition.LegHearing, "2026-03-16")
	s.refused(handler, "2026-03-10", petition.Hearing, f, fault.NotNow, "error.not_now_hearing_runs")
	s.does(handler, "2026-03-16", petition.HearingRecord, petition.Fields{Text: "双方陈述"})
	s.issued(petition.PaperHearingNotice, petition.PaperHearingRecord)
	s.owesNothing()
	s.stands(petition.Accepted, "2026-05-08")
}

func TestAnAnswerUnopenedForSevenDaysIsFollowedByACallAndThenByProofOfService(t *testing.T) {
	s := answered(t)
	s.stands(petition.Replied, "2026-04-09")
	s.breaks("2026-04-09")
	s.breaks("2026-04-10", "no_service")
	s.does(handler, "2026-04-10", petition.Contact, petition.Fields{How: "电话", Text: "请查收答复"})
	s.stands(petition.Replied, "2026-04-17")
	s.breaks("2026-04-17")
	s.does(handler, "2026-04-20", petition.Serve, petition.Fields{How: "邮寄，本人签收", ServedOn: clock.Date(2026, 4, 17)})
	s.stands(petition.Served, "2026-05-18") // 17 May is a Sunday
	s.ended(petition.LegContact, "2026-04-17", true)
}

func TestAnOfficialWithAnInterestWithdrawsAndHisDraftWithHim(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(handler, "2026-03-20", petition.Draft, items(petition.Explain))
	s.refused(handler, "2026-03-20", petition.Recuse, petition.Fields{Reasons: "亲属", Official: "head-a"}, fault.KindInvalid, "error.recuse_self")
	s.does(handler, "2026-03-20", petition.Recuse, petition.Fields{Reasons: "是当事人的亲属"})
	if s.c.Proposal != nil || s.c.HandlerID != "" {
		t.Fatalf("%+v still waits, with %q", s.c.Proposal, s.c.HandlerID)
	}
	if got := s.law.Actions(s.c, handler, at("2026-03-21")); got != nil {
		t.Errorf("he is offered %v", got)
	}
	s.stands(petition.Accepted, "2026-05-08")
	s.does(handler2, "2026-03-21", petition.Draft, items(petition.Support))
}

func TestThePetitionerAsksThatAnOfficialWithdrawsAndTheOfficeGrantsIt(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.refused(office, "2026-03-10", petition.Recuse, petition.Fields{Reasons: "无", Decision: "refuse"}, fault.KindInvalid, "error.choose")
	s.does(citizen, "2026-03-10", petition.AskRecusal, petition.Fields{Reasons: "承办人是工地老板的兄弟"})
	s.owes("petition-office", petition.LegRecusal, "2026-03-13")
	s.refused(citizen, "2026-03-11", petition.AskRecusal, petition.Fields{Reasons: "再问"}, fault.NotNow, "error.not_now_asked_already")
	s.refused(office, "2026-03-12", petition.Recuse, petition.Fields{Reasons: "属实", Decision: "grant"}, fault.KindInvalid, "error.needed_official")
	s.does(office, "2026-03-12", petition.Recuse, petition.Fields{Reasons: "属实", Decision: "grant", Official: "handler-a"})
	s.owesNothing()
	s.refused(handler, "2026-03-13", petition.Draft, items(petition.Explain), fault.NotNow, "error.not_now_not_yours")
	if s.offers(office, "2026-03-13", petition.Note) == false {
		t.Error("whoever granted it withdrew himself")
	}
}

func TestARequestThatAnOfficialWithdrawsIsRefusedWithReasons(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(citizen, "2026-03-10", petition.AskRecusal, petition.Fields{Reasons: "不信任"})
	s.does(head, "2026-03-12", petition.Recuse, petition.Fields{Reasons: "没有利害关系", Decision: "refuse"})
	s.owesNothing()
	if len(s.c.Recused) != 0 {
		t.Fatalf("withdrawn: %v", s.c.Recused)
	}
	s.does(handler, "2026-03-13", petition.Draft, items(petition.Explain))
}
