package main

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"time"

	"sunlit/internal/bench"
	"sunlit/internal/casework"
	"sunlit/internal/clock"
)

// verifyBound ends a run that measures verify, whatever it has measured by then.
const verifyBound = 40 * time.Minute

// verifyGoal is how long verify may take over a million entries, in seconds.
const verifyGoal = 60.0

// verifyBench measures verify over so many generated events on one database.
type verifyBench struct {
	trial
	events int
}

func (b benchCommand) measureVerify(s *surroundings) error {
	return within(s, verifyBound, func(ctx context.Context, dir string) error {
		report := &bench.Report{Out: s.out}
		fmt.Fprintf(s.out, "Sunlit bench, verify · %s · %d generated events\n", bench.Machine(), b.Verify)
		on := func(name, folder, database string) error {
			v := verifyBench{events: b.Verify, trial: trial{surroundings: s, report: report, dir: filepath.Join(dir, folder), database: database}}
			if err := os.MkdirAll(v.dir, 0o700); err != nil {
				return err
			}
			report.Engine(name)
			return v.run(ctx)
		}
		if err := on("SQLite", "s", "sqlite:"+filepath.Join(dir, "s", "sunlit.db")); err != nil {
			return err
		}
		err := errors.Join(os.RemoveAll(filepath.Join(dir, "s")), b.withMariaDB(ctx, s, dir, func(scratch *bench.Scratch) error {
			return on("MariaDB "+scratch.Version, "m", scratch.Portal)
		}))
		if err == nil {
			report.Close()
		}
		return err
	})
}

// run fills the database, has the log take everything in, changes one event past the portal and lets verify look for it.
func (v *verifyBench) run(ctx context.Context) (err error) {
	if v.portal, err = openPortal(&surroundings{ctx: ctx, environ: v.environ(), out: v.out}); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, v.portal.close()) }()
	begun := now()
	if err := v.fill(ctx); err != nil {
		return err
	}
	v.report.Figure("generating", 0, now().Sub(begun).Seconds(), " s", bench.Goal{})
	begun = now()
	if err := v.integrate(ctx); err != nil {
		return err
	}
	v.report.Figure("taken into the log", 0, now().Sub(begun).Seconds(), " s", bench.Goal{})
	altered, err := v.alter(ctx)
	if err != nil {
		return err
	}
	return v.verify(ctx, altered)
}

// integrate has the log take everything in, each event under a checkpoint of its own as in an office where seconds lie
// between two of them.
func (v *verifyBench) integrate(ctx context.Context) error {
	fence := casework.Fence{Name: "job-log"}
	var err error
	if fence.Token, _, err = v.portal.store.Lease(ctx, fence.Name, "bench", verifyBound); err != nil {
		return err
	}
	_, err = casework.NewIntegrator(v.portal.cases).SigningEach(1).Step(ctx, fence)
	return err
}

// fill writes the demo's petitions, some of them with evidence, and copies of them.
func (v *verifyBench) fill(ctx context.Context) error {
	if _, err := v.portal.seedPetitions(ctx); err != nil {
		return err
	}
	if err := v.withEvidence(ctx); err != nil {
		return err
	}
	c, err := v.portal.cases.NewCopier(ctx)
	if err != nil {
		return err
	}
	const some = 5000 // events at a time
	for c.Events < v.events {
		if err := c.Write(ctx, min(some, v.events-c.Events), float64(c.Events)/float64(v.events)); err != nil {
			return err
		}
	}
	v.events = c.Events
	return nil
}

// withEvidence files and carries to their end the demo's petitions once more, each with two photos.
func (v *verifyBench) withEvidence(ctx context.Context) error {
	world, err := v.portal.settings.DemoWorld()
	if err != nil {
		return err
	}
	photo, err := bench.Picture()
	if err != nil {
		return err
	}
	for i, d := range world.Petitions {
		w := demoWalk{DemoPetition: d, filed: clock.DayOf(v.portal.clock.Now()).AddDays(-d.DaysAgo), office: v.portal.cases.Dir.Office(), now: v.portal.clock.Now(), minute: i}
		filing := w.filing()
		filing.Owner = "bench"
		for n := range 2 {
			f, err := v.portal.cases.Upload(ctx, fmt.Sprintf("现场%d.jpg", n+1), strings.NewReader(photo), filing.Owner)
			if err != nil {
				return err
			}
			filing.Evidence = append(filing.Evidence, f.ID)
		}
		if _, _, err := v.portal.cases.FileWithHistory(ctx, filing, w.acts(v.portal.accountOf(ctx))); err != nil {
			return err
		}
	}
	return nil
}

// alter changes the body of one event in the middle, as somebody would who reached the database.
func (v *verifyBench) alter(ctx context.Context) (id string, err error) {
	pool, err := bench.Open(v.database)
	if err != nil {
		return "", err
	}
	defer pool.Close()
	if err := pool.QueryRowContext(ctx, "SELECT event_id FROM log_entries WHERE position = ?", v.events/2).Scan(&id); err != nil {
		return "", err
	}
	_, err = pool.ExecContext(ctx, "UPDATE events SET stage = 'ALTERED' WHERE id = ?", id)
	return id, err
}

// verify does what `sunlit verify --quick` does, and must find the one change and no other.
func (v *verifyBench) verify(ctx context.Context, altered string) error {
	var told strings.Builder
	t := tellFindings{s: &surroundings{ctx: ctx, out: &told}, leaveFiles: true}
	begun, worked := now(), bench.Processor()
	if err := t.rows(v.portal.cases); err != nil {
		return err
	}
	rows := now()
	if err := t.log(nil)(v.portal.cases); err != nil {
		return err
	}
	took := now().Sub(begun)
	v.report.Figure("verify: rows", 0, rows.Sub(begun).Seconds(), " s", bench.Goal{})
	v.report.Figure("verify: log", 0, (took - rows.Sub(begun)).Seconds(), " s", bench.Goal{})
	v.report.Figure("verify: processor time", 0, (bench.Processor() - worked).Seconds(), " s", bench.Goal{})
	v.report.Figure(fmt.Sprintf("verify of %d events", v.events), 0, took.Seconds(), " s", bench.Goal{Most: verifyGoal * float64(v.events) / 1_000_000})
	_, _ = fmt.Fprint(v.out, told.String())
	if t.found != 1 || !strings.Contains(told.String(), altered) {
		return fmt.Errorf("one event was altered, %d found", t.found)
	}
	return nil
}
