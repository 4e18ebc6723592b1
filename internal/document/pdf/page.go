package pdf

import (
	"bytes"
	"fmt"
	"strconv"
)

// Color is red, green and blue.
type Color struct{ R, G, B uint8 }

// Glyph is one character at its place in a run: Shift moves whatever follows it to the right, in
// thousandths of the type size (negative: to the left), on top of the character's own width.
type Glyph struct {
	Rune  rune
	Shift int
}

// Run is a piece of one line in one face.
type Run struct {
	Font   *Font
	Size   float64
	Color  Color
	Swell  float64 // outline stroke in points: makes a face bolder where it has no bold cut
	Glyphs []Glyph
}

// Page is one sheet. All places are in points from the top left corner.
type Page struct {
	doc     *Doc
	content bytes.Buffer
	index   int
	parts   []int // structure element of each marked piece, by its number on this page
	marked  bool
	from    *foreign // the file that an imported sheet came from
	sheet   int      // its place there
	photo   *photo
}

// Text writes a run with its base line at y.
func (p *Page) Text(x, y float64, run Run) {
	if len(run.Glyphs) == 0 {
		return
	}
	s := p.doc.subset(run.Font)
	p.fill(run.Color)
	fmt.Fprintf(&p.content, "BT /%s%d %s Tf ", p.doc.prefix, s.number, num(run.Size))
	if run.Swell > 0 {
		fmt.Fprintf(&p.content, "2 Tr %s w %s RG ", num(run.Swell), rgb(run.Color))
	}
	fmt.Fprintf(&p.content, "%s %s Td [<", num(x), num(p.doc.height-y))
	for i, g := range run.Glyphs {
		fmt.Fprintf(&p.content, "%04X", s.use(g.Rune))
		if g.Shift != 0 && i+1 < len(run.Glyphs) {
			fmt.Fprintf(&p.content, ">%d<", -g.Shift)
		}
	}
	p.content.WriteString(">] TJ")
	if run.Swell > 0 {
		p.content.WriteString(" 0 Tr")
	}
	p.content.WriteString(" ET\n")
}

// Box fills a rectangle.
func (p *Page) Box(x, y, w, h float64, c Color) {
	p.fill(c)
	fmt.Fprintf(&p.content, "%s %s %s %s re f\n", num(x), num(p.doc.height-y-h), num(w), num(h))
}

// Boxes fills many rectangles {x, y, w, h} at once, as for a code of squares.
func (p *Page) Boxes(boxes [][4]float64, c Color) {
	p.fill(c)
	for _, b := range boxes {
		fmt.Fprintf(&p.content, "%s %s %s %s re\n", num(b[0]), num(p.doc.height-b[1]-b[3]), num(b[2]), num(b[3]))
	}
	p.content.WriteString("f\n")
}

// Frame strokes a rectangle; dash is the length of dashes and gaps, 0 for a whole line.
func (p *Page) Frame(x, y, w, h, width, dash float64, c Color) {
	p.pen(width, dash, c)
	fmt.Fprintf(&p.content, "%s %s %s %s re S\n", num(x), num(p.doc.height-y-h), num(w), num(h))
}

// Line strokes a straight line.
func (p *Page) Line(x1, y1, x2, y2, width, dash float64, c Color) {
	p.pen(width, dash, c)
	fmt.Fprintf(&p.content, "%s %s m %s %s l S\n", num(x1), num(p.doc.height-y1), num(x2), num(p.doc.height-y2))
}

// Circle strokes a circle around x, y.
func (p *Page) Circle(x, y, r, width float64, c Color) {
	p.pen(width, 0, c)
	const k = 0.5523 // how far control points of a quarter lie out
	y = p.doc.height - y
	fmt.Fprintf(&p.content, "%s %s m", num(x+r), num(y))
	for _, q := range [][6]float64{{r, k * r, k * r, r, 0, r}, {-k * r, r, -r, k * r, -r, 0},
		{-r, -k * r, -k * r, -r, 0, -r}, {k * r, -r, r, -k * r, r, 0}} {
		for i := 0; i < 6; i += 2 {
			fmt.Fprintf(&p.content, " %s %s", num(x+q[i]), num(y+q[i+1]))
		}
		p.content.WriteString(" c")
	}
	p.content.WriteString(" S\n")
}

// Begin opens a marked piece that belongs to a structure element, so that readers for the blind
// follow it; End closes it. Everything outside is decoration and is passed over.
func (p *Page) Begin(element int) {
	p.End()
	fmt.Fprintf(&p.content, "/%s <</MCID %d>> BDC\n", p.doc.elements[element].tag, len(p.parts))
	p.doc.elements[element].pieces = append(p.doc.elements[element].pieces, piece{p.index, len(p.parts)})
	p.parts = append(p.parts, element)
	p.marked = true
}

// Artifact opens a piece that is decoration: a rule, a page number. End closes it.
func (p *Page) Artifact() {
	p.End()
	p.content.WriteString("/Artifact BMC\n")
	p.marked = true
}

// End closes the open piece, if there is one.
func (p *Page) End() {
	if p.marked {
		p.content.WriteString("EMC\n")
	}
	p.marked = false
}

func (p *Page) fill(c Color) { fmt.Fprintf(&p.content, "%s rg ", rgb(c)) }

func (p *Page) pen(width, dash float64, c Color) {
	pattern := "[] 0"
	if dash > 0 {
		pattern = "[" + num(dash) + "] 0"
	}
	fmt.Fprintf(&p.content, "%s RG %s w %s d ", rgb(c), num(width), pattern)
}

func rgb(c Color) string {
	return num(float64(c.R)/255) + " " + num(float64(c.G)/255) + " " + num(float64(c.B)/255)
}

// num writes a number with at most three places, the same on every machine.
func num(v float64) string {
	s := strconv.FormatFloat(v, 'f', 3, 64)
	for s[len(s)-1] == '0' {
		s = s[:len(s)-1]
	}
	if s[len(s)-1] == '.' {
		s = s[:len(s)-1]
	}
	if s == "-0" {
		return "0"
	}
	return s
}
