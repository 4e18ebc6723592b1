// Package clock knows what time it is and how a lawful period is counted. It is the only package
// that asks the machine for the time: everybody else is given a Clock, so that tests and the demo
// can move it.
package clock

import (
	"sync"
	"time"
	_ "time/tzdata" // old servers and small containers lack the zone files
)

// Shanghai is the zone in which days begin and end, whatever the server's own zone.
var Shanghai = mustZone("Asia/Shanghai")

func mustZone(name string) *time.Location {
	zone, err := time.LoadLocation(name)
	if err != nil {
		panic(err) // cannot happen: the zone data is part of the binary
	}
	return zone
}

// Clock tells the time in UTC, in whole milliseconds: what the database keeps, so that a value
// read back equals the value written.
type Clock interface {
	Now() time.Time
}

// System is the machine's clock.
type System struct{}

// Now returns the machine's time in UTC, in whole milliseconds.
func (System) Now() time.Time { return instant(time.Now()) }

// Manual is a clock that can be moved. It stands still, or runs on from where it was put. It may be
// used from several goroutines.
type Manual struct {
	mu      sync.Mutex
	now     time.Time
	running bool
	put     time.Time // by the machine's clock, when it was last put somewhere
}

// NewManual returns a clock that stands at t.
func NewManual(t time.Time) *Manual { return &Manual{now: instant(t)} }

// NewRunning returns a clock that shows the machine's time until it is moved and then runs on from
// there: the demo's.
func NewRunning() *Manual {
	now := time.Now()
	return &Manual{now: instant(now), running: true, put: now}
}

// Now returns where the clock was put, and how long it has run since.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.at()
}

func (m *Manual) at() time.Time {
	if m.running {
		return instant(m.now.Add(time.Since(m.put)))
	}
	return m.now
}

// Set puts the clock at t.
func (m *Manual) Set(t time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now, m.put = instant(t), time.Now()
}

// Advance moves the clock by d and returns the new time.
func (m *Manual) Advance(d time.Duration) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now, m.put = instant(m.at().Add(d)), time.Now()
	return m.now
}

// instant drops the monotonic reading and what is finer than the database keeps.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// ParseInstant reads an instant in RFC 3339, such as "2026-11-24T06:26:00Z".
func ParseInstant(text string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, text)
	return instant(t), err
}
