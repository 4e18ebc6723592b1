package web

import (
	"bytes"
	"crypto/sha256"
	"fmt"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// showKept sends a public page that is the same until something changes: the
// browser keeps it and asks whether it still holds.
func (s *Server) showKept(c echo.Context, name string, p *page) error {
	var b bytes.Buffer
	if err := s.pages.render(&b, name, p); err != nil {
		return err
	}
	h := c.Response().Header()
	h.Set("Content-Language", p.Lang)
	h.Add("Vary", "Cookie, Accept-Language")
	h.Set("Cache-Control", "private, no-cache")
	return s.sendTagged(c, "text/html; charset=utf-8", b.Bytes())
}

// sendKept sends public data as a file; anybody may keep it for five minutes and use it on a page of his own.
func (s *Server) sendKept(c echo.Context, media, name string, body []byte) error {
	h := c.Response().Header()
	h.Set("Cache-Control", "public, max-age=300")
	h.Set("Access-Control-Allow-Origin", "*")
	h.Set("Cross-Origin-Resource-Policy", "cross-origin")
	if name != "" {
		h.Set(echo.HeaderContentDisposition, mime.FormatMediaType("attachment", map[string]string{"filename": name}))
	}
	return s.sendTagged(c, media, body)
}

// sendTagged answers 304 to who has these bytes already. The tag is their
// SHA-256, the same that is published beside open data; it is weak, for the
// answer may be compressed.
func (s *Server) sendTagged(c echo.Context, media string, body []byte) error {
	tag := fmt.Sprintf(`W/"%x"`, sha256.Sum256(body))
	c.Response().Header().Set("ETag", tag)
	for held := range strings.SplitSeq(c.Request().Header.Get("If-None-Match"), ",") {
		if held = strings.TrimSpace(held); held == tag || held == "*" {
			return c.NoContent(http.StatusNotModified)
		}
	}
	return c.Blob(http.StatusOK, media, body)
}
