package store

import (
	"context"

	"gorm.io/gorm/clause"
)

// Kinds of rows beside a petition that no event tells.
const (
	TrailReads      = "reads"
	TrailPrints     = "prints"
	TrailCodes      = "codes"
	TrailSignatures = "signatures"
)

// Trail is how many rows of a kind stand beside a petition. A row that somebody takes away is missed,
// because nobody without the key can write a smaller length.
type Trail struct {
	PetitionID int64  `gorm:"column:petition_id;primaryKey;autoIncrement:false"`
	Kind       string `gorm:"column:kind;primaryKey"`
	Length     int    `gorm:"column:length"`
	Mark       string `gorm:"column:mark"`
}

// TableName names the table.
func (Trail) TableName() string { return "trails" }

// MarkTrail marks a trail of a length with a key that the store does not have.
type MarkTrail func(t Trail) string

// lengthen counts one more row of a kind, in the transaction that writes it.
func (s *Store) lengthen(ctx context.Context, petitionID int64, kind string, mark MarkTrail) error {
	if s.tx == nil {
		return errNoTx
	}
	db := s.db.WithContext(ctx)
	first := Trail{PetitionID: petitionID, Kind: kind}
	begun := db.Exec(s.ignore+" INTO trails (petition_id, kind, length, mark) VALUES (?, ?, 0, ?)", petitionID, kind, mark(first))
	if begun.Error != nil {
		return s.fail("begin trail", begun.Error)
	}
	t, err := rowsOf[Trail](s.db, clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("petition_id = ? AND kind = ?", petitionID, kind).Take(ctx)
	if err != nil {
		return s.fail("trail", err)
	}
	t.Length++
	changed := db.Exec("UPDATE trails SET length = ?, mark = ? WHERE petition_id = ? AND kind = ?", t.Length, mark(t), petitionID, kind)
	return s.fail("lengthen trail", changed.Error)
}

// InsertTrail begins a trail of rows that were there before there were trails.
func (s *Store) InsertTrail(ctx context.Context, t Trail) error {
	return s.fail("insert trail", s.within(ctx, func(tx *Store) error { return rowsOf[Trail](tx.db).Create(ctx, &t) }))
}

// Marked is a row with a mark, of any table.
type Marked interface{ TableName() string }

// SetMark marks the row of this key, whatever it was marked with before.
func (s *Store) SetMark(ctx context.Context, row Marked, mark string) error {
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(row).Update("mark", mark)
		if changed.Error != nil {
			return tx.fail("set mark", changed.Error)
		}
		return one(changed.RowsAffected, notFound())
	})
}
