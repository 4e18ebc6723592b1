package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

type followView struct {
	Title, Number, Key string
	Action, Stop, Code string
	Done               bool
}

// followPage asks for a mailbox that is told when a published matter changes.
func (s *Server) followPage(c echo.Context) error {
	return s.showFollow(c, http.StatusOK, form{})
}

func (s *Server) showFollow(c echo.Context, status int, f form) error {
	m, gone, err := s.Cases.PublishedMatter(c.Request().Context(), c.Param("number"), langOf(c))
	if notFound(err) || gone != nil {
		return s.nothingPublic(c, http.StatusNotFound, nil)
	}
	if err != nil {
		return err
	}
	p := s.page(c, "published.follow.h1", nil)
	p.Form, p.NoIndex, p.Back, p.BackText = f, true, "/published/"+m.Number, p.text("shell.back")
	p.V = followView{Title: m.Title, Number: m.Number, Action: "/published/" + m.Number + "/follow"}
	return s.show(c, status, "follow", p)
}

// askFollow sends a code to the mailbox, like every code.
func (s *Server) askFollow(c echo.Context) error {
	f := form{Values: map[string][]string{}}
	to, ok := contactOf(c, identity.FieldEmail, &f)
	if !ok {
		return s.showFollow(c, http.StatusUnprocessableEntity, f)
	}
	ask := identity.NewToken()
	err := s.Cases.AskFollow(c.Request().Context(), ask, c.Param("number"), to, langOf(c))
	if fe, ok := fault.As(err); ok && fe.Kind == fault.TooMany {
		f.wrong(identity.FieldEmail, localeText(langOf(c), fe.Key, "minutes", fe.Args["minutes"]))
		return s.showFollow(c, http.StatusTooManyRequests, f)
	}
	if err != nil {
		return err
	}
	c.SetCookie(s.cookie(askCookie, ask, "/", askSeconds))
	return c.Redirect(http.StatusSeeOther, "/code")
}

// nowFollowing says that the code was right.
func (s *Server) nowFollowing(c echo.Context) error {
	p := s.page(c, "published.follow.done", nil)
	number := petition.ParseNumber(c.Param("number"))
	p.NoIndex, p.Back, p.BackText = true, "/published/"+number, p.text("published.back")
	p.V = followView{Number: number, Done: true, Key: "published.follow.done_line"}
	return s.show(c, http.StatusOK, "follow", p)
}

// unfollowPage asks once more, so that a programme that opens every link of a mail stops nothing.
func (s *Server) unfollowPage(c echo.Context) error {
	id, key := c.QueryParam("f"), c.QueryParam("k")
	number, err := s.Cases.Following(c.Request().Context(), id, key)
	if notFound(err) {
		return s.unfollowed(c)
	}
	if err != nil {
		return err
	}
	p := s.page(c, "published.follow.stop", nil)
	p.NoIndex = true
	p.V = followView{Number: number, Stop: id, Code: key}
	return s.show(c, http.StatusOK, "follow", p)
}

// unfollow forgets the mailbox; a link that does not count any more says the same.
func (s *Server) unfollow(c echo.Context) error {
	if err := s.Cases.Unfollow(c.Request().Context(), c.FormValue("f"), c.FormValue("k")); err != nil && !notFound(err) {
		return err
	}
	return s.unfollowed(c)
}

func (s *Server) unfollowed(c echo.Context) error {
	p := s.page(c, "published.follow.stopped", nil)
	p.NoIndex, p.Back, p.BackText = true, "/published", p.text("published.back")
	p.V = followView{Done: true, Key: "published.follow.stopped_line"}
	return s.show(c, http.StatusOK, "follow", p)
}
