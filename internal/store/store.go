// Package store keeps petitions and everything around them in SQLite or MariaDB. It alone knows
// SQL and gorm; above it there are domain structs, scopes and faults. Reads go to a pool of their
// own, writes happen in Tx, and no list or look-up works without a Scope.
package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/logger"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// Store is the database, or one transaction on it when given to the function of Tx. It may be used
// from several goroutines, a transaction's store from one only.
type Store struct {
	*engine
	tx *sql.Tx  // nil outside Tx
	db *gorm.DB // in Tx the transaction, otherwise the reading pool
}

// engine is what a store and its transactions share.
type engine struct {
	dialect
	writer *sql.DB // SQLite: one connection, so that writers queue instead of failing
	reader *sql.DB // SQLite: four connections that cannot write; MariaDB: the same pool
	write  *gorm.DB

	petitions  insert // the filing path and the look-up by number
	events     insert
	answers    statement
	identities statement
	lookups    statement
	messages   statement
	line       statement
	kept       keptFrequencies
	readying   sync.Mutex
	ready      atomic.Bool // all of them are prepared
}

// Open connects to the database named by the URL and checks that it keeps what it is told to
// keep; it does not migrate. URLs are
//
//	sqlite:PATH
//	mysql://user:password@host:port/name
//	mysql://user:password@localhost/name?socket=/run/mysqld/mysqld.sock
//
// where ?tls=true may follow the MariaDB name. A database that is set up so that it could lose
// commits is refused with the name of the setting.
func Open(ctx context.Context, databaseURL string) (*Store, error) {
	kind, rest, ok := strings.Cut(databaseURL, ":")
	var e *engine
	var err error
	switch {
	case ok && kind == "sqlite":
		e, err = openSQLite(ctx, rest)
	case ok && kind == "mysql":
		e, err = openMariaDB(ctx, databaseURL)
	default:
		// The URL may hold a password: name its scheme only.
		return nil, fmt.Errorf("store: database URL must start with sqlite: or mysql:, not %q", kind)
	}
	if err != nil {
		return nil, err
	}
	s, err := e.start()
	if err == nil {
		err = s.SelfCheck(ctx)
	}
	if err != nil {
		return nil, errors.Join(err, e.close())
	}
	return s, nil
}

// start lays gorm over the pools.
func (e *engine) start() (*Store, error) {
	config := func() *gorm.Config {
		return &gorm.Config{
			SkipDefaultTransaction: true, // Tx is the only transaction
			TranslateError:         true,
			DisableAutomaticPing:   true,
			Logger:                 logger.Discard, // its lines would hold what petitioners wrote
			NowFunc:                clock.System{}.Now,
		}
	}
	write, err := gorm.Open(e.gorm(e.writer), config())
	if err != nil {
		return nil, fmt.Errorf("store: open: %w", err)
	}
	read, err := gorm.Open(e.gorm(e.reader), config())
	if err != nil {
		return nil, fmt.Errorf("store: open: %w", err)
	}
	e.write = write
	if e.petitions, err = insertOf(&petition.Petition{}); err != nil {
		return nil, err
	}
	if e.events, err = insertOf(&petition.Event{}); err != nil {
		return nil, err
	}
	e.answers = e.insertInto("INSERT INTO idempotency", "key_hash", "body_hash", "number", "answer", "created_at")
	e.identities = e.insertInto("INSERT INTO identities", "petition_id", "sealed", "sha256")
	e.lookups = e.insertInto(e.ignore+" INTO identity_lookups", "petition_id", "field", "blind")
	e.messages = e.insertInto("INSERT INTO outbox", "id", "petition_id", "kind", "channel", "lang", "recipient", "number", "args", "not_before",
		"attempts", "claim", "failure", "created_at", "unit")
	e.line = statement{text: lineText}
	return &Store{engine: e, db: read}, nil
}

// Close waits for running statements and closes every connection.
func (s *Store) Close() error {
	if s.tx != nil {
		return errors.New("store: a transaction cannot close the store")
	}
	return s.close()
}

func (e *engine) close() error {
	var errs []error
	errs = append(errs, e.unprepare())
	if e.reader != nil && e.reader != e.writer {
		errs = append(errs, e.reader.Close())
	}
	if e.writer != nil {
		errs = append(errs, e.writer.Close())
	}
	return errors.Join(errs...)
}

// Engine is "sqlite" or "mysql", for messages and metrics.
func (s *Store) Engine() string { return s.name }

// Ping proves that the database takes a write; /readyz asks it.
func (s *Store) Ping(ctx context.Context) error {
	return s.within(ctx, func(tx *Store) error { return tx.SetMeta(ctx, "ping", s.name) })
}

// Pools reports connections in use and waits of the writing and the reading pool, for metrics.
func (s *Store) Pools() (writer, reader sql.DBStats) { return s.writer.Stats(), s.reader.Stats() }

// Now is the time by the database's clock, which leases and claims go by, so that nodes with
// different clocks agree (UTC, milliseconds).
func (s *Store) Now(ctx context.Context) (time.Time, error) {
	var now string
	err := s.db.WithContext(ctx).Raw("SELECT " + s.now).Row().Scan(&now)
	if err != nil {
		return time.Time{}, s.fail("now", err)
	}
	t, err := time.Parse("2006-01-02 15:04:05", now) // takes a fraction of any length
	return t, s.fail("now", err)
}
