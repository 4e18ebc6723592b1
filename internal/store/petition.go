package store

import (
	"context"

	"gorm.io/gorm/clause"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// PetitionByNumber answers a petition in scope. An unknown number and one out of scope are the
// same fault.NotFound.
func (s *Store) PetitionByNumber(ctx context.Context, sc Scope, number string) (*petition.Petition, error) {
	if !ascii(number) {
		return nil, notFound()
	}
	return s.petition(ctx, sc, where("number = ?", number), false)
}

// PetitionForUpdate is PetitionByNumber inside Tx; nobody else changes the row until its end.
func (s *Store) PetitionForUpdate(ctx context.Context, sc Scope, number string) (*petition.Petition, error) {
	if s.tx == nil {
		return nil, errNoTx
	}
	if !ascii(number) {
		return nil, notFound()
	}
	return s.petition(ctx, sc, where("number = ?", number), true)
}

// PetitionByID answers a petition in scope by its key.
func (s *Store) PetitionByID(ctx context.Context, sc Scope, id int64) (*petition.Petition, error) {
	return s.petition(ctx, sc, where("id = ?", id), false)
}

func (s *Store) petition(ctx context.Context, sc Scope, which condition, lock bool) (*petition.Petition, error) {
	var options []clause.Expression
	if lock {
		options = append(options, clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	c := and(which, sc.sees())
	p, err := rowsOf[petition.Petition](s.db, options...).Where(c.text, c.args...).Take(ctx)
	if err != nil {
		return nil, s.fail("petition", err)
	}
	return &p, nil
}

// fixed are the columns that no verb changes after filing.
var fixed = map[string]bool{"number": true, "filed_at": true, "code_hash": true}

// UpdateProjection writes the current row after an event: p carries the new version, from is the
// version it was computed from. Somebody else's verb in between is fault.Stale. Number, filing
// instant and query code never change here; see UpdateCodeHash.
func (s *Store) UpdateProjection(ctx context.Context, p *petition.Petition, from int) error {
	if s.tx == nil {
		return errNoTx
	}
	var columns []string
	for _, name := range s.petitions.columns() {
		if !fixed[name] {
			columns = append(columns, name)
		}
	}
	changed := s.db.WithContext(ctx).Model(&petition.Petition{}).Select(columns).Where("id = ? AND version = ?", p.ID, from).Updates(*p)
	if changed.Error != nil {
		return s.fail("update petition", changed.Error)
	}
	return one(changed.RowsAffected, fault.New(fault.Stale, "error.stale"))
}

// UpdateCodeHash replaces the keyed hash of the query code, when a new code was issued through
// the verified phone or mail.
func (s *Store) UpdateCodeHash(ctx context.Context, petitionID int64, hash []byte) error {
	return s.within(ctx, func(tx *Store) error {
		rows, err := rowsOf[petition.Petition](tx.db).Where("id = ?", petitionID).Update(ctx, "code_hash", hash)
		if err != nil {
			return tx.fail("update code", err)
		}
		return one(int64(rows), notFound())
	})
}

// Abouts lists the units a petition complains of, for recusal and redaction; never shown to them.
func (s *Store) Abouts(ctx context.Context, petitionID int64) ([]string, error) {
	rows, err := rowsOf[About](s.db).Where("petition_id = ?", petitionID).Order("unit").Find(ctx)
	units := make([]string, len(rows))
	for i, row := range rows {
		units[i] = row.Unit
	}
	return units, s.fail("units complained of", err)
}

// About is a unit that never sees a petition, because it is complained of; or, as @account, an
// official who withdrew.
type About struct {
	PetitionID int64  `gorm:"column:petition_id;primaryKey"`
	Unit       string `gorm:"column:unit;primaryKey"`
}

// TableName names the table.
func (About) TableName() string { return "petition_abouts" }

// AddAbouts adds units complained of that were named later, or mapped by the office from free
// text; what is there already stays.
func (s *Store) AddAbouts(ctx context.Context, petitionID int64, units []string) error {
	return s.within(ctx, func(tx *Store) error { return tx.insertAbouts(ctx, petitionID, units) })
}

func (s *Store) insertAbouts(ctx context.Context, petitionID int64, units []string) error {
	if len(units) == 0 {
		return nil
	}
	var args []any
	for _, unit := range units {
		args = append(args, petitionID, unit)
	}
	return s.fail("units complained of", s.insertRows(ctx, s.ignore+" INTO petition_abouts (petition_id, unit) VALUES ", 2, args))
}

// ascii tells whether a text can be an id. Anything else would be compared as utf8mb4, which reads
// the whole table.
func ascii(s string) bool {
	for i := range len(s) {
		if s[i] >= 0x80 || s[i] == 0 {
			return false
		}
	}
	return s != ""
}
