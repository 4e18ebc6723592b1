package identity

import (
	"crypto/sha256"
	"encoding/hex"
	"log/slog"
	"net/mail"
	"strings"

	"golang.org/x/text/unicode/norm"
)

// The fields of a contact, as blind indexes name them.
const (
	FieldPhone   = "phone"
	FieldEmail   = "email"
	fieldSubject = "subject" // how an identity provider names somebody
)

// Contact is an address that can be proved: a mobile phone or a mailbox.
type Contact struct{ Field, Value string }

// String hides the address from logs and error texts.
func (c Contact) String() string { return hidden }

// GoString hides the address from debugging output.
func (c Contact) GoString() string { return hidden }

// LogValue hides the address from structured logs.
func (c Contact) LogValue() slog.Value { return slog.StringValue(hidden) }

// channel is the way a message takes to the contact.
func (c Contact) channel() string {
	if c.Field == FieldPhone {
		return "sms"
	}
	return "mail"
}

// Masked is the contact as its own owner sees it: 138****2706, w**@example.org.
func (c Contact) Masked() string {
	if c.Field == FieldPhone {
		return MaskPhone(c.Value)
	}
	local, domain, ok := strings.Cut(c.Value, "@")
	if !ok {
		return "**"
	}
	return MaskName(local) + "@" + domain
}

// MobileContact reads a mobile number as people write it; false: it is none, and no short message
// would arrive.
func MobileContact(text string) (Contact, bool) {
	digits := phoneDigits(text)
	return Contact{FieldPhone, digits}, mobile(digits)
}

const longestMail = 254

// MailContact reads a mail address; false: it can't be one.
func MailContact(text string) (Contact, bool) {
	address := strings.TrimSpace(norm.NFKC.String(text))
	parsed, err := mail.ParseAddress(address)
	if err != nil || parsed.Address != address || len(address) > longestMail || !strings.Contains(address[strings.LastIndex(address, "@"):], ".") {
		return Contact{}, false
	}
	return Contact{FieldEmail, address}, true
}

// subjectContact is how a provider names somebody. Names of a provider tell capital letters from
// small ones, blind indexes do not: hence the hash.
func subjectContact(issuer, subject string) Contact {
	sum := sha256.Sum256([]byte(issuer + "\n" + subject))
	return Contact{fieldSubject, hex.EncodeToString(sum[:])}
}

// blinds are the indexes under which a contact may be found.
func (k *Keys) blinds(c Contact) []string { return k.Blinds(c.Field, c.Value) }
