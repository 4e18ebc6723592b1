package web

import (
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// The same as the pages of an account, for programs. The session is a cookie, as an official's is.

// contactInput is one of the two.
type contactInput struct {
	Phone string `json:"phone"`
	Email string `json:"email"`
}

func (in contactInput) contact() (identity.Contact, error) {
	if in.Email != "" {
		if to, ok := identity.MailContact(petition.Line(in.Email)); ok {
			return to, nil
		}
		return identity.Contact{}, fault.Invalid().Field("email", "account.error.email")
	}
	if to, ok := identity.MobileContact(in.Phone); ok {
		return to, nil
	}
	return identity.Contact{}, fault.Invalid().Field("phone", "account.error.phone")
}

// askAnswer is the secret under which the code can be entered; it is the same whether the address
// is known or not.
type askAnswer struct {
	Ask     string `json:"ask"`
	Seconds int    `json:"seconds"` // a code lives
}

func sent(c echo.Context, ask string) error {
	return c.JSON(http.StatusAccepted, askAnswer{ask, int(identity.CodeLives.Seconds())})
}

// askCode sends a code for signing in.
func (s *Server) askCode(c echo.Context) error {
	var in contactInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	to, err := in.contact()
	if err != nil {
		return err
	}
	ask := identity.NewToken()
	if err := s.Cases.AskSignIn(c.Request().Context(), ask, to, langOf(c)); err != nil {
		return err
	}
	return sent(c, ask)
}

type enterInput struct {
	Ask string `json:"ask"`
	OTP string `json:"otp"`
}

// enter takes a code that was asked for one purpose.
func (s *Server) enter(c echo.Context, purpose identity.Purpose) (casework.Entered, error) {
	var in enterInput
	if _, err := body(c, &in); err != nil {
		return casework.Entered{}, err
	}
	asked, err := s.Cases.Asked(c.Request().Context(), in.Ask)
	if err != nil {
		return casework.Entered{}, err
	}
	subject := petition.ParseNumber(c.Param("number"))
	if purpose == identity.ToAdd { // only the account that asked
		who, err := s.citizen(c)
		if err != nil {
			return casework.Entered{}, err
		}
		subject = who.ID
	}
	if asked.Purpose != purpose || asked.Subject != subject {
		return casework.Entered{}, fault.New(fault.NotFound, "account.error.ask_gone")
	}
	got, err := s.Cases.EnterCode(c.Request().Context(), in.Ask, in.OTP, langOf(c))
	if fe, ok := fault.As(err); ok && fe.Kind == fault.KindInvalid { // the field's name in this body
		return got, &fault.Error{Kind: fe.Kind, Message: fe.Message, Fields: map[string]fault.Message{"otp": fe.Fields["code"]}}
	}
	return got, err
}

// addContactAPI sends a code to a further phone or mailbox of who is signed in.
func (s *Server) addContactAPI(c echo.Context) error {
	who, err := s.citizen(c)
	if err != nil {
		return err
	}
	var in contactInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	to, err := in.contact()
	if err != nil {
		return err
	}
	ask := identity.NewToken()
	if err := s.Cases.AskAddContact(c.Request().Context(), who, ask, to, langOf(c)); err != nil {
		return err
	}
	return sent(c, ask)
}

// confirmContact adds the phone or mailbox whose code is given.
func (s *Server) confirmContact(c echo.Context) error {
	if _, err := s.enter(c, identity.ToAdd); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// beginMine signs a citizen in.
func (s *Server) beginMine(c echo.Context) error {
	got, err := s.enter(c, identity.ToSignIn)
	if err != nil {
		return err
	}
	if err := s.beginSession(c, got.Session); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// endMine signs out; everywhere=true on every device.
func (s *Server) endMine(c echo.Context) error {
	ctx, token := c.Request().Context(), cookieValue(c, s.citizenCookie())
	if c.QueryParam("everywhere") == "true" {
		who, err := s.citizen(c)
		if err != nil {
			return err
		}
		if err := s.Cases.Citizens().SignOutEverywhere(ctx, who); err != nil {
			return err
		}
	}
	if token != "" {
		if err := s.Cases.Citizens().SignOut(ctx, token); err != nil {
			return err
		}
	}
	s.endSession(c)
	return c.NoContent(http.StatusNoContent)
}

// mine answers the account of who is signed in.
func (s *Server) mine(c echo.Context) error {
	who, err := s.citizen(c)
	if err != nil {
		return err
	}
	contacts, err := s.Cases.Citizens().Contacts(c.Request().Context(), who)
	if err != nil {
		return err
	}
	petitions, err := s.Cases.Mine(c.Request().Context(), who, langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"contacts": contacts, "petitions": petitions})
}

// closeMine closes the account; the petitions stay.
func (s *Server) closeMine(c echo.Context) error {
	who, err := s.citizen(c)
	if err != nil {
		return err
	}
	if err := s.Cases.CloseAccount(c.Request().Context(), who); err != nil {
		return err
	}
	s.endSession(c)
	return c.NoContent(http.StatusNoContent)
}

// setNotices changes whether and in which language messages come.
func (s *Server) setNotices(c echo.Context) error {
	who, err := s.citizen(c)
	if err != nil {
		return err
	}
	var in struct {
		Field string `json:"field"`
		On    bool   `json:"on"`
		Lang  string `json:"lang"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	bad := fault.Invalid()
	if in.Field != identity.FieldPhone && in.Field != identity.FieldEmail {
		bad.Field("field", "error.choose")
	}
	if in.Lang != locale.Valid(in.Lang) {
		bad.Field("lang", "error.choose")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	if err := s.Cases.Citizens().SetNotices(c.Request().Context(), who, in.Field, in.On, in.Lang); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// addMineAPI puts a petition on the list.
func (s *Server) addMineAPI(c echo.Context) error {
	who, err := s.citizen(c)
	if err != nil {
		return err
	}
	var in struct {
		Number string `json:"number"`
		Code   string `json:"code"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	if err := s.Cases.AddToAccount(c.Request().Context(), who, in.Number, in.Code); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// removeMineAPI takes a petition off the list.
func (s *Server) removeMineAPI(c echo.Context) error {
	who, err := s.citizen(c)
	if err != nil {
		return err
	}
	if err := s.Cases.TakeFromAccount(c.Request().Context(), who, c.Param("number")); err != nil {
		return err
	}
	return c.NoContent(http.StatusNoContent)
}

// askNewCodeAPI sends a code to the address of a petition, if it is that one.
func (s *Server) askNewCodeAPI(c echo.Context) error {
	var in contactInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	to, err := in.contact()
	if err != nil {
		return err
	}
	ask := identity.NewToken()
	if err := s.Cases.AskNewCode(c.Request().Context(), ask, c.Param("number"), to, langOf(c)); err != nil {
		return err
	}
	return sent(c, ask)
}

// takeNewCode answers the new query code, once.
func (s *Server) takeNewCode(c echo.Context) error {
	got, err := s.enter(c, identity.NewCode)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]string{"number": got.Number, "code": got.Code})
}

// askProof sends a code to the phone of a petition that was taken at a counter.
func (s *Server) askProof(c echo.Context) error {
	var in codeInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	if err := s.opens(c, in.Code); err != nil {
		return err
	}
	field, err := s.Cases.AskProof(c.Request().Context(), c.Param("number"), s.prover(c, in.Code), langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusAccepted, map[string]any{"field": field, "seconds": int(identity.CodeLives.Seconds())})
}

// byAccount tells whether a request without a code is of somebody on whose list the petition is.
func (s *Server) byAccount(c echo.Context, code string) bool {
	if code != "" || cookieValue(c, s.citizenCookie()) == "" {
		return false
	}
	who, err := s.citizen(c)
	return err == nil && s.Cases.Owns(c.Request().Context(), who, c.Param("number")) == nil
}

// opens answers nil when the petition's code, or its account, lets the asker in.
func (s *Server) opens(c echo.Context, code string) error {
	if s.byAccount(c, code) {
		return nil
	}
	return s.Cases.Prove(c.Request().Context(), c.Param("number"), code)
}

// unlocked takes the one-time code that came along; where the office wants one for the full text, one
// must have been given. Before it tells anything it proves the query code, so that a wrong one is told
// as an unknown number is.
func (s *Server) unlocked(c echo.Context, code string) error {
	if s.byAccount(c, code) { // signed in by that very phone
		return s.withOneTimeCode(c, code)
	}
	if !s.Cases.FullTextOTP && c.Request().Header.Get(oneTimeHeader) == "" {
		return nil
	}
	if err := s.opens(c, code); err != nil {
		return err
	}
	if err := s.withOneTimeCode(c, code); err != nil {
		return err
	}
	locked, err := s.Cases.NeedsProofToOpen(c.Request().Context(), c.Param("number"), s.prover(c, code))
	if err == nil && locked {
		err = fault.New(fault.SecondFactor, "account.error.proof")
	}
	return err
}

// withOneTimeCode takes the one-time code that came along, if one did; the asker has the case open.
func (s *Server) withOneTimeCode(c echo.Context, code string) error {
	otp := c.Request().Header.Get(oneTimeHeader)
	if otp == "" {
		return nil
	}
	err := s.Cases.EnterProof(c.Request().Context(), c.Param("number"), s.prover(c, code), otp)
	if fe, ok := fault.As(err); ok && fe.Kind == fault.KindInvalid {
		return &fault.Error{Kind: fe.Kind, Message: fe.Message, Fields: map[string]fault.Message{"otp": fe.Fields["code"]}}
	}
	return err
}

// prover is under whose name a proof is kept: the session's, or that of number and code.
func (s *Server) prover(c echo.Context, code string) string {
	if code == "" {
		return identity.HashToken(cookieValue(c, s.citizenCookie()))
	}
	return casework.CodeOwner(c.Param("number"), code)
}

// oneTimeHeader carries the code for acts that give up or judge something, where an official took the
// petition at a counter: a header, since it belongs to no act of its own.
const oneTimeHeader = "One-Time-Code"

// ownAct does a petitioner's verb by code or by account, with a one-time code where one is given.
func (s *Server) ownAct(c echo.Context, in citizenCommand, cmd petition.Command) (*casework.CitizenView, error) {
	ctx, number := c.Request().Context(), c.Param("number")
	if err := s.unlocked(c, in.Code); err != nil {
		return nil, err
	}
	if s.byAccount(c, in.Code) {
		return s.Cases.OwnFor(ctx, number, s.prover(c, ""), cmd, langOf(c))
	}
	return s.Cases.Own(ctx, number, in.Code, cmd, langOf(c))
}
