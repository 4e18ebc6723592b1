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

// integrate brings committed events into the log and signs it.
func (r *Runner) integrate(ctx context.Context, token int64) error {
	_, err := r.integrator.Step(ctx, casework.Fence{Name: leaseOf("log"), Token: token})
	return err
}

// Integrate does at once what Run does every second, if this node holds the lease.
func (r *Runner) Integrate(ctx context.Context) error { return r.leased(ctx, r.logTasks()[0]) }

// AskWitnesses does at once what Run does every ten seconds, if this node holds the lease.
func (r *Runner) AskWitnesses(ctx context.Context) error { return r.leased(ctx, r.logTasks()[1]) }
