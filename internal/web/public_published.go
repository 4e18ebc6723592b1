package web

import (
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// publishedRows is how many cards a page shows.
const publishedRows = 10

type publishedView struct {
	Query                                     string
	Places, Categories, Units, Results, Years []option
	Items                                     []publishedCard
	Filtered                                  bool
	Narrowed                                  bool // by more than words: the folded filters stand open
	Older, Newest, Clear                      string
	JSON, Feed                                string
	Search                                    bool
}

// picker is a select of the list's filters.
type picker struct {
	ID, Label, Any string
	Options        []option
}

type publishedCard struct {
	casework.PublishedItem
	Where []string // place, category and unit by name
	Badge string   // class of the result
	Href  string
}

// publishedPage lists the matters whose petitioners agreed, the newest first,
// narrowed by what the address says; it says so when there are none.
func (s *Server) publishedPage(c echo.Context) error { return s.publishedList(c, false) }

// searchPage is the same list, entered by a word.
func (s *Server) searchPage(c echo.Context) error { return s.publishedList(c, true) }

func (s *Server) publishedList(c echo.Context, search bool) error {
	p := s.page(c, map[bool]string{true: "published.search", false: "published.h1"}[search], nil)
	p.Description, p.NoIndex = p.text("published.lead"), c.QueryString() != ""
	p.Back, p.BackText = "/", p.text("shell.back_home")
	ask := askOf(c)
	ask.Limit = publishedRows
	v := publishedView{Query: ask.Text, Search: search}
	page := &casework.PublishedPage{}
	if !search || strings.TrimSpace(ask.Text) != "" {
		var err error
		if page, err = s.Cases.Published(c.Request().Context(), ask, p.Lang); err != nil {
			return err
		}
	}
	for _, item := range page.Items {
		v.Items = append(v.Items, cardOf(item))
	}
	s.publishedFilters(c, p, &v, ask)
	q := filtersOf(c)
	v.Filtered = len(q) > 0
	v.Narrowed = v.Filtered && (len(q) > 1 || !q.Has("q"))
	v.JSON, v.Feed = here("/api/v1/published", q), here("/published/feed.atom", q)
	v.Clear = p.Path
	if page.Next != "" {
		older := filtersOf(c)
		older.Set("cursor", page.Next)
		v.Older = here(p.Path, older)
	}
	if ask.Cursor != "" {
		v.Newest = here(p.Path, q)
	}
	p.Feed, p.V = v.Feed, v
	return s.show(c, http.StatusOK, "published", p)
}

// publishedParams are the filters that an address may carry.
var publishedParams = []string{"q", "place", "category", "unit", "result", "year"}

func filtersOf(c echo.Context) url.Values {
	q := url.Values{}
	for _, name := range publishedParams {
		if value := strings.TrimSpace(c.QueryParam(name)); value != "" {
			q.Set(name, value)
		}
	}
	return q
}

// mostAsked is the longest question that is looked at, in characters.
const mostAsked = 80

// askOf reads the filters; what is no filter is passed over, so that an old address still answers.
func askOf(c echo.Context) casework.PublishedAsk {
	text := []rune(petition.Line(c.QueryParam("q")))
	ask := casework.PublishedAsk{Text: string(text[:min(len(text), mostAsked)]), Place: c.QueryParam("place"), Category: c.QueryParam("category"), Unit: c.QueryParam("unit"),
		Result: c.QueryParam("result"), Cursor: c.QueryParam("cursor")}
	if y, err := clock.ParseDay(c.QueryParam("year") + "-01-01"); err == nil {
		ask.From, ask.To = y, clock.Date(y.Year(), 12, 31)
	}
	return ask
}

func cardOf(item casework.PublishedItem) publishedCard {
	card := publishedCard{PublishedItem: item, Badge: badgeOf(item.Result.Code), Href: "/published/" + item.Number}
	for _, named := range []*casework.Named{item.Place, item.Category, item.Unit} {
		if named != nil {
			card.Where = append(card.Where, named.Name)
		}
	}
	return card
}

// badgeOf is how a result is drawn: what was granted, what was explained, what was not. A refusal is no error.
func badgeOf(result string) string {
	switch result {
	case "support", "adopt":
		return "support"
	case "not_support", "not_adopt", "not_accepted":
		return "not_support"
	}
	return "explain"
}

func (s *Server) publishedFilters(_ echo.Context, p *page, v *publishedView, ask casework.PublishedAsk) {
	v.Places = s.placeOptions(p.Lang, ask.Place)
	for _, n := range s.Cases.Dir.Categories() {
		indent := ""
		if n.Parent != "" {
			indent = "\u3000"
		}
		v.Categories = append(v.Categories, option{Value: n.Code, Text: indent + n.Name(p.Lang), Selected: n.Code == ask.Category})
	}
	for _, u := range s.Cases.Dir.Units() {
		if u.Kind == casework.KindUnit {
			v.Units = append(v.Units, option{Value: u.Code, Text: s.Cases.Dir.UnitName(u.Code, p.Lang), Selected: u.Code == ask.Unit})
		}
	}
	for _, r := range casework.Results {
		v.Results = append(v.Results, option{Value: r, Text: p.text("published.result." + r), Selected: r == ask.Result})
	}
	this := s.Cases.Today().Year()
	for y := this; y > this-5; y-- {
		text := fmt.Sprint(y)
		v.Years = append(v.Years, option{Value: text, Text: text, Selected: !ask.From.IsZero() && ask.From.Year() == y})
	}
}

type matterView struct {
	Card     publishedCard
	Openings []openingView
	Ground   string
	Edition  int
	Data     map[string]any // structured data for search engines
	Path     string
}

type openingView struct {
	ID, Title string
	Lines     []string
}

// matterPage is a published matter: facts, request, course, result. Its address stays; taken down,
// it says so (410), and what was never public is not found, with a search beside it.
func (s *Server) matterPage(c echo.Context) error {
	lang := langOf(c)
	m, gone, err := s.Cases.PublishedMatter(c.Request().Context(), c.Param("number"), lang)
	if notFound(err) {
		return s.nothingPublic(c, http.StatusNotFound, nil)
	}
	if err != nil {
		return err
	}
	if gone != nil {
		return s.nothingPublic(c, http.StatusGone, gone)
	}
	if c.Param("number") != m.Number { // one address a matter
		return c.Redirect(http.StatusMovedPermanently, "/published/"+m.Number)
	}
	p := s.page(c, "", nil)
	p.Title, p.Description = m.Title, m.Summary
	p.Back, p.BackText = "/published", p.text("published.back")
	v := matterView{Card: cardOf(m.PublishedItem), Edition: m.Edition, Path: "/published/" + m.Number, Data: s.structured(m, lang)}
	if m.Ground != nil {
		v.Ground = m.Ground.Name
	}
	for _, o := range []struct{ id, text string }{{"facts", m.Facts}, {"request", m.Request}, {"course", m.Course}, {"outcome", m.Outcome}} {
		v.Openings = append(v.Openings, openingView{o.id, p.text("published.opening." + o.id), slices.DeleteFunc(strings.Split(o.text, "\n"), func(l string) bool { return strings.TrimSpace(l) == "" })})
	}
	p.V = v
	return s.show(c, http.StatusOK, "published-matter", p)
}

// structured is the matter in the words of schema.org, nothing in it that the page does not show.
func (s *Server) structured(m *casework.PublishedMatter, lang string) map[string]any {
	data := map[string]any{"@context": "https://schema.org", "@type": "Report", "headline": m.Title, "abstract": m.Summary, "url": m.URL, "inLanguage": "zh-CN",
		"datePublished": m.PublicOn.String(), "dateModified": m.PublicOn.String(), "version": m.Edition, "isAccessibleForFree": true,
		"publisher": map[string]any{"@type": "GovernmentOrganization", "name": s.Settings.Site.Office.In(lang)}}
	if m.Unit != nil {
		data["author"] = map[string]any{"@type": "GovernmentOrganization", "name": m.Unit.Name}
	}
	if m.Category != nil {
		data["about"] = m.Category.Name
	}
	if m.Place != nil {
		data["spatialCoverage"] = m.Place.Name
	}
	return data
}

type goneView struct {
	Gone  *casework.Tombstone
	Years int
}

// nothingPublic says that nothing is to be read here, and offers to search.
func (s *Server) nothingPublic(c echo.Context, status int, gone *casework.Tombstone) error {
	p := s.page(c, map[bool]string{true: "published.gone", false: "published.unknown"}[gone != nil], nil)
	p.NoIndex, p.Back, p.BackText = true, "/published", p.text("published.back")
	p.V = goneView{Gone: gone}
	return s.show(c, status, "published-gone", p)
}

// published answers a page of published matters.
func (s *Server) published(c echo.Context) error {
	page, err := s.publishedItems(c)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, page)
}

func (s *Server) publishedItems(c echo.Context) (*casework.PublishedPage, error) {
	ask := askOf(c)
	ask.Limit = 50
	for name, into := range map[string]*clock.Day{"from": &ask.From, "to": &ask.To} {
		if q := c.QueryParam(name); q != "" {
			d, err := clock.ParseDay(q)
			if err != nil {
				return nil, fieldWrong(name)
			}
			*into = d
		}
	}
	return s.Cases.Published(c.Request().Context(), ask, langOf(c))
}

// publishedOne answers one published matter; 410 with the day and the reason of one that was taken down.
func (s *Server) publishedOne(c echo.Context) error {
	m, gone, err := s.Cases.PublishedMatter(c.Request().Context(), c.Param("number"), langOf(c))
	if err != nil {
		return err
	}
	if gone != nil {
		return c.JSON(http.StatusGone, gone)
	}
	return c.JSON(http.StatusOK, m)
}
