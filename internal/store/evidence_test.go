package store_test

import (
	"testing"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func TestEvidenceBelongsToItsUploaderUntilAttached(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		p, other := file(t, s), file(t, s)
		for i, id := range []string{"b", "a"} {
			must(t, s.InsertEvidence(ctx, &store.Evidence{ID: id, TokenHash: "mine", Name: id, UploadedAt: noon.Add(time.Duration(i) * time.Second)}))
		}
		mine := store.Uploads{IDs: []string{"a", "b"}, TokenHash: "mine"}
		found := got(s.UploadedEvidence(ctx, mine))(t)
		if len(found) != 2 || found[0].ID != "a" {
			t.Errorf("uploads %v", found)
		}
		for _, u := range []store.Uploads{{IDs: mine.IDs, TokenHash: "other"}, {IDs: []string{"a", "c"}, TokenHash: "mine"}} {
			if _, err := s.UploadedEvidence(ctx, u); !fault.Is(err, fault.NotFound) {
				t.Errorf("%v: %v", u, err)
			}
			attach := s.Tx(ctx, func(tx *store.Store) error { return tx.AttachEvidence(ctx, p.ID, "event", u) })
			if !fault.Is(attach, fault.Conflict) {
				t.Errorf("%v: %v", u, attach)
			}
		}
		attach := func() error {
			return s.Tx(ctx, func(tx *store.Store) error { return tx.AttachEvidence(ctx, p.ID, "event", mine) })
		}
		must(t, attach())
		if err := attach(); !fault.Is(err, fault.Conflict) {
			t.Errorf("attached twice: %v", err)
		}
		must(t, s.SetEvidenceView(ctx, "a", "view", "ff", ""))
		if e := got(s.EvidenceFile(ctx, p.ID, "a"))(t); e.ViewKey != "view" || e.EventID != "event" {
			t.Errorf("got %+v", e)
		}
		if _, err := s.EvidenceFile(ctx, other.ID, "a"); !fault.Is(err, fault.NotFound) {
			t.Errorf("by another petition: %v", err)
		}
		if gone := got(s.DeleteAbandoned(ctx, "a"))(t); gone {
			t.Error("attached evidence was deleted")
		}
	})
}

func TestAbandonedUploadsGo(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		must(t, s.InsertEvidence(ctx, &store.Evidence{ID: "old", UploadedAt: noon.Add(-25 * time.Hour)}))
		must(t, s.InsertEvidence(ctx, &store.Evidence{ID: "new", UploadedAt: noon}))
		found := got(s.AbandonedEvidence(ctx, noon.Add(-24*time.Hour), 10))(t)
		if len(found) != 1 || found[0].ID != "old" {
			t.Fatalf("abandoned: %v", found)
		}
		if gone := got(s.DeleteAbandoned(ctx, "old"))(t); !gone {
			t.Error("not deleted")
		}
		if n := len(got(s.EvidenceAfter(ctx, "", 10))(t)); n != 1 {
			t.Errorf("%d rows", n)
		}
	})
}
