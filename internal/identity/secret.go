package identity

import (
	"crypto/aes"
	"crypto/cipher"
	"crypto/hkdf"
	"crypto/rand"
	"crypto/sha256"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"fmt"
)

const (
	saltLength = 16
	// leastSecret is the shortest secret to seal under, that of an Idempotency-Key.
	leastSecret = 8
)

// SealUnder seals bytes under a secret that only the client keeps: a draft's cookie, an
// Idempotency-Key. The portal itself cannot open them between two requests. The key is derived
// with HKDF and fresh salt; what it is worth depends on the secret's own entropy.
func SealUnder(secret []byte, purpose string, plain []byte) ([]byte, error) {
	salt := make([]byte, saltLength)
	_, _ = rand.Read(salt) // never fails: the runtime ends the program instead
	box, err := boxUnder(secret, salt, purpose)
	if err != nil {
		return nil, err
	}
	return box.Seal(salt, nil, plain, []byte(purpose)), nil
}

// OpenUnder opens what SealUnder sealed; the error is ErrSealed.
func OpenUnder(secret []byte, purpose string, sealed []byte) ([]byte, error) {
	if len(sealed) < saltLength {
		return nil, ErrSealed
	}
	box, err := boxUnder(secret, sealed[:saltLength], purpose)
	if err != nil {
		return nil, ErrSealed
	}
	plain, err := box.Open(nil, nil, sealed[saltLength:], []byte(purpose))
	if err != nil {
		return nil, ErrSealed
	}
	return plain, nil
}

func boxUnder(secret, salt []byte, purpose string) (cipher.AEAD, error) {
	if len(secret) < leastSecret {
		return nil, errors.New("identity: secret too short to seal under")
	}
	key, err := hkdf.Key(sha256.New, secret, salt, "sunlit "+purpose, 32)
	if err != nil {
		return nil, fmt.Errorf("identity: derive key: %w", err)
	}
	block, err := aes.NewCipher(key)
	if err != nil {
		return nil, fmt.Errorf("identity: derive key: %w", err)
	}
	return cipher.NewGCMWithRandomNonce(block)
}

// NewToken returns 256 random bits as 43 characters of base64url: a session, a draft, a form.
func NewToken() string {
	token := make([]byte, 32)
	_, _ = rand.Read(token) // never fails: the runtime ends the program instead
	return base64.RawURLEncoding.EncodeToString(token)
}

// HashToken returns the SHA-256 of a token in hex, the only form in which one is stored. Tokens
// have 256 random bits: no salt, no slow hash, and the look-up by it tells nothing by its time.
func HashToken(token string) string {
	sum := sha256.Sum256([]byte(token))
	return hex.EncodeToString(sum[:])
}
