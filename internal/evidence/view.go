package evidence

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/draw"
	"image/jpeg"
	"image/png"
	"io"
	"io/fs"
	"os"

	"golang.org/x/image/webp"

	"sunlit/internal/fault"
)

const (
	longestSide   = 2000      // of a view copy, in pixels
	viewQuality   = 82        // of its JPEG
	maxDecode     = 320 << 20 // bytes of memory one decoding may take
	viewSuffix    = "-view"
	viewMediaType = "image/jpeg"
)

// View is a clean copy for looking at: re-encoded, turned upright, without any metadata.
type View struct {
	io.ReadSeeker
	Type   string // media type to serve
	Size   int64
	Key    string // to be stored as the file's ViewKey …
	SHA256 string // … and ViewSHA256
	Made   bool   // made just now: store Key and SHA256 with the file
}

// View returns the clean copy of an image, made on first request and kept. Other kinds and images
// too large to be decoded safely have none: the fault says to download the original.
func (in *Intake) View(ctx context.Context, f File) (View, error) {
	if f.Kind != Image {
		return View{}, noView(f, "only images have view copies")
	}
	if f.ViewKey != "" {
		return in.storedView(ctx, f)
	}
	select {
	case in.making <- struct{}{}:
		defer func() { <-in.making }()
	case <-ctx.Done():
		return View{}, ctx.Err()
	}
	original, err := in.OpenVerified(ctx, f)
	if err != nil {
		return View{}, err
	}
	defer func() { _ = original.Close() }()
	copied, err := clean(original, f)
	if err != nil {
		return View{}, err
	}
	// The key follows from the original's: two first visitors write the same object, and whoever
	// deletes a file finds its copy.
	key := f.BlobKey + viewSuffix
	if err := in.views.Put(ctx, key, bytes.NewReader(copied), int64(len(copied))); err != nil {
		return View{}, unkept(err, f.Name)
	}
	v := view(copied, key)
	v.Made = true
	return v, nil
}

func view(b []byte, key string) View {
	sum := sha256.Sum256(b)
	return View{ReadSeeker: bytes.NewReader(b), Type: viewMediaType, Size: int64(len(b)), Key: key, SHA256: hex.EncodeToString(sum[:])}
}

// storedView reads a copy made earlier and compares its hash.
func (in *Intake) storedView(ctx context.Context, f File) (View, error) {
	r, err := in.views.Open(ctx, f.ViewKey)
	if err != nil {
		return View{}, unread(f.ViewKey, err)
	}
	defer func() { _ = r.Close() }()
	b, err := readSmall(r)
	if err != nil {
		return View{}, unread(f.ViewKey, err)
	}
	v := view(b, f.ViewKey)
	if v.SHA256 != f.ViewSHA256 {
		return View{}, damaged(f.ViewKey, errors.New("hash differs"))
	}
	return v, nil
}

// unread is the fault for an object that could not be read: damage when it is gone.
func unread(key string, err error) error {
	if _, told := fault.As(err); told {
		return err
	}
	if errors.Is(err, fs.ErrNotExist) {
		return damaged(key, err)
	}
	return fault.Wrap(err, fault.Unavailable, "error.evidence_unread")
}

// noView says that there is nothing to look at but the original.
func noView(f File, why string, args ...any) error {
	return fault.Wrap(fmt.Errorf(why, args...), fault.NotFound, "error.evidence_no_view", "name", f.Name)
}

// Original is a stored original whose hash was found right.
type Original struct{ *os.File }

// OpenVerified opens an original after comparing all of it with the hash taken at intake: no byte
// of a changed file is ever served. A difference or absence answers ErrDamaged.
func (in *Intake) OpenVerified(ctx context.Context, f File) (Original, error) {
	r, err := in.blobs.Open(ctx, f.BlobKey)
	if err != nil {
		return Original{}, unread(f.BlobKey, err)
	}
	file, onDisk := r.(*os.File)
	sum := sha256.New()
	var to io.Writer = sum
	if !onDisk {
		defer func() { _ = r.Close() }()
		// Bytes from afar are written down while they are hashed and served from that copy.
		if file, err = os.CreateTemp(in.temp, tempPattern); err != nil {
			return Original{}, unkept(err, f.Name)
		}
		_ = os.Remove(file.Name()) // swept later
		to = io.MultiWriter(sum, file)
	}
	n, err := io.Copy(writerOnly{to}, readerOnly{withContext(ctx, r)})
	switch {
	case err != nil:
		err = unread(f.BlobKey, err)
	case n != f.Size || hex.EncodeToString(sum.Sum(nil)) != f.SHA256:
		err = damaged(f.BlobKey, errors.New("hash differs"))
	default:
		_, err = file.Seek(0, io.SeekStart)
	}
	if err != nil {
		_ = file.Close()
		return Original{}, err
	}
	return Original{file}, nil
}

// Verify compares a file's objects with their hashes, for the daily scrub and sunlit verify.
func (in *Intake) Verify(ctx context.Context, f File) error {
	original, err := in.OpenVerified(ctx, f)
	if err != nil {
		return err
	}
	_ = original.Close()
	if f.ViewKey == "" {
		return nil
	}
	_, err = in.storedView(ctx, f)
	return err
}

// clean re-encodes a picture: only its pixels and its orientation pass.
func clean(file Original, f File) ([]byte, error) {
	measure, decode := measureJPEG, jpeg.Decode
	switch f.Type {
	case "image/png":
		measure, decode = measurePNG, png.Decode
	case "image/webp":
		measure, decode = measureWebP, webp.Decode
	}
	announced, err := measure(file, f.Size)
	if err != nil {
		return nil, noView(f, "%w", err)
	}
	if announced.bytes > maxDecode {
		return nil, noView(f, "decoding would take %d bytes", announced.bytes)
	}
	picture, err := decode(io.NewSectionReader(file, 0, f.Size))
	if err != nil {
		return nil, noView(f, "does not decode: %w", err)
	}
	small := upright(shrink(picture, longestSide), orientation(file, f.Size, f.Type))
	var out bytes.Buffer
	if err := jpeg.Encode(&out, small, &jpeg.Options{Quality: viewQuality}); err != nil {
		return nil, noView(f, "does not encode: %w", err)
	}
	return out.Bytes(), nil
}

// shrink scales a picture down by averaging areas, on white, band by band: general scalers keep
// floating-point copies of the whole picture, hundreds of megabytes for a phone's photo.
func shrink(src image.Image, longest int) *image.RGBA {
	b := src.Bounds()
	w, h := b.Dx(), b.Dy()
	outW, outH := w, h
	if side := max(w, h); side > longest {
		outW, outH = max(1, w*longest/side), max(1, h*longest/side)
	}
	out := image.NewRGBA(image.Rect(0, 0, outW, outH))
	tallest := (h+outH-1)/outH + 1
	band := image.NewRGBA(image.Rect(0, 0, w, tallest))
	for y := range outH {
		top, bottom := y*h/outH, max((y+1)*h/outH, y*h/outH+1)
		rows := image.Rect(0, 0, w, bottom-top)
		draw.Draw(band, rows, image.NewUniform(color.White), image.Point{}, draw.Src)
		draw.Draw(band, rows, src, image.Pt(b.Min.X, b.Min.Y+top), draw.Over)
		for x := range outW {
			left, right := x*w/outW, max((x+1)*w/outW, x*w/outW+1)
			var red, green, blue uint32
			for row := range bottom - top {
				pix := band.Pix[row*band.Stride+4*left : row*band.Stride+4*right]
				for ; len(pix) >= 4; pix = pix[4:] {
					red, green, blue = red+uint32(pix[0]), green+uint32(pix[1]), blue+uint32(pix[2])
				}
			}
			area := uint32((bottom - top) * (right - left))
			copy(out.Pix[out.PixOffset(x, y):], []byte{byte(red / area), byte(green / area), byte(blue / area), 0xFF})
		}
	}
	return out
}
