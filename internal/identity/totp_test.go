package identity

import (
	"strings"
	"testing"
	"time"

	"github.com/pquerna/otp/totp"
)

func TestMatchStep(t *testing.T) {
	secret, e, err := newEnrolment("Sunlit", "office")
	if err != nil {
		t.Fatal(err)
	}
	if len(secret) != 32 || strings.ReplaceAll(e.Secret, " ", "") != secret {
		t.Errorf("secret %q, to type %q", secret, e.Secret)
	}
	if !strings.HasPrefix(e.URL, "otpauth://totp/Sunlit:office?") || !strings.HasPrefix(e.QR, "data:image/svg+xml;base64,") {
		t.Errorf("got %q, %.40q", e.URL, e.QR)
	}
	now := time.Date(2026, 11, 24, 8, 0, 15, 0, time.UTC)
	current := now.Unix() / 30
	codeAt := func(shift time.Duration) string {
		code, err := totp.GenerateCode(secret, now.Add(shift))
		if err != nil {
			t.Fatal(err)
		}
		return code
	}
	cases := []struct {
		name, typed string
		used        int64
		step        int64
		ok          bool
	}{
		{"now", codeAt(0), 0, current, true},
		{"in groups", codeAt(0)[:3] + " " + codeAt(0)[3:], 0, current, true},
		{"a little late", codeAt(-30 * time.Second), 0, current - 1, true},
		{"a little early", codeAt(30 * time.Second), 0, current + 1, true},
		{"too late", codeAt(-60 * time.Second), 0, 0, false},
		{"too early", codeAt(60 * time.Second), 0, 0, false},
		{"replayed", codeAt(0), current, 0, false},
		{"older than the last", codeAt(-30 * time.Second), current, 0, false},
		{"next after the last", codeAt(30 * time.Second), current, current + 1, true},
		{"empty", "", 0, 0, false},
		{"short", codeAt(0)[:5], 0, 0, false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			step, ok := matchStep(secret, c.typed, now, c.used)
			if ok != c.ok || step != c.step {
				t.Errorf("got %d, %v, want %d, %v", step, ok, c.step, c.ok)
			}
		})
	}
	if _, ok := matchStep("not base32!", "123456", now, 0); ok {
		t.Error("a damaged secret took a code")
	}
}

func TestRecoveryCodesAreDistinct(t *testing.T) {
	seen := map[string]bool{}
	for range 50 {
		codes := newRecoveryCodes()
		if len(codes) != recoveryCount {
			t.Fatalf("%d codes", len(codes))
		}
		for _, code := range codes {
			if len(code) != 11 || code[5] != '-' || seen[code] {
				t.Fatalf("code %q", code)
			}
			seen[code] = true
		}
	}
}
