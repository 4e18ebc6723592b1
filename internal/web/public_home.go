package web

import (
	"fmt"
	"html/template"
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/clock"
)

// homePage has three doors, the lawful periods as a ladder, and the figures of
// the past twelve months, good and bad.
func (s *Server) homePage(c echo.Context) error {
	p := s.page(c, "home.title", nil)
	p.Description = p.text("shell.description")
	days := s.periods()
	v := homeView{Legs: homeLegs(p.Lang, days)}
	for i, n := range []int{0, days.Forward, days.Answer, days.Review} {
		v.Short = append(v.Short, rich(p.text(fmt.Sprintf("home.short_%d", i+1), "days", n)))
	}
	figures, err := s.honest(c, p.Lang)
	if err != nil {
		return err
	}
	v.Figures = figures
	p.V = v
	return s.show(c, http.StatusOK, "home", p)
}

// honest are the figures of the last twelve full months, nil while there are none.
func (s *Server) honest(c echo.Context, lang string) (*figuresView, error) {
	today := clock.DayOf(s.Clock.Now())
	to := clock.Date(today.Year(), today.Month(), 1).AddDays(-1)
	from := clock.Date(to.Year(), to.Month()-11, 1)
	st, err := s.Cases.Statistics(c.Request().Context(), from, today, "", lang)
	if err != nil || st.Filed == 0 {
		return nil, err
	}
	f := &figuresView{Filed: st.Filed, Answered: st.Answered, From: from, To: today}
	if st.MedianDays != nil {
		f.Median, f.Nine = *st.MedianDays, *st.P90Days
	}
	if st.LaterThan60 != nil {
		f.Share = percent(*st.LaterThan60)
	}
	return f, nil
}

// percent writes a share with one decimal.
func percent(share float64) string { return fmt.Sprintf("%.1f%%", 100*share) }

// robots lets everybody read the public pages and nobody index a case.
func (s *Server) robots(c echo.Context) error {
	return c.String(http.StatusOK, "User-agent: *\nDisallow: /case/\nDisallow: /receipt/\nDisallow: /file/\nDisallow: /desk\nDisallow: /api/\nSitemap: "+s.Settings.BaseURL+"/sitemap.xml\n")
}

// figureBar draws a share of a whole as a bar, in SVG since no style may be inline.
func figureBar(class string, part, whole int) template.HTML {
	if whole <= 0 {
		whole = 1
	}
	return template.HTML(fmt.Sprintf(`<svg viewBox="0 0 1000 16" preserveAspectRatio="none" aria-hidden="true"><rect class="%s" width="%d" height="16"/></svg>`, //nolint:gosec // numbers and a fixed class
		class, part*1000/whole))
}
