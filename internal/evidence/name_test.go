package evidence

import (
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"golang.org/x/text/unicode/norm"
)

func TestCleanName(t *testing.T) {
	for name, want := range map[string]string{
		"工资条.jpg":                           "工资条.jpg",
		"../../etc/passwd":                  "passwd",
		`C:\Users\x\图片\a.png`:               "a.png",
		"/":                                 "file",
		"":                                  "file",
		"..":                                "file",
		".jpg":                              "file.jpg",
		"a\x00b\x1b[2J.pdf":                 "ab[2J.pdf",
		"photo\u202Egpj.exe":                "photogpj.exe",
		"a\u200B\u2066b\uFEFF.pdf":          "ab.pdf",
		"e\u0301.pdf":                       "é.pdf",
		"  two   words .pdf":                "two words.pdf",
		"line\nbreak\tand tab.pdf":          "line break and tab.pdf",
		"a.exe. . .":                        "a.exe",
		"CON":                               "_CON",
		"con.txt.jpg":                       "_con.txt.jpg",
		"nul.pdf":                           "_nul.pdf",
		"control.pdf":                       "control.pdf",
		`a<b>:"|?*.pdf`:                     "a_b______.pdf",
		"\xff\xfe.pdf":                      "file.pdf",
		strings.Repeat("a", 4096) + ".jpeg": strings.Repeat("a", 195) + ".jpeg",
		strings.Repeat("好", 2000) + ".docx": strings.Repeat("好", 65) + ".docx",
		"a." + strings.Repeat("x", 300):     "a." + strings.Repeat("x", 198),
		"𠮷野家😀.png":                          "𠮷野家😀.png",
		"=cmd|' /C calc'!A0.xlsx":           "C calc'!A0.xlsx",
	} {
		if got := CleanName(name); got != want {
			t.Errorf("%.40q: got %.80q, want %.80q", name, got, want)
		}
	}
}

func FuzzCleanName(f *testing.F) {
	for _, name := range []string{"a.jpg", "../x", "con .. . .", "a\u202e.exe", strings.Repeat("é", 300) + ".pdf", "e\u0301", "\u1100\u200b\u1161.x", "a . .b", "CON .a", "a.\u0301pdf", " .x", "COM1\u200b"} {
		f.Add(name)
	}
	f.Fuzz(func(t *testing.T, name string) {
		got := CleanName(name)
		switch {
		case got == "", len(got) > maxName, !utf8.ValidString(got), !norm.NFC.IsNormalString(got):
			t.Errorf("%q became %q", name, got)
		case strings.ContainsAny(got, "/\\\x00<>:\"|?*"), strings.HasSuffix(got, "."), strings.HasSuffix(got, " "), strings.HasPrefix(got, " "):
			t.Errorf("%q became %q", name, got)
		case strings.IndexFunc(got, func(r rune) bool {
			return unicode.In(r, unicode.C, unicode.Zl, unicode.Zp) && !unicode.Is(unicode.Cn, r)
		}) >= 0:
			t.Errorf("%q became %q", name, got)
		case CleanName(got) != got:
			t.Errorf("%q became %q, then %q", name, got, CleanName(got))
		}
	})
}
