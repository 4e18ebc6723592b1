package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"syscall"
	"time"
)

// command is a child that gets no standard input and is ended politely, with all that it started, when ctx is done.
func command(ctx context.Context, name string, args ...string) *exec.Cmd {
	cmd := exec.CommandContext(ctx, name, args...)
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
	cmd.WaitDelay = 10 * time.Second
	return cmd
}

// runBuild builds what the journeys drive. It has no tests of its own.
func runBuild(ctx context.Context, out io.Writer) (Tally, error) {
	cmd := command(ctx, "make", "--no-print-directory", "build")
	cmd.Stdout, cmd.Stderr = out, out
	return Tally{}, cmd.Run()
}

// runVitest runs the front end's unit tests.
func runVitest(ctx context.Context, out io.Writer) (Tally, error) {
	return npmRun(ctx, out, vitestTally, func(report string) ([]string, []string) {
		return []string{"run", "--silent", "test", "--", "--reporter=default", "--reporter=json", "--outputFile.json=" + report}, nil
	})
}

// runJourneys runs the browser journeys on the system's Chromium.
func runJourneys(ctx context.Context, out io.Writer) (Tally, error) {
	return npmRun(ctx, out, journeyTally, func(report string) ([]string, []string) {
		return []string{"run", "--silent", "e2e", "--", "--reporter=list,json"},
			[]string{"PLAYWRIGHT_JSON_OUTPUT_NAME=" + report, "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD=1"}
	})
}

// npmRun runs one npm script that leaves a report in a file, and reads it. The exit code alone decides nothing that the
// report does not say, except that a run without a report has crashed.
func npmRun(
	ctx context.Context, out io.Writer, read func(io.Reader) (Tally, error), how func(report string) (args, env []string),
) (Tally, error) {
	folder, err := os.MkdirTemp("", "sunlit-suite-")
	if err != nil {
		return Tally{}, err
	}
	defer func() { _ = os.RemoveAll(folder) }()
	report := filepath.Join(folder, "report.json")
	args, env := how(report)
	cmd := command(ctx, "npm", args...)
	cmd.Dir = "frontend"
	cmd.Env = append(os.Environ(), env...)
	cmd.Stdout, cmd.Stderr = out, out
	runErr := cmd.Run()

	file, err := os.Open(report)
	if err != nil {
		return Tally{}, fmt.Errorf("no report was written: %w", firstOf(runErr, err))
	}
	defer func() { _ = file.Close() }()
	tally, err := read(file)
	return tally, firstOf(runErr, err)
}

func firstOf(errs ...error) error {
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}
