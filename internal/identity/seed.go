package identity

import (
	"context"
	"fmt"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Demo is what demo mode seeds of units and logins.
type Demo struct {
	Password string // of every login
	Units    []Unit
	Logins   []DemoLogin
}

// DemoLogin is an invented official.
type DemoLogin struct {
	Login      string
	Name       string
	Position   string
	PositionEN string
	Unit       string
	Roles      []petition.Role
}

// SeedDemo puts invented units and logins into the database where they are missing and leaves what
// is there alone; it answers how many logins it made. Outside demo mode it refuses: the password is
// printed at every start.
func (a *Accounts) SeedDemo(ctx context.Context, d Demo) (int, error) {
	if !a.options.Demo {
		return 0, fault.New(fault.Forbidden, "error.forbidden")
	}
	for _, u := range d.Units {
		if _, err := a.store.Unit(ctx, u.Code); !fault.Is(err, fault.NotFound) {
			if err != nil {
				return 0, fmt.Errorf("identity: seed units: %w", err)
			}
			continue
		}
		if err := a.store.PutUnit(ctx, &u); err != nil {
			return 0, fmt.Errorf("identity: seed unit %s: %w", u.Code, err)
		}
	}
	// One hash for all: they share the password anyway, and the demo starts a second sooner.
	hash, made := "", 0
	for _, l := range d.Logins {
		if _, err := a.store.AccountByLogin(ctx, l.Login); !fault.Is(err, fault.NotFound) {
			if err != nil {
				return made, fmt.Errorf("identity: seed logins: %w", err)
			}
			continue
		}
		if err := checkRoles(l.Roles); err != nil {
			return made, fmt.Errorf("identity: seed login %s: %w", l.Login, err)
		}
		if hash == "" {
			var err error
			if hash, err = a.hasher.hash(ctx, d.Password); err != nil {
				return made, err
			}
		}
		err := a.store.InsertAccount(ctx, &store.Account{
			Login: l.Login, Name: l.Name, Position: l.Position, PositionEN: l.PositionEN, Unit: l.Unit, Roles: distinct(l.Roles), Lang: "zh-CN",
			Preferences: "{}", PasswordHash: hash, CreatedAt: a.clock.Now(),
		})
		if fault.Is(err, fault.Conflict) { // another process seeds at the same time
			continue
		}
		if err != nil {
			return made, fmt.Errorf("identity: seed login %s: %w", l.Login, err)
		}
		made++
	}
	return made, nil
}
