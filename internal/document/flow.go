package document

import "sunlit/internal/document/pdf"

// Measures in points on A4, after GB/T 9704: 28 characters of size 3 (16 pt) a line.
const (
	pageWidth, pageHeight = 595.28, 841.89
	left                  = 73.64
	measure               = 448.0 // 28 × 16
	right                 = left + measure
	topFirst, topNext     = 62.0, 80.0
	bottom                = 760.0 // lower edge of text
	pageNumberY           = 800.0

	smallSize, smallLead = 10.0, 15.0
)

// set is the size and lead of the text.
type set struct{ size, lead float64 }

// The usual text, a tighter one that spares a second sheet with nothing but the signature, and the
// one for English.
var (
	usual   = set{16, 25}
	tight   = set{15, 21}
	english = set{14, 21}
)

var (
	ink     = pdf.Color{R: 0x11, G: 0x11, B: 0x11}
	muted   = pdf.Color{R: 0x4A, G: 0x55, B: 0x65}
	sealRed = pdf.Color{R: 0xA6, G: 0x1E, B: 0x1E} // head and rule of a paper, nothing else
	black   = pdf.Color{}
)

// row is one piece that is never cut: a line of text, a box.
type row struct {
	height float64
	draw   func(p *pdf.Page, y float64) // y is the row's top
}

// block is a paragraph or a figure: rows that follow each other.
type block struct {
	tag, alt string // for screen readers; no tag: decoration
	before   float64
	rows     []row
	together bool // all rows on one page
	keepNext bool // not the last thing on a page
}

func (b block) height() float64 {
	h := b.before
	for _, r := range b.rows {
		h += r.height
	}
	return h
}

// flow lays blocks on pages. A paragraph leaves at least two lines on either side of a page's edge,
// a heading stays with what follows, and the signature never stands alone on a sheet.
type flow struct {
	doc  *pdf.Doc
	page *pdf.Page
	y    float64
}

func (f *flow) turn() {
	f.page = f.doc.Page()
	f.y = topNext
	if len(f.doc.Pages()) == 1 {
		f.y = topFirst
	}
}

// place lays the blocks; closing is the height that the last one has to leave under itself.
func (f *flow) place(blocks []block, closing float64) {
	for i, b := range blocks {
		need, last := 0.0, i+1 == len(blocks)
		switch {
		case last:
			need = closing
		case b.keepNext:
			need = headOf(blocks[i+1])
		}
		f.lay(b, need)
	}
}

// headOf is the least room that a block needs to begin on a page.
func headOf(b block) float64 {
	if b.together || len(b.rows) <= 3 {
		return b.height()
	}
	return b.before + b.rows[0].height + b.rows[1].height
}

func (f *flow) lay(b block, need float64) {
	element := -1
	if b.tag != "" {
		element = f.doc.Element(b.tag, b.alt)
	}
	room := bottom - f.y - b.before
	cut := split(b, room, need)
	if cut == 0 {
		if f.y > topNext { // nothing stands on a fresh page yet: turning would leave it empty
			f.turn()
		}
		b.before = 0
		room = bottom - f.y
		cut = max(split(b, room, need), 1) // what is taller than a page is laid all the same
	}
	f.y += b.before
	f.draw(b.rows[:cut], element)
	rest := b.rows[cut:]
	for len(rest) > 0 {
		f.turn()
		b.rows, b.before = rest, 0
		cut = max(split(b, bottom-f.y, need), 1)
		f.draw(rest[:cut], element)
		rest = rest[cut:]
	}
}

// split tells how many rows fit into the room: all of them only if need is left under them.
func split(b block, room, need float64) int {
	n, used := 0, 0.0
	for n < len(b.rows) && used+b.rows[n].height <= room+1e-6 {
		used += b.rows[n].height
		n++
	}
	all := len(b.rows)
	if n == all && used+need <= room+1e-6 {
		return all
	}
	if b.together {
		return 0
	}
	n = min(n, all-2) // two lines go over, also to keep the signature company
	if n < 2 {
		return 0
	}
	return n
}

func (f *flow) draw(rows []row, element int) {
	if element < 0 {
		f.page.Artifact()
	} else {
		f.page.Begin(element)
	}
	for _, r := range rows {
		r.draw(f.page, f.y)
		f.y += r.height
	}
	f.page.End()
}
