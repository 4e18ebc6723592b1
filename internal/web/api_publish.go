package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/petition"
)

// toPublish lists what the office may publish, or has to look at once more.
func (s *Server) toPublish(c echo.Context) error {
	list, err := s.Cases.ToPublish(c.Request().Context(), me(c), langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"items": list})
}

// publication answers the original beside a masked proposal.
func (s *Server) publication(c echo.Context) error {
	v, err := s.Cases.Publication(c.Request().Context(), me(c), c.Param("number"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

// checkPublication answers what still looks like personal data in a text; nothing is kept.
func (s *Server) checkPublication(c echo.Context) error {
	var in struct {
		Opening petition.Opening `json:"opening"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	finds, err := s.Cases.CheckOpening(c.Request().Context(), me(c), c.Param("number"), in.Opening)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"finds": finds})
}
