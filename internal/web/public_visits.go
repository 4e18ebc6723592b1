package web

import (
	"fmt"
	"net/http"
	"net/url"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/locale"
)

type visitsView struct {
	Month              clock.Day
	Before, After      string // the months beside, as addresses
	BeforeIs, AfterIs  clock.Day
	Rows               []visitRow
	Free               *visitRow
	Places, Kinds      []option
	Feed               string
	Rate               casework.KeptRate
	Share              string
	Units              []unitRow
	Missed             []visitRow
	UnitsRanked, Empty bool
}

type unitRow struct {
	Name          string
	Planned, Kept int
	Share         string
}

// visitRow is one reception day in words.
type visitRow struct {
	ID, Hours                     string
	On                            clock.Day
	Position, Unit, Room, Kind    string
	State, Class, Left, Note      string
	Book, ICS, Place, NoteHeading string
}

// visitsPage is the reception calendar of a month as a table: who by duty,
// where and when, what can be booked, and how many of the days were kept.
func (s *Server) visitsPage(c echo.Context) error {
	p := s.page(c, "", nil)
	p.Title, p.Description = p.say("visits.h1"), p.say("visits.lead")
	p.Back, p.BackText = "/", p.text("shell.back_home")
	p.Form.Values = url.Values{}
	month := firstOfMonth(s.Cases.Today())
	if q := c.QueryParam("month"); q != "" {
		if d, err := monthOf(q, false); err == nil {
			month = d
		} else {
			p.Form.wrong("month", p.text("error.month_form"))
		}
	}
	place, kind := c.QueryParam("place"), knownKind(c.QueryParam("kind"))
	last := clock.Date(month.Year(), month.Month()+1, 1).AddDays(-1)
	answer, err := s.Cases.Visits(c.Request().Context(), casework.VisitsAsk{From: month, To: last, Place: place, Kind: kind}, p.Lang)
	if err != nil {
		return err
	}
	p.Form.Values.Set("month", yearDashMonth(month))
	v := visitsView{Month: month, Rate: answer.Rate, Feed: here("/visits/feed.ics", filter(place, kind)), Empty: len(answer.Items) == 0}
	v.BeforeIs, v.AfterIs = clock.Date(month.Year(), month.Month()-1, 1), clock.Date(month.Year(), month.Month()+1, 1)
	v.Before, v.After = visitsAt(v.BeforeIs, place, kind), visitsAt(v.AfterIs, place, kind)
	for i := range answer.Items {
		v.Rows = append(v.Rows, p.visitRow(&answer.Items[i]))
	}
	if answer.Next != nil {
		row := p.visitRow(answer.Next)
		v.Free = &row
	}
	v.Places, v.Kinds = s.placeOptions(p.Lang, place), p.kindOptions(kind)
	p.rateOf(&v)
	p.V = v
	return s.show(c, http.StatusOK, "visits", p)
}

// rateOf words the rate of kept days; below ten days a unit has no share.
func (p *page) rateOf(v *visitsView) {
	if v.Rate.Share != nil {
		v.Share = percent(*v.Rate.Share)
	}
	for _, u := range v.Rate.Units {
		row := unitRow{Name: u.Unit.Name, Planned: u.Planned, Kept: u.Kept, Share: p.say("visits.few")}
		if u.Share != nil {
			row.Share = percent(*u.Share)
		}
		v.Units = append(v.Units, row)
	}
	for i := range v.Rate.Missed {
		v.Missed = append(v.Missed, p.visitRow(&v.Rate.Missed[i]))
	}
}

// visitRow words one day for a list.
func (p *page) visitRow(d *casework.VisitDay) visitRow {
	r := visitRow{ID: d.ID, On: d.On, Hours: d.From + "–" + d.To, Position: d.Position, Room: d.Room, Kind: p.say("visits.kind." + d.Kind), Class: d.State,
		State: p.say("visits.state." + d.State), ICS: "/visits/" + d.ID + "/day.ics"}
	if d.Unit != nil {
		r.Unit = d.Unit.Name
	}
	if d.Place != nil {
		r.Place = d.Place.Name
	}
	switch {
	case d.State == casework.DayCancelled:
		r.Note = p.say("visits.because", "reason", d.Reason)
	case d.Result != "":
		r.NoteHeading, r.Note = p.say("visits.result"), d.Result
	case d.State == casework.DayPlanned && d.Free > 0:
		r.Left, r.Book = p.say("visits.left", "n", d.Free), "/visits/"+d.ID+"/book"
	case d.State == casework.DayPlanned:
		r.Left = p.say("visits.full")
	}
	return r
}

// placeOptions lists every place, the districts' streets set off below them.
func (s *Server) placeOptions(lang, chosen string) []option {
	var list []option
	for _, n := range s.Cases.Dir.Places() {
		depth := len(s.pathTo(n.Code, "")) - 1
		list = append(list, option{Value: n.Code, Text: strings.Repeat("\u3000", depth) + n.Name(lang), Selected: n.Code == chosen})
	}
	return list
}

func (p *page) kindOptions(chosen string) []option {
	var list []option
	for _, kind := range casework.ReceptionKinds() {
		list = append(list, option{Value: kind, Text: p.say("visits.kind." + kind), Selected: kind == chosen})
	}
	return list
}

// knownKind passes over a kind that somebody wrote into the address.
func knownKind(kind string) string {
	for _, k := range casework.ReceptionKinds() {
		if k == kind {
			return k
		}
	}
	return ""
}

func firstOfMonth(d clock.Day) clock.Day { return clock.Date(d.Year(), d.Month(), 1) }

func yearDashMonth(d clock.Day) string { return fmt.Sprintf("%d-%02d", d.Year(), int(d.Month())) }

func filter(place, kind string) url.Values {
	q := url.Values{}
	if place != "" {
		q.Set("place", place)
	}
	if kind != "" {
		q.Set("kind", kind)
	}
	return q
}

func visitsAt(month clock.Day, place, kind string) string {
	q := filter(place, kind)
	q.Set("month", yearDashMonth(month))
	return here("/visits", q)
}

// visitLine says a day and a time in one line.
func visitLine(lang locale.Lang, on clock.Day, at string) string {
	return locale.Day(lang, on) + map[bool]string{true: ", ", false: ""}[lang == locale.En] + at
}
