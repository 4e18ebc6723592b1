package casework

import (
	"context"

	"sunlit/internal/store"
)

// Fill renders a paper from its row as somebody read it, perhaps before another did the same.
func (cs *Cases) Fill(ctx context.Context, row store.Paper) ([]byte, error) { return cs.fill(ctx, row) }
