package evidence

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"image"
	"image/color"
	"image/jpeg"
	"io"
	"os"
	"sync"
	"testing"

	"sunlit/internal/fault"
)

// received takes in a file that must be accepted.
func received(t *testing.T, in *Intake, name string, body []byte) File {
	t.Helper()
	f, err := in.Receive(context.Background(), name, bytes.NewReader(body))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return f
}

// viewed makes a view copy and decodes it.
func viewed(t *testing.T, in *Intake, f File) ([]byte, image.Image) {
	t.Helper()
	v, err := in.View(context.Background(), f)
	if err != nil {
		t.Fatalf("%s: %v", f.Name, err)
	}
	b, err := io.ReadAll(v)
	if err != nil {
		t.Fatal(err)
	}
	m, err := jpeg.Decode(bytes.NewReader(b))
	if err != nil || v.Type != "image/jpeg" || v.Size != int64(len(b)) {
		t.Fatalf("%s: %v, %+v", f.Name, err, v)
	}
	return b, m
}

// No byte of a photo's metadata reaches the copy that is shown, whatever the format.
func TestViewCarriesNoMetadata(t *testing.T) {
	in, _ := diskIntake(t)
	m := halves(40, 30)
	webpExif := lossyWebP(t) // the decoder takes only the simple form, so this one has no metadata
	for name, body := range map[string][]byte{
		"a.jpg":  photo(t, 400, 300, 1),
		"b.png":  pngWith(t, m, "eXIf", tiff(1)),
		"c.png":  pngWith(t, m, "tEXt", []byte("Comment\x00"+secretPlace)),
		"d.jpg":  append(photo(t, 40, 30, 1), secretPlace...),
		"e.webp": webpExif,
	} {
		if name != "e.webp" && !bytes.Contains(body, []byte(secretPlace)) {
			t.Fatalf("%s: the test's own file lacks the place", name)
		}
		f := received(t, in, name, body)
		if told := name == "a.jpg" || name == "b.png" || name == "d.jpg"; f.Located != told {
			t.Errorf("%s: located %v", name, f.Located)
		}
		b, _ := viewed(t, in, f)
		for _, secret := range []string{secretPlace, "Exif", "GPS", "Comment"} {
			if bytes.Contains(b, []byte(secret)) {
				t.Errorf("%s: the copy contains %q", name, secret)
			}
		}
	}
}

// Each of the eight orientations ends upright: the red half where a phone's user sees it.
func TestViewIsUpright(t *testing.T) {
	in, _ := diskIntake(t)
	for turn, red := range map[int]string{1: "left", 2: "right", 3: "right", 4: "left", 5: "top", 6: "top", 7: "bottom", 8: "bottom"} {
		_, m := viewed(t, in, received(t, in, fmt.Sprintf("%d.jpg", turn), photo(t, 400, 300, turn)))
		w, h := m.Bounds().Dx(), m.Bounds().Dy()
		if (turn < 5) != (w == 400 && h == 300) || (turn >= 5) != (w == 300 && h == 400) {
			t.Errorf("orientation %d: %d × %d", turn, w, h)
		}
		at := map[string]image.Point{"left": {10, h / 2}, "right": {w - 10, h / 2}, "top": {w / 2, 10}, "bottom": {w / 2, h - 10}}[red]
		if r, _, b, _ := m.At(at.X, at.Y).RGBA(); r < b {
			t.Errorf("orientation %d: no red at the %s", turn, red)
		}
	}
}

func TestViewShrinksAndFlattens(t *testing.T) {
	in, _ := diskIntake(t)
	_, m := viewed(t, in, received(t, in, "wide.png", pngFile(t, image.NewGray(image.Rect(0, 0, 5000, 60)))))
	if m.Bounds().Dx() != 2000 || m.Bounds().Dy() != 24 {
		t.Errorf("wide picture became %v", m.Bounds())
	}
	_, m = viewed(t, in, received(t, in, "clear.png", pngFile(t, image.NewNRGBA(image.Rect(0, 0, 30, 30)))))
	if r, g, b, _ := m.At(15, 15).RGBA(); r < 0xF000 || g < 0xF000 || b < 0xF000 {
		t.Errorf("transparent became %v, not white", m.At(15, 15))
	}
	stripes := image.NewGray(image.Rect(0, 0, 4000, 400))
	for i := range stripes.Pix {
		stripes.Pix[i] = byte(255 * (i % 2))
	}
	_, m = viewed(t, in, received(t, in, "stripes.png", pngFile(t, stripes)))
	if g := color.GrayModel.Convert(m.At(1000, 100)).(color.Gray).Y; g < 120 || g > 135 {
		t.Errorf("fine stripes became %d, not grey", g)
	}
}

func TestViewIsKeptAndVerified(t *testing.T) {
	in, d := diskIntake(t)
	ctx := context.Background()
	f := received(t, in, "a.jpg", photo(t, 400, 300, 1))
	var first View
	var group sync.WaitGroup
	for range 4 {
		group.Go(func() {
			if _, err := in.View(ctx, f); err != nil {
				t.Error(err)
			}
		})
	}
	group.Wait()
	first, err := in.View(ctx, f)
	if err != nil || !first.Made || first.Key == f.BlobKey {
		t.Fatalf("%+v, %v", first, err)
	}
	f.ViewKey, f.ViewSHA256 = first.Key, first.SHA256
	again, err := in.View(ctx, f)
	if err != nil || again.Made || again.SHA256 != first.SHA256 {
		t.Errorf("%+v, %v", again, err)
	}
	b, err := os.ReadFile(d.path(f.ViewKey))
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(d.path(f.ViewKey), flipped(b, len(b)/2), 0o600); err != nil {
		t.Fatal(err)
	}
	if _, err := in.View(ctx, f); !errors.Is(err, ErrDamaged) {
		t.Errorf("changed copy: %v", err)
	}
	if err := in.Verify(ctx, f); !errors.Is(err, ErrDamaged) {
		t.Errorf("changed copy: %v", err)
	}
	if err := in.Delete(ctx, f); err != nil || objects(t, d) != 0 {
		t.Errorf("delete left something: %v", err)
	}
}

func TestNoViewOfOtherKinds(t *testing.T) {
	in, _ := diskIntake(t)
	large := photo(t, 2000, 1500, 1)
	scan := bytes.LastIndex(large, []byte{0xFF, 0xDA})
	damaged := append(bytes.Clone(large[:scan+200]), 0xFF, 0xD9)
	for name, body := range map[string][]byte{
		"a.pdf": plainPDF(), "film.mp4": isoMedia("mp42"), "a.docx": ooxml(t, docxMain),
		"hole.jpg": append(damaged, noise(smallFile)...), // sound in structure, not in its pixels
	} {
		_, err := in.View(context.Background(), received(t, in, name, body))
		if e, _ := fault.As(err); !fault.Is(err, fault.NotFound) || e.Key != "error.evidence_no_view" {
			t.Errorf("%s: %v", name, err)
		}
	}
}
