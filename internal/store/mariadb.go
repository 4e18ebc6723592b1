package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"time"

	gomysql "github.com/go-sql-driver/mysql"
	mysql "gorm.io/driver/mysql"
	"gorm.io/gorm"
)

// mariadbConns bounds what one node asks of the database; more only makes commits wait longer.
const mariadbConns = 40

// sqlMode makes MariaDB refuse what it would otherwise bend: too long texts, impossible dates.
const sqlMode = "STRICT_TRANS_TABLES,NO_ZERO_DATE,NO_ZERO_IN_DATE,ERROR_FOR_DIVISION_BY_ZERO,NO_ENGINE_SUBSTITUTION"

var mariadbDialect = dialect{
	name:      "mysql",
	gorm:      func(pool *sql.DB) gorm.Dialector { return mysql.New(mysql.Config{Conn: pool}) },
	now:       "DATE_FORMAT(UTC_TIMESTAMP(3), '%Y-%m-%d %H:%i:%s.%f')",
	forUpdate: " FOR UPDATE",
	ignore:    "INSERT IGNORE",
	adding:    " ON DUPLICATE KEY UPDATE n = n + VALUES(n)",
	prepares:  true,
	later: func(d time.Duration) sqlAfter {
		return sqlAfter{"UTC_TIMESTAMP(3) + INTERVAL ? MICROSECOND", d.Microseconds()}
	},
	part: func(query string) string { return "(" + query + ")" },
	// Two ranges of one index. The pair form (due_on, id) > (?, ?) is not read as a range, and
	// due_on >= ? AND (due_on > ? OR id > ?) as one that begins at the date alone.
	after: func(column, sign string, value any, id int64) condition {
		return where(column+" = ? AND id "+sign+" ? OR "+column+" "+sign+" ?", value, id, value)
	},
	search: search{
		indexInsert: "INSERT INTO published_index (id, grams) VALUES (?, ?)",
		indexDelete: indexDelete{"DELETE FROM published_index WHERE id = ?", func(id int64, _ string) []any { return []any{id} }},
		indexEmpty:  "DELETE FROM published_index",
		indexMatch:  "MATCH (i.grams) AGAINST (? IN BOOLEAN MODE)",
		indexKey:    "id",
		indexAll:    func(pieces []string) string { return "+" + strings.Join(pieces, " +") },
		indexAny:    func(pieces []string) string { return strings.Join(pieces, " ") },
		indexBegins: func(begin string) string { return "+" + begin + "*" },
		readsAlong:  " FORCE INDEX (PRIMARY)",
		costs:       searchCosts{row: 4, asking: 300, posting: 0.4, match: 25},
	},
	check: mariadbSettings,
}

func openMariaDB(ctx context.Context, databaseURL string) (*engine, error) {
	config, err := mariadbConfig(databaseURL)
	if err != nil {
		return nil, err
	}
	if err := askForSnapshots(ctx, config); err != nil {
		return nil, err
	}
	connector, err := gomysql.NewConnector(config)
	if err != nil {
		return nil, fmt.Errorf("store: MariaDB settings: %w", err)
	}
	pool := sql.OpenDB(connector)
	pool.SetMaxOpenConns(mariadbConns)
	pool.SetMaxIdleConns(mariadbConns)
	pool.SetConnMaxLifetime(10 * time.Minute) // follows a moved address or a new password
	return &engine{dialect: mariadbDialect, writer: pool, reader: pool}, nil
}

// mariadbConfig reads the URL. Its errors never quote it: it may hold a password.
func mariadbConfig(databaseURL string) (*gomysql.Config, error) {
	u, err := url.Parse(databaseURL)
	if err != nil {
		return nil, errors.New("store: the MariaDB URL cannot be read; is its password percent-encoded?")
	}
	config := gomysql.NewConfig()
	err = config.Apply(gomysql.TimeTruncate(time.Millisecond), gomysql.Charset("utf8mb4", "utf8mb4_bin"))
	if err != nil {
		return nil, fmt.Errorf("store: MariaDB settings: %w", err)
	}
	config.User = u.User.Username()
	config.Passwd, _ = u.User.Password()
	config.Net, config.Addr = "tcp", u.Host
	if u.Port() == "" {
		config.Addr = net.JoinHostPort(u.Hostname(), "3306")
	}
	if socket := u.Query().Get("socket"); socket != "" {
		config.Net, config.Addr = "unix", socket
	}
	config.DBName = strings.TrimPrefix(u.Path, "/")
	config.TLSConfig = u.Query().Get("tls")
	config.ParseTime = true
	config.Loc = time.UTC
	config.ClientFoundRows = true   // RowsAffected counts rows that matched: a version check needs that
	config.InterpolateParams = true // one round trip a statement instead of three
	config.Timeout = 3 * time.Second
	config.ReadTimeout = 15 * time.Minute // an index on a large table takes its time; requests end by their context
	config.WriteTimeout = 30 * time.Second
	config.Params = map[string]string{"sql_mode": "'" + sqlMode + "'", "time_zone": "'+00:00'"}
	config.Logger = quiet{} // broken connections come back as errors
	return config, nil
}

// askForSnapshots turns innodb_snapshot_isolation on where it exists (MariaDB since 10.6.18):
// without it a transaction that reads and then writes loses other people's updates silently.
func askForSnapshots(ctx context.Context, config *gomysql.Config) error {
	connector, err := gomysql.NewConnector(config)
	if err != nil {
		return fmt.Errorf("store: MariaDB settings: %w", err)
	}
	pool := sql.OpenDB(connector)
	defer pool.Close()
	var name, value string
	err = pool.QueryRowContext(ctx, "SHOW VARIABLES LIKE 'innodb_snapshot_isolation'").Scan(&name, &value)
	switch {
	case err == nil:
		config.Params[name] = "ON"
	case !errors.Is(err, sql.ErrNoRows):
		return fmt.Errorf("store: open MariaDB: %w", err)
	}
	return nil
}

func mariadbSettings(s *Store) []setting {
	strict := func(v string) bool {
		return (strings.Contains(v, "STRICT_TRANS_TABLES") || strings.Contains(v, "STRICT_ALL_TABLES")) && strings.Contains(v, "NO_ZERO_DATE")
	}
	utf8 := func(v string) bool { return v == "utf8mb4" }
	variable := func(name string) string { return "SELECT @@" + name }
	return []setting{
		{name: "innodb_flush_log_at_trx_commit", query: variable("innodb_flush_log_at_trx_commit"), pool: s.writer, want: "1"},
		{name: "sync_binlog", query: "SELECT IF(@@log_bin, @@sync_binlog, 1)", pool: s.writer, want: "1"},
		{name: "innodb_snapshot_isolation", query: "SHOW VARIABLES LIKE 'innodb_snapshot_isolation'", pool: s.writer, want: "ON", named: true},
		{name: "tx_isolation", query: "SHOW VARIABLES WHERE Variable_name IN ('tx_isolation', 'transaction_isolation')", pool: s.writer, want: "REPEATABLE-READ", named: true},
		{name: "sql_mode", query: variable("sql_mode"), pool: s.writer, want: sqlMode, fits: strict},
		{name: "character_set_connection", query: variable("character_set_connection"), pool: s.writer, want: "utf8mb4", fits: utf8},
		{name: "character_set_database", query: variable("character_set_database"), pool: s.writer, want: "utf8mb4", fits: utf8},
		{name: "time_zone", query: variable("time_zone"), pool: s.writer, want: "+00:00"},
	}
}

// quiet drops the driver's own log lines.
type quiet struct{}

// Print drops a line.
func (quiet) Print(...any) {}
