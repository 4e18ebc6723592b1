// Package bench measures the portal beside the limits of the machine it runs on. Machines are noisy
// and differ, so it never tells a rate by itself: portal and bare baseline take turns in one run,
// round by round, and what counts is the median of the rounds' ratios.
package bench

import (
	"context"
	"fmt"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"sunlit/internal/clock"
)

// Contender is one side of a comparison.
type Contender struct {
	Name string
	Once func(ctx context.Context) error // one operation; called by several clients at once
}

// Plan is how two or more sides are compared.
type Plan struct {
	Clients int           // operations at a time, each client waiting for its own answer
	Rounds  int           // turns of every side
	Slice   time.Duration // length of a turn
}

// Race is what the rounds gave: operations per second of each side, by round.
type Race struct {
	rates [][]float64
}

// Race lets the sides take turns; in every round another one begins, so that none always follows
// the same neighbour. A failed operation ends it: half a measurement is none.
func (p Plan) Race(ctx context.Context, sides ...Contender) (Race, error) {
	race := Race{rates: make([][]float64, len(sides))}
	warm := p
	warm.Slice = p.Slice / 4
	for _, side := range sides {
		if _, err := warm.turn(ctx, side); err != nil {
			return race, err
		}
	}
	for round := range p.Rounds {
		for i := range sides {
			i = (i + round) % len(sides)
			rate, err := p.turn(ctx, sides[i])
			if err != nil {
				return race, err
			}
			race.rates[i] = append(race.rates[i], rate)
		}
	}
	return race, nil
}

// turn runs one side for a slice and answers its operations per second.
func (p Plan) turn(ctx context.Context, side Contender) (float64, error) {
	var count atomic.Int64
	var over atomic.Bool
	timer := time.AfterFunc(p.Slice, func() { over.Store(true) })
	defer timer.Stop()
	errs := make(chan error, p.Clients)
	var clients sync.WaitGroup
	begin := clock.System{}.Now()
	for range p.Clients {
		clients.Go(func() {
			for !over.Load() {
				if err := side.Once(ctx); err != nil {
					over.Store(true)
					errs <- err
					return
				}
				count.Add(1)
			}
		})
	}
	clients.Wait()
	took := clock.System{}.Now().Sub(begin)
	select {
	case err := <-errs:
		return 0, fmt.Errorf("%s: %w", side.Name, err)
	default:
	}
	if took <= 0 || count.Load() == 0 {
		return 0, fmt.Errorf("%s: nothing done in %s", side.Name, p.Slice)
	}
	return float64(count.Load()) / took.Seconds(), nil
}

// Ratio is how two sides compare: the median of the rounds, and the lowest and highest round.
type Ratio struct {
	Median, Lowest, Highest float64
}

// Ratio divides the rates of side a by those of side b, round by round.
func (r Race) Ratio(a, b int) Ratio {
	each := make([]float64, len(r.rates[a]))
	for i := range each {
		each[i] = r.rates[a][i] / r.rates[b][i]
	}
	return Ratio{median(each), slices.Min(each), slices.Max(each)}
}

// Cost divides the time that side a takes for one operation by that of side b.
func (r Race) Cost(a, b int) Ratio { return r.Ratio(b, a) }

// Rate is the median rate of a side, for orientation.
func (r Race) Rate(side int) float64 { return median(r.rates[side]) }

func median(values []float64) float64 {
	sorted := slices.Sorted(slices.Values(values))
	if len(sorted)%2 == 1 {
		return sorted[len(sorted)/2]
	}
	return (sorted[len(sorted)/2-1] + sorted[len(sorted)/2]) / 2
}
