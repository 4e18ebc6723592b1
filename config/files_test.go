package config_test

import (
	"strings"
	"testing"

	"sunlit/config"
	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

func TestCalendarIsComplete(t *testing.T) {
	text, err := config.File("calendar.yaml")
	if err != nil {
		t.Fatal(err)
	}
	calendar, err := clock.ParseCalendar(text)
	if err != nil {
		t.Fatal(err)
	}
	years := calendar.Years()
	if len(years) != 17 || years[0] != 2010 || years[16] != 2026 {
		t.Errorf("years %v", years)
	}
	// What 2026 differs in from plain weekends.
	off := map[string]bool{}
	for _, span := range []string{"01-01 01-03", "02-15 02-23", "04-04 04-06", "05-01 05-05", "06-19 06-21", "09-25 09-27", "10-01 10-07"} {
		from, to, _ := strings.Cut(span, " ")
		first, _ := clock.ParseDay("2026-" + from)
		last, _ := clock.ParseDay("2026-" + to)
		for d := first; !d.After(last); d = d.AddDays(1) {
			off[d.String()] = true
		}
	}
	worked := map[string]bool{"2026-01-04": true, "2026-02-14": true, "2026-02-28": true, "2026-05-09": true, "2026-09-20": true, "2026-10-10": true}
	var weekends clock.Calendar
	for d := clock.Date(2026, 1, 1); d.Year() == 2026; d = d.AddDays(1) {
		want := off[d.String()] || weekends.IsDayOff(d) && !worked[d.String()]
		if got := calendar.IsDayOff(d); got != want {
			t.Errorf("%s: off = %v", d, got)
		}
	}
}

func TestRulesAreComplete(t *testing.T) {
	text, err := config.File("rules.yaml")
	if err != nil {
		t.Fatal(err)
	}
	book, err := petition.ParseRules(text)
	if err != nil {
		t.Fatal(err)
	}
	rules := book.On(clock.Date(2026, 11, 24))
	cases := []struct {
		period  petition.PeriodName
		span    string
		hours   int
		article string
		house   bool
	}{
		{"A", "15d", 0, "22", false}, {"B", "15d", 0, "23", false}, {"B2", "5wd", 0, "23", false},
		{"C_ordinary", "60d", 0, "34", false}, {"C_simple", "10wd", 0, "", true}, {"extension_max", "30d", 0, "34", false},
		{"D", "30d", 0, "35", false}, {"G", "30d", 0, "36", false}, {"withdrawal", "0d", 72, "", true}, {"urgent", "0d", 2, "25", true},
	}
	for _, c := range cases {
		p := rules.Period(c.period)
		if p.Span.String() != c.span || p.Hours != c.hours || p.Article != c.article || p.House != c.house {
			t.Errorf("%s: %+v", c.period, p)
		}
	}
	if !rules.HasGround("no_request") || rules.HasGround("lapsed_right") || rules.HasGround("not_mine") {
		t.Errorf("grounds %+v", rules.Grounds)
	}
	remedies := []struct {
		route     petition.Route
		procedure petition.Procedure
		want      string
	}{
		{petition.RouteC6, petition.Ordinary, "review"}, {petition.RouteC6, petition.Simple, "simple"},
		{petition.RouteC5, petition.Duty, "duty"}, {petition.RouteC4, petition.Ordinary, "administrative"},
		{petition.RouteC1, petition.Ordinary, "procedure"}, {petition.RouteA, petition.Ordinary, "suggestion"},
		{petition.RouteB, petition.Ordinary, "report"},
	}
	for _, c := range remedies {
		if got, ok := rules.RemedyFor(c.route, c.procedure); !ok || got.Template != c.want {
			t.Errorf("%s %s: %+v", c.route, c.procedure, got)
		}
	}
	if got := book.On(clock.Date(2010, 1, 1)).EffectiveFrom.String(); got != "2022-05-01" {
		t.Errorf("2010 is under the rules of %s", got)
	}
}

func TestCategories(t *testing.T) {
	list, err := load(t).Categories()
	if err != nil {
		t.Fatal(err)
	}
	levels := map[int]int{}
	for _, c := range list {
		levels[c.Level()]++
	}
	if levels[1] != 16 || levels[2] < 60 || levels[3] < 15 {
		t.Errorf("levels %v", levels)
	}
	if last := list[len(list)-1]; last.Code != config.OtherCategory || last.Zh != "其他" {
		t.Errorf("last is %+v", last)
	}
}

func TestParseCategoriesRefuses(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"unknown key", "categories:\n  - {code: \"01\", zh: x, en: x, name: x}", "categories.yaml:2: categories.1.name"},
		{"odd code", "categories:\n  - {code: \"1\", zh: x, en: x}", "pairs of digits"},
		{"twice", "categories:\n  - {code: \"01\", zh: x, en: x}\n  - {code: \"01\", zh: x, en: x}", "already used on line 2"},
		{"orphan", "categories:\n  - {code: \"0101\", zh: x, en: x}", "parent"},
		{"one language", "categories:\n  - {code: \"01\", zh: x}", "categories.1.en: is missing"},
		{"no other", "categories:\n  - {code: \"01\", zh: x, en: x}", "other"},
		{"empty", "", "categories: is missing"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := config.ParseCategories([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
