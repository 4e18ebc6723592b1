package evidence

import (
	"context"
	"crypto/rand"
	"encoding/hex"
	"errors"
	"fmt"
	"io"
	"net/url"
	"regexp"
	"strings"
	"time"
)

// Blobs keeps bytes under random keys. When Put returns, the bytes survive a power cut; a reader
// never sees half an object. An unknown key answers fs.ErrNotExist.
type Blobs interface {
	// Put stores size bytes of r, replacing what was there.
	Put(ctx context.Context, key string, r io.Reader, size int64) error
	// Open reads an object from its start.
	Open(ctx context.Context, key string) (io.ReadCloser, error)
	// Stat returns the stored size in bytes.
	Stat(ctx context.Context, key string) (int64, error)
	// Delete removes an object; removing one that is gone is no error.
	Delete(ctx context.Context, key string) error
	// Walk names every object in no given order, for backup, verify and the search for orphans.
	Walk(ctx context.Context, each func(Object) error) error
}

// Object is what Walk tells about a stored object.
type Object struct {
	Key      string
	Size     int64
	Modified time.Time // by the store's own clock
}

// OpenBlobs opens the store that SUNLIT_BLOBS names: file:DIR or
// s3://bucket/prefix?endpoint=URL&region=NAME (credentials come from the usual AWS variables and files).
func OpenBlobs(address string) (Blobs, error) {
	if dir, isFile := strings.CutPrefix(address, "file:"); isFile {
		return openDisk(strings.TrimPrefix(dir, "//"))
	}
	u, err := url.Parse(address)
	if err != nil {
		return nil, errors.New("evidence: SUNLIT_BLOBS is not a readable address") // never echo it: it may hold secrets
	}
	if u.Scheme == "s3" && u.Host != "" {
		return openS3(u)
	}
	return nil, fmt.Errorf("evidence: SUNLIT_BLOBS starts with neither file: nor s3:// (scheme %q)", u.Scheme)
}

// NewKey makes a key of 128 random bits. Keys say nothing about what they name.
func NewKey() string {
	var b [16]byte
	_, _ = rand.Read(b[:]) // never fails since Go 1.24
	return hex.EncodeToString(b[:])
}

// validKey is a whole file name of harmless characters, long enough to be spread over folders.
var validKey = regexp.MustCompile(`^[a-z0-9][a-z0-9_-]{7,95}$`)

func checkKey(key string) error {
	if !validKey.MatchString(key) {
		return fmt.Errorf("evidence: %q is no key", key)
	}
	return nil
}

// Probe writes and removes a small object: the readiness check of the store.
func Probe(ctx context.Context, blobs Blobs) error {
	const text = "probe"
	key := NewKey() + "-probe"
	if err := blobs.Put(ctx, key, strings.NewReader(text), int64(len(text))); err != nil {
		return err
	}
	return blobs.Delete(ctx, key)
}
