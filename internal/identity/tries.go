package identity

import (
	"net/netip"
	"strings"
	"sync"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// tries slows down whoever guesses passwords: the wait grows with the failures at one login and
// from one address. Nobody is ever locked out, since that would let a stranger keep an official
// from work: waits end by themselves, a refused try does not prolong them, and an address from
// which the login was entered rightly before is held only to its own failures.
//
// The counts live in the memory of one node and are gone with a restart; argon2id at the gate
// bounds what that is worth to a guesser.
type tries struct {
	clock clock.Clock

	mu       sync.Mutex
	counts   map[string]*failures
	familiar map[string]time.Time // login and address → last right entry
}

// failures is a run of failed tries.
type failures struct {
	n    int
	last time.Time
}

const (
	freeTries     = 5  // at one login, or by one address at one login, before waits begin
	freeAddress   = 20 // from one address over all logins: an office shares one
	longestWait   = time.Minute
	forgetAfter   = 15 * time.Minute // without a failure
	familiarFor   = 30 * 24 * time.Hour
	countsAtMost  = 50_000
	familiarMost  = 10_000
	doublingSteps = 6 // 2^6 s is beyond longestWait
)

func newTries(c clock.Clock) *tries {
	return &tries{clock: c, counts: map[string]*failures{}, familiar: map[string]time.Time{}}
}

// try is one attempt to sign in, counted as failed until it is taken back.
type try struct {
	of   *tries
	pair string
	keys []string
}

// begin counts a try as failed until passed says otherwise, so that a hundred tries at once do not
// all see the count of the first. It refuses with TooMany while a wait runs.
func (t *tries) begin(login, address string) (try, error) {
	now := t.clock.Now()
	t.mu.Lock()
	defer t.mu.Unlock()
	begun := try{of: t, pair: pairKey(login, address)}
	wait := time.Duration(0)
	for key, free := range t.limits(login, address, now) {
		wait = max(wait, t.wait(key, free, now))
		begun.keys = append(begun.keys, key)
	}
	if wait > 0 {
		seconds := int((wait + time.Second - 1) / time.Second)
		return try{}, fault.New(fault.TooMany, "error.too_many", "seconds", seconds).Retry(wait)
	}
	t.prune(now)
	for _, key := range begun.keys {
		f := t.counts[key]
		if f == nil {
			f = &failures{}
			t.counts[key] = f
		}
		f.n, f.last = f.n+1, now
	}
	return begun, nil
}

// undecided takes the try back without more: the password was right and the code is still to come.
func (y try) undecided() {
	if y.of == nil {
		return
	}
	y.of.mu.Lock()
	defer y.of.mu.Unlock()
	for _, key := range y.keys {
		if f := y.of.counts[key]; f != nil && f.n > 0 {
			f.n--
		}
	}
}

// passed takes the try back, forgets the failures made from here and remembers the address for the
// login. Failures of others at the login stay: the owner's entry must not wash them away.
func (y try) passed() {
	if y.of == nil {
		return
	}
	y.undecided()
	now := y.of.clock.Now()
	y.of.mu.Lock()
	defer y.of.mu.Unlock()
	delete(y.of.counts, y.pair)
	if _, known := y.of.familiar[y.pair]; known || len(y.of.familiar) < familiarMost {
		y.of.familiar[y.pair] = now
	}
}

// limits are the counts that a try touches, each with the failures that are free. At a login that
// was entered rightly from this address before, failures of strangers do not count.
func (t *tries) limits(login, address string, now time.Time) map[string]int {
	pair := pairKey(login, address)
	keys := map[string]int{pair: freeTries, "from " + network(address): freeAddress}
	if last, known := t.familiar[pair]; !known || now.Sub(last) > familiarFor {
		keys["at "+fold(login)] = freeTries
	}
	return keys
}

func (t *tries) wait(key string, free int, now time.Time) time.Duration {
	f := t.counts[key]
	if f == nil || f.n < free {
		return 0
	}
	if now.Sub(f.last) > forgetAfter {
		delete(t.counts, key)
		return 0
	}
	wait := min(longestWait, time.Second<<min(f.n-free, doublingSteps))
	return max(0, f.last.Add(wait).Sub(now))
}

// prune keeps the memory bounded: forgotten runs go first, then any.
func (t *tries) prune(now time.Time) {
	if len(t.counts) < countsAtMost {
		return
	}
	for key, f := range t.counts {
		if now.Sub(f.last) > forgetAfter {
			delete(t.counts, key)
		}
	}
	for key := range t.counts {
		if len(t.counts) < countsAtMost*9/10 {
			return
		}
		delete(t.counts, key)
	}
}

func pairKey(login, address string) string { return fold(login) + " from " + network(address) }

// network groups addresses as one household or office has them: /24 and /64.
func network(address string) string {
	ip, err := netip.ParseAddr(address)
	if err != nil {
		return address
	}
	ip = ip.Unmap()
	bits := 64
	if ip.Is4() {
		bits = 24
	}
	prefix, err := ip.WithZone("").Prefix(bits)
	if err != nil {
		return address
	}
	return prefix.String()
}

// fold is how logins are compared: without case and spaces around.
func fold(login string) string { return strings.ToLower(strings.TrimSpace(login)) }
