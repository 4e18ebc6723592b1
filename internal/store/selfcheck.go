package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
)

// setting is one thing the database must be set to.
type setting struct {
	name  string
	query string
	pool  *sql.DB
	want  string
	fits  func(value string) bool // nil: equal to want
	named bool                    // the row is (name, value); no row: this version has no such setting
}

// SelfCheck asks the database whether it is set up so that a commit it confirmed is never lost,
// and names the first setting that is wrong. Open does it too; `sunlit check` repeats it.
func (s *Store) SelfCheck(ctx context.Context) error {
	for _, asked := range s.check(s) {
		value, err := asked.value(ctx)
		switch {
		case asked.named && errors.Is(err, sql.ErrNoRows):
			continue
		case err != nil:
			return fmt.Errorf("store: ask for %s: %w", asked.name, err)
		case !asked.fit(value):
			return fmt.Errorf("store: the database is set up unsafely: %s is %q but must be %s", asked.name, value, asked.want)
		}
	}
	return nil
}

func (a setting) value(ctx context.Context) (string, error) {
	into := make([]any, 0, 2)
	var name, value string
	if a.named {
		into = append(into, &name)
	}
	err := a.pool.QueryRowContext(ctx, a.query).Scan(append(into, &value)...)
	return value, err
}

func (a setting) fit(value string) bool {
	if a.fits != nil {
		return a.fits(value)
	}
	return value == a.want
}
