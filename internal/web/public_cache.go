package web

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
)

// What is the same for everybody is drawn once and sent from memory until what
// it shows changes: no visitor of a public page costs the database more than one
// look at a mark.

const (
	cachedPages = 400              // answers kept, about 20 MB
	cachedFor   = 10 * time.Minute // "printed at" and "as of" are no older than this
)

type cachedAnswer struct {
	mark   string
	at     time.Time
	header http.Header
	body   []byte
	etag   string
}

// answers is the memory; the zero value is empty and ready.
type answers struct {
	mu   sync.Mutex
	kept map[string]cachedAnswer
}

func (a *answers) get(key, mark string, now time.Time) (cachedAnswer, bool) {
	a.mu.Lock()
	defer a.mu.Unlock()
	found, ok := a.kept[key]
	age := now.Sub(found.at)
	return found, ok && found.mark == mark && age >= 0 && age < cachedFor
}

func (a *answers) put(key string, answer cachedAnswer) {
	a.mu.Lock()
	defer a.mu.Unlock()
	if a.kept == nil || len(a.kept) >= cachedPages { // emptied as a whole: what is asked for often is back at once
		a.kept = map[string]cachedAnswer{}
	}
	a.kept[key] = answer
}

// recorder keeps an answer instead of sending it.
type recorder struct {
	http.ResponseWriter
	status int
	body   bytes.Buffer
}

// WriteHeader keeps the status.
func (r *recorder) WriteHeader(status int) { r.status = status }

// Write keeps the body.
func (r *recorder) Write(b []byte) (int, error) { return r.body.Write(b) }

// fromCache serves a public answer from memory as long as the mark of what it
// shows stays, and answers 304 to whoever has it already.
func (s *Server) fromCache(mark func(context.Context) (string, error)) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			now, err := mark(c.Request().Context())
			if err != nil {
				return err
			}
			key := s.cacheKey(c)
			found, ok := s.answers.get(key, now, s.Clock.Now())
			if !ok {
				if found, ok, err = s.record(c, next); err != nil || !ok {
					return err
				}
				found.mark, found.at = now, s.Clock.Now()
				s.answers.put(key, found)
			}
			return sendCached(c, found)
		}
	}
}

// cacheKey is everything an answer depends on beside what is public.
func (s *Server) cacheKey(c echo.Context) string {
	parts := []string{c.Request().URL.RequestURI(), langOf(c), s.Cases.Today().String()}
	for _, name := range []string{"size", "contrast"} {
		if cookie, err := c.Cookie(name); err == nil {
			parts = append(parts, settings[name](cookie.Value))
		} else {
			parts = append(parts, settings[name](""))
		}
	}
	return strings.Join(parts, "\n")
}

// record runs a handler; only a whole page is kept, all else is sent as it is.
func (s *Server) record(c echo.Context, next echo.HandlerFunc) (cachedAnswer, bool, error) {
	out := c.Response().Writer
	rec := &recorder{ResponseWriter: out, status: http.StatusOK}
	c.Response().Writer = rec
	err := next(c)
	c.Response().Writer = out
	if err != nil && rec.body.Len() == 0 {
		return cachedAnswer{}, false, err
	}
	c.Response().Committed, c.Response().Size = false, 0
	if rec.status != http.StatusOK {
		c.Response().WriteHeader(rec.status)
		_, err := c.Response().Write(rec.body.Bytes())
		return cachedAnswer{}, false, err
	}
	sum := sha256.Sum256(rec.body.Bytes())
	answer := cachedAnswer{header: http.Header{}, body: rec.body.Bytes(), etag: `W/"` + hex.EncodeToString(sum[:12]) + `"`}
	for _, name := range []string{echo.HeaderContentType, "Content-Language", "Content-Disposition", "Access-Control-Allow-Origin", "Cross-Origin-Resource-Policy"} {
		if value := c.Response().Header().Get(name); value != "" {
			answer.header.Set(name, value)
		}
	}
	return answer, true, nil
}

// sendCached sends what is kept. A browser may keep it too, and asks whether it still holds.
func sendCached(c echo.Context, answer cachedAnswer) error {
	h := c.Response().Header()
	for name, values := range answer.header {
		h[name] = values
	}
	h.Set("Cache-Control", "no-cache")
	h.Set("ETag", answer.etag)
	h.Set("Vary", "Cookie, Accept-Language")
	if match := c.Request().Header.Get("If-None-Match"); match != "" && strings.Contains(match, answer.etag) {
		return c.NoContent(http.StatusNotModified)
	}
	c.Response().WriteHeader(http.StatusOK)
	_, err := c.Response().Write(answer.body)
	return err
}
