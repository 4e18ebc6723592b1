package report

// Monthly is one figure of one month: of the whole region, or of a unit. It is
// what open data are made of.
type Monthly struct {
	Month  string   `json:"month"`
	Unit   string   `json:"unit,omitempty"` // "" for the region
	Figure string   `json:"figure"`
	Value  *float64 `json:"value"` // null of a share under Base
	N      *int     `json:"n,omitempty"`
}

// MonthlyOf lists the figures of each month by itself. Of ratings and reports
// only the region's are told: few of them could point at a person (Art. 30).
func MonthlyOf(cs Counts) []Monthly {
	list := []Monthly{}
	months := cs.by(monthOf)
	for _, month := range sorted(months) {
		f := FiguresOf(Period{}, nil, months[month])
		add := func(unit, figure string, c Cell) {
			m := Monthly{Month: month, Unit: unit, Figure: figure}
			if c.Known {
				m.Value = &c.Value
			}
			if c.Kind == Share {
				m.N = &c.N
			}
			list = append(list, m)
		}
		for _, x := range f.monthly() {
			add("", x.name, x.cell)
		}
		for _, u := range f.Units {
			for _, x := range u.monthly() {
				add(u.Unit, x.name, x.cell)
			}
		}
	}
	return list
}

type named struct {
	name string
	cell Cell
}

func (f *Figures) monthly() []named {
	list := []named{{"filed", Num(f.Filed)}, {"reports", Num(f.Reports)}, {"answered", Num(f.Days.Answered)}, {"median_days", days(f.Days.Median)}, {"p90_days", days(f.Days.P90)},
		{"later_than_15", f.Days.Late15.cell()}, {"later_than_60", f.Days.Late60.cell()},
		{"passed_on_in_time", f.OfficeTold.cell()}, {"told_in_time", f.UnitTold.cell()}, {"answered_in_time", f.InTime.cell()}, {"answered_in_time_without_extensions", f.Unaltered.cell()},
		{"solved_at_once", f.Once.cell()}, {"office_rated", f.Office.Rated.cell()}, {"office_content", f.Office.Content.cell()}, {"unit_rated", f.Unit.Rated.cell()},
		{"unit_content", f.Unit.Content.cell()}, {"stock_in", Num(f.Stock.New)}, {"reopened", Num(f.Stock.Reopened)}}
	for _, w := range f.Stock.Out {
		list = append(list, named{"out_" + w.Way, Num(w.N())})
	}
	return append(list, named{"reviews_asked", Num(f.Reviews.Asked)}, named{"rechecks_asked", Num(f.Rechecks.Asked)}, named{"supervision_letters", Num(f.Supervision.Letters)},
		named{"returns_upheld", Num(f.HandingOn.Upheld)}, named{"returns_refused", Num(f.HandingOn.Refused)}, named{"promises_due", Num(f.Promises.Due)},
		named{"promises_kept", Num(f.Promises.Kept)}, named{"promises_reported", Num(f.Promises.Reported)}, named{"promises_broken", Num(f.Promises.Broken)}, named{"promises_silent", Num(f.Promises.Silent)})
}

func (u UnitFigures) monthly() []named {
	return []named{{"answered", Num(u.Days.Answered)}, {"median_days", days(u.Days.Median)}, {"p90_days", days(u.Days.P90)}, {"told_in_time", u.Told.cell()},
		{"answered_in_time", u.InTime.cell()}, {"answered_in_time_without_extensions", u.Unaltered.cell()}, {"returns_upheld", Num(u.Upheld)}, {"returns_refused", Num(u.Refused)},
		{"promises_due", Num(u.Promises.Due)}, {"promises_kept", Num(u.Promises.Kept)}, {"promises_broken", Num(u.Promises.Broken)}}
}

// FigureNames are the names of monthly figures in order, for the data dictionary.
func FigureNames() []string {
	var list []string
	for _, x := range (&Figures{Stock: stockOf(nil, nil, nil, epoch)}).monthly() {
		list = append(list, x.name)
	}
	return list
}

// MonthlySheet is the same as rows.
func MonthlySheet(rows []Monthly) Sheet {
	s := Sheet{Name: "figures", Header: []string{"month", "unit", "figure", "value", "n"}}
	for _, m := range rows {
		row := []any{m.Month, m.Unit, m.Figure, nil, nil}
		if m.Value != nil {
			row[3] = *m.Value
		}
		if m.N != nil {
			row[4] = *m.N
		}
		s.Rows = append(s.Rows, row)
	}
	return s
}
