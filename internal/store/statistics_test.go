package store_test

import (
	"slices"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"
	"pgregory.net/rapid"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// answer files a petition at an instant that is answered after a time (0: never).
func answer(at time.Time, after time.Duration, change ...func(*petition.Petition)) func(*petition.Petition) {
	return func(p *petition.Petition) {
		p.FiledAt, p.Unit, p.Stage = at, "unit-a", petition.Replied
		if after > 0 {
			answered := at.Add(after)
			p.AnsweredAt = &answered
		}
		for _, c := range change {
			c(p)
		}
	}
}

const day = 24 * time.Hour

func TestStatistics(t *testing.T) {
	begin := on("2019-03-01").Start()
	end := on("2019-04-30").End()
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		file(t, s, answer(begin.Add(-time.Millisecond), 0))                  // the day before in Shanghai
		file(t, s, answer(begin, 15*day+day-time.Millisecond))               // 15 days, rounded down
		file(t, s, answer(begin.Add(time.Millisecond), 16*day))              // exactly 16
		file(t, s, answer(begin.Add(30*day), 3*day-time.Millisecond, unitB)) // 2, answered in April
		file(t, s, answer(end.Add(-time.Millisecond), 61*day))               // answered after the period
		file(t, s, answer(end, 0))                                           // the day after
		file(t, s, answer(begin.Add(-70*day), 71*day, func(p *petition.Petition) { p.Kind = petition.Report }))

		from, to := on("2019-03-01"), on("2019-04-30")
		want := store.Figures{Filed: 4, Answered: 4, MedianDays: 15, P90Days: 71, LaterThan15: 0.5, LaterThan60: 0.25}
		if diff := cmp.Diff(want, got(s.Statistics(ctx, from, to))(t)); diff != "" {
			t.Error(diff)
		}
		months := []store.Group{
			{Key: "2019-03", Figures: store.Figures{Filed: 3, Answered: 3, MedianDays: 16, P90Days: 71, LaterThan15: 2. / 3, LaterThan60: 1. / 3}},
			{Key: "2019-04", Figures: store.Figures{Filed: 1, Answered: 1, MedianDays: 2, P90Days: 2}},
		}
		if diff := cmp.Diff(months, got(s.StatisticsBy(ctx, from, to, store.ByMonth))(t)); diff != "" {
			t.Error(diff)
		}
		units := []store.Group{ // the report is in no unit
			{Key: "unit-a", Figures: store.Figures{Filed: 3, Answered: 2, MedianDays: 15, P90Days: 16, LaterThan15: 0.5}},
			{Key: "unit-b", Figures: store.Figures{Filed: 1, Answered: 1, MedianDays: 2, P90Days: 2}},
		}
		if diff := cmp.Diff(units, got(s.StatisticsBy(ctx, from, to, store.ByUnit))(t)); diff != "" {
			t.Error(diff)
		}
		if f := got(s.Statistics(ctx, on("1999-01-01"), on("1999-12-31")))(t); f != (store.Figures{}) {
			t.Errorf("an empty period: %+v", f)
		}
		if _, err := s.StatisticsBy(ctx, from, to, "title"); err == nil {
			t.Error("grouped by anything")
		}
	})
}

func unitB(p *petition.Petition) { p.Unit = "unit-b" }

// The value at rank ⌈p·n⌉ as the contract words it, against the histogram's arithmetic.
func TestRanks(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		year := 1970
		rapid.Check(t, func(r *rapid.T) {
			year++ // each draw has a year of its own
			begin := on("1970-01-01").Start().AddDate(year-1970, 0, 0)
			all := rapid.SliceOfN(rapid.IntRange(0, 80), 1, 12).Draw(r, "days")
			must(t, s.Tx(t.Context(), func(tx *store.Store) error {
				for _, n := range all {
					p := aPetition(answer(begin.Add(200*day-time.Duration(n)*day), time.Duration(n)*day+time.Millisecond))
					if err := tx.InsertFiling(t.Context(), &store.Filing{Petition: p, Event: anEvent(p, 1, petition.File)}); err != nil {
						return err
					}
				}
				return nil
			}))
			slices.Sort(all)
			n := len(all)
			f := got(s.Statistics(t.Context(), clock.DayOf(begin), clock.DayOf(begin.Add(300*day))))(t)
			if f.MedianDays != all[(n+1)/2-1] || f.P90Days != all[(9*n+9)/10-1] || f.Answered != n {
				r.Errorf("%v: %+v", all, f)
			}
		})
	})
}
