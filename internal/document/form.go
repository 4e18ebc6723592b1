package document

import (
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/document/pdf"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// ReviewFormKind is the form to ask for a review on paper: the petitioner's own letter, no official
// paper, so the law does not name it.
const ReviewFormKind petition.DocumentKind = "review-form"

// ReviewForm is an application for review or re-review, filled in as far as the portal knows: only
// what is wanted and why is left to write by hand (Art. 35, 36).
type ReviewForm struct {
	Recheck bool
	Name    string // of the petitioner
	Phone   string
	Address string
	To      []Body // who decides; the petitioner chooses where there are two
	Of      Issued // the opinion that is appealed against
	ReadOn  clock.Day
	LastOn  clock.Day
}

func (ReviewForm) kind() petition.DocumentKind { return ReviewFormKind }

func (c ReviewForm) title() string {
	if c.Recheck {
		return "title.recheck-form"
	}
	return "title.review-form"
}

func (c ReviewForm) check(_ Paper, e *fault.Error) {
	need := needs{e}
	c.Of.check("of", need)
	need.text("of.name", c.Of.Name)
	need.positive("to", len(c.To))
	need.day("readOn", c.ReadOn)
	need.day("lastOn", c.LastOn)
}

// write sets the form; what the portal does not know stands as a line to write on.
func (c ReviewForm) write(d *draft) {
	blank := said(strings.Repeat("_", 24))
	known := func(label, value string) {
		v := said(clean(value))
		if v == "" {
			v = blank
		}
		d.field(label, v)
	}
	for _, b := range c.To {
		to := said(clean(b.Name))
		if r := d.reach(b); r != "" {
			to = d.say("form.to", "body", b.Name, "reach", r)
		}
		d.field("label.to", to)
	}
	known("label.applicant", c.Name)
	known("label.telephone", c.Phone)
	known("label.post", c.Address)
	d.field("label.number", said(d.number()))
	d.field("label.against", d.issued(c.Of)+d.mark("list.comma_wide")+said(clean(c.Of.Unit)))
	d.field("label.read_on", d.date(c.ReadOn))
	d.field("label.apply_by", d.strong(string(d.say("acceptance.due", "by", c.LastOn))))
	key := "form.review"
	if c.Recheck {
		key = "form.recheck"
	}
	d.text(d.say(key))
	d.ruled("form.request", 3)
	d.ruled("form.reasons", 5)
	d.text(d.say("form.papers"))
	d.signatures("sign.applicant")
	d.para(d.say("form.how", "url", d.paper.QueryURL), style{size: smallSize, lead: smallLead, color: muted, before: 8})
}

// ruled adds a heading and lines to write on by hand, far enough apart for large letters.
func (d *draft) ruled(key string, lines int) {
	d.heading(key)
	const height = 25.0
	var rows []row
	for range lines {
		rows = append(rows, row{height: height, draw: func(p *pdf.Page, y float64) {
			p.Line(left+2*d.set.size, y+height-2, right, y+height-2, 0.6, 0, muted)
		}})
	}
	d.blocks = append(d.blocks, block{rows: rows, together: true})
}

// render lays the form out without red head, seal or code: it comes from the petitioner.
func (c ReviewForm) render(p Paper) []byte {
	d := &draft{paper: p, set: set{15, 23}}
	f := &flow{doc: d.newDoc()}
	d.para(said(d.title()), style{size: 22, lead: 46, weight: bold, color: ink, centred: true, tag: "H1", keepNext: true})
	c.write(d)
	d.noteMissing()
	f.turn()
	f.place(d.blocks, 0)
	d.numberPages(f.doc)
	return f.doc.Bytes()
}
