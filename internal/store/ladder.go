package store

import (
	"context"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// Kinds of links: the petition was merged into the other, or split from it.
const (
	LinkMerged = "merged"
	LinkSplit  = "split"
)

// Task is what a body owes on a petition beside the stage's own act, as petition_tasks holds it.
type Task struct {
	PetitionID int64            `gorm:"column:petition_id;primaryKey"`
	Leg        petition.LegName `gorm:"column:leg;primaryKey"`
	Holder     string           `gorm:"column:holder"`
	DueOn      clock.Day        `gorm:"column:due_on"`
}

// TableName names the table.
func (Task) TableName() string { return "petition_tasks" }

// Link ties a petition to another one.
type Link struct {
	PetitionID int64  `gorm:"column:petition_id;primaryKey"`
	Kind       string `gorm:"column:kind;primaryKey"`
	OtherID    int64  `gorm:"column:other_id;primaryKey"`
}

// TableName names the table.
func (Link) TableName() string { return "petition_links" }

// ReplaceTasks writes what is owed on a petition beside its stage's own act, inside Tx.
func (s *Store) ReplaceTasks(ctx context.Context, petitionID int64, tasks []petition.Task) error {
	if s.tx == nil {
		return errNoTx
	}
	if _, err := rowsOf[Task](s.db).Where("petition_id = ?", petitionID).Delete(ctx); err != nil {
		return s.fail("tasks", err)
	}
	return s.insertTasks(ctx, petitionID, tasks)
}

func (s *Store) insertTasks(ctx context.Context, petitionID int64, tasks []petition.Task) error {
	if len(tasks) == 0 {
		return nil
	}
	var args []any
	for _, t := range tasks {
		args = append(args, petitionID, string(t.Leg), t.Holder, t.DueOn)
	}
	return s.fail("tasks", s.insertRows(ctx, "INSERT INTO petition_tasks (petition_id, leg, holder, due_on) VALUES ", 4, args))
}

// CoHandler is a unit that helps with a petition.
type CoHandler struct {
	PetitionID int64  `gorm:"column:petition_id;primaryKey"`
	Unit       string `gorm:"column:unit;primaryKey"`
}

// TableName names the table.
func (CoHandler) TableName() string { return "co_handlers" }

// Tasks lists what is owed on a petition beside its stage's own act, in no order of meaning.
func (s *Store) Tasks(ctx context.Context, petitionID int64) ([]Task, error) {
	rows, err := rowsOf[Task](s.db).Where("petition_id = ?", petitionID).Order("leg").Find(ctx)
	return rows, s.fail("tasks", err)
}

// HasTasks lists which petitions of a range of keys owe something beside their stage's own act.
func (s *Store) HasTasks(ctx context.Context, from, until int64) (map[int64]bool, error) {
	var ids []int64
	err := s.db.WithContext(ctx).Raw("SELECT DISTINCT petition_id FROM petition_tasks WHERE petition_id >= ? AND petition_id <= ?", from, until).Scan(&ids).Error
	has := map[int64]bool{}
	for _, id := range ids {
		has[id] = true
	}
	return has, s.fail("tasks", err)
}

// watch is a row of petition_watches.
type watch struct {
	PetitionID int64     `gorm:"column:petition_id;primaryKey"`
	Duty       string    `gorm:"column:duty;primaryKey"`
	DueOn      clock.Day `gorm:"column:due_on"`
}

// TableName names the table.
func (watch) TableName() string { return "petition_watches" }

// ReplaceWatches writes the days that have to be watched on a petition, inside Tx.
func (s *Store) ReplaceWatches(ctx context.Context, petitionID int64, watches []petition.Watch) error {
	if s.tx == nil {
		return errNoTx
	}
	if _, err := rowsOf[watch](s.db).Where("petition_id = ?", petitionID).Delete(ctx); err != nil {
		return s.fail("watches", err)
	}
	if len(watches) == 0 {
		return nil
	}
	var args []any
	for _, w := range watches {
		args = append(args, petitionID, w.Duty, w.DueOn)
	}
	return s.fail("watches", s.insertRows(ctx, "INSERT INTO petition_watches (petition_id, duty, due_on) VALUES ", 3, args))
}

// Watches lists the watched days of a petition as they are stored, by duty.
func (s *Store) Watches(ctx context.Context, petitionID int64) ([]petition.Watch, error) {
	rows, err := rowsOf[watch](s.db).Where("petition_id = ?", petitionID).Order("duty").Find(ctx)
	watches := make([]petition.Watch, len(rows))
	for i, r := range rows {
		watches[i] = petition.Watch{Duty: r.Duty, DueOn: r.DueOn}
	}
	return watches, s.fail("watches", err)
}

// AddCoHandler lets a unit see a petition with which it helps; what is there already stays.
func (s *Store) AddCoHandler(ctx context.Context, petitionID int64, unit string) error {
	return s.fail("co-handler", s.insertRows(ctx, s.ignore+" INTO co_handlers (petition_id, unit) VALUES ", 2, []any{petitionID, unit}))
}

// Withhold keeps a petition from an official who withdrew from it (Art. 28), as it is kept from
// the units complained of.
func (s *Store) Withhold(ctx context.Context, petitionID int64, accountID string) error {
	return s.insertAbouts(ctx, petitionID, []string{withdrawn(accountID)})
}

// withdrawn is the entry of petition_abouts that stands for an official; no unit's code begins so.
func withdrawn(accountID string) string { return "@" + accountID }

// AddLink ties a petition to another one.
func (s *Store) AddLink(ctx context.Context, petitionID int64, kind string, otherID int64) error {
	return s.fail("link", s.insertRows(ctx, s.ignore+" INTO petition_links (petition_id, kind, other_id) VALUES ", 3, []any{petitionID, kind, otherID}))
}

// RemoveLinks unties a petition from those it has a kind of link to.
func (s *Store) RemoveLinks(ctx context.Context, petitionID int64, kind string) error {
	_, err := rowsOf[Link](s.db).Where("petition_id = ? AND kind = ?", petitionID, kind).Delete(ctx)
	return s.fail("links", err)
}

// LinkedTo lists the petitions that have a kind of link to this one, in the order of their filing.
func (s *Store) LinkedTo(ctx context.Context, kind string, otherID int64) ([]petition.Petition, error) {
	rows, err := rowsOf[petition.Petition](s.db).
		Where("id IN (SELECT petition_id FROM petition_links WHERE other_id = ? AND kind = ?)", otherID, kind).Order("id").Find(ctx)
	return rows, s.fail("linked", err)
}

// MergedAnswered lists at most limit merged petitions whose main one was answered: the numbers of
// the merged and of the main one, in pairs.
func (s *Store) MergedAnswered(ctx context.Context, limit int) ([][2]string, error) {
	var rows []struct{ Merged, Main string }
	err := s.db.WithContext(ctx).Raw("SELECT p.number AS merged, m.number AS main FROM petition_links l "+
		"JOIN petitions p ON p.id = l.petition_id JOIN petitions m ON m.id = l.other_id "+
		"WHERE l.kind = ? AND p.stage = ? AND m.answered_at IS NOT NULL ORDER BY p.id LIMIT ?", LinkMerged, petition.Merged, limit).Scan(&rows).Error
	pairs := make([][2]string, len(rows))
	for i, r := range rows {
		pairs[i] = [2]string{r.Merged, r.Main}
	}
	return pairs, s.fail("merged petitions", err)
}
