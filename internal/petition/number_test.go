package petition_test

import (
	"strings"
	"testing"
	"unicode"

	"sunlit/internal/petition"
)

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// tokens are the two things people copy by hand, with what reads them.
var tokens = map[string]struct {
	make  func() string
	read  func(string) string
	write func(string) string
	shape string
}{
	"number": {petition.NewNumber, petition.ParseNumber, petition.GroupNumber, "####-####-####"},
	"code":   {petition.NewCode, petition.ParseCode, petition.GroupCode, "####-####-####-#####"},
}

func TestTheCheckCharacterFindsEverySlip(t *testing.T) {
	for name, token := range tokens {
		for range 20 {
			good := token.make()
			if token.read(good) != good {
				t.Fatalf("%s %s is not read", name, good)
			}
			for i := range good {
				for _, wrong := range crockford {
					if s := good[:i] + string(wrong) + good[i+1:]; s != good && token.read(s) != "" {
						t.Fatalf("%s %s passes for %s", name, s, good)
					}
				}
				for j := i + 1; j < len(good); j++ { // neighbours and any others that changed places
					b := []byte(good)
					b[i], b[j] = b[j], b[i]
					if s := string(b); s != good && token.read(s) != "" {
						t.Fatalf("%s %s passes for %s", name, s, good)
					}
				}
				if token.read(good[:i]+good[i+1:]) != "" || token.read(good[:i]+"7"+good[i:]) != "" {
					t.Fatalf("%s %s passes with a character more or less", name, good)
				}
			}
		}
	}
}

func TestNumbersAndCodesAreReadAsPeopleTypeThem(t *testing.T) {
	for name, token := range tokens {
		for range 200 {
			good := token.make()
			shown := token.write(good)
			if len(shown) != len(token.shape) || strings.Count(shown, "-") != strings.Count(token.shape, "-") {
				t.Fatalf("%s is shown as %s, not as %s", name, shown, token.shape)
			}
			for _, typed := range []string{shown, strings.ToLower(good), " " + strings.ReplaceAll(shown, "-", " ") + "\n", strings.ReplaceAll(shown, "-", "—"),
				wide(shown), strings.NewReplacer("0", "o", "1", "l").Replace(good), strings.NewReplacer("0", "O", "1", "I").Replace(good),
				"\u200b" + good[:3] + "\u202e" + good[3:] + "\ufeff", strings.ReplaceAll(shown, "-", "\u3000"), good[:2] + "." + good[2:] + "·"} {
				if got := token.read(typed); got != good {
					t.Fatalf("%s %q is read as %q, not %s", name, typed, got, good)
				}
			}
		}
		for _, s := range []string{"", "-", "U", strings.Repeat("0", 11) + "U", strings.Repeat("0", 5000), strings.Repeat("9", 12), "赵钱孙李周吴郑王冯陈褚卫"} {
			if got := token.read(s); got != "" {
				t.Errorf("%s %q is read as %s", name, s, got)
			}
		}
	}
	if petition.GroupCode("short") != "short" || petition.GroupNumber("short") != "shor-t" {
		t.Error("a token of another length breaks the page")
	}
}

// wide writes letters and digits as a Chinese input method may, in full width.
func wide(s string) string {
	return strings.Map(func(r rune) rune {
		if r > ' ' && r < 127 {
			return r + 0xFEE0
		}
		return r
	}, s)
}

func TestAHundredThousandNumbersWithoutACollision(t *testing.T) {
	seen := make(map[string]bool, 1e5)
	var counts [12]map[byte]int
	for range int(1e5) {
		n := petition.NewNumber()
		if seen[n] {
			t.Fatalf("%s twice", n)
		}
		seen[n] = true
		for i := range n {
			if counts[i] == nil {
				counts[i] = map[byte]int{}
			}
			counts[i][n[i]]++
		}
	}
	for i, c := range counts { // 3,125 expected of each; five sigma is about 280
		for _, r := range crockford {
			if got := c[byte(r)]; got < 2700 || got > 3550 {
				t.Errorf("%c stands %d times at place %d", r, got, i)
			}
		}
	}
}

func FuzzParseNumber(f *testing.F) {
	fuzzToken(f, petition.ParseNumber, petition.GroupNumber, petition.NewNumber())
}

func FuzzParseCode(f *testing.F) {
	fuzzToken(f, petition.ParseCode, petition.GroupCode, petition.NewCode())
}

func fuzzToken(f *testing.F, read, write func(string) string, good string) {
	for _, s := range []string{good, write(good), wide(good), "\u202e" + good, "I l O 0", "ſ", "ı", "\xff" + good, "é"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := read(s)
		if got == "" {
			return
		}
		if len(got) != len(good) || strings.Trim(got, crockford) != "" || read(got) != got || read(write(got)) != got {
			t.Errorf("%q is read as %q", s, got)
		}
	})
}

func FuzzLine(f *testing.F) {
	for _, s := range texts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := petition.Line(s)
		clean(t, s, got, petition.Line)
		if strings.ContainsAny(got, "\n\r\t\u3000") || strings.Contains(got, "  ") || strings.TrimSpace(got) != got {
			t.Errorf("%q is no line: %q", s, got)
		}
		if d := petition.Digits(s); strings.Trim(d, "+0123456789") != "" || strings.LastIndex(d, "+") > 0 {
			t.Errorf("%q has the digits %q", s, d)
		}
	})
}

func FuzzProse(f *testing.F) {
	for _, s := range texts {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		got := petition.Prose(s)
		clean(t, s, got, petition.Prose)
		if strings.Contains(got, "\r") || strings.TrimSpace(got) != got {
			t.Errorf("%q is no prose: %q", s, got)
		}
	})
}

// texts are those that have deceived programs before.
var texts = []string{"", " a  b ", "王\u200b小\u200c明", "\u202egnp.exe", "e\u200b\u0301", "Ａ\u0301１２３", "a\u0000b\u0007", "\ufeff题", "一\r\n二\r三\n",
	"\xe4\xb8", "👨\u200d👩\u200d👧", "\u3164", "\u1160\u115f\uffa0", "a\u034f\u0301", "\u2028\u2029\u0085", "\U000e0041", "𠮷\ufe00", "葛\U000e0100",
	"a" + strings.Repeat("\u0301", 40), "a" + strings.Repeat("\u0301\u0316", 40), "\u1100\u200b\u1161", "＠－＋．", "\u2000\u2126\u212b", "각\u3000\u00a0ab"}

// clean checks what holds of every normalised text.
func clean(t *testing.T, from, got string, again func(string) string) {
	t.Helper()
	for _, r := range got {
		if petition.Invisible(r) || unicode.IsControl(r) && r != '\n' && r != '\t' {
			t.Errorf("%q keeps the invisible %U", from, r)
		}
	}
	if twice := again(got); twice != got {
		t.Errorf("%q becomes %q, then %q", from, got, twice)
	}
	if petition.Runes(got) > len(got) {
		t.Errorf("%q has more characters than bytes", got)
	}
}

func TestWhatIsWrittenStaysAsItLooks(t *testing.T) {
	for from, want := range map[string]string{
		"  王 \t 小明\n": "王 小明", "１３８　００１３": "138 0013", "ＡＢｃ＠１６３．ｃｏｍ": "ABc@163.com", "（一）、“二”": "（一）、“二”",
		"e\u200b\u0301": "\u00e9", "a\u202eb": "ab", "👨\u200d👩": "👨\u200d👩", "葛\U000e0100": "葛\U000e0100", "\u3164": "",
	} {
		if got := petition.Line(from); got != want {
			t.Errorf("line %q: %q, want %q", from, got, want)
		}
	}
	for from, want := range map[string]string{
		"一\r\n\r\n  二\t三\r": "一\n\n  二\t三", "　　第一段１２３": "第一段１２３", "\u200b": "", "a\u2066b": "ab",
	} {
		if got := petition.Prose(from); got != want {
			t.Errorf("prose %q: %q, want %q", from, got, want)
		}
	}
	for from, want := range map[string]string{"＋８６ 138-0013-8000": "+8613800138000", "(010) 1234+5": "01012345", "无": ""} {
		if got := petition.Digits(from); got != want {
			t.Errorf("digits of %q: %q, want %q", from, got, want)
		}
	}
}
