package web

import (
	"encoding/json"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"

	"sunlit/internal/locale"
)

// visitTexts are the texts of reception days, mailboxes and calls; the desk's
// own begin with desk, boxes or calls.
func visitTexts(t *testing.T) map[string]string {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("../../frontend/shared/locales", locale.ZhCN, "visits.json"))
	if err != nil {
		t.Fatal(err)
	}
	var texts map[string]string
	if err := json.Unmarshal(raw, &texts); err != nil {
		t.Fatal(err)
	}
	return texts
}

func TestVisitTextsAreShortAndPlain(t *testing.T) {
	for key, text := range visitTexts(t) {
		for _, word := range officialese {
			if strings.Contains(text, word) {
				t.Errorf("visits.%s says %q", key, word)
			}
		}
		for _, sentence := range sentenceEnd.Split(placeholder.ReplaceAllString(text, "某某"), -1) {
			if n := len(han.FindAllString(sentence, -1)); n > longestSentence {
				t.Errorf("visits.%s has a sentence of %d characters: %s", key, n, sentence)
			}
		}
	}
}

// builtKeys are put together from what they are about.
var builtKeys = regexp.MustCompile(`^(kind\.|state\.|booking\.(booked|cancelled|late)$|field\..*_hint$|desk\.purpose)`)

func TestEveryVisitTextIsUsed(t *testing.T) {
	var all strings.Builder
	for _, folder := range []string{"../../frontend/citizen/html", "../../frontend/desk/src", "../casework", "../store", "."} {
		err := filepath.WalkDir(folder, func(name string, entry fs.DirEntry, err error) error {
			if err != nil || entry.IsDir() || strings.HasSuffix(name, "_test.go") {
				return err
			}
			raw, err := os.ReadFile(name)
			all.Write(raw)
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	used := all.String()
	for key := range visitTexts(t) {
		full := "visits." + key
		if !builtKeys.MatchString(key) && !strings.Contains(used, `"`+full+`"`) && !strings.Contains(used, `'`+full+`'`) {
			if key == "ics_summary" || key == "h1" {
				continue
			}
			t.Errorf("%s is used nowhere", full)
		}
	}
	for _, m := range regexp.MustCompile(`["'](visits\.[a-z]+(?:\.[A-Za-z0-9_]+)*)["']`).FindAllStringSubmatch(used, -1) {
		if !locale.Has(locale.ZhCN, m[1]) && !regexp.MustCompile(`\.(kind|state|booking)$`).MatchString(m[1]) {
			t.Errorf("%s does not exist", m[1])
		}
	}
}
