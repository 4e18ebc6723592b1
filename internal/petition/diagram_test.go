package petition_test

import (
	"fmt"
	"os"
	"slices"
	"strings"
	"testing"

	"sunlit/internal/petition"
)

const (
	lawPage       = "../../docs/law.md"
	diagramOpens  = "<!-- diagram -->\n"
	diagramCloses = "<!-- /diagram -->"
)

// diagram draws the ladder for Mermaid: an arrow for each move between stages,
// broken words for what is still to come.
func diagram() string {
	var b strings.Builder
	b.WriteString("```mermaid\nstateDiagram-v2\n")
	type arrow struct{ from, to petition.Stage }
	var order []arrow
	words := map[arrow][]string{}
	draw := func(from, to petition.Stage, word string) {
		a := arrow{from, to}
		if words[a] == nil {
			order = append(order, a)
		}
		words[a] = append(words[a], word)
	}
	for _, s := range petition.Steps {
		word := string(s.Verb)
		if s.Later {
			word = "(" + word + ")"
		}
		if s.Verb == petition.File {
			draw("[*]", s.To, word)
		}
		for _, from := range s.From {
			if s.To != "" {
				draw(from, s.To, word)
			}
		}
		if s.Verb == petition.Object { // a second return is a dispute (Art. 24)
			draw(petition.Forwarded, petition.Dispute, word+" again")
		}
	}
	for _, a := range order {
		fmt.Fprintf(&b, "    %s --> %s: %s\n", a.from, a.to, strings.Join(words[a], ", "))
	}
	for _, stage := range petition.Stages {
		if !stage.Open() {
			fmt.Fprintf(&b, "    %s --> [*]\n", stage)
		}
	}
	return b.String() + "```\n"
}

// The drawing that people look at is the table that the program runs.
func TestLawPageDrawsTheLadder(t *testing.T) {
	raw, err := os.ReadFile(lawPage)
	if err != nil {
		t.Fatal(err)
	}
	before, rest, opened := strings.Cut(string(raw), diagramOpens)
	_, after, closed := strings.Cut(rest, diagramCloses)
	if !opened || !closed {
		t.Fatalf("%s has no place for the diagram", lawPage)
	}
	golden(t, lawPage, before+diagramOpens+diagram()+diagramCloses+after)
}

// Every stage can be reached from filing and, while it is open, can be left.
func TestEveryStageIsReachedAndLeft(t *testing.T) {
	moves := map[petition.Stage][]petition.Stage{petition.Forwarded: {petition.Dispute}}
	for _, s := range petition.Steps {
		for _, from := range s.From {
			if s.To != "" {
				moves[from] = append(moves[from], s.To)
			}
		}
	}
	reached := []petition.Stage{petition.Submitted}
	for i := 0; i < len(reached); i++ {
		for _, to := range moves[reached[i]] {
			if !slices.Contains(reached, to) {
				reached = append(reached, to)
			}
		}
	}
	for _, stage := range petition.Stages {
		if !slices.Contains(reached, stage) {
			t.Errorf("%s is never reached", stage)
		}
		if stage.Open() && len(moves[stage]) == 0 {
			t.Errorf("%s is never left", stage)
		}
	}
}
