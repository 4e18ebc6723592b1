package pdf

import (
	"bytes"
	"fmt"
	"unicode/utf16"
)

// writeFonts embeds what was used of each face and returns the names for the pages' resources.
func (d *Doc) writeFonts(f *file) string {
	var names bytes.Buffer
	for _, s := range d.fonts {
		font, cid, descriptor, data, unicode := f.reserve(), f.reserve(), f.reserve(), f.reserve(), f.reserve()
		// The six letters tell readers that the face is a part; any will do, but fixed ones.
		base := fmt.Sprintf("SUNLI%c+%s", 'A'+rune(s.number-1), s.font.name)
		f.object(font, fmt.Sprintf("<</Type/Font/Subtype/Type0/BaseFont/%s/Encoding/Identity-H/DescendantFonts[%d 0 R]"+
			"/ToUnicode %d 0 R>>", base, cid, unicode))
		f.object(cid, fmt.Sprintf("<</Type/Font/Subtype/CIDFontType2/BaseFont/%s/CIDSystemInfo<</Registry(Adobe)"+
			"/Ordering(Identity)/Supplement 0>>/CIDToGIDMap/Identity/FontDescriptor %d 0 R/DW 1000/W[%s]>>",
			base, descriptor, s.widths()))
		f.object(descriptor, s.descriptor(base, data))
		program := s.file()
		f.stream(data, fmt.Sprintf("/Length1 %d", len(program)), program)
		f.stream(unicode, "", s.unicode())
		fmt.Fprintf(&names, "/%s%d %d 0 R", d.prefix, s.number, font)
	}
	return names.String()
}

func (s *subset) descriptor(base string, data int) string {
	em := func(v int) int { return v * 1000 / s.font.unitsPerEm }
	return fmt.Sprintf("<</Type/FontDescriptor/FontName/%s/Flags 4/FontBBox[%d %d %d %d]/ItalicAngle 0/Ascent %d"+
		"/Descent %d/CapHeight 700/StemV 80/FontFile2 %d 0 R>>", base, em(s.font.xMin), em(s.font.yMin),
		em(s.font.xMax), em(s.font.yMax), em(s.font.ascent), em(s.font.descent), data)
}

// widths lists the glyphs that are not one em wide.
func (s *subset) widths() string {
	var b bytes.Buffer
	for n, glyph := range s.glyphs {
		if w := s.font.Advance(glyph); w != 1000 {
			fmt.Fprintf(&b, "%d[%d]", n, w)
		}
	}
	return b.String()
}

// unicode maps glyph numbers back to characters for copying and searching. A block holds at most
// 100 entries, says the format.
func (s *subset) unicode() []byte {
	var b bytes.Buffer
	b.WriteString("/CIDInit /ProcSet findresource begin 12 dict begin begincmap\n" +
		"/CIDSystemInfo <</Registry(Adobe)/Ordering(UCS)/Supplement 0>> def\n" +
		"/CMapName /Adobe-Identity-UCS def /CMapType 2 def\n" +
		"1 begincodespacerange <0000> <FFFF> endcodespacerange\n")
	for from := 1; from < len(s.runes); from += 100 {
		to := min(from+100, len(s.runes))
		fmt.Fprintf(&b, "%d beginbfchar\n", to-from)
		for n := from; n < to; n++ {
			fmt.Fprintf(&b, "<%04X> <", n)
			for _, unit := range utf16.Encode([]rune{s.runes[n]}) {
				fmt.Fprintf(&b, "%04X", unit)
			}
			b.WriteString(">\n")
		}
		b.WriteString("endbfchar\n")
	}
	b.WriteString("endcmap CMapName currentdict /CMap defineresource pop end end\n")
	return b.Bytes()
}
