package store_test

import (
	"sync/atomic"
	"testing"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func receptionDay(t *testing.T, s *store.Store, change ...func(*store.ReceptionDay)) *store.ReceptionDay {
	t.Helper()
	d := &store.ReceptionDay{Kind: "office", Unit: "petition-office", Place: "990101", Position: "副区长", Room: "一楼", BeginsAt: noon, EndsAt: noon.Add(time.Hour),
		Slots: 3, State: store.DayPlanned, Version: 1, UpdatedAt: noon}
	for _, c := range change {
		c(d)
	}
	must(t, s.InsertReceptionDay(t.Context(), d))
	return d
}

func take(day string, slot int, code string) *store.Booking {
	return &store.Booking{ID: store.NewID(), DayID: day, Slot: &slot, SlotWas: slot, Sealed: []byte("sealed"), CodeHash: []byte(code), CreatedAt: noon}
}

// Twenty people press the button for the same time; one has it.
func TestOneOfTwentyGetsTheSlot(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		d := receptionDay(t, s)
		var won, lost atomic.Int32
		all(t, 20, func(i int) error {
			err := s.Tx(t.Context(), func(tx *store.Store) error {
				if _, err := tx.ReceptionDay(t.Context(), d.ID); err != nil {
					return err
				}
				return tx.InsertBooking(t.Context(), take(d.ID, 2, string(rune('a'+i))))
			})
			switch {
			case err == nil:
				won.Add(1)
			case fault.Is(err, fault.Conflict):
				lost.Add(1)
			default:
				return err
			}
			return nil
		})
		if won.Load() != 1 || lost.Load() != 19 {
			t.Errorf("%d won, %d lost", won.Load(), lost.Load())
		}
		if rows := got(s.Bookings(t.Context(), d.ID))(t); len(rows) != 1 || *rows[0].Slot != 2 {
			t.Errorf("bookings %v", rows)
		}
	})
}

func TestACancelledSlotIsFreeAgain(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, d := t.Context(), receptionDay(t, s)
		first := take(d.ID, 1, "first")
		must(t, s.InsertBooking(ctx, first))
		must(t, s.CancelBooking(ctx, first.ID, noon))
		if err := s.CancelBooking(ctx, first.ID, noon); !fault.Is(err, fault.NotNow) {
			t.Errorf("cancelled twice: %v", err)
		}
		must(t, s.InsertBooking(ctx, take(d.ID, 1, "second")))
		second := take(d.ID, 2, "third")
		must(t, s.InsertBooking(ctx, second))
		must(t, s.CancelBooking(ctx, second.ID, noon)) // two cancelled ones of a day are no clash
		back := got(s.BookingByCode(ctx, [][]byte{[]byte("nothing"), []byte("first")}))(t)
		if back.Slot != nil || back.SlotWas != 1 || len(back.Sealed) != 0 || !back.CancelledAt.Equal(noon) {
			t.Errorf("the cancelled booking is %+v", back)
		}
		if n := got(s.ForgetBookings(ctx, noon.Add(time.Minute)))(t); n != 0 {
			t.Errorf("%d forgotten before the day was over", n)
		}
		if n := got(s.ForgetBookings(ctx, noon.Add(2*time.Hour)))(t); n != 1 {
			t.Errorf("%d forgotten", n)
		}
	})
}

func TestReceptionDaysAreFoundAndCounted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		full := receptionDay(t, s, func(d *store.ReceptionDay) { d.Slots = 1 })
		must(t, s.InsertBooking(ctx, take(full.ID, 1, "x")))
		free := receptionDay(t, s, func(d *store.ReceptionDay) {
			d.BeginsAt, d.EndsAt, d.Place, d.Kind, d.Unit = noon.Add(24*time.Hour), noon.Add(25*time.Hour), "990102001000", "street", "unit-b"
		})
		q := store.DaysQuery{From: noon, To: noon.Add(48 * time.Hour), Limit: 10}
		if days := got(s.ReceptionDays(ctx, q))(t); len(days) != 2 || days[0].ID != full.ID {
			t.Errorf("days %v", days)
		}
		if day := got(s.FreeDay(ctx, q))(t); day.ID != free.ID {
			t.Errorf("the free day is %s", day.ID)
		}
		for _, narrow := range []store.DaysQuery{{Place: "9901"}, {Place: "990101"}, {Kind: "office"}, {Unit: "petition-office"}} {
			narrow.From, narrow.To, narrow.Limit = q.From, q.To, 10
			want := map[bool]int{true: 2, false: 1}[narrow.Place == "9901"]
			if days := got(s.ReceptionDays(ctx, narrow))(t); len(days) != want {
				t.Errorf("%+v finds %d", narrow, len(days))
			}
		}
		free.State, free.Version = store.DayKept, 2
		must(t, s.UpdateReceptionDay(ctx, free, 1))
		if err := s.UpdateReceptionDay(ctx, free, 1); !fault.Is(err, fault.Stale) {
			t.Errorf("an old version: %v", err)
		}
		figures := got(s.ReceptionFigures(ctx, noon, noon.Add(26*time.Hour)))(t)
		if len(figures) != 2 || figures[0] != (store.ReceptionFigure{Unit: "petition-office", State: "planned", N: 1}) || figures[1].State != "kept" {
			t.Errorf("figures %v", figures)
		}
		if figures := got(s.ReceptionFigures(ctx, noon, noon.Add(time.Minute)))(t); len(figures) != 0 {
			t.Errorf("a day that is not over counts: %v", figures)
		}
	})
}

func TestLettersAndSuggestionsAreCounted(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx, today := t.Context(), clock.DayOf(noon)
		letter := func(change func(*petition.Petition), line *store.AnswerLine, doors ...store.Door) {
			p := aPetition(change)
			f := &store.Filing{Petition: p, Event: anEvent(p, 1, petition.File), Doors: doors}
			must(t, s.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, f) }))
			if line != nil {
				line.PetitionID, line.AnsweredOn, line.Year = f.Petition.ID, today, today.Year()
				must(t, s.PutAnswerLine(ctx, line))
				must(t, s.PutAnswerLine(ctx, line)) // a second answer takes its place
			}
		}
		box, call := store.Door{Door: store.DoorMailbox, Code: "mayor"}, store.Door{Door: store.DoorCall, Code: "streets"}
		plain := func(*petition.Petition) {}
		letter(plain, &store.AnswerLine{}, box)
		letter(plain, &store.AnswerLine{Late: true}, box)
		letter(func(p *petition.Petition) { p.DueOn = today.AddDays(-1) }, nil, box)
		letter(func(p *petition.Petition) { p.DueOn = today }, nil, box)
		letter(func(p *petition.Petition) { p.Kind = petition.Report }, nil, box)
		letter(func(p *petition.Petition) { p.PublishConsent = true }, &store.AnswerLine{Decision: "adopt", Plain: "明年装灯。"}, call)
		letter(plain, &store.AnswerLine{Decision: "adopt_part", Plain: "不公开的。"}, call)
		want := store.DoorFigure{Code: "mayor", Letters: 4, Answered: 2, InTime: 1, Overdue: 1}
		if figures := got(s.DoorFigures(ctx, store.DoorMailbox, today))(t); len(figures) != 1 || figures[0] != want {
			t.Errorf("mailboxes %+v, want %+v", figures, want)
		}
		if figures := got(s.DoorFigures(ctx, store.DoorCall, today))(t); len(figures) != 1 || figures[0].Letters != 2 {
			t.Errorf("calls %+v", figures)
		}
		if years := got(s.SuggestionFigures(ctx))(t); len(years) != 2 || years[0] != (store.SuggestionFigure{Year: today.Year(), Decision: "adopt", N: 1}) {
			t.Errorf("years %+v", years)
		}
		if list := got(s.AdoptedSuggestions(ctx, 10))(t); len(list) != 1 || list[0].Plain != "明年装灯。" || list[0].AnsweredOn != today {
			t.Errorf("published are %+v", list)
		}
	})
}

func TestMailboxesAndCalls(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		ctx := t.Context()
		m := &store.Mailbox{Code: "mayor", Position: "市长", Unit: "petition-office", Place: "990100", Active: true}
		must(t, s.InsertMailbox(ctx, m))
		if err := s.InsertMailbox(ctx, m); !fault.Is(err, fault.Conflict) {
			t.Errorf("a taken code: %v", err)
		}
		m.Active = false
		must(t, s.UpdateMailbox(ctx, m))
		if back := got(s.Mailbox(ctx, "mayor"))(t); *back != *m {
			t.Errorf("got %+v", back)
		}
		if err := s.UpdateMailbox(ctx, &store.Mailbox{Code: "nobody"}); !fault.Is(err, fault.NotFound) {
			t.Errorf("an unknown mailbox: %v", err)
		}
		c := &store.Call{Code: "streets", Title: "街道", Body: "请说", Unit: "unit-c", FromOn: clock.Date(2026, 11, 1), UntilOn: clock.Date(2026, 12, 1), Version: 1}
		must(t, s.InsertCall(ctx, c))
		c.Outcome, c.Version = "采纳三条", 2
		must(t, s.UpdateCall(ctx, c, 1))
		if err := s.UpdateCall(ctx, c, 1); !fault.Is(err, fault.Stale) {
			t.Errorf("an old version: %v", err)
		}
		if back := got(s.Calls(ctx))(t); len(back) != 1 || back[0] != *c {
			t.Errorf("got %+v", back)
		}
	})
}
