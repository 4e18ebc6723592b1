package main

import (
	"context"
	"fmt"
	"io"
	"slices"
	"strings"
	"time"

	"sunlit/config"
	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

type demoCommand struct{}

// Run seeds the invented world and exits.
func (demoCommand) Run(s *surroundings) error {
	p, err := openPortal(s)
	if err != nil {
		return err
	}
	defer p.close()
	if !p.settings.Demo {
		return fmt.Errorf("demo: set SUNLIT_DEMO=true; invented petitions do not belong among real ones")
	}
	n, err := p.seedPetitions(s.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d petitions seeded.\n", n)
	printLogins(s.out, p.settings)
	return nil
}

// seedLogins puts the invented units and logins where they are missing.
func (p *portal) seedLogins(ctx context.Context) error {
	world, err := p.settings.DemoWorld()
	if err != nil {
		return err
	}
	d := identity.Demo{Password: config.DemoPassword}
	for _, u := range world.Units {
		d.Units = append(d.Units, identity.Unit{Code: u.Code, NameZH: u.Name.Zh, NameEN: u.Name.En, Short: u.Short, Kind: u.Kind, Parent: u.Parent,
			Phone: u.Phone, Address: u.Address.Zh, Active: true})
	}
	for _, l := range world.Logins {
		login := identity.DemoLogin{Login: l.Login, Name: l.Name, Position: l.Position.Zh, PositionEN: l.Position.En, Unit: l.Unit}
		for _, r := range l.Roles {
			login.Roles = append(login.Roles, petition.Role(r))
		}
		d.Logins = append(d.Logins, login)
	}
	_, err = p.accounts.SeedDemo(ctx, d)
	return err
}

// demoSeeded is the mark of a database whose invented petitions are there.
const demoSeeded = "demo-petitions"

// seedPetitions files the invented petitions once, each in its stage.
func (p *portal) seedPetitions(ctx context.Context) (int, error) {
	if done, err := p.store.Meta(ctx, demoSeeded); err == nil && done != "" {
		return 0, nil
	}
	world, err := p.settings.DemoWorld()
	if err != nil {
		return 0, err
	}
	if err := p.seedLeaders(ctx, world); err != nil {
		return 0, err
	}
	today := clock.DayOf(p.clock.Now())
	var ended []string
	for i, d := range world.Petitions {
		w := demoWalk{DemoPetition: d, filed: today.AddDays(-d.DaysAgo), office: p.cases.Dir.Office(), now: p.clock.Now(), minute: i}
		if first := clock.Date(2026, 1, 2); w.filed.Before(first) {
			w.filed = first
		}
		filed, _, err := p.cases.FileWithHistory(ctx, w.filing(), w.acts(p.accountOf(ctx)))
		if err != nil {
			return i, fmt.Errorf("demo petition %q: %w", d.Title, err)
		}
		if d.Publish && slices.Contains([]petition.Stage{petition.Final, petition.Closed, petition.Routed, petition.NotAccepted}, petition.Stage(d.Stage)) {
			ended = append(ended, filed.Number)
		}
	}
	if err := p.publishEnded(ctx, ended); err != nil {
		return len(world.Petitions), err
	}
	return len(world.Petitions), p.store.SetMeta(ctx, demoSeeded, p.clock.Now().Format(time.RFC3339))
}

// accountOf answers a demo login as an actor.
func (p *portal) accountOf(ctx context.Context) func(login string) petition.Actor {
	known := map[string]store.Account{}
	if rows, err := p.store.Accounts(ctx, ""); err == nil {
		for _, a := range rows {
			known[a.Login] = a
		}
	}
	return func(login string) petition.Actor {
		a := known[login]
		return petition.Actor{ID: a.ID, Unit: a.Unit, Roles: a.Roles}
	}
}

// printLogins tells the demo's logins at every start.
func printLogins(out io.Writer, s config.Settings) {
	world, err := s.DemoWorld()
	if err != nil {
		return
	}
	fmt.Fprintf(out, "\nDemo logins at %s/desk/ (password %s):\n", s.BaseURL, config.DemoPassword)
	for _, l := range world.Logins {
		fmt.Fprintf(out, "  %-12s %-16s %s\n", l.Login, l.Unit, strings.Join(l.Roles, " "))
	}
	fmt.Fprintln(out)
}

// silentFiling is a filing that tells nobody.
func silentFiling(f casework.Filing) casework.Filing {
	f.Silent = true
	return f
}
