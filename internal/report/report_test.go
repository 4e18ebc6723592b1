package report_test

import (
	"encoding/json"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sunlit/internal/clock"
	"sunlit/internal/report"
)

func day(text string) clock.Day {
	d, err := clock.ParseDay(text)
	if err != nil {
		panic(err)
	}
	return d
}

func period(from, to string) report.Period { return report.Period{From: day(from), To: day(to)} }

func TestPeriodsBefore(t *testing.T) {
	for _, c := range []struct{ from, to, year, before string }{
		{"2026-01-01", "2026-06-30", "2025-01-01/2025-06-30", "2025-07-01/2025-12-31"},
		{"2026-02-01", "2026-02-28", "2025-02-01/2025-02-28", "2026-01-01/2026-01-31"},
		{"2024-02-01", "2024-02-29", "2023-02-01/2023-02-28", "2024-01-01/2024-01-31"},
		{"2025-02-01", "2025-02-28", "2024-02-01/2024-02-29", "2025-01-01/2025-01-31"},
		{"2024-02-29", "2024-03-04", "2023-02-28/2023-03-04", "2024-02-24/2024-02-28"},
		{"2026-03-10", "2026-03-10", "2025-03-10/2025-03-10", "2026-03-09/2026-03-09"},
	} {
		p := period(c.from, c.to)
		if got := p.YearBefore(); got.From.String()+"/"+got.To.String() != c.year {
			t.Errorf("%s to %s, a year before: %v", c.from, c.to, got)
		}
		if got := p.Before(); got.From.String()+"/"+got.To.String() != c.before {
			t.Errorf("%s to %s, the period before: %v", c.from, c.to, got)
		}
	}
}

// The real half-year's figures over their assumed bases, with one decimal (domain rulebook, statistics).
func TestChanges(t *testing.T) {
	for _, c := range []struct {
		before, now int
		want        string
	}{{893, 1830, "104.9"}, {38, 120, "215.8"}, {638, 1391, "118.0"}, {100, 80, "-20.0"}, {0, 5, "—"}, {0, 0, "—"}, {5, 0, "-100.0"}} {
		if got := report.ChangeText(c.before, c.now); got != c.want {
			t.Errorf("%d after %d: %s, want %s", c.now, c.before, got, c.want)
		}
	}
}

func TestNoShareUnderTen(t *testing.T) {
	for n, want := range map[int]string{0: `{"n":0,"part":null,"share":null}`, 9: `{"n":9,"part":null,"share":null}`, 10: `{"n":10,"part":5,"share":0.5}`} {
		got, err := json.Marshal(report.Rate{Part: n / 2, Whole: n})
		if err != nil || string(got) != want {
			t.Errorf("of %d: %s, %v", n, got, err)
		}
	}
}

// The value at rank ⌈p·n⌉ as the contract words it.
func TestRanks(t *testing.T) {
	rapid.Check(t, func(r *rapid.T) {
		all := rapid.SliceOfN(rapid.IntRange(0, 80), 1, 60).Draw(r, "days")
		s := report.Spread{}
		for _, d := range all {
			s[d]++
		}
		slices.Sort(all)
		n := len(all)
		half, _ := s.Rank(50)
		nine, _ := s.Rank(90)
		if half != all[(n+1)/2-1] || nine != all[(9*n+9)/10-1] {
			r.Errorf("%v: %d and %d", all, half, nine)
		}
	})
	if _, ok := (report.Spread{}).Rank(50); ok {
		t.Error("a median of nothing")
	}
}

// 156 at the start + 117 new − 127 gone (33 old, 94 new) = 146, each way out its own column.
func TestTheStockOfTheHalfYearCloses(t *testing.T) {
	p := period("2026-01-01", "2026-06-30")
	before, during := clock.Date(2025, 11, 20), clock.Date(2026, 2, 10)
	var marks []report.Mark
	add := func(n int, m report.Measure, day clock.Day, other string, filed clock.Day) {
		for range n {
			bucket := 0
			if m == report.StockOut {
				bucket = filed.Sub(clock.Date(1970, 1, 1))
			}
			marks = append(marks, report.Mark{Measure: m, Day: day, Other: other, Bucket: bucket})
		}
	}
	add(160, report.StockIn, before, "", before)
	add(4, report.StockOut, before.AddDays(3), "explain", before)
	add(117, report.StockIn, during, "", during)
	columns := []report.WayOut{{"support", 12, 30}, {"explain", 10, 31}, {"not_support", 4, 9}, {"adopt", 0, 2}, {"not_adopt", 0, 1}, {"routed", 3, 8},
		{"refused", 1, 4}, {"merged", 1, 5}, {"withdrawn", 2, 3}, {"no_longer", 0, 0}, {"sealed", 0, 1}}
	for _, c := range columns {
		add(c.Old, report.StockOut, during.AddDays(40), c.Way, before)
		add(c.New, report.StockOut, during.AddDays(50), c.Way, during)
	}
	add(3, report.StockIn, p.To.AddDays(1), "", p.To.AddDays(1)) // after the period
	today := clock.Date(2026, 8, 1)
	earlier := report.CountOf(marks, report.Period{To: p.From.AddDays(-1)}, today)
	s := report.FiguresOf(p, earlier, report.CountOf(marks, p, today)).Stock
	if err := s.Closes(); err != nil {
		t.Error(err)
	}
	if s.Start != 156 || s.New != 117 || s.Reopened != 0 || s.End != 146 {
		t.Errorf("%d + %d + %d … = %d", s.Start, s.New, s.Reopened, s.End)
	}
	if gone := s.Gone(); gone.Old != 33 || gone.New != 94 || gone.N() != 127 {
		t.Errorf("gone: %d old, %d new", gone.Old, gone.New)
	}
	if !slices.Equal(s.Out, columns) {
		t.Errorf("columns %v", s.Out)
	}
	if s.Out[0].Old++; s.Closes() == nil {
		t.Error("a table that does not add up closes")
	}
}
