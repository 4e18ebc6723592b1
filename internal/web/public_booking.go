package web

import (
	"net/http"
	"net/url"
	"strconv"
	"time"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// bookingCookie holds a booking's code for half an hour, on the pages of
// bookings alone: a code is never in an address.
const bookingCookie = "booking"

// bookingInput is a booking as it arrives, from the page and the API.
type bookingInput struct {
	Slot   int    `json:"slot" validate:"min=1"`
	Name   string `json:"name" validate:"required,max=50"`
	Phone  string `json:"phone" validate:"required,phone"`
	Matter string `json:"matter" validate:"max=100"`
}

func (in *bookingInput) normalise() {
	in.Name, in.Phone, in.Matter = petition.Line(in.Name), petition.Digits(in.Phone), petition.Line(in.Matter)
}

func (in *bookingInput) check() error {
	bad := fault.Invalid()
	if in.Slot < 1 {
		bad.Field("slot", "visits.error.choose_slot")
	}
	switch n := petition.Runes(in.Name); {
	case n == 0:
		bad.Field("name", "error.name_needed")
	case n > 50:
		bad.Field("name", "error.name_long")
	}
	switch {
	case in.Phone == "":
		bad.Field("phone", "visits.error.phone_needed")
	case !phone.MatchString(in.Phone):
		bad.Field("phone", "error.phone_wrong")
	}
	if petition.Runes(in.Matter) > 100 {
		bad.Field("matter", "error.length_max", "max", 100)
	}
	return bad.OrNil()
}

func (in *bookingInput) ask(day string) casework.BookingAsk {
	return casework.BookingAsk{Day: day, Slot: in.Slot, Name: in.Name, Phone: in.Phone, Matter: in.Matter}
}

type bookView struct {
	Day   visitRow
	Times choice
	Taken string // what to say when the time asked for is gone
	Full  bool
	Free  *visitRow
}

// bookPage offers the free times of one day.
func (s *Server) bookPage(c echo.Context) error {
	d, err := s.Cases.Visit(c.Request().Context(), c.Param("id"), langOf(c))
	if err != nil {
		return err
	}
	return s.showBook(c, http.StatusOK, d, 0, "", form{Values: url.Values{}})
}

// showBook draws the form for a day: another than the one in the address once
// that one was full, with everything typed still there.
func (s *Server) showBook(c echo.Context, status int, d *casework.VisitDay, slot int, taken string, f form) error {
	p := s.page(c, "", nil)
	p.Title, p.NoIndex, p.Form = p.say("visits.book.h1"), true, f
	p.Path, p.Query = "/visits/"+d.ID+"/book", nil
	p.Back, p.BackText = visitsAt(firstOfMonth(d.On), "", ""), p.say("visits.back")
	v := bookView{Day: p.visitRow(d), Taken: taken, Full: d.Free == 0}
	v.Times = choice{ID: "slot", Name: "slot", Label: p.say("visits.book.time"), Error: f.Err("slot")}
	if slot > 0 {
		v.Times.Value = strconv.Itoa(slot)
	}
	for _, t := range d.Times {
		if t.Free {
			v.Times.Options = append(v.Times.Options, option{Value: strconv.Itoa(t.No), Text: t.At})
		}
	}
	if v.Full {
		next, err := s.Cases.NextFreeVisit(c.Request().Context(), d.Place.Code, p.Lang)
		if err != nil && !fault.Is(err, fault.NotFound) {
			return err
		}
		if next != nil {
			row := p.visitRow(next)
			v.Free = &row
		}
	}
	p.V = v
	return s.show(c, status, "visit-book", p)
}

// book takes a time. When somebody was faster, the next free one is offered.
func (s *Server) book(c echo.Context) error {
	ctx, lang, id := c.Request().Context(), langOf(c), c.Param("id")
	slot, _ := strconv.Atoi(c.FormValue("slot"))
	in := bookingInput{Slot: slot, Name: c.FormValue("name"), Phone: c.FormValue("phone"), Matter: c.FormValue("matter")}
	f := form{Values: url.Values{"name": {in.Name}, "phone": {in.Phone}, "matter": {in.Matter}}}
	in.normalise()
	err := in.check()
	var b *casework.Booked
	if err == nil {
		b, err = s.Cases.Book(ctx, in.ask(id), lang)
	}
	fe, known := fault.As(err)
	switch {
	case err == nil:
		c.SetCookie(s.cookie(bookingCookie, b.Code, "/visits/booking", int(codeShown/time.Second)))
		return c.Redirect(http.StatusSeeOther, "/visits/booking?done=booked")
	case known && fe.Kind == fault.Conflict, known && fe.Kind == fault.NotNow:
		return s.offerNext(c, id, f)
	case known && fe.Kind == fault.KindInvalid:
		d, err := s.Cases.Visit(ctx, id, lang)
		if err != nil {
			return err
		}
		for _, name := range []string{"slot", "name", "phone", "matter"} {
			if m, wrong := fe.Fields[name]; wrong {
				f.wrong(name, locale.Text(lang, m.Key, m.Args))
			}
		}
		return s.showBook(c, http.StatusUnprocessableEntity, d, slot, "", f)
	}
	return err
}

// offerNext shows the form again for the next free time.
func (s *Server) offerNext(c echo.Context, id string, f form) error {
	lang := langOf(c)
	d, slot, err := s.Cases.FreeTime(c.Request().Context(), id, lang)
	if fault.Is(err, fault.NotFound) { // nothing free anywhere
		if d, err = s.Cases.Visit(c.Request().Context(), id, lang); err == nil {
			return s.showBook(c, http.StatusConflict, d, 0, locale.Text(lang, "visits.book.none", nil), f)
		}
	}
	if err != nil {
		return err
	}
	line := locale.Text(lang, "visits.book.taken", map[string]any{"next": visitLine(lang, d.On, d.Times[slot-1].At)})
	f.wrong("slot", line)
	return s.showBook(c, http.StatusConflict, d, slot, line, f)
}

type bookingView struct {
	Flash  string
	Code   string
	Booked *casework.Booked
	Day    visitRow
	When   string
	Reads  []readRow
}

// bookingPage shows a booking to whoever gave its code, else asks for it.
func (s *Server) bookingPage(c echo.Context) error {
	kept, err := c.Cookie(bookingCookie)
	if err != nil || kept.Value == "" {
		return s.showBookingCode(c, http.StatusOK, form{Values: url.Values{}})
	}
	b, err := s.Cases.Booking(c.Request().Context(), kept.Value, langOf(c))
	if fault.Is(err, fault.NotFound) {
		c.SetCookie(s.cookie(bookingCookie, "", "/visits/booking", -1))
		return s.showBookingCode(c, http.StatusOK, form{Values: url.Values{}})
	}
	if err != nil {
		return err
	}
	p := s.page(c, "", nil)
	p.Title, p.NoIndex = p.say("visits.booking.h1"), true
	p.Back, p.BackText = "/visits", p.say("visits.back")
	v := bookingView{Code: petition.ParseCode(kept.Value), Booked: b, Day: p.visitRow(&b.Day), When: visitLine(p.Lang, b.Day.On, b.At)}
	switch done := c.QueryParam("done"); done {
	case "booked", "cancelled", "late":
		v.Flash = p.say("visits.booking." + done)
	}
	for _, r := range b.Reads {
		v.Reads = append(v.Reads, readRow{At: r.At, Who: r.Unit + "\u3000" + locale.Text(p.Lang, "law.role."+string(r.Role), nil), What: r.Reason})
	}
	p.V = v
	return s.show(c, http.StatusOK, "visit-booking", p)
}

func (s *Server) showBookingCode(c echo.Context, status int, f form) error {
	p := s.page(c, "", bookingView{})
	p.Title, p.NoIndex, p.Form = p.say("visits.booking.find"), true, f
	p.Path, p.Query = "/visits/booking", nil
	p.Back, p.BackText = "/visits", p.say("visits.back")
	return s.show(c, status, "visit-booking", p)
}

// openBooking takes a code and leads to its booking.
func (s *Server) openBooking(c echo.Context) error {
	typed := petition.Line(c.FormValue("code"))
	_, err := s.Cases.Booking(c.Request().Context(), typed, langOf(c))
	if fault.Is(err, fault.NotFound) {
		f := form{Values: url.Values{"code": {typed}}}
		f.wrong("code", locale.Text(langOf(c), "visits.error.booking_code", nil))
		return s.showBookingCode(c, http.StatusUnprocessableEntity, f)
	}
	if err != nil {
		return err
	}
	c.SetCookie(s.cookie(bookingCookie, petition.ParseCode(typed), "/visits/booking", int(codeShown/time.Second)))
	return c.Redirect(http.StatusSeeOther, "/visits/booking")
}

// cancelBooking gives the time back.
func (s *Server) cancelBooking(c echo.Context) error {
	kept, err := c.Cookie(bookingCookie)
	if err != nil || kept.Value == "" {
		return c.Redirect(http.StatusSeeOther, "/visits/booking")
	}
	done := "cancelled"
	if _, err := s.Cases.CancelBooking(c.Request().Context(), kept.Value, langOf(c)); fault.Is(err, fault.NotNow) {
		done = "late"
	} else if err != nil {
		return err
	}
	return c.Redirect(http.StatusSeeOther, "/visits/booking?done="+done)
}

// leaveBooking forgets the code in this browser.
func (s *Server) leaveBooking(c echo.Context) error {
	c.SetCookie(s.cookie(bookingCookie, "", "/visits/booking", -1))
	return c.Redirect(http.StatusSeeOther, "/visits")
}
