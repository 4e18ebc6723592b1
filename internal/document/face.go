package document

import (
	"bytes"
	"compress/gzip"
	_ "embed"
	"encoding/binary"
	"fmt"
	"io"
	"sync"

	"sunlit/internal/document/pdf"
)

// The faces. The common ones lie in the program file as they are: the system reads from it the
// pages that a paper needs and may drop them again, while unpacked copies would hold 17 MB for good.
// The rare one is needed only where a name holds a character beyond the 30,000 common ones, and is
// packed until then.
var (
	//go:embed fonts/NotoSerifSC-Regular.ttf
	songData []byte
	//go:embed fonts/NotoSerifSC-Bold.ttf
	boldData []byte
	//go:embed fonts/NotoSansSC-Bold-Figures.ttf
	figuresData []byte
	//go:embed fonts/SunlitRare.ttf.gz
	rarePacked []byte
)

// loadFace returns a function that parses a face once. A face that can't be read is a broken
// build, which the tests notice, not something a running portal meets.
func loadFace(name string, data func() ([]byte, error)) func() *pdf.Font {
	return sync.OnceValue(func() *pdf.Font {
		face, err := data()
		if err == nil {
			var font *pdf.Font
			if font, err = pdf.ParseFont(name, face); err == nil {
				return font
			}
		}
		panic(fmt.Errorf("document: face %s: %w", name, err))
	})
}

// asItIs is a face that is not packed.
func asItIs(data []byte) func() ([]byte, error) {
	return func() ([]byte, error) { return data, nil }
}

func unpackRare() ([]byte, error) {
	r, err := gzip.NewReader(bytes.NewReader(rarePacked))
	if err != nil {
		return nil, err
	}
	data := make([]byte, binary.LittleEndian.Uint32(rarePacked[len(rarePacked)-4:])) // the last word of gzip is the size
	_, err = io.ReadFull(r, data)
	return data, err
}

var (
	songFace    = loadFace("NotoSerifSC-Regular", asItIs(songData))
	boldFace    = loadFace("NotoSerifSC-Bold", asItIs(boldData)) // GB 2312 and Latin; the rest is swollen
	figuresFace = loadFace("NotoSansSC-Bold", asItIs(figuresData))
	rareFace    = loadFace("SunlitRare", unpackRare) // planes 2 and above: 𠮷
)

// Prepare parses the common faces. A server does it beside its start, so that nobody waits for the
// first paper.
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
