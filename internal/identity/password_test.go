package identity

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sunlit/internal/fault"
)

func TestCheckPassword(t *testing.T) {
	cases := []struct{ password, complaint string }{
		{"river-lamp-Quartz", ""},
		{"阳台上的绿萝长得真好", ""},
		{"k7Qp2mXw", ""},
		{"abcdefghik7Q", ""}, // no run, and not in the list
		{"short", "error.password_short"},
		{"阳台上的绿萝", "error.password_short"},
		{strings.Repeat("xY7-", 33), "error.password_long"},
		{"password", "error.password_common"},
		{"PassWord", "error.password_common"},
		{"Password2026!", "error.password_common"},
		{"ｐａｓｓｗｏｒｄ１", "error.password_common"},
		{"woaini1314", "error.password_common"},
		{"11111111", "error.password_common"},
		{"abababab", "error.password_common"},
		{"23456789", "error.password_common"},
		{"hgfedcba", "error.password_common"},
		{"sunlit-demo", "error.password_common"},
		{"Sunlit2026", "error.password_common"},
		{"信访局信访局12", "error.password_common"},
		{"handler-x1", "error.password_common"},
		{"handler-x and a longer tale", ""},
	}
	for _, c := range cases {
		t.Run(c.password, func(t *testing.T) {
			err := checkPassword(c.password, "handler-x")
			got := ""
			if e, ok := fault.As(err); ok {
				got = e.Fields["password"].Key
			}
			if got != c.complaint {
				t.Errorf("got %q, want %q", got, c.complaint)
			}
		})
	}
}

func TestHashing(t *testing.T) {
	h, ctx := newHasher(2, strictCost), t.Context()
	stored, err := h.hash(ctx, "café river lamp")
	if err != nil {
		t.Fatal(err)
	}
	if !strings.HasPrefix(stored, "$argon2id$v=19$m=19456,t=2,p=1$") {
		t.Errorf("cost of %s", stored)
	}
	cases := []struct {
		name, password, stored string
		want                   bool
	}{
		{"right", "café river lamp", stored, true},
		{"composed otherwise", "cafe\u0301 river lamp", stored, true},
		{"wrong", "cafe river lamp", stored, false},
		{"empty", "", stored, false},
		{"endless", strings.Repeat("x", 1<<20), stored, false},
		{"unknown login", "café river lamp", "", false},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got, err := h.matches(ctx, c.password, c.stored)
			if err != nil || got != c.want {
				t.Errorf("got %v, %v", got, err)
			}
		})
	}
	if _, err := h.matches(ctx, "x", "no hash"); err == nil {
		t.Error("a damaged hash went unnoticed")
	}
}

// An unknown login costs what a known one costs: the dummy hash has the same parameters.
func TestUnknownLoginsCostTheSame(t *testing.T) {
	h := newHasher(1, strictCost)
	stored, err := h.hash(t.Context(), "river lamp")
	if err != nil {
		t.Fatal(err)
	}
	parameters := func(hash string) string { return strings.Join(strings.Split(hash, "$")[:4], "$") }
	if parameters(h.dummy()) != parameters(stored) || len(h.dummy()) != len(stored) {
		t.Errorf("%s and %s", h.dummy(), stored)
	}
}

func TestGateBoundsHashesAtOnce(t *testing.T) {
	h := newHasher(2, strictCost)
	var inside, most atomic.Int32
	var all sync.WaitGroup
	for range 12 {
		all.Go(func() {
			leave, err := h.enter(context.Background())
			if err != nil {
				t.Error(err)
				return
			}
			defer leave()
			now := inside.Add(1)
			defer inside.Add(-1)
			for m := most.Load(); now > m && !most.CompareAndSwap(m, now); m = most.Load() {
			}
			time.Sleep(time.Millisecond)
		})
	}
	all.Wait()
	if most.Load() > 2 {
		t.Errorf("%d at once", most.Load())
	}
}

func TestFullGateSaysComeBack(t *testing.T) {
	h := newHasher(1, strictCost)
	h.wait = time.Millisecond
	leave, err := h.enter(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	_, err = h.hash(t.Context(), "river lamp")
	if e, ok := fault.As(err); !ok || e.Kind != fault.Unavailable || e.RetryAfter <= 0 {
		t.Errorf("got %v", err)
	}
	leave()
	h.wait = time.Second
	if _, err := h.hash(t.Context(), "river lamp"); err != nil {
		t.Errorf("the gate stayed shut: %v", err)
	}
}
