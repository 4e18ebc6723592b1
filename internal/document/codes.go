package document

import (
	"regexp"
	"slices"
	"strings"
	"sync"

	"sunlit/internal/document/pdf"
	"sunlit/internal/locale"
)

// mostCodes is how many codes are looked for in one file: a bundle holds dozens, a trap thousands.
const mostCodes = 12

// printedCode finds verification codes behind the words that papers print before them.
var printedCode = sync.OnceValue(func() *regexp.Regexp {
	var labels []string
	for _, lang := range locale.Langs() {
		label := locale.Text(lang, "paper.foot.verify", map[string]any{"value": ""})
		labels = append(labels, strings.ReplaceAll(regexp.QuoteMeta(strings.TrimSpace(label)), " ", `\s*`))
	}
	return regexp.MustCompile(`(?:` + strings.Join(labels, "|") + `)\s*([0-9A-Za-z]{4})[-‐–\s]?([0-9A-Za-z]{4})`)
})

// Codes reads the verification codes that stand in a PDF, also in one that was changed or saved anew.
// The file comes from anybody: it is read within bounds and never trusted.
func Codes(file []byte) []string {
	var codes []string
	for _, m := range printedCode().FindAllStringSubmatch(pdf.Text(file), -1) {
		code := strings.ToUpper(m[1] + m[2])
		if !slices.Contains(codes, code) {
			codes = append(codes, code)
		}
		if len(codes) == mostCodes {
			break
		}
	}
	return codes
}
