package main

import (
	"context"
	"fmt"
	"time"

	"sunlit/config"
	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/store"
)

// demoBegins is before what the demo shows: nothing invented is older.
var demoBegins = clock.Date(2026, 1, 2)

// seedLeaders puts the invented mailboxes, reception days and calls for
// suggestions where there are none.
func (p *portal) seedLeaders(ctx context.Context, world config.Demo) error {
	for _, m := range world.Mailboxes {
		err := p.store.InsertMailbox(ctx, &store.Mailbox{Code: m.Code, Position: m.Position.Zh, PositionEN: m.Position.En, Duty: m.Duty.Zh, DutyEN: m.Duty.En,
			Unit: m.Unit, Place: m.Place, Active: true})
		if err != nil && !fault.Is(err, fault.Conflict) { // another process seeds at the same time
			return fmt.Errorf("demo mailbox %s: %w", m.Code, err)
		}
	}
	today := clock.DayOf(p.clock.Now())
	for _, c := range world.Calls {
		call := &store.Call{Code: c.Code, Title: c.Title.Zh, TitleEN: c.Title.En, Body: c.Body.Zh, BodyEN: c.Body.En, Unit: c.Unit, Outcome: c.Outcome.Zh, OutcomeEN: c.Outcome.En,
			FromOn: notBefore(today.AddDays(int(c.FromDays))), UntilOn: notBefore(today.AddDays(int(c.UntilDays))), Version: 1}
		if err := p.store.InsertCall(ctx, call); err != nil && !fault.Is(err, fault.Conflict) {
			return fmt.Errorf("demo call %s: %w", c.Code, err)
		}
	}
	if figures, err := p.store.ReceptionDays(ctx, store.DaysQuery{From: demoBegins.Start(), To: today.AddDays(400).End(), Limit: 1}); err != nil || len(figures) > 0 {
		return err
	}
	for _, r := range world.Receptions {
		if err := p.seedReception(ctx, r, today.AddDays(int(r.InDays))); err != nil {
			return fmt.Errorf("demo reception day of %s: %w", r.Position.Zh, err)
		}
	}
	return nil
}

func notBefore(d clock.Day) clock.Day {
	if d.Before(demoBegins) {
		return demoBegins
	}
	return d
}

// seedReception plans one day on the working day it falls on or the next; what
// would lie before the demo's time is left out.
func (p *portal) seedReception(ctx context.Context, r config.DemoReception, on clock.Day) error {
	on = p.cases.Law().Calendar.NextWorkday(on)
	if on.Before(demoBegins) {
		return nil
	}
	at := func(text string) time.Time {
		t, _ := time.Parse("15:04", text)
		return on.Start().Add(time.Duration(t.Hour())*time.Hour + time.Duration(t.Minute())*time.Minute)
	}
	state := store.DayPlanned
	if r.State != "" {
		state = r.State
	}
	d := &store.ReceptionDay{Kind: r.Kind, Unit: r.Unit, Place: r.Place, Position: r.Position.Zh, PositionEN: r.Position.En, Room: r.Room, BeginsAt: at(r.From), EndsAt: at(r.To),
		Slots: r.Slots, State: state, Reason: r.Reason, Result: r.Result, Version: 1, UpdatedAt: p.clock.Now()}
	if err := p.store.InsertReceptionDay(ctx, d); err != nil {
		return err
	}
	for i, slot := range r.Booked {
		_, err := p.cases.Book(ctx, casework.BookingAsk{Day: d.ID, Slot: slot, Name: demoVisitors[i%len(demoVisitors)], Phone: fmt.Sprintf("1200000%04d", 200+slot)}, "zh-CN")
		if err != nil && !fault.Is(err, fault.NotNow) && !fault.Is(err, fault.KindInvalid) { // a day that fell on today may have begun
			return err
		}
	}
	return nil
}

var demoVisitors = []string{"陈秋实", "白露", "孙长河"}
