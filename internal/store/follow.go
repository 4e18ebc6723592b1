package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"
)

// Follow is a mailbox that is told when a published matter changes.
type Follow struct {
	ID        string    `gorm:"column:id;primaryKey"`
	Number    string    `gorm:"column:number"`
	Blind     string    `gorm:"column:blind"`  // keyed hash of the address: each follows once
	Sealed    []byte    `gorm:"column:sealed"` // the address
	Lang      string    `gorm:"column:lang"`
	CreatedAt time.Time `gorm:"column:created_at;autoCreateTime:false"`
}

// TableName names the table.
func (Follow) TableName() string { return "published_follows" }

// AddFollow keeps a mailbox; one that follows already stays as it is.
func (s *Store) AddFollow(ctx context.Context, f *Follow) error {
	return s.fail("follow", rowsOf[Follow](s.db, clause.OnConflict{DoNothing: true}).Create(ctx, f))
}

// Follows lists who follows a matter.
func (s *Store) Follows(ctx context.Context, number string) ([]Follow, error) {
	rows, err := rowsOf[Follow](s.db).Where("number = ?", number).Order("id").Find(ctx)
	return rows, s.fail("follows", err)
}

// Follow answers one mailbox; fault.NotFound when it does not follow any more.
func (s *Store) Follow(ctx context.Context, id string) (*Follow, error) {
	if !ascii(id) {
		return nil, notFound()
	}
	f, err := rowsOf[Follow](s.db).Where("id = ?", id).Take(ctx)
	if err != nil {
		return nil, s.fail("follow", err)
	}
	return &f, nil
}

// RemoveFollow forgets a mailbox.
func (s *Store) RemoveFollow(ctx context.Context, id string) error {
	_, err := deleteWhere[Follow](ctx, s, "id = ?", id)
	return s.fail("remove follow", err)
}
