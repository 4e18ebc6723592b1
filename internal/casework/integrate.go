package casework

import (
	"bytes"
	"context"
	"errors"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/ledger"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// How far back the log looks for events that it does not hold. An event is recorded before its transaction commits, so a
// slow one appears behind newer ones that are in the log already; and clocks of several nodes differ.
const (
	logGlance   = 30 * time.Second // each time
	logLook     = 10 * time.Minute // once a minute
	logSweep    = time.Hour        // everything there is, after so long, at start and after a failure
	logBatch    = 500
	logLookEach = time.Minute
)

// Fence is the lease under which a transaction is done, see store.Store.Fence.
type Fence struct {
	Name  string
	Token int64
}

// Integrator brings events into the transparency log, after they were committed and in the order in which they were
// recorded. Only the holder of a lease works; what it did twice the database refuses.
type Integrator struct {
	cs                     *Cases
	glanced, looked, swept time.Time
}

// NewIntegrator makes the integrator of one node.
func NewIntegrator(cs *Cases) *Integrator { return &Integrator{cs: cs} }

// Step integrates whatever waits and signs the tree that came about. It answers how many events the log took.
func (in *Integrator) Step(ctx context.Context, lease Fence) (int, error) {
	now := in.cs.now()
	since, all := in.since(now)
	taken, err := in.cs.integrateSince(ctx, lease, since, all)
	if err != nil {
		in.swept = time.Time{} // whatever happened, look at everything again
		return taken, err
	}
	in.glanced = now
	return taken, nil
}

// since is from when on events are looked for, and whether these are all.
func (in *Integrator) since(now time.Time) (time.Time, bool) {
	switch {
	case in.swept.IsZero(), now.Before(in.glanced), now.Sub(in.swept) >= logSweep: // a clock that was set back records in the past
		in.swept, in.looked = now, now
		return time.Unix(0, 0), true
	case now.Sub(in.looked) >= logLookEach:
		in.looked = now
		return in.glanced.Add(-logLook), false
	}
	return in.glanced.Add(-logGlance), false
}

func (cs *Cases) integrateSince(ctx context.Context, lease Fence, since time.Time, all bool) (int, error) {
	taken := 0
	for {
		events, err := cs.Store.EventsNotLogged(ctx, since, logBatch)
		if err != nil {
			return taken, err
		}
		if len(events) > 0 || all {
			if err := cs.integrate(ctx, lease, events); err != nil {
				return taken, err
			}
		}
		taken, all = taken+len(events), false
		if len(events) < logBatch {
			return taken, nil
		}
		since = events[len(events)-1].RecordedAt // all before are in the log now; one that commits late is found by looking back
	}
}

// errLogAltered keeps the log from signing a tree that contradicts what it signed before.
var errLogAltered = errors.New("the log's rows contradict its last checkpoint: nothing more is signed; run sunlit verify")

// integrate appends events and signs the tree in one transaction, so that what is signed is always in the database. The
// signature leaves the database only after the commit.
func (cs *Cases) integrate(ctx context.Context, lease Fence, events []petition.Event) error {
	return cs.Store.Tx(ctx, func(tx *store.Store) error {
		if err := tx.Fence(ctx, lease.Name, lease.Token); err != nil {
			return err
		}
		size, err := tx.LogSize(ctx)
		if err != nil {
			return err
		}
		edge, err := ledger.NewFrontier(size, storedHashes(ctx, tx))
		if err != nil {
			return err
		}
		signed, err := cs.signedAlready(ctx, tx, edge)
		if err != nil || signed && len(events) == 0 {
			return err
		}
		if err := appendEvents(ctx, tx, edge, events); err != nil {
			return err
		}
		return cs.signLog(ctx, tx, edge)
	})
}

// signedAlready tells whether the tree as it is was signed, and refuses one that contradicts the last checkpoint.
func (cs *Cases) signedAlready(ctx context.Context, tx *store.Store, edge *ledger.Frontier) (bool, error) {
	last, err := tx.LastLogCheckpoint(ctx)
	if fault.Is(err, fault.NotFound) {
		return false, nil
	}
	if err != nil {
		return false, err
	}
	if last.Size > edge.Size() {
		return false, errLogAltered
	}
	if last.Size < edge.Size() {
		return false, nil
	}
	root, err := edge.Root()
	if err != nil {
		return false, err
	}
	if !bytes.Equal(root[:], last.Root) {
		return false, errLogAltered
	}
	return true, nil
}

func appendEvents(ctx context.Context, tx *store.Store, edge *ledger.Frontier, events []petition.Event) error {
	first := ledger.StoredIndex(edge.Size())
	entries := make([]store.LogEntry, len(events))
	var hashes [][]byte
	for i := range events {
		entry := events[i].Commitment()
		entries[i] = store.LogEntry{Position: edge.Size(), EventID: events[i].ID, Hash: entry[:]}
		added, err := edge.Append(entry)
		if err != nil {
			return err
		}
		for _, h := range added {
			hashes = append(hashes, bytes.Clone(h[:]))
		}
	}
	return tx.AppendLog(ctx, entries, first, hashes)
}

func (cs *Cases) signLog(ctx context.Context, tx *store.Store, edge *ledger.Frontier) error {
	root, err := edge.Root()
	if err != nil {
		return err
	}
	text, err := ledger.Checkpoint{Origin: cs.LogKey.Origin(), Size: edge.Size(), Root: root}.Sign(cs.LogKey)
	if err != nil {
		return err
	}
	return tx.AddLogCheckpoint(ctx, &store.LogCheckpoint{Size: edge.Size(), Root: root[:], Text: text, SignedAt: cs.now()})
}

// storedHashes reads the log's tree.
func storedHashes(ctx context.Context, s *store.Store) ledger.Stored {
	return func(places []int64) ([][]byte, error) { return s.LogHashes(ctx, places) }
}
