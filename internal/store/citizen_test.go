package store_test

import (
	"testing"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// aContact is a contact of an account under the blind index that filings of tests carry (b1).
func aContact(citizen, field, blind string) *store.CitizenContact {
	return &store.CitizenContact{Field: field, Blind: blind, CitizenID: citizen, Sealed: []byte("sealed"), Notices: true, Lang: "zh-CN", ProvedAt: noon, CreatedAt: noon}
}

func TestAnAccountListsWhatCarriesItsContact(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		own, other := aFiling(aPetition()), aFiling(aPetition())
		other.Lookups, other.Idempotency = []store.Lookup{{Field: "phone", Blind: "b7"}}, nil
		must(t, s.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, own) }))
		must(t, s.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, other) }))
		must(t, s.InsertCitizenContact(ctx, aContact("c1", "phone", "b1")))
		if err := s.InsertCitizenContact(ctx, aContact("c2", "phone", "b1")); !fault.Is(err, fault.Conflict) {
			t.Errorf("a phone under two accounts: %v", err)
		}
		must(t, s.PutUnderAccount(ctx, "c1", own.Petition.ID, store.HowAdded, noon))
		must(t, s.PutUnderAccount(ctx, "c1", own.Petition.ID, store.HowFiled, noon)) // stays as it came
		must(t, s.PutUnderAccount(ctx, "c1", other.Petition.ID, store.HowAdded, noon))
		numbers := func() (list []string) {
			for _, p := range got(s.CitizenPetitions(ctx, "c1", 10))(t) {
				list = append(list, p.Number)
			}
			return list
		}
		if list := numbers(); len(list) != 1 || list[0] != own.Petition.Number {
			t.Errorf("listed %v", list)
		}
		if got(s.UnderAccount(ctx, "c1", other.Petition.ID))(t) || !got(s.UnderAccount(ctx, "c1", own.Petition.ID))(t) || got(s.UnderAccount(ctx, "c2", own.Petition.ID))(t) {
			t.Error("under the wrong account")
		}
		// Filed while signed in: the account's, whatever phone was given.
		third := aFiling(aPetition(func(p *petition.Petition) { p.FiledAt = noon.Add(time.Hour) }))
		third.Lookups, third.Idempotency, third.CitizenID = nil, nil, "c1"
		must(t, s.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, third) }))
		if list := numbers(); len(list) != 2 || list[0] != third.Petition.Number {
			t.Errorf("listed %v", list)
		}
		must(t, s.TakeFromAccount(ctx, "c1", third.Petition.ID))
		must(t, s.DeleteCitizen(ctx, "c1"))
		if len(numbers()) != 0 || len(got(s.CitizenContacts(ctx, "c1"))(t)) != 0 {
			t.Error("something of a closed account is left")
		}
	})
}

func TestReissuingACodeClosesWhatTheOldOneOpened(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		f := aFiling(aPetition())
		f.CitizenID = "stranger"
		must(t, s.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, f) }))
		id := f.Petition.ID
		must(t, s.InsertCitizenContact(ctx, aContact("owner", "email", "b2")))
		must(t, s.PutUnderAccount(ctx, "owner", id, store.HowAdded, noon))
		must(t, s.InsertCaseSession(ctx, &store.CaseSession{TokenHash: "t", PetitionID: id, CreatedAt: noon, SeenAt: noon}))
		if err := s.ReissueCode(ctx, &store.Reissue{ID: "r1", PetitionID: id, At: noon}, []byte("x"), unmarked); err == nil {
			t.Error("a reissue outside a transaction")
		}
		must(t, s.Tx(ctx, func(tx *store.Store) error {
			if _, err := tx.PetitionForUpdate(ctx, store.SystemScope(), f.Petition.Number); err != nil {
				return err
			}
			return tx.ReissueCode(ctx, &store.Reissue{ID: "r2", PetitionID: id, At: noon}, []byte("new hash"), unmarked)
		}))
		if _, err := s.CaseSession(ctx, "t", noon, noon); !fault.Is(err, fault.NotFound) {
			t.Errorf("an open case stayed open: %v", err)
		}
		if got(s.UnderAccount(ctx, "stranger", id))(t) || !got(s.UnderAccount(ctx, "owner", id))(t) {
			t.Error("the wrong account keeps the petition")
		}
		p := got(s.PetitionByID(ctx, store.SystemScope(), id))(t)
		if string(p.CodeHash) != "new hash" || p.Version != 1 || len(got(s.Reissues(ctx, id))(t)) != 1 {
			t.Errorf("got %+v", p)
		}
	})
}

func TestCitizensSessionsAndDrafts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for _, token := range []string{"a", "b"} {
			must(t, s.InsertCitizenSession(ctx, &store.CitizenSession{TokenHash: token, CitizenID: "c1", CreatedAt: noon, SeenAt: noon}))
		}
		must(t, s.TouchCitizenSession(ctx, "a", noon.Add(time.Minute)))
		if _, err := s.CitizenSession(ctx, "a", noon.Add(time.Minute), noon); err != nil {
			t.Error(err)
		}
		if _, err := s.CitizenSession(ctx, "b", noon.Add(time.Minute), noon); !fault.Is(err, fault.NotFound) {
			t.Errorf("an idle session lives: %v", err)
		}
		if n := got(s.DeleteCitizenSessionsBefore(ctx, noon.Add(time.Minute)))(t); n != 1 {
			t.Errorf("%d went", n)
		}
		if n := got(s.DeleteCitizenSessionsOf(ctx, "c1"))(t); n != 1 {
			t.Errorf("%d ended", n)
		}
		must(t, s.PutDraft(ctx, &store.Draft{ID: "d1", Sealed: []byte("x"), UpdatedAt: noon}))
		for _, id := range []string{"d1", "gone"} {
			must(t, s.PutCitizenDraft(ctx, &store.CitizenDraft{DraftID: id, CitizenID: "c1", Sealed: []byte("s"), KeptAt: noon}))
		}
		if n := got(s.DeleteCitizenDraftsBefore(ctx, noon.Add(time.Hour)))(t); n != 1 {
			t.Errorf("%d drafts without a draft", n)
		}
		must(t, s.PutCitizenDraft(ctx, &store.CitizenDraft{DraftID: "d1", CitizenID: "c2", Sealed: []byte("s"), KeptAt: noon}))
		if len(got(s.CitizenDrafts(ctx, "c1"))(t)) != 0 || len(got(s.CitizenDrafts(ctx, "c2"))(t)) != 1 {
			t.Error("a draft under two accounts")
		}
	})
}
