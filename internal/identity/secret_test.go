package identity_test

import (
	"bytes"
	"encoding/base64"
	"errors"
	"testing"

	"pgregory.net/rapid"

	"sunlit/internal/identity"
)

func TestSealUnder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		secret := rapid.SliceOfN(rapid.Byte(), 8, 64).Draw(t, "secret")
		plain := rapid.SliceOfN(rapid.Byte(), 8, 200).Draw(t, "plain")
		sealed, err := identity.SealUnder(secret, "draft", plain)
		if err != nil {
			t.Fatal(err)
		}
		if bytes.Contains(sealed, plain) {
			t.Fatal("the plain text shines through")
		}
		if got, err := identity.OpenUnder(secret, "draft", sealed); err != nil || !bytes.Equal(got, plain) {
			t.Fatalf("%v", err)
		}
		if _, err := identity.OpenUnder(secret, "answer", sealed); !errors.Is(err, identity.ErrSealed) {
			t.Fatal("opened for another purpose")
		}
		other := bytes.Clone(secret)
		other[0] ^= 1
		if _, err := identity.OpenUnder(other, "draft", sealed); !errors.Is(err, identity.ErrSealed) {
			t.Fatal("opened with another secret")
		}
		bit := rapid.IntRange(0, len(sealed)*8-1).Draw(t, "bit")
		sealed[bit/8] ^= 1 << (bit % 8)
		if _, err := identity.OpenUnder(secret, "draft", sealed); !errors.Is(err, identity.ErrSealed) {
			t.Fatalf("opened with bit %d turned", bit)
		}
	})
}

func TestSealUnderRefusesShortSecrets(t *testing.T) {
	for _, secret := range []string{"", "1234567"} {
		if _, err := identity.SealUnder([]byte(secret), "draft", nil); err == nil {
			t.Errorf("%q was taken", secret)
		}
	}
	if _, err := identity.OpenUnder([]byte("12345678"), "draft", []byte("short")); !errors.Is(err, identity.ErrSealed) {
		t.Errorf("got %v", err)
	}
}

func TestTokens(t *testing.T) {
	seen := map[string]bool{}
	for range 1000 {
		token := identity.NewToken()
		if raw, err := base64.RawURLEncoding.DecodeString(token); err != nil || len(raw) != 32 || seen[token] {
			t.Fatalf("token %q: %v", token, err)
		}
		seen[token] = true
	}
	const abc = "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
	if got := identity.HashToken("abc"); got != abc {
		t.Errorf("got %s", got)
	}
}
