package document

import (
	"strings"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/document/pdf"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// Receipt confirms that a petition has arrived (Art. 22) and tells what happens next.
type Receipt struct {
	FiledAt    time.Time
	ForwardBy  clock.Day // last day of the office's own leg
	UnitDays   int       // days for the unit to say what it does (Art. 23)
	AnswerDays int       // days from acceptance to the answer (Art. 34)
	ExtendDays int       // at most so many more
	Code       string    // query code, only while it may be shown: printed on a strip to cut off
	Logged     Logged    // where the public log holds it, empty for not yet
}

// Logged says where the public log holds a filing: its entry, and the first signed state that covers it.
type Logged struct {
	Entry, Size int64
	Root        string // beginning of the root as the checkpoint writes it
}

// stripTop is where the strip with the query code begins; the end of the paper is lifted above it.
const stripTop, stripLift = 738.0, 38.0

func (Receipt) kind() petition.DocumentKind { return petition.PaperReceipt }

func (c Receipt) check(_ Paper, e *fault.Error) {
	need := needs{e}
	if c.FiledAt.IsZero() {
		e.Field("filedAt", missing)
	}
	need.day("forwardBy", c.ForwardBy)
	need.positive("unitDays", c.UnitDays)
	need.positive("answerDays", c.AnswerDays)
	need.positive("extendDays", c.ExtendDays)
}

func (c Receipt) write(d *draft) {
	d.text(d.say("receipt.text", "filed", said(locale.Time(d.paper.Lang, c.FiledAt)), "summary", phrase(d.paper.Summary),
		"basis", d.basis()))
	d.blocks = append(d.blocks, block{tag: "P", before: 10, together: true, rows: []row{{height: 70, draw: func(p *pdf.Page, y float64) {
		p.Frame(left, y, measure, 66, 0.8, 0, muted)
		x := d.at(p, d.say("receipt.number"), left+18, y+36, 11, plain, muted)
		d.at(p, said(d.number()), x+16, y+40, 28, figures, ink)
		d.at(p, c.logged(d), left+18, y+57, 9, plain, muted)
	}}}})
	d.para(d.say("receipt.next"), style{size: 16, lead: 24, weight: bold, color: ink, before: 10, tag: "H2", keepNext: true})
	d.steps([][2]said{
		{d.say("receipt.step1", "by", d.date(c.ForwardBy)), d.say("receipt.step1_text")},
		{d.say("receipt.step2", "days", c.UnitDays), d.say("receipt.step2_text")},
		{d.say("receipt.step3", "days", c.AnswerDays), d.say("receipt.step3_text", "days", c.ExtendDays)},
	})
	d.para(d.say("receipt.query", "url", d.paper.QueryURL, "phone", d.paper.Contact.Phone),
		style{size: 12, lead: 18, color: ink, before: 10})
}

// logged says where the proof is; a checkpoint is printed as far as an eye compares it.
func (c Receipt) logged(d *draft) said {
	if c.Logged.Size == 0 {
		return d.say("receipt.entry_soon")
	}
	return d.say("receipt.entry", "entry", c.Logged.Entry, "size", c.Logged.Size, "root", c.Logged.Root)
}

// steps draws what happens next, side by side, numbered in circles.
func (d *draft) steps(steps [][2]said) {
	width := measure/float64(len(steps)) - 12
	var columns [][]row
	height := 0.0
	for i, s := range steps {
		x := left + float64(i)*(width+18)
		st := style{size: 12, lead: 18, color: ink, x: x, width: width, weight: bold}
		rows := d.rows(string(s[0]), st)
		st.weight = plain
		rows = append(rows, d.rows(string(s[1]), st)...)
		columns = append(columns, rows)
		height = max(height, 34+float64(len(rows))*18)
	}
	d.blocks = append(d.blocks, block{tag: "P", together: true, rows: []row{{height: height, draw: func(p *pdf.Page, y float64) {
		p.Line(left, y, right, y, 1.2, 0, ink)
		for i, rows := range columns {
			x := left + float64(i)*(width+18)
			p.Circle(x+9, y+19, 9, 1, ink)
			digit := newLine(d.letters(string(rune('1'+i)), figures), 0)
			digit.set(p, x+9-digit.width*11/2, y+23, 11, ink)
			for n, r := range rows {
				r.draw(p, y+34+float64(n)*18)
			}
		}
	}}}})
}

// at sets one line with its base line at y.
func (d *draft) at(p *pdf.Page, s said, x, y, size float64, w weight, c pdf.Color) float64 {
	l := newLine(d.letters(string(s), w), 0)
	l.set(p, x, y, size, c)
	return x + l.width*size
}

// strip draws the part with the query code, to be cut off and kept apart from the number.
func (c Receipt) strip(d *draft, f *flow) {
	const y = stripTop
	p := f.page
	p.Artifact()
	p.Line(0, y, pageWidth, y, 0.8, 4, muted)
	p.Begin(f.doc.Element("P", ""))
	d.at(p, d.say("receipt.cut"), left, y+14, 9, plain, muted)
	code := petition.GroupCode(strings.ReplaceAll(clean(c.Code), "-", ""))
	x := d.at(p, d.say("receipt.code"), left, y+43, 12, bold, ink)
	d.at(p, said(code), x+16, y+44, 20, figures, ink)
	for i, r := range d.rows(string(d.say("receipt.keep")), style{size: 10, lead: 15, color: ink, x: left, width: measure}) {
		r.draw(p, y+54+float64(i)*15)
	}
	p.End()
}
