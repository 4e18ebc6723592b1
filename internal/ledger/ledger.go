// Package ledger is the transparency log: it makes public that something was written down, and in which order, without
// saying what. Its entries are the salted hashes of events; a signed checkpoint commits to all of them, and a proof of a
// few hundred bytes ties one receipt to it for ever. Whoever keeps an old checkpoint notices when an entry was taken
// out, altered or put in later.
//
// The package is pure. Hashes, trees and proofs come from golang.org/x/mod/sumdb/tlog, signatures from sumdb/note and
// transparency-dev/formats; the texts are those of C2SP (tlog-checkpoint, tlog-tiles, tlog-proof, tlog-cosignature,
// tlog-witness), so that tools of others read them.
package ledger

import (
	"crypto/sha256"
	"encoding/base64"
	"errors"

	"golang.org/x/mod/sumdb/tlog"
)

// EntrySize is the length of an entry in bytes.
const EntrySize = sha256.Size

// Entry is what the log holds of an event: petition.Event.Commitment, and nothing that could be read.
type Entry [EntrySize]byte

// Leaf is the hash under which the tree holds the entry (RFC 6962, 2.1).
func (e Entry) Leaf() tlog.Hash { return tlog.RecordHash(e[:]) }

// EntryOf reads an entry from stored bytes.
func EntryOf(b []byte) (Entry, error) {
	if len(b) != EntrySize {
		return Entry{}, errors.New("ledger: an entry has 32 bytes")
	}
	return Entry(b), nil
}

// HashOf reads a hash of the tree from stored bytes.
func HashOf(b []byte) (tlog.Hash, error) {
	if len(b) != tlog.HashSize {
		return tlog.Hash{}, errors.New("ledger: a hash has 32 bytes")
	}
	return tlog.Hash(b), nil
}

var errBase64 = errors.New("ledger: not base64 as it is written here")

// decode reads base64 in its one canonical form: where several texts mean the same bytes, a changed receipt could pass
// for the real one.
func decode(text string) ([]byte, error) {
	b, err := base64.StdEncoding.Strict().DecodeString(text)
	if err != nil || base64.StdEncoding.EncodeToString(b) != text {
		return nil, errBase64
	}
	return b, nil
}

func decodeHash(text string) (tlog.Hash, error) {
	b, err := decode(text)
	if err != nil {
		return tlog.Hash{}, err
	}
	return HashOf(b)
}

// Stored reads hashes of the tree from storage, by their places and in the order asked for.
type Stored func(places []int64) ([][]byte, error)

// ReadHashes is what tlog wants of storage.
func (s Stored) ReadHashes(places []int64) ([]tlog.Hash, error) {
	found, err := s(places)
	if err != nil {
		return nil, err
	}
	hashes := make([]tlog.Hash, len(found))
	for i, b := range found {
		if hashes[i], err = HashOf(b); err != nil {
			return nil, err
		}
	}
	return hashes, nil
}
