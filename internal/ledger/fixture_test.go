package ledger_test

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"fmt"
	"testing"
	"time"

	formats "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"

	"sunlit/internal/ledger"
	"sunlit/internal/petition"
)

const origin = "petitions.example/log"

// hashes is storage in memory.
type hashes []tlog.Hash

func (h hashes) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	found := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		if index >= int64(len(h)) {
			return nil, fmt.Errorf("no hash %d", index)
		}
		found[i] = h[index]
	}
	return found, nil
}

// log is a whole log in memory.
type log struct {
	key     *ledger.Key
	entries []ledger.Entry
	stored  hashes
	edge    ledger.Frontier
}

type tester interface {
	Helper()
	Fatal(args ...any)
}

func must(t tester, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func newKey(t tester, origin string, fill byte) *ledger.Key {
	t.Helper()
	key, err := ledger.NewKey(origin, bytes.Repeat([]byte{fill}, 32))
	must(t, err)
	return key
}

func entryOf(i int) ledger.Entry {
	return sha256.Sum256(binary.BigEndian.AppendUint64(nil, uint64(i)))
}

// grown is a log of size entries.
func grown(t tester, size int) *log {
	t.Helper()
	l := &log{key: newKey(t, origin, 7)}
	for i := range size {
		l.add(t, entryOf(i))
	}
	return l
}

func (l *log) add(t tester, e ledger.Entry) {
	t.Helper()
	if got := ledger.StoredIndex(l.edge.Size()); got != int64(len(l.stored)) {
		t.Fatal("the hashes of entry", l.edge.Size(), "belong at", got, "not", len(l.stored))
	}
	add, err := l.edge.Append(e)
	must(t, err)
	l.stored = append(l.stored, add...)
	l.entries = append(l.entries, e)
}

func (l *log) checkpoint(t tester, size int) (ledger.Checkpoint, []byte) {
	t.Helper()
	root, err := tlog.TreeHash(int64(size), l.stored)
	must(t, err)
	c := ledger.Checkpoint{Origin: l.key.Origin(), Size: int64(size), Root: root}
	signed, err := c.Sign(l.key)
	must(t, err)
	return c, signed
}

func (l *log) proof(t tester, size, index int, extra []byte) []byte {
	t.Helper()
	_, signed := l.checkpoint(t, size)
	path, err := ledger.Prove(int64(size), int64(index), l.stored)
	must(t, err)
	return ledger.Proof{Extra: extra, Index: int64(index), Hashes: path, Checkpoint: signed}.Text()
}

// tile serves the log as /log/tile does.
func (l *log) tile(path string) ([]byte, error) {
	tile, err := ledger.ParseTile(path)
	if err != nil {
		return nil, err
	}
	if !tile.Within(l.edge.Size()) {
		return nil, fmt.Errorf("no tile %s", path)
	}
	if tile.Entries() {
		from, to := tile.Range()
		return ledger.Bundle(l.entries[from:to]), nil
	}
	return tile.Data(l.stored)
}

func (l *log) verifiers(t tester, witnesses ...string) *ledger.Verifiers {
	t.Helper()
	v, err := ledger.NewVerifiers(l.key.VerifierKey(), witnesses...)
	must(t, err)
	return v
}

// witness has a key and signs cosignature/v1 lines.
type witness struct {
	signer *formats.Signer
	key    string
}

func newWitness(t tester, name string) witness {
	t.Helper()
	skey, vkey, err := note.GenerateKey(nil, name)
	must(t, err)
	signer, err := formats.NewSignerForCosignatureV1(skey)
	must(t, err)
	key, err := formats.VKeyToCosignatureV1(vkey)
	must(t, err)
	return witness{signer, key}
}

// cosign answers the witness's line.
func (w witness) cosign(t tester, signed []byte) []byte {
	t.Helper()
	text, _, _ := bytes.Cut(signed, []byte("\n\n"))
	n, err := note.Sign(&note.Note{Text: string(text) + "\n"}, w.signer)
	must(t, err)
	_, lines, _ := bytes.Cut(n, []byte("\n\n"))
	return lines
}

func filed(t *testing.T) *petition.Event {
	t.Helper()
	e := &petition.Event{ID: "0190", Salt: bytes.Repeat([]byte{9}, 32), Content: petition.Content{Version: 1, Number: "XF-TEST", Seq: 1, Verb: petition.File,
		At: time.Date(2026, 3, 2, 1, 2, 3, 0, time.UTC), Role: petition.Citizen, Filing: &petition.Filing{Title: "路灯不亮", Narrative: "天黑后看不见路。"}}}
	must(t, e.Seal())
	return e
}
