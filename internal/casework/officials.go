package casework

import (
	"context"

	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

// OfficialView is somebody whom an act may name: his name and his position.
type OfficialView struct {
	ID       string `json:"id"`
	Name     string `json:"name"`
	Unit     *Named `json:"unit"`
	Position string `json:"position"`
}

// Officials lists whom this official may name in an act, by name.
func (cs *Cases) Officials(ctx context.Context, o identity.Official, role petition.Role, unit, lang string) ([]OfficialView, error) {
	rows, err := cs.Store.Officials(ctx, o.Scope(), role, unit)
	if err != nil {
		return nil, err
	}
	list := make([]OfficialView, 0, len(rows))
	for _, r := range rows {
		position := r.Roles[0]
		if role != "" {
			position = role
		}
		list = append(list, OfficialView{ID: r.ID, Name: r.Name, Unit: cs.Dir.NamedUnit(r.Unit, lang), Position: word(lang, "role", string(position))})
	}
	return list, nil
}
