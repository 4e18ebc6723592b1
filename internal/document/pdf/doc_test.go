package pdf

import (
	"bytes"
	"fmt"
	"os"
	"strconv"
	"strings"
	"testing"
	"time"
)

func face(t *testing.T, file string) *Font {
	t.Helper()
	data, err := os.ReadFile("../fonts/" + file)
	if err != nil {
		t.Fatal(err)
	}
	f, err := ParseFont("Test", data)
	if err != nil {
		t.Fatal(err)
	}
	return f
}

func sample(f *Font) []byte {
	d := New(Info{Title: "题目", Author: "某局", Lang: "zh-CN", Created: time.Date(2026, 9, 16, 4, 0, 0, 0, time.UTC)}, 595, 842)
	for range 2 {
		p := d.Page()
		p.Begin(d.Element("P", ""))
		p.Text(50, 60, Run{Font: f, Size: 12, Glyphs: []Glyph{{Rune: 'é'}, {Rune: 'ü', Shift: 90}, {Rune: '0'}}})
		p.Artifact()
		p.Line(0, 0, 10, 10, 1, 3, Color{})
		p.Circle(5, 5, 2, 1, Color{R: 255})
	}
	return d.Bytes()
}

// TestOffsets follows the table at the end of the file to each object.
func TestOffsets(t *testing.T) {
	file := sample(face(t, "NotoSerifSC-Bold.ttf"))
	tail := file[bytes.LastIndex(file, []byte("startxref\n"))+10:]
	at, err := strconv.Atoi(strings.TrimSpace(strings.TrimSuffix(string(tail), "%%EOF\n")))
	if err != nil || !bytes.HasPrefix(file[at:], []byte("xref\n")) {
		t.Fatalf("no table at %d: %v", at, err)
	}
	lines := strings.Split(string(file[at:]), "\n")
	count, _ := strconv.Atoi(strings.Fields(lines[1])[1])
	for n := 1; n < count; n++ {
		offset, err := strconv.Atoi(lines[2+n][:10])
		if want := fmt.Sprintf("%d 0 obj\n", n); err != nil || !bytes.HasPrefix(file[offset:], []byte(want)) {
			t.Errorf("object %d is not at %d", n, offset)
		}
		if len(lines[2+n]) != 19 {
			t.Errorf("an entry has 20 bytes with its line end, not %d", len(lines[2+n])+1)
		}
	}
	if !bytes.Equal(file, sample(face(t, "NotoSerifSC-Bold.ttf"))) {
		t.Error("the same content gives other bytes")
	}
}

// TestSubset looks whether a cut-down face is a face: read back, with every part of a composed
// glyph inside.
func TestSubset(t *testing.T) {
	f := face(t, "NotoSerifSC-Bold.ttf")
	s := newSubset(f)
	for _, r := range "éü中“0" {
		if s.use(r) == 0 {
			t.Fatalf("no glyph for %c", r)
		}
	}
	if s.use('é') != 1 || s.use('😀') != 0 {
		t.Error("numbers are given in the order of use, once")
	}
	data := s.file()
	tables, err := tablesOf(data)
	if err != nil {
		t.Fatal(err)
	}
	if sum(data) != 0xB1B0AFBA {
		t.Errorf("the file's sum is %X", sum(data))
	}
	n := int(u16(tables["maxp"], 4))
	if len(tables["loca"]) != 4*n+4 || len(tables["hmtx"]) != 4*n || int(u16(tables["hhea"], 34)) != n {
		t.Fatalf("%d glyphs, but tables of %d and %d", n, len(tables["loca"]), len(tables["hmtx"]))
	}
	small := &Font{glyphs: n, loca: tables["loca"], glyf: tables["glyf"], longLoca: true}
	for g := range n {
		outline := small.outline(uint16(g))
		if len(outline) > 10 && i16(outline, 0) < 0 && int(u16(outline, 12)) >= n {
			t.Errorf("glyph %d is made of glyph %d, which is not there", g, u16(outline, 12))
		}
	}
}

// TestComposed renumbers the parts of a glyph made of two others.
func TestComposed(t *testing.T) {
	outline := []byte{0xFF, 0xFF, 0, 0, 0, 0, 0, 0, 0, 0,
		0, 0x21, 0, 40, 0, 1, 0, 2, // words, more: part 40
		0, 0x08, 0, 9, 1, 2, 0x40, 0} // one scale: part 9
	all := renumberParts(outline, []uint16{0, 77, 9})
	if len(all) != 4 || all[3] != 40 || u16(outline, 12) != 3 || u16(outline, 20) != 2 {
		t.Errorf("parts %v, outline % X", all, outline)
	}
}

func TestNoFont(t *testing.T) {
	for _, data := range []string{"", "OTTO", "\x00\x01\x00\x00\x00\x09\x00\x00\x00\x00\x00\x00", "\x00\x01\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00"} {
		if _, err := ParseFont("x", []byte(data)); err == nil {
			t.Errorf("%q is taken for a face", data)
		}
	}
}

func TestNum(t *testing.T) {
	for v, want := range map[float64]string{0: "0", 1.5: "1.5", -0.0001: "0", 100: "100", 0.1 + 0.2: "0.3", 1.23456: "1.235"} {
		if got := num(v); got != want {
			t.Errorf("%v: %s, want %s", v, got, want)
		}
	}
}
