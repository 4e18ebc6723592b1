package store_test

import (
	"errors"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func TestFilingComesBackAsWritten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		answered := noon.Add(48*time.Hour + 5*time.Millisecond)
		p := aPetition(func(p *petition.Petition) {
			p.Title = "𠮷野家门前路灯不亮 😀"
			p.AnsweredAt = &answered
			p.FiledAt = noon.In(clock.Shanghai).Add(123456 * time.Microsecond) // other zone, finer than kept
		})
		f := aFiling(p)
		f.Abouts = []string{"unit-b", "unit-c"}
		must(t, s.InsertEvidence(ctx, &store.Evidence{ID: "e1", TokenHash: "tok", Name: "灯.jpg", UploadedAt: noon}))
		f.Evidence = store.Uploads{IDs: []string{"e1"}, TokenHash: "tok"}
		must(t, s.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, f) }))

		want := *p
		want.FiledAt = noon.Add(123 * time.Millisecond)
		back := got(s.PetitionByNumber(ctx, office, p.Number))(t)
		if diff := cmp.Diff(&want, back, days); diff != "" {
			t.Error(diff)
		}
		events := got(s.Events(ctx, p.ID))(t)
		if diff := cmp.Diff([]petition.Event{*f.Event}, events, days); diff != "" {
			t.Error(diff)
		}
		if units := got(s.Abouts(ctx, p.ID))(t); !cmp.Equal(units, f.Abouts) {
			t.Errorf("units complained of: %v", units)
		}
		if diff := cmp.Diff(f.Identity, got(s.Identity(ctx, p.ID))(t), days); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(f.Papers, got(s.Papers(ctx, p.ID))(t), days); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(f.Idempotency, got(s.Idempotency(ctx, f.Idempotency.KeyHash))(t), days); diff != "" {
			t.Error(diff)
		}
		if files := got(s.Evidence(ctx, p.ID))(t); len(files) != 1 || files[0].EventID != f.Event.ID {
			t.Errorf("evidence: %v", files)
		}
		if ids := got(s.SamePetitioner(ctx, "phone", []string{"b1"}, 10))(t); !cmp.Equal(ids, []int64{p.ID}) {
			t.Errorf("same petitioner: %v", ids)
		}
	})
}

func TestFilingTwiceUnderOneKey(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		const racers = 50
		outcomes := make(chan error, racers)
		for range racers {
			go func() {
				f := aFiling(aPetition())
				f.Idempotency.KeyHash = "one key"
				outcomes <- s.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, f) })
			}()
		}
		filed := 0
		for range racers {
			switch err := <-outcomes; {
			case err == nil:
				filed++
			case !errors.Is(err, store.ErrKeyTaken):
				t.Error(err)
			}
		}
		page := got(s.Queue(ctx, office, store.Query{Today: clock.DayOf(noon)}))(t)
		if filed != 1 || len(page.Items) != 1 {
			t.Errorf("filed %d, found %d", filed, len(page.Items))
		}
	})
}

func TestFilingIsAllOrNothing(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		f := aFiling(aPetition())
		f.Evidence = store.Uploads{IDs: []string{"not mine"}, TokenHash: "tok"}
		err := s.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, f) })
		if !fault.Is(err, fault.Conflict) {
			t.Errorf("got %v", err)
		}
		if _, err := s.PetitionByNumber(ctx, office, f.Petition.Number); !fault.Is(err, fault.NotFound) {
			t.Errorf("half a filing: %v", err)
		}
		if _, err := s.Idempotency(ctx, f.Idempotency.KeyHash); !fault.Is(err, fault.NotFound) {
			t.Errorf("half a filing: %v", err)
		}
	})
}

func TestEventsAreOnlyAppended(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		p := file(t, s)
		append := func(e *petition.Event) error {
			return s.Tx(ctx, func(tx *store.Store) error { return tx.AppendEvent(ctx, e) })
		}
		must(t, append(anEvent(p, 2, petition.Register)))
		if err := append(anEvent(p, 2, petition.Note)); !fault.Is(err, fault.Conflict) {
			t.Errorf("seq taken: %v", err)
		}
		again := anEvent(p, 3, petition.Note)
		must(t, append(again))
		again.Seq = 4
		if err := append(again); !fault.Is(err, fault.Conflict) {
			t.Errorf("id taken: %v", err)
		}
		if err := s.AppendEvent(ctx, anEvent(p, 4, petition.Note)); err == nil {
			t.Error("an event outside a transaction")
		}
		events := got(s.Events(ctx, p.ID))(t)
		if len(events) != 3 || events[1].Verb != petition.Register || events[1].Content.Seq != 2 {
			t.Errorf("events: %v", events)
		}
	})
}
