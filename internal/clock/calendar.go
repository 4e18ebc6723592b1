package clock

import (
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"

	"go.yaml.in/yaml/v3"
)

// Calendar knows which days are off. It is data per year: public holidays, and the weekends that
// were made working days in exchange (调休). A year without data has its weekends off and counts as
// projected. The zero Calendar has no data at all. A Calendar never changes and may be shared.
type Calendar struct {
	years map[int16]*yearOff
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

// ParseCalendar reads a calendar of days off:
//
//	years:
//	  2026:
//	    holiday: [2026-01-01..2026-01-03, 2026-02-15..2026-02-23]
//	    workday: [2026-01-04]
//
// Ordinary weekends need not be listed. A mistake stops it and is named with its line: a wrong day
// off would move deadlines of law.
func ParseCalendar(text []byte) (*Calendar, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, fmt.Errorf("clock: calendar: %w", err)
	}
	c := &Calendar{years: map[int16]*yearOff{}}
	if len(doc.Content) == 0 {
		return c, nil
	}
	err := eachPair(doc.Content[0], func(key, value *yaml.Node) error {
		if key.Value != "years" {
			return faulty(key, "unknown key %q, expected years", key.Value)
		}
		return eachPair(value, c.readYear)
	})
	if err != nil {
		return nil, err
	}
	return c, nil
}

// readYear reads the data of one year, e.g. "2026: {holiday: […], workday: […]}".
func (c *Calendar) readYear(key, value *yaml.Node) error {
	first, err := ParseDay(key.Value + "-01-01")
	if err != nil {
		return faulty(key, "%q is not a year", key.Value)
	}
	year := newYear(first)
	listed := map[Day]int{} // the line that listed a day
	err = eachPair(value, func(key, value *yaml.Node) error {
		if key.Value != "holiday" && key.Value != "workday" {
			return faulty(key, "unknown key %q, expected holiday or workday", key.Value)
		}
		return eachDay(value, func(node *yaml.Node, d Day) error {
			if line, twice := listed[d]; twice {
				return faulty(node, "%s was already listed on line %d", d, line)
			}
			listed[d] = node.Line
			if err := year.list(key.Value == "workday", d); err != nil {
				return faulty(node, "%s", err)
			}
			return nil
		})
	})
	if err != nil {
		return err
	}
	year.sort()
	c.years[first.y] = year
	return nil
}

// maxRange is the longest holiday thinkable; a longer range is a slip of the pen.
const maxRange = 31

// eachDay walks a list of days and ranges such as 2026-01-01..2026-01-03.
func eachDay(list *yaml.Node, visit func(*yaml.Node, Day) error) error {
	if list.Kind == yaml.ScalarNode && list.Tag == "!!null" {
		return nil
	}
	if list.Kind != yaml.SequenceNode {
		return faulty(list, "expected a list of days")
	}
	for _, node := range list.Content {
		from, to, isRange := strings.Cut(node.Value, "..")
		if !isRange {
			to = from
		}
		first, err := ParseDay(from)
		if err != nil || node.Kind != yaml.ScalarNode {
			return faulty(node, "%q is not a day or a range such as 2026-01-01..2026-01-03", node.Value)
		}
		last, err := ParseDay(to)
		if err != nil || last.Before(first) || last.Sub(first) >= maxRange {
			return faulty(node, "%q is not a range such as 2026-01-01..2026-01-03", node.Value)
		}
		for d := first; ; d = d.AddDays(1) {
			if err := visit(node, d); err != nil {
				return err
			}
			if d == last {
				break
			}
		}
	}
	return nil
}

// eachPair walks a mapping in its order and refuses a key that stands there twice.
func eachPair(mapping *yaml.Node, visit func(key, value *yaml.Node) error) error {
	if mapping.Kind == yaml.ScalarNode && mapping.Tag == "!!null" {
		return nil
	}
	if mapping.Kind != yaml.MappingNode {
		return faulty(mapping, "expected key: value")
	}
	seen := map[string]int{}
	for i := 0; i+1 < len(mapping.Content); i += 2 {
		key, value := mapping.Content[i], mapping.Content[i+1]
		if line, twice := seen[key.Value]; twice {
			return faulty(key, "%q was already given on line %d", key.Value, line)
		}
		seen[key.Value] = key.Line
		if err := visit(key, value); err != nil {
			return err
		}
	}
	return nil
}

// LineError is a mistake in a calendar's text, with the line on which it stands.
type LineError struct {
	Line   int
	Reason string
}

// Error names the line.
func (e *LineError) Error() string {
	return fmt.Sprintf("clock: calendar line %d: %s", e.Line, e.Reason)
}

func faulty(node *yaml.Node, format string, args ...any) error {
	return &LineError{Line: node.Line, Reason: fmt.Sprintf(format, args...)}
}
