package main

import (
	"bufio"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"
)

// EngineVariable names the MariaDB server on which tests may create databases of their own. Without it the tests run
// on SQLite only.
const EngineVariable = "SUNLIT_TEST_MARIADB"

// runGo runs the Go tests on SQLite and on a MariaDB of their own. Two packages at a time: a build machine has two
// cores, and tests that measure time should not starve.
func runGo(ctx context.Context, out io.Writer) (tally Tally, err error) {
	env := os.Environ()
	if os.Getenv(EngineVariable) == "" {
		db, startErr := startMariaDB(ctx)
		if startErr != nil {
			return Tally{}, startErr
		}
		defer func() {
			if stopErr := db.Stop(); stopErr != nil && err == nil {
				err = stopErr
			}
		}()
		_, _ = fmt.Fprintf(out, "mariadb: %s\n", db.URL())
		env = append(env, EngineVariable+"="+db.URL())
	}
	cmd := command(ctx, "go", "test", "-json", "-p", "2", "-timeout", "15m", "./...")
	cmd.Env = env
	cmd.Stderr = out
	events, err := cmd.StdoutPipe()
	if err != nil {
		return Tally{}, err
	}
	if err = cmd.Start(); err != nil {
		return Tally{}, err
	}
	tally, err = goTally(events, out)
	if waitErr := cmd.Wait(); err == nil {
		err = waitErr
	}
	return tally, err
}

// event is one line of `go test -json`.
type event struct {
	Action     string
	Package    string
	ImportPath string // of a build that failed
	Test       string
	Output     string
	Elapsed    float64
}

// goCount follows the events of one run.
//
// A test counts when it has no subtests; one with subtests only groups them, and counts (as failed) only when it failed
// although none of them did. A package that fails without a failed test (it does not build, it panics, it leaks) counts
// as one failure.
type goCount struct {
	out      io.Writer
	tally    Tally
	output   map[string][]string        // by package and test, kept until it is known whether it passed
	children map[string]map[string]bool // tests that have subtests, and whether one of these failed
	packages map[string]*Tally
}

// goTally reads the events to their end, telling each package's result and the output of what failed.
func goTally(events io.Reader, out io.Writer) (Tally, error) {
	count := &goCount{
		out: out, output: map[string][]string{}, children: map[string]map[string]bool{}, packages: map[string]*Tally{},
	}
	lines := bufio.NewScanner(events)
	lines.Buffer(nil, 16<<20)
	for lines.Scan() {
		var e event
		if json.Unmarshal(lines.Bytes(), &e) != nil {
			_, _ = fmt.Fprintln(out, lines.Text())
			continue
		}
		count.take(e)
	}
	return count.tally, lines.Err()
}

func (c *goCount) take(e event) {
	switch e.Action {
	case "build-output":
		_, _ = io.WriteString(c.out, e.Output)
	case "output":
		key := e.Package + " " + e.Test
		c.output[key] = append(c.output[key], e.Output)
	case "run":
		if parent, _, ok := cutLast(e.Test); ok {
			c.children[e.Package+" "+parent] = map[string]bool{}
		}
	case "pass", "fail", "skip":
		if e.Test == "" {
			c.closePackage(e)
			return
		}
		c.closeTest(e)
	}
}

func (c *goCount) closeTest(e event) {
	key := e.Package + " " + e.Test
	of := c.packages[e.Package]
	if of == nil {
		of = &Tally{}
		c.packages[e.Package] = of
	}
	failedBelow, groups := c.children[key]
	switch {
	case e.Action == "fail":
		c.show(key)
		if !failedBelow["failed"] {
			of.Failed++
		}
		if parent, _, ok := cutLast(e.Test); ok {
			c.children[e.Package+" "+parent]["failed"] = true
		}
	case groups:
	case e.Action == "skip":
		of.Skipped++
	default:
		of.Passed++
	}
	delete(c.output, key)
}

func (c *goCount) closePackage(e event) {
	of := c.packages[e.Package]
	if of == nil {
		of = &Tally{}
	}
	if e.Action == "fail" && of.Failed == 0 {
		of.Failed = 1
		c.showAll(e.Package)
	}
	c.tally = c.tally.Add(*of)
	if e.Action != "skip" {
		_, _ = fmt.Fprintf(c.out, "%-4s %-40s %s (%.1fs)\n", e.Action, e.Package, of, e.Elapsed)
	}
}

// show prints what a failed test said.
func (c *goCount) show(key string) {
	for _, line := range c.output[key] {
		_, _ = io.WriteString(c.out, line)
	}
}

// showAll prints all that a package said beside its passed tests: after a panic the words may stand under any test.
func (c *goCount) showAll(pkg string) {
	var keys []string
	for key := range c.output {
		if strings.HasPrefix(key, pkg+" ") {
			keys = append(keys, key)
		}
	}
	slices.Sort(keys)
	for _, key := range keys {
		c.show(key)
	}
}

// cutLast splits a subtest's name from its parent's.
func cutLast(test string) (parent, name string, ok bool) {
	i := strings.LastIndexByte(test, '/')
	if i < 0 {
		return "", test, false
	}
	return test[:i], test[i+1:], true
}
