package casework_test

import (
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// rowsAudited is what a round over the database finds.
func (p *portal) rowsAudited() []casework.Finding {
	p.t.Helper()
	round, err := p.NewAudit(p.ctx())
	p.fine(err)
	return p.walked(round.Next)
}

// filesAudited is what a round over the stored files finds.
func (p *portal) filesAudited() []casework.Finding {
	p.t.Helper()
	return p.walked(p.NewFileAudit().Next)
}

// untouched tells of every false alarm.
func (p *portal) untouched(when string) {
	p.t.Helper()
	for _, f := range append(p.rowsAudited(), p.filesAudited()...) {
		p.t.Errorf("false alarm %s: %s", when, f)
	}
}

// A portal on which nobody laid hands has no finding, whatever its petitions went through, also
// after a change of the calendar.
func TestAuditRaisesNoFalseAlarm(t *testing.T) {
	each(t, func(p *portal) {
		p.untouched("of an empty portal")
		p.busy()
		p.untouched("of a busy portal")
		day := p.Today().AddDays(3)
		_, err := p.SetCalendar(p.ctx(), p.as("admin"), []casework.CalendarYear{{Year: day.Year(), Days: []casework.CalendarDay{{On: day, Kind: "holiday", Name: "停"}}}}, false, "zh-CN")
		p.fine(err)
		p.untouched("after a change of the calendar")
	})
}

// Every UPDATE of every column, every DELETE and every row put in by hand, in each table that holds
// petitions, is found and named.
func TestAuditFindsEveryChange(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, s *store.Store, databaseURL string) {
		p := newPortal(t, s)
		p.busy()
		h := &hand{t: t, raw: storetest.Raw(t, databaseURL), sqlite: s.Engine() == "sqlite"}
		p.untouched("before")
		tried := 0
		for table, columns := range h.schema() {
			why, apart := notCovered[table]
			if apart == covered[table] {
				t.Errorf("%s: say in audit_tamper_test.go whether verify covers it (%q)", table, why)
			}
			if apart {
				continue
			}
			for _, done := range h.changes(table, columns) {
				tried++
				found := p.rowsAudited()
				if table == "evidence" {
					found = append(found, p.filesAudited()...)
				}
				done.named(t, found)
				done.undo()
			}
		}
		t.Logf("%d changes", tried)
		p.untouched("after all was put back")
	})
}

// The watch raises what it finds, and takes it off when somebody put it right.
func TestWatchRaisesAndClears(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, s *store.Store, databaseURL string) {
		p := newPortal(t, s)
		filed := p.accepted()
		raw := storetest.Raw(t, databaseURL)
		hand := &hand{t: t, raw: raw, sqlite: s.Engine() == "sqlite"}
		listed := func() []casework.FindingView {
			t.Helper()
			w := p.NewWatch()
			p.fine(w.Rows(p.ctx(), time.Minute))
			p.fine(w.Files(p.ctx(), time.Minute))
			v, err := p.Findings(p.ctx(), p.as("auditor"))
			p.fine(err)
			if v.CheckedAt == nil || v.FilesChecked == nil {
				t.Error("nobody notes that a round ended")
			}
			return v.Items
		}
		if found := listed(); len(found) != 0 {
			t.Fatalf("a false alarm: %+v", found)
		}
		hand.must("UPDATE petitions SET due_on = '2031-01-01'")
		found := listed()
		if len(found) != 1 || found[0].Place != "petitions" || found[0].Number != filed.Number || found[0].Detail != "due_on" {
			t.Fatalf("found %+v", found)
		}
		if n, _, err := p.FindingCount(p.ctx()); err != nil || n != 1 {
			t.Errorf("%d findings counted: %v", n, err)
		}
		p.clock.Advance(time.Minute)
		hand.must("UPDATE petitions SET due_on = '" + p.replayed(filed.Number).DueOn.String() + "'")
		if found := listed(); len(found) != 0 {
			t.Errorf("put right, and still listed: %+v", found)
		}
		_, err := p.Findings(p.ctx(), p.as("registrar"))
		p.refused(err, fault.NotFound)
	})
}

// Walked as the server walks it, every second, the watch tells of each change within five minutes, and of its end as soon.
func TestWatchTellsWithinFiveMinutes(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, s *store.Store, databaseURL string) {
		p := newPortal(t, s)
		filed := p.accepted()
		p.integrated(casework.NewIntegrator(p.Cases))
		h := &hand{t: t, raw: storetest.Raw(t, databaseURL), sqlite: s.Engine() == "sqlite"}
		w := p.NewWatch().By(p.clock.Now)
		told := func() int {
			t.Helper()
			p.fine(w.Rows(p.ctx(), 300*time.Millisecond))
			p.fine(w.Log(p.ctx(), 100*time.Millisecond))
			n, _, err := p.FindingCount(p.ctx())
			p.fine(err)
			return n
		}
		within := func(what string, ok func(int) bool) {
			t.Helper()
			for second := range 300 {
				if ok(told()) {
					t.Logf("%s: told after %d s", what, second)
					return
				}
				p.clock.Advance(time.Second)
			}
			t.Errorf("%s: not told within five minutes", what)
		}
		if n := told(); n != 0 {
			t.Fatalf("%d false alarms", n)
		}
		for what, change := range map[string][2]string{
			"a petition": {"UPDATE petitions SET stage = 'CLOSED'", "UPDATE petitions SET stage = '" + string(p.row(filed.Number).Stage) + "'"},
			"an event":   {"UPDATE events SET seq = seq + 100", "UPDATE events SET seq = seq - 100"},
			"the log":    {"UPDATE log_entries SET position = position + 100", "UPDATE log_entries SET position = position - 100"},
		} {
			p.clock.Advance(17 * time.Second) // somewhere within a round
			h.must(change[0])
			within(what, func(n int) bool { return n > 0 })
			h.must(change[1])
			within(what+" put right", func(n int) bool { return n == 0 })
		}
	})
}

// Rows from before the marks are adopted once somebody asks for it.
func TestAdoptedRowsAreWhole(t *testing.T) {
	storetest.EachURL(t, func(t *testing.T, s *store.Store, databaseURL string) {
		p := newPortal(t, s)
		p.busy()
		hand := &hand{t: t, raw: storetest.Raw(t, databaseURL), sqlite: s.Engine() == "sqlite"}
		for _, table := range []string{"events", "papers", "evidence", "paper_scans", "paper_prints", "petition_reads", "code_reissues", "cosignatures"} {
			hand.must("UPDATE " + table + " SET mark = ''")
		}
		hand.must("DELETE FROM trails")
		if len(p.rowsAudited()) == 0 {
			t.Fatal("rows without marks pass")
		}
		if n, err := p.AdoptMarks(p.ctx()); err != nil || n == 0 {
			t.Fatalf("%d adopted: %v", n, err)
		}
		p.untouched("after adoption")
	})
}
