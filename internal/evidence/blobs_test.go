package evidence

import (
	"bytes"
	"context"
	"errors"
	"io"
	"io/fs"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"testing/iotest"

	"github.com/johannesboyne/gofakes3"
	"github.com/johannesboyne/gofakes3/backend/s3mem"
	"github.com/tink-crypto/tink-go/v2/aead"
	"github.com/tink-crypto/tink-go/v2/keyset"
)

// fakeBucket serves an empty bucket and returns its address for SUNLIT_BLOBS.
func fakeBucket(t testing.TB) string {
	t.Helper()
	t.Setenv("AWS_ACCESS_KEY_ID", "id")
	t.Setenv("AWS_SECRET_ACCESS_KEY", "key")
	t.Setenv("AWS_EC2_METADATA_DISABLED", "true")
	t.Setenv("AWS_CONFIG_FILE", os.DevNull)
	t.Setenv("AWS_SHARED_CREDENTIALS_FILE", os.DevNull)
	backend := s3mem.New()
	if err := backend.CreateBucket("office"); err != nil {
		t.Fatal(err)
	}
	server := httptest.NewServer(gofakes3.New(backend).Server())
	t.Cleanup(server.Close)
	return "s3://office/sunlit/evidence?region=cn-north-1&endpoint=" + url.QueryEscape(server.URL)
}

func testAEAD(t testing.TB) AEAD {
	t.Helper()
	handle, err := keyset.NewHandle(aead.AES256GCMKeyTemplate())
	if err != nil {
		t.Fatal(err)
	}
	a, err := aead.New(handle)
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// TestBlobs runs one suite over every kind of store.
func TestBlobs(t *testing.T) {
	for name, address := range map[string]func(testing.TB) string{
		"disk": func(t testing.TB) string { return "file:" + filepath.Join(t.TempDir(), "evidence") },
		"s3":   fakeBucket,
	} {
		t.Run(name, func(t *testing.T) {
			blobs, err := OpenBlobs(address(t))
			if err != nil {
				t.Fatal(err)
			}
			t.Run("plain", func(t *testing.T) { suite(t, blobs) })
			t.Run("sealed", func(t *testing.T) { suite(t, Sealed(blobs, testAEAD(t))) })
			if err := Probe(context.Background(), blobs); err != nil {
				t.Errorf("probe: %v", err)
			}
		})
	}
}

func suite(t *testing.T, blobs Blobs) {
	ctx := context.Background()
	key, body := NewKey(), noise(300_000)
	if _, err := blobs.Open(ctx, key); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open unknown: %v", err)
	}
	if _, err := blobs.Stat(ctx, key); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("stat unknown: %v", err)
	}
	if err := blobs.Delete(ctx, key); err != nil {
		t.Errorf("delete unknown: %v", err)
	}
	for _, size := range []int64{int64(len(body)) - 1, int64(len(body)) + 1} {
		if err := blobs.Put(ctx, key, iotest.HalfReader(bytes.NewReader(body)), size); err == nil {
			t.Errorf("put of another size than announced succeeded")
		}
	}
	for _, r := range []io.Reader{bytes.NewReader(body), iotest.HalfReader(bytes.NewReader(body))} {
		if err := blobs.Put(ctx, key, r, int64(len(body))); err != nil {
			t.Fatal(err)
		}
		if got := content(t, blobs, key); !bytes.Equal(got, body) {
			t.Fatal("other bytes came back")
		}
	}
	if err := blobs.Put(ctx, key, strings.NewReader("short"), 5); err != nil || string(content(t, blobs, key)) != "short" {
		t.Errorf("replace: %v", err)
	}
	if size, err := blobs.Stat(ctx, key); err != nil || size < 5 || size > 100 {
		t.Errorf("size %d, %v", size, err)
	}
	if err := blobs.Put(ctx, NewKey(), iotest.ErrReader(errors.New("cut")), 10); err == nil {
		t.Error("put of a broken body succeeded")
	}
	var keys []string
	if err := blobs.Walk(ctx, func(o Object) error { keys = append(keys, o.Key); return nil }); err != nil || len(keys) != 1 || keys[0] != key {
		t.Errorf("walk found %v, %v", keys, err)
	}
	if err := blobs.Delete(ctx, key); err != nil {
		t.Error(err)
	}
	if _, err := blobs.Open(ctx, key); !errors.Is(err, fs.ErrNotExist) {
		t.Errorf("open deleted: %v", err)
	}
	for _, bad := range []string{"", "a", "..", "../../../etc/passwd", "incoming", "UPPERCASE", "a/b/c/d/e/f", "nul\x00nulnul", strings.Repeat("a", 200)} {
		if bad == "incoming" {
			continue // a sound key: it lies in the subfolder "in"
		}
		if err := blobs.Put(ctx, bad, strings.NewReader("x"), 1); err == nil {
			t.Errorf("key %q was taken", bad)
		}
		if _, err := blobs.Open(ctx, bad); err == nil {
			t.Errorf("key %q was opened", bad)
		}
	}
}

func content(t *testing.T, blobs Blobs, key string) []byte {
	t.Helper()
	r, err := blobs.Open(context.Background(), key)
	if err != nil {
		t.Fatal(err)
	}
	defer r.Close()
	b, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return b
}

func TestSealedBindsBytesToKeys(t *testing.T) {
	d, err := openDisk(t.TempDir())
	if err != nil {
		t.Fatal(err)
	}
	s, ctx := Sealed(d, testAEAD(t)), context.Background()
	one, two := NewKey(), NewKey()
	for _, key := range []string{one, two} {
		if err := s.Put(ctx, key, strings.NewReader("name of "+key), 8+32); err != nil {
			t.Fatal(err)
		}
	}
	b, err := os.ReadFile(d.path(one))
	if err != nil || bytes.Contains(b, []byte(one)) {
		t.Errorf("plain text on disk (%v)", err)
	}
	if err := os.Rename(d.path(one), d.path(two)); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Open(ctx, two); !errors.Is(err, ErrDamaged) {
		t.Errorf("swapped object: %v", err)
	}
}

func TestOpenBlobsRefusesOtherAddresses(t *testing.T) {
	for _, address := range []string{"", "file:", "/data", "http://bucket/x", "s3:///x", "s3://%zz"} {
		if _, err := OpenBlobs(address); err == nil {
			t.Errorf("%q was opened", address)
		}
	}
}

// The whole way through a bucket: intake, view, verification, damage.
func TestIntakeIntoBucket(t *testing.T) {
	blobs, err := OpenBlobs(fakeBucket(t))
	if err != nil {
		t.Fatal(err)
	}
	in, err := NewIntake(Options{Blobs: blobs, Views: Sealed(blobs, testAEAD(t)), Temp: filepath.Join(t.TempDir(), "incoming")})
	if err != nil {
		t.Fatal(err)
	}
	ctx, body := context.Background(), photo(t, 300, 200, 6)
	f, err := in.Receive(ctx, "a.jpg", bytes.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	v, err := in.View(ctx, f)
	if err != nil || !v.Made {
		t.Fatalf("view %+v, %v", v, err)
	}
	f.ViewKey, f.ViewSHA256 = v.Key, v.SHA256
	if err := in.Verify(ctx, f); err != nil {
		t.Error(err)
	}
	left, err := os.ReadDir(in.temp)
	if err != nil || len(left) != 0 {
		t.Errorf("%d incoming files left behind (%v)", len(left), err)
	}
	if err := blobs.Put(ctx, f.BlobKey, bytes.NewReader(flipped(body, 999)), f.Size); err != nil {
		t.Fatal(err)
	}
	if err := in.Verify(ctx, f); !errors.Is(err, ErrDamaged) {
		t.Errorf("changed in the bucket: %v", err)
	}
	if err := in.Delete(ctx, f); err != nil {
		t.Error(err)
	}
	if err := blobs.Walk(ctx, func(o Object) error { t.Errorf("%s is left", o.Key); return nil }); err != nil {
		t.Error(err)
	}
}
