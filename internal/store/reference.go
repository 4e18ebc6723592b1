package store

import (
	"context"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// Reference is the number under which another body keeps a petition.
type Reference struct {
	Source     petition.SourceKind `gorm:"column:source;primaryKey"`
	Reference  string              `gorm:"column:reference;primaryKey"`
	PetitionID int64               `gorm:"column:petition_id"`
	DueOn      *clock.Day          `gorm:"column:due_on"` // until when that body wants its report
	CreatedAt  time.Time           `gorm:"column:created_at;autoCreateTime:false"`
}

// TableName names the table.
func (Reference) TableName() string { return "external_references" }

// HasReference tells whether a body's number was taken in before.
func (s *Store) HasReference(ctx context.Context, source petition.SourceKind, reference string) (bool, error) {
	n, err := rowsOf[Reference](s.db).Where("source = ? AND reference = ?", source, reference).Count(ctx)
	return n > 0, s.fail("reference", err)
}

// References lists the numbers of petitions elsewhere, by petition, oldest first.
func (s *Store) References(ctx context.Context, petitionIDs []int64) (map[int64][]Reference, error) {
	if len(petitionIDs) == 0 {
		return nil, nil //nolint:nilnil // no petitions have no references
	}
	rows, err := rowsOf[Reference](s.db).Where("petition_id IN ?", petitionIDs).Order("created_at, source, reference").Find(ctx)
	if err != nil {
		return nil, s.fail("references", err)
	}
	by := map[int64][]Reference{}
	for _, row := range rows {
		by[row.PetitionID] = append(by[row.PetitionID], row)
	}
	return by, nil
}

// insertReference keeps a body's number; ErrKeyTaken when it was taken in before.
func (s *Store) insertReference(ctx context.Context, petitionID int64, r *Reference) error {
	if r == nil {
		return nil
	}
	r.PetitionID = petitionID
	_, err := s.tx.ExecContext(ctx, "INSERT INTO external_references (source, reference, petition_id, due_on, created_at) VALUES (?, ?, ?, ?, ?)",
		string(r.Source), r.Reference, petitionID, r.DueOn, r.CreatedAt)
	if duplicate(err) {
		return ErrKeyTaken
	}
	return s.fail("insert reference", err)
}

// referred is the condition of petitions that another body keeps under a number.
func referred(reference string) condition {
	return where("id IN (SELECT r.petition_id FROM external_references r WHERE r.reference = ?)", reference)
}

// ChangedSince lists petitions in scope on which something was recorded since an instant, without
// reports (Art. 30), behind a key and in its order.
func (s *Store) ChangedSince(ctx context.Context, sc Scope, since time.Time, after int64, limit int) ([]petition.Petition, error) {
	c := and(where("id > ?", after), where(openToUnits),
		where("EXISTS (SELECT 1 FROM events e WHERE e.petition_id = petitions.id AND e.recorded_at >= ?)", since), sc.sees())
	rows, err := rowsOf[petition.Petition](s.db).Where(c.text, c.args...).Order("id").Limit(limit).Find(ctx)
	return rows, s.fail("changed petitions", err)
}
