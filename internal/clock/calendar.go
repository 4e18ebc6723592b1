package clock

import (
	"maps"
	"slices"
	"time"
)

// Calendar knows which days are off. It is data per year: public holidays, and the weekends that
// were made working days in exchange (调休). A year without data has its weekends off and counts as
// projected. The zero Calendar has no data at all. A Calendar never changes and may be shared.
type Calendar struct {
	years   map[int16]*yearOff
	english map[string]string // names of holidays, by the Chinese one
}

// IsDayOff reports whether nobody is at work on d.
func (c *Calendar) IsDayOff(d Day) bool {
	if c != nil {
		if year, known := c.years[d.y]; known {
			return year.off(d.yearDay())
		}
	}
	return isWeekend(d)
}

// Off says why nobody is at work on a day.
type Off struct {
	On   Day
	Name string // of the holiday; empty for an ordinary weekend, and where no name was given
	Week bool   // Saturday or Sunday
}

// Off says why d is a day off; false where it is none.
func (c *Calendar) Off(d Day) (Off, bool) {
	if !c.IsDayOff(d) {
		return Off{}, false
	}
	off := Off{On: d, Week: isWeekend(d)}
	if c != nil {
		if year, known := c.years[d.y]; known {
			off.Name = year.names[d]
		}
	}
	return off, true
}

// Between lists the days off after from, up to and including to.
func (c *Calendar) Between(from, to Day) []Off {
	var list []Off
	if from.IsZero() {
		return nil
	}
	for d := from; d.Before(to); {
		d = d.AddDays(1)
		if off, is := c.Off(d); is {
			list = append(list, off)
		}
	}
	return list
}

// English answers the English name of a holiday, the name itself where there is none.
func (c *Calendar) English(name string) string {
	if c != nil && c.english[name] != "" {
		return c.english[name]
	}
	return name
}

func isWeekend(d Day) bool {
	w := d.Weekday()
	return w == time.Saturday || w == time.Sunday
}

// Projected reports whether the year's days off are not announced yet: weekends only, a guess that
// must be shown as one.
func (c *Calendar) Projected(year int) bool {
	if c == nil || year < 1 || year > 9999 {
		return true
	}
	_, known := c.years[int16(year)]
	return !known
}

// Years returns the years with data, in order.
func (c *Calendar) Years() []int {
	if c == nil {
		return nil
	}
	var years []int
	for _, y := range slices.Sorted(maps.Keys(c.years)) {
		years = append(years, int(y))
	}
	return years
}

// NextWorkday returns d itself when people work on it, otherwise the first working day after it.
func (c *Calendar) NextWorkday(d Day) Day {
	for !d.IsZero() && d.Before(lastDay) && c.IsDayOff(d) {
		d = d.AddDays(1)
	}
	return d
}

// AddWorkdays returns the nth working day after d; d itself is not counted. With n of 0 or less it
// returns d.
func (c *Calendar) AddWorkdays(d Day, n int) Day {
	if d.IsZero() {
		return d
	}
	for n > 0 && d.Before(lastDay) {
		d = d.AddDays(1)
		if !c.IsDayOff(d) {
			n--
		}
	}
	return d
}

// WorkdaysBetween counts the working days after from up to and including to; 0 if to is not later.
func (c *Calendar) WorkdaysBetween(from, to Day) int {
	if from.IsZero() {
		return 0
	}
	n := 0
	for d := from; d.Before(to); {
		d = d.AddDays(1)
		if !c.IsDayOff(d) {
			n++
		}
	}
	return n
}
