package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"time"

	gosqlite "github.com/glebarez/go-sqlite"
	sqlite "github.com/glebarez/sqlite"
	"gorm.io/gorm"
)

// sqliteReaders is how many statements may read at once; reading is not what SQLite lacks.
const sqliteReaders = 4

// oldestSQLite is the first version without the WAL bug that loses commits.
const oldestSQLite = "3.51.3"

// instantText is how SQLite keeps an instant: UTC, fixed width, so that text order is time order
// and equals what strftime('%f') gives.
const instantText = "2006-01-02 15:04:05.000"

var sqliteDialect = dialect{
	name:   "sqlite",
	gorm:   func(pool *sql.DB) gorm.Dialector { return &sqlite.Dialector{Conn: pool} },
	now:    "strftime('%Y-%m-%d %H:%M:%f', 'now')",
	ignore: "INSERT OR IGNORE",
	adding: " ON CONFLICT (measure, day, unit, other, bucket) DO UPDATE SET n = n + excluded.n",
	later: func(d time.Duration) sqlAfter {
		return sqlAfter{"strftime('%Y-%m-%d %H:%M:%f', 'now', ?)", fmt.Sprintf("%+.3f seconds", d.Seconds())}
	},
	part: func(query string) string { return "SELECT * FROM (" + query + ")" },
	after: func(column, sign string, value any, id int64) condition {
		return where("("+column+", id) "+sign+" (?, ?)", value, id)
	},
	search: search{
		indexInsert: "INSERT INTO published_index (rowid, grams) VALUES (?, ?)",
		indexDelete: indexDelete{"INSERT INTO published_index (published_index, rowid, grams) VALUES ('delete', ?, ?)",
			func(id int64, pieces string) []any { return []any{id, pieces} }},
		indexEmpty:  "INSERT INTO published_index (published_index) VALUES ('delete-all')",
		indexMatch:  "published_index MATCH ?",
		indexKey:    "rowid",
		indexAll:    func(pieces []string) string { return `"` + strings.Join(pieces, `" AND "`) + `"` },
		indexAny:    func(pieces []string) string { return `"` + strings.Join(pieces, `" OR "`) + `"` },
		indexBegins: func(begin string) string { return `"` + begin + `"*` },
		readsAlong:  " NOT INDEXED",
		costs:       searchCosts{row: 1, asking: 150, piece: 250, posting: 0.05, match: 4, streams: true},
	},
	check: sqliteSettings,
}

func openSQLite(ctx context.Context, path string) (*engine, error) {
	if path == "" || path == ":memory:" || strings.HasPrefix(path, "file:") || strings.ContainsRune(path, '?') {
		return nil, fmt.Errorf("store: %q is no path of a SQLite file", path)
	}
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("store: folder of the database: %w", err)
	}
	e := &engine{dialect: sqliteDialect}
	// Readers come second: the first connection turns WAL on, which needs to write.
	e.writer = sqlitePool(path, 1, "_txlock=immediate")
	if err := e.writer.PingContext(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("store: open SQLite: %w", err), e.close())
	}
	e.reader = sqlitePool(path, sqliteReaders, "_pragma="+url.QueryEscape("query_only(1)"))
	return e, nil
}

// sqlitePool opens connections that wait for a lock first of all and then lose nothing: WAL with
// synchronous FULL syncs every commit. _time_format is not used: the driver would skip _txlock.
func sqlitePool(path string, size int, more string) *sql.DB {
	pragmas := []string{"busy_timeout(5000)", "journal_mode(WAL)", "foreign_keys(1)", "synchronous(FULL)", "trusted_schema(0)"}
	var dsn strings.Builder
	dsn.WriteString(path + "?")
	for _, p := range pragmas {
		dsn.WriteString("_pragma=" + url.QueryEscape(p) + "&")
	}
	dsn.WriteString(more)
	pool := sql.OpenDB(sqliteConnector(dsn.String()))
	pool.SetMaxOpenConns(size)
	pool.SetMaxIdleConns(size)
	return pool
}

// sqliteConnector opens connections by DSN.
type sqliteConnector string

// Connect opens one connection.
func (c sqliteConnector) Connect(context.Context) (driver.Conn, error) {
	conn, err := (&gosqlite.Driver{}).Open(string(c))
	if err != nil {
		return nil, err
	}
	full, ok := conn.(sqliteConn)
	if !ok {
		return nil, errors.Join(fmt.Errorf("store: SQLite driver lost a method"), conn.Close())
	}
	return instantConn{full}, nil
}

// Driver is the driver below.
func (c sqliteConnector) Driver() driver.Driver { return &gosqlite.Driver{} }

// sqliteConn is what database/sql uses of the driver's connection.
type sqliteConn interface {
	driver.Conn
	driver.Pinger
	driver.ConnBeginTx
	driver.ConnPrepareContext
	driver.ExecerContext
	driver.QueryerContext
}

// instantConn writes instants as UTC milliseconds of fixed width, whoever gives them.
type instantConn struct{ sqliteConn }

// CheckNamedValue converts an argument on its way into the database.
func (instantConn) CheckNamedValue(v *driver.NamedValue) error {
	value, err := driver.DefaultParameterConverter.ConvertValue(v.Value)
	if err != nil {
		return err
	}
	if t, ok := value.(time.Time); ok {
		value = t.UTC().Truncate(time.Millisecond).Format(instantText)
	}
	v.Value = value
	return nil
}

// BeginTx begins a transaction that ends in any case.
func (c instantConn) BeginTx(ctx context.Context, opts driver.TxOptions) (driver.Tx, error) {
	tx, err := c.sqliteConn.BeginTx(ctx, opts)
	if err != nil {
		return nil, err
	}
	return endingTx{tx}, nil
}

// endingTx rolls back when COMMIT fails: SQLite would keep the transaction open, and database/sql
// would hand the only writing connection to the next transaction in that state.
type endingTx struct{ driver.Tx }

// Commit commits or rolls back.
func (t endingTx) Commit() error {
	err := t.Tx.Commit()
	if err != nil {
		_ = t.Tx.Rollback()
	}
	return err
}

func sqliteSettings(s *Store) []setting {
	pools := map[string]*sql.DB{"writer": s.writer, "reader": s.reader}
	asked := []setting{{name: "sqlite_version", query: "SELECT sqlite_version()", pool: s.writer, want: "at least " + oldestSQLite,
		fits: func(v string) bool { return atLeast(v, oldestSQLite) }}}
	for name, pool := range pools {
		for pragma, want := range map[string]string{"journal_mode": "wal", "synchronous": "2", "foreign_keys": "1", "trusted_schema": "0", "busy_timeout": "5000"} {
			asked = append(asked, setting{name: pragma + " of the " + name, query: "PRAGMA " + pragma, pool: pool, want: want})
		}
	}
	return append(asked, setting{name: "query_only of the reader", query: "PRAGMA query_only", pool: s.reader, want: "1"})
}

// atLeast compares dotted versions.
func atLeast(version, oldest string) bool {
	var a, b [3]int
	_, _ = fmt.Sscanf(version, "%d.%d.%d", &a[0], &a[1], &a[2])
	_, _ = fmt.Sscanf(oldest, "%d.%d.%d", &b[0], &b[1], &b[2])
	for i := range a {
		if a[i] != b[i] {
			return a[i] > b[i]
		}
	}
	return true
}

var _ driver.NamedValueChecker = instantConn{}
