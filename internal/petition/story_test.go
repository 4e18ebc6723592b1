package petition_test

import (
	"slices"
	"testing"

	"sunlit/internal/petition"
)

// issued asserts which papers went out last, in order.
func (s *story) issued(kinds ...petition.DocumentKind) {
	s.t.Helper()
	var got []petition.DocumentKind
	for _, p := range s.c.Papers[max(0, len(s.c.Papers)-len(kinds)):] {
		got = append(got, p.Kind)
	}
	if !slices.Equal(got, kinds) {
		s.t.Fatalf("papers: want %v, got %v", kinds, got)
	}
}

// owes asserts that a body has a task with its last day.
func (s *story) owes(holder string, leg petition.LegName, due string) {
	s.t.Helper()
	for _, task := range s.c.Tasks() {
		if task.Leg == leg {
			if task.Holder != holder || task.DueOn.String() != due {
				s.t.Fatalf("%s: want %s by %s, got %s by %s", leg, holder, due, task.Holder, task.DueOn)
			}
			return
		}
	}
	s.t.Fatalf("nobody owes %s: %v", leg, s.c.Tasks())
}

// owesNothing asserts that no such task is open; without names that none is.
func (s *story) owesNothing(legs ...petition.LegName) {
	s.t.Helper()
	for _, task := range s.c.Tasks() {
		if len(legs) == 0 || slices.Contains(legs, task.Leg) {
			s.t.Fatalf("%s still owes %s by %s", task.Holder, task.Leg, task.DueOn)
		}
	}
}

// breaks asserts which duties are broken at ten o'clock of a day.
func (s *story) breaks(day string, duties ...string) {
	s.t.Helper()
	if got := s.law.Triggers(s.c, at(day)); !slices.Equal(got, duties) {
		s.t.Fatalf("on %s: want broken %v, got %v", day, duties, got)
	}
}

// ended asserts the last day of a leg that is over, and whether it was kept.
func (s *story) ended(name petition.LegName, due string, late bool) {
	s.t.Helper()
	leg, ok := s.c.Leg(name)
	if !ok || leg.Running() || leg.Deadline.Due.String() != due || leg.Late != late {
		s.t.Fatalf("%s: want over, due %s, late %v; got running %v, due %s, late %v", name, due, late, leg.Running(), leg.Deadline.Due, leg.Late)
	}
}

// marked asserts whether the last act is marked late.
func (s *story) marked(late bool) {
	s.t.Helper()
	if s.late() != late {
		last := s.log[len(s.log)-1]
		s.t.Fatalf("%s on %s: marked late %v", last.Verb, last.At, s.late())
	}
}

// answeredWith answers a claim in hand whose answer is approved on 2 April.
func answeredWith(t testing.TB, s *story, f petition.Fields) *story {
	t.Helper()
	s.does(handler, "2026-04-01", petition.Draft, f)
	s.does(head, "2026-04-02", petition.Approve, petition.Fields{})
	return s
}

func yes() *bool { return new(true) }

func no() *bool { return new(false) }
