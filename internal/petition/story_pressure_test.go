package petition_test

import (
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

func TestPressureAboutTheUnitIsAnsweredByAPersonOfTheOfficeAndTheUnitSeesNothing(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(citizen, "2026-03-10", petition.Pressure, petition.Fields{Text: "有人上门要我撤回", Channel: "电话", About: "unit"})
	s.owes("petition-office", petition.LegPressure, "2026-03-13") // three working days
	s.stands(petition.Accepted, "2026-05-08")
	for _, v := range []petition.Verb{petition.Pressure, petition.AnswerPressure} {
		if step, _ := petition.StepOf(v); !step.Secret {
			t.Errorf("the unit sees %s", v)
		}
	}
	for _, a := range []petition.Actor{handler, head} {
		if s.offers(a, "2026-03-11", petition.AnswerPressure) {
			t.Errorf("%s may answer", a.ID)
		}
	}
	s.refused(citizen, "2026-03-11", petition.Pressure, petition.Fields{Text: "又来了"}, fault.NotNow, "error.not_now_asked_already")
	s.does(office, "2026-03-16", petition.AnswerPressure, petition.Fields{Text: "已约谈，请保存录音"})
	s.marked(true)
	s.owesNothing()
	s.does(citizen, "2026-03-17", petition.Pressure, petition.Fields{Text: "又来了", About: "unit"})
	s.does(discipline, "2026-03-18", petition.AnswerPressure, petition.Fields{Text: "已受理"}) // either of the two may
}

func TestPressureAboutTheOfficeIsAnsweredByTheDisciplineBodyAlone(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(citizen, "2026-03-10", petition.Pressure, petition.Fields{Text: "信访局劝我别提", About: "office"})
	s.owes("", petition.LegPressure, "2026-03-13") // no unit of this office is told
	both := office
	both.Roles = []petition.Role{petition.Office, petition.Discipline}
	for _, a := range []petition.Actor{office, both} {
		s.refused(a, "2026-03-11", petition.AnswerPressure, petition.Fields{Text: "没有的事"}, fault.NotNow, "error.not_now_not_yours")
	}
	s.does(discipline, "2026-03-11", petition.AnswerPressure, petition.Fields{Text: "已受理"})
	s.owesNothing()
	if s.offers(discipline, "2026-03-12", petition.AnswerPressure) {
		t.Error("answered, and the discipline body still sees the case")
	}
}

func TestPressureCanBeToldAfterEverythingHasEnded(t *testing.T) {
	s := registered(t, claim)
	s.does(citizen, "2026-03-05", petition.Withdraw, petition.Fields{})
	s.passes(petition.EndWithdrawn)
	s.does(citizen, "2026-03-10", petition.Pressure, petition.Fields{Text: "是被逼撤回的", About: "unit"})
	s.owes("petition-office", petition.LegPressure, "2026-03-13")
	s.does(office, "2026-03-12", petition.AnswerPressure, petition.Fields{Text: "您可以再提"})
	s.owesNothing()
}

func TestTheOfficeSupervisesOnWhatTheSystemFoundAndTheUnitAnswersLate(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.breaks("2026-05-11", "limit", "silent")
	s.refused(office, "2026-05-11", petition.Supervise, petition.Fields{Duty: "laziness", Text: "请答复"}, fault.KindInvalid, "error.choose")
	s.does(office, "2026-05-11", petition.Supervise, petition.Fields{Duty: "limit", Text: "请五日内答复", By: clock.Date(2026, 5, 16)})
	s.issued(petition.PaperSupervision)
	s.owes("unit-a", petition.LegSupervision, "2026-05-16") // a day that was named is not moved
	s.refused(office, "2026-05-12", petition.Supervise, petition.Fields{Duty: "limit", Text: "再次"}, fault.NotNow, "error.not_now_supervision_runs")
	s.refused(citizen, "2026-05-12", petition.RequestSupervision, petition.Fields{Reasons: "没有答复"}, fault.NotNow, "error.not_now_asked_already")
	s.does(handler, "2026-05-18", petition.AnswerSupervision, petition.Fields{Text: "本周答复"})
	s.marked(true)
	s.issued(petition.PaperSupervision, petition.PaperSupervisionAnswer)
	s.owesNothing()
	s.stands(petition.Accepted, "2026-05-08") // the duty itself is still broken
	s.breaks("2026-05-18", "limit")           // the letter was a sign of life
}

func TestThePetitionersCallForSupervisionIsAnsweredByALetterToTheUnit(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(citizen, "2026-05-11", petition.RequestSupervision, petition.Fields{Reasons: "没有答复"})
	s.owes("petition-office", petition.LegSupervisionAsked, "2026-05-18")
	s.does(office, "2026-05-12", petition.Supervise, petition.Fields{Duty: "limit", Text: "请答复"})
	s.owesNothing(petition.LegSupervisionAsked)
	s.owes("unit-a", petition.LegSupervision, "2026-06-11")
}

func TestTheConferenceCallsAUnitToAccountWhileItIsSupervised(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	call := petition.Fields{Advice: "talk", Text: "请负责人说明"}
	s.refused(joint, "2026-05-11", petition.CallToAccount, call, fault.NotNow, "error.not_now_not_yours")
	s.does(office, "2026-05-11", petition.Supervise, petition.Fields{Duty: "limit", Text: "请答复"})
	s.refused(office, "2026-06-12", petition.CallToAccount, call, fault.NotNow, "error.not_now_not_yours")
	s.refused(joint, "2026-06-12", petition.CallToAccount, petition.Fields{Advice: "work", Text: "说明"}, fault.KindInvalid, "error.choose")
	for _, kind := range petition.CallKinds {
		s.does(joint, "2026-06-12", petition.CallToAccount, petition.Fields{Advice: kind, Text: "请负责人说明"})
		s.issued(petition.PaperCallToAccount)
	}
}

func TestThreeKindsOfAdviceAreAdoptedInPartOrNot(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	answers := []petition.Decision{petition.Adopt, petition.AdoptPart, petition.NotAdopt}
	for i, kind := range petition.AdviceKinds {
		s.does(office, "2026-03-16", petition.Advise, petition.Fields{Advice: kind, Text: "建议", Days: 10})
		s.owes("unit-a", petition.LegAdvice, "2026-03-26")
		s.refused(office, "2026-03-16", petition.Advise, petition.Fields{Advice: kind, Text: "再议"}, fault.NotNow, "error.not_now_advice_runs")
		s.refused(handler, "2026-03-16", petition.AnswerAdvice, petition.Fields{Decision: "support", Text: "好"}, fault.KindInvalid, "error.choose")
		s.does(handler, "2026-03-17", petition.AnswerAdvice, petition.Fields{Decision: string(answers[i]), Text: "已研究"})
		s.issued(petition.PaperAdvice, petition.PaperAdviceAnswer)
		s.owesNothing()
	}
	for i, a := range s.c.Advices {
		if a.Kind != petition.AdviceKinds[i] || a.Decision != string(answers[i]) {
			t.Errorf("recorded %+v", a)
		}
	}
	s.refused(office, "2026-03-18", petition.Advise, petition.Fields{Advice: "blame", Text: "建议"}, fault.KindInvalid, "error.choose")
}

func TestAdviceIsAnsweredEvenWhenThePetitionHasEnded(t *testing.T) {
	s := served(t)
	s.does(office, "2026-04-08", petition.Advise, petition.Fields{Advice: "policy", Text: "请修订办法"})
	s.does(citizen, "2026-04-09", petition.Solved, petition.Fields{})
	s.owes("unit-a", petition.LegAdvice, "2026-05-08")
	s.does(handler, "2026-05-11", petition.AnswerAdvice, petition.Fields{Decision: "adopt", Text: "已列入计划"})
	s.owesNothing()
}
