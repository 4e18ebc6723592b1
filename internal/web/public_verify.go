package web

import (
	"errors"
	"io"
	"mime"
	"mime/multipart"
	"net/http"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// verifyBody is the largest request: a file of 20 MB with its form around it.
const verifyBody = 21 << 20

// verifyView is the page with its two forms and, after one was sent, the answer.
type verifyView struct {
	Number, Code input
	Answer       *verifyAnswer
}

// verifyAnswer is the verdict in words; sign and word say the same as the colour.
type verifyAnswer struct {
	Look, Sign, Word, Line string
	Rows                   []verifyRow
}

type verifyRow struct {
	Name, Value string
	Num         bool
}

// asked is what somebody wants checked: number and code, or a file's verdict.
type asked struct {
	number, code string
	file         bool
	found        *casework.Verified
}

// verifyPage asks for number and code. The square code on a paper leads here with the code behind
// a #, which browsers keep to themselves; the script puts it into the field.
func (s *Server) verifyPage(c echo.Context) error {
	return s.showVerify(c, http.StatusOK, asked{}, form{})
}

// verify answers a form: by number and code, or by a file, which is hashed as it arrives and not kept.
func (s *Server) verify(c echo.Context) error {
	in, err := s.readVerify(c)
	var f form
	word := func(key string) string { return locale.Text(langOf(c), "verify."+key, nil) }
	f.Values = map[string][]string{"number": {in.number}, "code": {in.code}}
	switch {
	case fault.Is(err, fault.TooLarge):
		f.wrong("file", word("error_big"))
	case err != nil:
		return err
	case in.file && in.found == nil:
		f.wrong("file", word("error_file"))
	case !in.file && in.number == "":
		f.wrong("number", word("error_number"))
	}
	if err == nil && !in.file && casework.ParseVerifyCode(in.code) == "" {
		f.wrong("code", word("error_code"))
	}
	if len(f.Errors) > 0 {
		return s.showVerify(c, http.StatusUnprocessableEntity, asked{}, f)
	}
	if !in.file {
		if in.found, err = s.Cases.VerifyCode(c.Request().Context(), in.number, in.code, langOf(c)); err != nil {
			return err
		}
	}
	return s.showVerify(c, http.StatusOK, in, f)
}

// readVerify reads either form as a stream.
func (s *Server) readVerify(c echo.Context) (asked, error) {
	var in asked
	c.Request().Body = http.MaxBytesReader(c.Response(), c.Request().Body, verifyBody)
	parts, err := c.Request().MultipartReader()
	if err != nil { // the form without a file
		form, err := c.FormParams()
		if err != nil {
			return in, bodyFault(err)
		}
		in.number, in.code = petition.Line(form.Get("number")), petition.Line(form.Get("code"))
		return in, nil
	}
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return in, nil
		}
		if err != nil {
			return in, bodyFault(err)
		}
		if err := s.verifyPart(c, part, &in); err != nil {
			return in, bodyFault(err)
		}
	}
	return in, fault.New(fault.Malformed, "error.malformed")
}

func (s *Server) verifyPart(c echo.Context, part *multipart.Part, in *asked) error {
	if part.FormName() == "file" {
		in.file = true
		if part.FileName() == "" {
			return nil
		}
		found, err := s.Cases.VerifyFile(c.Request().Context(), part, langOf(c))
		in.found = found
		return err
	}
	raw, err := io.ReadAll(io.LimitReader(part, maxField))
	switch part.FormName() {
	case "number":
		in.number = petition.Line(string(raw))
	case "code":
		in.code = petition.Line(string(raw))
	}
	return err
}

// bodyFault tells a body that is too large from one that is broken.
func bodyFault(err error) error {
	var large *http.MaxBytesError
	switch _, known := fault.As(err); {
	case errors.As(err, &large):
		return fault.New(fault.TooLarge, "error.too_large")
	case known:
		return err
	}
	return fault.Wrap(err, fault.Malformed, "error.malformed")
}

func (s *Server) showVerify(c echo.Context, status int, in asked, f form) error {
	p := s.page(c, "", nil)
	word := func(key string) string { return locale.Text(p.Lang, "verify."+key, nil) }
	p.Title, p.Description, p.Form = word("h1"), word("lead"), f
	p.Path, p.Query = "/verify", nil
	p.Back, p.BackText = "/", p.text("shell.back_home")
	v := verifyView{Number: input{ID: "number", Name: "number", Label: word("number"), Hint: word("number_hint"), Type: "text", Auto: "off", Value: f.Get("number"), Error: f.Err("number")},
		Code: input{ID: "code", Name: "code", Label: word("code"), Hint: word("code_hint"), Type: "text", Auto: "off", Class: "code", Value: f.Get("code"), Error: f.Err("code")}}
	if in.found != nil {
		v.Answer = s.verdict(p, in)
		p.Title = v.Answer.Word + " — " + p.Title
	}
	p.V = v
	return s.show(c, status, "verify", p)
}

// verdict words what was found.
func (s *Server) verdict(p *page, in asked) *verifyAnswer {
	word := func(key string) string { return locale.Text(p.Lang, "verify."+key, nil) }
	found := in.found
	a := &verifyAnswer{Word: word("answer_" + string(found.Verdict)), Look: map[casework.Verdict]string{casework.Genuine: "good"}[found.Verdict],
		Sign: map[casework.Verdict]string{casework.Genuine: "✓", casework.Altered: "✕", casework.Revoked: "—", casework.Unknown: "?"}[found.Verdict]}
	if a.Look == "" {
		a.Look = "warn"
	}
	line := "answer_" + string(found.Verdict) + "_line"
	if in.file {
		line = "answer_" + string(found.Verdict) + "_file"
	}
	if a.Line = found.Reason; a.Line == "" {
		a.Line = word(line)
	}
	row := func(key, value string, num bool) {
		if value != "" {
			a.Rows = append(a.Rows, verifyRow{word(key), value, num})
		}
	}
	if found.Since != nil {
		row("since", locale.Day(p.Lang, *found.Since), false)
		row("by", found.By, false)
	}
	row("kind", found.Name, false)
	row("number", found.Number, false)
	row("unit", found.Unit, false)
	if !found.Date.IsZero() {
		row("on", locale.Day(p.Lang, found.Date), false)
	}
	row("matter", found.Title, false)
	if found.SHA256 != "" {
		row("sha", found.SHA256+"…", true)
	}
	if found.Stamped {
		a.Line += gap(p.Lang) + word("stamped")
	}
	return a
}

// verifyPaper is the same question for programs: number and code as JSON, or a file as form data.
func (s *Server) verifyPaper(c echo.Context) error {
	ctx, lang := c.Request().Context(), langOf(c)
	if kind, _, err := mime.ParseMediaType(c.Request().Header.Get(echo.HeaderContentType)); err == nil && kind == "multipart/form-data" {
		in, err := s.readVerify(c)
		if err != nil {
			return err
		}
		if in.found == nil {
			return fault.Invalid().Field("file", "verify.error_file").OrNil()
		}
		return c.JSON(http.StatusOK, in.found)
	}
	var in struct {
		Number string `json:"number"`
		Code   string `json:"code"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	bad := fault.Invalid()
	if petition.Line(in.Number) == "" {
		bad.Field("number", "verify.error_number")
	}
	if casework.ParseVerifyCode(in.Code) == "" {
		bad.Field("code", "verify.error_code")
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	found, err := s.Cases.VerifyCode(ctx, in.Number, in.Code, lang)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, found)
}
