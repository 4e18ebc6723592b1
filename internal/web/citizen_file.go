package web

import (
	"net/http"
	"net/url"
	"slices"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/config"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// filingSteps is the number that the steps are counted to; who it is about
// belongs to the eighth.
const filingSteps = 9

// fileStep is one screen of the filing: read takes the answers into the draft,
// view draws it, fields are those of the filing's check that belong here.
type fileStep struct {
	name     string
	no       int
	template string
	title    string
	fields   []string // dotted names, or their beginning with a dot at the end
	read     func(d *draft, form url.Values)
	view     func(s *Server, c echo.Context, d *draft, p *page) error
}

// fileFlow is the filing, one idea a screen, contact late and evidence optional.
var fileFlow = []fileStep{
	{"kind", 1, "file-choice", "kind.h1", []string{"kind"}, readKind, viewKind},
	{"other", 2, "file-choice", "other.h1", []string{"other"}, readOther, viewOther},
	{"place", 3, "file-place", "place.h1", []string{"place", "unit"}, readPlace, viewPlace},
	{"title", 4, "file-title", "title.h1", []string{"title"}, readTitle, viewPlain},
	{"story", 5, "file-story", "story.h1", []string{"narrative", "happened"}, readStory, viewPlain},
	{"requests", 6, "file-requests", "requests.h1", []string{"requests", "requests."}, readRequests, viewRequests},
	{"evidence", 7, "file-evidence", "evidence.h1", []string{"evidence", "evidence."}, nil, viewEvidence},
	{"contact", 8, "file-contact", "contact.h1", []string{"petitioner.", "agent.", "joint.", "joint", "mandate"}, readContact, viewContact},
	{"about", 8, "file-about", "about.h1", []string{"about", "about."}, readAbout, viewAbout},
	{"check", 9, "file-check", "check.h1", []string{"pledge", "publish"}, readCheck, viewCheck},
}

func stepNamed(name string) (int, fileStep, bool) {
	for i, st := range fileFlow {
		if st.name == name {
			return i, st, true
		}
	}
	return 0, fileStep{}, false
}

// owns tells whether a field of the filing's check is answered on this screen.
func (st fileStep) owns(field string) bool {
	return slices.ContainsFunc(st.fields, func(f string) bool {
		return f == field || strings.HasSuffix(f, ".") && strings.HasPrefix(field, f)
	})
}

// filePage shows one screen of the filing with what was filled in before.
func (s *Server) filePage(c echo.Context) error {
	_, st, ok := stepNamed(c.Param("step"))
	if !ok {
		return echo.ErrNotFound
	}
	d, err := s.draftToFill(c)
	if err != nil {
		return err
	}
	if d.Filed != nil {
		return s.alreadyFiled(c, d)
	}
	return s.showStep(c, st, d, form{})
}

// fillPage takes one screen's answers. They are saved before they are checked,
// so that nothing typed is ever lost.
func (s *Server) fillPage(c echo.Context) error { return s.fillStep(c.Param("step"))(c) }

func (s *Server) fillStep(name string) echo.HandlerFunc {
	return func(c echo.Context) error {
		i, st, ok := stepNamed(name)
		if !ok || st.read == nil {
			return echo.ErrNotFound
		}
		return s.fill(c, i, st)
	}
}

func (s *Server) fill(c echo.Context, i int, st fileStep) error {
	d, err := s.draftToFill(c)
	if err != nil {
		return err
	}
	if d.Filed != nil {
		return s.alreadyFiled(c, d)
	}
	answers, err := s.answersTo(c, st, d)
	if err != nil {
		return err
	}
	if d.another(answers.Get("draft")) {
		return c.Redirect(http.StatusSeeOther, "/file")
	}
	st.read(d, answers)
	next, stays := s.after(c, i, d), s.wrong(c, st, d)
	d.Left = st.name
	if len(stays.Errors) == 0 && answers.Get("do") != "add" && c.Request().Header.Get("X-Autosave") == "" {
		d.Left = screenOf(next, st.name)
	}
	if err := s.saveDraft(c.Request().Context(), d); err != nil {
		return err
	}
	if c.Request().Header.Get("X-Autosave") != "" {
		return c.NoContent(http.StatusNoContent)
	}
	if answers.Get("do") == "add" {
		return s.moreRequests(c, st, d)
	}
	if st.name == "check" {
		return s.submit(c, st, d)
	}
	if len(stays.Errors) > 0 {
		return s.showStep(c, st, d, stays)
	}
	return c.Redirect(http.StatusSeeOther, next)
}

// screenOf is the screen that an address leads to; advice belongs to the one before it.
func screenOf(address, otherwise string) string {
	name, _, _ := strings.Cut(strings.TrimPrefix(address, "/file/"), "?")
	if _, _, ok := stepNamed(name); ok {
		return name
	}
	return otherwise
}

// after is where a right answer leads: back to the check page it was changed
// from, to advice that never blocks, or to the next screen.
func (s *Server) after(c echo.Context, i int, d *draft) string {
	st := fileFlow[i]
	back := c.QueryParam("back") == "check"
	switch {
	case st.name == "other" && s.advises(d.Other):
		return "/file/advice" + map[bool]string{true: "?back=check"}[back]
	case st.name == "place" && s.deeper(d):
		return here("/file/place", c.QueryParams())
	case back:
		return "/file/check"
	case st.name == "title" && len(s.similar(c, d)) > 0:
		return "/file/similar"
	}
	return "/file/" + fileFlow[min(i+1, len(fileFlow)-1)].name
}

// showStep draws a screen from the draft; with errors it answers 422 and the
// summary takes the focus.
func (s *Server) showStep(c echo.Context, st fileStep, d *draft, f form) error {
	p := s.page(c, st.title, nil)
	p.NoIndex, p.Draft, p.Form = true, d.ID, f
	p.Step, p.Steps, p.Saved = st.no, filingSteps, !d.SavedAt.IsZero()
	p.Back, p.BackText = s.before(c, st), p.text("shell.back")
	p.Form.Values = d.values(st)
	if err := st.view(s, c, d, p); err != nil {
		return err
	}
	status := http.StatusOK
	if len(f.Errors) > 0 {
		status = http.StatusUnprocessableEntity
	}
	return s.show(c, status, st.template, p)
}

func (s *Server) before(c echo.Context, st fileStep) string {
	i, _, _ := stepNamed(st.name)
	switch {
	case c.QueryParam("back") == "check":
		return "/file/check"
	case i == 0:
		return "/file"
	}
	return "/file/" + fileFlow[i-1].name
}

// wrong checks the draft by the filing's one check and keeps what belongs to the screen.
func (s *Server) wrong(c echo.Context, st fileStep, d *draft) form {
	lang := langOf(c)
	var f form
	for _, w := range s.allWrong(d, lang) {
		if st.owns(w.field) {
			f.wrongAt(w.name, w.id, w.text)
		}
	}
	return f
}

// misfit is one thing to correct in a filing, with the screen's name and id for it.
type misfit struct{ field, name, id, text string }

// allWrong is everything to correct, in the order of the screens.
func (s *Server) allWrong(d *draft, lang locale.Lang) []misfit {
	var list []misfit
	add := func(field, text string) {
		name, id := onScreen(field)
		list = append(list, misfit{field, name, id, strings.TrimSuffix(text, "。")})
	}
	if d.Other == "" {
		add("other", locale.Text(lang, "citizen.error.other", nil))
	}
	if field, key, limit := d.whenWrong(clock.DayOf(s.Clock.Now())); key != "" {
		list = append(list, misfit{"happened", "happened", field, locale.Text(lang, "citizen."+key, map[string]any{"max": limit})})
	}
	if d.Publish == "" {
		add("publish", locale.Text(lang, "citizen.error.publish", nil))
	}
	for _, text := range d.refused {
		list = append(list, misfit{"mandate", "file", "file", text})
	}
	in := d.input()
	if fe, ok := fault.As(in.check(s.heads())); ok {
		for field, m := range fe.Fields {
			add(field, locale.Text(lang, m.Key, m.Args))
		}
	}
	slices.SortStableFunc(list, func(a, b misfit) int {
		if x := place(a.field) - place(b.field); x != 0 {
			return x
		}
		return strings.Compare(a.field, b.field)
	})
	return list
}

// place is the position of a field in the filing.
func place(field string) int {
	return slices.IndexFunc(fileFlow, func(st fileStep) bool { return st.owns(field) })
}

// onScreen answers the name of a field's group and the id of its element on the page.
func onScreen(field string) (name, id string) {
	if n, ok := strings.CutPrefix(field, "requests."); ok {
		return "request-" + n, "request-" + n
	}
	if named, ok := whoFields[field]; ok {
		return named, named
	}
	switch field {
	case "requests":
		return "request-0", "request-0"
	case "petitioner.phone":
		return "phone", "phone"
	}
	field = strings.TrimPrefix(field, "petitioner.")
	return field, field
}

// fileAdvice tells where another procedure leads; it stops nobody.
func (s *Server) fileAdvice(c echo.Context) error {
	d, err := s.draftToFill(c)
	if err != nil {
		return err
	}
	t, ok := s.adviceFor(d.Other)
	if !ok {
		return c.Redirect(http.StatusSeeOther, "/file/other")
	}
	p := s.page(c, "", nil)
	p.Title, p.NoIndex, p.Draft, p.Step, p.Steps, p.Saved = t.Title.In(p.Lang), true, d.ID, 2, filingSteps, true
	p.Back, p.BackText = here("/file/other", c.QueryParams()), p.text("shell.back")
	p.V = topicView{ID: t.ID, Lead: s.filled(t.Lead.In(p.Lang), p.Lang), Rows: s.wayRows(t, p.Lang)}
	return s.show(c, http.StatusOK, "file-advice", p)
}

// stillFile goes on in spite of the advice.
func (s *Server) stillFile(c echo.Context) error {
	if c.QueryParam("back") == "check" {
		return c.Redirect(http.StatusSeeOther, "/file/check")
	}
	return c.Redirect(http.StatusSeeOther, "/file/place")
}

func (s *Server) advises(other string) bool {
	_, ok := s.adviceFor(other)
	return ok
}

// adviceFor is the topic of the guide that a procedure under way belongs to.
func (s *Server) adviceFor(other string) (config.Topic, bool) {
	return s.guide.Topic(s.guide.Advice[other])
}

// moreRequests shows the requests with one more empty box.
func (s *Server) moreRequests(c echo.Context, st fileStep, d *draft) error {
	d.In.Requests = append(d.In.Requests, "")
	return s.showStep(c, st, d, form{})
}

func lines(values []string, clean func(string) string) []string {
	var kept []string
	for _, v := range values {
		if v = clean(v); v != "" {
			kept = append(kept, v)
		}
	}
	return kept
}

func readKind(d *draft, f url.Values)  { d.In.Kind = petition.Line(f.Get("kind")) }
func readOther(d *draft, f url.Values) { d.Other = petition.Line(f.Get("other")) }
func readTitle(d *draft, f url.Values) { d.In.Title = petition.Line(f.Get("title")) }

func readStory(d *draft, f url.Values) {
	d.In.Narrative = petition.Prose(f.Get("narrative"))
	d.Year, d.Month, d.Day = petition.Line(f.Get("year")), petition.Line(f.Get("month")), petition.Line(f.Get("day"))
}

func readRequests(d *draft, f url.Values) {
	d.In.Requests = lines(f["request"], petition.Prose)
	d.Basis = petition.Prose(f.Get("basis"))
}

func readContact(d *draft, f url.Values) {
	d.In.Petitioner = &petitionerInput{Name: petition.Line(f.Get("name")), Phone: petition.Line(f.Get("phone")), Address: petition.Line(f.Get("address")),
		Email: petition.Line(f.Get("email")), Hide: f.Get("hide") != ""}
	readWho(d, f)
}

func readAbout(d *draft, f url.Values) {
	d.In.About = nil
	for _, unit := range lines(f["about"], petition.Line) {
		d.In.About = append(d.In.About, aboutInput{Unit: unit})
	}
	d.AboutNames = petition.Prose(f.Get("about_names"))
}

func readCheck(d *draft, f url.Values) {
	d.In.Pledge = f.Get("pledge") != ""
	if answer := f.Get("publish"); answer == "yes" || answer == "no" {
		d.Publish = answer
	}
}

// values are a screen's fields as they stand in the draft.
func (d *draft) values(fileStep) url.Values {
	p := d.In.Petitioner
	v := url.Values{"title": {d.In.Title}, "narrative": {d.In.Narrative}, "year": {d.Year}, "month": {d.Month}, "day": {d.Day}, "spot": {d.Spot},
		"basis": {d.Basis}, "name": {p.Name}, "phone": {p.Phone}, "address": {p.Address}, "email": {p.Email}, "about_names": {d.AboutNames}}
	if p.Hide {
		v.Set("hide", "1")
	}
	if d.In.Pledge {
		v.Set("pledge", "1")
	}
	d.Filer.values(v)
	return v
}
