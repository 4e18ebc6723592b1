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

// Manual is a clock that stands still until it is moved. It may be used from several goroutines.
type Manual struct {
	mu  sync.Mutex
	now time.Time
}

// NewManual returns a clock that stands at t.
func NewManual(t time.Time) *Manual { return &Manual{now: instant(t)} }

// Now returns where the clock was put.
func (m *Manual) Now() time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	return m.now
}

// Set puts the clock at t.
func (m *Manual) Set(t time.Time) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = instant(t)
}

// Advance moves the clock by d and returns the new time.
func (m *Manual) Advance(d time.Duration) time.Time {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.now = instant(m.now.Add(d))
	return m.now
}

// instant drops the monotonic reading and what is finer than the database keeps.
func instant(t time.Time) time.Time { return t.UTC().Truncate(time.Millisecond) }

// ParseInstant reads an instant in RFC 3339, such as "2026-11-24T06:26:00Z".
func ParseInstant(text string) (time.Time, error) {
	t, err := time.Parse(time.RFC3339, text)
	return instant(t), err
}
