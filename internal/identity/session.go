package identity

import (
	"context"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/store"
)

// Session is a session just begun. The token goes into the cookie and is nowhere else: the
// database has its hash.
type Session struct {
	Token     string
	Official  Official
	ExpiresAt time.Time // at the latest
}

// touchEvery is how exact the last use of a session is kept, at most: a desk that polls must not
// turn every read into a write.
const touchEvery = time.Minute

// begin makes a session with a token of its own inside a transaction.
func (a *Accounts) begin(ctx context.Context, tx *store.Store, row *store.Account) (Session, error) {
	now, token := a.clock.Now(), NewToken()
	begun := Session{Token: token, Official: a.official(row), ExpiresAt: now.Add(a.options.Absolute)}
	return begun, tx.PutSession(ctx, &store.Session{
		TokenHash: HashToken(token), AccountID: row.ID,
		CreatedAt: now, SeenAt: now, ExpiresAt: begun.ExpiresAt,
	})
}

// renew ends every session of the account and begins a new one: after a change of password or
// second factor whoever held an old token holds nothing.
func (a *Accounts) renew(ctx context.Context, tx *store.Store, row *store.Account) (Session, error) {
	if _, err := tx.DeleteSessionsOf(ctx, row.ID, ""); err != nil {
		return Session{}, err
	}
	return a.begin(ctx, tx, row)
}

// Session answers who holds a token now. Account and roles are read anew with each call, so that
// what an administrator changes holds for the next request on every node. The error for a token
// unknown, ended, idle too long or of a disabled account is the fault Unauthenticated.
func (a *Accounts) Session(ctx context.Context, token string) (Official, error) {
	row, err := a.holder(ctx, token)
	if err != nil {
		return Official{}, err
	}
	return a.official(row), nil
}

// holder reads the account behind a token and moves the session's last use.
func (a *Accounts) holder(ctx context.Context, token string) (*store.Account, error) {
	ended := fault.New(fault.Unauthenticated, "error.unauthenticated")
	if token == "" {
		return nil, ended
	}
	now, hash := a.clock.Now(), HashToken(token)
	session, err := a.store.Session(ctx, hash, now)
	if fault.Is(err, fault.NotFound) {
		return nil, ended
	}
	if err != nil {
		return nil, err
	}
	unused := now.Sub(session.SeenAt)
	if unused > a.options.Idle {
		if err := a.store.DeleteSession(ctx, hash); err != nil {
			return nil, err
		}
		return nil, ended
	}
	row, err := a.store.Account(ctx, session.AccountID)
	if fault.Is(err, fault.NotFound) || err == nil && row.Disabled {
		return nil, ended
	}
	if err != nil {
		return nil, err
	}
	if unused >= min(touchEvery, a.options.Idle/2) {
		if err := a.store.TouchSession(ctx, hash, now); err != nil {
			return nil, err
		}
	}
	return row, nil
}

// SignOut ends a session; one that has ended already is no error.
func (a *Accounts) SignOut(ctx context.Context, token string) error {
	if token == "" {
		return nil
	}
	return a.store.DeleteSession(ctx, HashToken(token))
}

// ForgetEnded removes sessions past their end and answers how many; a job does it now and then.
func (a *Accounts) ForgetEnded(ctx context.Context) (int, error) {
	return a.store.DeleteSessionsBefore(ctx, a.clock.Now())
}
