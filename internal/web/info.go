package web

import (
	"bytes"
	"html/template"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"
	"github.com/microcosm-cc/bluemonday"
	"github.com/yuin/goldmark"
	"github.com/yuin/goldmark/extension"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// infoRoutes are the information pages that Art. 18 asks for, what lists all
// pages, and where a mistake on one is reported.
func (s *Server) infoRoutes(g *echo.Group, form echo.MiddlewareFunc) {
	g.GET("/info/:slug", s.infoPage)
	g.GET("/offices", s.infoPage)
	g.GET("/sitemap", s.sitemapPage)
	g.GET("/correction", s.correctionPage)
	g.POST("/correction", s.correct, form, s.limit(sending))
}

// deskInfoRoutes are where the office writes those pages.
func (s *Server) deskInfoRoutes(desk *echo.Group) {
	office := s.holding(petition.Office)
	desk.GET("/info", s.infoList, office)
	desk.GET("/info/:slug/:lang", s.infoEdit, office)
	desk.PUT("/info/:slug/:lang", s.infoSave, office)
	desk.POST("/info/preview", s.infoPreview, office)
	desk.GET("/corrections", s.mistakes, office)
	desk.POST("/corrections/:id/answer", s.answerMistake, office)
}

// markdown reads the common kind, with tables; HTML in it is left out.
var markdown = goldmark.New(goldmark.WithExtensions(extension.Table))

// clean keeps what a page of text needs and nothing that could run or load.
var clean = func() *bluemonday.Policy {
	p := bluemonday.NewPolicy()
	p.AllowElements("p", "h2", "h3", "ul", "ol", "li", "strong", "em", "blockquote", "hr", "br", "table", "thead", "tbody", "tr", "th", "td")
	p.AllowAttrs("href").OnElements("a")
	p.AllowURLSchemes("https", "http", "mailto", "tel")
	p.AllowRelativeURLs(true)
	p.RequireParseableURLs(true)
	return p
}()

// rendered turns Markdown into HTML that is safe to show.
func rendered(text string) template.HTML {
	var b bytes.Buffer
	if err := markdown.Convert([]byte(text), &b); err != nil { // it writes into memory
		return template.HTML(template.HTMLEscapeString(text)) //nolint:gosec // escaped
	}
	return template.HTML(clean.SanitizeBytes(b.Bytes())) //nolint:gosec // sanitised
}

// infoText is what a page says: the office's last words, or the configuration's.
func (s *Server) infoText(c echo.Context, slug, lang string) (casework.InfoVersion, error) {
	page, ok := s.info.Page(slug)
	if !ok {
		return casework.InfoVersion{}, fault.New(fault.NotFound, "error.not_found")
	}
	history, err := s.Cases.InfoHistory(c.Request().Context(), slug, lang)
	if err != nil || len(history) > 0 {
		return append(history, casework.InfoVersion{})[0], err
	}
	return casework.InfoVersion{Title: page.Title.In(lang), Body: strings.TrimSpace(page.Body.In(lang))}, nil
}

type infoView struct {
	Body    template.HTML
	Version casework.InfoVersion
	Others  []link
}

func (s *Server) infoPage(c echo.Context) error {
	slug := c.Param("slug")
	if slug == "" {
		slug = "offices"
	}
	p := s.page(c, "", nil)
	text, err := s.infoText(c, slug, p.Lang)
	if err != nil {
		return err
	}
	p.Title, p.Description, p.Back, p.BackText = text.Title, text.Title, "/", p.text("shell.back_home")
	v := infoView{Body: rendered(s.filled(text.Body, p.Lang)), Version: text}
	for _, other := range s.infoLinks(c, p) {
		if other.Href != infoPath(slug) {
			v.Others = append(v.Others, other)
		}
	}
	p.V = v
	return s.showKept(c, "info", p)
}

// infoPath is where a page stands; /offices is a fixed address.
func infoPath(slug string) string {
	if slug == "offices" {
		return "/offices"
	}
	return "/info/" + slug
}

// infoLinks are all information pages by their titles.
func (s *Server) infoLinks(c echo.Context, p *page) []link {
	var list []link
	for _, page := range s.info.Pages {
		if text, err := s.infoText(c, page.Slug, p.Lang); err == nil {
			list = append(list, link{infoPath(page.Slug), text.Title, ""})
		}
	}
	return list
}

// sitemapPage lists every public page.
func (s *Server) sitemapPage(c echo.Context) error {
	p := s.page(c, "sitemap.h1", nil)
	p.Back, p.BackText = "/", p.text("shell.back_home")
	to := func(href, key string) link { return link{href, p.text(key), ""} }
	p.V = textView{Parts: []textPart{
		{Title: p.text("sitemap.do"), Links: []link{to("/file", "home.file"), to("/track", "home.track"), to("/guide", "home.guide"), to("/verify", "home.verify"),
			to("/visits", "home.visits"), to("/mailbox", "home.mailbox"), to("/suggestions", "home.suggestions")}},
		{Title: p.text("info.know"), Links: s.infoLinks(c, p)},
		{Title: p.text("sitemap.see"), Links: []link{to("/published", "home.published"), to("/search", "published.search"), to("/stats", "figures.h1"), to("/open-data", "figures.data.h1"), to("/log", "home.log")}},
		{Title: p.text("sitemap.about"), Links: []link{to("/help", "shell.help"), to("/accessibility", "shell.accessibility"), to("/privacy", "shell.privacy"), to("/correction", "shell.mistake")}},
	}}
	return s.show(c, http.StatusOK, "text", p)
}

// infoPaths are the addresses of the information pages.
func (s *Server) infoPaths() []string {
	var paths []string
	for _, page := range s.info.Pages {
		paths = append(paths, infoPath(page.Slug))
	}
	return paths
}

type correctionView struct {
	Days  int
	Done  string // by when somebody looks at it
	Found []casework.Mistake
}

// correctionPage takes mistakes on the site, and shows what became of those of others.
func (s *Server) correctionPage(c echo.Context) error {
	return s.showCorrection(c, http.StatusOK, form{})
}

func (s *Server) showCorrection(c echo.Context, status int, f form) error {
	p := s.page(c, "info.correction.h1", nil)
	p.Description, p.Back, p.BackText, p.Form = p.text("info.correction.h1"), "/", p.text("shell.back_home"), f
	if p.Form.Values == nil {
		p.Form.Values = url.Values{"page": {petition.Line(c.QueryParam("page"))}}
	}
	v := correctionView{Days: s.info.Correction.WorkingDays}
	if c.QueryParam("done") != "" {
		v.Done = p.text("info.correction.done", "days", v.Days)
	}
	all, err := s.Cases.Mistakes(c.Request().Context())
	if err != nil {
		return err
	}
	for _, m := range all {
		if m.AnsweredAt != nil && len(v.Found) < 20 { // what nobody has read yet is not shown to others
			v.Found = append(v.Found, m)
		}
	}
	p.V = v
	return s.show(c, status, "correction", p)
}

func (s *Server) correct(c echo.Context) error {
	f := form{Values: url.Values{"page": {c.FormValue("page")}, "text": {c.FormValue("text")}}}
	_, err := s.Cases.ReportMistake(c.Request().Context(), f.Get("page"), f.Get("text"), s.info.Correction.WorkingDays)
	if bad, ok := fault.As(err); ok && bad.Kind == fault.KindInvalid {
		for _, name := range []string{"page", "text"} {
			if m, wrong := bad.Fields[name]; wrong {
				f.wrong(name, locale.Text(langOf(c), m.Key, m.Args))
			}
		}
		return s.showCorrection(c, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/correction?done=1")
}
