// Package frontend carries the built desk into the binary.
package frontend

import "embed"

// Dist holds dist/: the desk under dist/desk once `make build` has run, before that only a
// placeholder (the desk then answers 503), so that Go builds and tests never wait for Node.
//
//go:embed all:dist
var Dist embed.FS
