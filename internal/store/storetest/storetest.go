// Package storetest opens migrated, empty stores for tests: SQLite always, MariaDB too where
// SUNLIT_TEST_MARIADB names a server that may make and drop databases.
package storetest

import (
	"context"
	"crypto/rand"
	"database/sql"
	"fmt"
	"net/url"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	gomysql "github.com/go-sql-driver/mysql"

	"sunlit/internal/store"
)

// MariaDB names the environment variable with the server's URL, such as
// mysql://root@127.0.0.1:3306/ or mysql://root@localhost/?socket=/run/mysqld/mysqld.sock. A name in
// it is ignored: each store gets a database of its own.
const MariaDB = "SUNLIT_TEST_MARIADB"

// Each runs a test on every engine, on a new store each.
func Each(t *testing.T, test func(t *testing.T, s *store.Store)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) { test(t, SQLite(t)) })
	if os.Getenv(MariaDB) == "" {
		return
	}
	t.Run("mariadb", func(t *testing.T) { test(t, Open(t, MariaDBURL(t))) })
}

// EachURL is Each with the URL of the store's database, for tests that reach past the store.
func EachURL(t *testing.T, test func(t *testing.T, s *store.Store, databaseURL string)) {
	t.Helper()
	t.Run("sqlite", func(t *testing.T) {
		at := sqliteURL(t)
		test(t, Open(t, at), at)
	})
	if os.Getenv(MariaDB) == "" {
		return
	}
	t.Run("mariadb", func(t *testing.T) {
		at := MariaDBURL(t)
		test(t, Open(t, at), at)
	})
}

// SQLite opens a new SQLite store. It starts from a copy of one that was migrated once.
func SQLite(t testing.TB) *store.Store {
	t.Helper()
	return Open(t, sqliteURL(t))
}

func sqliteURL(t testing.TB) string {
	t.Helper()
	path := filepath.Join(t.TempDir(), "sunlit.db")
	if err := os.WriteFile(path, template(t), 0o600); err != nil {
		t.Fatal(err)
	}
	return "sqlite:" + path
}

// Copy copies a database as it stands, and answers the URL of the copy: an old state that somebody restores.
func Copy(t testing.TB, databaseURL string) string {
	t.Helper()
	from := Raw(t, databaseURL)
	do := func(statement string) {
		t.Helper()
		if _, err := from.ExecContext(t.Context(), statement); err != nil {
			t.Fatalf("copy the database: %s: %v", statement, err)
		}
	}
	if strings.HasPrefix(databaseURL, "sqlite:") {
		path := filepath.Join(t.TempDir(), "old.db")
		do("VACUUM INTO '" + path + "'")
		return "sqlite:" + path
	}
	to := MariaDBURL(t)
	u, err := url.Parse(to)
	if err != nil {
		t.Fatal(err)
	}
	name := strings.TrimPrefix(u.Path, "/")
	rows, err := from.QueryContext(t.Context(), "SHOW TABLES")
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var tables []string
	for rows.Next() {
		var table string
		if err := rows.Scan(&table); err != nil {
			t.Fatal(err)
		}
		tables = append(tables, table)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	for _, table := range tables {
		do("CREATE TABLE " + name + "." + table + " LIKE " + table)
		do("INSERT INTO " + name + "." + table + " SELECT * FROM " + table)
	}
	return to
}

// Raw opens a database past the store, without foreign keys: what somebody can do who got hold of it.
func Raw(t testing.TB, databaseURL string) *sql.DB {
	t.Helper()
	var pool *sql.DB
	off := "SET foreign_key_checks = 0"
	if path, ok := strings.CutPrefix(databaseURL, "sqlite:"); ok {
		off = "PRAGMA foreign_keys = OFF"
		var err error
		if pool, err = sql.Open("sqlite", path+"?_pragma=busy_timeout(5000)"); err != nil {
			t.Fatal(err)
		}
	} else {
		u, err := url.Parse(databaseURL)
		if err != nil {
			t.Fatal(err)
		}
		pool = server(t, u)
	}
	pool.SetMaxOpenConns(1)
	t.Cleanup(func() { _ = pool.Close() })
	exec(t, pool, off)
	return pool
}

// Open opens and migrates a store and closes it when the test ends.
func Open(t testing.TB, databaseURL string) *store.Store {
	t.Helper()
	s, err := store.Open(t.Context(), databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := s.Close(); err != nil {
			t.Error(err)
		}
	})
	if err := s.Migrate(t.Context()); err != nil {
		t.Fatal(err)
	}
	return s
}

// MariaDBURL makes an empty database, which goes when the test ends, and answers its URL. Without a
// server the test is skipped.
func MariaDBURL(t testing.TB) string {
	t.Helper()
	if os.Getenv(MariaDB) == "" {
		t.Skip(MariaDB + " is not set")
	}
	u, err := url.Parse(os.Getenv(MariaDB))
	if err != nil {
		t.Fatalf("%s: %v", MariaDB, err)
	}
	name := "sunlit_" + strings.ToLower(rand.Text()[:12])
	pool := server(t, u)
	exec(t, pool, "CREATE DATABASE "+name+" CHARACTER SET utf8mb4 COLLATE utf8mb4_bin")
	t.Cleanup(func() {
		exec(t, pool, "DROP DATABASE "+name)
		_ = pool.Close()
	})
	u.Path = "/" + name
	return u.String()
}

// Exec runs a statement on a database by its URL, past the store: for tests that damage rows.
func Exec(t testing.TB, databaseURL, statement string) {
	t.Helper()
	u, err := url.Parse(databaseURL)
	if err != nil {
		t.Fatal(err)
	}
	pool := server(t, u)
	defer pool.Close()
	exec(t, pool, statement)
}

func server(t testing.TB, u *url.URL) *sql.DB {
	config := gomysql.NewConfig()
	config.User = u.User.Username()
	config.Passwd, _ = u.User.Password()
	config.Net, config.Addr = "tcp", u.Host
	if socket := u.Query().Get("socket"); socket != "" {
		config.Net, config.Addr = "unix", socket
	}
	config.DBName = strings.TrimPrefix(u.Path, "/")
	connector, err := gomysql.NewConnector(config)
	if err != nil {
		t.Fatal(err)
	}
	return sql.OpenDB(connector)
}

func exec(t testing.TB, pool *sql.DB, statement string) {
	t.Helper()
	ctx, cancel := context.WithTimeout(context.Background(), time.Minute) // t.Context ends before clean-up
	defer cancel()
	if _, err := pool.ExecContext(ctx, statement); err != nil {
		t.Errorf("%s: %v", statement, err)
	}
}

// template is the bytes of a migrated, empty SQLite file.
func template(t testing.TB) []byte {
	bytes, err := migrated()
	if err != nil {
		t.Fatal(err)
	}
	return bytes
}

var migrated = sync.OnceValues(func() (bytes []byte, err error) {
	dir, err := os.MkdirTemp("", "sunlit-store")
	if err != nil {
		return nil, err
	}
	defer os.RemoveAll(dir)
	path := filepath.Join(dir, "template.db")
	ctx := context.Background()
	s, err := store.Open(ctx, "sqlite:"+path)
	if err != nil {
		return nil, err
	}
	if err := s.Migrate(ctx); err != nil {
		return nil, fmt.Errorf("migrate: %w", err)
	}
	if err := s.Close(); err != nil { // writes the WAL back into the file
		return nil, err
	}
	return os.ReadFile(path)
})
