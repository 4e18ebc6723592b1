package web

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/locale"
)

type mailboxView struct {
	Places  []option
	Place   string
	Boxes   []mailboxRow
	Letters casework.LetterFigures // of all that are shown
	Share   string
	Days    periods
}

type mailboxRow struct {
	Position, Duty, Where, Figures, Href string
}

// mailboxPage lists leaders by duty and place. A letter is a petition like any
// other: the link leads into the filing.
func (s *Server) mailboxPage(c echo.Context) error {
	p := s.page(c, "", nil)
	p.Title, p.Description = p.say("visits.mailbox.h1"), p.say("visits.mailbox.lead")
	p.Back, p.BackText = "/", p.text("shell.back_home")
	place := c.QueryParam("place")
	boxes, err := s.Cases.Mailboxes(c.Request().Context(), place, p.Lang)
	if err != nil {
		return err
	}
	v := mailboxView{Places: s.placeOptions(p.Lang, place), Place: place, Days: s.periods()}
	for _, b := range boxes {
		row := mailboxRow{Position: b.Position, Duty: b.Duty, Href: "/file?mailbox=" + b.Code, Figures: p.say("visits.mailbox.figures_none")}
		if b.Place != nil && b.Unit != nil {
			row.Where = b.Place.Name + " · " + b.Unit.Name
		}
		if b.Letters > 0 {
			row.Figures = p.say("visits.mailbox.figures_new", "letters", b.Letters, "answered", b.Answered)
		}
		if b.Due > 0 {
			row.Figures = p.say("visits.mailbox.figures", "letters", b.Letters, "answered", b.Answered, "due", b.Due, "intime", b.InTime)
		}
		v.Boxes = append(v.Boxes, row)
		v.Letters.Letters += b.Letters
		v.Letters.Answered += b.Answered
		v.Letters.InTime += b.InTime
		v.Letters.Due += b.Due
	}
	if v.Letters.Due > 0 {
		v.Share = percent(float64(v.Letters.InTime) / float64(v.Letters.Due))
	}
	p.V = v
	return s.show(c, http.StatusOK, "mailbox", p)
}

type suggestionsView struct {
	Open, Ended []callRow
	Years       []casework.SuggestionYear
	Adopted     []adoptedRow
}

type callRow struct {
	Title, Unit, Href string
	Lines             []string
	From, Until       clock.Day
	Received          int
	Answered          int
	Outcome           []string
}

type adoptedRow struct {
	On              clock.Day
	Where, Decision string
	Lines           []string
}

// suggestionsPage lists open calls, each with a door into the filing, and what
// was adopted (Art. 29).
func (s *Server) suggestionsPage(c echo.Context) error {
	p := s.page(c, "", nil)
	p.Title, p.Description = p.say("visits.suggestions.h1"), p.say("visits.suggestions.lead")
	p.Back, p.BackText = "/", p.text("shell.back_home")
	answer, err := s.Cases.Suggestions(c.Request().Context(), p.Lang)
	if err != nil {
		return err
	}
	v := suggestionsView{Years: answer.Years}
	for _, call := range answer.Calls {
		row := callRow{Title: call.Title, Lines: paragraphs(call.Body), From: call.FromOn, Until: call.UntilOn, Href: "/file?call=" + call.Code,
			Received: call.Received, Answered: call.Answered, Outcome: paragraphs(call.Outcome)}
		if call.Unit != nil {
			row.Unit = call.Unit.Name
		}
		if call.Open {
			v.Open = append(v.Open, row)
		} else {
			v.Ended = append(v.Ended, row)
		}
	}
	for _, a := range answer.Adopted {
		row := adoptedRow{On: a.On, Decision: locale.Text(p.Lang, "law.decision."+string(a.Decision), nil), Lines: a.Lines}
		if a.Unit != nil {
			row.Where = a.Unit.Name
		}
		v.Adopted = append(v.Adopted, row)
	}
	p.V = v
	return s.show(c, http.StatusOK, "suggestions", p)
}

func paragraphs(text string) []string {
	var list []string
	for line := range strings.SplitSeq(text, "\n") {
		if line = strings.TrimSpace(line); line != "" {
			list = append(list, line)
		}
	}
	return list
}

// doorOf words whom a filing is for: a leader's mailbox, or an open call.
// Codes in an address that lead nowhere are passed over.
func (s *Server) doorOf(c echo.Context, mailbox, call string) (to, title string, err error) {
	box, named, err := s.Cases.OpenDoors(c.Request().Context(), mailbox, call, langOf(c))
	if box != nil {
		to = box.Name
	}
	if named != nil {
		title = named.Name
	}
	return to, title, err
}

// inPublic tells on a case whom it was written to, by position, and which call it
// answers; who leads it stands beside those who work on it.
func (p *page) inPublic(own *casework.CitizenView) []namedText {
	var rows []namedText
	if own.Addressee != nil {
		rows = append(rows, namedText{p.say("visits.to"), own.Addressee.Name})
	}
	if own.Call != nil {
		rows = append(rows, namedText{p.say("visits.for_call"), own.Call.Name})
	}
	return rows
}
