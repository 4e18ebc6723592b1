package evidence

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"runtime"
	"strings"
	"testing"
	"testing/iotest"

	"go.uber.org/goleak"

	"sunlit/internal/fault"
)

func TestMain(m *testing.M) {
	// tusd lets each request's context live on for its grace period; it ends by itself.
	goleak.VerifyTestMain(m, goleak.IgnoreAnyFunction("github.com/tus/tusd/v2/pkg/handler.newDelayedContext.func1"))
}

// diskIntake is an intake on a fresh folder.
func diskIntake(t testing.TB) (*Intake, *disk) {
	t.Helper()
	d, err := openDisk(filepath.Join(t.TempDir(), "evidence"))
	if err != nil {
		t.Fatal(err)
	}
	in, err := NewIntake(Options{Blobs: d})
	if err != nil {
		t.Fatal(err)
	}
	return in, d
}

// objects counts what a store holds, and fails where an incoming file was left behind.
func objects(t testing.TB, d *disk) int {
	t.Helper()
	left, err := os.ReadDir(d.temp)
	if err != nil || len(left) != 0 {
		t.Fatalf("%d incoming files left behind (%v)", len(left), err)
	}
	n := 0
	if err := d.Walk(context.Background(), func(Object) error { n++; return nil }); err != nil {
		t.Fatal(err)
	}
	return n
}

func TestTakesEvidence(t *testing.T) {
	in, _ := diskIntake(t)
	small := halves(8, 4)
	for name, want := range map[string]struct {
		body  []byte
		media string
		kind  Kind
	}{
		"工资条.jpg":         {photo(t, 64, 48, 6), "image/jpeg", Image},
		"IMG_1.JPEG":      {photo(t, 64, 48, 1), "image/jpeg", Image},
		"padded.jpg":      {append(photo(t, 64, 48, 1), noise(5000)...), "image/jpeg", Image},
		"截图.png":          {pngFile(t, small), "image/png", Image},
		"lossy.webp":      {lossyWebP(t), "image/webp", Image},
		"lossless.webp":   {losslessWebP(t), "image/webp", Image},
		"合同.pdf":          {plainPDF(), "application/pdf", PDF},
		"bank.pdf":        {protectedPDF(t, ""), "application/pdf", PDF},
		"big.pdf":         {bigPDF(3 << 20), "application/pdf", PDF},
		"说明.docx":         {ooxml(t, docxMain), docxType, Office},
		"考勤.xlsx":         {ooxml(t, xlsxMain), xlsxType, Office},
		"old.doc":         {ole(wordContent(false), "WordDocument", "1Table"), docType, Office},
		"old.xls":         {ole(excelContent(false), "Workbook"), xlsType, Office},
		"call.mp3":        {append([]byte("ID3\x04\x00\x00\x00\x00\x00\x00"), noise(200)...), "audio/mpeg", Audio},
		"raw.mp3":         {append([]byte{0xFF, 0xF3, 0x84, 0xC4}, noise(200)...), "audio/mpeg", Audio},
		"memo.m4a":        {isoMedia("M4A "), "audio/mp4", Audio},
		"wechat.m4a":      {isoMedia("isom"), "audio/mp4", Audio},
		"voice.amr":       {[]byte("#!AMR\n\x3c\x00\x00"), "audio/amr", Audio},
		"room.wav":        {waveFile(), "audio/wav", Audio},
		"room.ogg":        {oggFile(), "audio/ogg", Audio},
		"film.mp4":        {isoMedia("mp42"), "video/mp4", Video},
		"film.mov":        {isoMedia("qt  "), "video/quicktime", Video},
		"film.3gp":        {isoMedia("3gp4"), "video/3gpp", Video},
		"film.webm":       {webmFile(), "video/webm", Video},
		"../../etc/x.png": {pngFile(t, small), "image/png", Image},
	} {
		f, err := in.Receive(context.Background(), name, bytes.NewReader(want.body))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		sum := sha256.Sum256(want.body)
		if f.Type != want.media || f.Kind != want.kind || f.Size != int64(len(want.body)) || f.SHA256 != hex.EncodeToString(sum[:]) {
			t.Errorf("%s: got %+v", name, f)
		}
		original, err := in.OpenVerified(context.Background(), f)
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		if got, err := io.ReadAll(original); err != nil || !bytes.Equal(got, want.body) {
			t.Errorf("%s: original changed (%v)", name, err)
		}
		_ = original.Close()
	}
}

func TestRefusesEvidence(t *testing.T) {
	in, d := diskIntake(t)
	jpg := photo(t, 64, 48, 1)
	pic := pngFile(t, halves(8, 4))
	bomb := bytes.Repeat([]byte{'0'}, 33<<20)
	for name, want := range map[string]struct {
		body []byte
		key  string
		kind fault.Kind
	}{
		"empty.jpg":          {nil, "error.evidence_empty", fault.KindInvalid},
		"合同.exe":             {[]byte("MZ\x90\x00\x03"), "error.evidence_type", fault.Unsupported},
		"合同.jpg":             {append([]byte("MZ\x90\x00"), noise(500)...), "error.evidence_type", fault.Unsupported},
		"photo.jpg.exe":      {jpg, "error.evidence_type", fault.Unsupported},
		"photo\u202Egpj.exe": {jpg, "error.evidence_type", fault.Unsupported},
		"ads.exe:a.exe":      {jpg, "error.evidence_type", fault.Unsupported},
		"dot.exe.":           {jpg, "error.evidence_type", fault.Unsupported},
		"gif.jpg":            {[]byte("GIF89a/*\x01\x00*/=1;alert(1)//"), "error.evidence_type", fault.Unsupported},
		"anim.gif":           {[]byte("GIF89a\x01\x00\x01\x00"), "error.evidence_type", fault.Unsupported},
		"page.html":          {[]byte("<html><script>alert(1)</script>"), "error.evidence_type", fault.Unsupported},
		"drawing.svg":        {[]byte(`<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>`), "error.evidence_type", fault.Unsupported},
		"page.pdf":           {[]byte("<html>%PDF-1.4 %%EOF"), "error.evidence_type", fault.Unsupported},
		"notes.txt":          {[]byte("hello"), "error.evidence_type", fault.Unsupported},
		"files.zip":          {archive(t, entry{"a.txt", []byte("a")}), "error.evidence_type", fault.Unsupported},
		"nameless":           {archive(t, entry{"a.txt", []byte("a")}), "error.evidence_type", fault.Unsupported},
		"png.jpg":            {pic, "error.evidence_mismatch", fault.Unsupported},
		"zip.pdf":            {archive(t, entry{"a.txt", []byte("a")}), "error.evidence_mismatch", fault.Unsupported},
		"also-zip.pdf":       {append(plainPDF(), archive(t, entry{"a.js", []byte("a")})...), "error.evidence_type", fault.Unsupported},
		"also-zip.jpg":       {append(bytes.Clone(jpg), archive(t, entry{"a.js", []byte("a")})...), "error.evidence_type", fault.Unsupported},
		"IMG_0001.HEIC":      {isoMedia("heic"), "error.evidence_heic", fault.Unsupported},
		"IMG_0002.jpg":       {isoMedia("mif1"), "error.evidence_heic", fault.Unsupported},
		"flood.png":          {floodPNG(), "error.evidence_pixels", fault.KindInvalid},
		"flood.jpg":          {floodJPEG(t), "error.evidence_pixels", fault.KindInvalid},
		"cut.jpg":            {jpg[:len(jpg)*2/3], "error.evidence_broken", fault.KindInvalid},
		"head.jpg":           {jpg[:40], "error.evidence_broken", fault.KindInvalid},
		"noise.jpg":          {append([]byte{0xFF, 0xD8, 0xFF, 0xE0}, noise(3000)...), "error.evidence_broken", fault.KindInvalid},
		"cut.png":            {pic[:len(pic)-14], "error.evidence_broken", fault.KindInvalid},
		"flip.png":           {flipped(pic, 45), "error.evidence_broken", fault.KindInvalid},
		"cut.webp":           {losslessWebP(t)[:30], "error.evidence_broken", fault.KindInvalid},
		"cut.pdf":            {plainPDF()[:60], "error.evidence_broken", fault.KindInvalid},
		"locked.pdf":         {protectedPDF(t, "secret"), "error.evidence_locked", fault.KindInvalid},
		"odd.pdf":            {[]byte("%PDF-1.7\ntrailer<</Encrypt 9 0 R>>\n%%EOF"), "error.evidence_locked", fault.KindInvalid},
		"locked.docx":        {ole(nil, "EncryptionInfo", "EncryptedPackage"), "error.evidence_locked", fault.KindInvalid},
		"locked.doc":         {ole(wordContent(true), "WordDocument"), "error.evidence_locked", fault.KindInvalid},
		"locked.xls":         {ole(excelContent(true), "Workbook"), "error.evidence_locked", fault.KindInvalid},
		"renamed.docx":       {ole(wordContent(false), "WordDocument"), "error.evidence_mismatch", fault.Unsupported},
		"setup.doc":          {ole(nil, "MSI"), "error.evidence_mismatch", fault.Unsupported},
		"macro.doc":          {ole(wordContent(false), "WordDocument", "Macros"), "error.evidence_macro", fault.Unsupported},
		"macro.xls":          {ole(excelContent(false), "Workbook", "_VBA_PROJECT_CUR"), "error.evidence_macro", fault.Unsupported},
		"noise.doc":          {append(bytes.Clone(oleMagic), noise(3000)...), "error.evidence_broken", fault.KindInvalid},
		"macro.docm":         {ooxml(t, docxMain), "error.evidence_macro", fault.Unsupported},
		"macro.docx":         {ooxml(t, docxMain, entry{"word/vbaProject.bin", nil}), "error.evidence_macro", fault.Unsupported},
		"old-macro.xlsx":     {ooxml(t, xlsxMain, entry{"xl/macrosheets/sheet1.xml", nil}), "error.evidence_macro", fault.Unsupported},
		"typed.docx":         {ooxml(t, "application/vnd.ms-word.document.macroEnabled.main+xml"), "error.evidence_macro", fault.Unsupported},
		"xlsx.docx":          {ooxml(t, xlsxMain), "error.evidence_mismatch", fault.Unsupported},
		"any.docx":           {archive(t, entry{"a.txt", []byte("a")}), "error.evidence_broken", fault.KindInvalid},
		"slip.docx":          {ooxml(t, docxMain, entry{"../../evil", nil}), "error.evidence_broken", fault.KindInvalid},
		"bomb.docx":          {ooxml(t, docxMain, entry{"word/document.xml", bomb}), "error.evidence_broken", fault.KindInvalid},
		"cut.docx":           {ooxml(t, docxMain)[:80], "error.evidence_broken", fault.KindInvalid},
		"deck.pptx":          {ooxml(t, docxMain), "error.evidence_type", fault.Unsupported},
	} {
		_, err := in.Receive(context.Background(), name, bytes.NewReader(want.body))
		e, told := fault.As(err)
		if !told || e.Key != want.key || e.Kind != want.kind {
			t.Errorf("%s: got %v, want %s", name, err, want.key)
			continue
		}
		if e.Fields["file"].Key != want.key || e.Args["name"] != CleanName(name) {
			t.Errorf("%s: %v names %v", name, err, e.Args["name"])
		}
	}
	if n := objects(t, d); n != 0 {
		t.Errorf("%d refused files were kept", n)
	}
}

func flipped(b []byte, at int) []byte {
	b = bytes.Clone(b)
	b[at] ^= 1
	return b
}

func TestRefusesByByteLimit(t *testing.T) {
	_, d := diskIntake(t)
	in, err := NewIntake(Options{Blobs: d, Limits: Limits{File: 3 << 20, Recording: 5 << 20, Count: 9}})
	if err != nil {
		t.Fatal(err)
	}
	for name, body := range map[string][]byte{
		"a.pdf": bigPDF(3 << 20), "b.mp4": append(isoMedia("mp42"), noise(5<<20)...),
	} {
		_, err := in.Receive(context.Background(), name, bytes.NewReader(body))
		if e, _ := fault.As(err); !fault.Is(err, fault.TooLarge) || e.Args["limit"] != megabytes(in.limits.of(map[string]Kind{"a.pdf": PDF, "b.mp4": Video}[name])) {
			t.Errorf("%s: got %v", name, err)
		}
	}
	if _, err := in.Receive(context.Background(), "b.mp4", bytes.NewReader(append(isoMedia("mp42"), noise(4<<20)...))); err != nil {
		t.Errorf("a recording within its limit: %v", err)
	}
	if n := objects(t, d); n != 1 {
		t.Errorf("%d objects, want 1", n)
	}
	if err := in.Limits().CheckCount(10); !fault.Is(err, fault.KindInvalid) {
		t.Errorf("ten files: %v", err)
	}
	if err := in.Limits().CheckCount(9); err != nil {
		t.Errorf("nine files: %v", err)
	}
}

// A body cut off on the way must never pass for a whole file, wherever it is cut.
func TestRefusesBodiesCutOff(t *testing.T) {
	in, d := diskIntake(t)
	whole := append(plainPDF(), bigPDF(600<<10)...)
	for _, at := range []int{1, 100, headSize, headSize + 1, 256 << 10, 300 << 10, len(whole) - 1} {
		for _, cause := range []error{io.ErrUnexpectedEOF, &http.MaxBytesError{Limit: 1}, errors.New("reset")} {
			r := io.MultiReader(bytes.NewReader(whole[:at]), iotest.ErrReader(cause))
			if _, err := in.Receive(context.Background(), "a.pdf", r); err == nil {
				t.Errorf("cut at %d by %v: taken", at, cause)
			}
		}
	}
	ctx, cancel := context.WithCancel(context.Background())
	cancel()
	if _, err := in.Receive(ctx, "a.pdf", bytes.NewReader(whole)); !errors.Is(err, context.Canceled) {
		t.Errorf("cancelled: %v", err)
	}
	if n := objects(t, d); n != 0 {
		t.Errorf("%d half files were kept", n)
	}
}

func TestSmallReadsMakeTheSameFile(t *testing.T) {
	in, _ := diskIntake(t)
	body := bigPDF(50_000)
	one, err := in.Receive(context.Background(), "a.pdf", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	for _, r := range []io.Reader{iotest.OneByteReader(bytes.NewReader(body)), iotest.DataErrReader(bytes.NewReader(body)), iotest.HalfReader(bytes.NewReader(body))} {
		other, err := in.Receive(context.Background(), "a.pdf", r)
		if err != nil || other.SHA256 != one.SHA256 || other.ID == one.ID || other.BlobKey == one.BlobKey {
			t.Errorf("%+v, %v", other, err)
		}
	}
}

func TestFileWithoutExtensionIsGivenOne(t *testing.T) {
	in, _ := diskIntake(t)
	f, err := in.Receive(context.Background(), "image", bytes.NewReader(pngFile(t, halves(4, 4))))
	if err != nil || f.Name != "image.png" {
		t.Errorf("got %q, %v", f.Name, err)
	}
}

// Twenty megabytes pass through without being held in memory.
func TestIntakeIsFlatInMemory(t *testing.T) {
	in, _ := diskIntake(t)
	body := bigPDF(19 << 20)
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	if _, err := in.Receive(context.Background(), "a.pdf", bytes.NewReader(body)); err != nil {
		t.Fatal(err)
	}
	runtime.ReadMemStats(&after)
	if spent := after.TotalAlloc - before.TotalAlloc; spent > 2<<20 {
		t.Errorf("intake of 19 MB allocated %d bytes", spent)
	}
}

// A stored original of which one bit was changed, and one that is gone, are refused with the alarm.
func TestRefusesChangedOriginals(t *testing.T) {
	in, d := diskIntake(t)
	f, err := in.Receive(context.Background(), "a.png", bytes.NewReader(pngFile(t, halves(40, 40))))
	if err != nil {
		t.Fatal(err)
	}
	if err := in.Verify(context.Background(), f); err != nil {
		t.Fatal(err)
	}
	b, err := os.ReadFile(d.path(f.BlobKey))
	if err != nil {
		t.Fatal(err)
	}
	for at := 0; at < len(b); at += 7 {
		if err := os.WriteFile(d.path(f.BlobKey), flipped(b, at), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := in.OpenVerified(context.Background(), f); !errors.Is(err, ErrDamaged) {
			t.Fatalf("bit at %d: %v", at, err)
		}
		if _, err := in.View(context.Background(), f); !errors.Is(err, ErrDamaged) {
			t.Fatalf("view with bit at %d: %v", at, err)
		}
	}
	if err := os.Remove(d.path(f.BlobKey)); err != nil {
		t.Fatal(err)
	}
	if err := in.Verify(context.Background(), f); !errors.Is(err, ErrDamaged) || strings.Contains(err.Error(), f.Name) {
		t.Errorf("gone: %v", err)
	}
}

// Whatever arrives, a check answers with a refusal and never panics or hangs.
func FuzzTypeCheck(f *testing.F) {
	f.Add("a.jpg", photo(f, 16, 16, 3))
	f.Add("a.png", pngWith(f, halves(4, 4), "eXIf", tiff(8)))
	f.Add("a.webp", losslessWebP(f))
	f.Add("a.pdf", protectedPDF(f, ""))
	f.Add("a.docx", ooxml(f, docxMain))
	f.Add("a.doc", ole(wordContent(false), "WordDocument"))
	f.Add("a.xls", ole(excelContent(true), "Workbook"))
	f.Fuzz(func(t *testing.T, name string, body []byte) {
		if len(body) == 0 {
			return
		}
		found, err := recognise(CleanName(name), body[:min(len(body), headSize)])
		if err == nil {
			err = found.checkWhole(bytes.NewReader(body), int64(len(body)))
		}
		var why reason
		if err != nil && !errors.As(err, &why) {
			t.Errorf("not a refusal: %v", err)
		}
		if v := orientation(bytes.NewReader(body), int64(len(body)), found.media); v < 1 || v > 8 {
			t.Errorf("orientation %d", v)
		}
	})
}
