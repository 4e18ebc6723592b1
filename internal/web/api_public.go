package web

import (
	_ "embed"
	"encoding/json"
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
)

//go:embed openapi.yaml
var openapi []byte

func (s *Server) openAPI(c echo.Context) error {
	return c.Blob(http.StatusOK, "application/yaml", openapi)
}

// meta answers the code lists that forms choose from.
func (s *Server) meta(c echo.Context) error {
	lang := langOf(c)
	type node struct {
		Code   string `json:"code"`
		Name   string `json:"name"`
		Parent string `json:"parent,omitempty"`
	}
	type unit struct {
		Code    string `json:"code"`
		Name    string `json:"name"`
		Short   string `json:"short,omitempty"`
		Handles bool   `json:"handles"`
		Reviews bool   `json:"reviews"`
	}
	var units []unit
	for _, u := range s.Cases.Dir.Units() {
		if u.Active {
			units = append(units, unit{u.Code, s.Cases.Dir.UnitName(u.Code, lang), u.Short, s.Cases.Dir.Handles(u.Code), u.Kind == "review"})
		}
	}
	var categories, places []node
	for _, n := range s.Cases.Dir.Categories() {
		categories = append(categories, node{n.Code, n.Name(lang), n.Parent})
	}
	for _, n := range s.Cases.Dir.Places() {
		places = append(places, node{n.Code, n.Name(lang), n.Parent})
	}
	today := s.Cases.Today()
	law := s.Cases.Law()
	rules := law.Rules.On(today)
	grounds, periods := []map[string]any{}, []map[string]any{}
	for _, g := range rules.Grounds {
		if !g.Off {
			grounds = append(grounds, map[string]any{"code": g.Code, "name": locale.Text(lang, "law.ground."+g.Code, nil), "article": g.Article, "action": "refuse"})
		}
	}
	for _, g := range rules.ReviewGrounds {
		if !g.Off {
			grounds = append(grounds, map[string]any{"code": g.Code, "name": locale.Text(lang, "law.review_ground."+g.Code, nil), "article": g.Article, "action": "review-refuse"})
		}
	}
	for _, name := range rules.Names() {
		p := rules.Period(name)
		periods = append(periods, map[string]any{"leg": name, "days": p.Span.Days, "working": p.Span.Working, "article": p.Article})
	}
	years := []map[string]any{}
	for year := today.Year() - 1; year <= today.Year()+1; year++ {
		years = append(years, map[string]any{"year": year, "projected": law.Calendar.Projected(year)})
	}
	return c.JSON(http.StatusOK, map[string]any{"units": units, "categories": categories, "places": places, "grounds": grounds, "periods": periods,
		"calendar": years, "today": today})
}

// period reads a period of days from the query; without one it is this year so far.
func (s *Server) period(c echo.Context) (clock.Day, clock.Day, error) {
	today := s.Cases.Today()
	from, to := clock.Date(today.Year(), 1, 1), today
	for name, into := range map[string]*clock.Day{"from": &from, "to": &to} {
		if q := c.QueryParam(name); q != "" {
			d, err := clock.ParseDay(q)
			if err != nil {
				return from, to, fault.Invalid().Field(name, "error.day_wrong").OrNil()
			}
			*into = d
		}
	}
	if to.Before(from) {
		return from, to, fault.Invalid().Field("to", "error.range_wrong").OrNil()
	}
	return from, to, nil
}

// intake answers what came in by channel, beside the year before.
func (s *Server) intake(c echo.Context) error {
	from, to, err := s.period(c)
	if err != nil {
		return err
	}
	v, err := s.Cases.CameIn(c.Request().Context(), from, to, langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

// statistics answers counts and day figures of a period, both days included.
func (s *Server) statistics(c echo.Context) error {
	from, to, err := s.period(c)
	if err != nil {
		return err
	}
	st, err := s.Cases.Statistics(c.Request().Context(), from, to, c.QueryParam("by"), langOf(c))
	if err != nil {
		return err
	}
	body, err := json.Marshal(st)
	if err != nil {
		return err
	}
	c.Response().Header().Set("Cache-Control", "public, no-cache")
	return s.sendTagged(c, echo.MIMEApplicationJSON, append(body, '\n'))
}

// healthz says that the process answers.
func (s *Server) healthz(c echo.Context) error { return c.String(http.StatusOK, "ok\n") }

// readyz says whether everything the portal needs takes a write now.
func (s *Server) readyz(c echo.Context) error {
	if s.Ready != nil {
		if err := s.Ready(); err != nil {
			return fault.Wrap(err, fault.Unavailable, "error.not_ready").Retry(5e9)
		}
	}
	return c.String(http.StatusOK, "ready\n")
}

// moveClock sets the demo's clock; elsewhere the address does not exist.
func (s *Server) moveClock(c echo.Context) error {
	if s.Manual == nil {
		return fault.New(fault.NotFound, "error.not_found")
	}
	var in struct {
		Now string `json:"now"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	t, err := clock.ParseInstant(in.Now)
	if err != nil {
		return fault.Invalid().Field("now", "error.day_wrong").OrNil()
	}
	s.Manual.Set(t)
	if _, err := s.Cases.ActDue(c.Request().Context(), 1000); err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"now": s.Clock.Now()})
}
