package identity

import (
	"context"
	"log/slog"
	"runtime"
	"slices"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Options are the settings of Accounts; the zero value is the strict one.
type Options struct {
	Demo     bool          // nobody must set up a second factor
	Limits   bool          // slow down whoever guesses passwords; off in measurements only
	Idle     time.Duration // a session ends after so long without a request; 0: 30 minutes
	Absolute time.Duration // and so long after it began; 0: 8 hours
	Issuer   string        // how authenticator applications call the portal; "": Sunlit
	Clock    clock.Clock   // nil: the machine's. Never the demo's: see docs/adr/0030
	Log      *slog.Logger  // the security log; nil: none
}

// Accounts are the officials' logins, their sessions and second factors. They know nothing of
// petitioners, and what an official may do with a petition is the steps table's to say.
type Accounts struct {
	store   *store.Store
	keys    *Keys
	options Options
	clock   clock.Clock
	log     *slog.Logger
	hasher  *hasher
	tries   *tries
}

// NewAccounts opens the accounts of a database.
func NewAccounts(st *store.Store, keys *Keys, o Options) *Accounts {
	if o.Idle == 0 {
		o.Idle = 30 * time.Minute
	}
	if o.Absolute == 0 {
		o.Absolute = 8 * time.Hour
	}
	if o.Issuer == "" {
		o.Issuer = "Sunlit"
	}
	if o.Clock == nil {
		o.Clock = clock.System{}
	}
	if o.Log == nil {
		o.Log = slog.New(slog.DiscardHandler)
	}
	return &Accounts{
		store: st, keys: keys, options: o, clock: o.Clock, log: o.Log,
		hasher: newHasher(max(2, runtime.NumCPU()), passwordCost),
		tries:  newTries(o.Clock),
	}
}

// Official is who is signed in, as read from the database with this very request.
type Official struct {
	ID           string
	Login        string
	Name         string
	Unit         string          // code
	Roles        []petition.Role // none while limited
	Lang         string
	Preferences  string // JSON, as the desk left it
	SecondFactor bool   // set up
	MustChange   bool   // the password was given by somebody else: change it first
	MustEnrol    bool   // set up a second factor first
}

// Limited reports whether the official must change the password or set up a second factor before
// anything else. Until then there is no role and no scope.
func (o Official) Limited() bool { return o.MustChange || o.MustEnrol }

// Has reports whether the official holds the role.
func (o Official) Has(role petition.Role) bool { return o.Actor().Has(role) }

// Scope is what the official may see; nothing while limited.
func (o Official) Scope() store.Scope {
	if o.Limited() {
		return store.Scope{}
	}
	return store.OfficialScope(o.ID, o.Unit, o.Roles...)
}

// Actor is the official towards the steps table, with all roles held or only those of them that
// are named.
func (o Official) Actor(only ...petition.Role) petition.Actor {
	a := petition.Actor{ID: o.ID, Unit: o.Unit}
	if o.Limited() {
		return a
	}
	for _, role := range o.Roles {
		if len(only) == 0 || slices.Contains(only, role) {
			a.Roles = append(a.Roles, role)
		}
	}
	return a
}

// official reads an account as somebody who is signed in.
func (a *Accounts) official(row *store.Account) Official {
	o := Official{
		ID: row.ID, Login: row.Login, Name: row.Name, Unit: row.Unit, Lang: row.Lang, Preferences: row.Preferences,
		SecondFactor: row.TOTPOn, MustChange: row.MustChange, MustEnrol: !row.TOTPOn && !a.options.Demo,
	}
	if !o.Limited() {
		o.Roles = row.Roles
	}
	return o
}

// errWrong is the one answer to a wrong login, password or code.
func errWrong() error { return fault.New(fault.Unauthenticated, "error.password") }

// Authenticate signs an official in and begins a session. otp is a time-based code or a recovery
// code; address is the client's, for the waits between failed tries. The errors are faults:
// Unauthenticated (login, password or code wrong, or the account disabled: never told apart),
// SecondFactor (password right, code missing), TooMany and Unavailable with RetryAfter.
func (a *Accounts) Authenticate(ctx context.Context, login, password, otp, address string) (Session, error) {
	attempt, err := a.try(login, address)
	if err != nil {
		a.log.WarnContext(ctx, "sign-in slowed down")
		return Session{}, err
	}
	row, err := a.find(ctx, fold(login))
	if err != nil {
		return Session{}, err
	}
	hash := ""
	if !row.Disabled {
		hash = row.PasswordHash
	}
	right, err := a.hasher.matches(ctx, password, hash)
	switch {
	case err != nil:
		return Session{}, err
	case !right:
		a.log.WarnContext(ctx, "sign-in refused")
		return Session{}, errWrong()
	case row.TOTPOn && otp == "":
		attempt.undecided()
		return Session{}, fault.New(fault.SecondFactor, "error.second_factor")
	}
	session, err := a.signIn(ctx, row, otp)
	if err != nil {
		a.log.WarnContext(ctx, "sign-in refused", "account", row.ID)
		return Session{}, err
	}
	attempt.passed()
	a.log.InfoContext(ctx, "signed in", "account", row.ID)
	return session, nil
}

// try begins a try that is slowed down, unless limits are off.
func (a *Accounts) try(login, address string) (try, error) {
	if !a.options.Limits {
		return try{}, nil
	}
	return a.tries.begin(login, address)
}

// find reads an account by its login; for one that nobody has it answers an account without id and
// password, which nobody can enter. It asks the database the same number of questions either way.
func (a *Accounts) find(ctx context.Context, login string) (*store.Account, error) {
	row, err := a.store.AccountByLogin(ctx, login)
	if fault.Is(err, fault.NotFound) {
		if _, err = a.store.Account(ctx, "nobody"); fault.Is(err, fault.NotFound) {
			return &store.Account{}, nil
		}
	}
	return row, err
}

// signIn spends the code and begins the session in one transaction: of two entries with the same
// code exactly one succeeds, and a code is not lost to a session that could not be kept.
func (a *Accounts) signIn(ctx context.Context, row *store.Account, otp string) (Session, error) {
	spend, err := a.spender(row, otp)
	if err != nil {
		return Session{}, err
	}
	var begun Session
	err = a.store.Tx(ctx, func(tx *store.Store) error {
		now, err := tx.AccountForUpdate(ctx, row.ID)
		if err != nil {
			return err
		}
		// Somebody may have disabled the account or changed the password while we were hashing.
		if now.Disabled || now.PasswordHash != row.PasswordHash || now.TOTPOn != row.TOTPOn {
			return errWrong()
		}
		if err := spend(ctx, tx); err != nil {
			return err
		}
		if err := tx.MarkLogin(ctx, row.ID, a.clock.Now()); err != nil {
			return err
		}
		begun, err = a.begin(ctx, tx, now)
		return err
	})
	return begun, err
}
