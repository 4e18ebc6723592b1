package store

import (
	"context"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// Scan is a paper with seal and signature as somebody scanned it, byte for byte under its hash. It
// is added beside the rendered file, never instead of it.
type Scan struct {
	ID         string    `gorm:"column:id;primaryKey"`
	PaperID    string    `gorm:"column:paper_id"`
	PetitionID int64     `gorm:"column:petition_id"`
	EventID    string    `gorm:"column:event_id"`
	Name       string    `gorm:"column:name"`
	Media      string    `gorm:"column:media"`
	Size       int64     `gorm:"column:size"`
	SHA256     string    `gorm:"column:sha256"`
	BlobKey    string    `gorm:"column:blob_key"`
	Unit       string    `gorm:"column:unit"` // whose official added it
	CreatedAt  time.Time `gorm:"column:created_at;autoCreateTime:false"`
	Mark       string    `gorm:"column:mark"`
}

// TableName names the table.
func (Scan) TableName() string { return "paper_scans" }

// InsertScan records a scan with the event that brought it, inside Tx.
func (s *Store) InsertScan(ctx context.Context, scan *Scan) error {
	if s.tx == nil {
		return errNoTx
	}
	return s.fail("insert scan", rowsOf[Scan](s.db).Create(ctx, scan))
}

// Scans lists the scans of a petition's papers, oldest first.
func (s *Store) Scans(ctx context.Context, petitionID int64) ([]Scan, error) {
	rows, err := rowsOf[Scan](s.db).Where("petition_id = ?", petitionID).Order("created_at, id").Find(ctx)
	return rows, s.fail("scans", err)
}

// ScanByHash answers the scan with these bytes; fault.NotFound for none.
func (s *Store) ScanByHash(ctx context.Context, sha256 string) (*Scan, error) {
	row, err := rowsOf[Scan](s.db).Where("sha256 = ?", sha256).Order("created_at, id").Take(ctx)
	if err != nil {
		return nil, s.fail("scan", err)
	}
	return &row, nil
}

// ScansAfter lists at most limit scans after an id, for verify.
func (s *Store) ScansAfter(ctx context.Context, id string, limit int) ([]Scan, error) {
	rows, err := rowsOf[Scan](s.db).Where("id > ?", id).Order("id").Limit(limit).Find(ctx)
	return rows, s.fail("scans", err)
}

// Print is a file that the portal drew up and gave out: known by its hash, not kept.
type Print struct {
	SHA256     string                `gorm:"column:sha256;primaryKey"`
	PetitionID int64                 `gorm:"column:petition_id"`
	Kind       petition.DocumentKind `gorm:"column:kind"`
	Number     string                `gorm:"column:number"`
	Unit       string                `gorm:"column:unit"`
	IssuedOn   clock.Day             `gorm:"column:issued_on"`
	VerifyCode string                `gorm:"column:verify_code"`
	CreatedAt  time.Time             `gorm:"column:created_at;autoCreateTime:false"`
	Mark       string                `gorm:"column:mark"`
}

// TableName names the table.
func (Print) TableName() string { return "paper_prints" }

// KeepPrint remembers a print; the same bytes are remembered once.
func (s *Store) KeepPrint(ctx context.Context, p Print, mark MarkTrail) error {
	known, err := rowsOf[Print](s.db).Select("sha256").Where("sha256 = ?", p.SHA256).Limit(1).Find(ctx)
	if err != nil || len(known) > 0 {
		return s.fail("print", err)
	}
	return s.fail("keep print", s.within(ctx, func(tx *Store) error {
		kept := tx.db.WithContext(ctx).Exec(tx.ignore+" INTO paper_prints (sha256, petition_id, kind, number, unit, issued_on, verify_code, created_at, mark) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
			p.SHA256, p.PetitionID, string(p.Kind), p.Number, p.Unit, p.IssuedOn, p.VerifyCode, p.CreatedAt, p.Mark)
		if kept.Error != nil || kept.RowsAffected == 0 {
			return kept.Error
		}
		return tx.lengthen(ctx, p.PetitionID, TrailPrints, mark)
	}))
}

// PrintByHash answers the print with these bytes; fault.NotFound for none.
func (s *Store) PrintByHash(ctx context.Context, sha256 string) (*Print, error) {
	return s.print(ctx, "sha256 = ?", sha256)
}

// PrintByVerifyCode answers the newest print that carries a verification code.
func (s *Store) PrintByVerifyCode(ctx context.Context, code string) (*Print, error) {
	if !ascii(code) {
		return nil, notFound()
	}
	return s.print(ctx, "verify_code = ?", code)
}

func (s *Store) print(ctx context.Context, which, value string) (*Print, error) {
	row, err := rowsOf[Print](s.db).Where(which, value).Order("created_at DESC").Take(ctx)
	if err != nil {
		return nil, s.fail("print", err)
	}
	return &row, nil
}

// PaperByHash answers the paper whose rendered file has these bytes; fault.NotFound for none.
func (s *Store) PaperByHash(ctx context.Context, sha256 string) (*Paper, error) {
	return s.paper(ctx, "sha256 = ?", sha256)
}

// PaperByID answers a paper by its id alone, for scans of it.
func (s *Store) PaperByID(ctx context.Context, id string) (*Paper, error) {
	return s.paper(ctx, "id = ?", id)
}
