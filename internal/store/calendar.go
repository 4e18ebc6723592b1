package store

import (
	"context"

	"sunlit/internal/clock"
)

// CalendarDay is a day off on a weekday (holiday), or a weekend day that is worked (workday).
type CalendarDay struct {
	Day    clock.Day `gorm:"column:day;primaryKey"`
	Kind   string    `gorm:"column:kind"` // holiday or workday
	Name   string    `gorm:"column:name"`
	Source string    `gorm:"column:source"` // the notice it is taken from
}

// TableName names the table.
func (CalendarDay) TableName() string { return "calendar_days" }

// CalendarDays lists all entered days in order.
func (s *Store) CalendarDays(ctx context.Context) ([]CalendarDay, error) {
	rows, err := rowsOf[CalendarDay](s.db).Order("day").Find(ctx)
	return rows, s.fail("calendar", err)
}

// PutCalendarDay adds or changes a day.
func (s *Store) PutCalendarDay(ctx context.Context, d *CalendarDay) error {
	return s.fail("put calendar day", s.within(ctx, func(tx *Store) error {
		return put(ctx, tx, d, []string{"day"}, "kind", "name", "source")
	}))
}

// DeleteCalendarDay makes a day ordinary again, entered or not.
func (s *Store) DeleteCalendarDay(ctx context.Context, day clock.Day) error {
	_, err := deleteWhere[CalendarDay](ctx, s, "day = ?", day)
	return err
}
