package casework

import (
	"context"
	"encoding/base64"
	"time"

	"sunlit/internal/document"
	"sunlit/internal/fault"
	"sunlit/internal/ledger"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// LogState is what the page about the log tells.
type LogState struct {
	Origin, Key string
	Size        int64
	SignedAt    time.Time // zero before the first checkpoint
	Checkpoint  string    // with the witnesses' lines
	Witnesses   []WitnessState
}

// WitnessState is how far a witness has seen the log.
type WitnessState struct {
	Name, Key string
	Size      int64 // of the newest checkpoint it signed, 0 for none
}

// LogState answers how the log stands.
func (cs *Cases) LogState(ctx context.Context) (*LogState, error) {
	state := &LogState{Origin: cs.LogKey.Origin(), Key: cs.LogKey.VerifierKey()}
	for _, w := range cs.Witnesses {
		size, err := cs.Store.LastCosignedSize(ctx, w.Name())
		if err != nil {
			return nil, err
		}
		state.Witnesses = append(state.Witnesses, WitnessState{Name: w.Name(), Key: w.Key, Size: size})
	}
	last, err := cs.Store.LastLogCheckpoint(ctx)
	if fault.Is(err, fault.NotFound) {
		return state, nil
	}
	if err != nil {
		return nil, err
	}
	text, err := cs.cosigned(ctx, last)
	state.Size, state.SignedAt, state.Checkpoint = last.Size, last.SignedAt, string(text)
	return state, err
}

// LogCheckpoint answers the newest signed checkpoint with the lines of witnesses who signed it too.
func (cs *Cases) LogCheckpoint(ctx context.Context) ([]byte, error) {
	last, err := cs.Store.LastLogCheckpoint(ctx)
	if err != nil {
		return nil, err
	}
	return cs.cosigned(ctx, last)
}

func (cs *Cases) cosigned(ctx context.Context, c *store.LogCheckpoint) ([]byte, error) {
	rows, err := cs.Store.LogCosignatures(ctx, c.Size)
	if err != nil {
		return nil, err
	}
	lines := make([]string, len(rows))
	for i, r := range rows {
		lines[i] = string(r.Line)
	}
	return ledger.WithCosignatures(c.Text, lines), nil
}

// LogKeys is the log's verifier key and those of its witnesses, one to a line, the log's first.
func (cs *Cases) LogKeys() string {
	text := cs.LogKey.VerifierKey() + "\n"
	for _, w := range cs.Witnesses {
		text += w.Key + "\n"
	}
	return text
}

// LogTile answers a piece of the log by its path below /log, "tile/0/000", and whether it will never change. Only what a
// checkpoint covers is given out; fault.NotFound for everything else.
func (cs *Cases) LogTile(ctx context.Context, path string) (data []byte, full bool, err error) {
	tile, err := ledger.ParseTile(path)
	if err != nil {
		return nil, false, fault.Wrap(err, fault.NotFound, "error.not_found")
	}
	last, err := cs.Store.LastLogCheckpoint(ctx)
	if err != nil {
		return nil, false, err
	}
	if !tile.Within(last.Size) {
		return nil, false, fault.New(fault.NotFound, "error.not_found")
	}
	if !tile.Entries() {
		data, err = tile.Data(storedHashes(ctx, cs.Store))
		return data, tile.Full(), err
	}
	from, to := tile.Range()
	rows, err := cs.Store.LogEntries(ctx, from, int(to-from))
	if err != nil {
		return nil, false, err
	}
	entries := make([]ledger.Entry, len(rows))
	for i, r := range rows {
		if entries[i], err = ledger.EntryOf(r.Hash); err != nil {
			return nil, false, err
		}
	}
	return ledger.Bundle(entries), tile.Full(), nil
}

// OwnProofs lists what a petitioner can prove by the log: the receipt, and each paper meant for him.
func (cs *Cases) OwnProofs(ctx context.Context, number, lang string) ([]PaperView, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	return cs.ownPapers(ctx, c, lang)
}

// OwnProof answers the proof that the log holds the event of a paper ("receipt" for the filing), as a file that is
// checked without asking anybody. That of the receipt opens the event: it binds every word of the filing. Those of papers
// do not, because their events also hold what only officials read. fault.Unavailable while the log is not there yet.
func (cs *Cases) OwnProof(ctx context.Context, number, id string) (*PaperFile, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	event, extra, err := cs.eventBehind(ctx, c, id)
	if err != nil {
		return nil, err
	}
	text, err := cs.prove(ctx, event, extra)
	if err != nil {
		return nil, err
	}
	return &PaperFile{Name: c.Number + "-" + id + ".tlog-proof", Media: "text/plain; charset=utf-8", Bytes: text, SHA256: hashOf(text)}, nil
}

// eventBehind finds the event behind a paper of the petitioner's, and what its proof says of it.
func (cs *Cases) eventBehind(ctx context.Context, c *petition.Case, id string) (eventID string, extra []byte, err error) {
	wanted := ""
	if id != receiptID {
		row, err := cs.Store.Paper(ctx, c.ID, id)
		if err != nil {
			return "", nil, err
		}
		if !petitionersPaper(row.Kind) {
			return "", nil, fault.New(fault.NotFound, "error.not_found")
		}
		wanted = row.EventID
	}
	events, err := cs.Store.Events(ctx, c.ID)
	if err != nil {
		return "", nil, err
	}
	for i := range events {
		switch e := &events[i]; {
		case wanted == "" && e.Verb == petition.File:
			return e.ID, ledger.Opening(e), nil
		case wanted == e.ID:
			return e.ID, ledger.Sealed(e), nil
		}
	}
	return "", nil, fault.New(fault.NotFound, "error.not_found")
}

// prove makes the proof file of an event that the log holds.
func (cs *Cases) prove(ctx context.Context, eventID string, extra []byte) ([]byte, error) {
	entry, err := cs.Store.LogEntryOf(ctx, eventID)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.New(fault.Unavailable, "log.error.not_yet").Retry(logWait)
	}
	if err != nil {
		return nil, err
	}
	checkpoint, err := cs.checkpointFor(ctx, entry.Position)
	if err != nil {
		return nil, err
	}
	path, err := ledger.Prove(checkpoint.Size, entry.Position, storedHashes(ctx, cs.Store))
	if err != nil {
		return nil, err
	}
	text, err := cs.cosigned(ctx, checkpoint)
	if err != nil {
		return nil, err
	}
	return ledger.Proof{Extra: extra, Index: entry.Position, Hashes: path, Checkpoint: text}.Text(), nil
}

// rootShown is how much of a checkpoint's root a receipt prints.
const rootShown = 12

// logged is where the log holds the filing, empty for not yet: it will be there within seconds. The first checkpoint that
// covers it is told, so that every copy of a receipt says the same.
func (cs *Cases) logged(ctx context.Context, c *petition.Case) (document.Logged, error) {
	var none document.Logged
	event, _, err := cs.eventBehind(ctx, c, receiptID)
	if err != nil {
		return none, err
	}
	entry, err := cs.Store.LogEntryOf(ctx, event)
	if fault.Is(err, fault.NotFound) {
		return none, nil
	}
	if err != nil {
		return none, err
	}
	covers, err := cs.Store.LogCheckpoints(ctx, entry.Position, 1)
	if err != nil || len(covers) == 0 {
		return none, err
	}
	root := base64.StdEncoding.EncodeToString(covers[0].Root)
	return document.Logged{Entry: entry.Position, Size: covers[0].Size, Root: root[:min(rootShown, len(root))]}, nil
}

// logWait is how soon an event just committed is in the log.
const logWait = 3 * time.Second

// checkpointFor is the newest checkpoint a witness signed, where it covers the entry, otherwise the newest of all.
func (cs *Cases) checkpointFor(ctx context.Context, position int64) (*store.LogCheckpoint, error) {
	c, err := cs.Store.LastCosignedLogCheckpoint(ctx)
	if err == nil && c.Size > position {
		return c, nil
	}
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	return cs.Store.LastLogCheckpoint(ctx)
}
