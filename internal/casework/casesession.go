package casework

import (
	"context"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// How long a petitioner's browser keeps one case open after the code was
// proved: short, because telephones are borrowed.
const (
	CaseIdle = 15 * time.Minute
	CaseMost = 2 * time.Hour
)

// sessionClock is the machine's, also in the demo, as for officials: moving the
// demo's clock is meant to pass deadlines, not to throw anybody out.
var sessionClock clock.Clock = clock.System{}

// OpenSession proves number and code and answers the token of a cookie for
// this one case; a wrong code and an unknown number are the same NotFound.
func (cs *Cases) OpenSession(ctx context.Context, number, code string) (string, error) {
	c, err := cs.proved(ctx, number, code)
	if err != nil {
		return "", err
	}
	return cs.openSession(ctx, c.ID)
}

func (cs *Cases) openSession(ctx context.Context, petitionID int64) (string, error) {
	token, now := identity.NewToken(), sessionClock.Now()
	return token, cs.Store.InsertCaseSession(ctx, &store.CaseSession{TokenHash: identity.HashToken(token), PetitionID: petitionID, CreatedAt: now, SeenAt: now})
}

// UseSession answers nil when the token still opens the case of this number,
// and moves its idle limit; otherwise NotFound.
func (cs *Cases) UseSession(ctx context.Context, token, number string) error {
	now := sessionClock.Now()
	row, err := cs.Store.CaseSession(ctx, identity.HashToken(token), now.Add(-CaseIdle), now.Add(-CaseMost))
	if err != nil {
		return err
	}
	p, err := cs.own(ctx, petition.ParseNumber(number))
	if err != nil {
		return err
	}
	if p.ID != row.PetitionID {
		return fault.New(fault.NotFound, "error.not_found")
	}
	if now.Sub(row.SeenAt) < time.Minute { // looking around is no reason to write
		return nil
	}
	return cs.Store.TouchCaseSession(ctx, row.TokenHash, now)
}

// CloseSession ends a session, existing or not.
func (cs *Cases) CloseSession(ctx context.Context, token string) error {
	return cs.Store.DeleteCaseSession(ctx, identity.HashToken(token))
}
