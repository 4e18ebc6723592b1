// Package migrations holds the schema as numbered SQL files, one folder per engine with the same
// numbers. Files are only ever added; each can be run again after it was cut off half way.
package migrations

import "embed"

// Files holds mysql/NNNNN_name.sql and sqlite/NNNNN_name.sql.
//
//go:embed mysql/*.sql sqlite/*.sql
var Files embed.FS
