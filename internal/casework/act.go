package casework

import (
	"context"
	"slices"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// act is one verb on one petition on its way through a transaction.
type act struct {
	cmd      petition.Command
	actor    petition.Actor
	at       time.Time
	silent   bool // import: no notices
	evidence store.Uploads
	issued   *issued // the paper an approver saw, rendered before
	then     consequence
	once     string // id of the event of a form that may arrive twice, "" for none
	scan     *store.Scan
}

// consequence is what an act brings with it beyond its own petition's event, in
// the same transaction.
type consequence func(ctx context.Context, tx *store.Store, c *petition.Case, e *petition.Event) error

// Act does an official's verb and answers the new view. Out of scope is
// NotFound; in scope but not possible NotNow; an older version Stale.
func (cs *Cases) Act(ctx context.Context, o identity.Official, number string, cmd petition.Command, lang string) (*DeskView, error) {
	number = petition.ParseNumber(number)
	if err := cs.checkCodes(ctx, o, number, &cmd); err != nil {
		return nil, err
	}
	a := act{cmd: cmd, actor: o.Actor(), at: cs.now()}
	if err := cs.prepareLadder(ctx, o, number, &a); err != nil {
		return nil, err
	}
	if err := cs.withEvidence(ctx, &a, ""); err != nil {
		return nil, err
	}
	if cmd.Verb == petition.Approve {
		paper, err := cs.renderPending(ctx, o, number, cmd)
		if err != nil {
			return nil, err
		}
		a.issued = paper
	}
	c, err := cs.carryOut(ctx, o.Scope(), number, a)
	if err != nil {
		return nil, err
	}
	if c.Stage == petition.Replied {
		cs.answerMerged(ctx, c)
	}
	return cs.afterwards(ctx, o, c, lang)
}

// carryOut does one known verb and renders after the commit what was issued.
func (cs *Cases) carryOut(ctx context.Context, sc store.Scope, number string, a act) (*petition.Case, error) {
	c, err := cs.carry(ctx, func(tx *store.Store) (*petition.Petition, error) {
		return tx.PetitionForUpdate(ctx, sc, number)
	}, func(*petition.Case) (act, error) { return a, nil })
	if err != nil {
		return nil, err
	}
	cs.fillPapers(ctx, c)
	return c, nil
}

// carry is the one way a verb takes: lock, replay, decide, write. The choice of
// the act may depend on the locked case.
func (cs *Cases) carry(ctx context.Context, lock func(*store.Store) (*petition.Petition, error), choose func(*petition.Case) (act, error)) (*petition.Case, error) {
	var c *petition.Case
	err := cs.Store.Tx(ctx, func(tx *store.Store) error {
		p, err := lock(tx)
		if err != nil {
			return err
		}
		if c, err = cs.replay(ctx, tx, p); err != nil {
			return err
		}
		a, err := choose(c)
		if err != nil {
			return err
		}
		if done, err := cs.done(ctx, tx, a.once); done || err != nil {
			return err
		}
		return cs.write(ctx, tx, c, a)
	})
	return c, err
}

// write decides and stores one event with everything that belongs to it.
func (cs *Cases) write(ctx context.Context, tx *store.Store, c *petition.Case, a act) error {
	law := cs.Law()
	before, owed, watched, public := c.Version, c.Tasks(), c.Watches(), c.Publication
	event, err := law.Decide(c, a.cmd, a.actor, a.at)
	if err != nil {
		return err
	}
	if event.Content.Paper, err = cs.issue(ctx, tx, c, &event, a); err != nil {
		return err
	}
	event.ID = a.once
	if err := cs.seal(&event); err != nil {
		return err
	}
	if err := law.Apply(c, &event); err != nil {
		return err
	}
	if err := tx.AppendEvent(ctx, &event); err != nil {
		return err
	}
	if err := tx.UpdateProjection(ctx, &c.Petition, before); err != nil {
		return err
	}
	if err := keepOwed(ctx, tx, c, owed, watched); err != nil {
		return err
	}
	if err := cs.keepPublished(ctx, tx, c, public); err != nil {
		return err
	}
	if err := cs.follow(ctx, tx, c, &event, a); err != nil {
		return err
	}
	if err := cs.keepPaper(ctx, tx, c, &event, a); err != nil {
		return err
	}
	if a.scan != nil {
		a.scan.PetitionID, a.scan.EventID, a.scan.CreatedAt = c.ID, event.ID, event.RecordedAt
		a.scan.Mark = cs.markScan(a.scan)
		if err := tx.InsertScan(ctx, a.scan); err != nil {
			return err
		}
	}
	if err := cs.keepAnswerLine(ctx, tx, c, &event); err != nil {
		return err
	}
	if len(a.evidence.IDs) > 0 {
		if err := tx.AttachEvidence(ctx, c.ID, event.ID, a.evidence); err != nil {
			return err
		}
	}
	return cs.tell(ctx, tx, c, &event, a)
}

// keepOwed writes what is owed and watched on a petition where it differs from before.
func keepOwed(ctx context.Context, tx *store.Store, c *petition.Case, owed []petition.Task, watched []petition.Watch) error {
	if owes := c.Tasks(); !slices.Equal(owed, owes) {
		if err := tx.ReplaceTasks(ctx, c.ID, owes); err != nil {
			return err
		}
	}
	if watches := c.Watches(); !slices.Equal(watched, watches) {
		return tx.ReplaceWatches(ctx, c.ID, watches)
	}
	return nil
}

// replay reads all events of a petition and builds its case.
func (cs *Cases) replay(ctx context.Context, s *store.Store, p *petition.Petition) (*petition.Case, error) {
	events, err := s.Events(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	c, err := cs.Law().Replay(events)
	if err != nil {
		return nil, err
	}
	c.ID, c.CodeHash = p.ID, p.CodeHash
	return c, nil
}

// checkCodes refuses codes that do not exist and units that may not be given
// the matter: unknown ones and those complained of (Art. 28, 30).
func (cs *Cases) checkCodes(ctx context.Context, o identity.Official, number string, cmd *petition.Command) error {
	bad := fault.Invalid()
	f := &cmd.Fields
	if f.Category != "" && !cs.Dir.HasCategory(f.Category) {
		bad.Field("category", "error.category_unknown")
	}
	if f.Place != "" && !cs.Dir.HasPlace(f.Place) {
		bad.Field("place", "error.place_unknown")
	}
	switch cmd.Verb {
	case petition.Seal:
		if f.Unit == "" {
			u, _ := cs.Dir.First(KindDiscipline)
			f.Unit = u.Code
		}
		if u, ok := cs.Dir.Unit(f.Unit); !ok || u.Kind != KindDiscipline {
			bad.Field("unit", "error.unit_unknown")
		}
	case petition.Forward, petition.Assign, petition.CoHandle, petition.Register, petition.Object, petition.ResolveObjection, petition.DecideDispute:
		if f.Unit == "" {
			break
		}
		if !cs.Dir.Handles(f.Unit) {
			bad.Field("unit", "error.unit_unknown")
			break
		}
		concerned, err := cs.concerned(ctx, o, number, f.Unit)
		if err != nil {
			return err
		}
		if concerned && cmd.Verb != petition.Object {
			bad.Field("unit", "error.unit_concerned")
		}
	}
	return bad.OrNil()
}

// concerned tells whether the petition complains of a unit or of one above it.
func (cs *Cases) concerned(ctx context.Context, o identity.Official, number, unit string) (bool, error) {
	p, err := cs.Store.PetitionByNumber(ctx, o.Scope(), number)
	if err != nil {
		return false, err
	}
	abouts, err := cs.Store.Abouts(ctx, p.ID)
	return slices.Contains(abouts, unit), err
}
