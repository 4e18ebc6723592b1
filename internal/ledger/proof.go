package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"
)

// Proof shows that the log holds an entry (C2SP tlog-proof@v1). It needs nothing else but the log's verifier key.
type Proof struct {
	Extra      []byte // what the entry is computed from, see Receipt
	Index      int64
	Hashes     []tlog.Hash
	Checkpoint []byte // signed
}

const (
	proofHeader   = "c2sp.org/tlog-proof@v1\n"
	maxProofLines = 63
	maxProof      = 1 << 20 // far above the largest event
)

// Prove makes the proof that the tree of a checkpoint holds the entry at index.
func Prove(size, index int64, stored tlog.HashReader) ([]tlog.Hash, error) {
	hashes, err := tlog.ProveRecord(size, index, stored)
	if err != nil {
		return nil, fmt.Errorf("ledger: prove entry %d of %d: %w", index, size, err)
	}
	return hashes, nil
}

// Text writes the proof as it is downloaded.
func (p Proof) Text() []byte {
	var b bytes.Buffer
	b.WriteString(proofHeader)
	if len(p.Extra) > 0 {
		fmt.Fprintf(&b, "extra %s\n", base64.StdEncoding.EncodeToString(p.Extra))
	}
	fmt.Fprintf(&b, "index %d\n", p.Index)
	for _, h := range p.Hashes {
		fmt.Fprintf(&b, "%s\n", base64.StdEncoding.EncodeToString(h[:]))
	}
	b.WriteByte('\n')
	b.Write(p.Checkpoint)
	return b.Bytes()
}

var errProof = errors.New("ledger: this is no proof of a transparency log")

// ParseProof reads a proof. It takes exactly what Text writes, so that no two files mean the same.
func ParseProof(text []byte) (Proof, error) {
	if len(text) > maxProof {
		return Proof{}, errProof
	}
	rest, ok := strings.CutPrefix(string(text), proofHeader)
	if !ok {
		return Proof{}, errProof
	}
	head, checkpoint, ok := strings.Cut(rest, "\n\n")
	if !ok || checkpoint == "" {
		return Proof{}, errProof
	}
	p := Proof{Checkpoint: []byte(checkpoint)}
	lines := strings.Split(head, "\n")
	if extra, ok := strings.CutPrefix(lines[0], "extra "); ok {
		var err error
		if p.Extra, err = decode(extra); err != nil || len(p.Extra) == 0 {
			return Proof{}, errProof
		}
		lines = lines[1:]
	}
	if len(lines) == 0 || len(lines) > 1+maxProofLines {
		return Proof{}, errProof
	}
	index, ok := strings.CutPrefix(lines[0], "index ")
	if !ok {
		return Proof{}, errProof
	}
	var err error
	if p.Index, err = number(index); err != nil {
		return Proof{}, errProof
	}
	for _, line := range lines[1:] {
		h, err := decodeHash(line)
		if err != nil {
			return Proof{}, errProof
		}
		p.Hashes = append(p.Hashes, h)
	}
	return p, nil
}

// Verify checks that the log of the given keys signed a tree that holds the entry at the proof's index.
func (p Proof) Verify(v *Verifiers, entry Entry) (Signed, error) {
	signed, err := v.Open(p.Checkpoint)
	if err != nil {
		return Signed{}, err
	}
	if err := tlog.CheckRecord(p.Hashes, signed.Size, signed.Root, p.Index, entry.Leaf()); err != nil {
		return Signed{}, fmt.Errorf("ledger: entry %d of %d: %w", p.Index, signed.Size, err)
	}
	return signed, nil
}
