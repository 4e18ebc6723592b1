package store

import (
	"context"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// SystemDue lists at most limit petitions on which the clock itself has to act by now, the longest
// waiting first. Lock each with PetitionForUpdate and look again before acting.
func (s *Store) SystemDue(ctx context.Context, now time.Time, limit int) ([]petition.Petition, error) {
	rows, err := rowsOf[petition.Petition](s.db).Where("system_at <= ?", now).Order("system_at").Limit(limit).Find(ctx)
	return rows, s.fail("due petitions", err)
}

// PetitionsAfter lists at most limit petitions after an id: for verify, export and rebuilding.
func (s *Store) PetitionsAfter(ctx context.Context, id int64, limit int) ([]petition.Petition, error) {
	rows, err := rowsOf[petition.Petition](s.db).Where("id > ?", id).Order("id").Limit(limit).Find(ctx)
	return rows, s.fail("petitions", err)
}

// DueOn lists at most limit open petitions whose running leg ends on a day, for reminders.
func (s *Store) DueOn(ctx context.Context, day clock.Day, limit int) ([]petition.Petition, error) {
	rows, err := rowsOf[petition.Petition](s.db).Where("sealed = 0 AND open = 1 AND due_on = ?", day).Order("id").Limit(limit).Find(ctx)
	return rows, s.fail("petitions due on a day", err)
}
