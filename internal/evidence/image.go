package evidence

import (
	"bytes"
	"encoding/binary"
	"hash/crc32"
	"image"
	"image/jpeg"
	"image/png"
	"io"

	"golang.org/x/image/webp"
)

// maxPixels stops pixel floods: a header of a few bytes may announce an image of gigabytes. Phones
// of today take 50 megapixels (8160 × 6144).
const maxPixels = 51_000_000

// Small pictures are decoded whole at intake, which finds every damage at once; larger ones are
// walked through by structure only, so that intake stays as fast as the disk, and decoded when
// first viewed.
const (
	smallFile   = 1 << 20
	smallPixels = 4_000_000
)

// maxChunks bounds the walk through a file made of tiny pieces; writers use pieces of 4 KB and more.
const maxChunks = 20_000

// frame is what an image's header announces.
type frame struct {
	width, height int
	bytes         int64 // memory that decoding takes, estimated
}

// measured makes a frame, refusing empty ones and pixel floods.
func measured(width, height int, bytesPerPixel int64) (frame, error) {
	if width <= 0 || height <= 0 {
		return frame{}, because(refusedBroken, "image of %d × %d", width, height)
	}
	pixels := int64(width) * int64(height)
	if pixels > maxPixels {
		return frame{}, because(refusedPixels, "image of %d × %d", width, height)
	}
	return frame{width, height, pixels * bytesPerPixel}, nil
}

// checkImage makes a check out of a measuring walk and a decoder.
func checkImage(measure func(io.ReaderAt, int64) (frame, error), decode func(io.Reader) (image.Image, error), file io.ReaderAt, size int64) error {
	f, err := measure(file, size)
	if err != nil {
		return err
	}
	if size > smallFile || f.width*f.height > smallPixels {
		return nil
	}
	if _, err := decode(io.NewSectionReader(file, 0, size)); err != nil {
		return because(refusedBroken, "does not decode: %v", err)
	}
	return nil
}

func checkJPEG(file io.ReaderAt, size int64) error {
	return checkImage(measureJPEG, jpeg.Decode, file, size)
}

func checkPNG(file io.ReaderAt, size int64) error {
	return checkImage(measurePNG, png.Decode, file, size)
}

func checkWebP(file io.ReaderAt, size int64) error {
	decode := func(r io.Reader) (image.Image, error) {
		if animated(file) {
			return nil, nil // taken as it is; it gets no view copy
		}
		return webp.Decode(r)
	}
	return checkImage(measureWebP, decode, file, size)
}

// measureJPEG walks the segments up to the first scan, then looks for the end marker. What comes
// after it is left alone: phones put films and depth maps there.
func measureJPEG(file io.ReaderAt, size int64) (frame, error) {
	var header [10]byte
	var found frame
	at := int64(2)
	for range maxChunks {
		if _, err := file.ReadAt(header[:4], at); err != nil {
			return frame{}, because(refusedBroken, "JPEG ends at %d within its header", at)
		}
		marker, length := header[1], int64(binary.BigEndian.Uint16(header[2:]))
		switch {
		case header[0] != 0xFF:
			return frame{}, because(refusedBroken, "no JPEG marker at %d", at)
		case marker == 0xFF: // fill byte
			at++
			continue
		case marker == 0xDA: // start of scan
			if found.width == 0 {
				return frame{}, because(refusedBroken, "JPEG scan before its frame")
			}
			if lastIndex(file, size, at, []byte{0xFF, 0xD9}) < 0 {
				return frame{}, because(refusedBroken, "JPEG without end: truncated")
			}
			return found, nil
		case marker == 0xC0 || marker == 0xC1 || marker == 0xC2:
			if _, err := file.ReadAt(header[:], at); err != nil || header[4] != 8 {
				return frame{}, because(refusedBroken, "JPEG frame of %d bits", header[4])
			}
			perPixel := int64(4)
			if marker == 0xC2 {
				perPixel = 16 // a progressive image keeps its coefficients until the last scan
			}
			var err error
			found, err = measured(int(binary.BigEndian.Uint16(header[7:])), int(binary.BigEndian.Uint16(header[5:])), perPixel)
			if err != nil {
				return frame{}, err
			}
		case marker < 0xC0 || marker == 0xD8 || marker == 0xD9 || length < 2:
			return frame{}, because(refusedBroken, "JPEG marker %x at %d", marker, at)
		}
		at += 2 + length
	}
	return frame{}, because(refusedBroken, "JPEG header of too many segments")
}

// measurePNG walks the chunks and checks the sums of all of them, up to IEND.
func measurePNG(file io.ReaderAt, size int64) (frame, error) {
	var found frame
	var data bool
	var head [8]byte
	buf := make([]byte, 32<<10)
	at := int64(8)
	for range maxChunks {
		if _, err := file.ReadAt(head[:], at); err != nil {
			return frame{}, because(refusedBroken, "PNG ends at %d: truncated", at)
		}
		length, name := int64(binary.BigEndian.Uint32(head[:])), string(head[4:])
		if length > size-at-12 {
			return frame{}, because(refusedBroken, "PNG chunk %q of %d bytes at %d", name, length, at)
		}
		sum := crc32.NewIEEE()
		if _, err := io.CopyBuffer(writerOnly{sum}, io.NewSectionReader(file, at+4, length+4), buf); err != nil {
			return frame{}, err
		}
		var want [4]byte
		if _, err := file.ReadAt(want[:], at+8+length); err != nil || binary.BigEndian.Uint32(want[:]) != sum.Sum32() {
			return frame{}, because(refusedBroken, "PNG chunk %q at %d has a wrong sum", name, at)
		}
		switch {
		case name == "IHDR":
			var ihdr [9]byte
			if _, err := file.ReadAt(ihdr[:], at+8); err != nil || length != 13 {
				return frame{}, because(refusedBroken, "PNG header of %d bytes", length)
			}
			perPixel := int64(4)
			if ihdr[8] == 16 {
				perPixel = 8
			}
			var err error
			if found, err = measured(capInt(ihdr[:]), capInt(ihdr[4:]), perPixel); err != nil {
				return frame{}, err
			}
		case found.width == 0:
			return frame{}, because(refusedBroken, "PNG starts with %q", name)
		case name == "IDAT":
			data = true
		case name == "IEND":
			if !data {
				return frame{}, because(refusedBroken, "PNG without data")
			}
			return found, nil
		}
		at += 12 + length
	}
	return frame{}, because(refusedBroken, "PNG of too many chunks")
}

// capInt reads a PNG dimension without letting it overflow products.
func capInt(b []byte) int { return int(min(binary.BigEndian.Uint32(b), 1<<31-1)) }

// writerOnly hides the other methods of a hash so that CopyBuffer uses its buffer.
type writerOnly struct{ io.Writer }

// measureWebP reads the RIFF size and the canvas of each of the three header forms.
func measureWebP(file io.ReaderAt, size int64) (frame, error) {
	var h [30]byte
	if _, err := file.ReadAt(h[:], 0); err != nil {
		return frame{}, because(refusedBroken, "WebP of %d bytes", size)
	}
	if riff := int64(binary.LittleEndian.Uint32(h[4:])); riff+8 > size {
		return frame{}, because(refusedBroken, "WebP announces %d bytes, has %d: truncated", riff+8, size)
	}
	switch string(h[12:16]) {
	case "VP8 ":
		w, ht := binary.LittleEndian.Uint16(h[26:]), binary.LittleEndian.Uint16(h[28:])
		return measured(int(w&0x3FFF), int(ht&0x3FFF), 4)
	case "VP8L":
		bits := binary.LittleEndian.Uint32(h[21:])
		return measured(int(bits&0x3FFF)+1, int(bits>>14&0x3FFF)+1, 8)
	case "VP8X":
		w := int(h[24]) | int(h[25])<<8 | int(h[26])<<16
		ht := int(h[27]) | int(h[28])<<8 | int(h[29])<<16
		return measured(w+1, ht+1, 8)
	}
	return frame{}, because(refusedBroken, "WebP chunk %q", h[12:16])
}

// animated reports a WebP with frames, which the decoder does not know.
func animated(file io.ReaderAt) bool {
	var h [21]byte
	_, err := file.ReadAt(h[:], 0)
	return err == nil && string(h[12:16]) == "VP8X" && h[20]&2 != 0
}

// lastIndex finds the last place of a short pattern in file[from:size], reading backwards.
func lastIndex(file io.ReaderAt, size, from int64, pattern []byte) int64 {
	const block = 64 << 10
	buf := make([]byte, block+len(pattern)-1)
	for end := size; end > from; {
		start := max(from, end-block)
		b := buf[:min(end+int64(len(pattern))-1, size)-start]
		if _, err := file.ReadAt(b, start); err != nil && err != io.EOF {
			return -1
		}
		if i := bytes.LastIndex(b, pattern); i >= 0 {
			return start + int64(i)
		}
		end = start
	}
	return -1
}
