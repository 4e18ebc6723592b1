package store_test

import (
	"context"
	"sync/atomic"
	"testing"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// F16: a holder that was stopped past its lease must not act when it wakes up.
func TestLeaseAndFence(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		lease := func(holder string, term time.Duration) (int64, bool) {
			t.Helper()
			token, ok, err := s.Lease(ctx, "clock", holder, term)
			must(t, err)
			return token, ok
		}
		fence := func(token int64) error {
			return s.Tx(ctx, func(tx *store.Store) error { return tx.Fence(ctx, "clock", token) })
		}
		one, ok := lease("a", time.Hour)
		if !ok || one != 1 {
			t.Fatalf("first lease: %d %v", one, ok)
		}
		if _, ok := lease("b", time.Hour); ok {
			t.Error("leased twice")
		}
		if renewed, ok := lease("a", -time.Second); !ok || renewed != one {
			t.Errorf("renewed: %d %v", renewed, ok)
		}
		two, ok := lease("b", time.Hour) // a's term is over
		if !ok || two != one+1 {
			t.Errorf("taken over: %d %v", two, ok)
		}
		if err := fence(one); !fault.Is(err, fault.Stale) {
			t.Errorf("the old holder acts: %v", err)
		}
		must(t, fence(two))
		must(t, s.Release(ctx, "clock", "a", one))
		if _, ok := lease("c", time.Hour); ok {
			t.Error("the old holder released the new one's lease")
		}
		must(t, s.Release(ctx, "clock", "b", two))
		if three, ok := lease("c", time.Hour); !ok || three != two+1 {
			t.Errorf("after release: %d %v", three, ok)
		}
	})
}

func TestOneOfManyGetsTheLease(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var holders atomic.Int64
		all(t, 12, func(i int) error {
			_, ok, err := s.Lease(context.Background(), "clock", string(rune('a'+i)), time.Hour)
			if ok {
				holders.Add(1)
			}
			return err
		})
		if holders.Load() != 1 {
			t.Errorf("%d holders", holders.Load())
		}
	})
}
