package fault_test

import (
	"errors"
	"fmt"
	"io"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sunlit/internal/fault"
)

func TestNewPairsArguments(t *testing.T) {
	cases := []struct {
		name string
		args []any
		want map[string]any
	}{
		{"none", nil, nil},
		{"one pair", []any{"max", 40}, map[string]any{"max": 40}},
		{"two pairs", []any{"max", 40, "over", 5}, map[string]any{"max": 40, "over": 5}},
		{"odd", []any{"max", 40, "over"}, map[string]any{"max": 40, "!unpaired": "over"}},
		{"unnamed", []any{40, "max"}, map[string]any{"!unpaired": 40}},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			got := fault.New(fault.Conflict, "error.x", c.args...)
			if diff := cmp.Diff(c.want, got.Args); diff != "" {
				t.Error(diff)
			}
		})
	}
}

func TestOrNilIsAnUntypedNil(t *testing.T) {
	if err := fault.Invalid().OrNil(); err != nil {
		t.Errorf("no field was wrong, got %v", err)
	}
	var none *fault.Error
	if err := none.OrNil(); err != nil {
		t.Errorf("nil error gave %v", err)
	}
	err := fault.Invalid().Field("title", "error.title_short", "min", 6).OrNil()
	if !fault.Is(err, fault.KindInvalid) {
		t.Errorf("got %v", err)
	}
}

func TestFieldKeepsTheFirstComplaint(t *testing.T) {
	e := fault.Invalid().Field("title", "error.title_short").Field("title", "error.title_long")
	if got := e.Fields["title"].Key; got != "error.title_short" {
		t.Errorf("got %q", got)
	}
}

func TestErrorTextHasNoValues(t *testing.T) {
	cases := []struct {
		err  *fault.Error
		want string
	}{
		{fault.New(fault.NotFound, "error.not_found", "name", "secret"), "not-found: error.not_found"},
		{fault.Invalid().Field("b", "error.b", "v", "secret").Field("a", "error.a"), "invalid: error.invalid (a: error.a, b: error.b)"},
		{fault.Wrap(io.EOF, fault.Unavailable, "error.away"), "unavailable: error.away: EOF"},
	}
	for _, c := range cases {
		if got := c.err.Error(); got != c.want {
			t.Errorf("got %q, want %q", got, c.want)
		}
	}
}

func TestIsLooksThroughWrapping(t *testing.T) {
	inner := fault.Wrap(io.EOF, fault.Stale, "error.stale")
	outer := fmt.Errorf("casework: accept: %w", inner)
	if !fault.Is(outer, fault.Stale) || fault.Is(outer, fault.NotFound) {
		t.Error("kind lost in wrapping")
	}
	if !errors.Is(outer, io.EOF) {
		t.Error("cause lost in wrapping")
	}
	if e, ok := fault.As(outer); !ok || e != inner {
		t.Error("As did not find the fault")
	}
	if _, ok := fault.As(io.EOF); ok {
		t.Error("EOF is no fault")
	}
	var none *fault.Error
	if _, ok := fault.As(none); ok {
		t.Error("a nil fault is no fault")
	}
	if fault.Is(nil, fault.Stale) {
		t.Error("nil is no fault")
	}
}

func TestTheOutermostKindCounts(t *testing.T) {
	err := fault.Wrap(fault.New(fault.NotFound, "error.a"), fault.Conflict, "error.b")
	if fault.Is(err, fault.NotFound) || !fault.Is(err, fault.Conflict) {
		t.Errorf("got %v", err)
	}
}

func TestRetry(t *testing.T) {
	if got := fault.New(fault.TooMany, "error.too_many").Retry(time.Minute).RetryAfter; got != time.Minute {
		t.Errorf("got %v", got)
	}
}
