package store

import (
	"cmp"
	"context"
	"time"
)

// LogCheckpoint is what the log signed when it had so many entries. Text is the signed note without the witnesses' lines.
// Numbers run from 1 without a gap.
type LogCheckpoint struct {
	Size     int64     `gorm:"column:size;primaryKey;autoIncrement:false"`
	Root     []byte    `gorm:"column:root"`
	Text     []byte    `gorm:"column:text"`
	SignedAt time.Time `gorm:"column:signed_at"`
	No       int64     `gorm:"column:no"`
	Mark     string    `gorm:"column:mark"` // by a key outside the database
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

// AddLogCheckpoints keeps signed checkpoints, inside a transaction under the log's lease. A size that was signed before is
// fault.Conflict: two roots for one size would be a lie.
func (s *Store) AddLogCheckpoints(ctx context.Context, checkpoints ...LogCheckpoint) error {
	var values []any
	for _, c := range checkpoints {
		values = append(values, c.Size, c.Root, c.Text, c.SignedAt, c.No, c.Mark)
	}
	into := s.insertInto("INSERT INTO log_checkpoints", "size", "root", "text", "signed_at", "no", "mark")
	return s.fail("add log checkpoints", s.insertAll(ctx, into, 6, values))
}

// SetCheckpointMark marks a checkpoint from before there were marks.
func (s *Store) SetCheckpointMark(ctx context.Context, size int64, mark string) error {
	changed, err := rowsOf[LogCheckpoint](s.db).Where("size = ?", size).Update(ctx, "mark", mark)
	return cmp.Or(s.fail("mark log checkpoint", err), one(int64(changed), notFound()))
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
