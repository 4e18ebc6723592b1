package petition_test

import (
	"testing"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

var (
	opening = petition.Opening{Title: "某工地拖欠工资", Facts: "2025年10月至12月，工资未付。", Request: "支付工资。", Course: "受理后责令整改。", Result: "已全部付清。"}
	office2 = petition.Actor{ID: "office-2", Unit: "petition-office", Roles: []petition.Role{petition.Office}}
)

func public() petition.Fields { return petition.Fields{Opening: &opening, Confirmed: true} }

// closed is an answered matter whose petitioner says that it is solved, and agrees that it is published.
func closed(t testing.TB) *story {
	t.Helper()
	s := served(t)
	s.does(citizen, "2026-04-07", petition.PublishConsent, petition.Fields{Publish: yes()})
	s.does(citizen, "2026-04-07", petition.Solved, petition.Fields{})
	return s
}

func (s *story) public(edition int) {
	s.t.Helper()
	if p := s.c.Publication; !p.Standing() || p.Edition != edition || p.Opening != opening || p.By == p.SeenBy {
		s.t.Fatalf("want edition %d in public, got %+v", edition, p)
	}
}

func TestOneConfirmsTheTextAndAnotherLetsItOut(t *testing.T) {
	s := closed(t)
	unread := public()
	unread.Confirmed = false
	s.refused(office, "2026-04-08", petition.Publish, unread, fault.KindInvalid, "error.needed_confirmed")
	s.refused(office, "2026-04-08", petition.Publish, petition.Fields{Opening: &petition.Opening{Title: "题"}, Confirmed: true}, fault.KindInvalid, "error.needed_opening_facts")
	s.refused(handler, "2026-04-08", petition.Publish, public(), fault.NotNow, "error.not_now_not_yours")
	s.does(office, "2026-04-08", petition.Publish, public())
	if s.c.Publication.Standing() {
		t.Fatal("public before anybody looked once more")
	}
	s.refused(office, "2026-04-08", petition.Approve, petition.Fields{}, fault.NotNow, "error.not_now_own_proposal")
	s.refused(head, "2026-04-08", petition.Approve, petition.Fields{}, fault.NotNow, "error.not_now_not_yours")
	s.does(office2, "2026-04-08", petition.ReturnDraft, petition.Fields{Reasons: "还有门牌号"})
	s.does(office, "2026-04-09", petition.Publish, public())
	s.does(office2, "2026-04-09", petition.Approve, petition.Fields{})
	s.public(1)
	s.stands(petition.Closed, petition.NoDue.String())

	s.does(office2, "2026-04-10", petition.Publish, public()) // mended
	s.public(1)
	s.does(office, "2026-04-10", petition.Approve, petition.Fields{})
	s.public(2)
}

func TestTakingDownLeavesAReason(t *testing.T) {
	s := closed(t)
	s.refused(office, "2026-04-08", petition.Unpublish, petition.Fields{Reasons: "误"}, fault.NotNow, "error.not_now_not_public")
	s.does(office, "2026-04-08", petition.Publish, public())
	s.does(office2, "2026-04-08", petition.Approve, petition.Fields{})
	s.refused(office, "2026-04-09", petition.Unpublish, petition.Fields{}, fault.KindInvalid, "error.needed_reasons")
	s.does(office, "2026-04-09", petition.Unpublish, petition.Fields{Reasons: "更正中"})
	if p := s.c.Publication; p.Standing() || p.DownReason != "更正中" || p.Withdrawn {
		t.Fatalf("got %+v", p)
	}
	s.refused(office, "2026-04-09", petition.Unpublish, petition.Fields{Reasons: "更正中"}, fault.NotNow, "error.not_now_not_public")
	s.does(office, "2026-04-10", petition.Publish, public())
	s.does(office2, "2026-04-10", petition.Approve, petition.Fields{})
	s.public(2)
}

func TestTheConsentTakenBackTakesDownAtOnce(t *testing.T) {
	s := closed(t)
	s.does(office, "2026-04-08", petition.Publish, public())
	s.does(citizen, "2026-04-08", petition.PublishConsent, petition.Fields{Publish: no()})
	s.refused(office2, "2026-04-08", petition.Approve, petition.Fields{}, fault.NotNow, "error.not_now_no_proposal")
	s.refused(office, "2026-04-08", petition.Publish, public(), fault.NotNow, "error.not_now_no_consent")
	s.does(citizen, "2026-04-09", petition.PublishConsent, petition.Fields{Publish: yes()})
	s.does(office, "2026-04-09", petition.Publish, public())
	s.does(office2, "2026-04-09", petition.Approve, petition.Fields{})
	s.public(1)
	s.does(citizen, "2026-04-10", petition.PublishConsent, petition.Fields{Publish: no()})
	if p := s.c.Publication; p.Standing() || !p.Withdrawn || p.DownAt.IsZero() {
		t.Fatalf("got %+v", p)
	}
}

func TestARefusedMatterIsPublishedAReportNever(t *testing.T) {
	s := refusedOn6March(t)
	s.refused(office, "2026-03-10", petition.Publish, public(), fault.NotNow, "error.not_now_no_consent")
	s.does(citizen, "2026-03-10", petition.PublishConsent, petition.Fields{Publish: yes()})
	s.does(office, "2026-03-10", petition.Publish, public())
	s.does(office2, "2026-03-10", petition.Approve, petition.Fields{})
	s.public(1)

	s = reported(t)
	s.does(registrar, "2026-03-04", petition.Seal, petition.Fields{Unit: "discipline"})
	for _, who := range []petition.Actor{office, registrar, discipline} {
		if err := s.law.May(s.c, petition.Publish, who, at("2026-03-05")); err == nil {
			t.Errorf("%s may publish a report", who.ID)
		}
	}
}
