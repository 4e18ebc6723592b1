package petition_test

import (
	"testing"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// refusedOn6March answers a claim that unit-a does not accept.
func refusedOn6March(t testing.TB) *story {
	t.Helper()
	s := forwarded(t, claim)
	s.does(handler, "2026-03-05", petition.Refuse, petition.Fields{Ground: "in_review", Reasons: "复查中", GoTo: "复查机构"})
	s.does(head, "2026-03-06", petition.Approve, petition.Fields{})
	s.stands(petition.NotAccepted, petition.NoDue.String())
	s.issued(petition.PaperRefusal)
	return s
}

func TestARefusalThatTheOfficeUpholdsIsCheckedOnce(t *testing.T) {
	s := refusedOn6March(t)
	s.does(citizen, "2026-04-07", petition.AskCheck, petition.Fields{Reasons: "没有在复查"}) // the 30th day fell into a holiday
	s.owes("petition-office", petition.LegCheck, "2026-04-22")
	s.refused(citizen, "2026-04-08", petition.AskCheck, petition.Fields{Reasons: "再问"}, fault.NotNow, "error.not_now_asked_already")
	s.does(office, "2026-04-23", petition.Check, petition.Fields{Decision: "uphold", Reasons: "确在复查"})
	s.marked(true)
	s.issued(petition.PaperRefusal, petition.PaperCheckResult)
	s.owesNothing()
	s.stands(petition.NotAccepted, petition.NoDue.String())
	s.refused(citizen, "2026-04-24", petition.AskCheck, petition.Fields{Reasons: "再问"}, fault.NotNow, "error.not_now_asked_already")
}

func TestARefusalIsCheckedInThirtyDaysAndNotADayLater(t *testing.T) {
	s := refusedOn6March(t)
	s.refused(citizen, "2026-04-08", petition.AskCheck, petition.Fields{Reasons: "没有在复查"}, fault.NotNow, "error.not_now_right_over")
}

func TestARefusalSentBackGivesTheUnitNewDaysAndASecondOneIsCheckedAgain(t *testing.T) {
	s := refusedOn6March(t)
	s.does(citizen, "2026-03-09", petition.AskCheck, petition.Fields{Reasons: "没有在复查"})
	s.does(office, "2026-03-16", petition.Check, petition.Fields{Decision: "send_back", Reasons: "没有复查案卷"})
	s.stands(petition.Forwarded, "2026-03-31")
	s.issued(petition.PaperCheckResult)
	if s.c.ClosedAt != nil || s.c.Holder != "unit-a" {
		t.Fatalf("held by %s, closed %v", s.c.Holder, s.c.ClosedAt)
	}
	s.does(handler, "2026-03-17", petition.Refuse, petition.Fields{Ground: "no_request", Reasons: "没有诉求", GoTo: "补充后再提"})
	s.does(head, "2026-03-18", petition.Approve, petition.Fields{})
	s.does(citizen, "2026-03-19", petition.AskCheck, petition.Fields{Reasons: "诉求写明了"})
	s.does(office, "2026-03-20", petition.Check, petition.Fields{Decision: "send_back", Reasons: "诉求清楚"})
	s.does(handler, "2026-03-23", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	s.stands(petition.Accepted, "2026-05-22")
}

func TestAfterTwoReturnsTheConferenceAppointsAndTheDutyIsBrokenUntilSomebodyAccepts(t *testing.T) {
	s := objected(t)
	s.issued(petition.PaperObjection)
	s.breaks("2026-03-10")
	s.does(office, "2026-03-09", petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-b"})
	s.issued(petition.PaperRedirection)
	s.does(handlerB, "2026-03-10", petition.Object, petition.Fields{Reasons: "也不属我局"})
	s.does(headB, "2026-03-11", petition.Approve, petition.Fields{})
	s.stands(petition.Dispute, "2026-03-16")
	s.breaks("2026-03-12", "two_returns")
	s.does(joint, "2026-03-17", petition.DecideDispute, petition.Fields{Unit: "unit-a", Reasons: "用工所在地"})
	s.marked(true) // three working days
	s.issued(petition.PaperObjection, petition.PaperRedirection, petition.PaperObjection, petition.PaperAppointment)
	s.stands(petition.Forwarded, "2026-04-01")
	s.breaks("2026-03-18", "two_returns")
	s.does(handler, "2026-03-18", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	s.breaks("2026-03-19")
	s.stands(petition.Accepted, "2026-05-18") // 17 May is a Sunday
}

func TestALetterOfSupervisionBindsTheUnitThatGotItAndNotTheNextOne(t *testing.T) {
	s := forwarded(t, claim)
	s.does(office, "2026-03-05", petition.Supervise, petition.Fields{Duty: "no_acceptance", Text: "请即告知"})
	s.does(office, "2026-03-05", petition.Advise, petition.Fields{Advice: "work", Text: "请改进告知"})
	s.does(handler, "2026-03-06", petition.Object, petition.Fields{Reasons: "不属我局"})
	s.does(head, "2026-03-09", petition.Approve, petition.Fields{})
	s.owes("unit-a", petition.LegSupervision, "2026-04-07") // 4 April is in a holiday
	s.does(office, "2026-03-10", petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-b"})
	s.owesNothing()
	if len(s.c.Supervisions) != 1 || s.c.Supervisions[0].Answer != "" || len(s.c.Advices) != 1 {
		t.Fatal("the letters are no longer on record")
	}
	s.refused(handlerB, "2026-03-11", petition.AnswerSupervision, petition.Fields{Text: "收到"}, fault.NotNow, "error.not_now_no_supervision")
}

func TestAWithdrawalOfAnObjectedMatterTakesEffectAfter72HoursAndBarsNothingLater(t *testing.T) {
	s := objected(t)
	s.does(citizen, "2026-03-09", petition.Withdraw, petition.Fields{Reasons: "solved"})
	s.does(office, "2026-03-10", petition.ResolveObjection, petition.Fields{Decision: "refuse"}) // the matter goes on meanwhile
	s.does(handler, "2026-03-11", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	if end := at("2026-03-09").Add(72 * time.Hour); !s.c.SystemAt.Equal(end) {
		t.Fatalf("the clock acts at %s, not %s", s.c.SystemAt, end)
	}
	s.passes(petition.EndWithdrawn)
	s.stands(petition.Withdrawn, petition.NoDue.String())
	s.issued(petition.PaperAcceptance, petition.PaperWithdrawalEnd)
	s.owesNothing()
	filed(t, petition.Claim, "2026-03-13")
}

func TestACallThatIsOwedIsMadeEvenAfterAWithdrawal(t *testing.T) {
	s := forwarded(t, claim)
	s.does(citizen, "2026-03-05", petition.Rate, petition.Fields{Office: petition.NotGood, Reasons: "slow"})
	s.does(citizen, "2026-03-05", petition.Withdraw, petition.Fields{})
	s.passes(petition.EndWithdrawn)
	s.owes("petition-office", petition.LegCallBack, "2026-03-12")
	s.refused(handler, "2026-03-10", petition.Contact, petition.Fields{How: "电话", Text: "问"}, fault.NotNow, "error.not_now_stage")
	s.does(office, "2026-03-10", petition.Contact, petition.Fields{How: "电话", Text: "问了原因"})
	s.owesNothing()
}
