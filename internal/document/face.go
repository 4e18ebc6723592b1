package document

import (
	"bytes"
	"compress/gzip"
	"embed"
	"encoding/binary"
	"fmt"
	"io"
	"sync"

	"sunlit/internal/document/pdf"
)

// The faces and their licences. They are kept packed and unpacked on first use: the rare one is
// needed only where a name holds a character beyond the 30,000 common ones.
//
//go:embed fonts/*.gz
var faces embed.FS

// loadFace returns a function that parses a face once. A face that can't be read is a broken
// build, which the tests notice, not something a running portal meets.
func loadFace(file, name string) func() *pdf.Font {
	return sync.OnceValue(func() *pdf.Font {
		font, err := readFace(file, name)
		if err != nil {
			panic(err)
		}
		return font
	})
}

func readFace(file, name string) (*pdf.Font, error) {
	packed, err := faces.ReadFile("fonts/" + file)
	if err != nil {
		return nil, fmt.Errorf("document: face %s: %w", name, err)
	}
	r, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("document: face %s: %w", name, err)
	}
	data := make([]byte, binary.LittleEndian.Uint32(packed[len(packed)-4:])) // the last word of gzip is the size
	if _, err := io.ReadFull(r, data); err != nil {
		return nil, fmt.Errorf("document: face %s: %w", name, err)
	}
	return pdf.ParseFont(name, data)
}

var (
	songFace    = loadFace("NotoSerifSC-Regular.ttf.gz", "NotoSerifSC-Regular")
	boldFace    = loadFace("NotoSerifSC-Bold.ttf.gz", "NotoSerifSC-Bold") // GB 2312 and Latin; the rest is swollen
	figuresFace = loadFace("NotoSansSC-Bold-Figures.ttf.gz", "NotoSansSC-Bold")
	rareFace    = loadFace("SunlitRare.ttf.gz", "SunlitRare") // planes 2 and above: 𠮷
)

// Prepare unpacks the common faces, which takes a third of a second. A server does it beside its
// start, so that nobody waits for the first paper.
func Prepare() {
	songFace()
	boldFace()
	figuresFace()
}

// weight is how a piece of text stands out.
type weight int

const (
	plain   weight = iota
	bold           // the sentence that must not be missed
	figures        // numbers and codes that are copied by hand
)

// replacement stands where no face draws a character.
const replacement = '□'

// swollen is the outline, in parts of the type size, that makes a plain face look bold.
const swollen = 0.022

// cut finds the face that draws a character in a weight, and by how much its outline has to be
// swelled to look the part. False means that no face has it.
func cut(r rune, w weight) (font *pdf.Font, swell float64, ok bool) {
	if w == figures {
		if _, ok := figuresFace().Glyph(r); ok {
			return figuresFace(), 0, true
		}
		w = bold
	}
	if w == bold {
		if _, ok := boldFace().Glyph(r); ok {
			return boldFace(), 0, true
		}
		swell = swollen
	}
	if _, ok := songFace().Glyph(r); ok {
		return songFace(), swell, true
	}
	if r < 0x20000 { // the rare face holds planes 2 and above only: don't unpack it for an emoji
		return nil, 0, false
	}
	if _, ok := rareFace().Glyph(r); ok {
		return rareFace(), swell, true
	}
	return nil, 0, false
}
