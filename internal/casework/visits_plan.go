package casework

import (
	"context"
	"regexp"
	"slices"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Planned is a reception day as the desk plans it.
type Planned struct {
	VisitDay
	PositionZH string `json:"positionZh"`
	PositionEN string `json:"positionEn"`
	Booked     int    `json:"booked"`
	Version    int    `json:"version"`
	Mine       bool   `json:"mine"` // this official may change it
}

// PlanAsk is what an official plans.
type PlanAsk struct {
	Kind       string    `json:"kind"`
	Unit       string    `json:"unit"`
	Place      string    `json:"place"`
	Position   string    `json:"position"`
	PositionEN string    `json:"positionEn"`
	Room       string    `json:"room"`
	On         clock.Day `json:"on"`
	From       string    `json:"from"`
	To         string    `json:"to"`
	Slots      int       `json:"slots"`
	Version    int       `json:"version"`
}

// The bounds of a day: a slot under five minutes is no hearing of anybody.
const (
	mostSlots     = 60
	shortestSlot  = 5 * time.Minute
	longestResult = 1000
)

// plansFor tells whether an official plans for a unit: registrar and office of
// the petition office for everybody, a head for his own.
func plansFor(o identity.Official, unit string) bool {
	return o.Has(petition.Registrar) || o.Has(petition.Office) || o.Has(petition.Head) && o.Unit == unit
}

// PlannedDays lists the reception days between two days that the official plans.
func (cs *Cases) PlannedDays(ctx context.Context, o identity.Official, ask VisitsAsk, lang string) ([]Planned, error) {
	q := store.DaysQuery{From: ask.From.Start(), To: ask.To.End(), Place: placePrefix(ask.Place), Kind: ask.Kind, Limit: daysListed}
	if !plansFor(o, "") {
		q.Unit = o.Unit
	}
	rows, err := cs.Store.ReceptionDays(ctx, q)
	if err != nil {
		return nil, err
	}
	days, err := cs.visitDays(ctx, rows, lang)
	if err != nil {
		return nil, err
	}
	list := make([]Planned, len(rows))
	for i := range rows {
		if list[i], err = cs.planned(ctx, o, &rows[i], days[i]); err != nil {
			return nil, err
		}
	}
	return list, nil
}

func (cs *Cases) planned(ctx context.Context, o identity.Official, row *store.ReceptionDay, day VisitDay) (Planned, error) {
	bookings, err := cs.Store.Bookings(ctx, row.ID)
	return Planned{VisitDay: day, PositionZH: row.Position, PositionEN: row.PositionEN, Booked: len(bookings), Version: row.Version, Mine: plansFor(o, row.Unit)}, err
}

// PlannedDay answers one day that the official plans; others are NotFound.
func (cs *Cases) PlannedDay(ctx context.Context, o identity.Official, id, lang string) (*Planned, error) {
	row, err := cs.ownDay(ctx, cs.Store, o, id)
	if err != nil {
		return nil, err
	}
	days, err := cs.visitDays(ctx, []store.ReceptionDay{*row}, lang)
	if err != nil {
		return nil, err
	}
	p, err := cs.planned(ctx, o, row, days[0])
	return &p, err
}

func (cs *Cases) ownDay(ctx context.Context, s *store.Store, o identity.Official, id string) (*store.ReceptionDay, error) {
	row, err := s.ReceptionDay(ctx, id)
	if err != nil {
		return nil, err
	}
	if !plansFor(o, row.Unit) {
		return nil, fault.New(fault.NotFound, "error.not_found")
	}
	return row, nil
}

// PlanDay plans a reception day.
func (cs *Cases) PlanDay(ctx context.Context, o identity.Official, ask PlanAsk, lang string) (*Planned, error) {
	row := &store.ReceptionDay{State: store.DayPlanned, Version: 1, UpdatedAt: cs.now()}
	if err := cs.readPlan(o, ask, row); err != nil {
		return nil, err
	}
	if !row.BeginsAt.After(cs.now()) {
		return nil, fault.Invalid().Field("on", "visits.error.reception_past").OrNil()
	}
	if err := cs.Store.InsertReceptionDay(ctx, row); err != nil {
		return nil, err
	}
	return cs.PlannedDay(ctx, o, row.ID, lang)
}

// ChangeDay changes a planned day. Once somebody booked, its times stay: people
// would stand before a closed door.
func (cs *Cases) ChangeDay(ctx context.Context, o identity.Official, id string, ask PlanAsk, lang string) (*Planned, error) {
	return cs.alterDay(ctx, o, id, ask.Version, lang, func(tx *store.Store, row *store.ReceptionDay) error {
		if row.State != store.DayPlanned || !row.BeginsAt.After(cs.now()) {
			return fault.New(fault.NotNow, "visits.error.reception_over")
		}
		before := *row
		if err := cs.readPlan(o, ask, row); err != nil {
			return err
		}
		if !row.BeginsAt.After(cs.now()) {
			return fault.Invalid().Field("on", "visits.error.reception_past").OrNil()
		}
		if row.BeginsAt.Equal(before.BeginsAt) && row.EndsAt.Equal(before.EndsAt) && row.Slots == before.Slots && row.Place == before.Place {
			return nil
		}
		booked, err := tx.Bookings(ctx, id)
		if err == nil && len(booked) > 0 {
			return fault.New(fault.NotNow, "visits.error.reception_booked")
		}
		return err
	})
}

// CancelDay says that a day is not held, and why; everybody reads the reason.
func (cs *Cases) CancelDay(ctx context.Context, o identity.Official, id string, version int, reason, lang string) (*Planned, error) {
	reason = petition.Line(reason)
	if n := petition.Runes(reason); n < 2 || n > 200 {
		return nil, fault.Invalid().Field("reason", "visits.error.reception_reason").OrNil()
	}
	if named(reason) {
		return nil, fault.Invalid().Field("reason", "visits.error.reception_person").OrNil()
	}
	return cs.alterDay(ctx, o, id, version, lang, func(tx *store.Store, row *store.ReceptionDay) error {
		if row.State != store.DayPlanned {
			return fault.New(fault.NotNow, "visits.error.reception_over")
		}
		row.State, row.Reason = store.DayCancelled, reason
		return cs.tellBooked(ctx, tx, row)
	})
}

// KeepDay says that a day was held, or mends what came of it.
func (cs *Cases) KeepDay(ctx context.Context, o identity.Official, id string, version int, result, lang string) (*Planned, error) {
	result = petition.Prose(result)
	if petition.Runes(result) > longestResult {
		return nil, fault.Invalid().Field("result", "error.length_max", "max", longestResult).OrNil()
	}
	if named(result) {
		return nil, fault.Invalid().Field("result", "visits.error.reception_person").OrNil()
	}
	return cs.alterDay(ctx, o, id, version, lang, func(_ *store.Store, row *store.ReceptionDay) error {
		switch {
		case row.State == store.DayCancelled:
			return fault.New(fault.NotNow, "visits.error.reception_over")
		case row.BeginsAt.After(cs.now()):
			return fault.New(fault.NotNow, "visits.error.reception_early")
		}
		row.State, row.Result = store.DayKept, result
		return nil
	})
}

func (cs *Cases) alterDay(ctx context.Context, o identity.Official, id string, version int, lang string, change func(*store.Store, *store.ReceptionDay) error) (*Planned, error) {
	err := cs.Store.Tx(ctx, func(tx *store.Store) error {
		row, err := cs.ownDay(ctx, tx, o, id)
		if err != nil {
			return err
		}
		if row.Version != version {
			return fault.New(fault.Stale, "error.stale", "current", row.Version)
		}
		if err := change(tx, row); err != nil {
			return err
		}
		row.Version, row.UpdatedAt = version+1, cs.now()
		return tx.UpdateReceptionDay(ctx, row, version)
	})
	if err != nil {
		return nil, err
	}
	return cs.PlannedDay(ctx, o, id, lang)
}

// readPlan checks what was planned and writes it into the row.
func (cs *Cases) readPlan(o identity.Official, ask PlanAsk, row *store.ReceptionDay) error {
	bad := fault.Invalid()
	if !slices.Contains(receptionKinds, ask.Kind) {
		bad.Field("kind", "error.choose")
	}
	if u, ok := cs.Dir.Unit(ask.Unit); !ok || !u.Active || !plansFor(o, ask.Unit) {
		bad.Field("unit", "error.unit_unknown")
	}
	if !cs.Dir.HasPlace(ask.Place) {
		bad.Field("place", "error.place_unknown")
	}
	row.Kind, row.Unit, row.Place = ask.Kind, ask.Unit, ask.Place
	row.Position, row.PositionEN, row.Room = petition.Line(ask.Position), petition.Line(ask.PositionEN), petition.Line(ask.Room)
	if n := petition.Runes(row.Position); n < 2 || n > 50 {
		bad.Field("position", "visits.error.position_needed")
	}
	if petition.Runes(row.PositionEN) > 100 {
		bad.Field("positionEn", "error.length_max", "max", 100)
	}
	if n := petition.Runes(row.Room); n < 2 || n > 100 {
		bad.Field("room", "visits.error.room_needed")
	}
	if ask.On.IsZero() {
		bad.Field("on", "error.day_wrong")
	}
	from, ok1 := timeOn(ask.On, ask.From)
	to, ok2 := timeOn(ask.On, ask.To)
	switch {
	case !ok1:
		bad.Field("from", "visits.error.time_wrong")
	case !ok2 || !to.After(from):
		bad.Field("to", "visits.error.time_wrong")
	case ask.Slots < 1 || ask.Slots > mostSlots || to.Sub(from)/time.Duration(ask.Slots) < shortestSlot:
		bad.Field("slots", "visits.error.slots_wrong")
	}
	row.BeginsAt, row.EndsAt, row.Slots = from.UTC(), to.UTC(), ask.Slots
	return bad.OrNil()
}

// timeOn reads 9:00 or 09:00 on a day in Shanghai.
func timeOn(on clock.Day, text string) (time.Time, bool) {
	at, err := time.Parse("15:04", petition.Line(text))
	if err != nil || on.IsZero() {
		return time.Time{}, false
	}
	return on.Start().Add(time.Duration(at.Hour())*time.Hour + time.Duration(at.Minute())*time.Minute), true
}

// personal finds what points at a person whatever the language: a mobile
// number, an identity number.
var personal = regexp.MustCompile(`(^|\D)(1[3-9]\d{9}|\d{17}[\dXx])(\D|$)`)

func named(text string) bool { return personal.MatchString(text) }
