package main

import (
	"bytes"
	"context"
	"fmt"
	"math/rand/v2"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sunlit/internal/job"
)

// proved is a portal that is heard, and a petitioner's proof file beside what its log says.
type proved struct {
	dir, address           string
	receipt, paper         string // proof files
	keys, checkpoint, hall string // files: the keys, today's checkpoint, and the one of before
	environ                []string
}

// prove files the demo's petitions, has the log take them in and keeps what a petitioner would.
func prove(t *testing.T) proved {
	t.Helper()
	fine := func(err error) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
	}
	v := proved{dir: t.TempDir(), environ: place(t)}
	portal, err := openPortal(&surroundings{ctx: t.Context(), environ: v.environ, out: &bytes.Buffer{}})
	fine(err)
	t.Cleanup(func() { _ = portal.close() })
	jobs := job.New(portal.cases, nil, portal.log)
	fine(jobs.Integrate(t.Context()))
	keep := func(name string, text []byte, err error) string {
		fine(err)
		path := filepath.Join(v.dir, name)
		fine(os.WriteFile(path, text, 0o600))
		return path
	}
	text, err := portal.cases.LogCheckpoint(t.Context())
	v.hall = keep("hall", text, err)
	_, err = portal.seedPetitions(t.Context())
	fine(err)
	fine(jobs.Integrate(t.Context()))
	ids, err := portal.store.PetitionIDs(t.Context(), 0, 100)
	fine(err)
	for _, id := range ids {
		b, err := portal.store.Beside(t.Context(), id-1, id)
		fine(err)
		for _, paper := range b.Papers[id] {
			number := b.Petitions[id].Number
			file, err := portal.cases.OwnProof(t.Context(), number, paper.ID)
			if err != nil { // a paper for the unit
				continue
			}
			v.paper = keep("paper.tlog-proof", file.Bytes, nil)
			file, err = portal.cases.OwnProof(t.Context(), number, "receipt")
			fine(err)
			v.receipt = keep("receipt.tlog-proof", file.Bytes, nil)
		}
	}
	v.keys = keep("keys", []byte(portal.cases.LogKeys()), nil)
	text, err = portal.cases.LogCheckpoint(t.Context())
	v.checkpoint = keep("checkpoint", text, err)
	server, err := portal.server()
	fine(err)
	heard := httptest.NewServer(server.HTTPServer().Handler)
	t.Cleanup(heard.Close)
	v.address = heard.URL + "/log/checkpoint"
	return v
}

func TestProofFiles(t *testing.T) {
	v := prove(t)
	t.Run("verify --receipt", v.byVerify)
	if !testing.Short() { // make test-fast promises to need no Node
		t.Run("check-proof.mjs", v.byAnotherLanguage)
	}
}

// A petitioner checks his file against the log's address or a checkpoint that was kept; of 1,000 changed files none passes.
func (v proved) byVerify(t *testing.T) {
	for _, args := range [][]string{{v.address}, {v.checkpoint, "--key", v.keys}, {v.address, "--key", v.keys}} {
		said := runs(t, nil, append([]string{"verify", "--receipt", v.receipt, "--checkpoint"}, args...)...)
		if !strings.Contains(said, "The receipt holds: entry ") || !strings.Contains(said, "holds all that the receipt's held") || !strings.Contains(said, "It says: file of petition ") {
			t.Errorf("%v: %s", args, said)
		}
	}
	if said := runs(t, nil, "verify", "--receipt", v.paper, "--checkpoint", v.address); !strings.Contains(said, "It does not open the step") {
		t.Error(said)
	}
	refuses(t, nil, "shorter than it was", "verify", "--receipt", v.receipt, "--checkpoint", v.hall, "--key", v.keys)
	refuses(t, nil, "give the log's key", "verify", "--receipt", v.receipt, "--checkpoint", v.checkpoint)
	refuses(t, nil, "no such file", "verify", "--receipt", v.receipt, "--checkpoint", v.dir+"/none", "--key", v.keys)
	refuses(t, nil, "--receipt", "verify", "--key", v.keys)

	file, err := os.ReadFile(v.receipt)
	if err != nil {
		t.Fatal(err)
	}
	changed := filepath.Join(v.dir, "changed")
	for i := range 1000 {
		text := mutated(file, i)
		if err := os.WriteFile(changed, text, 0o600); err != nil {
			t.Fatal(err)
		}
		var out bytes.Buffer
		err := run(t.Context(), []string{"verify", "--receipt", changed, "--checkpoint", v.checkpoint, "--key", v.keys}, nil, &out)
		if err == nil || strings.Contains(out.String(), "holds") {
			t.Fatalf("change %d accepted: %s\n%s", i, &out, text)
		}
	}
}

// mutated changes a proof file in the i-th way: a bit, a byte, a line, what is before or behind.
func mutated(file []byte, i int) []byte {
	for {
		text, at := bytes.Clone(file), rand.IntN(len(file))
		switch i % 6 {
		case 0:
			text[at] ^= 1 << rand.IntN(8)
		case 1:
			text[at] = "Aa0+/=\n -"[rand.IntN(9)]
		case 2:
			text = append(text[:at], text[at+1:]...)
		case 3:
			text = append(text[:at], append([]byte{text[at]}, text[at:]...)...)
		case 4:
			lines := bytes.SplitAfter(text, []byte("\n"))
			a, b := rand.IntN(len(lines)), rand.IntN(len(lines))
			lines[a], lines[b] = lines[b], lines[a]
			text = bytes.Join(lines, nil)
		default:
			text = text[:at]
		}
		if !bytes.Equal(text, file) {
			return text
		}
	}
}

// A program in another language, which shares no line with the portal, says the same of a live checkpoint and of proofs.
func (v proved) byAnotherLanguage(t *testing.T) {
	node := func(args ...string) (string, error) {
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		said, err := exec.CommandContext(ctx, "node", append([]string{"../../docs/check-proof.mjs"}, args...)...).CombinedOutput()
		return string(said), err
	}
	for _, file := range []string{v.receipt, v.paper} {
		for _, checkpoint := range []string{v.checkpoint, v.address} {
			if said, err := node(file, v.keys, checkpoint); err != nil || !strings.HasPrefix(said, "entry ") || !strings.Contains(said, "entries now") {
				t.Errorf("%s: %v, %s", filepath.Base(file), err, said)
			}
		}
	}
	if said, err := node(v.receipt, v.keys, v.hall); err == nil || !strings.Contains(said, "set back") {
		t.Errorf("a log that was set back: %v, %s", err, said)
	}
	file, err := os.ReadFile(v.receipt)
	if err != nil {
		t.Fatal(err)
	}
	for i := range 12 {
		changed := filepath.Join(v.dir, fmt.Sprint("changed", i))
		if err := os.WriteFile(changed, mutated(file, i), 0o600); err != nil {
			t.Fatal(err)
		}
		if said, err := node(changed, v.keys, v.checkpoint); err == nil {
			t.Errorf("change %d accepted: %s", i, said)
		}
	}
}
