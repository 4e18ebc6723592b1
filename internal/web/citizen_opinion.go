package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// opinionPage is the opinion of a review as a page. Unread, it only says what
// reading it starts: the 30 days of the re-review (Art. 36).
func (s *Server) opinionPage(c echo.Context, number, _ string) error {
	own, err := s.Cases.OwnCase(c.Request().Context(), number, langOf(c))
	if err != nil {
		return err
	}
	p := s.ownPage(c, number, form{})
	v := opinionView{Number: number, Days: s.periods().Review}
	if own.Stage == petition.Reviewed && own.Unserved != nil {
		p.Title = p.right("opinion.ready")
		today := clock.DayOf(s.Clock.Now())
		v.LastIfToday = locale.Day(p.Lang, s.Cases.Law().Calendar.Deadline(today, clock.Days(v.Days), 0, 0).Due)
		p.V = v
		return s.show(c, http.StatusOK, "opinion", p)
	}
	o, err := s.Cases.OwnOpinion(c.Request().Context(), number, petition.ReviewDecide, langOf(c))
	if err != nil {
		return err
	}
	p.Title = p.right("opinion.h1", "body", o.Body)
	fillOpinion(p, &v, o)
	s.afterOpinion(p, &v, own, o)
	p.V = v
	return s.show(c, http.StatusOK, "opinion", p)
}

// finalPage is the opinion of the re-review: the last word.
func (s *Server) finalPage(c echo.Context, number, _ string) error {
	o, err := s.Cases.OwnOpinion(c.Request().Context(), number, petition.RecheckDecide, langOf(c))
	if err != nil {
		return err
	}
	p := s.ownPage(c, number, form{})
	p.Title = p.right("opinion.final_h1")
	v := opinionView{Number: number, End: p.right("opinion.end")}
	fillOpinion(p, &v, o)
	p.V = v
	return s.show(c, http.StatusOK, "opinion", p)
}

func fillOpinion(p *page, v *opinionView, o *casework.Opinion) {
	v.Read, v.Body, v.Findings, v.Reasons = true, o.Body, o.Text, o.Reasons
	v.Result = locale.Text(p.Lang, "law.review_decision."+o.Decision, nil)
	v.PaperNumber, v.On = o.PaperNumber, locale.Date(p.Lang, o.On)
	if o.PaperID != "" {
		v.PDF = "/case/" + v.Number + "/papers/" + o.PaperID
	}
}

// afterOpinion says what may be done now, and until when.
func (s *Server) afterOpinion(p *page, v *opinionView, own *casework.CitizenView, o *casework.Opinion) {
	switch day, ok := own.LastDays[petition.Recheck]; {
	case o.Decision == "redo":
		v.Last = p.right("opinion.redo")
	case !ok:
	case mayDo(own, petition.Recheck):
		v.Last, v.Act, v.ActText = p.right("opinion.last", "on", locale.Day(p.Lang, day)), "/case/"+v.Number+"/recheck", p.right("recheck.h1")
	case day.Before(clock.DayOf(s.Clock.Now())):
		v.Last = p.right("opinion.over", "on", locale.Day(p.Lang, day))
	}
}

// readOpinion is the explicit act of reading the opinion of a review.
func (s *Server) readOpinion(c echo.Context, number, _ string) error {
	if _, err := s.Cases.ReadAnswer(c.Request().Context(), number, langOf(c)); err != nil && !fault.Is(err, fault.NotNow) {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/case/"+number+"/opinion")
}

// opinionLinks lead to the opinions that were read.
func (s *Server) opinionLinks(p *page, own *casework.CitizenView) []actRow {
	var rows []actRow
	if own.Review != nil && own.Review.Decision != "" && own.Review.Decision != "refuse" && own.Unserved == nil {
		rows = append(rows, actRow{Href: "/case/" + own.Number + "/opinion", Text: p.right("opinion_again")})
	}
	if own.Recheck != nil && own.Recheck.Decision != "" {
		rows = append(rows, actRow{Href: "/case/" + own.Number + "/final", Text: p.right("final_read")})
	}
	return rows
}

// openPart leads from a case to another of the same letter, without a second code.
func (s *Server) openPart(c echo.Context, number, _ string) error {
	part := petition.ParseNumber(c.Param("part"))
	token, err := s.Cases.OpenPart(c.Request().Context(), number, part)
	if err != nil {
		return err
	}
	c.SetCookie(s.cookie(caseCookie, token, "/case/"+part, 0))
	return c.Redirect(http.StatusSeeOther, "/case/"+part)
}
