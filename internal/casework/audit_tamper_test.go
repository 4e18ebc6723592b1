package casework_test

import (
	"context"
	"database/sql"
	"fmt"
	"slices"
	"strings"
	"testing"

	"sunlit/internal/casework"
)

// covered are the tables whose every row verify compares, all columns of them.
var covered = map[string]bool{
	"petitions": true, "events": true, "identities": true, "identity_lookups": true, "petition_abouts": true, "evidence": true,
	"papers": true, "paper_series": true, "paper_scans": true, "paper_prints": true, "petition_tasks": true, "co_handlers": true,
	"petition_links": true, "petition_doors": true, "answer_lines": true, "external_references": true, "cosignatures": true,
	"petition_reads": true, "code_reissues": true, "trails": true, "published": true,
}

// notCovered are the others, and why; docs/verify.md lists them.
var notCovered = map[string]string{
	"leases": "who works now", "meta": "the program's own notes", "sessions": "ends by itself", "case_sessions": "ends by itself",
	"citizen_sessions": "ends by itself", "proofs": "ends by itself", "one_time_codes": "ends by itself", "idempotency": "ends by itself",
	"drafts": "not filed yet", "citizen_drafts": "not filed yet", "working_copies": "not handed in yet", "outbox": "messages, not the matter",
	"units": "no petition", "accounts": "no petition", "account_roles": "no petition", "recovery_codes": "no petition", "calendar_days": "no petition",
	"citizen_contacts": "no petition", "citizen_petitions": "a list of the citizen's own", "reception_days": "no petition",
	"reception_bookings": "no petition", "booking_reads": "no petition", "mailboxes": "no petition", "suggestion_calls": "no petition",
	"findings":    "what verify itself found",
	"log_entries": "TestLogAuditFindsEveryChange", "log_hashes": "TestLogAuditFindsEveryChange", "log_checkpoints": "TestLogAuditFindsEveryChange",
	"search_grams": "an index", "published_index": "an index",
	"published_follows": "who wants mail about a public matter",
	"log_cosignatures":  "others sign them",
	"figure_counts":     "counters, told anew from the events",
	"figure_marks":      "counters, told anew from the events",
	"page_versions":     "no petition",
	"corrections":       "no petition",
	"petition_watches":  "what the portal noticed, noticed anew from the events",
}

// orderOnly are keys that no event tells: they only order a list.
var orderOnly = map[string]string{"published": "id"}

// alsoNamed are the places under which a change of a table may be named as well.
var alsoNamed = map[string][]string{"trails": {"petition_reads", "paper_prints", "code_reissues", "cosignatures"}, "petition_reads": {"trails"},
	"paper_prints": {"trails"}, "code_reissues": {"trails"}, "cosignatures": {"trails"}}

// hand is somebody who reached the database past the portal.
type hand struct {
	t      *testing.T
	raw    *sql.DB
	sqlite bool
}

// column is a column as both engines tell it.
type column struct {
	name, kind string
	key, empty bool
}

// change is one statement that was run, and how to take it back.
type change struct {
	table, what string
	undo        func()
}

// named checks that the change is among the findings: by its table, with a row or a petition.
func (c change) named(t *testing.T, found []casework.Finding) {
	t.Helper()
	places := append([]string{c.table}, alsoNamed[c.table]...)
	if !slices.ContainsFunc(found, func(f casework.Finding) bool {
		return slices.Contains(places, f.Place) && (f.Row != "" || f.Number != "")
	}) {
		t.Errorf("%s %s: not named among %d findings %v", c.table, c.what, len(found), found)
	}
}

func (h *hand) exec(statement string) bool {
	h.t.Helper()
	_, err := h.raw.ExecContext(context.Background(), statement)
	return err == nil
}

func (h *hand) must(statement string) {
	h.t.Helper()
	if _, err := h.raw.ExecContext(context.Background(), statement); err != nil {
		h.t.Fatalf("%.300s: %v", statement, err)
	}
}

// texts reads rows of text.
func (h *hand) texts(query string) [][]string {
	h.t.Helper()
	rows, err := h.raw.QueryContext(context.Background(), query)
	if err != nil {
		h.t.Fatalf("%s: %v", query, err)
	}
	defer rows.Close()
	names, _ := rows.Columns()
	var all [][]string
	for rows.Next() {
		row, into := make([]sql.NullString, len(names)), make([]any, len(names))
		for i := range row {
			into[i] = &row[i]
		}
		if err := rows.Scan(into...); err != nil {
			h.t.Fatal(err)
		}
		line := make([]string, len(names))
		for i := range row {
			line[i] = row[i].String
		}
		all = append(all, line)
	}
	if err := rows.Err(); err != nil {
		h.t.Fatal(err)
	}
	return all
}

// schema is every table with its columns.
func (h *hand) schema() map[string][]column {
	h.t.Helper()
	tables := map[string][]column{}
	if h.sqlite {
		for _, t := range h.texts("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%' AND name NOT LIKE 'published_index_%'") {
			for _, c := range h.texts("SELECT name, type, pk, \"notnull\" FROM pragma_table_info('" + t[0] + "')") {
				tables[t[0]] = append(tables[t[0]], column{c[0], strings.ToLower(c[1]), c[2] != "0", c[3] == "0"})
			}
		}
		return tables
	}
	for _, c := range h.texts("SELECT table_name, column_name, column_type, column_key, is_nullable FROM information_schema.columns " +
		"WHERE table_schema = DATABASE() AND table_name NOT LIKE 'goose%' ORDER BY table_name, ordinal_position") {
		tables[c[0]] = append(tables[c[0]], column{c[1], c[2], c[3] == "PRI", c[4] == "YES"})
	}
	return tables
}

// literal is an expression for a value of the column that is another one than now.
func (c column) other() string {
	is := func(kinds ...string) bool {
		return slices.ContainsFunc(kinds, func(k string) bool { return strings.HasPrefix(c.kind, k) })
	}
	switch {
	case is("bool", "tinyint(1)"):
		return "1 - " + c.name
	case is("int", "bigint", "tinyint", "smallint"):
		return c.name + " + 1000"
	case is("blob", "mediumblob", "varbinary", "binary", "longblob"):
		return "X'0102'"
	case is("datetime"):
		return "'2001-02-03 04:05:06.000'"
	case is("date"), strings.HasSuffix(c.name, "_on"):
		return "'2001-02-03'"
	}
	return "'x'"
}

// quoted is the SQL of a column's value as it can be written back.
func (h *hand) quoted(c column) string {
	if h.sqlite {
		return "quote(" + c.name + ")"
	}
	return "IF(" + c.name + " IS NULL, 'NULL', IF(HEX(" + c.name + ") = '', '\\'\\'', CONCAT('X\\'', HEX(" + h.bytes(c) + "), '\\'')))"
}

// bytes is a column as bytes: numbers and instants by their text.
func (h *hand) bytes(c column) string { return "CAST(" + c.name + " AS BINARY)" }

// victim is the row that is changed: one that belongs to a petition and has most columns filled.
func (h *hand) victim(table string, columns []column, which string) (where string, values []string) {
	h.t.Helper()
	var quoted, filled []string
	for _, c := range columns {
		quoted = append(quoted, h.quoted(c))
		if c.empty {
			filled = append(filled, "("+c.name+" IS NOT NULL)")
		}
	}
	order := ""
	if len(filled) > 0 {
		order = " ORDER BY " + strings.Join(filled, " + ") + " DESC"
	}
	if which != "" {
		order = " WHERE " + which + order
	}
	rows := h.texts("SELECT " + strings.Join(quoted, ", ") + " FROM " + table + order + " LIMIT 1")
	if len(rows) == 0 {
		h.t.Fatalf("%s has no row: busy() leaves it out", table)
	}
	var keys []string
	for i, c := range columns {
		if c.key {
			keys = append(keys, c.name+" = "+h.value(c, rows[0][i]))
		}
	}
	return strings.Join(keys, " AND "), rows[0]
}

// value is a quoted value as it is compared and written: what is no text comes back as one.
func (h *hand) value(c column, quoted string) string {
	if h.sqlite || quoted == "NULL" || strings.Contains(c.kind, "blob") || strings.Contains(c.kind, "binary") {
		return quoted
	}
	return "CONVERT(" + quoted + " USING utf8mb4)"
}

// changes yields each change of one row of a table, one after the other.
func (h *hand) changes(table string, columns []column) func(func(int, change) bool) {
	return h.changesOf(table, columns, "")
}

// changesOf is changes of the row that a condition tells.
func (h *hand) changesOf(table string, columns []column, which string) func(func(int, change) bool) {
	return func(yield func(int, change) bool) {
		n := 0
		try := func(what, statement string, restore ...string) bool {
			if !h.exec(statement) { // an engine may refuse a value, such as a second row under a unique key
				return true
			}
			n++
			return yield(n, change{table: table, what: what, undo: func() {
				for _, s := range restore {
					h.must(s)
				}
			}})
		}
		where, row := h.victim(table, columns, which)
		var names, values, forged []string
		for i, c := range columns {
			names = append(names, c.name)
			values = append(values, h.value(c, row[i]))
			forged = append(forged, h.value(c, row[i]))
			if c.key || strings.HasSuffix(c.name, "number") || c.name == "verify_code" || c.name == "seq" {
				forged[i] = strings.ReplaceAll(c.other(), c.name+" + ", h.value(c, row[i])+" + ")
			}
		}
		again := fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(values, ", "))
		for i, c := range columns {
			if orderOnly[table] == c.name {
				continue
			}
			to := []string{c.other()}
			if c.empty && row[i] != "NULL" {
				to = append(to, "NULL")
			}
			for _, value := range to {
				changed := where
				if c.key { // the row is found by its new key
					changed = strings.ReplaceAll(where, c.name+" = "+h.value(c, row[i]), c.name+" = "+strings.ReplaceAll(value, c.name+" + ", h.value(c, row[i])+" + "))
				}
				if !try("UPDATE "+c.name+" = "+value, "UPDATE "+table+" SET "+c.name+" = "+value+" WHERE "+where, "DELETE FROM "+table+" WHERE "+changed, again) {
					return
				}
			}
		}
		if !try("DELETE", "DELETE FROM "+table+" WHERE "+where, again) {
			return
		}
		var mine []string
		for i, c := range columns {
			if c.key {
				mine = append(mine, c.name+" = "+forged[i])
			}
		}
		try("INSERT", fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", table, strings.Join(names, ", "), strings.Join(forged, ", ")),
			"DELETE FROM "+table+" WHERE "+strings.Join(mine, " AND "))
	}
}

// walked walks a round to its end.
func (p *portal) walked(next func(context.Context) ([]casework.Finding, bool, error)) []casework.Finding {
	p.t.Helper()
	var all []casework.Finding
	for {
		found, done, err := next(p.ctx())
		p.fine(err)
		all = append(all, found...)
		if done {
			return all
		}
	}
}
