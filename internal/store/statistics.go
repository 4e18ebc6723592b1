package store

import (
	"context"
	"fmt"
	"slices"

	"sunlit/internal/clock"
)

// Figures are counts of petitions by filing day and figures of answers by answer day.
type Figures struct {
	Filed       int
	Answered    int
	MedianDays  int     // whole days from filing to answer, rounded down; the value at rank ⌈n/2⌉
	P90Days     int     // the value at rank ⌈0.9·n⌉
	LaterThan15 float64 // share of the answered, 0 to 1
	LaterThan60 float64
}

// Grouping is what figures are told apart by.
type Grouping string

// Groupings. Reports (Art. 30) appear in no unit and no category, only in totals and months.
const (
	ByUnit     Grouping = "unit"
	ByCategory Grouping = "category"
	ByMonth    Grouping = "month"
)

// Group is one row of grouped figures; Key is a code, or a month such as "2019-04".
type Group struct {
	Key string
	Figures
}

// spread counts answers by their days.
type spread map[int]int

// Statistics answers the figures from one day to another, both in Shanghai and included.
func (s *Store) Statistics(ctx context.Context, from, to clock.Day) (Figures, error) {
	groups, err := s.figures(ctx, from, to, "''", "''", "1 = 1")
	if err != nil || len(groups) == 0 {
		return Figures{}, err
	}
	return groups[0].Figures, nil
}

// StatisticsBy answers the figures told apart, ordered by key.
func (s *Store) StatisticsBy(ctx context.Context, from, to clock.Day, by Grouping) ([]Group, error) {
	switch by {
	case ByUnit, ByCategory:
		return s.figures(ctx, from, to, string(by), string(by), openToUnits)
	case ByMonth:
		return s.figures(ctx, from, to, s.month("filed_at"), s.month("answered_at"), "1 = 1")
	}
	return nil, fmt.Errorf("store: no statistics by %q", by)
}

// figures reads two small tables instead of every petition: how many were filed per key, and how
// many were answered per key and number of days. The texts are this package's own, never a visitor's.
func (s *Store) figures(ctx context.Context, from, to clock.Day, filedKey, answeredKey, only string) ([]Group, error) {
	begin, end := from.Start(), to.End()
	var filed []struct {
		K string
		N int
	}
	db := s.db.WithContext(ctx)
	err := db.Raw("SELECT "+filedKey+" AS k, COUNT(*) AS n FROM petitions WHERE filed_at >= ? AND filed_at < ? AND "+only+" GROUP BY k", begin, end).Scan(&filed).Error
	if err != nil {
		return nil, s.fail("statistics", err)
	}
	var answered []struct {
		K    string
		Days int
		N    int
	}
	err = db.Raw("SELECT "+answeredKey+" AS k, "+s.days+" AS days, COUNT(*) AS n FROM petitions WHERE answered_at >= ? AND answered_at < ? AND "+only+" GROUP BY k, days", begin, end).Scan(&answered).Error
	if err != nil {
		return nil, s.fail("statistics", err)
	}
	counts, spreads := map[string]int{}, map[string]spread{}
	for _, row := range filed {
		counts[row.K] = row.N
	}
	for _, row := range answered {
		if spreads[row.K] == nil {
			spreads[row.K] = spread{}
		}
		spreads[row.K][row.Days] += row.N
	}
	return grouped(counts, spreads), nil
}

func grouped(counts map[string]int, spreads map[string]spread) []Group {
	var keys []string
	for key := range counts {
		keys = append(keys, key)
	}
	for key := range spreads {
		if _, seen := counts[key]; !seen {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	groups := make([]Group, len(keys))
	for i, key := range keys {
		groups[i] = Group{key, spreads[key].figures()}
		groups[i].Filed = counts[key]
	}
	return groups
}

func (sp spread) figures() Figures {
	var f Figures
	var later15, later60 int
	for days, n := range sp {
		f.Answered += n
		if days > 15 {
			later15 += n
		}
		if days > 60 {
			later60 += n
		}
	}
	if f.Answered == 0 {
		return f
	}
	f.MedianDays, f.P90Days = sp.rank(f.Answered, 50), sp.rank(f.Answered, 90)
	f.LaterThan15 = float64(later15) / float64(f.Answered)
	f.LaterThan60 = float64(later60) / float64(f.Answered)
	return f
}

// rank is the value at rank ⌈percent·n/100⌉, in whole numbers so that no float rounds it away.
func (sp spread) rank(n, percent int) int {
	rank := (percent*n + 99) / 100
	var all []int
	for days := range sp {
		all = append(all, days)
	}
	slices.Sort(all)
	for _, days := range all {
		if rank -= sp[days]; rank <= 0 {
			return days
		}
	}
	return 0
}
