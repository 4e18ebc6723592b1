package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
)

// Citizens' accounts are for convenience alone: filing, following and every right are there without.

const (
	askCookie      = "ask"     // the browser's secret behind a one-time code
	newCodeCookie  = "newcode" // under which a new query code is shown for a while
	providerCookie = "identity"
	askSeconds     = 3600
)

// citizenCookie is the session cookie of citizens; __Host- binds it to https and to this host.
func (s *Server) citizenCookie() string {
	if s.Settings.Secure() {
		return "__Host-citizen"
	}
	return "citizen"
}

// cookieValue is the value of a cookie, "" when there is none.
func cookieValue(c echo.Context, name string) string {
	cookie, err := c.Cookie(name)
	if err != nil {
		return ""
	}
	return cookie.Value
}

// citizen answers who is signed in; Unauthenticated when nobody is.
func (s *Server) citizen(c echo.Context) (identity.Citizen, error) {
	return s.Cases.Citizens().Citizen(c.Request().Context(), cookieValue(c, s.citizenCookie()))
}

// signedInCitizen tells whether somebody is, for what is merely offered.
func (s *Server) signedInCitizen(c echo.Context) bool {
	_, err := s.citizen(c)
	return err == nil
}

// beginSession sets the cookie of a session just begun and ends the one before.
func (s *Server) beginSession(c echo.Context, token string) error {
	if old := cookieValue(c, s.citizenCookie()); old != "" {
		if err := s.Cases.Citizens().SignOut(c.Request().Context(), old); err != nil {
			return err
		}
	}
	c.SetCookie(s.cookie(s.citizenCookie(), token, "/", 0))
	return nil
}

func (s *Server) endSession(c echo.Context) { c.SetCookie(s.cookie(s.citizenCookie(), "", "/", -1)) }

// mineHandler handles a page of whoever is signed in.
type mineHandler func(c echo.Context, who identity.Citizen) error

// asCitizen runs a handler only for who is signed in; others are led to signing in.
func (s *Server) asCitizen(next mineHandler) echo.HandlerFunc {
	return func(c echo.Context) error {
		who, err := s.citizen(c)
		if fault.Is(err, fault.Unauthenticated) {
			to := "/login"
			if cookieValue(c, s.citizenCookie()) != "" {
				s.endSession(c)
				to += "?done=ended"
			}
			return c.Redirect(http.StatusSeeOther, to)
		}
		if err != nil {
			return err
		}
		return next(c, who)
	}
}
