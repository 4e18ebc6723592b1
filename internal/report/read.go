package report

import (
	"context"

	"sunlit/internal/clock"
	"sunlit/internal/store"
)

// measures are all, those that count at once and those that count when their day is over.
func measures(ripe bool) []string {
	var list []string
	for _, m := range All {
		if m.Ripe() == ripe {
			list = append(list, string(m))
		}
	}
	return list
}

// Counts reads the counters of a period; today bounds what counts only when its day is over.
func (b Book) Counts(ctx context.Context, p Period, today clock.Day) (Counts, error) {
	prompt, err := b.Store.FigureSums(ctx, measures(false), p.From, p.To)
	if err != nil {
		return nil, err
	}
	ripe, err := b.Store.FigureSums(ctx, measures(true), p.From, p.Clip(today.AddDays(-1)).To)
	if err != nil {
		return nil, err
	}
	return countsFrom(append(prompt, ripe...)), nil
}

// earlier reads what stood before a day.
func (b Book) earlier(ctx context.Context, day clock.Day) (Counts, error) {
	sums, err := b.Store.FigureTotals(ctx, []string{string(StockIn), string(Reopened), string(StockOut)}, day)
	return countsFrom(sums), err
}

func countsFrom(rows []store.FigureSum) Counts {
	list := make(Counts, len(rows))
	for i, r := range rows {
		list[i] = Count{Measure(r.Measure), r.Month, r.Unit, r.Other, r.Bucket, r.N}
	}
	return list
}

// Figures answers the figures of a period beside those of a year before and of the period before.
func (b Book) Figures(ctx context.Context, p Period, today clock.Day) (*Compared, error) {
	p = p.Clip(today)
	var three [3]Figures
	var counts Counts
	for i, q := range []Period{p, p.YearBefore(), p.Before()} {
		earlier, err := b.earlier(ctx, q.From)
		if err != nil {
			return nil, err
		}
		during, err := b.Counts(ctx, q, today)
		if err != nil {
			return nil, err
		}
		if three[i] = FiguresOf(q, earlier, during); i == 0 {
			counts = during
		}
		if err := three[i].Stock.Closes(); err != nil {
			return nil, err
		}
	}
	return &Compared{Figures: three[0], Counts: counts, YearBefore: three[1].Period, Before: three[2].Period, Lines: compare(three[0], three[1], three[2])}, nil
}

// Compared are the figures of a period with what they are compared to.
type Compared struct {
	Figures
	Counts     Counts `json:"-"`
	YearBefore Period `json:"yearBefore"`
	Before     Period `json:"before"`
	Lines      []Line `json:"compared"`
}

// Line is one count in three periods; a change over an empty one is nil, printed as "—".
type Line struct {
	Count        string   `json:"count"`
	Now          int      `json:"now"`
	YearBefore   int      `json:"yearBefore"`
	Before       int      `json:"before"`
	YearChange   *float64 `json:"changeOverYear"` // 同比
	BeforeChange *float64 `json:"changeOverBefore"`
}

func compare(now, year, before Figures) []Line {
	var lines []Line
	for _, c := range []struct {
		name string
		of   func(Figures) int
	}{
		{"filed", func(f Figures) int { return f.Filed }},
		{"answered", func(f Figures) int { return f.Days.Answered }},
		{"waiting", func(f Figures) int { return f.Stock.End }},
		{"reviews", func(f Figures) int { return f.Reviews.Asked }},
		{"supervised", func(f Figures) int { return f.Supervision.Letters }},
		{"returned", func(f Figures) int { return f.HandingOn.Upheld + f.HandingOn.Refused }},
	} {
		l := Line{Count: c.name, Now: c.of(now), YearBefore: c.of(year), Before: c.of(before)}
		if x, ok := Change(l.YearBefore, l.Now); ok {
			l.YearChange = &x
		}
		if x, ok := Change(l.Before, l.Now); ok {
			l.BeforeChange = &x
		}
		lines = append(lines, l)
	}
	return lines
}

// Group is one unit's or category's share of the counts.
type Group struct {
	Code  string
	Filed int
	Days  Days
}

// ByUnit and ByCategory tell filings and answers apart; reports are in neither (Art. 30).
func (cs Counts) ByUnit() []Group { return cs.groups(unitOf) }

// ByCategory tells filings and answers apart by category.
func (cs Counts) ByCategory() []Group { return cs.groups(otherOf) }

func (cs Counts) groups(key func(Count) string) []Group {
	list := []Group{}
	groups := cs.only(Filed, Answered).by(key)
	for _, code := range sorted(groups) {
		list = append(list, Group{code, groups[code].sum(Filed), DaysOf(groups[code].spread(Answered))})
	}
	return list
}
