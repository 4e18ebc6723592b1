package store

import (
	"context"
	"time"

	"github.com/google/uuid"

	"sunlit/internal/fault"
)

// Message is something to be told to somebody, written in the transaction of the event that causes
// it and delivered at least once under its ID.
type Message struct {
	ID           string     `gorm:"column:id;primaryKey"` // stable: the Message-ID of a mail
	PetitionID   *int64     `gorm:"column:petition_id"`
	Kind         string     `gorm:"column:kind"` // which notice
	Channel      string     `gorm:"column:channel"`
	Lang         string     `gorm:"column:lang"`
	Recipient    []byte     `gorm:"column:recipient"` // sealed address
	Number       string     `gorm:"column:number"`    // of the petition
	Args         string     `gorm:"column:args"`      // JSON of placeholders, nothing personal
	Unit         string     `gorm:"column:unit"`      // to which the message is, when it is read on the desk
	NotBefore    time.Time  `gorm:"column:not_before"`
	Attempts     int        `gorm:"column:attempts"`
	Claim        string     `gorm:"column:claim"`
	ClaimedUntil *time.Time `gorm:"column:claimed_until"`
	DeliveredAt  *time.Time `gorm:"column:delivered_at"`
	FailedAt     *time.Time `gorm:"column:failed_at"` // given up
	Failure      string     `gorm:"column:failure"`   // the last one, without address
	CreatedAt    time.Time  `gorm:"column:created_at;autoCreateTime:false"`
}

// TableName names the table.
func (Message) TableName() string { return "outbox" }

// longestWait is the longest pause between two attempts at a message.
const longestWait = 6 * time.Hour

// longestFailure is how much of a failure is kept, in runes.
const longestFailure = 500

// Enqueue adds messages, inside Tx. An empty ID gets one, an empty NotBefore is CreatedAt;
// petitionID 0 is a message about no petition.
func (s *Store) Enqueue(ctx context.Context, petitionID int64, messages []Message) error {
	if len(messages) == 0 {
		return nil
	}
	var args []any
	for i := range messages {
		m := &messages[i]
		if m.ID == "" {
			m.ID = NewID()
		}
		if m.NotBefore.IsZero() {
			m.NotBefore = m.CreatedAt
		}
		if petitionID != 0 {
			m.PetitionID = &petitionID
		}
		args = append(args, m.ID, m.PetitionID, m.Kind, m.Channel, m.Lang, notNil(m.Recipient), m.Number, m.Args, m.NotBefore, 0, "", "", m.CreatedAt, m.Unit)
	}
	return s.fail("enqueue", s.messages.rows(ctx, s, 14, args))
}

// Claim takes at most limit messages that are due by now for term by the database's clock, oldest
// first, and counts the attempt. Nobody else gets them before term is over; then they are due again,
// so deliver within it.
func (s *Store) Claim(ctx context.Context, now time.Time, term time.Duration, limit int) ([]Message, error) {
	var claimed []Message
	claim := NewID()
	err := s.within(ctx, func(tx *Store) error {
		claimed = nil
		var ids []string
		db := tx.db.WithContext(ctx)
		err := db.Raw("SELECT id FROM outbox WHERE delivered_at IS NULL AND failed_at IS NULL AND not_before <= ? AND (claimed_until IS NULL OR claimed_until < "+
			tx.now+") ORDER BY not_before, id LIMIT ?"+tx.forUpdate, now, limit).Scan(&ids).Error
		if err != nil || len(ids) == 0 {
			return err
		}
		until := tx.later(term)
		err = db.Exec("UPDATE outbox SET claim = ?, attempts = attempts + 1, claimed_until = "+until.text+" WHERE id IN ?", claim, until.arg, ids).Error
		if err != nil {
			return err
		}
		claimed, err = rowsOf[Message](tx.db).Where("id IN ?", ids).Order("not_before, id").Find(ctx)
		return err
	})
	return claimed, s.fail("claim messages", err)
}

// Delivered ends a claimed message and forgets its recipient. fault.Stale: the claim was lost to
// another node, which may tell the recipient again under the same ID.
func (s *Store) Delivered(ctx context.Context, m Message, at time.Time) error {
	return s.settle(ctx, m, map[string]any{"delivered_at": at, "claimed_until": nil, "recipient": []byte{}, "failure": ""})
}

// Failed gives a claimed message back: it is due again after a pause that doubles from one minute
// to six hours. Told to give up, it is due no more and stays for the metrics.
func (s *Store) Failed(ctx context.Context, m Message, at time.Time, failure string, giveUp bool) error {
	if r := []rune(failure); len(r) > longestFailure {
		failure = string(r[:longestFailure])
	}
	changes := map[string]any{"claimed_until": nil, "failure": failure, "not_before": at.Add(backoff(m.Attempts))}
	if giveUp {
		changes["failed_at"] = at
	}
	return s.settle(ctx, m, changes)
}

// backoff is the pause after the given number of attempts.
func backoff(attempts int) time.Duration {
	wait := time.Minute << min(max(attempts-1, 0), 12)
	return min(wait, longestWait)
}

func (s *Store) settle(ctx context.Context, m Message, changes map[string]any) error {
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(&Message{}).
			Where("id = ? AND claim = ? AND delivered_at IS NULL AND failed_at IS NULL", m.ID, m.Claim).Updates(changes)
		if changed.Error != nil {
			return tx.fail("settle message", changed.Error)
		}
		return one(changed.RowsAffected, fault.New(fault.Stale, "error.stale"))
	})
}

// Backlog is how many messages are due by now and since when the oldest waits (zero: none); both
// are metrics. It counts at most 1001.
func (s *Store) Backlog(ctx context.Context, now time.Time) (count int, oldest time.Time, err error) {
	var due []time.Time
	err = s.db.WithContext(ctx).Model(&Message{}).
		Where("delivered_at IS NULL AND failed_at IS NULL AND not_before <= ?", now).
		Order("not_before, id").Limit(countCap).Pluck("not_before", &due).Error
	if len(due) > 0 {
		oldest = due[0]
	}
	return len(due), oldest, s.fail("backlog", err)
}

// NewID makes an id that sorts by the time it was made (UUID version 7).
func NewID() string {
	return uuid.Must(uuid.NewV7()).String()
}

// MessagesToUnit lists at most limit messages that were put before a unit since an instant, newest
// first, on petitions that the scope may still see.
func (s *Store) MessagesToUnit(ctx context.Context, sc Scope, since time.Time, limit int) ([]Message, error) {
	seen := sc.sees()
	args := append([]any{sc.Unit, since}, seen.args...)
	rows, err := rowsOf[Message](s.db).Where("unit = ? AND unit <> '' AND created_at >= ? AND petition_id IN (SELECT petitions.id FROM petitions WHERE "+seen.text+")", args...).
		Order("created_at DESC, id DESC").Limit(limit).Find(ctx)
	return rows, s.fail("messages to a unit", err)
}

// EnqueueOnce adds a message unless one with its id is there already; inside Tx.
func (s *Store) EnqueueOnce(ctx context.Context, petitionID int64, m Message) (bool, error) {
	var known int64
	if err := s.db.WithContext(ctx).Model(&Message{}).Where("id = ?", m.ID).Limit(1).Count(&known).Error; err != nil || known > 0 {
		return false, s.fail("enqueue once", err)
	}
	return true, s.Enqueue(ctx, petitionID, []Message{m})
}
