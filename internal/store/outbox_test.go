package store_test

import (
	"strings"
	"sync"
	"testing"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func enqueue(t *testing.T, s *store.Store, n int) {
	t.Helper()
	messages := make([]store.Message, n)
	for i := range messages {
		messages[i] = store.Message{Kind: "filed", Channel: "mail", Recipient: []byte("sealed"), Args: "{}", CreatedAt: noon}
	}
	must(t, s.Tx(t.Context(), func(tx *store.Store) error { return tx.Enqueue(t.Context(), 0, messages) }))
}

func TestEachMessageIsClaimedByOne(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		enqueue(t, s, 40)
		var mu sync.Mutex
		seen := map[string]int{}
		all(t, 6, func(int) error {
			for range 4 {
				messages, err := s.Claim(t.Context(), noon, time.Minute, 3)
				if err != nil {
					return err
				}
				mu.Lock()
				for _, m := range messages {
					seen[m.ID]++
				}
				mu.Unlock()
			}
			return nil
		})
		for id, n := range seen {
			if n != 1 {
				t.Errorf("%s was claimed %d times", id, n)
			}
		}
		if len(seen) < 30 {
			t.Errorf("%d claimed", len(seen))
		}
	})
}

func TestMessageLife(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		enqueue(t, s, 1)
		if n, oldest, err := s.Backlog(ctx, noon); n != 1 || !oldest.Equal(noon) || err != nil {
			t.Errorf("backlog %d since %v, %v", n, oldest, err)
		}
		if early := got(s.Claim(ctx, noon.Add(-time.Second), time.Minute, 10))(t); len(early) != 0 {
			t.Error("claimed before its time")
		}
		first := got(s.Claim(ctx, noon, -time.Second, 10))(t) // the claim is over at once
		second := got(s.Claim(ctx, noon, time.Minute, 10))(t)
		if len(first) != 1 || len(second) != 1 || second[0].Attempts != 2 || first[0].ID != second[0].ID {
			t.Fatalf("claims %v, %v", first, second)
		}
		if err := s.Delivered(ctx, first[0], noon); !fault.Is(err, fault.Stale) {
			t.Errorf("a lost claim was delivered: %v", err)
		}
		must(t, s.Failed(ctx, second[0], noon, strings.Repeat("失败", 600), false))
		if soon := got(s.Claim(ctx, noon.Add(time.Minute), time.Minute, 10))(t); len(soon) != 0 {
			t.Error("tried again without a pause")
		}
		third := got(s.Claim(ctx, noon.Add(2*time.Minute), time.Minute, 10))(t)
		if len(third) != 1 {
			t.Fatal("not tried again")
		}
		must(t, s.Delivered(ctx, third[0], noon))
		if err := s.Failed(ctx, third[0], noon, "late", true); !fault.Is(err, fault.Stale) {
			t.Errorf("failed after delivery: %v", err)
		}
		if n, _, err := s.Backlog(ctx, noon.Add(time.Hour)); n != 0 || err != nil {
			t.Errorf("backlog %d, %v", n, err)
		}
		enqueue(t, s, 1)
		given := got(s.Claim(ctx, noon, time.Minute, 10))(t)
		must(t, s.Failed(ctx, given[0], noon, "no such address", true))
		if later := got(s.Claim(ctx, noon.Add(100*time.Hour), time.Minute, 10))(t); len(later) != 0 {
			t.Error("a message given up comes again")
		}
	})
}

func TestBackoff(t *testing.T) {
	for attempts, want := range map[int]time.Duration{0: time.Minute, 1: time.Minute, 2: 2 * time.Minute, 5: 16 * time.Minute, 9: 256 * time.Minute, 10: 6 * time.Hour, 1000: 6 * time.Hour} {
		if have := store.Backoff(attempts); have != want {
			t.Errorf("%d: %v", attempts, have)
		}
	}
}
