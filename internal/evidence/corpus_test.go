package evidence

import (
	"archive/zip"
	"bytes"
	"encoding/base64"
	"encoding/binary"
	"fmt"
	"hash/crc32"
	"image"
	"image/color"
	"image/jpeg"
	"image/png"
	"testing"
	"unicode/utf16"

	"github.com/signintech/gopdf"
)

// The corpus is made here, file by file, so that nobody has to trust a binary in the repository.

// secretPlace is what must never be seen in a served copy.
const secretPlace = "31.2304N-121.4737E"

// photo is a JPEG as a phone makes it: EXIF with an orientation and a place, then pixels whose
// left half is red and right half is blue.
func photo(t testing.TB, w, h, turn int) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := jpeg.Encode(&b, halves(w, h), &jpeg.Options{Quality: 95}); err != nil {
		t.Fatal(err)
	}
	exif := append([]byte("Exif\x00\x00"), tiff(turn)...)
	segment := binary.BigEndian.AppendUint16([]byte{0xFF, 0xE1}, uint16(len(exif)+2))
	out := append([]byte{0xFF, 0xD8}, append(segment, exif...)...)
	return append(out, b.Bytes()[2:]...)
}

// tiff is an EXIF block: orientation, camera owner's note and a GPS directory.
func tiff(turn int) []byte {
	b := []byte("MM\x00*\x00\x00\x00\x08")
	b = append(b, 0, 3)
	b = append(b, 0x01, 0x0E, 0, 2, 0, 0, 0, byte(len(secretPlace)), 0, 0, 0, 50) // ImageDescription
	b = append(b, 0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, byte(turn), 0, 0)              // Orientation
	b = append(b, 0x88, 0x25, 0, 4, 0, 0, 0, 1, 0, 0, 0, 70)                      // GPSInfo
	b = append(b, 0, 0, 0, 0)
	return append(b, secretPlace+"GPS "+secretPlace...)
}

func halves(w, h int) *image.RGBA {
	m := image.NewRGBA(image.Rect(0, 0, w, h))
	for y := range h {
		for x := range w {
			c := color.RGBA{0xE0, 0x10, 0x10, 0xFF}
			if x >= w/2 {
				c = color.RGBA{0x10, 0x10, 0xE0, 0xFF}
			}
			m.SetRGBA(x, y, c)
		}
	}
	return m
}

func pngFile(t testing.TB, m image.Image) []byte {
	t.Helper()
	var b bytes.Buffer
	if err := png.Encode(&b, m); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// pngWith puts a chunk in front of the data.
func pngWith(t testing.TB, m image.Image, name string, data []byte) []byte {
	t.Helper()
	b := pngFile(t, m)
	const afterHeader = 8 + 25
	chunk := binary.BigEndian.AppendUint32(nil, uint32(len(data)))
	body := append([]byte(name), data...)
	chunk = binary.BigEndian.AppendUint32(append(chunk, body...), crc32.ChecksumIEEE(body))
	return append(b[:afterHeader:afterHeader], append(chunk, b[afterHeader:]...)...)
}

// floodPNG announces 10^10 pixels in 60 bytes.
func floodPNG() []byte {
	ihdr := []byte("IHDR\x00\x01\x86\xA0\x00\x01\x86\xA0\x08\x06\x00\x00\x00")
	b := append([]byte("\x89PNG\r\n\x1a\n\x00\x00\x00\x0D"), ihdr...)
	return binary.BigEndian.AppendUint32(b, crc32.ChecksumIEEE(ihdr))
}

// floodJPEG announces 65,500 × 65,500 pixels.
func floodJPEG(t testing.TB) []byte {
	b := photo(t, 16, 16, 1)
	i := bytes.Index(b, []byte{0xFF, 0xC0})
	binary.BigEndian.PutUint16(b[i+5:], 65500)
	binary.BigEndian.PutUint16(b[i+7:], 65500)
	return b
}

func unbase64(t testing.TB, s string) []byte {
	t.Helper()
	b, err := base64.StdEncoding.DecodeString(s)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

// lossyWebP and losslessWebP are pictures of one pixel.
func lossyWebP(t testing.TB) []byte {
	return unbase64(t, "UklGRiIAAABXRUJQVlA4IBYAAAAwAQCdASoBAAEADsD+JaQAA3AAAAAA")
}

func losslessWebP(t testing.TB) []byte {
	return unbase64(t, "UklGRhoAAABXRUJQVlA4TA0AAAAvAAAAEAcQERGIiP4HAA==")
}

// plainPDF is a minimal sound PDF.
func plainPDF() []byte {
	return []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[]/Count 0>>endobj\ntrailer<</Root 1 0 R/Size 3>>\nstartxref\n9\n%%EOF\n")
}

// protectedPDF is encrypted with the standard's 40-bit cipher; an empty user password means that
// it opens without one.
func protectedPDF(t testing.TB, user string) []byte {
	t.Helper()
	pdf := gopdf.GoPdf{}
	pdf.Start(gopdf.Config{PageSize: *gopdf.PageSizeA4, Protection: gopdf.PDFProtectionConfig{
		UseProtection: true, Permissions: gopdf.PermissionsPrint, OwnerPass: []byte("owner"), UserPass: []byte(user),
	}})
	pdf.AddPage()
	pdf.Line(10, 10, 200, 200)
	b, err := pdf.GetBytesPdfReturnErr()
	if err != nil {
		t.Fatal(err)
	}
	return b
}

const (
	docxMain = "application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
	xlsxMain = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
)

// entry is one file of an archive made for a test.
type entry struct {
	name string
	data []byte
}

// ooxml is an office archive of that main type with more entries.
func ooxml(t testing.TB, main string, more ...entry) []byte {
	t.Helper()
	types := `<?xml version="1.0"?><Types><Override PartName="/main.xml" ContentType="` + main + `"/></Types>`
	return archive(t, append([]entry{{"[Content_Types].xml", []byte(types)}, {"main.xml", []byte("<x/>")}}, more...)...)
}

func archive(t testing.TB, entries ...entry) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zip.NewWriter(&b)
	for _, e := range entries {
		f, err := w.Create(e.name)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := f.Write(e.data); err != nil {
			t.Fatal(err)
		}
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}

// ole is a compound file whose directory names the streams; the first of them has the content.
func ole(content []byte, streams ...string) []byte {
	const sector = 512
	content = append(content, make([]byte, max(4096-len(content), 0))...)
	content = append(content, make([]byte, -len(content)&(sector-1))...)
	h := make([]byte, sector)
	copy(h, oleMagic)
	binary.LittleEndian.PutUint16(h[26:], 3)
	binary.LittleEndian.PutUint16(h[28:], 0xFFFE)
	binary.LittleEndian.PutUint16(h[30:], 9)
	binary.LittleEndian.PutUint16(h[32:], 6)
	binary.LittleEndian.PutUint32(h[44:], 1)
	binary.LittleEndian.PutUint32(h[48:], 1) // directory in sectors 1 and 2
	binary.LittleEndian.PutUint32(h[56:], 4096)
	for _, at := range []int{60, 68} {
		binary.LittleEndian.PutUint32(h[at:], 0xFFFFFFFE)
	}
	for i := 76; i < sector; i += 4 {
		binary.LittleEndian.PutUint32(h[i:], 0xFFFFFFFF)
	}
	binary.LittleEndian.PutUint32(h[76:], 0) // the table lies in sector 0
	fat := bytes.Repeat([]byte{0xFF}, sector)
	binary.LittleEndian.PutUint32(fat[0:], 0xFFFFFFFD)
	binary.LittleEndian.PutUint32(fat[4:], 2)
	binary.LittleEndian.PutUint32(fat[8:], 0xFFFFFFFE)
	for i := range len(content) / sector {
		next := uint32(4 + i)
		if i == len(content)/sector-1 {
			next = 0xFFFFFFFE
		}
		binary.LittleEndian.PutUint32(fat[4*(3+i):], next)
	}
	dir := make([]byte, 2*sector)
	for i, name := range append([]string{"Root Entry"}, streams...) {
		e := dir[128*i:]
		for j, u := range utf16.Encode([]rune(name)) {
			binary.LittleEndian.PutUint16(e[2*j:], u)
		}
		binary.LittleEndian.PutUint16(e[64:], uint16(2*len(name)+2))
		e[66] = 2
		binary.LittleEndian.PutUint32(e[116:], 3)
		binary.LittleEndian.PutUint64(e[120:], uint64(len(content)))
	}
	return bytes.Join([][]byte{h, fat, dir, content}, nil)
}

// wordContent and excelContent are the first bytes of the main streams, locked or not.
func wordContent(locked bool) []byte {
	b := make([]byte, 64)
	copy(b, "\xEC\xA5")
	if locked {
		b[11] = 1
	}
	return b
}

func excelContent(locked bool) []byte {
	b := append([]byte{0x09, 0x08, 16, 0}, make([]byte, 16)...)
	if locked {
		b = append(b, 0x2F, 0, 6, 0, 1, 0, 1, 0, 1, 0)
	}
	return append(b, 0x42, 0, 2, 0, 0xB0, 4)
}

// isoMedia is the head of an ISO base media file of a brand.
func isoMedia(brand string) []byte {
	return append(fmt.Appendf(nil, "\x00\x00\x00\x18ftyp%s\x00\x00\x02\x00%sisom", brand, brand), "\x00\x00\x00\x10moov\x00\x00\x00\x08free"...)
}

func waveFile() []byte {
	return []byte("RIFF\x24\x00\x00\x00WAVEfmt \x10\x00\x00\x00\x01\x00\x01\x00\x40\x1f\x00\x00\x80\x3e\x00\x00\x02\x00\x10\x00data\x00\x00\x00\x00")
}

func webmFile() []byte {
	return []byte("\x1A\x45\xDF\xA3\x9F\x42\x86\x81\x01\x42\xF7\x81\x01\x42\xF2\x81\x04\x42\xF3\x81\x08\x42\x82\x84webm\x42\x87\x81\x04")
}

func oggFile() []byte {
	return append([]byte("OggS\x00\x02\x00\x00\x00\x00\x00\x00\x00\x00\x01\x02\x03\x04\x00\x00\x00\x00\x05\x06\x07\x08\x01\x13"), "OpusHead\x01\x01\x38\x01\x80\xbb\x00\x00\x00\x00\x00"...)
}
