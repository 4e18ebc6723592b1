package store

import (
	"context"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// Mailbox is the mailbox of a leader, told by position and duty.
type Mailbox struct {
	Code       string `gorm:"column:code;primaryKey"`
	Position   string `gorm:"column:position"`
	PositionEN string `gorm:"column:position_en"`
	Duty       string `gorm:"column:duty"` // what the leader is in charge of
	DutyEN     string `gorm:"column:duty_en"`
	Unit       string `gorm:"column:unit"`
	Place      string `gorm:"column:place"`
	Active     bool   `gorm:"column:active"`
}

// TableName names the table.
func (Mailbox) TableName() string { return "mailboxes" }

// Mailboxes lists every mailbox by place, inactive ones too: old letters name them.
func (s *Store) Mailboxes(ctx context.Context) ([]Mailbox, error) {
	rows, err := rowsOf[Mailbox](s.db).Order("place, code").Find(ctx)
	return rows, s.fail("mailboxes", err)
}

// Mailbox answers one mailbox.
func (s *Store) Mailbox(ctx context.Context, code string) (*Mailbox, error) {
	if !ascii(code) {
		return nil, notFound()
	}
	row, err := rowsOf[Mailbox](s.db).Where("code = ?", code).Take(ctx)
	if err != nil {
		return nil, s.fail("mailbox", err)
	}
	return &row, nil
}

// InsertMailbox adds a mailbox; a taken code is fault.Conflict.
func (s *Store) InsertMailbox(ctx context.Context, m *Mailbox) error {
	return s.fail("add mailbox", s.within(ctx, func(tx *Store) error { return rowsOf[Mailbox](tx.db).Create(ctx, m) }))
}

// UpdateMailbox changes a mailbox; it is never removed.
func (s *Store) UpdateMailbox(ctx context.Context, m *Mailbox) error {
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(&Mailbox{}).Select("position", "position_en", "duty", "duty_en", "unit", "place", "active").
			Where("code = ?", m.Code).Updates(*m)
		if changed.Error != nil {
			return tx.fail("change mailbox", changed.Error)
		}
		return one(changed.RowsAffected, notFound())
	})
}

// Call is an open call for suggestions (Art. 29).
type Call struct {
	Code      string    `gorm:"column:code;primaryKey"`
	Title     string    `gorm:"column:title"`
	TitleEN   string    `gorm:"column:title_en"`
	Body      string    `gorm:"column:body"` // plain paragraphs
	BodyEN    string    `gorm:"column:body_en"`
	Unit      string    `gorm:"column:unit"`
	FromOn    clock.Day `gorm:"column:from_on"`
	UntilOn   clock.Day `gorm:"column:until_on"`
	Outcome   string    `gorm:"column:outcome"` // what became of it, once it ended
	OutcomeEN string    `gorm:"column:outcome_en"`
	Version   int       `gorm:"column:version"`
}

// TableName names the table.
func (Call) TableName() string { return "suggestion_calls" }

// Calls lists every call, the one that ends last first.
func (s *Store) Calls(ctx context.Context) ([]Call, error) {
	rows, err := rowsOf[Call](s.db).Order("until_on DESC, code").Find(ctx)
	return rows, s.fail("calls", err)
}

// Call answers one call.
func (s *Store) Call(ctx context.Context, code string) (*Call, error) {
	if !ascii(code) {
		return nil, notFound()
	}
	row, err := rowsOf[Call](s.db).Where("code = ?", code).Take(ctx)
	if err != nil {
		return nil, s.fail("call", err)
	}
	return &row, nil
}

// InsertCall publishes a call.
func (s *Store) InsertCall(ctx context.Context, c *Call) error {
	return s.fail("add call", s.within(ctx, func(tx *Store) error { return rowsOf[Call](tx.db).Create(ctx, c) }))
}

// UpdateCall changes a call whose version was from; fault.Stale when it moved since.
func (s *Store) UpdateCall(ctx context.Context, c *Call, from int) error {
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(&Call{}).
			Select("title", "title_en", "body", "body_en", "unit", "from_on", "until_on", "outcome", "outcome_en", "version").
			Where("code = ? AND version = ?", c.Code, from).Updates(*c)
		if changed.Error != nil {
			return tx.fail("change call", changed.Error)
		}
		return one(changed.RowsAffected, fault.New(fault.Stale, "error.stale"))
	})
}
