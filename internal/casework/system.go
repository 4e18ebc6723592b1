package casework

import (
	"context"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

var systemActor = petition.Actor{Roles: []petition.Role{petition.System}}

// ActDue does what the clock itself owes, at most limit petitions: withdrawals
// that take effect, rights that ran out. Each act carries the deadline's own
// instant, however late the job comes by. It answers how many acts were done.
func (cs *Cases) ActDue(ctx context.Context, limit int) (int, error) {
	due, err := cs.Store.SystemDue(ctx, cs.now(), limit)
	if err != nil {
		return 0, err
	}
	done := 0
	for i := range due {
		err := cs.actDue(ctx, due[i].Number)
		if err != nil && !fault.Is(err, fault.NotNow) && !fault.Is(err, fault.Stale) {
			return done, err
		}
		done++
	}
	return done, nil
}

// actDue does the one act that a petition's clock owes now.
func (cs *Cases) actDue(ctx context.Context, number string) error {
	now := cs.now()
	c, err := cs.carry(ctx, func(tx *store.Store) (*petition.Petition, error) {
		return tx.PetitionForUpdate(ctx, store.SystemScope(), number)
	}, func(c *petition.Case) (act, error) {
		if c.SystemAt == nil || c.SystemAt.After(now) {
			return act{}, fault.New(fault.NotNow, "error.not_now_stage", "stage", string(c.Stage))
		}
		return systemAct(c, false), nil
	})
	if err != nil {
		return err
	}
	cs.fillPapers(ctx, c)
	return nil
}
