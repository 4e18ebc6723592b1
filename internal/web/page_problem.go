package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// failPage shows an error as a page: what happened, what to do, whom to call,
// and the reference under which the log knows it.
func (s *Server) failPage(c echo.Context, pr problem) error {
	words := map[int]string{
		http.StatusBadRequest: "bad_request", http.StatusUnprocessableEntity: "bad_request", http.StatusUnauthorized: "expired", http.StatusForbidden: "forbidden",
		http.StatusNotFound: "not_found", http.StatusMethodNotAllowed: "bad_request", http.StatusConflict: "conflict", http.StatusRequestEntityTooLarge: "too_large",
		http.StatusUnsupportedMediaType: "bad_request", http.StatusTooManyRequests: "too_many", http.StatusServiceUnavailable: "unavailable",
	}
	key, ok := words[pr.Status]
	if !ok {
		key = "broken"
	}
	p := s.page(c, "problem."+key, nil)
	p.NoIndex = true
	v := problemView{Line: p.text("problem."+key+"_line", "phone", p.Office.Phone)}
	if pr.Status == http.StatusInternalServerError {
		v.Reference = pr.Detail
	}
	if key == "conflict" || key == "bad_request" {
		v.Detail = pr.Title
	}
	if pr.RetryAfter > 0 {
		v.Retry = p.text("problem.retry_seconds", "n", pr.RetryAfter)
		if pr.RetryAfter > 90 {
			v.Retry = p.text("problem.retry_minutes", "n", (pr.RetryAfter+59)/60)
		}
	}
	v.Ways = []link{{"/track", p.text("home.track"), p.text("home.track_line")}, {"/file", p.text("home.file"), p.text("start.know_1")}, {"/", p.text("home.title"), ""}}
	p.V = v
	return s.show(c, pr.Status, "problem", p)
}
