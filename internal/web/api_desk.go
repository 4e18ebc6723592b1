package web

import (
	"errors"
	"io"
	"net/http"
	"strconv"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// queue answers a page of what this official may see.
func (s *Server) queue(c echo.Context) error {
	limit := 50
	if q := c.QueryParam("limit"); q != "" {
		n, err := strconv.Atoi(q)
		if err != nil || n < 1 {
			return fault.Invalid().Field("limit", "error.limit_range").OrNil()
		}
		limit = n
	}
	page, err := s.Cases.Queue(c.Request().Context(), me(c), casework.QueueAsk{View: c.QueryParam("view"), Stage: petition.Stage(c.QueryParam("stage")),
		Unit: c.QueryParam("unit"), Place: c.QueryParam("place"), Text: c.QueryParam("q"), Sort: c.QueryParam("sort"), Cursor: c.QueryParam("cursor"), Limit: limit})
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, page)
}

// counts answers how many petitions each view holds.
func (s *Server) counts(c echo.Context) error {
	counts, err := s.Cases.Counts(c.Request().Context(), me(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, counts)
}

// officials answers whom an act may name, by name and position.
func (s *Server) officials(c echo.Context) error {
	list, err := s.Cases.Officials(c.Request().Context(), me(c), petition.Role(c.QueryParam("role")), c.QueryParam("unit"), langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"items": list})
}

// deskCase answers what this official may see of a petition.
func (s *Server) deskCase(c echo.Context) error {
	v, err := s.Cases.Desk(c.Request().Context(), me(c), c.Param("number"), langOf(c))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

// reveal shows the petitioner's identity for 30 minutes; recorded.
func (s *Server) reveal(c echo.Context) error {
	var in struct {
		Reason string `json:"reason"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	v, err := s.Cases.Reveal(c.Request().Context(), me(c), c.Param("number"), in.Reason)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

// workingCopy answers the unfinished answer of a petition.
func (s *Server) workingCopy(c echo.Context) error {
	w, err := s.Cases.WorkingCopy(c.Request().Context(), me(c), c.Param("number"))
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, w)
}

// saveWorkingCopy keeps an unfinished answer; no event, no version.
func (s *Server) saveWorkingCopy(c echo.Context) error {
	var in struct {
		Revision int                    `json:"revision"`
		Items    []casework.WorkingItem `json:"items"`
	}
	if _, err := body(c, &in); err != nil {
		return err
	}
	w, err := s.Cases.SaveWorkingCopy(c.Request().Context(), me(c), c.Param("number"), in.Revision, in.Items)
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, map[string]any{"revision": w.Revision, "savedAt": w.SavedAt})
}

// preview sends the very PDF that approving would issue today, or what handing
// in the working copy would make of it.
func (s *Server) preview(c echo.Context) error {
	p, err := s.Cases.Preview(c.Request().Context(), me(c), c.Param("number"))
	if err != nil {
		return err
	}
	return sendPaper(c, p)
}

// deskDocument sends an issued paper to an official in scope.
func (s *Server) deskDocument(c echo.Context) error {
	read := s.Cases.DeskPaper
	if c.QueryParam("rendered") == "true" {
		read = s.Cases.DeskRendered
	}
	p, err := read(c.Request().Context(), me(c), c.Param("number"), c.Param("id"))
	if err != nil {
		return err
	}
	return sendPaper(c, p)
}

// deskScan adds a scan with seal and signature to an issued paper; the file comes as form data with
// the version that the official saw.
func (s *Server) deskScan(c echo.Context) error {
	version, err := strconv.Atoi(c.QueryParam("version"))
	if err != nil || version < 1 {
		return fault.Invalid().Field("version", "error.needed_version").OrNil()
	}
	parts, err := c.Request().MultipartReader()
	if err != nil {
		return fault.New(fault.Unsupported, "error.unsupported")
	}
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return fault.Wrap(err, fault.Malformed, "error.malformed")
		}
		if part.FormName() != "file" || part.FileName() == "" {
			continue
		}
		v, err := s.Cases.Stamp(c.Request().Context(), me(c), c.Param("number"), c.Param("id"), version, part.FileName(), part, langOf(c))
		if err != nil {
			return err
		}
		return c.JSON(http.StatusOK, v)
	}
	return fault.Invalid().Field("file", "error.needed_scan").OrNil()
}

// deskEvidence sends an original; only PDFs are shown in place.
func (s *Server) deskEvidence(c echo.Context) error {
	f, err := s.Cases.DeskEvidence(c.Request().Context(), me(c), c.Param("number"), c.Param("id"))
	if err != nil {
		return err
	}
	return sendFile(c, f, f.Media == "application/pdf" || isRecording(f.Media))
}

// deskEvidenceView sends the clean copy of an image.
func (s *Server) deskEvidenceView(c echo.Context) error {
	f, err := s.Cases.DeskEvidenceView(c.Request().Context(), me(c), c.Param("number"), c.Param("id"))
	if err != nil {
		return err
	}
	return sendFile(c, f, true)
}

func isRecording(media string) bool {
	return len(media) > 6 && (media[:6] == "audio/" || media[:6] == "video/")
}

// deskCommand is every field that an official's acts take, and the version he saw.
type deskCommand struct {
	Version int `json:"version"`
	petition.Fields
}

// deskVerbs are the officials' acts of the API: every verb of the ladder that
// somebody other than the petitioner and the clock may do.
var deskVerbs = func() map[petition.Verb]bool {
	verbs := map[petition.Verb]bool{}
	for _, step := range petition.Steps {
		for _, r := range step.Who {
			if r != petition.Citizen && r != petition.System && step.Verb != petition.File && !step.Aside {
				verbs[step.Verb] = true
			}
		}
	}
	return verbs
}()

// deskAct does an official's verb on the version he saw.
func (s *Server) deskAct(c echo.Context) error {
	verb := petition.Verb(c.Param("action"))
	if !deskVerbs[verb] {
		return fault.New(fault.NotFound, "error.not_found")
	}
	var in deskCommand
	raw, err := body(c, &in)
	if err != nil {
		return err
	}
	if err := onlyFields(raw, verb, "version"); err != nil {
		return err
	}
	if in.Version < 1 {
		return fault.Invalid().Field("version", "error.needed_version").OrNil()
	}
	tidy(&in.Fields)
	ctx, number := c.Request().Context(), c.Param("number")
	v, err := s.Cases.Act(ctx, me(c), number, petition.Command{Verb: verb, Version: in.Version, Fields: in.Fields}, langOf(c))
	if fault.Is(err, fault.Stale) {
		return s.stale(c, err, number, in)
	}
	if err != nil {
		return err
	}
	return c.JSON(http.StatusOK, v)
}

// stale answers 409 with what somebody else changed since the version that
// this official saw, beside what he was about to say.
func (s *Server) stale(c echo.Context, cause error, number string, in deskCommand) error {
	since, err := s.Cases.ChangesSince(c.Request().Context(), me(c), number, in.Version, in.Fields, langOf(c))
	if err != nil {
		return cause
	}
	p := s.problemOf(cause, c)
	p.Changes, p.By, p.Version = since.Changes, since.By, since.Version
	if !since.At.IsZero() {
		p.At = since.At.UTC().Format("2006-01-02T15:04:05.000Z07:00")
	}
	c.Response().Header().Set(echo.HeaderContentType, "application/problem+json; charset=utf-8")
	c.Response().WriteHeader(p.Status)
	return c.Echo().JSONSerializer.Serialize(c, p, "")
}
