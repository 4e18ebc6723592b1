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
// slow one appears behind newer ones that are in the log already; and clocks of several nodes differ. Looking far back
// each second would cost those who file more than the log itself does.
const (
	logGlance   = 5 * time.Second  // each time
	logLook     = 10 * time.Minute // once a minute
	logSweep    = time.Hour        // everything there is, after so long, at start and after a failure
	logBatch    = 2000
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
	each                   int // entries under one checkpoint, 0: a whole batch
}

// SigningEach has the tree signed after every so many entries, as if they had come one after the other: for a generated
// register.
func (in *Integrator) SigningEach(entries int) *Integrator {
	in.each = entries
	return in
}

// NewIntegrator makes the integrator of one node.
func NewIntegrator(cs *Cases) *Integrator { return &Integrator{cs: cs} }

// Step integrates whatever waits and signs the tree that came about. It answers how many events the log took.
func (in *Integrator) Step(ctx context.Context, lease Fence) (int, error) {
	now := in.cs.now()
	since, all := in.since(now)
	taken, err := in.integrateSince(ctx, lease, since, all)
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

func (in *Integrator) integrateSince(ctx context.Context, lease Fence, since time.Time, all bool) (int, error) {
	taken := 0
	for {
		events, err := in.cs.Store.EventsNotLogged(ctx, since, logBatch)
		if err != nil {
			return taken, err
		}
		if len(events) > 0 || all {
			if err := in.cs.integrate(ctx, lease, events, in.each); err != nil {
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
func (cs *Cases) integrate(ctx context.Context, lease Fence, events []petition.Event, each int) error {
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
		last, signed, err := lastSigned(ctx, tx, edge)
		if err != nil || signed && len(events) == 0 {
			return err
		}
		g := growth{cs: cs, edge: edge, last: last}
		first := ledger.StoredIndex(size)
		for i := range events {
			if err := g.add(&events[i], each > 0 && (i+1)%each == 0); err != nil {
				return err
			}
		}
		if each == 0 || len(events)%each > 0 || len(events) == 0 {
			if err := g.sign(); err != nil {
				return err
			}
		}
		if err := tx.AppendLog(ctx, g.entries, first, g.hashes); err != nil {
			return err
		}
		return tx.AddLogCheckpoints(ctx, g.checkpoints...)
	})
}

// lastSigned is the number of the last checkpoint, and tells whether the tree as it is was signed. It refuses one that
// contradicts that checkpoint. Where the newest was taken away its number is left out, so that it is missed for good.
func lastSigned(ctx context.Context, tx *store.Store, edge *ledger.Frontier) (no int64, signed bool, err error) {
	last, err := tx.LastLogCheckpoint(ctx)
	if fault.Is(err, fault.NotFound) {
		return min(edge.Size(), 1), false, nil
	}
	if err != nil {
		return 0, false, err
	}
	if last.Size > edge.Size() {
		return 0, false, errLogAltered
	}
	if last.Size < edge.Size() {
		return last.No + 1, false, nil
	}
	root, err := edge.Root()
	if err != nil {
		return 0, false, err
	}
	if !bytes.Equal(root[:], last.Root) {
		return 0, false, errLogAltered
	}
	return last.No, true, nil
}

// growth is what a batch adds to the log.
type growth struct {
	cs          *Cases
	edge        *ledger.Frontier
	last        int64 // number of the last checkpoint
	entries     []store.LogEntry
	hashes      [][]byte
	checkpoints []store.LogCheckpoint
}

func (g *growth) add(e *petition.Event, sign bool) error {
	entry := e.Commitment()
	g.entries = append(g.entries, store.LogEntry{Position: g.edge.Size(), EventID: e.ID, Hash: entry[:]})
	added, err := g.edge.Append(entry)
	if err != nil {
		return err
	}
	for _, h := range added {
		g.hashes = append(g.hashes, bytes.Clone(h[:]))
	}
	if sign {
		return g.sign()
	}
	return nil
}

// sign signs the tree as it stands.
func (g *growth) sign() error {
	root, err := g.edge.Root()
	if err != nil {
		return err
	}
	text, err := ledger.Checkpoint{Origin: g.cs.LogKey.Origin(), Size: g.edge.Size(), Root: root}.Sign(g.cs.LogKey)
	if err != nil {
		return err
	}
	g.last++
	c := store.LogCheckpoint{Size: g.edge.Size(), Root: root[:], Text: text, SignedAt: g.cs.now(), No: g.last}
	c.Mark = g.cs.markCheckpoint(&c)
	g.checkpoints = append(g.checkpoints, c)
	return nil
}

// storedHashes reads the log's tree.
func storedHashes(ctx context.Context, s *store.Store) ledger.Stored {
	return func(places []int64) ([][]byte, error) { return s.LogHashes(ctx, places) }
}
