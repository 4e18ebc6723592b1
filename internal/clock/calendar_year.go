package clock

import (
	"fmt"
	"maps"
	"slices"
)

// yearOff is one announced year: a bit per day, set when it is off, and what was listed to say so.
type yearOff struct {
	bits               [6]uint64
	year               int16
	holidays, workdays []Day
}

func (y *yearOff) off(yearDay int) bool { return y.bits[yearDay/64]&(1<<(yearDay%64)) != 0 }
func (y *yearOff) set(yearDay int)      { y.bits[yearDay/64] |= 1 << (yearDay % 64) }
func (y *yearOff) clear(yearDay int)    { y.bits[yearDay/64] &^= 1 << (yearDay % 64) }

// newYear is the year that begins on a day, with its weekends off.
func newYear(first Day) *yearOff {
	y := &yearOff{year: first.y}
	for d := first; d.y == first.y; d = d.AddDays(1) {
		if isWeekend(d) {
			y.set(d.yearDay())
		}
		if d == lastDay {
			break
		}
	}
	return y
}

// list takes a day that is off, or a weekend that is worked, and refuses one that cannot be meant.
func (y *yearOff) list(worked bool, d Day) error {
	switch {
	case d.y != y.year:
		return fmt.Errorf("%s is not in %d", d, y.year)
	case slices.Contains(y.holidays, d) || slices.Contains(y.workdays, d):
		return fmt.Errorf("%s was already listed", d)
	case worked && !isWeekend(d):
		return fmt.Errorf("%s is no weekend, so it is a working day anyway", d)
	case worked:
		y.workdays = append(y.workdays, d)
		y.clear(d.yearDay())
	default:
		y.holidays = append(y.holidays, d)
		y.set(d.yearDay())
	}
	return nil
}

func (y *yearOff) sort() {
	slices.SortFunc(y.holidays, Day.Compare)
	slices.SortFunc(y.workdays, Day.Compare)
}

// Days returns what is listed for a year, in order: its days off, weekends too where they were
// listed, and the weekends that are worked. A year without data has neither.
func (c *Calendar) Days(year int) (holidays, workdays []Day) {
	if c.Projected(year) {
		return nil, nil
	}
	y := c.years[int16(year)]
	return slices.Clone(y.holidays), slices.Clone(y.workdays)
}

// With returns a copy in which a year has these days off and these working weekends in place of
// what it had. A day that ParseCalendar would not take is an error.
func (c *Calendar) With(year int, holidays, workdays []Day) (*Calendar, error) {
	if year < 1 || year > 9999 {
		return nil, fmt.Errorf("clock: calendar: %d is not a year", year)
	}
	y := newYear(Date(year, 1, 1))
	for i, days := range [][]Day{holidays, workdays} {
		for _, d := range days {
			if err := y.list(i == 1, d); err != nil {
				return nil, fmt.Errorf("clock: calendar: %w", err)
			}
		}
	}
	y.sort()
	with := &Calendar{years: map[int16]*yearOff{}}
	if c != nil {
		maps.Copy(with.years, c.years)
	}
	with.years[y.year] = y
	return with, nil
}

// Equal reports whether two calendars have the same years announced and the same days off in them.
func (c *Calendar) Equal(other *Calendar) bool {
	if !slices.Equal(c.Years(), other.Years()) {
		return false
	}
	for _, year := range c.Years() {
		if c.years[int16(year)].bits != other.years[int16(year)].bits {
			return false
		}
	}
	return true
}
