package bench

import (
	"context"
	"database/sql"
	"fmt"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// fillBatch is how many petitions one statement inserts.
const fillBatch = 1000

// fillColumns are the columns of a generated petition; the others stay empty.
const fillColumns = "number, version, stage, open, sealed, kind, route, procedure_name, channel, title, category, place, office_unit, unit, holder, " +
	"handler_id, lead_id, review_unit, pending_verb, pending_by, returned, paused, urgent, round, due_on, filed_at, stage_at, publish_consent"

// Fill adds generated petitions of one office to the portal's database: two in five are open, due
// within the next two months, the others are closed, as in an office after its first years.
func (b *Bare) Fill(ctx context.Context, count int, office, unit string) error {
	pool := b.reader
	tx, err := pool.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for begin := 0; begin < count; begin += fillBatch {
		if err := fillSome(ctx, tx, begin, min(fillBatch, count-begin), office, unit); err != nil {
			_ = tx.Rollback()
			return fmt.Errorf("generate petitions: %w", err)
		}
	}
	if err := tx.Commit(); err != nil || b.sqlite {
		return err
	}
	_, err = pool.ExecContext(ctx, "ANALYZE TABLE petitions") // what the server does by itself within the hour
	return err
}

// fillSome writes the values into the statement: they are all made here, of letters and digits.
func fillSome(ctx context.Context, tx *sql.Tx, begin, count int, office, unit string) error {
	now := clock.System{}.Now()
	var text strings.Builder
	text.WriteString("INSERT INTO petitions (" + fillColumns + ") VALUES ")
	for i := begin; i < begin+count; i++ {
		stage, open, due := petition.Accepted, 1, clock.DayOf(now).AddDays(i*7%60)
		if i%5 > 1 {
			stage, open, due = petition.Closed, 0, petition.NoDue
		}
		filed := now.AddDate(0, 0, -i%700).Format("2006-01-02 15:04:05.000")
		if i > begin {
			text.WriteString(", ")
		}
		fmt.Fprintf(&text, "('%s', 5, '%s', %d, 0, 'claim', 'C6', 'ordinary', 'online', '物业维修资金第%d年没有退还', 'other', '990101', '%s', '%s', '%s', '', '', '', '', '', 0, 0, 0, 1, '%s', '%s', '%s', 0)",
			petition.NewNumber(), stage, open, i%9, office, unit, unit, due, filed, filed)
	}
	_, err := tx.ExecContext(ctx, text.String())
	return err
}
