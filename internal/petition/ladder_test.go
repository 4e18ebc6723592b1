package petition_test

import (
	"flag"
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

var update = flag.Bool("update", false, "write the golden files of this package and the ladder in docs/law.md")

// golden compares with a file, or writes it.
func golden(t *testing.T, name, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(name, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	if got == string(want) {
		return
	}
	old, now := strings.Split(string(want), "\n"), strings.Split(got, "\n")
	for i := range now {
		if i >= len(old) || old[i] != now[i] {
			t.Fatalf("%s line %d differs: read the change, then go test ./internal/petition -update\ngot  %s\nwant %s", name, i+1, now[i],
				strings.Join(old[min(i, len(old)):min(i+1, len(old))], ""))
		}
	}
	t.Fatalf("%s has %d lines more", name, len(old)-len(now))
}

// goldenDay lies within every leg of the cases below.
const goldenDay = "2026-04-08"

// standing answers a case in a stage. Stages whose verbs are still to come are
// set upon an answered case: the table must already know who may do what there.
func standing(t testing.TB, stage petition.Stage) *story {
	t.Helper()
	var s *story
	switch stage {
	case petition.Submitted:
		s = filed(t, petition.Claim, "2026-03-02")
	case petition.Registered:
		s = registered(t, claim)
	case petition.Forwarded:
		s = forwarded(t, claim)
	case petition.Objected:
		s = objected(t)
	case petition.Dispute:
		s = objected(t)
		s.does(office, "2026-03-09", petition.ResolveObjection, petition.Fields{Decision: "refuse"})
		s.does(handler, "2026-03-10", petition.Object, petition.Fields{Reasons: "不属我局"})
		s.does(head, "2026-03-11", petition.Approve, petition.Fields{})
	case petition.Accepted:
		s = accepted(t, claim, petition.Ordinary)
	case petition.Sealed:
		s = registered(t, petition.Fields{Kind: petition.Report, Category: "0103", Place: "990101"})
		s.does(registrar, "2026-03-04", petition.Seal, petition.Fields{Unit: "discipline"})
	default:
		s = beyondAnswer(t, stage)
	}
	s.bend(func(c *petition.Case) { c.LeadID, c.CoUnits = "LEAD", []string{"unit-co"} })
	return s
}

// beyondAnswer answers a case in one of the stages after acceptance, or at a side end.
func beyondAnswer(t testing.TB, stage petition.Stage) *story {
	t.Helper()
	var s *story
	switch stage {
	case petition.Replied:
		return answered(t)
	case petition.Served:
		return served(t)
	case petition.Reviewing:
		return reviewing(t)
	case petition.Reviewed:
		s = reviewed(t, "uphold")
		s.does(citizen, "2026-04-07", petition.Serve, petition.Fields{})
	case petition.Rechecking:
		return rechecking(t)
	case petition.Final:
		s = rechecking(t)
		s.does(rechecker, "2026-04-08", petition.RecheckDecide, petition.Fields{Decision: "uphold", Text: "查明", Reasons: "维持"})
	case petition.Closed:
		s = served(t)
		s.does(citizen, "2026-04-07", petition.Solved, petition.Fields{})
	case petition.Merged:
		s = registered(t, claim)
		s.does(registrar, "2026-03-05", petition.Merge, petition.Fields{Number: "OTHER", Reasons: "同一事项"})
	case petition.Routed:
		s = registered(t, on(petition.RouteC1))
		s.does(office, "2026-03-05", petition.RouteAway, petition.Fields{Body: "法院", Reasons: "诉讼"})
	case petition.NotAccepted:
		s = forwarded(t, claim)
		s.does(handler, "2026-04-01", petition.Refuse, petition.Fields{Ground: "in_review", Reasons: "复查中", GoTo: "复查机构"})
		s.does(head, "2026-04-02", petition.Approve, petition.Fields{})
	case petition.NoLonger:
		s = registered(t, claim)
		s.does(office, "2026-03-05", petition.NoLongerTaken, petition.Fields{Number: "OTHER", Text: "没有新的事实", Reasons: "已复核"})
	case petition.Withdrawn:
		s = registered(t, claim)
		s.does(citizen, "2026-03-05", petition.Withdraw, petition.Fields{})
		s.passes(petition.EndWithdrawn)
	default:
		t.Fatalf("no story leads to %s", stage)
	}
	return s
}

// units are where each role's official works who has a duty towards the cases above.
var units = map[petition.Role]string{petition.Registrar: "petition-office", petition.Office: "petition-office", petition.Handler: "unit-a",
	petition.Head: "unit-a", petition.CoHandler: "unit-co", petition.Rechecker: "petition-office", petition.Lead: "unit-a", petition.Joint: "joint", petition.Reviewer: "review-office", petition.Discipline: "discipline"}

func officer(r petition.Role) petition.Actor {
	if r == petition.CoHandler { // a handler elsewhere, by this petition alone
		return petition.Actor{ID: string(r), Unit: units[r], Roles: []petition.Role{petition.Handler}}
	}
	return petition.Actor{ID: string(r), Unit: units[r], Roles: []petition.Role{r}}
}

// stranger holds the role in a body that has nothing to do with the case.
func stranger(r petition.Role) petition.Actor {
	return petition.Actor{ID: string(r) + "'", Unit: "elsewhere", Roles: []petition.Role{r}}
}

// answers says of each role whether it may do a verb now, grouped by the answer; the commonest stands last as "rest".
func answers(s *story, v petition.Verb, as func(petition.Role) petition.Actor) string {
	groups := map[string][]string{}
	for _, r := range petition.Roles {
		answer := "yes"
		if err := s.law.May(s.c, v, as(r), at(goldenDay)); err != nil {
			f, _ := fault.As(err)
			answer = strings.TrimPrefix(f.Key, "error.not_now_")
		}
		groups[answer] = append(groups[answer], string(r))
	}
	order := make([]string, 0, len(groups))
	for answer := range groups {
		order = append(order, answer)
	}
	slices.SortFunc(order, func(a, b string) int {
		if n := len(groups[a]) - len(groups[b]); n != 0 {
			return n
		}
		return strings.Compare(a, b)
	})
	var parts []string
	for i, answer := range order {
		who := strings.Join(groups[answer], " ")
		if i == len(order)-1 {
			who = "rest"
		}
		parts = append(parts, who+" "+answer)
	}
	return strings.Join(parts, ", ")
}

// block writes one stage: a line a verb, those that are still to come in one.
func block(b *strings.Builder, title string, s *story) {
	fmt.Fprintf(b, "\n== %s\n", title)
	var later []string
	for _, step := range petition.Steps {
		own, other := answers(s, step.Verb, officer), answers(s, step.Verb, stranger)
		if own == "rest later" && other == own {
			later = append(later, string(step.Verb))
			continue
		}
		fmt.Fprintf(b, "%-18s %s", step.Verb, own)
		if other != own {
			fmt.Fprintf(b, " | elsewhere: %s", other)
		}
		b.WriteString("\n")
	}
	if len(later) > 0 {
		fmt.Fprintf(b, "later              %s\n", strings.Join(later, " "))
	}
	conflicted(b, s)
}

// proposing is what may wait for a head in a stage, with valid fields.
type proposing struct {
	stage  petition.Stage
	verb   petition.Verb
	fields petition.Fields
}

var proposals = []proposing{
	{petition.Forwarded, petition.Object, petition.Fields{Reasons: "不属我局"}},
	{petition.Forwarded, petition.Refuse, petition.Fields{Ground: "in_review", Reasons: "复查中", GoTo: "复查机构"}},
	{petition.Forwarded, petition.UnitRoute, petition.Fields{Body: "法院", Reasons: "诉讼"}},
	{petition.Accepted, petition.UnitRoute, petition.Fields{Body: "法院", Reasons: "诉讼"}},
	{petition.Accepted, petition.Extend, petition.Fields{Days: 30, Reasons: "复杂"}},
	{petition.Accepted, petition.Draft, items(petition.Explain)},
	{petition.Final, petition.Publish, public()},
	{petition.Closed, petition.Publish, public()},
	{petition.Routed, petition.Publish, public()},
	{petition.NotAccepted, petition.Publish, public()},
}

// Every stage × verb × role has its yes or no, with the reason, for an official
// in duty and for one elsewhere, and with each proposal that may wait.
func TestLadderGolden(t *testing.T) {
	var b strings.Builder
	b.WriteString("# Who may do what: by stage and verb each role's answer, first in duty, then (where it differs) of a body\n" +
		"# that has nothing to do with it. \"later\" verbs answer not-now to all. Below, lines with a dash: the answers of officials\n" +
		"# in duty with a conflict of interest, where they differ: of a unit complained of, who withdrew, barred by a redo, who\n" +
		"# decided before. Written by: go test ./internal/petition -update\n")
	for _, stage := range petition.Stages {
		block(&b, string(stage), standing(t, stage))
	}
	block(&b, "REGISTERED, a report", registered(t, petition.Fields{Kind: petition.Report, Category: "0103", Place: "990101"}))
	block(&b, "REGISTERED, a claim on route C1", registered(t, on(petition.RouteC1)))
	s := registered(t, claim)
	s.does(citizen, "2026-04-07", petition.Withdraw, petition.Fields{})
	block(&b, "REGISTERED, a withdrawal runs", s)
	for _, p := range proposals {
		s := standing(t, p.stage)
		by, settler := handler, petition.Head
		if p.verb == petition.Publish {
			by, settler = office, petition.Office
			s.bend(func(c *petition.Case) { c.PublishConsent = true })
		}
		s.does(by, "2026-04-08", p.verb, p.fields)
		block(&b, fmt.Sprintf("%s, %s waits for the %s", p.stage, p.verb, map[bool]string{true: "office", false: "head"}[settler == petition.Office]), s)
		s.bend(func(c *petition.Case) { c.Proposal.By = string(settler) })
		fmt.Fprintf(&b, "his own            %s: %s; %s: %s\n", petition.Approve, answers(s, petition.Approve, officer), petition.ReturnDraft,
			answers(s, petition.ReturnDraft, officer))
	}
	golden(t, "testdata/ladder.golden", b.String())
}

// Only the stages above can hold a proposal: a row that proposes elsewhere must be added there.
func TestEveryProposalIsInTheGoldenFile(t *testing.T) {
	for _, s := range petition.Steps {
		for _, stage := range s.From {
			known := slices.ContainsFunc(proposals, func(p proposing) bool { return p.stage == stage && p.verb == s.Verb })
			if s.Proposal != known {
				t.Errorf("%s from %s: a proposal %v, in the golden file as one %v", s.Verb, stage, s.Proposal, known)
			}
		}
	}
}

// A verb whose screen is still to come answers not-now to everybody, in every stage.
func TestLaterVerbsAnswerNotNow(t *testing.T) {
	for _, stage := range petition.Stages {
		s := standing(t, stage)
		for _, step := range petition.Steps {
			if !step.Later {
				continue
			}
			for _, r := range petition.Roles {
				s.refused(officer(r), goldenDay, step.Verb, petition.Fields{}, fault.NotNow, "error.not_now_later")
			}
		}
	}
}
