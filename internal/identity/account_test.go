package identity_test

import (
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"github.com/pquerna/otp/totp"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

const here = "192.0.2.1"

// office is a set of accounts on a database of its own.
type office struct {
	*identity.Accounts
	store *store.Store
	clock *clock.Manual
}

func newOffice(t *testing.T, s *store.Store, o identity.Options) office {
	t.Helper()
	c := clock.NewManual(time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC))
	o.Clock = c
	return office{identity.NewAccounts(s, demoKeys(t), o), s, c}
}

var demo = identity.Demo{
	Password: "sunlit-demo",
	Units: []identity.Unit{
		{Code: "petition-office", NameZH: "甲市信访局", Kind: "office", Active: true},
		{Code: "unit-a", NameZH: "甲区某局", Kind: "unit", Parent: "petition-office", Active: true},
	},
	Logins: []identity.DemoLogin{
		{Login: "registrar", Name: "林登记", Unit: "petition-office", Roles: []petition.Role{petition.Registrar}},
		{Login: "handler-a", Name: "何一鸣", Unit: "unit-a", Roles: []petition.Role{petition.Handler}},
		{Login: "head-a", Name: "钱科长", Unit: "unit-a", Roles: []petition.Role{petition.Head, petition.Handler}},
		{Login: "admin", Name: "管理员", Unit: "petition-office", Roles: []petition.Role{petition.Admin}},
	},
}

// inDemo runs a test on every engine with the demo's logins.
func inDemo(t *testing.T, test func(t *testing.T, o office)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, identity.Options{Demo: true, Limits: true})
		if made, err := o.SeedDemo(t.Context(), demo); err != nil || made != len(demo.Logins) {
			t.Fatalf("made %d, %v", made, err)
		}
		test(t, o)
	})
}

func (o office) enter(t *testing.T, login string) identity.Session {
	t.Helper()
	s, err := o.Authenticate(t.Context(), login, "sunlit-demo", "", here)
	if err != nil {
		t.Fatalf("%s: %v", login, err)
	}
	return s
}

func wantKind(t *testing.T, err error, kind fault.Kind) {
	t.Helper()
	if !fault.Is(err, kind) {
		t.Errorf("got %v, want %s", err, kind)
	}
}

func wantField(t *testing.T, err error, field, key string) {
	t.Helper()
	e, ok := fault.As(err)
	if !ok || e.Fields[field].Key != key {
		t.Errorf("got %v, want %s: %s", err, field, key)
	}
}

func TestSignIn(t *testing.T) {
	inDemo(t, func(t *testing.T, o office) {
		s := o.enter(t, " Head-A ")
		got, err := o.Session(t.Context(), s.Token)
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(s.Official, got); diff != "" {
			t.Error(diff)
		}
		want := identity.Official{
			ID: got.ID, Login: "head-a", Name: "钱科长", Unit: "unit-a", Lang: "zh-CN", Preferences: "{}",
			Roles: []petition.Role{petition.Head, petition.Handler},
		}
		if diff := cmp.Diff(want, got); diff != "" {
			t.Error(diff)
		}
		if !s.ExpiresAt.Equal(o.clock.Now().Add(8 * time.Hour)) {
			t.Errorf("ends %v", s.ExpiresAt)
		}
		if o.enter(t, "head-a").Token == s.Token {
			t.Error("two sessions share a token")
		}
		row, err := o.store.AccountByLogin(t.Context(), "head-a")
		if err != nil || row.LastLoginAt == nil || !row.LastLoginAt.Equal(o.clock.Now()) {
			t.Errorf("login not noted: %v", err)
		}
	})
}

func TestSignInRefuses(t *testing.T) {
	inDemo(t, func(t *testing.T, o office) {
		row, err := o.store.AccountByLogin(t.Context(), "handler-a")
		if err != nil {
			t.Fatal(err)
		}
		row.Disabled = true
		if err := o.store.UpdateAccount(t.Context(), row); err != nil {
			t.Fatal(err)
		}
		texts := map[string]bool{}
		for _, c := range []struct{ login, password string }{
			{"registrar", "wrong"}, {"registrar", ""}, {"nobody", "sunlit-demo"}, {"", ""},
			{"handler-a", "sunlit-demo"}, {"信访", "sunlit-demo"}, {strings.Repeat("x", 5000), "sunlit-demo"},
		} {
			_, err := o.Authenticate(t.Context(), c.login, c.password, "", here)
			wantKind(t, err, fault.Unauthenticated)
			texts[err.Error()] = true
		}
		if len(texts) != 1 {
			t.Errorf("refusals can be told apart: %v", texts)
		}
	})
}

func TestGuessingIsSlowedDown(t *testing.T) {
	inDemo(t, func(t *testing.T, o office) {
		for _, login := range []string{"registrar", "nobody"} {
			address := "198.51.100.1"
			if login == "nobody" {
				address = "198.51.101.1"
			}
			for range 5 {
				_, err := o.Authenticate(t.Context(), login, "wrong", "", address)
				wantKind(t, err, fault.Unauthenticated)
			}
			_, err := o.Authenticate(t.Context(), login, "wrong", "", address)
			if e, ok := fault.As(err); !ok || e.Kind != fault.TooMany || e.RetryAfter != time.Second {
				t.Errorf("%s: got %v", login, err)
			}
		}
		o.clock.Advance(time.Second)
		if _, err := o.Authenticate(t.Context(), "registrar", "sunlit-demo", "", here); err != nil {
			t.Errorf("the owner is locked out: %v", err)
		}
	})
}

func TestSessionsEnd(t *testing.T) {
	inDemo(t, func(t *testing.T, o office) {
		gone := func(token string) {
			t.Helper()
			_, err := o.Session(t.Context(), token)
			wantKind(t, err, fault.Unauthenticated)
		}
		gone("")
		gone("made up")

		idle := o.enter(t, "registrar")
		o.clock.Advance(30*time.Minute + time.Millisecond)
		gone(idle.Token)

		used, start := o.enter(t, "registrar"), o.clock.Now()
		for o.clock.Now().Sub(start) < 8*time.Hour-25*time.Minute {
			o.clock.Advance(25 * time.Minute)
			if _, err := o.Session(t.Context(), used.Token); err != nil {
				t.Fatalf("after %v: %v", o.clock.Now().Sub(start), err)
			}
		}
		o.clock.Set(used.ExpiresAt)
		gone(used.Token)

		left, other := o.enter(t, "registrar"), o.enter(t, "registrar")
		if err := o.SignOut(t.Context(), left.Token); err != nil {
			t.Fatal(err)
		}
		gone(left.Token)
		if _, err := o.Session(t.Context(), other.Token); err != nil {
			t.Errorf("another session ended too: %v", err)
		}
		if err := o.SignOut(t.Context(), ""); err != nil {
			t.Error(err)
		}
		o.clock.Advance(9 * time.Hour)
		if n, err := o.ForgetEnded(t.Context()); err != nil || n < 1 {
			t.Errorf("forgot %d, %v", n, err)
		}
	})
}

func TestTokensAreNotStored(t *testing.T) {
	inDemo(t, func(t *testing.T, o office) {
		s := o.enter(t, "registrar")
		if _, err := o.store.Session(t.Context(), s.Token, o.clock.Now()); !fault.Is(err, fault.NotFound) {
			t.Errorf("the database knows the token: %v", err)
		}
		if _, err := o.store.Session(t.Context(), identity.HashToken(s.Token), o.clock.Now()); err != nil {
			t.Error(err)
		}
	})
}

func TestScopeAndActor(t *testing.T) {
	o := identity.Official{ID: "7", Unit: "unit-a", Roles: []petition.Role{petition.Handler, petition.Head}}
	want := petition.Actor{ID: "7", Unit: "unit-a", Roles: o.Roles}
	if diff := cmp.Diff(want, o.Actor()); diff != "" {
		t.Error(diff)
	}
	want.Roles = []petition.Role{petition.Head}
	if diff := cmp.Diff(want, o.Actor(petition.Head, petition.Office)); diff != "" {
		t.Error(diff)
	}
	if s := o.Scope(); s.AccountID != "7" || s.Unit != "unit-a" || len(s.Roles) != 2 {
		t.Errorf("got %+v", s)
	}
	for _, limited := range []identity.Official{
		{ID: "7", Unit: "unit-a", Roles: o.Roles, MustChange: true},
		{ID: "7", Unit: "unit-a", Roles: o.Roles, MustEnrol: true},
	} {
		if s := limited.Scope(); s.AccountID != "" || len(s.Roles) != 0 {
			t.Errorf("a limited session has the scope %+v", s)
		}
		if len(limited.Actor().Roles) != 0 || limited.Has(petition.Head) || !limited.Limited() {
			t.Error("a limited session has a role")
		}
	}
}

func TestSeedDemo(t *testing.T) {
	inDemo(t, func(t *testing.T, o office) {
		s := o.enter(t, "registrar")
		if made, err := o.SeedDemo(t.Context(), demo); err != nil || made != 0 {
			t.Errorf("seeding again made %d, %v", made, err)
		}
		if _, err := o.Session(t.Context(), s.Token); err != nil {
			t.Errorf("seeding again ended a session: %v", err)
		}
		units, err := o.Units(t.Context())
		if err != nil || len(units) != len(demo.Units) {
			t.Errorf("%d units, %v", len(units), err)
		}
		strict := newOffice(t, o.store, identity.Options{})
		if _, err := strict.SeedDemo(t.Context(), demo); !fault.Is(err, fault.Forbidden) {
			t.Errorf("seeded outside the demo: %v", err)
		}
		// The demo's logins are worth nothing once the database is opened for real: no role.
		entered, err := strict.Authenticate(t.Context(), "registrar", "sunlit-demo", "", here)
		if err != nil || !entered.Official.MustEnrol || entered.Official.Roles != nil {
			t.Errorf("got %+v, %v", entered.Official, err)
		}
	})
}

// enrolled makes an official with a second factor outside demo mode.
func enrolled(t *testing.T, o office) (secret string, recovery []string) {
	t.Helper()
	ctx := t.Context()
	if err := o.CreateUnit(ctx, identity.CommandLine(), identity.Unit{Code: "unit-a", NameZH: "甲区某局", Kind: "unit", Active: true}); err != nil {
		t.Fatal(err)
	}
	_, first, err := o.Create(ctx, identity.CommandLine(), identity.NewAccount{
		Login: "handler-a", Name: "何一鸣", Unit: "unit-a", Roles: []petition.Role{petition.Handler}})
	if err != nil {
		t.Fatal(err)
	}
	s, err := o.Authenticate(ctx, "handler-a", first, "", here)
	if err != nil || !s.Official.MustChange || !s.Official.MustEnrol || s.Official.Roles != nil {
		t.Fatalf("first login: %+v, %v", s.Official, err)
	}
	changed, err := o.ChangePassword(ctx, s.Token, here, first, "river-lamp-Quartz")
	if err != nil || changed.Official.MustChange || !changed.Official.MustEnrol {
		t.Fatalf("first password: %+v, %v", changed.Official, err)
	}
	_, err = o.Session(ctx, s.Token)
	wantKind(t, err, fault.Unauthenticated)
	begun, err := o.BeginSecondFactor(ctx, changed.Token, here, "river-lamp-Quartz")
	if err != nil {
		t.Fatal(err)
	}
	secret = strings.ReplaceAll(begun.Secret, " ", "")
	final, recovery, err := o.ConfirmSecondFactor(ctx, changed.Token, here, o.code(t, secret))
	if err != nil || final.Official.Limited() || !final.Official.SecondFactor || !final.Official.Has(petition.Handler) {
		t.Fatalf("second factor: %+v, %v", final.Official, err)
	}
	_, err = o.Session(ctx, changed.Token)
	wantKind(t, err, fault.Unauthenticated)
	o.clock.Advance(time.Minute)
	return secret, recovery
}

func (o office) code(t *testing.T, secret string) string {
	t.Helper()
	code, err := totp.GenerateCode(secret, o.clock.Now())
	if err != nil {
		t.Fatal(err)
	}
	return code
}

// strictly runs a test on every engine outside demo mode, with one enrolled official.
func strictly(t *testing.T, test func(t *testing.T, o office, secret string, recovery []string)) {
	t.Helper()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		o := newOffice(t, s, identity.Options{})
		secret, recovery := enrolled(t, o)
		test(t, o, secret, recovery)
	})
}

func TestSecondFactor(t *testing.T) {
	strictly(t, func(t *testing.T, o office, secret string, _ []string) {
		enter := func(password, otp string) error {
			_, err := o.Authenticate(t.Context(), "handler-a", password, otp, here)
			return err
		}
		code := o.code(t, secret)
		wantKind(t, enter("river-lamp-Quartz", ""), fault.SecondFactor)
		wantKind(t, enter("wrong password", ""), fault.Unauthenticated)
		wantKind(t, enter("wrong password", code), fault.Unauthenticated)
		wantKind(t, enter("river-lamp-Quartz", "000000"), fault.Unauthenticated)
		wantKind(t, enter("river-lamp-Quartz", "none"), fault.Unauthenticated)
		if err := enter("river-lamp-Quartz", code); err != nil {
			t.Fatal(err)
		}
		wantKind(t, enter("river-lamp-Quartz", code), fault.Unauthenticated) // replayed
		o.clock.Advance(30 * time.Second)
		wantKind(t, enter("river-lamp-Quartz", code), fault.Unauthenticated) // still around, but used
		if err := enter("river-lamp-Quartz", o.code(t, secret)); err != nil {
			t.Errorf("the next code: %v", err)
		}
		row, err := o.store.AccountByLogin(t.Context(), "handler-a")
		if err != nil || strings.Contains(string(row.TOTPSealed), secret) {
			t.Errorf("the secret lies open: %v", err)
		}
	})
}

func TestRecoveryCodesWorkOnce(t *testing.T) {
	strictly(t, func(t *testing.T, o office, _ string, recovery []string) {
		for i, code := range recovery[:3] {
			typed := code
			if i == 1 {
				typed = strings.ToLower(strings.ReplaceAll(code, "-", " "))
			}
			if _, err := o.Authenticate(t.Context(), "handler-a", "river-lamp-Quartz", typed, here); err != nil {
				t.Errorf("code %d: %v", i, err)
			}
			_, err := o.Authenticate(t.Context(), "handler-a", "river-lamp-Quartz", code, here)
			wantKind(t, err, fault.Unauthenticated)
		}
		_, err := o.Authenticate(t.Context(), "handler-a", "river-lamp-Quartz", "00000-00000", here)
		wantKind(t, err, fault.Unauthenticated)
	})
}

func TestOfOneCodeAtOnceExactlyOneWins(t *testing.T) {
	strictly(t, func(t *testing.T, o office, secret string, recovery []string) {
		for name, code := range map[string]string{"time-based": o.code(t, secret), "recovery": recovery[0]} {
			var won atomic.Int32
			var all sync.WaitGroup
			for range 12 {
				all.Go(func() {
					_, err := o.Authenticate(t.Context(), "handler-a", "river-lamp-Quartz", code, here)
					switch {
					case err == nil:
						won.Add(1)
					case !fault.Is(err, fault.Unauthenticated):
						t.Errorf("%s: %v", name, err)
					}
				})
			}
			all.Wait()
			if won.Load() != 1 {
				t.Errorf("%s: %d sessions with one code", name, won.Load())
			}
		}
	})
}

func TestSettingUpASecondFactorAgainIsRefused(t *testing.T) {
	strictly(t, func(t *testing.T, o office, secret string, _ []string) {
		s, err := o.Authenticate(t.Context(), "handler-a", "river-lamp-Quartz", o.code(t, secret), here)
		if err != nil {
			t.Fatal(err)
		}
		_, err = o.BeginSecondFactor(t.Context(), s.Token, here, "river-lamp-Quartz")
		wantKind(t, err, fault.Conflict)
		_, err = o.BeginSecondFactor(t.Context(), s.Token, here, "wrong")
		wantField(t, err, "password", "error.password_wrong")
		_, _, err = o.ConfirmSecondFactor(t.Context(), s.Token, here, o.code(t, secret))
		wantKind(t, err, fault.Conflict)
		o.clock.Advance(time.Minute)
		if _, err := o.Authenticate(t.Context(), "handler-a", "river-lamp-Quartz", o.code(t, secret), here); err != nil {
			t.Errorf("the refused try broke the second factor: %v", err)
		}
	})
}

func TestConfirmingASecondFactor(t *testing.T) {
	inDemo(t, func(t *testing.T, o office) {
		s := o.enter(t, "registrar")
		_, _, err := o.ConfirmSecondFactor(t.Context(), s.Token, here, "123456")
		wantKind(t, err, fault.Conflict) // nothing begun
		first, err := o.BeginSecondFactor(t.Context(), s.Token, here, "sunlit-demo")
		if err != nil {
			t.Fatal(err)
		}
		second, err := o.BeginSecondFactor(t.Context(), s.Token, here, "sunlit-demo")
		if err != nil || first.Secret == second.Secret {
			t.Fatalf("%v", err)
		}
		_, _, err = o.ConfirmSecondFactor(t.Context(), s.Token, here, o.code(t, strings.ReplaceAll(first.Secret, " ", "")))
		wantField(t, err, "otp", "error.otp_wrong")
		o.enter(t, "registrar") // not in force yet
		_, codes, err := o.ConfirmSecondFactor(t.Context(), s.Token, here, o.code(t, strings.ReplaceAll(second.Secret, " ", "")))
		if err != nil || len(codes) != 10 {
			t.Fatalf("%d codes, %v", len(codes), err)
		}
		_, err = o.Authenticate(t.Context(), "registrar", "sunlit-demo", "", here)
		wantKind(t, err, fault.SecondFactor) // once set up it is asked for in the demo too
	})
}

func TestChangePassword(t *testing.T) {
	inDemo(t, func(t *testing.T, o office) {
		s, other := o.enter(t, "registrar"), o.enter(t, "registrar")
		_, err := o.ChangePassword(t.Context(), s.Token, here, "wrong", "river-lamp-Quartz")
		wantField(t, err, "current", "error.password_wrong")
		_, err = o.ChangePassword(t.Context(), s.Token, here, "sunlit-demo", "registrar1")
		wantField(t, err, "next", "error.password_common")
		_, err = o.ChangePassword(t.Context(), "made up", here, "sunlit-demo", "river-lamp-Quartz")
		wantKind(t, err, fault.Unauthenticated)
		renewed, err := o.ChangePassword(t.Context(), s.Token, here, "sunlit-demo", "river-lamp-Quartz")
		if err != nil {
			t.Fatal(err)
		}
		for _, token := range []string{s.Token, other.Token} {
			_, err := o.Session(t.Context(), token)
			wantKind(t, err, fault.Unauthenticated)
		}
		if _, err := o.Session(t.Context(), renewed.Token); err != nil {
			t.Error(err)
		}
		_, err = o.ChangePassword(t.Context(), renewed.Token, here, "river-lamp-Quartz", "river-lamp-Quartz")
		wantField(t, err, "next", "error.password_same")
		_, err = o.Authenticate(t.Context(), "registrar", "sunlit-demo", "", here)
		wantKind(t, err, fault.Unauthenticated)
		if _, err := o.Authenticate(t.Context(), "registrar", "river-lamp-Quartz", "", here); err != nil {
			t.Error(err)
		}
	})
}

func TestSetPreferences(t *testing.T) {
	inDemo(t, func(t *testing.T, o office) {
		s := o.enter(t, "registrar")
		if err := o.SetPreferences(t.Context(), s.Official, "en", `{"theme":"dark"}`); err != nil {
			t.Fatal(err)
		}
		got, err := o.Session(t.Context(), s.Token)
		if err != nil || got.Lang != "en" || got.Preferences != `{"theme":"dark"}` || !got.Has(petition.Registrar) {
			t.Errorf("got %+v, %v", got, err)
		}
	})
}
