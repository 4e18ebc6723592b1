package store_test

import (
	"errors"
	"slices"
	"sync"
	"testing"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func TestPaperNumbersHaveNoGaps(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		const writers = 30
		var mu sync.Mutex
		var numbers []int
		failed := errors.New("this one is not issued")
		all(t, writers, func(i int) error {
			var number int
			err := s.Tx(t.Context(), func(tx *store.Store) error {
				var err error
				if number, err = tx.NextPaperNumber(t.Context(), "unit-a", petition.PaperAcceptance, 2026); err != nil {
					return err
				}
				if i%3 == 0 {
					return failed // gives its number back
				}
				return nil
			})
			if errors.Is(err, failed) {
				return nil
			}
			mu.Lock()
			defer mu.Unlock()
			numbers = append(numbers, number)
			return err
		})
		slices.Sort(numbers)
		for i, n := range numbers {
			if n != i+1 {
				t.Fatalf("numbers %v", numbers)
			}
		}
		if len(numbers) != 20 {
			t.Errorf("%d numbers", len(numbers))
		}
		must(t, s.Tx(t.Context(), func(tx *store.Store) error {
			for _, other := range []struct {
				unit string
				kind petition.DocumentKind
				year int
			}{{"unit-b", petition.PaperAcceptance, 2026}, {"unit-a", petition.PaperOpinion, 2026}, {"unit-a", petition.PaperAcceptance, 2027}} {
				if n := got(tx.NextPaperNumber(t.Context(), other.unit, other.kind, other.year))(t); n != 1 {
					t.Errorf("%v begins with %d", other, n)
				}
			}
			return nil
		}))
		if _, err := s.NextPaperNumber(t.Context(), "unit-a", petition.PaperAcceptance, 2026); err == nil {
			t.Error("a number outside a transaction")
		}
	})
}

func TestPaperIsFilledOnceAndReadOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		p, other := file(t, s), file(t, s)
		paper := store.Paper{ID: store.NewID(), Kind: petition.PaperOpinion, Unit: "unit-a", IssuedOn: clock.DayOf(noon), VerifyCode: "VERIFY", CreatedAt: noon}
		must(t, s.Tx(ctx, func(tx *store.Store) error {
			return tx.InsertPapers(ctx, p.ID, "event", []store.Paper{paper})
		}))
		if found := got(s.UnfilledPapers(ctx, noon.Add(time.Second), 10))(t); len(found) != 1 {
			t.Errorf("unfilled: %v", found)
		}
		must(t, s.FillPaper(ctx, paper.ID, "ab", "key", noon, unsigned))
		if err := s.FillPaper(ctx, paper.ID, "cd", "other", noon, unsigned); !fault.Is(err, fault.Conflict) {
			t.Errorf("filled twice: %v", err)
		}
		if found := got(s.UnfilledPapers(ctx, noon.Add(time.Second), 10))(t); len(found) != 0 {
			t.Errorf("unfilled: %v", found)
		}
		if first := got(s.MarkRead(ctx, paper.ID, noon, unsigned))(t); !first {
			t.Error("the first reading does not count")
		}
		if first := got(s.MarkRead(ctx, paper.ID, noon.Add(time.Hour), unsigned))(t); first {
			t.Error("the second reading counts")
		}
		back := got(s.PaperByVerifyCode(ctx, "VERIFY"))(t)
		if back.SHA256 != "ab" || back.BlobKey != "key" || !back.ReadAt.Equal(noon) || back.IssuedOn != paper.IssuedOn {
			t.Errorf("got %+v", back)
		}
		if _, err := s.Paper(ctx, other.ID, paper.ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("another petition's paper: %v", err)
		}
		if n := len(got(s.PapersAfter(ctx, "", 10))(t)); n != 1 {
			t.Errorf("%d papers", n)
		}
	})
}
