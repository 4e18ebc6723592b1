package identity

import (
	"context"
	"crypto/rand"
	"regexp"
	"slices"
	"strings"
	"time"
	"unicode/utf8"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Account is a login as administrators see it.
type Account struct {
	ID           string
	Login        string
	Name         string
	Position     string // duty title, shown to citizens instead of the name
	PositionEN   string
	Unit         string
	Roles        []petition.Role
	Lang         string
	SecondFactor bool
	Disabled     bool
	MustChange   bool // the first password is not changed yet
	CreatedAt    time.Time
	LastLoginAt  *time.Time
}

// NewAccount is what an administrator says of an account to be made.
type NewAccount struct {
	Login      string
	Name       string
	Position   string
	PositionEN string
	Unit       string
	Roles      []petition.Role
	Lang       string // "" for Chinese
}

// Change is what an administrator changes in an account; nil leaves as it is.
type Change struct {
	Name       *string
	Position   *string
	PositionEN *string
	Unit       *string
	Roles      *[]petition.Role
	Disabled   *bool
}

// CommandLine is whoever has a shell on the server, for `sunlit user add`: an administrator without
// an account.
func CommandLine() Official {
	return Official{ID: "command-line", Name: "command line", Roles: []petition.Role{petition.Admin}}
}

// administrator refuses everybody but an administrator.
func administrator(by Official) error {
	if !by.Has(petition.Admin) {
		return fault.New(fault.Forbidden, "error.forbidden")
	}
	return nil
}

// another refuses administrators who would change themselves: nobody gives himself a role, and
// nobody shuts the last door from inside.
func another(by Official, id string) error {
	if err := administrator(by); err != nil {
		return err
	}
	if by.ID == id {
		return fault.New(fault.Conflict, "error.account_own")
	}
	return nil
}

func seen(row *store.Account) Account {
	return Account{
		ID: row.ID, Login: row.Login, Name: row.Name, Position: row.Position, PositionEN: row.PositionEN, Unit: row.Unit, Roles: row.Roles, Lang: row.Lang,
		SecondFactor: row.TOTPOn, Disabled: row.Disabled, MustChange: row.MustChange,
		CreatedAt: row.CreatedAt, LastLoginAt: row.LastLoginAt,
	}
}

// List answers the accounts of a unit ("" for all) whose login or name holds the text, by login.
func (a *Accounts) List(ctx context.Context, by Official, unit, text string) ([]Account, error) {
	if err := administrator(by); err != nil {
		return nil, err
	}
	rows, err := a.store.Accounts(ctx, unit)
	if err != nil {
		return nil, err
	}
	found := []Account{}
	for _, row := range rows {
		if strings.Contains(row.Login, fold(text)) || strings.Contains(row.Name, strings.TrimSpace(text)) {
			found = append(found, seen(&row))
		}
	}
	return found, nil
}

// loginForm is what logins look like.
var loginForm = regexp.MustCompile(`^[a-z0-9][a-z0-9._-]{1,31}$`)

// Create makes an account and answers it with a first password, which is shown once and must be
// changed at the first login. A taken login is the fault Conflict.
func (a *Accounts) Create(ctx context.Context, by Official, n NewAccount) (Account, string, error) {
	if err := administrator(by); err != nil {
		return Account{}, "", err
	}
	if err := a.checkNew(ctx, n); err != nil {
		return Account{}, "", err
	}
	password := firstPassword()
	hash, err := a.hasher.hash(ctx, password)
	if err != nil {
		return Account{}, "", err
	}
	row := store.Account{
		Login: n.Login, Name: strings.TrimSpace(n.Name), Position: n.Position, PositionEN: n.PositionEN, Unit: n.Unit, Roles: distinct(n.Roles),
		Lang: n.Lang, Preferences: "{}", PasswordHash: hash, MustChange: true, CreatedAt: a.clock.Now(),
	}
	if row.Lang == "" {
		row.Lang = "zh-CN"
	}
	err = a.store.Tx(ctx, func(tx *store.Store) error { return tx.InsertAccount(ctx, &row) })
	if fault.Is(err, fault.Conflict) {
		return Account{}, "", fault.Wrap(err, fault.Conflict, "error.login_taken")
	}
	if err != nil {
		return Account{}, "", err
	}
	a.log.InfoContext(ctx, "account created", "by", by.ID, "account", row.ID, "roles", row.Roles)
	return seen(&row), password, nil
}

func (a *Accounts) checkNew(ctx context.Context, n NewAccount) error {
	wrong := fault.Invalid()
	if !loginForm.MatchString(n.Login) {
		wrong.Field("login", "error.login_form")
	}
	checkName(wrong, n.Name)
	checkPosition(wrong, "position", n.Position)
	checkPosition(wrong, "positionEn", n.PositionEN)
	if e, ok := fault.As(checkRoles(n.Roles)); ok {
		wrong.Field("roles", e.Fields["roles"].Key)
	}
	if err := a.checkUnit(ctx, wrong, n.Unit); err != nil {
		return err
	}
	return wrong.OrNil()
}

func checkName(wrong *fault.Error, name string) {
	switch length := utf8.RuneCountInString(strings.TrimSpace(name)); {
	case length == 0:
		wrong.Field("name", "error.account_name")
	case length > 50:
		wrong.Field("name", "error.name_long")
	}
}

// positionMost is how long a duty title may be.
const positionMost = 100

func checkPosition(wrong *fault.Error, field, title string) {
	if utf8.RuneCountInString(title) > positionMost {
		wrong.Field(field, "error.length_max", "max", positionMost)
	}
}

// checkUnit complains of a unit that does not exist or takes nobody new.
func (a *Accounts) checkUnit(ctx context.Context, wrong *fault.Error, code string) error {
	unit, err := a.store.Unit(ctx, code)
	switch {
	case fault.Is(err, fault.NotFound):
		wrong.Field("unit", "error.unit_unknown")
	case err != nil:
		return err
	case !unit.Active:
		wrong.Field("unit", "error.unit_inactive")
	}
	return nil
}

// Change alters an account. A change of roles or unit and disabling end its sessions in the same
// transaction, so that they hold at once.
func (a *Accounts) Change(ctx context.Context, by Official, id string, c Change) (Account, error) {
	if err := another(by, id); err != nil {
		return Account{}, err
	}
	if err := a.checkChange(ctx, c); err != nil {
		return Account{}, err
	}
	var after Account
	err := a.change(ctx, id, func(tx *store.Store, now *store.Account) error {
		ends, err := c.apply(ctx, tx, now)
		if err != nil {
			return err
		}
		after = seen(now)
		if ends {
			_, err = tx.DeleteSessionsOf(ctx, id, "")
		}
		return err
	})
	if err != nil {
		return Account{}, err
	}
	a.log.InfoContext(ctx, "account changed", "by", by.ID, "account", id,
		"name", c.Name != nil, "unit", after.Unit, "roles", after.Roles, "disabled", after.Disabled)
	return after, nil
}

func (a *Accounts) checkChange(ctx context.Context, c Change) error {
	wrong := fault.Invalid()
	if c.Name != nil {
		checkName(wrong, *c.Name)
	}
	for field, title := range map[string]*string{"position": c.Position, "positionEn": c.PositionEN} {
		if title != nil {
			checkPosition(wrong, field, *title)
		}
	}
	if c.Roles != nil {
		if e, ok := fault.As(checkRoles(*c.Roles)); ok {
			wrong.Field("roles", e.Fields["roles"].Key)
		}
	}
	if c.Unit != nil {
		if err := a.checkUnit(ctx, wrong, *c.Unit); err != nil {
			return err
		}
	}
	return wrong.OrNil()
}

// apply alters the row and reports whether its sessions must end.
func (c Change) apply(ctx context.Context, tx *store.Store, now *store.Account) (ends bool, err error) {
	if c.Name != nil {
		now.Name = strings.TrimSpace(*c.Name)
	}
	if c.Position != nil {
		now.Position = *c.Position
	}
	if c.PositionEN != nil {
		now.PositionEN = *c.PositionEN
	}
	if c.Unit != nil && *c.Unit != now.Unit {
		now.Unit, ends = *c.Unit, true
	}
	if c.Disabled != nil && *c.Disabled != now.Disabled {
		now.Disabled, ends = *c.Disabled, true
	}
	if c.Roles != nil && !slices.Equal(distinct(*c.Roles), distinct(now.Roles)) {
		now.Roles, ends = distinct(*c.Roles), true
		err = tx.SetRoles(ctx, now.ID, now.Roles)
	}
	return ends, err
}

// Reset gives an account a new first password, or takes its second factor so that another can be
// set up, or both, and ends its sessions. It answers the password, "" where none was asked for.
func (a *Accounts) Reset(ctx context.Context, by Official, id string, password, secondFactor bool) (Account, string, error) {
	if err := another(by, id); err != nil {
		return Account{}, "", err
	}
	var first, hash string
	if password {
		var err error
		first = firstPassword()
		if hash, err = a.hasher.hash(ctx, first); err != nil {
			return Account{}, "", err
		}
	}
	var after Account
	err := a.change(ctx, id, func(tx *store.Store, now *store.Account) error {
		if password {
			now.PasswordHash, now.MustChange = hash, true
		}
		if secondFactor {
			now.TOTPSealed, now.TOTPOn = nil, false
			if err := tx.SetRecoveryCodes(ctx, id, nil); err != nil {
				return err
			}
		}
		after = seen(now)
		_, err := tx.DeleteSessionsOf(ctx, id, "")
		return err
	})
	if err != nil {
		return Account{}, "", err
	}
	a.log.InfoContext(ctx, "account reset", "by", by.ID, "account", id, "password", password, "second_factor", secondFactor)
	return after, first, nil
}

// ForceSignOut ends every session of an account.
func (a *Accounts) ForceSignOut(ctx context.Context, by Official, id string) error {
	if err := administrator(by); err != nil {
		return err
	}
	if _, err := a.store.Account(ctx, id); err != nil {
		return err
	}
	if _, err := a.store.DeleteSessionsOf(ctx, id, ""); err != nil {
		return err
	}
	a.log.InfoContext(ctx, "signed out by force", "by", by.ID, "account", id)
	return nil
}

// firstPassword has 60 random bits and can be read over the telephone.
func firstPassword() string {
	random := make([]byte, 8)
	_, _ = rand.Read(random) // never fails: the runtime ends the program instead
	return grouped(strings.ToLower(crockford.EncodeToString(random)[:12]), 4, "-")
}
