package web

import (
	"context"
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
)

// ownPrint sends what the portal draws up about a case for its petitioner: the bundle, the slip for
// a court, the form for the review.
func (s *Server) ownPrint(draw func(ctx context.Context, number string) (*casework.PaperFile, error)) ownHandler {
	return func(c echo.Context, number, _ string) error {
		file, err := draw(c.Request().Context(), number)
		if err != nil {
			return err
		}
		return sendPaper(c, file)
	}
}

// prints are the links under the papers of a case.
func prints(p *page, own *casework.CitizenView) []actRow {
	word := func(key string) string { return locale.Text(p.Lang, "paper.page."+key, nil) }
	at := "/case/" + own.Number + "/"
	rows := []actRow{{at + "bundle", word("bundle"), word("bundle_line")}, {at + "hand-over", word("hand_over"), word("hand_over_line")},
		{at + "proofs", p.say("log.proofs.row"), p.say("log.proofs.row_line")}}
	if own.Form {
		rows = append([]actRow{{at + "review-form", word("review_form"), word("review_form_line")}}, rows...)
	}
	return rows
}

// stamped adds to a paper's row that a scan stands in, with the way to the rendered file.
func stamped(p *page, row *paperRow, d casework.PaperView) {
	if len(d.Stamps) == 0 {
		return
	}
	row.Line += map[bool]string{true: ", ", false: "，"}[p.Lang == locale.En] + locale.Text(p.Lang, "paper.page.stamped", nil)
	row.Rendered = row.Href + "?rendered=1"
}

// unreadPaper is the page before a paper whose reading starts a right, other than the answer, which
// has a page of its own: a look serves nothing (Art. 36).
func (s *Server) unreadPaper(c echo.Context, own *casework.CitizenView) error {
	p := s.page(c, "", nil)
	p.NoIndex = true
	p.Back, p.BackText = "/case/"+own.Number, p.text("shell.back_case")
	days := s.Cases.Law().Rules.On(clock.DayOf(s.Clock.Now())).Period("F").Span.Days
	v := unreadView{Days: days, LastIfToday: s.Cases.Law().Calendar.Deadline(clock.DayOf(s.Clock.Now()), clock.Days(days), 0, 0).Due}
	for _, d := range own.Documents {
		if d.ID == c.Param("id") {
			v.Number = d.Number
		}
	}
	p.Title, p.V = locale.Text(p.Lang, "paper.page.ready", nil), v
	return s.show(c, http.StatusOK, "paper-unread", p)
}

type unreadView struct {
	Number      string
	Days        int
	LastIfToday clock.Day
}

// readPaper is the explicit act of reading such a paper; then it is sent by its link.
func (s *Server) readPaper(c echo.Context, number, _ string) error {
	if _, err := s.Cases.OwnPaper(c.Request().Context(), number, c.Param("id"), langOf(c)); err != nil && !fault.Is(err, fault.NotNow) {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/case/"+number+"/papers/"+c.Param("id"))
}
