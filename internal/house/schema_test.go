package house

import (
	"fmt"
	"maps"
	"path"
	"regexp"
	"slices"
	"strings"
	"testing"
)

// A table as the migrations leave it.
type table struct {
	name    string
	columns []string
	key     []string // the primary key
}

var (
	comment     = regexp.MustCompile(`(?m)--.*$|/\*(?s:.*?)\*/`)
	createTable = regexp.MustCompile("(?is)^CREATE\\s+(?:VIRTUAL\\s+)?TABLE\\s+(?:IF\\s+NOT\\s+EXISTS\\s+)?[`\"]?(\\w+)[`\"]?\\s*\\((.*)\\)[^()]*$")
	alterTable  = regexp.MustCompile("(?is)^ALTER\\s+TABLE\\s+[`\"]?(\\w+)[`\"]?\\s+(.*)$")
	addColumn   = regexp.MustCompile("(?is)^\\s*ADD\\s+(?:COLUMN\\s+)?(?:IF\\s+NOT\\s+EXISTS\\s+)?[`\"]?(\\w+)")
	dropTable   = regexp.MustCompile(`(?is)^(?:DROP|TRUNCATE)\s+TABLE|^DELETE\s`)
	notColumn   = regexp.MustCompile(`(?i)^(PRIMARY|UNIQUE|KEY|INDEX|CONSTRAINT|FOREIGN|CHECK|FULLTEXT|SPATIAL|PERIOD)$`)
	primaryKey  = regexp.MustCompile(`(?is)PRIMARY\s+KEY\s*\(([^)]*)\)`)
)

// statements splits a migration's upward half; what goose marks as one statement is not used here.
func statements(sql string) []string {
	up, _, _ := strings.Cut(sql, "-- +goose Down")
	var found []string
	for part := range strings.SplitSeq(comment.ReplaceAllString(up, ""), ";") {
		if part = strings.TrimSpace(part); part != "" {
			found = append(found, part)
		}
	}
	return found
}

// read applies one statement to the tables.
func read(tables map[string]*table, statement string) {
	if m := createTable.FindStringSubmatch(statement); m != nil {
		t := &table{name: strings.ToLower(m[1])}
		for _, definition := range topLevel(m[2]) {
			words := strings.Fields(definition)
			if key := primaryKey.FindStringSubmatch(definition); key != nil {
				t.key = strings.FieldsFunc(strings.ToLower(key[1]), func(r rune) bool { return strings.ContainsRune(" ,`\"", r) })
			}
			if len(words) == 0 || notColumn.MatchString(words[0]) {
				continue
			}
			column := strings.ToLower(strings.Trim(words[0], "`\""))
			t.columns = append(t.columns, column)
			if regexp.MustCompile(`(?i)PRIMARY\s+KEY`).MatchString(definition) {
				t.key = []string{column}
			}
		}
		tables[t.name] = t
	}
	alter := alterTable.FindStringSubmatch(statement)
	if alter == nil || tables[strings.ToLower(alter[1])] == nil {
		return
	}
	t := tables[strings.ToLower(alter[1])]
	for _, part := range topLevel(alter[2]) {
		if m := addColumn.FindStringSubmatch(part); m != nil && !notColumn.MatchString(m[1]) {
			t.columns = append(t.columns, strings.ToLower(m[1]))
		}
	}
}

// topLevel splits the inside of a CREATE TABLE at commas that stand in no bracket.
func topLevel(inside string) []string {
	var parts []string
	depth, from := 0, 0
	for i, r := range inside {
		switch {
		case r == '(':
			depth++
		case r == ')':
			depth--
		case r == ',' && depth == 0:
			parts = append(parts, inside[from:i])
			from = i + 1
		}
	}
	return append(parts, inside[from:])
}

// schema reads all migrations of one engine, in order.
func schema(t *testing.T, engine string) map[string]*table {
	t.Helper()
	tables := map[string]*table{}
	for _, name := range migrationFiles(t, engine) {
		for _, statement := range statements(text(t, name)) {
			read(tables, statement)
		}
	}
	if len(tables) < 10 {
		t.Fatalf("only %d tables were read for %s", len(tables), engine)
	}
	return tables
}

func migrationFiles(t *testing.T, engine string) []string {
	t.Helper()
	var found []string
	for _, name := range files(t, ".sql") {
		if within(name, "migrations/"+engine) {
			found = append(found, name)
		}
	}
	slices.Sort(found)
	return found
}

// Words that grade, trace or sort people. No table at all holds these.
var neverColumns = regexp.MustCompile(`(^|_)(grade|score|risk|mood|sentiment|emotion|danger|threat|blacklist|watchlist|watch|` +
	`stability|stable|trait|latitude|longitude|lat|lng|gps|geo|fingerprint|user_?agent|ethnic|ethnicity|nationality|` +
	`religion|occupation|employer|id_?card|identity_?number|photo|face|portrait)(_|$)`)

// Words that are honest of a matter or a file, and a verdict when said of a person.
var neverOfPersons = regexp.MustCompile(`(^|_)(location|type|level|class|category|rank|rating|label|tag|flag|status|place|` +
	`history|count|total|times|ip|remark|note|opinion)(_|$)`)

// Tables about people, by name or by what their rows are found under.
var personTable = regexp.MustCompile(`(^|_)(person|persons|people|petitioners?|citizens?|identit(y|ies)|accounts?|users?|` +
	`agents?|part(y|ies)|representatives?|contacts?|visitors?|individuals?)(_|$)`)

var neverTables = regexp.MustCompile(`(^|_)(blacklists?|watchlists?|key_persons?|risks?|scores?|profiles?|targets?|trips?|` +
	`travel|interceptions?|write_?offs?)(_|$)`)

func (t *table) keyedByPerson() bool {
	return personTable.MatchString(t.name) ||
		slices.ContainsFunc(t.key, func(column string) bool {
			return personTable.MatchString(strings.TrimSuffix(column, "_id"))
		})
}

// personBreaches finds what would make a list of people out of a register of matters.
func personBreaches(t *table) []string {
	var breaches []string
	if neverTables.MatchString(t.name) {
		breaches = append(breaches, fmt.Sprintf("table %s: see docs/not-built.md", t.name))
	}
	for _, column := range t.columns {
		if neverColumns.MatchString(column) || t.keyedByPerson() && neverOfPersons.MatchString(column) {
			breaches = append(breaches, fmt.Sprintf("column %s.%s: see docs/not-built.md", t.name, column))
		}
	}
	return breaches
}

func TestNoTableGradesPeople(t *testing.T) {
	for _, engine := range []string{"mysql", "sqlite"} {
		for _, tab := range schema(t, engine) {
			report(t, personBreaches(tab))
		}
	}
}

func TestNoTableGradesPeopleBreach(t *testing.T) {
	for sql, wrong := range map[string]bool{
		"CREATE TABLE petitioners (id BIGINT PRIMARY KEY, risk_score INT)":                              true,
		"CREATE TABLE identities (petition_id BIGINT, type VARCHAR(10), PRIMARY KEY (petition_id))":     true,
		"CREATE TABLE notes (petitioner_id BIGINT, grade CHAR(1), PRIMARY KEY (petitioner_id))":         true,
		"CREATE TABLE visits (person_id BIGINT, n INT, location TEXT, PRIMARY KEY (person_id, n))":      true,
		"CREATE TABLE petitions (id BIGINT PRIMARY KEY, mood VARCHAR(10))":                              true,
		"CREATE TABLE watchlists (id BIGINT PRIMARY KEY)":                                               true,
		"CREATE TABLE petitions (id BIGINT PRIMARY KEY, kind TEXT, category TEXT, place TEXT)":          false,
		"CREATE TABLE evidence (id BIGINT PRIMARY KEY, type TEXT, size BIGINT, risky_name_ok TEXT)":     false,
		"CREATE TABLE accounts (id TEXT, login TEXT, totp_on BOOLEAN, PRIMARY KEY (id), KEY k (login))": false,
	} {
		tables := map[string]*table{}
		read(tables, sql)
		for _, tab := range tables {
			if breaches := personBreaches(tab); (len(breaches) > 0) != wrong {
				t.Errorf("%s: breaches %q, want some: %v", sql, breaches, wrong)
			}
		}
		if len(tables) != 1 {
			t.Errorf("%s: was not read", sql)
		}
	}
}

func TestAddedColumnsAreRead(t *testing.T) {
	tables := map[string]*table{}
	read(tables, "CREATE TABLE accounts (id TEXT PRIMARY KEY, price DECIMAL(10,2))")
	read(tables, "ALTER TABLE accounts ADD COLUMN score INT NOT NULL")
	read(tables, "ALTER TABLE accounts ADD COLUMN IF NOT EXISTS a VARCHAR(3), ADD COLUMN b INT")
	if got := strings.Join(tables["accounts"].columns, " "); got != "id price score a b" {
		t.Errorf("columns %q", got)
	}
	if len(personBreaches(tables["accounts"])) != 1 {
		t.Error("a score that came with a later migration was not seen")
	}
}

// Both engines run the same numbers, or a portal could not move from one to the other.
func TestEnginesHaveTheSameSchema(t *testing.T) {
	var names [2][]string
	for i, engine := range []string{"mysql", "sqlite"} {
		for _, name := range migrationFiles(t, engine) {
			names[i] = append(names[i], path.Base(name))
		}
	}
	if !slices.Equal(names[0], names[1]) {
		t.Errorf("mysql has %q\nsqlite has %q", names[0], names[1])
	}
	report(t, differences(schema(t, "mysql"), schema(t, "sqlite")))
}

// differences tells where two engines' tables part.
func differences(mysql, sqlite map[string]*table) []string {
	var found []string
	for _, name := range slices.Sorted(maps.Keys(mysql)) {
		a, b := mysql[name], sqlite[name]
		switch {
		case name == "published_index": // each engine's own full text index
		case b == nil:
			found = append(found, "sqlite lacks table "+name)
		case !slices.Equal(a.columns, b.columns):
			found = append(found, fmt.Sprintf("%s: mysql has %q, sqlite %q", name, a.columns, b.columns))
		case !slices.Equal(a.key, b.key):
			found = append(found, fmt.Sprintf("%s: mysql's key is %q, sqlite's %q", name, a.key, b.key))
		}
	}
	for name := range sqlite {
		if mysql[name] == nil {
			found = append(found, "mysql lacks table "+name)
		}
	}
	return found
}

func TestDifferencesAreFound(t *testing.T) {
	one, two := map[string]*table{}, map[string]*table{}
	read(one, "CREATE TABLE units (code TEXT PRIMARY KEY, name TEXT)")
	read(two, "CREATE TABLE units (code TEXT PRIMARY KEY, title TEXT)")
	read(two, "CREATE TABLE extra (id TEXT PRIMARY KEY)")
	if got := differences(one, two); len(got) != 2 {
		t.Errorf("found %q", got)
	}
}

// migrationBreaches finds what could not be run again after a kill, or would lose what was filed.
func migrationBreaches(engine, sql string) []string {
	var breaches []string
	all := statements(sql)
	if !strings.HasPrefix(sql, "-- +goose Up") {
		breaches = append(breaches, "does not begin with -- +goose Up")
	}
	// MariaDB commits at each DDL statement: two in one file could be cut apart.
	if engine == "mysql" && len(all) != 1 {
		breaches = append(breaches, fmt.Sprintf("%d statements in one file", len(all)))
	}
	for _, statement := range all {
		if dropTable.MatchString(statement) {
			breaches = append(breaches, "removes what was filed")
		}
		if engine == "sqlite" && strings.Contains(strings.ToUpper(statement), "WITHOUT ROWID") {
			breaches = append(breaches, "WITHOUT ROWID: loses rows when power is cut")
		}
	}
	tables := map[string]*table{}
	for _, statement := range all {
		read(tables, statement)
	}
	for _, tab := range tables {
		if len(tab.key) == 0 {
			breaches = append(breaches, "table "+tab.name+" has no primary key: Galera needs one")
		}
	}
	return breaches
}

func TestMigrationsCanBeCutOff(t *testing.T) {
	for _, engine := range []string{"mysql", "sqlite"} {
		for _, name := range migrationFiles(t, engine) {
			for _, breach := range migrationBreaches(engine, text(t, name)) {
				t.Errorf("%s: %s", name, breach)
			}
		}
	}
	for _, bad := range []string{
		"CREATE TABLE a (id INT PRIMARY KEY);",
		"-- +goose Up\nCREATE TABLE a (id INT PRIMARY KEY); CREATE TABLE b (id INT PRIMARY KEY);",
		"-- +goose Up\nCREATE TABLE a (id INT);",
		"-- +goose Up\nDROP TABLE petitions;",
	} {
		if len(migrationBreaches("mysql", bad)) == 0 {
			t.Errorf("no breach was found in %q", bad)
		}
	}
}
