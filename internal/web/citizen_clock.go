package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
)

type clockView struct {
	Number string
	*casework.Reckoning
}

// clockPage explains one date of a legal clock step by step: to who proved the code any date of the
// case, to everybody else the due day of the public line alone.
func (s *Server) clockPage(c echo.Context) error {
	number, token, err := s.opened(c)
	if err != nil {
		return err
	}
	if number == "" {
		return fault.New(fault.NotFound, "error.not_found")
	}
	explain := s.Cases.PublicReckoning
	if token != "" {
		explain = s.Cases.OwnReckoning
	}
	p := s.page(c, "", nil)
	r, err := explain(c.Request().Context(), number, c.Param("leg"), p.Lang)
	if err != nil {
		return err
	}
	p.Title, p.NoIndex = localeText(p.Lang, "clock.h1", "word", r.Word), true
	p.Back, p.BackText = "/case/"+number, p.text("shell.back_case")
	p.V = clockView{Number: number, Reckoning: r}
	return s.show(c, http.StatusOK, "clock", p)
}

// deskClock explains one date of a legal clock to an official.
func (s *Server) deskClock(c echo.Context) error {
	r, err := s.Cases.DeskReckoning(c.Request().Context(), me(c), c.Param("number"), c.Param("leg"), langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, r)
}
