package store

import (
	"context"
	"slices"

	"sunlit/internal/petition"
)

// Official is somebody whom an act may name: lead, recuse.
type Official struct {
	ID, Name, Unit string
	Roles          []petition.Role `gorm:"-"`
}

// Officials lists who holds a role, by name, as far as the scope may name them:
// the office and the joint conference anybody, everybody else his own unit. role
// and unit may be "" for any; a role without petitions names nobody.
func (s *Store) Officials(ctx context.Context, sc Scope, role petition.Role, unit string) ([]Official, error) {
	reach := where("a.unit = ?", sc.Unit)
	switch {
	case len(sc.grants()) == 0 || unit != "" && !ascii(unit):
		return nil, nil
	case sc.has(petition.Office, petition.Joint):
		reach = where("1 = 1")
	}
	narrow := and(where("a.disabled = ?", false), reach)
	if unit != "" {
		narrow = and(narrow, where("a.unit = ?", unit))
	}
	var rows []struct {
		Official
		Role petition.Role
	}
	text := "SELECT a.id, a.name, a.unit, r.role FROM accounts a JOIN account_roles r ON r.account_id = a.id WHERE " + narrow.text + " ORDER BY a.name, a.id, r.role"
	if err := s.db.WithContext(ctx).Raw(text, narrow.args...).Scan(&rows).Error; err != nil {
		return nil, s.fail("officials", err)
	}
	var list []Official
	for _, r := range rows {
		if n := len(list); n == 0 || list[n-1].ID != r.ID {
			list = append(list, r.Official)
		}
		list[len(list)-1].Roles = append(list[len(list)-1].Roles, r.Role)
	}
	return slices.DeleteFunc(list, func(o Official) bool {
		return role != "" && !slices.Contains(o.Roles, role) || !slices.ContainsFunc(o.Roles, worksOnPetitions)
	}), nil
}

// worksOnPetitions tells whether a role handles matters; who only administers or
// audits is nobody's lead.
func worksOnPetitions(r petition.Role) bool { return r != petition.Admin && r != petition.Auditor }
