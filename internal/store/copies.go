package store

import (
	"context"
	"slices"
	"strings"
)

// copyRows is how many rows one statement inserts: the engines limit the placeholders of a statement.
const copyRows = 500

// InsertBeside writes petitions with all that stands beside them, keys and marks as given, inside Tx. It is for generated
// ones: no verb writes like this.
func (s *Store) InsertBeside(ctx context.Context, b *Beside) error {
	if s.tx == nil {
		return errNoTx
	}
	for _, p := range b.Petitions {
		b.all = append(b.all, p.ID)
	}
	slices.Sort(b.all)
	if err := insertCopies(ctx, s, valuesOf(b.all, b.Petitions)); err != nil {
		return s.fail("insert petitions", err)
	}
	for _, insert := range []func() error{
		rowsCopied(ctx, s, b, b.Events), rowsCopied(ctx, s, b, b.Identities), rowsCopied(ctx, s, b, b.Lookups), rowsCopied(ctx, s, b, b.Abouts),
		rowsCopied(ctx, s, b, b.Tasks), rowsCopied(ctx, s, b, b.CoHandlers), rowsCopied(ctx, s, b, b.Doors), rowsCopied(ctx, s, b, b.Lines),
		rowsCopied(ctx, s, b, b.Evidence), rowsCopied(ctx, s, b, b.Papers), rowsCopied(ctx, s, b, b.Reads), rowsCopied(ctx, s, b, b.Trails),
	} {
		if err := insert(); err != nil {
			return s.fail("insert copies", err)
		}
	}
	return nil
}

func rowsCopied[T any](ctx context.Context, s *Store, b *Beside, by map[int64][]T) func() error {
	return func() error {
		var rows []T
		for _, id := range b.all {
			rows = append(rows, by[id]...)
		}
		return insertCopies(ctx, s, rows)
	}
}

func valuesOf[T any](keys []int64, by map[int64]T) []T {
	var rows []T
	for _, key := range keys {
		rows = append(rows, by[key])
	}
	return rows
}

// insertCopies inserts whole rows, also the key that the database would count up.
func insertCopies[T any](ctx context.Context, s *Store, rows []T) error {
	in, err := insertOf(new(T))
	if err != nil {
		return err
	}
	if in.key != nil {
		in.fields = append(in.fields, in.key)
	}
	names := strings.Join(in.columns(), "`, `")
	into := in.text[:strings.Index(in.text, " (")] + " (`" + names + "`) VALUES "
	for some := range slices.Chunk(rows, copyRows) {
		var args []any
		for i := range some {
			args = append(args, in.values(ctx, &some[i])...)
		}
		if err := s.insertRows(ctx, into, len(in.fields), args); err != nil {
			return err
		}
	}
	return nil
}

// PutPaperSeries sets where the series of papers stand, inside Tx: for generated papers.
func (s *Store) PutPaperSeries(ctx context.Context, series []Series) error {
	if s.tx == nil {
		return errNoTx
	}
	if _, err := s.tx.ExecContext(ctx, "DELETE FROM paper_series"); err != nil {
		return s.fail("paper series", err)
	}
	return s.fail("paper series", insertCopies(ctx, s, series))
}
