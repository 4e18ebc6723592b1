package main

import (
	"context"
	"errors"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"time"

	"sunlit/internal/bench"
	"sunlit/internal/job"
)

// loggedClients is how many file at once while the log works.
const loggedClients = 8

// logged compares filing while the transparency log takes events in with filing while it rests, in turns. What was filed
// during the rest is taken in between the turns.
func (t *trial) logged(ctx context.Context) (err error) {
	jobs := job.New(t.portal.cases, nil, t.portal.log)
	running, stop := context.WithCancel(ctx)
	var on atomic.Bool
	failed := make(chan error, 1)
	var one sync.Mutex // a node integrates in one loop, and so does the run
	integrate := func(ctx context.Context) error {
		one.Lock()
		defer one.Unlock()
		return jobs.Integrate(ctx)
	}
	go func() { failed <- integrating(running, integrate, &on) }()
	defer func() {
		stop()
		err = errors.Join(err, <-failed)
	}()
	plan := bench.Plan{Clients: loggedClients, Rounds: 1, Slice: max(2*t.slice, time.Second)} // each turn meets the log
	var rates [2][]float64                                                                    // with the log, without
	var ratios []float64
	for round := range t.rounds {
		for turn := range 2 {
			with := (round + turn) % 2
			if err := integrate(ctx); err != nil {
				return err
			}
			on.Store(with == 0)
			race, err := plan.Race(ctx, bench.Contender{Name: "filing beside the log", Once: t.ours.File})
			on.Store(false)
			if err != nil {
				return err
			}
			rates[with] = append(rates[with], race.Rate(0))
		}
		ratios = append(ratios, rates[0][round]/rates[1][round])
	}
	var goal bench.Goal
	if strings.HasPrefix(t.database, "mysql:") {
		goal = bench.Goal{Least: 0.77} // 1 / 1.3
	}
	for _, sorted := range [][]float64{ratios, rates[0], rates[1]} {
		slices.Sort(sorted)
	}
	middle := t.rounds / 2
	t.report.Ratio("filing with the log / without", loggedClients, bench.Ratio{Median: ratios[middle], Lowest: ratios[0], Highest: ratios[t.rounds-1]},
		goal, bench.Rate(rates[0][middle]), bench.Rate(rates[1][middle]))
	return integrate(ctx) // what comes next finds no backlog
}

// integrating takes events into the log every second, as the portal's jobs do, while it is on.
func integrating(ctx context.Context, integrate func(context.Context) error, on *atomic.Bool) error {
	tick := time.NewTicker(time.Second)
	defer tick.Stop()
	for {
		select {
		case <-ctx.Done():
			return nil
		case <-tick.C:
		}
		if !on.Load() {
			continue
		}
		if err := integrate(ctx); err != nil && ctx.Err() == nil {
			return err
		}
	}
}
