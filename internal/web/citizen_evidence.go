package web

import (
	"errors"
	"io"
	"mime/multipart"
	"net/http"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
)

const (
	maxField = 64 << 10 // bytes of an ordinary field in a form with files
	maxParts = 100
)

// received is what a form with files brought.
type received struct {
	fields map[string][]string
	ids    []string // uploads that arrived
	wrong  []string // what to tell about those that did not
}

func (r received) get(name string) string {
	if v := r.fields[name]; len(v) > 0 {
		return v[0]
	}
	return ""
}

// receive reads a form with files as a stream: each file goes straight to where
// it stays, and one that is refused does not take the others with it. Whose a
// file is may depend on the fields before it.
func (s *Server) receive(c echo.Context, owner func(received) string, room int) (received, error) {
	got := received{fields: map[string][]string{}}
	parts, err := c.Request().MultipartReader()
	if err != nil { // a form without files, as an old browser may send it
		form, err := c.FormParams()
		got.fields = form
		return got, err
	}
	for range maxParts {
		part, err := parts.NextPart()
		if errors.Is(err, io.EOF) {
			return got, nil
		}
		if err != nil {
			return got, fault.Wrap(err, fault.Malformed, "error.malformed")
		}
		if part.FileName() == "" {
			if err := got.field(part); err != nil {
				return got, err
			}
			continue
		}
		if err := s.receiveFile(c, part, owner(got), room, &got); err != nil {
			return got, err
		}
	}
	return got, fault.New(fault.Malformed, "error.malformed")
}

func (r *received) field(part *multipart.Part) error {
	raw, err := io.ReadAll(io.LimitReader(part, maxField))
	if err != nil {
		return fault.Wrap(err, fault.Malformed, "error.malformed")
	}
	if part.FormName() != "file" {
		r.fields[part.FormName()] = append(r.fields[part.FormName()], string(raw))
	}
	return nil
}

func (s *Server) receiveFile(c echo.Context, part *multipart.Part, owner string, room int, got *received) error {
	lang := langOf(c)
	if len(got.ids) >= room {
		text := locale.Text(lang, "error.evidence_count", map[string]any{"limit": evidence.DefaultLimits.Count})
		if !slices.Contains(got.wrong, text) {
			got.wrong = append(got.wrong, text)
		}
		return nil
	}
	f, err := s.Cases.Upload(c.Request().Context(), part.FileName(), part, owner)
	if err == nil {
		got.ids = append(got.ids, f.ID)
		return nil
	}
	fe, ok := fault.As(err)
	if !ok || fe.Kind == fault.Unavailable && fe.Fields == nil {
		return err
	}
	m := fe.Message
	if about, ok := fe.Fields["file"]; ok {
		m = about
	}
	got.wrong = append(got.wrong, strings.TrimSuffix(locale.Text(lang, m.Key, m.Args), "。"))
	return nil
}

func viewEvidence(s *Server, c echo.Context, d *draft, p *page) error {
	v := evidenceView{Limit: evidence.DefaultLimits.Count}
	if s.Tus != nil {
		v.TusURL = TusPath
	}
	files, err := s.Cases.Uploads(c.Request().Context(), d.In.Evidence, d.owner())
	if err != nil {
		return err
	}
	for _, f := range files {
		v.Files = append(v.Files, fileRow{ID: f.ID, Name: f.Name, Size: f.Size})
	}
	p.V = v
	return nil
}

// attach adds uploads to the draft as far as there is room.
func (d *draft) attach(ids []string) {
	for _, id := range ids {
		if !slices.Contains(d.In.Evidence, id) && len(d.In.Evidence) < evidence.DefaultLimits.Count {
			d.In.Evidence = append(d.In.Evidence, id)
		}
	}
}

// fillEvidence takes files, or the removal of one, and goes on when asked to.
// A script that sent a file by tus only hands in its id.
func (s *Server) fillEvidence(c echo.Context) error {
	i, st, _ := stepNamed("evidence")
	d, err := s.draftToFill(c)
	if err != nil {
		return err
	}
	if d.Filed != nil {
		return s.alreadyFiled(c, d)
	}
	ctx := c.Request().Context()
	got, err := s.receive(c, func(received) string { return d.owner() }, evidence.DefaultLimits.Count-len(d.In.Evidence))
	if err != nil {
		return err
	}
	if d.another(got.get("draft")) {
		return c.Redirect(http.StatusSeeOther, "/file")
	}
	gone := got.get("remove")
	if gone != "" {
		if err := s.Cases.RemoveUpload(ctx, gone, d.owner()); err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
	}
	if d, err = s.changeDraft(ctx, d, func(d *draft) { // a file may have taken minutes: another window went on meanwhile
		d.In.Evidence = slices.DeleteFunc(d.In.Evidence, func(x string) bool { return x == gone })
		d.attach(append(got.ids, got.fields["upload"]...))
		if d.Left = st.name; got.get("do") == "next" && len(got.wrong) == 0 {
			d.Left = screenOf(s.after(c, i, d), st.name)
		}
	}); err != nil {
		return err
	}
	if d.Filed != nil {
		return s.alreadyFiled(c, d)
	}
	if c.Request().Header.Get("X-Autosave") != "" {
		return c.NoContent(http.StatusNoContent)
	}
	var f form
	for _, text := range got.wrong {
		f.wrong("file", text)
	}
	if got.get("do") == "upload" && len(got.ids) == 0 && len(got.wrong) == 0 {
		f.wrong("file", locale.Text(langOf(c), "citizen.error.file_none", nil))
	}
	if len(f.Errors) > 0 {
		return s.showStep(c, st, d, f)
	}
	if got.get("do") == "next" {
		return c.Redirect(http.StatusSeeOther, s.after(c, i, d))
	}
	return c.Redirect(http.StatusSeeOther, here("/file/evidence", c.QueryParams()))
}
