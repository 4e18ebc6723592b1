package identity_test

import (
	"fmt"
	"testing"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

var everyRole = append([]petition.Role{petition.Admin, petition.Auditor}, petition.Roles...)

// byAdmin runs a test on every engine with the demo's administrator signed in.
func byAdmin(t *testing.T, test func(t *testing.T, o office, admin identity.Official)) {
	t.Helper()
	inDemo(t, func(t *testing.T, o office) { test(t, o, o.enter(t, "admin").Official) })
}

func (o office) id(t *testing.T, login string) string {
	t.Helper()
	row, err := o.store.AccountByLogin(t.Context(), login)
	if err != nil {
		t.Fatal(err)
	}
	return row.ID
}

func TestOnlyAdministratorsManageAccounts(t *testing.T) {
	inDemo(t, func(t *testing.T, o office) {
		ctx, target := t.Context(), o.id(t, "handler-a")
		for _, role := range everyRole {
			by := identity.Official{ID: "1", Unit: "unit-a", Roles: []petition.Role{role}}
			limited := by
			limited.MustEnrol = true
			for _, by := range []identity.Official{by, limited, {}} {
				if by.Has(petition.Admin) {
					continue
				}
				_, err := o.List(ctx, by, "", "")
				wantKind(t, err, fault.Forbidden)
				_, _, err = o.Create(ctx, by, identity.NewAccount{})
				wantKind(t, err, fault.Forbidden)
				_, err = o.Change(ctx, by, target, identity.Change{})
				wantKind(t, err, fault.Forbidden)
				_, _, err = o.Reset(ctx, by, target, true, true)
				wantKind(t, err, fault.Forbidden)
				wantKind(t, o.ForceSignOut(ctx, by, target), fault.Forbidden)
				wantKind(t, o.CreateUnit(ctx, by, identity.Unit{}), fault.Forbidden)
				wantKind(t, o.ChangeUnit(ctx, by, identity.Unit{}), fault.Forbidden)
			}
		}
	})
}

// Who makes accounts neither works on petitions nor checks what was done, and who checks has not
// done it: over every set of roles.
func TestAdministratorsAndAuditorsHoldNothingElse(t *testing.T) {
	byAdmin(t, func(t *testing.T, o office, admin identity.Official) {
		handler := o.id(t, "handler-a")
		rapid.Check(t, func(r *rapid.T) {
			roles := rapid.SliceOfN(rapid.SampledFrom(everyRole), 0, 4).Draw(r, "roles")
			_, err := o.Change(t.Context(), admin, handler, identity.Change{Roles: &roles})
			if err != nil && !fault.Is(err, fault.KindInvalid) {
				r.Fatal(err)
			}
			row, err := o.store.Account(t.Context(), handler)
			if err != nil || len(row.Roles) == 0 {
				r.Fatalf("%v, %v", row, err)
			}
			for _, role := range row.Roles {
				alone := role == petition.Admin || role == petition.Auditor
				never := role == petition.Citizen || role == petition.System || role == petition.CoHandler
				if alone && len(row.Roles) > 1 || never {
					r.Fatalf("one person holds %v", row.Roles)
				}
			}
		})
		for _, c := range []struct {
			roles []petition.Role
			key   string
		}{
			{nil, "error.roles_needed"},
			{[]petition.Role{"BOSS"}, "error.role_unknown"},
			{[]petition.Role{petition.System}, "error.role_unknown"},
			{[]petition.Role{petition.Admin, petition.Auditor}, "error.roles_apart"},
			{[]petition.Role{petition.Registrar, petition.Admin}, "error.roles_apart"},
			{[]petition.Role{petition.Auditor, petition.Discipline}, "error.roles_apart"},
		} {
			_, err := o.Change(t.Context(), admin, handler, identity.Change{Roles: &c.roles})
			wantField(t, err, "roles", c.key)
			_, _, err = o.Create(t.Context(), admin, identity.NewAccount{Login: "new", Name: "新", Unit: "unit-a", Roles: c.roles})
			wantField(t, err, "roles", c.key)
		}
	})
}

func TestNobodyChangesHimself(t *testing.T) {
	byAdmin(t, func(t *testing.T, o office, admin identity.Official) {
		roles, yes := []petition.Role{petition.Office}, true
		_, err := o.Change(t.Context(), admin, admin.ID, identity.Change{Roles: &roles})
		wantKind(t, err, fault.Conflict)
		_, err = o.Change(t.Context(), admin, admin.ID, identity.Change{Disabled: &yes})
		wantKind(t, err, fault.Conflict)
		_, _, err = o.Reset(t.Context(), admin, admin.ID, true, true)
		wantKind(t, err, fault.Conflict)
	})
}

func TestCreate(t *testing.T) {
	byAdmin(t, func(t *testing.T, o office, admin identity.Official) {
		ctx := t.Context()
		n := identity.NewAccount{Login: "handler-z", Name: " 新人 ", Unit: "unit-a", Roles: []petition.Role{petition.Head, petition.Handler, petition.Head}}
		made, password, err := o.Create(ctx, admin, n)
		if err != nil {
			t.Fatal(err)
		}
		want := identity.Account{ID: made.ID, Login: "handler-z", Name: "新人", Unit: "unit-a", Lang: "zh-CN",
			Roles: []petition.Role{petition.Head, petition.Handler}, MustChange: true, CreatedAt: o.clock.Now()}
		if diff := cmp.Diff(want, made); diff != "" {
			t.Error(diff)
		}
		s, err := o.Authenticate(ctx, "handler-z", password, "", here)
		if err != nil || !s.Official.MustChange || len(s.Official.Roles) != 0 {
			t.Errorf("got %+v, %v", s.Official, err)
		}
		_, _, err = o.Create(ctx, admin, n)
		wantKind(t, err, fault.Conflict)
		for _, c := range []struct {
			field, key string
			spoil      func(*identity.NewAccount)
		}{
			{"login", "error.login_form", func(n *identity.NewAccount) { n.Login = "Handler" }},
			{"login", "error.login_form", func(n *identity.NewAccount) { n.Login = "x" }},
			{"login", "error.login_form", func(n *identity.NewAccount) { n.Login = "-x" }},
			{"name", "error.account_name", func(n *identity.NewAccount) { n.Name = " " }},
			{"unit", "error.unit_unknown", func(n *identity.NewAccount) { n.Unit = "unit-x" }},
			{"roles", "error.roles_needed", func(n *identity.NewAccount) { n.Roles = nil }},
		} {
			spoilt := n
			spoilt.Login = "other"
			c.spoil(&spoilt)
			_, _, err := o.Create(ctx, admin, spoilt)
			wantField(t, err, c.field, c.key)
		}
		found, err := o.List(ctx, admin, "unit-a", "新")
		if err != nil || len(found) != 1 || found[0].Login != "handler-z" {
			t.Errorf("found %v, %v", found, err)
		}
		all, err := o.List(ctx, admin, "", "")
		if err != nil || len(all) != len(demo.Logins)+1 {
			t.Errorf("%d accounts, %v", len(all), err)
		}
	})
}

// What an administrator changes holds with the very next request.
func TestChangesEndSessionsAtOnce(t *testing.T) {
	yes, no, name, unit := true, false, "新名", "petition-office"
	roles, same := []petition.Role{petition.Head}, []petition.Role{petition.Handler}
	cases := []struct {
		name string
		act  func(t *testing.T, o office, admin identity.Official, id string) error
		ends bool
	}{
		{"roles", changing(identity.Change{Roles: &roles}), true},
		{"unit", changing(identity.Change{Unit: &unit}), true},
		{"disabled", changing(identity.Change{Disabled: &yes}), true},
		{"same roles", changing(identity.Change{Roles: &same}), false},
		{"not disabled", changing(identity.Change{Disabled: &no}), false},
		{"name", changing(identity.Change{Name: &name}), false},
		{"sign-out", func(t *testing.T, o office, admin identity.Official, id string) error {
			return o.ForceSignOut(t.Context(), admin, id)
		}, true},
		{"reset", func(t *testing.T, o office, admin identity.Official, id string) error {
			_, _, err := o.Reset(t.Context(), admin, id, false, true)
			return err
		}, true},
	}
	byAdmin(t, func(t *testing.T, o office, admin identity.Official) {
		other := o.enter(t, "head-a")
		for i, c := range cases {
			_, password, err := o.Create(t.Context(), admin, identity.NewAccount{
				Login: fmt.Sprintf("handler-%d", i), Name: "何一鸣", Unit: "unit-a", Roles: same})
			if err != nil {
				t.Fatal(err)
			}
			s, err := o.Authenticate(t.Context(), fmt.Sprintf("handler-%d", i), password, "", here)
			if err != nil {
				t.Fatal(err)
			}
			if err := c.act(t, o, admin, s.Official.ID); err != nil {
				t.Fatalf("%s: %v", c.name, err)
			}
			if _, err := o.Session(t.Context(), s.Token); c.ends != fault.Is(err, fault.Unauthenticated) {
				t.Errorf("%s: got %v", c.name, err)
			}
		}
		if _, err := o.Session(t.Context(), other.Token); err != nil {
			t.Errorf("another official was signed out: %v", err)
		}
	})
}

func changing(c identity.Change) func(*testing.T, office, identity.Official, string) error {
	return func(t *testing.T, o office, admin identity.Official, id string) error {
		_, err := o.Change(t.Context(), admin, id, c)
		return err
	}
}

func TestReset(t *testing.T) {
	strictly(t, func(t *testing.T, o office, _ string, recovery []string) {
		ctx, by, id := t.Context(), identity.CommandLine(), o.id(t, "handler-a")
		after, password, err := o.Reset(ctx, by, id, true, false)
		if err != nil || password == "" || !after.MustChange || !after.SecondFactor {
			t.Fatalf("%+v, %v", after, err)
		}
		_, err = o.Authenticate(ctx, "handler-a", "river-lamp-Quartz", "", here)
		wantKind(t, err, fault.Unauthenticated)
		_, err = o.Authenticate(ctx, "handler-a", password, "", here)
		wantKind(t, err, fault.SecondFactor) // the new password alone opens nothing

		after, none, err := o.Reset(ctx, by, id, false, true)
		if err != nil || none != "" || after.SecondFactor {
			t.Fatalf("%+v, %v", after, err)
		}
		s, err := o.Authenticate(ctx, "handler-a", password, recovery[0], here)
		if err != nil || !s.Official.MustEnrol || !s.Official.MustChange {
			t.Errorf("%+v, %v", s.Official, err)
		}
		_, _, err = o.Reset(ctx, by, "nobody", true, false)
		wantKind(t, err, fault.NotFound)
		wantKind(t, o.ForceSignOut(ctx, by, "nobody"), fault.NotFound)
	})
}

func TestUnits(t *testing.T) {
	byAdmin(t, func(t *testing.T, o office, admin identity.Official) {
		ctx := t.Context()
		good := identity.Unit{Code: "unit-b", NameZH: "甲区另一局", Kind: "unit", Parent: "petition-office", Active: true}
		if err := o.CreateUnit(ctx, admin, good); err != nil {
			t.Fatal(err)
		}
		wantKind(t, o.CreateUnit(ctx, admin, good), fault.Conflict)
		renamed := good
		renamed.NameZH, renamed.Active = "甲区新名局", false
		if err := o.ChangeUnit(ctx, admin, renamed); err != nil {
			t.Fatal(err)
		}
		_, _, err := o.Create(ctx, admin, identity.NewAccount{Login: "new", Name: "新", Unit: "unit-b", Roles: []petition.Role{petition.Handler}})
		wantField(t, err, "unit", "error.unit_inactive")
		missing := good
		missing.Code = "unit-x"
		wantKind(t, o.ChangeUnit(ctx, admin, missing), fault.NotFound)
		for _, c := range []struct {
			field, key string
			spoil      func(*identity.Unit)
		}{
			{"code", "error.unit_code", func(u *identity.Unit) { u.Code = "Unit C" }},
			{"name", "error.unit_name", func(u *identity.Unit) { u.NameZH = " " }},
			{"kind", "error.unit_kind", func(u *identity.Unit) { u.Kind = "court" }},
			{"parent", "error.unit_parent", func(u *identity.Unit) { u.Parent = "unit-z" }},
			{"parent", "error.unit_parent", func(u *identity.Unit) { u.Parent = u.Code }},
		} {
			spoilt := good
			spoilt.Code = "unit-c"
			c.spoil(&spoilt)
			wantField(t, o.CreateUnit(ctx, admin, spoilt), c.field, c.key)
		}
		// A unit cannot be put under one that stands below it.
		circle := identity.Unit{Code: "petition-office", NameZH: "甲市信访局", Kind: "office", Parent: "unit-b", Active: true}
		wantField(t, o.ChangeUnit(ctx, admin, circle), "parent", "error.unit_parent")
	})
}
