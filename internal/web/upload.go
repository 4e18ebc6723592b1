package web

import (
	"net/http"
	"strconv"
)

// TusPath is where resumable uploads live.
const TusPath = "/api/v1/evidence/tus/"

// Refuse writes an error of the upload protocol as a problem document.
func (s *Server) Refuse(w http.ResponseWriter, r *http.Request, err error) {
	c := s.echo.NewContext(r, w)
	p := s.problemOf(err, c)
	if p.RetryAfter > 0 {
		w.Header().Set("Retry-After", strconv.Itoa(p.RetryAfter))
	}
	w.Header().Set("Content-Type", "application/problem+json; charset=utf-8")
	w.WriteHeader(p.Status)
	_ = s.echo.JSONSerializer.Serialize(c, p, "")
}
