package store_test

import (
	"testing"

	"github.com/google/go-cmp/cmp"

	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func TestOfficialsAreNamedWithinScope(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		for _, a := range []store.Account{
			{ID: "office", Unit: "petition-office", Roles: []petition.Role{petition.Office}},
			{ID: "lead", Unit: "petition-office", Roles: []petition.Role{petition.Lead}},
			{ID: "handler", Unit: "unit-a", Roles: []petition.Role{petition.Handler}},
			{ID: "head", Unit: "unit-a", Roles: []petition.Role{petition.Handler, petition.Head}},
			{ID: "gone", Unit: "unit-a", Disabled: true, Roles: []petition.Role{petition.Handler}},
			{ID: "other", Unit: "unit-b", Roles: []petition.Role{petition.Handler}},
			{ID: "admin", Unit: "unit-a", Roles: []petition.Role{petition.Admin}},
		} {
			a.Login, a.Name, a.Preferences, a.CreatedAt = a.ID, a.ID, "{}", noon
			must(t, s.InsertAccount(ctx, &a))
		}
		head := store.OfficialScope("head", "unit-a", petition.Head)
		office := store.OfficialScope("office", "petition-office", petition.Office)
		for name, c := range map[string]struct {
			scope store.Scope
			role  petition.Role
			unit  string
			want  []string
		}{
			"a head names his own unit":            {head, "", "", []string{"handler", "head"}},
			"and nobody of another":                {head, petition.Handler, "unit-b", nil},
			"the office names a lead":              {office, petition.Lead, "", []string{"lead"}},
			"and who works in a unit":              {office, petition.Handler, "unit-a", []string{"handler", "head"}},
			"an administrator names nobody":        {store.OfficialScope("admin", "unit-a", petition.Admin), "", "", nil},
			"nobody is named without an account":   {store.Scope{}, "", "", nil},
			"administrators are nobody's to name":  {office, petition.Admin, "", nil},
			"a unit is compared, never understood": {office, "", "unit-%", nil},
		} {
			var ids []string
			for _, o := range got(s.Officials(ctx, c.scope, c.role, c.unit))(t) {
				ids = append(ids, o.ID)
			}
			if diff := cmp.Diff(c.want, ids); diff != "" {
				t.Errorf("%s: %s", name, diff)
			}
		}
	})
}
