package document

import (
	"math"

	goqr "github.com/piglig/go-qr"

	"sunlit/internal/document/pdf"
)

// head adds the red name of the body, the paper's number, the rule and the title.
func (d *draft) head() {
	name := clean(d.paper.Body)
	size, track := 32.0, 0.1
	for size > 22 && d.widthOf(name)*(1+track)*size > measure {
		size, track = size-1, 0.04
	}
	d.para(said(name), style{size: size, lead: size * 1.25, weight: bold, color: sealRed, centred: true, track: track, keepNext: true})
	d.para(said(clean(d.paper.Number)), style{size: 14, lead: 22, color: ink, centred: true, before: 4, keepNext: true})
	d.blocks = append(d.blocks, block{keepNext: true, together: true, rows: []row{{height: 8,
		draw: func(p *pdf.Page, y float64) { p.Box(left, y+4, measure, 2, sealRed) }}}})
	d.para(said(d.title()), style{size: 22, lead: 32, weight: bold, color: ink, centred: true, before: 14, tag: "H1", keepNext: true})
	if d.paper.Addressee != "" {
		d.para(d.say("addressee", "name", d.paper.Addressee), style{size: d.set.size, lead: d.set.lead, color: ink, before: 8, keepNext: true})
	}
}

func (d *draft) title() string {
	if t := clean(d.paper.Title); t != "" {
		return t
	}
	if named, ok := d.paper.Content.(interface{ title() string }); ok {
		return string(d.say(named.title()))
	}
	return string(d.say("title." + string(d.paper.Kind())))
}

// widthOf measures a bold text on one line, in characters.
func (d *draft) widthOf(s string) float64 {
	return newLine(d.letters(s, bold), 0).width
}

const (
	squareSide = 74.0 // 26 mm: what an old phone's camera reads at arm's length
	footGap    = 28.0 // above the signature: room for the seal
	signSize   = 16.0
	signLead   = 24.0
)

// foot is the last lines of a paper, measured before they are placed.
type foot struct {
	lines  []row
	height float64
	sign   []line
	width  float64 // of the signature
	lift   float64 // how far above the usual place: the code's strip lies below
}

func (d *draft) foot() foot {
	p := d.paper
	var ft foot
	st := style{size: smallSize, lead: smallLead, color: ink, x: left + squareSide + 12, width: 196}
	for _, l := range []struct{ key, value string }{{"foot.verify", p.VerifyCode}, {"foot.contact", p.Contact.Name},
		{"foot.phone", p.Contact.Phone}, {"foot.address", p.Contact.Address}, {"foot.query", p.QueryURL}} {
		if clean(l.value) != "" {
			ft.lines = append(ft.lines, d.rows(string(d.say(l.key, "value", l.value)), st)...)
		}
	}
	ft.height = math.Max(squareSide, float64(len(ft.lines))*smallLead)
	for _, s := range []string{clean(p.Body), string(d.say("seal")), string(d.date(p.IssuedOn))} {
		for _, l := range wrap(d.letters(s, plain), 12.5, 0, false) {
			ft.sign = append(ft.sign, l)
			ft.width = math.Max(ft.width, l.width*signSize)
		}
	}
	if r, ok := p.Content.(Receipt); ok && r.Code != "" {
		ft.lift = stripLift
	}
	return ft
}

// closingHeight is the room that the end of the paper takes under the text.
func (d *draft) closingHeight() float64 {
	ft := d.foot()
	return min(footGap+math.Max(ft.height, float64(len(ft.sign))*signLead)+ft.lift, 500) // leaves room for text on any page
}

// closing puts the signature under the text and the square code with the contact at the foot; where
// the text ends low, they stand side by side.
func (d *draft) closing(f *flow) {
	ft := d.foot()
	base := bottom - ft.lift
	signHeight := float64(len(ft.sign)) * signLead
	y := f.y + footGap + 24
	if y+signHeight > base-ft.height-30 {
		y = base - signHeight
	}
	f.page.Begin(f.doc.Element("P", ""))
	for i, l := range ft.sign {
		l.set(f.page, right-ft.width+(ft.width-l.width*signSize)/2, baseline(y+float64(i)*signLead, signSize, signLead), signSize, ink)
	}
	f.page.End()

	top := base - ft.height
	f.page.Begin(f.doc.Element("Figure", string(d.say("foot.square", "url", d.paper.VerifyURL))))
	square(f.page, d.paper.VerifyURL, left, top, squareSide)
	f.page.Begin(f.doc.Element("P", ""))
	textTop := top + (ft.height-float64(len(ft.lines))*smallLead)/2
	for i, l := range ft.lines {
		l.draw(f.page, textTop+float64(i)*smallLead)
	}
	f.page.End()
	if r, ok := d.paper.Content.(Receipt); ok && r.Code != "" {
		r.strip(d, f)
	}
}

// square draws a text as a square code. A text too long for one, which no address is, leaves the
// place empty: the written code stands beside it.
func square(p *pdf.Page, text string, x, y, side float64) {
	code, err := goqr.EncodeText(text, goqr.Medium)
	if err != nil {
		return
	}
	n := code.Size()
	m := side / float64(n)
	var boxes [][4]float64
	for row := range n {
		for from := 0; from < n; from++ {
			to := from
			for to < n && code.Module(to, row) {
				to++
			}
			if to > from {
				boxes = append(boxes, [4]float64{x + float64(from)*m, y + float64(row)*m, float64(to-from) * m, m + 0.02})
				from = to
			}
		}
	}
	p.Boxes(boxes, black)
}

// numberPages writes — 1 — at the foot of every page, and on papers of several pages the number
// beside it, so that a lost sheet finds its way back.
func (d *draft) numberPages(doc *pdf.Doc) {
	if r, ok := d.paper.Content.(Receipt); ok && r.Code != "" && len(doc.Pages()) == 1 {
		return // the strip to cut off lies there
	}
	for i, p := range doc.Pages() {
		p.Artifact()
		st := style{size: 12, lead: 16, color: ink, centred: true}
		d.rows(string(d.say("page", "n", i+1)), st)[0].draw(p, pageNumberY-8)
		if len(doc.Pages()) > 1 {
			name := clean(d.paper.Number) + "  " + d.number()
			st = style{size: 9, lead: 12, color: muted, x: left, width: measure * 0.45}
			d.rows(name, st)[0].draw(p, pageNumberY-6)
		}
		p.End()
	}
}
