package web

import (
	"mime"
	"net/http"
	"path"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
)

// sendPaper sends a paper to be looked at in the browser: a PDF, or a scan.
func sendPaper(c echo.Context, p *casework.PaperFile) error {
	h := c.Response().Header()
	h.Set("Content-Disposition", disposition("inline", p.Name))
	h.Set("X-Sha256", p.SHA256)
	if p.Verify != "" {
		h.Set("X-Verify-Code", p.Verify)
	}
	media := p.Media
	if media == "" {
		media = "application/pdf"
	}
	return c.Blob(http.StatusOK, media, p.Bytes)
}

// sendFile sends evidence. Only clean copies and PDFs for the viewer are shown
// in place; whatever people sent is otherwise a download that runs nothing.
func sendFile(c echo.Context, f *casework.Opened, inPlace bool) error {
	defer f.Close()
	h := c.Response().Header()
	how := "attachment"
	if inPlace {
		how = "inline"
	}
	h.Set("Content-Disposition", disposition(how, f.Name))
	h.Set("Content-Type", f.Media)
	h.Set("X-Sha256", f.SHA256)
	guard := "sandbox; default-src 'none'; style-src 'unsafe-inline'"
	if f.Media == "application/pdf" && inPlace {
		guard = "default-src 'none'; object-src 'self'; style-src 'unsafe-inline'" // a sandbox keeps the browser's own viewer from starting
	}
	h.Set("Content-Security-Policy", guard+"; frame-ancestors 'self'")
	http.ServeContent(c.Response(), c.Request(), "", f.At, f)
	return nil
}

func disposition(how, name string) string {
	return mime.FormatMediaType(how, map[string]string{"filename": path.Base(name)})
}
