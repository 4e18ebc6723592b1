package petition_test

import (
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// promised answers a served answer with a promise for each request by 30 June.
func promised(t testing.TB) *story {
	t.Helper()
	f := items(petition.Support)
	for i := range f.Items {
		f.Items[i].By = clock.Date(2026, 6, 30)
	}
	s := answeredWith(t, accepted(t, claim, petition.Ordinary), f)
	s.does(citizen, "2026-04-03", petition.Serve, petition.Fields{})
	return s
}

func TestWhatWasPromisedIsFollowedUpUntilThePetitionerConfirms(t *testing.T) {
	s := promised(t)
	s.refused(handler, "2026-04-10", petition.FollowUp, petition.Fields{Request: 3, Text: "已发"}, fault.KindInvalid, "error.item_request")
	for no := 1; no <= 2; no++ {
		s.does(handler, "2026-06-01", petition.FollowUp, petition.Fields{Request: no, Text: "已发，附凭证"})
		s.does(citizen, "2026-06-02", petition.Confirm, petition.Fields{Request: no, Done: yes()})
	}
	s.refused(handler, "2026-06-03", petition.FollowUp, petition.Fields{Request: 1, Text: "又发"}, fault.NotNow, "error.not_now_no_promise")
	s.refused(citizen, "2026-06-03", petition.Confirm, petition.Fields{Request: 1, Done: no()}, fault.NotNow, "error.not_now_no_promise")
	s.breaks("2026-07-02")
}

func TestWhatThePetitionerSaysWasNotDoneIsStillOwedAndOverdueTheDayAfter(t *testing.T) {
	s := promised(t)
	s.passes(petition.Lapse) // the right of review ran out, the promise did not
	s.does(handler, "2026-06-01", petition.FollowUp, petition.Fields{Request: 1, Text: "已发"})
	s.does(citizen, "2026-06-02", petition.Confirm, petition.Fields{Request: 1, Done: no(), Text: "没有收到"})
	s.breaks("2026-06-30")
	s.breaks("2026-07-01", "follow_up")
	s.does(citizen, "2026-07-01", petition.RequestSupervision, petition.Fields{Reasons: "没有兑现"})
	s.does(office, "2026-07-02", petition.Supervise, petition.Fields{Duty: "follow_up", Text: "请兑现"})
	s.owes("unit-a", petition.LegSupervision, "2026-08-03") // 1 August is a Saturday
	for no := 1; no <= 2; no++ {
		s.does(handler, "2026-07-10", petition.FollowUp, petition.Fields{Request: no, Text: "重新支付", By: clock.Date(2026, 7, 20)})
	}
	s.breaks("2026-07-11")
	s.does(handler, "2026-07-10", petition.AnswerSupervision, petition.Fields{Text: "已重新支付"})
	s.stands(petition.Closed, petition.NoDue.String())
}

func TestNinetyDaysAfterClosingThePetitionerIsAskedOnceWhetherItIsReallySolved(t *testing.T) {
	s := answeredWith(t, accepted(t, claim, petition.Ordinary), func() petition.Fields {
		f := items(petition.Explain)
		for i := range f.Items {
			f.Items[i].Measure, f.Items[i].By = "", clock.Day{}
		}
		return f
	}())
	s.does(citizen, "2026-04-03", petition.Serve, petition.Fields{})
	s.does(citizen, "2026-04-07", petition.Solved, petition.Fields{})
	first := s.law.SolvedCheckOn(s.c)
	if first != clock.Date(2026, 7, 6) {
		t.Fatalf("asked from %s", first)
	}
	s.refused(citizen, "2026-07-05", petition.Confirm, petition.Fields{Done: no()}, fault.NotNow, "error.not_now_no_promise")
	s.does(citizen, "2026-07-06", petition.Confirm, petition.Fields{Done: no(), Text: "又欠了"})
	if s.c.Solved == nil || *s.c.Solved {
		t.Fatal("the word was not kept")
	}
	s.stands(petition.Closed, petition.NoDue.String()) // it reopens nothing by itself
	s.refused(citizen, "2026-07-07", petition.Confirm, petition.Fields{Done: yes()}, fault.NotNow, "error.not_now_no_promise")
}

func TestWhoIsNotSatisfiedIsCalledByTheOffice(t *testing.T) {
	s := served(t)
	s.does(citizen, "2026-04-07", petition.Rate, petition.Fields{Unit: "not", Reasons: "not_done"})
	s.owes("petition-office", petition.LegCallBack, "2026-04-14")
	s.does(citizen, "2026-04-08", petition.Rate, petition.Fields{Office: petition.NotGood}) // one call for both
	s.owes("petition-office", petition.LegCallBack, "2026-04-14")
	s.does(handler, "2026-04-08", petition.Contact, petition.Fields{How: "电话", Text: "解释"})
	s.owes("petition-office", petition.LegCallBack, "2026-04-14") // the unit never collects ratings
	s.does(office, "2026-04-09", petition.Contact, petition.Fields{How: "电话", Text: "听了意见"})
	s.owesNothing()
	s.stands(petition.Served, "2026-05-06") // the right of review is as it was
}

func TestConsentToPublishIsGivenAndTakenBack(t *testing.T) {
	s := filedAs(t, "2026-03-02", func(f *petition.Filing) { f.Publish = true })
	for _, given := range []*bool{no(), yes(), no()} {
		s.does(citizen, "2026-03-03", petition.PublishConsent, petition.Fields{Publish: given})
		if s.c.PublishConsent != *given {
			t.Fatalf("said %v, kept %v", *given, s.c.PublishConsent)
		}
	}
	s.refused(office, "2026-03-03", petition.PublishConsent, petition.Fields{Publish: yes()}, fault.NotNow, "error.not_now_not_yours")
}

func TestConsentToPassingOnIsGivenForEachAidAndTakenBack(t *testing.T) {
	s := filedAs(t, "2026-03-02", func(*petition.Filing) {})
	s.does(citizen, "2026-03-03", petition.AidConsent, petition.Fields{Aid: "legal-aid", Agree: yes()})
	s.does(citizen, "2026-03-04", petition.AidConsent, petition.Fields{Aid: "mediation", Agree: yes()})
	s.does(citizen, "2026-03-05", petition.AidConsent, petition.Fields{Aid: "legal-aid", Agree: no()})
	if len(s.c.Aids) != 2 || s.c.Aids[0].Agreed || s.c.Aids[0].Aid != "legal-aid" || !s.c.Aids[1].Agreed {
		t.Errorf("kept %+v", s.c.Aids)
	}
	s.refused(citizen, "2026-03-05", petition.AidConsent, petition.Fields{Aid: "insurer", Agree: yes()}, fault.KindInvalid, "error.choose")
	s.refused(office, "2026-03-05", petition.AidConsent, petition.Fields{Aid: "mediation", Agree: yes()}, fault.NotNow, "error.not_now_not_yours")
}

func TestASuggestionIsAdoptedInPartOrNotAndNeverReviewed(t *testing.T) {
	for _, d := range []petition.Decision{petition.Adopt, petition.AdoptPart, petition.NotAdopt} {
		s := accepted(t, petition.Fields{Kind: petition.Suggestion, Category: "0103", Place: "990101"}, petition.Simple)
		s.stands(petition.Accepted, "2026-03-23")
		s.refused(handler, "2026-03-10", petition.Draft, items(petition.NotSupport), fault.KindInvalid, "error.item_decision")
		s.does(handler, "2026-03-20", petition.Draft, items(d))
		s.does(head, "2026-03-23", petition.Approve, petition.Fields{})
		s.marked(false)
		s.does(citizen, "2026-03-24", petition.Serve, petition.Fields{})
		s.refused(citizen, "2026-03-25", petition.Review, petition.Fields{Reasons: "不服", Body: "review-office"}, fault.NotNow, "error.not_now_review_route")
		s.passes(petition.Lapse)
		s.stands(petition.Closed, petition.NoDue.String())
	}
}

// reported answers a report registered on 3 March.
func reported(t testing.TB) *story {
	t.Helper()
	s := filedAs(t, "2026-03-02", func(f *petition.Filing) { f.Kind, f.About = petition.Report, []string{"unit-a"} })
	s.does(registrar, "2026-03-03", petition.Register, petition.Fields{Kind: petition.Report, Category: "0103", Place: "990101"})
	return s
}

func TestAReportIsSealedReceivedAnsweredAndClosedByTheDisciplineBody(t *testing.T) {
	s := reported(t)
	s.does(registrar, "2026-03-04", petition.Seal, petition.Fields{Unit: "discipline"})
	s.issued(petition.PaperSealNotice)
	s.stands(petition.Sealed, "2026-03-19")
	s.breaks("2026-03-20", "limit")
	s.does(discipline, "2026-03-20", petition.DisciplineReceive, petition.Fields{})
	s.marked(true)
	s.stands(petition.Sealed, "2026-06-18")
	s.does(discipline, "2026-06-18", petition.DisciplineFeedback, petition.Fields{Text: "已立案"})
	s.stands(petition.Closed, petition.NoDue.String())
	s.issued(petition.PaperSealNotice, petition.PaperDisciplineFeedback)
	s.does(citizen, "2026-06-22", petition.Rate, petition.Fields{Office: petition.NotGood})
	s.owesNothing() // nobody in the office may know whom to call
	for _, a := range []petition.Actor{registrar, office, handler, head, joint, reviewer, leader} {
		if got := s.law.Actions(s.c, a, at("2026-06-22")); got != nil {
			t.Errorf("%s is offered %v on a closed report", a.ID, got)
		}
	}
}

func TestSealingAReportTakesEveryTaskOffTheOfficeButTheWordOnPressureStaysOpen(t *testing.T) {
	s := reported(t)
	s.does(citizen, "2026-03-03", petition.Urgent, petition.Fields{Reasons: "正在销毁账目"})
	s.does(citizen, "2026-03-03", petition.AskRecusal, petition.Fields{Reasons: "登记人是其亲属"})
	s.does(citizen, "2026-03-03", petition.Pressure, petition.Fields{Text: "有人威胁", About: "unit"})
	s.does(registrar, "2026-03-04", petition.Seal, petition.Fields{Unit: "discipline"})
	s.owesNothing(petition.LegUrgent, petition.LegRecusal)
	s.owes("discipline", petition.LegPressure, "2026-03-06")
	s.refused(office, "2026-03-05", petition.AnswerPressure, petition.Fields{Text: "收到"}, fault.NotNow, "error.not_now_not_yours")
	s.does(discipline, "2026-03-05", petition.AnswerPressure, petition.Fields{Text: "已保护"})
	s.owesNothing()
}

func TestAReportAgainstTheDisciplineBodyGoesToAnother(t *testing.T) {
	s := filedAs(t, "2026-03-02", func(f *petition.Filing) { f.Kind, f.About = petition.Report, []string{"discipline"} })
	s.does(registrar, "2026-03-03", petition.Register, petition.Fields{Kind: petition.Report, Category: "0103", Place: "990101"})
	s.refused(registrar, "2026-03-04", petition.Seal, petition.Fields{Unit: "discipline"}, fault.KindInvalid, "error.unit_concerned")
	s.does(registrar, "2026-03-04", petition.Seal, petition.Fields{Unit: "city-discipline"})
	if got := s.law.Actions(s.c, discipline, at("2026-03-05")); got != nil {
		t.Errorf("the accused is offered %v", got)
	}
}
