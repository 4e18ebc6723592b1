package clock_test

import (
	"testing"

	"sunlit/internal/clock"
)

func TestParseSpan(t *testing.T) {
	cases := []struct {
		text string
		want clock.Span
	}{
		{"15d", clock.Days(15)},
		{"5wd", clock.Workdays(5)},
		{"0d", clock.Span{}},
	}
	for _, c := range cases {
		got, err := clock.ParseSpan(c.text)
		if err != nil || got != c.want || got.String() != c.text {
			t.Errorf("%s became %v, %v", c.text, got, err)
		}
	}
	for _, text := range []string{"", "d", "wd", "15", "15h", "-1d", "+1d", "015d", "1 d", "15D", "99999d", "1.5d"} {
		if got, err := clock.ParseSpan(text); err == nil {
			t.Errorf("%q became %v", text, got)
		}
	}
}
