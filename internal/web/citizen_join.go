package web

import (
	"net/http"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// A joint petition is signed by everybody himself, with a code that the
// initiator handed him; nobody needs an account, and nobody sees who else signed.

// joinView is the page of one co-signer.
type joinView struct {
	Open, Signed   bool
	Flash, Refused string
	Title, Code    string
	Requests       []petition.Request
	Heads          casework.Heads
}

// joinCodesView is the initiator's list of codes.
type joinCodesView struct {
	Heads   casework.Heads
	Codes   []casework.JoinCode
	Address string
}

const mostMoreCodes = 100 // at a time, beyond those for whom it was filed

// joinPage asks for the code, or says what was just done.
func (s *Server) joinPage(c echo.Context) error {
	v := joinView{}
	switch done := c.QueryParam("done"); done {
	case "signed", "undone":
		v.Flash = "channel.join.flash_" + done
	}
	return s.showJoin(c, http.StatusOK, form{}, v)
}

func (s *Server) showJoin(c echo.Context, status int, f form, v joinView) error {
	p := s.page(c, "channel.join.h1", nil)
	p.NoIndex, p.Form, p.V = true, f, v
	p.Path = "/join/" + petition.ParseNumber(c.Param("number"))
	p.Back, p.BackText = "/", p.text("shell.back_home")
	return s.show(c, status, "join", p)
}

// join opens the matter by a code, signs it, or takes the signature back. The
// code travels in the form, never in an address.
func (s *Server) join(c echo.Context) error {
	answers, err := c.FormParams()
	if err != nil {
		return fault.Wrap(err, fault.Malformed, "error.malformed")
	}
	ctx, number, code := c.Request().Context(), petition.ParseNumber(c.Param("number")), petition.Line(answers.Get("code"))
	f := form{Values: answers}
	j, err := s.Cases.Joining(ctx, number, code)
	if fault.Is(err, fault.NotFound) {
		f.wrong("code", locale.Text(langOf(c), "channel.error.join_code", nil))
		return s.showJoin(c, http.StatusUnprocessableEntity, f, joinView{})
	}
	if err != nil {
		return err
	}
	v := joinView{Open: true, Signed: j.Signed, Title: j.Title, Code: code, Requests: j.Requests, Heads: j.Heads}
	switch answers.Get("do") {
	case "sign":
		return s.sign(c, number, code, f, v)
	case "undo":
		if err := s.Cases.Unjoin(ctx, number, code); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		return c.Redirect(http.StatusSeeOther, "/join/"+number+"?done=undone")
	}
	return s.showJoin(c, http.StatusOK, f, v)
}

func (s *Server) sign(c echo.Context, number, code string, f form, v joinView) error {
	word := func(key string) string { return strings.TrimSuffix(locale.Text(langOf(c), key, nil), "。") }
	who := identity.Person{Name: petition.Line(f.Get("name")), Lang: langOf(c)}
	reach := petition.Line(f.Get("reach"))
	if who.Name == "" {
		f.wrong("name", word("error.name_needed"))
	}
	switch digits := petition.Digits(reach); {
	case reach == "":
		f.wrong("reach", word("error.contact_needed"))
	case phone.MatchString(digits):
		who.Phone = digits
	default:
		who.Address = reach
	}
	if f.Get("own") == "" {
		f.wrong("own", word("channel.error.join_own"))
	}
	if len(f.Errors) > 0 {
		return s.showJoin(c, http.StatusUnprocessableEntity, f, v)
	}
	err := s.Cases.Join(c.Request().Context(), number, code, who)
	if fe, ok := fault.As(err); ok && (fe.Kind == fault.Conflict || fe.Kind == fault.NotNow) {
		v.Refused, v.Signed = locale.Text(langOf(c), fe.Key, fe.Args), true
		return s.showJoin(c, http.StatusConflict, form{}, v)
	}
	if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/join/"+number+"?done=signed")
}

// joinCodes lists the codes for the initiator, to be handed out one by one.
func (s *Server) joinCodes(c echo.Context, number, _ string) error {
	ctx := c.Request().Context()
	more, err := strconv.Atoi(c.QueryParam("more"))
	if err != nil {
		more = 0
	}
	codes, err := s.Cases.JoinCodes(ctx, number, min(more, mostMoreCodes))
	if err != nil {
		return err
	}
	own, err := s.Cases.OwnCase(ctx, number, langOf(c))
	if err != nil {
		return err
	}
	for i := range codes {
		codes[i].Code = codes[i].Code[:4] + "-" + codes[i].Code[4:]
	}
	p := s.page(c, "channel.codes.h1", nil)
	p.NoIndex = true
	p.Back, p.BackText = "/case/"+number, p.text("shell.back_case")
	p.V = joinCodesView{Heads: *own.Heads, Codes: codes, Address: s.Settings.BaseURL + "/join/" + number}
	return s.show(c, http.StatusOK, "join-codes", p)
}
