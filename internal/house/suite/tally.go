package main

import (
	"encoding/json"
	"fmt"
	"io"
)

// Tally is what one runner, or all of them, counted.
type Tally struct{ Passed, Failed, Skipped int }

// String is the closing line that whoever reads a log looks for.
func (t Tally) String() string { return fmt.Sprintf("%d passed, %d failed", t.Passed, t.Failed) }

// Add sums two tallies.
func (t Tally) Add(other Tally) Tally {
	return Tally{t.Passed + other.Passed, t.Failed + other.Failed, t.Skipped + other.Skipped}
}

// Settled makes a runner that did not do its work count as a failure: one that ended with an error although no test
// failed, and one that should have had tests and ran none.
func (t Tally) Settled(hasTests bool, err error) Tally {
	if t.Failed == 0 && (err != nil || hasTests && t.Passed == 0) {
		t.Failed = 1
	}
	return t
}

// vitestTally reads the report of vitest's json reporter. A file that could not be loaded has no test in it and fails
// on its own.
func vitestTally(report io.Reader) (Tally, error) {
	var doc struct {
		Passed  int `json:"numPassedTests"`
		Failed  int `json:"numFailedTests"`
		Pending int `json:"numPendingTests"`
		Todo    int `json:"numTodoTests"`
		Files   []struct {
			Status string            `json:"status"`
			Tests  []json.RawMessage `json:"assertionResults"`
		} `json:"testResults"`
	}
	if err := json.NewDecoder(report).Decode(&doc); err != nil {
		return Tally{}, fmt.Errorf("vitest report: %w", err)
	}
	tally := Tally{Passed: doc.Passed, Failed: doc.Failed, Skipped: doc.Pending + doc.Todo}
	for _, file := range doc.Files {
		if file.Status == "failed" && len(file.Tests) == 0 {
			tally.Failed++
		}
	}
	return tally, nil
}

// journeyTally reads the report of Playwright's json reporter. A flaky journey, one that passed only when tried again,
// counts as failed: an official cannot try again.
func journeyTally(report io.Reader) (Tally, error) {
	var doc struct {
		Stats struct {
			Expected   int `json:"expected"`
			Unexpected int `json:"unexpected"`
			Flaky      int `json:"flaky"`
			Skipped    int `json:"skipped"`
		} `json:"stats"`
		Errors []json.RawMessage `json:"errors"`
	}
	if err := json.NewDecoder(report).Decode(&doc); err != nil {
		return Tally{}, fmt.Errorf("playwright report: %w", err)
	}
	s := doc.Stats
	return Tally{Passed: s.Expected, Failed: s.Unexpected + s.Flaky + len(doc.Errors), Skipped: s.Skipped}, nil
}
