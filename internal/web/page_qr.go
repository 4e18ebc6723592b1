package web

import (
	"fmt"
	"html/template"
	"strings"

	qr "github.com/piglig/go-qr"
)

// qrCode draws an address as one SVG path. It never holds a query code: a
// photograph of the fridge must not open the matter.
func qrCode(address, label string) template.HTML {
	code, err := qr.EncodeText(address, qr.Medium)
	if err != nil {
		return ""
	}
	n := code.Size()
	var b strings.Builder
	for y := range n {
		for x := 0; x < n; x++ {
			run := x
			for run < n && code.Module(run, y) {
				run++
			}
			if run > x {
				fmt.Fprintf(&b, "M%d %dh%dv1h-%dz", x, y, run-x, run-x)
				x = run
			}
		}
	}
	return template.HTML(fmt.Sprintf(`<svg class="qr" role="img" aria-label="%s" viewBox="0 0 %d %d" shape-rendering="crispEdges"><path d="%s"/></svg>`, //nolint:gosec // numbers and an escaped label
		template.HTMLEscapeString(label), n, n, b.String()))
}
