package store

import "context"

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
