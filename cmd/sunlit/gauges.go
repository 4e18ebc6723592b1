package main

import (
	"context"
	"time"

	"github.com/prometheus/client_golang/prometheus"
)

// gauges tell, when asked, how much waits: messages not yet sent and since
// when, and connections in use.
func (p *portal) gauges() []prometheus.Collector {
	backlog := func() (int, time.Time) {
		ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
		defer cancel()
		n, oldest, err := p.store.Backlog(ctx, p.clock.Now())
		if err != nil {
			return -1, time.Time{}
		}
		return n, oldest
	}
	gauge := func(name, help string, read func() float64) prometheus.Collector {
		return prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "sunlit_" + name, Help: help}, read)
	}
	return []prometheus.Collector{
		gauge("outbox_waiting", "Messages due and not sent; -1 when the database does not answer.", func() float64 { n, _ := backlog(); return float64(n) }),
		gauge("outbox_oldest_seconds", "Age of the oldest message not sent.", func() float64 {
			if _, oldest := backlog(); !oldest.IsZero() {
				return p.clock.Now().Sub(oldest).Seconds()
			}
			return 0
		}),
		gauge("database_connections", "Connections of the writing pool in use.", func() float64 { w, _ := p.store.Pools(); return float64(w.InUse) }),
		gauge("database_waits", "Times a writer waited for a connection.", func() float64 { w, _ := p.store.Pools(); return float64(w.WaitCount) }),
	}
}
