package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"sunlit/internal/fault"
)

// Cosignature is one more person who stands behind a joint petition; the name is sealed, and gone
// once it was taken back.
type Cosignature struct {
	PetitionID int64      `gorm:"column:petition_id;primaryKey;autoIncrement:false"`
	No         int        `gorm:"column:no;primaryKey;autoIncrement:false"`
	Sealed     []byte     `gorm:"column:sealed"`
	SignedAt   time.Time  `gorm:"column:signed_at"`
	UndoneAt   *time.Time `gorm:"column:undone_at"`
	Mark       string     `gorm:"column:mark"`
}

// TableName names the table.
func (Cosignature) TableName() string { return "cosignatures" }

// Cosignatures lists who signed a petition, in the order of the codes.
func (s *Store) Cosignatures(ctx context.Context, petitionID int64) ([]Cosignature, error) {
	rows, err := rowsOf[Cosignature](s.db).Where("petition_id = ?", petitionID).Order("no").Find(ctx)
	return rows, s.fail("cosignatures", err)
}

// Cosigners counts who signed a petition and did not take it back.
func (s *Store) Cosigners(ctx context.Context, petitionID int64) (int, error) {
	n, err := rowsOf[Cosignature](s.db).Where("petition_id = ? AND undone_at IS NULL", petitionID).Count(ctx)
	return int(n), s.fail("cosigners", err)
}

// Cosign keeps a signature under its code's place; fault.Conflict when it was given before and
// stands. One that was taken back may be given anew.
func (s *Store) Cosign(ctx context.Context, c *Cosignature, mark MarkTrail) error {
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(&Cosignature{}).Where("petition_id = ? AND no = ? AND undone_at IS NOT NULL", c.PetitionID, c.No).
			Updates(map[string]any{"sealed": c.Sealed, "signed_at": c.SignedAt, "undone_at": nil, "mark": c.Mark})
		if changed.Error != nil || changed.RowsAffected > 0 {
			return tx.fail("cosign", changed.Error)
		}
		_, err := tx.tx.ExecContext(ctx, "INSERT INTO cosignatures (petition_id, no, sealed, signed_at, mark) VALUES (?, ?, ?, ?, ?)", c.PetitionID, c.No, c.Sealed, c.SignedAt, c.Mark)
		if duplicate(err) {
			return fault.New(fault.Conflict, "channel.error.signed_already")
		}
		if err != nil {
			return tx.fail("cosign", err)
		}
		return tx.lengthen(ctx, c.PetitionID, TrailSignatures, mark)
	})
}

// UndoCosignature takes a signature back and forgets its name: of the row as it stands then, sign makes
// the mark. fault.NotFound when none stands.
func (s *Store) UndoCosignature(ctx context.Context, petitionID int64, no int, at time.Time, sign func(*Cosignature) string) error {
	return s.within(ctx, func(tx *Store) error {
		c, err := rowsOf[Cosignature](tx.db, clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("petition_id = ? AND no = ? AND undone_at IS NULL", petitionID, no).Take(ctx)
		if err != nil {
			return tx.fail("undo cosignature", err)
		}
		c.Sealed, c.UndoneAt = []byte{}, &at
		changed := tx.db.WithContext(ctx).Model(&Cosignature{}).Where("petition_id = ? AND no = ? AND undone_at IS NULL", petitionID, no).
			Updates(map[string]any{"sealed": c.Sealed, "undone_at": at, "mark": sign(&c)})
		if changed.Error != nil {
			return tx.fail("undo cosignature", changed.Error)
		}
		return one(changed.RowsAffected, notFound())
	})
}
