package ledger

import (
	"bytes"
	"encoding/base64"
	"errors"
	"fmt"
	"strings"

	"golang.org/x/mod/sumdb/note"
	"golang.org/x/mod/sumdb/tlog"
)

// Submission asks a witness to cosign a checkpoint (C2SP tlog-witness, add-checkpoint).
type Submission struct {
	Old        int64       // size of the checkpoint it cosigned last, 0 for none
	Proof      []tlog.Hash // that nothing was taken out since
	Checkpoint []byte      // signed by the log
}

// Submit makes the submission of a checkpoint to a witness that cosigned one of old entries.
func Submit(old int64, c Checkpoint, signed []byte, stored tlog.HashReader) (Submission, error) {
	if old > c.Size {
		return Submission{}, fmt.Errorf("%w: a witness has seen %d entries, the log has %d", ErrShortened, old, c.Size)
	}
	s := Submission{Old: old, Checkpoint: signed}
	if old == 0 || old == c.Size {
		return s, nil
	}
	proof, err := tlog.ProveTree(c.Size, old, stored)
	if err != nil {
		return Submission{}, fmt.Errorf("ledger: prove %d entries of %d: %w", old, c.Size, err)
	}
	s.Proof = proof
	return s, nil
}

// Text is the body of the request.
func (s Submission) Text() []byte {
	var b bytes.Buffer
	fmt.Fprintf(&b, "old %d\n", s.Old)
	for _, h := range s.Proof {
		fmt.Fprintf(&b, "%s\n", base64.StdEncoding.EncodeToString(h[:]))
	}
	b.WriteByte('\n')
	b.Write(s.Checkpoint)
	return b.Bytes()
}

var errSubmission = errors.New("ledger: this is no submission to a witness")

// ParseSubmission reads the body of the request, as a witness does.
func ParseSubmission(body []byte) (Submission, error) {
	head, checkpoint, ok := strings.Cut(string(body), "\n\n")
	if !ok || checkpoint == "" {
		return Submission{}, errSubmission
	}
	lines := strings.Split(head, "\n")
	old, ok := strings.CutPrefix(lines[0], "old ")
	if !ok || len(lines) > 1+maxProofLines {
		return Submission{}, errSubmission
	}
	s := Submission{Checkpoint: []byte(checkpoint)}
	var err error
	if s.Old, err = number(old); err != nil {
		return Submission{}, errSubmission
	}
	for _, line := range lines[1:] {
		h, err := decodeHash(line)
		if err != nil {
			return Submission{}, errSubmission
		}
		s.Proof = append(s.Proof, h)
	}
	return s, nil
}

// Extends checks what a witness must before it cosigns: that the checkpoint only adds to the one it cosigned last.
func (s Submission) Extends(last, c Checkpoint) error {
	if last.Size == 0 {
		return nil
	}
	if last.Size == c.Size {
		if last.Root != c.Root {
			return ErrForked
		}
		return nil
	}
	if err := tlog.CheckTree(s.Proof, c.Size, c.Root, last.Size, last.Root); err != nil {
		return fmt.Errorf("%w: %w", ErrForked, err)
	}
	return nil
}

// ParseSize reads the size of the checkpoint that a witness cosigned last, from its answer 409.
func ParseSize(body []byte) (int64, error) {
	text, ok := strings.CutSuffix(string(body), "\n")
	if !ok {
		return 0, errors.New("ledger: a witness answered no size")
	}
	return number(text)
}

// Cosignatures takes the lines of a witness's answer that its key signed over the checkpoint; others are left out, as
// the specification wants. None at all is an error.
func Cosignatures(signed, answer []byte, witness note.Verifier) ([]string, error) {
	n, err := note.Open(append(bytes.Clone(signed), answer...), note.VerifierList(witness))
	if err != nil {
		return nil, fmt.Errorf("ledger: answer of witness %s: %w", witness.Name(), err)
	}
	var lines []string
	for _, sig := range n.Sigs {
		if _, err := decode(sig.Base64); err != nil {
			return nil, fmt.Errorf("ledger: answer of witness %s: %w", witness.Name(), err)
		}
		lines = append(lines, fmt.Sprintf("— %s %s\n", sig.Name, sig.Base64))
	}
	return lines, nil
}
