package evidence

import (
	"bytes"
	"testing"
)

// The known answer of revision 6, from the tests of another reader (pdf.js).
func TestPDFHashOfRevision6(t *testing.T) {
	salt := []byte{83, 245, 146, 101, 198, 247, 34, 198}
	want := []byte{94, 230, 205, 75, 166, 99, 250, 76, 219, 128, 17, 85, 57, 17, 33, 164, 150, 46, 103, 176, 160, 156, 187, 233, 166, 223, 163, 253, 147, 235, 95, 184}
	if got := pdfHash([]byte("user"), salt); !bytes.Equal(got, want) {
		t.Errorf("got %v", got)
	}
}

func TestPDFString(t *testing.T) {
	for text, want := range map[string]string{
		"<48 65 6C6>":       "Hel`",
		`(a(b)c)`:           "a(b)c",
		`(\(\)\\\n\101\7x)`: "()\\\nA\ax",
		"(fold\\\ned)":      "folded",
		"(fold\\\r\ned)":    "folded",
		"(open":             "",
		`(end\`:             "",
		"<48":               "",
		"<zz>":              "",
		"":                  "",
	} {
		if got := pdfString([]byte(text)); string(got) != want {
			t.Errorf("%q: got %q, want %q", text, got, want)
		}
	}
}
