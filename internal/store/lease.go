package store

import (
	"context"
	"time"

	"sunlit/internal/fault"
)

// lease is a row of leases.
type lease struct {
	Name      string    `gorm:"column:name;primaryKey"`
	Holder    string    `gorm:"column:holder"`
	Token     int64     `gorm:"column:token"`
	ExpiresAt time.Time `gorm:"column:expires_at"`
}

// TableName names the table.
func (lease) TableName() string { return "leases" }

// Lease takes or renews the right to do what only one node may do, for term by the database's
// clock. ok is false while another holds it. token grows with every change of holder: pass it to
// Fence in each transaction done under the lease, because a holder that was stopped and wakes up
// late still believes in its lease.
func (s *Store) Lease(ctx context.Context, name, holder string, term time.Duration) (token int64, ok bool, err error) {
	err = s.within(ctx, func(tx *Store) error {
		token, ok = 0, false
		until := tx.later(term)
		taken := tx.db.Exec("UPDATE leases SET token = token + CASE WHEN holder = ? THEN 0 ELSE 1 END, holder = ?, expires_at = "+until.text+
			" WHERE name = ? AND (holder = ? OR expires_at <= "+tx.now+")", holder, holder, until.arg, name, holder)
		if taken.Error != nil {
			return taken.Error
		}
		if taken.RowsAffected == 0 {
			first := tx.db.Exec(tx.ignore+" INTO leases (name, holder, token, expires_at) VALUES (?, ?, 1, "+until.text+")", name, holder, until.arg)
			if first.Error != nil || first.RowsAffected == 0 {
				return first.Error
			}
		}
		row, err := rowsOf[lease](tx.db).Where("name = ?", name).Take(ctx)
		token, ok = row.Token, err == nil && row.Holder == holder
		return err
	})
	return token, ok && err == nil, s.fail("lease", err)
}

// Fence fails with fault.Stale unless the lease is still held under the token, and keeps it from
// changing hands until the transaction ends.
func (s *Store) Fence(ctx context.Context, name string, token int64) error {
	if s.tx == nil {
		return errNoTx
	}
	var current int64
	err := s.db.WithContext(ctx).Raw("SELECT token FROM leases WHERE name = ?"+s.forUpdate, name).Row().Scan(&current)
	if err != nil {
		return s.fail("fence", err)
	}
	if current != token {
		return fault.New(fault.Stale, "error.stale")
	}
	return nil
}

// Release gives a lease back before its time; another holder's lease stays.
func (s *Store) Release(ctx context.Context, name, holder string, token int64) error {
	err := s.within(ctx, func(tx *Store) error {
		return tx.db.Exec("UPDATE leases SET holder = '', expires_at = "+tx.now+" WHERE name = ? AND holder = ? AND token = ?", name, holder, token).Error
	})
	return s.fail("release lease", err)
}
