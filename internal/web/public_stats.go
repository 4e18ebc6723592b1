package web

import (
	"fmt"
	"html/template"
	"net/http"
	"net/url"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/report"
)

type statsView struct {
	From, To clock.Day
	Filed    int
	Answered int
	Counting bool
	Base     int
	Numbers  []statNumber
	Days     template.HTML
	Half     int
	Nine     int
	Known    bool // somebody was answered
	Tables   []statTable
	Unowned  int
	Query    string
	Years    []link
}

// statNumber is one of the six numbers, with its definition and where it comes from.
type statNumber struct {
	Key, Value, N, Query string
}

// statTable is a table with its bars; the bars say nothing that is not beside them in words.
type statTable struct {
	Key     string
	Head    string // of the first column
	Columns []statColumn
	Rows    []statRow
	CSV     string
}

type statColumn struct {
	Key string
	Bar bool
}

type statRow struct {
	Name  string
	Sum   bool
	Cells []statCell
}

type statCell struct {
	Text, N string
	Bar     template.HTML
}

// statsPage tells what came in and how the units did their duty, with a table
// under every drawing and the days of the slow tenth, not only of the middle.
func (s *Server) statsPage(c echo.Context) error {
	p := s.page(c, "figures.h1", nil)
	p.Description = p.text("figures.description")
	period := s.months(c, p)
	st, err := s.Cases.Statistics(c.Request().Context(), period.From, period.To, "", p.Lang)
	if err != nil {
		return err
	}
	p.Back, p.BackText, p.V = "/", p.text("shell.back_home"), s.statsOf(p, st)
	return s.show(c, http.StatusOK, "stats", p)
}

// months reads the period that a page asks for, twelve months until today
// without one; what cannot be read is told at its field.
func (s *Server) months(c echo.Context, p *page) report.Period {
	today := s.Cases.Today()
	period := report.Period{From: clock.Date(today.Year()-1, today.Month(), 1), To: today}
	p.Form.Values = url.Values{}
	for name, into := range map[string]*clock.Day{"from": &period.From, "to": &period.To} {
		if q := strings.TrimSpace(c.QueryParam(name)); q != "" {
			if d, err := monthOrDay(q, name == "to"); err == nil {
				*into = d
			} else {
				p.Form.wrong(name, p.text("error.month_form"))
			}
		}
	}
	if period.To.Before(period.From) {
		period.From, period.To = clock.Date(period.To.Year(), period.To.Month(), 1), clock.Date(period.From.Year(), period.From.Month()+1, 0)
	}
	for name, day := range map[string]clock.Day{"from": period.From, "to": period.To} {
		p.Form.Values.Set(name, fmt.Sprintf("%d-%02d", day.Year(), int(day.Month())))
	}
	return period
}

// monthOrDay reads "2026-10" as its first or last day, and "2026-10-07" as itself.
func monthOrDay(s string, last bool) (clock.Day, error) {
	if d, err := clock.ParseDay(s); err == nil {
		return d, nil
	}
	return monthOf(s, last)
}

// monthOf reads "2026-10" as its first or last day.
func monthOf(s string, last bool) (clock.Day, error) {
	d, err := clock.ParseDay(strings.TrimSpace(s) + "-01")
	if err != nil || !last {
		return d, err
	}
	return clock.Date(d.Year(), d.Month()+1, 0), nil
}

func (s *Server) statsOf(p *page, st *casework.Statistics) statsView {
	v := statsView{From: st.From, To: st.To, Filed: st.Filed, Answered: st.Answered, Counting: st.Counting, Base: report.Base, Unowned: st.Unowned,
		Query: "?from=" + st.From.String() + "&to=" + st.To.String()}
	if st.MedianDays != nil {
		v.Known, v.Half, v.Nine, v.Days = true, *st.MedianDays, *st.P90Days, daysBar(*st.MedianDays, *st.P90Days)
	}
	v.Numbers = p.sixNumbers(st)
	for _, t := range st.Tables() {
		v.Tables = append(v.Tables, s.statTable(p, t, v.Query))
	}
	year := s.Cases.Today().Year()
	for y := year; y > year-5; y-- {
		v.Years = append(v.Years, link{fmt.Sprintf("/stats?from=%d-01&to=%d-12", y, y), p.text("figures.year", "year", y), ""})
	}
	return v
}

// sixNumbers are the figures that everybody asks for first.
func (p *page) sixNumbers(st *casework.Statistics) []statNumber {
	f := st.Figures
	none := "—"
	days, late := none, none
	if st.MedianDays != nil {
		days = p.text("figures.number.days_value", "half", *st.MedianDays, "nine", *st.P90Days)
		late = p.text("figures.number.late_value", "a", percent(*st.LaterThan15), "b", percent(*st.LaterThan60))
	}
	if st.Answered < report.Base {
		late = none
	}
	answered := p.text("figures.n", "n", st.Answered)
	share := func(key string, r report.Rate) statNumber {
		n := statNumber{Key: key, Value: none, N: p.text("figures.n", "n", r.Whole)}
		if x, ok := r.Share(); ok {
			n.Value = percent(x)
		}
		return n
	}
	list := []statNumber{{Key: "filed", Value: thousands(st.Filed)}, {Key: "days", Value: days, N: answered}, {Key: "late", Value: late, N: answered},
		share("told", f.UnitTold), share("in_time", f.InTime), share("content", f.Unit.Content)}
	return list
}

// barred are the columns that are drawn too.
var barred = map[string][]string{"months": {"filed", "answered"}, "stock": {"matters"}, "duty": {"in_time"}, "days": {"median"}, "hops": {"matters"}, "held": {"median"}, "ratings": {"content"}}

func (s *Server) statTable(p *page, t report.Table, query string) statTable {
	out := statTable{Key: t.Key, Head: p.text("figures.row_" + string(t.Rows)), CSV: "/stats.csv" + query + "&table=" + t.Key}
	most := make([]float64, len(t.Columns))
	for i, key := range t.Columns {
		bar := false
		for _, b := range barred[t.Key] {
			bar = bar || b == key
		}
		out.Columns = append(out.Columns, statColumn{key, bar})
		for _, r := range t.Body {
			if c := r.Cells[i]; c.Known {
				most[i] = max(most[i], c.Value)
			}
			if r.Cells[i].Kind == report.Share {
				most[i] = 1
			}
		}
	}
	for _, r := range t.Body {
		row := statRow{Name: s.rowName(p, t, r.Key), Sum: r.Key == "*" || r.Key == "end" || r.Key == "out_all"}
		for i, cell := range r.Cells {
			x := p.cell(cell)
			if out.Columns[i].Bar {
				x.Bar = figureBar(map[bool]string{true: "fill-ok", false: "fill-brand"}[i == 1], int(1000*cell.Value), int(1000*most[i]))
			}
			row.Cells = append(row.Cells, x)
		}
		out.Rows = append(out.Rows, row)
	}
	return out
}

func (s *Server) rowName(p *page, t report.Table, key string) string {
	switch t.Rows {
	case report.RowsMonths:
		return key
	case report.RowsUnits:
		if key == "*" {
			return p.text("figures.unit_all")
		}
		return s.Cases.Dir.UnitName(key, p.Lang)
	case report.RowsPairs:
		a, b, _ := strings.Cut(key, " ")
		return p.text("figures.pair", "a", s.Cases.Dir.UnitName(a, p.Lang), "b", s.Cases.Dir.UnitName(b, p.Lang))
	case report.RowsHands:
		return p.text("figures.hands", "n", key)
	case report.RowsWords:
	}
	return p.text("figures.row." + key)
}

// cell writes a value for readers: shares with what they are of.
func (p *page) cell(c report.Cell) statCell {
	out := statCell{Text: "—"}
	if c.Kind == report.Share {
		out.N = p.text("figures.n", "n", c.N)
	}
	if !c.Known {
		return out
	}
	switch c.Kind {
	case report.Number:
		out.Text = thousands(int(c.Value))
	case report.InDays:
		out.Text = p.text("figures.days", "n", int(c.Value))
	case report.Share:
		out.Text = percent(c.Value)
	case report.Growth:
		out.Text = strconv.FormatFloat(100*c.Value, 'f', 1, 64) + "%"
		if c.Value > 0 {
			out.Text = "+" + out.Text
		}
	}
	return out
}

// statsCSV is the page's tables as data, all of them or one.
func (s *Server) statsCSV(c echo.Context) error {
	period := s.months(c, s.page(c, "", nil))
	st, err := s.Cases.Statistics(c.Request().Context(), period.From, period.To, "", "")
	if err != nil {
		return err
	}
	tables := st.Tables()
	if key := c.QueryParam("table"); key != "" {
		kept := tables[:0:0]
		for _, t := range tables {
			if t.Key == key {
				kept = append(kept, t)
			}
		}
		tables = kept
	}
	text, err := report.TableSheet(tables).CSV()
	if err != nil {
		return err
	}
	name := fmt.Sprintf("figures-%s-%s.csv", st.From, st.To)
	return s.sendKept(c, "text/csv; charset=utf-8", name, text)
}

// daysBar is a ladder lying down: one rung a day, thick up to the median, a
// long line where nine in ten had their answer.
func daysBar(half, nine int) template.HTML {
	days := min(max(nine+5, 60), 400)
	var thin, thick strings.Builder
	for i := 1; i <= days; i++ {
		if i <= half {
			fmt.Fprintf(&thick, "M%d 8V26", i*unitsPerDay)
		} else {
			fmt.Fprintf(&thin, "M%d 8V26", i*unitsPerDay)
		}
	}
	end := (days + 1) * unitsPerDay
	return template.HTML(fmt.Sprintf(`<svg class="draw" viewBox="0 0 %d 34" preserveAspectRatio="none" aria-hidden="true"><path class="rail" d="M0 8H%dM0 26H%d%s"/><path class="half" d="%s"/><path class="nine" d="M%d 0V34"/></svg>`, //nolint:gosec // numbers only
		end, end, end, thin.String(), thick.String(), min(nine, days)*unitsPerDay))
}
