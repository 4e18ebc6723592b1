package casework_test

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func (p *portal) logAudited(outside ...[]byte) []casework.Finding {
	p.t.Helper()
	round, err := p.NewLogAudit(p.ctx(), outside...)
	p.fine(err)
	return p.walked(round.Next)
}

// Every entry, hash and checkpoint that is changed or taken away, every event that is, and every event
// that the log should hold and does not, is named.
func TestLogAuditFindsEveryChange(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, s *store.Store, databaseURL string) {
		p := newPortal(t, s)
		h := &hand{t: t, raw: storetest.Raw(t, databaseURL), sqlite: s.Engine() == "sqlite"}
		in := casework.NewIntegrator(p.Cases)
		p.integrated(in)
		p.accepted()
		p.integrated(in)
		p.replied()
		p.integrated(in)
		if found := p.logAudited(); len(found) > 0 {
			t.Fatalf("a false alarm: %v", found)
		}
		columns := h.schema()
		tried := 0
		for _, table := range []string{"log_entries", "log_hashes", "events"} {
			for _, done := range h.changes(table, columns[table]) {
				if table == "events" && !slices.Contains([]string{"DELETE", "UPDATE body = X'0102'", "UPDATE salt = X'0102'", "UPDATE id = 'x'"}, done.what) {
					done.undo()
					continue
				}
				tried++
				done.table = "log"
				done.named(t, p.logAudited())
				done.undo()
			}
		}
		// The oldest checkpoint, one in the middle and the newest: each column, and the row.
		sizes := h.texts("SELECT size, no FROM log_checkpoints ORDER BY size")
		size := sizes[len(sizes)-1][0]
		if len(sizes) < 3 {
			t.Fatalf("%d checkpoints", len(sizes))
		}
		for _, row := range [][]string{sizes[0], sizes[1], sizes[len(sizes)-1]} {
			for _, done := range h.changesOf("log_checkpoints", columns["log_checkpoints"], "size = "+row[0]) {
				tried++
				done.table = "log"
				done.named(t, p.logAudited())
				done.undo()
			}
		}
		if found := p.logAudited(); len(found) > 0 || tried < 30 {
			t.Fatalf("after %d changes were put back: %v", tried, found)
		}
		p.file()
		p.clock.Advance(time.Hour)
		if found := p.logAudited(); len(found) > 0 {
			t.Errorf("an event that waits to be logged: %v", found)
		}
		h.must("UPDATE log_checkpoints SET signed_at = '2030-01-01 00:00:00.000' WHERE size = " + size)
		if found := p.logAudited(); len(found) != 2 || !slices.ContainsFunc(found, func(f casework.Finding) bool { return f.Number != "" }) {
			t.Errorf("an event that the log left out: %v", found)
		}
		h.must("DELETE FROM log_checkpoints WHERE size = " + size) // and the log goes on
		p.integrated(in)
		if found := p.logAudited(); len(found) != 1 || found[0].Row != "checkpoint no. "+sizes[len(sizes)-1][1] || found[0].Wrong != casework.Missing {
			t.Errorf("the newest checkpoint taken away: %v", found)
		}
	})
}

// Somebody sets database and log back to an older copy: nothing in it contradicts anything, but for a
// checkpoint that was kept outside.
func TestAnOldCopyContradictsACheckpointKeptOutside(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, s *store.Store, databaseURL string) { setBack(t, newPortal(t, s), databaseURL) })
}

func setBack(t *testing.T, p *portal, databaseURL string) {
	in := casework.NewIntegrator(p.Cases)
	p.integrated(in)
	filed := p.accepted()
	p.integrated(in)
	old := storetest.Copy(t, databaseURL)
	p.act("handler-a", filed.Number, petition.Note, petition.Fields{Text: "已联系。"})
	lost := p.file()
	p.integrated(in)
	kept, err := p.LogCheckpoint(p.ctx())
	p.fine(err)
	if found := p.logAudited(kept); len(found) > 0 {
		t.Fatalf("a false alarm: %v", found)
	}
	p.Store = storetest.Open(t, old)
	if _, err := p.Store.PetitionByNumber(p.ctx(), store.SystemScope(), lost.Number); !fault.Is(err, fault.NotFound) {
		t.Fatal("the old copy is not old")
	}
	if found := append(p.rowsAudited(), p.logAudited()...); len(found) > 0 {
		t.Fatalf("the old copy contradicts itself: %v", found)
	}
	found := p.logAudited(kept)
	if len(found) != 1 || found[0].Wrong != casework.Missing || !strings.HasPrefix(found[0].Row, "entries ") {
		t.Fatalf("the roll-back is told as %v", found)
	}
	// It goes on from there as if nothing had been: the same size, another content.
	again := casework.NewIntegrator(p.Cases)
	for range 3 {
		p.act("handler-a", filed.Number, petition.Note, petition.Fields{Text: "又联系。"})
		p.file()
	}
	p.integrated(again)
	if found := p.logAudited(kept); !slices.ContainsFunc(found, func(f casework.Finding) bool { return strings.HasPrefix(f.Row, "checkpoint kept outside") }) {
		t.Errorf("the fork is told as %v", fmt.Sprint(found))
	}
}
