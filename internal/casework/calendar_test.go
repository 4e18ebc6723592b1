package casework_test

import (
	"strings"
	"testing"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

func off(days ...clock.Day) []casework.CalendarDay {
	var list []casework.CalendarDay
	for _, d := range days {
		list = append(list, casework.CalendarDay{On: d, Kind: "holiday", Name: "假日"})
	}
	return list
}

func TestAChangedCalendarMovesOpenPetitionsOnly(t *testing.T) {
	each(t, func(p *portal) {
		p.fine(p.ReloadLaw(p.ctx(), p.rules, p.base))
		open, answered := p.accepted(), p.replied()
		if due := p.row(open.Number).DueOn; due != clock.Date(2027, 1, 25) {
			p.t.Fatalf("due on %s", due)
		}
		before, version := p.replayed(answered.Number), p.row(open.Number).Version
		admin, years := p.as("admin"), []casework.CalendarYear{{Year: 2027, Days: off(clock.Date(2027, 1, 1), clock.Date(2027, 1, 25))}}

		_, err := p.SetCalendar(p.ctx(), p.as("office"), years, false, "zh-CN")
		p.refused(err, fault.Forbidden)
		would, err := p.SetCalendar(p.ctx(), admin, years, true, "zh-CN")
		p.fine(err)
		if *would.Moved != 1 || p.row(open.Number).DueOn != clock.Date(2027, 1, 25) || !p.Law().Calendar.Projected(2027) {
			p.t.Errorf("a preview moved %d and changed something", *would.Moved)
		}
		if len(would.Sample) != 1 || would.Sample[0] != (casework.MovedDue{Number: open.Number, From: clock.Date(2027, 1, 25), To: clock.Date(2027, 1, 26)}) ||
			len(would.Changes) != 2 || !would.Changes[0].Off {
			p.t.Errorf("the preview shows %+v and %+v", would.Changes, would.Sample)
		}
		v, err := p.SetCalendar(p.ctx(), admin, years, false, "zh-CN")
		p.fine(err)
		row := p.row(open.Number)
		if *v.Moved != 1 || row.DueOn != clock.Date(2027, 1, 26) || row.Version != version || len(v.Warnings) != 0 {
			p.t.Errorf("moved %d to %s, version %d", *v.Moved, row.DueOn, row.Version)
		}
		told, err := p.DeskNotices(p.ctx(), p.as("handler-a"), "zh-CN")
		p.fine(err)
		if len(told) != 1 || told[0].Number != open.Number || !strings.Contains(told[0].Text, "2027年1月26日") {
			p.t.Errorf("the unit was told %+v", told)
		}
		// What ended under the old calendar keeps it.
		after := p.replayed(answered.Number)
		was, _ := before.Leg(petition.LegC)
		if is, _ := after.Leg(petition.LegC); is.Deadline.Due != was.Deadline.Due {
			p.t.Errorf("a closed leg moved from %s to %s", was.Deadline.Due, is.Deadline.Due)
		}
		p.agrees(open.Number)
		p.agrees(answered.Number)

		// Another node, or the next start, reads the same.
		p.SetLaw(&petition.Law{Rules: p.rules, Calendar: p.base})
		p.fine(p.RefreshLaw(p.ctx()))
		if !p.Law().Calendar.IsDayOff(clock.Date(2027, 1, 25)) {
			p.t.Error("what was entered is forgotten at the next start")
		}
		// A year without days is the configuration's again.
		v, err = p.SetCalendar(p.ctx(), admin, []casework.CalendarYear{{Year: 2027}}, false, "zh-CN")
		p.fine(err)
		if len(v.Warnings) != 1 || p.row(open.Number).DueOn != clock.Date(2027, 1, 25) {
			p.t.Errorf("taken back: %v, due on %s", v.Warnings, p.row(open.Number).DueOn)
		}
	})
}

func TestAnEnteredYearReplacesTheConfigured(t *testing.T) {
	p := newPortal(t, sqlite(t))
	p.fine(p.ReloadLaw(p.ctx(), p.rules, p.base))
	day := clock.Date(2026, 12, 31)
	_, err := p.SetCalendar(p.ctx(), p.as("admin"), []casework.CalendarYear{{Year: 2026, Days: off(day)}}, false, "zh-CN")
	p.fine(err)
	c := p.Law().Calendar
	if !c.IsDayOff(day) || c.IsDayOff(clock.Date(2026, 10, 1)) || !c.IsDayOff(clock.Date(2025, 10, 1)) {
		t.Error("the entered year is not the whole of it")
	}
	v := p.Calendar("en")
	for _, y := range v.Years {
		if y.Year == 2026 && (len(y.Days) != 1 || y.Days[0].Name != "假日") {
			t.Errorf("2026 is %+v", y.Days)
		}
	}
}

// A row that was damaged is put right from its events: the projection can be rebuilt.
func TestReprojectRebuildsRows(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.accepted()
		right := *p.row(filed.Number)
		p.damage(right)
		if p.row(filed.Number).DueOn == right.DueOn {
			p.t.Fatal("nothing was damaged")
		}
		n, err := p.Reproject(p.ctx())
		p.fine(err)
		row := p.row(filed.Number)
		if n != 1 || row.DueOn != right.DueOn || row.Holder != right.Holder || row.Unit != right.Unit || row.Version != right.Version {
			p.t.Errorf("%d rows, rebuilt %+v", n, row)
		}
		if _, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN"); err != nil {
			p.t.Errorf("the code no longer opens it: %v", err)
		}
	})
}
