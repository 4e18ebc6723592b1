package clock

import (
	"fmt"
	"maps"
	"slices"
)

// Listed is a day that a notice names: a day off, or a weekend that is worked in exchange.
type Listed struct {
	On     Day
	Worked bool
	Name   string // of the holiday
}

// yearOff is one announced year: a bit per day, set when it is off, and what was listed to say so.
type yearOff struct {
	bits   [6]uint64
	year   int16
	listed []Listed
	names  map[Day]string
}

func (y *yearOff) off(yearDay int) bool { return y.bits[yearDay/64]&(1<<(yearDay%64)) != 0 }
func (y *yearOff) set(yearDay int)      { y.bits[yearDay/64] |= 1 << (yearDay % 64) }
func (y *yearOff) clear(yearDay int)    { y.bits[yearDay/64] &^= 1 << (yearDay % 64) }

// newYear is the year that begins on a day, with its weekends off.
func newYear(first Day) *yearOff {
	y := &yearOff{year: first.y, names: map[Day]string{}}
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
func (y *yearOff) list(day Listed) error {
	d := day.On
	switch {
	case d.y != y.year:
		return fmt.Errorf("%s is not in %d", d, y.year)
	case slices.ContainsFunc(y.listed, func(l Listed) bool { return l.On == d }):
		return fmt.Errorf("%s was already listed", d)
	case day.Worked && !isWeekend(d):
		return fmt.Errorf("%s is no weekend, so it is a working day anyway", d)
	case day.Worked:
		y.clear(d.yearDay())
	default:
		y.set(d.yearDay())
	}
	y.listed = append(y.listed, day)
	if day.Name != "" {
		y.names[d] = day.Name
	}
	return nil
}

func (y *yearOff) sort() {
	slices.SortFunc(y.listed, func(a, b Listed) int { return a.On.Compare(b.On) })
}

// Days returns what is listed for a year, in order: its days off, weekends too where they were
// listed, and the weekends that are worked. A year without data has none.
func (c *Calendar) Days(year int) []Listed {
	if c.Projected(year) {
		return nil
	}
	return slices.Clone(c.years[int16(year)].listed)
}

// With returns a copy in which a year has these days in place of what it had. A day that
// ParseCalendar would not take is an error.
func (c *Calendar) With(year int, days []Listed) (*Calendar, error) {
	if year < 1 || year > 9999 {
		return nil, fmt.Errorf("clock: calendar: %d is not a year", year)
	}
	y := newYear(Date(year, 1, 1))
	for _, d := range days {
		if err := y.list(d); err != nil {
			return nil, fmt.Errorf("clock: calendar: %w", err)
		}
	}
	y.sort()
	with := &Calendar{years: map[int16]*yearOff{}}
	if c != nil {
		maps.Copy(with.years, c.years)
		with.english = c.english
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
