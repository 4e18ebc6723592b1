package casework

import (
	"context"
	"errors"

	"sunlit/internal/store"
)

// AdoptMarks marks the rows that were written before there were marks, and
// answers how many. A person asks for it once after an upgrade, and never the
// program by itself: it would adopt a forgery as well.
func (cs *Cases) AdoptMarks(ctx context.Context) (int, error) {
	n := 0
	for last := int64(store.NoID); ; {
		ids, err := cs.Store.PetitionIDs(ctx, last, auditBatch)
		if err != nil {
			return n, err
		}
		if len(ids) == 0 {
			more, err := cs.adoptCheckpoints(ctx)
			return n + more, err
		}
		for _, id := range ids {
			last = id
			err := cs.Store.Tx(ctx, func(tx *store.Store) error {
				b, err := tx.Beside(ctx, id-1, id)
				if err != nil {
					return err
				}
				more, err := cs.adopt(ctx, tx, b, id)
				n += more
				return err
			})
			if err != nil {
				return n, err
			}
		}
	}
}

// adoptCheckpoints marks the log's checkpoints that have no mark.
func (cs *Cases) adoptCheckpoints(ctx context.Context) (int, error) {
	n := 0
	for size := int64(-1); ; {
		rows, err := cs.Store.LogCheckpoints(ctx, size, logAuditBatch)
		if err != nil || len(rows) == 0 {
			return n, err
		}
		size = rows[len(rows)-1].Size
		err = cs.Store.Tx(ctx, func(tx *store.Store) error {
			for i := range rows {
				if rows[i].Mark != "" {
					continue
				}
				n++
				if err := tx.SetCheckpointMark(ctx, rows[i].Size, cs.markCheckpoint(&rows[i])); err != nil {
					return err
				}
			}
			return nil
		})
		if err != nil {
			return n, err
		}
	}
}

// adopt marks what of one petition has no mark.
func (cs *Cases) adopt(ctx context.Context, tx *store.Store, b *store.Beside, id int64) (int, error) {
	n := 0
	set := func(row store.Marked, have, mark string) error {
		if have != "" {
			return nil
		}
		n++
		return tx.SetMark(ctx, row, mark)
	}
	var errs []error
	each := func(err error) { errs = append(errs, err) }
	for _, e := range b.Events[id] {
		each(set(&e, e.Mark, cs.markEvent(&e)))
	}
	for _, e := range b.Evidence[id] {
		each(set(&e, e.Mark, cs.markEvidence(&e)))
	}
	for _, p := range b.Papers[id] {
		each(set(&p, p.Mark, cs.markPaper(&p)))
	}
	for _, s := range b.Scans[id] {
		each(set(&s, s.Mark, cs.markScan(&s)))
	}
	for _, p := range b.Prints[id] {
		each(set(&p, p.Mark, cs.markPrint(&p)))
	}
	for _, r := range b.Reads[id] {
		each(set(&r, r.Mark, cs.markRead(&r)))
	}
	for _, r := range b.Reissues[id] {
		each(set(&r, r.Mark, cs.markReissue(&r)))
	}
	for _, c := range b.Cosignature[id] {
		each(set(&c, c.Mark, cs.markCosignature(&c)))
	}
	lengths := map[string]int{store.TrailReads: len(b.Reads[id]), store.TrailPrints: len(b.Prints[id]),
		store.TrailCodes: len(b.Reissues[id]), store.TrailSignatures: len(b.Cosignature[id])}
	for _, t := range b.Trails[id] {
		delete(lengths, t.Kind)
	}
	for kind, length := range lengths {
		if length > 0 {
			t := store.Trail{PetitionID: id, Kind: kind, Length: length}
			t.Mark = cs.markTrail(t)
			n++
			each(tx.InsertTrail(ctx, t))
		}
	}
	return n, errors.Join(errs...)
}
