package store

import (
	"context"
	"time"
)

// LogCheckpoint is what the log signed when it had so many entries. Text is the signed note without the witnesses' lines.
type LogCheckpoint struct {
	Size     int64     `gorm:"column:size;primaryKey;autoIncrement:false"`
	Root     []byte    `gorm:"column:root"`
	Text     []byte    `gorm:"column:text"`
	SignedAt time.Time `gorm:"column:signed_at"`
}

// TableName names the table.
func (LogCheckpoint) TableName() string { return "log_checkpoints" }

// LogCosignature is a witness's line under a checkpoint.
type LogCosignature struct {
	Size     int64     `gorm:"column:size;primaryKey;autoIncrement:false"`
	Witness  string    `gorm:"column:witness;primaryKey"`
	Line     []byte    `gorm:"column:line"`
	SignedAt time.Time `gorm:"column:signed_at"` // as the witness says
}

// TableName names the table.
func (LogCosignature) TableName() string { return "log_cosignatures" }

// AddLogCheckpoint keeps a signed checkpoint, inside a transaction under the log's lease. A size that was signed before is
// fault.Conflict: two roots for one size would be a lie.
func (s *Store) AddLogCheckpoint(ctx context.Context, c *LogCheckpoint) error {
	if s.tx == nil {
		return errNoTx
	}
	return s.fail("add log checkpoint", rowsOf[LogCheckpoint](s.db).Create(ctx, c))
}

// LastLogCheckpoint is the newest signed checkpoint; fault.NotFound before the first.
func (s *Store) LastLogCheckpoint(ctx context.Context) (*LogCheckpoint, error) {
	row, err := rowsOf[LogCheckpoint](s.db).Order("size DESC").Take(ctx)
	if err != nil {
		return nil, s.fail("log checkpoint", err)
	}
	return &row, nil
}

// LogCheckpoints lists signed checkpoints of more than size entries, the smallest first, at most limit of them.
func (s *Store) LogCheckpoints(ctx context.Context, size int64, limit int) ([]LogCheckpoint, error) {
	rows, err := rowsOf[LogCheckpoint](s.db).Where("size > ?", size).Order("size").Limit(limit).Find(ctx)
	return rows, s.fail("log checkpoints", err)
}

// LastCosignedLogCheckpoint is the newest checkpoint under which any witness signed; fault.NotFound when none did.
func (s *Store) LastCosignedLogCheckpoint(ctx context.Context) (*LogCheckpoint, error) {
	row, err := rowsOf[LogCheckpoint](s.db).Where("size = (SELECT MAX(size) FROM log_cosignatures)").Take(ctx)
	if err != nil {
		return nil, s.fail("log checkpoint", err)
	}
	return &row, nil
}

// AddLogCosignature keeps a witness's line; one that is there already stays.
func (s *Store) AddLogCosignature(ctx context.Context, c *LogCosignature) error {
	return s.fail("add log cosignature", s.within(ctx, func(tx *Store) error {
		_, err := tx.tx.ExecContext(ctx, tx.ignore+" INTO log_cosignatures (size, witness, line, signed_at) VALUES (?, ?, ?, ?)", c.Size, c.Witness, c.Line, c.SignedAt)
		return err
	}))
}

// LogCosignatures lists the witnesses' lines under the checkpoint of a size.
func (s *Store) LogCosignatures(ctx context.Context, size int64) ([]LogCosignature, error) {
	rows, err := rowsOf[LogCosignature](s.db).Where("size = ?", size).Order("witness").Find(ctx)
	return rows, s.fail("log cosignatures", err)
}

// LastCosignedSize is the size of the newest checkpoint that a witness signed, 0 for none.
func (s *Store) LastCosignedSize(ctx context.Context, witness string) (int64, error) {
	var last *int64
	err := s.db.WithContext(ctx).Raw("SELECT MAX(size) FROM log_cosignatures WHERE witness = ?", witness).Row().Scan(&last)
	if err != nil || last == nil {
		return 0, s.fail("log cosignature", err)
	}
	return *last, nil
}
