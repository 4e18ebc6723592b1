package petition

import (
	"strings"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

// MaxText is the only hard limit of casework on one text, in bytes.
const MaxText = 64 << 10

// Line normalises text meant for one line: NFC, full-width ASCII to half-width,
// no control, bidi or zero-width characters, runs of space folded, trimmed.
func Line(s string) string {
	return strings.Join(strings.Fields(clean(s, false)), " ")
}

// Prose normalises text of several lines: NFC and line ends, without control,
// bidi or zero-width characters; what the petitioner wrote stays otherwise as it is.
func Prose(s string) string {
	s = strings.ReplaceAll(s, "\r\n", "\n")
	s = strings.ReplaceAll(s, "\r", "\n")
	return strings.TrimSpace(clean(s, true))
}

// Digits keeps the decimal digits of a telephone number, half-width, and a leading plus.
func Digits(s string) string {
	var b strings.Builder
	for _, r := range Line(s) {
		if r >= '0' && r <= '9' || r == '+' && b.Len() == 0 {
			b.WriteRune(r)
		}
	}
	return b.String()
}

func clean(s string, prose bool) string {
	// NFC comes after: what was parted by an invisible character may compose now.
	return unstack(norm.NFC.String(strings.Map(func(r rune) rune {
		switch {
		case prose && (r == '\n' || r == '\t'):
			return r
		case Invisible(r):
			return -1
		case r == '\u3000' && !prose:
			return ' '
		case !prose && r >= 0xFF10 && r <= 0xFF19, !prose && r >= 0xFF21 && r <= 0xFF3A, !prose && r >= 0xFF41 && r <= 0xFF5A,
			!prose && (r == '－' || r == '＋' || r == '＠' || r == '．'):
			return r - 0xFEE0
		case unicode.IsSpace(r) && !prose:
			return ' '
		}
		return r
	}, strings.ToValidUTF8(s, ""))))
}

// maxMarks is more than any script puts upon one letter.
const maxMarks = 12

// unstack drops the marks of a pile made to overflow its line, and with them
// the invisible joiners that NFC puts into such piles.
func unstack(s string) string {
	marks := 0
	return strings.Map(func(r rune) rune {
		if r < 0x300 || !unicode.Is(unicode.M, r) {
			marks = 0
			return r
		}
		if marks++; marks > maxMarks {
			return -1
		}
		return r
	}, s)
}

// Invisible tells whether a character shows nothing and may only deceive:
// controls, bidi marks, zero-width characters, tags, byte order marks.
func Invisible(r rune) bool {
	if r == '\n' || r == '\t' {
		return false
	}
	if r == '\u200d' { // joins emoji and some scripts
		return false
	}
	switch r {
	case utf8.RuneError, '\u034f', '\u115f', '\u1160', '\u3164', '\uffa0': // a joiner and fillers that count as letters
		return true
	}
	return unicode.Is(unicode.Cc, r) || unicode.Is(unicode.Cf, r)
}

// Runes counts characters as people count them for a limit.
func Runes(s string) int { return utf8.RuneCountInString(s) }
