// Package citizen carries the pages that petitioners see: templates and
// styles, embedded so that the binary needs no build of the front end for them.
package citizen

import "embed"

// HTML holds html/*.html; layout.html is the shell that every page fills.
//
//go:embed html/*.html
var HTML embed.FS

// CSS holds css/*.css, joined to one style sheet after the shared tokens.
//
//go:embed css/*.css
var CSS embed.FS

// Seal is the site's mark, also the icon of a browser's tab.
//
//go:embed seal.svg
var Seal []byte
