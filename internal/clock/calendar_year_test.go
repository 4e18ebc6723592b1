package clock_test

import (
	"testing"

	"sunlit/internal/clock"
)

func TestWithReplacesAYearInACopy(t *testing.T) {
	c := calendar2026(t)
	with, err := c.With(2026, []clock.Day{day(t, "2026-03-03"), day(t, "2026-03-02")}, []clock.Day{day(t, "2026-03-01")})
	if err != nil {
		t.Fatal(err)
	}
	if with.IsDayOff(day(t, "2026-10-01")) || !with.IsDayOff(day(t, "2026-03-02")) || with.IsDayOff(day(t, "2026-03-01")) || !with.IsDayOff(day(t, "2026-03-07")) {
		t.Error("the year is not what was given")
	}
	if !c.IsDayOff(day(t, "2026-10-01")) || c.IsDayOff(day(t, "2026-03-02")) {
		t.Error("the first calendar changed")
	}
	holidays, workdays := with.Days(2026)
	if len(holidays) != 2 || holidays[0] != day(t, "2026-03-02") || len(workdays) != 1 {
		t.Errorf("listed %v and %v", holidays, workdays)
	}
	if with.Equal(c) || !with.Equal(with) {
		t.Error("Equal is wrong")
	}
	next, err := (*clock.Calendar)(nil).With(2027, nil, nil)
	if err != nil || next.Projected(2027) || !next.Projected(2026) {
		t.Errorf("a year with no days is announced all the same: %v", err)
	}
	if holidays, workdays := next.Days(2028); holidays != nil || workdays != nil {
		t.Error("an unknown year has days")
	}
}

func TestWithRefusesDaysThatCannotBeMeant(t *testing.T) {
	for name, days := range map[string][2][]clock.Day{
		"other year":          {{day(t, "2027-01-01")}, nil},
		"twice":               {{day(t, "2026-01-01"), day(t, "2026-01-01")}, nil},
		"off and worked":      {{day(t, "2026-01-04")}, {day(t, "2026-01-04")}},
		"a weekday is worked": {nil, {day(t, "2026-01-05")}},
	} {
		if _, err := (&clock.Calendar{}).With(2026, days[0], days[1]); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := (&clock.Calendar{}).With(0, nil, nil); err == nil {
		t.Error("there is no year 0")
	}
}
