package web

import (
	"io/fs"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"
)

// deskFiles serves the built desk: hashed assets for ever, every other address
// is the application's own and gets its page. Before the front end was built it
// answers 503 and says what to do.
func deskFiles(dist fs.FS) http.Handler {
	built, err := fs.Sub(dist, "dist/desk")
	if err == nil {
		_, err = fs.Stat(built, "index.html")
	}
	if err != nil {
		return http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) {
			http.Error(w, "The desk is not built yet: run make build.", http.StatusServiceUnavailable)
		})
	}
	files := http.FileServerFS(built)
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		path := strings.TrimPrefix(strings.TrimPrefix(r.URL.Path, "/desk"), "/")
		info, err := fs.Stat(built, path)
		switch {
		case err != nil || path == "" || info.IsDir():
			if strings.HasPrefix(path, "assets/") {
				http.NotFound(w, r)
				return
			}
			http.ServeFileFS(w, r, built, "index.html")
		default:
			if strings.HasPrefix(path, "assets/") {
				w.Header().Set("Cache-Control", "public, max-age=31536000, immutable")
			}
			http.StripPrefix("/desk", files).ServeHTTP(w, r)
		}
	})
}

func (s *Server) serveDesk(c echo.Context) error {
	s.desk.ServeHTTP(c.Response(), c.Request())
	return nil
}
