// Package shared carries what the Go binary and the browser code both read:
// one catalogue of texts per language.
package shared

import "embed"

// Locales holds locales/<language>/<subject>.json, the texts of every page, paper, message and error.
//
//go:embed locales
var Locales embed.FS

// Tokens is tokens.css: the colours, type and space that every page shares.
//
//go:embed tokens.css
var Tokens []byte
