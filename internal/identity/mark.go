package identity

import (
	"encoding/hex"
	"strconv"
	"strings"
)

// Mark returns the keyed mark of a row: table and values in their order, as 64 hex characters. Whoever
// writes into the database without the key file cannot make one, so that a changed or invented row
// is told from one of the portal's. The key is the blind index's, which is never rotated.
func (k *Keys) Mark(table string, values ...string) string {
	var row strings.Builder
	for _, v := range values {
		row.WriteString(strconv.Itoa(len(v)))
		row.WriteByte(':')
		row.WriteString(v)
	}
	return hex.EncodeToString(derive(k.blind, k.blind.PrimaryID, bound("row:"+table, row.String())))
}
