package store

import (
	"context"
	"time"
)

// OneTimeCode is a code sent to a phone or mailbox, as a keyed hash. An empty hash is one that was
// not sent, because the address does not belong to what was asked; it can't be entered.
type OneTimeCode struct {
	ID        string     `gorm:"column:id;primaryKey"`
	AskHash   string     `gorm:"column:ask_hash"` // of the token of the browser that asked
	Purpose   string     `gorm:"column:purpose"`
	Subject   string     `gorm:"column:subject"` // what it is for: a petition's number, or nothing
	Field     string     `gorm:"column:field"`   // phone or email
	Blind     string     `gorm:"column:blind"`   // of the address
	Sealed    []byte     `gorm:"column:sealed"`  // the address
	CodeHash  []byte     `gorm:"column:code_hash"`
	Tries     int        `gorm:"column:tries"`
	SentAt    time.Time  `gorm:"column:sent_at"`
	ExpiresAt time.Time  `gorm:"column:expires_at"`
	UsedAt    *time.Time `gorm:"column:used_at"`
}

// TableName names the table.
func (OneTimeCode) TableName() string { return "one_time_codes" }

// CodesSentSince lists when codes went to an address since an instant, newest first, and keeps
// others from sending one there until the transaction ends; only inside Tx.
func (s *Store) CodesSentSince(ctx context.Context, field, blind string, since time.Time) ([]time.Time, error) {
	if s.tx == nil {
		return nil, errNoTx
	}
	var sent []time.Time
	err := s.db.WithContext(ctx).Raw("SELECT sent_at FROM one_time_codes WHERE field = ? AND blind = ? AND sent_at > ? ORDER BY sent_at DESC"+s.forUpdate,
		field, blind, since).Scan(&sent).Error
	return sent, s.fail("codes sent", err)
}

// CodesSentInAll counts the codes sent since an instant, and answers when the oldest of them was.
func (s *Store) CodesSentInAll(ctx context.Context, since time.Time) (int, time.Time, error) {
	var sent []time.Time
	err := s.db.WithContext(ctx).Model(&OneTimeCode{}).Where("sent_at > ?", since).Order("sent_at").Pluck("sent_at", &sent).Error
	if err != nil || len(sent) == 0 {
		return 0, time.Time{}, s.fail("codes sent", err)
	}
	return len(sent), sent[0], nil
}

// InsertOneTimeCode keeps a code.
func (s *Store) InsertOneTimeCode(ctx context.Context, c *OneTimeCode) error {
	return s.fail("insert code", s.within(ctx, func(tx *Store) error {
		c.Sealed, c.CodeHash = notNil(c.Sealed), notNil(c.CodeHash)
		return rowsOf[OneTimeCode](tx.db).Create(ctx, c)
	}))
}

// OneTimeCodes lists the codes that one browser asked for, newest first.
func (s *Store) OneTimeCodes(ctx context.Context, askHash string) ([]OneTimeCode, error) {
	rows, err := rowsOf[OneTimeCode](s.db).Where("ask_hash = ?", askHash).Order("sent_at DESC, id DESC").Find(ctx)
	return rows, s.fail("codes", err)
}

// CountTry counts a try at every living code of a browser before any is looked at, so that a
// hundred tries at once do not all see the count of the first. Codes tried most times are dead.
func (s *Store) CountTry(ctx context.Context, askHash string, most int, now time.Time) error {
	return s.fail("count try", s.within(ctx, func(tx *Store) error {
		return tx.db.WithContext(ctx).Exec("UPDATE one_time_codes SET tries = tries + 1 WHERE ask_hash = ? AND used_at IS NULL AND expires_at > ? AND tries <= ?",
			askHash, now, most).Error
	}))
}

// UseOneTimeCode spends a code, and with it the others that the same browser asked for; false:
// another request was first.
func (s *Store) UseOneTimeCode(ctx context.Context, c *OneTimeCode, at time.Time) (bool, error) {
	used := false
	err := s.within(ctx, func(tx *Store) error {
		db := tx.db.WithContext(ctx)
		done := db.Exec("UPDATE one_time_codes SET used_at = ?, sealed = ? WHERE id = ? AND used_at IS NULL", at, []byte{}, c.ID)
		if used = done.RowsAffected == 1; done.Error != nil || !used {
			return done.Error
		}
		return db.Exec("UPDATE one_time_codes SET used_at = ?, sealed = ? WHERE ask_hash = ? AND used_at IS NULL", at, []byte{}, c.AskHash).Error
	})
	return used, s.fail("use code", err)
}

// DeleteOneTimeCodesBefore forgets codes sent before an instant.
func (s *Store) DeleteOneTimeCodesBefore(ctx context.Context, before time.Time) (int, error) {
	return deleteWhere[OneTimeCode](ctx, s, "sent_at < ?", before)
}

// Proof is that the holder of a cookie proved to hold the phone or mailbox of a petition.
type Proof struct {
	TokenHash  string    `gorm:"column:token_hash;primaryKey"`
	PetitionID int64     `gorm:"column:petition_id;primaryKey;autoIncrement:false"`
	ProvedAt   time.Time `gorm:"column:proved_at"`
}

// TableName names the table.
func (Proof) TableName() string { return "proofs" }

// PutProof keeps a proof; the newest counts.
func (s *Store) PutProof(ctx context.Context, p *Proof) error {
	return s.fail("put proof", s.within(ctx, func(tx *Store) error {
		return put(ctx, tx, p, []string{"token_hash", "petition_id"}, "proved_at")
	}))
}

// ProvedSince tells whether the holder of a cookie proved it for a petition since an instant.
func (s *Store) ProvedSince(ctx context.Context, tokenHash string, petitionID int64, since time.Time) (bool, error) {
	n, err := rowsOf[Proof](s.db).Where("token_hash = ? AND petition_id = ? AND proved_at >= ?", tokenHash, petitionID, since).Count(ctx)
	return n > 0, s.fail("proof", err)
}

// DeleteProofsBefore forgets proofs given before an instant.
func (s *Store) DeleteProofsBefore(ctx context.Context, before time.Time) (int, error) {
	return deleteWhere[Proof](ctx, s, "proved_at < ?", before)
}

// Reissue is that a petition was given a new query code.
type Reissue struct {
	ID         string    `gorm:"column:id;primaryKey"`
	PetitionID int64     `gorm:"column:petition_id"`
	At         time.Time `gorm:"column:at"`
	CodeSHA256 string    `gorm:"column:code_sha256"` // of the code's keyed hash, hex
	Mark       string    `gorm:"column:mark"`
}

// TableName names the table.
func (Reissue) TableName() string { return "code_reissues" }

// ReissueCode gives a petition another query code, inside Tx and under the petition's lock: the old
// code, every case it opened and every account that does not carry a contact of the petition are
// out at once.
func (s *Store) ReissueCode(ctx context.Context, r *Reissue, hash []byte, mark MarkTrail) error {
	if s.tx == nil {
		return errNoTx
	}
	petitionID := r.PetitionID
	if err := s.UpdateCodeHash(ctx, petitionID, hash); err != nil {
		return err
	}
	if _, err := deleteWhere[CaseSession](ctx, s, "petition_id = ?", petitionID); err != nil {
		return err
	}
	// MariaDB does not let a DELETE name the table it deletes from in its own EXISTS under an alias.
	var strangers []string
	err := s.db.WithContext(ctx).Raw("SELECT cp.citizen_id FROM citizen_petitions cp WHERE cp.petition_id = ? AND NOT "+reachesAccount, petitionID).Scan(&strangers).Error
	if err != nil {
		return s.fail("strangers", err)
	}
	for _, citizenID := range strangers {
		if err := s.TakeFromAccount(ctx, citizenID, petitionID); err != nil {
			return err
		}
	}
	if err := rowsOf[Reissue](s.db).Create(ctx, r); err != nil {
		return s.fail("insert reissue", err)
	}
	return s.lengthen(ctx, petitionID, TrailCodes, mark)
}

// Reissues lists when a petition was given new codes, newest first.
func (s *Store) Reissues(ctx context.Context, petitionID int64) ([]time.Time, error) {
	rows, err := rowsOf[Reissue](s.db).Where("petition_id = ?", petitionID).Order("at DESC, id DESC").Find(ctx)
	at := make([]time.Time, len(rows))
	for i, row := range rows {
		at[i] = row.At
	}
	return at, s.fail("reissues", err)
}
