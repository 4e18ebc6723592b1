package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"path/filepath"
	"runtime/debug"
	"time"

	"github.com/prometheus/client_golang/prometheus"
	"github.com/prometheus/client_golang/prometheus/collectors"

	"sunlit/internal/clock"
	"sunlit/internal/document"
	"sunlit/internal/evidence"
	"sunlit/internal/identity"
	"sunlit/internal/job"
	"sunlit/internal/notify"
	"sunlit/internal/web"
)

type serveCommand struct{}

// countAtOnce is how many petitions the figures take in at a time: a rush of filings is counted when it is over.
const countAtOnce = 500

// drain is how long running requests may take after the signal to stop.
const drain = 20 * time.Second

// Run serves until the signal to stop, then lets running requests end.
func (serveCommand) Run(s *surroundings) error {
	p, err := openPortal(s)
	if err != nil {
		return err
	}
	defer p.close()
	if err := p.settings.MayServe(); err != nil {
		return err
	}
	if err := p.keepLog(s.ctx); err != nil {
		return err
	}
	if p.settings.Demo {
		if _, err := p.seedPetitions(s.ctx); err != nil {
			return err
		}
		printLogins(s.out, p.settings)
	}
	go func() {
		document.Prepare()   // the first paper does not wait for its fonts
		debug.FreeOSMemory() // what starting took is the machine's again
	}()
	server, err := p.server()
	if err != nil {
		return err
	}
	listener, err := (&net.ListenConfig{}).Listen(s.ctx, "tcp", p.settings.Listen)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "Sunlit is at http://%s\n", listener.Addr())
	ctx, stop := context.WithCancel(s.ctx)
	defer stop()
	jobs, err := p.jobs()
	if err != nil {
		return err
	}
	done := make(chan struct{})
	go func() { defer close(done); jobs.Run(ctx) }()
	err = serveUntil(ctx, server.HTTPServer(), listener)
	stop()
	<-done
	return err
}

func serveUntil(ctx context.Context, server *http.Server, listener net.Listener) error {
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	last, cancel := context.WithTimeout(context.WithoutCancel(ctx), drain)
	defer cancel()
	if err := server.Shutdown(last); err != nil {
		return errors.Join(err, server.Close())
	}
	return nil
}

func (p *portal) server() (*web.Server, error) {
	registry := prometheus.NewRegistry()
	registry.MustRegister(collectors.NewGoCollector(), collectors.NewProcessCollector(collectors.ProcessCollectorOpts{}))
	registry.MustRegister(p.gauges()...)
	var server *web.Server
	tus, err := evidence.NewTus(evidence.TusOptions{Intake: p.cases.Intake, Dir: filepath.Join(p.settings.Data, "uploads"), Path: web.TusPath, Now: p.clock.Now,
		Owner: web.UploadOwner,
		Received: func(ctx context.Context, owner string, f evidence.File) error {
			return p.cases.KeepUpload(ctx, f, owner)
		},
		Refuse: func(w http.ResponseWriter, r *http.Request, err error) { server.Refuse(w, r, err) },
	})
	if err != nil {
		return nil, err
	}
	p.tus = tus
	provider, err := p.provider()
	if err != nil {
		return nil, err
	}
	server, err = web.New(web.Options{Settings: p.settings, Cases: p.cases, Accounts: p.accounts, Clock: p.clock, Manual: p.manual, Log: p.log, Tus: tus,
		Metrics: registry, Ready: p.ready, Provider: provider})
	return server, err
}

// provider opens the identity provider of citizens, nil where none is configured.
func (p *portal) provider() (*identity.Provider, error) {
	o := p.settings.OIDC
	if o.Issuer == "" {
		return nil, nil
	}
	return identity.NewProvider(identity.ProviderSettings{Issuer: o.Issuer, ClientID: o.ClientID, ClientSecret: o.ClientSecret,
		RedirectURL: p.settings.BaseURL + web.ProviderCallback}, clock.System{})
}

// ready proves that database and evidence take a write.
func (p *portal) ready() error {
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	return errors.Join(p.store.Ping(ctx), evidence.Probe(ctx, p.cases.Blobs))
}

func (p *portal) jobs() (*job.Runner, error) {
	deliverer, err := notify.Open(p.settings.Mail, p.settings.SMS)
	if err != nil {
		return nil, err
	}
	deliverer.BaseURL, deliverer.Clock = p.settings.BaseURL, p.clock
	runner := job.New(p.cases, deliverer, p.log)
	runner.Also("sessions", time.Hour, func(ctx context.Context) error {
		_, err := p.accounts.ForgetEnded(ctx)
		return err
	})
	watch := p.cases.NewWatch()
	runner.Also("verify", time.Second, func(ctx context.Context) error { return watch.Rows(ctx, 300*time.Millisecond) })
	runner.Also("verify-log", time.Second, func(ctx context.Context) error { return watch.Log(ctx, 100*time.Millisecond) })
	runner.Also("verify-files", 2*time.Second, func(ctx context.Context) error { return watch.Files(ctx, 200*time.Millisecond) })
	runner.Also("figures", 5*time.Second, func(ctx context.Context) error {
		_, err := p.cases.CountUp(ctx, countAtOnce)
		return err
	})
	runner.Also("figures-mend", time.Hour, func(ctx context.Context) error {
		_, err := p.cases.MendCounts(ctx)
		return err
	})
	runner.Also("uploads", time.Hour, func(ctx context.Context) error {
		_, err := p.tus.Sweep(ctx)
		return err
	})
	return runner, nil
}
