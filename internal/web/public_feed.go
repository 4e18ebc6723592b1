package web

import (
	"encoding/xml"
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
)

// atomFeed is a feed after RFC 4287.
type atomFeed struct {
	XMLName xml.Name    `xml:"http://www.w3.org/2005/Atom feed"`
	Lang    string      `xml:"xml:lang,attr"`
	ID      string      `xml:"id"`
	Title   string      `xml:"title"`
	Updated string      `xml:"updated"`
	Author  atomAuthor  `xml:"author"`
	Links   []atomLink  `xml:"link"`
	Entries []atomEntry `xml:"entry"`
}

type atomAuthor struct {
	Name string `xml:"name"`
}

type atomLink struct {
	Rel  string `xml:"rel,attr"`
	Type string `xml:"type,attr"`
	Href string `xml:"href,attr"`
}

type atomEntry struct {
	ID         string         `xml:"id"`
	Title      string         `xml:"title"`
	Updated    string         `xml:"updated"`
	Link       atomLink       `xml:"link"`
	Summary    string         `xml:"summary"`
	Categories []atomCategory `xml:"category"`
}

type atomCategory struct {
	Term  string `xml:"term,attr"`
	Label string `xml:"label,attr"`
}

// publishedFeed sends the newest published matters for subscribing to, all or
// those of a unit, a place, a category, by the filters of the list.
func (s *Server) publishedFeed(c echo.Context) error {
	lang := langOf(c)
	ask := askOf(c)
	ask.Limit, ask.Cursor = 50, ""
	page, err := s.Cases.Published(c.Request().Context(), ask, lang)
	if err != nil {
		return err
	}
	base, q := s.Settings.BaseURL, filtersOf(c)
	title := s.Settings.Site.Name.In(lang) + " " + locale.Text(lang, "published.h1", nil)
	for _, named := range []*casework.Named{s.Cases.Dir.Place(ask.Place, lang), s.Cases.Dir.Category(ask.Category, lang), s.Cases.Dir.NamedUnit(ask.Unit, lang)} {
		if named != nil {
			title += " · " + named.Name
		}
	}
	feed := atomFeed{Lang: lang, ID: base + here("/published/feed.atom", q), Title: title, Updated: "2000-01-01T00:00:00Z", Author: atomAuthor{s.Settings.Site.Office.In(lang)},
		Links: []atomLink{{"self", "application/atom+xml", base + here("/published/feed.atom", q)}, {"alternate", "text/html", base + here("/published", q)}}}
	for _, m := range page.Items {
		feed.Updated = max(feed.Updated, m.ChangedRaw)
		e := atomEntry{ID: m.URL, Title: m.Title, Updated: m.ChangedRaw, Link: atomLink{"alternate", "text/html", m.URL}, Summary: m.Result.Name + " · " + m.Summary}
		for _, named := range []*casework.Named{m.Category, m.Place, m.Unit} {
			if named != nil {
				e.Categories = append(e.Categories, atomCategory{named.Code, named.Name})
			}
		}
		feed.Entries = append(feed.Entries, e)
	}
	return sendXML(c, "application/atom+xml; charset=utf-8", feed)
}

func sendXML(c echo.Context, media string, v any) error {
	body, err := xml.Marshal(v)
	if err != nil {
		return err
	}
	return c.Blob(http.StatusOK, media, append([]byte(xml.Header), body...))
}

// siteMap is the list of public addresses for search engines (sitemaps.org).
type siteMap struct {
	XMLName xml.Name   `xml:"http://www.sitemaps.org/schemas/sitemap/0.9 urlset"`
	URLs    []siteLink `xml:"url"`
}

type siteLink struct {
	Loc     string    `xml:"loc"`
	LastMod clock.Day `xml:"lastmod,omitempty"`
}

// publicPages are the pages that anybody may find by searching.
var publicPages = []string{"/", "/guide", "/published", "/stats", "/open-data", "/visits", "/mailbox", "/suggestions", "/verify", "/log", "/help", "/accessibility", "/privacy", "/sitemap", "/correction"}

// mapped is how many published matters the map lists: as many as one file may hold (sitemaps.org).
const mapped = 49900

// siteMapXML lists the public pages and every published matter, the newest first.
func (s *Server) siteMapXML(c echo.Context) error {
	m := siteMap{}
	for _, path := range append(slices.Clip(publicPages), s.infoPaths()...) {
		m.URLs = append(m.URLs, siteLink{Loc: s.Settings.BaseURL + path})
	}
	ask := casework.PublishedAsk{Limit: 100}
	for len(m.URLs) < mapped {
		page, err := s.Cases.Published(c.Request().Context(), ask, locale.Default)
		if err != nil {
			return err
		}
		for _, item := range page.Items {
			m.URLs = append(m.URLs, siteLink{Loc: item.URL, LastMod: item.PublicOn})
		}
		if ask.Cursor = page.Next; ask.Cursor == "" {
			break
		}
	}
	return sendXML(c, "application/xml; charset=utf-8", m)
}

func fieldWrong(name string) error { return fault.Invalid().Field(name, "error.day_wrong").OrNil() }

func notFound(err error) bool { return fault.Is(err, fault.NotFound) }
