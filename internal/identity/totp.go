package identity

import (
	"bytes"
	"crypto/rand"
	"crypto/subtle"
	"encoding/base64"
	"fmt"
	"strings"
	"time"

	"github.com/piglig/go-qr"
	"github.com/pquerna/otp"
	"github.com/pquerna/otp/totp"
)

const (
	stepLength     = 30 * time.Second // of one time-based code
	stepsAround    = 1                // accepted before and after the current one: clocks differ
	recoveryCount  = 10
	recoveryLength = 10
)

// Enrolment is what an official needs to set up a second factor: the secret to type, and the same
// as a link and as a picture for the camera.
type Enrolment struct {
	Secret string // base32, in groups of four
	URL    string // otpauth://…
	QR     string // data:image/svg+xml;base64,…
}

// newEnrolment makes a fresh secret of 160 bits for a login.
func newEnrolment(issuer, login string) (secret string, e Enrolment, err error) {
	key, err := totp.Generate(totp.GenerateOpts{Issuer: issuer, AccountName: login, SecretSize: 20})
	if err != nil {
		return "", Enrolment{}, fmt.Errorf("identity: second factor: %w", err)
	}
	picture, err := qrPicture(key.URL())
	if err != nil {
		return "", Enrolment{}, fmt.Errorf("identity: second factor: %w", err)
	}
	secret = key.Secret()
	return secret, Enrolment{Secret: grouped(secret, 4, " "), URL: key.URL(), QR: picture}, nil
}

func qrPicture(text string) (string, error) {
	code, err := go_qr.EncodeText(text, go_qr.Medium)
	if err != nil {
		return "", err
	}
	var svg bytes.Buffer
	if err := code.WriteAsSVG(go_qr.NewQrCodeImgConfig(8, 4, go_qr.WithOptimalSVG()), &svg); err != nil {
		return "", err
	}
	return "data:image/svg+xml;base64," + base64.StdEncoding.EncodeToString(svg.Bytes()), nil
}

// matchStep returns the time step whose code was typed, if it is around now and later than the last
// one used. A code works once: whoever looked over a shoulder or cut it out of the line comes too
// late (RFC 6238, 5.2).
func matchStep(secret, typed string, now time.Time, used int64) (step int64, ok bool) {
	digits := []byte(plainCode(typed))
	current := now.Unix() / int64(stepLength/time.Second)
	for s := current - stepsAround; s <= current+stepsAround; s++ {
		code, err := totp.GenerateCodeCustom(secret, time.Unix(s*int64(stepLength/time.Second), 0),
			totp.ValidateOpts{Period: uint(stepLength / time.Second), Digits: otp.DigitsSix, Algorithm: otp.AlgorithmSHA1})
		if err != nil {
			return 0, false
		}
		if subtle.ConstantTimeCompare([]byte(code), digits) == 1 && s > used {
			step, ok = s, true
		}
	}
	return step, ok
}

// newRecoveryCodes returns ten single-use codes of 50 random bits for the day the telephone is lost.
func newRecoveryCodes() []string {
	codes := make([]string, recoveryCount)
	for i := range codes {
		random := make([]byte, 7)
		_, _ = rand.Read(random) // never fails: the runtime ends the program instead
		codes[i] = grouped(crockford.EncodeToString(random)[:recoveryLength], 5, "-")
	}
	return codes
}

// grouped breaks a code into groups that people can read aloud.
func grouped(code string, size int, between string) string {
	var b strings.Builder
	for i, r := range code {
		if i > 0 && i%size == 0 {
			b.WriteString(between)
		}
		b.WriteRune(r)
	}
	return b.String()
}
