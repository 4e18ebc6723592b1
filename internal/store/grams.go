package store

import (
	"maps"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf16"

	"golang.org/x/text/width"
)

// Texts are found by pieces of words: two characters of Chinese, three of what is written in ASCII
// letters and digits. A piece is written as the hexadecimal numbers of its UTF-16 units: no operator
// and no stop word of an engine can be among them, and both engines hold the same index. At the end
// of a run zeros fill the piece, so that a single character is found by the beginning of a piece.

// most of what somebody asks: longer questions only lose their tail.
const (
	maxTerms = 6
	maxTerm  = 24 // UTF-16 units
)

// fold is a text as it is compared: lower case, full-width letters and digits as plain ones.
func fold(text string) string { return strings.ToLower(width.Fold.String(text)) }

// run is a stretch of one kind of characters.
type run struct {
	units []uint16
	width int // of a piece: 3 for ASCII letters and digits, else 2
}

// runs splits a folded text; what is neither letter nor digit only separates.
func runs(folded string) []run {
	var list []run
	var units []uint16
	kind := 0
	end := func() {
		if len(units) > 0 {
			list = append(list, run{units, kind})
		}
		units = nil
	}
	for _, r := range folded {
		next := 0
		switch {
		case r < 0x80 && (unicode.IsLetter(r) || unicode.IsDigit(r)):
			next = 3
		case r >= 0x80 && (unicode.IsLetter(r) || unicode.IsNumber(r)):
			next = 2
		}
		if next != kind {
			end()
			kind = next
		}
		if next != 0 {
			units = utf16.AppendRune(units, r)
		}
	}
	end()
	return list
}

// gram writes the piece that begins at unit i, filled with zeros to the run's width.
func (r run) gram(i int) string {
	var b strings.Builder
	for j := i; j < i+r.width; j++ {
		u := uint16(0)
		if j < len(r.units) {
			u = r.units[j]
		}
		if r.width == 3 {
			u &= 0x7f
		}
		b.WriteString(hexOf(u, r.width))
	}
	return b.String()
}

// hexOf is two digits for ASCII, four for the rest.
func hexOf(u uint16, width int) string {
	text, digits := strconv.FormatUint(uint64(u), 16), 4
	if width == 3 {
		digits = 2
	}
	return strings.Repeat("0", digits-len(text)) + text
}

// grams are the distinct pieces of a folded text, sorted.
func grams(folded string) []string {
	seen := map[string]bool{}
	for _, r := range runs(folded) {
		for i := range r.units {
			seen[r.gram(i)] = true
		}
	}
	list := make([]string, 0, len(seen))
	for g := range seen {
		list = append(list, g)
	}
	slices.Sort(list)
	return list
}

// counted are what is counted of a text with these pieces: each of them, and what they begin with, by which
// single characters are found.
func counted(pieces []string) []string {
	seen := make(map[string]bool, 2*len(pieces))
	for _, p := range pieces {
		seen[p] = true
		if len(p) == 8 {
			seen[p[:4]] = true
		} else {
			seen[p[:2]], seen[p[:4]] = true, true
		}
	}
	return slices.Sorted(maps.Keys(seen))
}

// Pieces are what the index holds of a text, and what is counted of it: for measurements that fill the tables by
// themselves.
func Pieces(text string) (index, count []string) {
	index = grams(fold(text))
	return index, counted(index)
}

// terms are the words of a question, folded and without anything but letters and digits: each must
// stand in a text as it is.
func terms(question string) []string {
	var list []string
	for word := range strings.FieldsFuncSeq(fold(question), func(r rune) bool { return !unicode.IsLetter(r) && !unicode.IsNumber(r) }) {
		units := utf16.Encode([]rune(word))
		if len(units) > maxTerm {
			word = string(utf16.Decode(units[:maxTerm]))
		}
		if !slices.Contains(list, word) {
			list = append(list, word)
		}
		if len(list) == maxTerms {
			break
		}
	}
	return list
}

// wanted are the pieces that a text must hold to hold all terms; begins are beginnings of pieces, of
// terms too short for a whole one.
func wanted(words []string) (whole, begins []string) {
	for _, word := range words {
		for _, r := range runs(word) {
			if len(r.units) < r.width {
				short := r.gram(0)
				begins = append(begins, short[:len(short)/r.width*len(r.units)])
			}
			for i := 0; i+r.width <= len(r.units); i++ {
				if g := r.gram(i); !slices.Contains(whole, g) {
					whole = append(whole, g)
				}
			}
		}
	}
	return whole, begins
}
