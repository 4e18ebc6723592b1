package store_test

import (
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func TestAccounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a := &store.Account{Login: "handler-a", Name: "经办人", Unit: "unit-a", PasswordHash: "$argon2id$", Lang: "zh-CN", Preferences: "{}", CreatedAt: noon,
			TOTPSealed: []byte("sealed"), Roles: []petition.Role{petition.Head, petition.Handler}}
		must(t, s.InsertAccount(ctx, a))
		must(t, s.InsertAccount(ctx, &store.Account{Login: "admin", Unit: "petition-office", Preferences: "{}", CreatedAt: noon}))
		if err := s.InsertAccount(ctx, &store.Account{Login: "handler-a", CreatedAt: noon}); !fault.Is(err, fault.Conflict) {
			t.Errorf("login taken: %v", err)
		}
		if diff := cmp.Diff(a, got(s.AccountByLogin(ctx, "handler-a"))(t)); diff != "" {
			t.Error(diff)
		}
		if _, err := s.AccountByLogin(ctx, "Handler-A"); !fault.Is(err, fault.NotFound) {
			t.Errorf("another login: %v", err)
		}
		changed := *a
		changed.Name, changed.TOTPSealed, changed.Disabled = "", nil, true
		must(t, s.UpdateAccount(ctx, &changed))
		must(t, s.SetRoles(ctx, a.ID, []petition.Role{petition.Auditor}))
		must(t, s.MarkLogin(ctx, a.ID, noon))
		back := got(s.Account(ctx, a.ID))(t)
		if back.Name != "" || back.TOTPSealed != nil || !back.Disabled || !back.LastLoginAt.Equal(noon) || !cmp.Equal(back.Roles, []petition.Role{petition.Auditor}) {
			t.Errorf("got %+v", back)
		}
		if list := got(s.Accounts(ctx, "unit-a"))(t); len(list) != 1 || len(list[0].Roles) != 1 {
			t.Errorf("accounts of a unit: %+v", list)
		}
		if list := got(s.Accounts(ctx, ""))(t); len(list) != 2 || list[0].Login != "admin" || list[0].Roles != nil {
			t.Errorf("accounts: %+v", list)
		}
	})
}

func TestRecoveryCodeServesOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		a := &store.Account{Login: "x", CreatedAt: noon}
		must(t, s.InsertAccount(ctx, a))
		must(t, s.SetRecoveryCodes(ctx, a.ID, []string{"old"}))
		must(t, s.SetRecoveryCodes(ctx, a.ID, []string{"one", "two"}))
		var used atomic.Int64
		all(t, 20, func(int) error {
			err := s.UseRecoveryCode(ctx, a.ID, "one", noon)
			if err == nil {
				used.Add(1)
			} else if fault.Is(err, fault.NotFound) {
				return nil
			}
			return err
		})
		if used.Load() != 1 {
			t.Errorf("used %d times", used.Load())
		}
		if err := s.UseRecoveryCode(ctx, a.ID, "old", noon); !fault.Is(err, fault.NotFound) {
			t.Errorf("a replaced code: %v", err)
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for _, token := range []string{"t1", "t2", "t3"} {
			must(t, s.PutSession(ctx, &store.Session{TokenHash: token, AccountID: "a", Data: []byte{1}, CreatedAt: noon, SeenAt: noon, ExpiresAt: noon.Add(time.Hour)}))
		}
		must(t, s.PutSession(ctx, &store.Session{TokenHash: "t1", AccountID: "a", CreatedAt: noon.Add(time.Minute), SeenAt: noon, ExpiresAt: noon.Add(time.Hour)}))
		must(t, s.TouchSession(ctx, "t1", noon.Add(time.Minute)))
		back := got(s.Session(ctx, "t1", noon))(t)
		if !back.CreatedAt.Equal(noon) || !back.SeenAt.Equal(noon.Add(time.Minute)) || len(back.Data) != 0 {
			t.Errorf("got %+v", back)
		}
		if _, err := s.Session(ctx, "t1", noon.Add(time.Hour)); !fault.Is(err, fault.NotFound) {
			t.Errorf("a session that ran out: %v", err)
		}
		if n := got(s.DeleteSessionsOf(ctx, "a", "t2"))(t); n != 2 {
			t.Errorf("%d ended", n)
		}
		must(t, s.TouchSession(ctx, "t1", noon))
		if _, err := s.Session(ctx, "t1", noon); !fault.Is(err, fault.NotFound) {
			t.Errorf("touching revived a session: %v", err)
		}
		must(t, s.DeleteSession(ctx, "t2"))
		must(t, s.DeleteSession(ctx, "t2"))
		if n := got(s.DeleteSessionsBefore(ctx, noon))(t); n != 0 {
			t.Errorf("%d ran out", n)
		}
	})
}

func TestCaseSessionLimits(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		p := file(t, s)
		must(t, s.InsertCaseSession(ctx, &store.CaseSession{TokenHash: "c", PetitionID: p.ID, CreatedAt: noon, SeenAt: noon}))
		find := func(now time.Time) error {
			_, err := s.CaseSession(ctx, "c", now.Add(-15*time.Minute), now.Add(-2*time.Hour))
			return err
		}
		must(t, find(noon.Add(15*time.Minute)))
		if err := find(noon.Add(16 * time.Minute)); !fault.Is(err, fault.NotFound) {
			t.Errorf("idle too long: %v", err)
		}
		must(t, s.TouchCaseSession(ctx, "c", noon.Add(2*time.Hour)))
		must(t, find(noon.Add(2*time.Hour)))
		if err := find(noon.Add(2*time.Hour + time.Minute)); !fault.Is(err, fault.NotFound) {
			t.Errorf("open too long: %v", err)
		}
		if n := got(s.DeleteCaseSessionsBefore(ctx, noon.Add(3*time.Hour)))(t); n != 1 {
			t.Errorf("%d removed", n)
		}
		must(t, s.DeleteCaseSession(ctx, "c"))
	})
}
