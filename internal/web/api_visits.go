package web

import (
	"net/http"
	"time"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// leaderRoutes are leaders in public: reception days with their bookings,
// mailboxes and calls for suggestions, open to everybody, and their planning.
func (s *Server) leaderRoutes(api, desk *echo.Group) {
	api.GET("/visits", s.visits, s.limit(anything))
	api.GET("/visits/:id", s.visit, s.limit(anything))
	api.POST("/visits/:id/bookings", s.bookVisit, s.limit(booking))
	api.POST("/visits/booking", s.openVisitBooking, s.limit(opening))
	api.POST("/visits/booking/cancel", s.cancelVisitBooking, s.limit(opening))
	api.GET("/mailboxes", s.mailboxes, s.limit(anything))
	api.GET("/suggestions", s.suggestions, s.limit(anything))
	s.deskVisitRoutes(desk)
}

// booking is the budget of bookings: a hall full of people shares one address,
// and nobody alone needs a whole morning's times.
var booking = class{"booking", time.Minute, 20}

// visitsAsked reads the days asked for; from and to are days, this month unless told.
func (s *Server) visitsAsked(c echo.Context) (casework.VisitsAsk, error) {
	first := firstOfMonth(s.Cases.Today())
	ask := casework.VisitsAsk{From: first, To: clock.Date(first.Year(), first.Month()+1, 1).AddDays(-1), Place: c.QueryParam("place"), Kind: c.QueryParam("kind")}
	for name, into := range map[string]*clock.Day{"from": &ask.From, "to": &ask.To} {
		if q := c.QueryParam(name); q != "" {
			d, err := clock.ParseDay(q)
			if err != nil {
				return ask, fault.Invalid().Field(name, "error.day_wrong").OrNil()
			}
			*into = d
		}
	}
	if ask.To.Before(ask.From) || ask.To.Sub(ask.From) > 366 {
		return ask, fault.Invalid().Field("to", "error.range_wrong").OrNil()
	}
	return ask, nil
}

// visits answers the reception calendar with the rate of kept days.
func (s *Server) visits(c echo.Context) error {
	ask, err := s.visitsAsked(c)
	if err != nil {
		return err
	}
	p, err := s.Cases.Visits(c.Request().Context(), ask, langOf(c))
	return answerWith(c, http.StatusOK, p, err)
}

func (s *Server) visit(c echo.Context) error {
	d, err := s.Cases.Visit(c.Request().Context(), c.Param("id"), langOf(c))
	return answerWith(c, http.StatusOK, d, err)
}

// bookVisit takes a time; the code is answered once.
func (s *Server) bookVisit(c echo.Context) error {
	var in bookingInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	in.normalise()
	if err := in.check(); err != nil {
		return err
	}
	b, err := s.Cases.Book(c.Request().Context(), in.ask(c.Param("id")), langOf(c))
	return answerWith(c, http.StatusCreated, b, err)
}

func codeGiven(c echo.Context) (string, error) {
	var in struct {
		Code string `json:"code"`
	}
	_, err := body(c, &in)
	return in.Code, err
}

func (s *Server) openVisitBooking(c echo.Context) error {
	code, err := codeGiven(c)
	if err != nil {
		return err
	}
	b, err := s.Cases.Booking(c.Request().Context(), code, langOf(c))
	return answerWith(c, http.StatusOK, b, err)
}

func (s *Server) cancelVisitBooking(c echo.Context) error {
	code, err := codeGiven(c)
	if err != nil {
		return err
	}
	b, err := s.Cases.CancelBooking(c.Request().Context(), code, langOf(c))
	return answerWith(c, http.StatusOK, b, err)
}

func (s *Server) mailboxes(c echo.Context) error {
	list, err := s.Cases.Mailboxes(c.Request().Context(), c.QueryParam("place"), langOf(c))
	return answerWith(c, http.StatusOK, map[string]any{"items": list}, err)
}

func (s *Server) suggestions(c echo.Context) error {
	p, err := s.Cases.Suggestions(c.Request().Context(), langOf(c))
	return answerWith(c, http.StatusOK, p, err)
}

// answerWith sends what a verb answered, or passes its error on.
func answerWith(c echo.Context, status int, v any, err error) error {
	if err != nil {
		return err
	}
	return c.JSON(status, v)
}
