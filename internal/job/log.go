package job

import (
	"context"
	"time"

	"sunlit/internal/casework"
)

const (
	logEvery     = time.Second
	witnessEvery = 10 * time.Second
)

// logTasks are the transparency log's: taking in what happened, and showing it to witnesses.
func (r *Runner) logTasks() []task {
	return []task{{"log", logEvery, r.integrate}, {"witnesses", witnessEvery, r.askWitnesses}}
}

// logTerm is how long the log waits for a node that fell silent: its signatures come within seconds.
const logTerm = 5 * time.Second

// term is how long the lease of a task lasts without being renewed.
func (t task) term() time.Duration {
	if t.every == logEvery {
		return logTerm
	}
	return leaseTerm
}

// release gives a task's lease back when the node stops, so that the next one need not wait for its end.
func (r *Runner) release(ctx context.Context, t task) {
	ctx, cancel := context.WithTimeout(ctx, logTerm)
	defer cancel()
	token, mine, err := r.cases.Store.Lease(ctx, leaseOf(t.name), r.holder, t.term())
	if err == nil && mine {
		err = r.cases.Store.Release(ctx, leaseOf(t.name), r.holder, token)
	}
	if err != nil {
		r.log.WarnContext(ctx, "job", "task", t.name, "error", err)
	}
}

// integrate brings committed events into the log and signs it.
func (r *Runner) integrate(ctx context.Context, token int64) error {
	_, err := r.integrator.Step(ctx, casework.Fence{Name: leaseOf("log"), Token: token})
	return err
}

// Integrate does at once what Run does every second, if this node holds the lease.
func (r *Runner) Integrate(ctx context.Context) error { return r.leased(ctx, r.logTasks()[0]) }

// AskWitnesses does at once what Run does every ten seconds, if this node holds the lease.
func (r *Runner) AskWitnesses(ctx context.Context) error { return r.leased(ctx, r.logTasks()[1]) }
