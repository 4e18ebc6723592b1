package store_test

import (
	"bytes"
	"testing"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// entryAt is the log's entry for an event.
func entryAt(position int64, e *petition.Event) store.LogEntry {
	sum := e.Commitment()
	return store.LogEntry{Position: position, EventID: e.ID, Hash: sum[:]}
}

func appendLog(t *testing.T, s *store.Store, entries []store.LogEntry, firstHash int64, hashes ...[]byte) error {
	t.Helper()
	return s.Tx(t.Context(), func(tx *store.Store) error { return tx.AppendLog(t.Context(), entries, firstHash, hashes) })
}

func TestLogTakesEachEventOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		if n := got(s.LogSize(ctx))(t); n != 0 {
			t.Fatalf("%d entries in an empty log", n)
		}
		for range 3 {
			file(t, s)
		}
		events := got(s.EventsNotLogged(ctx, time.Unix(0, 0), 10))(t)
		if len(events) != 3 || len(events[0].Salt) != 32 || !events[0].RecordedAt.Equal(noon) {
			t.Fatalf("%d events wait: %+v", len(events), events)
		}
		hash := bytes.Repeat([]byte{1}, 32)
		must(t, appendLog(t, s, []store.LogEntry{entryAt(0, &events[0]), entryAt(1, &events[1])}, 0, hash, hash, bytes.Repeat([]byte{2}, 32)))
		if n := got(s.LogSize(ctx))(t); n != 2 {
			t.Errorf("%d entries", n)
		}
		if left := got(s.EventsNotLogged(ctx, time.Unix(0, 0), 10))(t); len(left) != 1 || left[0].ID != events[2].ID {
			t.Errorf("%d events wait", len(left))
		}
		if left := got(s.EventsNotLogged(ctx, noon.Add(time.Millisecond), 10))(t); len(left) != 0 {
			t.Errorf("%d events of later wait", len(left))
		}
		for name, taken := range map[string]store.LogEntry{"place": entryAt(1, &events[2]), "event": entryAt(2, &events[0])} {
			if err := appendLog(t, s, []store.LogEntry{taken}, 3); !fault.Is(err, fault.Conflict) {
				t.Errorf("the same %s twice: %v", name, err)
			}
		}
		if h := got(s.LogHashes(ctx, []int64{2, 0}))(t); len(h) != 2 || h[0][0] != 2 || h[1][0] != 1 {
			t.Errorf("hashes %v", h)
		}
		if _, err := s.LogHashes(ctx, []int64{0, 3}); !fault.Is(err, fault.NotFound) {
			t.Errorf("a hash that is not there: %v", err)
		}
		if e := got(s.LogEntryOf(ctx, events[1].ID))(t); e.Position != 1 || !bytes.Equal(e.Hash, entryAt(1, &events[1]).Hash) {
			t.Errorf("%+v", e)
		}
		if _, err := s.LogEntryOf(ctx, events[2].ID); !fault.Is(err, fault.NotFound) {
			t.Errorf("an event that is not there: %v", err)
		}
		if all := got(s.LogEntries(ctx, 1, 10))(t); len(all) != 1 || all[0].EventID != events[1].ID {
			t.Errorf("%+v", all)
		}
	})
}

func TestLogTakesThousandsAtOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := aPetition()
		var entries []store.LogEntry
		var hashes [][]byte
		for i := range int64(2500) {
			entries = append(entries, entryAt(i, anEvent(p, 1, petition.File)))
			hashes = append(hashes, entries[i].Hash, entries[i].Hash)
		}
		must(t, appendLog(t, s, entries, 0, hashes...))
		if n := got(s.LogSize(t.Context()))(t); n != 2500 {
			t.Errorf("%d entries", n)
		}
		if h := got(s.LogHashes(t.Context(), []int64{4999}))(t); !bytes.Equal(h[0], entries[2499].Hash) {
			t.Error("the last hash is another one")
		}
	})
}

func TestLogCheckpointsAndTheirWitnesses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		add := func(size int64) error {
			return s.Tx(ctx, func(tx *store.Store) error {
				return tx.AddLogCheckpoints(ctx, store.LogCheckpoint{Size: size, Root: bytes.Repeat([]byte{3}, 32), Text: []byte("text\n"), SignedAt: noon})
			})
		}
		if _, err := s.LastLogCheckpoint(ctx); !fault.Is(err, fault.NotFound) {
			t.Errorf("before the first: %v", err)
		}
		for _, size := range []int64{0, 5, 9} {
			must(t, add(size))
		}
		if err := add(5); !fault.Is(err, fault.Conflict) {
			t.Errorf("two checkpoints of one size: %v", err)
		}
		if c := got(s.LastLogCheckpoint(ctx))(t); c.Size != 9 || string(c.Text) != "text\n" || !c.SignedAt.Equal(noon) {
			t.Errorf("%+v", c)
		}
		if all := got(s.LogCheckpoints(ctx, -1, 2))(t); len(all) != 2 || all[0].Size != 0 || all[1].Size != 5 {
			t.Errorf("%+v", all)
		}
		if _, err := s.LastCosignedLogCheckpoint(ctx); !fault.Is(err, fault.NotFound) {
			t.Errorf("before a witness signed: %v", err)
		}
		line := &store.LogCosignature{Size: 5, Witness: "witness.example/w1", Line: []byte("— witness.example/w1 AA==\n"), SignedAt: noon}
		must(t, s.AddLogCosignature(ctx, line))
		must(t, s.AddLogCosignature(ctx, line)) // asked twice
		if c := got(s.LastCosignedLogCheckpoint(ctx))(t); c.Size != 5 {
			t.Errorf("%+v", c)
		}
		if all := got(s.LogCosignatures(ctx, 5))(t); len(all) != 1 || !bytes.Equal(all[0].Line, line.Line) {
			t.Errorf("%+v", all)
		}
		if a, b := got(s.LastCosignedSize(ctx, "witness.example/w1"))(t), got(s.LastCosignedSize(ctx, "another"))(t); a != 5 || b != 0 {
			t.Errorf("sizes %d and %d", a, b)
		}
	})
}
