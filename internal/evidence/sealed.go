package evidence

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
)

// AEAD seals and opens whole messages; tink.AEAD fits.
type AEAD interface {
	Encrypt(plaintext, associatedData []byte) ([]byte, error)
	Decrypt(ciphertext, associatedData []byte) ([]byte, error)
}

// maxSealed bounds what Sealed takes: it holds whole objects in memory.
const maxSealed = 16 << 20

// Sealed encrypts small objects (papers, view copies) on their way into a store, bound to their
// keys, so that a stolen disk or bucket shows nothing and no object passes for another. Stat and
// Walk tell the size of what is stored, not of what was put in.
func Sealed(blobs Blobs, aead AEAD) Blobs { return sealed{blobs, aead} }

type sealed struct {
	Blobs
	aead AEAD
}

// Put implements Blobs for objects of at most 16 MB.
func (s sealed) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	plain, err := readSmall(withContext(ctx, r))
	if err != nil {
		return err
	}
	if int64(len(plain)) != size {
		return fmt.Errorf("evidence: object of %d bytes, %d announced", len(plain), size)
	}
	cipher, err := s.aead.Encrypt(plain, []byte(key))
	if err != nil {
		return err
	}
	return s.Blobs.Put(ctx, key, bytes.NewReader(cipher), int64(len(cipher)))
}

// Open implements Blobs; an object that does not decrypt answers ErrDamaged.
func (s sealed) Open(ctx context.Context, key string) (io.ReadCloser, error) {
	r, err := s.Blobs.Open(ctx, key)
	if err != nil {
		return nil, err
	}
	defer func() { _ = r.Close() }()
	cipher, err := readSmall(r)
	if err != nil {
		return nil, err
	}
	plain, err := s.aead.Decrypt(cipher, []byte(key))
	if err != nil {
		return nil, damaged(key, err)
	}
	return io.NopCloser(bytes.NewReader(plain)), nil
}

// readSmall reads an object of bounded size (a little is left for what sealing adds).
func readSmall(r io.Reader) ([]byte, error) {
	const most = maxSealed + 1024
	b, err := io.ReadAll(io.LimitReader(r, most+1))
	if err == nil && len(b) > most {
		err = errors.New("evidence: object is too large to be sealed whole")
	}
	return b, err
}
