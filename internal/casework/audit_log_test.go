package casework_test

import (
	"fmt"
	"os"
	"path/filepath"
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
		size := h.texts("SELECT MAX(size) FROM log_checkpoints")[0][0]
		for _, name := range []string{"root", "text"} {
			was := h.texts("SELECT " + h.quoted(column{name: name, kind: "blob"}) + " FROM log_checkpoints WHERE size = " + size)[0][0]
			h.must("UPDATE log_checkpoints SET " + name + " = X'0102' WHERE size = " + size)
			change{table: "log", what: "UPDATE " + name}.named(t, p.logAudited())
			h.must("UPDATE log_checkpoints SET " + name + " = " + was + " WHERE size = " + size)
		}
		if found := p.logAudited(); len(found) > 0 || tried < 12 {
			t.Fatalf("after %d changes were put back: %v", tried, found)
		}
		p.file()
		p.clock.Advance(time.Hour)
		if found := p.logAudited(); len(found) > 0 {
			t.Errorf("an event that waits to be logged: %v", found)
		}
		h.must("UPDATE log_checkpoints SET signed_at = '2030-01-01 00:00:00.000' WHERE size = " + size)
		if found := p.logAudited(); len(found) != 1 || found[0].Number == "" {
			t.Errorf("an event that the log left out: %v", found)
		}
	})
}

// Somebody sets database and log back to an older copy: nothing in it contradicts anything, but for a
// checkpoint that was kept outside.
func TestAnOldCopyContradictsACheckpointKeptOutside(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sunlit.db")
	p := newPortal(t, storetest.Open(t, "sqlite:"+path))
	in := casework.NewIntegrator(p.Cases)
	p.integrated(in)
	filed := p.accepted()
	p.integrated(in)
	old := filepath.Join(t.TempDir(), "old.db")
	raw := storetest.Raw(t, "sqlite:"+path)
	if _, err := raw.ExecContext(p.ctx(), "VACUUM INTO '"+old+"'"); err != nil {
		t.Fatal(err)
	}
	p.act("handler-a", filed.Number, petition.Note, petition.Fields{Text: "已联系。"})
	lost := p.file()
	p.integrated(in)
	kept, err := p.LogCheckpoint(p.ctx())
	p.fine(err)
	if found := p.logAudited(kept); len(found) > 0 {
		t.Fatalf("a false alarm: %v", found)
	}
	if _, err := os.Stat(old); err != nil {
		t.Fatal(err)
	}
	p.Store = storetest.Open(t, "sqlite:"+old)
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
