package store_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// allowed says in plain Go what the scope says in SQL: the law as domain.md and contract.md word it.
func allowed(role petition.Role, account, unit string, p *petition.Petition, abouts []string) bool {
	report := p.Sealed || p.Kind == petition.Report || p.Route == petition.RouteB
	involved := slices.Contains(abouts, unit)
	if account == "" || unit == "" {
		return false
	}
	switch role {
	case petition.Registrar, petition.Office:
		return p.OfficeUnit == unit && !p.Sealed
	case petition.Handler, petition.Head:
		early := p.Stage == petition.Submitted || p.Stage == petition.Registered || p.Stage == petition.Sealed
		return p.Unit == unit && !early && !report && !involved
	case petition.Lead:
		return p.LeadID == account && !report && !involved
	case petition.Joint:
		return p.Stage == petition.Dispute && !report && !involved
	case petition.Reviewer:
		return p.ReviewUnit == unit && !report && !involved
	case petition.Rechecker:
		recorded := p.OfficeUnit == unit && (p.Stage == petition.Rechecking || p.Stage == petition.Final)
		return (p.ReviewUnit == unit || recorded) && !report && !involved
	case petition.Discipline:
		return p.Sealed
	}
	return false
}

var (
	orgUnits    = []string{"petition-office", "unit-a", "unit-b", "review-office", "discipline"}
	orgAccounts = []string{"acc-1", "acc-2", "acc-3"}
	orgRoles    = append(slices.Clone(petition.Roles), petition.Auditor, petition.Admin)
)

// anyPetition draws a petition anywhere in a small organisation.
func anyPetition(r *rapid.T) (*petition.Petition, []string) {
	one := func(name string, from []string) string { return rapid.SampledFrom(from).Draw(r, name) }
	some := func(name string, from []string) string { return one(name, append([]string{""}, from...)) }
	stage := rapid.SampledFrom(petition.Stages).Draw(r, "stage")
	p := aPetition(func(p *petition.Petition) {
		p.Stage, p.Open = stage, stage.Open()
		p.Sealed = stage == petition.Sealed || rapid.Float64Range(0, 1).Draw(r, "sealed") < 0.1
		p.Kind = rapid.SampledFrom([]petition.Kind{petition.Claim, petition.Suggestion, petition.Report, petition.Other}).Draw(r, "kind")
		p.Route = rapid.SampledFrom([]petition.Route{"", petition.RouteA, petition.RouteB, petition.RouteC6}).Draw(r, "route")
		p.OfficeUnit = one("office", orgUnits[:2])
		p.Unit, p.ReviewUnit = some("unit", orgUnits), some("review", orgUnits)
		p.HandlerID, p.LeadID = some("handler", orgAccounts), some("lead", orgAccounts)
		p.PendingVerb = rapid.SampledFrom([]petition.Verb{"", petition.Draft, petition.Refuse, petition.Extend}).Draw(r, "pending")
		p.Returned = rapid.Bool().Draw(r, "returned")
		p.DueOn = clock.DayOf(noon).AddDays(rapid.IntRange(-3, 5).Draw(r, "due"))
		p.FiledAt = noon.Add(rapid.SampledFrom([]clockStep{0, 1, 2}).Draw(r, "filed").duration())
	})
	abouts := rapid.SliceOfNDistinct(rapid.SampledFrom(orgUnits), 0, 2, rapid.ID[string]).Draw(r, "abouts")
	return p, abouts
}

func anyScope(r *rapid.T) store.Scope {
	account := rapid.SampledFrom(append([]string{""}, orgAccounts...)).Draw(r, "account")
	unit := rapid.SampledFrom(append([]string{""}, orgUnits...)).Draw(r, "own unit")
	roles := rapid.SliceOfNDistinct(rapid.SampledFrom(orgRoles), 0, 3, rapid.ID[petition.Role]).Draw(r, "roles")
	return store.OfficialScope(account, unit, roles...)
}

type filed struct {
	p      *petition.Petition
	abouts []string
}

// everything reads a view to its end, page by page.
func everything(t testing.TB, s *store.Store, sc store.Scope, q store.Query) []petition.Petition {
	t.Helper()
	var all []petition.Petition
	for range 1000 {
		page := got(s.Queue(t.Context(), sc, q))(t)
		all = append(all, page.Items...)
		if q.Cursor = page.Next; q.Cursor == "" {
			return all
		}
	}
	t.Fatal("paging does not end")
	return nil
}

// A6, A7: whatever the organisation looks like, every way to a petition shows exactly what is allowed.
func TestScopeShowsExactlyWhatIsAllowed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var org []filed
		rapid.Check(t, func(r *rapid.T) {
			must(t, s.Tx(t.Context(), func(tx *store.Store) error {
				for range 3 {
					p, abouts := anyPetition(r)
					org = append(org, filed{p, abouts})
					if err := tx.InsertFiling(t.Context(), &store.Filing{Petition: p, Event: anEvent(p, 1, petition.File), Abouts: abouts}); err != nil {
						return err
					}
				}
				return nil
			}))
			sc := anyScope(r)
			want := map[string]bool{}
			for _, f := range org {
				for _, role := range sc.Roles {
					if allowed(role, sc.AccountID, sc.Unit, f.p, f.abouts) {
						want[f.p.Number] = true
					}
				}
			}
			sort := rapid.SampledFrom([]store.Sort{store.SortDue, store.SortFiled}).Draw(r, "sort")
			seen := map[string]bool{}
			for _, p := range everything(t, s, sc, store.Query{Sort: sort, Limit: rapid.IntRange(1, 9).Draw(r, "limit"), Today: clock.DayOf(noon)}) {
				if seen[p.Number] {
					r.Errorf("%s comes twice", p.Number)
				}
				seen[p.Number] = true
				if !want[p.Number] {
					r.Errorf("%v sees %+v", sc, p)
				}
			}
			if len(seen) != len(want) {
				r.Errorf("%v sees %d of %d", sc, len(seen), len(want))
			}
			last := org[len(org)-1]
			_, err := s.PetitionByNumber(t.Context(), sc, last.p.Number)
			if (err == nil) != want[last.p.Number] || err != nil && !fault.Is(err, fault.NotFound) {
				r.Errorf("look-up by number: %v", err)
			}
			checkViews(t, r, s, sc, want)
		})
	})
}

// checkViews demands that no view shows what the scope does not, and that counts agree with lists.
func checkViews(t *testing.T, r *rapid.T, s *store.Store, sc store.Scope, want map[string]bool) {
	counts := got(s.Counts(t.Context(), sc, clock.DayOf(noon)))(t)
	for _, view := range store.Views {
		items := everything(t, s, sc, store.Query{View: view, Today: clock.DayOf(noon)})
		for _, p := range items {
			if !want[p.Number] {
				r.Errorf("view %s shows %+v to %v", view, p, sc)
			}
		}
		if counts[view] != len(items) {
			r.Errorf("view %s has %d, counted %d", view, len(items), counts[view])
		}
	}
}

func TestScopeFailsClosed(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := file(t, s, func(p *petition.Petition) { p.Unit, p.Stage = "unit-a", petition.Dispute })
		empty := []store.Scope{
			{}, {AccountID: "a"}, {Unit: "petition-office"}, {Roles: petition.Roles},
			{AccountID: "a", Unit: "petition-office"}, {Unit: "petition-office", Roles: petition.Roles}, {AccountID: "a", Roles: petition.Roles},
			store.CitizenScope(""), store.CitizenScope("OTHER"),
			store.OfficialScope("a", "petition-office", petition.Admin, petition.Auditor, petition.Citizen, petition.System, petition.CoHandler, "NONE"),
			store.Account{ID: "a", Unit: "petition-office", Roles: petition.Roles, Disabled: true}.Scope(),
		}
		for _, sc := range empty {
			if _, err := s.PetitionByNumber(t.Context(), sc, p.Number); !fault.Is(err, fault.NotFound) {
				t.Errorf("%+v: %v", sc, err)
			}
			if page := got(s.Queue(t.Context(), sc, store.Query{}))(t); len(page.Items) != 0 {
				t.Errorf("%+v sees %v", sc, page.Items)
			}
		}
		if _, err := s.PetitionByNumber(t.Context(), store.SystemScope(), p.Number); err != nil {
			t.Error(err)
		}
		if _, err := s.PetitionByNumber(t.Context(), store.CitizenScope(p.Number), p.Number); err != nil {
			t.Error(err)
		}
		for _, odd := range []string{"", "信访", "a\x00b", "' OR 1=1 --", `\`, fmt.Sprintf("%0300d", 1)} {
			if _, err := s.PetitionByNumber(t.Context(), store.SystemScope(), odd); !fault.Is(err, fault.NotFound) {
				t.Errorf("%q: %v", odd, err)
			}
		}
	})
}
