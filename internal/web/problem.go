package web

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"math"
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
)

// problem is an RFC 9457 problem document.
type problem struct {
	Type       string            `json:"type"`
	Title      string            `json:"title"`
	Status     int               `json:"status"`
	Detail     string            `json:"detail,omitempty"`
	Code       string            `json:"code"`
	Fields     map[string]string `json:"fields,omitempty"`
	Number     string            `json:"number,omitempty"`
	RetryAfter int               `json:"retryAfter,omitempty"` // seconds
	Version    int               `json:"version,omitempty"`
	Revision   int               `json:"revision,omitempty"`
	Changes    []casework.Change `json:"changes,omitempty"`
	By         string            `json:"by,omitempty"`
	At         string            `json:"at,omitempty"`
}

// statusOf says which status a kind of fault has; the one mapping from inside to outside.
func statusOf(k fault.Kind) int {
	switch k {
	case fault.KindInvalid:
		return http.StatusUnprocessableEntity
	case fault.Malformed:
		return http.StatusBadRequest
	case fault.NotFound:
		return http.StatusNotFound
	case fault.Forbidden:
		return http.StatusForbidden
	case fault.Unauthenticated, fault.SecondFactor:
		return http.StatusUnauthorized
	case fault.Conflict, fault.NotNow, fault.Stale:
		return http.StatusConflict
	case fault.TooMany:
		return http.StatusTooManyRequests
	case fault.TooLarge:
		return http.StatusRequestEntityTooLarge
	case fault.Unsupported:
		return http.StatusUnsupportedMediaType
	case fault.Unavailable:
		return http.StatusServiceUnavailable
	}
	return http.StatusInternalServerError
}

// fail is Echo's error handler: an API request gets a problem document, a page
// request a page. Unknown errors are logged once and shown as their reference.
func (s *Server) fail(err error, c echo.Context) {
	if c.Response().Committed {
		return
	}
	p := s.problemOf(err, c)
	if p.RetryAfter > 0 {
		c.Response().Header().Set("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	if wantsPage(c.Request()) {
		if s.failPage(c, p) == nil {
			return
		}
	}
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json; charset=utf-8")
	if c.Request().Method == http.MethodHead {
		_ = c.NoContent(p.Status)
		return
	}
	c.Response().WriteHeader(p.Status)
	_ = c.Echo().JSONSerializer.Serialize(c, p, "")
}

func (s *Server) problemOf(err error, c echo.Context) problem {
	lang := langOf(c)
	var he *echo.HTTPError
	f, known := fault.As(err)
	switch {
	case known:
	case errors.As(err, &he):
		f = faultOf(he)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded):
		f = fault.Wrap(err, fault.Unavailable, "error.unavailable").Retry(2e9)
	}
	if f == nil {
		return s.unknown(err, c, lang)
	}
	if f.Kind == fault.Unavailable {
		s.Log.WarnContext(c.Request().Context(), "unavailable", "request", requestID(c), "error", f.Err)
	}
	status := statusOf(f.Kind)
	code := string(f.Kind)
	if he != nil && !known {
		status = he.Code
		if status == http.StatusMethodNotAllowed {
			code = "method-not-allowed"
		}
	}
	args := casework.Worded(f.Args, lang)
	p := problem{Type: "/problems/" + code, Code: code, Status: status}
	if f.RetryAfter > 0 {
		p.RetryAfter = max(1, int(math.Ceil(f.RetryAfter.Seconds())))
		args = map[string]any{"seconds": p.RetryAfter}
	}
	p.Title = locale.Text(lang, f.Key, args)
	for name, m := range f.Fields {
		if p.Fields == nil {
			p.Fields = map[string]string{}
		}
		p.Fields[name] = locale.Text(lang, m.Key, m.Args)
	}
	p.Number, _ = f.Args["number"].(string)
	p.Version, _ = f.Args["current"].(int)
	p.Revision, _ = f.Args["revision"].(int)
	return p
}

// unknown logs an error nobody foresaw, once, with a reference to show.
func (s *Server) unknown(err error, c echo.Context, lang string) problem {
	raw := make([]byte, 4)
	_, _ = rand.Read(raw)
	reference := hex.EncodeToString(raw)
	s.Log.ErrorContext(c.Request().Context(), "unknown error", "reference", reference, "request", requestID(c), "route", c.Path(), "error", err)
	return problem{Type: "/problems/internal", Code: "internal", Status: http.StatusInternalServerError,
		Title: locale.Text(lang, "error.internal", map[string]any{"reference": reference}), Detail: reference}
}

// faultOf translates what Echo itself refuses.
func faultOf(he *echo.HTTPError) *fault.Error {
	switch he.Code {
	case http.StatusNotFound:
		return fault.New(fault.NotFound, "error.not_found")
	case http.StatusMethodNotAllowed:
		return fault.New(fault.Malformed, "error.method")
	case http.StatusRequestEntityTooLarge:
		return fault.New(fault.TooLarge, "error.too_large")
	case http.StatusUnsupportedMediaType:
		return fault.New(fault.Unsupported, "error.unsupported")
	case http.StatusUnauthorized:
		return fault.New(fault.Unauthenticated, "error.unauthenticated")
	case http.StatusForbidden:
		return fault.New(fault.Forbidden, "error.forbidden")
	case http.StatusTooManyRequests:
		return fault.New(fault.TooMany, "error.too_many")
	case http.StatusServiceUnavailable:
		return fault.New(fault.Unavailable, "error.unavailable")
	}
	return fault.New(fault.Malformed, "error.malformed")
}

// wantsPage tells whether an error is shown as a page: everything outside the
// API, the log and the operator's addresses.
func wantsPage(r *http.Request) bool {
	for _, prefix := range []string{"/api/", "/log/", "/healthz", "/readyz", "/metrics", "/demo/"} {
		if strings.HasPrefix(r.URL.Path, prefix) {
			return false
		}
	}
	return !strings.HasPrefix(r.Header.Get("Accept"), "application/json")
}
