package store_test

import (
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
	"sunlit/migrations"
)

// table is what both engines must agree on.
type table struct {
	Columns map[string]bool   // name → may be null
	Keys    map[string]string // name → columns, unique ones marked; the primary key is ""
}

func rows(t *testing.T, s *store.Store, query string, args ...any) [][]string {
	t.Helper()
	found, err := s.Writer().QueryContext(t.Context(), query, args...)
	must(t, err)
	defer found.Close()
	columns, err := found.Columns()
	must(t, err)
	var all [][]string
	for found.Next() {
		row, into := make([]string, len(columns)), make([]any, len(columns))
		for i := range row {
			into[i] = &row[i]
		}
		must(t, found.Scan(into...))
		all = append(all, row)
	}
	must(t, found.Err())
	return all
}

func sqliteSchema(t *testing.T, s *store.Store) map[string]table {
	tables := map[string]table{}
	for _, row := range rows(t, s, "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite%' AND name NOT LIKE 'goose%' AND name NOT LIKE 'published_index%'") {
		tb := table{map[string]bool{}, map[string]string{}}
		var primary []string
		for _, c := range rows(t, s, "SELECT name, \"notnull\", pk FROM pragma_table_info(?) ORDER BY pk", row[0]) {
			tb.Columns[c[0]] = c[1] == "0"
			if c[2] != "0" {
				primary = append(primary, c[0])
			}
		}
		tb.Keys[""] = strings.Join(primary, ",")
		for _, k := range rows(t, s, "SELECT name, \"unique\" FROM pragma_index_list(?) WHERE origin = 'c'", row[0]) {
			var columns []string
			for _, c := range rows(t, s, "SELECT name FROM pragma_index_info(?) ORDER BY seqno", k[0]) {
				columns = append(columns, c[0])
			}
			tb.Keys[k[0]] = strings.Join(columns, ",") + " unique=" + k[1]
		}
		tables[row[0]] = tb
	}
	return tables
}

func mariadbSchema(t *testing.T, s *store.Store) map[string]table {
	tables := map[string]table{}
	for _, row := range rows(t, s, "SELECT table_name, column_name, is_nullable FROM information_schema.columns WHERE table_schema = DATABASE() AND table_name NOT LIKE 'goose%' AND table_name <> 'published_index'") {
		if _, ok := tables[row[0]]; !ok {
			tables[row[0]] = table{map[string]bool{}, map[string]string{"": ""}}
		}
		tables[row[0]].Columns[row[1]] = row[2] == "YES"
	}
	for _, row := range rows(t, s, `SELECT table_name, index_name, GROUP_CONCAT(column_name ORDER BY seq_in_index), MIN(1 - non_unique)
		FROM information_schema.statistics WHERE table_schema = DATABASE() AND table_name NOT LIKE 'goose%' AND table_name <> 'published_index' GROUP BY table_name, index_name`) {
		switch row[1] {
		case "PRIMARY":
			tables[row[0]].Keys[""] = row[2]
		default:
			tables[row[0]].Keys[row[1]] = row[2] + " unique=" + row[3]
		}
	}
	return tables
}

func TestBothEnginesHaveTheSameSchema(t *testing.T) {
	lite := sqliteSchema(t, storetest.SQLite(t))
	for name, tb := range lite {
		if tb.Keys[""] == "" {
			t.Errorf("%s has no primary key", name)
		}
	}
	maria := mariadbSchema(t, storetest.Open(t, storetest.MariaDBURL(t)))
	if diff := cmp.Diff(lite, maria); diff != "" {
		t.Error(diff)
	}
}

var numbered = regexp.MustCompile(`^\d{5}_[a-z_]+\.sql$`)

func TestMigrationsComeInPairs(t *testing.T) {
	names := map[string][]string{}
	for _, engine := range []string{"sqlite", "mysql"} {
		files, err := fs.Glob(migrations.Files, engine+"/*.sql")
		must(t, err)
		for _, f := range files {
			name := strings.TrimPrefix(f, engine+"/")
			names[engine] = append(names[engine], name)
			if !numbered.MatchString(name) {
				t.Errorf("%s should begin with a number of five digits", f)
			}
			text, err := fs.ReadFile(migrations.Files, f)
			must(t, err)
			if statements := strings.Count(string(text), ";\n"); engine == "mysql" && statements != 1 {
				t.Errorf("%s has %d statements: MariaDB commits each by itself", f, statements)
			}
		}
	}
	if diff := cmp.Diff(names["sqlite"], names["mysql"]); diff != "" {
		t.Error(diff)
	}
}

// Safeguard (domain rulebook §10): nothing grades, locates or lists people.
func TestNoTableOfPersonsJudgesThem(t *testing.T) {
	schema := sqliteSchema(t, storetest.SQLite(t))
	person := []string{"account_id", "actor_id", "phone", "email", "petitioner", "person"}
	alwaysPerson := []string{"accounts", "identities", "identity_lookups", "sessions", "case_sessions", "drafts",
		"citizen_contacts", "citizen_sessions", "citizen_petitions", "citizen_drafts", "one_time_codes", "proofs"}
	judging := regexp.MustCompile(`(?i)grade|score|risk|mood|locat|latitude|longitude|type|blacklist|label|(^|_)tag|watch|repeat|visits`)
	for name, tb := range schema {
		about := slices.Contains(alwaysPerson, name)
		for column := range tb.Columns {
			about = about || slices.Contains(person, column) && name != "units"
		}
		for column := range tb.Columns {
			if about && judging.MatchString(column) {
				t.Errorf("%s.%s judges people", name, column)
			}
		}
	}
	if len(schema) < 20 {
		t.Errorf("only %d tables were looked at", len(schema))
	}
}

// No statement of this package may change or remove what must stay (append-only): events, papers'
// bytes, identities without a successor, petitions.
func TestNothingRemovesWhatMustStay(t *testing.T) {
	forbidden := regexp.MustCompile("(?i)(update|delete from)\\s+`?(events|petition_abouts|petitions|identities|papers)\\b|gorm\\.G\\[(petition\\.Event|petition\\.Petition|Identity|Paper|Read)\\][^\\n]*\\.Delete\\(|deleteWhere\\[(petition\\.Event|petition\\.Petition|Identity|Paper|Read)\\]|\\.Save\\(|\\.Offset\\(|\\.Preload\\(|AutoMigrate")
	files, err := filepath.Glob("*.go")
	must(t, err)
	for _, f := range files {
		if strings.HasSuffix(f, "_test.go") {
			continue
		}
		text, err := os.ReadFile(f)
		must(t, err)
		if found := forbidden.FindString(string(text)); found != "" {
			t.Errorf("%s: %s", f, found)
		}
	}
}
