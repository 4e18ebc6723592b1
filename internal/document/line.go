package document

import (
	"math"

	"sunlit/internal/document/pdf"
)

// line is one row of set text. Lengths are in parts of the type size.
type line struct {
	letters []letter
	start   float64   // where the first letter begins: the indent, or half a character to the left
	gaps    []float64 // room behind each letter
	width   float64   // up to the last letter's right edge
}

// wrap breaks a text into lines by the rules of Chinese typesetting: no closing mark begins a line,
// no opening mark ends one, words and numbers stay whole, a closing mark may hang half over the
// edge. Only full lines are stretched to the measure.
func wrap(all []letter, measure, indent float64, justify bool) []line {
	var lines []line
	for from := 0; from < len(all) || len(lines) == 0; {
		start := 0.0
		switch {
		case len(lines) == 0:
			start = indent
		case all[from].class == opener && wide(all[from]):
			start = -0.5 // the empty left half of the mark
		}
		to := fit(all, from, start, measure)
		next := to
		for next < len(all) && all[next].class == blank {
			next++
		}
		for to > from+1 && all[to-1].class == blank {
			to--
		}
		l := newLine(all[from:to], start)
		if justify && next < len(all) {
			l.stretch(measure)
		}
		lines = append(lines, l)
		from = next
		if len(all) == 0 {
			break
		}
	}
	return lines
}

// fit returns the end of the longest line that begins at from.
func fit(all []letter, from int, start, measure float64) int {
	x, part := start, -1
	for i := from; i < len(all); i++ {
		if i > from {
			x += gap(all[i-1], all[i])
		}
		x += all[i].advance
		over := x - measure
		if over > 1e-6 && !hangs(all[i], over) && all[i].class != blank {
			if part > from {
				return part
			}
			return max(i, from+1) // a word longer than a line: cut it
		}
		if i+1 < len(all) && mayPart(all, i) {
			part = i + 1
		}
	}
	return len(all)
}

// hangs tells whether a mark's empty half may stand beyond the edge.
func hangs(l letter, over float64) bool {
	return over <= 0.5+1e-6 && l.class == closer && wide(l) && gap(l, letter{rune: '）', class: closer, advance: 1}) < 0
}

func newLine(letters []letter, start float64) line {
	l := line{letters: letters, start: start, gaps: make([]float64, len(letters)), width: start}
	for i, a := range letters {
		if i+1 < len(letters) {
			l.gaps[i] = gap(a, letters[i+1])
		}
		l.width += a.advance + l.gaps[i]
	}
	return l
}

// stretch fills the measure by opening the room between characters a little; too loose a line is
// left as it is.
func (l *line) stretch(measure float64) {
	slack := measure - l.width
	if slack <= 0 {
		return
	}
	var open []int
	for i := 0; i+1 < len(l.letters); i++ {
		a, b := l.letters[i].class, l.letters[i+1].class
		if a == blank || (a != word && b != word && b != blank) {
			open = append(open, i)
		}
	}
	if len(open) == 0 || slack/float64(len(open)) > 0.15 {
		return
	}
	for _, i := range open {
		l.gaps[i] += slack / float64(len(open))
	}
	l.width = measure
}

// open puts extra room between all letters, as in a head.
func (l *line) open(track float64) {
	for i := 0; i+1 < len(l.letters) && track > 0; i++ {
		l.gaps[i] += track
		l.width += track
	}
}

// set draws the line with its base line at y.
func (l line) set(p *pdf.Page, x, y, size float64, color pdf.Color) {
	x += l.start * size
	for from := 0; from < len(l.letters); {
		first := l.letters[from]
		run := pdf.Run{Font: first.font, Size: size, Color: color, Swell: first.swell * size}
		at := x
		to := from
		for to < len(l.letters) && l.letters[to].font == first.font && l.letters[to].swell == first.swell {
			run.Glyphs = append(run.Glyphs, pdf.Glyph{Rune: l.letters[to].rune, Shift: int(math.Round(l.gaps[to] * 1000))})
			x += (l.letters[to].advance + l.gaps[to]) * size
			to++
		}
		p.Text(at, y, run)
		from = to
	}
}
