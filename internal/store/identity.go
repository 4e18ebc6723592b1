package store

import (
	"context"

	"sunlit/internal/fault"
)

// Identity is who stands behind a petition, encrypted as one record outside the database.
type Identity struct {
	PetitionID int64  `gorm:"column:petition_id;primaryKey;autoIncrement:false"`
	Sealed     []byte `gorm:"column:sealed"`
	SHA256     string `gorm:"column:sha256"` // of Sealed, hex; the filing event names it too
}

// TableName names the table.
func (Identity) TableName() string { return "identities" }

// Lookup is a keyed hash of a phone number or mail address.
type Lookup struct {
	PetitionID int64  `gorm:"column:petition_id;primaryKey;autoIncrement:false"`
	Field      string `gorm:"column:field;primaryKey"` // phone or email
	Blind      string `gorm:"column:blind;primaryKey"`
}

// TableName names the table.
func (Lookup) TableName() string { return "identity_lookups" }

// Identity answers the sealed record behind a petition; fault.NotFound for an anonymous one. The
// caller has looked the petition up in scope and records the read in the same transaction.
func (s *Store) Identity(ctx context.Context, petitionID int64) (*Identity, error) {
	row, err := rowsOf[Identity](s.db).Where("petition_id = ?", petitionID).Take(ctx)
	if err != nil {
		return nil, s.fail("identity", err)
	}
	return &row, nil
}

// ReplaceIdentity stores a changed record (a new phone, a rotated key); was is the hash of the one it
// was computed from, fault.Stale when that is no longer there.
func (s *Store) ReplaceIdentity(ctx context.Context, identity Identity, was string, lookups []Lookup) error {
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(&Identity{}).Select("sealed", "sha256").
			Where("petition_id = ? AND sha256 = ?", identity.PetitionID, was).Updates(identity)
		if changed.Error != nil {
			return tx.fail("replace identity", changed.Error)
		}
		if err := one(changed.RowsAffected, fault.New(fault.Stale, "error.stale")); err != nil {
			return err
		}
		if _, err := rowsOf[Lookup](tx.db).Where("petition_id = ?", identity.PetitionID).Delete(ctx); err != nil {
			return tx.fail("replace look-ups", err)
		}
		return tx.insertLookups(ctx, identity.PetitionID, lookups)
	})
}

// SamePetitioner lists petitions filed with the same phone or mail address, newest first: for the
// petitioner's own session and the search for doubles, never for a list that officials see.
func (s *Store) SamePetitioner(ctx context.Context, field string, blinds []string, limit int) ([]int64, error) {
	rows, err := rowsOf[Lookup](s.db).Where("field = ? AND blind IN ?", field, blinds).
		Order("petition_id DESC").Limit(limit).Find(ctx)
	ids := make([]int64, len(rows))
	for i, row := range rows {
		ids[i] = row.PetitionID
	}
	return ids, s.fail("look-up", err)
}

func (s *Store) insertIdentity(ctx context.Context, petitionID int64, identity *Identity, lookups []Lookup) error {
	if identity == nil {
		return nil
	}
	identity.PetitionID = petitionID
	_, err := s.identities.exec(ctx, s, petitionID, identity.Sealed, identity.SHA256)
	if err != nil {
		return s.fail("insert identity", err)
	}
	return s.insertLookups(ctx, petitionID, lookups)
}

func (s *Store) insertLookups(ctx context.Context, petitionID int64, lookups []Lookup) error {
	if len(lookups) == 0 {
		return nil
	}
	var args []any
	for i := range lookups {
		lookups[i].PetitionID = petitionID
		args = append(args, petitionID, lookups[i].Field, lookups[i].Blind)
	}
	return s.fail("insert look-ups", s.lookups.rows(ctx, s, 3, args))
}
