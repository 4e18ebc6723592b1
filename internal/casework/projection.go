package casework

import (
	"context"
	"reflect"
	"slices"
	"strings"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// projectionBatch is how many petitions are read at a time.
const projectionBatch = 200

// Reproject counts the row of every open petition anew from its events, after
// the calendar changed, and answers how many rows differed. It is no act: no
// event and no new version; the petitioner whose last day moved is told that
// there is news, and the unit that owes the act reads the new day among its
// messages. A petition on which somebody acts meanwhile is counted by that act.
func (cs *Cases) Reproject(ctx context.Context) (int, error) {
	changed := 0
	err := cs.eachOpen(ctx, func(row *petition.Petition) error {
		c, err := cs.replay(ctx, cs.Store, row)
		if err != nil {
			return err
		}
		if same, err := cs.sameDays(ctx, cs.Store, c, row); same || err != nil {
			return err
		}
		n, err := cs.reproject(ctx, row.Number)
		changed += n
		return err
	})
	return changed, err
}

// reproject is Reproject for one petition that needs it, under its lock.
func (cs *Cases) reproject(ctx context.Context, number string) (int, error) {
	n := 0
	err := cs.Store.Tx(ctx, func(tx *store.Store) error {
		n = 0
		row, err := tx.PetitionForUpdate(ctx, store.SystemScope(), number)
		if err != nil {
			return err
		}
		c, err := cs.replay(ctx, tx, row)
		if err != nil {
			return err
		}
		if same, err := cs.sameDays(ctx, tx, c, row); same || err != nil {
			return err
		}
		n = 1
		if err := tx.ReplaceTasks(ctx, c.ID, c.Tasks()); err != nil {
			return err
		}
		if err := tx.ReplaceWatches(ctx, c.ID, c.Watches()); err != nil {
			return err
		}
		if err := tx.UpdateProjection(ctx, &c.Petition, row.Version); err != nil || c.DueOn == row.DueOn {
			return err
		}
		return cs.tellMoved(ctx, tx, c, row.DueOn)
	})
	return n, err
}

// tellMoved tells the petitioner that there is news, and the unit from which to which day its limit moved.
func (cs *Cases) tellMoved(ctx context.Context, tx *store.Store, c *petition.Case, from clock.Day) error {
	p, err := cs.person(ctx, tx, c)
	if err != nil {
		return err
	}
	messages := cs.notices(c, p, "", "")
	if c.Holder != "" && !from.IsZero() && from != petition.NoDue && !c.DueDay().IsZero() {
		m, err := cs.toUnit(store.NewID(), calendarMoved, c.Holder, c.Number, map[string]string{"from": from.String(), "due": c.DueOn.String()})
		if err != nil {
			return err
		}
		messages = append(messages, m)
	}
	return tx.Enqueue(ctx, c.ID, messages)
}

// sameDays tells whether row, tasks and watched days of a petition say what its events say under the law of today.
func (cs *Cases) sameDays(ctx context.Context, s *store.Store, c *petition.Case, row *petition.Petition) (bool, error) {
	if !sameRow(&c.Petition, row) {
		return false, nil
	}
	rows, err := s.Tasks(ctx, row.ID)
	if err != nil || !sameTasks(c, rows) {
		return false, err
	}
	watched, err := s.Watches(ctx, row.ID)
	watches := c.Watches()
	slices.SortFunc(watches, func(a, b petition.Watch) int { return strings.Compare(a.Duty, b.Duty) })
	return slices.Equal(watched, watches), err
}

// sameTasks compares what is owed with what is kept of it, whatever the order.
func sameTasks(c *petition.Case, rows []store.Task) bool {
	owed := c.Tasks()
	return len(owed) == len(rows) && !slices.ContainsFunc(rows, func(r store.Task) bool {
		return !slices.Contains(owed, petition.Task{Leg: r.Leg, Holder: r.Holder, DueOn: r.DueOn})
	})
}

// eachOpen visits every petition that is open or on which somebody still owes something, batch by
// batch, outside any transaction.
func (cs *Cases) eachOpen(ctx context.Context, visit func(*petition.Petition) error) error {
	for last := int64(0); ; {
		rows, err := cs.Store.PetitionsAfter(ctx, last, projectionBatch)
		if err != nil || len(rows) == 0 {
			return err
		}
		owed, err := cs.Store.HasTasks(ctx, rows[0].ID, rows[len(rows)-1].ID)
		if err != nil {
			return err
		}
		for i := range rows {
			last = rows[i].ID
			if !rows[i].Open && !owed[last] {
				continue
			}
			if err := visit(&rows[i]); err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
		}
	}
}

// replayWith is replay under another law, for "what would be".
func replayWith(ctx context.Context, law *petition.Law, s *store.Store, p *petition.Petition) (*petition.Case, error) {
	events, err := s.Events(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	return law.Replay(events)
}

// sameRow tells whether a replayed row and a stored one say the same.
func sameRow(a, b *petition.Petition) bool {
	x, y := *a, *b
	same := slices.Equal(x.CodeHash, y.CodeHash) && x.FiledAt.Equal(y.FiledAt) && x.StageAt.Equal(y.StageAt) &&
		sameInstant(x.AnsweredAt, y.AnsweredAt) && sameInstant(x.ClosedAt, y.ClosedAt) && sameInstant(x.SystemAt, y.SystemAt)
	for _, row := range []*petition.Petition{&x, &y} {
		row.CodeHash, row.AnsweredAt, row.ClosedAt, row.SystemAt = nil, nil, nil, nil
		row.FiledAt, row.StageAt = time.Time{}, time.Time{}
	}
	return same && reflect.DeepEqual(x, y)
}

func sameInstant(a, b *time.Time) bool {
	if a == nil || b == nil {
		return a == b
	}
	return a.Equal(*b)
}
