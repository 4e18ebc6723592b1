package web

import (
	"encoding/json"
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// officialKey is under which a signed-in official travels with the request.
const officialKey = "official"

// cookieName is the session cookie's: __Host- binds it to https and to this
// host; over http, which only the demo on loopback speaks, it can't be kept.
func (s *Server) cookieName() string {
	if s.Settings.Secure() {
		return "__Host-sunlit"
	}
	return "sunlit"
}

func (s *Server) setSession(c echo.Context, token string, expires time.Time) {
	c.SetCookie(&http.Cookie{Name: s.cookieName(), Value: token, Path: "/", HttpOnly: true, Secure: s.Settings.Secure(), SameSite: http.SameSiteStrictMode, Expires: expires})
}

func (s *Server) token(c echo.Context) string {
	cookie, err := c.Cookie(s.cookieName())
	if err != nil {
		return ""
	}
	return cookie.Value
}

// signIn begins a session; a right password without the second factor says so.
func (s *Server) signIn(c echo.Context) error {
	var in struct {
		Login    string `json:"login"`
		Password string `json:"password"`
		OTP      string `json:"otp"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	session, err := s.Accounts.Authenticate(c.Request().Context(), petition.Line(in.Login), in.Password, in.OTP, c.RealIP())
	if err != nil {
		return err
	}
	if old := s.token(c); old != "" { // whoever signs in anew leaves no session behind
		_ = s.Accounts.SignOut(c.Request().Context(), old)
	}
	s.setSession(c, session.Token, session.ExpiresAt)
	return c.NoContent(http.StatusNoContent)
}

// signOut ends the session on the server.
func (s *Server) signOut(c echo.Context) error {
	if token := s.token(c); token != "" {
		if err := s.Accounts.SignOut(c.Request().Context(), token); err != nil && !fault.Is(err, fault.Unauthenticated) {
			return err
		}
	}
	s.setSession(c, "", time.Unix(1, 0))
	return c.NoContent(http.StatusNoContent)
}

// signedIn lets only officials with a session through, limited ones (who must
// first change a password or enrol a second factor) only where allowed.
func (s *Server) signedIn(allowLimited bool) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			o, err := s.Accounts.Session(c.Request().Context(), s.token(c))
			if err != nil {
				return err
			}
			if o.Limited() && !allowLimited {
				return fault.New(fault.SecondFactor, "error.second_factor")
			}
			c.Set(officialKey, o)
			return next(c)
		}
	}
}

// holding lets only officials through who hold one of these roles; for the
// others the place does not exist.
func (s *Server) holding(roles ...petition.Role) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			for _, r := range roles {
				if me(c).Has(r) {
					return next(c)
				}
			}
			return fault.New(fault.NotFound, "error.not_found")
		}
	}
}

// me is the official who asks.
func me(c echo.Context) identity.Official {
	o, _ := c.Get(officialKey).(identity.Official)
	return o
}

// preferences are how the desk looks and works for one official.
type preferences struct {
	Lang  string `json:"lang,omitempty"`
	Keys  *bool  `json:"keys,omitempty"`
	Size  string `json:"size,omitempty"`
	Theme string `json:"theme,omitempty"`
}

func preferencesOf(o identity.Official) preferences {
	p := preferences{Size: "standard", Theme: "system"}
	_ = json.Unmarshal([]byte(o.Preferences), &p) // broken ones are the defaults
	if p.Keys == nil {
		on := true
		p.Keys = &on
	}
	return p
}

// whoami answers who is signed in and how the desk is set up.
func (s *Server) whoami(c echo.Context) error {
	o, lang := me(c), langOf(c)
	p := preferencesOf(o)
	roles := o.Roles
	if roles == nil {
		roles = []petition.Role{}
	}
	return c.JSON(http.StatusOK, map[string]any{
		"id": o.ID, "login": o.Login, "name": o.Name, "unit": s.Cases.Dir.NamedUnit(o.Unit, lang), "roles": roles, "lang": locale.Valid(o.Lang),
		"secondFactor": o.SecondFactor, "mustEnrol": o.MustEnrol, "mustChangePassword": o.MustChange, "demo": s.Settings.Demo,
		"keys": *p.Keys, "size": p.Size, "theme": p.Theme, "today": clock.DayOf(s.Clock.Now()), "now": s.Clock.Now(),
	})
}

// check refuses what the desk could not show again.
func (p preferences) check() error {
	bad := fault.Invalid()
	if !slices.Contains([]string{"standard", "large", "largest"}, p.Size) {
		bad.Field("size", "error.choose")
	}
	if !slices.Contains([]string{"system", "light", "dark", "contrast"}, p.Theme) {
		bad.Field("theme", "error.choose")
	}
	if p.Lang != "" && locale.Valid(p.Lang) != p.Lang {
		bad.Field("lang", "error.choose")
	}
	return bad.OrNil()
}

// setPreferences changes what is given and keeps the rest.
func (s *Server) setPreferences(c echo.Context) error {
	o := me(c)
	p := preferencesOf(o)
	if _, err := body(c, &p); err != nil {
		return err
	}
	if err := p.check(); err != nil {
		return err
	}
	lang := locale.Valid(p.Lang)
	if p.Lang == "" {
		lang = locale.Valid(o.Lang)
	}
	raw, err := json.Marshal(p)
	if err != nil {
		return err
	}
	if err := s.Accounts.SetPreferences(c.Request().Context(), o, lang, string(raw)); err != nil {
		return err
	}
	o.Lang, o.Preferences = lang, string(raw)
	c.Set(officialKey, o)
	return s.whoami(c)
}

// changePassword asks for the current one and renews the session.
func (s *Server) changePassword(c echo.Context) error {
	var in struct {
		Current string `json:"current"`
		Next    string `json:"next"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	session, err := s.Accounts.ChangePassword(c.Request().Context(), s.token(c), c.RealIP(), in.Current, in.Next)
	if err != nil {
		return err
	}
	s.setSession(c, session.Token, session.ExpiresAt)
	return c.NoContent(http.StatusNoContent)
}

// beginTotp makes a secret for an authenticator application.
func (s *Server) beginTotp(c echo.Context) error {
	var in struct {
		Password string `json:"password"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	e, err := s.Accounts.BeginSecondFactor(c.Request().Context(), s.token(c), c.RealIP(), in.Password)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"secret": e.Secret, "url": e.URL, "qr": e.QR})
}

// confirmTotp puts the second factor in force and answers the recovery codes once.
func (s *Server) confirmTotp(c echo.Context) error {
	var in struct {
		OTP string `json:"otp"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	session, codes, err := s.Accounts.ConfirmSecondFactor(c.Request().Context(), s.token(c), c.RealIP(), in.OTP)
	if err != nil {
		return err
	}
	s.setSession(c, session.Token, session.ExpiresAt)
	return c.JSON(http.StatusOK, map[string]any{"recoveryCodes": codes})
}
