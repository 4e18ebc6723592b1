package web

import (
	"net/http"
	"regexp"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// ownPages are the acts that have a page, in the order they are offered.
var ownPages = []petition.Verb{petition.Supplement, petition.Remind, petition.Send, petition.Rate, petition.Withdraw, petition.UndoWithdraw, petition.Urgent}

const maxWords = 2000 // runes of a petitioner's addition, reminder or message

// ownActs lists what the petitioner may do now, each with its last day or effect.
func (s *Server) ownActs(p *page, own *casework.CitizenView) []actRow {
	var rows []actRow
	for _, verb := range ownPages {
		i := slices.IndexFunc(own.Actions, func(a casework.OwnAction) bool { return a.Action == verb })
		if i < 0 {
			continue
		}
		key := "act." + string(verb)
		row := actRow{Href: "/case/" + own.Number + "/" + string(verb), Text: p.text(key)}
		until := own.Actions[i].Until
		switch {
		case verb == petition.Rate && !answered(own.Stage):
			row.Text, row.Note = p.text("act.rate_office"), p.text("act.rate_office_line")
		case verb == petition.UndoWithdraw && own.Withdrawal != nil:
			row.Note = p.text("act.undo-withdraw_line", "until", dateTime(p.Lang, *own.Withdrawal))
		case verb == petition.Remind && own.ReminderOn != nil:
			row.Note = p.text("act.remind_again", "on", monthDay(p.Lang, *own.ReminderOn))
		case verb == petition.Supplement && own.AskedUntil != nil:
			row.Note = p.text("act.until", "on", *own.AskedUntil)
		case until != nil:
			row.Note = p.text("act.until", "on", *until)
		default:
			row.Note = p.text(key + "_line")
		}
		rows = append(rows, row)
	}
	return rows
}

// answered tells whether the unit may be rated: from the answer on (Art. 21).
func answered(stage petition.Stage) bool {
	return slices.Contains([]petition.Stage{petition.Replied, petition.Served, petition.Reviewing, petition.Reviewed, petition.Rechecking, petition.Final, petition.Closed}, stage)
}

// notYet explains in one line what is not possible now, instead of grey buttons.
func (p *page) notYet(own *casework.CitizenView) string {
	var parts []string
	for _, r := range own.NotNow {
		if r.Action == petition.Remind {
			parts = append(parts, p.datesIn(r.Reason))
		}
	}
	switch {
	case own.Stage.Open() && !answered(own.Stage) && own.Stage != petition.Sealed:
		list := p.text("case.unavailable_rate") + map[bool]string{true: ", ", false: "、"}[p.Lang == locale.En] + p.text("case.unavailable_review")
		parts = append(parts, p.text("case.unavailable", "list", list, "when", p.text("case.unavailable_when")))
	}
	return strings.Join(parts, gap(p.Lang))
}

// actPage shows one act with what it does.
func (s *Server) actPage(verb petition.Verb) ownHandler {
	return func(c echo.Context, number, _ string) error {
		return s.showAct(c, verb, number, http.StatusOK, form{Values: map[string][]string{}}, "")
	}
}

// actAgain shows an act's form with what was written before.
func (s *Server) actAgain(verb petition.Verb) func(c echo.Context, number string, f form) error {
	return func(c echo.Context, number string, f form) error {
		return s.showAct(c, verb, number, http.StatusOK, f, "")
	}
}

func (s *Server) showAct(c echo.Context, verb petition.Verb, number string, status int, f form, refused string) error {
	own, err := s.Cases.OwnCase(c.Request().Context(), number, langOf(c))
	if err != nil {
		return err
	}
	p := s.ownPage(c, number, f)
	p.Title = p.text(string(verb) + ".h1")
	if refused == "" && !slices.ContainsFunc(own.Actions, func(a casework.OwnAction) bool { return a.Action == verb }) {
		refused = p.refusal(own, verb)
		status = http.StatusConflict
	}
	if verb == petition.Rate {
		p.V = s.rateView(p, own, refused)
		return s.show(c, status, "rate", p)
	}
	v := actView{Title: string(verb) + ".h1", Button: string(verb) + ".button", Lead: p.text(string(verb) + ".lead"), Refused: refused}
	if verb == petition.Supplement {
		if v.Files, err = s.attachments(c, p); err != nil {
			return err
		}
	}
	if !p.has(v.Button) {
		v.Button = "act.send"
	}
	if verb != petition.UndoWithdraw {
		text := input{ID: "text", Name: "text", Label: p.text("field." + string(verb)), Type: "area", Max: maxWords, Value: f.Get("text"), Error: f.Err("text"),
			Optional: verb == petition.Remind || verb == petition.Withdraw}
		if p.has("field." + string(verb) + "_hint") {
			text.Hint = p.text("field." + string(verb) + "_hint")
		}
		v.Text = &text
	}
	switch {
	case verb == petition.Withdraw:
		q := s.withdrawReasons(p)
		v.Choice = &q
	case verb == petition.Urgent:
		v.Note = p.text("urgent.note", "police", p.Office.Police, "medical", p.Office.Medical)
	case verb == petition.Supplement && own.Asked != "":
		v.Note = p.text("supplement.asked", "text", own.Asked)
	}
	p.V = v
	return s.show(c, status, "act", p)
}

// isoDay is a date as the law writes it; readers get it their way.
var isoDay = regexp.MustCompile(`\d{4}-\d\d-\d\d`)

func (p *page) datesIn(text string) string {
	return isoDay.ReplaceAllStringFunc(text, func(s string) string {
		d, err := clock.ParseDay(s)
		if err != nil {
			return s
		}
		return locale.Day(p.Lang, d)
	})
}

// refusal is why an act is not possible now, in the law's own words where it has some.
func (p *page) refusal(own *casework.CitizenView, verb petition.Verb) string {
	for _, r := range own.NotNow {
		if r.Action == verb {
			return p.datesIn(r.Reason)
		}
	}
	return p.text("act.not_now_why")
}

func (s *Server) withdrawReasons(p *page) choice {
	q := choice{ID: "why", Name: "why", Label: p.text("withdraw.why"), Value: p.Form.Get("why"), Error: p.Form.Err("why")}
	for _, code := range s.Cases.Law().Rules.On(clock.DayOf(s.Clock.Now())).Withdrawal {
		q.Options = append(q.Options, option{Value: code, Text: locale.Text(p.Lang, "law.withdrawal."+code, nil)})
	}
	q.Hint = p.text("withdraw.free")
	return q
}

func (s *Server) rateView(p *page, own *casework.CitizenView, refused string) rateView {
	v := rateView{Refused: refused}
	options := func() []option {
		var list []option
		for _, r := range []petition.Rating{petition.Satisfied, petition.Basic, petition.NotGood} {
			list = append(list, option{Value: string(r), Text: locale.Text(p.Lang, "law.rating."+string(r), nil)})
		}
		return list
	}
	value := func(name string, now petition.Rating) string {
		if said := p.Form.Get(name); said != "" {
			return said
		}
		return string(now)
	}
	if own.Rating.OfficeTimes < 2 {
		v.Subjects = append(v.Subjects, rateSubject{"office", own.OfficeName, p.text("rate.office_line"), value("office", own.Rating.Office), options()})
	}
	switch {
	case !answered(own.Stage):
		v.UnitLater = p.text("rate.unit_later")
	case own.UnitName != "" && own.Rating.UnitTimes < 2:
		v.Subjects = append(v.Subjects, rateSubject{"unit", own.UnitName, p.text("rate.unit_line"), value("unit", own.Rating.Unit), options()})
	}
	for _, code := range s.Cases.Law().Rules.On(clock.DayOf(own.FiledAt)).RatingReasons {
		v.Reasons = append(v.Reasons, option{Value: code, Text: locale.Text(p.Lang, "law.rating_reason."+code, nil), Selected: slices.Contains(p.Form.Values["why"], code)})
	}
	return v
}

// doAct does an act of the petitioner and returns to the case.
func (s *Server) doAct(verb petition.Verb) ownHandler {
	return func(c echo.Context, number, owner string) error { return s.carryOut(c, verb, number, owner) }
}

func (s *Server) carryOut(c echo.Context, verb petition.Verb, number, session string) error {
	got, f, owner, err := s.receiveAct(c, session)
	if err != nil {
		return err
	}
	if got.get("remove") != "" {
		return s.showAct(c, verb, number, http.StatusOK, f, "")
	}
	cmd := s.ownCommand(c, verb, got, &f)
	if len(f.Errors) > 0 {
		return s.showAct(c, verb, number, http.StatusUnprocessableEntity, f, "")
	}
	if verb == petition.Withdraw && got.get("do") != "sure" {
		return s.checkWithdrawal(c, number, f)
	}
	_, err = s.Cases.OwnActOnce(c.Request().Context(), number, casework.Sender{Uploads: owner, Session: session}, got.get("once"), cmd, langOf(c))
	if fe, ok := fault.As(err); ok {
		switch fe.Kind {
		case fault.NotNow:
			return s.showAct(c, verb, number, http.StatusConflict, f, "")
		case fault.KindInvalid:
			for field, m := range fe.Fields {
				f.wrongAt(ownField(field), ownField(field), locale.Text(langOf(c), m.Key, m.Args))
			}
			return s.showAct(c, verb, number, http.StatusUnprocessableEntity, f, "")
		default:
		}
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/case/"+number+"?done="+string(verb))
}

func ownField(field string) string {
	return map[string]string{"reasons": "text", "office": "office", "unit": "unit", "evidence": "file"}[field]
}

// ownCommand reads a form into the verb's fields and notes what is missing.
func (s *Server) ownCommand(c echo.Context, verb petition.Verb, got received, f *form) petition.Command {
	lang := langOf(c)
	word := func(key string, args ...any) string { return locale.Text(lang, "citizen."+key, pairs(args)) }
	text := petition.Prose(got.get("text"))
	cmd := petition.Command{Verb: verb}
	switch verb {
	case petition.Supplement:
		cmd.Fields.Text, cmd.Fields.Evidence = text, f.Values["upload"]
	case petition.Send:
		cmd.Fields.Text = text
	case petition.Remind:
		cmd.Fields.Text = text
	case petition.Urgent:
		cmd.Fields.Reasons = text
	case petition.Withdraw:
		cmd.Fields.Reasons = joined(lang, "withdrawal", []string{got.get("why")}, text)
	case petition.Rate:
		cmd.Fields.Office, cmd.Fields.Unit = petition.Rating(got.get("office")), got.get("unit")
		cmd.Fields.Reasons = joined(lang, "rating_reason", got.fields["why"], text)
		if got.get("office") == "" && got.get("unit") == "" {
			f.wrong("office", word("error.rate"))
		}
	}
	needed := verb == petition.Supplement || verb == petition.Send || verb == petition.Urgent
	if n := petition.Runes(text); n > maxWords {
		f.wrong("text", word("error.long", "max", maxWords, "over", n-maxWords))
	} else if needed && n == 0 {
		f.wrong("text", word("error.text"))
	}
	return cmd
}

// joined words chosen reasons and what was written beside them.
func joined(lang, list string, codes []string, text string) string {
	var words []string
	for _, code := range codes {
		if key := "law." + list + "." + code; code != "" && locale.Has(lang, key) {
			words = append(words, locale.Text(lang, key, nil))
		}
	}
	if text != "" {
		words = append(words, text)
	}
	return strings.Join(words, map[bool]string{true: "; ", false: "；"}[lang == locale.En])
}

// checkWithdrawal asks once more before the clocks stop.
func (s *Server) checkWithdrawal(c echo.Context, number string, f form) error {
	own, err := s.Cases.OwnCase(c.Request().Context(), number, langOf(c))
	if err != nil {
		return err
	}
	p := s.ownPage(c, number, f)
	p.Title = p.text("withdraw.check_h1")
	why := joined(p.Lang, "withdrawal", []string{f.Get("why")}, petition.Prose(f.Get("text")))
	if why == "" {
		why = p.text("check.none")
	}
	p.V = withdrawView{Number: number, Matter: own.Title, Why: why}
	return s.show(c, http.StatusOK, "withdraw-check", p)
}
