package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"sunlit/internal/bench"
)

type benchCommand struct {
	Quick    bool   `help:"Take less than a minute; the figures are rougher."`
	Search   int    `placeholder:"N" help:"Measure the search over N generated published matters instead, beside a LIKE scan."`
	Verify   int    `placeholder:"N" help:"Measure instead how long verify takes over N generated events, all in the log."`
	Database string `placeholder:"URL" help:"MariaDB server of this machine to measure on, mysql://user:password@127.0.0.1:port/. It gets two databases for the run. Without it one is started where mariadbd is installed."`
}

// effort is how much is measured.
type effort struct {
	bound     time.Duration // of the whole run
	rounds    int
	slice     time.Duration
	petitions int // generated, for the queue
	deep      int // the deep page
	starts    int
	idle      time.Duration // before memory is read
	load      time.Duration // under 32 clients
}

var (
	full  = effort{bound: 8 * time.Minute, rounds: 5, slice: time.Second, petitions: 100_000, deep: 1000, starts: 3, idle: 2 * time.Second, load: 5 * time.Second}
	quick = effort{bound: time.Minute, rounds: 3, slice: 100 * time.Millisecond, petitions: 20_000, deep: 200, starts: 1, idle: time.Second, load: time.Second}
)

// Run measures the portal beside its own bare baselines, on SQLite and, where there is one, on
// MariaDB. It ends well whatever the figures are, and with an error when it could not measure.
func (b benchCommand) Run(s *surroundings) error {
	if b.Search > 0 {
		return b.measureSearch(s)
	}
	if b.Verify > 0 {
		return b.measureVerify(s)
	}
	e := full
	if b.Quick {
		e = quick
	}
	return b.measure(s, e)
}

// within measures in a folder of its own, which goes again, and for no longer than bound.
func within(s *surroundings, bound time.Duration, measure func(ctx context.Context, dir string) error) error {
	ctx, cancel := context.WithTimeoutCause(s.ctx, bound, fmt.Errorf("not done within %s", bound))
	defer cancel()
	dir, err := os.MkdirTemp("", "sunlit-bench-")
	if err != nil {
		return err
	}
	defer os.RemoveAll(dir)
	if err := measure(ctx, dir); err != nil {
		return errors.Join(fmt.Errorf("bench: could not measure: %w", err), context.Cause(ctx))
	}
	return nil
}

func (b benchCommand) measure(s *surroundings, e effort) error {
	return within(s, e.bound, func(ctx context.Context, dir string) error {
		report := &bench.Report{Out: s.out}
		fmt.Fprintf(s.out, "Sunlit bench · %s\n", bench.Machine())
		fmt.Fprintf(s.out, "Portal and bare baseline take turns: %d rounds of %s each; the median of the rounds' ratios counts. Data in %s.\n", e.rounds, e.slice, filepath.Dir(dir))
		err := errors.Join(b.onMariaDB(ctx, s, e, report, filepath.Join(dir, "m")), onSQLite(ctx, s, e, report, filepath.Join(dir, "s")))
		if err == nil {
			report.Close()
		}
		return err
	})
}

func onSQLite(ctx context.Context, s *surroundings, e effort, report *bench.Report, dir string) error {
	t := &trial{surroundings: s, effort: e, report: report, dir: dir,
		database: "sqlite:" + filepath.Join(dir, "sunlit.db"), bareDatabase: "sqlite:" + filepath.Join(dir, "bare.db")}
	return t.run(ctx, "SQLite")
}

// onMariaDB measures on the server that was named, or on one of the run's own.
func (b benchCommand) onMariaDB(ctx context.Context, s *surroundings, e effort, report *bench.Report, dir string) error {
	return b.withMariaDB(ctx, s, dir, func(scratch *bench.Scratch) error {
		t := &trial{surroundings: s, effort: e, report: report, dir: dir, database: scratch.Portal, bareDatabase: scratch.Bare}
		return t.run(ctx, "MariaDB "+scratch.Version)
	})
}

// withMariaDB makes two databases on the server that was named, or on one of its own below dir, and removes them again.
// Without a server it says so.
func (b benchCommand) withMariaDB(ctx context.Context, s *surroundings, dir string, measure func(*bench.Scratch) error) (err error) {
	if err := os.MkdirAll(dir, 0o700); err != nil {
		return err
	}
	address := b.Database
	if address == "" {
		own, err := bench.StartMariaDB(ctx, dir)
		if errors.Is(err, bench.ErrNoMariaDB) {
			fmt.Fprintf(s.out, "\nMariaDB: not measured (%v; name a server with --database)\n", err)
			return nil
		}
		if err != nil {
			return err
		}
		defer func() { err = errors.Join(err, own.Stop()) }()
		address = own.URL
	}
	scratch, err := bench.MakeScratch(ctx, address)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, scratch.Drop()) }()
	return measure(scratch)
}
