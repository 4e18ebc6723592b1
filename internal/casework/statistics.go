package casework

import (
	"context"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/store"
)

// Statistics are counts by filing day and figures by answer day, both days in
// Shanghai and included; shares are of the answered, nil where there are none.
type Statistics struct {
	From        clock.Day   `json:"from"`
	To          clock.Day   `json:"to"`
	Filed       int         `json:"filed"`
	Answered    int         `json:"answered"`
	MedianDays  *int        `json:"medianDays"`
	P90Days     *int        `json:"p90Days"`
	LaterThan15 *float64    `json:"laterThan15"`
	LaterThan60 *float64    `json:"laterThan60"`
	ByMonth     []MonthRow  `json:"byMonth"`
	Groups      []FigureRow `json:"groups,omitempty"`
}

// MonthRow is one month's counts.
type MonthRow struct {
	Month    string `json:"month"`
	Filed    int    `json:"filed"`
	Answered int    `json:"answered"`
}

// FigureRow is one unit's or category's figures.
type FigureRow struct {
	Code       string `json:"code"`
	Name       string `json:"name"`
	Filed      int    `json:"filed"`
	Answered   int    `json:"answered"`
	MedianDays *int   `json:"medianDays"`
	P90Days    *int   `json:"p90Days"`
}

// Statistics answers the figures of a period, also told apart by unit or category.
func (cs *Cases) Statistics(ctx context.Context, from, to clock.Day, by, lang string) (*Statistics, error) {
	total, err := cs.Store.Statistics(ctx, from, to)
	if err != nil {
		return nil, err
	}
	months, err := cs.Store.StatisticsBy(ctx, from, to, store.ByMonth)
	if err != nil {
		return nil, err
	}
	out := &Statistics{From: from, To: to, Filed: total.Filed, Answered: total.Answered, ByMonth: []MonthRow{}}
	if total.Answered > 0 {
		out.MedianDays, out.P90Days, out.LaterThan15, out.LaterThan60 = &total.MedianDays, &total.P90Days, &total.LaterThan15, &total.LaterThan60
	}
	for _, m := range months {
		out.ByMonth = append(out.ByMonth, MonthRow{Month: m.Key, Filed: m.Filed, Answered: m.Answered})
	}
	switch by {
	case "", string(store.ByMonth):
		return out, nil
	case string(store.ByUnit), string(store.ByCategory):
	default:
		return nil, fault.Invalid().Field("by", "error.choose").OrNil()
	}
	groups, err := cs.Store.StatisticsBy(ctx, from, to, store.Grouping(by))
	if err != nil {
		return nil, err
	}
	for _, g := range groups {
		row := FigureRow{Code: g.Key, Name: cs.groupName(by, g.Key, lang), Filed: g.Filed, Answered: g.Answered}
		if g.Answered > 0 {
			row.MedianDays, row.P90Days = &g.MedianDays, &g.P90Days
		}
		out.Groups = append(out.Groups, row)
	}
	return out, nil
}

func (cs *Cases) groupName(by, code, lang string) string {
	if by == string(store.ByUnit) {
		return cs.Dir.UnitName(code, lang)
	}
	if n := cs.Dir.Category(code, lang); n != nil {
		return n.Name
	}
	return code
}
