package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"strings"
	"testing"
)

// events writes a run's events from lines of "action package test".
func events(lines ...string) io.Reader {
	var b strings.Builder
	for _, line := range lines {
		word := append(strings.SplitN(line, " ", 3), "", "")
		fmt.Fprintf(&b, "{\"Action\":%q,\"Package\":%q,\"Test\":%q}\n", word[0], word[1], word[2])
	}
	return strings.NewReader(b.String())
}

func TestGoTallyCountsLeaves(t *testing.T) {
	for _, tc := range []struct {
		name   string
		events io.Reader
		want   Tally
	}{
		{"single tests", events("run a TestX", "pass a TestX", "run a TestY", "skip a TestY", "pass a"), Tally{1, 0, 1}},
		{"a parent only groups", events("run a TestX", "run a TestX/1", "run a TestX/2", "pass a TestX/1", "pass a TestX/2",
			"pass a TestX", "pass a"), Tally{2, 0, 0}},
		{"a failed leaf counts once", events("run a TestX", "run a TestX/1", "fail a TestX/1", "fail a TestX", "fail a"),
			Tally{0, 1, 0}},
		{"three levels", events("run a T", "run a T/1", "run a T/1/x", "fail a T/1/x", "fail a T/1", "fail a T", "fail a"),
			Tally{0, 1, 0}},
		{"a parent that fails by itself", events("run a TestX", "run a TestX/1", "pass a TestX/1", "fail a TestX", "fail a"),
			Tally{1, 1, 0}},
		{"a package that does not build", events("fail a", "run b TestX", "pass b TestX", "pass b"), Tally{1, 1, 0}},
		{"a panic after a pass", events("run a TestX", "pass a TestX", "run a TestY", "fail a"), Tally{1, 1, 0}},
		{"a package without tests", events("skip a"), Tally{}},
	} {
		t.Run(tc.name, func(t *testing.T) {
			got, err := goTally(tc.events, io.Discard)
			if err != nil || got != tc.want {
				t.Errorf("got %+v, %v; want %+v", got, err, tc.want)
			}
		})
	}
}

func TestGoTallyShowsOnlyWhatFailed(t *testing.T) {
	var out bytes.Buffer
	stream := strings.Join([]string{
		`{"Action":"run","Package":"a","Test":"TestGood"}`,
		`{"Action":"output","Package":"a","Test":"TestGood","Output":"all is well\n"}`,
		`{"Action":"pass","Package":"a","Test":"TestGood"}`,
		`{"Action":"run","Package":"a","Test":"TestBad"}`,
		`{"Action":"output","Package":"a","Test":"TestBad","Output":"the reason\n"}`,
		`{"Action":"fail","Package":"a","Test":"TestBad"}`,
		`{"Action":"fail","Package":"a"}`,
		`{"Action":"build-output","ImportPath":"b","Output":"b.go:1: syntax error\n"}`,
		`{"Action":"fail","Package":"b"}`,
	}, "\n")
	tally, err := goTally(strings.NewReader(stream), &out)
	if err != nil || (tally != Tally{1, 2, 0}) {
		t.Errorf("got %+v, %v", tally, err)
	}
	for text, want := range map[string]bool{"the reason": true, "syntax error": true, "all is well": false} {
		if strings.Contains(out.String(), text) != want {
			t.Errorf("output shows %q: %v, want %v\n%s", text, !want, want, out.String())
		}
	}
}

func TestVitestTally(t *testing.T) {
	report := `{"numPassedTests":7,"numFailedTests":1,"numPendingTests":2,"numTodoTests":1,"testResults":[
		{"status":"failed","assertionResults":[]},{"status":"failed","assertionResults":[{}]},{"status":"passed"}]}`
	got, err := vitestTally(strings.NewReader(report))
	if want := (Tally{7, 2, 3}); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v: the file that could not be loaded counts", got, err, want)
	}
}

func TestJourneyTally(t *testing.T) {
	report := `{"stats":{"expected":30,"unexpected":1,"flaky":2,"skipped":4},"errors":[{"message":"no server"}]}`
	got, err := journeyTally(strings.NewReader(report))
	if want := (Tally{30, 4, 4}); err != nil || got != want {
		t.Errorf("got %+v, %v; want %+v", got, err, want)
	}
}

func TestReportsThatCannotBeRead(t *testing.T) {
	for name, read := range map[string]func(io.Reader) (Tally, error){"vitest": vitestTally, "journeys": journeyTally} {
		if _, err := read(strings.NewReader(`{"stats":`)); err == nil {
			t.Errorf("%s: half a report was accepted", name)
		}
	}
}

func TestJourneysNeedABuild(t *testing.T) {
	driven := false
	known := map[string]runner{
		"build":    func(context.Context, io.Writer) (Tally, error) { return Tally{}, errors.New("exit status 2") },
		"journeys": func(context.Context, io.Writer) (Tally, error) { driven = true; return Tally{9, 0, 0}, nil },
	}
	if code := suite(t.Context(), []string{"build", "journeys"}, known, io.Discard); code != 1 || driven {
		t.Errorf("exit %d, journeys driven: %v", code, driven)
	}
}

func TestSuite(t *testing.T) {
	good := func(context.Context, io.Writer) (Tally, error) { return Tally{2, 0, 1}, nil }
	bad := func(context.Context, io.Writer) (Tally, error) { return Tally{1, 3, 0}, errors.New("exit status 1") }
	crash := func(context.Context, io.Writer) (Tally, error) { return Tally{5, 0, 0}, errors.New("signal: killed") }
	empty := func(context.Context, io.Writer) (Tally, error) { return Tally{}, nil }
	known := map[string]runner{"good": good, "bad": bad, "crash": crash, "empty": empty, "build": empty, "journeys": good}
	for _, tc := range []struct {
		names []string
		last  string
		code  int
	}{
		{[]string{"good"}, "2 passed, 0 failed", 0},
		{[]string{"build", "good"}, "2 passed, 0 failed", 0},
		{[]string{"good", "bad"}, "3 passed, 3 failed", 1},
		{[]string{"good", "crash"}, "7 passed, 1 failed", 1},
		{[]string{"good", "empty"}, "2 passed, 1 failed", 1},
		{[]string{"build", "journeys"}, "2 passed, 0 failed", 0},
		{[]string{"build"}, "0 passed, 0 failed", 1},
		{[]string{"other"}, `suite: no runner "other"`, 2},
	} {
		var out bytes.Buffer
		code := suite(t.Context(), tc.names, known, &out)
		lines := strings.Split(strings.TrimRight(out.String(), "\n"), "\n")
		if last := lines[len(lines)-1]; last != tc.last || code != tc.code {
			t.Errorf("%v: last line %q, exit %d; want %q, %d", tc.names, last, code, tc.last, tc.code)
		}
	}
}
