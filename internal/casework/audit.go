package casework

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Wrong is in what way a row is not what the events, or its mark, say.
type Wrong string

// The ways in which a row can be wrong.
const (
	Missing    Wrong = "missing"    // it has to be there
	Extra      Wrong = "extra"      // nothing accounts for it
	Differs    Wrong = "differs"    // the named columns, or bytes
	Unreadable Wrong = "unreadable" // what stands there can't be read at all
)

// Finding names one thing that verify found altered or missing: where, which
// row, of which petition, and what of it. It never repeats what stands there:
// that may be what somebody wrote in confidence.
type Finding struct {
	Place  string // a table, files or log
	Row    string // its key
	Number string // of the petition, "" where none is known
	Wrong  Wrong
	Detail string // columns, or in words what is missing
}

// String is the finding on one line.
func (f Finding) String() string {
	parts := []string{f.Place}
	if f.Row != "" {
		parts = append(parts, f.Row)
	}
	if f.Number != "" {
		parts = append(parts, "("+petition.GroupNumber(f.Number)+")")
	}
	line := strings.Join(parts, " ") + ": " + string(f.Wrong)
	if f.Detail != "" {
		line += ": " + f.Detail
	}
	return line
}

// auditBatch is how many petitions are compared at a time.
const auditBatch = 200

// Audit is one round over every petition: each row is computed anew from the
// events, or from its mark where no event tells of it. A round can be walked in
// slices; what people do meanwhile is no finding.
type Audit struct {
	cs     *Cases
	last   int64
	issued *issuedNumbers
	done   bool
	hands  int // how many batches are compared at the same time

	Petitions, Events int // compared so far
}

// With has a round compare so many batches at the same time: for somebody who
// waits for the end. In the background one is enough.
func (a *Audit) With(hands int) *Audit {
	a.hands = hands
	return a
}

// NewAudit begins a round under the calendar in force now.
func (cs *Cases) NewAudit(ctx context.Context) (*Audit, error) {
	if err := cs.RefreshLaw(ctx); err != nil {
		return nil, err
	}
	series, err := cs.Store.PaperSeries(ctx)
	if err != nil {
		return nil, err
	}
	return &Audit{cs: cs, last: store.NoID, issued: newIssued(series), hands: 1}, nil
}

// Next compares the next petitions and answers what is wrong with them; done
// says that the round is over.
func (a *Audit) Next(ctx context.Context) (found []Finding, done bool, err error) {
	if a.done {
		return nil, true, nil
	}
	ids, err := a.cs.Store.PetitionIDs(ctx, a.last, auditBatch*a.hands)
	if err != nil {
		return nil, false, err
	}
	until := int64(store.EveryID)
	if a.done = len(ids) < auditBatch*a.hands; !a.done {
		until = ids[len(ids)-1]
	}
	if found, err = a.shared(ctx, until, ids); err != nil {
		return nil, false, err
	}
	a.last = until
	if !a.done {
		return found, false, nil
	}
	series, err := a.cs.Store.PaperSeries(ctx)
	if err != nil {
		return nil, false, err
	}
	return append(found, a.issued.findings(series)...), true, nil
}

// shared compares the petitions up to a key, in as many ranges of keys as there
// are hands.
func (a *Audit) shared(ctx context.Context, until int64, ids []int64) ([]Finding, error) {
	parts := slices.Collect(slices.Chunk(ids, auditBatch))
	if len(parts) == 0 {
		parts = [][]int64{nil}
	}
	shares := make([]*Audit, len(parts))
	all := make([][]Finding, len(parts))
	group, ctx := errgroup.WithContext(ctx)
	after := a.last
	for i, part := range parts {
		share, from, to := &Audit{cs: a.cs, issued: a.issued}, after, until
		if i < len(parts)-1 {
			to = part[len(part)-1]
		}
		after, shares[i] = to, share
		group.Go(func() (err error) {
			all[i], err = share.between(ctx, from, to, part)
			return err
		})
	}
	err := group.Wait()
	for _, share := range shares {
		a.Petitions, a.Events = a.Petitions+share.Petitions, a.Events+share.Events
	}
	return slices.Concat(all...), err
}

// between compares the petitions of a range of keys, and what stands beside
// none in it. Where a row can't be read, the range is halved until it is named.
func (a *Audit) between(ctx context.Context, after, until int64, ids []int64) ([]Finding, error) {
	b, err := a.cs.Store.Beside(ctx, after, until)
	var bad *store.UnreadableError
	switch {
	case errors.As(err, &bad) && ctx.Err() == nil:
		if len(ids) == 0 {
			return []Finding{{Place: bad.Table, Wrong: Unreadable, Detail: "a row beside no petition"}}, nil
		}
		if len(ids) == 1 {
			return []Finding{{Place: bad.Table, Row: fmt.Sprintf("petition %d", ids[0]), Number: a.numberOf(ctx, ids[0]), Wrong: Unreadable}}, nil
		}
		half := len(ids) / 2
		first, err := a.between(ctx, after, ids[half-1], ids[:half])
		if err != nil {
			return nil, err
		}
		second, err := a.between(ctx, ids[half-1], until, ids[half:])
		return append(first, second...), err
	case err != nil:
		return nil, err
	}
	var found []Finding
	for id := range every(b) {
		a.Events += len(b.Events[id])
		a.Petitions++
		if len(a.one(ctx, b, id)) == 0 {
			a.issued.note(b.Events[id])
			continue
		}
		// Somebody may have acted between two of the reads above: what counts is one snapshot.
		again, err := a.again(ctx, id)
		if err != nil {
			return nil, err
		}
		found = append(found, again...)
	}
	return found, nil
}

// again compares one petition in a transaction of its own.
func (a *Audit) again(ctx context.Context, id int64) ([]Finding, error) {
	var found []Finding
	err := a.cs.Store.Tx(ctx, func(tx *store.Store) error {
		b, err := tx.Beside(ctx, id-1, id)
		if err != nil {
			return err
		}
		within := &Audit{cs: a.cs}
		found = (&checking{Audit: within, s: tx, ctx: ctx, b: b, id: id}).all()
		a.issued.note(b.Events[id])
		return nil
	})
	var bad *store.UnreadableError
	if errors.As(err, &bad) {
		return []Finding{{Place: bad.Table, Row: fmt.Sprintf("petition %d", id), Number: a.numberOf(ctx, id), Wrong: Unreadable}}, nil
	}
	return found, err
}

func (a *Audit) one(ctx context.Context, b *store.Beside, id int64) []Finding {
	return (&checking{Audit: a, s: a.cs.Store, ctx: ctx, b: b, id: id}).all()
}

// numberOf is the number of a petition whose rows can't be read, as far as it can be told.
func (a *Audit) numberOf(ctx context.Context, id int64) string {
	if p, err := a.cs.Store.PetitionByID(ctx, store.SystemScope(), id); err == nil {
		return p.Number
	}
	return ""
}

// every lists the keys of petitions that anything read belongs to, in order.
func every(b *store.Beside) func(func(int64) bool) {
	ids := map[int64]bool{}
	for id := range b.Petitions {
		ids[id] = true
	}
	for _, table := range tablesOf(b) {
		table.keys(ids)
	}
	sorted := make([]int64, 0, len(ids))
	for id := range ids {
		sorted = append(sorted, id)
	}
	slices.Sort(sorted)
	return slices.Values(sorted)
}

// besideTable is one table's rows of a range of petitions.
type besideTable struct {
	name string
	keys func(map[int64]bool) // adds the petitions that have rows
	rows func(int64) int
}

func tablesOf(b *store.Beside) []besideTable {
	return []besideTable{tableOf(b.Events), tableOf(b.Identities), tableOf(b.Lookups), tableOf(b.Abouts), tableOf(b.Tasks), tableOf(b.Links), tableOf(b.CoHandlers),
		tableOf(b.Doors), tableOf(b.Lines), tableOf(b.References), tableOf(b.Evidence), tableOf(b.Papers), tableOf(b.Scans), tableOf(b.Prints),
		tableOf(b.Reads), tableOf(b.Reissues), tableOf(b.Cosignature), tableOf(b.Trails), tableOf(b.Published)}
}

func tableOf[T store.Marked](rows map[int64][]T) besideTable {
	var none T
	return besideTable{name: none.TableName(), rows: func(id int64) int { return len(rows[id]) }, keys: func(ids map[int64]bool) {
		for id := range rows {
			ids[id] = true
		}
	}}
}
