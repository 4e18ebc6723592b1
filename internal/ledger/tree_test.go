package ledger_test

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"testing"

	"golang.org/x/mod/sumdb/tlog"
	"pgregory.net/rapid"

	"sunlit/internal/ledger"
)

func TestFrontierHasTheRootOfTheWholeTree(t *testing.T) {
	l := grown(t, 600)
	for size := range 601 {
		want, err := tlog.TreeHash(int64(size), l.stored)
		must(t, err)
		edge, err := ledger.NewFrontier(int64(size), l.stored)
		must(t, err)
		if got, err := edge.Root(); err != nil || got != want {
			t.Fatalf("%d entries: root %v, want %v (%v)", size, got, want, err)
		}
		if size == 600 {
			break
		}
		add, err := edge.Append(l.entries[size])
		must(t, err)
		at := ledger.StoredIndex(int64(size))
		for i, h := range add {
			if l.stored[at+int64(i)] != h {
				t.Fatalf("entry %d appended at a stored edge gives other hashes", size)
			}
		}
	}
}

func TestEmptyTree(t *testing.T) {
	root, err := new(ledger.Frontier).Root()
	if want := sha256.Sum256(nil); err != nil || root != tlog.Hash(want) {
		t.Errorf("root %v, %v", root, err)
	}
}

func TestTilePaths(t *testing.T) {
	for _, tc := range []struct {
		path string
		size int64 // the smallest log that has the tile; 0: no path at all
	}{
		{"tile/0/000", 256}, {"tile/0/000.p/1", 1}, {"tile/0/000.p/255", 255}, {"tile/0/x001/x234/067", 1234068 * 256}, {"tile/0/001.p/7", 263},
		{"tile/1/000.p/1", 256}, {"tile/1/000", 65536}, {"tile/2/000.p/1", 65536}, {"tile/entries/000.p/5", 5}, {"tile/entries/x001/000", 1001 * 256},
		{"tile/0/000.p/0", 0}, {"tile/0/000.p/256", 0}, {"tile/0/000.p/01", 0}, {"tile/00/000", 0}, {"tile/64/000", 0}, {"tile/-1/000", 0}, {"tile/0/0", 0},
		{"tile/0/1000", 0}, {"tile/0/x000/000", 0}, {"tile/data/000", 0}, {"tile/entries/000.p/", 0}, {"tile/8/0/000", 0}, {"tile/0/../000", 0}, {"tile/", 0}, {"", 0},
		{"checkpoint", 0}, {"tile/0/000/", 0},
	} {
		tile, err := ledger.ParseTile(tc.path)
		if (err == nil) != (tc.size > 0) {
			t.Errorf("%q: %v", tc.path, err)
			continue
		}
		if err != nil {
			continue
		}
		if tile.Path() != tc.path {
			t.Errorf("%q is written %q", tc.path, tile.Path())
		}
		if !tile.Within(tc.size) || tile.Within(tc.size-1) {
			t.Errorf("%q: should be there from %d entries on", tc.path, tc.size)
		}
	}
}

func TestTilesRebuildTheTree(t *testing.T) {
	l := grown(t, 700)
	c, _ := l.checkpoint(t, 700)
	reader := ledger.Fetch(l.tile).Reader(c)
	for _, index := range []int{0, 255, 256, 511, 699} {
		path, err := tlog.ProveRecord(700, int64(index), reader)
		must(t, err)
		must(t, tlog.CheckRecord(path, c.Size, c.Root, int64(index), l.entries[index].Leaf()))
	}
	var edge ledger.Frontier
	for _, path := range []string{"tile/entries/000", "tile/entries/001", "tile/entries/002.p/188"} {
		b, err := l.tile(path)
		must(t, err)
		entries, err := ledger.ParseBundle(b)
		must(t, err)
		for _, e := range entries {
			_, err := edge.Append(e)
			must(t, err)
		}
	}
	if root, err := edge.Root(); err != nil || root != c.Root {
		t.Errorf("the bundles give root %v, want %v (%v)", root, c.Root, err)
	}
	bent := ledger.Fetch(func(path string) ([]byte, error) {
		b, err := l.tile(path)
		b = bytes.Clone(b)
		b[0] ^= 1
		return b, err
	})
	if _, err := tlog.ProveRecord(700, 3, bent.Reader(c)); err == nil {
		t.Error("an altered tile was believed")
	}
}

func TestBundleRefusesOtherShapes(t *testing.T) {
	good := ledger.Bundle([]ledger.Entry{entryOf(1), entryOf(2)})
	if back, err := ledger.ParseBundle(good); err != nil || len(back) != 2 || back[1] != entryOf(2) {
		t.Errorf("%v, %v", back, err)
	}
	for name, bad := range map[string][]byte{"cut": good[:50], "other length": append([]byte{0, 31}, good[2:]...)} {
		if _, err := ledger.ParseBundle(bad); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}

func TestExtends(t *testing.T) {
	l := grown(t, 600)
	old, _ := l.checkpoint(t, 300)
	now, _ := l.checkpoint(t, 600)
	other := grown(t, 200)
	for i := range 400 {
		other.add(t, entryOf(10_000+i))
	}
	forked, _ := other.checkpoint(t, 600)
	forkedOld, _ := other.checkpoint(t, 300)
	for _, tc := range []struct {
		name         string
		older, newer ledger.Checkpoint
		fetch        ledger.Fetch
		joined       bool
		err          error
	}{
		{"same", now, now, nil, true, nil},
		{"grew, by tiles", old, now, l.tile, true, nil},
		{"grew, nothing to ask", old, now, nil, false, nil},
		{"shorter", now, old, l.tile, false, ledger.ErrShortened},
		{"same size, other root", now, forked, nil, false, ledger.ErrForked},
		{"grew from another past", forkedOld, now, l.tile, false, ledger.ErrForked},
		{"tiles of another tree", old, forked, l.tile, false, errAny},
	} {
		joined, err := ledger.Extends(tc.older, tc.newer, tc.fetch)
		if joined != tc.joined || tc.err == nil && err != nil || tc.err != nil && err == nil || tc.err != nil && !errors.Is(tc.err, errAny) && !errors.Is(err, tc.err) {
			t.Errorf("%s: %v, %v", tc.name, joined, err)
		}
	}
}

var errAny = errors.New("any error")

func TestEveryProofOfEverySizeVerifies(t *testing.T) {
	l := grown(t, 520)
	v := l.verifiers(t)
	rapid.Check(t, func(t *rapid.T) {
		size := rapid.IntRange(1, 520).Draw(t, "size")
		index := rapid.IntRange(0, size-1).Draw(t, "index")
		e := l.entries[index]
		text := l.proof(t, size, index, e[:])
		p, err := ledger.ParseProof(text)
		must(t, err)
		if !bytes.Equal(p.Text(), text) {
			t.Fatal("a proof is written otherwise than it was read")
		}
		if _, err := p.Verify(v, e); err != nil {
			t.Fatal(err)
		}
		if _, err := p.Verify(v, entryOf(99_999)); err == nil {
			t.Fatal("another entry was believed")
		}
	})
}

// A million entries must be recomputed well within the minute that sunlit verify may take.
func BenchmarkFrontier(b *testing.B) {
	var edge ledger.Frontier
	e := entryOf(1)
	for b.Loop() {
		if _, err := edge.Append(e); err != nil {
			b.Fatal(err)
		}
	}
}
