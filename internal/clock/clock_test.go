package clock_test

import (
	"sync"
	"testing"
	"time"

	"sunlit/internal/clock"
)

func TestSystemIsUTCInMilliseconds(t *testing.T) {
	now := clock.System{}.Now()
	if now.Location() != time.UTC || now.Nanosecond()%int(time.Millisecond) != 0 {
		t.Errorf("got %v", now)
	}
}

func TestManualStandsStill(t *testing.T) {
	at := time.Date(2026, 11, 24, 8, 0, 0, 1234567, clock.Shanghai)
	m := clock.NewManual(at)
	want := time.Date(2026, 11, 24, 0, 0, 0, 1000000, time.UTC)
	if got := m.Now(); got != want {
		t.Errorf("got %v, want %v", got, want)
	}
	if got := m.Advance(time.Hour); got != want.Add(time.Hour) || got != m.Now() {
		t.Errorf("advanced to %v", got)
	}
	m.Set(at)
	if got := m.Now(); got != want {
		t.Errorf("set to %v", got)
	}
}

func TestManualIsSafeForConcurrentUse(t *testing.T) {
	m := clock.NewManual(time.Unix(0, 0))
	var wait sync.WaitGroup
	for range 8 {
		wait.Go(func() {
			for range 100 {
				m.Advance(time.Second)
				m.Now()
			}
		})
	}
	wait.Wait()
	if got := m.Now(); got != time.Unix(800, 0).UTC() {
		t.Errorf("got %v", got)
	}
}
