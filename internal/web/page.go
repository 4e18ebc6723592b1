package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"html/template"
	"io"
	"io/fs"
	"net/url"
	"path"
	"strings"
	"time"

	"sunlit/frontend/citizen"
	"sunlit/internal/locale"
)

// page is what a template gets: the shell's state, a form when there is one,
// and V, the view struct of the page itself.
type page struct {
	Lang     locale.Lang
	Size     string // standard, large or xlarge
	Contrast bool
	Path     string
	Query    url.Values
	Office   office
	Assets   assetPaths

	Title       string
	Description string
	NoIndex     bool // anything that belongs to one petitioner
	Feed        string
	Back        string
	BackText    string
	Step, Steps int
	Saved       bool
	Draft       string // the draft's id, carried by every form of the filing
	Once        string // the word of a form that counts once, however often it is sent
	Form        form
	Now         time.Time
	Say         string // texts the script needs, as JSON in a data attribute of body
	V           any
}

// office is who runs the site and whom to call, from configuration.
type office struct {
	Site, Name, Phone        string
	Address, Hours           string
	Police, Medical, Comfort string
	Discipline               string
	Demo                     bool
}

// Class puts size and contrast on the root element, so that they need no script.
func (p *page) Class() string {
	class := "std"
	if p.Big() {
		class = p.Size
	}
	if p.Contrast {
		class += " contrast"
	}
	return class
}

// Big tells whether the reader chose large print, which also gets the simpler home.
func (p *page) Big() bool { return p.Size == sizeLarge || p.Size == sizeXLarge }

// HeadTitle is unique for page, step and state; an error is heard first.
func (p *page) HeadTitle() string {
	title := p.Title
	if len(p.Form.Errors) > 0 {
		title = p.text("shell.error_prefix") + gap(p.Lang) + title
	}
	if p.Step > 0 {
		title += " — " + p.text("shell.step_title", "n", p.Step)
	}
	return title + " — " + p.Office.Site
}

// Link is this page again with a display setting changed; the answer is a
// redirect, so the setting never stays in an address.
func (p *page) Link(name, value string) string {
	q := url.Values{}
	for k, v := range p.Query {
		q[k] = v
	}
	q.Set(name, value)
	return p.Path + "?" + q.Encode()
}

// Here is the address of this page, for coming back after a form of the shell.
func (p *page) Here() string {
	if len(p.Query) == 0 {
		return p.Path
	}
	return p.Path + "?" + p.Query.Encode()
}

func (p *page) text(key string, args ...any) string {
	return locale.Text(p.Lang, pageKey(key), pairs(args))
}

// say is a text of any subject, by its full key.
func (p *page) say(key string, args ...any) string { return localeText(p.Lang, key, args...) }

// has tells whether there is such a text.
func (p *page) has(key string) bool { return locale.Has(p.Lang, pageKey(key)) }

// pageKey is where a page's text stands: in citizen.json, or, for a key that begins with another
// subject such as account.login.h1, in that one's file.
func pageKey(key string) string {
	if whole := "citizen." + key; locale.Has(locale.Default, whole) || !locale.Has(locale.Default, key) {
		return whole
	}
	return key
}

// pairs turns name, value, name, value into the arguments of a text.
func pairs(args []any) map[string]any {
	if len(args) == 0 {
		return nil
	}
	m := make(map[string]any, len(args)/2)
	for i := 0; i+1 < len(args); i += 2 {
		m[fmt.Sprint(args[i])] = args[i+1]
	}
	return m
}

// pages holds the parsed templates of every language: words are looked up by
// functions bound to the language, so that a template never has to carry it.
type pages struct {
	sets   map[locale.Lang]map[string]*template.Template
	assets assets
}

// loadPages parses the embedded templates; dist may hold the built script.
func loadPages(dist fs.FS) (*pages, error) {
	built, err := loadAssets(dist)
	if err != nil {
		return nil, err
	}
	ps := &pages{sets: map[locale.Lang]map[string]*template.Template{}, assets: built}
	names, err := fs.Glob(citizen.HTML, "html/*.html")
	if err != nil {
		return nil, fmt.Errorf("pages: %w", err)
	}
	for _, lang := range locale.Langs() {
		shell, err := template.New("layout.html").Funcs(pageFuncs(lang)).ParseFS(citizen.HTML, "html/layout.html")
		if err != nil {
			return nil, fmt.Errorf("pages: %w", err)
		}
		ps.sets[lang] = map[string]*template.Template{}
		for _, name := range names {
			base := strings.TrimSuffix(path.Base(name), ".html")
			if base == "layout" {
				continue
			}
			t, err := template.Must(shell.Clone()).ParseFS(citizen.HTML, name)
			if err != nil {
				return nil, fmt.Errorf("pages: %w", err)
			}
			ps.sets[lang][base] = t
		}
	}
	return ps, nil
}

// render writes a page as a whole or not at all: a template that fails half
// way must not leave half a page behind a 200.
func (ps *pages) render(w io.Writer, name string, p *page) error {
	t, ok := ps.sets[locale.Valid(p.Lang)][name]
	if !ok {
		return fmt.Errorf("pages: no template %q", name)
	}
	p.Assets = ps.assets.paths
	p.Say = sayings(p)
	var b bytes.Buffer
	if err := t.ExecuteTemplate(&b, "layout", p); err != nil {
		return fmt.Errorf("pages: %s: %w", name, err)
	}
	if _, err := w.Write(b.Bytes()); err != nil {
		return fmt.Errorf("pages: %s: %w", name, err)
	}
	return nil
}

// uploading are the texts of a form that takes files.
var uploading = []string{"evidence.remove", "evidence.retry", "evidence.sending", "evidence.sent", "evidence.waiting", "error.file_big", "error.file_many",
	"error.file_failed", "error.file_empty"}

// sayings are the few texts the script shows; a page without a form to help needs none.
func sayings(p *page) string {
	keys := map[string]string{}
	say := func(texts ...string) {
		for _, key := range texts {
			keys[key[strings.IndexByte(key, '.')+1:]] = p.text(key)
		}
	}
	switch {
	case p.Step > 0:
		say("form.written", "form.missing", "form.over", "file.saved", "file.not_saved", "file.continue")
		say(uploading...)
	case strings.HasPrefix(p.Path, "/receipt/"):
		say("receipt.copied")
	case len(p.Form.Values) > 0 || p.Path != "/":
		say("form.written", "form.missing", "form.over")
		if p.Once != "" { // a form of the petitioner's acts may take files
			say(uploading...)
		}
	}
	said, err := json.Marshal(keys)
	if err != nil || len(keys) == 0 {
		return ""
	}
	return string(said)
}
