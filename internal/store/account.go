package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// Account is an official's login.
type Account struct {
	ID           string          `gorm:"column:id;primaryKey"`
	Login        string          `gorm:"column:login"`
	Name         string          `gorm:"column:name"`
	Position     string          `gorm:"column:position"` // duty title, shown to citizens instead of the name
	PositionEN   string          `gorm:"column:position_en"`
	Unit         string          `gorm:"column:unit"`
	PasswordHash string          `gorm:"column:password_hash"`
	TOTPSealed   []byte          `gorm:"column:totp_sealed"`
	TOTPOn       bool            `gorm:"column:totp_on"`
	TOTPStep     int64           `gorm:"column:totp_step"`   // of the last code used; see UseTOTPStep
	MustChange   bool            `gorm:"column:must_change"` // the password was given by somebody else
	Disabled     bool            `gorm:"column:disabled"`
	Lang         string          `gorm:"column:lang"`
	Preferences  string          `gorm:"column:preferences"` // JSON
	CreatedAt    time.Time       `gorm:"column:created_at;autoCreateTime:false"`
	LastLoginAt  *time.Time      `gorm:"column:last_login_at"`
	Roles        []petition.Role `gorm:"-"`
}

// TableName names the table.
func (Account) TableName() string { return "accounts" }

// Scope is what the account may see; nothing once it is disabled.
func (a Account) Scope() Scope {
	if a.Disabled {
		return Scope{}
	}
	return OfficialScope(a.ID, a.Unit, a.Roles...)
}

type accountRole struct {
	AccountID string        `gorm:"column:account_id;primaryKey"`
	Role      petition.Role `gorm:"column:role;primaryKey"`
}

// TableName names the table.
func (accountRole) TableName() string { return "account_roles" }

// InsertAccount makes an account with its roles; a taken login is fault.Conflict. An empty ID gets
// one.
func (s *Store) InsertAccount(ctx context.Context, a *Account) error {
	if a.ID == "" {
		a.ID = NewID()
	}
	return s.within(ctx, func(tx *Store) error {
		if err := rowsOf[Account](tx.db).Create(ctx, a); err != nil {
			return tx.fail("insert account", err)
		}
		return tx.insertRoles(ctx, a.ID, a.Roles)
	})
}

// Account answers an account with its roles by its ID.
func (s *Store) Account(ctx context.Context, id string) (*Account, error) {
	return s.account(ctx, "id = ?", id)
}

// AccountByLogin answers an account with its roles by its login.
func (s *Store) AccountByLogin(ctx context.Context, login string) (*Account, error) {
	if !ascii(login) {
		return nil, notFound()
	}
	return s.account(ctx, "login = ?", login)
}

// AccountForUpdate answers an account and locks its row until the transaction ends, so that two
// changes of one account cannot overwrite each other; only inside Tx.
func (s *Store) AccountForUpdate(ctx context.Context, id string) (*Account, error) {
	if s.tx == nil {
		return nil, errNoTx
	}
	return s.account(ctx, "id = ?", id, clause.Locking{Strength: clause.LockingStrengthUpdate})
}

func (s *Store) account(ctx context.Context, which string, arg any, options ...clause.Expression) (*Account, error) {
	a, err := rowsOf[Account](s.db, options...).Where(which, arg).Take(ctx)
	if err != nil {
		return nil, s.fail("account", err)
	}
	roles, err := rowsOf[accountRole](s.db).Where("account_id = ?", a.ID).Order("role").Find(ctx)
	for _, r := range roles {
		a.Roles = append(a.Roles, r.Role)
	}
	return &a, s.fail("roles", err)
}

// Accounts lists the accounts of a unit, or all for "", by login, with their roles.
func (s *Store) Accounts(ctx context.Context, unit string) ([]Account, error) {
	accounts, err := rowsOf[Account](s.db).Where("? = '' OR unit = ?", unit, unit).Order("login").Find(ctx)
	if err != nil {
		return nil, s.fail("accounts", err)
	}
	roles, err := rowsOf[accountRole](s.db).Where("? = '' OR account_id IN (SELECT id FROM accounts WHERE unit = ?)", unit, unit).
		Order("account_id, role").Find(ctx)
	byID := make(map[string][]petition.Role, len(accounts))
	for _, r := range roles {
		byID[r.AccountID] = append(byID[r.AccountID], r.Role)
	}
	for i := range accounts {
		accounts[i].Roles = byID[accounts[i].ID]
	}
	return accounts, s.fail("roles", err)
}

// UpdateAccount writes name, position, unit, password, second factor, state, language and preferences; login,
// roles and times have their own ways.
func (s *Store) UpdateAccount(ctx context.Context, a *Account) error {
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(&Account{}).
			Select("name", "position", "position_en", "unit", "password_hash", "totp_sealed", "totp_on", "must_change", "disabled", "lang", "preferences").
			Where("id = ?", a.ID).Updates(*a)
		if changed.Error != nil {
			return tx.fail("update account", changed.Error)
		}
		return one(changed.RowsAffected, notFound())
	})
}

// SetRoles replaces an account's roles. End its sessions in the same transaction.
func (s *Store) SetRoles(ctx context.Context, accountID string, roles []petition.Role) error {
	return s.within(ctx, func(tx *Store) error {
		if _, err := rowsOf[accountRole](tx.db).Where("account_id = ?", accountID).Delete(ctx); err != nil {
			return tx.fail("set roles", err)
		}
		return tx.insertRoles(ctx, accountID, roles)
	})
}

func (s *Store) insertRoles(ctx context.Context, accountID string, roles []petition.Role) error {
	if len(roles) == 0 {
		return nil
	}
	var args []any
	for _, role := range roles {
		args = append(args, accountID, string(role))
	}
	return s.fail("insert roles", s.insertRows(ctx, s.ignore+" INTO account_roles (account_id, role) VALUES ", 2, args))
}

// MarkLogin records that the account signed in.
func (s *Store) MarkLogin(ctx context.Context, accountID string, at time.Time) error {
	return s.within(ctx, func(tx *Store) error {
		rows, err := rowsOf[Account](tx.db).Where("id = ?", accountID).Update(ctx, "last_login_at", at)
		if err != nil {
			return tx.fail("mark login", err)
		}
		return one(int64(rows), notFound())
	})
}

// UseTOTPStep spends a time-based code by its step; fault.NotFound when this one or a later one was
// used. Of several at once exactly one succeeds.
func (s *Store) UseTOTPStep(ctx context.Context, accountID string, step int64) error {
	return s.within(ctx, func(tx *Store) error {
		rows, err := rowsOf[Account](tx.db).Where("id = ? AND totp_step < ?", accountID, step).Update(ctx, "totp_step", step)
		if err != nil {
			return tx.fail("use totp step", err)
		}
		return one(int64(rows), notFound())
	})
}

type recoveryCode struct {
	AccountID string     `gorm:"column:account_id;primaryKey"`
	Hash      string     `gorm:"column:hash;primaryKey"`
	UsedAt    *time.Time `gorm:"column:used_at"`
}

// TableName names the table.
func (recoveryCode) TableName() string { return "recovery_codes" }

// SetRecoveryCodes replaces the account's recovery codes by their hashes.
func (s *Store) SetRecoveryCodes(ctx context.Context, accountID string, hashes []string) error {
	return s.within(ctx, func(tx *Store) error {
		if _, err := rowsOf[recoveryCode](tx.db).Where("account_id = ?", accountID).Delete(ctx); err != nil {
			return tx.fail("set recovery codes", err)
		}
		if len(hashes) == 0 {
			return nil
		}
		var args []any
		for _, hash := range hashes {
			args = append(args, accountID, hash)
		}
		return tx.fail("set recovery codes", tx.insertRows(ctx, "INSERT INTO recovery_codes (account_id, hash) VALUES ", 2, args))
	})
}

// UseRecoveryCode spends a recovery code; fault.NotFound when there is no such code or it was used.
// Of several at once exactly one succeeds.
func (s *Store) UseRecoveryCode(ctx context.Context, accountID, hash string, at time.Time) error {
	return s.within(ctx, func(tx *Store) error {
		rows, err := rowsOf[recoveryCode](tx.db).Where("account_id = ? AND hash = ? AND used_at IS NULL", accountID, hash).Update(ctx, "used_at", at)
		if err != nil {
			return tx.fail("use recovery code", err)
		}
		return one(int64(rows), fault.New(fault.NotFound, "error.not_found"))
	})
}
