package store

import "testing"

func TestPlaceTakesWhatLiesInIt(t *testing.T) {
	for code, want := range map[string]string{
		"990000": "99", "990100": "9901", "990101": "990101", "990110": "990110",
		"990101002000": "990101002", "990101002002": "990101002002", "990101000000": "990101",
	} {
		if got := within(code); got != want {
			t.Errorf("within(%s) = %s, want %s", code, got, want)
		}
	}
}
