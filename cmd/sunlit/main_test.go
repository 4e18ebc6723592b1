package main

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sunlit/internal/bench"
)

// TestMain lets the test binary be the portal as well: `bench` starts the program it is part of.
func TestMain(m *testing.M) {
	if len(os.Args) > 1 && os.Args[1] == "serve" {
		main()
		return
	}
	os.Exit(m.Run())
}

// place is a folder for one portal and the environment that names it.
func place(t *testing.T, more ...string) []string {
	t.Helper()
	return append([]string{"PATH=" + os.Getenv("PATH"), "SUNLIT_DATA=" + t.TempDir(), "SUNLIT_LISTEN=127.0.0.1:0", "SUNLIT_DEMO=true"}, more...)
}

// runs runs a command and answers what it printed.
func runs(t *testing.T, environ []string, args ...string) string {
	t.Helper()
	var out bytes.Buffer
	if err := run(t.Context(), args, environ, &out); err != nil {
		t.Fatalf("%v: %v\n%s", args, err, &out)
	}
	return out.String()
}

// refuses demands that a command ends with an error that says so.
func refuses(t *testing.T, environ []string, says string, args ...string) {
	t.Helper()
	var out bytes.Buffer
	if err := run(t.Context(), args, environ, &out); err == nil || !strings.Contains(err.Error(), says) {
		t.Errorf("%v: %v, want an error with %q", args, err, says)
	}
}

func TestCommandsThatAreNone(t *testing.T) {
	refuses(t, place(t), "nonsense", "nonsense")
	refuses(t, place(t, "SUNLIT_LISTN=x"), "SUNLIT_LISTN", "check")
	refuses(t, place(t, "SUNLIT_DEMO=false"), "key file", "demo")
}

func TestMigrateTwice(t *testing.T) {
	environ := place(t)
	if first := runs(t, environ, "migrate"); strings.HasPrefix(first, "0 ") {
		t.Error(first)
	}
	if second := runs(t, environ, "migrate"); second != "0 migrations applied.\n" {
		t.Error(second)
	}
	if said := runs(t, environ, "check"); !strings.Contains(said, "in order") {
		t.Error(said)
	}
}

func TestUserIsAddedOnce(t *testing.T) {
	environ := place(t)
	add := []string{"user", "add", "li.min", "--name=李敏", "--unit=unit-a", "--role=UNIT"}
	if said := runs(t, environ, add...); !strings.Contains(said, "li.min may sign in") {
		t.Error(said)
	}
	refuses(t, environ, "", add...)
}

func TestDemoIsSeededOnce(t *testing.T) {
	environ := place(t)
	if said := runs(t, environ, "demo"); strings.HasPrefix(said, "0 ") || !strings.Contains(said, "registrar") {
		t.Error(said)
	}
	if said := runs(t, environ, "demo"); !strings.HasPrefix(said, "0 ") {
		t.Error(said)
	}
}

func TestImportTwice(t *testing.T) {
	environ := place(t)
	file := filepath.Join(t.TempDir(), "messages.jsonl")
	lines := `{"no":"1","user":"网友","title":"路灯不亮","filed_at":"2019-04-01T02:00:00Z","text":"小区门口的路灯三个月不亮。","reply":"已经修复。","replied_at":"2019-04-09T02:00:00Z"}
{"no":"2","user":"网友","title":"路灯\u200b不亮","filed_at":"2019-04-01T02:00:00Z","text":"小区门口的路灯三个月不亮。","reply":"已经修复。","replied_at":"2019-12-09T02:00:00Z"}
{"no":"3","title":"没有答复","filed_at":"2019-04-01T02:00:00Z","text":"没有答复。","reply":"","replied_at":"2019-04-09T02:00:00Z"}
{"number":"4"}
`
	if err := os.WriteFile(file, []byte(lines), 0o600); err != nil {
		t.Fatal(err)
	}
	first := runs(t, environ, "import", file)
	for _, want := range []string{"2 imported, 1 of them answered late; 0 imported before", "2 refused", "1 invisible characters were stripped from 1 records", "line 3, no 3", "line 4"} {
		if !strings.Contains(first, want) {
			t.Errorf("no %q in\n%s", want, first)
		}
	}
	if second := runs(t, environ, "import", file); !strings.Contains(second, "0 imported, 0 of them answered late; 2 imported before and skipped; 2 refused") {
		t.Error(second)
	}
}

func TestServeStopsInOrder(t *testing.T) {
	program, err := os.Executable()
	if err != nil {
		t.Fatal(err)
	}
	var log bytes.Buffer
	p, err := bench.StartProcess(t.Context(), program, place(t), &log)
	if err != nil {
		t.Fatalf("%v\n%s", err, &log)
	}
	if now, most, err := p.Memory(); err != nil || now <= 0 || most < now {
		t.Errorf("memory %v %v: %v", now, most, err)
	}
	if err := p.Stop(); err != nil {
		t.Errorf("%v\n%s", err, &log)
	}
}

// The figures of so short a run mean nothing; that all of them are there does.
func TestBenchMeasuresEverything(t *testing.T) {
	if testing.Short() {
		t.Skip("takes a while")
	}
	tiny := effort{bound: 5 * time.Minute, rounds: 1, slice: 100 * time.Millisecond, petitions: 2000, deep: 20, starts: 1, idle: time.Millisecond, load: 20 * time.Millisecond}
	var out bytes.Buffer
	s := &surroundings{ctx: t.Context(), environ: place(t), out: &out}
	server := os.Getenv("SUNLIT_TEST_MARIADB")
	var err error
	if server == "" {
		err = onSQLite(context.Background(), s, tiny, &bench.Report{Out: &out}, t.TempDir())
	} else {
		err = benchCommand{Database: server}.measure(s, tiny)
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, &out)
	}
	engines := 1
	if server != "" {
		engines = 2
	}
	for what, times := range map[string]int{"filing / three bare inserts": 3, "filing / its own 6 inserts, bare": 3, "look-up / bare": 3, "queue of 2000: page of ": 2, "queue: page 20 / page 1": 1,
		"upload of 10 MB": 2, "cold start": 1, "memory at rest": 1, "memory at most": 1} {
		if n := strings.Count(out.String(), what); n != times*engines {
			t.Errorf("%q is there %d times:\n%s", what, n, &out)
		}
	}
}
