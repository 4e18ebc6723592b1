package pdf

import (
	"bytes"
	"errors"
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"time"
)

// written is a file with words on each of two sheets.
func written(f *Font, words ...string) []byte {
	d := New(Info{Title: "题目", Author: "某局", Lang: "zh-CN", Created: time.Date(2026, 9, 16, 4, 0, 0, 0, time.UTC)}, 595, 842)
	for _, w := range words {
		p := d.Page()
		p.Begin(d.Element("P", ""))
		writeOn(p, f, w)
	}
	return d.Bytes()
}

func writeOn(p *Page, f *Font, words string) {
	run := Run{Font: f, Size: 12}
	for _, r := range words {
		run.Glyphs = append(run.Glyphs, Glyph{Rune: r, Shift: 3})
	}
	p.Text(50, 60, run)
}

// TestImport takes files of our own in: every sheet's text stands, also what was written upon it,
// and the same input gives the same bytes.
func TestImport(t *testing.T) {
	f := face(t, "NotoSerifSC-Bold.ttf")
	one, two := written(f, "first sheet", "second sheet"), written(f, "third sheet")
	bind := func() []byte {
		d := New(Info{Title: "all", Lang: "en", Created: time.Date(2026, 9, 16, 4, 0, 0, 0, time.UTC)}, 595, 842)
		d.Bind()
		p := d.Page()
		p.Begin(d.Element("H1", ""))
		writeOn(p, f, "cover")
		for i, file := range [][]byte{one, two} {
			pages, err := d.Import(file)
			if err != nil {
				t.Fatal(err)
			}
			d.Bookmark(fmt.Sprint("part ", i), len(d.Pages())-len(pages))
			for _, p := range pages {
				p.Artifact()
				writeOn(p, f, "stamp")
			}
		}
		d.Attach("scan.pdf", "application/pdf", one)
		return d.Bytes()
	}
	all := bind()
	if !bytes.Equal(all, bind()) {
		t.Error("binding twice gives other bytes")
	}
	said := Text(all)
	for _, want := range []string{"cover", "first sheet", "second sheet", "third sheet", "stamp"} {
		if !strings.Contains(said, want) {
			t.Errorf("%q is lost", want)
		}
	}
	if n, err := Sheets(all); err == nil && n != 4 {
		t.Errorf("%d sheets", n)
	}
	if n := bytes.Count(all, []byte("/Type/Page/")); n != 4 {
		t.Errorf("%d pages", n)
	}
	if bytes.Count(all, []byte("/Type/Catalog")) != 1 || bytes.Count(all, []byte("/Type/StructTreeRoot")) != 1 {
		t.Error("a document has one catalog and one root")
	}
}

// TestImportRefuses: other programs' files and damaged ones are an error, never a panic.
func TestImportRefuses(t *testing.T) {
	f := face(t, "NotoSerifSC-Bold.ttf")
	good := written(f, "words")
	if _, err := New(Info{}, 1, 1).Import([]byte("%PDF-1.4\n1 0 obj\n<<>>\nendobj\nxref\n0 2\n")); !errors.Is(err, errForeign) {
		t.Errorf("got %v", err)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 300 {
		bad := append([]byte(nil), good...)
		at := rng.IntN(len(bad))
		switch rng.IntN(3) {
		case 0:
			bad[at] ^= byte(1 << rng.IntN(8))
		case 1:
			bad = bad[:at]
		case 2:
			bad = append(bad[:at], bad[min(len(bad), at+rng.IntN(40)):]...)
		}
		d := New(Info{}, 595, 842)
		if _, err := d.Import(bad); err == nil {
			d.Bytes()
		}
		Text(bad)
	}
}

// TestTextOfOthers reads what other programs write: literal strings, ranges, uncompressed streams.
func TestTextOfOthers(t *testing.T) {
	file := "%PDF-1.4\nstream\n1 beginbfrange\n<0041> <0045> <0061>\nendbfrange\nendstream\n" +
		"stream\nBT (\\000A\\000\\102) Tj <00430044> Tj [(\\000E)3()] TJ ET\nendstream\n"
	if got := Text([]byte(file)); !strings.Contains(got, "abcde") {
		t.Errorf("got %q", got)
	}
	for _, broken := range []string{"", "stream", "streamstreamendstream", "stream\nbeginbfchar <00", "stream\n(((\\ Tj"} {
		Text([]byte(broken))
	}
}
