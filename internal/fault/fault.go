// Package fault names the kinds of error that Sunlit tells people about. A fault says what went
// wrong as a locale key, never as a sentence, so that every language and every surface (page, API,
// command line) words it alike. The web package alone turns kinds into HTTP answers.
package fault

import (
	"errors"
	"fmt"
	"maps"
	"slices"
	"strings"
	"time"
)

// Kind is what sort of error happened; it decides how an outer layer answers.
type Kind string

// The kinds of error. The text of each is also the code of its problem document.
const (
	KindInvalid     Kind = "invalid"         // a field breaks a rule; see Fields
	Malformed       Kind = "malformed"       // unreadable input or an unknown field
	NotFound        Kind = "not-found"       // unknown, or outside the asker's scope: never tell them apart
	Forbidden       Kind = "forbidden"       // known, but not this person's to do
	Unauthenticated Kind = "unauthenticated" // sign in first
	SecondFactor    Kind = "second-factor"   // the password was right, the second factor is missing
	Conflict        Kind = "conflict"        // another record stands in the way
	NotNow          Kind = "not-now"         // in scope, but the stage does not allow it now
	Stale           Kind = "stale"           // somebody changed the record in the meantime
	TooMany         Kind = "too-many"        // slow down; see RetryAfter
	TooLarge        Kind = "too-large"       // the body or a file is too big
	Unsupported     Kind = "unsupported"     // a type of file or content that is not taken
	Unavailable     Kind = "unavailable"     // something we depend on is away; see RetryAfter
)

// Message is a text to be worded in the reader's language: a locale key such as "error.title_short"
// and the values of its {name} placeholders.
type Message struct {
	Key  string
	Args map[string]any
}

// Error is an error of a known kind.
type Error struct {
	Kind Kind
	Message
	Fields     map[string]Message // by dotted field name as in JSON, e.g. "petitioner.phone"
	RetryAfter time.Duration      // when to try again, for TooMany and Unavailable; 0 = unknown
	Err        error              // the cause, for logs only: never shown
}

// New makes an error of the kind; args are pairs of placeholder name and value.
func New(kind Kind, key string, args ...any) *Error {
	return &Error{Kind: kind, Message: message(key, args)}
}

// Invalid starts a collection of field errors: add with Field, end with OrNil.
func Invalid() *Error {
	return New(KindInvalid, "error.invalid")
}

// Field adds what is wrong with one field. The first complaint about a field stays: a person
// mends one thing at a time.
func (e *Error) Field(name, key string, args ...any) *Error {
	if e.Fields == nil {
		e.Fields = map[string]Message{}
	}
	if _, told := e.Fields[name]; !told {
		e.Fields[name] = message(key, args)
	}
	return e
}

// OrNil returns the error if any field was complained about, otherwise an untyped nil.
func (e *Error) OrNil() error {
	if e == nil || len(e.Fields) == 0 {
		return nil
	}
	return e
}

// Retry sets after how long another try makes sense.
func (e *Error) Retry(after time.Duration) *Error {
	e.RetryAfter = after
	return e
}

// Wrap makes an error of the kind that keeps err as its cause.
func Wrap(err error, kind Kind, key string, args ...any) *Error {
	e := New(kind, key, args...)
	e.Err = err
	return e
}

// Error describes the error for logs: kind, key, the fields' names and the cause, but no values,
// since those may hold what a petitioner wrote.
func (e *Error) Error() string {
	var b strings.Builder
	fmt.Fprintf(&b, "%s: %s", e.Kind, e.Key)
	for i, name := range slices.Sorted(maps.Keys(e.Fields)) {
		if i == 0 {
			b.WriteString(" (")
		} else {
			b.WriteString(", ")
		}
		fmt.Fprintf(&b, "%s: %s", name, e.Fields[name].Key)
	}
	if len(e.Fields) > 0 {
		b.WriteString(")")
	}
	if e.Err != nil {
		fmt.Fprintf(&b, ": %v", e.Err)
	}
	return b.String()
}

// Unwrap returns the cause.
func (e *Error) Unwrap() error { return e.Err }

// As finds the outermost fault in err's chain.
func As(err error) (*Error, bool) {
	var e *Error
	if errors.As(err, &e) && e != nil {
		return e, true
	}
	return nil, false
}

// Is reports whether the outermost fault in err's chain is of the kind.
func Is(err error, kind Kind) bool {
	e, ok := As(err)
	return ok && e.Kind == kind
}

// message pairs up args. An odd or unnamed argument is kept under a loud name instead of
// panicking: an error path is the worst place to fail.
func message(key string, args []any) Message {
	if len(args) == 0 {
		return Message{Key: key}
	}
	m := Message{Key: key, Args: make(map[string]any, (len(args)+1)/2)}
	for i := 0; i < len(args); i += 2 {
		name, ok := args[i].(string)
		if !ok || i+1 == len(args) {
			m.Args["!unpaired"] = args[i]
			continue
		}
		m.Args[name] = args[i+1]
	}
	return m
}
