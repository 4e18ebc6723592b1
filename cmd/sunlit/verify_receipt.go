package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"os"
	"strings"
	"time"

	"sunlit/internal/ledger"
)

// receipt checks a petitioner's proof file and asks no database: the log's own
// checkpoint, or one that was kept or printed elsewhere, is enough.
func (v verifyCommand) receipt(s *surroundings) error {
	file, err := os.ReadFile(v.Receipt)
	if err != nil {
		return err
	}
	keys, err := v.verifiers(s.ctx)
	if err != nil {
		return fmt.Errorf("verify: nothing was checked: %w", err)
	}
	var r ledger.Receipt
	if len(v.Checkpoint) == 0 {
		r, err = ledger.VerifyReceipt(file, keys)
	} else {
		var checkpoint []byte
		if checkpoint, err = readAnywhere(s.ctx, v.Checkpoint[0]); err != nil {
			return fmt.Errorf("verify: nothing was checked: %w", err)
		}
		r, err = ledger.VerifyReceiptAgainst(file, checkpoint, keys, tilesOf(s.ctx, v.Checkpoint[0]))
	}
	switch {
	case errors.Is(err, ledger.ErrShortened) && !isAddress(v.Checkpoint[0]):
		return fmt.Errorf("verify: the receipt is signed by the log, but the checkpoint in %s is older than it: take a newer one; where it is today's, the log was set back (%w)", v.Checkpoint[0], err)
	case err != nil:
		return fmt.Errorf("verify: the receipt does not hold: %w", err)
	}
	fmt.Fprintf(s.out, "The receipt holds: entry %d of %s, signed with %d entries.\n", r.Index, r.Signed.Origin, r.Signed.Size)
	if c := r.Content; c != nil {
		fmt.Fprintf(s.out, "It says: %s of petition %s at %s.\n", c.Verb, c.Number, c.At.Format(time.RFC3339))
	} else {
		fmt.Fprintln(s.out, "It does not open the step: it shows that an official's step is in the log, not which one and not the bytes of the paper; those the code on the paper tells.")
	}
	for _, w := range r.Signed.Cosigned {
		fmt.Fprintf(s.out, "Witnessed by %s at %s.\n", w.Witness, w.At.Format(time.RFC3339))
	}
	switch {
	case r.Newer == nil:
		fmt.Fprintln(s.out, "It was compared with no other checkpoint: give one with --checkpoint.")
	case r.Joined:
		fmt.Fprintf(s.out, "The checkpoint of %d entries holds all that the receipt's held.\n", r.Newer.Size)
	default:
		fmt.Fprintf(s.out, "The checkpoint of %d entries is signed by the same log. Whether it holds the receipt's entry, its tiles tell: give its address.\n", r.Newer.Size)
	}
	return nil
}

// verifiers reads whom to believe: --key, else what the log's own address says.
func (v verifyCommand) verifiers(ctx context.Context) (*ledger.Verifiers, error) {
	from := v.Key
	if from == "" && len(v.Checkpoint) > 0 && isAddress(v.Checkpoint[0]) {
		from = strings.TrimSuffix(v.Checkpoint[0], "/checkpoint") + "/key"
	}
	if from == "" {
		return nil, errors.New("give the log's key with --key, as the receipt or /log prints it")
	}
	text := []byte(from)
	if isAddress(from) || !strings.Contains(from, "+") { // a verifier key has plus signs, a path hardly ever
		var err error
		if text, err = readAnywhere(ctx, from); err != nil {
			return nil, err
		}
	}
	return ledger.ParseVerifiers(string(text))
}

func isAddress(s string) bool {
	return strings.HasPrefix(s, "http://") || strings.HasPrefix(s, "https://")
}

// mostRead is the longest answer of a log: a full tile has 8 KB, a checkpoint less.
const mostRead = 1 << 20

// readAnywhere reads a file, or what stands at an address.
func readAnywhere(ctx context.Context, from string) ([]byte, error) {
	if !isAddress(from) {
		return os.ReadFile(from)
	}
	ctx, cancel := context.WithTimeout(ctx, 30*time.Second)
	defer cancel()
	request, err := http.NewRequestWithContext(ctx, http.MethodGet, from, http.NoBody)
	if err != nil {
		return nil, err
	}
	client := &http.Client{Timeout: 30 * time.Second}
	answer, err := client.Do(request)
	if err != nil {
		return nil, err
	}
	defer answer.Body.Close()
	if answer.StatusCode != http.StatusOK {
		return nil, fmt.Errorf("%s answered %s", from, answer.Status)
	}
	return io.ReadAll(io.LimitReader(answer.Body, mostRead))
}

// tilesOf reads the tiles that belong to a checkpoint's address; a file has none.
func tilesOf(ctx context.Context, checkpoint string) ledger.Fetch {
	if !isAddress(checkpoint) {
		return nil
	}
	base := strings.TrimSuffix(checkpoint, "/checkpoint") + "/"
	return func(path string) ([]byte, error) { return readAnywhere(ctx, base+path) }
}
