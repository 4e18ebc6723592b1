package pdf

import (
	"encoding/binary"
	"errors"
	"fmt"
	"sort"
)

// Font is a parsed TrueType face. It is read-only and may be shared by any number of documents.
type Font struct {
	name                   string
	head, hhea, maxp       []byte
	hmtx, loca, glyf       []byte
	groups                 []group
	unitsPerEm, metrics    int
	ascent, descent        int
	glyphs                 int
	xMin, yMin, xMax, yMax int
	longLoca               bool
}

// group is a run of code points whose glyphs follow each other (cmap format 12).
type group struct{ first, last, glyph uint32 }

// ParseFont reads a TrueType face with quadratic outlines and a format 12 character map. The name
// is what the document calls it. The bytes are kept, not copied.
func ParseFont(name string, data []byte) (*Font, error) {
	tables, err := tablesOf(data)
	if err != nil {
		return nil, fmt.Errorf("pdf: font %s: %w", name, err)
	}
	f := &Font{name: name, head: tables["head"], hhea: tables["hhea"], maxp: tables["maxp"],
		hmtx: tables["hmtx"], loca: tables["loca"], glyf: tables["glyf"]}
	if len(f.head) < 54 || len(f.hhea) < 36 || len(f.maxp) < 6 || len(f.glyf) == 0 {
		return nil, fmt.Errorf("pdf: font %s: not a TrueType face with outlines", name)
	}
	f.unitsPerEm = int(u16(f.head, 18))
	f.xMin, f.yMin, f.xMax, f.yMax = i16(f.head, 36), i16(f.head, 38), i16(f.head, 40), i16(f.head, 42)
	f.longLoca = u16(f.head, 50) == 1
	f.ascent, f.descent = i16(f.hhea, 4), i16(f.hhea, 6)
	f.metrics = int(u16(f.hhea, 34))
	f.glyphs = int(u16(f.maxp, 4))
	if len(f.hmtx) < 4*f.metrics+2*(f.glyphs-f.metrics) || f.metrics == 0 || f.unitsPerEm == 0 {
		return nil, fmt.Errorf("pdf: font %s: broken metrics", name)
	}
	if f.groups, err = groupsOf(tables["cmap"]); err != nil {
		return nil, fmt.Errorf("pdf: font %s: %w", name, err)
	}
	return f, nil
}

// Glyph finds the glyph of a character; false when the face does not draw it.
func (f *Font) Glyph(r rune) (uint16, bool) {
	c := uint32(r)
	i := sort.Search(len(f.groups), func(i int) bool { return f.groups[i].last >= c })
	if i == len(f.groups) || f.groups[i].first > c {
		return 0, false
	}
	g := f.groups[i].glyph + c - f.groups[i].first
	return uint16(g), g != 0 && g < uint32(f.glyphs)
}

// Advance is a glyph's width in thousandths of the type size.
func (f *Font) Advance(glyph uint16) int {
	i := min(int(glyph), f.metrics-1)
	return int(u16(f.hmtx, 4*i)) * 1000 / f.unitsPerEm
}

// bearing is the left side bearing in font units.
func (f *Font) bearing(glyph uint16) uint16 {
	g := int(glyph)
	if g < f.metrics {
		return u16(f.hmtx, 4*g+2)
	}
	return u16(f.hmtx, 4*f.metrics+2*(g-f.metrics))
}

// outline is a glyph's entry in the glyf table; empty for blanks.
func (f *Font) outline(glyph uint16) []byte {
	var from, to int
	if f.longLoca {
		from, to = int(u32(f.loca, 4*int(glyph))), int(u32(f.loca, 4*int(glyph)+4))
	} else {
		from, to = 2*int(u16(f.loca, 2*int(glyph))), 2*int(u16(f.loca, 2*int(glyph)+2))
	}
	return f.glyf[from:to]
}

func tablesOf(data []byte) (map[string][]byte, error) {
	if len(data) < 12 || u32(data, 0) != 0x00010000 {
		return nil, errors.New("not a TrueType file")
	}
	tables := map[string][]byte{}
	for i := range int(u16(data, 4)) {
		at := 12 + 16*i
		if at+16 > len(data) {
			return nil, errors.New("cut off")
		}
		from, size := int(u32(data, at+8)), int(u32(data, at+12))
		if from+size > len(data) {
			return nil, errors.New("cut off")
		}
		tables[string(data[at:at+4])] = data[from : from+size]
	}
	return tables, nil
}

func groupsOf(cmap []byte) ([]group, error) {
	if len(cmap) < 4 {
		return nil, errors.New("no character map")
	}
	for i := range int(u16(cmap, 2)) {
		at := int(u32(cmap, 4+8*i+4))
		if u16(cmap, at) != 12 {
			continue
		}
		groups := make([]group, u32(cmap, at+12))
		for n := range groups {
			g := at + 16 + 12*n
			groups[n] = group{u32(cmap, g), u32(cmap, g+4), u32(cmap, g+8)}
		}
		return groups, nil
	}
	return nil, errors.New("no character map of format 12")
}

func u16(b []byte, at int) uint16 { return binary.BigEndian.Uint16(b[at:]) }
func i16(b []byte, at int) int    { return int(int16(u16(b, at))) }
func u32(b []byte, at int) uint32 { return binary.BigEndian.Uint32(b[at:]) }
