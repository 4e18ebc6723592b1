package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// A petitioner's open case: a cookie for that one case, idle 15 minutes and at
// most 2 hours, so that a borrowed telephone does not stay signed in.

const caseCookie = "case"

// opened answers the number and the cookie's token when this browser proved the code.
func (s *Server) opened(c echo.Context) (number, token string, err error) {
	number = petition.ParseNumber(c.Param("number"))
	kept, err := c.Cookie(caseCookie)
	if number == "" || err != nil || kept.Value == "" {
		return number, "", nil
	}
	err = s.Cases.UseSession(c.Request().Context(), kept.Value, number)
	if fault.Is(err, fault.NotFound) {
		c.SetCookie(s.cookie(caseCookie, "", "/case/"+number, -1))
		return number, "", nil
	}
	return number, kept.Value, err
}

// ownHandler handles a request about a case whose code was proved; owner is
// under whose name its uploads are received.
type ownHandler func(c echo.Context, number, owner string) error

// asOwner runs a handler only for who proved the code and, where the office
// wants one for the full text, a one-time code; others are led to its field.
func (s *Server) asOwner(next ownHandler) echo.HandlerFunc {
	return s.asHolder(func(c echo.Context, number, owner string) error {
		if led, err := s.toUnlock(c, number, owner); led || err != nil {
			return err
		}
		return next(c, number, owner)
	})
}

// toUnlock leads to the field for a one-time code where one is still wanted, and tells whether it did.
func (s *Server) toUnlock(c echo.Context, number, owner string) (bool, error) {
	locked, err := s.Cases.NeedsProofToOpen(c.Request().Context(), number, owner)
	if err != nil || !locked {
		return false, err
	}
	return true, c.Redirect(http.StatusSeeOther, "/case/"+number+"/unlock")
}

// asHolder runs a handler only for who proved the code; others are led to the
// code field, which says why.
func (s *Server) asHolder(next ownHandler) echo.HandlerFunc {
	return func(c echo.Context) error {
		number, token, err := s.opened(c)
		if err != nil {
			return err
		}
		if number == "" {
			return fault.New(fault.NotFound, "error.not_found")
		}
		if token == "" {
			return c.Redirect(http.StatusSeeOther, "/case/"+number+"?done=expired")
		}
		return next(c, number, identity.HashToken(token))
	}
}

// trackPage asks for number and code.
func (s *Server) trackPage(c echo.Context) error {
	return s.showTrack(c, http.StatusOK, form{})
}

func (s *Server) showTrack(c echo.Context, status int, f form) error {
	p := s.page(c, "track.h1", nil)
	p.Path, p.Form = "/track", f
	p.Description, p.Back, p.BackText = p.text("home.track_line"), "/", p.text("shell.back_home")
	return s.show(c, status, "track", p)
}

// track opens a case. A number that does not exist and a code that does not
// fit get the same words; a number alone leads to the public line.
func (s *Server) track(c echo.Context) error {
	typed, code := c.FormValue("number"), c.FormValue("code")
	number := petition.ParseNumber(typed)
	var f form
	f.Values = map[string][]string{"number": {petition.Line(typed)}, "code": {petition.Line(code)}}
	word := func(key string) string { return locale.Text(langOf(c), "citizen."+key, nil) }
	ctx := c.Request().Context()
	if petition.Line(code) == "" {
		_, err := s.Cases.PublicLine(ctx, number)
		switch {
		case err == nil:
			return c.Redirect(http.StatusSeeOther, "/case/"+number)
		case !fault.Is(err, fault.NotFound):
			return err
		}
		f.wrong("number", word("error.number"))
		return s.showTrack(c, http.StatusUnprocessableEntity, f)
	}
	token, err := s.Cases.OpenSession(ctx, typed, code)
	if fault.Is(err, fault.NotFound) {
		f.wrong("number", word("error.pair"))
		return s.showTrack(c, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	c.SetCookie(s.cookie(caseCookie, token, "/case/"+number, 0))
	return c.Redirect(http.StatusSeeOther, "/case/"+number)
}

// leave closes the open case.
func (s *Server) leave(c echo.Context) error {
	number, token, err := s.opened(c)
	if err != nil {
		return err
	}
	if token != "" {
		if err := s.Cases.CloseSession(c.Request().Context(), token); err != nil {
			return err
		}
		c.SetCookie(s.cookie(caseCookie, "", "/case/"+number, -1))
	}
	return c.Redirect(http.StatusSeeOther, "/")
}
