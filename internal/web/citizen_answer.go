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

// answerPage is the answer as a page. Unread, it only says what reading it
// starts; nothing is served by a look (Art. 35: 30 days from receiving it).
func (s *Server) answerPage(c echo.Context, number, _ string) error {
	own, err := s.Cases.OwnCase(c.Request().Context(), number, langOf(c))
	if err != nil {
		return err
	}
	if own.Answer == nil {
		return fault.New(fault.NotFound, "error.not_found")
	}
	p := s.page(c, "", nil)
	p.NoIndex = true
	p.Back, p.BackText = "/case/"+number, p.text("shell.back_case")
	days := s.periods()
	v := answerView{Number: number, Unit: own.UnitName, Read: own.Stage != petition.Replied, ReviewDays: days.Review}
	if !v.Read {
		p.Title = p.text("answer.ready", "unit", v.Unit)
		today := clock.DayOf(s.Clock.Now())
		v.LastIfToday = s.Cases.Law().Calendar.Deadline(today, clock.Days(days.Review), 0, 0).Due
	} else {
		p.Title = p.text("answer.h1", "unit", v.Unit)
		s.fillAnswer(p, &v, own)
	}
	p.V = v
	return s.show(c, http.StatusOK, "answer", p)
}

func (s *Server) fillAnswer(p *page, v *answerView, own *casework.CitizenView) {
	v.PaperName, v.PaperNumber, v.On = own.Answer.Title, own.Answer.Number, own.Answer.Date
	if v.PaperName == "" {
		v.PaperName = locale.Text(p.Lang, "law.document."+string(own.Answer.Kind), nil)
	}
	v.PDF = "/case/" + own.Number + "/papers/" + own.Answer.ID
	asked := map[int]string{}
	for _, r := range own.Requests {
		asked[r.No] = r.Text
	}
	counts := map[petition.Decision]int{}
	for _, it := range own.Items {
		counts[it.Decision]++
		v.Points = append(v.Points, answerPoint{No: it.Request, Request: asked[it.Request], Plain: it.Plain, Facts: it.Facts, Basis: it.Basis,
			Decision: locale.Text(p.Lang, "law.decision."+string(it.Decision), nil), Badge: badge(it.Decision), Measure: it.Measure, By: it.By})
	}
	v.Summary = summary(p, len(own.Items), counts)
	for _, l := range own.Legs {
		if l.Leg != petition.LegD {
			continue
		}
		leg := ladderLeg{Name: petition.LegD, Start: l.StartOn, Due: l.Due, Ended: l.EndedOn, Span: clock.Days(l.Days), What: p.text("answer.you_read"),
			Why: clockAddress(own.Number, string(petition.LegD))}
		today := clock.DayOf(s.Clock.Now())
		over := !leg.Ended.IsZero() || today.After(leg.Due)
		v.ReadLine = p.text(map[bool]string{true: "answer.over", false: "answer.read_on"}[over], "on", monthDay(p.Lang, leg.Start), "days", l.Days)
		if !over {
			v.Ladder = ladder(p.Lang, []ladderLeg{leg}, today, "")
		}
	}
	v.Review = mayDo(own, petition.Review)
	if len(v.Ladder) > 0 && !v.Review {
		v.Remedy = p.right("answer.no_review")
	}
}

// badge is the look of a decision: full, half or empty disc; a refusal is no error and never red.
func badge(d petition.Decision) string {
	switch d {
	case petition.Support, petition.Adopt:
		return "support"
	case petition.Explain, petition.AdoptPart:
		return "explain"
	case petition.NotSupport, petition.NotAdopt:
	}
	return "not"
}

// summary counts the decisions in one sentence: 3项请求：支持1项，解释说明1项。
func summary(p *page, n int, counts map[petition.Decision]int) string {
	parts := ""
	for _, d := range []petition.Decision{petition.Support, petition.Explain, petition.NotSupport, petition.Adopt, petition.AdoptPart, petition.NotAdopt} {
		if counts[d] == 0 {
			continue
		}
		if parts != "" {
			parts += p.text("answer.sum_join") + gap(p.Lang)
		}
		parts += p.text("answer.sum_part", "decision", locale.Text(p.Lang, "law.decision."+string(d), nil), "n", counts[d])
	}
	return p.text("answer.sum_count", "n", n, "parts", parts)
}

// readAnswer is the explicit act of reading: from here the 30 days run.
func (s *Server) readAnswer(c echo.Context, number, _ string) error {
	if _, err := s.Cases.ReadAnswer(c.Request().Context(), number, langOf(c)); err != nil && !fault.Is(err, fault.NotNow) {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/case/"+number+"/answer")
}

// ownPaperFile sends a paper. The unread answer is not sent by a link, since
// opening it starts a right's clock: its page says so first.
func (s *Server) ownPaperFile(c echo.Context, number, _ string) error {
	lang := langOf(c)
	own, err := s.Cases.OwnCase(c.Request().Context(), number, lang)
	if err != nil {
		return err
	}
	if own.Unserved != nil && own.Unserved.ID == c.Param("id") {
		to := map[bool]string{true: "/answer", false: "/opinion"}[own.Stage == petition.Replied]
		return c.Redirect(http.StatusSeeOther, "/case/"+number+to)
	}
	if own.Serves == c.Param("id") {
		return s.unreadPaper(c, own)
	}
	read := s.Cases.OwnPaper
	if c.QueryParam("rendered") != "" {
		read = s.Cases.OwnRendered
	}
	paper, err := read(c.Request().Context(), number, c.Param("id"), lang)
	if err != nil {
		return err
	}
	return sendPaper(c, paper)
}

// ownFile sends back what the petitioner handed in.
func (s *Server) ownFile(c echo.Context, number, _ string) error {
	f, err := s.Cases.OwnEvidence(c.Request().Context(), number, c.Param("id"))
	if err != nil {
		return err
	}
	return sendFile(c, f, false)
}

// fridgeCard sends the sheet for the kitchen wall; it never holds the code.
func (s *Server) fridgeCard(c echo.Context, number, _ string) error {
	card, err := s.Cases.FridgeCard(c.Request().Context(), number, langOf(c))
	if err != nil {
		return err
	}
	return sendPaper(c, card)
}
