// Package report counts what happened to petitions: figures for the public, open
// data and registers. What one petition adds to the counts is a pure function of
// its events, so that the counters kept beside them equal a full recount. Units
// are compared by how they did their duty, never by how many people complained.
package report

import (
	"encoding/json"
	"slices"
	"strconv"
	"time"

	"sunlit/internal/clock"
)

// Base is the least number of cases from which a share or a rank is told: below
// it one person's matter would decide it, and could be told from it.
const Base = 10

// Rate is how many of a whole did something. The whole stands beside every share.
type Rate struct {
	Part, Whole int
}

// Share is part ÷ whole, false where the whole is below Base.
func (r Rate) Share() (float64, bool) {
	if r.Whole < Base {
		return 0, false
	}
	return float64(r.Part) / float64(r.Whole), true
}

// MarshalJSON tells the whole always, part and share only from Base on.
func (r Rate) MarshalJSON() ([]byte, error) {
	out := struct {
		N     int      `json:"n"`
		Part  *int     `json:"part"`
		Share *float64 `json:"share"`
	}{N: r.Whole}
	if share, ok := r.Share(); ok {
		out.Part, out.Share = &r.Part, &share
	}
	return json.Marshal(out)
}

// Change is how much a count grew over an earlier one, as a share of the
// earlier one; false where that was empty, printed as "—".
func Change(before, now int) (float64, bool) {
	if before == 0 {
		return 0, false
	}
	return float64(now-before) / float64(before), true
}

// Period is a number of days, both included.
type Period struct {
	From clock.Day `json:"from"`
	To   clock.Day `json:"to"`
}

// wholeMonths tells whether the period begins with a month and ends with one.
func (p Period) wholeMonths() bool {
	return p.From.DayOfMonth() == 1 && p.To.AddDays(1).DayOfMonth() == 1
}

func (p Period) months() int {
	return (p.To.Year()-p.From.Year())*12 + int(p.To.Month()) - int(p.From.Month()) + 1
}

// YearBefore is the same period a year earlier (同比).
func (p Period) YearBefore() Period { return p.shift(12) }

// Before is the period of the same length directly before (环比): as many whole
// months, or as many days.
func (p Period) Before() Period {
	if p.wholeMonths() {
		return p.shift(p.months())
	}
	return Period{p.From.AddDays(p.From.Sub(p.To) - 1), p.From.AddDays(-1)}
}

func (p Period) shift(months int) Period {
	to := earlier(p.To, months)
	if p.wholeMonths() { // a month ends where it ends: 30 June is followed by 31 July
		to = clock.Date(to.Year(), to.Month()+1, 0)
	}
	return Period{earlier(p.From, months), to}
}

// earlier is the same day some months earlier, or the last of that month.
func earlier(d clock.Day, months int) clock.Day {
	last := clock.Date(d.Year(), d.Month()-time.Month(months)+1, 0)
	if d.DayOfMonth() > last.DayOfMonth() {
		return last
	}
	return clock.Date(last.Year(), last.Month(), d.DayOfMonth())
}

// Spread counts cases by their days.
type Spread map[int]int

// N is how many cases there are.
func (s Spread) N() int {
	n := 0
	for _, k := range s {
		n += k
	}
	return n
}

// Later is how many took more than so many days.
func (s Spread) Later(days int) int {
	n := 0
	for d, k := range s {
		if d > days {
			n += k
		}
	}
	return n
}

// Rank is the value at rank ⌈percent·n/100⌉, in whole numbers so that no float
// rounds it away; false of nothing.
func (s Spread) Rank(percent int) (int, bool) {
	n := s.N()
	if n == 0 {
		return 0, false
	}
	days := make([]int, 0, len(s))
	for d := range s {
		days = append(days, d)
	}
	slices.Sort(days)
	rank := (percent*n + 99) / 100
	for _, d := range days {
		if rank -= s[d]; rank <= 0 {
			return d, true
		}
	}
	return days[len(days)-1], true
}

// ChangeText is a change in percent with one decimal, "—" over an empty count.
func ChangeText(before, now int) string {
	share, ok := Change(before, now)
	if !ok {
		return "—"
	}
	return strconv.FormatFloat(100*share, 'f', 1, 64)
}
