package main

import (
	"context"
	"errors"
	"fmt"
	"runtime"
	"runtime/debug"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
)

type verifyCommand struct {
	Quick      bool     `help:"Leave out the stored files: rows and log only."`
	Adopt      bool     `help:"Mark rows written before there were marks: once, after an upgrade."`
	Checkpoint []string `placeholder:"FILE|URL" help:"A signed checkpoint of the log that was kept elsewhere; may be repeated."`
	Receipt    string   `placeholder:"FILE" type:"existingfile" help:"Check a petitioner's proof file instead; needs no database."`
	Key        string   `placeholder:"KEY|FILE|URL" help:"With --receipt: the log's verifier key, if not that of the checkpoint's address."`
}

// Run compares what the portal holds with what was written, prints one line for
// each thing altered or missing, and fails when there is one.
func (v verifyCommand) Run(s *surroundings) error {
	if v.Receipt != "" {
		return v.receipt(s)
	}
	if v.Key != "" {
		return errors.New("verify: --key goes with --receipt; without, the key is that of the key file")
	}
	p, err := openPortal(s)
	if err != nil {
		return err
	}
	defer p.close()
	if v.Adopt {
		n, err := p.cases.AdoptMarks(s.ctx)
		if err != nil {
			return err
		}
		fmt.Fprintf(s.out, "%d rows marked.\n", n)
	}
	t := tellFindings{s: s}
	t.leaveFiles = v.Quick
	for _, round := range []func(*casework.Cases) error{t.rows, t.log(v.Checkpoint), t.files} {
		if err := round(p.cases); err != nil {
			return err
		}
	}
	if t.found > 0 {
		return fmt.Errorf("verify: %d found altered or missing", t.found)
	}
	fmt.Fprintln(s.out, "Nothing is altered or missing.")
	return nil
}

// verifyGC is by how many percent what is held may grow before it is tidied: some dozen MB.
const verifyGC = 400

// tellFindings prints findings as they come.
type tellFindings struct {
	s          *surroundings
	found      int
	leaveFiles bool
}

func (t *tellFindings) walk(next func(context.Context) ([]casework.Finding, bool, error)) (time.Duration, error) {
	defer debug.SetGCPercent(debug.SetGCPercent(verifyGC)) // rows come and go: a fifth of the time would be spent tidying up
	machine := clock.System{}
	start := machine.Now()
	for {
		found, done, err := next(t.s.ctx)
		if err != nil {
			return 0, err
		}
		for _, f := range found {
			t.found++
			fmt.Fprintln(t.s.out, f)
		}
		if done {
			return machine.Now().Sub(start), nil
		}
	}
}

func (t *tellFindings) rows(cases *casework.Cases) error {
	round, err := cases.NewAudit(t.s.ctx)
	if err != nil {
		return err
	}
	took, err := t.walk(round.With(runtime.GOMAXPROCS(0)).Next)
	if err == nil {
		fmt.Fprintf(t.s.out, "%d petitions with %d events compared in %s.\n", round.Petitions, round.Events, took.Round(time.Millisecond))
	}
	return err
}

func (t *tellFindings) log(checkpoints []string) func(*casework.Cases) error {
	return func(cases *casework.Cases) error {
		var outside [][]byte
		for _, from := range checkpoints {
			text, err := readAnywhere(t.s.ctx, from)
			if err != nil {
				return err
			}
			outside = append(outside, text)
		}
		round, err := cases.NewLogAudit(t.s.ctx, outside...)
		if err != nil {
			return err
		}
		took, err := t.walk(round.Next)
		if err == nil {
			fmt.Fprintf(t.s.out, "%d log entries compared in %s.\n", round.Entries, took.Round(time.Millisecond))
		}
		return err
	}
}

func (t *tellFindings) files(cases *casework.Cases) error {
	if t.leaveFiles {
		return nil
	}
	round := cases.NewFileAudit()
	took, err := t.walk(round.Next)
	if err == nil {
		fmt.Fprintf(t.s.out, "%d files with %d MB read in %s.\n", round.Files, round.Bytes>>20, took.Round(time.Millisecond))
	}
	return err
}
