package store

import (
	"context"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"time"

	"github.com/google/uuid"
	"github.com/pressly/goose/v3"

	"sunlit/internal/fault"
	"sunlit/migrations"
)

const (
	migrationLease = "migrate"
	migrationTerm  = time.Minute      // a node that died while migrating is waited for this long
	migrationWait  = 10 * time.Minute // how long a node waits for another's migrations
)

// Migrate brings the schema up to date. Only one node does it at a time: a row is leased, since
// GET_LOCK does not exist on Galera; the others wait and then find nothing left to do. Cut off half
// way, it can be run again.
func (s *Store) Migrate(ctx context.Context) error {
	if s.tx != nil {
		return errNested
	}
	if err := s.createLeases(ctx); err != nil {
		return err
	}
	name, _ := os.Hostname()
	holder := name + "/" + uuid.NewString()
	token, err := s.waitForLease(ctx, holder)
	if err != nil {
		return err
	}
	defer func() { _ = s.Release(context.WithoutCancel(ctx), migrationLease, holder, token) }()

	ctx, cancel := context.WithCancelCause(ctx)
	defer cancel(nil)
	go s.keepLease(ctx, cancel, holder)
	provider, err := s.provider()
	if err != nil {
		return err
	}
	for { // one at a time, so that SQLite's only writing connection is free for the lease in between
		if err := context.Cause(ctx); err != nil {
			return fmt.Errorf("store: migrate: %w", err)
		}
		_, err := provider.UpByOne(ctx)
		if errors.Is(err, goose.ErrNoNextVersion) {
			return nil
		}
		if err != nil {
			return fmt.Errorf("store: migrate: %w", err)
		}
	}
}

// MigrationsPending counts the migrations that this program has and the database lacks.
func (s *Store) MigrationsPending(ctx context.Context) (int, error) {
	provider, err := s.provider()
	if err != nil {
		return 0, err
	}
	if !s.write.WithContext(ctx).Migrator().HasTable(goose.DefaultTablename) {
		return len(provider.ListSources()), nil // Status would create the table, and two nodes collide in that
	}
	states, err := provider.Status(ctx)
	if err != nil {
		return 0, s.fail("migration state", err)
	}
	pending := 0
	for _, state := range states {
		if state.State == goose.StatePending {
			pending++
		}
	}
	return pending, nil
}

func (s *Store) provider() (*goose.Provider, error) {
	files, err := fs.Sub(migrations.Files, s.name)
	if err != nil {
		return nil, fmt.Errorf("store: migrations: %w", err)
	}
	dialect := goose.DialectSQLite3
	if s.name == mariadbDialect.name {
		dialect = goose.DialectMySQL
	}
	provider, err := goose.NewProvider(dialect, s.writer, files)
	if err != nil {
		return nil, fmt.Errorf("store: migrations: %w", err)
	}
	return provider, nil
}

// createLeases runs the first migration by hand, since the lock for migrating must exist before it.
func (s *Store) createLeases(ctx context.Context) error {
	file, err := migrations.Files.ReadFile(s.name + "/00001_leases.sql")
	if err != nil {
		return fmt.Errorf("store: migrations: %w", err)
	}
	_, err = s.writer.ExecContext(ctx, string(file))
	return s.fail("create leases", err)
}

func (s *Store) waitForLease(ctx context.Context, holder string) (int64, error) {
	ctx, cancel := context.WithTimeout(ctx, migrationWait)
	defer cancel()
	for {
		token, ok, err := s.Lease(ctx, migrationLease, holder, migrationTerm)
		if err != nil || ok {
			return token, err
		}
		select {
		case <-ctx.Done():
			return 0, fault.Wrap(ctx.Err(), fault.Unavailable, "error.unavailable")
		case <-time.After(200 * time.Millisecond):
		}
	}
}

// keepLease renews the lease while migrations run, and stops them when it was lost.
func (s *Store) keepLease(ctx context.Context, stop context.CancelCauseFunc, holder string) {
	tick := time.NewTicker(migrationTerm / 4)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		if _, ok, err := s.Lease(ctx, migrationLease, holder, migrationTerm); err == nil && !ok {
			stop(errors.New("another node took the migration lease"))
			return
		}
	}
}
