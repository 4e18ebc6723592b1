package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/petition"
)

// deskVisitRoutes are the planning of reception days and the calls for
// suggestions; for whom a day is, casework says.
func (s *Server) deskVisitRoutes(desk *echo.Group) {
	plan := s.holding(petition.Registrar, petition.Office, petition.Head)
	desk.GET("/visits", s.plannedDays, plan)
	desk.POST("/visits", s.planDay, plan)
	desk.GET("/visits/:id", s.plannedDay, plan)
	desk.PUT("/visits/:id", s.changeDay, plan)
	desk.POST("/visits/:id/cancel", s.cancelDay, plan)
	desk.POST("/visits/:id/keep", s.keepDay, plan)
	desk.POST("/visits/:id/bookings/:booking/reveal", s.revealBooking, plan)
	keep := s.holding(petition.Office, petition.Admin)
	desk.GET("/calls", s.calls, keep)
	desk.POST("/calls", s.addCall, keep)
	desk.PUT("/calls/:code", s.changeCall, keep)
}

func (s *Server) plannedDays(c echo.Context) error {
	ask, err := s.visitsAsked(c)
	if err != nil {
		return err
	}
	list, err := s.Cases.PlannedDays(c.Request().Context(), me(c), ask, langOf(c))
	return answerWith(c, http.StatusOK, map[string]any{"items": list}, err)
}

// daySheet is one day with its bookings, masked.
type daySheet struct {
	Day      *casework.Planned     `json:"day"`
	Bookings []casework.BookingRow `json:"bookings"`
}

func (s *Server) plannedDay(c echo.Context) error {
	ctx, id := c.Request().Context(), c.Param("id")
	d, err := s.Cases.PlannedDay(ctx, me(c), id, langOf(c))
	if err != nil {
		return err
	}
	rows, err := s.Cases.DaySheet(ctx, me(c), id)
	return answerWith(c, http.StatusOK, daySheet{d, rows}, err)
}

func (s *Server) planDay(c echo.Context) error {
	var in casework.PlanAsk
	if _, err := body(c, &in); err != nil {
		return err
	}
	d, err := s.Cases.PlanDay(c.Request().Context(), me(c), in, langOf(c))
	return answerWith(c, http.StatusCreated, d, err)
}

func (s *Server) changeDay(c echo.Context) error {
	var in casework.PlanAsk
	if _, err := body(c, &in); err != nil {
		return err
	}
	d, err := s.Cases.ChangeDay(c.Request().Context(), me(c), c.Param("id"), in, langOf(c))
	return answerWith(c, http.StatusOK, d, err)
}

func (s *Server) cancelDay(c echo.Context) error {
	var in struct {
		Version int    `json:"version"`
		Reason  string `json:"reason"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	d, err := s.Cases.CancelDay(c.Request().Context(), me(c), c.Param("id"), in.Version, in.Reason, langOf(c))
	return answerWith(c, http.StatusOK, d, err)
}

func (s *Server) keepDay(c echo.Context) error {
	var in struct {
		Version int    `json:"version"`
		Result  string `json:"result"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	d, err := s.Cases.KeepDay(c.Request().Context(), me(c), c.Param("id"), in.Version, in.Result, langOf(c))
	return answerWith(c, http.StatusOK, d, err)
}

// revealBooking shows who booked; recorded, and shown to whoever booked.
func (s *Server) revealBooking(c echo.Context) error {
	var in struct {
		Reason string `json:"reason"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	who, err := s.Cases.RevealBooking(c.Request().Context(), me(c), c.Param("id"), c.Param("booking"), in.Reason)
	return answerWith(c, http.StatusOK, who, err)
}

func (s *Server) calls(c echo.Context) error {
	list, err := s.Cases.Calls(c.Request().Context())
	return answerWith(c, http.StatusOK, map[string]any{"items": list}, err)
}

func (s *Server) addCall(c echo.Context) error {
	var in casework.CallDetail
	if _, err := body(c, &in); err != nil {
		return err
	}
	code, err := s.Cases.AddCall(c.Request().Context(), me(c), in)
	return answerWith(c, http.StatusCreated, map[string]string{"code": code}, err)
}

func (s *Server) changeCall(c echo.Context) error {
	var in casework.CallDetail
	if _, err := body(c, &in); err != nil {
		return err
	}
	in.Code = c.Param("code")
	if err := s.Cases.ChangeCall(c.Request().Context(), me(c), in); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// allMailboxes, addMailbox and changeMailbox keep the leaders' mailboxes.
func (s *Server) allMailboxes(c echo.Context) error {
	list, err := s.Cases.AllMailboxes(c.Request().Context())
	return answerWith(c, http.StatusOK, map[string]any{"items": list}, err)
}

func (s *Server) addMailbox(c echo.Context) error {
	var in casework.MailboxDetail
	if _, err := body(c, &in); err != nil {
		return err
	}
	return answerWith(c, http.StatusCreated, in, s.Cases.AddMailbox(c.Request().Context(), me(c), in))
}

func (s *Server) changeMailbox(c echo.Context) error {
	var in casework.MailboxDetail
	if _, err := body(c, &in); err != nil {
		return err
	}
	in.Code = c.Param("code")
	return answerWith(c, http.StatusOK, in, s.Cases.ChangeMailbox(c.Request().Context(), me(c), in))
}
