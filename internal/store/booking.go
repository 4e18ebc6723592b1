package store

import (
	"context"
	"time"

	"sunlit/internal/fault"
)

// Booking is one slot of a reception day that somebody took. Who it is stays sealed.
type Booking struct {
	ID          string     `gorm:"column:id;primaryKey"`
	DayID       string     `gorm:"column:day_id"`
	Slot        *int       `gorm:"column:slot"`     // nil once it was cancelled: the slot is free again
	SlotWas     int        `gorm:"column:slot_was"` // from 1
	Sealed      []byte     `gorm:"column:sealed"`   // empty once it was cancelled or forgotten
	CodeHash    []byte     `gorm:"column:code_hash"`
	CreatedAt   time.Time  `gorm:"column:created_at;autoCreateTime:false"`
	CancelledAt *time.Time `gorm:"column:cancelled_at"`
}

// TableName names the table.
func (Booking) TableName() string { return "reception_bookings" }

// InsertBooking takes a slot. Of several at once exactly one succeeds; the others get fault.Conflict.
func (s *Store) InsertBooking(ctx context.Context, b *Booking) error {
	return s.within(ctx, func(tx *Store) error {
		err := rowsOf[Booking](tx.db).Create(ctx, b)
		if duplicate(err) {
			return fault.Wrap(err, fault.Conflict, "visits.error.slot_taken")
		}
		return tx.fail("book", err)
	})
}

// BookingByCode answers a booking by any of the hashes its code may have been kept under.
func (s *Store) BookingByCode(ctx context.Context, hashes [][]byte) (*Booking, error) {
	row, err := rowsOf[Booking](s.db).Where("code_hash IN ?", hashes).Take(ctx)
	if err != nil {
		return nil, s.fail("booking", err)
	}
	return &row, nil
}

// Booking answers one booking of a day.
func (s *Store) Booking(ctx context.Context, dayID, id string) (*Booking, error) {
	if !ascii(id) || !ascii(dayID) {
		return nil, notFound()
	}
	row, err := rowsOf[Booking](s.db).Where("id = ? AND day_id = ?", id, dayID).Take(ctx)
	if err != nil {
		return nil, s.fail("booking", err)
	}
	return &row, nil
}

// Bookings lists the bookings of days that were not cancelled, by slot.
func (s *Store) Bookings(ctx context.Context, dayIDs ...string) ([]Booking, error) {
	if len(dayIDs) == 0 {
		return nil, nil
	}
	rows, err := rowsOf[Booking](s.db).Where("day_id IN ? AND slot IS NOT NULL", dayIDs).Order("day_id, slot").Find(ctx)
	return rows, s.fail("bookings", err)
}

// CancelBooking gives a slot back and forgets who had it; fault.NotNow when that was done before.
func (s *Store) CancelBooking(ctx context.Context, id string, at time.Time) error {
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(&Booking{}).Select("slot", "sealed", "cancelled_at").
			Where("id = ? AND slot IS NOT NULL", id).Updates(Booking{Sealed: []byte{}, CancelledAt: &at})
		if changed.Error != nil {
			return tx.fail("cancel booking", changed.Error)
		}
		return one(changed.RowsAffected, fault.New(fault.NotNow, "visits.error.booking_gone"))
	})
}

// ForgetBookings empties the sealed names of days that ended before an instant and answers how many.
func (s *Store) ForgetBookings(ctx context.Context, before time.Time) (int, error) {
	rows := 0
	err := s.within(ctx, func(tx *Store) error {
		var err error
		rows, err = rowsOf[Booking](tx.db).Where("sealed <> ? AND day_id IN (SELECT id FROM reception_days WHERE ends_at < ?)", []byte{}, before).
			Update(ctx, "sealed", []byte{})
		return err
	})
	return rows, s.fail("forget bookings", err)
}

// BookingRead is one look of an official at who booked.
type BookingRead struct {
	ID        string    `gorm:"column:id;primaryKey"`
	BookingID string    `gorm:"column:booking_id"`
	At        time.Time `gorm:"column:at"`
	AccountID string    `gorm:"column:account_id"`
	Role      string    `gorm:"column:role"`
	Unit      string    `gorm:"column:unit"`
	Reason    string    `gorm:"column:reason"`
}

// TableName names the table.
func (BookingRead) TableName() string { return "booking_reads" }

// InsertBookingRead records a look before it is granted; an empty ID gets one.
func (s *Store) InsertBookingRead(ctx context.Context, r *BookingRead) error {
	if r.ID == "" {
		r.ID = NewID()
	}
	return s.fail("record read", s.within(ctx, func(tx *Store) error { return rowsOf[BookingRead](tx.db).Create(ctx, r) }))
}

// BookingReads lists the looks at a booking, newest first.
func (s *Store) BookingReads(ctx context.Context, bookingID string) ([]BookingRead, error) {
	rows, err := rowsOf[BookingRead](s.db).Where("booking_id = ?", bookingID).Order("at DESC, id DESC").Find(ctx)
	return rows, s.fail("reads of a booking", err)
}
