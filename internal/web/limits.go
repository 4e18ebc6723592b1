package web

import (
	"net/netip"
	"sync"
	"time"

	"github.com/labstack/echo/v4"
	"golang.org/x/time/rate"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// class is a kind of request with a budget of its own.
type class struct {
	name  string
	every time.Duration // one token each
	burst int
}

// Budgets by address (IPv4, or the /64 of IPv6). They are generous: many
// people share one address in a village hall.
var (
	filing   = class{"filing", 6 * time.Second, 30}
	lookup   = class{"lookup", time.Second, 120}
	opening  = class{"opening", 2 * time.Second, 60}
	uploads  = class{"uploads", 2 * time.Second, 60}
	sending  = class{"sending", 30 * time.Second, 10} // of one-time codes
	entering = class{"entering", 2 * time.Second, 30}
	signing  = class{"signing", 2 * time.Second, 30}
	anything = class{"anything", 50 * time.Millisecond, 400}
)

// limits keeps the token buckets in memory; idle ones are forgotten.
type limits struct {
	on      bool
	clock   clock.Clock
	mu      sync.Mutex
	buckets map[string]*bucket
	swept   time.Time
}

type bucket struct {
	*rate.Limiter
	seen time.Time
}

func newLimits(c clock.Clock, on bool) *limits {
	return &limits{on: on, clock: c, buckets: map[string]*bucket{}}
}

// limit refuses with the seconds to wait when an address has used its budget up;
// no connection is held to slow anybody down.
func (s *Server) limit(k class) echo.MiddlewareFunc {
	return func(next echo.HandlerFunc) echo.HandlerFunc {
		return func(c echo.Context) error {
			if wait := s.limits.take(k, c.RealIP()); wait > 0 {
				return fault.New(fault.TooMany, "error.too_many", "seconds", int(wait.Seconds())+1).Retry(wait)
			}
			return next(c)
		}
	}
}

// take uses one token, or says how long to wait for it.
func (l *limits) take(k class, address string) time.Duration {
	if !l.on {
		return 0
	}
	now := l.clock.Now()
	l.mu.Lock()
	defer l.mu.Unlock()
	if now.Sub(l.swept) > 10*time.Minute {
		for key, b := range l.buckets {
			if now.Sub(b.seen) > time.Hour {
				delete(l.buckets, key)
			}
		}
		l.swept = now
	}
	key := k.name + " " + network(address)
	b := l.buckets[key]
	if b == nil {
		b = &bucket{Limiter: rate.NewLimiter(rate.Every(k.every), k.burst)}
		l.buckets[key] = b
	}
	b.seen = now
	r := b.ReserveN(now, 1)
	if wait := r.DelayFrom(now); wait > 0 {
		r.CancelAt(now)
		return wait
	}
	return 0
}

// network is the address itself for IPv4 and the /64 for IPv6, where one
// subscriber has them all.
func network(address string) string {
	a, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	if a = a.Unmap(); a.Is4() {
		return a.String()
	}
	p, _ := a.Prefix(64)
	return p.String()
}
