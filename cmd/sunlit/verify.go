package main

import (
	"context"
	"fmt"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
)

type verifyCommand struct {
	Quick bool `help:"Leave out the stored files: rows and log only."`
	Adopt bool `help:"Mark rows written before there were marks: once, after an upgrade."`
}

// Run compares what the portal holds with what was written, prints one line for
// each thing altered or missing, and fails when there is one.
func (v verifyCommand) Run(s *surroundings) error {
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
	if err := t.rows(p.cases); err != nil {
		return err
	}
	if !v.Quick {
		if err := t.files(p.cases); err != nil {
			return err
		}
	}
	if t.found > 0 {
		return fmt.Errorf("verify: %d found altered or missing", t.found)
	}
	fmt.Fprintln(s.out, "Nothing is altered or missing.")
	return nil
}

// tellFindings prints findings as they come.
type tellFindings struct {
	s     *surroundings
	found int
}

func (t *tellFindings) walk(next func(context.Context) ([]casework.Finding, bool, error)) (time.Duration, error) {
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
	took, err := t.walk(round.Next)
	if err == nil {
		fmt.Fprintf(t.s.out, "%d petitions with %d events compared in %s.\n", round.Petitions, round.Events, took.Round(time.Millisecond))
	}
	return err
}

func (t *tellFindings) files(cases *casework.Cases) error {
	round := cases.NewFileAudit()
	took, err := t.walk(round.Next)
	if err == nil {
		fmt.Fprintf(t.s.out, "%d files with %d MB read in %s.\n", round.Files, round.Bytes>>20, took.Round(time.Millisecond))
	}
	return err
}
