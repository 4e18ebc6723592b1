package petition_test

import (
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// assigned answers a claim with unit-a since 4 March with 30 days for the
// closing report, accepted on the 9th.
func assigned(t testing.TB, s *story) *story {
	t.Helper()
	s.does(office, "2026-03-04", petition.Assign, petition.Fields{Unit: "unit-a", Days: 30})
	s.owes("unit-a", petition.LegAssigned, "2026-04-03")
	s.issued(petition.PaperAssignment)
	s.does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	return s
}

func TestAClosingReportReturnedIsHandedInAgainLateAndAccepted(t *testing.T) {
	s := assigned(t, registered(t, claim))
	s.refused(handler, "2026-03-20", petition.ClosingReport, petition.Fields{Text: "已办"}, fault.NotNow, "error.not_now_stage")
	answeredWith(t, s, items(petition.Support))
	s.does(handler, "2026-04-03", petition.ClosingReport, petition.Fields{Text: "已办"})
	s.marked(false)
	s.issued(petition.PaperClosingReport)
	s.owes("petition-office", petition.LegAssigned, "2026-04-03") // the office's turn
	s.refused(handler, "2026-04-03", petition.ClosingReport, petition.Fields{Text: "已办"}, fault.NotNow, "error.not_now_reported")
	s.breaks("2026-04-07") // reported: the unit has kept its day
	s.does(office, "2026-04-07", petition.ClosingReturn, petition.Fields{Reasons: "没有附凭证"})
	s.owes("unit-a", petition.LegAssigned, "2026-04-03")
	s.breaks("2026-04-08", "no_closing_report")
	s.does(handler, "2026-04-09", petition.ClosingReport, petition.Fields{Text: "附凭证"})
	s.marked(true)
	s.does(office, "2026-04-10", petition.ClosingAccept, petition.Fields{})
	s.marked(false) // the office is not late for the unit
	s.ended(petition.LegAssigned, "2026-04-03", true)
	s.owesNothing()
	s.refused(office, "2026-04-10", petition.ClosingReturn, petition.Fields{Reasons: "再退"}, fault.NotNow, "error.not_now_no_report")
}

func TestAClosingReportOnItsLastDayIsInTimeThoughTheOfficeReadsItLater(t *testing.T) {
	s := answeredWith(t, assigned(t, registered(t, claim)), items(petition.Support))
	s.does(handler, "2026-04-03", petition.ClosingReport, petition.Fields{Text: "已办"})
	s.does(office, "2026-04-20", petition.ClosingAccept, petition.Fields{})
	s.marked(false)
	s.ended(petition.LegAssigned, "2026-04-03", false)
}

func TestNoUnitReportsWhatWasOnlyForwarded(t *testing.T) {
	s := answered(t)
	s.refused(handler, "2026-04-03", petition.ClosingReport, petition.Fields{Text: "已办"}, fault.NotNow, "error.not_now_not_assigned")
	s.owesNothing()
}

func TestAReportUpwardIsOwedByTheDayTheSuperiorNamed(t *testing.T) {
	s := filedAs(t, "2026-03-02", func(f *petition.Filing) {
		f.Source = &petition.Source{From: petition.FromProvince, Reference: "省信〔2026〕9号", DueOn: clock.Date(2026, 4, 30)}
	})
	s.owes("petition-office", petition.LegUpward, "2026-04-30")
	s.does(registrar, "2026-03-03", petition.Register, claim)
	s = answeredWith(t, assigned(t, s), items(petition.Support))
	s.does(office, "2026-05-06", petition.ClosingReport, petition.Fields{Text: "报告办理情况"})
	s.marked(true)
	s.ended(petition.LegUpward, "2026-04-30", true)
	s.owes("unit-a", petition.LegAssigned, "2026-04-03") // the unit's own report is another one
	s.does(handler, "2026-05-07", petition.ClosingReport, petition.Fields{Text: "已办"})
	s.does(office, "2026-05-07", petition.ClosingAccept, petition.Fields{})
	s.owesNothing()
}

func TestAReportUpwardWithoutADayIsOwedInNinetyDaysOfReceipt(t *testing.T) {
	s := filedAs(t, "2026-03-02", func(f *petition.Filing) { f.Source = &petition.Source{From: petition.FromHotline} })
	s.owes("petition-office", petition.LegUpward, "2026-06-01") // 31 May is a Sunday
}

func TestTheSimpleProcedureIsNotForWhatASuperiorAssignedNorForManyNorForCoHandling(t *testing.T) {
	simple := claim
	simple.Simple = true
	upper := filedAs(t, "2026-03-02", func(f *petition.Filing) { f.Source = &petition.Source{From: petition.FromCity} })
	upper.refused(registrar, "2026-03-03", petition.Register, simple, fault.KindInvalid, "error.simple_route")
	many := filedAs(t, "2026-03-02", func(f *petition.Filing) { f.Joint = &petition.Group{Representatives: 2, Signers: 12} })
	many.refused(registrar, "2026-03-03", petition.Register, simple, fault.KindInvalid, "error.simple_route")
	s := forwarded(t, claim)
	s.does(office, "2026-03-05", petition.CoHandle, petition.Fields{Unit: "unit-b", Text: "请协助核实"})
	s.refused(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Simple}, fault.KindInvalid, "error.simple_route")
}

func TestUnitsThatCoHandleHelpAndTheLeadUnitAnswersOnce(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.refused(office, "2026-03-10", petition.CoHandle, petition.Fields{Unit: "unit-a", Text: "协助"}, fault.KindInvalid, "error.other_unit")
	s.refused(handler, "2026-03-10", petition.CoHandle, petition.Fields{Unit: "unit-b", Text: "协助"}, fault.NotNow, "error.not_now_not_yours")
	s.does(office, "2026-03-10", petition.CoHandle, petition.Fields{Unit: "unit-b", Text: "核实用工备案"})
	s.issued(petition.PaperCoHandling)
	s.refused(office, "2026-03-11", petition.CoHandle, petition.Fields{Unit: "unit-b", Text: "再次"}, fault.KindInvalid, "error.other_unit")
	s.does(handlerB, "2026-03-12", petition.Note, petition.Fields{Text: "备案材料已查"})
	s.does(handlerB, "2026-03-12", petition.Contact, petition.Fields{How: "电话", Text: "问了考勤"})
	for _, v := range []petition.Verb{petition.Draft, petition.Extend, petition.Approve, petition.UnitRoute} {
		if s.offers(handlerB, "2026-03-13", v) || s.offers(headB, "2026-03-13", v) {
			t.Errorf("a co-handling unit may %s", v)
		}
	}
	s.stands(petition.Accepted, "2026-05-08")
	s.does(handler, "2026-04-01", petition.Draft, items(petition.Support))
}

func TestACoHandlingUnitThatGetsTheMatterCoHandlesNoMore(t *testing.T) {
	s := objected(t)
	s.does(office, "2026-03-09", petition.CoHandle, petition.Fields{Unit: "unit-b", Text: "协助"})
	s.does(office, "2026-03-09", petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-b"})
	if len(s.c.CoUnits) != 0 || s.c.Unit != "unit-b" {
		t.Fatalf("%s with %v", s.c.Unit, s.c.CoUnits)
	}
	s.does(handlerB, "2026-03-10", petition.Accept, petition.Fields{Procedure: petition.Simple})
}

func TestALeadOfficialsInstructionHasADayThatOnlyHeOrTheOfficeMoves(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.refused(leader, "2026-03-10", petition.Note, petition.Fields{Text: "请约见"}, fault.NotNow, "error.not_now_not_yours")
	s.does(office, "2026-03-10", petition.LeadBy, petition.Fields{Official: "lead", Reasons: "疑难"})
	s.issued(petition.PaperLeadLetter)
	s.does(leader, "2026-03-11", petition.Note, petition.Fields{Text: "十日内约见", By: clock.Date(2026, 3, 20)})
	s.owes("unit-a", petition.LegInstruction, "2026-03-20")
	s.refused(handler, "2026-03-12", petition.Note, petition.Fields{Text: "改到四月", By: clock.Date(2026, 4, 20)}, fault.KindInvalid, "error.instruction_leader")
	s.refused(leader, "2026-03-12", petition.Note, petition.Fields{Text: "昨天", By: clock.Date(2026, 3, 12)}, fault.KindInvalid, "error.day_ahead")
	s.does(leader, "2026-03-12", petition.Note, petition.Fields{Text: "提前", By: clock.Date(2026, 3, 18)})
	s.owes("unit-a", petition.LegInstruction, "2026-03-18")
	s.does(handler, "2026-03-17", petition.Progress, petition.Fields{Text: "已约见", NextOn: clock.Date(2026, 3, 30)})
	s.owesNothing()
	s.ended(petition.LegInstruction, "2026-03-18", false)
}

func TestALeadOfficialNeverLearnsOfAReport(t *testing.T) {
	s := registered(t, petition.Fields{Kind: petition.Report, Category: "0103", Place: "990101"})
	s.refused(office, "2026-03-04", petition.LeadBy, petition.Fields{Official: "lead", Reasons: "疑难"}, fault.NotNow, "error.not_now_report_sealed_only")
	s = registered(t, claim)
	s.does(office, "2026-03-04", petition.LeadBy, petition.Fields{Official: "lead", Reasons: "疑难"})
	s.does(registrar, "2026-03-05", petition.Seal, petition.Fields{Unit: "discipline"}) // seen only later that it is one
	if got := s.law.Actions(s.c, leader, at("2026-03-06")); got != nil {
		t.Errorf("he is offered %v", got)
	}
}
