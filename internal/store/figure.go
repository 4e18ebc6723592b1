package store

import (
	"context"
	"fmt"
	"strings"
	"time"

	"sunlit/internal/clock"
)

// FigureMarks is what one petition adds to the counters, up to an event. Marks is the report's own
// text and means nothing here.
type FigureMarks struct {
	PetitionID int64  `gorm:"column:petition_id;primaryKey;autoIncrement:false"`
	Seq        int    `gorm:"column:seq"`
	SameAs     string `gorm:"column:same_as"` // number of the earlier petition on the same matter
	Marks      string `gorm:"column:marks"`
}

// TableName names the table.
func (FigureMarks) TableName() string { return "figure_marks" }

// FigureCount is a counter, or by how much one changes.
type FigureCount struct {
	Measure string
	Day     clock.Day
	Unit    string
	Other   string
	Bucket  int
	N       int
}

// FigureSum is the sum of a counter over the days of a month; the month is "" of sums over all days.
type FigureSum struct {
	Measure string
	Month   string
	Unit    string
	Other   string
	Bucket  int
	N       int
}

// What meta remembers of the counters: the event from which the next search begins, the law they
// were counted under, and a word that changes with every folding.
const (
	FiguresAfter    = "figures_after"
	FiguresLaw      = "figures_law"
	FiguresRevision = "figures_revision"
)

// committedBy is how long after an event's id was made it has surely been committed, or never will be.
const committedBy = 2 * time.Minute

// FigurePending lists at most limit petitions, by id, that got events which are not counted yet.
// Events are looked for from an id on, "" for all; next is the id from which the next search may
// begin once all those listed are counted. Ids of events grow with time (UUID version 7).
func (s *Store) FigurePending(ctx context.Context, after string, limit int) (ids []int64, next string, err error) {
	now, err := s.Now(ctx)
	if err != nil {
		return nil, "", err
	}
	err = s.db.WithContext(ctx).Raw(`SELECT e.petition_id FROM events e LEFT JOIN figure_marks m ON m.petition_id = e.petition_id
		WHERE e.id > ? AND (m.petition_id IS NULL OR m.seq < e.seq) GROUP BY e.petition_id ORDER BY e.petition_id LIMIT ?`, after, limit).Scan(&ids).Error
	if err != nil || len(ids) == limit {
		return ids, after, s.fail("figures pending", err)
	}
	ms := fmt.Sprintf("%012x", now.Add(-committedBy).UnixMilli())
	return ids, max(after, ms[:8]+"-"+ms[8:]), nil
}

// FigureGaps lists at most limit petitions after an id whose counted event is not their last one:
// what FigurePending finds, but found by comparing every row.
func (s *Store) FigureGaps(ctx context.Context, after int64, limit int) ([]int64, error) {
	var ids []int64
	err := s.db.WithContext(ctx).Raw(`SELECT p.id FROM petitions p LEFT JOIN figure_marks m ON m.petition_id = p.id
		WHERE p.id > ? AND (m.petition_id IS NULL OR m.seq <> p.version) ORDER BY p.id LIMIT ?`, after, limit).Scan(&ids).Error
	return ids, s.fail("figures missing", err)
}

// FigureMarksOf answers the marks of petitions, as far as they have any.
func (s *Store) FigureMarksOf(ctx context.Context, ids []int64) ([]FigureMarks, error) {
	rows, err := rowsOf[FigureMarks](s.db).Where("petition_id IN ?", ids).Find(ctx)
	return rows, s.fail("figure marks", err)
}

// Repeated tells which of some numbers somebody named as the earlier petition on the same matter.
func (s *Store) Repeated(ctx context.Context, numbers []string) ([]string, error) {
	var found []string
	err := s.db.WithContext(ctx).Raw("SELECT DISTINCT same_as FROM figure_marks WHERE same_as <> '' AND same_as IN ?", numbers).Scan(&found).Error
	return found, s.fail("repeated", err)
}

// IDsOf answers the ids of petitions by number.
func (s *Store) IDsOf(ctx context.Context, numbers []string) ([]int64, error) {
	var ids []int64
	err := s.db.WithContext(ctx).Raw("SELECT id FROM petitions WHERE number IN ?", numbers).Scan(&ids).Error
	return ids, s.fail("ids", err)
}

// countRows is how many counters one statement changes.
const countRows = 200

// FoldFigures writes what petitions add now and changes the counters by the difference, in one
// transaction under the lease's token. It touches no table in which anybody files or acts.
func (s *Store) FoldFigures(ctx context.Context, lease string, token int64, revision string, marks []FigureMarks, changes []FigureCount) error {
	return s.fail("fold figures", s.Tx(ctx, func(tx *Store) error {
		if err := tx.Fence(ctx, lease, token); err != nil {
			return err
		}
		for i := range marks {
			if err := put(ctx, tx, &marks[i], []string{"petition_id"}, "seq", "same_as", "marks"); err != nil {
				return err
			}
		}
		for len(changes) > 0 {
			part := changes[:min(countRows, len(changes))]
			changes = changes[len(part):]
			if err := tx.addCounts(ctx, part); err != nil {
				return err
			}
		}
		return tx.SetMeta(ctx, FiguresRevision, revision)
	}))
}

func (s *Store) addCounts(ctx context.Context, changes []FigureCount) error {
	var args []any
	for _, c := range changes {
		args = append(args, c.Measure, c.Day, c.Unit, c.Other, c.Bucket, c.N)
	}
	text := "INSERT INTO figure_counts (measure, day, unit, other, bucket, n) VALUES (?, ?, ?, ?, ?, ?)" +
		strings.Repeat(", (?, ?, ?, ?, ?, ?)", len(changes)-1) + s.adding
	return s.db.WithContext(ctx).Exec(text, args...).Error
}

// FigureSums adds up the counters of some measures from one day to another, both included, month by month.
func (s *Store) FigureSums(ctx context.Context, measures []string, from, to clock.Day) ([]FigureSum, error) {
	var rows []FigureSum
	err := s.db.WithContext(ctx).Raw(`SELECT measure, substr(day, 1, 7) AS month, unit, other, bucket, SUM(n) AS n FROM figure_counts
		WHERE measure IN ? AND day >= ? AND day <= ? GROUP BY measure, month, unit, other, bucket HAVING SUM(n) <> 0`, measures, from, to).Scan(&rows).Error
	return rows, s.fail("figures", err)
}

// FigureTotals adds up the counters of some measures over all days before one.
func (s *Store) FigureTotals(ctx context.Context, measures []string, before clock.Day) ([]FigureSum, error) {
	var rows []FigureSum
	err := s.db.WithContext(ctx).Raw(`SELECT measure, SUM(n) AS n FROM figure_counts WHERE measure IN ? AND day < ? GROUP BY measure`, measures, before).Scan(&rows).Error
	return rows, s.fail("figures", err)
}

// RecountFigures has what petitions add worked out anew at the next folding: of those still open,
// whose last days a calendar moves, or of all.
func (s *Store) RecountFigures(ctx context.Context, all bool) error {
	which := " WHERE petition_id IN (SELECT id FROM petitions WHERE open = 1)"
	if all {
		which = ""
	}
	return s.fail("recount figures", s.within(ctx, func(tx *Store) error {
		if err := tx.db.WithContext(ctx).Exec("UPDATE figure_marks SET seq = 0" + which).Error; err != nil {
			return err
		}
		return tx.SetMeta(ctx, FiguresAfter, "")
	}))
}

// Unowned counts the open petitions without a holder or a last day; it must be none.
func (s *Store) Unowned(ctx context.Context) (int, error) {
	var n int64
	err := s.db.WithContext(ctx).Raw("SELECT COUNT(*) FROM petitions WHERE open = 1 AND (holder = '' OR due_on >= ?)", clock.Date(9999, 12, 31)).Row().Scan(&n)
	return int(n), s.fail("unowned", err)
}
