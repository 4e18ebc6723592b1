package petition_test

import (
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

func TestAForwardingLateByOneDayIsMarkedAndThePetitionerMayCallForSupervisionBefore(t *testing.T) {
	s := registered(t, claim)
	s.breaks("2026-03-17")
	s.refused(citizen, "2026-03-17", petition.RequestSupervision, petition.Fields{Reasons: "没有转送"}, fault.NotNow, "error.not_now_nothing_lapsed")
	s.breaks("2026-03-18", "limit")
	s.does(citizen, "2026-03-18", petition.RequestSupervision, petition.Fields{Reasons: "没有转送"})
	s.marked(false)
	s.owes("petition-office", petition.LegSupervisionAsked, "2026-03-25") // five working days
	s.does(registrar, "2026-03-18", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.marked(true)
	s.ended(petition.LegA, "2026-03-17", true)
	s.owesNothing() // the duty that had lapsed is done
	s.stands(petition.Forwarded, "2026-04-02")
	s.issued(petition.PaperReceipt, petition.PaperForwarding)
}

func TestThePetitionerMayCallForSupervisionEvenBeforeAnybodyRegistered(t *testing.T) {
	s := filed(t, petition.Claim, "2026-03-02")
	s.breaks("2026-03-18", "limit")
	s.does(citizen, "2026-03-18", petition.RequestSupervision, petition.Fields{Reasons: "没有登记"})
	s.owes("petition-office", petition.LegSupervisionAsked, "2026-03-25")
	s.stands(petition.Submitted, "2026-03-17")
}

func TestALastDayOnAHolidayMovesToTheNextWorkingDay(t *testing.T) {
	s := filed(t, petition.Claim, "2026-09-18")
	s.stands(petition.Submitted, "2026-10-08") // 3 October is within the holiday
	s.does(registrar, "2026-09-18", petition.Register, claim)
	s.breaks("2026-10-08")
	s.does(registrar, "2026-10-08", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.marked(false)
	s.ended(petition.LegA, "2026-10-08", false)
}

func TestALetterThatWaitedInTheTrayCountsFromTheDayItCame(t *testing.T) {
	s := filedAs(t, "2026-03-02", func(f *petition.Filing) { f.Channel, f.ReceivedOn = petition.Letter, clock.Date(2026, 2, 24) })
	s.stands(petition.Submitted, "2026-03-11")
	s.does(registrar, "2026-03-03", petition.Register, claim)
	s.does(registrar, "2026-03-12", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.marked(true)
}

func TestWhatIsUrgentIsReportedAtOnceAndReadWithTheFirstActOfAnOfficial(t *testing.T) {
	s := filed(t, petition.Claim, "2026-03-02")
	s.does(citizen, "2026-03-02", petition.Urgent, petition.Fields{Reasons: "房屋随时可能倒塌"})
	s.issued(petition.PaperReceipt, petition.PaperUrgentReport)
	s.owes("petition-office", petition.LegUrgent, "2026-03-02")
	s.does(citizen, "2026-03-02", petition.Supplement, petition.Fields{Text: "附照片"})
	s.owes("petition-office", petition.LegUrgent, "2026-03-02") // the petitioner's own act is nobody's reading
	s.does(registrar, "2026-03-02", petition.Register, claim)
	s.owesNothing()
	if !s.c.Urgent {
		t.Error("read, but no longer urgent")
	}
}

func TestARequestThatLeavesAsAnotherMatterIsAnsweredThere(t *testing.T) {
	s := registered(t, claim)
	s.refused(registrar, "2026-03-03", petition.Split, petition.Fields{Cut: []int{1, 2}, Title: "另一件"}, fault.KindInvalid, "error.split_all")
	s.refused(registrar, "2026-03-03", petition.Split, petition.Fields{Cut: []int{3}, Title: "另一件"}, fault.KindInvalid, "error.item_request")
	s.does(registrar, "2026-03-03", petition.Split, petition.Fields{Cut: []int{2}, Title: "要求道歉", Number: "CHILD"})
	s.issued(petition.PaperSplitNotice)
	s.stands(petition.Registered, "2026-03-17")
	s.refused(registrar, "2026-03-04", petition.Split, petition.Fields{Cut: []int{1}, Title: "又一件"}, fault.NotNow, "error.not_now_split_one")
	s.does(registrar, "2026-03-04", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	s.refused(handler, "2026-04-01", petition.Draft, items(petition.Explain), fault.KindInvalid, "error.item_request")
	f := items(petition.Explain)
	f.Items = f.Items[:1]
	answeredWith(t, s, f)
	s.issued(petition.PaperOpinion)
}

func TestAReportInsideAClaimIsCutOutWithThePassageThatNoUnitReads(t *testing.T) {
	s := registered(t, claim)
	s.does(registrar, "2026-03-03", petition.Split, petition.Fields{Cut: []int{2}, Title: "检举", Report: true, Text: "所长收了钱。", Number: "CHILD"})
	if s.c.Cut[2] != "CHILD" || len(s.c.Withheld) != 1 || s.c.Withheld[0] != "所长收了钱。" {
		t.Fatalf("cut %v, withheld %v", s.c.Cut, s.c.Withheld)
	}
	s.does(registrar, "2026-03-04", petition.Forward, petition.Fields{Unit: "unit-a"}) // the claim itself goes its way
	s.stands(petition.Forwarded, "2026-03-19")
}

func TestAMergedPetitionIsAnsweredWithTheMainOneAndKeepsItsAppeals(t *testing.T) {
	s := registered(t, claim)
	s.does(registrar, "2026-03-05", petition.Merge, petition.Fields{Number: "OTHER", Reasons: "同一事项"})
	s.stands(petition.Merged, petition.NoDue.String())
	s.issued(petition.PaperMergeNotice)
	f := items(petition.Explain)
	f.Number, f.Unit, f.Procedure, f.Route = "OTHER", "unit-a", petition.Ordinary, petition.RouteC6
	s.refused(office, "2026-04-02", petition.AnswerMerged, f, fault.NotNow, "error.not_now_not_yours")
	s.does(system, "2026-04-02", petition.AnswerMerged, f)
	s.stands(petition.Replied, "2026-04-09")
	s.issued(petition.PaperOpinion)
	s.does(citizen, "2026-04-03", petition.Serve, petition.Fields{})
	s.does(citizen, "2026-05-06", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office"})
	s.stands(petition.Reviewing, "2026-06-05")
}

func TestAnUnmergedPetitionGetsFifteenNewDays(t *testing.T) {
	s := registered(t, claim)
	s.does(registrar, "2026-03-05", petition.Merge, petition.Fields{Number: "OTHER", Reasons: "同一事项"})
	s.does(registrar, "2026-03-10", petition.Unmerge, petition.Fields{Reasons: "不是同一工地"})
	s.stands(petition.Registered, "2026-03-25")
	if s.c.ClosedAt != nil || s.c.MergedInto != "" {
		t.Fatal("still ended in another")
	}
}

func TestACounterMatterMergedBeforeItsRegistrationIsRegisteredAfterwards(t *testing.T) {
	s := filedAs(t, "2026-03-02", func(f *petition.Filing) { f.Channel, f.Category = petition.Visit, "0103" }) // the clerk proposed a category
	s.does(registrar, "2026-03-02", petition.Merge, petition.Fields{Number: "OTHER", Reasons: "同一事项"})
	s.does(registrar, "2026-03-10", petition.Unmerge, petition.Fields{Reasons: "不是同一工地"})
	s.stands(petition.Submitted, "2026-03-25")
	s.does(registrar, "2026-03-11", petition.Register, claim)
	s.marked(false)
}

func TestAMatterRoutedToACourtThatDidNotTakeItComesBack(t *testing.T) {
	s := registered(t, on(petition.RouteC1))
	s.does(registrar, "2026-03-05", petition.RouteAway, petition.Fields{Body: "人民法院", Reasons: "属诉讼", Limit: "三年", Papers: "起诉状", Contact: "立案庭"})
	s.stands(petition.Routed, petition.NoDue.String())
	s.issued(petition.PaperRouting)
	s.does(citizen, "2026-04-10", petition.RouteBack, petition.Fields{Reasons: "法院书面不予受理"})
	s.stands(petition.Registered, "2026-04-27") // 25 April is a Saturday
	s.issued(petition.PaperRouteBack)
	s.owes("petition-office", petition.LegRouteBack, "2026-04-17")
	s.does(registrar, "2026-04-13", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.owesNothing()
	s.stands(petition.Forwarded, "2026-04-28")
}

func TestAUnitThatRoutedTheMatterAwayOwesNothingWhenItComesBack(t *testing.T) {
	s := registered(t, on(petition.RouteC4))
	s.does(office, "2026-03-04", petition.Assign, petition.Fields{Unit: "unit-a", Days: 60})
	s.does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	s.does(handler, "2026-03-16", petition.UnitRoute, petition.Fields{Body: "行政复议机关", Reasons: "属复议"})
	s.does(head, "2026-03-17", petition.Approve, petition.Fields{})
	s.issued(petition.PaperRouting)
	s.owes("unit-a", petition.LegAssigned, "2026-05-06") // 3 May is off
	s.does(office, "2026-03-18", petition.Advise, petition.Fields{Advice: "work", Text: "先问复议机关"})
	s.owes("unit-a", petition.LegAdvice, "2026-04-17")
	s.does(office, "2026-03-24", petition.RouteBack, petition.Fields{Reasons: "复议机关不受理"})
	s.stands(petition.Registered, "2026-04-08")
	s.owesNothing(petition.LegAssigned, petition.LegAdvice)
	s.does(office, "2026-03-25", petition.Assign, petition.Fields{Unit: "unit-b", Days: 30})
	s.owes("unit-b", petition.LegAssigned, "2026-04-24")
}

func TestTheSameFactsAfterAFinalDecisionAreNoLongerTaken(t *testing.T) {
	s := registered(t, claim)
	f := petition.Fields{Number: "FORMER", Text: "单位意见：没有新的事实", Reasons: "已经复核"}
	own := f
	own.Number = s.c.Number
	s.refused(office, "2026-03-05", petition.NoLongerTaken, own, fault.KindInvalid, "error.other_number")
	s.refused(registrar, "2026-03-05", petition.NoLongerTaken, f, fault.NotNow, "error.not_now_not_yours")
	s.does(office, "2026-03-05", petition.NoLongerTaken, f)
	s.stands(petition.NoLonger, petition.NoDue.String())
	s.issued(petition.PaperNoLonger)
	if s.c.FormerRecord != "FORMER" {
		t.Fatalf("the former one is %q", s.c.FormerRecord)
	}
	filed(t, petition.Claim, "2026-03-06") // new facts may always be filed
}
