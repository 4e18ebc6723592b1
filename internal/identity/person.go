package identity

import (
	"log/slog"
	"strings"
	"unicode"

	"golang.org/x/text/unicode/norm"
)

// Person is who stands behind a petition and whom it complains of: everything in a petition that
// can tell a person, and nothing else. It exists in the open only between Open and the answer.
type Person struct {
	Name    string   `json:"name,omitempty"`
	Phone   string   `json:"phone,omitempty"`
	Address string   `json:"address,omitempty"`
	Email   string   `json:"email,omitempty"`
	Hide    bool     `json:"hide,omitempty"`  // the petitioner asked to stay hidden from the unit (Art. 30)
	Agent   *Agent   `json:"agent,omitempty"` // who acts for the petitioner
	About   []string `json:"about,omitempty"` // people complained of, in the petitioner's words
	Lang    string   `json:"lang,omitempty"`  // language of messages to the petitioner

	Contact         string  `json:"contact,omitempty"`         // whom to speak to in an organisation
	Representatives []Agent `json:"representatives,omitempty"` // who speaks for several petitioners (Art. 20)
}

// Agent is a person who acts for the petitioner with a written mandate.
type Agent struct {
	Name     string `json:"name,omitempty"`
	Phone    string `json:"phone,omitempty"`
	Relation string `json:"relation,omitempty"` // to the petitioner: relative, lawyer, colleague …
	Mandate  string `json:"mandate,omitempty"`  // id of the evidence that is the written mandate
	Notify   bool   `json:"notify,omitempty"`   // notices go to the agent's telephone, as both wish
}

// hidden is what a person prints as.
const hidden = "[person]"

// String hides the person from logs and error texts; read the fields where a person may be shown.
func (p Person) String() string { return hidden }

// GoString hides the person from debugging output.
func (p Person) GoString() string { return hidden }

// LogValue hides the person from structured logs.
func (p Person) LogValue() slog.Value { return slog.StringValue(hidden) }

// String hides the agent from logs and error texts.
func (a Agent) String() string { return hidden }

// GoString hides the agent from debugging output.
func (a Agent) GoString() string { return hidden }

// LogValue hides the agent from structured logs.
func (a Agent) LogValue() slog.Value { return slog.StringValue(hidden) }

// Anonymous reports whether nothing is known of the petitioner, as reports and suggestions allow.
func (p Person) Anonymous() bool {
	return p.Name == "" && p.Phone == "" && p.Address == "" && p.Email == ""
}

// Masked returns name and phone as officials see them before they reveal who it is: 李**,
// 138****2706. Both are empty where the petitioner gave none.
func (p Person) Masked() (name, phone string) {
	return MaskName(p.Name), MaskPhone(p.Phone)
}

// Mobile is where short messages go: the telephone that the petitioner chose.
func (p Person) Mobile() string {
	number := p.Phone
	if p.Agent != nil && p.Agent.Notify {
		number = p.Agent.Phone
	}
	if number = phoneDigits(number); len(number) != 11 || number[0] != '1' {
		return ""
	}
	return number
}

// MaskName keeps the first character of a name and always two asterisks, so that the mask does not
// tell a name of two characters from one of three. A name of a single character is all mask. Of a
// name in Latin letters the initial stays.
func MaskName(name string) string {
	runes := []rune(strings.TrimSpace(name))
	if len(runes) == 0 {
		return ""
	}
	first := 1
	for first < len(runes) && joins(runes[first]) {
		first++
	}
	if first == len(runes) {
		return "**"
	}
	return string(runes[:first]) + "**"
}

// joins reports whether a rune belongs to the character before it: a rare form of a character is
// written as the common one and a variation selector.
func joins(r rune) bool {
	return unicode.Is(unicode.Mn, r) || unicode.Is(unicode.Variation_Selector, r)
}

// MaskPhone masks the middle of a mobile number and all but area code and last two digits of a
// landline; of any other number the last two digits stay. Short numbers are all mask.
func MaskPhone(phone string) string {
	digits := phoneDigits(phone)
	switch {
	case digits == "":
		return ""
	case len(digits) == 11 && digits[0] == '1': // as a mobile number looks, whether such numbers are given out or not
		return digits[:3] + "****" + digits[7:]
	case len(digits) < 7:
		return "****"
	}
	return areaCode(digits) + "****" + digits[len(digits)-2:]
}

// areaCode returns the area code of a landline written with it (010-, 0571-), with a dash. The
// codes of three digits are 010 and 02x.
func areaCode(digits string) string {
	switch {
	case len(digits) < 10 || digits[0] != '0' || digits[1] == '0':
		return ""
	case digits[1] == '1' || digits[1] == '2':
		return digits[:3] + "-"
	}
	return digits[:4] + "-"
}

// phoneDigits returns the digits of a phone number as people write it: with spaces, dashes,
// brackets, full-width digits, and China's prefix, which is left out.
func phoneDigits(phone string) string {
	written := strings.TrimSpace(norm.NFKC.String(phone))
	digits := strings.Map(func(r rune) rune {
		if r >= '0' && r <= '9' {
			return r
		}
		return -1
	}, written)
	switch {
	case strings.HasPrefix(digits, "0086"):
		digits = digits[4:]
	case strings.HasPrefix(written, "+86"):
		digits = digits[2:]
	case len(digits) == 13 && strings.HasPrefix(digits, "86") && mobile(digits[2:]):
		digits = digits[2:]
	default:
		return digits
	}
	// Abroad one writes +86 10 1234 5678 for 010-12345678.
	if digits != "" && !mobile(digits) && digits[0] != '0' && len(digits) >= 9 {
		digits = "0" + digits
	}
	return digits
}

func mobile(digits string) bool {
	return len(digits) == 11 && digits[0] == '1' && digits[1] >= '3'
}

// normalise brings a value into the one form that its blind index is computed from: digits of a
// phone, a mail address in small letters, any other text without case, width and needless space.
func normalise(field, value string) string {
	if field == "phone" {
		return phoneDigits(value)
	}
	return strings.ToLower(strings.Join(strings.Fields(norm.NFKC.String(value)), " "))
}
