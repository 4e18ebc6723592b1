package store

import (
	"context"

	"sunlit/internal/petition"
)

// AccountNames answers the names of all accounts by id, for timelines and lists.
func (s *Store) AccountNames(ctx context.Context) (map[string]string, error) {
	var rows []struct{ ID, Name string }
	if err := s.db.WithContext(ctx).Model(&Account{}).Select("id", "name").Scan(&rows).Error; err != nil {
		return nil, s.fail("account names", err)
	}
	names := make(map[string]string, len(rows))
	for _, r := range rows {
		names[r.ID] = r.Name
	}
	return names, nil
}

// LastPaperNumber is the last number of a unit's yearly series of a kind, 0
// before the first; for previews only, the number is taken by NextPaperNumber.
func (s *Store) LastPaperNumber(ctx context.Context, unit string, kind petition.DocumentKind, year int) (int, error) {
	var last *int
	err := s.db.WithContext(ctx).Raw("SELECT MAX(last) FROM paper_series WHERE unit = ? AND kind = ? AND year = ?", unit, kind, year).Row().Scan(&last)
	if err != nil || last == nil {
		return 0, s.fail("last paper", err)
	}
	return *last, nil
}
