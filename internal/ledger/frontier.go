package ledger

import (
	"fmt"
	"math/bits"

	"golang.org/x/mod/sumdb/tlog"
)

// Frontier is the right edge of a tree: all one must remember to append to it and to know its root. The zero value is
// the edge of the empty tree. It needs no storage, so that a million entries are recomputed in a second or two.
type Frontier struct {
	size int64
	last [63]tlog.Hash // the last complete subtree of 2^level leaves
}

// NewFrontier reads the edge of a stored tree.
func NewFrontier(size int64, stored tlog.HashReader) (*Frontier, error) {
	f := &Frontier{size: size}
	if size == 0 {
		return f, nil
	}
	var indexes []int64
	for level := range bits.Len64(uint64(size)) {
		if n := size >> level; n > 0 {
			indexes = append(indexes, tlog.StoredHashIndex(level, n-1))
		}
	}
	hashes, err := stored.ReadHashes(indexes)
	if err != nil {
		return nil, fmt.Errorf("ledger: edge of the tree: %w", err)
	}
	copy(f.last[:], hashes)
	return f, nil
}

// Size is the number of entries.
func (f *Frontier) Size() int64 { return f.size }

// Root is the root of the tree.
func (f *Frontier) Root() (tlog.Hash, error) { return tlog.TreeHash(f.size, f) }

// Append adds an entry. It answers the hashes to store, the first at StoredIndex of the entry's position and the others
// right behind.
func (f *Frontier) Append(entry Entry) ([]tlog.Hash, error) {
	hashes, err := tlog.StoredHashesForRecordHash(f.size, entry.Leaf(), f)
	if err != nil {
		return nil, err
	}
	copy(f.last[:], hashes)
	f.size++
	return hashes, nil
}

// ReadHashes reads hashes of the edge; others are forgotten.
func (f *Frontier) ReadHashes(indexes []int64) ([]tlog.Hash, error) {
	hashes := make([]tlog.Hash, len(indexes))
	for i, index := range indexes {
		level, n := tlog.SplitStoredHashIndex(index)
		if n != f.size>>level-1 {
			return nil, fmt.Errorf("ledger: hash %d of level %d is not at the edge of %d entries", n, level, f.size)
		}
		hashes[i] = f.last[level]
	}
	return hashes, nil
}

// StoredIndex is where the hashes of the entry at a position begin in storage.
func StoredIndex(position int64) int64 { return tlog.StoredHashIndex(0, position) }

// StoredCount is how many hashes a tree of size entries has in storage.
func StoredCount(size int64) int64 { return tlog.StoredHashCount(size) }
