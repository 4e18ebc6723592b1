package house

import (
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sunlit/internal/petition"
)

var update = flag.Bool("update", false, "write the ladder into docs/law.md")

const (
	ladderOpens  = "<!-- ladder -->\n"
	ladderCloses = "<!-- /ladder -->"
)

// ladder draws the steps table as a page shows it.
func ladder(steps []petition.Step) string {
	var b strings.Builder
	b.WriteString("| row | verb | from | to | who | needs | stops | starts | paper | tells |\n")
	b.WriteString("| --- | --- | --- | --- | --- | --- | --- | --- | --- | --- |\n")
	for _, s := range steps {
		verb := string(s.Verb)
		if s.Proposal {
			verb += " (proposal)"
		}
		if s.Later {
			verb += " (later)"
		}
		from := joined(s.From)
		if s.From == nil && s.Verb != petition.File {
			from = "any open"
		}
		cells := []string{s.Row, verb, from, string(s.To), joined(s.Who), joined(s.Needs), legs(s), joined(s.Starts),
			string(s.Paper), joined(s.Tells)}
		for i, cell := range cells {
			if cell == "" {
				cells[i] = "–"
			}
		}
		fmt.Fprintf(&b, "| %s |\n", strings.Join(cells, " | "))
	}
	return b.String()
}

// legs names the legs that a step stops; what ends the petition here ends every one.
func legs(s petition.Step) string {
	if s.To != "" && !s.To.Open() {
		return "all"
	}
	if len(s.Stops) > 8 {
		return fmt.Sprintf("%d legs", len(s.Stops))
	}
	return joined(s.Stops)
}

func joined[T ~string](list []T) string {
	if len(list) > 8 {
		return fmt.Sprintf("%d stages", len(list))
	}
	var words []string
	for _, word := range list {
		words = append(words, string(word))
	}
	return strings.Join(words, " ")
}

// The page that lawyers read is the table that the program runs.
func TestLawPageShowsTheLadder(t *testing.T) {
	const name = "docs/law.md"
	page := text(t, name)
	before, rest, opened := strings.Cut(page, ladderOpens)
	shown, after, closed := strings.Cut(rest, ladderCloses)
	if !opened || !closed {
		t.Fatalf("%s has no place for the ladder", name)
	}
	want := ladder(petition.Steps)
	if *update {
		page = before + ladderOpens + want + ladderCloses + after
		if err := os.WriteFile(filepath.Join(root, name), []byte(page), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	if shown != want {
		t.Errorf("%s shows another ladder than petition.Steps: go test ./internal/house -update", name)
	}
}

// Each verb, stage and kind that a reader meets has its row in the table or in the glossary.
func TestGlossaryNamesWhatIsDecided(t *testing.T) {
	glossary := text(t, "GLOSSARY.md") + text(t, "docs/law.md")
	var words []string
	for _, s := range petition.Steps {
		words = append(words, string(s.Verb))
	}
	for _, k := range []petition.Decision{petition.Support, petition.Adopt, petition.AdoptPart} {
		words = append(words, strings.ReplaceAll(strings.ReplaceAll(string(k), "adopt_part", "adopt in part"), "_", " "))
	}
	slices.Sort(words)
	for _, word := range slices.Compact(words) {
		if !strings.Contains(glossary, word) {
			t.Errorf("neither GLOSSARY.md nor docs/law.md names %q", word)
		}
	}
}
