package web

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"mime"
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/fault"
)

const (
	maxJSON  = 256 << 10 // bytes of a JSON body
	maxDepth = 32        // nesting of a JSON body
)

// body reads a JSON body strictly into an input struct: content type, size and
// depth are bounded, an unknown field or anything after the value is malformed.
// It answers the raw bytes, for hashing and for asking which fields were given.
func body(c echo.Context, into any) ([]byte, error) {
	kind, _, err := mime.ParseMediaType(c.Request().Header.Get("Content-Type"))
	if err != nil || kind != "application/json" {
		return nil, fault.New(fault.Unsupported, "error.unsupported")
	}
	raw, err := io.ReadAll(http.MaxBytesReader(c.Response(), c.Request().Body, maxJSON))
	var large *http.MaxBytesError
	if errors.As(err, &large) {
		return nil, fault.New(fault.TooLarge, "error.too_large")
	}
	if err != nil {
		return nil, fault.Wrap(err, fault.Malformed, "error.malformed")
	}
	if deep(raw) {
		return nil, fault.New(fault.Malformed, "error.malformed")
	}
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(into); err != nil {
		if name, ok := strings.CutPrefix(err.Error(), "json: unknown field "); ok {
			return nil, unknownField(strings.Trim(name, `"`))
		}
		return nil, fault.Wrap(err, fault.Malformed, "error.malformed")
	}
	if _, err := dec.Token(); !errors.Is(err, io.EOF) {
		return nil, fault.New(fault.Malformed, "error.malformed")
	}
	return raw, nil
}

func unknownField(name string) error {
	return fault.New(fault.Malformed, "error.unknown_field", "name", name)
}

// deep tells whether JSON nests deeper than anything we take, without parsing it.
func deep(raw []byte) bool {
	depth, quoted, escaped := 0, false, false
	for _, b := range raw {
		switch {
		case escaped:
			escaped = false
		case quoted && b == '\\':
			escaped = true
		case b == '"':
			quoted = !quoted
		case quoted:
		case b == '{' || b == '[':
			if depth++; depth > maxDepth {
				return true
			}
		case b == '}' || b == ']':
			depth--
		}
	}
	return false
}

// given answers the names of a JSON object's fields.
func given(raw []byte) (map[string]bool, error) {
	var fields map[string]json.RawMessage
	if err := json.Unmarshal(raw, &fields); err != nil {
		return nil, fault.Wrap(err, fault.Malformed, "error.malformed")
	}
	names := make(map[string]bool, len(fields))
	for name := range fields {
		names[name] = true
	}
	return names, nil
}
