package casework

import (
	"cmp"
	"context"
	"slices"
	"time"

	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// RebuildPublished writes what the public reads, and the index of its search, anew from the events, in the order of
// publication; it answers how many matters that are, tombstones with them. Meanwhile a reader finds fewer.
func (cs *Cases) RebuildPublished(ctx context.Context) (int, error) {
	if err := cs.RefreshLaw(ctx); err != nil {
		return 0, err
	}
	type public struct {
		number string
		at     time.Time
	}
	var found []public
	for last := int64(store.NoID); ; {
		ids, err := cs.Store.PetitionIDs(ctx, last, auditBatch)
		if err != nil {
			return 0, err
		}
		if len(ids) == 0 {
			break
		}
		for _, id := range ids {
			p, err := cs.Store.PetitionByID(ctx, store.SystemScope(), id)
			if err != nil {
				return 0, err
			}
			row, err := cs.publicOf(ctx, cs.Store, p)
			if err != nil {
				return 0, err
			}
			if row != nil {
				found = append(found, public{row.Number, row.ChangedAt})
			}
		}
		last = ids[len(ids)-1]
	}
	slices.SortStableFunc(found, func(a, b public) int { return cmp.Or(a.at.Compare(b.at), cmp.Compare(a.number, b.number)) })
	if err := cs.Store.ForgetPublished(ctx); err != nil {
		return 0, err
	}
	for _, f := range found {
		err := cs.Store.Tx(ctx, func(tx *store.Store) error { // somebody may have published meanwhile: read again
			p, err := tx.PetitionForUpdate(ctx, store.SystemScope(), f.number)
			if err != nil {
				return err
			}
			row, err := cs.publicOf(ctx, tx, p)
			if err != nil || row == nil {
				return err
			}
			return tx.PutPublished(ctx, row)
		})
		if err != nil {
			return 0, err
		}
	}
	return len(found), nil
}

// publicOf is what the public reads of a petition since the last event that changed it; nil if never anything.
func (cs *Cases) publicOf(ctx context.Context, s *store.Store, p *petition.Petition) (*store.Published, error) {
	events, err := s.Events(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	law, c := cs.Law(), &petition.Case{}
	var row *store.Published
	for i := range events {
		before := c.Publication
		if err := law.Apply(c, &events[i]); err != nil {
			return nil, err
		}
		if c.Publication != before {
			row = publishedRow(c)
			row.PetitionID = p.ID
		}
	}
	return row, nil
}
