// Command suite runs every test of the project and adds them up: its last line is "N passed, N failed".
//
//	go run ./internal/house/suite go build vitest journeys
//
// Each word is one runner, in that order: go (with a MariaDB started for it), build (the front end and the binary, for
// the journeys), vitest, journeys. A runner that crashes, or that runs no test, counts as one failure, so that the
// last line and the exit code never disagree.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"
	"syscall"
	"time"
)

// limit ends a runner that hangs; all of them together stay well under a CI run's time.
const limit = 20 * time.Minute

// A runner runs one kind of test, tells what it does on out, and answers what it counted. An error means that it could
// not run to its end; what it counted until then still counts.
type runner func(ctx context.Context, out io.Writer) (Tally, error)

var runners = map[string]runner{
	"go":       runGo,
	"build":    runBuild,
	"vitest":   runVitest,
	"journeys": runJourneys,
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	os.Exit(suite(ctx, os.Args[1:], runners, os.Stdout))
}

// suite runs the named runners one after the other and returns the exit code.
func suite(ctx context.Context, names []string, known map[string]runner, out io.Writer) int {
	if len(names) == 0 {
		_, _ = fmt.Fprintln(out, "suite: name the runners: go build vitest journeys")
		return 2
	}
	var total Tally
	var lines []string
	failed := map[string]bool{}
	for _, name := range names {
		run, ok := known[name]
		if !ok {
			_, _ = fmt.Fprintf(out, "suite: no runner %q\n", name)
			return 2
		}
		if failed["build"] && name == "journeys" {
			run = notBuilt
		}
		tally, line := one(ctx, name, run, out)
		failed[name] = tally.Failed > 0
		total = total.Add(tally)
		lines = append(lines, line)
	}
	_, _ = fmt.Fprintf(out, "\n%s\n%s\n", strings.Join(lines, "\n"), total)
	if total.Failed > 0 || total.Passed == 0 {
		return 1
	}
	return 0
}

// notBuilt stands in for the journeys: each of them would wait for a server that cannot come.
func notBuilt(context.Context, io.Writer) (Tally, error) {
	return Tally{}, errors.New("there is nothing to drive")
}

// one runs a single runner under the limit and tells its result in one line.
func one(ctx context.Context, name string, run runner, out io.Writer) (Tally, string) {
	ctx, cancel := context.WithTimeout(ctx, limit)
	defer cancel()
	_, _ = fmt.Fprintf(out, "\n=== %s\n", name)
	start := time.Now()
	tally, err := run(ctx, out)
	if err != nil {
		_, _ = fmt.Fprintf(out, "suite: %s: %v\n", name, err)
	}
	tally = tally.Settled(name != "build", err)
	took := time.Since(start).Round(100 * time.Millisecond)
	return tally, fmt.Sprintf("%-9s %s, %d skipped in %s", name+":", tally, tally.Skipped, took)
}
