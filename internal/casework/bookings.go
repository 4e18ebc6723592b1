package casework

import (
	"context"
	"encoding/json"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// BookingAsk is who wants which time of a day; the web layer has checked its shape.
type BookingAsk struct {
	Day    string
	Slot   int
	Name   string
	Phone  string
	Matter string // what it is about, in one line
}

// Booked is a booking as its owner sees it. Code is there only for who just booked.
type Booked struct {
	Code      string        `json:"code,omitempty"`
	Day       VisitDay      `json:"day"`
	Slot      int           `json:"slot"`
	At        string        `json:"at"`
	Name      string        `json:"name,omitempty"` // masked
	Cancelled bool          `json:"cancelled,omitempty"`
	MayCancel bool          `json:"mayCancel"`
	Until     clock.Day     `json:"until"` // the last day to cancel
	Reads     []BookingSeen `json:"reads"`
}

// BookingSeen tells who looked at name and telephone, when and for what.
type BookingSeen struct {
	At     time.Time     `json:"at"`
	Unit   string        `json:"unit"`
	Role   petition.Role `json:"role"`
	Reason string        `json:"reason"`
}

// BookingRow is one booking on the day sheet, masked.
type BookingRow struct {
	ID     string `json:"id"`
	Slot   int    `json:"slot"`
	At     string `json:"at"`
	Name   string `json:"name"`
	Phone  string `json:"phone"`
	Matter string `json:"matter,omitempty"`
}

// BookingPerson is who booked, in the open.
type BookingPerson struct {
	Name  string `json:"name"`
	Phone string `json:"phone"`
}

// caller is the sealed part of a booking.
type caller struct {
	Name   string `json:"name"`
	Phone  string `json:"phone"`
	Matter string `json:"matter,omitempty"`
}

const (
	bookingPurpose = "booking"
	// callerBlock pads what is sealed: its length would tell a short name from a long one.
	callerBlock = 256
	// bookingKept is how long name and telephone are kept after the day.
	bookingKept = 30 * 24 * time.Hour
)

// Book takes a time of a reception day. Of several at once exactly one gets it;
// the others are told fault.Conflict. The code is shown once.
func (cs *Cases) Book(ctx context.Context, ask BookingAsk, lang string) (*Booked, error) {
	code := petition.NewCode()
	row := &store.Booking{ID: store.NewID(), DayID: ask.Day, Slot: &ask.Slot, SlotWas: ask.Slot, CodeHash: cs.Keys.CodeHash(bookingPurpose, code), CreatedAt: cs.now()}
	var err error
	if row.Sealed, err = cs.sealCaller(row.ID, caller{ask.Name, ask.Phone, ask.Matter}); err != nil {
		return nil, err
	}
	err = cs.Store.Tx(ctx, func(tx *store.Store) error {
		day, err := tx.ReceptionDay(ctx, ask.Day)
		if err != nil {
			return err
		}
		switch {
		case day.State != store.DayPlanned:
			return fault.New(fault.NotNow, "visits.error.reception_over")
		case ask.Slot < 1 || ask.Slot > day.Slots:
			return fault.Invalid().Field("slot", "visits.error.choose_slot").OrNil()
		case !slotAt(day, ask.Slot).After(cs.now()):
			return fault.Invalid().Field("slot", "visits.error.slot_past").OrNil()
		}
		return tx.InsertBooking(ctx, row)
	})
	if err != nil {
		return nil, err
	}
	b, err := cs.booked(ctx, row, lang)
	if err != nil {
		return nil, err
	}
	b.Code = code
	return b, nil
}

// FreeTime answers the next free time on the day itself or, when it is full, on
// the next free day; fault.NotFound when there is none.
func (cs *Cases) FreeTime(ctx context.Context, dayID, lang string) (*VisitDay, int, error) {
	day, err := cs.Visit(ctx, dayID, lang)
	if err != nil {
		return nil, 0, err
	}
	if day.Free == 0 {
		if day, err = cs.NextFreeVisit(ctx, day.Place.Code, lang); err != nil {
			return nil, 0, err
		}
	}
	for _, t := range day.Times {
		if t.Free {
			return day, t.No, nil
		}
	}
	return nil, 0, fault.New(fault.NotFound, "error.not_found")
}

// Booking answers a booking to whoever knows its code.
func (cs *Cases) Booking(ctx context.Context, code, lang string) (*Booked, error) {
	row, err := cs.byCode(ctx, code)
	if err != nil {
		return nil, err
	}
	return cs.booked(ctx, row, lang)
}

// CancelBooking gives the time back, until the day before.
func (cs *Cases) CancelBooking(ctx context.Context, code, lang string) (*Booked, error) {
	row, err := cs.byCode(ctx, code)
	if err != nil {
		return nil, err
	}
	day, err := cs.Store.ReceptionDay(ctx, row.DayID)
	if err != nil {
		return nil, err
	}
	if !cs.Today().Before(clock.DayOf(day.BeginsAt)) {
		return nil, fault.New(fault.NotNow, "visits.error.booking_late")
	}
	if err := cs.Store.CancelBooking(ctx, row.ID, cs.now()); err != nil {
		return nil, err
	}
	return cs.Booking(ctx, code, lang)
}

func (cs *Cases) byCode(ctx context.Context, code string) (*store.Booking, error) {
	row, err := cs.Store.BookingByCode(ctx, cs.Keys.CodeHashes(bookingPurpose, petition.ParseCode(code)))
	if fault.Is(err, fault.NotFound) {
		return nil, fault.New(fault.NotFound, "visits.error.booking_code")
	}
	return row, err
}

func (cs *Cases) booked(ctx context.Context, row *store.Booking, lang string) (*Booked, error) {
	day, err := cs.Store.ReceptionDay(ctx, row.DayID)
	if err != nil {
		return nil, err
	}
	view, err := cs.Visit(ctx, row.DayID, lang)
	if err != nil {
		return nil, err
	}
	who, err := cs.openCaller(row)
	if err != nil {
		return nil, err
	}
	view.Times = nil // whose time is whose is nobody's business
	b := &Booked{Day: *view, Slot: row.SlotWas, At: hourMinute(slotAt(day, row.SlotWas)), Name: identity.MaskName(who.Name), Cancelled: row.Slot == nil,
		Until: view.On.AddDays(-1), Reads: []BookingSeen{}}
	b.MayCancel = !b.Cancelled && day.State == store.DayPlanned && cs.Today().Before(view.On)
	reads, err := cs.Store.BookingReads(ctx, row.ID)
	for _, r := range reads {
		b.Reads = append(b.Reads, BookingSeen{At: r.At, Unit: cs.Dir.UnitName(r.Unit, lang), Role: petition.Role(r.Role), Reason: r.Reason})
	}
	return b, err
}

// DaySheet lists the bookings of a day for whoever receives, masked.
func (cs *Cases) DaySheet(ctx context.Context, o identity.Official, dayID string) ([]BookingRow, error) {
	day, err := cs.ownDay(ctx, cs.Store, o, dayID)
	if err != nil {
		return nil, err
	}
	rows, err := cs.Store.Bookings(ctx, dayID)
	if err != nil {
		return nil, err
	}
	sheet := make([]BookingRow, 0, len(rows))
	for i := range rows {
		who, err := cs.openCaller(&rows[i])
		if err != nil {
			return nil, err
		}
		sheet = append(sheet, BookingRow{ID: rows[i].ID, Slot: rows[i].SlotWas, At: hourMinute(slotAt(day, rows[i].SlotWas)), Name: identity.MaskName(who.Name),
			Phone: identity.MaskPhone(who.Phone), Matter: who.Matter})
	}
	return sheet, nil
}

// RevealBooking shows who booked. The purpose is recorded first, and whoever
// booked sees unit, duty, time and purpose.
func (cs *Cases) RevealBooking(ctx context.Context, o identity.Official, dayID, id, reason string) (*BookingPerson, error) {
	if _, err := cs.ownDay(ctx, cs.Store, o, dayID); err != nil {
		return nil, err
	}
	row, err := cs.Store.Booking(ctx, dayID, id)
	if err != nil {
		return nil, err
	}
	if reason = petition.Line(reason); petition.Runes(reason) < 2 || petition.Runes(reason) > 200 {
		return nil, fault.Invalid().Field("reason", "error.reveal_reason").OrNil()
	}
	who, err := cs.openCaller(row)
	if err != nil {
		return nil, err
	}
	if who.Name == "" {
		return nil, fault.New(fault.NotNow, "visits.error.booking_gone")
	}
	err = cs.Store.InsertBookingRead(ctx, &store.BookingRead{BookingID: id, At: cs.now(), AccountID: o.ID, Role: string(dutyRole(o.Actor())), Unit: o.Unit, Reason: reason})
	if err != nil {
		return nil, err
	}
	return &BookingPerson{Name: who.Name, Phone: who.Phone}, nil
}

// visitCancelled is the notice that a booked reception day is not held.
const visitCancelled = "visit-cancelled"

// tellBooked tells everybody who booked a day that it is not held: nobody comes in vain. Whoever
// left no mobile phone sees it under the booking's code.
func (cs *Cases) tellBooked(ctx context.Context, tx *store.Store, day *store.ReceptionDay) error {
	rows, err := tx.Bookings(ctx, day.ID)
	if err != nil {
		return err
	}
	args, err := json.Marshal(map[string]string{"on": clock.DayOf(day.BeginsAt).String()})
	if err != nil {
		return err
	}
	var messages []store.Message
	for i := range rows {
		who, err := cs.openCaller(&rows[i])
		if err != nil {
			return err
		}
		to, mobile := identity.MobileContact(who.Phone)
		if rows[i].Slot == nil || !mobile {
			continue
		}
		id := store.NewID()
		sealed, err := cs.Keys.Seal(recipientPurpose, id, []byte(to.Value))
		if err != nil {
			return err
		}
		messages = append(messages, store.Message{ID: id, Kind: visitCancelled, Channel: "sms", Lang: locale.ZhCN, Recipient: sealed, Args: string(args),
			NotBefore: cs.now(), CreatedAt: cs.now()})
	}
	return tx.Enqueue(ctx, 0, messages)
}

func (cs *Cases) sealCaller(id string, who caller) ([]byte, error) {
	plain, err := json.Marshal(who)
	if err != nil {
		return nil, err
	}
	for len(plain)%callerBlock != 0 {
		plain = append(plain, ' ')
	}
	return cs.Keys.Seal(bookingPurpose, id, plain)
}

// openCaller answers nobody once the booking was cancelled or forgotten.
func (cs *Cases) openCaller(row *store.Booking) (caller, error) {
	var who caller
	if len(row.Sealed) == 0 {
		return who, nil
	}
	plain, err := cs.Keys.Open(bookingPurpose, row.ID, row.Sealed)
	if err != nil {
		return who, err
	}
	return who, json.Unmarshal(plain, &who)
}
