package store_test

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	gomysql "github.com/go-sql-driver/mysql"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// all runs n goroutines and fails on each error.
func all(t *testing.T, n int, run func(i int) error) {
	t.Helper()
	var group sync.WaitGroup
	errs := make(chan error, n)
	for i := range n {
		group.Go(func() { errs <- run(i) })
	}
	group.Wait()
	close(errs)
	for err := range errs {
		if err != nil {
			t.Error(err)
		}
	}
}

// register moves a petition's version by one, as every verb does.
func register(ctx context.Context, tx *store.Store, number string) error {
	p, err := tx.PetitionForUpdate(ctx, store.SystemScope(), number)
	if err != nil {
		return err
	}
	was := p.Version
	p.Version++
	if err := tx.AppendEvent(ctx, anEvent(p, p.Version, petition.Note)); err != nil {
		return err
	}
	return tx.UpdateProjection(ctx, p, was)
}

func TestNoIncrementIsLost(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const writers = 80
		p := file(t, s)
		all(t, writers, func(int) error {
			return s.Tx(t.Context(), func(tx *store.Store) error { return register(t.Context(), tx, p.Number) })
		})
		back := got(s.PetitionByNumber(t.Context(), office, p.Number))(t)
		events := got(s.Events(t.Context(), p.ID))(t)
		if back.Version != writers+1 || len(events) != writers+1 {
			t.Errorf("version %d, %d events", back.Version, len(events))
		}
	})
}

func TestManyReadThenWriteTransactions(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const writers = 160
		petitions := make([]*petition.Petition, 8)
		for i := range petitions {
			petitions[i] = file(t, s)
		}
		all(t, writers, func(i int) error {
			return s.Tx(t.Context(), func(tx *store.Store) error {
				return register(t.Context(), tx, petitions[i%len(petitions)].Number)
			})
		})
		for _, p := range petitions {
			if back := got(s.PetitionByNumber(t.Context(), office, p.Number))(t); back.Version != 1+writers/len(petitions) {
				t.Errorf("version %d", back.Version)
			}
		}
	})
}

// A plain read fixes what a transaction sees. A writer that then changes what it saw must fail, not
// overwrite: some may have to come back, none may be lost.
func TestWritingAfterAPlainReadLosesNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := file(t, s)
		var done atomic.Int64
		all(t, 40, func(int) error {
			err := s.Tx(t.Context(), func(tx *store.Store) error {
				q, err := tx.PetitionByNumber(t.Context(), office, p.Number)
				if err != nil {
					return err
				}
				q.Version++
				return tx.UpdateProjection(t.Context(), q, q.Version-1)
			})
			if fault.Is(err, fault.Stale) || fault.Is(err, fault.Unavailable) {
				return nil
			}
			done.Add(1)
			return err
		})
		back := got(s.PetitionByNumber(t.Context(), office, p.Number))(t)
		if done.Load() == 0 || back.Version != 1+int(done.Load()) {
			t.Errorf("%d succeeded, version %d", done.Load(), back.Version)
		}
	})
}

func TestStaleVersion(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := file(t, s)
		move := func(from int) error {
			return s.Tx(t.Context(), func(tx *store.Store) error {
				q := *p
				q.Version = from + 1
				q.Returned = true
				return tx.UpdateProjection(t.Context(), &q, from)
			})
		}
		must(t, move(1))
		if err := move(1); !fault.Is(err, fault.Stale) {
			t.Errorf("got %v", err)
		}
		must(t, s.Tx(t.Context(), func(tx *store.Store) error { // back to zero values
			q := *p
			q.Version, q.Open, q.Number, q.FiledAt = 3, false, "CHANGED", noon.Add(time.Hour)
			return tx.UpdateProjection(t.Context(), &q, 2)
		}))
		back := got(s.PetitionByNumber(t.Context(), office, p.Number))(t)
		if back.Open || back.Returned || !back.FiledAt.Equal(noon) {
			t.Errorf("got %+v", back)
		}
	})
}

func TestNestedTxIsRefused(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		err := s.Tx(t.Context(), func(tx *store.Store) error {
			return tx.Tx(t.Context(), func(*store.Store) error { return nil })
		})
		if err == nil {
			t.Error("a transaction inside a transaction")
		}
		if err := s.Tx(t.Context(), func(tx *store.Store) error { return tx.Close() }); err == nil {
			t.Error("a transaction closed the store")
		}
	})
}

func TestTxIsRepeatedWhole(t *testing.T) {
	deadlock := fmt.Errorf("wrapped: %w", fault.Wrap(&gomysql.MySQLError{Number: 1213}, fault.Unavailable, "error.unavailable"))
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for _, c := range []struct{ failing, runs int }{{0, 1}, {2, 3}, {4, 5}, {99, 5}} {
			runs := 0
			p := aPetition()
			err := s.Tx(ctx, func(tx *store.Store) error {
				runs++
				if err := tx.InsertFiling(ctx, &store.Filing{Petition: p, Event: anEvent(p, 1, petition.File)}); err != nil {
					return err
				}
				if runs <= c.failing {
					return deadlock
				}
				return nil
			})
			if runs != c.runs || (err == nil) != (c.failing < 5) {
				t.Errorf("failing %d times: %d runs, %v", c.failing, runs, err)
			}
			if err != nil && !fault.Is(err, fault.Unavailable) {
				t.Errorf("got %v", err)
			}
		}
		runs := 0
		refusal := errors.New("refused")
		err := s.Tx(ctx, func(*store.Store) error { runs++; return refusal })
		if runs != 1 || !errors.Is(err, refusal) {
			t.Errorf("%d runs, %v", runs, err)
		}
	})
}

func TestDeadlocksAreSurvived(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		a, b := file(t, s), file(t, s)
		all(t, 8, func(i int) error {
			first, second := a.Number, b.Number
			if i%2 == 1 {
				first, second = second, first
			}
			return s.Tx(t.Context(), func(tx *store.Store) error {
				if err := register(t.Context(), tx, first); err != nil {
					return err
				}
				time.Sleep(5 * time.Millisecond)
				return register(t.Context(), tx, second)
			})
		})
		for _, p := range []*petition.Petition{a, b} {
			if back := got(s.PetitionByNumber(t.Context(), office, p.Number))(t); back.Version != 9 {
				t.Errorf("version %d", back.Version)
			}
		}
	})
}

func TestPanicRollsBack(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := aPetition()
		func() {
			defer func() { _ = recover() }()
			_ = s.Tx(t.Context(), func(tx *store.Store) error {
				_ = tx.InsertFiling(t.Context(), &store.Filing{Petition: p, Event: anEvent(p, 1, petition.File)})
				panic("bug")
			})
		}()
		if _, err := s.PetitionByNumber(t.Context(), office, p.Number); !fault.Is(err, fault.NotFound) {
			t.Errorf("got %v", err)
		}
		file(t, s) // the writing connection is free again
	})
}

func TestFullQueueOfWritersIsUnavailable(t *testing.T) {
	s := storetest.SQLite(t)
	held, done := make(chan bool), make(chan bool)
	go func() {
		_ = s.Tx(context.Background(), func(*store.Store) error { close(held); <-done; return nil })
	}()
	<-held
	defer close(done)
	ctx, cancel := context.WithTimeout(t.Context(), 50*time.Millisecond)
	defer cancel()
	err := s.Tx(ctx, func(*store.Store) error { return nil })
	if f, ok := fault.As(err); !ok || f.Kind != fault.Unavailable || f.RetryAfter == 0 {
		t.Errorf("got %v", err)
	}
}
