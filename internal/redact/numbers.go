package redact

import (
	"regexp"
	"strings"
	"time"
)

// A number may be written in groups, with full-width digits (already plain here)
// or in Chinese numerals, which people use to get past filters.
var digitRun = regexp.MustCompile(`[0-9零〇一二三四五六七八九幺](?:[ \-·()]{0,2}[0-9零〇一二三四五六七八九幺])*[Xx]?`)

var numeral = map[rune]byte{'零': '0', '〇': '0', '一': '1', '幺': '1', '二': '2', '三': '3', '四': '4', '五': '5', '六': '6', '七': '7', '八': '8', '九': '9'}

// digit is one digit of a run with its place in norm; gap tells that something stood before it.
type digit struct {
	value      byte
	start, end int
	gap        bool
}

func digitsOf(run string, base int) []digit {
	var list []digit
	gap := false
	for i, r := range run {
		var value byte
		switch n, ok := numeral[r]; {
		case ok:
			value = n
		case r >= '0' && r <= '9':
			value = byte(r)
		case r == 'X' || r == 'x':
			value = 'X'
		default:
			gap = true
			continue
		}
		list = append(list, digit{value: value, start: base + i, end: base + i + len(string(r)), gap: gap})
		gap = false
	}
	return list
}

func valueOf(list []digit) string {
	b := make([]byte, len(list))
	for i, d := range list {
		b[i] = d.value
	}
	return string(b)
}

// numbers finds what is known by its digits: identity numbers, phones, cards.
func (t *text) numbers() []Find {
	var list []Find
	for _, m := range digitRun.FindAllStringIndex(t.norm, -1) {
		digits := digitsOf(t.norm[m[0]:m[1]], m[0])
		for i := 0; i < len(digits); {
			if i > 0 && !digits[i].gap {
				i++
				continue
			}
			n, kind, proposal := t.numberAt(digits, i)
			if n == 0 {
				i++
				continue
			}
			list = append(list, t.find(t.widen(digits[i].start), digits[i+n-1].end, kind, proposal))
			i += n
		}
	}
	return list
}

// widen takes a country code before a phone into the find.
func (t *text) widen(start int) int {
	for _, before := range []string{"+", "("} {
		if strings.HasSuffix(t.norm[:start], before) {
			return start - len(before)
		}
	}
	return start
}

// numberAt tells which number begins at digit i, how many digits it has, and
// what to put in its place; n is zero for none. It ends where a group ends.
func (t *text) numberAt(digits []digit, i int) (n int, kind Kind, proposal string) {
	rest := digits[i:]
	ends := func(n int) bool { return n <= len(rest) && (n == len(rest) || rest[n].gap) }
	before := t.before(rest[0].start, 14)
	for _, n := range []int{18, 15} {
		if ends(n) && identity(valueOf(rest[:n]), identityWord.MatchString(before)) {
			return n, Identity, hidden
		}
	}
	if n, proposal := mobile(rest, ends); n > 0 {
		return n, Phone, proposal
	}
	for n := 19; n >= 12; n-- {
		if !ends(n) || valueOf(rest[:n])[n-1] == 'X' {
			continue
		}
		value := valueOf(rest[:n])
		if n >= 16 && luhn(value) && strings.ContainsRune("3456", rune(value[0])) || cardWord.MatchString(before) {
			return n, Card, hidden
		}
	}
	if n, proposal := landline(rest, ends, before, i == 0); n > 0 {
		return n, Phone, proposal
	}
	return 0, "", ""
}

var (
	identityWord = regexp.MustCompile(`身份证|公民身份号码|证件号|(?i)\bID\b|identity`)
	cardWord     = regexp.MustCompile(`卡号|账号|帐号|银行卡|账户|帐户|存折|(?i)card|account`)
	glued        = regexp.MustCompile(`[A-Za-z\-/]$`)
	phoneWord    = regexp.MustCompile(`电话|座机|手机|拨打|致电|来电|联系方式|联系我|(?i)tel|phone|call|landline`)
)

// before answers up to so many characters ahead of a place in norm.
func (t *text) before(at, runes int) string {
	start := at
	for n := 0; start > 0 && n < runes; n++ {
		start--
		for start > 0 && t.norm[start]&0xC0 == 0x80 {
			start--
		}
	}
	return t.norm[start:at]
}

// identity checks region, day and check digit; where the words before name it,
// a number with a slip of the pen is one too.
func identity(value string, named bool) bool {
	if named {
		return true
	}
	if value[0] == '0' || value[0] == '9' || strings.Contains(value[:len(value)-1], "X") {
		return false
	}
	day := value[6:14]
	if len(value) == 15 {
		if value[14] == 'X' {
			return false
		}
		day = "19" + value[6:12]
	}
	_, err := time.Parse("20060102", day)
	return err == nil && (day[:2] == "19" || day[:2] == "20") || len(value) == 18 && checkDigit(value)
}

// checkDigit is ISO 7064 MOD 11-2, as GB 11643 uses it.
func checkDigit(value string) bool {
	sum := 0
	for i, weight := range []int{7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2} {
		sum += int(value[i]-'0') * weight
	}
	return "10X98765432"[sum%11] == value[17]
}

func luhn(value string) bool {
	sum := 0
	for i := range value {
		d := int(value[len(value)-1-i] - '0')
		if i%2 == 1 {
			if d *= 2; d > 9 {
				d -= 9
			}
		}
		sum += d
	}
	return sum%10 == 0
}

func mobile(rest []digit, ends func(int) bool) (int, string) {
	for _, code := range []string{"", "86", "0086", "0"} {
		n := len(code) + 11
		if !ends(n) || !strings.HasPrefix(valueOf(rest[:n]), code+"1") {
			continue
		}
		if own := valueOf(rest[len(code):n]); own[1] >= '3' && !strings.Contains(own, "X") {
			return n, own[:3] + hidden
		}
	}
	return 0, ""
}

// landline: with an area code it is known by itself, else the words before must
// name it. Public hotlines (12345, 400…) are nobody's own.
func landline(rest []digit, ends func(int) bool, before string, first bool) (int, string) {
	value := valueOf(rest)
	for _, area := range []int{3, 4} {
		for _, own := range []int{8, 7} {
			n := area + own
			if !ends(n) || value[0] != '0' || value[1] == '0' || area == 3 && value[1] > '2' || area == 4 && value[1] < '3' {
				continue
			}
			if value[area] < '2' || !rest[area].gap && !phoneWord.MatchString(before) && n < 11 {
				continue
			}
			for ext := 4; ext >= 2; ext-- { // an extension after the number
				if ends(n+ext) && len(rest) > n && rest[n].gap {
					return n + ext, value[:area] + "-" + hidden
				}
			}
			return n, value[:area] + "-" + hidden
		}
	}
	if first && !glued.MatchString(before) && phoneWord.MatchString(before) && value[0] >= '2' && !strings.HasPrefix(value, "400") && !strings.HasPrefix(value, "800") {
		for _, n := range []int{8, 7} {
			if ends(n) && n == len(rest) {
				return n, hidden
			}
		}
	}
	return 0, ""
}
