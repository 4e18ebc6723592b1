package config_test

import (
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"sunlit/config"
	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

func world(t *testing.T) config.Demo {
	t.Helper()
	d, err := load(t).DemoWorld()
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestDemoHasThePromisedUnitsAndLogins(t *testing.T) {
	d := world(t)
	var units, logins []string
	for _, u := range d.Units {
		units = append(units, u.Code)
		if u.Name.Zh == "" || u.Name.En == "" || u.Short == "" || u.Phone == "" || u.Address.Zh == "" || u.Address.En == "" {
			t.Errorf("unit %s lacks something: %+v", u.Code, u)
		}
	}
	for _, l := range d.Logins {
		logins = append(logins, l.Login)
		for _, role := range l.Roles {
			known := slices.Contains(petition.Roles, petition.Role(role)) || role == string(petition.Auditor) || role == string(petition.Admin)
			if !known {
				t.Errorf("%s has the unknown role %s", l.Login, role)
			}
		}
	}
	for _, code := range []string{"petition-office", "unit-a", "unit-b", "unit-c", "review-office", "discipline"} {
		if !slices.Contains(units, code) {
			t.Errorf("no unit %s", code)
		}
	}
	for _, login := range strings.Fields("registrar office joint handler-a handler-b handler-c head-a head-b head-c reviewer reviewer-2 discipline lead auditor admin") {
		if !slices.Contains(logins, login) {
			t.Errorf("no login %s", login)
		}
	}
}

func TestDemoPlacesAreInvented(t *testing.T) {
	found := false
	for _, p := range world(t).Places {
		if !strings.HasPrefix(p.Code, "99") || len(p.Code) != 6 && len(p.Code) != 12 {
			t.Errorf("%s could be a real place", p.Code)
		}
		if p.Zh == "" || p.En == "" {
			t.Errorf("%s has no name", p.Code)
		}
		found = found || p.Code == "990101"
	}
	if !found {
		t.Error("no place 990101")
	}
}

func TestDemoPetitionsKeepTheLimitsOfTheSite(t *testing.T) {
	d := world(t)
	list, err := load(t).Categories()
	if err != nil {
		t.Fatal(err)
	}
	perUnit := map[string]int{}
	stages := map[string]bool{}
	between := func(text string, low, high int) bool {
		n := utf8.RuneCountInString(text)
		return n >= low && n <= high
	}
	for _, p := range d.Petitions {
		fault := func(what string) { t.Errorf("%s: %s", p.Title, what) }
		perUnit[p.Unit]++
		stages[p.Stage] = true
		if !between(p.Title, 6, 40) || !between(p.Narrative, 10, 5000) || len(p.Requests) < 1 || len(p.Requests) > 3 {
			fault("lengths")
		}
		for _, r := range p.Requests {
			if !between(r, 2, 500) {
				fault("length of a request")
			}
		}
		for _, item := range p.Answer {
			if !between(item.Plain, 1, 40) || item.Facts == "" || item.Basis == "" || item.Decision == "" {
				fault("answer")
			}
		}
		if !slices.Contains(petition.Stages, petition.Stage(p.Stage)) {
			fault("stage " + p.Stage)
		}
		if !slices.ContainsFunc(list, func(c config.Category) bool { return c.Code == p.Category }) {
			fault("category " + p.Category)
		}
		if clock.Date(2026, 11, 24).AddDays(-p.DaysAgo).Year() != 2026 {
			fault("filed before 2026")
		}
		if p.Petitioner == nil && p.Kind != "report" && p.Kind != "suggestion" {
			fault("only reports and suggestions may be anonymous")
		}
		if p.Petitioner != nil && !strings.HasPrefix(p.Petitioner.Phone, "12") {
			fault("the number could be somebody's")
		}
		if answered := slices.Contains([]string{"REPLIED", "SERVED", "CLOSED"}, p.Stage); answered != (len(p.Answer) > 0) {
			fault("answer and stage differ")
		}
		if p.Stage == "CLOSED" && p.DaysAgo < p.Day("serve")+45 {
			fault("the right to a review has not lapsed yet")
		}
		if p.Stage == "SERVED" && p.DaysAgo > p.Day("serve")+30 {
			fault("the right to a review has lapsed")
		}
		if p.DaysAgo < p.Day("draft") && len(p.Answer) > 0 {
			fault("answered in the future")
		}
	}
	if len(d.Petitions) < 40 || len(stages) < 12 {
		t.Errorf("%d petitions in %d stages", len(d.Petitions), len(stages))
	}
	for unit, n := range perUnit {
		if n > 30 {
			t.Errorf("%s has %d petitions", unit, n)
		}
	}
}

func TestParseDemoRefuses(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"unknown key", "petitions:\n  - {titel: x}", "demo.yaml:2: petitions.1.titel"},
		{"place without parent", `places: [{code: "1", parent: "2"}]`, `there is no place above it "2"`},
		{"unit twice", "units: [{code: a}, {code: a}]", `"a" was already used`},
		{"unit nowhere", `units: [{code: a, place: "1"}]`, `there is no place "1"`},
		{"login without role", "logins: [{login: a}]", "logins.1.roles: is missing"},
		{"petition to nobody", "petitions: [{title: t, unit: x}]", `there is no unit "x"`},
		{"about nobody", "petitions: [{title: t, about: [{unit: x}]}]", `there is no unit "x"`},
		{"half an answer", "petitions: [{title: t, requests: [a, b], answer: [{plain: x}]}]", "answers 1 of 2"},
		{"unknown verb", "petitions: [{title: t, after: {reply: 1}}]", "petitions.1.after.reply: is no name known here"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if _, err := config.ParseDemo([]byte(c.text)); err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}
