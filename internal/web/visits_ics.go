package web

import (
	"net/http"
	"time"

	ics "github.com/arran4/golang-ical"
	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/locale"
)

// calendarZone is how the time zone is called in calendar files; Shanghai has
// had no summer time since 1991, so that one rule says it all.
const calendarZone = "Asia/Shanghai"

// feedAhead is how many days of the future the feed of reception days holds;
// the past month stays, so that a cancellation still reaches a calendar.
const feedAhead, feedBack = 366, 31

// visitCalendar sends one reception day as a calendar file (RFC 5545).
func (s *Server) visitCalendar(c echo.Context) error {
	d, err := s.Cases.Visit(c.Request().Context(), c.Param("id"), langOf(c))
	if err != nil {
		return err
	}
	return s.sendCalendar(c, "reception.ics", []casework.VisitDay{*d})
}

// visitFeed sends the coming reception days for subscribing to.
func (s *Server) visitFeed(c echo.Context) error {
	today := s.Cases.Today()
	p, err := s.Cases.Visits(c.Request().Context(), casework.VisitsAsk{From: today.AddDays(-feedBack), To: today.AddDays(feedAhead),
		Place: c.QueryParam("place"), Kind: c.QueryParam("kind")}, langOf(c))
	if err != nil {
		return err
	}
	return s.sendCalendar(c, "receptions.ics", p.Items)
}

func (s *Server) sendCalendar(c echo.Context, name string, days []casework.VisitDay) error {
	h := c.Response().Header()
	h.Set("Content-Disposition", disposition("attachment", name))
	return c.Blob(http.StatusOK, "text/calendar; charset=utf-8", []byte(calendarOf(days, s.Settings.BaseURL, langOf(c), s.Clock.Now())))
}

// calendarOf writes reception days as iCalendar.
func calendarOf(days []casework.VisitDay, base, lang string, now time.Time) string {
	say := func(key string) string { return locale.Text(lang, "visits."+key, nil) }
	cal := ics.NewCalendarFor("Sunlit")
	cal.SetMethod(ics.MethodPublish)
	cal.SetXWRCalName(say("h1"))
	cal.SetXWRTimezone(calendarZone)
	zone := cal.AddTimezone(calendarZone)
	standard := zone.AddStandard()
	standard.SetProperty(ics.ComponentPropertyDtStart, "19910915T000000")
	standard.SetProperty("TZOFFSETFROM", "+0800")
	standard.SetProperty("TZOFFSETTO", "+0800")
	for i := range days {
		addVisit(cal, &days[i], base, say, now)
	}
	return cal.Serialize(ics.WithNewLineWindows)
}

func addVisit(cal *ics.Calendar, d *casework.VisitDay, base string, say func(string) string, now time.Time) {
	e := cal.AddEvent(d.ID + "@sunlit")
	e.SetDtStampTime(now)
	local := func(t time.Time) string { return t.In(clock.Shanghai).Format("20060102T150405") }
	e.SetProperty(ics.ComponentPropertyDtStart, local(d.BeginsAt), ics.WithTZID(calendarZone))
	e.SetProperty(ics.ComponentPropertyDtEnd, local(d.EndsAt), ics.WithTZID(calendarZone))
	e.SetSummary(say("ics_summary") + d.Position)
	where := d.Room
	if d.Place != nil {
		where = d.Place.Name + " " + where
	}
	e.SetLocation(where)
	about := ""
	if d.Unit != nil {
		about = d.Unit.Name
	}
	status := ics.ObjectStatusConfirmed
	if d.State == casework.DayCancelled {
		status, about = ics.ObjectStatusCancelled, d.Reason
	}
	e.SetDescription(about)
	e.SetStatus(status)
	e.SetURL(base + "/visits/" + d.ID + "/book")
}
