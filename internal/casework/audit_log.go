package casework

import (
	"context"
	"crypto/sha256"
	"fmt"
	"slices"
	"time"

	"golang.org/x/mod/sumdb/tlog"

	"sunlit/internal/fault"
	"sunlit/internal/ledger"
	"sunlit/internal/store"
)

// logAuditBatch is how many entries are compared at a time.
const logAuditBatch = 5000

// logSettles is by how much an event may be older than the newest checkpoint
// that leaves it out. While nothing is signed, events wait: that is no damage, a
// metric tells of it.
const logSettles = 3 * time.Minute

// LogAudit is one round over the public log: each entry is computed anew from
// its event, the tree from the entries, and every checkpoint's root from the
// tree, also of checkpoints that somebody kept outside.
type LogAudit struct {
	cs       *Cases
	tree     *ledger.Frontier
	signed   []store.LogCheckpoint // still to be reached, the smallest first
	numbered store.LogCheckpoint   // the last one whose number was looked at
	outside  []ledger.Signed       // kept elsewhere, the smallest first
	verify   *ledger.Verifiers
	next     int64 // place of the next entry
	holes    bool  // an entry is missing: no hash of the tree can be right
	good     int64 // size of the last checkpoint that agreed
	finished bool

	Entries int64
}

// NewLogAudit begins a round; outside are signed checkpoints kept elsewhere.
func (cs *Cases) NewLogAudit(ctx context.Context, outside ...[]byte) (*LogAudit, error) {
	v, err := ledger.ParseVerifiers(cs.LogKeys())
	if err != nil {
		return nil, err
	}
	a := &LogAudit{cs: cs, tree: &ledger.Frontier{}, verify: v, numbered: store.LogCheckpoint{Size: -1}}
	for _, text := range outside {
		s, err := v.Open(text)
		if err != nil {
			return nil, err
		}
		a.outside = append(a.outside, s)
	}
	slices.SortFunc(a.outside, func(x, y ledger.Signed) int { return int(x.Size - y.Size) })
	return a, nil
}

// Next compares the next entries and answers what is wrong with them; done says
// that the round is over.
func (a *LogAudit) Next(ctx context.Context) (found []Finding, done bool, err error) {
	if a.finished {
		return nil, true, nil
	}
	first := a.tree.Size()
	more, err := a.cs.Store.LogCheckpoints(ctx, a.numbered.Size, logAuditBatch+1)
	if err != nil {
		return nil, false, err
	}
	found, a.signed = a.numbers(more), append(a.signed, more...)
	if first == 0 {
		found = append(found, a.roots()...)
	}
	var hashes []tlog.Hash
	n, err := a.cs.Store.LoggedEvents(ctx, a.next, logAuditBatch, func(l *store.Logged) error {
		more, added, err := a.entry(l)
		found, hashes = append(found, more...), append(hashes, added...)
		return err
	})
	if err != nil {
		return nil, false, err
	}
	if !a.holes {
		wrong, err := a.stored(ctx, ledger.StoredIndex(first), hashes)
		if err != nil {
			return nil, false, err
		}
		found = append(found, wrong...)
	}
	if n == logAuditBatch {
		return found, false, nil
	}
	a.finished = true
	rest, err := a.end(ctx)
	return append(found, rest...), true, err
}

// entry compares one entry with its event and takes it into the tree.
func (a *LogAudit) entry(l *store.Logged) (found []Finding, hashes []tlog.Hash, err error) {
	for at := a.next; at < l.Position && at < a.next+10; at++ {
		a.holes = true
		found = append(found, Finding{Place: "log", Row: fmt.Sprintf("entry %d", at), Wrong: Missing})
	}
	a.next = l.Position + 1
	row := fmt.Sprintf("entry %d, event %s", l.Position, l.EventID)
	sum := sha256.New()
	sum.Write(l.Salt)
	sum.Write(l.Body)
	entry, err := ledger.EntryOf(l.Hash)
	switch {
	case err != nil:
		found = append(found, Finding{Place: "log", Row: row, Wrong: Unreadable, Detail: "hash"})
	case l.Body == nil:
		found = append(found, Finding{Place: "log", Row: row, Wrong: Missing, Detail: "its event is gone"})
	case entry != ledger.Entry(sum.Sum(nil)):
		found = append(found, Finding{Place: "log", Row: row, Wrong: Differs, Detail: "entry or event"})
	}
	if hashes, err = a.tree.Append(entry); err != nil {
		return nil, nil, err
	}
	a.Entries++
	return append(found, a.roots()...), hashes, nil
}

// numbers names the checkpoints that were taken away: they are counted from 1.
func (a *LogAudit) numbers(checkpoints []store.LogCheckpoint) []Finding {
	var found []Finding
	for _, c := range checkpoints {
		for no := a.numbered.No + 1; no < c.No && no <= a.numbered.No+mostMissing; no++ {
			found = append(found, Finding{Place: "log", Row: fmt.Sprintf("checkpoint no. %d", no), Wrong: Missing,
				Detail: fmt.Sprintf("of at least %d and fewer than %d entries", a.numbered.Size+1, c.Size)})
		}
		if c.No <= a.numbered.No {
			found = append(found, Finding{Place: "log", Row: fmt.Sprintf("checkpoint of %d entries", c.Size), Wrong: Differs, Detail: "no"})
		}
		a.numbered = store.LogCheckpoint{No: max(a.numbered.No, c.No), Size: c.Size}
	}
	return found
}

// roots compares the root with each checkpoint of the size reached.
func (a *LogAudit) roots() []Finding {
	size := a.tree.Size()
	for len(a.signed) > 0 && a.signed[0].Size < size { // before the first entry, or passed by
		a.signed = a.signed[1:]
	}
	if (len(a.signed) == 0 || a.signed[0].Size != size) && (len(a.outside) == 0 || a.outside[0].Size != size) {
		return nil
	}
	var found []Finding
	root, err := a.tree.Root()
	if err != nil {
		return []Finding{{Place: "log", Wrong: Unreadable, Detail: "tree"}}
	}
	for len(a.signed) > 0 && a.signed[0].Size == size {
		c := a.signed[0]
		a.signed = a.signed[1:]
		row := fmt.Sprintf("checkpoint of %d entries", size)
		if detail := a.checkpoint(&c, root); detail != "" {
			found = append(found, Finding{Place: "log", Row: row, Wrong: Differs, Detail: detail})
		} else {
			a.good = size
		}
	}
	for len(a.outside) > 0 && a.outside[0].Size == size {
		if a.outside[0].Root != root {
			found = append(found, Finding{Place: "log", Row: fmt.Sprintf("checkpoint kept outside, of %d entries", size), Wrong: Differs, Detail: "the log was changed since"})
		}
		a.outside = a.outside[1:]
	}
	return found
}

// checkpoint says what of a checkpoint is wrong. Its mark covers the signature too, and a mark takes a fiftieth of the
// time: the signature itself is checked of every hundredth and of the newest, which covers all before.
func (a *LogAudit) checkpoint(c *store.LogCheckpoint, root tlog.Hash) string {
	s, err := ledger.ReadCheckpoint(c.Text)
	if (len(a.signed) == 0 || c.No%100 == 0) && err == nil {
		_, err = a.verify.Open(c.Text)
	}
	switch {
	case err != nil:
		return "signature"
	case s.Size != c.Size || string(s.Root[:]) != string(c.Root):
		return "size or root"
	case s.Root != root:
		return fmt.Sprintf("an entry from %d on is not the one that was signed", a.good)
	case c.Mark == "":
		return "mark: none"
	case c.Mark != a.cs.markCheckpoint(c):
		return "no, text, signed_at or mark"
	}
	return ""
}

// stored compares the kept hashes of the tree with those computed: the proofs
// are made from them.
func (a *LogAudit) stored(ctx context.Context, from int64, hashes []tlog.Hash) ([]Finding, error) {
	var found []Finding
	next := from
	err := a.cs.Store.LogTree(ctx, from, from+int64(len(hashes)), func(position int64, hash []byte) error {
		if position != next && len(found) < 10 {
			found = append(found, Finding{Place: "log", Row: fmt.Sprintf("hash %d of the tree", next), Wrong: Missing})
		}
		next = position + 1
		if want := hashes[position-from]; string(want[:]) != string(hash) && len(found) < 10 {
			found = append(found, Finding{Place: "log", Row: fmt.Sprintf("hash %d of the tree", position), Wrong: Differs})
		}
		return nil
	})
	if err == nil && next < from+int64(len(hashes)) {
		found = append(found, Finding{Place: "log", Row: fmt.Sprintf("hash %d of the tree", next), Wrong: Missing})
	}
	return found, err
}

// end tells what lies beyond the last entry: checkpoints of a longer log, and
// events that the log should hold by now.
func (a *LogAudit) end(ctx context.Context) ([]Finding, error) {
	var found []Finding
	size := a.tree.Size()
	now, err := a.cs.Store.LogSize(ctx)
	if err != nil {
		return nil, err
	}
	if now == size && !a.holes {
		extra := int64(-1)
		err := a.cs.Store.LogTree(ctx, ledger.StoredIndex(size), store.EveryID, func(position int64, _ []byte) error {
			extra = max(extra, position)
			return nil
		})
		if err != nil {
			return nil, err
		}
		if extra >= 0 {
			found = append(found, Finding{Place: "log", Row: fmt.Sprintf("hash %d of the tree", extra), Wrong: Extra})
		}
	}
	for _, c := range a.signed {
		if c.Size > now {
			found = append(found, Finding{Place: "log", Row: fmt.Sprintf("checkpoint of %d entries", c.Size), Wrong: Missing, Detail: fmt.Sprintf("the log has %d entries", now)})
		}
	}
	for _, c := range a.outside {
		if c.Size > now {
			found = append(found, Finding{Place: "log", Row: fmt.Sprintf("entries %d to %d", now, c.Size-1), Wrong: Missing,
				Detail: fmt.Sprintf("a checkpoint kept outside is of %d entries, the log has %d: it was set back", c.Size, now)})
		}
	}
	newest, err := a.cs.Store.LastLogCheckpoint(ctx)
	if fault.Is(err, fault.NotFound) {
		if size > 0 {
			found = append(found, Finding{Place: "log", Row: "checkpoints", Wrong: Missing})
		}
		return found, nil
	}
	if err != nil {
		return nil, err
	}
	if newest.Size < size { // what is appended is signed in the same transaction
		found = append(found, Finding{Place: "log", Row: fmt.Sprintf("checkpoint of %d entries", size), Wrong: Missing, Detail: "nothing signs the newest entries"})
	}
	waiting, err := a.cs.Store.Unlogged(ctx, newest.SignedAt.Add(-logSettles), 100)
	if err != nil {
		return nil, err
	}
	for id, petitionID := range waiting {
		f := Finding{Place: "log", Row: "event " + id, Wrong: Missing, Detail: "no entry"}
		if p, err := a.cs.Store.PetitionByID(ctx, store.SystemScope(), petitionID); err == nil {
			f.Number = p.Number
		}
		found = append(found, f)
	}
	return found, nil
}
