package web

import (
	"fmt"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

const excerptRunes = 60 // of the account on the check page; the rest opens on demand

// viewCheck lists every answer with a way to change it.
func viewCheck(s *Server, c echo.Context, d *draft, p *page) error {
	var v checkView
	row := func(g *checkGroup, key, step, text string) {
		if text == "" {
			text = p.text("check.none")
		}
		g.Rows = append(g.Rows, checkRow{Name: p.text("check." + key), Text: text, Href: "/file/" + step + "?back=check"})
	}
	matter := checkGroup{Title: p.text("check.matter")}
	to, call, err := s.doorOf(c, d.In.Mailbox, d.In.Call)
	if err != nil {
		return err
	}
	if to != "" {
		matter.Rows = append(matter.Rows, checkRow{Name: p.say("visits.to"), Text: to, Href: "/mailbox"})
	}
	if call != "" {
		matter.Rows = append(matter.Rows, checkRow{Name: p.say("visits.for_call"), Text: call, Href: "/suggestions"})
	}
	row(&matter, "kind", "kind", p.chosen("kind", d.In.Kind))
	row(&matter, "other", "other", p.chosen("other", d.Other))
	row(&matter, "place", "place", s.placeWords(d.In.Place, d.Spot, p.Lang))
	if d.In.Unit != "" {
		row(&matter, "unit", "place", s.Cases.Dir.UnitName(d.In.Unit, p.Lang))
	}
	row(&matter, "title", "title", d.In.Title)
	row(&matter, "narrative", "story", d.In.Narrative)
	if n := petition.Runes(d.In.Narrative); n > excerptRunes {
		last := &matter.Rows[len(matter.Rows)-1]
		last.Text, last.More, last.MoreText = string([]rune(d.In.Narrative)[:excerptRunes])+"…", d.In.Narrative, p.text("check.full", "n", n)
	}
	row(&matter, "happened", "story", d.began(p.Lang))
	v.Groups = append(v.Groups, matter, s.checkWish(d, p))
	files, err := s.checkFiles(c, d, p)
	if err != nil {
		return err
	}
	v.Groups = append(v.Groups, files, s.checkContact(d, p))
	v.Publish = choice{ID: "publish", Name: "publish", Label: p.text("check.publish"), Hint: p.text("check.publish_hint"), Value: d.Publish, Error: p.Form.Err("publish"),
		Options: []option{{Value: "yes", Text: p.text("check.publish_yes")}, {Value: "no", Text: p.text("check.publish_no")}}}
	p.V = v
	return nil
}

// chosen words an answer to one of the page's questions.
func (p *page) chosen(name, value string) string {
	if value == "" {
		return ""
	}
	return p.text(name + "." + value)
}

func (s *Server) checkWish(d *draft, p *page) checkGroup {
	g := checkGroup{Title: p.text("check.wish")}
	for i, text := range d.In.Requests {
		g.Rows = append(g.Rows, checkRow{Name: p.text("check.request", "n", ordinal(p.Lang, i+1)), Text: text, Href: "/file/requests?back=check"})
	}
	if len(g.Rows) == 0 {
		g.Rows = []checkRow{{Name: p.text("check.request", "n", ordinal(p.Lang, 1)), Text: p.text("check.none"), Href: "/file/requests?back=check"}}
	}
	if d.Basis != "" {
		g.Rows = append(g.Rows, checkRow{Name: p.text("check.basis"), Text: d.Basis, Href: "/file/requests?back=check"})
	}
	return g
}

func (s *Server) checkFiles(c echo.Context, d *draft, p *page) (checkGroup, error) {
	g := checkGroup{Title: p.text("check.evidence")}
	files, err := s.Cases.Uploads(c.Request().Context(), d.In.Evidence, d.owner())
	if err != nil {
		return g, err
	}
	row := checkRow{Name: p.text("check.files", "n", len(files)), Href: "/file/evidence?back=check"}
	for i, f := range files {
		if i > 0 {
			row.Text += "\n"
		}
		row.Text += fmt.Sprintf("%s\u3000%s", f.Name, fileSize(f.Size))
	}
	if len(files) == 0 {
		row.Name, row.Text = g.Title, p.text("check.no_files")
	}
	g.Rows = []checkRow{row}
	return g, nil
}

// checkContact masks the telephone: others may look over a shoulder.
func (s *Server) checkContact(d *draft, p *page) checkGroup {
	g := checkGroup{Title: p.text("check.contact")}
	row := func(key, step, text string) {
		if text != "" {
			g.Rows = append(g.Rows, checkRow{Name: p.text("check." + key), Text: text, Href: "/file/" + step + "?back=check"})
		}
	}
	who := d.In.Petitioner
	name := who.Name
	if d.input().Petitioner == nil {
		name = p.text("check.anonymous")
	} else if name == "" {
		name = p.text("check.none")
	}
	s.checkWho(d, p, &g)
	row("name", "contact", name)
	row("phone", "contact", identity.MaskPhone(petition.Digits(who.Phone)))
	row("address", "contact", who.Address)
	row("email", "contact", who.Email)
	if d.input().Petitioner != nil {
		row("hide", "contact", p.text(map[bool]string{true: "check.hide_yes", false: "check.hide_no"}[who.Hide]))
	}
	about := ""
	for _, a := range d.input().About {
		if about != "" {
			about += "\n"
		}
		if about += a.Name; a.Unit != "" {
			about += s.Cases.Dir.UnitName(a.Unit, p.Lang)
		}
	}
	if about == "" {
		about = p.text("check.none")
	}
	row("about", "about", about)
	return g
}

// checkWho tells who files when it is not one person for himself.
func (s *Server) checkWho(d *draft, p *page, g *checkGroup) {
	row := func(key, text string) {
		g.Rows = append(g.Rows, checkRow{Name: p.text("channel.check." + key), Text: text, Href: "/file/contact?back=check"})
	}
	in := d.input()
	switch w := d.Filer; w.Who {
	case whoMany:
		row("who", p.text("channel.who.many")+" · "+p.text("channel.check.people", "n", in.Joint.People))
		if w.Reps != "" {
			row("reps", names(in.Joint.Representatives))
		}
	case whoOrg:
		row("who", p.text("channel.who.organisation")+" · "+w.Contact)
	}
	if a := in.Agent; a != nil {
		mandate := p.text("channel.check.mandate_later")
		if a.Mandate != "" {
			mandate = p.text("channel.check.mandate")
		}
		row("agent", a.Name+" · "+mandate)
		to := "petitioner"
		if a.Notify {
			to = toAgent
		}
		row("notify", p.text("channel.agent.notify_"+to))
	}
}

func names(list []representativeInput) string {
	all := make([]string, len(list))
	for i, r := range list {
		all[i] = r.Name
	}
	return strings.Join(all, "\n")
}

// placeWords writes a place from the top down: 甲市甲区清和街道，丙路工地.
func (s *Server) placeWords(code, spot, lang string) string {
	words := ""
	for _, at := range s.pathTo(code, "") {
		if words != "" {
			words += gap(lang)
		}
		if n := s.Cases.Dir.Place(at, lang); n != nil {
			words += n.Name
		}
	}
	if spot != "" && words != "" {
		words += map[bool]string{true: ", ", false: "，"}[lang == "en"]
	}
	return words + spot
}

// submit files the draft once everything is right; what is not leads to its screen.
func (s *Server) submit(c echo.Context, st fileStep, d *draft) error {
	lang := langOf(c)
	if f := s.notReady(d, st, lang); len(f.Errors) > 0 {
		return s.showStep(c, st, d, f)
	}
	in, err := d.filing(lang)
	if err != nil {
		return err
	}
	ctx := c.Request().Context()
	if who, err := s.citizen(c); err == nil {
		in.CitizenID = who.ID
	} else if !fault.Is(err, fault.Unauthenticated) {
		return err
	}
	answer, err := s.Cases.File(ctx, in)
	if fe, ok := fault.As(err); ok && fe.Kind == fault.KindInvalid && len(fe.Fields) > 0 {
		var f form
		for field, m := range fe.Fields {
			f.Errors = append(f.Errors, elsewhere(field, locale.Text(lang, m.Key, m.Args), st))
		}
		return s.showStep(c, st, d, f)
	}
	if ok := fault.Is(err, fault.Conflict); ok && answer.Number != "" { // filed long ago with this draft
		return c.Redirect(http.StatusSeeOther, "/receipt/"+answer.Number)
	}
	if err != nil {
		return err
	}
	if err := s.Cases.ReleaseDraft(ctx, d.secret); err != nil {
		return err
	}
	done := &draft{ID: d.ID, secret: d.secret, Filed: &receiptKept{Filed: answer, Kind: in.Kind, Joint: in.Joint != nil}}
	if err := s.saveDraft(ctx, done); err != nil {
		return err
	}
	c.SetCookie(s.cookie(receiptCookie, d.secret, "/receipt/", int(codeShown.Seconds())))
	return c.Redirect(http.StatusSeeOther, "/receipt/"+answer.Number)
}

// notReady lists everything to correct; what belongs to another screen links there.
func (s *Server) notReady(d *draft, st fileStep, lang string) form {
	var f form
	for _, w := range s.allWrong(d, lang) {
		if st.owns(w.field) {
			f.wrongAt(w.name, w.id, w.text)
			continue
		}
		f.Errors = append(f.Errors, elsewhere(w.field, w.text, st))
	}
	return f
}

// elsewhere is an error whose field is on another screen.
func elsewhere(field, text string, st fileStep) fieldError {
	e := fieldError{Name: field, Text: text}
	if page, ok := map[string]string{"mailbox": "/mailbox", "call": "/suggestions"}[field]; ok {
		e.Href = page
	} else if i := place(field); i >= 0 && fileFlow[i].name != st.name {
		e.Href = "/file/" + fileFlow[i].name + "?back=check"
	} else {
		e.Name, e.ID = onScreen(field)
	}
	return e
}

// alreadyFiled answers somebody who went back after submitting.
func (s *Server) alreadyFiled(c echo.Context, d *draft) error {
	if c.Request().Method != http.MethodGet {
		return c.Redirect(http.StatusSeeOther, "/receipt/"+d.Filed.Number)
	}
	p := s.page(c, "start.filed", nil)
	p.NoIndex = true
	p.V = problemView{Line: p.text("start.filed_line"), Ways: []link{
		{"/receipt/" + d.Filed.Number, p.text("start.filed_button"), petition.GroupNumber(d.Filed.Number)}, {"/file", p.text("start.anew"), ""}}}
	return s.show(c, http.StatusOK, "problem", p)
}
