package store

import (
	"context"
	"database/sql"
	"database/sql/driver"
	"errors"
	"fmt"
	"io"
	"net"
	"time"

	gosqlite "github.com/glebarez/go-sqlite"
	gomysql "github.com/go-sql-driver/mysql"
	"gorm.io/gorm"
	sqlite3 "modernc.org/sqlite/lib"

	"sunlit/internal/fault"
)

// comeBack is what a caller is told when the database is away or too busy.
const comeBack = 2 * time.Second

// fail turns an error of the engines into the fault it means. What has no meaning outside stays an
// ordinary error that names the operation, never a value.
func (s *Store) fail(operation string, err error) error {
	if err == nil {
		return nil
	}
	if _, known := fault.As(err); known {
		return err
	}
	err = fmt.Errorf("store: %s: %w", operation, err)
	switch {
	case errors.Is(err, gorm.ErrRecordNotFound), errors.Is(err, sql.ErrNoRows):
		return fault.Wrap(err, fault.NotFound, "error.not_found")
	case duplicate(err):
		return fault.Wrap(err, fault.Conflict, "error.conflict")
	case errors.Is(err, context.Canceled):
		return err
	case passing(err), gone(err):
		return fault.Wrap(err, fault.Unavailable, "error.unavailable").Retry(comeBack)
	}
	return err
}

// notFound is the one answer for what does not exist and what is out of scope.
func notFound() error { return fault.New(fault.NotFound, "error.not_found") }

// one turns a write that must touch a single row into an error when it did not.
func one(rows int64, otherwise error) error {
	if rows == 1 {
		return nil
	}
	return otherwise
}

// duplicate tells whether a unique key was taken.
func duplicate(err error) bool {
	return errors.Is(err, gorm.ErrDuplicatedKey) || mariadbCode(err) == 1062 ||
		sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_UNIQUE || sqliteCode(err) == sqlite3.SQLITE_CONSTRAINT_PRIMARYKEY
}

// passing tells whether the engine itself rolled back and the same transaction may succeed when
// tried again: deadlock 1213, lock wait 1205, changed since read 1020, SQLite busy or locked.
func passing(err error) bool {
	switch mariadbCode(err) {
	case 1213, 1205, 1020:
		return true
	}
	switch sqliteCode(err) & 0xff {
	case sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED:
		return true
	}
	return false
}

// gone tells whether the server could not be reached or does not work now (1047: a Galera node
// outside its cluster, 1053: shutting down, 1040: too many connections).
func gone(err error) bool {
	switch mariadbCode(err) {
	case 1047, 1053, 1040, 1927:
		return true
	}
	var network net.Error
	return errors.Is(err, driver.ErrBadConn) || errors.Is(err, gomysql.ErrInvalidConn) || errors.Is(err, io.EOF) ||
		errors.Is(err, context.DeadlineExceeded) || errors.Is(err, sql.ErrConnDone) || errors.As(err, &network)
}

func mariadbCode(err error) uint16 {
	var e *gomysql.MySQLError
	if errors.As(err, &e) {
		return e.Number
	}
	return 0
}

func sqliteCode(err error) int {
	var e *gosqlite.Error
	if errors.As(err, &e) {
		return e.Code()
	}
	return 0
}
