package evidence

import (
	"errors"
	"fmt"
	"net/http"
	"syscall"
	"time"

	"sunlit/internal/fault"
)

// refusal is one reason not to take a file: how the outer layers answer and the text's key.
type refusal struct {
	kind fault.Kind
	key  string
}

// The reasons for refusing a file. Each text says what the petitioner can do next.
var (
	refusedType     = refusal{fault.Unsupported, "error.evidence_type"}
	refusedMismatch = refusal{fault.Unsupported, "error.evidence_mismatch"}
	refusedMacro    = refusal{fault.Unsupported, "error.evidence_macro"}
	refusedHEIC     = refusal{fault.Unsupported, "error.evidence_heic"}
	refusedSize     = refusal{fault.TooLarge, "error.evidence_size"}
	refusedEmpty    = refusal{fault.KindInvalid, "error.evidence_empty"}
	refusedLocked   = refusal{fault.KindInvalid, "error.evidence_locked"}
	refusedBroken   = refusal{fault.KindInvalid, "error.evidence_broken"}
	refusedPixels   = refusal{fault.KindInvalid, "error.evidence_pixels"}
	refusedCount    = refusal{fault.KindInvalid, "error.evidence_count"}
)

// ErrDamaged marks bytes that are gone or differ from the hash taken at intake. Whoever meets it
// raises the alarm: somebody changed or lost evidence.
var ErrDamaged = errors.New("evidence: bytes are missing or differ from their hash")

// reason is a refusal found by a type check, before the file's name is put into it.
type reason struct {
	refusal
	detail string
}

func (r reason) Error() string { return r.key + ": " + r.detail }

// because makes a reason; detail is for logs only.
func because(why refusal, detail string, args ...any) error {
	return reason{why, fmt.Sprintf(detail, args...)}
}

// refuse makes the fault for a refusal. The text stands both on the whole and on the field
// "file", so that a page and an API client find it where they look.
func refuse(why refusal, name string, args ...any) *fault.Error {
	if name != "" {
		args = append([]any{"name", name}, args...)
	}
	e := fault.New(why.kind, why.key, args...)
	return e.Field("file", why.key, args...)
}

// named turns what a check found into the fault shown to the petitioner.
func named(err error, name string) error {
	var found reason
	if !errors.As(err, &found) {
		return err
	}
	e := refuse(found.refusal, name)
	e.Err = errors.New(found.detail)
	return e
}

// unreceived is the fault for a body that could not be read to its end.
func unreceived(err error, name string, limit int64) error {
	var tooBig *http.MaxBytesError
	if errors.As(err, &tooBig) {
		return refuse(refusedSize, name, "limit", megabytes(limit))
	}
	return fault.Wrap(err, fault.Malformed, "error.evidence_failed", "name", name)
}

// unkept is the fault for a file that could not be stored. A full disk is named in the log;
// text-only filing must go on working, so this never is more than one file's error.
func unkept(err error, name string) error {
	if errors.Is(err, syscall.ENOSPC) || errors.Is(err, syscall.EDQUOT) {
		err = fmt.Errorf("evidence store is full: %w", err)
	}
	return fault.Wrap(err, fault.Unavailable, "error.evidence_failed", "name", name).Retry(time.Minute)
}

// damaged is the fault for an object that does not match its hash.
func damaged(key string, cause error) error {
	err := fmt.Errorf("%w: %s", ErrDamaged, key)
	if cause != nil {
		err = fmt.Errorf("%w: %s: %w", ErrDamaged, key, cause)
	}
	return fault.Wrap(err, fault.Unavailable, "error.evidence_damaged")
}

// megabytes is a limit as people read it.
func megabytes(bytes int64) int64 { return bytes >> 20 }
