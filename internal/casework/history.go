package casework

import (
	"context"
	"errors"
	"time"

	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Dated is an act with its own instant: imported, or late.
type Dated struct {
	petition.Command
	Actor petition.Actor
	At    time.Time
}

// FileWithHistory files a petition together with what has already happened to
// it, each act at its own instant and judged by the same law; what the clock
// has owed since then is done too. It is one transaction: all of it or nothing.
func (cs *Cases) FileWithHistory(ctx context.Context, in Filing, acts []Dated) (Filed, *petition.Case, error) {
	if err := cs.checkFiling(ctx, in); err != nil {
		return Filed{}, nil, err
	}
	set, answer, err := cs.prepareFiling(ctx, in)
	if err != nil {
		return Filed{}, nil, err
	}
	first := *set.Event
	var c *petition.Case
	err = cs.Store.Tx(ctx, func(tx *store.Store) error {
		if err := tx.InsertFiling(ctx, set); err != nil {
			return err
		}
		var err error
		if c, err = cs.Law().Replay([]petition.Event{first}); err != nil {
			return err
		}
		c.ID, c.CodeHash = set.Petition.ID, set.Petition.CodeHash
		for _, d := range acts {
			if err := cs.write(ctx, tx, c, act{cmd: d.Command, actor: d.Actor, at: d.At, silent: in.Silent}); err != nil {
				return err
			}
		}
		return cs.catchUp(ctx, tx, c, in.Silent)
	})
	return answer, c, err
}

// catchUp does what the clock owes a petition up to now.
func (cs *Cases) catchUp(ctx context.Context, tx *store.Store, c *petition.Case, silent bool) error {
	for range 10 { // a petition's clock acts once or twice; more would be a loop
		if c.SystemAt == nil || c.SystemAt.After(cs.now()) {
			return nil
		}
		if err := cs.write(ctx, tx, c, systemAct(c, silent)); err != nil {
			return err
		}
	}
	return errors.New("the clock of a petition does not come to rest")
}

// systemAct is the act that the clock owes at the case's own instant.
func systemAct(c *petition.Case, silent bool) act {
	verb := petition.Lapse
	if !c.Withdrawal.IsZero() && !c.Withdrawal.After(*c.SystemAt) {
		verb = petition.EndWithdrawn
	}
	return act{cmd: petition.Command{Verb: verb}, actor: systemActor, at: *c.SystemAt, silent: silent}
}
