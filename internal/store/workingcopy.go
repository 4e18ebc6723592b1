package store

import (
	"context"
	"time"

	"sunlit/internal/petition"
)

// WorkingCopy is the unfinished input of a verb, saved as an official types; it is no event and
// moves no version.
type WorkingCopy struct {
	PetitionID int64         `gorm:"column:petition_id;primaryKey;autoIncrement:false"`
	AccountID  string        `gorm:"column:account_id;primaryKey"`
	Verb       petition.Verb `gorm:"column:verb;primaryKey"`
	Body       []byte        `gorm:"column:body"`
	SavedAt    time.Time     `gorm:"column:saved_at"`
}

// TableName names the table.
func (WorkingCopy) TableName() string { return "working_copies" }

// WorkingCopy answers an official's unfinished input; fault.NotFound when there is none.
func (s *Store) WorkingCopy(ctx context.Context, petitionID int64, accountID string, verb petition.Verb) (*WorkingCopy, error) {
	row, err := rowsOf[WorkingCopy](s.db).Where("petition_id = ? AND account_id = ? AND verb = ?", petitionID, accountID, verb).Take(ctx)
	if err != nil {
		return nil, s.fail("working copy", err)
	}
	return &row, nil
}

// PutWorkingCopy keeps an unfinished input; the last one wins.
func (s *Store) PutWorkingCopy(ctx context.Context, w *WorkingCopy) error {
	return s.fail("put working copy", s.within(ctx, func(tx *Store) error {
		return put(ctx, tx, w, []string{"petition_id", "account_id", "verb"}, "body", "saved_at")
	}))
}

// DeleteWorkingCopy forgets an input once its verb was done, existing or not.
func (s *Store) DeleteWorkingCopy(ctx context.Context, petitionID int64, accountID string, verb petition.Verb) error {
	_, err := deleteWhere[WorkingCopy](ctx, s, "petition_id = ? AND account_id = ? AND verb = ?", petitionID, accountID, verb)
	return err
}

// DeleteWorkingCopiesBefore forgets inputs not touched since an instant and answers how many.
func (s *Store) DeleteWorkingCopiesBefore(ctx context.Context, before time.Time) (int, error) {
	return deleteWhere[WorkingCopy](ctx, s, "saved_at < ?", before)
}
