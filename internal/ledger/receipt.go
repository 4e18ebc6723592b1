package ledger

import (
	"crypto/sha256"
	"encoding/json"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/tlog"

	"sunlit/internal/petition"
)

// saltSize is the length of an event's salt.
const saltSize = 32

// Opening is the extra line of a petitioner's own proof: salt and canonical bytes of his event. Their SHA-256 is the
// entry, so that the proof binds every word of the filing and every hash of its evidence.
func Opening(e *petition.Event) []byte {
	return append(append([]byte{}, e.Salt...), e.Body...)
}

// Sealed is the extra line of a proof that shows an entry without opening it, because the event also holds what only
// officials may read.
func Sealed(e *petition.Event) []byte {
	entry := e.Commitment()
	return entry[:]
}

// entryFrom computes the entry from the extra line: 32 bytes are the entry itself, more are its opening.
func entryFrom(extra []byte) (Entry, error) {
	switch {
	case len(extra) == EntrySize:
		return Entry(extra), nil
	case len(extra) > saltSize:
		return sha256.Sum256(extra), nil
	}
	return Entry{}, errors.New("ledger: the proof does not say what it proves")
}

// Receipt is what a proof file shows once it was verified.
type Receipt struct {
	Entry   Entry
	Index   int64             // place in the log, from 0
	Content *petition.Content // what the event says, nil where the proof does not open it
	Signed  Signed            // the checkpoint inside the file
	Newer   *Signed           // the checkpoint from elsewhere, where one was given
	Joined  bool              // Newer was shown to hold everything that the file's checkpoint holds
}

// Reasons why a receipt is not accepted that a reader is told apart.
var (
	// ErrUnchecked says that somebody signed the file whose key was not given.
	ErrUnchecked = errors.New("ledger: signed by a key that was not given")
	// ErrShortened says that the log is shorter by now than a checkpoint it had signed: it was set back.
	ErrShortened = errors.New("ledger: the log is shorter than it was")
	// ErrForked says that the log contradicts a checkpoint it had signed: entries were changed.
	ErrForked = errors.New("ledger: the log contradicts an earlier checkpoint")
)

// VerifyReceipt checks a proof file with the log's verifier key and those of its witnesses. It asks nobody: a file that
// passes proves that the log signed a tree holding this entry. Every byte counts; a line by an unknown key is refused,
// because a changed line of a known one would look the same.
func VerifyReceipt(file []byte, v *Verifiers) (Receipt, error) {
	proof, err := ParseProof(file)
	if err != nil {
		return Receipt{}, err
	}
	r := Receipt{Index: proof.Index}
	if r.Entry, err = entryFrom(proof.Extra); err != nil {
		return Receipt{}, err
	}
	if r.Signed, err = proof.Verify(v, r.Entry); err != nil {
		return Receipt{}, err
	}
	if len(r.Signed.Unchecked) > 0 {
		return Receipt{}, fmt.Errorf("%w: %s", ErrUnchecked, strings.Join(r.Signed.Unchecked, ", "))
	}
	if len(proof.Extra) > EntrySize {
		r.Content = &petition.Content{}
		if err := json.Unmarshal(proof.Extra[saltSize:], r.Content); err != nil {
			return Receipt{}, fmt.Errorf("ledger: event: %w", err)
		}
	}
	return r, nil
}

// VerifyReceiptAgainst does what VerifyReceipt does and compares the file with a checkpoint from elsewhere: today's from
// the log, or one that a newspaper printed. With fetch it also reads tiles, to show that the newer tree only added to the
// one in the file (Joined); without, that is known for equal sizes alone.
func VerifyReceiptAgainst(file, checkpoint []byte, v *Verifiers, fetch Fetch) (Receipt, error) {
	r, err := VerifyReceipt(file, v)
	if err != nil {
		return Receipt{}, err
	}
	newer, err := v.Open(checkpoint)
	if err != nil {
		return Receipt{}, err
	}
	r.Newer = &newer
	r.Joined, err = Extends(r.Signed.Checkpoint, newer.Checkpoint, fetch)
	return r, err
}

// Extends tells whether the newer tree holds all of the older one in its place. It answers ErrShortened and ErrForked
// where it does not, and false without an error where fetch is nil and the sizes differ.
func Extends(older, newer Checkpoint, fetch Fetch) (bool, error) {
	switch {
	case newer.Size < older.Size:
		return false, fmt.Errorf("%w: %d entries, and there were %d", ErrShortened, newer.Size, older.Size)
	case newer.Size == older.Size && newer.Root != older.Root:
		return false, ErrForked
	case newer.Size == older.Size:
		return true, nil
	case fetch == nil:
		return false, nil
	}
	root, err := tlog.TreeHash(older.Size, fetch.Reader(newer))
	if err != nil {
		return false, fmt.Errorf("ledger: compare with the log: %w", err)
	}
	if root != older.Root {
		return false, ErrForked
	}
	return true, nil
}
