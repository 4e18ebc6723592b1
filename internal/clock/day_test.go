package clock_test

import (
	"encoding/json"
	"testing"
	"time"

	"go.yaml.in/yaml/v3"
	"pgregory.net/rapid"

	"sunlit/internal/clock"
)

func day(t interface{ Fatal(...any) }, text string) clock.Day {
	d, err := clock.ParseDay(text)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDay(t *testing.T) {
	for _, text := range []string{"2026-11-24", "2024-02-29", "0001-01-01", "9999-12-31"} {
		if d := day(t, text); d.String() != text {
			t.Errorf("%s became %s", text, d)
		}
	}
	for _, text := range []string{"", "2026-11-31", "2025-02-29", "0000-01-01", "2026-1-01", "2026/11/24", " 2026-11-24", "2026-11-24T00:00", "２０２６-11-24", "-001-01-01"} {
		if d, err := clock.ParseDay(text); err == nil {
			t.Errorf("%q became %s", text, d)
		}
	}
}

func TestDayOfIsTheDayInShanghai(t *testing.T) {
	cases := []struct{ at, want string }{
		{"2026-11-24T15:59:59.999Z", "2026-11-24"},
		{"2026-11-24T16:00:00Z", "2026-11-25"},
		{"1988-07-01T15:00:00Z", "1988-07-02"}, // Shanghai had summer time then: UTC+9
	}
	for _, c := range cases {
		at, _ := time.Parse(time.RFC3339, c.at)
		if got := clock.DayOf(at).String(); got != c.want {
			t.Errorf("%s is %s, want %s", c.at, got, c.want)
		}
	}
	if !clock.DayOf(time.Time{}).IsZero() {
		t.Error("no time is no day")
	}
}

func TestStartAndEnd(t *testing.T) {
	d := day(t, "2026-12-31")
	if got := d.Start().Format(time.RFC3339); got != "2026-12-30T16:00:00Z" {
		t.Errorf("starts %s", got)
	}
	if got := d.End().Format(time.RFC3339); got != "2026-12-31T16:00:00Z" {
		t.Errorf("ends %s", got)
	}
}

func TestZeroDayStaysHarmless(t *testing.T) {
	var z clock.Day
	var c clock.Calendar
	if z.AddDays(5) != z || z.Sub(day(t, "2026-01-01")) != 0 || !z.Start().IsZero() || !z.End().IsZero() || z.String() != "" {
		t.Error("no date must stay no date")
	}
	if c.NextWorkday(z) != z || c.AddWorkdays(z, 3) != z || c.WorkdaysBetween(z, day(t, "2026-01-01")) != 0 {
		t.Error("no date has no working days")
	}
	if !z.Before(day(t, "0001-01-01")) {
		t.Error("no date sorts first")
	}
}

func TestDayAgreesWithTime(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		base := time.Date(rapid.IntRange(1, 9998).Draw(t, "y"), 1, 1, 0, 0, 0, 0, time.UTC)
		n := rapid.IntRange(0, 365).Draw(t, "n")
		want := base.AddDate(0, 0, n)
		got := clock.Date(base.Year(), 1, 1).AddDays(n)
		if got.String() != want.Format(time.DateOnly) {
			t.Fatalf("got %s, want %s", got, want.Format(time.DateOnly))
		}
		if got.Weekday() != want.Weekday() {
			t.Fatalf("%s is a %s, got %s", got, want.Weekday(), got.Weekday())
		}
		if got.Sub(clock.Date(base.Year(), 1, 1)) != n {
			t.Fatalf("Sub does not undo AddDays at %s", got)
		}
		if clock.DayOf(got.Start()) != got || clock.DayOf(got.End().Add(-1)) != got || clock.DayOf(got.End()) == got {
			t.Fatalf("%s does not span its own instants", got)
		}
	})
}

func TestAddDaysStopsAtTheEdges(t *testing.T) {
	const far = int(^uint(0) >> 1)
	if got := day(t, "2026-01-01").AddDays(far).String(); got != "9999-12-31" {
		t.Errorf("got %s", got)
	}
	if got := day(t, "2026-01-01").AddDays(-far).String(); got != "0001-01-01" {
		t.Errorf("got %s", got)
	}
}

func TestDayCodecs(t *testing.T) {
	type row struct {
		On clock.Day `json:"on" yaml:"on"`
	}
	for _, want := range []row{{}, {day(t, "2026-11-24")}} {
		raw, err := json.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		var got row
		if err := json.Unmarshal(raw, &got); err != nil || got != want {
			t.Errorf("JSON %s became %v, %v", raw, got, err)
		}
		raw, err = yaml.Marshal(want)
		if err != nil {
			t.Fatal(err)
		}
		got = row{}
		if err := yaml.Unmarshal(raw, &got); err != nil || got != want {
			t.Errorf("YAML %s became %v, %v", raw, got, err)
		}
		value, err := want.On.Value()
		if err != nil {
			t.Fatal(err)
		}
		if err := got.On.Scan(value); err != nil || got != want {
			t.Errorf("SQL %v became %v, %v", value, got, err)
		}
	}
	var unquoted row
	if err := yaml.Unmarshal([]byte("on: 2026-11-24"), &unquoted); err != nil || unquoted.On.String() != "2026-11-24" {
		t.Errorf("got %v, %v", unquoted, err)
	}
	for _, bad := range []string{`{"on": 20261124}`, `{"on": "2026-13-01"}`, `{"on": {}}`} {
		if err := json.Unmarshal([]byte(bad), &unquoted); err == nil {
			t.Errorf("took %s", bad)
		}
	}
}

func TestScan(t *testing.T) {
	cases := []struct {
		from any
		want string
	}{
		{nil, ""},
		{"2026-11-24", "2026-11-24"},
		{[]byte("2026-11-24"), "2026-11-24"},
		{"2026-11-24 00:00:00+00:00", "2026-11-24"},
		{time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), "2026-11-24"},
		{time.Date(2026, 11, 24, 20, 0, 0, 0, time.UTC), "2026-11-24"}, // a DATE's own date, never moved to Shanghai
	}
	for _, c := range cases {
		var d clock.Day
		if err := d.Scan(c.from); err != nil || d.String() != c.want {
			t.Errorf("%v became %q, %v", c.from, d, err)
		}
	}
	var d clock.Day
	if err := d.Scan(20261124); err == nil {
		t.Error("took a number")
	}
}

func FuzzParseDay(f *testing.F) {
	for _, seed := range []string{"2026-11-24", "2024-02-29", "", "9999-12-31", "2026-1-1"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, text string) {
		d, err := clock.ParseDay(text)
		if err == nil && d.String() != text {
			t.Errorf("%q became %s", text, d)
		}
	})
}
