package web

import (
	"crypto/sha256"
	"encoding/hex"
	"net/http"
	"regexp"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// idempotencyKey is what a client may call its request by.
var idempotencyKey = regexp.MustCompile(`^[A-Za-z0-9_-]{8,64}$`)

// filePetition registers a filing and answers number and code.
func (s *Server) filePetition(c echo.Context) error {
	var in filingInput
	raw, err := body(c, &in)
	if err != nil {
		return err
	}
	in.normalise()
	if err := in.check(s.heads()); err != nil {
		return err
	}
	f := in.filing()
	if err := named(c, raw, &f); err != nil {
		return err
	}
	filed, err := s.Cases.File(c.Request().Context(), f)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusCreated, filed)
}

// named gives a filing the client's own name for the request, so that the same
// one twice is one petition, and the language it was asked in.
func named(c echo.Context, raw []byte, f *casework.Filing) error {
	key := c.Request().Header.Get("Idempotency-Key")
	if key != "" && !idempotencyKey.MatchString(key) {
		return fault.New(fault.Malformed, "error.idempotency_key")
	}
	sum := sha256.Sum256(raw)
	f.Key, f.BodyHash, f.Person.Lang = key, hex.EncodeToString(sum[:]), langOf(c)
	return nil
}

// uploadAnswer tells the id under which a file can be attached.
type uploadAnswer struct {
	UploadID string `json:"uploadId"`
	Name     string `json:"name"`
	Size     int64  `json:"size"`
	SHA256   string `json:"sha256"`
}

func uploaded(f evidence.File) uploadAnswer {
	return uploadAnswer{UploadID: f.ID, Name: f.Name, Size: f.Size, SHA256: f.SHA256}
}

// uploadEvidence receives one file as multipart, streamed to where it stays.
func (s *Server) uploadEvidence(c echo.Context) error {
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return fault.Wrap(err, fault.Unsupported, "error.unsupported")
	}
	for {
		part, err := parts.NextPart()
		if err != nil {
			return fault.Invalid().Field("file", "error.evidence_needed").OrNil()
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		f, err := s.Cases.Upload(c.Request().Context(), part.FileName(), part, "")
		if err != nil {
			return err
		}
		return c.JSON(http.StatusCreated, uploaded(f))
	}
}

// publicLine answers stage, unit and dates by number alone.
func (s *Server) publicLine(c echo.Context) error {
	line, err := s.Cases.PublicLine(c.Request().Context(), c.Param("number"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, line)
}

type codeInput struct {
	Code string `json:"code"`
}

// openCase answers the petitioner's view; it serves nothing.
func (s *Server) openCase(c echo.Context) error {
	var in codeInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	if s.byAccount(c, in.Code) {
		v, err := s.Cases.OwnCase(c.Request().Context(), c.Param("number"), langOf(c))
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, v)
	}
	if err := s.unlocked(c, in.Code); err != nil {
		return err
	}
	v, err := s.Cases.OpenCase(c.Request().Context(), c.Param("number"), in.Code, langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

// ownDocument sends a paper; reading the answer is the act that serves it.
func (s *Server) ownDocument(c echo.Context) error {
	var in struct {
		Code     string `json:"code"`
		Rendered bool   `json:"rendered"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	if err := s.opens(c, in.Code); err != nil {
		return err
	}
	if err := s.unlocked(c, in.Code); err != nil {
		return err
	}
	read := s.Cases.OwnPaper
	if in.Rendered {
		read = s.Cases.OwnRendered
	}
	p, err := read(c.Request().Context(), c.Param("number"), c.Param("id"), langOf(c))
	if err != nil {
		return err
	}
	return sendPaper(c, p)
}

// ownEvidence sends an evidence file to its petitioner.
func (s *Server) ownEvidence(c echo.Context) error {
	var in codeInput
	if _, err := body(c, &in); err != nil {
		return err
	}
	if err := s.opens(c, in.Code); err != nil {
		return err
	}
	if err := s.unlocked(c, in.Code); err != nil {
		return err
	}
	f, err := s.Cases.OwnEvidence(c.Request().Context(), c.Param("number"), c.Param("id"))
	if err != nil {
		return err
	}
	return sendFile(c, f, false)
}

// citizenCommand is every field that a petitioner's acts take.
type citizenCommand struct {
	Code string `json:"code"`
	petition.Fields
}

// citizenVerbs are the petitioner's acts of the API.
var citizenVerbs = map[petition.Verb]bool{petition.Supplement: true, petition.Remind: true, petition.Send: true, petition.Withdraw: true,
	petition.UndoWithdraw: true, petition.Rate: true, petition.Solved: true, petition.Review: true, petition.Recheck: true, petition.AskCheck: true,
	petition.RouteBack: true, petition.ToOrdinary: true, petition.RequestSupervision: true, petition.Confirm: true, petition.Pressure: true,
	petition.Urgent: true, petition.PublishConsent: true, petition.AidConsent: true, petition.AskRecusal: true}

// citizenAct does a petitioner's verb by number and code.
func (s *Server) citizenAct(c echo.Context) error {
	verb := petition.Verb(c.Param("action"))
	if !citizenVerbs[verb] {
		return fault.New(fault.NotFound, "error.not_found")
	}
	var in citizenCommand
	raw, err := body(c, &in)
	if err != nil {
		return err
	}
	if err := onlyFields(raw, verb, "code"); err != nil {
		return err
	}
	tidy(&in.Fields)
	v, err := s.ownAct(c, in, petition.Command{Verb: verb, Fields: in.Fields})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

// onlyFields refuses fields that the verb does not take; a verb whose screen
// comes later is known but answers not-now, whatever it is sent.
func onlyFields(raw []byte, verb petition.Verb, always ...string) error {
	names, err := given(raw)
	if err != nil {
		return err
	}
	for _, name := range always {
		delete(names, name)
	}
	step, _ := petition.StepOf(verb)
	if step.Later {
		return nil
	}
	for name := range names {
		if !step.Takes(petition.Field(name)) {
			return unknownField(name)
		}
	}
	return nil
}

// tidy normalises the texts of a command.
func tidy(f *petition.Fields) {
	for _, text := range []*string{&f.Reasons, &f.Text, &f.GoTo, &f.Papers, &f.Late, &f.Participants} {
		*text = petition.Prose(*text)
	}
	for _, line := range []*string{&f.Unit, &f.Category, &f.Place, &f.Ground, &f.How, &f.Body, &f.Limit, &f.Contact, &f.Title, &f.Official, &f.Time,
		&f.Where, &f.Duty, &f.Advice, &f.Channel, &f.About} {
		*line = petition.Line(*line)
	}
	f.Number = petition.ParseNumber(f.Number)
	for i := range f.Items {
		it := &f.Items[i]
		it.Plain, it.Facts, it.Basis, it.Measure = petition.Line(it.Plain), petition.Prose(it.Facts), petition.Prose(it.Basis), petition.Prose(it.Measure)
	}
}
