package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"io/fs"
	"regexp"

	"sunlit/frontend/citizen"
	"sunlit/frontend/shared"
)

// assetPaths are the addresses of style sheet and script; both hold a hash of
// the bytes, so they may be kept for ever. JS is "" before the front end was built.
type assetPaths struct{ CSS, JS, Checker string }

// asset is one file served under its address.
type asset struct {
	media string
	body  []byte
}

type assets struct {
	paths assetPaths
	files map[string]asset
}

// loadAssets joins the style sheets in their fixed order and takes the built script if it is there.
func loadAssets(dist fs.FS) (assets, error) {
	css := [][]byte{shared.Tokens}
	for _, name := range []string{"base", "form", "case", "public", "print"} {
		sheet, err := citizen.CSS.ReadFile("css/" + name + ".css")
		if err != nil {
			return assets{}, fmt.Errorf("assets: %w", err)
		}
		css = append(css, sheet)
	}
	a := assets{files: map[string]asset{"/assets/seal.svg": {"image/svg+xml", citizen.Seal}}}
	a.paths.CSS = a.add("citizen", "css", "text/css; charset=utf-8", squeeze(bytes.Join(css, []byte("\n"))))
	if dist == nil {
		return a, nil
	}
	if js, err := fs.ReadFile(dist, "dist/citizen/enhance.js"); err == nil {
		a.paths.JS = a.add("enhance", "js", "text/javascript; charset=utf-8", js)
	}
	if js, err := fs.ReadFile(dist, "dist/citizen/check.js"); err == nil { // the page about the log alone loads it
		a.paths.Checker = a.add("check", "js", "text/javascript; charset=utf-8", js)
	}
	return a, nil
}

func (a *assets) add(name, ending, media string, body []byte) string {
	sum := sha256.Sum256(body)
	path := "/assets/" + name + "." + hex.EncodeToString(sum[:6]) + "." + ending
	a.files[path] = asset{media, body}
	return path
}

var (
	cssNotes = regexp.MustCompile(`(?s)/\*.*?\*/`)
	cssSpace = regexp.MustCompile(`\s+`)
	cssGaps  = regexp.MustCompile(` ?([{};,>]) ?`)
)

// squeeze drops notes and space from a style sheet: a third less on a slow line, without a build step.
func squeeze(css []byte) []byte {
	css = cssNotes.ReplaceAll(css, nil)
	css = cssSpace.ReplaceAll(css, []byte(" "))
	return cssGaps.ReplaceAll(css, []byte("$1"))
}
