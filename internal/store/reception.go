package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"sunlit/internal/fault"
)

// ReceptionDay is a time at which a leader receives visitors (Art. 17-18). The leader is a position,
// never a name.
type ReceptionDay struct {
	ID         string    `gorm:"column:id;primaryKey"`
	Kind       string    `gorm:"column:kind"` // office, street, countryside
	Unit       string    `gorm:"column:unit"` // who holds it
	Place      string    `gorm:"column:place"`
	Position   string    `gorm:"column:position"`
	PositionEN string    `gorm:"column:position_en"`
	Room       string    `gorm:"column:room"` // where to go, as one writes an address
	BeginsAt   time.Time `gorm:"column:begins_at"`
	EndsAt     time.Time `gorm:"column:ends_at"`
	Slots      int       `gorm:"column:slots"`
	State      string    `gorm:"column:state"`  // planned, kept, cancelled
	Reason     string    `gorm:"column:reason"` // of a cancellation, public
	Result     string    `gorm:"column:result"` // what came of it, public, without a person
	Version    int       `gorm:"column:version"`
	UpdatedAt  time.Time `gorm:"column:updated_at;autoUpdateTime:false"`
}

// TableName names the table.
func (ReceptionDay) TableName() string { return "reception_days" }

// The states of a reception day.
const (
	DayPlanned   = "planned"
	DayKept      = "kept"
	DayCancelled = "cancelled"
)

// DaysQuery narrows a list of reception days; an empty field does not.
type DaysQuery struct {
	From, To time.Time // of the beginning; To is not included
	Place    string    // how the place's code begins
	Kind     string
	Unit     string
	Limit    int
}

// ReceptionDays lists reception days by their beginning.
func (s *Store) ReceptionDays(ctx context.Context, q DaysQuery) ([]ReceptionDay, error) {
	c := q.condition()
	rows, err := rowsOf[ReceptionDay](s.db).Where(c.text, c.args...).Order("begins_at, id").Limit(q.Limit).Find(ctx)
	return rows, s.fail("reception days", err)
}

func (q DaysQuery) condition() condition {
	all := []condition{where("begins_at >= ? AND begins_at < ?", q.From, q.To)}
	if q.Place != "" {
		all = append(all, where("place LIKE ?", q.Place+"%"))
	}
	if q.Kind != "" {
		all = append(all, where("kind = ?", q.Kind))
	}
	if q.Unit != "" {
		all = append(all, where("unit = ?", q.Unit))
	}
	return and(all...)
}

// FreeDay answers the first planned day after an instant that has an open slot; fault.NotFound when
// there is none.
func (s *Store) FreeDay(ctx context.Context, q DaysQuery) (*ReceptionDay, error) {
	c := and(q.condition(), where("state = 'planned' AND slots > (SELECT COUNT(b.slot) FROM reception_bookings b WHERE b.day_id = reception_days.id)"))
	row, err := rowsOf[ReceptionDay](s.db).Where(c.text, c.args...).Order("begins_at, id").Take(ctx)
	if err != nil {
		return nil, s.fail("free day", err)
	}
	return &row, nil
}

// ReceptionDay answers one day; inside Tx it is locked until the end, so that a day cannot be
// cancelled while somebody books.
func (s *Store) ReceptionDay(ctx context.Context, id string) (*ReceptionDay, error) {
	if !ascii(id) {
		return nil, notFound()
	}
	var options []clause.Expression
	if s.tx != nil {
		options = append(options, clause.Locking{Strength: clause.LockingStrengthUpdate})
	}
	row, err := rowsOf[ReceptionDay](s.db, options...).Where("id = ?", id).Take(ctx)
	if err != nil {
		return nil, s.fail("reception day", err)
	}
	return &row, nil
}

// InsertReceptionDay plans a day; an empty ID gets one.
func (s *Store) InsertReceptionDay(ctx context.Context, d *ReceptionDay) error {
	if d.ID == "" {
		d.ID = NewID()
	}
	return s.fail("plan reception day", s.within(ctx, func(tx *Store) error { return rowsOf[ReceptionDay](tx.db).Create(ctx, d) }))
}

// UpdateReceptionDay writes a day whose version was from; fault.Stale when it moved since.
func (s *Store) UpdateReceptionDay(ctx context.Context, d *ReceptionDay, from int) error {
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(&ReceptionDay{}).
			Select("kind", "unit", "place", "position", "position_en", "room", "begins_at", "ends_at", "slots", "state", "reason", "result", "version", "updated_at").
			Where("id = ? AND version = ?", d.ID, from).Updates(*d)
		if changed.Error != nil {
			return tx.fail("change reception day", changed.Error)
		}
		return one(changed.RowsAffected, fault.New(fault.Stale, "error.stale"))
	})
}

// CancelledDays lists the cancelled days that began between two instants, the newest first.
func (s *Store) CancelledDays(ctx context.Context, from, to time.Time, limit int) ([]ReceptionDay, error) {
	rows, err := rowsOf[ReceptionDay](s.db).Where("begins_at >= ? AND begins_at < ? AND state = 'cancelled'", from, to).
		Order("begins_at DESC, id").Limit(limit).Find(ctx)
	return rows, s.fail("cancelled days", err)
}

// ReceptionFigure counts the days of one unit in one state.
type ReceptionFigure struct {
	Unit  string
	State string
	N     int
}

// ReceptionFigures counts days that began and ended between two instants, by unit and state.
func (s *Store) ReceptionFigures(ctx context.Context, from, to time.Time) ([]ReceptionFigure, error) {
	var rows []ReceptionFigure
	err := s.db.WithContext(ctx).Raw("SELECT unit, state, COUNT(*) AS n FROM reception_days WHERE begins_at >= ? AND begins_at < ? AND ends_at <= ? GROUP BY unit, state ORDER BY unit, state",
		from, to, to).Scan(&rows).Error
	return rows, s.fail("figures of reception days", err)
}
