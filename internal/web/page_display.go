package web

import (
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// The sizes of the text; the rules of 2021 on pages for the elderly ask for
// at least 18 pt, which is the 24 px root of large print.
const (
	sizeStandard = "standard"
	sizeLarge    = "large"
	sizeXLarge   = "xlarge"
)

const displayKept = 365 * 24 * 3600 // seconds a display choice is kept

// validSize answers a known size, standard for anything else.
func validSize(s string) string {
	if s == sizeLarge || s == sizeXLarge {
		return s
	}
	return sizeStandard
}

// settings are the display choices and what each may be.
var settings = map[string]func(string) string{
	"lang":     func(s string) string { return locale.Valid(s) },
	"size":     validSize,
	"contrast": func(s string) string { return map[bool]string{true: "high", false: "normal"}[s == "high"] },
}

// display takes ?lang=, ?size= and ?contrast= into cookies and redirects to
// the address without them, so that a choice needs no script and never sticks
// to an address that is passed on.
func (s *Server) display(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		r := c.Request()
		if r.Method != http.MethodGet && r.Method != http.MethodHead {
			return next(c)
		}
		q, chosen := r.URL.Query(), false
		for name, valid := range settings {
			if q.Has(name) {
				s.keepSetting(c, name, valid(q.Get(name)))
				q.Del(name)
				chosen = true
			}
		}
		if !chosen {
			return next(c)
		}
		return c.Redirect(http.StatusSeeOther, here(r.URL.Path, q))
	}
}

// chooseDisplay is the same choice as a form.
func (s *Server) chooseDisplay(c echo.Context) error {
	for name, valid := range settings {
		if value := c.FormValue(name); value != "" {
			s.keepSetting(c, name, valid(value))
		}
	}
	return c.Redirect(http.StatusSeeOther, local(c.FormValue("to")))
}

func (s *Server) keepSetting(c echo.Context, name, value string) {
	c.SetCookie(s.cookie(name, value, "/", displayKept))
}

// cookie is a cookie of the citizens' pages; seconds 0 ends with the browser, below 0 deletes.
func (s *Server) cookie(name, value, path string, seconds int) *http.Cookie {
	return &http.Cookie{Name: name, Value: value, Path: path, MaxAge: seconds, HttpOnly: true, Secure: s.Settings.Secure(), SameSite: http.SameSiteLaxMode}
}

// local accepts only an address of this site to go back to.
func local(to string) string {
	u, err := url.Parse(to)
	if err != nil || u.Host != "" || u.Scheme != "" || !strings.HasPrefix(u.Path, "/") || strings.HasPrefix(u.Path, "//") || strings.ContainsAny(to, "\\\r\n") {
		return "/"
	}
	return u.RequestURI()
}

func here(path string, q url.Values) string {
	if len(q) == 0 {
		return path
	}
	return path + "?" + q.Encode()
}

// page begins a page: who reads it, in which language and size, and whose site it is.
func (s *Server) page(c echo.Context, titleKey string, v any) *page {
	lang := langOf(c)
	p := &page{Lang: lang, Size: sizeStandard, Path: c.Request().URL.Path, Query: c.Request().URL.Query(), Office: s.office(lang), Now: s.Clock.Now(), V: v}
	if cookie, err := c.Cookie("size"); err == nil {
		p.Size = validSize(cookie.Value)
	}
	if cookie, err := c.Cookie("contrast"); err == nil {
		p.Contrast = cookie.Value == "high"
	}
	if titleKey != "" {
		p.Title = p.text(titleKey)
	}
	return p
}

// show sends a page.
func (s *Server) show(c echo.Context, status int, name string, p *page) error {
	h := c.Response().Header()
	h.Set(echo.HeaderContentType, "text/html; charset=utf-8")
	h.Set("Content-Language", p.Lang)
	h.Add("Vary", "Cookie, Accept-Language")
	c.Response().WriteHeader(status)
	return s.pages.render(c.Response(), name, p)
}

func (s *Server) office(lang locale.Lang) office {
	site := s.Settings.Site
	return office{Site: site.Name.In(lang), Name: site.Office.In(lang), Phone: site.Phone, Address: site.Address.In(lang), Hours: site.Hours.In(lang),
		Police: site.Emergency.Police, Medical: site.Emergency.Ambulance, Comfort: site.Emergency.Listening, Discipline: site.Emergency.Discipline,
		Demo: s.Settings.Demo}
}

// periods reads the days that the pages quote from the rules of today.
func (s *Server) periods() periods {
	r := s.Cases.Law().Rules.On(clock.DayOf(s.Clock.Now()))
	days := func(name petition.PeriodName) int { return r.Period(name).Span.Days }
	return periods{Forward: days("A"), Accept: days("B"), Answer: days("C_ordinary"), Extend: days("extension_max"), Progress: days("progress"), Review: days("D")}
}

// heads are the numbers about several people on one matter that hold today.
func (s *Server) heads() petition.Heads {
	return s.Cases.Law().Rules.On(clock.DayOf(s.Clock.Now())).Heads
}

// assetFile sends style sheet, script or mark; their address holds their hash.
func (s *Server) assetFile(c echo.Context) error {
	a, ok := s.pages.assets.files[c.Request().URL.Path]
	if !ok {
		return echo.ErrNotFound
	}
	c.Response().Header().Set("Cache-Control", "public, max-age=31536000, immutable")
	return c.Blob(http.StatusOK, a.media, a.body)
}
