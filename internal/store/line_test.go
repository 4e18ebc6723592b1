package store_test

import (
	"testing"

	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func TestLineNamesStepsAndNothingElse(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := file(t, s, func(p *petition.Petition) { p.Holder = "unit-a" })
		file(t, s)
		approval := anEvent(p, 2, petition.Approve)
		approval.Content.Settles = petition.Draft
		must(t, approval.Seal())
		must(t, s.Tx(t.Context(), func(tx *store.Store) error { return tx.AppendEvent(t.Context(), approval) }))
		for range 2 { // prepared, and again
			row, steps, err := s.Line(t.Context(), store.CitizenScope(p.Number))
			must(t, err)
			if row.Number != p.Number || row.Stage != p.Stage || row.Holder != "unit-a" || row.DueOn != p.DueOn || row.Title != "" {
				t.Errorf("%+v", row)
			}
			if len(steps) != 2 || steps[0].Verb != petition.File || steps[0].Settles != "" || !steps[0].At.Equal(noon) || steps[1].Settles != petition.Draft {
				t.Errorf("%+v", steps)
			}
		}
		for _, sc := range []store.Scope{store.CitizenScope(petition.NewNumber()), store.CitizenScope("信"), {}, office, store.SystemScope()} {
			if _, _, err := s.Line(t.Context(), sc); !fault.Is(err, fault.NotFound) {
				t.Errorf("%+v: %v", sc, err)
			}
		}
	})
}

// Closed petitions share one due date: pages among them must follow each other too.
func TestPagesAmongEqualDueDates(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for i := range 23 {
			file(t, s, func(p *petition.Petition) {
				if i%3 > 0 {
					p.Stage, p.Open, p.DueOn = petition.Closed, false, petition.NoDue
				}
			})
		}
		for _, sort := range []store.Sort{store.SortDue, store.SortFiled} {
			seen := map[string]bool{}
			for _, p := range everything(t, s, office, store.Query{Limit: 4, Sort: sort}) {
				if seen[p.Number] {
					t.Errorf("%s: %s comes twice", sort, p.Number)
				}
				seen[p.Number] = true
			}
			if len(seen) != 23 {
				t.Errorf("%s: %d of 23", sort, len(seen))
			}
		}
	})
}
