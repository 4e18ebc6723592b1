package clock_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"sunlit/internal/clock"
)

// The periods of law counted by hand over the calendar of 2026.
func TestDeadlineVectors(t *testing.T) {
	c := calendar2026(t)
	cases := []struct {
		start, span   string
		extra, paused int
		raw, due      string
	}{
		{"2026-09-18", "15d", 0, 0, "2026-10-03", "2026-10-08"},
		{"2026-02-02", "15d", 0, 0, "2026-02-17", "2026-02-24"},
		{"2026-03-02", "60d", 0, 0, "2026-05-01", "2026-05-06"},
		{"2026-08-03", "60d", 0, 0, "2026-10-02", "2026-10-08"},
		{"2026-09-09", "30d", 0, 0, "2026-10-09", "2026-10-09"},
		{"2026-09-17", "3wd", 0, 0, "2026-09-21", "2026-09-21"},
		{"2026-09-17", "5wd", 0, 0, "2026-09-23", "2026-09-23"},
		{"2026-09-29", "10wd", 0, 0, "2026-10-19", "2026-10-19"},
		{"2026-02-12", "5wd", 0, 0, "2026-02-26", "2026-02-26"},
		// An extension is added before the one move, not after it (Art. 34).
		{"2026-08-03", "60d", 30, 0, "2026-11-01", "2026-11-02"},
		// Days of a hearing are added likewise (Art. 36).
		{"2026-08-24", "30d", 0, 10, "2026-10-03", "2026-10-08"},
		{"2026-08-03", "60d", 30, 5, "2026-11-06", "2026-11-06"},
		// Nothing shrinks a period.
		{"2026-09-09", "30d", -5, -5, "2026-10-09", "2026-10-09"},
	}
	for _, k := range cases {
		span, err := clock.ParseSpan(k.span)
		if err != nil {
			t.Fatal(err)
		}
		got := c.Deadline(day(t, k.start), span, k.extra, k.paused)
		if got.Raw.String() != k.raw || got.Due.String() != k.due {
			t.Errorf("%s + %s + %d + %d: raw %s due %s, want %s and %s",
				k.start, k.span, k.extra, k.paused, got.Raw, got.Due, k.raw, k.due)
		}
		if len(got.Off) != got.Due.Sub(got.Raw) {
			t.Errorf("%s + %s moved %d days but names %v", k.start, k.span, got.Due.Sub(got.Raw), got.Off)
		}
		if got.Projected {
			t.Errorf("%s + %s: 2026 is announced", k.start, k.span)
		}
	}
}

func TestDeadlineIntoAYearNotAnnounced(t *testing.T) {
	c := calendar2026(t)
	cases := []struct {
		start string
		span  clock.Span
		due   string
		want  bool
	}{
		{"2026-11-24", clock.Days(60), "2027-01-25", true}, // 23 January is a Saturday
		{"2026-12-28", clock.Workdays(5), "2027-01-04", true},
		{"2026-12-01", clock.Days(30), "2026-12-31", false},
		{"2025-12-20", clock.Workdays(15), "2026-01-12", true}, // counted through December of an unknown year
		{"2025-12-20", clock.Days(15), "2026-01-04", false},    // only the last day matters
	}
	for _, k := range cases {
		got := c.Deadline(day(t, k.start), k.span, 0, 0)
		if got.Due.String() != k.due || got.Projected != k.want {
			t.Errorf("%s + %s: due %s projected %v", k.start, k.span, got.Due, got.Projected)
		}
	}
}

func TestDeadlineEndsAtMidnightInShanghai(t *testing.T) {
	dl := calendar2026(t).Deadline(day(t, "2026-09-09"), clock.Days(30), 0, 0)
	end := time.Date(2026, 10, 9, 16, 0, 0, 0, time.UTC)
	if !dl.End().Equal(end) {
		t.Errorf("ends %v", dl.End())
	}
	if dl.Passed(end.Add(-time.Millisecond)) || !dl.Passed(end) {
		t.Error("passed is wrong around midnight")
	}
	if got := dl.Left(day(t, "2026-10-09")); got != 0 {
		t.Errorf("%d days left on the last day", got)
	}
	if got := dl.Left(day(t, "2026-10-11")); got != -2 {
		t.Errorf("%d days left two days late", got)
	}
}

func TestNoStartNoDeadline(t *testing.T) {
	dl := calendar2026(t).Deadline(clock.Day{}, clock.Days(15), 0, 0)
	if !dl.IsZero() || dl.Passed(time.Now()) || dl.Projected {
		t.Errorf("got %+v", dl)
	}
}

func anyDay() *rapid.Generator[clock.Day] {
	return rapid.Custom(func(t *rapid.T) clock.Day {
		return clock.Date(2025, 6, 1).AddDays(rapid.IntRange(0, 800).Draw(t, "day"))
	})
}

func anySpan() *rapid.Generator[clock.Span] {
	return rapid.Custom(func(t *rapid.T) clock.Span {
		return clock.Span{Days: rapid.IntRange(0, 120).Draw(t, "days"), Working: rapid.Bool().Draw(t, "working")}
	})
}

func TestDeadlineProperties(t *testing.T) {
	c := calendar2026(t)
	rapid.Check(t, func(t *rapid.T) {
		start, span := anyDay().Draw(t, "start"), anySpan().Draw(t, "span")
		extra, paused := rapid.IntRange(0, 30).Draw(t, "extra"), rapid.IntRange(0, 30).Draw(t, "paused")
		dl := c.Deadline(start, span, extra, paused)
		if c.IsDayOff(dl.Due) {
			t.Fatalf("ends on %s, a day off", dl.Due)
		}
		if span.Days > 0 && !dl.Due.After(start) {
			t.Fatalf("the start day %s was counted", start)
		}
		for d := dl.Raw; d.Before(dl.Due); d = d.AddDays(1) {
			if !c.IsDayOff(d) {
				t.Fatalf("moved from %s past the working day %s to %s", dl.Raw, d, dl.Due)
			}
		}
		if !span.Working && dl.Raw.Sub(start) != span.Days+extra+paused {
			t.Fatalf("days off inside the period were deducted: %s to %s", start, dl.Raw)
		}
		if span.Working && extra+paused == 0 && span.Days > 0 {
			if got := c.WorkdaysBetween(start, dl.Due); got != span.Days {
				t.Fatalf("%d working days from %s to %s, want %d", got, start, dl.Due, span.Days)
			}
			if dl.Raw != dl.Due {
				t.Fatalf("a working day moved from %s to %s", dl.Raw, dl.Due)
			}
		}
		later := c.Deadline(start.AddDays(1), span, extra, paused)
		if later.Due.Before(dl.Due) {
			t.Fatalf("a later start ends earlier: %s before %s", later.Due, dl.Due)
		}
	})
}

func FuzzDeadline(f *testing.F) {
	f.Add("2026-09-18", 15, false, 0, 0)
	f.Add("2026-02-12", 5, true, 30, 10)
	f.Add("9999-12-30", 60, true, 0, 0)
	f.Add("0001-01-01", -1, false, -1, -1)
	c := calendar2026(f)
	f.Fuzz(func(t *testing.T, start string, days int, working bool, extra, paused int) {
		d, err := clock.ParseDay(start)
		if err != nil {
			return
		}
		dl := c.Deadline(d, clock.Span{Days: days % 4000, Working: working}, extra, paused)
		if dl.Due.Before(d) || dl.Due.Before(dl.Raw) {
			t.Errorf("%s + %d ended before it began: %s", d, days, dl.Due)
		}
		if c.IsDayOff(dl.Due) && dl.Due != clock.Date(9999, 12, 31) {
			t.Errorf("ended on a day off: %s", dl.Due)
		}
	})
}
