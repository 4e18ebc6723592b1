package store

import (
	"context"
	"time"
)

// Session is an official's session under the hash of its token.
type Session struct {
	TokenHash string    `gorm:"column:token_hash;primaryKey"`
	AccountID string    `gorm:"column:account_id"`
	Data      []byte    `gorm:"column:data"`
	CreatedAt time.Time `gorm:"column:created_at;autoCreateTime:false"`
	SeenAt    time.Time `gorm:"column:seen_at"`    // for the idle limit
	ExpiresAt time.Time `gorm:"column:expires_at"` // the absolute limit
}

// TableName names the table.
func (Session) TableName() string { return "sessions" }

// Session answers a session that has not reached its absolute limit by now.
func (s *Store) Session(ctx context.Context, tokenHash string, now time.Time) (*Session, error) {
	row, err := rowsOf[Session](s.db).Where("token_hash = ? AND expires_at > ?", tokenHash, now).Take(ctx)
	if err != nil {
		return nil, s.fail("session", err)
	}
	return &row, nil
}

// PutSession keeps a session's data and times; when it began stays.
func (s *Store) PutSession(ctx context.Context, session *Session) error {
	session.Data = notNil(session.Data)
	return s.fail("put session", s.within(ctx, func(tx *Store) error {
		return put(ctx, tx, session, []string{"token_hash"}, "account_id", "data", "seen_at", "expires_at")
	}))
}

// TouchSession moves the idle limit. A session ended in the meantime stays ended.
func (s *Store) TouchSession(ctx context.Context, tokenHash string, at time.Time) error {
	return s.fail("touch session", s.within(ctx, func(tx *Store) error {
		_, err := rowsOf[Session](tx.db).Where("token_hash = ?", tokenHash).Update(ctx, "seen_at", at)
		return err
	}))
}

// DeleteSession ends a session, existing or not.
func (s *Store) DeleteSession(ctx context.Context, tokenHash string) error {
	_, err := deleteWhere[Session](ctx, s, "token_hash = ?", tokenHash)
	return err
}

// DeleteSessionsOf ends all sessions of an account but the one kept ("" keeps none) and answers how
// many: after a change of password, roles or state.
func (s *Store) DeleteSessionsOf(ctx context.Context, accountID, keep string) (int, error) {
	return deleteWhere[Session](ctx, s, "account_id = ? AND token_hash <> ?", accountID, keep)
}

// DeleteSessionsBefore removes sessions that ran out before an instant.
func (s *Store) DeleteSessionsBefore(ctx context.Context, before time.Time) (int, error) {
	return deleteWhere[Session](ctx, s, "expires_at < ?", before)
}

// CaseSession is a petitioner's open case under the hash of its cookie.
type CaseSession struct {
	TokenHash  string    `gorm:"column:token_hash;primaryKey"`
	PetitionID int64     `gorm:"column:petition_id"`
	CreatedAt  time.Time `gorm:"column:created_at;autoCreateTime:false"`
	SeenAt     time.Time `gorm:"column:seen_at"`
}

// TableName names the table.
func (CaseSession) TableName() string { return "case_sessions" }

// InsertCaseSession opens a case for the holder of a cookie.
func (s *Store) InsertCaseSession(ctx context.Context, c *CaseSession) error {
	return s.fail("open case", s.within(ctx, func(tx *Store) error {
		return rowsOf[CaseSession](tx.db).Create(ctx, c)
	}))
}

// CaseSession answers the case of a cookie seen since idle and opened since begin; fault.NotFound
// afterwards.
func (s *Store) CaseSession(ctx context.Context, tokenHash string, idle, begin time.Time) (*CaseSession, error) {
	row, err := rowsOf[CaseSession](s.db).Where("token_hash = ? AND seen_at >= ? AND created_at >= ?", tokenHash, idle, begin).Take(ctx)
	if err != nil {
		return nil, s.fail("case session", err)
	}
	return &row, nil
}

// TouchCaseSession moves the idle limit of a case session.
func (s *Store) TouchCaseSession(ctx context.Context, tokenHash string, at time.Time) error {
	return s.fail("touch case session", s.within(ctx, func(tx *Store) error {
		_, err := rowsOf[CaseSession](tx.db).Where("token_hash = ?", tokenHash).Update(ctx, "seen_at", at)
		return err
	}))
}

// DeleteCaseSession closes a case session, existing or not.
func (s *Store) DeleteCaseSession(ctx context.Context, tokenHash string) error {
	_, err := deleteWhere[CaseSession](ctx, s, "token_hash = ?", tokenHash)
	return err
}

// DeleteCaseSessionsBefore removes case sessions not seen since an instant.
func (s *Store) DeleteCaseSessionsBefore(ctx context.Context, before time.Time) (int, error) {
	return deleteWhere[CaseSession](ctx, s, "seen_at < ?", before)
}
