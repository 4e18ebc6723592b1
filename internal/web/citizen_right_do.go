package web

import (
	"net/http"
	"slices"
	"strconv"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// formOwner is under whom the files of one form are received: the word that the
// form was given. It outlives the session, so that nothing is lost when it ends.
func formOwner(once string) string {
	if once == "" {
		return ""
	}
	return identity.HashToken("form " + once)
}

// receiveAct reads a form of the petitioner's acts; files that came with it, or
// before it, are kept in the form itself until the act is done.
func (s *Server) receiveAct(c echo.Context, session string) (got received, f form, owner string, err error) {
	got, err = s.receive(c, func(r received) string {
		if own := formOwner(r.get("once")); own != "" {
			return own
		}
		return session
	}, evidence.DefaultLimits.Count)
	if err != nil {
		return got, f, "", err
	}
	if owner = formOwner(got.get("once")); owner == "" {
		owner = session
	}
	f = form{Values: got.fields}
	f.Values["upload"] = append(f.Values["upload"], got.ids...)
	if gone := got.get("remove"); gone != "" {
		f.Values["upload"] = slices.DeleteFunc(f.Values["upload"], func(id string) bool { return id == gone })
		if err := s.Cases.RemoveUpload(c.Request().Context(), gone, owner); err != nil && !fault.Is(err, fault.NotFound) {
			return got, f, owner, err
		}
	}
	if n := evidence.DefaultLimits.Count; len(f.Values["upload"]) > n {
		f.Values["upload"] = f.Values["upload"][:n]
	}
	for _, wrong := range got.wrong {
		f.wrong("file", wrong)
	}
	return got, f, owner, nil
}

// attachments lists the files that came with a form which is shown again.
func (s *Server) attachments(c echo.Context, p *page) (*attachView, error) {
	v := &attachView{Limit: evidence.DefaultLimits.Count}
	if s.Tus != nil {
		v.TusURL = TusPath
	}
	ids := p.Form.Values["upload"]
	if len(ids) == 0 {
		return v, nil
	}
	files, err := s.Cases.Uploads(c.Request().Context(), ids, formOwner(p.Once))
	if fault.Is(err, fault.NotFound) { // gone after a day, or sent already
		return v, nil
	}
	for _, f := range files {
		v.Files = append(v.Files, fileRow{ID: f.ID, Name: f.Name, Size: f.Size})
	}
	return v, err
}

// doRight reads a right's form, shows it once more where it counts for once, and does it.
func (s *Server) doRight(r right) ownHandler {
	return func(c echo.Context, number, session string) error {
		got, f, owner, err := s.receiveAct(c, session)
		if err != nil {
			return err
		}
		if got.get("remove") != "" || got.get("do") == "change" {
			return s.showRight(c, r, number, http.StatusOK, f)
		}
		own, err := s.Cases.OwnCase(c.Request().Context(), number, langOf(c))
		if err != nil {
			return err
		}
		cmds := s.rightCommands(c, r, own, &f)
		switch {
		case len(f.Errors) > 0:
			return s.showRight(c, r, number, http.StatusUnprocessableEntity, f)
		case r.sure && got.get("do") != "sure" && mayDo(own, r.verb):
			return s.checkRight(c, r, own, f)
		}
		for i, cmd := range cmds {
			word := got.get("once")
			if i > 0 && word != "" {
				word += "-" + strconv.Itoa(i)
			}
			if _, err := s.Cases.OwnActOnce(c.Request().Context(), number, casework.Sender{Uploads: owner, Session: session}, word, cmd, langOf(c)); err != nil {
				return s.rightFailed(c, r, number, f, err)
			}
		}
		return c.Redirect(http.StatusSeeOther, "/case/"+number+"/done/"+string(r.verb))
	}
}

// rightFailed shows the form again with what the law says.
func (s *Server) rightFailed(c echo.Context, r right, number string, f form, err error) error {
	fe, ok := fault.As(err)
	switch {
	case ok && fe.Kind == fault.NotNow:
		return s.showRight(c, r, number, http.StatusConflict, f)
	case ok && fe.Kind == fault.KindInvalid:
		for field, m := range fe.Fields {
			name := map[string]string{"reasons": "text", "evidence": "file", "done": "done-0"}[field]
			if name == "" {
				name = field
			}
			f.wrong(name, locale.Text(langOf(c), m.Key, m.Args))
		}
		return s.showRight(c, r, number, http.StatusUnprocessableEntity, f)
	}
	return err
}

// rightCommands reads a form into the law's fields and notes what is missing.
func (s *Server) rightCommands(c echo.Context, r right, own *casework.CitizenView, f *form) []petition.Command {
	lang := langOf(c)
	word := func(key string) string { return locale.Text(lang, "right."+key, nil) }
	switch r.verb {
	case petition.Confirm:
		return confirmCommands(own, f, word, clock.DayOf(s.Clock.Now()))
	case petition.AidConsent:
		return aidCommands(own, f)
	}
	cmd := petition.Command{Verb: r.verb}
	text := petition.Prose(f.Get("text"))
	longText(lang, f, "text", text)
	if r.text != "" && !r.optional && text == "" {
		f.wrong("text", locale.Text(lang, "citizen.error.text", nil))
	}
	if cmd.Fields.Text = text; r.text == "reasons" {
		cmd.Fields.Text, cmd.Fields.Reasons = "", text
	}
	if r.files {
		cmd.Fields.Evidence = f.Values["upload"]
	}
	switch r.verb {
	case petition.RequestSupervision:
		if text == "" { // the limit that passed is reason enough; officials read Chinese
			cmd.Fields.Reasons = locale.Text(locale.ZhCN, "right.lapsed.because", map[string]any{"list": joinWords(dutyWords(locale.ZhCN, own.Lapsed), "；")})
		}
	case petition.Review:
		reviewFields(s, lang, own, f, &cmd.Fields)
	case petition.PublishConsent:
		yes := f.Get("publish") == "yes"
		if cmd.Fields.Publish = &yes; !yes && f.Get("publish") != "no" {
			f.wrong("publish", word("error.pick"))
		}
	case petition.Pressure:
		cmd.Fields.About, cmd.Fields.Channel = f.Get("about"), f.Get("channel")
		if !slices.Contains([]string{"unit", "office"}, cmd.Fields.About) {
			f.wrong("about", word("error.pick"))
		}
		if key := "right.pressure.channel_" + f.Get("channel"); f.Get("channel") != "" && locale.Has(lang, key) {
			cmd.Fields.Channel = locale.Text(locale.ZhCN, key, nil)
		} else {
			f.wrong("channel", word("error.pick"))
		}
	}
	return []petition.Command{cmd}
}

func longText(lang locale.Lang, f *form, name, text string) {
	if n := petition.Runes(text); n > maxWords {
		f.wrong(name, locale.Text(lang, "citizen.error.long", map[string]any{"max": maxWords, "over": n - maxWords}))
	}
}

func joinWords(words []string, with string) string {
	all := ""
	for i, w := range words {
		if i > 0 {
			all += with
		}
		all += w
	}
	return all
}

// reviewFields adds the body, and after the last day the reason for being late (Art. 35).
func reviewFields(s *Server, lang locale.Lang, own *casework.CitizenView, f *form, fields *petition.Fields) {
	fields.Body = f.Get("body")
	if len(own.Bodies) == 1 {
		fields.Body = own.Bodies[0].Code
	}
	if !slices.ContainsFunc(own.Bodies, func(b casework.BodyView) bool { return b.Code == fields.Body }) {
		f.wrong("body", locale.Text(lang, "right.error.body", nil))
	}
	day, ok := own.LastDays[petition.Review]
	if !ok || !day.Before(clock.DayOf(s.Clock.Now())) {
		return
	}
	fields.Late = petition.Prose(f.Get("late"))
	longText(lang, f, "late", fields.Late)
	if fields.Late == "" {
		f.wrong("late", locale.Text(lang, "right.error.late", nil))
	}
}

// checkRight shows once more what is about to be sent; going back keeps it all.
func (s *Server) checkRight(c echo.Context, r right, own *casework.CitizenView, f form) error {
	p := s.ownPage(c, own.Number, f)
	p.Title = p.right("check.h1")
	v := sureView{What: p.right(string(r.verb) + ".h1"), Not: p.rightLines(string(r.verb) + ".not"), Button: p.right(string(r.verb) + ".button")}
	row := func(key, text string) {
		if text == "" {
			text = p.right("check.none")
		}
		v.Rows = append(v.Rows, checkRow{Name: p.right(key), Text: text})
	}
	for _, b := range own.Bodies {
		if r.verb == petition.Review && (len(own.Bodies) == 1 || b.Code == f.Get("body")) {
			row("body_one", b.Name)
		}
	}
	if f.Get("late") != "" {
		row("late.text", petition.Prose(f.Get("late")))
	}
	row(string(r.verb)+".text", petition.Prose(f.Get("text")))
	if r.files {
		files, err := s.attachments(c, p)
		if err != nil {
			return err
		}
		names := make([]string, 0, len(files.Files))
		for _, file := range files.Files {
			names = append(names, file.Name)
		}
		row("check.files", joinWords(names, "\n"))
	}
	for _, name := range []string{"text", "late", "body"} {
		v.Keep = append(v.Keep, kept{name, f.Get(name)})
	}
	for _, id := range f.Values["upload"] {
		v.Keep = append(v.Keep, kept{"upload", id})
	}
	p.V = v
	return s.show(c, http.StatusOK, "sure", p)
}
