package store

import (
	"context"
	"time"

	"sunlit/internal/petition"
)

// Read is one look of an official at a petition, shown to the petitioner as unit, role and time.
type Read struct {
	ID         string        `gorm:"column:id;primaryKey"`
	PetitionID int64         `gorm:"column:petition_id"`
	At         time.Time     `gorm:"column:at"`
	AccountID  string        `gorm:"column:account_id"`
	Role       petition.Role `gorm:"column:role"`
	Unit       string        `gorm:"column:unit"`
	What       string        `gorm:"column:what"`     // case, evidence, identity …
	Reason     string        `gorm:"column:reason"`   // given for a reveal
	UntilAt    *time.Time    `gorm:"column:until_at"` // end of a reveal
	Mark       string        `gorm:"column:mark"`
}

// TableName names the table.
func (Read) TableName() string { return "petition_reads" }

// InsertRead records a look. Record before answering: what could not be recorded must not be shown.
func (s *Store) InsertRead(ctx context.Context, r *Read, mark MarkTrail) error {
	return s.fail("record read", s.within(ctx, func(tx *Store) error {
		if err := rowsOf[Read](tx.db).Create(ctx, r); err != nil {
			return err
		}
		return tx.lengthen(ctx, r.PetitionID, TrailReads, mark)
	}))
}

// Reads lists at most limit looks at a petition, newest first.
func (s *Store) Reads(ctx context.Context, petitionID int64, limit int) ([]Read, error) {
	rows, err := rowsOf[Read](s.db).Where("petition_id = ?", petitionID).Order("at DESC, id DESC").Limit(limit).Find(ctx)
	return rows, s.fail("reads", err)
}

// RecentRead tells whether the account looked at the same thing since an instant, so that reading a
// page twice is shown once.
func (s *Store) RecentRead(ctx context.Context, petitionID int64, accountID, what string, since time.Time) (bool, error) {
	rows, err := rowsOf[Read](s.db).Select("id").
		Where("petition_id = ? AND at >= ? AND account_id = ? AND what = ?", petitionID, since, accountID, what).Limit(1).Find(ctx)
	return len(rows) > 0, s.fail("reads", err)
}

// RevealedUntil is the end of the account's running reveal of a petition's identity; zero: none.
func (s *Store) RevealedUntil(ctx context.Context, petitionID int64, accountID string, now time.Time) (time.Time, error) {
	rows, err := rowsOf[Read](s.db).
		Where("petition_id = ? AND account_id = ? AND until_at > ?", petitionID, accountID, now).
		Order("until_at DESC").Limit(1).Find(ctx)
	if err != nil || len(rows) == 0 {
		return time.Time{}, s.fail("reveal", err)
	}
	return *rows[0].UntilAt, nil
}

// ReadsBy counts the petitions an account looked at since an instant, for its reading budget; it
// counts at most 1001.
func (s *Store) ReadsBy(ctx context.Context, accountID string, since time.Time) (int, error) {
	var count int64
	err := s.db.WithContext(ctx).Raw("SELECT COUNT(*) FROM (SELECT DISTINCT petition_id FROM petition_reads WHERE account_id = ? AND at >= ? LIMIT ?) r",
		accountID, since, countCap).Row().Scan(&count)
	return int(count), s.fail("reads of an account", err)
}
