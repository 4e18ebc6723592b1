package clock

import (
	"fmt"
	"strings"

	"go.yaml.in/yaml/v3"

	"sunlit/config/form"
)

// ParseCalendar reads a calendar of days off:
//
//	years:
//	  2026:
//	    holiday: [2026-01-01..2026-01-03 元旦, 2026-02-15..2026-02-23 春节]
//	    workday: [2026-01-04]
//	names: {元旦: New Year}
//
// Ordinary weekends need not be listed; the name after a day says why it is off. A mistake stops it,
// since a wrong day off would move deadlines of law; the error is a form.Faults that names each.
func ParseCalendar(text []byte) (*Calendar, error) {
	c := &Calendar{years: map[int16]*yearOff{}, english: map[string]string{}}
	year := func(key string) form.Form { return c.yearForm(key) }
	name := func(key string) form.Form {
		return form.All(form.Words(60), func(_ *form.Sheet, n *yaml.Node, _ string) { c.english[key] = n.Value })
	}
	file := form.Map(form.May("years", form.Table(nil, nil, year)), form.May("names", form.Table(nil, nil, name)))
	return c, form.Explain("calendar.yaml", text, file).OrNil()
}

// yearForm reads the data of one year, e.g. "2026: {holiday: […], workday: […]}".
func (c *Calendar) yearForm(key string) form.Form {
	return func(s *form.Sheet, n *yaml.Node, at string) {
		first, err := ParseDay(key + "-01-01")
		if err != nil {
			s.Wrong(n, at, fmt.Sprintf("%q is not a year", key), "write four digits, such as 2027")
			return
		}
		year := newYear(first)
		listed := map[Day]int{} // the line that listed a day
		days := func(worked bool) form.Form {
			return form.List(0, func(s *form.Sheet, n *yaml.Node, at string) {
				eachDay(s, n, at, func(d Day, name string) {
					line, twice := listed[d]
					if twice {
						s.Wrong(n, at, fmt.Sprintf("%s was already listed on line %d", d, line), "keep one of the two")
						return
					}
					listed[d] = n.Line
					if err := year.list(Listed{On: d, Worked: worked, Name: name}); err != nil {
						s.Wrong(n, at, err.Error(), "look at the notice again")
					}
				})
			})
		}
		form.Map(form.May("holiday", days(false)), form.May("workday", days(true)))(s, n, at)
		year.sort()
		c.years[first.y] = year
	}
}

// maxRange is the longest holiday thinkable; a longer range is a slip of the pen.
const maxRange = 31

const writeDay = "write a day or a range, with a name if there is one: 2026-01-01..2026-01-03 元旦"

// eachDay walks a day or a range such as 2026-01-01..2026-01-03, with the name behind it.
func eachDay(s *form.Sheet, n *yaml.Node, at string, visit func(d Day, name string)) {
	days, name, _ := strings.Cut(n.Value, " ")
	from, to, isRange := strings.Cut(days, "..")
	if !isRange {
		to = from
	}
	first, err := ParseDay(from)
	last, err2 := ParseDay(to)
	switch {
	case n.Kind != yaml.ScalarNode || err != nil || err2 != nil:
		s.Wrong(n, at, fmt.Sprintf("%q is not a day", n.Value), writeDay)
		return
	case last.Before(first):
		s.Wrong(n, at, fmt.Sprintf("%q ends before it begins", n.Value), writeDay)
		return
	case last.Sub(first) >= maxRange:
		s.Wrong(n, at, fmt.Sprintf("%q is longer than a month", n.Value), writeDay)
		return
	}
	for d := first; ; d = d.AddDays(1) {
		visit(d, strings.TrimSpace(name))
		if d == last {
			return
		}
	}
}
