package store

import (
	"context"
	"time"
)

// Finding is what verify found altered or missing. It names the row and the columns, never what
// stands in them.
type Finding struct {
	ID      string    `gorm:"column:id;primaryKey"`
	Place   string    `gorm:"column:place"` // a table, or files or log
	RowKey  string    `gorm:"column:row_key"`
	Number  string    `gorm:"column:number"` // of the petition, "" where no petition is known
	Wrong   string    `gorm:"column:wrong"`
	Detail  string    `gorm:"column:detail"`
	FoundAt time.Time `gorm:"column:found_at"`
	SeenAt  time.Time `gorm:"column:seen_at"` // last time it was still so
}

// TableName names the table.
func (Finding) TableName() string { return "findings" }

// PutFinding keeps a finding; one that is known is seen once more. It answers whether it is new.
func (s *Store) PutFinding(ctx context.Context, f *Finding) (fresh bool, err error) {
	err = s.within(ctx, func(tx *Store) error {
		known, err := rowsOf[Finding](tx.db).Where("id = ?", f.ID).Count(ctx)
		if err != nil {
			return err
		}
		fresh = known == 0
		return put(ctx, tx, f, []string{"id"}, "seen_at")
	})
	return fresh && err == nil, s.fail("put finding", err)
}

// Findings lists at most limit findings, the newest first.
func (s *Store) Findings(ctx context.Context, limit int) ([]Finding, error) {
	rows, err := rowsOf[Finding](s.db).Order("found_at DESC, id").Limit(limit).Find(ctx)
	return rows, s.fail("findings", err)
}

// CountFindings counts what stands.
func (s *Store) CountFindings(ctx context.Context) (int, error) {
	n, err := rowsOf[Finding](s.db).Count(ctx)
	return int(n), s.fail("findings", err)
}

// DropFindings removes the findings of these places that a round begun at an instant did not see
// again: somebody put the row right.
func (s *Store) DropFindings(ctx context.Context, places []string, before time.Time) (int, error) {
	return deleteWhere[Finding](ctx, s, "place IN ? AND seen_at < ?", places, before)
}
