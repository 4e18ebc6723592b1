package store

import (
	"context"
	"errors"
	"time"
)

// ErrKeyTaken says that a filing with this idempotency key was committed before: read it with
// Idempotency and answer the same.
var ErrKeyTaken = errors.New("store: idempotency key is taken")

// Idempotency is the answer to a filing under the hash of its key. The answer is sealed under a
// secret derived from the key itself, which the database never sees.
type Idempotency struct {
	KeyHash   string    `gorm:"column:key_hash;primaryKey"`
	BodyHash  string    `gorm:"column:body_hash"`
	Number    string    `gorm:"column:number"`
	Answer    []byte    `gorm:"column:answer"`
	CreatedAt time.Time `gorm:"column:created_at;autoCreateTime:false"`
}

// TableName names the table.
func (Idempotency) TableName() string { return "idempotency" }

// Idempotency answers what a filing with the key was answered; fault.NotFound when there was none.
// It reads the writing node, so that a request repeated at once finds the first.
func (s *Store) Idempotency(ctx context.Context, keyHash string) (*Idempotency, error) {
	row, err := rowsOf[Idempotency](s.db).Where("key_hash = ?", keyHash).Take(ctx)
	if err != nil {
		return nil, s.fail("idempotency", err)
	}
	return &row, nil
}

func (s *Store) insertIdempotency(ctx context.Context, row *Idempotency) error {
	_, err := s.answers.exec(ctx, s, row.KeyHash, row.BodyHash, row.Number, notNil(row.Answer), row.CreatedAt)
	if duplicate(err) {
		return ErrKeyTaken
	}
	return s.fail("insert idempotency", err)
}

// ForgetAnswers empties the sealed answers of keys older than before; key and number stay, so that
// a late repetition is still recognised. It answers how many.
func (s *Store) ForgetAnswers(ctx context.Context, before time.Time) (int, error) {
	var rows int
	err := s.within(ctx, func(tx *Store) error {
		var err error
		rows, err = rowsOf[Idempotency](tx.db).Where("created_at < ? AND answer <> ?", before, []byte{}).Update(ctx, "answer", []byte{})
		return err
	})
	return rows, s.fail("forget answers", err)
}

// notNil keeps an empty byte column from becoming NULL.
func notNil(b []byte) []byte {
	if b == nil {
		return []byte{}
	}
	return b
}
