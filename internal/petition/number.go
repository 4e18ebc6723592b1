package petition

import (
	"crypto/rand"
	"strings"
)

// Crockford's alphabet without letters that look like digits.
const alphabet = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

const (
	numberLen = 12 // 11 random characters (55 bits) and a check character
	codeLen   = 17 // 16 random characters (80 bits) and a check character
)

// NewNumber makes a tracking number: 55 random bits and a check character,
// ungrouped; no sequence, so that nobody can guess a neighbour's (Art. 18).
func NewNumber() string { return newToken(numberLen) }

// NewCode makes a query code of 80 random bits and a check character.
func NewCode() string { return newToken(codeLen) }

func newToken(n int) string {
	raw := make([]byte, n-1)
	_, _ = rand.Read(raw) // never fails since Go 1.24
	for i, b := range raw {
		raw[i] = alphabet[b&31]
	}
	return string(raw) + string(check(string(raw)))
}

// check is a Reed-Solomon character over GF(32), so that one wrong character or
// any two swapped ones are always noticed.
func check(s string) byte {
	var acc byte
	for i := range len(s) {
		acc = double(acc) ^ byte(strings.IndexByte(alphabet, s[i]))
	}
	return alphabet[double(acc)]
}

// double multiplies by the generator of GF(32) with x⁵+x²+1.
func double(x byte) byte {
	x <<= 1
	if x&32 != 0 {
		x ^= 0x25
	}
	return x
}

// ParseNumber reads a tracking number as people type it: any case, with
// spaces, hyphens, full-width characters, O for 0 and I or L for 1.
// It answers "" when the check character does not fit.
func ParseNumber(s string) string { return parseToken(s, numberLen) }

// ParseCode reads a query code as people type it; "" when it can't be one.
func ParseCode(s string) string { return parseToken(s, codeLen) }

func parseToken(s string, n int) string {
	var b strings.Builder
	for _, r := range strings.ToUpper(Line(s)) {
		switch r {
		case ' ', '-', '—', '–', '_', '.', '·':
			continue
		case 'O':
			r = '0'
		case 'I', 'L':
			r = '1'
		}
		if r > 127 || strings.IndexByte(alphabet, byte(r)) < 0 || b.Len() >= n {
			return ""
		}
		b.WriteByte(byte(r))
	}
	t := b.String()
	if len(t) != n || check(t[:n-1]) != t[n-1] {
		return ""
	}
	return t
}

// GroupNumber writes a tracking number for people: 4-4-4.
func GroupNumber(s string) string { return group(s, 4) }

// GroupCode writes a query code for people: 4-4-4-5.
func GroupCode(s string) string {
	if len(s) != codeLen {
		return s
	}
	return s[:4] + "-" + s[4:8] + "-" + s[8:12] + "-" + s[12:]
}

func group(s string, n int) string {
	var parts []string
	for len(s) > n {
		parts = append(parts, s[:n])
		s = s[n:]
	}
	return strings.Join(append(parts, s), "-")
}
