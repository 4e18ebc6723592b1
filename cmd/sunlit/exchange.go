package main

import (
	"errors"
	"fmt"
	"os"

	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

type exchangeCommand struct {
	Export exchangeExport `cmd:"" help:"Write what was done since a day, for the superior's system."`
	Import exchangeImport `cmd:"" help:"Take in what a superior assigned; each number once."`
}

type exchangeExport struct {
	Since string `required:"" placeholder:"2026-01-01" help:"The first day."`
	File  string `arg:"" type:"path" help:"JSON lines, see docs/exchange.md."`
}

type exchangeImport struct {
	File string `arg:"" type:"existingfile" help:"JSON lines, see docs/exchange.md."`
}

// exchanger is the office's registrar as the command line.
func (p *portal) exchanger() identity.Official {
	return identity.Official{ID: "exchange", Unit: p.cases.Dir.Office(), Roles: []petition.Role{petition.Registrar}}
}

// Run writes the file beside its place first: half a file would be taken for all.
func (e exchangeExport) Run(s *surroundings) (err error) {
	since, err := clock.ParseDay(e.Since)
	if err != nil {
		return err
	}
	p, err := openPortal(s)
	if err != nil {
		return err
	}
	defer p.close()
	file, err := os.OpenFile(e.File+".part", os.O_CREATE|os.O_WRONLY|os.O_TRUNC, 0o600)
	if err != nil {
		return err
	}
	n, err := p.cases.ExportExchange(s.ctx, p.exchanger(), since, file)
	if err = errors.Join(err, file.Sync(), file.Close()); err != nil {
		return errors.Join(err, os.Remove(e.File+".part"))
	}
	fmt.Fprintf(s.out, "%d matters written.\n", n)
	return os.Rename(e.File+".part", e.File)
}

// Run takes each line once; stopped and started again it goes on where it was.
func (e exchangeImport) Run(s *surroundings) error {
	p, err := openPortal(s)
	if err != nil {
		return err
	}
	defer p.close()
	file, err := os.Open(e.File)
	if err != nil {
		return err
	}
	defer file.Close()
	report, err := p.cases.ImportExchange(s.ctx, p.exchanger(), file, "en")
	fmt.Fprintf(s.out, "%d taken, %d skipped because they are here already, %d refused.\n", len(report.Taken), len(report.Skipped), len(report.Refused))
	for _, line := range report.Taken {
		fmt.Fprintf(s.out, "line %d: %s %s is %s\n", line.Line, line.Source, line.Reference, petition.GroupNumber(line.Number))
	}
	for _, line := range report.Refused {
		fmt.Fprintf(s.out, "line %d refused: %s\n", line.Line, line.Why)
	}
	return err
}
