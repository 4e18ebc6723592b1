package pdf

import (
	"bytes"
	"encoding/binary"
)

// subset collects the glyphs that one document uses of a face, renumbered from 1 in the order of
// first use. A number belongs to one character, so that copied text is exactly what was written
// even where a face draws two characters alike.
type subset struct {
	font   *Font
	number map[rune]uint16
	runes  []rune
	glyphs []uint16 // by new number; 0 is the blank "no such glyph"
}

func newSubset(f *Font) *subset {
	return &subset{font: f, number: map[rune]uint16{}, runes: []rune{0}, glyphs: []uint16{0}}
}

// use returns the document's number of a character, 0 when the face lacks it.
func (s *subset) use(r rune) uint16 {
	if n, ok := s.number[r]; ok {
		return n
	}
	glyph, ok := s.font.Glyph(r)
	if !ok {
		return 0
	}
	n := uint16(len(s.glyphs))
	s.number[r], s.runes, s.glyphs = n, append(s.runes, r), append(s.glyphs, glyph)
	return n
}

// file writes the used glyphs as a small TrueType file. Outlines alone matter to a reader of PDF:
// no character map, no names, no hints.
func (s *subset) file() []byte {
	all := append([]uint16(nil), s.glyphs...)
	var glyf bytes.Buffer
	loca := make([]byte, 0, 4*len(all)+4)
	hmtx := make([]byte, 0, 4*len(all))
	for i := 0; i < len(all); i++ { // grows while parts of composed glyphs are found
		loca = binary.BigEndian.AppendUint32(loca, uint32(glyf.Len()))
		outline := bytes.Clone(s.font.outline(all[i]))
		all = renumberParts(outline, all)
		glyf.Write(outline)
		glyf.Write(make([]byte, (4-glyf.Len()%4)%4))
		width := u16(s.font.hmtx, 4*min(int(all[i]), s.font.metrics-1))
		hmtx = binary.BigEndian.AppendUint16(hmtx, width)
		hmtx = binary.BigEndian.AppendUint16(hmtx, s.font.bearing(all[i]))
	}
	loca = binary.BigEndian.AppendUint32(loca, uint32(glyf.Len()))

	head, hhea, maxp := bytes.Clone(s.font.head), bytes.Clone(s.font.hhea), bytes.Clone(s.font.maxp)
	binary.BigEndian.PutUint32(head[8:], 0)  // whole-file sum: set last
	binary.BigEndian.PutUint16(head[50:], 1) // long offsets
	binary.BigEndian.PutUint16(hhea[34:], uint16(len(all)))
	binary.BigEndian.PutUint16(maxp[4:], uint16(len(all)))
	return assemble([]table{{"glyf", glyf.Bytes()}, {"head", head}, {"hhea", hhea}, {"hmtx", hmtx},
		{"loca", loca}, {"maxp", maxp}})
}

// renumberParts points a composed glyph at the new numbers of its parts, adding those not yet there.
func renumberParts(outline []byte, all []uint16) []uint16 {
	if len(outline) < 10 || i16(outline, 0) >= 0 {
		return all
	}
	const words, scale, more, twoScales, matrix = 0x1, 0x8, 0x20, 0x40, 0x80
	for at := 10; ; {
		flags, part := u16(outline, at), u16(outline, at+2)
		number := -1
		for i, glyph := range all {
			if glyph == part {
				number = i
				break
			}
		}
		if number < 0 {
			number, all = len(all), append(all, part)
		}
		binary.BigEndian.PutUint16(outline[at+2:], uint16(number))
		at += 6
		if flags&words != 0 {
			at += 2
		}
		switch {
		case flags&scale != 0:
			at += 2
		case flags&twoScales != 0:
			at += 4
		case flags&matrix != 0:
			at += 8
		}
		if flags&more == 0 {
			return all
		}
	}
}

type table struct {
	tag  string
	data []byte
}

// assemble writes tables, given in the order of their tags, behind a directory.
func assemble(tables []table) []byte {
	out := []byte{0, 1, 0, 0}
	n, power := len(tables), 1
	log := 0
	for power*2 <= n {
		power, log = power*2, log+1
	}
	for _, v := range []int{n, 16 * power, log, 16 * (n - power)} {
		out = binary.BigEndian.AppendUint16(out, uint16(v))
	}
	at := len(out) + 16*n
	headAt := 0
	for _, t := range tables {
		if t.tag == "head" {
			headAt = at
		}
		out = append(out, t.tag...)
		out = binary.BigEndian.AppendUint32(out, sum(t.data))
		out = binary.BigEndian.AppendUint32(out, uint32(at))
		out = binary.BigEndian.AppendUint32(out, uint32(len(t.data)))
		at += (len(t.data) + 3) / 4 * 4
	}
	for _, t := range tables {
		out = append(out, t.data...)
		out = append(out, make([]byte, (4-len(t.data)%4)%4)...)
	}
	binary.BigEndian.PutUint32(out[headAt+8:], 0xB1B0AFBA-sum(out))
	return out
}

func sum(data []byte) uint32 {
	var total uint32
	for len(data) >= 4 {
		total += binary.BigEndian.Uint32(data)
		data = data[4:]
	}
	var rest [4]byte
	copy(rest[:], data)
	return total + binary.BigEndian.Uint32(rest[:])
}
