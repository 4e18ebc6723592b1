package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

type similarView struct{ Items []publishedCard }

// similar are published matters like the one that is being filed. They are only offered: whatever
// goes wrong in looking for them holds up nobody's filing.
func (s *Server) similar(c echo.Context, d *draft) []publishedCard {
	items, err := s.Cases.Similar(c.Request().Context(), d.In.Title, langOf(c))
	if err != nil {
		s.Log.WarnContext(c.Request().Context(), "similar matters", "err", err)
		return nil
	}
	cards := make([]publishedCard, len(items))
	for i, item := range items {
		cards[i] = cardOf(item)
	}
	return cards
}

// fileSimilar shows what was published of like matters, before the story is asked for; "none of
// these is mine" goes on.
func (s *Server) fileSimilar(c echo.Context) error {
	d, err := s.draftToFill(c)
	if err != nil {
		return err
	}
	items := s.similar(c, d)
	if len(items) == 0 {
		return c.Redirect(http.StatusSeeOther, "/file/story")
	}
	p := s.page(c, "published.similar", nil)
	p.NoIndex, p.Draft, p.Step, p.Steps, p.Saved = true, d.ID, 4, filingSteps, true
	p.Back, p.BackText = "/file/title", p.text("shell.back")
	p.V = similarView{items}
	return s.show(c, http.StatusOK, "file-similar", p)
}

// notMine goes on with the filing.
func (s *Server) notMine(c echo.Context) error { return c.Redirect(http.StatusSeeOther, "/file/story") }
