package casework_test

import (
	"bytes"
	"crypto/rand"
	"database/sql"
	"fmt"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/ledger"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// lease takes the log's lease for a node.
func (p *portal) lease(node string, term time.Duration) casework.Fence {
	p.t.Helper()
	token, ok, err := p.Store.Lease(p.ctx(), "job-log", node, term)
	p.fine(err)
	if !ok {
		p.t.Fatalf("%s did not get the lease", node)
	}
	return casework.Fence{Name: "job-log", Token: token}
}

// integrated runs a step that must not fail.
func (p *portal) integrated(in *casework.Integrator) int {
	p.t.Helper()
	n, err := in.Step(p.ctx(), p.lease("node-1", time.Minute))
	p.fine(err)
	return n
}

func (p *portal) verifiers() *ledger.Verifiers {
	p.t.Helper()
	v, err := ledger.ParseVerifiers(p.LogKeys())
	p.fine(err)
	return v
}

// fetch reads the log as the public does.
func (p *portal) fetch(path string) ([]byte, error) {
	data, _, err := p.LogTile(p.ctx(), path)
	return data, err
}

// event writes an event of a petition as a transaction would that began at an instant and was slow to commit.
func (p *portal) event(id int64, seq int, recorded time.Time) *petition.Event {
	p.t.Helper()
	e := &petition.Event{ID: store.NewID(), PetitionID: id, Seq: seq, Verb: petition.Send, At: recorded, RecordedAt: recorded, Role: petition.Citizen, Salt: make([]byte, 32),
		Content: petition.Content{Version: 1, Seq: seq, Verb: petition.Send, At: recorded}}
	_, _ = rand.Read(e.Salt)
	p.fine(e.Seal())
	return e
}

func (p *portal) append(events ...*petition.Event) {
	p.t.Helper()
	p.fine(p.Store.Tx(p.ctx(), func(tx *store.Store) error {
		for _, e := range events {
			if err := tx.AppendEvent(p.ctx(), e); err != nil {
				return err
			}
		}
		return nil
	}))
}

func TestEveryStepIsInTheLogAndProves(t *testing.T) {
	each(t, func(p *portal) {
		in := casework.NewIntegrator(p.Cases)
		if p.integrated(in) != 0 {
			t.Fatal("an empty portal has entries")
		}
		first, err := p.verifiers().Open(must(p.LogCheckpoint(p.ctx()))(t))
		if err != nil || first.Size != 0 {
			t.Fatalf("the first checkpoint: %+v, %v", first, err)
		}
		filed := p.replied()
		if _, err := p.OwnProof(p.ctx(), filed.Number, "receipt"); !fault.Is(err, fault.Unavailable) {
			t.Errorf("a proof before its entry: %v", err)
		}
		events := must(p.Store.Events(p.ctx(), p.row(filed.Number).ID))(t)
		if n := p.integrated(in); n != len(events) {
			t.Fatalf("%d of %d events", n, len(events))
		}
		if n := p.integrated(in); n != 0 {
			t.Fatalf("%d events twice", n)
		}
		now := must(p.LogCheckpoint(p.ctx()))(t)
		papers := must(p.OwnProofs(p.ctx(), filed.Number, "zh-CN"))(t)
		if len(papers) < 3 {
			t.Fatalf("%d papers", len(papers))
		}
		for _, paper := range papers {
			file := must(p.OwnProof(p.ctx(), filed.Number, paper.ID))(t)
			r, err := ledger.VerifyReceiptAgainst(file.Bytes, now, p.verifiers(), p.fetch)
			if err != nil || !r.Joined || !strings.HasSuffix(file.Name, ".tlog-proof") {
				t.Errorf("%s %s: %+v, %v", paper.Kind, file.Name, r, err)
				continue
			}
			if own := paper.ID == "receipt"; own != (r.Content != nil) {
				t.Errorf("%s: opens %+v", paper.Kind, r.Content)
			}
			if r.Content != nil && (r.Content.Number != filed.Number || r.Content.Filing.Title != filing().Title) {
				t.Errorf("%+v", r.Content)
			}
			if bytes.Contains(file.Bytes, []byte("13800001234")) {
				t.Error("a telephone number is in the proof")
			}
		}
		p.refused(second(p.OwnProof(p.ctx(), filed.Number, "nothing")), fault.NotFound)
		bundle := must(p.fetch(fmt.Sprintf("tile/entries/000.p/%d", len(events))))(t)
		entries, err := ledger.ParseBundle(bundle)
		if err != nil || len(entries) != len(events) || entries[0] != ledger.Entry(events[0].Commitment()) {
			t.Errorf("%d entries, %v", len(entries), err)
		}
		for _, path := range []string{"tile/0/001", "tile/0/000", "tile/1/000.p/1", "checkpoint", "tile/0/../000", fmt.Sprintf("tile/0/000.p/%d", len(events)+1)} {
			p.refused(second(p.fetch(path)), fault.NotFound)
		}
	})
}

func must[T any](value T, err error) func(*testing.T) T {
	return func(t *testing.T) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return value
	}
}

func second[T any](_ T, err error) error { return err }

// A transaction that is slow to commit shows its events behind newer ones that are in the log already.
func TestLogFindsWhatCommittedLate(t *testing.T) {
	each(t, func(p *portal) {
		in := casework.NewIntegrator(p.Cases)
		id := p.row(p.file().Number).ID
		p.integrated(in)
		seq := 1
		late := func(by time.Duration) {
			seq++
			p.append(p.event(id, seq, p.clock.Now().Add(-by)))
		}
		for _, tc := range []struct {
			name  string
			by    time.Duration // how long the transaction took
			after time.Duration // when the log looks next
			want  int
		}{
			{"a moment", 5 * time.Second, time.Second, 1},
			{"minutes: not at a glance", 9 * time.Minute, time.Second, 0},
			{"minutes: at the next look", 0, time.Minute, 2}, // with the one before
			{"hours: at the next sweep", 3 * time.Hour, time.Minute, 0},
			{"hours: swept", 0, time.Hour, 2},
			{"the clock was set back", 0, -48 * time.Hour, 1},
		} {
			if tc.after < 0 {
				p.clock.Advance(tc.after)
			}
			late(tc.by)
			if tc.after > 0 {
				p.clock.Advance(tc.after)
			}
			if n := p.integrated(in); n != tc.want {
				t.Errorf("%s: %d events", tc.name, n)
			}
		}
		late(24 * time.Hour)
		if n := p.integrated(casework.NewIntegrator(p.Cases)); n != 1 {
			t.Errorf("after a restart: %d events", n)
		}
	})
}

func TestLogHasOneWriter(t *testing.T) {
	each(t, func(p *portal) {
		id := p.row(p.file().Number).ID
		old := p.lease("node-1", -time.Second) // ran out while the node was stopped
		one, two := casework.NewIntegrator(p.Cases), casework.NewIntegrator(p.Cases)
		if n := must(two.Step(p.ctx(), p.lease("node-2", time.Minute)))(t); n != 1 {
			t.Fatalf("%d events", n)
		}
		p.append(p.event(id, 2, p.clock.Now()))
		p.refused(second(one.Step(p.ctx(), old)), fault.Stale)
		if n := must(two.Step(p.ctx(), p.lease("node-2", time.Minute)))(t); n != 1 {
			t.Fatalf("%d events", n)
		}
		if size := must(p.Store.LogSize(p.ctx()))(t); size != 2 {
			t.Errorf("%d entries", size)
		}
	})
}

func TestLogTakesAnImportInBatches(t *testing.T) {
	each(t, func(p *portal) {
		id := p.row(p.file().Number).ID
		var events []*petition.Event
		for i := range 3200 {
			events = append(events, p.event(id, i+2, p.clock.Now()))
		}
		p.append(events...)
		if n := p.integrated(casework.NewIntegrator(p.Cases)); n != 3201 {
			t.Fatalf("%d events", n)
		}
		c, err := p.verifiers().Open(must(p.LogCheckpoint(p.ctx()))(t))
		if err != nil || c.Size != 3201 {
			t.Fatalf("%+v, %v", c, err)
		}
		var edge ledger.Frontier
		for _, e := range must(p.Store.LogEntries(p.ctx(), 0, 4000))(t) {
			entry := must(ledger.EntryOf(e.Hash))(t)
			_, err := edge.Append(entry)
			p.fine(err)
		}
		if root, err := edge.Root(); err != nil || root != c.Root {
			t.Errorf("the entries give root %v, %v", root, err)
		}
		older := must(p.Store.LogCheckpoints(p.ctx(), 0, 1))(t)[0]
		before, err := p.verifiers().Open(older.Text)
		p.fine(err)
		if joined, err := ledger.Extends(before.Checkpoint, c.Checkpoint, p.fetch); !joined || err != nil {
			t.Errorf("%d entries are not the beginning of %d: %v", before.Size, c.Size, err)
		}
	})
}

// What was signed once is never contradicted by a second signature, whatever somebody did to the rows.
func TestLogSignsNothingOverAlteredRows(t *testing.T) {
	for name, damage := range map[string]string{
		"hash altered":     "UPDATE log_hashes SET hash = (SELECT hash FROM log_entries WHERE position = 0) WHERE position = (SELECT n FROM (SELECT MAX(position) AS n FROM log_hashes) AS m)",
		"entries taken":    "DELETE FROM log_entries WHERE position > 0",
		"checkpoint moved": "UPDATE log_checkpoints SET root = (SELECT hash FROM log_entries WHERE position = 0) WHERE size > 0",
	} {
		t.Run(name, func(t *testing.T) {
			path := filepath.Join(t.TempDir(), "sunlit.db")
			p := newPortal(t, storetest.Open(t, "sqlite:"+path))
			id := p.row(p.file().Number).ID
			p.append(p.event(id, 2, p.clock.Now()), p.event(id, 3, p.clock.Now()))
			in := casework.NewIntegrator(p.Cases)
			p.integrated(in)
			signed := must(p.LogCheckpoint(p.ctx()))(t)
			db, err := sql.Open("sqlite", path)
			p.fine(err)
			defer db.Close()
			_, err = db.ExecContext(p.ctx(), damage)
			p.fine(err)
			p.append(p.event(id, 4, p.clock.Now()))
			if n, err := in.Step(p.ctx(), p.lease("node-1", time.Minute)); err == nil {
				t.Errorf("signed %d more", n)
			}
			if now := must(p.LogCheckpoint(p.ctx()))(t); !bytes.Equal(now, signed) {
				t.Errorf("another checkpoint: %s", now)
			}
		})
	}
}
