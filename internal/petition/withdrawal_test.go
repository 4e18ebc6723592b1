package petition_test

import (
	"testing"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

func TestAWithdrawalIsUndoneWithin72Hours(t *testing.T) {
	s := registered(t, claim)
	s.refused(citizen, "2026-03-05", petition.UndoWithdraw, petition.Fields{}, fault.NotNow, "error.not_now_not_withdrawing")
	s.does(citizen, "2026-03-05", petition.Withdraw, petition.Fields{Reasons: "solved"})
	s.refused(citizen, "2026-03-05", petition.Withdraw, petition.Fields{}, fault.NotNow, "error.not_now_withdrawing")
	s.stands(petition.Registered, "2026-03-17") // the matter goes on meanwhile
	s.does(citizen, "2026-03-07", petition.UndoWithdraw, petition.Fields{})
	if s.c.SystemAt != nil {
		t.Fatal("undone, but the clock would still end it")
	}
	s.does(citizen, "2026-03-08", petition.Withdraw, petition.Fields{})
}

func TestAWithdrawalTakesEffectAtItsOwnInstant(t *testing.T) {
	s := registered(t, claim)
	s.does(citizen, "2026-03-16", petition.Withdraw, petition.Fields{})
	end := at("2026-03-16").Add(72 * time.Hour)
	if !s.c.SystemAt.Equal(end) {
		t.Fatalf("the clock acts at %s, not %s", s.c.SystemAt, end)
	}
	if err := s.law.May(s.c, petition.UndoWithdraw, citizen, end); !fault.Is(err, fault.NotNow) {
		t.Fatalf("undone when it had taken effect: %v", err)
	}
	for _, a := range []petition.Actor{citizen, registrar, office} { // the job that writes it down may come by a little later
		if got := s.law.Actions(s.c, a, end.Add(time.Minute)); got != nil {
			t.Errorf("%s is offered %v after it took effect", a.ID, got)
		}
	}
	s.passes(petition.EndWithdrawn)
	s.stands(petition.Withdrawn, petition.NoDue.String())
	if s.late() { // A ended on the 17th, but who withdraws is never late
		t.Fatal("a withdrawal is marked late")
	}
	if leg, _ := s.c.Leg(petition.LegA); leg.Running() || !leg.Late {
		t.Fatal("the office's clock runs on, or forgot that it was late")
	}
}

func TestAWithdrawalEndsWhatWasProposed(t *testing.T) {
	s := forwarded(t, claim)
	s.does(citizen, "2026-03-05", petition.Withdraw, petition.Fields{})
	s.does(citizen, "2026-03-05", petition.Urgent, petition.Fields{Reasons: "有危险"})
	s.does(handler, "2026-03-06", petition.Object, petition.Fields{Reasons: "不属我局"})
	s.passes(petition.EndWithdrawn)
	if s.c.Proposal != nil || s.c.PendingVerb != "" {
		t.Fatal("a head still finds it in his inbox")
	}
	for _, leg := range s.c.Legs {
		if leg.Running() {
			t.Errorf("leg %s still runs", leg.Name)
		}
	}
}

func TestAnAnswerEndsAPendingWithdrawal(t *testing.T) {
	s := accepted(t, claim, petition.Ordinary)
	s.does(handler, "2026-04-01", petition.Draft, items(petition.Support))
	s.does(citizen, "2026-04-01", petition.Withdraw, petition.Fields{})
	s.does(head, "2026-04-02", petition.Approve, petition.Fields{})
	if !s.c.Withdrawal.IsZero() || s.c.SystemAt != nil || s.c.Stage != petition.Replied {
		t.Fatalf("%s with a withdrawal at %v", s.c.Stage, s.c.Withdrawal)
	}
	s.refused(citizen, "2026-04-02", petition.UndoWithdraw, petition.Fields{}, fault.NotNow, "error.not_now_stage")
	s.refused(citizen, "2026-04-02", petition.Withdraw, petition.Fields{}, fault.NotNow, "error.not_now_stage")
}

func TestOnlyThePetitionerWithdraws(t *testing.T) {
	s := registered(t, claim)
	for _, a := range []petition.Actor{registrar, office, handler, head, joint, discipline, system} {
		s.refused(a, "2026-03-05", petition.Withdraw, petition.Fields{}, fault.NotNow, "error.not_now_not_yours")
	}
}
