package store_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/google/go-cmp/cmp"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func TestViews(t *testing.T) {
	today := clock.DayOf(noon)
	at := func(stage petition.Stage, due int, change ...func(*petition.Petition)) func(*petition.Petition) {
		return func(p *petition.Petition) {
			p.Stage, p.Open, p.DueOn, p.Title = stage, stage.Open(), today.AddDays(due), string(stage)
			if stage != petition.Submitted && stage != petition.Registered {
				p.Unit = "unit-a"
			}
			for _, c := range change {
				c(p)
			}
		}
	}
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		file(t, s, at(petition.Submitted, 15))
		file(t, s, at(petition.Registered, 3))
		file(t, s, at(petition.Forwarded, 4))
		file(t, s, at(petition.Objected, 0))
		file(t, s, at(petition.Dispute, 2))
		file(t, s, at(petition.Accepted, -1, func(p *petition.Petition) { p.HandlerID = "acc-a"; p.PendingVerb = petition.Draft }))
		file(t, s, at(petition.Replied, 1, func(p *petition.Petition) { p.HandlerID = "acc-b"; p.Returned = true }))
		file(t, s, at(petition.Reviewing, 9, func(p *petition.Petition) { p.ReviewUnit = "review-office" }))
		file(t, s, at(petition.Closed, -9, func(p *petition.Petition) { p.Returned = true }))
		file(t, s, at(petition.Sealed, 5, func(p *petition.Petition) { p.Sealed = true; p.Kind = petition.Report }))

		unit := store.OfficialScope("acc-a", "unit-a", petition.Handler)
		head := store.OfficialScope("head-a", "unit-a", petition.Head)
		cases := []struct {
			who  string
			sc   store.Scope
			view store.View
			want string
		}{
			{"REG", office, store.ViewToRegister, "SUBMITTED"},
			{"REG", office, store.ViewSoon, "OBJECTED REPLIED DISPUTE REGISTERED"},
			{"REG", office, store.ViewOverdue, "ACCEPTED"},
			{"REG", office, store.ViewApprove, ""},
			{"REG", office, store.ViewAll, "CLOSED ACCEPTED OBJECTED REPLIED DISPUTE REGISTERED FORWARDED REVIEWING SUBMITTED"},
			{"UNIT", unit, store.ViewToAccept, "FORWARDED"},
			{"UNIT", unit, store.ViewMine, "ACCEPTED"},
			{"UNIT", unit, store.ViewApprove, ""},
			{"UNIT", unit, store.ViewToRegister, ""},
			{"UNIT", unit, store.ViewReturned, "REPLIED"},
			{"UNIT", unit, store.ViewSoon, "OBJECTED REPLIED DISPUTE"},
			{"UNIT", unit, store.ViewUnit, "ACCEPTED OBJECTED REPLIED DISPUTE FORWARDED REVIEWING"},
			{"HEAD", head, store.ViewApprove, "ACCEPTED"},
			{"OFF", store.OfficialScope("off", "petition-office", petition.Office), store.ViewApprove, "OBJECTED DISPUTE"},
			{"OFF", store.OfficialScope("off", "petition-office", petition.Office), store.ViewReview, "REVIEWING"},
			{"JNT", store.OfficialScope("jnt", "joint", petition.Joint), store.ViewAll, "DISPUTE"},
			{"REV", store.OfficialScope("rev", "review-office", petition.Reviewer), store.ViewReview, "REVIEWING"},
			{"DIS", store.OfficialScope("dis", "discipline", petition.Discipline), store.ViewAll, "SEALED"},
			{"system", store.SystemScope(), store.ViewAll, ""},
		}
		for _, c := range cases {
			var titles []string
			for _, p := range everything(t, s, c.sc, store.Query{View: c.view, Today: today, Limit: 2}) {
				titles = append(titles, p.Title)
			}
			if have := strings.Join(titles, " "); have != c.want {
				t.Errorf("%s %q: %s, want %s", c.who, c.view, have, c.want)
			}
		}
		page := got(s.Queue(t.Context(), office, store.Query{Stage: petition.Accepted, Unit: "unit-a", Today: today}))(t)
		if len(page.Items) != 1 || page.Items[0].Stage != petition.Accepted {
			t.Errorf("by stage and unit: %v", page.Items)
		}
	})
}

func TestQueueText(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := file(t, s, func(p *petition.Petition) { p.Title = "100%_路灯!" })
		file(t, s, func(p *petition.Petition) { p.Title = "100 公里路" })
		for text, want := range map[string]int{"100%": 1, "%_路灯!": 1, "100": 2, "_": 1, "'": 0, p.Number: 1, strings.ToLower(p.Number): 1} {
			page := got(s.Queue(t.Context(), office, store.Query{Text: text}))(t)
			if len(page.Items) != want {
				t.Errorf("%q: %d", text, len(page.Items))
			}
		}
	})
}

func TestQueueRefusesOddInput(t *testing.T) {
	s := storetest.SQLite(t)
	file(t, s)
	file(t, s)
	page := got(s.Queue(t.Context(), office, store.Query{Limit: 1}))(t)
	for _, q := range []store.Query{
		{Sort: "title"}, {Sort: "due; DROP TABLE events"}, {Cursor: "x"}, {Cursor: "信"}, {Cursor: strings.Repeat("A", 5000)}, {Sort: store.SortFiled, Cursor: page.Next},
	} {
		if _, err := s.Queue(t.Context(), office, q); !fault.Is(err, fault.KindInvalid) {
			t.Errorf("%+v: %v", q, err)
		}
	}
	if page := got(s.Queue(t.Context(), office, store.Query{Unit: "信", View: "other"}))(t); len(page.Items) != 0 {
		t.Error("an unknown view shows something")
	}
}

func TestPageIsOneStatement(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		for range 12 {
			file(t, s)
		}
		sc := store.OfficialScope("off", "petition-office", petition.Office, petition.Registrar, petition.Rechecker)
		sent := s.CountReads()
		for _, limit := range []int{1, 11} {
			sent.Store(0)
			got(s.Queue(t.Context(), sc, store.Query{Limit: limit}))(t)
			if sent.Load() != 1 {
				t.Errorf("%d statements for %d rows", sent.Load(), limit)
			}
		}
		sent.Store(0)
		got(s.Counts(t.Context(), sc, clock.DayOf(noon)))(t)
		if sent.Load() != 1 {
			t.Errorf("%d statements to count", sent.Load())
		}
	})
}

func TestCountsAreCapped(t *testing.T) {
	s := storetest.SQLite(t)
	must(t, s.Tx(t.Context(), func(tx *store.Store) error {
		for range 1100 {
			p := aPetition()
			if err := tx.InsertFiling(t.Context(), &store.Filing{Petition: p, Event: anEvent(p, 1, petition.File)}); err != nil {
				return err
			}
		}
		return nil
	}))
	if n := got(s.Counts(t.Context(), office, clock.DayOf(noon)))(t)[store.ViewToRegister]; n != 1001 {
		t.Errorf("counted %d", n)
	}
}

// Every branch of a page must read an index in its order: no sorting of what has not been cut, no
// reading of the whole table.
func TestPageUsesIndexes(t *testing.T) {
	s := storetest.Open(t, storetest.MariaDBURL(t))
	fill(t, s, 4000)
	_, err := s.Writer().ExecContext(t.Context(), "ANALYZE TABLE petitions")
	must(t, err)
	scopes := map[string]store.Scope{
		"REG": office, "OFF": store.OfficialScope("off", "petition-office", petition.Office),
		"UNIT": store.OfficialScope("acc-1", "unit-a", petition.Handler, petition.Head),
		"REV":  store.OfficialScope("rev", "review-office", petition.Reviewer), "DIS": store.OfficialScope("dis", "discipline", petition.Discipline),
		"LEAD": store.OfficialScope("acc-1", "lead", petition.Lead), "JNT": store.OfficialScope("jnt", "joint", petition.Joint),
	}
	for name, sc := range scopes {
		for _, view := range append([]store.View{store.ViewAll}, store.Views...) {
			text, args, err := s.PageSQL(sc, store.Query{View: view, Sort: store.SortDue, Limit: 50, Today: clock.DayOf(noon)})
			must(t, err)
			if text == "" {
				continue
			}
			for _, row := range explain(t, s, text, args) {
				if row["table"] == "petitions" && row["type"] == "ALL" || row["select_type"] == "DERIVED" && strings.Contains(row["Extra"], "filesort") && view != store.ViewTasks { // tasks are few and begin from their own table
					t.Errorf("%s %q: %v", name, view, row)
				}
			}
		}
	}
}

func explain(t *testing.T, s *store.Store, text string, args []any) []map[string]string {
	t.Helper()
	found, err := s.Writer().QueryContext(t.Context(), "EXPLAIN "+text, args...)
	must(t, err)
	defer found.Close()
	columns, err := found.Columns()
	must(t, err)
	var plan []map[string]string
	for found.Next() {
		values, into := make([][]byte, len(columns)), make([]any, len(columns))
		for i := range values {
			into[i] = &values[i]
		}
		must(t, found.Scan(into...))
		row := map[string]string{}
		for i, c := range columns {
			row[c] = string(values[i])
		}
		plan = append(plan, row)
	}
	must(t, found.Err())
	return plan
}

// fill files n petitions spread over the stages of the ladder.
func fill(t *testing.T, s *store.Store, n int) {
	t.Helper()
	for start := 0; start < n; start += 500 {
		must(t, s.Tx(t.Context(), func(tx *store.Store) error {
			for i := start; i < min(start+500, n); i++ {
				p := aPetition(func(p *petition.Petition) {
					p.Stage = petition.Stages[i%len(petition.Stages)]
					p.Open, p.Sealed = p.Stage.Open(), p.Stage == petition.Sealed
					p.Unit = orgUnits[i%3]
					p.ReviewUnit = []string{"", "", "review-office"}[i%3]
					p.HandlerID, p.LeadID = orgAccounts[i%3], orgAccounts[i%3]
					p.DueOn = clock.DayOf(noon).AddDays(i%90 - 30)
					p.FiledAt = noon.Add(-time.Duration(i) * time.Hour)
					if i%11 == 0 {
						p.PendingVerb = petition.Draft
					}
					p.Returned = i%13 == 0
				})
				if err := tx.InsertFiling(t.Context(), &store.Filing{Petition: p, Event: anEvent(p, 1, petition.File)}); err != nil {
					return err
				}
			}
			return nil
		}))
	}
}

func TestDeepPagesHaveNoGaps(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		fill(t, s, 300)
		sc := store.OfficialScope("off", "petition-office", petition.Office, petition.Registrar)
		for _, sort := range []store.Sort{store.SortDue, store.SortFiled} {
			whole := everything(t, s, sc, store.Query{Sort: sort})
			pieces := everything(t, s, sc, store.Query{Sort: sort, Limit: 7})
			if diff := cmp.Diff(whole, pieces, days); diff != "" || len(whole) < 200 {
				t.Errorf("%s: %d rows, %s", sort, len(whole), diff)
			}
			sorted := slices.IsSortedFunc(whole, func(a, b petition.Petition) int {
				if sort == store.SortFiled {
					return b.FiledAt.Compare(a.FiledAt)
				}
				return strings.Compare(a.DueOn.String(), b.DueOn.String())
			})
			if !sorted {
				t.Errorf("not sorted by %s", sort)
			}
		}
	})
}
