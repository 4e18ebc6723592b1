package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net"
	"net/http"
	"os"
	"strings"
	"time"

	"sunlit/internal/bench"
	"sunlit/internal/clock"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/web"
)

// clients are the numbers of clients at a time, and the most of them.
var clients = []int{1, 8, 32}

const mostClients = 32

// pageOfDesk is how many petitions the desk asks for at a time.
const pageOfDesk = 50

// pageOfTen is a shorter page, to tell what a page costs from what its rows cost.
const pageOfTen = 10

// photoSize is the size of the uploaded photo in bytes.
const photoSize = 10 << 20

// trial measures on one database.
type trial struct {
	*surroundings
	effort
	report       *bench.Report
	dir          string // for everything the portal writes
	database     string
	bareDatabase string

	portal *portal
	bare   *bench.Bare
	ours   *bench.Client
	theirs *bench.Client // of the bare handlers
}

// run measures everything once, sides interleaved.
func (t *trial) run(ctx context.Context, name string) (err error) {
	t.report.Engine(name)
	stop, err := t.open(ctx)
	if err != nil {
		return err
	}
	steps := []func(context.Context) error{t.filing, t.logged, t.lookUp, t.queue, t.upload, t.furnish}
	for _, step := range steps {
		if err = step(ctx); err != nil {
			break
		}
	}
	if err = errors.Join(err, stop()); err != nil {
		return err
	}
	return t.process(ctx)
}

// environ is what the portal runs in: nothing of the machine's own settings.
func (t *trial) environ() []string {
	var kept []string
	for _, pair := range t.surroundings.environ {
		if !strings.HasPrefix(pair, "SUNLIT_") {
			kept = append(kept, pair)
		}
	}
	return append(kept, "SUNLIT_DATA="+t.dir, "SUNLIT_DATABASE="+t.database, "SUNLIT_DEMO=true", "SUNLIT_LIMITS=off", "SUNLIT_LISTEN=127.0.0.1:0")
}

// open starts the portal in this process and the bare handlers beside it, and answers how to stop both.
func (t *trial) open(ctx context.Context) (stop func() error, err error) {
	twin, err := store.Open(ctx, t.bareDatabase)
	if err != nil {
		return nil, err
	}
	if err := errors.Join(twin.Migrate(ctx), twin.Close()); err != nil {
		return nil, err
	}
	if t.portal, err = openPortal(&surroundings{ctx: ctx, environ: t.environ(), out: t.out}); err != nil {
		return nil, err
	}
	// Writing the request log is part of what is measured, the disk it may end on is not: every line
	// would wait for the syncs of the very database that is compared.
	log, err := os.OpenFile(os.DevNull, os.O_WRONLY, 0)
	if err != nil {
		return nil, errors.Join(err, t.portal.close())
	}
	t.portal.log = slog.New(slog.NewJSONHandler(log, nil))
	if t.bare, err = bench.OpenBare(ctx, t.bareDatabase, t.database); err != nil {
		return nil, errors.Join(err, log.Close(), t.portal.close())
	}
	closers := []func() error{t.portal.close, t.bare.Close, log.Close}
	stop = func() (err error) {
		for i := range closers {
			err = errors.Join(err, closers[len(closers)-1-i]())
		}
		return err
	}
	server, err := t.portal.server()
	if err != nil {
		return nil, errors.Join(err, stop())
	}
	for into, handler := range map[**bench.Client]*http.Server{&t.ours: server.HTTPServer(), &t.theirs: {Handler: web.Bare(t.bare.Look, t.dir), ReadHeaderTimeout: time.Second}} {
		listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
		if err != nil {
			return nil, errors.Join(err, stop())
		}
		go func() { _ = handler.Serve(listener) }()
		client := bench.NewClient("http://"+listener.Addr().String(), mostClients)
		*into = client
		closers = append(closers, func() error { client.Close(); return handler.Close() })
	}
	return stop, nil
}

func (t *trial) plan(clients int) bench.Plan {
	return bench.Plan{Clients: clients, Rounds: t.rounds, Slice: t.slice}
}

// filing compares a filing over HTTP with the inserts it stands on.
func (t *trial) filing(ctx context.Context) error {
	inserts, err := t.bare.Learn(ctx, t.ours.File)
	if err != nil {
		return err
	}
	for _, n := range clients {
		race, err := t.plan(n).Race(ctx, bench.Contender{Name: "filing", Once: t.ours.File},
			bench.Contender{Name: "three bare inserts", Once: t.bare.Three}, bench.Contender{Name: "as many bare inserts", Once: t.bare.AsMany})
		if err != nil {
			return err
		}
		var three, many bench.Goal
		if _, mariadb := strings.CutPrefix(t.database, "mysql:"); mariadb && n > 1 {
			three, many = bench.Goal{Least: 0.5}, bench.Goal{Least: 0.75}
		}
		t.report.Ratio("filing / three bare inserts", n, race.Ratio(0, 1), three, bench.Rate(race.Rate(0)), bench.Rate(race.Rate(1)))
		t.report.Ratio(fmt.Sprintf("filing / its own %d inserts, bare", inserts), n, race.Ratio(0, 2), many, bench.Rate(race.Rate(0)), bench.Rate(race.Rate(2)))
	}
	return nil
}

// lookUp compares the public line with the bare router and one SELECT by unique key.
func (t *trial) lookUp(ctx context.Context) error {
	if err := t.bare.PrepareLook(ctx); err != nil {
		return err
	}
	get := func(client *bench.Client, path string) func(context.Context) error {
		return func(ctx context.Context) error {
			_, err := client.Send(ctx, bench.Request{Method: http.MethodGet, Path: path + t.bare.Number(), Want: http.StatusOK})
			return err
		}
	}
	for _, n := range clients {
		race, err := t.plan(n).Race(ctx, bench.Contender{Name: "look-up", Once: get(t.ours, "/api/v1/petitions/")},
			bench.Contender{Name: "bare look-up", Once: get(t.theirs, "/petitions/")})
		if err != nil {
			return err
		}
		t.report.Ratio("look-up / bare router and SELECT", n, race.Ratio(0, 1), bench.Goal{Least: 0.6}, bench.Rate(race.Rate(0)), bench.Rate(race.Rate(1)))
	}
	return nil
}

// queue compares pages of the registrar's queue, inside the store, with a SELECT by unique key.
func (t *trial) queue(ctx context.Context) error {
	office := t.portal.cases.Dir.Office()
	unit, _ := t.portal.cases.Dir.First("unit")
	if err := t.bare.Fill(ctx, t.petitions, office, unit.Code); err != nil {
		return err
	}
	if err := t.bare.PrepareLook(ctx); err != nil {
		return err
	}
	scope := store.OfficialScope("bench", office, petition.Registrar)
	first := store.Query{Limit: pageOfDesk, Today: clock.DayOf(t.portal.clock.Now())}
	deep := first
	for range t.deep - 1 {
		page, err := t.portal.store.Queue(ctx, scope, deep)
		if err != nil {
			return err
		}
		if page.Next == "" {
			return fmt.Errorf("the queue ends before page %d", t.deep)
		}
		deep.Cursor = page.Next
	}
	short := first
	short.Limit = pageOfTen
	read := func(q store.Query) func(context.Context) error {
		return func(ctx context.Context) error {
			page, err := t.portal.store.Queue(ctx, scope, q)
			if err == nil && len(page.Items) != q.Limit {
				err = fmt.Errorf("a page of %d", len(page.Items))
			}
			return err
		}
	}
	look := func(ctx context.Context) error {
		_, err := t.bare.Look(ctx, t.bare.Number())
		return err
	}
	race, err := t.plan(1).Race(ctx, bench.Contender{Name: "first page", Once: read(first)}, bench.Contender{Name: "deep page", Once: read(deep)},
		bench.Contender{Name: "SELECT by unique key", Once: look}, bench.Contender{Name: "short page", Once: read(short)})
	if err != nil {
		return err
	}
	what := fmt.Sprintf("queue of %d: page of %%d / SELECT by key", t.petitions)
	t.report.Ratio(fmt.Sprintf(what, pageOfDesk), 1, race.Cost(0, 2), bench.Goal{Most: 3}, bench.Each(race.Rate(0)), bench.Each(race.Rate(2)))
	t.report.Ratio(fmt.Sprintf(what, pageOfTen), 1, race.Cost(3, 2), bench.Goal{}, bench.Each(race.Rate(3)), bench.Each(race.Rate(2)))
	t.report.Ratio(fmt.Sprintf("queue: page %d / page 1", t.deep), 1, race.Cost(1, 0), bench.Goal{Most: 1.5}, bench.Each(race.Rate(1)), bench.Each(race.Rate(0)))
	return nil
}

// upload compares receiving a photo with hashing the same bytes into a file.
func (t *trial) upload(ctx context.Context) error {
	body, contentType, err := bench.Photo(photoSize)
	if err != nil {
		return err
	}
	post := func(path string) func(context.Context, *bench.Client) ([]byte, error) {
		return func(ctx context.Context, client *bench.Client) ([]byte, error) {
			return client.Send(ctx, bench.Request{Method: http.MethodPost, Path: path, Type: contentType, Body: body, Want: http.StatusCreated})
		}
	}
	bare := func(ctx context.Context) error {
		_, err := post("/evidence")(ctx, t.theirs)
		return err
	}
	for _, n := range []int{1, 8} {
		plan := t.plan(n)
		plan.Slice *= 2 // a turn holds few of them
		race, err := plan.Race(ctx, bench.Contender{Name: "upload", Once: t.removing(post("/api/v1/evidence"))},
			bench.Contender{Name: "bare upload", Once: bare})
		if err != nil {
			return err
		}
		t.report.Ratio("upload of 10 MB / bare upload", n, race.Ratio(0, 1), bench.Goal{Least: 0.8}, bench.Rate(race.Rate(0)), bench.Rate(race.Rate(1)))
	}
	return nil
}
