package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"
)

// Draft is an unfinished filing, sealed under a secret that only the petitioner's cookie holds.
type Draft struct {
	ID        string    `gorm:"column:id;primaryKey"` // hash of the secret
	Sealed    []byte    `gorm:"column:sealed"`
	UpdatedAt time.Time `gorm:"column:updated_at;autoUpdateTime:false"`
}

// TableName names the table.
func (Draft) TableName() string { return "drafts" }

// Draft answers a draft by the hash of its secret.
func (s *Store) Draft(ctx context.Context, id string) (*Draft, error) {
	var options []clause.Expression
	if s.tx != nil { // whoever reads inside Tx is about to write
		options = append(options, clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	row, err := rowsOf[Draft](s.db, options...).Where("id = ?", id).Take(ctx)
	if err != nil {
		return nil, s.fail("draft", err)
	}
	return &row, nil
}

// PutDraft keeps a draft; the last one wins.
func (s *Store) PutDraft(ctx context.Context, d *Draft) error {
	return s.fail("put draft", s.within(ctx, func(tx *Store) error {
		return put(ctx, tx, d, []string{"id"}, "sealed", "updated_at")
	}))
}

// DeleteDraft forgets a draft, existing or not.
func (s *Store) DeleteDraft(ctx context.Context, id string) error {
	return s.fail("delete draft", s.within(ctx, func(tx *Store) error {
		_, err := rowsOf[Draft](tx.db).Where("id = ?", id).Delete(ctx)
		return err
	}))
}

// DeleteDraftsBefore forgets drafts not touched since an instant and answers how many.
func (s *Store) DeleteDraftsBefore(ctx context.Context, before time.Time) (int, error) {
	return deleteWhere[Draft](ctx, s, "updated_at < ?", before)
}

// deleteWhere removes what has run out and answers how many rows.
func deleteWhere[T any](ctx context.Context, s *Store, which string, args ...any) (int, error) {
	var rows int
	err := s.within(ctx, func(tx *Store) error {
		var err error
		rows, err = rowsOf[T](tx.db).Where(which, args...).Delete(ctx)
		return err
	})
	return rows, s.fail("delete what ran out", err)
}
