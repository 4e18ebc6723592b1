package clock_test

import (
	"strings"
	"testing"

	"sunlit/internal/clock"
)

// year2026 holds the days off announced for 2026.
const year2026 = `
years:
  2026:
    holiday:
      - 2026-01-01..2026-01-03
      - 2026-02-15..2026-02-23
      - 2026-04-04..2026-04-06
      - 2026-05-01..2026-05-05
      - 2026-06-19..2026-06-21
      - 2026-09-25..2026-09-27
      - 2026-10-01..2026-10-07
    workday: [2026-01-04, 2026-02-14, 2026-02-28, 2026-05-09, 2026-09-20, 2026-10-10]
`

func calendar2026(t interface{ Fatal(...any) }) *clock.Calendar {
	c, err := clock.ParseCalendar([]byte(year2026))
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestIsDayOff(t *testing.T) {
	c := calendar2026(t)
	cases := []struct {
		day  string
		want bool
		why  string
	}{
		{"2026-02-14", false, "a Saturday worked in exchange"},
		{"2026-02-16", true, "a Monday freed for the holiday"},
		{"2026-02-21", true, "a Saturday within the holiday"},
		{"2026-03-07", true, "an ordinary Saturday"},
		{"2026-03-09", false, "an ordinary Monday"},
		{"2027-01-01", false, "a Friday of a year not announced"},
		{"2027-01-02", true, "a Saturday of a year not announced"},
	}
	for _, k := range cases {
		if got := c.IsDayOff(day(t, k.day)); got != k.want {
			t.Errorf("%s, %s: off = %v", k.day, k.why, got)
		}
	}
	if c.Projected(2026) || !c.Projected(2027) || !c.Projected(99999) {
		t.Error("only 2026 is announced")
	}
	if got := c.Years(); len(got) != 1 || got[0] != 2026 {
		t.Errorf("years %v", got)
	}
}

func TestNoCalendarMeansWeekends(t *testing.T) {
	var c *clock.Calendar
	if c.IsDayOff(day(t, "2026-10-01")) || !c.IsDayOff(day(t, "2026-10-03")) || !c.Projected(2026) || c.Years() != nil {
		t.Error("a missing calendar has weekends off and is projected")
	}
}

func TestWorkdays(t *testing.T) {
	c := calendar2026(t)
	if got := c.NextWorkday(day(t, "2026-10-01")).String(); got != "2026-10-08" {
		t.Errorf("after the holiday comes %s", got)
	}
	if got := c.NextWorkday(day(t, "2026-10-08")).String(); got != "2026-10-08" {
		t.Errorf("a working day moved to %s", got)
	}
	if got := c.WorkdaysBetween(day(t, "2026-09-29"), day(t, "2026-10-19")); got != 10 {
		t.Errorf("counted %d", got)
	}
	if got := c.WorkdaysBetween(day(t, "2026-10-19"), day(t, "2026-09-29")); got != 0 {
		t.Errorf("backwards counted %d", got)
	}
	if got := c.AddWorkdays(day(t, "2026-10-03"), 0).String(); got != "2026-10-03" {
		t.Errorf("nothing added gave %s", got)
	}
	if got := c.NextWorkday(day(t, "9999-12-31")).String(); got != "9999-12-31" {
		t.Errorf("the end of time moved to %s", got)
	}
}

func TestParseCalendarNamesTheFaultyLine(t *testing.T) {
	cases := []struct{ name, text, want string }{
		{"not yaml", "years: [", "calendar.yaml:1: is not YAML"},
		{"unknown top key", "yeers:\n", `calendar.yaml:1: yeers: is no key here; did you mean years?`},
		{"not a year", "years:\n  next: {}\n", `calendar.yaml:2: years.next: "next" is not a year`},
		{"year twice", "years:\n  2026: {}\n  2026: {}\n", `calendar.yaml:3: years.2026: was already given on line 2`},
		{"unknown kind", "years:\n  2026:\n    holidays: []\n", `calendar.yaml:3: years.2026.holidays: is no key here; did you mean holiday?`},
		{"not a list", "years:\n  2026:\n    holiday: 2026-01-01\n", "calendar.yaml:3: years.2026.holiday: is not a list"},
		{"not a day", "years:\n  2026:\n    holiday:\n      - 2026-01-01\n      - 2026-02-30\n", `calendar.yaml:5: years.2026.holiday.2: "2026-02-30"`},
		{"range backwards", "years:\n  2026:\n    holiday:\n      - 2026-02-03..2026-02-01\n", "calendar.yaml:4"},
		{"range too long", "years:\n  2026:\n    holiday:\n      - 2026-02-01..2026-08-01\n", "calendar.yaml:4"},
		{"other year", "years:\n  2026:\n    holiday:\n      - 2027-01-01\n", "2027-01-01 is not in 2026"},
		{"twice", "years:\n  2026:\n    holiday:\n      - 2026-01-01\n    workday:\n      - 2026-01-01\n", "calendar.yaml:6: years.2026.workday.1: 2026-01-01 was already listed on line 4"},
		{"workday on a weekday", "years:\n  2026:\n    workday:\n      - 2026-03-02\n", "calendar.yaml:4: years.2026.workday.1: 2026-03-02 is no weekend"},
		{"a mapping as a day", "years:\n  2026:\n    holiday:\n      - {a: b}\n", "calendar.yaml:4"},
		{"a list of years", "years: [2026]\n", "calendar.yaml:1: years: is not a mapping"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := clock.ParseCalendar([]byte(c.text))
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
		})
	}
}

func TestParseCalendarNamesEveryFault(t *testing.T) {
	_, err := clock.ParseCalendar([]byte("years:\n  2026:\n    holiday: [2026-13-01, 2026-02-03..2026-02-01]\n    workday:\n      - 2026-03-02\n  27:\n    holiday: []\nyear: 2\n"))
	if err == nil || strings.Count(err.Error(), "calendar.yaml:") != 5 {
		t.Errorf("got %v", err)
	}
}

func TestADayOffSaysWhy(t *testing.T) {
	c, err := clock.ParseCalendar([]byte("years:\n  2026:\n    holiday: [2026-10-01..2026-10-07 国庆节]\n    workday: [2026-10-10]\nnames: {国庆节: National Day}\n"))
	if err != nil {
		t.Fatal(err)
	}
	off := c.Between(day(t, "2026-09-30"), day(t, "2026-10-11"))
	if len(off) != 8 || off[0] != (clock.Off{On: day(t, "2026-10-01"), Name: "国庆节"}) || !off[2].Week || off[7] != (clock.Off{On: day(t, "2026-10-11"), Week: true}) {
		t.Errorf("off %+v", off)
	}
	if c.English("国庆节") != "National Day" || c.English("春节") != "春节" {
		t.Error("the English names are wrong")
	}
	if _, is := c.Off(day(t, "2026-10-10")); is {
		t.Error("a worked Saturday is off")
	}
}

func TestParseCalendarTakesEmptyParts(t *testing.T) {
	for _, text := range []string{"", "years:\n", "years:\n  2026:\n", "years:\n  2026:\n    holiday:\n", "years:\n  9999: {}\n"} {
		if _, err := clock.ParseCalendar([]byte(text)); err != nil {
			t.Errorf("%q: %v", text, err)
		}
	}
}

func FuzzParseCalendar(f *testing.F) {
	f.Add([]byte(year2026))
	f.Add([]byte("years:\n  2026:\n    workday: [2026-01-04]\n"))
	f.Add([]byte("years: &a\n  2026: *a\n"))
	f.Fuzz(func(t *testing.T, text []byte) {
		c, err := clock.ParseCalendar(text)
		if err != nil {
			return
		}
		start := clock.Date(2026, 1, 1)
		if got := c.NextWorkday(start); c.IsDayOff(got) {
			t.Errorf("%s is off", got)
		}
	})
}

func BenchmarkDeadline(b *testing.B) {
	c := calendar2026(b)
	start := day(b, "2026-08-03")
	for b.Loop() {
		c.Deadline(start, clock.Days(60), 30, 0)
	}
}
