package web

import (
	"net/http"
	"slices"

	"github.com/labstack/echo/v4"

	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// keptFields are what a form of a petitioner's act may hold; they travel on when
// the open case has closed meanwhile, so that nobody writes twice.
var keptFields = []string{"once", "text", "late", "body", "about", "channel", "publish", "why", "office", "unit", "upload",
	"legal-aid", "hardship", "mediation"}

// asSender runs an act's handler for who proved the code. Whoever was away too
// long is asked for the code on a page that keeps all that was written.
func (s *Server) asSender(again func(c echo.Context, number string, f form) error, next ownHandler) echo.HandlerFunc {
	return func(c echo.Context) error {
		number, token, err := s.opened(c)
		switch {
		case err != nil:
			return err
		case number == "":
			return fault.New(fault.NotFound, "error.not_found")
		case token != "":
			if led, err := s.toUnlock(c, number, identity.HashToken(token)); led || err != nil {
				return err
			}
			return next(c, number, identity.HashToken(token))
		}
		got, err := s.receive(c, func(r received) string { return formOwner(r.get("once")) }, evidence.DefaultLimits.Count)
		if err != nil {
			return err
		}
		f := form{Values: got.fields}
		f.Values["upload"] = append(f.Values["upload"], got.ids...)
		if code := got.get("code"); petition.Line(code) != "" {
			token, err := s.Cases.OpenSession(c.Request().Context(), number, code)
			switch {
			case err == nil:
				c.SetCookie(s.cookie(caseCookie, token, "/case/"+number, 0))
				if led, err := s.toUnlock(c, number, identity.HashToken(token)); led || err != nil {
					return err
				}
				return again(c, number, f)
			case !fault.Is(err, fault.NotFound):
				return err
			}
			f.wrong("code", locale.Text(langOf(c), "citizen.error.pair", nil))
		}
		return s.showExpired(c, number, f)
	}
}

func (s *Server) showExpired(c echo.Context, number string, f form) error {
	p := s.ownPage(c, number, f)
	p.Title = p.right("expired.h1")
	v := expiredView{Number: number}
	for name, values := range f.Values {
		if !slices.Contains(keptFields, name) && !isAnswer(name) {
			continue
		}
		for _, value := range values {
			v.Keep = append(v.Keep, kept{name, value})
		}
	}
	slices.SortFunc(v.Keep, func(a, b kept) int { return slices.Index(keptFields, a.Name) - slices.Index(keptFields, b.Name) })
	p.V = v
	status := http.StatusOK
	if len(f.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return s.show(c, status, "expired", p)
}

// isAnswer tells a field of the page on promises, which are as many as there are promises.
func isAnswer(name string) bool {
	return len(name) > 5 && (name[:5] == "done-" || name[:5] == "text-")
}
