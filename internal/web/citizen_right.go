package web

import (
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// right is an act of the ladder as a page of one pattern: what it does and what
// not, its last day, what we know already, the words, new evidence, one look
// before it is done, and a page that says what comes next. Its texts are right.<verb>.*
type right struct {
	verb     petition.Verb
	text     petition.Field // what the words are for the law, "" where none are asked
	optional bool
	files    bool
	sure     bool // it gives something up or is meant for once: asked again before it is done
	leg      petition.LegName
}

// rights are the petitioner's acts beyond the straight path, in the order they are offered.
var rights = []right{
	{verb: petition.RequestSupervision, text: "reasons", optional: true, leg: petition.LegSupervisionAsked},
	{verb: petition.Review, text: "reasons", files: true, sure: true, leg: petition.LegE},
	{verb: petition.Recheck, text: "reasons", files: true, sure: true, leg: petition.LegG},
	{verb: petition.AskCheck, text: "reasons", files: true, sure: true, leg: petition.LegCheck},
	{verb: petition.RouteBack, text: "reasons", files: true, sure: true, leg: petition.LegRouteBack},
	{verb: petition.Confirm, text: "text", optional: true},
	{verb: petition.Solved, text: "text", optional: true, sure: true},
	{verb: petition.ToOrdinary, text: "reasons", sure: true, leg: petition.LegC},
	{verb: petition.AskRecusal, text: "reasons", leg: petition.LegRecusal},
	{verb: petition.PublishConsent},
	{verb: petition.AidConsent},
	{verb: petition.Pressure, text: "text", leg: petition.LegPressure},
}

func rightOf(verb petition.Verb) (right, bool) {
	i := slices.IndexFunc(rights, func(r right) bool { return r.verb == verb })
	if i < 0 {
		return right{}, false
	}
	return rights[i], true
}

// takesFiles tells whether an address is that of a right whose form takes files.
func takesFiles(path string) bool {
	return slices.ContainsFunc(rights, func(r right) bool { return r.files && strings.HasSuffix(path, "/"+string(r.verb)) })
}

// right words a text of the subject "right".
func (p *page) right(key string, args ...any) string {
	return locale.Text(p.Lang, "right."+key, pairs(args))
}

func (p *page) hasRight(key string) bool { return locale.Has(p.Lang, "right."+key) }

// rightLines are the lines of a text that lists several, none where there is no such text.
func (p *page) rightLines(key string, args ...any) []string {
	if !p.hasRight(key) {
		return nil
	}
	return strings.Split(p.right(key, args...), "\n")
}

func mayDo(own *casework.CitizenView, verb petition.Verb) bool {
	return slices.ContainsFunc(own.Actions, func(a casework.OwnAction) bool { return a.Action == verb })
}

// rightPage shows one right with what it does.
func (s *Server) rightPage(r right) ownHandler {
	return func(c echo.Context, number, owner string) error {
		return s.showRight(c, r, number, http.StatusOK, form{Values: map[string][]string{}})
	}
}

// rightAgain shows a right's form with what was written before.
func (s *Server) rightAgain(r right) func(c echo.Context, number string, f form) error {
	return func(c echo.Context, number string, f form) error { return s.showRight(c, r, number, http.StatusOK, f) }
}

func (s *Server) showRight(c echo.Context, r right, number string, status int, f form) error {
	own, err := s.Cases.OwnCase(c.Request().Context(), number, langOf(c))
	if err != nil {
		return err
	}
	p := s.ownPage(c, number, f)
	p.Title = p.right(string(r.verb) + ".h1")
	v := rightView{Verb: string(r.verb), Lead: p.right(string(r.verb) + ".lead"), Does: p.rightLines(string(r.verb) + ".does"), Not: p.rightLines(string(r.verb) + ".not"),
		Button: p.right(string(r.verb) + ".button")}
	if !mayDo(own, r.verb) {
		v.Refused, status = p.refusal(own, r.verb), http.StatusConflict
	}
	s.fillRight(p, &v, r, own)
	if r.files && v.Refused == "" {
		if v.Files, err = s.attachments(c, p); err != nil {
			return err
		}
	}
	p.V = v
	return s.show(c, status, "right", p)
}

// ownPage begins a page about one's own case, with the word that makes its form count once.
func (s *Server) ownPage(c echo.Context, number string, f form) *page {
	p := s.page(c, "", nil)
	p.NoIndex, p.Form = true, f
	p.Back, p.BackText = "/case/"+number, p.text("shell.back_case")
	if p.Once = f.Get("once"); p.Once == "" {
		p.Once = identity.NewToken()
	}
	return p
}

// fillRight adds what a right asks or tells beyond the pattern.
func (s *Server) fillRight(p *page, v *rightView, r right, own *casework.CitizenView) {
	if v.Refused != "" {
		v.Ways = s.waysAfter(p, r.verb, own)
		return
	}
	s.lastDay(p, v, r.verb, own)
	switch r.verb {
	case petition.Review:
		v.About = aboutAnswer(p, own)
		bodies(p, v, own)
	case petition.Recheck:
		v.About = aboutAnswer(p, own)
	case petition.RequestSupervision:
		v.Lapsed = dutyWords(p.Lang, own.Lapsed)
	case petition.PublishConsent:
		q := choose(p, "publish", p.right("publish-consent.h1"), option{Value: "yes", Text: p.right("consent.yes")}, option{Value: "no", Text: p.right("consent.no")})
		v.Now = p.right("consent.now", "choice", p.right("consent."+yesNo(own.Publish)))
		v.Choices = append(v.Choices, q.preset(yesNo(own.Publish)))
	case petition.AidConsent:
		v.Choices = aidChoices(p, own)
	case petition.Confirm:
		confirmations(p, v, own, clock.DayOf(s.Clock.Now()))
		return
	case petition.Pressure:
		v.Exit = "/case/" + own.Number + "/exit"
		v.Danger = p.right("pressure.danger", "police", p.Office.Police)
		v.Choices = append(v.Choices, choose(p, "about", p.right("pressure.about"), option{Value: "unit", Text: p.right("pressure.about_unit")},
			option{Value: "office", Text: p.right("pressure.about_office")}), choose(p, "channel", p.right("pressure.channel"), option{Value: "here", Text: p.right("pressure.channel_here")},
			option{Value: "phone", Text: p.right("pressure.channel_phone")}, option{Value: "letter", Text: p.right("pressure.channel_letter")}))
	}
	if r.text != "" {
		v.Text = area(p, "text", string(r.verb)+".text", string(r.verb)+".hint", r.optional)
	}
	if v.Late {
		v.LateText = area(p, "late", "late.text", "late.hint", false)
	}
}

func area(p *page, name, label, hint string, optional bool) *input {
	in := input{ID: name, Name: name, Label: p.right(label), Type: "area", Max: maxWords, Value: p.Form.Get(name), Error: p.Form.Err(name), Optional: optional, Short: optional}
	if p.hasRight(hint) {
		in.Hint = p.right(hint)
	}
	return &in
}

func choose(p *page, name, label string, options ...option) choice {
	return choice{ID: name, Name: name, Label: label, Value: p.Form.Get(name), Error: p.Form.Err(name), Options: options}
}

// lastDay says until when the right may be used, or what it means that the day is over.
func (s *Server) lastDay(p *page, v *rightView, verb petition.Verb, own *casework.CitizenView) {
	day, ok := own.LastDays[verb]
	if !ok {
		return
	}
	left := day.Sub(clock.DayOf(s.Clock.Now()))
	switch {
	case left < 0:
		v.Late, v.LateLead, v.LateMay = true, p.right("late.lead", "on", locale.Day(p.Lang, day)), p.right("late.may")
		v.Ways = s.waysAfter(p, verb, own)
	case left == 0:
		v.Last = p.right("last", "on", locale.Day(p.Lang, day), "left", p.right("left_today"))
	case left == 1:
		v.Last = p.right("last", "on", locale.Day(p.Lang, day), "left", p.right("left_one"))
	default:
		v.Last = p.right("last", "on", locale.Day(p.Lang, day), "left", p.right("left", "n", left))
	}
}

// waysAfter are the other ways that stay open when an appeal can't be used: those that the coach names.
func (s *Server) waysAfter(p *page, verb petition.Verb, own *casework.CitizenView) []link {
	switch verb {
	case petition.Review, petition.Recheck, petition.AskCheck:
		return s.ways(p.Lang, casework.WaysAfter(own))
	}
	return nil
}

// aboutAnswer is what is known already of the answer, so that nobody writes it again.
func aboutAnswer(p *page, own *casework.CitizenView) []checkRow {
	rows := []checkRow{{Name: p.text("case.matter"), Text: own.Title}}
	rows[0].Name = strings.TrimRight(rows[0].Name, "：:")
	if own.UnitName != "" {
		rows = append(rows, checkRow{Name: p.right("about.unit"), Text: own.UnitName})
	}
	if a := own.Answer; a != nil {
		rows = append(rows, checkRow{Name: p.right("about.answer"), Text: strings.TrimSpace(a.Number + " " + locale.Day(p.Lang, a.Date))})
	}
	asked := map[int]string{}
	for _, r := range own.Requests {
		asked[r.No] = r.Text
	}
	for _, it := range own.Items {
		rows = append(rows, checkRow{Name: p.right("about.request", "n", ordinal(p.Lang, it.Request)),
			Text: asked[it.Request] + "\n" + locale.Text(p.Lang, "law.decision."+string(it.Decision), nil) + map[bool]string{true: ": ", false: "："}[p.Lang == locale.En] + it.Plain})
	}
	return rows
}

// bodies lets the petitioner choose who reviews, where several bodies may.
func bodies(p *page, v *rightView, own *casework.CitizenView) {
	reach := func(b casework.BodyView) string { return strings.TrimSpace(b.Address + " " + b.Phone) }
	if len(own.Bodies) == 1 {
		v.About = append(v.About, checkRow{Name: p.right("body_one"), Text: own.Bodies[0].Name + "\n" + reach(own.Bodies[0])})
		return
	}
	var options []option
	for _, b := range own.Bodies {
		options = append(options, option{Value: b.Code, Text: b.Name, Note: reach(b)})
	}
	q := choose(p, "body", p.right("body"), options...)
	q.Hint = p.right("body_hint")
	v.Choices = append(v.Choices, q)
}

func dutyWords(lang locale.Lang, codes []string) []string {
	words := make([]string, 0, len(codes))
	for _, code := range codes {
		words = append(words, locale.Text(lang, "law.duty."+code, nil))
	}
	return words
}

// doneRight is the page after a right was used: it has arrived, and this comes next.
func (s *Server) doneRight(r right) ownHandler {
	return func(c echo.Context, number, _ string) error {
		own, err := s.Cases.OwnCase(c.Request().Context(), number, langOf(c))
		if err != nil {
			return err
		}
		p := s.ownPage(c, number, form{})
		p.Title = p.right(string(r.verb) + ".done")
		args := []any{"body", p.text("case.some_unit"), "on", "", "intake", ""}
		if r.leg != "" {
			due, ok := legDue(own, r.leg)
			if !ok { // somebody came by the address alone
				return c.Redirect(http.StatusSeeOther, p.Back)
			}
			args[3] = locale.Day(p.Lang, due)
		}
		if due, ok := legDue(own, petition.LegReviewIntake); ok {
			args[5] = locale.Day(p.Lang, due)
		}
		if own.Review != nil && own.Review.Body != nil {
			args[1] = own.Review.Body.Name
		}
		v := doneView{Number: number, Lines: p.rightLines(string(r.verb)+".next", args...)}
		if r.verb == petition.Pressure {
			v.Exit = "/case/" + number + "/exit"
		}
		p.V = v
		return s.show(c, http.StatusOK, "done", p)
	}
}

// legDue is the last day of the newest leg of a name.
func legDue(own *casework.CitizenView, name petition.LegName) (clock.Day, bool) {
	for i := len(own.Legs) - 1; i >= 0; i-- {
		if own.Legs[i].Leg == name {
			return own.Legs[i].Due, true
		}
	}
	return clock.Day{}, false
}

// quickExit closes the case and opens a page that tells nobody anything.
func (s *Server) quickExit(c echo.Context) error {
	number, token, err := s.opened(c)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	if token != "" {
		if err := s.Cases.CloseSession(c.Request().Context(), token); err != nil {
			return err
		}
		c.SetCookie(s.cookie(caseCookie, "", "/case/"+number, -1))
	}
	return c.Redirect(http.StatusSeeOther, s.Settings.Site.Exit)
}
