package casework

import (
	"context"

	"github.com/google/uuid"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// LapseKinds name the messages about a limit that passed: to the petitioner,
// and to the unit and the office.
type LapseKinds struct{ Petitioner, Unit string }

// lapseDays are how many days after its last day a lapse is looked for: a portal
// that stood still over a week of holidays still tells everybody.
const lapseDays = 10

// lapsing are the stages whose own leg a duty-bearer owes to the petitioner:
// acceptance (B, Art. 23) and answer (C, Art. 34).
var lapsing = map[petition.Stage]bool{petition.Forwarded: true, petition.Accepted: true}

// TellLapses tells the petitioner, the unit and the office once that a limit has
// passed: a lapsed leg opens the next right by itself and says so. It answers how
// many messages were queued.
func (cs *Cases) TellLapses(ctx context.Context, kinds LapseKinds) (int, error) {
	sent := 0
	for ago := 1; ago <= lapseDays; ago++ {
		due, err := cs.Store.DueOn(ctx, cs.Today().AddDays(-ago), 1000)
		if err != nil {
			return sent, err
		}
		for i := range due {
			if !lapsing[due[i].Stage] || due[i].Paused {
				continue
			}
			n, err := cs.tellLapse(ctx, due[i].Number, kinds)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return sent, err
			}
			sent += n
		}
	}
	return sent, nil
}

// tellLapse queues the messages of one lapse; their ids are those of the lapse,
// so that the same one is told once.
func (cs *Cases) tellLapse(ctx context.Context, number string, kinds LapseKinds) (int, error) {
	sent := 0
	err := cs.Store.Tx(ctx, func(tx *store.Store) error {
		sent = 0
		p, err := tx.PetitionForUpdate(ctx, store.SystemScope(), number)
		if err != nil {
			return err
		}
		c, err := cs.replay(ctx, tx, p)
		if err != nil {
			return err
		}
		messages, err := cs.lapseMessages(ctx, tx, c, kinds)
		if err != nil {
			return err
		}
		for _, m := range messages {
			first, err := tx.EnqueueOnce(ctx, c.ID, m)
			if err != nil {
				return err
			}
			if first {
				sent++
			}
		}
		return nil
	})
	return sent, err
}

func (cs *Cases) lapseMessages(ctx context.Context, tx *store.Store, c *petition.Case, kinds LapseKinds) ([]store.Message, error) {
	leg, runs := c.Clock()
	if !runs || !lapsing[c.Stage] || !leg.Deadline.Passed(cs.now()) || !c.Withdrawal.IsZero() {
		return nil, nil
	}
	lapse := c.Number + " lapsed " + string(leg.Name) + " " + leg.Deadline.Due.String() + " "
	idOf := func(to string) string { return uuid.NewSHA1(paperSpace, []byte(lapse+to)).String() }
	person, err := cs.person(ctx, tx, c)
	if err != nil {
		return nil, err
	}
	messages := cs.messages(c, person, kinds.Petitioner, idOf)
	for _, unit := range []string{c.Holder, c.OfficeUnit} {
		m, err := cs.toUnit(idOf(unit), kinds.Unit, unit, c.Number, map[string]string{"due": leg.Deadline.Due.String()})
		if err != nil {
			return nil, err
		}
		messages = append(messages, m)
	}
	return messages, nil
}
