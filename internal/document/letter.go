package document

import (
	"strings"
	"unicode"

	"sunlit/internal/document/pdf"
)

// class is how a character behaves at the edges of lines and beside others.
type class int

const (
	han    class = iota // may stand anywhere
	opener              // never ends a line: （ “ 《
	closer              // never begins a line: ） 。 ”
	word                // letters and digits: not parted from each other
	blank               // a space: a line may end behind it
)

// letter is one character, ready to be set. Lengths are in parts of the type size.
type letter struct {
	rune    rune
	class   class
	font    *pdf.Font
	swell   float64
	advance float64
}

const (
	openers = "“‘（《〈【〔「『［｛([{"
	closers = "，。、；：！？”’）》〉】〕」』］｝…—·％‰℃々,.;:!?)]}"
	// Marks with an empty right half, which is closed up before another mark.
	halfEmpty = "，。、；：”’）》〉】〕」』"
	// Characters that belong to the number before them.
	counters = "年月日时分秒元角条款项号人户件份名天个次周岁栋室米公万亿"
)

// The marks around a bold piece and around figures inside a text. They are control characters,
// which clean takes out of everything that people wrote.
const (
	boldOn, boldOff       = '\x0e', '\x0f'
	figuresOn, figuresOff = '\x11', '\x12'
)

// strong marks a text as bold.
func strong(s string) string { return string(boldOn) + clean(s) + string(boldOff) }

// clean makes a text that people wrote fit for paper: no control or formatting characters (a
// right-to-left override can turn a sentence round), no variation selectors, line ends as \n.
func clean(s string) string {
	s = strings.ToValidUTF8(s, string(unicode.ReplacementChar))
	s = strings.NewReplacer("\r\n", "\n", "\r", "\n", "\u2028", "\n", "\u2029", "\n", "\t", " ", "\u3000", " ").Replace(s)
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		switch {
		case r == '\n':
			return r
		case unicode.IsControl(r), unicode.Is(unicode.Cf, r), unicode.Is(unicode.Variation_Selector, r):
			return -1
		case unicode.Is(unicode.Zs, r):
			return ' '
		}
		return r
	}, s))
}

// letters sets a text, whose marks switch the weight, and notes what no face can draw.
func (d *draft) letters(text string, w weight) []letter {
	out := make([]letter, 0, len(text)/2)
	base := w
	for _, r := range text {
		switch r {
		case boldOn:
			w = bold
			continue
		case figuresOn:
			w = figures
			continue
		case boldOff, figuresOff:
			w = base
			continue
		}
		font, swell, ok := cut(r, w)
		if !ok {
			d.miss(r)
			r = replacement
			font, swell, _ = cut(r, w)
		}
		glyph, _ := font.Glyph(r)
		out = append(out, letter{r, classOf(r), font, swell, float64(font.Advance(glyph)) / 1000})
	}
	return out
}

func classOf(r rune) class {
	switch {
	case r == ' ':
		return blank
	case strings.ContainsRune(openers, r):
		return opener
	case strings.ContainsRune(closers, r):
		return closer
	case r < 0x2E80 && (unicode.IsLetter(r) || unicode.IsDigit(r) || r < 0x80):
		return word
	}
	return han
}

// gap is the room between two neighbours besides their own widths: marks close up, letters and
// digits keep a hair's breadth from characters. Below a tenth, so that copying finds no space there.
func gap(a, b letter) float64 {
	switch {
	case strings.ContainsRune(halfEmpty, a.rune) && wide(a) && wide(b) && (b.class == opener || b.class == closer) &&
		!strings.ContainsRune("…—·", b.rune):
		return -0.5
	case a.class == opener && b.class == opener && wide(a) && wide(b):
		return -0.5
	case a.class == han && b.class == word, a.class == word && b.class == han:
		return 0.09
	}
	return 0
}

func wide(l letter) bool { return l.advance > 0.9 && l.rune > 0xFF }

// mayPart tells whether a line may end between letters i and i+1.
func mayPart(all []letter, i int) bool {
	a, b := all[i], all[i+1]
	switch {
	case b.class == blank:
		return false
	case a.rune < 0x80 && b.rune < 0x80 && a.class != blank:
		return partsLongWord(all, i)
	case a.class == blank:
		return b.class != closer
	case b.class == closer, a.class == opener:
		return false
	case a.class == word && b.class == word, a.rune == '月' && unicode.IsDigit(b.rune):
		return false
	case a.class == word && unicode.IsDigit(a.rune) && strings.ContainsRune(counters, b.rune):
		return false
	}
	return true
}

// partsLongWord tells whether a word may be parted behind letter i: only links and the like, which
// are long, hold letters and have a joint there. Telephone and tracking numbers stay whole, because
// many a reader takes a hyphen at a line's end away in copying.
func partsLongWord(all []letter, i int) bool {
	if !strings.ContainsRune("-/.?&=_", all[i].rune) {
		return false
	}
	joined := func(l letter) bool { return l.rune < 0x80 && l.class != blank }
	const far = 24 // no need to look further, and a text of joints alone must not take for ever
	from, to := i, i
	for from > 0 && i-from < far && joined(all[from-1]) {
		from--
	}
	for to+1 < len(all) && to-i < far && joined(all[to+1]) {
		to++
	}
	letters := false
	for _, l := range all[from : to+1] {
		letters = letters || unicode.IsLetter(l.rune)
	}
	return letters && to-from >= 20 && to-i >= 2 && i-from >= 2
}
