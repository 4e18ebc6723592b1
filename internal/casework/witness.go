package casework

import (
	"context"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/ledger"
	"sunlit/internal/store"
)

// Unwitnessed answers the submission of the newest checkpoint to a witness that did not sign it yet, nil when there is
// nothing to ask. seen is how many entries the witness says it has seen, negative to go by what was kept.
func (cs *Cases) Unwitnessed(ctx context.Context, w ledger.Witness, seen int64) (*ledger.Submission, error) {
	last, err := cs.Store.LastLogCheckpoint(ctx)
	if fault.Is(err, fault.NotFound) || err == nil && last.Size == 0 {
		return nil, nil //nolint:nilnil // nothing to ask is the usual case, not an error
	}
	if err != nil {
		return nil, err
	}
	kept, err := cs.Store.LastCosignedSize(ctx, w.Name())
	if err != nil || kept == last.Size {
		return nil, err
	}
	if seen < 0 {
		seen = kept
	}
	root, err := ledger.HashOf(last.Root)
	if err != nil {
		return nil, err
	}
	c := ledger.Checkpoint{Origin: cs.LogKey.Origin(), Size: last.Size, Root: root}
	s, err := ledger.Submit(seen, c, last.Text, storedHashes(ctx, cs.Store))
	if err != nil {
		return nil, err
	}
	return &s, nil
}

// KeepCosignature checks a witness's answer to a submission and keeps its line.
func (cs *Cases) KeepCosignature(ctx context.Context, w ledger.Witness, s *ledger.Submission, answer []byte) error {
	lines, err := w.Cosignatures(s.Checkpoint, answer)
	if err != nil {
		return err
	}
	v, err := ledger.NewVerifiers(cs.LogKey.VerifierKey(), w.Key)
	if err != nil {
		return err
	}
	signed, err := v.Open(ledger.WithCosignatures(s.Checkpoint, lines[:1]))
	if err != nil {
		return err
	}
	var at time.Time
	for _, c := range signed.Cosigned {
		at = c.At
	}
	return cs.Store.AddLogCosignature(ctx, &store.LogCosignature{Size: signed.Size, Witness: w.Name(), Line: []byte(lines[0]), SignedAt: at})
}
