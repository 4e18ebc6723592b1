package store

import (
	"encoding/base64"
	"strconv"
	"strings"

	"sunlit/internal/fault"
)

// cursor is the last row of a page: the value it is sorted by and its id, which decides ties.
type cursor struct {
	sort  Sort
	value string
	id    int64
}

// String writes a cursor opaquely, so that nobody builds one by hand.
func (c cursor) String() string {
	return base64.RawURLEncoding.EncodeToString([]byte(string(c.sort) + "|" + c.value + "|" + strconv.FormatInt(c.id, 36)))
}

// parseCursor reads a cursor of the same sort; "" is the first page.
func parseCursor(text string, sort Sort) (*cursor, error) {
	if text == "" {
		return nil, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if err == nil {
		parts := strings.Split(string(raw), "|")
		if len(parts) == 3 && parts[0] == string(sort) && ascii(parts[1]) {
			if id, err := strconv.ParseInt(parts[2], 36, 64); err == nil {
				return &cursor{sort, parts[1], id}, nil
			}
		}
	}
	return nil, fault.Invalid().Field("cursor", "error.cursor")
}
