package casework

import (
	"context"
	"slices"
	"strings"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// The kinds of reception days: in the office, in a street, in the countryside.
var receptionKinds = []string{"office", "street", "countryside"}

// ReceptionKinds lists the kinds of reception days.
func ReceptionKinds() []string { return slices.Clone(receptionKinds) }

// The states of a reception day as everybody sees it.
const (
	DayPlanned   = store.DayPlanned
	DayKept      = store.DayKept
	DayCancelled = store.DayCancelled
)

// stateUnmarked is a day that is over and of which nobody said whether it was
// kept; it counts as not kept, or silence would be the best figure.
const stateUnmarked = "unmarked"

// daysListed bounds a list: a city plans far fewer days a month.
const daysListed = 500

// VisitDay is a reception day as everybody may see it: who by position, where, when.
type VisitDay struct {
	ID       string     `json:"id"`
	Kind     string     `json:"kind"`
	Unit     *Named     `json:"unit"`
	Place    *Named     `json:"place"`
	Position string     `json:"position"`
	Room     string     `json:"room"`
	On       clock.Day  `json:"on"`
	From     string     `json:"from"` // 09:00, Shanghai
	To       string     `json:"to"`
	BeginsAt time.Time  `json:"beginsAt"`
	EndsAt   time.Time  `json:"endsAt"`
	Slots    int        `json:"slots"`
	Free     int        `json:"free"` // that can be booked now
	Times    []SlotView `json:"times,omitempty"`
	State    string     `json:"state"` // planned, kept, cancelled, unmarked
	Reason   string     `json:"reason,omitempty"`
	Result   string     `json:"result,omitempty"`
}

// SlotView is one time of a day that somebody can book.
type SlotView struct {
	No   int    `json:"no"`
	At   string `json:"at"`
	Free bool   `json:"free"`
}

// VisitsAsk narrows the calendar: a month, a place with all below it, a kind.
type VisitsAsk struct {
	From, To clock.Day // the last day is included
	Place    string
	Kind     string
}

// VisitsPage is a piece of the reception calendar.
type VisitsPage struct {
	Items []VisitDay `json:"items"`
	Next  *VisitDay  `json:"next,omitempty"` // the next day with a free time, wherever it lies
	Rate  KeptRate   `json:"rate"`
}

// KeptRate says how many of the days that were planned and are over were kept.
type KeptRate struct {
	From      clock.Day  `json:"from"`
	To        clock.Day  `json:"to"`
	Planned   int        `json:"planned"` // the denominator
	Kept      int        `json:"kept"`
	Cancelled int        `json:"cancelled"`
	Unmarked  int        `json:"unmarked"`
	Share     *float64   `json:"share"`
	Units     []UnitKept `json:"units"`
	Missed    []VisitDay `json:"missed"` // cancelled ones with their reasons, newest first
}

// UnitKept is the same for one unit; below ten days there is no share.
type UnitKept struct {
	Unit    Named    `json:"unit"`
	Planned int      `json:"planned"`
	Kept    int      `json:"kept"`
	Share   *float64 `json:"share"`
}

// ranked is from how many on a rate says anything.
const ranked = 10

// missedShown is how many cancelled days are listed with their reasons.
const missedShown = 20

// Visits answers the reception calendar, the next free day and the rate of kept days (Art. 17-18).
func (cs *Cases) Visits(ctx context.Context, ask VisitsAsk, lang string) (*VisitsPage, error) {
	if ask.Kind != "" && !slices.Contains(receptionKinds, ask.Kind) {
		return nil, fault.Invalid().Field("kind", "error.choose").OrNil()
	}
	q := store.DaysQuery{From: ask.From.Start(), To: ask.To.End(), Place: placePrefix(ask.Place), Kind: ask.Kind, Limit: daysListed}
	rows, err := cs.Store.ReceptionDays(ctx, q)
	if err != nil {
		return nil, err
	}
	p := &VisitsPage{}
	if p.Items, err = cs.visitDays(ctx, rows, lang); err != nil {
		return nil, err
	}
	free, err := cs.nextFree(ctx, ask.Place, ask.Kind, lang)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	p.Next = free
	p.Rate, err = cs.keptRate(ctx, lang)
	return p, err
}

// Visit answers one reception day with its times.
func (cs *Cases) Visit(ctx context.Context, id, lang string) (*VisitDay, error) {
	row, err := cs.Store.ReceptionDay(ctx, id)
	if err != nil {
		return nil, err
	}
	days, err := cs.visitDays(ctx, []store.ReceptionDay{*row}, lang)
	if err != nil {
		return nil, err
	}
	return &days[0], nil
}

// NextFreeVisit answers the next day with a free time: here, or else anywhere;
// fault.NotFound when every day is full.
func (cs *Cases) NextFreeVisit(ctx context.Context, place, lang string) (*VisitDay, error) {
	day, err := cs.nextFree(ctx, place, "", lang)
	if fault.Is(err, fault.NotFound) && place != "" {
		return cs.nextFree(ctx, "", "", lang)
	}
	return day, err
}

// nextFree skips a day that has begun: its first times are over, and whoever
// reads this still has to get there.
func (cs *Cases) nextFree(ctx context.Context, place, kind, lang string) (*VisitDay, error) {
	q := store.DaysQuery{From: cs.now(), To: cs.Today().AddDays(366).End(), Place: placePrefix(place), Kind: kind}
	row, err := cs.Store.FreeDay(ctx, q)
	if err != nil {
		return nil, err
	}
	days, err := cs.visitDays(ctx, []store.ReceptionDay{*row}, lang)
	if err != nil {
		return nil, err
	}
	return &days[0], nil
}

func (cs *Cases) visitDays(ctx context.Context, rows []store.ReceptionDay, lang string) ([]VisitDay, error) {
	ids := make([]string, len(rows))
	for i, r := range rows {
		ids[i] = r.ID
	}
	booked, err := cs.Store.Bookings(ctx, ids...)
	if err != nil {
		return nil, err
	}
	taken := map[string]map[int]bool{}
	for _, b := range booked {
		if taken[b.DayID] == nil {
			taken[b.DayID] = map[int]bool{}
		}
		taken[b.DayID][*b.Slot] = true
	}
	days := make([]VisitDay, len(rows))
	for i := range rows {
		days[i] = cs.visitDay(&rows[i], taken[rows[i].ID], lang)
	}
	return days, nil
}

func (cs *Cases) visitDay(d *store.ReceptionDay, taken map[int]bool, lang string) VisitDay {
	v := VisitDay{ID: d.ID, Kind: d.Kind, Unit: cs.Dir.NamedUnit(d.Unit, lang), Place: cs.Dir.Place(d.Place, lang), Position: pickName(d.Position, d.PositionEN, lang),
		Room: d.Room, On: clock.DayOf(d.BeginsAt), From: hourMinute(d.BeginsAt), To: hourMinute(d.EndsAt), BeginsAt: d.BeginsAt, EndsAt: d.EndsAt,
		Slots: d.Slots, State: d.State, Reason: d.Reason, Result: d.Result}
	now := cs.now()
	if d.State == store.DayPlanned && !d.EndsAt.After(now) {
		v.State = stateUnmarked
	}
	for no := 1; no <= d.Slots; no++ {
		at := slotAt(d, no)
		free := d.State == store.DayPlanned && !taken[no] && at.After(now)
		if free {
			v.Free++
		}
		v.Times = append(v.Times, SlotView{No: no, At: hourMinute(at), Free: free})
	}
	return v
}

// slotAt is when a slot begins: the day's time in equal parts of whole minutes.
func slotAt(d *store.ReceptionDay, no int) time.Time {
	return d.BeginsAt.Add((d.EndsAt.Sub(d.BeginsAt) / time.Duration(d.Slots)).Truncate(time.Minute) * time.Duration(no-1))
}

func hourMinute(t time.Time) string { return t.In(clock.Shanghai).Format("15:04") }

// placePrefix is the part of a place's code that everything in it shares.
func placePrefix(code string) string {
	for len(code) > 2 && strings.HasSuffix(code, "00") {
		code = code[:len(code)-2]
	}
	return strings.TrimRight(petition.Line(code), "%_")
}

// keptRate counts the last twelve months up to now.
func (cs *Cases) keptRate(ctx context.Context, lang string) (KeptRate, error) {
	today := cs.Today()
	r := KeptRate{From: clock.Date(today.Year()-1, today.Month(), 1), To: today, Units: []UnitKept{}, Missed: []VisitDay{}}
	figures, err := cs.Store.ReceptionFigures(ctx, r.From.Start(), cs.now())
	if err != nil {
		return r, err
	}
	for _, f := range figures {
		if n := len(r.Units); n == 0 || r.Units[n-1].Unit.Code != f.Unit {
			r.Units = append(r.Units, UnitKept{Unit: *cs.Dir.NamedUnit(f.Unit, lang)})
		}
		u := &r.Units[len(r.Units)-1]
		u.Planned += f.N
		r.Planned += f.N
		switch f.State {
		case store.DayKept:
			u.Kept, r.Kept = u.Kept+f.N, r.Kept+f.N
		case store.DayCancelled:
			r.Cancelled += f.N
		default:
			r.Unmarked += f.N
		}
	}
	r.Share = enough(r.Kept, r.Planned, 1)
	for i := range r.Units {
		r.Units[i].Share = enough(r.Units[i].Kept, r.Units[i].Planned, ranked)
	}
	r.Missed, err = cs.missed(ctx, r.From, lang)
	return r, err
}

func (cs *Cases) missed(ctx context.Context, from clock.Day, lang string) ([]VisitDay, error) {
	rows, err := cs.Store.CancelledDays(ctx, from.Start(), cs.now(), missedShown)
	if err != nil {
		return nil, err
	}
	return cs.visitDays(ctx, rows, lang)
}

// enough is the share of part in whole, nil where the whole is too small to say anything.
func enough(part, whole, least int) *float64 {
	if whole < least {
		return nil
	}
	return share(part, whole)
}
