package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/petition"
)

// findingRoutes tell the office and the auditor what verify found.
func (s *Server) findingRoutes(desk *echo.Group) {
	desk.GET("/findings", s.findings, s.holding(petition.Office, petition.Auditor))
}

func (s *Server) findings(c echo.Context) error {
	v, err := s.Cases.Findings(c.Request().Context(), me(c))
	return answerWith(c, http.StatusOK, v, err)
}
