package store

import (
	"context"
	"database/sql"
	"sync/atomic"
	"time"

	"gorm.io/gorm/logger"
)

// Writer gives tests the pool that writes.
func (s *Store) Writer() *sql.DB { return s.writer }

// Reader gives tests the pool that reads.
func (s *Store) Reader() *sql.DB { return s.reader }

// CountReads counts the statements that gorm sends outside Tx from now on.
func (s *Store) CountReads() *atomic.Int64 {
	var n counting
	s.db.Config.Logger = &n
	return &n.n
}

type counting struct{ n atomic.Int64 }

func (c *counting) LogMode(logger.LogLevel) logger.Interface { return c }
func (c *counting) Info(context.Context, string, ...any)     {}
func (c *counting) Warn(context.Context, string, ...any)     {}
func (c *counting) Error(context.Context, string, ...any)    {}
func (c *counting) Trace(_ context.Context, _ time.Time, _ func() (string, int64), _ error) {
	c.n.Add(1)
}

// PageSQL is the statement of a page and its arguments.
func (s *Store) PageSQL(sc Scope, q Query) (string, []any, error) {
	o, err := orderOf(q.Sort)
	if err != nil {
		return "", nil, err
	}
	page, err := sc.page(s.dialect, q, o)
	return page.text, page.args, err
}

// Backoff gives tests the pause between attempts at a message.
func Backoff(attempts int) time.Duration { return backoff(attempts) }

// PretendFrequencies makes the store believe for good that every piece stands in so many of so many matters.
func (s *Store) PretendFrequencies(each, total, top int64) {
	s.kept.now.Store(&frequencies{total: total, top: top, other: each, until: time.Date(9999, 1, 1, 0, 0, 0, 0, time.UTC)})
}

// ReadFrequencies reads how many matters there are, and about how many hold each text as a piece or its beginning.
func (s *Store) ReadFrequencies(ctx context.Context, texts ...string) (total int64, n []int64, err error) {
	f, err := s.readFrequencies(ctx)
	if err != nil {
		return 0, nil, err
	}
	for _, text := range texts {
		whole, begins := wanted([]string{text})
		n = append(n, f.of(append(whole, begins...)[0]))
	}
	return f.total, n, nil
}
