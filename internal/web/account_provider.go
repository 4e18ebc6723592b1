package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
)

const providerSeconds = 600 // how long somebody may take at the provider

// ProviderCallback is where an identity provider sends a browser back to.
const ProviderCallback = "/login/identity/back"

// toProvider sends the browser to the identity provider. It is a link and no form: the content
// policy lets forms lead nowhere else.
func (s *Server) toProvider(c echo.Context) error {
	if s.Provider == nil {
		return echo.ErrNotFound
	}
	token := identity.NewToken()
	to, err := s.Provider.Begin(c.Request().Context(), token)
	if fault.Is(err, fault.Unavailable) {
		s.Log.WarnContext(c.Request().Context(), "identity provider", "error", err)
		return c.Redirect(http.StatusSeeOther, "/login?done=provider_away")
	}
	if err != nil {
		return err
	}
	c.SetCookie(s.cookie(providerCookie, token, ProviderCallback, providerSeconds))
	return c.Redirect(http.StatusSeeOther, to)
}

// fromProvider takes what the browser brought back; every doubt is the same page.
func (s *Server) fromProvider(c echo.Context) error {
	if s.Provider == nil {
		return echo.ErrNotFound
	}
	token := cookieValue(c, providerCookie)
	c.SetCookie(s.cookie(providerCookie, "", ProviderCallback, -1))
	ctx := c.Request().Context()
	vouched, err := s.Provider.Finish(ctx, token, c.QueryParams())
	if fault.Is(err, fault.Unauthenticated) || fault.Is(err, fault.Unavailable) {
		s.Log.WarnContext(ctx, "identity provider", "error", err)
		return c.Redirect(http.StatusSeeOther, "/login?done=provider_doubt")
	}
	if err != nil {
		return err
	}
	session, err := s.Cases.SignInWith(ctx, vouched, langOf(c))
	if err != nil {
		return err
	}
	if err := s.beginSession(c, session); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/me")
}
