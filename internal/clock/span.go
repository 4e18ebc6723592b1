package clock

import (
	"fmt"
	"strconv"
	"strings"
)

// Span is the length of a period, in calendar days unless Working is set.
type Span struct {
	Days    int
	Working bool
}

// maxSpan is a sanity limit: a period of more than ten years is a slip of the pen.
const maxSpan = 3660

// ParseSpan reads "15d" (calendar days) or "5wd" (working days).
func ParseSpan(text string) (Span, error) {
	number, working := strings.CutSuffix(text, "wd")
	if !working {
		var calendar bool
		if number, calendar = strings.CutSuffix(text, "d"); !calendar {
			return Span{}, fmt.Errorf("clock: %.40q is not a period like 15d or 5wd", text)
		}
	}
	days, err := strconv.Atoi(number)
	if err != nil || days < 0 || days > maxSpan || strconv.Itoa(days) != number {
		return Span{}, fmt.Errorf("clock: %.40q is not a period like 15d or 5wd", text)
	}
	return Span{Days: days, Working: working}, nil
}

// Days is a span of n calendar days.
func Days(n int) Span { return Span{Days: n} }

// Workdays is a span of n working days.
func Workdays(n int) Span { return Span{Days: n, Working: true} }

// IsZero reports whether the span is empty.
func (s Span) IsZero() bool { return s == Span{} }

// String returns "15d" or "5wd".
func (s Span) String() string {
	if s.Working {
		return strconv.Itoa(s.Days) + "wd"
	}
	return strconv.Itoa(s.Days) + "d"
}

// MarshalText writes "15d" or "5wd".
func (s Span) MarshalText() ([]byte, error) { return []byte(s.String()), nil }

// UnmarshalText reads "15d" or "5wd".
func (s *Span) UnmarshalText(text []byte) error {
	span, err := ParseSpan(string(text))
	if err != nil {
		return err
	}
	*s = span
	return nil
}
