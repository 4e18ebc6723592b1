package store

import (
	"context"
	"time"

	"sunlit/internal/petition"
)

// AppendEvent adds an event; Body must be sealed and Seq be the next. A number of the sequence
// that is taken is fault.Conflict: somebody else acted. No method changes or removes an event.
func (s *Store) AppendEvent(ctx context.Context, e *petition.Event) error {
	return s.fail("append event", s.events.run(ctx, s, e))
}

// Events lists what happened to a petition in order, with Content read from the stored bytes.
func (s *Store) Events(ctx context.Context, petitionID int64) ([]petition.Event, error) {
	events, err := rowsOf[petition.Event](s.db).Where("petition_id = ?", petitionID).Order("seq").Find(ctx)
	if err != nil {
		return nil, s.fail("events", err)
	}
	return unsealed(events)
}

// HasEvent tells whether an event of this id was written.
func (s *Store) HasEvent(ctx context.Context, id string) (bool, error) {
	var n int64
	err := s.db.WithContext(ctx).Model(&petition.Event{}).Where("id = ?", id).Limit(1).Count(&n).Error
	return n > 0, s.fail("event", err)
}

// EventsSince lists at most limit events recorded after (at, id), oldest first: for the log and for
// verify. It starts with the zero time and "".
func (s *Store) EventsSince(ctx context.Context, at time.Time, id string, limit int) ([]petition.Event, error) {
	events, err := rowsOf[petition.Event](s.db).
		Where("recorded_at >= ? AND (recorded_at > ? OR id > ?)", at, at, id).
		Order("recorded_at, id").Limit(limit).Find(ctx)
	if err != nil {
		return nil, s.fail("events", err)
	}
	return unsealed(events)
}

func unsealed(events []petition.Event) ([]petition.Event, error) {
	for i := range events {
		if err := events[i].Unseal(); err != nil {
			return nil, err
		}
	}
	return events, nil
}
