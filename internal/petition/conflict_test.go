package petition_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"

	"sunlit/internal/petition"
)

// conflict is a reason for which an official in duty may not act as he else
// might; it is laid upon a case for all officials at once.
type conflict struct {
	name string
	lay  func(c *petition.Case, officials, units []string)
}

var conflicts = []conflict{
	{"complained of", func(c *petition.Case, _, units []string) { c.Filing.About = units }},
	{"withdrew", func(c *petition.Case, officials, _ []string) { c.Recused = officials }},
	{"barred", func(c *petition.Case, officials, _ []string) { c.Barred = officials }},
	{"decided", func(c *petition.Case, officials, _ []string) { c.Deciders = officials }},
}

// under answers the story with a conflict laid upon its case, and takes it off afterwards.
func (s *story) under(k conflict, look func()) {
	var officials, where []string
	for _, r := range petition.Roles {
		if r != petition.Citizen && r != petition.System {
			officials = append(officials, officer(r).ID)
			if u := officer(r).Unit; !slices.Contains(where, u) {
				where = append(where, u)
			}
		}
	}
	before := *s.c
	k.lay(s.c, officials, where)
	look()
	*s.c = before
}

// conflicted writes, a line a verb, the answers that a conflict changes.
func conflicted(b *strings.Builder, s *story) {
	for _, step := range petition.Steps {
		own, line := answers(s, step.Verb, officer), ""
		for _, k := range conflicts {
			s.under(k, func() {
				if now := answers(s, step.Verb, officer); now != own {
					line += fmt.Sprintf(" | %s: %s", k.name, now)
				}
			})
		}
		if line != "" {
			fmt.Fprintf(b, "- %-18s%s\n", step.Verb, strings.TrimPrefix(line, " |"))
		}
	}
}

// Whoever works for a unit complained of, or withdrew, has no act left on the
// petition in any stage; the office alone still enters and hands on what
// complains of itself (Art. 22, 28).
func TestAConflictOfInterestLeavesNothingToDo(t *testing.T) {
	for _, stage := range petition.Stages {
		s := standing(t, stage)
		for _, k := range conflicts[:2] {
			s.under(k, func() {
				for _, r := range petition.Roles {
					if r == petition.Citizen || r == petition.System || k.name == "complained of" && (r == petition.Registrar || r == petition.Office) {
						continue
					}
					if got := s.law.Actions(s.c, officer(r), at(goldenDay)); got != nil {
						t.Errorf("%s: %s %s is offered %v", stage, k.name, r, got)
					}
					if got := s.law.NotNow(s.c, officer(r), at(goldenDay)); got != nil {
						t.Errorf("%s: %s %s is told why not: %v", stage, k.name, r, got)
					}
				}
			})
		}
	}
}

// Nobody decides twice in one ladder, and what was sent back is not decided by
// those who had it before (Art. 35).
func TestWhoDecidedOrIsBarredDecidesNoMore(t *testing.T) {
	decisions := map[string][]petition.Verb{
		"barred":  {petition.Draft, petition.Extend, petition.UnitRoute, petition.Approve, petition.ReturnDraft, petition.Hearing, petition.Mediate},
		"decided": {petition.ReviewAccept, petition.ReviewRefuse, petition.ReviewDecide, petition.RecheckDecide},
	}
	for _, stage := range petition.Stages {
		s := standing(t, stage)
		for _, k := range conflicts[2:] {
			s.under(k, func() {
				for _, r := range petition.Roles {
					for _, v := range decisions[k.name] {
						if s.offers(officer(r), goldenDay, v) {
							t.Errorf("%s: %s %s may %s", stage, k.name, r, v)
						}
					}
				}
			})
		}
	}
}

// A petition on which the office is complained of is still entered and handed on by it.
func TestTheOfficeHandsOnWhatComplainsOfItself(t *testing.T) {
	s := filedAs(t, "2026-03-02", func(f *petition.Filing) { f.About = []string{"petition-office"} })
	s.does(registrar, "2026-03-03", petition.Register, claim)
	s.does(registrar, "2026-03-04", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.stands(petition.Forwarded, "2026-03-19")
}
