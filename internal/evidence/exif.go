package evidence

import (
	"encoding/binary"
	"image"
	"io"
)

// EXIF tags that matter here.
const (
	tagOrientation = 0x0112
	tagGPS         = 0x8825 // where the directory of the place begins
)

// orientation reads how a picture is to be turned upright, 1 to 8; 1 also for everything
// unreadable. It is the only thing a view copy takes over from the metadata.
func orientation(file io.ReaderAt, size int64, media string) int {
	if v, has := exifValue(exif(file, size, media), tagOrientation); has && v >= 1 && v <= 8 {
		return int(v)
	}
	return 1
}

// located reports that a picture says where it was taken.
func located(file io.ReaderAt, size int64, media string) bool {
	_, has := exifValue(exif(file, size, media), tagGPS)
	return has
}

// exif returns a picture's EXIF block, or nothing.
func exif(file io.ReaderAt, size int64, media string) []byte {
	switch media {
	case "image/jpeg":
		return exifOfJPEG(file)
	case "image/png":
		return chunk(file, size, 8, pngChunk, "eXIf")
	case "image/webp":
		return chunk(file, size, 12, riffChunk, "EXIF")
	}
	return nil
}

// exifOfJPEG returns the TIFF block of the first Exif segment.
func exifOfJPEG(file io.ReaderAt) []byte {
	var h [10]byte
	at := int64(2)
	for range maxChunks {
		if _, err := file.ReadAt(h[:], at); err != nil || h[0] != 0xFF || h[1] == 0xDA {
			return nil
		}
		if h[1] == 0xFF { // fill byte
			at++
			continue
		}
		length := int64(binary.BigEndian.Uint16(h[2:]))
		if h[1] == 0xE1 && string(h[4:10]) == "Exif\x00\x00" && length > 8 {
			return readBlock(file, at+10, length-8)
		}
		at += 2 + max(length, 2)
	}
	return nil
}

// pngChunk and riffChunk read a chunk's name, where its data starts and where the next one does.
func pngChunk(h []byte, at int64) (name string, length, data, next int64) {
	length = int64(binary.BigEndian.Uint32(h))
	return string(h[4:8]), length, at + 8, at + 12 + length
}

func riffChunk(h []byte, at int64) (name string, length, data, next int64) {
	length = int64(binary.LittleEndian.Uint32(h[4:]))
	return string(h[:4]), length, at + 8, at + 8 + length + length&1
}

// chunk returns the data of the first chunk of that name, up to 64 KB.
func chunk(file io.ReaderAt, size, at int64, read func([]byte, int64) (string, int64, int64, int64), wanted string) []byte {
	var h [8]byte
	for range maxChunks {
		if at >= size {
			break
		}
		if _, err := file.ReadAt(h[:], at); err != nil {
			return nil
		}
		name, length, data, next := read(h[:], at)
		if name == wanted {
			return readBlock(file, data, length)
		}
		at = next
	}
	return nil
}

// readBlock reads up to 64 KB at an offset; fewer bytes where the file ends.
func readBlock(file io.ReaderAt, at, length int64) []byte {
	b := make([]byte, min(length, 64<<10))
	n, err := file.ReadAt(b, at)
	if err != nil && err != io.EOF {
		return nil
	}
	return b[:n]
}

// exifValue finds a tag in the first directory of an EXIF block; only values of two bytes are
// read, others answer their first two.
func exifValue(tiff []byte, tag uint16) (value uint16, has bool) {
	if len(tiff) >= 6 && string(tiff[:6]) == "Exif\x00\x00" { // WebP files of some writers
		tiff = tiff[6:]
	}
	if len(tiff) < 14 {
		return 0, false
	}
	var order binary.ByteOrder = binary.LittleEndian
	if string(tiff[:2]) == "MM" {
		order = binary.BigEndian
	}
	at := int64(order.Uint32(tiff[4:]))
	if at+2 > int64(len(tiff)) {
		return 0, false
	}
	entries := int64(order.Uint16(tiff[at:]))
	for i := range entries {
		entry := at + 2 + 12*i
		if entry+12 > int64(len(tiff)) {
			break
		}
		if order.Uint16(tiff[entry:]) == tag {
			return order.Uint16(tiff[entry+8:]), true
		}
	}
	return 0, false
}

// upright turns a picture as its EXIF orientation asks.
func upright(src *image.RGBA, turn int) *image.RGBA {
	if turn <= 1 || turn > 8 {
		return src
	}
	w, h := src.Rect.Dx(), src.Rect.Dy()
	outW, outH := w, h
	if turn >= 5 {
		outW, outH = h, w
	}
	out := image.NewRGBA(image.Rect(0, 0, outW, outH))
	for y := range h {
		for x := range w {
			var dx, dy int
			switch turn {
			case 2:
				dx, dy = w-1-x, y
			case 3:
				dx, dy = w-1-x, h-1-y
			case 4:
				dx, dy = x, h-1-y
			case 5:
				dx, dy = y, x
			case 6:
				dx, dy = h-1-y, x
			case 7:
				dx, dy = h-1-y, w-1-x
			case 8:
				dx, dy = y, w-1-x
			}
			copy(out.Pix[out.PixOffset(dx, dy):][:4], src.Pix[src.PixOffset(x, y):][:4])
		}
	}
	return out
}
