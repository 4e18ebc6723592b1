package clock_test

import (
	"testing"

	"sunlit/internal/clock"
)

func TestWithReplacesAYearInACopy(t *testing.T) {
	off := func(d string) clock.Listed { return clock.Listed{On: day(t, d)} }
	worked := func(d string) clock.Listed { return clock.Listed{On: day(t, d), Worked: true} }
	c := calendar2026(t)
	with, err := c.With(2026, []clock.Listed{off("2026-03-03"), off("2026-03-02"), worked("2026-03-01")})
	if err != nil {
		t.Fatal(err)
	}
	if with.IsDayOff(day(t, "2026-10-01")) || !with.IsDayOff(day(t, "2026-03-02")) || with.IsDayOff(day(t, "2026-03-01")) || !with.IsDayOff(day(t, "2026-03-07")) {
		t.Error("the year is not what was given")
	}
	if !c.IsDayOff(day(t, "2026-10-01")) || c.IsDayOff(day(t, "2026-03-02")) {
		t.Error("the first calendar changed")
	}
	if listed := with.Days(2026); len(listed) != 3 || listed[0] != worked("2026-03-01") || listed[1] != off("2026-03-02") {
		t.Errorf("listed %v", listed)
	}
	if with.Equal(c) || !with.Equal(with) {
		t.Error("Equal is wrong")
	}
	next, err := (*clock.Calendar)(nil).With(2027, nil)
	if err != nil || next.Projected(2027) || !next.Projected(2026) {
		t.Errorf("a year with no days is announced all the same: %v", err)
	}
	if next.Days(2028) != nil {
		t.Error("an unknown year has days")
	}
}

func TestWithRefusesDaysThatCannotBeMeant(t *testing.T) {
	for name, days := range map[string][]clock.Listed{
		"other year":          {{On: day(t, "2027-01-01")}},
		"twice":               {{On: day(t, "2026-01-01")}, {On: day(t, "2026-01-01")}},
		"off and worked":      {{On: day(t, "2026-01-04")}, {On: day(t, "2026-01-04"), Worked: true}},
		"a weekday is worked": {{On: day(t, "2026-01-05"), Worked: true}},
	} {
		if _, err := (&clock.Calendar{}).With(2026, days); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
	if _, err := (&clock.Calendar{}).With(0, nil); err == nil {
		t.Error("there is no year 0")
	}
}
