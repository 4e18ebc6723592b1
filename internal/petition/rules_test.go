package petition_test

import (
	"os"
	"strings"
	"testing"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

func shipped(t *testing.T) string {
	t.Helper()
	text, err := os.ReadFile("../../config/rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestParseRulesRefuses(t *testing.T) {
	ok := shipped(t)
	swap := func(old, by string) string {
		if !strings.Contains(ok, old) {
			t.Fatalf("rules.yaml no longer holds %q", old)
		}
		return strings.Replace(ok, old, by, 1)
	}
	_, set, _ := strings.Cut(ok, "rules:\n")
	cases := []struct{ name, text, want string }{
		{"nothing", "", "rules.yaml"},
		{"no set", "rules: []", "rules: has too few entries"},
		{"not yaml", "rules: [", "rules.yaml"},
		{"unknown key", swap("    periods:", "    perods:"), "perods"},
		{"its line", swap("A: {span: 15d,", "A: {spam: 15d,"), "rules.yaml:14: rules.1.periods.A.spam: is no key here; did you mean span?"},
		{"no period", swap("A: {span: 15d, article: \"22\"}", "# A"), "rules.1.periods.A: is missing"},
		{"empty period", swap("A: {span: 15d,", "A: {span: 0d,"), "rules.1.periods.A: has no length"},
		{"broken span", swap("A: {span: 15d,", "A: {span: 15 days,"), "15 days"},
		{"misspelt period", swap("review_intake:", "review_intaek:"), "review_intaek: is no name known here; did you mean review_intake?"},
		{"no day", swap("effective_from: 2022-05-01", "effective_from:"), "effective_from"},
		{"broken day", swap("effective_from: 2022-05-01", "effective_from: 2022-05-32"), "2022-05-32"},
		{"day twice", ok + set[strings.Index(set, "  - effective_from"):], `"2022-05-01" was already used`},
		{"ground twice", swap("code: other_power", "code: legal_procedure"), `"legal_procedure" was already used`},
		{"unknown route", swap("routes: [C5]", "routes: [C7]"), `"C7" is none of the words known here`},
		{"no template", swap("template: duty, ", ""), "template"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := petition.ParseRules([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

// An amendment holds from its day on; the earliest set covers everything before it.
func TestRulesOfADay(t *testing.T) {
	ok := shipped(t)
	_, set, _ := strings.Cut(ok, "rules:\n")
	later := strings.Replace(set[strings.Index(set, "  - effective_from"):], "2022-05-01", "2027-03-01", 1)
	later = strings.Replace(later, "A: {span: 15d,", "A: {span: 10d,", 1)
	book, err := petition.ParseRules([]byte("rules:\n" + later + ok[strings.Index(ok, "  - effective_from"):]))
	if err != nil {
		t.Fatal(err)
	}
	for day, want := range map[string]string{"2010-01-01": "15d", "2022-05-01": "15d", "2027-02-28": "15d", "2027-03-01": "10d", "2030-01-01": "10d"} {
		d, err := clock.ParseDay(day)
		if err != nil {
			t.Fatal(err)
		}
		if got := book.On(d).Period("A").Span.String(); got != want {
			t.Errorf("%s: A is %s, want %s", day, got, want)
		}
	}
}

// Only the opinion of an ordinary C6 names review and re-review; every other
// answer names its own law's way (Art. 31, 35).
func TestOnlyAnOrdinaryC6AnswerNamesReview(t *testing.T) {
	rules := law(t).Rules.On(clock.Date(2026, 3, 2))
	for _, c := range []struct {
		route petition.Route
		proc  petition.Procedure
		want  string
	}{
		{petition.RouteC6, petition.Ordinary, "review"}, {petition.RouteC6, petition.Simple, "simple"}, {petition.RouteC5, petition.Duty, "duty"},
		{petition.RouteC4, petition.Ordinary, "administrative"}, {petition.RouteC1, "", "procedure"}, {petition.RouteC3, "", "procedure"},
		{petition.RouteA, petition.Ordinary, "suggestion"}, {petition.RouteA, petition.Simple, "suggestion"}, {petition.RouteB, "", "report"},
	} {
		if got, ok := rules.RemedyFor(c.route, c.proc); !ok || got.Template != c.want {
			t.Errorf("%s %s: %q, want %q", c.route, c.proc, got.Template, c.want)
		}
	}
	if got, ok := rules.RemedyFor("C7", petition.Ordinary); ok {
		t.Errorf("a route that does not exist has the remedy %q", got.Template)
	}
}
