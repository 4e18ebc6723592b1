package report

import "strconv"

// Table is one table of figures. The page, the file and the sheet are all drawn
// from it, so that they say the same. Keys are words of the catalogue:
// figures.table.KEY, figures.column.KEY, and for rows figures.row.KEY where the
// row is no month, unit or channel.
type Table struct {
	Key     string
	Rows    RowKind
	Columns []string
	Body    []Row
}

// RowKind says what a row of a table is.
type RowKind string

// What rows are.
const (
	RowsMonths RowKind = "month"
	RowsUnits  RowKind = "unit"
	RowsWords  RowKind = "word"
	RowsPairs  RowKind = "pair" // two units, A and B, as "a b"
	RowsHands  RowKind = "hands"
)

// Row is one row; Key is a month, a code or a word.
type Row struct {
	Key   string
	Cells []Cell
}

// CellKind says how a cell is written.
type CellKind int

// How cells are written.
const (
	Number CellKind = iota
	InDays
	Share  // of N
	Growth // over an earlier count
)

// Cell is one value. N is what a share is of; it is printed with it, always.
type Cell struct {
	Kind  CellKind
	Value float64
	Known bool // false: nothing to tell, printed as "—"
	N     int
}

// Num is a plain count.
func Num(n int) Cell { return Cell{Kind: Number, Value: float64(n), Known: true} }

func days(d *int) Cell {
	if d == nil {
		return Cell{Kind: InDays}
	}
	return Cell{Kind: InDays, Value: float64(*d), Known: true}
}

func (r Rate) cell() Cell {
	share, ok := r.Share()
	return Cell{Kind: Share, Value: share, Known: ok, N: r.Whole}
}

func growth(x *float64) Cell {
	if x == nil {
		return Cell{Kind: Growth}
	}
	return Cell{Kind: Growth, Value: *x, Known: true}
}

// GrowthOf is how much a count grew, "—" over nothing.
func GrowthOf(before, now int) Cell {
	if x, ok := Change(before, now); ok {
		return growth(&x)
	}
	return growth(nil)
}

// Plain is the value as data: without unit or rounding, empty where there is none.
func (c Cell) Plain() string {
	if !c.Known {
		return ""
	}
	return strconv.FormatFloat(c.Value, 'f', -1, 64)
}

// Tables are all tables of a period, in the order of the page.
func (c *Compared) Tables() []Table {
	f := &c.Figures
	return []Table{f.monthTable(), c.comparedTable(), f.stockTable(), f.cohortTable(), f.dutyTable(), f.daysTable(), f.ratingTable(), f.appealTable(),
		f.supervisionTable(), f.returnTable(), f.hopTable(), f.heldTable(), f.pairTable(), f.promiseTable()}
}

func (f *Figures) monthTable() Table {
	t := Table{Key: "months", Rows: RowsMonths, Columns: []string{"filed", "answered"}}
	for _, m := range f.ByMonth {
		t.Body = append(t.Body, Row{m.Month, []Cell{Num(m.Filed), Num(m.Answered)}})
	}
	return t
}

func (c *Compared) comparedTable() Table {
	t := Table{Key: "compared", Rows: RowsWords, Columns: []string{"now", "year_before", "year_change", "before", "before_change"}}
	for _, l := range c.Lines {
		t.Body = append(t.Body, Row{l.Count, []Cell{Num(l.Now), Num(l.YearBefore), growth(l.YearChange), Num(l.Before), growth(l.BeforeChange)}})
	}
	return t
}

// stockTable is the waterfall: one row a way in or out, old and new apart.
func (f *Figures) stockTable() Table {
	s := f.Stock
	t := Table{Key: "stock", Rows: RowsWords, Columns: []string{"matters", "old", "new"}}
	none := Cell{Kind: Number}
	t.Body = append(t.Body, Row{"start", []Cell{Num(s.Start), none, none}}, Row{"came_in", []Cell{Num(s.New), none, none}}, Row{"reopened", []Cell{Num(s.Reopened), none, none}})
	for _, w := range s.Out {
		t.Body = append(t.Body, Row{"out_" + w.Way, []Cell{Num(w.N()), Num(w.Old), Num(w.New)}})
	}
	gone := s.Gone()
	t.Body = append(t.Body, Row{"out_all", []Cell{Num(gone.N()), Num(gone.Old), Num(gone.New)}}, Row{"end", []Cell{Num(s.End), none, none}})
	return t
}

func (f *Figures) cohortTable() Table {
	t := Table{Key: "cohorts", Rows: RowsMonths, Columns: []string{"filed", "within15", "within30", "within60", "later", "ended", "waiting"}}
	for _, r := range f.Cohorts {
		t.Body = append(t.Body, Row{r.Month, []Cell{Num(r.Filed), Num(r.In15), Num(r.In30), Num(r.In60), Num(r.Later), Num(r.Ended), Num(r.Waiting)}})
	}
	return t
}

// dutyTable has the office and the whole first, then the units by code.
func (f *Figures) dutyTable() Table {
	t := Table{Key: "duty", Rows: RowsUnits, Columns: []string{"told", "in_time", "unaltered", "once"}}
	t.Body = append(t.Body, Row{"*", []Cell{f.UnitTold.cell(), f.InTime.cell(), f.Unaltered.cell(), f.Once.cell()}})
	for _, u := range f.Units {
		t.Body = append(t.Body, Row{u.Unit, []Cell{u.Told.cell(), u.InTime.cell(), u.Unaltered.cell(), u.Once.cell()}})
	}
	return t
}

func (f *Figures) daysTable() Table {
	t := Table{Key: "days", Rows: RowsUnits, Columns: []string{"answered", "median", "p90", "later15", "later60"}}
	row := func(key string, d Days) Row {
		return Row{key, []Cell{Num(d.Answered), days(d.Median), days(d.P90), d.Late15.cell(), d.Late60.cell()}}
	}
	t.Body = append(t.Body, row("*", f.Days))
	for _, u := range f.Units {
		t.Body = append(t.Body, row(u.Unit, u.Days))
	}
	return t
}

func (f *Figures) ratingTable() Table {
	row := func(key string, s Satisfaction) Row { return Row{key, []Cell{s.Rated.cell(), s.Content.cell()}} }
	return Table{Key: "ratings", Rows: RowsWords, Columns: []string{"rated", "content"}, Body: []Row{row("office", f.Office), row("units", f.Unit)}}
}

// endings are how reviews end, in order.
var endings = []string{"uphold", "change", "revoke", "redo", "route", "refuse"}

func (f *Figures) appealTable() Table {
	t := Table{Key: "appeals", Rows: RowsWords, Columns: append([]string{"asked"}, endings...)}
	for key, a := range map[string]Appeal{"review": f.Reviews, "recheck": f.Rechecks} {
		r := Row{key, []Cell{Num(a.Asked)}}
		for _, how := range endings {
			r.Cells = append(r.Cells, Num(a.Ended[how]))
		}
		t.Body = append(t.Body, r)
	}
	if t.Body[0].Key != "review" {
		t.Body[0], t.Body[1] = t.Body[1], t.Body[0]
	}
	return t
}

func (f *Figures) supervisionTable() Table {
	s := f.Supervision
	advice := 0
	for _, n := range s.Advice {
		advice += n
	}
	return Table{Key: "supervision", Rows: RowsWords, Columns: []string{"count"}, Body: []Row{
		{"asked_supervision", []Cell{Num(s.Asked)}}, {"letters", []Cell{Num(s.Letters)}}, {"letters_in_time", []Cell{s.InTime.cell()}},
		{"advice", []Cell{Num(advice)}}, {"adopted", []Cell{Num(s.Adopted["adopt"] + s.Adopted["adopt_part"])}}, {"not_adopted", []Cell{Num(s.Adopted["not_adopt"])}},
		{"called_up", []Cell{Num(s.CalledUp)}}}}
}

func (f *Figures) returnTable() Table {
	t := Table{Key: "returns", Rows: RowsUnits, Columns: []string{"upheld", "refused"}}
	t.Body = append(t.Body, Row{"*", []Cell{Num(f.HandingOn.Upheld), Num(f.HandingOn.Refused)}})
	for _, u := range f.Units {
		if u.Upheld+u.Refused > 0 {
			t.Body = append(t.Body, Row{u.Unit, []Cell{Num(u.Upheld), Num(u.Refused)}})
		}
	}
	return t
}

func (f *Figures) hopTable() Table {
	t := Table{Key: "hops", Rows: RowsHands, Columns: []string{"matters"}}
	for _, h := range f.HandingOn.Hops {
		t.Body = append(t.Body, Row{strconv.Itoa(h.Hands), []Cell{Num(h.Matters)}})
	}
	return t
}

func (f *Figures) heldTable() Table {
	t := Table{Key: "held", Rows: RowsUnits, Columns: []string{"matters", "median", "p90"}}
	for _, h := range f.HandingOn.Held {
		t.Body = append(t.Body, Row{h.Unit, []Cell{Num(h.Matters), days(h.Median), days(h.P90)}})
	}
	return t
}

func (f *Figures) pairTable() Table {
	t := Table{Key: "pairs", Rows: RowsPairs, Columns: []string{"there", "back"}}
	for _, p := range f.HandingOn.Pairs {
		t.Body = append(t.Body, Row{p.A + " " + p.B, []Cell{Num(p.There), Num(p.Back)}})
	}
	return t
}

func (f *Figures) promiseTable() Table {
	t := Table{Key: "promises", Rows: RowsUnits, Columns: []string{"due", "kept", "reported", "broken", "silent"}}
	row := func(key string, p Promises) Row {
		return Row{key, []Cell{Num(p.Due), Num(p.Kept), Num(p.Reported), Num(p.Broken), Num(p.Silent)}}
	}
	t.Body = append(t.Body, row("*", f.Promises))
	for _, u := range f.Units {
		if u.Promises.Due > 0 {
			t.Body = append(t.Body, row(u.Unit, u.Promises))
		}
	}
	return t
}
