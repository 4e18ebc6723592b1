package web

import (
	"net/http"
	"slices"
	"time"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

type meView struct {
	Flash    string
	Who      string // masked
	Mine     []mineRow
	Drafts   []draftRow
	Here     *draftRow // of this browser, not kept with the account yet
	Contacts []contactRow
	AddBy    string // phone or email: what the account has not yet, "" for nothing
}

type mineRow struct {
	Number, Title, Status, Due, Next string
	Over                             bool
}

type draftRow struct {
	ID, Title string
	SavedAt   time.Time
	Step      int
}

type contactRow struct {
	Field, Masked string
	On            bool
	Lang          choice
}

// mePage is everything of who is signed in.
func (s *Server) mePage(c echo.Context, who identity.Citizen) error {
	return s.showMe(c, who, http.StatusOK, form{})
}

func (s *Server) showMe(c echo.Context, who identity.Citizen, status int, f form) error {
	ctx := c.Request().Context()
	p := s.page(c, "account.me.h1", nil)
	p.NoIndex, p.Form = true, f
	p.Back, p.BackText = "/", p.text("shell.back_home")
	v := meView{Flash: p.told("account.flash_", c.QueryParam("done"))}
	contacts, err := s.Cases.Citizens().Contacts(ctx, who)
	if err != nil {
		return err
	}
	for _, k := range contacts {
		if v.Who == "" || !k.ProvedAt.Before(who.Since) {
			v.Who = k.Masked
		}
		v.Contacts = append(v.Contacts, p.contactRow(k))
	}
	v.AddBy = s.missing(contacts)
	own, err := s.Cases.Mine(ctx, who, p.Lang)
	if err != nil {
		return err
	}
	for _, o := range own {
		v.Mine = append(v.Mine, s.mineRow(p, o))
	}
	if err := s.meDrafts(c, who, p, &v); err != nil {
		return err
	}
	p.V = v
	return s.show(c, status, "me", p)
}

// missing is the way in which the account can't be reached yet.
func (s *Server) missing(contacts []identity.OwnContact) string {
	for _, field := range []string{identity.FieldPhone, identity.FieldEmail} {
		has := slices.ContainsFunc(contacts, func(k identity.OwnContact) bool { return k.Field == field })
		if !has && s.byField(field) == field {
			return field
		}
	}
	return ""
}

// addContact sends a code to a further phone or mailbox.
func (s *Server) addContact(c echo.Context, who identity.Citizen) error {
	contacts, err := s.Cases.Citizens().Contacts(c.Request().Context(), who)
	if err != nil {
		return err
	}
	by := s.missing(contacts)
	if by == "" {
		return c.Redirect(http.StatusSeeOther, "/me")
	}
	f := form{Values: map[string][]string{}}
	to, ok := contactOf(c, by, &f)
	again := func(status int, f form) error { return s.showMe(c, who, status, f) }
	if !ok {
		return again(http.StatusUnprocessableEntity, f)
	}
	ask := identity.NewToken()
	err = s.Cases.AskAddContact(c.Request().Context(), who, ask, to, langOf(c))
	return s.asked(c, by, ask, f, err, again)
}

func (p *page) contactRow(k identity.OwnContact) contactRow {
	q := choice{ID: "lang-" + k.Field, Name: "lang-" + k.Field, Label: p.text("account.notices.lang"), Value: k.Lang}
	for _, lang := range locale.Langs() {
		q.Options = append(q.Options, option{Value: lang, Text: p.text("account.notices.lang_" + lang)})
	}
	return contactRow{Field: k.Field, Masked: k.Masked, On: k.Notices, Lang: q}
}

// mineRow words one petition: where it stands, by when, and what its petitioner may do.
func (s *Server) mineRow(p *page, o casework.OwnPetition) mineRow {
	unit := ""
	if o.Unit != nil {
		unit = o.Unit.Name
	}
	row := mineRow{Number: o.Number, Title: o.Title, Status: p.stageWords(o.Stage, unit)}
	if k := o.Clock; k != nil && k.Leg != petition.LegContact {
		var v caseView
		p.countdown(&v, k.Leg, k.Due, k.LeftDays, k.Paused)
		row.Due, row.Over = v.Left, v.Over
		if !k.Paused {
			row.Due += p.text("account.me.until", "on", monthDay(p.Lang, k.Due))
		}
	}
	may := func(verb petition.Verb) bool {
		return slices.ContainsFunc(o.Actions, func(a casework.OwnAction) bool { return a.Action == verb })
	}
	switch {
	case o.Unread:
		row.Next = p.text("account.next.answer")
	case o.AskedUntil != nil:
		row.Next = p.text("account.next.asked", "on", monthDay(p.Lang, *o.AskedUntil))
	case may(petition.Review) || may(petition.Recheck):
		row.Next = p.text("account.next.review")
	case may(petition.Rate) && answered(o.Stage):
		row.Next = p.text("account.next.rate")
	case o.Open:
		row.Next = p.text("account.next.wait")
	}
	return row
}

// meDrafts lists the drafts kept with the account, and the one of this browser that is not.
func (s *Server) meDrafts(c echo.Context, who identity.Citizen, p *page, v *meView) error {
	ctx := c.Request().Context()
	secrets, err := s.Cases.Citizens().DraftSecrets(ctx, who)
	if err != nil {
		return err
	}
	for id, secret := range secrets {
		d, err := s.draftUnder(ctx, secret)
		if err != nil {
			return err
		}
		if d == nil || d.Filed != nil { // run out, forgotten or filed meanwhile
			if err := s.Cases.ReleaseDraft(ctx, secret); err != nil {
				return err
			}
			continue
		}
		v.Drafts = append(v.Drafts, s.draftRow(d, id, p))
	}
	slices.SortFunc(v.Drafts, func(a, b draftRow) int { return b.SavedAt.Compare(a.SavedAt) })
	here, err := s.draft(c)
	if err != nil || here == nil || here.Filed != nil || here.SavedAt.IsZero() {
		return err
	}
	if id := here.owner(); secrets[id] == "" {
		row := s.draftRow(here, id, p)
		v.Here = &row
	}
	return nil
}

func (s *Server) draftRow(d *draft, id string, p *page) draftRow {
	_, st, _ := stepNamed(s.leftAt(d, p.Lang))
	title := d.In.Title
	if title == "" {
		title = p.text("account.drafts.untitled")
	}
	return draftRow{ID: id, Title: title, SavedAt: d.SavedAt, Step: st.no}
}

// addMine puts a petition on the list.
func (s *Server) addMine(c echo.Context, who identity.Citizen) error {
	number, code := c.FormValue("number"), c.FormValue("code")
	err := s.Cases.AddToAccount(c.Request().Context(), who, number, code)
	if fault.Is(err, fault.NotFound) {
		f := form{Values: map[string][]string{"number": {petition.Line(number)}, "code": {petition.Line(code)}}}
		f.wrong("number", locale.Text(langOf(c), "account.error.not_yours", nil))
		return s.showMe(c, who, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/me?done=added")
}

// openMine opens a case as number and code do.
func (s *Server) openMine(c echo.Context, who identity.Citizen) error {
	number := petition.ParseNumber(c.FormValue("number"))
	token, err := s.Cases.OpenMine(c.Request().Context(), who, number)
	if err != nil {
		return err
	}
	c.SetCookie(s.cookie(caseCookie, token, "/case/"+number, 0))
	return c.Redirect(http.StatusSeeOther, "/case/"+number)
}

func (s *Server) removeMine(c echo.Context, who identity.Citizen) error {
	if err := s.Cases.TakeFromAccount(c.Request().Context(), who, c.FormValue("number")); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/me?done=removed")
}

// myDraft keeps this browser's draft with the account, or brings one of the account's here.
func (s *Server) myDraft(c echo.Context, who identity.Citizen) error {
	ctx := c.Request().Context()
	if c.FormValue("do") == "keep" {
		d, err := s.draft(c)
		if err != nil {
			return err
		}
		if d == nil || d.Filed != nil {
			return c.Redirect(http.StatusSeeOther, "/me")
		}
		if err := s.Cases.Citizens().KeepDraft(ctx, who, d.secret); err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, "/me?done=draft_kept")
	}
	secrets, err := s.Cases.Citizens().DraftSecrets(ctx, who)
	if err != nil {
		return err
	}
	d, err := s.draftUnder(ctx, secrets[c.FormValue("id")])
	if err != nil {
		return err
	}
	if d == nil {
		return c.Redirect(http.StatusSeeOther, "/me?done=draft_gone")
	}
	if c.FormValue("do") == "forget" {
		if err := s.forget(c, d); err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, "/me?done=draft_forgotten")
	}
	c.SetCookie(s.cookie(draftCookie, d.secret, "/", draftSeconds))
	return c.Redirect(http.StatusSeeOther, "/file/"+s.leftAt(d, langOf(c)))
}

// myNotices changes whether and in which language messages come.
func (s *Server) myNotices(c echo.Context, who identity.Citizen) error {
	for _, field := range []string{identity.FieldPhone, identity.FieldEmail} {
		if c.FormValue("has-"+field) == "" {
			continue
		}
		if err := s.Cases.Citizens().SetNotices(c.Request().Context(), who, field, c.FormValue("on-"+field) != "", locale.Valid(c.FormValue("lang-"+field))); err != nil {
			return err
		}
	}
	return c.Redirect(http.StatusSeeOther, "/me?done=notices")
}

// leaveMe signs out, here or on every device.
func (s *Server) leaveMe(c echo.Context, who identity.Citizen) error {
	ctx := c.Request().Context()
	secrets, err := s.Cases.Citizens().DraftSecrets(ctx, who)
	if err != nil {
		return err
	}
	if here := cookieValue(c, draftCookie); here != "" && secrets[identity.HashToken(here)] != "" { // it waits in the account
		c.SetCookie(s.cookie(draftCookie, "", "/", -1))
	}
	err = s.Cases.Citizens().SignOut(ctx, cookieValue(c, s.citizenCookie()))
	if c.FormValue("do") == "everywhere" {
		err = s.Cases.Citizens().SignOutEverywhere(ctx, who)
	}
	if err != nil {
		return err
	}
	s.endSession(c)
	return c.Redirect(http.StatusSeeOther, "/login?done=left")
}

// closePage says what closing an account does.
func (s *Server) closePage(c echo.Context, _ identity.Citizen) error {
	p := s.page(c, "account.close.h1", nil)
	p.NoIndex, p.Back, p.BackText = true, "/me", p.text("account.back_me")
	return s.show(c, http.StatusOK, "account-close", p)
}

func (s *Server) closeAccount(c echo.Context, who identity.Citizen) error {
	if err := s.Cases.CloseAccount(c.Request().Context(), who); err != nil {
		return err
	}
	s.endSession(c)
	return c.Redirect(http.StatusSeeOther, "/login?done=closed")
}
