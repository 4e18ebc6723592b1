// Command sunlit is the online petition portal: site, desk, API and jobs in one binary.
package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"syscall"

	"github.com/alecthomas/kong"
)

// commands is what `sunlit` can do; each has a file of its own.
type commands struct {
	Serve    serveCommand    `cmd:"" help:"Serve site, desk and API, and run the jobs."`
	Migrate  migrateCommand  `cmd:"" help:"Apply pending migrations."`
	Demo     demoCommand     `cmd:"" help:"Seed invented units, logins and petitions, and exit."`
	User     userCommand     `cmd:"" help:"Manage officials' accounts."`
	Import   importCommand   `cmd:"" help:"Import answered messages at their own dates."`
	Exchange exchangeCommand `cmd:"" help:"Exchange files with the superior's system."`
	Verify   verifyCommand   `cmd:"" help:"Compare every row, file and log entry with what was written; or check a receipt."`
	Rebuild  rebuildCommand  `cmd:"" help:"Write the published matters and their search index anew from the events."`
	Check    checkCommand    `cmd:"" help:"Check configuration, rules and database settings."`
	Bench    benchCommand    `cmd:"" help:"Measure against the machine's own limits."`
}

// surroundings is what a command runs in.
type surroundings struct {
	ctx     context.Context
	environ []string
	out     io.Writer
}

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, os.Args[1:], os.Environ(), os.Stdout); err != nil {
		fmt.Fprintln(os.Stderr, "sunlit:", err)
		os.Exit(1)
	}
}

// run is the whole program; tests call it.
func run(ctx context.Context, args, environ []string, out io.Writer) error {
	var cmds commands
	parser, err := kong.New(&cmds, kong.Name("sunlit"), kong.Description("Sunlit (阳光信访): an online petition portal."), kong.Writers(out, out), kong.UsageOnError())
	if err != nil {
		return err
	}
	parsed, err := parser.Parse(args)
	if err != nil {
		return err
	}
	return parsed.Run(&surroundings{ctx: ctx, environ: environ, out: out})
}
