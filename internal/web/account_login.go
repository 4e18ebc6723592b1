package web

import (
	"math"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// loginView asks for a phone or a mailbox. It is the page of signing in, and with Number that of
// asking for a new query code.
type loginView struct {
	Number   bool // a tracking number is asked for too
	Action   string
	Key      string // of the page's texts
	By       string // phone or email
	Other    string // the other way's address, "" when there is none
	Provider string // name of the identity provider, "" when none is configured
	Flash    string
}

type codeView struct {
	Field  string // phone or email: where the code went
	Flash  string
	Demo   bool
	Helped string // address of the page that asked
}

// byField is the way asked for; without a gateway for short messages only mail is left.
func (s *Server) byField(asked string) string {
	if asked == identity.FieldEmail || s.Settings.SMS == "" {
		return identity.FieldEmail
	}
	return identity.FieldPhone
}

// loginPage asks where to send a code.
func (s *Server) loginPage(c echo.Context) error {
	if s.signedInCitizen(c) {
		return c.Redirect(http.StatusSeeOther, "/me")
	}
	return s.showAsk(c, "account.login", http.StatusOK, c.QueryParam("by"), form{})
}

// newCodePage asks for number and address of a petition whose query code was lost.
func (s *Server) newCodePage(c echo.Context) error {
	return s.showAsk(c, "account.newcode", http.StatusOK, c.QueryParam("by"), form{})
}

func (s *Server) showAsk(c echo.Context, key string, status int, by string, f form) error {
	p := s.page(c, key+".h1", nil)
	p.Form, p.Back, p.BackText = f, "/", p.text("shell.back_home")
	v := loginView{Number: key == "account.newcode", Action: p.Path, Key: key, By: s.byField(by), Flash: p.told("account.flash_", c.QueryParam("done"))}
	if v.By == identity.FieldPhone {
		v.Other = v.Action + "?by=email"
	} else if s.Settings.SMS != "" {
		v.Other = v.Action
	}
	if !v.Number && s.Provider != nil {
		v.Provider = s.Settings.OIDC.Name.In(p.Lang)
	}
	p.V = v
	return s.show(c, status, "login", p)
}

// told answers the key of a line named in the address, "" for anything that is no text.
func (p *page) told(prefix, name string) string {
	if key := prefix + name; name != "" && p.has(key) {
		return key
	}
	return ""
}

// contactOf reads the address that a form names; what is wrong goes to the form.
func contactOf(c echo.Context, by string, f *form) (identity.Contact, bool) {
	typed := c.FormValue(by)
	f.Values[by] = []string{petition.Line(typed)}
	to, ok := identity.MobileContact(typed)
	if by == identity.FieldEmail {
		to, ok = identity.MailContact(petition.Line(typed))
	}
	if !ok {
		f.wrong(by, locale.Text(langOf(c), "account.error."+by, nil))
	}
	return to, ok
}

// askSignIn sends a code; the answer is the same for every address.
func (s *Server) askSignIn(c echo.Context) error {
	f, by := form{Values: map[string][]string{}}, s.byField(c.FormValue("by"))
	to, ok := contactOf(c, by, &f)
	if !ok {
		return s.showAsk(c, "account.login", http.StatusUnprocessableEntity, by, f)
	}
	ask := identity.NewToken()
	err := s.Cases.AskSignIn(c.Request().Context(), ask, to, langOf(c))
	return s.asked(c, by, ask, f, err, func(status int, f form) error { return s.showAsk(c, "account.login", status, by, f) })
}

// askNewCode sends a code to the address of a petition; the answer is the same when it is another.
func (s *Server) askNewCode(c echo.Context) error {
	f, by := form{Values: map[string][]string{}}, s.byField(c.FormValue("by"))
	number := petition.ParseNumber(c.FormValue("number"))
	f.Values["number"] = []string{petition.Line(c.FormValue("number"))}
	if number == "" {
		f.wrong("number", locale.Text(langOf(c), "citizen.error.number", nil))
	}
	to, ok := contactOf(c, by, &f)
	if number == "" || !ok {
		return s.showAsk(c, "account.newcode", http.StatusUnprocessableEntity, by, f)
	}
	ask := identity.NewToken()
	err := s.Cases.AskNewCode(c.Request().Context(), ask, number, to, langOf(c))
	return s.asked(c, by, ask, f, err, func(status int, f form) error { return s.showAsk(c, "account.newcode", status, by, f) })
}

// asked leads to where the code is entered, or tells when the next may be sent.
func (s *Server) asked(c echo.Context, by, ask string, f form, err error, again func(status int, f form) error) error {
	if fe, ok := fault.As(err); ok && fe.Kind == fault.TooMany {
		c.Response().Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(fe.RetryAfter.Seconds()))))
		f.wrong(by, locale.Text(langOf(c), fe.Key, fe.Args))
		return again(http.StatusTooManyRequests, f)
	}
	if err != nil {
		return err
	}
	c.SetCookie(s.cookie(askCookie, ask, "/", askSeconds))
	return c.Redirect(http.StatusSeeOther, "/code")
}

// codePage is where the six digits are entered.
func (s *Server) codePage(c echo.Context) error {
	return s.showCode(c, http.StatusOK, form{})
}

func (s *Server) showCode(c echo.Context, status int, f form) error {
	asked, err := s.Cases.Asked(c.Request().Context(), cookieValue(c, askCookie))
	if fault.Is(err, fault.NotFound) {
		return c.Redirect(http.StatusSeeOther, "/login?done=ask_gone")
	}
	if err != nil {
		return err
	}
	p := s.page(c, "account.code.h1", nil)
	p.NoIndex, p.Form = true, f
	helped := map[identity.Purpose]string{identity.NewCode: "/new-code", identity.ToAdd: "/me"}[asked.Purpose]
	if helped == "" {
		helped = "/login"
	}
	p.Back, p.BackText = helped, p.text("shell.back")
	p.V = codeView{Field: asked.Field, Helped: helped, Demo: s.Settings.Demo, Flash: p.told("account.flash_", c.QueryParam("done"))}
	return s.show(c, status, "code", p)
}

// sendAgain sends another code to the same address; the earlier one stays valid.
func (s *Server) sendAgain(c echo.Context) error {
	err := s.Cases.AskAgain(c.Request().Context(), cookieValue(c, askCookie), langOf(c))
	if fe, ok := fault.As(err); ok && fe.Kind == fault.TooMany {
		c.Response().Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(fe.RetryAfter.Seconds()))))
		f := form{}
		f.wrong("code", locale.Text(langOf(c), fe.Key, fe.Args))
		return s.showCode(c, http.StatusTooManyRequests, f)
	}
	if fault.Is(err, fault.NotFound) {
		return c.Redirect(http.StatusSeeOther, "/login?done=ask_gone")
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/code?done=again")
}

// enterCode takes the six digits and goes where they lead.
func (s *Server) enterCode(c echo.Context) error {
	got, err := s.Cases.EnterCode(c.Request().Context(), cookieValue(c, askCookie), c.FormValue("code"), langOf(c))
	if fe, ok := fault.As(err); ok && fe.Kind == fault.KindInvalid {
		f := form{Values: map[string][]string{"code": {petition.Line(c.FormValue("code"))}}}
		m := fe.Fields["code"]
		f.wrong("code", locale.Text(langOf(c), m.Key, m.Args))
		return s.showCode(c, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	c.SetCookie(s.cookie(askCookie, "", "/", -1))
	switch got.Purpose {
	case identity.ToFollow:
		return c.Redirect(http.StatusSeeOther, "/published/"+got.Number+"/following")
	case identity.NewCode:
		return s.keepNewCode(c, got)
	case identity.ToAdd:
		return c.Redirect(http.StatusSeeOther, "/me?done=contact_added")
	case identity.ToSignIn, identity.ToProve:
	}
	if err := s.beginSession(c, got.Session); err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/me")
}

// keepNewCode keeps a new query code for half an hour under a secret that only this browser has, as
// the receipt does.
func (s *Server) keepNewCode(c echo.Context, got casework.Entered) error {
	d := newDraft()
	d.Filed = &receiptKept{Filed: casework.Filed{Number: got.Number, Code: got.Code, FiledAt: s.Clock.Now()}}
	if err := s.saveDraft(c.Request().Context(), d); err != nil {
		return err
	}
	c.SetCookie(s.cookie(newCodeCookie, d.secret, "/new-code", int(codeShown.Seconds())))
	return c.Redirect(http.StatusSeeOther, "/new-code/done")
}

type newCodeView struct{ Number, Code string }

// newCodeDone shows the new query code to the browser that earned it.
func (s *Server) newCodeDone(c echo.Context) error {
	d, err := s.draftOf(c, newCodeCookie)
	if err != nil {
		return err
	}
	if d == nil || d.Filed == nil {
		return c.Redirect(http.StatusSeeOther, "/new-code")
	}
	if s.Clock.Now().Sub(d.Filed.FiledAt) > codeShown {
		if err := s.Cases.ForgetDraft(c.Request().Context(), d.secret); err != nil {
			return err
		}
		return c.Redirect(http.StatusSeeOther, "/new-code")
	}
	p := s.page(c, "account.newcode.done_h1", newCodeView{d.Filed.Number, d.Filed.Code})
	p.NoIndex = true
	return s.show(c, http.StatusOK, "new-code", p)
}
