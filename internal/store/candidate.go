package store

import (
	"context"
	"time"

	"sunlit/internal/petition"
)

// recentMatters is among how many of the newest matters of a place somebody looks for the same one.
const recentMatters = 500

// Matters answers the newest petitions of a place in scope since an instant, with title, stage and
// holder: what a same matter is looked for among. It is a list of matters, never of a person's.
func (s *Store) Matters(ctx context.Context, sc Scope, place string, since time.Time) ([]petition.Petition, error) {
	if !ascii(place) {
		return nil, nil
	}
	c := and(where("place LIKE ? ESCAPE '!'", likeEscape.Replace(within(place))+"%"), where("filed_at >= ?", since), sc.sees())
	page := where("SELECT "+listColumns+" FROM petitions WHERE "+c.text+" ORDER BY filed_at DESC, id DESC LIMIT ?", append(c.args, recentMatters)...)
	items, err := s.listed(ctx, page, recentMatters)
	return items, s.fail("matters", err)
}
