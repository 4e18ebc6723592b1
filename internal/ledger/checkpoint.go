package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	formats "github.com/transparency-dev/formats/note"
	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Checkpoint says how many entries the log had and commits to all of them.
type Checkpoint struct {
	Origin string
	Size   int64
	Root   tlog.Hash
}

// Text is the part of a checkpoint that is signed (C2SP tlog-checkpoint).
func (c Checkpoint) Text() string {
	return fmt.Sprintf("%s\n%d\n%s\n", c.Origin, c.Size, base64.StdEncoding.EncodeToString(c.Root[:]))
}

// Sign signs a checkpoint. The caller must have written down every entry it covers for good, and never sign two that
// contradict one another.
func (c Checkpoint) Sign(key *Key) ([]byte, error) {
	if c.Origin != key.Origin() {
		return nil, fmt.Errorf("ledger: the key is of %s, the checkpoint of %s", key.Origin(), c.Origin)
	}
	signed, err := note.Sign(&note.Note{Text: c.Text()}, key)
	if err != nil {
		return nil, fmt.Errorf("ledger: sign checkpoint: %w", err)
	}
	return signed, nil
}

var errCheckpoint = errors.New("ledger: this is no checkpoint")

// parseCheckpoint reads the signed part. Lines of extension are refused: nobody could audit what they say.
func parseCheckpoint(text string) (Checkpoint, error) {
	lines := strings.Split(text, "\n")
	if len(lines) != 4 || lines[0] == "" || lines[3] != "" {
		return Checkpoint{}, errCheckpoint
	}
	size, err := number(lines[1])
	if err != nil {
		return Checkpoint{}, errCheckpoint
	}
	root, err := decodeHash(lines[2])
	if err != nil {
		return Checkpoint{}, errCheckpoint
	}
	return Checkpoint{Origin: lines[0], Size: size, Root: root}, nil
}

// ReadCheckpoint reads what a signed checkpoint says and checks no signature: for one that is known by other means to be
// as it was written.
func ReadCheckpoint(signed []byte) (Checkpoint, error) {
	text, _, ok := strings.Cut(string(signed), "\n\n")
	if !ok {
		return Checkpoint{}, errCheckpoint
	}
	return parseCheckpoint(text + "\n")
}

// number reads a decimal as the C2SP texts write it: no sign, no leading zero.
func number(text string) (int64, error) {
	n, err := strconv.ParseInt(text, 10, 64)
	if err != nil || n < 0 || strconv.FormatInt(n, 10) != text {
		return 0, fmt.Errorf("ledger: %q is no number", text)
	}
	return n, nil
}

// Cosigned is one witness's word that it saw the checkpoint, and when.
type Cosigned struct {
	Witness string
	At      time.Time
}

// Signed is a checkpoint whose signature was checked.
type Signed struct {
	Checkpoint
	Text      []byte
	Cosigned  []Cosigned
	Unchecked []string // who else signed, by keys that were not given; what they say counts for nothing
}

// Open checks the log's signature over a checkpoint and those of the witnesses that are known. Lines by unknown keys
// are told, not trusted.
func (v *Verifiers) Open(signed []byte) (Signed, error) {
	n, err := note.Open(signed, note.VerifierList(append([]note.Verifier{v.log}, v.witnesses...)...))
	if err != nil {
		return Signed{}, fmt.Errorf("ledger: checkpoint: %w", err)
	}
	if err := canonical(signed, n); err != nil {
		return Signed{}, err
	}
	s := Signed{Text: bytes.Clone(signed)}
	byLog := false
	for _, sig := range n.Sigs {
		if sig.Name == v.log.Name() && sig.Hash == v.log.KeyHash() {
			byLog = true
			continue
		}
		at, err := formats.CoSigV1Timestamp(sig)
		if err != nil {
			return Signed{}, fmt.Errorf("ledger: cosignature: %w", err)
		}
		s.Cosigned = append(s.Cosigned, Cosigned{Witness: sig.Name, At: at.UTC()})
	}
	if !byLog {
		return Signed{}, errors.New("ledger: the log did not sign this checkpoint")
	}
	for _, sig := range n.UnverifiedSigs {
		s.Unchecked = append(s.Unchecked, sig.Name)
	}
	if s.Checkpoint, err = parseCheckpoint(n.Text); err != nil {
		return Signed{}, err
	}
	if s.Origin != v.Origin() {
		return Signed{}, fmt.Errorf("ledger: the checkpoint is of %s, not of %s", s.Origin, v.Origin())
	}
	return s, nil
}

// canonical refuses what note.Open overlooks: repeated lines, and base64 with stray bits.
func canonical(signed []byte, n *note.Note) error {
	lines := 0
	for line := range strings.Lines(string(signed[len(n.Text):])) {
		if line == "\n" {
			continue
		}
		lines++
		if _, err := decode(strings.TrimSuffix(line[strings.LastIndexByte(line, ' ')+1:], "\n")); err != nil {
			return errCheckpoint
		}
	}
	if lines != len(n.Sigs)+len(n.UnverifiedSigs) {
		return errCheckpoint
	}
	return nil
}

// WithCosignatures adds the lines that witnesses returned to a signed checkpoint.
func WithCosignatures(signed []byte, lines []string) []byte {
	all := bytes.Clone(signed)
	for _, line := range lines {
		all = append(all, line...)
		if !strings.HasSuffix(line, "\n") {
			all = append(all, '\n')
		}
	}
	return all
}
