// Package document renders official papers as PDF after the layout of GB/T 9704: red head, number,
// title, text, signature, and a code by which anybody can check that the paper is genuine. The
// same Paper always gives the same bytes, because the file an approver saw is the file that is
// issued and its hash is kept. A paper that lacks something the law wants in it is refused, never
// rendered with a gap.
package document

import (
	"slices"
	"strings"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/document/pdf"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// Paper is one official paper. Its kind is that of its content.
type Paper struct {
	Lang       locale.Lang // papers are issued in Chinese; receipt and query card also in English
	Body       string      // full name of the issuing body
	Number     string      // such as 青住建信答〔2026〕31号
	Title      string      // empty: the kind's own title
	Addressee  string      // whom it is for
	Tracking   string      // tracking number, grouped or not
	Summary    string      // the petition in one sentence
	Channel    petition.Channel
	ReceivedOn clock.Day
	IssuedOn   clock.Day
	Basis      []string // law and article, such as 《信访工作条例》第二十三条; never an article's wording
	Content    Content
	Contact    Contact
	QueryURL   string // where progress can be read; never with the query code in it
	VerifyCode string // short code by which the paper is checked
	VerifyURL  string // what the square code holds
}

// Contact is who answers questions about the paper.
type Contact struct{ Name, Phone, Address string }

// Body is an authority that somebody is sent to.
type Body struct{ Name, Address, Online, Phone string }

// Way is a procedure elsewhere: which body, by when, with what (Art. 31).
type Way struct {
	Procedure string // such as 行政复议
	Body      Body
	Limit     string // such as 知道该行政行为之日起60日内
	Papers    []string
}

// Content is what a kind of paper says. The types of this package are the only ones.
type Content interface {
	kind() petition.DocumentKind
	check(p Paper, e *fault.Error)
	write(d *draft)
}

// Kind tells which paper it is.
func (p Paper) Kind() petition.DocumentKind {
	if p.Content == nil {
		return ""
	}
	return p.Content.kind()
}

// Render makes the PDF. What is missing is told by field: an Invalid fault.
func Render(p Paper) ([]byte, error) {
	if p.Lang == "" {
		p.Lang = locale.Default
	}
	if err := p.Check(); err != nil {
		return nil, err
	}
	if sheet, ok := p.Content.(interface{ render(p Paper) []byte }); ok { // laid out by itself
		return sheet.render(p), nil
	}
	if bundle, ok := p.Content.(Bundle); ok {
		return bundle.bind(p)
	}
	if p.Lang == locale.En {
		return p.lay(english).Bytes(), nil
	}
	doc := p.lay(usual)
	if len(doc.Pages()) == 2 {
		if single := p.lay(tight); len(single.Pages()) == 1 {
			doc = single
		}
	}
	return doc.Bytes(), nil
}

// newDoc starts the file. Its time is noon of the paper's own day: the clock's would make every
// rendering another file.
func (d *draft) newDoc() *pdf.Doc {
	return pdf.New(pdf.Info{Title: d.title(), Author: clean(d.paper.Body), Lang: d.paper.Lang,
		Created: d.paper.IssuedOn.Start().Add(12 * time.Hour)}, pageWidth, pageHeight)
}

// lay sets the whole paper in one size of text.
func (p Paper) lay(s set) *pdf.Doc {
	d := &draft{paper: p, set: s}
	f := &flow{doc: d.newDoc()}
	d.head()
	p.Content.write(d)
	d.noteMissing()
	f.turn()
	f.place(d.blocks, d.closingHeight())
	d.closing(f)
	d.numberPages(f.doc)
	return f.doc
}

// Check tells what the paper lacks, without rendering it.
func (p Paper) Check() error {
	e := fault.Invalid()
	if p.Content == nil {
		return e.Field("content", missing).OrNil()
	}
	need := needs{e}
	need.text("body", p.Body)
	need.text("tracking", p.Tracking)
	if !slices.Contains(prints, p.Kind()) {
		need.text("number", p.Number)
		need.text("addressee", p.Addressee)
		need.day("receivedOn", p.ReceivedOn)
		need.text("contact.phone", p.Contact.Phone)
		need.text("verifyCode", p.VerifyCode)
		need.text("verifyUrl", p.VerifyURL)
	}
	if !slices.Contains(prints, p.Kind()) && !slices.Contains(lists, p.Kind()) {
		need.texts("basis", p.Basis)
	}
	if !slices.Contains(prints, p.Kind()) && !slices.Contains(untold, p.Kind()) {
		need.text("summary", p.Summary)
	}
	need.day("issuedOn", p.IssuedOn)
	need.text("queryUrl", p.QueryURL)
	p.Content.check(p, e)
	return e.OrNil()
}

// prints are no papers of a body: nobody signs them, so they lack head, number and code. lists are
// drawn up by the portal itself and stand on no article. untold do not say what the petition is about.
var (
	prints = []petition.DocumentKind{CardKind, ReviewFormKind}
	lists  = []petition.DocumentKind{HandOverKind, BundleKind}
	untold = []petition.DocumentKind{petition.PaperSealNotice, petition.PaperDisciplineFeedback}
)

// missing is the complaint about an element that the paper can't do without.
const missing = "paper.fault.missing"

// needs collects complaints about empty elements.
type needs struct{ e *fault.Error }

func (n needs) text(field, value string) {
	if clean(value) == "" {
		n.e.Field(field, missing)
	}
}

func (n needs) texts(field string, values []string) {
	if strings.TrimSpace(strings.Join(values, "")) == "" {
		n.e.Field(field, missing)
	}
}

func (n needs) day(field string, day clock.Day) {
	if day.IsZero() {
		n.e.Field(field, missing)
	}
}

func (n needs) positive(field string, value int) {
	if value <= 0 {
		n.e.Field(field, missing)
	}
}

func (n needs) oneOf(field, value string, allowed []string) {
	if !slices.Contains(allowed, value) {
		n.e.Field(field, missing)
	}
}

// body wants a name and at least one way to reach it.
func (n needs) body(field string, b Body) {
	n.text(field+".name", b.Name)
	n.text(field+".address", b.Address+b.Online+b.Phone)
}

func (n needs) way(field string, w Way) {
	n.text(field+".procedure", w.Procedure)
	n.body(field+".body", w.Body)
	n.text(field+".limit", w.Limit)
}
