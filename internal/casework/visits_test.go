package casework_test

import (
	"context"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// plan is a morning of three times in four days, changed as asked.
func (p *portal) plan(login string, change ...func(*casework.PlanAsk)) *casework.Planned {
	p.t.Helper()
	ask := casework.PlanAsk{Kind: "office", Unit: "petition-office", Place: "990100", Position: "副区长", PositionEN: "Deputy head", Room: "一楼接待室",
		On: clock.Date(2026, 11, 28), From: "9:00", To: "10:00", Slots: 3}
	for _, c := range change {
		c(&ask)
	}
	d, err := p.PlanDay(p.ctx(), p.as(login), ask, "zh-CN")
	if err != nil {
		p.t.Fatalf("plan: %v %s", err, complaints(err))
	}
	return d
}

func booking(day string, slot int) casework.BookingAsk {
	return casework.BookingAsk{Day: day, Slot: slot, Name: "张小满", Phone: "12600000001", Matter: "暖气不热"}
}

func TestTwentyBookAndOneGetsTheTime(t *testing.T) {
	each(t, func(p *portal) {
		d := p.plan("registrar")
		var won atomic.Int32
		var wait sync.WaitGroup
		for range 20 {
			wait.Add(1)
			go func() {
				defer wait.Done()
				_, err := p.Book(context.WithoutCancel(p.ctx()), booking(d.ID, 2), "zh-CN")
				switch {
				case err == nil:
					won.Add(1)
				case !fault.Is(err, fault.Conflict):
					p.t.Errorf("booking: %v", err)
				}
			}()
		}
		wait.Wait()
		if won.Load() != 1 {
			t.Fatalf("%d got the time", won.Load())
		}
		next, slot, err := p.FreeTime(p.ctx(), d.ID, "zh-CN")
		p.fine(err)
		if next.ID != d.ID || slot != 1 || next.Free != 2 {
			t.Errorf("offered are %d of %s, %d free", slot, next.ID, next.Free)
		}
	})
}

func TestAFullDayLeadsToTheNextOne(t *testing.T) {
	each(t, func(p *portal) {
		d := p.plan("registrar", func(a *casework.PlanAsk) { a.Slots = 1 })
		p.plan("registrar", func(a *casework.PlanAsk) { a.On, a.Place = clock.Date(2026, 11, 29), "990102002000" })
		near := p.plan("registrar", func(a *casework.PlanAsk) { a.On, a.Place = clock.Date(2026, 11, 30), "990101" })
		_, err := p.Book(p.ctx(), booking(d.ID, 1), "zh-CN")
		p.fine(err)
		next, slot, err := p.FreeTime(p.ctx(), d.ID, "zh-CN")
		p.fine(err)
		if next.On != clock.Date(2026, 11, 29) || slot != 1 { // the city's day: whatever lies in the city is near
			t.Errorf("offered is %s %d", next.On, slot)
		}
		if there, err := p.NextFreeVisit(p.ctx(), "990101", "zh-CN"); err != nil || there.ID != near.ID {
			t.Errorf("in the district %v %v", there, err)
		}
		if there, err := p.NextFreeVisit(p.ctx(), "990103", "zh-CN"); err != nil || there.On != next.On {
			t.Errorf("where no day is planned: %v %v", there, err)
		}
	})
}

func TestABookingIsSealedSeenAndCancelledUntilTheDayBefore(t *testing.T) {
	each(t, func(p *portal) {
		d := p.plan("registrar")
		b, err := p.Book(p.ctx(), booking(d.ID, 2), "zh-CN")
		p.fine(err)
		if b.At != "09:20" || b.Until != clock.Date(2026, 11, 27) || !b.MayCancel || petition.ParseCode(b.Code) == "" {
			t.Errorf("booked %+v", b)
		}
		rows, err := p.Store.Bookings(p.ctx(), d.ID)
		p.fine(err)
		if contains(rows[0].Sealed, "张小满") || contains(rows[0].Sealed, "12600000001") {
			t.Error("the row tells who booked")
		}
		_, err = p.Booking(p.ctx(), petition.NewCode(), "zh-CN")
		p.refused(err, fault.NotFound)

		sheet, err := p.DaySheet(p.ctx(), p.as("registrar"), d.ID)
		p.fine(err)
		if len(sheet) != 1 || sheet[0].Name != "张**" || strings.Contains(sheet[0].Phone, "0000000") || sheet[0].Matter != "暖气不热" {
			t.Errorf("the sheet is %+v", sheet)
		}
		_, err = p.RevealBooking(p.ctx(), p.as("registrar"), d.ID, sheet[0].ID, " ")
		p.refused(err, fault.KindInvalid)
		who, err := p.RevealBooking(p.ctx(), p.as("registrar"), d.ID, sheet[0].ID, "电话确认")
		p.fine(err)
		if who.Name != "张小满" || who.Phone != "12600000001" {
			t.Errorf("revealed %+v", who)
		}
		_, err = p.RevealBooking(p.ctx(), p.as("head-a"), d.ID, sheet[0].ID, "好奇")
		p.refused(err, fault.NotFound)
		seen, err := p.Booking(p.ctx(), strings.ToLower(b.Code), "zh-CN")
		p.fine(err)
		if len(seen.Reads) != 1 || seen.Reads[0].Reason != "电话确认" || seen.Reads[0].Unit != "甲市信访局" || seen.Code != "" {
			t.Errorf("the booker sees %+v", seen)
		}

		p.pass(4)
		_, err = p.CancelBooking(p.ctx(), b.Code, "zh-CN")
		p.refused(err, fault.NotNow)
		p.pass(-1)
		gone, err := p.CancelBooking(p.ctx(), b.Code, "zh-CN")
		p.fine(err)
		if !gone.Cancelled || gone.MayCancel || gone.Name != "" || gone.Day.Free != 3 {
			t.Errorf("cancelled: %+v", gone)
		}
		_, err = p.RevealBooking(p.ctx(), p.as("registrar"), d.ID, sheet[0].ID, "电话确认")
		p.refused(err, fault.NotNow)
	})
}

func TestWhoPlansWhichDays(t *testing.T) {
	p := newPortal(t, sqlite(t))
	own := p.plan("head-b", func(a *casework.PlanAsk) { a.Unit = "unit-b" })
	_, err := p.PlanDay(p.ctx(), p.as("head-b"), casework.PlanAsk{Unit: "unit-c"}, "zh-CN")
	if f := p.refused(err, fault.KindInvalid); f.Fields["unit"].Key != "error.unit_unknown" {
		t.Errorf("a head plans for another unit: %v", f.Fields)
	}
	_, err = p.PlannedDay(p.ctx(), p.as("head-c"), own.ID, "zh-CN")
	p.refused(err, fault.NotFound)
	for _, login := range []string{"office", "registrar"} {
		if _, err := p.PlannedDay(p.ctx(), p.as(login), own.ID, "zh-CN"); err != nil {
			t.Errorf("%s: %v", login, err)
		}
	}
	p.plan("registrar")
	month := casework.VisitsAsk{From: clock.Date(2026, 11, 1), To: clock.Date(2026, 11, 30)}
	for login, n := range map[string]int{"registrar": 2, "head-b": 1, "head-c": 0} {
		if days, err := p.PlannedDays(p.ctx(), p.as(login), month, "zh-CN"); err != nil || len(days) != n {
			t.Errorf("%s plans %d days, want %d: %v", login, len(days), n, err)
		}
	}
}

func TestADayIsCheckedAndChanged(t *testing.T) {
	p := newPortal(t, sqlite(t))
	for field, change := range map[string]func(*casework.PlanAsk){
		"kind": func(a *casework.PlanAsk) { a.Kind = "trip" }, "place": func(a *casework.PlanAsk) { a.Place = "1" }, "position": func(a *casework.PlanAsk) { a.Position = " " },
		"room": func(a *casework.PlanAsk) { a.Room = "" }, "from": func(a *casework.PlanAsk) { a.From = "9点" }, "to": func(a *casework.PlanAsk) { a.To = "8:00" },
		"slots": func(a *casework.PlanAsk) { a.Slots = 13 }, "on": func(a *casework.PlanAsk) { a.On = clock.Date(2026, 11, 23) },
	} {
		ask := casework.PlanAsk{Kind: "office", Unit: "petition-office", Place: "990100", Position: "副区长", Room: "一楼", On: clock.Date(2026, 11, 28), From: "9:00", To: "10:00", Slots: 3}
		change(&ask)
		_, err := p.PlanDay(p.ctx(), p.as("office"), ask, "zh-CN")
		if f := p.refused(err, fault.KindInvalid); len(f.Fields) != 1 || f.Fields[field].Key == "" {
			t.Errorf("%s: complaints %v", field, f.Fields)
		}
	}
	d := p.plan("office")
	ask := casework.PlanAsk{Kind: "office", Unit: "petition-office", Place: "990100", Position: "区长", Room: "二楼", On: d.On, From: "9:00", To: "10:00", Slots: 3, Version: 1}
	d, err := p.ChangeDay(p.ctx(), p.as("office"), d.ID, ask, "zh-CN")
	p.fine(err)
	_, err = p.ChangeDay(p.ctx(), p.as("office"), d.ID, ask, "zh-CN")
	p.refused(err, fault.Stale)
	_, err = p.Book(p.ctx(), booking(d.ID, 1), "zh-CN")
	p.fine(err)
	ask.Version, ask.From = d.Version, "9:30"
	_, err = p.ChangeDay(p.ctx(), p.as("office"), d.ID, ask, "zh-CN")
	if f := p.refused(err, fault.NotNow); f.Key != "visits.error.reception_booked" {
		t.Errorf("a booked day's time: %s", f.Key)
	}
	ask.From, ask.Room = "9:00", "三楼"
	if d, err = p.ChangeDay(p.ctx(), p.as("office"), d.ID, ask, "zh-CN"); err != nil || d.Room != "三楼" || d.Booked != 1 {
		t.Errorf("the room: %+v %v", d, err)
	}
}

func TestTheRateOfKeptDaysHasItsDenominator(t *testing.T) {
	each(t, func(p *portal) {
		var days []*casework.Planned
		for i := range 12 {
			days = append(days, p.plan("registrar", func(a *casework.PlanAsk) { a.On = clock.Date(2026, 11, 28).AddDays(i) }))
		}
		p.plan("registrar", func(a *casework.PlanAsk) { a.On, a.Unit = clock.Date(2026, 11, 30), "unit-a" })
		_, err := p.KeepDay(p.ctx(), p.as("registrar"), days[0].ID, 1, "", "zh-CN")
		p.refused(err, fault.NotNow) // not before it begins
		_, err = p.CancelDay(p.ctx(), p.as("registrar"), days[1].ID, 1, "防汛", "zh-CN")
		p.fine(err)
		p.pass(30)
		for _, d := range days[2:11] {
			_, err := p.KeepDay(p.ctx(), p.as("registrar"), d.ID, 1, "接待5批8人", "zh-CN")
			p.fine(err)
		}
		_, err = p.KeepDay(p.ctx(), p.as("registrar"), days[2].ID, 2, "张三，电话13800001234", "zh-CN")
		p.refused(err, fault.KindInvalid)
		_, err = p.CancelDay(p.ctx(), p.as("registrar"), days[2].ID, 2, "没有去", "zh-CN")
		p.refused(err, fault.NotNow) // a day that was held was held
		page, err := p.Visits(p.ctx(), casework.VisitsAsk{From: clock.Date(2026, 11, 1), To: clock.Date(2026, 12, 31)}, "zh-CN")
		p.fine(err)
		r := page.Rate
		if r.Planned != 13 || r.Kept != 9 || r.Cancelled != 1 || r.Unmarked != 3 || *r.Share != 9.0/13 || page.Next != nil {
			t.Errorf("the rate is %+v", r)
		}
		if len(r.Units) != 2 || *r.Units[0].Share != 9.0/12 || r.Units[1].Share != nil {
			t.Errorf("units %+v", r.Units)
		}
		if len(r.Missed) != 1 || r.Missed[0].Reason != "防汛" || page.Items[0].State != "unmarked" || page.Items[2].Result != "接待5批8人" {
			t.Errorf("missed %+v", r.Missed)
		}
	})
}

func TestWhoBookedIsToldThatADayIsCancelled(t *testing.T) {
	each(t, func(p *portal) {
		d := p.plan("registrar")
		ask := booking(d.ID, 1)
		ask.Phone = "13800001234"
		_, err := p.Book(p.ctx(), ask, "zh-CN")
		p.fine(err)
		ask = booking(d.ID, 2) // who gave the time back hears nothing
		ask.Phone = "13800005678"
		gone, err := p.Book(p.ctx(), ask, "zh-CN")
		p.fine(err)
		_, err = p.CancelBooking(p.ctx(), gone.Code, "zh-CN")
		p.fine(err)
		_, err = p.CancelDay(p.ctx(), p.as("registrar"), d.ID, 1, "防汛", "zh-CN")
		p.fine(err)
		list, err := p.ClaimNotices(p.ctx(), time.Minute, 100)
		p.fine(err)
		var told []string
		for _, n := range list {
			if n.Kind == "visit-cancelled" {
				told = append(told, n.To+" "+n.Args["on"])
			}
		}
		if len(told) != 1 || told[0] != "13800001234 2026-11-28" {
			t.Errorf("told was %v", told)
		}
	})
}
