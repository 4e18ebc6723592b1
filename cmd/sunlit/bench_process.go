package main

import (
	"context"
	"encoding/json"
	"errors"
	"net/http"
	"os"
	"path/filepath"
	"slices"
	"time"

	"sunlit/internal/bench"
	"sunlit/internal/store"
)

// removing makes an upload that leaves nothing on disk, as the bare one does: minutes of uploads
// would fill it.
func (t *trial) removing(post func(context.Context, *bench.Client) ([]byte, error)) func(context.Context) error {
	return func(ctx context.Context) error {
		body, err := post(ctx, t.ours)
		if err != nil {
			return err
		}
		var answer struct {
			UploadID string `json:"uploadId"`
		}
		if err := json.Unmarshal(body, &answer); err != nil {
			return err
		}
		rows, err := t.portal.store.UploadedEvidence(ctx, store.Uploads{IDs: []string{answer.UploadID}})
		if err != nil {
			return err
		}
		return t.portal.cases.Blobs.Delete(ctx, rows[0].BlobKey)
	}
}

// furnish seeds the demo, so that the process finds the database as after its first start.
func (t *trial) furnish(ctx context.Context) error {
	_, err := t.portal.seedPetitions(ctx)
	return err
}

// process starts the portal as an office runs it, on the database that is there by now, and reads
// how long that takes and how much memory it holds.
func (t *trial) process(ctx context.Context) (err error) {
	program, err := os.Executable()
	if err != nil {
		return err
	}
	log, err := os.Create(filepath.Join(t.dir, "process.log"))
	if err != nil {
		return err
	}
	defer log.Close()
	var seconds []float64
	var process *bench.Process
	for range t.starts {
		if process != nil {
			if err := process.Stop(); err != nil {
				return err
			}
		}
		if process, err = bench.StartProcess(ctx, program, t.environ(), log); err != nil {
			return err
		}
		seconds = append(seconds, process.Start.Seconds())
	}
	defer func() { err = errors.Join(err, process.Stop()) }()
	slices.Sort(seconds)
	t.report.Figure("cold start until /healthz answers", 0, seconds[len(seconds)/2], " s", bench.Goal{Most: 1})
	return t.memory(ctx, process)
}

// memory reads what the process holds at rest, and at most while 32 clients file and look up.
func (t *trial) memory(ctx context.Context, process *bench.Process) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(t.idle):
	}
	idle, _, err := process.Memory()
	if err != nil {
		return err
	}
	t.report.Figure("memory at rest", 0, idle, " MB", bench.Goal{Most: 80})
	client := bench.NewClient(process.Base, mostClients)
	defer client.Close()
	busy := func(ctx context.Context) error {
		if err := client.File(ctx); err != nil {
			return err
		}
		_, err := client.Send(ctx, bench.Request{Method: http.MethodGet, Path: "/api/v1/petitions/" + t.bare.Number(), Want: http.StatusOK})
		return err
	}
	plan := bench.Plan{Clients: mostClients, Rounds: 1, Slice: t.load}
	if _, err := plan.Race(ctx, bench.Contender{Name: "file and look up", Once: busy}); err != nil {
		return err
	}
	_, most, err := process.Memory()
	if err != nil {
		return err
	}
	t.report.Figure("memory at most, filing and looking up", mostClients, most, " MB", bench.Goal{Most: 160})
	return nil
}
