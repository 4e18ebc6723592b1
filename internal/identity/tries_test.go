package identity

import (
	"fmt"
	"sync"
	"testing"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

func startedTries() (*tries, *clock.Manual) {
	c := clock.NewManual(time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC))
	return newTries(c), c
}

// fail makes a failed try and returns how long it was told to wait.
func (t *tries) fail(login, address string) time.Duration {
	_, err := t.begin(login, address)
	if e, ok := fault.As(err); ok && e.Kind == fault.TooMany {
		return e.RetryAfter
	}
	return 0
}

func TestWaitsGrowAndEnd(t *testing.T) {
	tr, c := startedTries()
	for i := range freeTries {
		if wait := tr.fail("registrar", "192.0.2.1"); wait != 0 {
			t.Fatalf("try %d waits %v", i, wait)
		}
	}
	for _, want := range []time.Duration{1, 2, 4, 8, 16, 32, 60, 60, 60} {
		want *= time.Second
		if wait := tr.fail("registrar", "192.0.2.1"); wait != want {
			t.Fatalf("got %v, want %v", wait, want)
		}
		c.Advance(want / 2)
		if wait := tr.fail("registrar", "192.0.2.1"); wait != want-want/2 {
			t.Fatalf("a refused try changed the wait to %v", wait)
		}
		c.Advance(want - want/2)
		if wait := tr.fail("registrar", "192.0.2.1"); wait != 0 {
			t.Fatalf("after %v still %v", want, wait)
		}
	}
	c.Advance(forgetAfter + time.Second)
	for range freeTries {
		if wait := tr.fail("registrar", "192.0.2.1"); wait != 0 {
			t.Fatalf("old failures count: %v", wait)
		}
	}
}

func TestLoginsAndNetworksAreCountedApart(t *testing.T) {
	tr, _ := startedTries()
	for i := range freeTries {
		tr.fail("registrar", fmt.Sprintf("198.51.%d.1", i)) // one login, many networks
	}
	if tr.fail(" Registrar ", "203.0.113.1") == 0 {
		t.Error("spraying one login over many networks costs nothing")
	}
	if tr.fail("office", "203.0.113.1") != 0 {
		t.Error("another login waits too")
	}
	for i := range freeAddress {
		tr.fail(fmt.Sprintf("login-%d", i), fmt.Sprintf("2001:db8::%x", i+1)) // many logins, one /64
	}
	if tr.fail("joint", "2001:db8::ffff") == 0 {
		t.Error("spraying many logins from one network costs nothing")
	}
	if tr.fail("joint", "2001:db8:0:1::1") != 0 {
		t.Error("another network waits too")
	}
}

// A stranger must not keep an official from work by failing at the login.
func TestTheOwnerPassesWhileStrangersFail(t *testing.T) {
	tr, _ := startedTries()
	first, err := tr.begin("head-a", "192.0.2.7")
	if err != nil {
		t.Fatal(err)
	}
	first.passed()
	for i := range 200 {
		tr.fail("head-a", fmt.Sprintf("198.51.%d.%d", i%100, i))
	}
	if tr.fail("head-a", "198.51.100.1") == 0 {
		t.Error("strangers are not slowed down")
	}
	if _, err := tr.begin("head-a", "192.0.2.8"); err != nil {
		t.Errorf("the owner waits because of strangers: %v", err)
	}
}

func TestRightEntriesAreNotCounted(t *testing.T) {
	tr, _ := startedTries()
	for i := range 100 {
		y, err := tr.begin("office", "192.0.2.1")
		if err != nil {
			t.Fatalf("entry %d: %v", i, err)
		}
		if i%2 == 0 {
			y.undecided()
		} else {
			y.passed()
		}
	}
	// The code still missing is no failure, but washes none away either.
	for range freeTries {
		tr.fail("joint", "192.0.2.1")
		if y, err := tr.begin("joint", "192.0.2.1"); err == nil {
			y.undecided()
		}
	}
	if tr.fail("joint", "192.0.2.1") == 0 {
		t.Error("asking for the code washed failures away")
	}
	(try{}).passed() // limits off
	(try{}).undecided()
}

func TestTriesAtOnceAreCountedBeforeTheyEnd(t *testing.T) {
	tr, _ := startedTries()
	var begun int
	var mu sync.Mutex
	var all sync.WaitGroup
	for range 100 {
		all.Go(func() {
			if _, err := tr.begin("office", "192.0.2.1"); err == nil {
				mu.Lock()
				begun++
				mu.Unlock()
			}
		})
	}
	all.Wait()
	if begun != freeTries {
		t.Errorf("%d of 100 tries at once were let through", begun)
	}
}

func TestCountsStayBounded(t *testing.T) {
	tr, _ := startedTries()
	for i := range 40_000 {
		tr.fail(fmt.Sprintf("login-%d", i), fmt.Sprintf("10.%d.%d.1", i/250, i%250))
	}
	if len(tr.counts) > countsAtMost+3 {
		t.Errorf("%d counts", len(tr.counts))
	}
}

func TestNetwork(t *testing.T) {
	cases := map[string]string{
		"192.0.2.77":           "192.0.2.0/24",
		"::ffff:192.0.2.77":    "192.0.2.0/24",
		"2001:db8:1:2:3:4:5:6": "2001:db8:1:2::/64",
		"fe80::1%eth0":         "fe80::/64",
		"":                     "",
		"not an address":       "not an address",
	}
	for address, want := range cases {
		if got := network(address); got != want {
			t.Errorf("%q: got %q, want %q", address, got, want)
		}
	}
}
