package web

import (
	"context"
	"errors"
	"log/slog"
	"net/http"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/labstack/echo/v4"
	"github.com/labstack/echo/v4/middleware"

	"sunlit/internal/fault"
	"sunlit/internal/locale"
)

// requestTime is how long a handler may take; uploads set their own.
const requestTime = 30 * time.Second

func (s *Server) middleware() {
	e := s.echo
	e.Use(s.number, s.observe, middleware.RecoverWithConfig(middleware.RecoverConfig{DisablePrintStack: true, LogErrorFunc: recovered}))
	e.Use(s.headers, s.crossOrigin, s.bounded)
	e.Use(middleware.GzipWithConfig(middleware.GzipConfig{Skipper: private, MinLength: 1024}))
}

// private tells what is never compressed: whatever may hold a code or a name
// beside words that somebody else chose, since sizes would tell about it.
func private(c echo.Context) bool {
	path := c.Request().URL.Path
	if path == "/" || path == "/log" { // and not /login
		return false
	}
	for _, public := range []string{"/assets/", "/desk", "/published", "/search", "/stats", "/log/", "/open-data", "/api/v1/statistics", "/guide", "/info", "/offices", "/sitemap", "/help", "/privacy", "/accessibility"} {
		if strings.HasPrefix(path, public) {
			return false
		}
	}
	return true
}

// recovered turns a panic into an ordinary unknown error: one request is lost, no more.
func recovered(_ echo.Context, err error, stack []byte) error {
	return errors.Join(err, errors.New(string(stack)))
}

// number gives every request an id for the logs; it comes from here, never from outside.
func (s *Server) number(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		c.Response().Header().Set(echo.HeaderXRequestID, uuid.NewString())
		return next(c)
	}
}

func requestID(c echo.Context) string { return c.Response().Header().Get(echo.HeaderXRequestID) }

// headers sets what every answer carries: nothing is stored, framed or guessed,
// and nothing is loaded from anywhere else. Public pages opt in to caching.
func (s *Server) headers(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		h := c.Response().Header()
		h.Set("Cache-Control", "no-store")
		h.Set("Content-Security-Policy", policy)
		h.Set("X-Content-Type-Options", "nosniff")
		h.Set("X-Frame-Options", "SAMEORIGIN")
		h.Set("Referrer-Policy", "no-referrer")
		h.Set("Cross-Origin-Opener-Policy", "same-origin")
		h.Set("Cross-Origin-Resource-Policy", "same-origin")
		h.Set("Permissions-Policy", "camera=(), microphone=(), geolocation=(), payment=(), usb=()")
		if s.Settings.Secure() {
			h.Set("Strict-Transport-Security", "max-age=63072000; includeSubDomains")
		}
		return next(c)
	}
}

// policy is the content security policy of pages and desk alike: everything
// comes from here, nothing is inline.
const policy = "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data: blob:; font-src 'self' data:; connect-src 'self'; " +
	"media-src 'self' blob:; frame-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'self'"

// crossOrigin refuses what another site made a browser send (Sec-Fetch-Site,
// Origin); plain API clients send neither and pass.
func (s *Server) crossOrigin(next echo.HandlerFunc) echo.HandlerFunc {
	guard := http.NewCrossOriginProtection()
	if s.Settings.BaseURL != "" {
		_ = guard.AddTrustedOrigin(s.Settings.BaseURL)
	}
	return func(c echo.Context) error {
		if err := guard.Check(c.Request()); err != nil {
			return fault.Wrap(err, fault.Forbidden, "error.cross_site")
		}
		return next(c)
	}
}

// bounded gives a handler 30 seconds; uploads are bounded by their size.
func (s *Server) bounded(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		if path := c.Request().URL.Path; strings.Contains(path, "/evidence") || strings.HasSuffix(path, "/supplement") || takesFiles(path) {
			return next(c)
		}
		ctx, cancel := context.WithTimeout(c.Request().Context(), requestTime)
		defer cancel()
		c.SetRequest(c.Request().WithContext(ctx))
		return next(c)
	}
}

// observe logs one line a request, with nothing personal: route and status,
// never the address asked for, which may hold a number.
func (s *Server) observe(next echo.HandlerFunc) echo.HandlerFunc {
	return func(c echo.Context) error {
		begin := s.Clock.Now()
		err := next(c)
		if err != nil {
			c.Error(err)
		}
		took := s.Clock.Now().Sub(begin)
		status := c.Response().Status
		s.metrics.observe(c.Request().Method, c.Path(), status, took)
		s.Log.LogAttrs(c.Request().Context(), slog.LevelInfo, "request", slog.String("request", requestID(c)), slog.String("method", c.Request().Method),
			slog.String("route", c.Path()), slog.Int("status", status), slog.Int64("ms", took.Milliseconds()))
		return nil
	}
}

// langOf is the reader's language: the choice kept in a cookie, else what the browser prefers.
func langOf(c echo.Context) string {
	if q := c.QueryParam("lang"); locale.Valid(q) == q && q != "" {
		return q
	}
	if cookie, err := c.Cookie("lang"); err == nil && locale.Valid(cookie.Value) == cookie.Value {
		return cookie.Value
	}
	return locale.FromAcceptLanguage(c.Request().Header.Get("Accept-Language"))
}
