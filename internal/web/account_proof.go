package web

import (
	"context"
	"math"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

type proofView struct {
	Lead    string // key of why it is asked for
	Sent    bool
	Refused string
	Keep    []kept // what was typed before, carried along
}

// proven asks for a one-time code before an act that gives up or judges something, where an official
// took the petition at a counter and saw its code (house rule). What was typed is carried through.
func (s *Server) proven(verb petition.Verb, next ownHandler) ownHandler {
	return s.provenWhen("account.proof.lead", func(ctx context.Context, number, owner string) (bool, error) {
		return s.Cases.NeedsProof(ctx, number, owner, verb)
	}, next)
}

// unlock asks for a one-time code before the full text of a case, where the office wants one.
func (s *Server) unlock(c echo.Context, number, owner string) error {
	return s.provenWhen("account.proof.lead_open", s.Cases.NeedsProofToOpen, func(c echo.Context, number, _ string) error {
		return c.Redirect(http.StatusSeeOther, "/case/"+number)
	})(c, number, owner)
}

// provenWhen runs a handler for who proved the petition's phone or mailbox, where it is needed.
func (s *Server) provenWhen(lead string, needed func(ctx context.Context, number, owner string) (bool, error), next ownHandler) ownHandler {
	return func(c echo.Context, number, owner string) error {
		ctx := c.Request().Context()
		needs, err := needed(ctx, number, owner)
		if err != nil {
			return err
		}
		if !needs {
			return next(c, number, owner)
		}
		if c.Request().Method == http.MethodGet {
			return s.showProof(c, http.StatusOK, number, proofView{Lead: lead}, form{})
		}
		typed, err := c.FormParams()
		if err != nil {
			return fault.Wrap(err, fault.Malformed, "error.malformed")
		}
		v := proofView{Lead: lead, Sent: true, Keep: carried(typed)}
		if typed.Get("prove") != "enter" {
			_, err = s.Cases.AskProof(ctx, number, owner, langOf(c))
			return s.proofSent(c, number, v, err)
		}
		err = s.Cases.EnterProof(ctx, number, owner, typed.Get("otp"))
		if fe, ok := fault.As(err); ok && fe.Kind == fault.KindInvalid {
			f := form{Values: url.Values{"otp": {petition.Line(typed.Get("otp"))}}}
			f.wrong("otp", locale.Text(langOf(c), fe.Fields["code"].Key, fe.Fields["code"].Args))
			return s.showProof(c, http.StatusUnprocessableEntity, number, v, f)
		}
		if err != nil {
			return err
		}
		if len(v.Keep) == 0 { // nothing was typed yet: now the act's own page
			return c.Redirect(http.StatusSeeOther, c.Request().URL.Path)
		}
		return next(c, number, owner)
	}
}

// proofSent shows the field for the code, or why none was sent.
func (s *Server) proofSent(c echo.Context, number string, v proofView, err error) error {
	fe, ok := fault.As(err)
	switch {
	case err == nil:
		return s.showProof(c, http.StatusOK, number, v, form{})
	case ok && fe.Kind == fault.NotNow:
		v.Refused = locale.Text(langOf(c), fe.Key, map[string]any{"phone": s.Settings.Site.Phone})
		return s.showProof(c, http.StatusConflict, number, v, form{})
	case ok && fe.Kind == fault.TooMany:
		c.Response().Header().Set("Retry-After", strconv.Itoa(int(math.Ceil(fe.RetryAfter.Seconds()))))
		f := form{}
		f.wrong("otp", locale.Text(langOf(c), fe.Key, fe.Args))
		return s.showProof(c, http.StatusTooManyRequests, number, v, f)
	}
	return err
}

func (s *Server) showProof(c echo.Context, status int, number string, v proofView, f form) error {
	p := s.page(c, "account.proof.h1", v)
	p.NoIndex, p.Form = true, f
	p.Back, p.BackText = "/case/"+number, p.text("shell.back_case")
	return s.show(c, status, "proof", p)
}

// carried lists the fields of the act itself, in a steady order.
func carried(typed url.Values) []kept {
	var list []kept
	for name, values := range typed {
		if slices.Contains([]string{"prove", "otp"}, name) {
			continue
		}
		for _, v := range values {
			list = append(list, kept{name, v})
		}
	}
	slices.SortStableFunc(list, func(a, b kept) int { return strings.Compare(a.Name, b.Name) })
	return list
}
