package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"gorm.io/gorm"

	"sunlit/internal/fault"
)

// tries is how often a transaction is run before the caller is told to come back.
const tries = 5

// errNested says that a transaction was begun inside another.
var errNested = errors.New("store: a transaction inside a transaction")

// errNoTx says that a write which belongs to a larger one was made alone.
var errNoTx = errors.New("store: only inside Tx")

// ErrUnsure is in the chain of the error of a COMMIT that was sent and not answered: the
// transaction may have happened. Look the idempotency key up before doing anything again.
var ErrUnsure = errors.New("store: commit was not answered")

// Tx runs fn in one transaction and commits when it returns nil. On a deadlock, a busy database or
// a connection lost before COMMIT was sent, the whole of fn is run again, at most five times, so
// fn must have no effect outside the store: encrypt, hash and marshal before, send after. Inside,
// only the given store may be used; Tx on it is refused. A COMMIT without an answer is not
// repeated: it surfaces as fault.Unavailable with ErrUnsure in its chain.
func (s *Store) Tx(ctx context.Context, fn func(tx *Store) error) error {
	if s.tx != nil {
		return errNested
	}
	if err := s.prepare(ctx); err != nil {
		return s.fail("prepare", err)
	}
	var err error
	for try := range tries {
		if try > 0 && !pause(ctx, try) {
			break
		}
		if err = s.once(ctx, fn); err == nil || !again(ctx, err) {
			break
		}
	}
	return s.fail("transaction", err)
}

// within runs fn in the transaction it is already in, or in one of its own.
func (s *Store) within(ctx context.Context, fn func(tx *Store) error) error {
	if s.tx != nil {
		return fn(s)
	}
	return s.Tx(ctx, fn)
}

// once is one try.
func (s *Store) once(ctx context.Context, fn func(tx *Store) error) (err error) {
	tx, err := s.writer.BeginTx(ctx, nil)
	if err != nil {
		return fmt.Errorf("begin: %w", err)
	}
	committing := false
	defer func() {
		if !committing { // fn failed or panicked
			_ = tx.Rollback()
		}
	}()
	db := s.write.Session(&gorm.Session{NewDB: true, Context: ctx})
	db.Statement.ConnPool = tx
	if err := fn(&Store{engine: s.engine, tx: tx, db: db}); err != nil {
		return err
	}
	committing = true
	return s.commit(tx)
}

// commit tells a COMMIT that certainly failed from one that nobody knows about.
func (s *Store) commit(tx *sql.Tx) error {
	err := tx.Commit()
	switch {
	case err == nil:
		return nil
	case passing(err):
		_ = tx.Rollback()
		return fmt.Errorf("commit: %w", err)
	case errors.Is(err, context.Canceled), errors.Is(err, context.DeadlineExceeded), errors.Is(err, sql.ErrTxDone):
		return fmt.Errorf("commit: %w", err) // database/sql rolled back and sent nothing
	}
	return fault.Wrap(errors.Join(ErrUnsure, err), fault.Unavailable, "error.unavailable").Retry(comeBack)
}

// again tells whether running the transaction once more makes sense.
func again(ctx context.Context, err error) bool {
	if ctx.Err() != nil || errors.Is(err, ErrUnsure) {
		return false
	}
	return passing(err) || gone(err)
}

// pause waits before a try, longer each time and never the same for two; false: the caller left.
func pause(ctx context.Context, try int) bool {
	longest := 20 * time.Millisecond << try
	timer := time.NewTimer(longest/4 + rand.N(longest))
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return false
	case <-timer.C:
		return true
	}
}
