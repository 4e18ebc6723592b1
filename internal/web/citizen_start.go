package web

import (
	"net/http"
	"net/url"
	"slices"

	"github.com/labstack/echo/v4"

	"sunlit/config"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// startPage says what to have ready, and offers an unfinished filing.
func (s *Server) startPage(c echo.Context) error {
	d, err := s.draft(c)
	if err != nil {
		return err
	}
	p := s.page(c, "start.h1", nil)
	p.Description = p.text("start.lead")
	known := filingKnown(c.QueryParams())
	v := startView{Kind: known.Kind, Other: known.Other}
	if d != nil && d.Filed == nil && !d.SavedAt.IsZero() {
		v.Resume, v.SavedAt = true, d.SavedAt
		p.NoIndex = true
	}
	if v.To, v.Call, err = s.doorOf(c, c.QueryParam("mailbox"), c.QueryParam("call")); err != nil {
		return err
	}
	if v.To != "" {
		v.Mailbox = c.QueryParam("mailbox")
	}
	if v.Call != "" {
		v.CallCode = c.QueryParam("call")
	}
	p.Back, p.BackText, p.V = "/", p.text("shell.back_home"), v
	return s.show(c, http.StatusOK, "file-start", p)
}

// startFiling begins, goes on where something is still missing, or forgets.
func (s *Server) startFiling(c echo.Context) error {
	d, err := s.draft(c)
	if err != nil {
		return err
	}
	switch what := c.FormValue("do"); {
	case what == "forget":
		if d != nil && d.Filed == nil {
			if err := s.forget(c, d); err != nil {
				return err
			}
		}
		c.SetCookie(s.cookie(draftCookie, "", "/", -1))
		return c.Redirect(http.StatusSeeOther, "/file")
	case what == "resume" && d != nil && d.Filed == nil:
		if err := s.through(c, d); err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, "/file/"+s.leftAt(d, langOf(c)))
	}
	fresh := newDraft()
	given, err := c.FormParams()
	if err != nil {
		return fault.Wrap(err, fault.Malformed, "error.malformed")
	}
	known := filingKnown(given)
	fresh.In.Kind, fresh.Other = known.Kind, known.Other
	c.SetCookie(s.cookie(draftCookie, fresh.secret, "/", draftSeconds))
	if err := s.through(c, fresh); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/file/"+fileFlow[0].name)
}

// filingKnown is what the guide passes on to the filing; anything else in the address is dropped.
func filingKnown(given url.Values) config.Filing {
	known := config.Filing{Kind: petition.Line(given.Get("kind")), Other: petition.Line(given.Get("other"))}
	if !slices.Contains(config.FilingKinds, known.Kind) {
		known.Kind = ""
	}
	if !slices.Contains(config.FilingOthers, known.Other) {
		known.Other = ""
	}
	return known
}

// through notes in a draft the door it came in by, a leader's mailbox or an open
// call, and keeps it. Whoever changes his mind chooses another and goes on.
func (s *Server) through(c echo.Context, d *draft) error {
	mailbox, call := c.FormValue("mailbox"), c.FormValue("call")
	to, title, err := s.doorOf(c, mailbox, call)
	if err != nil {
		return err
	}
	if to != "" {
		d.In.Mailbox = mailbox
	}
	if title != "" {
		d.In.Call, d.In.Kind = call, string(petition.Suggestion)
	}
	return s.saveDraft(c.Request().Context(), d)
}

// forget removes a draft and the files it brought: "not my device".
func (s *Server) forget(c echo.Context, d *draft) error {
	for _, id := range d.In.Evidence {
		if err := s.Cases.RemoveUpload(c.Request().Context(), id, d.owner()); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	return s.Cases.ForgetDraft(c.Request().Context(), d.secret)
}

// leftAt is the screen a draft is resumed at: where it was left, or before it, where an answer is
// missing.
func (s *Server) leftAt(d *draft, lang string) string {
	missing := s.firstMissing(d, lang)
	left, _, ok := stepNamed(d.Left)
	if first, _, _ := stepNamed(missing); ok && left < first {
		return d.Left
	}
	return missing
}

// firstMissing is the first screen that still needs an answer.
func (s *Server) firstMissing(d *draft, lang string) string {
	for _, w := range s.allWrong(d, lang) {
		if i := place(w.field); i >= 0 {
			return fileFlow[i].name
		}
	}
	return "check"
}
