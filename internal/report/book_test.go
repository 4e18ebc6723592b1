package report_test

import (
	"context"
	"crypto/rand"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"
	"pgregory.net/rapid"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
	"sunlit/internal/report"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// kept writes the events of a life that the database does not have yet, up to one.
func (x *life) kept(s *store.Store, id *int64, from, to int) {
	x.t.Helper()
	l := &petition.Case{}
	must(x.t, s.Tx(context.Background(), func(tx *store.Store) error {
		*l = petition.Case{}
		for i := range to {
			e := x.events[i]
			if err := x.law.Apply(l, &e); err != nil {
				return err
			}
			l.ID = *id
			if i < from {
				continue
			}
			e.ID, e.PetitionID, e.RecordedAt, e.Salt = store.NewID(), *id, e.At, make([]byte, 32)
			_, _ = rand.Read(e.Salt)
			if err := e.Seal(); err != nil {
				return err
			}
			if i == 0 {
				p := l.Petition
				if err := tx.InsertFiling(context.Background(), &store.Filing{Petition: &p, Event: &e}); err != nil {
					return err
				}
				*id = p.ID
				continue
			}
			if err := tx.AppendEvent(context.Background(), &e); err != nil {
				return err
			}
			if err := tx.UpdateProjection(context.Background(), &l.Petition, i); err != nil {
				return err
			}
		}
		return nil
	}))
}

var sameFigures = []cmp.Option{cmpopts.EquateEmpty(), cmpopts.EquateComparable(clock.Day{})}

// The counters, folded whenever it happens, come to what counting every event anew comes to.
func TestCountersAreAFullRecount(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := law(t)
		book := report.Book{Store: s, Law: l}
		var lives []*life
		numbers := []string{""}
		repeated := map[string]bool{}
		draws := 0
		rapid.Check(t, func(r *rapid.T) {
			if draws++; draws > 25 { // histories add up: each draw is counted on top of all before
				return
			}
			ids := map[*life]*int64{}
			wrote := map[*life]int{}
			var now []*life
			for range rapid.IntRange(1, 3).Draw(r, "lives") {
				x := randomLife(t, r, l, petition.NewNumber())
				if same := rapid.SampledFrom(numbers).Draw(r, "same"); same != "" {
					x.events[0].Content.Filing.SameAs, repeated[same] = same, true
				}
				numbers = append(numbers, x.c.Number)
				now, ids[x] = append(now, x), new(int64)
			}
			for range 2 {
				for _, x := range now {
					to := rapid.IntRange(max(1, wrote[x]), len(x.events)).Draw(r, "events")
					if to > wrote[x] {
						x.kept(s, ids[x], wrote[x], to)
						wrote[x] = to
					}
				}
				if rapid.Bool().Draw(r, "fold") {
					_, err := book.Fold(t.Context(), 1000)
					must(t, err)
				}
			}
			for _, x := range now {
				x.kept(s, ids[x], wrote[x], len(x.events))
			}
			lives = append(lives, now...)
			agree(t, r, book, lives, repeated)
		})
		n, err := book.Mend(t.Context())
		must(t, err)
		if n != 0 {
			t.Errorf("folding had missed %d", n)
		}
		must(t, s.RecountFigures(t.Context(), true))
		agree(t, t, book, lives, repeated)
	})
}

type complainer interface{ Errorf(string, ...any) }

func agree(t *testing.T, r complainer, book report.Book, lives []*life, repeated map[string]bool) {
	t.Helper()
	_, err := book.Fold(t.Context(), 1000)
	must(t, err)
	var marks []report.Mark
	for _, x := range lives {
		marks = append(marks, x.marks(repeated[x.c.Number])...)
	}
	for _, c := range []struct{ from, to, today string }{{"2020-01-01", "2028-01-01", "2028-01-01"}, {"2026-02-01", "2026-04-30", "2026-04-17"}} {
		p, today := period(c.from, c.to), day(c.today)
		got, err := book.Figures(t.Context(), p, today)
		must(t, err)
		p = p.Clip(today)
		want := report.FiguresOf(p, report.CountOf(marks, report.Period{To: p.From.AddDays(-1)}, today), report.CountOf(marks, p, today))
		if diff := cmp.Diff(want, got.Figures, sameFigures...); diff != "" {
			r.Errorf("%v counted (+) and recounted (-) differ:\n%s", p, diff)
		}
	}
}

// Two nodes that count at once count once.
func TestOneNodeCounts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := law(t)
		x := forwarded(t, l)
		x.events[0].Content.Number, x.c.Number = petition.NewNumber(), ""
		x.kept(s, new(int64), 0, len(x.events))
		_, mine, err := s.Lease(t.Context(), "figures", "another node", 60e9)
		must(t, err)
		book := report.Book{Store: s, Law: l}
		if n, err := book.Fold(t.Context(), 10); !mine || n != 0 || err != nil {
			t.Errorf("counted %d beside another node: %v", n, err)
		}
		if behind, err := book.Behind(t.Context()); !behind || err != nil {
			t.Errorf("nothing is missing: %v", err)
		}
	})
}

// Calendar moves the last days of what is open; the counters follow.
func TestOtherLastDaysAreCountedAnew(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		l := law(t)
		x := forwarded(t, l)
		x.kept(s, new(int64), 0, len(x.events))
		book := report.Book{Store: s, Law: l}
		due := func() string {
			t.Helper()
			_, err := book.Fold(t.Context(), 10)
			must(t, err)
			counts, err := book.Counts(t.Context(), period("2026-03-01", "2026-04-30"), day("2027-01-01"))
			must(t, err)
			var months []string
			for _, c := range counts {
				if c.Measure == report.ToldDue {
					months = append(months, c.Month)
				}
			}
			return strings.Join(months, " ")
		}
		if got := due(); got != "2026-03" {
			t.Errorf("told by %s", got)
		}
		rules := *l.Rules
		other, err := clock.ParseCalendar([]byte(closedMarch))
		must(t, err)
		book.Law = &petition.Law{Rules: &rules, Calendar: other}
		must(t, s.RecountFigures(t.Context(), false))
		if got := due(); got != "2026-04" {
			t.Errorf("with all of March off, told by %s", got)
		}
	})
}

const closedMarch = `years:
  2026:
    holiday: [2026-03-10..2026-03-31 停电]
`
