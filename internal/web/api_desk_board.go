package web

import (
	"net/http"

	"github.com/labstack/echo/v4"
)

// supervision answers the matters on which the system found a duty broken.
func (s *Server) supervision(c echo.Context) error {
	board, err := s.Cases.Supervision(c.Request().Context(), me(c), langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, board)
}

// deskNotices answers what the official's unit was told lately.
func (s *Server) deskNotices(c echo.Context) error {
	list, err := s.Cases.DeskNotices(c.Request().Context(), me(c), langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"items": list})
}
