package store_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func TestDraftsAndWorkingCopies(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		big := bytes.Repeat([]byte{0, '\'', '\\', 0xff}, 50_000)
		must(t, s.PutDraft(ctx, &store.Draft{ID: "d", Sealed: []byte("first"), UpdatedAt: noon}))
		must(t, s.PutDraft(ctx, &store.Draft{ID: "d", Sealed: big, UpdatedAt: noon.Add(time.Second)}))
		if d := got(s.Draft(ctx, "d"))(t); !bytes.Equal(d.Sealed, big) || !d.UpdatedAt.Equal(noon.Add(time.Second)) {
			t.Error("the draft came back changed")
		}
		if n := got(s.DeleteDraftsBefore(ctx, noon))(t); n != 0 {
			t.Errorf("%d drafts went too early", n)
		}
		must(t, s.DeleteDraft(ctx, "d"))
		if _, err := s.Draft(ctx, "d"); !fault.Is(err, fault.NotFound) {
			t.Errorf("got %v", err)
		}
		p := file(t, s)
		for _, body := range []string{"one", "two"} {
			must(t, s.PutWorkingCopy(ctx, &store.WorkingCopy{PetitionID: p.ID, AccountID: "a", Verb: petition.Draft, Body: []byte(body), SavedAt: noon}))
		}
		if w := got(s.WorkingCopy(ctx, p.ID, "a", petition.Draft))(t); string(w.Body) != "two" {
			t.Errorf("got %s", w.Body)
		}
		if _, err := s.WorkingCopy(ctx, p.ID, "b", petition.Draft); !fault.Is(err, fault.NotFound) {
			t.Errorf("somebody else's: %v", err)
		}
		must(t, s.DeleteWorkingCopy(ctx, p.ID, "a", petition.Draft))
		if n := got(s.DeleteWorkingCopiesBefore(ctx, noon.Add(time.Hour)))(t); n != 0 {
			t.Errorf("%d left", n)
		}
		if back := got(s.PetitionByNumber(ctx, office, p.Number))(t); back.Version != 1 {
			t.Error("a working copy moved the version")
		}
	})
}

func TestReads(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		p := file(t, s)
		until := noon.Add(30 * time.Minute)
		must(t, s.InsertRead(ctx, &store.Read{ID: store.NewID(), PetitionID: p.ID, At: noon, AccountID: "a", Role: petition.Handler, Unit: "unit-a", What: "case"}, unmarked))
		must(t, s.InsertRead(ctx, &store.Read{ID: store.NewID(), PetitionID: p.ID, At: noon.Add(time.Minute), AccountID: "a", Role: petition.Handler, Unit: "unit-a", What: "identity", Reason: "回电", UntilAt: &until}, unmarked))
		if list := got(s.Reads(ctx, p.ID, 10))(t); len(list) != 2 || list[0].What != "identity" || list[0].Reason != "回电" {
			t.Errorf("got %+v", list)
		}
		if seen := got(s.RecentRead(ctx, p.ID, "a", "case", noon))(t); !seen {
			t.Error("not seen")
		}
		if seen := got(s.RecentRead(ctx, p.ID, "a", "case", noon.Add(time.Second)))(t); seen {
			t.Error("seen too long ago")
		}
		if end := got(s.RevealedUntil(ctx, p.ID, "a", noon))(t); !end.Equal(until) {
			t.Errorf("until %v", end)
		}
		for _, c := range []struct {
			account string
			now     time.Time
		}{{"b", noon}, {"a", until}} {
			if end := got(s.RevealedUntil(ctx, p.ID, c.account, c.now))(t); !end.IsZero() {
				t.Errorf("%v: until %v", c, end)
			}
		}
		if n := got(s.ReadsBy(ctx, "a", noon))(t); n != 1 {
			t.Errorf("%d petitions read", n)
		}
	})
}

func TestUnitsCalendarMeta(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		u := &store.Unit{Code: "unit-a", NameZH: "甲单位", NameEN: "Unit A", Active: true}
		must(t, s.PutUnit(ctx, u))
		u.Active, u.Address = false, "人民路1号"
		must(t, s.PutUnit(ctx, u))
		if diff := cmp.Diff([]store.Unit{*u}, got(s.Units(ctx))(t)); diff != "" {
			t.Error(diff)
		}
		if diff := cmp.Diff(u, got(s.Unit(ctx, "unit-a"))(t)); diff != "" {
			t.Error(diff)
		}
		day := store.CalendarDay{Day: on("2027-01-01"), Kind: "holiday", Name: "元旦", Source: "notice"}
		must(t, s.PutCalendarDay(ctx, &day))
		must(t, s.PutCalendarDay(ctx, &day))
		if diff := cmp.Diff([]store.CalendarDay{day}, got(s.CalendarDays(ctx))(t), days); diff != "" {
			t.Error(diff)
		}
		must(t, s.DeleteCalendarDay(ctx, day.Day))
		if left := got(s.CalendarDays(ctx))(t); len(left) != 0 {
			t.Errorf("left %v", left)
		}
		must(t, s.SetMeta(ctx, "a", "1"))
		must(t, s.SetMeta(ctx, "a", "2"))
		if v := got(s.Meta(ctx, "a"))(t) + got(s.Meta(ctx, "none"))(t); v != "2" {
			t.Errorf("got %q", v)
		}
	})
}

func TestAnswersAreForgottenKeysAreNot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		f := aFiling(aPetition())
		must(t, s.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, f) }))
		for _, want := range []int{0, 1, 0} {
			before := noon.Add(time.Duration(want) * time.Second)
			if n := got(s.ForgetAnswers(ctx, before))(t); n != want {
				t.Errorf("%d forgotten, want %d", n, want)
			}
		}
		if row := got(s.Idempotency(ctx, f.Idempotency.KeyHash))(t); len(row.Answer) != 0 || row.Number != f.Petition.Number {
			t.Errorf("got %+v", row)
		}
	})
}

func TestIdentityIsReplacedNotOverwritten(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		f := aFiling(aPetition())
		must(t, s.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, f) }))
		next := store.Identity{PetitionID: f.Petition.ID, Sealed: []byte("new"), SHA256: "bb"}
		must(t, s.ReplaceIdentity(ctx, next, "aa", []store.Lookup{{Field: "phone", Blind: "b9"}}))
		if err := s.ReplaceIdentity(ctx, next, "aa", nil); !fault.Is(err, fault.Stale) {
			t.Errorf("got %v", err)
		}
		if ids := got(s.SamePetitioner(ctx, "phone", []string{"b1", "b9"}, 5))(t); len(ids) != 1 {
			t.Errorf("got %v", ids)
		}
		if ids := got(s.SamePetitioner(ctx, "email", []string{"b2"}, 5))(t); len(ids) != 0 {
			t.Errorf("an old look-up stayed: %v", ids)
		}
		must(t, s.UpdateCodeHash(ctx, f.Petition.ID, []byte("new hash")))
		if p := got(s.PetitionByID(ctx, office, f.Petition.ID))(t); string(p.CodeHash) != "new hash" {
			t.Errorf("got %s", p.CodeHash)
		}
	})
}

func TestSystemDue(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		at := func(d time.Duration) func(*petition.Petition) {
			return func(p *petition.Petition) { when := noon.Add(d); p.SystemAt = &when }
		}
		late, now := file(t, s, at(-time.Hour)), file(t, s, at(0))
		file(t, s, at(time.Millisecond))
		file(t, s)
		found := got(s.SystemDue(ctx, noon, 10))(t)
		if len(found) != 2 || found[0].Number != late.Number || found[1].Number != now.Number {
			t.Errorf("got %d", len(found))
		}
		if n := len(got(s.PetitionsAfter(ctx, late.ID, 10))(t)); n != 3 {
			t.Errorf("%d after the first", n)
		}
		events := got(s.EventsSince(ctx, time.Time{}.AddDate(1970, 0, 0), "", 3))(t)
		rest := got(s.EventsSince(ctx, events[2].RecordedAt, events[2].ID, 3))(t)
		if len(events) != 3 || len(rest) != 1 {
			t.Errorf("%d and %d events", len(events), len(rest))
		}
	})
}
