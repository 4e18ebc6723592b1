package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"net/url"
	"strings"

	"sunlit/internal/clock"
)

// Bare is the database without the portal: prepared statements over database/sql. Its inserts go to
// a database of their own, so that both sides' tables grow alike; its look-ups read the portal's.
type Bare struct {
	sqlite  bool
	writer  *sql.DB
	reader  *sql.DB
	light   []*sql.Stmt
	copies  []copied
	look    *sql.Stmt
	numbers []string
}

// bareConns is how many connections each pool may hold: as many as the portal's.
const bareConns = 40

// OpenBare opens the baselines' database, which has the portal's tables already, and the portal's.
func OpenBare(ctx context.Context, bareURL, portalURL string) (*Bare, error) {
	b := &Bare{sqlite: strings.HasPrefix(bareURL, "sqlite:")}
	var err error
	if b.writer, err = Open(bareURL); err != nil {
		return nil, err
	}
	if b.reader, err = Open(portalURL); err != nil {
		return nil, errors.Join(err, b.writer.Close())
	}
	if b.sqlite {
		b.writer.SetMaxOpenConns(1) // SQLite has one writer: more would only wait for each other
		b.reader.SetMaxOpenConns(4)
	}
	if err := b.prepareLight(ctx); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

// Close closes the connections.
func (b *Bare) Close() error { return errors.Join(b.writer.Close(), b.reader.Close()) }

// Open opens a pool by the same URLs that the portal takes.
func Open(databaseURL string) (*sql.DB, error) {
	if path, ok := strings.CutPrefix(databaseURL, "sqlite:"); ok {
		return sql.Open("sqlite", path+"?_pragma=busy_timeout(5000)&_pragma=journal_mode(WAL)&_pragma=foreign_keys(1)&_pragma=synchronous(FULL)&_txlock=immediate")
	}
	u, err := url.Parse(databaseURL)
	if err != nil {
		return nil, errors.New("the database URL cannot be read")
	}
	password, _ := u.User.Password()
	address := "tcp(" + u.Host + ")"
	if socket := u.Query().Get("socket"); socket != "" {
		address = "unix(" + socket + ")"
	}
	pool, err := sql.Open("mysql", fmt.Sprintf("%s:%s@%s%s?parseTime=true&loc=UTC", u.User.Username(), password, address, u.Path))
	if err != nil {
		return nil, err
	}
	pool.SetMaxOpenConns(bareConns)
	pool.SetMaxIdleConns(bareConns)
	return pool, nil
}

// The three inserts under any petition portal: the petition, what happened, and whom to tell.
var lightTables = map[bool][]string{
	false: {
		"CREATE TABLE light_petition (id BIGINT AUTO_INCREMENT PRIMARY KEY, number CHAR(16) CHARACTER SET ascii NOT NULL, unit INT NOT NULL, stage TINYINT NOT NULL, kind TINYINT NOT NULL, " +
			"due_at DATETIME(3) NOT NULL, filed_at DATETIME(3) NOT NULL, name VARCHAR(64), phone VARCHAR(32), title VARCHAR(200), body TEXT, " +
			"UNIQUE KEY light_number (number), KEY light_queue (unit, stage, due_at, id)) ENGINE = InnoDB",
		"CREATE TABLE light_event (id BIGINT AUTO_INCREMENT PRIMARY KEY, petition_id BIGINT NOT NULL, verb VARCHAR(32), at DATETIME(3), body TEXT, KEY light_events (petition_id, id)) ENGINE = InnoDB",
		"CREATE TABLE light_outbox (id BIGINT AUTO_INCREMENT PRIMARY KEY, kind VARCHAR(64), at DATETIME(3), sent TINYINT NOT NULL, body TEXT, KEY light_waiting (sent, id)) ENGINE = InnoDB",
	},
	true: {
		"CREATE TABLE light_petition (id INTEGER PRIMARY KEY, number TEXT NOT NULL UNIQUE, unit INTEGER NOT NULL, stage INTEGER NOT NULL, kind INTEGER NOT NULL, " +
			"due_at INTEGER NOT NULL, filed_at INTEGER NOT NULL, name TEXT, phone TEXT, title TEXT, body TEXT)",
		"CREATE INDEX light_queue ON light_petition (unit, stage, due_at, id)",
		"CREATE TABLE light_event (id INTEGER PRIMARY KEY, petition_id INTEGER NOT NULL, verb TEXT, at INTEGER, body TEXT)",
		"CREATE INDEX light_events ON light_event (petition_id, id)",
		"CREATE TABLE light_outbox (id INTEGER PRIMARY KEY, kind TEXT, at INTEGER, sent INTEGER NOT NULL, body TEXT)",
		"CREATE INDEX light_waiting ON light_outbox (sent, id)",
	},
}

func (b *Bare) prepareLight(ctx context.Context) error {
	for _, ddl := range lightTables[b.sqlite] {
		if _, err := b.writer.ExecContext(ctx, ddl); err != nil {
			return fmt.Errorf("bare tables: %w", err)
		}
	}
	for _, text := range []string{
		"INSERT INTO light_petition (number, unit, stage, kind, due_at, filed_at, name, phone, title, body) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
		"INSERT INTO light_event (petition_id, verb, at, body) VALUES (?, ?, ?, ?)",
		"INSERT INTO light_outbox (kind, at, sent, body) VALUES (?, ?, 0, ?)",
	} {
		stmt, err := b.writer.PrepareContext(ctx, text)
		if err != nil {
			return fmt.Errorf("bare inserts: %w", err)
		}
		b.light = append(b.light, stmt)
	}
	return nil
}

// Three makes three bare inserts in one transaction.
func (b *Bare) Three(ctx context.Context) error {
	now := clock.System{}.Now()
	var filed, due any = now, now.AddDate(0, 0, 60)
	if b.sqlite {
		filed, due = now.UnixMilli(), now.AddDate(0, 0, 60).UnixMilli()
	}
	number := Random(16)
	return b.within(ctx, func(tx *sql.Tx) error {
		result, err := tx.StmtContext(ctx, b.light[0]).ExecContext(ctx, number, rand.IntN(50), 0, rand.IntN(5), due, filed, "王某", "13900000000", "物业维修资金三年没有退还", narrative)
		if err != nil {
			return err
		}
		id, err := result.LastInsertId()
		if err != nil {
			return err
		}
		if _, err := tx.StmtContext(ctx, b.light[1]).ExecContext(ctx, id, "file", filed, `{"by":"citizen","channel":"online"}`); err != nil {
			return err
		}
		_, err = tx.StmtContext(ctx, b.light[2]).ExecContext(ctx, "received", filed, `{"number":"`+number+`"}`)
		return err
	})
}

func (b *Bare) within(ctx context.Context, fn func(*sql.Tx) error) error {
	tx, err := b.writer.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	if err := fn(tx); err != nil {
		return errors.Join(err, tx.Rollback())
	}
	return tx.Commit()
}

// Line is what a bare look-up answers.
type Line struct {
	Number string `json:"number"`
	Stage  string `json:"stage"`
	Unit   string `json:"unit"`
	Due    string `json:"due"`
	Title  string `json:"title"`
	Kind   string `json:"kind"`
}

// PrepareLook readies the look-up, and learns numbers to ask for.
func (b *Bare) PrepareLook(ctx context.Context) error {
	rows, err := b.reader.QueryContext(ctx, "SELECT number FROM petitions ORDER BY id LIMIT 5000")
	if err != nil {
		return err
	}
	defer rows.Close()
	b.numbers = nil
	for rows.Next() {
		var number string
		if err := rows.Scan(&number); err != nil {
			return err
		}
		b.numbers = append(b.numbers, number)
	}
	if err := rows.Err(); err != nil {
		return err
	}
	if len(b.numbers) == 0 {
		return errors.New("no petition to look up")
	}
	b.look, err = b.reader.PrepareContext(ctx, "SELECT number, stage, holder, due_on, title, kind FROM petitions WHERE number = ?")
	return err
}

// Number is any petition's number.
func (b *Bare) Number() string { return b.numbers[rand.IntN(len(b.numbers))] }

// Look reads one petition by its unique key.
func (b *Bare) Look(ctx context.Context, number string) (any, error) {
	var l Line
	err := b.look.QueryRowContext(ctx, number).Scan(&l.Number, &l.Stage, &l.Unit, &l.Due, &l.Title, &l.Kind)
	return l, err
}
