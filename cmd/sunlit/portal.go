package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"

	"sunlit/config"
	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// portal is everything a command works with, opened from the settings.
type portal struct {
	settings config.Settings
	log      *slog.Logger
	store    *store.Store
	keys     *identity.Keys
	accounts *identity.Accounts
	cases    *casework.Cases
	clock    clock.Clock
	manual   *clock.Manual // demo mode only
	tus      *evidence.Tus // once the server was made
}

// openPortal reads the settings, opens the database and migrates it unless told not to.
func openPortal(s *surroundings) (*portal, error) {
	settings, err := config.Load(s.environ)
	if err != nil {
		return nil, err
	}
	if err := os.MkdirAll(settings.Data, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	p := &portal{settings: settings, clock: clock.System{}}
	p.log = slog.New(slog.NewJSONHandler(os.Stderr, &slog.HandlerOptions{Level: settings.LogLevel}))
	if settings.Demo {
		p.manual = clock.NewRunning()
		p.clock = p.manual
	}
	if p.keys, err = identity.LoadKeys(settings.Keys, settings.Demo); err != nil {
		return nil, err
	}
	if p.store, err = store.Open(s.ctx, settings.Database); err != nil {
		return nil, err
	}
	if err := p.prepare(s.ctx); err != nil {
		return nil, errors.Join(err, p.store.Close())
	}
	return p, nil
}

// prepare migrates, builds the cases and, in demo mode, seeds units and logins.
func (p *portal) prepare(ctx context.Context) error {
	if p.settings.Migrate {
		if err := p.store.Migrate(ctx); err != nil {
			return err
		}
	} else if n, err := p.store.MigrationsPending(ctx); err != nil || n > 0 {
		return errors.Join(err, fmt.Errorf("%d migrations are pending: run sunlit migrate", n))
	}
	if err := p.sameKeys(ctx); err != nil {
		return err
	}
	p.accounts = identity.NewAccounts(p.store, p.keys, identity.Options{Demo: p.settings.Demo, Limits: p.settings.Limits, Log: p.log})
	if p.settings.Demo {
		if err := p.seedLogins(ctx); err != nil {
			return err
		}
	}
	return p.openCases(ctx)
}

// sameKeys refuses a key file that is not the database's own: with another one
// nobody could read who the petitioners are.
func (p *portal) sameKeys(ctx context.Context) error {
	const mark = "keys"
	known, err := p.store.Meta(ctx, mark)
	switch {
	case fault.Is(err, fault.NotFound) || err == nil && known == "":
		return p.store.SetMeta(ctx, mark, p.keys.Fingerprint())
	case err != nil:
		return err
	case known != p.keys.Fingerprint():
		return fmt.Errorf("keys: %s is not the key file of this database", p.settings.Keys)
	}
	return nil
}

func (p *portal) openCases(ctx context.Context) error {
	blobs, err := evidence.OpenBlobs(p.settings.Blobs)
	if err != nil {
		return err
	}
	intake, err := evidence.NewIntake(evidence.Options{Blobs: blobs})
	if err != nil {
		return err
	}
	dir, err := p.directory(ctx)
	if err != nil {
		return err
	}
	p.cases = &casework.Cases{Store: p.store, Keys: p.keys, Blobs: blobs, Intake: intake, Dir: dir, Clock: p.clock,
		BaseURL: p.settings.BaseURL, Phone: p.settings.Site.Phone, Log: p.log, Unlimited: !p.settings.Limits,
		CodesPerHour: p.settings.CodesPerHour, FullTextOTP: p.settings.Site.FullTextNeeds == config.FullTextOTP}
	if err := p.openLog(ctx); err != nil {
		return err
	}
	law, err := readLaw(p.settings)
	if err != nil {
		return err
	}
	return p.cases.ReloadLaw(ctx, law.Rules, law.Calendar)
}

// readLaw parses rules and calendar; whatever is wrong is told by line.
func readLaw(s config.Settings) (*petition.Law, error) {
	text, err := s.File("rules.yaml")
	if err != nil {
		return nil, err
	}
	rules, err := petition.ParseRules(text)
	if err != nil {
		return nil, err
	}
	if text, err = s.File("calendar.yaml"); err != nil {
		return nil, err
	}
	calendar, err := clock.ParseCalendar(text)
	if err != nil {
		return nil, err
	}
	return &petition.Law{Rules: rules, Calendar: calendar}, nil
}

// directory reads units from the database, categories and places from configuration.
func (p *portal) directory(ctx context.Context) (*casework.Directory, error) {
	units, err := p.store.Units(ctx)
	if err != nil {
		return nil, err
	}
	categories, err := p.settings.Categories()
	if err != nil {
		return nil, err
	}
	world, err := p.settings.DemoWorld()
	if err != nil {
		return nil, err
	}
	var cats, places []casework.Node
	for _, c := range categories {
		cats = append(cats, casework.Node{Code: c.Code, NameZH: c.Zh, NameEN: c.En, Parent: c.Parent()})
	}
	for _, pl := range world.Places {
		places = append(places, casework.Node{Code: pl.Code, NameZH: pl.Zh, NameEN: pl.En, Parent: pl.Parent})
	}
	return casework.NewDirectory(units, cats, places), nil
}

func (p *portal) close() error { return p.store.Close() }
