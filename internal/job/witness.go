package job

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"io"
	"net/http"
	"time"

	"sunlit/internal/ledger"
)

const (
	witnessPatience = 10 * time.Second
	witnessAnswer   = 64 << 10 // bytes; a cosignature has a few hundred
)

// witnessClient asks witnesses; who answers with another address is not followed.
var witnessClient = &http.Client{Timeout: witnessPatience,
	CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }}

// askWitnesses shows each witness the newest checkpoint. One that is away or refuses keeps nobody waiting: the log goes on,
// and the next checkpoint is shown to it again.
func (r *Runner) askWitnesses(ctx context.Context, _ int64) error {
	var errs []error
	for _, w := range r.cases.Witnesses {
		if w.URL == "" {
			continue
		}
		if err := r.ask(ctx, w, -1); err != nil {
			errs = append(errs, fmt.Errorf("witness %s: %w", w.Name(), err))
		}
	}
	return errors.Join(errs...)
}

// ask submits the newest checkpoint. A witness that has seen another size than we remember says so once (409); then it
// gets the proof from there.
func (r *Runner) ask(ctx context.Context, w ledger.Witness, seen int64) error {
	s, err := r.cases.Unwitnessed(ctx, w, seen)
	if s == nil || err != nil {
		return err
	}
	status, answer, err := post(ctx, w.URL+"/add-checkpoint", s.Text())
	switch {
	case err != nil:
		return err
	case status == http.StatusOK:
		return r.cases.KeepCosignature(ctx, w, s, answer)
	case status == http.StatusConflict && seen < 0:
		size, err := ledger.ParseSize(answer)
		if err != nil {
			return err
		}
		return r.ask(ctx, w, size)
	}
	return fmt.Errorf("answered %d", status)
}

func post(ctx context.Context, url string, body []byte) (int, []byte, error) {
	request, err := http.NewRequestWithContext(ctx, http.MethodPost, url, bytes.NewReader(body))
	if err != nil {
		return 0, nil, err
	}
	request.Header.Set("Content-Type", "text/plain; charset=utf-8")
	response, err := witnessClient.Do(request)
	if err != nil {
		return 0, nil, err
	}
	defer func() { _ = response.Body.Close() }()
	answer, err := io.ReadAll(io.LimitReader(response.Body, witnessAnswer))
	return response.StatusCode, answer, err
}
