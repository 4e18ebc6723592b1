// Package job runs what nobody asks for by a request: the clock's own acts,
// delivery of notices, rendering that was interrupted, and tidying up.
package job

import (
	"context"
	"log/slog"
	"sync"
	"time"

	"github.com/google/uuid"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/notify"
)

// Runner is the loop of all jobs. Several nodes may run one: a lease says who works.
type Runner struct {
	cases     *casework.Cases
	deliverer *notify.Deliverer
	log       *slog.Logger
	holder    string
	also      []task

	integrator *casework.Integrator
}

// New makes a runner for one node.
func New(cases *casework.Cases, deliverer *notify.Deliverer, log *slog.Logger) *Runner {
	return &Runner{cases: cases, deliverer: deliverer, log: log, holder: uuid.NewString(), integrator: casework.NewIntegrator(cases)}
}

// Also adds a task that belongs to another part of the portal.
func (r *Runner) Also(name string, every time.Duration, run func(context.Context) error) {
	r.also = append(r.also, task{name, every, unfenced(run)})
}

const (
	leaseTerm = 30 * time.Second
	batch     = 100
)

// task is one kind of work and how often it is looked for. It is given the token of its lease.
type task struct {
	name  string
	every time.Duration
	run   func(ctx context.Context, token int64) error
}

// unfenced is work that does no harm when two nodes do it at once.
func unfenced(run func(context.Context) error) func(context.Context, int64) error {
	return func(ctx context.Context, _ int64) error { return run(ctx) }
}

// leaseOf names the lease of a task.
func leaseOf(task string) string { return "job-" + task }

// Run works until the context ends.
func (r *Runner) Run(ctx context.Context) {
	var loops sync.WaitGroup
	defer loops.Wait()
	for _, t := range r.logTasks() { // each in a loop of its own: the log waits for no mail server, and nobody for a witness
		loops.Go(func() {
			r.loop(ctx, t)
			r.release(context.WithoutCancel(ctx), t)
		})
	}
	r.loop(ctx, append([]task{
		{"deadlines", 5 * time.Second, unfenced(r.deadlines)},
		{"outbox", 2 * time.Second, unfenced(r.deliver)},
		{"papers", time.Minute, unfenced(r.papers)},
		{"reminders", time.Hour, unfenced(r.reminders)},
		{"lapses", time.Hour, unfenced(r.lapses)},
		{"tidy", 10 * time.Minute, unfenced(r.tidy)},
	}, r.also...)...)
}

// loop does its tasks in turn, each as often as it wants.
func (r *Runner) loop(ctx context.Context, tasks ...task) {
	next := make([]time.Time, len(tasks))
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for now := r.cases.Clock.Now(); ; now = r.cases.Clock.Now() {
		for i, t := range tasks {
			if now.Before(next[i]) && next[i].Sub(now) <= t.every { // a clock that was moved does not stop a task
				continue
			}
			next[i] = now.Add(t.every)
			r.attempt(ctx, t)
		}
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
	}
}

// attempt runs a task; what fails is tried again later.
func (r *Runner) attempt(ctx context.Context, t task) {
	if err := r.leased(ctx, t); err != nil && ctx.Err() == nil {
		r.log.WarnContext(ctx, "job", "task", t.name, "error", err)
	}
}

// leased runs a task if this node holds its lease.
func (r *Runner) leased(ctx context.Context, t task) error {
	token, mine, err := r.cases.Store.Lease(ctx, leaseOf(t.name), r.holder, t.term())
	if err != nil || !mine {
		return err
	}
	return t.run(ctx, token)
}

// deadlines does what the clock owes: withdrawals that take effect, rights that ran out, answers
// that reach what was merged into their petition.
func (r *Runner) deadlines(ctx context.Context) error {
	if _, err := r.cases.ActDue(ctx, batch); err != nil {
		return err
	}
	_, err := r.cases.AnswerMergedDue(ctx, batch)
	return err
}

func (r *Runner) papers(ctx context.Context) error {
	_, err := r.cases.FillMissing(ctx, batch)
	return err
}

func (r *Runner) reminders(ctx context.Context) error {
	_, err := r.cases.RemindUnits(ctx, func(left int) (string, bool) {
		kind, ok := notify.ReminderFor(left)
		return string(kind), ok
	})
	return err
}

// lapses tells petitioners and units of limits that passed: the next right is open.
func (r *Runner) lapses(ctx context.Context) error {
	_, err := r.cases.TellLapses(ctx, casework.LapseKinds{Petitioner: string(notify.Lapsed), Unit: string(notify.LapsedUnit)})
	return err
}

func (r *Runner) tidy(ctx context.Context) error { return r.cases.Tidy(ctx) }

// deliver sends waiting notices, at least once each, with a stable id.
func (r *Runner) deliver(ctx context.Context) error {
	messages, err := r.cases.ClaimNotices(ctx, leaseTerm, batch)
	if err != nil {
		return err
	}
	for _, m := range messages {
		err := r.deliverer.Deliver(ctx, notify.Message{ID: m.ID, Kind: notify.Kind(m.Kind), Lang: m.Lang, Channel: notify.Channel(m.Channel), To: m.To, Number: m.Number, Args: m.Args})
		if err := r.cases.NoticeDone(ctx, m, err, notify.Permanent(err) && !fault.Is(err, fault.Unavailable)); err != nil {
			return err
		}
	}
	return nil
}
