package evidence

import (
	"bytes"
	"context"
	"crypto/sha256"
	"fmt"
	"image"
	"image/jpeg"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// bigPDF is a sound PDF of about so many bytes.
func bigPDF(size int) []byte {
	b := append([]byte("%PDF-1.4\n1 0 obj<</Length "+fmt.Sprint(size)+">>stream\n"), noise(size)...)
	return append(b, "\nendstream endobj\ntrailer<</Root 1 0 R>>\nstartxref\n9\n%%EOF\n"...)
}

// BenchmarkUpload compares the intake with a handler that only copies, hashes and fsyncs: the
// goal is at least 80 % of its rate.
func BenchmarkUpload(b *testing.B) {
	dir := b.TempDir()
	blobs, err := OpenBlobs("file:" + filepath.Join(dir, "evidence"))
	if err != nil {
		b.Fatal(err)
	}
	in, err := NewIntake(Options{Blobs: blobs})
	if err != nil {
		b.Fatal(err)
	}
	bare := func(w http.ResponseWriter, r *http.Request) {
		f, err := os.CreateTemp(dir, "bare-*")
		if err != nil {
			panic(err)
		}
		sum := sha256.New()
		if _, err := io.Copy(io.MultiWriter(f, sum), r.Body); err != nil {
			panic(err)
		}
		if err := f.Sync(); err != nil {
			panic(err)
		}
		f.Close()
		fmt.Fprintf(w, "%x", sum.Sum(nil))
	}
	full := func(w http.ResponseWriter, r *http.Request) {
		f, err := in.Receive(context.Background(), "a.pdf", r.Body)
		if err != nil {
			panic(err)
		}
		io.WriteString(w, f.SHA256)
	}
	body := bigPDF(10 << 20)
	servers := map[string]*httptest.Server{
		"bare": httptest.NewServer(http.HandlerFunc(bare)), "intake": httptest.NewServer(http.HandlerFunc(full)),
	}
	spent := map[string]time.Duration{}
	b.SetBytes(int64(len(body)))
	for b.Loop() {
		for name, s := range servers { // alternating, so that both meet the same disk
			start := time.Now()
			res, err := http.Post(s.URL, "application/pdf", bytes.NewReader(body))
			if err != nil {
				b.Fatal(err)
			}
			io.Copy(io.Discard, res.Body)
			res.Body.Close()
			spent[name] += time.Since(start)
		}
	}
	for _, s := range servers {
		s.Close()
	}
	b.ReportMetric(float64(spent["bare"].Milliseconds())/float64(b.N), "ms-bare/op")
	b.ReportMetric(float64(spent["intake"].Milliseconds())/float64(b.N), "ms-intake/op")
	b.ReportMetric(100*float64(spent["bare"])/float64(spent["intake"]), "%ofbare")
}

// BenchmarkViewOfLargePhoto makes the copy of the largest photo that is taken; B/op is what its
// decoding costs in memory.
func BenchmarkViewOfLargePhoto(b *testing.B) {
	in, _ := diskIntake(b)
	var photo bytes.Buffer
	if err := jpeg.Encode(&photo, image.NewYCbCr(image.Rect(0, 0, 8160, 6144), image.YCbCrSubsampleRatio420), nil); err != nil {
		b.Fatal(err)
	}
	f, err := in.Receive(context.Background(), "a.jpg", &photo)
	if err != nil {
		b.Fatal(err)
	}
	b.ReportAllocs()
	for b.Loop() {
		if _, err := in.View(context.Background(), f); err != nil {
			b.Fatal(err)
		}
	}
}

// noise is incompressible data, the same every time.
func noise(size int) []byte {
	b := make([]byte, size)
	state := uint64(0x9E3779B97F4A7C15)
	for i := range b {
		state ^= state << 13
		state ^= state >> 7
		state ^= state << 17
		b[i] = byte(state >> 32)
	}
	return b
}
