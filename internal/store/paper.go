package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// Paper is the row about an official paper. SHA256 and BlobKey are empty until the PDF was made and
// FillPaper recorded it; then they never change.
type Paper struct {
	ID         string                `gorm:"column:id;primaryKey"`
	PetitionID int64                 `gorm:"column:petition_id"`
	EventID    string                `gorm:"column:event_id"`
	Kind       petition.DocumentKind `gorm:"column:kind"`
	Number     string                `gorm:"column:number"` // such as ×信受告〔2026〕12号
	Unit       string                `gorm:"column:unit"`   // issuing unit
	IssuedOn   clock.Day             `gorm:"column:issued_on"`
	VerifyCode string                `gorm:"column:verify_code"`
	SHA256     string                `gorm:"column:sha256"`
	BlobKey    string                `gorm:"column:blob_key"`
	CreatedAt  time.Time             `gorm:"column:created_at;autoCreateTime:false"`
	FilledAt   *time.Time            `gorm:"column:filled_at"`
	ReadAt     *time.Time            `gorm:"column:read_at"` // the petitioner opened it; for an answer that serves it
	Mark       string                `gorm:"column:mark"`
}

// TableName names the table.
func (Paper) TableName() string { return "papers" }

// NextPaperNumber counts up a series of papers and answers the new number, from 1 each year. It
// holds the series until the transaction ends and gives the number back when that fails, so that a
// series has no gaps; call it as late as possible.
func (s *Store) NextPaperNumber(ctx context.Context, unit string, kind petition.DocumentKind, year int) (int, error) {
	if s.tx == nil {
		return 0, errNoTx
	}
	series := []any{unit, kind, year}
	db := s.db.WithContext(ctx)
	const count = "UPDATE paper_series SET last = last + 1 WHERE unit = ? AND kind = ? AND year = ?"
	counted := db.Exec(count, series...)
	if counted.Error == nil && counted.RowsAffected == 0 {
		started := db.Exec(s.ignore+" INTO paper_series (unit, kind, year, last) VALUES (?, ?, ?, 0)", series...)
		if started.Error != nil {
			return 0, s.fail("start series of papers", started.Error)
		}
		counted = db.Exec(count, series...)
	}
	if counted.Error != nil {
		return 0, s.fail("count papers", counted.Error)
	}
	var last int
	err := db.Raw("SELECT last FROM paper_series WHERE unit = ? AND kind = ? AND year = ?", series...).Row().Scan(&last)
	return last, s.fail("count papers", err)
}

// InsertPapers records papers that an event issues, inside Tx.
func (s *Store) InsertPapers(ctx context.Context, petitionID int64, eventID string, papers []Paper) error {
	if len(papers) == 0 {
		return nil
	}
	var args []any
	for i := range papers {
		p := &papers[i]
		p.PetitionID, p.EventID = petitionID, eventID
		args = append(args, p.ID, petitionID, eventID, string(p.Kind), p.Number, p.Unit, p.IssuedOn, p.VerifyCode, p.SHA256, p.BlobKey, p.CreatedAt, p.FilledAt, p.ReadAt, p.Mark)
	}
	return s.fail("insert papers", s.insertRows(ctx, "INSERT INTO papers (id, petition_id, event_id, kind, number, unit, issued_on, verify_code, sha256, blob_key, created_at, filled_at, read_at, mark) VALUES ", 14, args))
}

// Papers lists the papers of a petition in the order of issue.
func (s *Store) Papers(ctx context.Context, petitionID int64) ([]Paper, error) {
	rows, err := rowsOf[Paper](s.db).Where("petition_id = ?", petitionID).Order("created_at, event_id").Find(ctx) // ids of events rise
	return rows, s.fail("papers", err)
}

// Paper answers one paper of a petition; fault.NotFound for another petition's.
func (s *Store) Paper(ctx context.Context, petitionID int64, id string) (*Paper, error) {
	return s.paper(ctx, "id = ? AND petition_id = ?", id, petitionID)
}

// PaperByVerifyCode answers the paper that carries a verification code.
func (s *Store) PaperByVerifyCode(ctx context.Context, code string) (*Paper, error) {
	if !ascii(code) {
		return nil, notFound()
	}
	return s.paper(ctx, "verify_code = ?", code)
}

func (s *Store) paper(ctx context.Context, which string, args ...any) (*Paper, error) {
	row, err := rowsOf[Paper](s.db).Where(which, args...).Take(ctx)
	if err != nil {
		return nil, s.fail("paper", err)
	}
	return &row, nil
}

// FillPaper records the PDF of an issued paper once; a second time is fault.Conflict, so that two
// nodes that render the same paper cannot exchange it under the petitioner's eyes. sign makes the
// mark of the row as it stands then.
func (s *Store) FillPaper(ctx context.Context, id, sha256, blobKey string, at time.Time, sign func(*Paper) string) error {
	filled, err := s.changePaper(ctx, id, func(p *Paper) bool {
		if p.FilledAt != nil {
			return false
		}
		p.SHA256, p.BlobKey, p.FilledAt = sha256, blobKey, &at
		return true
	}, sign)
	if err != nil {
		return s.fail("fill paper", err)
	}
	if !filled {
		return fault.New(fault.Conflict, "error.conflict")
	}
	return nil
}

// changePaper changes what may change of a paper's row, under its lock, and marks it anew.
func (s *Store) changePaper(ctx context.Context, id string, change func(*Paper) bool, sign func(*Paper) string) (changed bool, err error) {
	err = s.within(ctx, func(tx *Store) error {
		p, err := rowsOf[Paper](tx.db, clause.Locking{Strength: clause.LockingStrengthUpdate}).Where("id = ?", id).Take(ctx)
		if err != nil {
			return err
		}
		if changed = change(&p); !changed {
			return nil
		}
		p.Mark = sign(&p)
		return tx.db.WithContext(ctx).Model(&Paper{}).Select("sha256", "blob_key", "filled_at", "read_at", "mark").Where("id = ?", id).Updates(p).Error
	})
	return changed && err == nil, err
}

// UnfilledPapers lists at most limit papers without their PDF created before an instant.
func (s *Store) UnfilledPapers(ctx context.Context, before time.Time, limit int) ([]Paper, error) {
	rows, err := rowsOf[Paper](s.db).Where("filled_at IS NULL AND created_at < ?", before).Order("id").Limit(limit).Find(ctx)
	return rows, s.fail("unfilled papers", err)
}

// MarkRead records that the petitioner opened a paper and answers whether it was the first time.
func (s *Store) MarkRead(ctx context.Context, id string, at time.Time, sign func(*Paper) string) (first bool, err error) {
	first, err = s.changePaper(ctx, id, func(p *Paper) bool {
		if p.ReadAt != nil {
			return false
		}
		p.ReadAt = &at
		return true
	}, sign)
	return first, s.fail("mark read", err)
}

// PapersAfter lists at most limit papers after an id, for verify.
func (s *Store) PapersAfter(ctx context.Context, id string, limit int) ([]Paper, error) {
	rows, err := rowsOf[Paper](s.db).Where("id > ?", id).Order("id").Limit(limit).Find(ctx)
	return rows, s.fail("papers", err)
}
