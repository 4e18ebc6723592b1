package store

import (
	"context"
	"time"

	"sunlit/internal/petition"
)

// LogEntry is one entry of the transparency log: the event's Commitment at its place, counted from 0.
type LogEntry struct {
	Position int64  `gorm:"column:position;primaryKey;autoIncrement:false"`
	EventID  string `gorm:"column:event_id"`
	Hash     []byte `gorm:"column:hash"`
}

// TableName names the table.
func (LogEntry) TableName() string { return "log_entries" }

// logHash is one hash of the log's tree.
type logHash struct {
	Position int64  `gorm:"column:position;primaryKey;autoIncrement:false"`
	Hash     []byte `gorm:"column:hash"`
}

// TableName names the table.
func (logHash) TableName() string { return "log_hashes" }

// LogSize is the number of entries of the log.
func (s *Store) LogSize(ctx context.Context) (int64, error) {
	var last *int64
	err := s.db.WithContext(ctx).Raw("SELECT MAX(position) FROM log_entries").Row().Scan(&last)
	if err != nil || last == nil {
		return 0, s.fail("log size", err)
	}
	return *last + 1, nil
}

// EventsNotLogged lists events that the log doesn't hold yet, recorded at since or later, oldest first, at most limit of
// them. Content stays empty: the log needs salt and bytes alone.
func (s *Store) EventsNotLogged(ctx context.Context, since time.Time, limit int) ([]petition.Event, error) {
	var events []petition.Event
	err := s.db.WithContext(ctx).Raw("SELECT e.id, e.recorded_at, e.body, e.salt FROM events e LEFT JOIN log_entries l ON l.event_id = e.id"+
		" WHERE e.recorded_at >= ? AND l.event_id IS NULL ORDER BY e.recorded_at, e.id LIMIT ?", since, limit).Scan(&events).Error
	return events, s.fail("events not logged", err)
}

// AppendLog adds entries and the hashes they brought to the tree, inside a transaction under the log's lease; firstHash
// is the place of the first hash. A place or an event that is taken is fault.Conflict.
func (s *Store) AppendLog(ctx context.Context, entries []LogEntry, firstHash int64, hashes [][]byte) error {
	var values []any
	for _, e := range entries {
		values = append(values, e.Position, e.EventID, e.Hash)
	}
	into := s.insertInto("INSERT INTO log_entries", "position", "event_id", "hash")
	if err := s.insertAll(ctx, into, 3, values); err != nil {
		return s.fail("append log", err)
	}
	values = values[:0]
	for i, h := range hashes {
		values = append(values, firstHash+int64(i), h)
	}
	into = s.insertInto("INSERT INTO log_hashes", "position", "hash")
	return s.fail("append log", s.insertAll(ctx, into, 2, values))
}

// insertAll inserts rows a thousand at a time: the engines limit the placeholders of a statement.
func (s *Store) insertAll(ctx context.Context, into statement, width int, values []any) error {
	for most := 1000 * width; len(values) > 0; {
		n := min(most, len(values))
		if err := into.rows(ctx, s, width, values[:n]); err != nil {
			return err
		}
		values = values[n:]
	}
	return nil
}

// LogHashes reads hashes of the log's tree by their places, in the order asked for.
func (s *Store) LogHashes(ctx context.Context, positions []int64) ([][]byte, error) {
	if len(positions) == 0 {
		return nil, nil
	}
	rows, err := rowsOf[logHash](s.db).Where("position IN ?", positions).Find(ctx)
	if err != nil {
		return nil, s.fail("log hashes", err)
	}
	at := make(map[int64][]byte, len(rows))
	for _, r := range rows {
		at[r.Position] = r.Hash
	}
	hashes := make([][]byte, len(positions))
	for i, p := range positions {
		if hashes[i] = at[p]; hashes[i] == nil {
			return nil, notFound()
		}
	}
	return hashes, nil
}

// LogEntries lists entries from a place on, in order, at most limit of them.
func (s *Store) LogEntries(ctx context.Context, from int64, limit int) ([]LogEntry, error) {
	rows, err := rowsOf[LogEntry](s.db).Where("position >= ?", from).Order("position").Limit(limit).Find(ctx)
	return rows, s.fail("log entries", err)
}

// LogEntryOf finds the entry of an event; fault.NotFound while the log doesn't hold it.
func (s *Store) LogEntryOf(ctx context.Context, eventID string) (*LogEntry, error) {
	row, err := rowsOf[LogEntry](s.db).Where("event_id = ?", eventID).Take(ctx)
	if err != nil {
		return nil, s.fail("log entry", err)
	}
	return &row, nil
}
