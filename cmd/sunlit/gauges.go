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
	return append(p.witnessGauges(),
		gauge("outbox_waiting", "Messages due and not sent; -1 when the database does not answer.", func() float64 { n, _ := backlog(); return float64(n) }),
		gauge("outbox_oldest_seconds", "Age of the oldest message not sent.", func() float64 {
			if _, oldest := backlog(); !oldest.IsZero() {
				return p.clock.Now().Sub(oldest).Seconds()
			}
			return 0
		}),
		gauge("log_entries", "Entries of the transparency log; -1 when the database does not answer.", p.logEntries),
		gauge("log_waiting_seconds", "Age of the oldest event of the last day that the transparency log lacks.", p.logWaiting),
		gauge("verify_findings", "Rows, files and log entries that verify found altered or missing; -1 when the database does not answer.", func() float64 {
			n, _ := p.verified()
			return n
		}),
		gauge("verify_age_seconds", "Time since the last round over the database ended.", func() float64 {
			_, age := p.verified()
			return age
		}),
		gauge("database_connections", "Connections of the writing pool in use.", func() float64 { w, _ := p.store.Pools(); return float64(w.InUse) }),
		gauge("database_waits", "Times a writer waited for a connection.", func() float64 { w, _ := p.store.Pools(); return float64(w.WaitCount) }),
	)
}

// logPatience is how long a gauge of the log waits for the database.
const logPatience = 2 * time.Second

func (p *portal) logEntries() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), logPatience)
	defer cancel()
	n, err := p.store.LogSize(ctx)
	if err != nil {
		return -1
	}
	return float64(n)
}

func (p *portal) logWaiting() float64 {
	ctx, cancel := context.WithTimeout(context.Background(), logPatience)
	defer cancel()
	now := p.clock.Now()
	events, err := p.store.EventsNotLogged(ctx, now.Add(-24*time.Hour), 1)
	if err != nil || len(events) == 0 {
		return 0
	}
	return now.Sub(events[0].RecordedAt).Seconds()
}

// witnessGauges tell for how many entries each witness did not sign yet.
func (p *portal) witnessGauges() []prometheus.Collector {
	var all []prometheus.Collector
	for _, w := range p.cases.Witnesses {
		name := w.Name()
		all = append(all, prometheus.NewGaugeFunc(prometheus.GaugeOpts{Name: "sunlit_log_witness_behind", ConstLabels: prometheus.Labels{"witness": name},
			Help: "Entries of the transparency log for which the witness did not sign."}, func() float64 {
			ctx, cancel := context.WithTimeout(context.Background(), logPatience)
			defer cancel()
			seen, err := p.store.LastCosignedSize(ctx, name)
			if err != nil {
				return -1
			}
			return p.logEntries() - float64(seen)
		}))
	}
	return all
}

func (p *portal) verified() (findings, age float64) {
	ctx, cancel := context.WithTimeout(context.Background(), 2*time.Second)
	defer cancel()
	n, since, err := p.cases.FindingCount(ctx)
	if err != nil {
		return -1, 0
	}
	return float64(n), since.Seconds()
}
