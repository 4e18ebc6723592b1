package casework

import (
	"context"
	"time"

	"sunlit/internal/store"
)

// Fill renders a paper from its row as somebody read it, perhaps before another did the same.
func (cs *Cases) Fill(ctx context.Context, row store.Paper) ([]byte, error) { return cs.fill(ctx, row) }

// By has the watch read the time from a clock of the test's.
func (w *Watch) By(now func() time.Time) *Watch {
	w.machine = now
	return w
}
