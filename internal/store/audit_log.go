package store

import (
	"context"
	"database/sql"
	"time"
)

// Logged is an entry of the log beside the event it stands for.
type Logged struct {
	Position   int64
	EventID    string
	Hash       []byte
	Salt, Body []byte // of the event, nil when it is gone
}

// LoggedEvents reads at most limit entries from a place on, each with its event, in order; each may keep nothing of what
// it is given. It answers how many there were.
func (s *Store) LoggedEvents(ctx context.Context, from int64, limit int, each func(*Logged) error) (int, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT l.position, l.event_id, l.hash, e.salt, e.body FROM log_entries l LEFT JOIN events e ON e.id = l.event_id"+
		" WHERE l.position >= ? ORDER BY l.position LIMIT ?", from, limit)
	if err != nil {
		return 0, s.fail("logged events", err)
	}
	defer rows.Close()
	n := 0
	for ; rows.Next(); n++ {
		var l Logged
		var id, hash, salt, body sql.RawBytes
		if err := rows.Scan(&l.Position, &id, &hash, &salt, &body); err != nil {
			return n, s.fail("logged events", err)
		}
		l.EventID, l.Hash, l.Salt, l.Body = string(id), hash, salt, body
		if err := each(&l); err != nil {
			return n, err
		}
	}
	return n, s.fail("logged events", rows.Err())
}

// LogTree reads the hashes of the log's tree from one place up to another, which is not read, in order.
func (s *Store) LogTree(ctx context.Context, from, to int64, each func(position int64, hash []byte) error) error {
	rows, err := s.reader.QueryContext(ctx, "SELECT position, hash FROM log_hashes WHERE position >= ? AND position < ? ORDER BY position", from, to)
	if err != nil {
		return s.fail("log hashes", err)
	}
	defer rows.Close()
	for rows.Next() {
		var position int64
		var hash sql.RawBytes
		if err := rows.Scan(&position, &hash); err != nil {
			return s.fail("log hashes", err)
		}
		if err := each(position, hash); err != nil {
			return err
		}
	}
	return s.fail("log hashes", rows.Err())
}

// Unlogged lists at most limit events recorded before an instant that the log does not hold: id and petition.
func (s *Store) Unlogged(ctx context.Context, before time.Time, limit int) (map[string]int64, error) {
	rows, err := s.reader.QueryContext(ctx, "SELECT e.id, e.petition_id FROM events e LEFT JOIN log_entries l ON l.event_id = e.id"+
		" WHERE l.event_id IS NULL AND e.recorded_at < ? LIMIT ?", before, limit)
	if err != nil {
		return nil, s.fail("unlogged events", err)
	}
	defer rows.Close()
	found := map[string]int64{}
	for rows.Next() {
		var id string
		var petition int64
		if err := rows.Scan(&id, &petition); err != nil {
			return nil, s.fail("unlogged events", err)
		}
		found[id] = petition
	}
	return found, s.fail("unlogged events", rows.Err())
}
