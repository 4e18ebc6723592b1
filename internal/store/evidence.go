package store

import (
	"context"
	"time"

	"sunlit/internal/fault"
)

// Evidence is the row about an uploaded file. PetitionID is nil until a filing or a supplement takes
// it; before that only whoever holds the token may.
type Evidence struct {
	ID         string    `gorm:"column:id;primaryKey"`
	PetitionID *int64    `gorm:"column:petition_id"`
	EventID    string    `gorm:"column:event_id"`
	TokenHash  string    `gorm:"column:token_hash"`
	Name       string    `gorm:"column:name"`
	Type       string    `gorm:"column:type"` // media type found by content
	Kind       string    `gorm:"column:kind"`
	Size       int64     `gorm:"column:size"`
	SHA256     string    `gorm:"column:sha256"`
	BlobKey    string    `gorm:"column:blob_key"`
	ViewKey    string    `gorm:"column:view_key"`
	ViewSHA256 string    `gorm:"column:view_sha256"`
	UploadedAt time.Time `gorm:"column:uploaded_at"`
	Mark       string    `gorm:"column:mark"`
}

// TableName names the table.
func (Evidence) TableName() string { return "evidence" }

// Uploads names files and the token of who uploaded them.
type Uploads struct {
	IDs       []string
	TokenHash string
}

// InsertEvidence records an upload whose bytes are already durable.
func (s *Store) InsertEvidence(ctx context.Context, e *Evidence) error {
	return s.fail("insert evidence", s.within(ctx, func(tx *Store) error {
		return rowsOf[Evidence](tx.db).Create(ctx, e)
	}))
}

// UploadedEvidence answers the not yet attached uploads named, in that order;
// fault.NotFound if one is unknown, attached already, or somebody else's.
func (s *Store) UploadedEvidence(ctx context.Context, uploads Uploads) ([]Evidence, error) {
	if len(uploads.IDs) == 0 {
		return nil, nil
	}
	rows, err := rowsOf[Evidence](s.db).
		Where("id IN ? AND token_hash = ? AND petition_id IS NULL", uploads.IDs, uploads.TokenHash).Find(ctx)
	if err != nil {
		return nil, s.fail("uploads", err)
	}
	byID := make(map[string]Evidence, len(rows))
	for _, row := range rows {
		byID[row.ID] = row
	}
	ordered := make([]Evidence, 0, len(uploads.IDs))
	for _, id := range uploads.IDs {
		row, ok := byID[id]
		if !ok {
			return nil, notFound()
		}
		ordered = append(ordered, row)
	}
	return ordered, nil
}

// AttachEvidence makes uploads part of a petition, all or none: fault.Conflict when one is unknown,
// attached already or somebody else's. What is attached stays.
func (s *Store) AttachEvidence(ctx context.Context, petitionID int64, eventID string, uploads Uploads) error {
	if len(uploads.IDs) == 0 {
		return nil
	}
	if s.tx == nil {
		return errNoTx
	}
	changed := s.db.WithContext(ctx).Exec("UPDATE evidence SET petition_id = ?, event_id = ? WHERE id IN ? AND token_hash = ? AND petition_id IS NULL",
		petitionID, eventID, uploads.IDs, uploads.TokenHash)
	if changed.Error != nil {
		return s.fail("attach evidence", changed.Error)
	}
	if changed.RowsAffected != int64(len(uploads.IDs)) {
		return fault.New(fault.Conflict, "error.conflict")
	}
	return nil
}

// Evidence lists the files of a petition in the order of uploading.
func (s *Store) Evidence(ctx context.Context, petitionID int64) ([]Evidence, error) {
	rows, err := rowsOf[Evidence](s.db).Where("petition_id = ?", petitionID).Order("uploaded_at, id").Find(ctx)
	return rows, s.fail("evidence", err)
}

// EvidenceFile answers one file of a petition: by petition, since knowing an id is no permission.
func (s *Store) EvidenceFile(ctx context.Context, petitionID int64, id string) (*Evidence, error) {
	row, err := rowsOf[Evidence](s.db).Where("id = ? AND petition_id = ?", id, petitionID).Take(ctx)
	if err != nil {
		return nil, s.fail("evidence", err)
	}
	return &row, nil
}

// SetEvidenceView records the clean copy made for looking at, with the mark of the row as it stands
// then; the original's columns never change.
func (s *Store) SetEvidenceView(ctx context.Context, id, viewKey, viewSHA256, mark string) error {
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(&Evidence{}).Select("view_key", "view_sha256", "mark").
			Where("id = ?", id).Updates(Evidence{ViewKey: viewKey, ViewSHA256: viewSHA256, Mark: mark})
		if changed.Error != nil {
			return tx.fail("view copy", changed.Error)
		}
		return one(changed.RowsAffected, notFound())
	})
}

// AbandonedEvidence lists at most limit uploads older than before that nothing took.
func (s *Store) AbandonedEvidence(ctx context.Context, before time.Time, limit int) ([]Evidence, error) {
	rows, err := rowsOf[Evidence](s.db).Where("petition_id IS NULL AND uploaded_at < ?", before).
		Order("uploaded_at, id").Limit(limit).Find(ctx)
	return rows, s.fail("abandoned uploads", err)
}

// DeleteAbandoned removes an upload that is still not attached and reports whether it did: only then
// may its bytes go too.
func (s *Store) DeleteAbandoned(ctx context.Context, id string) (bool, error) {
	gone := 0
	err := s.within(ctx, func(tx *Store) error {
		var err error
		gone, err = rowsOf[Evidence](tx.db).Where("id = ? AND petition_id IS NULL", id).Delete(ctx)
		return err
	})
	return gone == 1, s.fail("delete upload", err)
}

// EvidenceAfter lists at most limit rows after an id, for the scrub that re-hashes every file.
func (s *Store) EvidenceAfter(ctx context.Context, id string, limit int) ([]Evidence, error) {
	rows, err := rowsOf[Evidence](s.db).Where("id > ?", id).Order("id").Limit(limit).Find(ctx)
	return rows, s.fail("evidence", err)
}
