package web

import (
	"fmt"
	"html/template"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
)

type statsView struct {
	From, To     clock.Day
	Filed        int
	Answered     int
	Known        bool // somebody was answered
	Median, Nine int
	Later15      string
	Later60      string
	Days         template.HTML
	Months       []monthRow
	Query        string
}

type monthRow struct {
	Month                 string
	Filed, Answered       int
	FiledBar, AnsweredBar template.HTML
}

// statsPage tells what came in and what was answered, with a table under every
// drawing and the days of the slow tenth, not only of the middle.
func (s *Server) statsPage(c echo.Context) error {
	p := s.page(c, "stats.h1", nil)
	p.Description = p.text("home.figures_none")
	today := clock.DayOf(s.Clock.Now())
	from, to := clock.Date(today.Year()-1, today.Month(), 1), today
	p.Form.Values = map[string][]string{}
	for name, into := range map[string]*clock.Day{"from": &from, "to": &to} {
		if q := c.QueryParam(name); q != "" {
			if d, err := monthOf(q, name == "to"); err == nil {
				*into = d
			} else {
				p.Form.wrong(name, p.text("error.month_form"))
			}
		}
	}
	if to.Before(from) {
		from, to = clock.Date(to.Year(), to.Month(), 1), from
	}
	for name, day := range map[string]clock.Day{"from": from, "to": to} {
		p.Form.Values.Set(name, fmt.Sprintf("%d-%02d", day.Year(), int(day.Month())))
	}
	st, err := s.Cases.Statistics(c.Request().Context(), from, to, "", p.Lang)
	if err != nil {
		return err
	}
	p.Back, p.BackText, p.V = "/", p.text("shell.back_home"), statsOf(st)
	return s.show(c, http.StatusOK, "stats", p)
}

// monthOf reads "2026-10" as its first or last day.
func monthOf(s string, last bool) (clock.Day, error) {
	d, err := clock.ParseDay(strings.TrimSpace(s) + "-01")
	if err != nil || !last {
		return d, err
	}
	return clock.Date(d.Year(), d.Month()+1, 1).AddDays(-1), nil
}

func statsOf(st *casework.Statistics) statsView {
	v := statsView{From: st.From, To: st.To, Filed: st.Filed, Answered: st.Answered, Query: "?from=" + st.From.String() + "&to=" + st.To.String()}
	if st.MedianDays != nil {
		v.Known, v.Median, v.Nine = true, *st.MedianDays, *st.P90Days
		v.Later15, v.Later60 = percent(*st.LaterThan15), percent(*st.LaterThan60)
		v.Days = daysBar(*st.MedianDays, *st.P90Days)
	}
	most := 1
	for _, m := range st.ByMonth {
		most = max(most, m.Filed, m.Answered)
	}
	for _, m := range st.ByMonth {
		v.Months = append(v.Months, monthRow{m.Month, m.Filed, m.Answered, figureBar("fill-brand", m.Filed, most), figureBar("fill-ok", m.Answered, most)})
	}
	return v
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
