package casework

import (
	"context"
	"maps"
	"slices"
	"strconv"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// The kinds of listed days, as they are stored.
const (
	dayOff    = "holiday"
	dayWorked = "workday"
)

// The years that an administrator may list: petitions are older than neither
// end, and a slip of the pen is beyond one of them.
const (
	firstYear = 2000
	lastYear  = 2100
)

// CalendarView is the calendar in force, and how many open petitions got
// another last day when it was changed.
type CalendarView struct {
	Years    []CalendarYear `json:"years"`
	Warnings []string       `json:"warnings"`
	Moved    *int           `json:"moved,omitempty"`
	Changes  []DayChange    `json:"changes,omitempty"` // of a preview: days that would be off, or worked, and are not
	Sample   []MovedDue     `json:"sample,omitempty"`  // of a preview: some petitions by number, with both days
}

// DayChange is a day that is off now and would not be, or the other way round.
type DayChange struct {
	On  clock.Day `json:"on"`
	Off bool      `json:"off"` // what it would be
}

// MovedDue is an open petition whose last day would move.
type MovedDue struct {
	Number string    `json:"number"`
	From   clock.Day `json:"from"`
	To     clock.Day `json:"to"`
}

// sampled is how many petitions a preview names at most.
const sampled = 20

// CalendarYear is one year; without announced days it is projected, weekends only.
type CalendarYear struct {
	Year      int           `json:"year"`
	Projected bool          `json:"projected,omitempty"`
	Days      []CalendarDay `json:"days"`
}

// CalendarDay is a day off, or a weekend that is worked.
type CalendarDay struct {
	On   clock.Day `json:"on"`
	Kind string    `json:"kind"`
	Name string    `json:"name,omitempty"`
}

// ReloadLaw puts rules and calendar in force: base, the calendar of the
// configuration, with the years in place that an administrator entered. A year
// entered counts as a whole; what base says of it does not hold any more.
func (cs *Cases) ReloadLaw(ctx context.Context, rules *petition.RuleBook, base *clock.Calendar) error {
	rows, err := cs.Store.CalendarDays(ctx)
	if err != nil {
		return err
	}
	inForce, err := overlaid(base, rows)
	if err != nil {
		return err
	}
	cs.base.Store(base)
	cs.SetLaw(&petition.Law{Rules: rules, Calendar: inForce})
	return nil
}

// RefreshLaw reads anew what administrators entered, perhaps on another node.
func (cs *Cases) RefreshLaw(ctx context.Context) error {
	return cs.ReloadLaw(ctx, cs.Law().Rules, cs.configured())
}

// configured is the calendar of the configuration, under what was entered.
func (cs *Cases) configured() *clock.Calendar {
	if base := cs.base.Load(); base != nil {
		return base
	}
	return cs.Law().Calendar
}

// ReloadUnits reads the units anew after one was added or changed.
func (cs *Cases) ReloadUnits(ctx context.Context) error {
	units, err := cs.Store.Units(ctx)
	if err != nil {
		return err
	}
	cs.Dir.SetUnits(units)
	return nil
}

// overlaid is base with every year replaced of which there is a row.
func overlaid(base *clock.Calendar, rows []store.CalendarDay) (*clock.Calendar, error) {
	days := map[int][]clock.Listed{}
	for _, r := range rows {
		year := r.Day.Year()
		days[year] = append(days[year], clock.Listed{On: r.Day, Worked: r.Kind == dayWorked, Name: r.Name})
	}
	var err error
	for _, year := range slices.Sorted(maps.Keys(days)) {
		if base, err = base.With(year, days[year]); err != nil {
			return nil, err
		}
	}
	return base, nil
}

// announcedBy is the month from which the coming year's days off should be known: they are announced
// in autumn.
const announcedBy = 10

// Calendar answers the calendar in force, the years with data and, announced
// or not, this year and the next; it warns of a year that is only projected, of
// the next one from October on.
func (cs *Cases) Calendar(lang string) *CalendarView {
	return cs.calendarView(cs.Law().Calendar, lang)
}

func (cs *Cases) calendarView(c *clock.Calendar, lang string) *CalendarView {
	v := &CalendarView{Warnings: []string{}}
	this := cs.Today().Year()
	years := c.Years()
	for _, year := range []int{this, this + 1} {
		if !c.Projected(year) {
			continue
		}
		years = append(years, year)
		if year > this && int(cs.Today().Month()) < announcedBy {
			continue
		}
		v.Warnings = append(v.Warnings, locale.Text(lang, "law.calendar_projected", map[string]any{"year": strconv.Itoa(year)}))
	}
	slices.Sort(years)
	for _, year := range years {
		y := CalendarYear{Year: year, Projected: c.Projected(year), Days: []CalendarDay{}}
		for _, d := range c.Days(year) {
			y.Days = append(y.Days, CalendarDay{On: d.On, Kind: DayKind(d), Name: d.Name})
		}
		v.Years = append(v.Years, y)
	}
	return v
}

// SetCalendar replaces the days of whole years and counts every open petition
// anew; a year without days falls back to the configuration. Closed legs keep
// the calendar they ended under. With preview nothing is changed: the answer
// is what the calendar would be and how many last days would move.
func (cs *Cases) SetCalendar(ctx context.Context, by identity.Official, years []CalendarYear, preview bool, lang string) (*CalendarView, error) {
	if !by.Has(petition.Admin) {
		return nil, fault.New(fault.Forbidden, "error.forbidden")
	}
	if err := checkYears(years); err != nil {
		return nil, err
	}
	if preview {
		return cs.previewCalendar(ctx, years, lang)
	}
	err := cs.Store.Tx(ctx, func(tx *store.Store) error {
		for _, y := range years {
			if err := putYear(ctx, tx, y); err != nil {
				return err
			}
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	ctx = context.WithoutCancel(ctx) // the years stand: half a queue by the old ones helps nobody
	if err := cs.RefreshLaw(ctx); err != nil {
		return nil, err
	}
	moved, err := cs.Reproject(ctx)
	if err == nil {
		err = cs.Store.RecountFigures(ctx, false) // last days moved
	}
	if err != nil {
		return nil, err
	}
	cs.Log.InfoContext(ctx, "calendar changed", "by", by.ID, "years", len(years), "moved", moved)
	v := cs.Calendar(lang)
	v.Moved = &moved
	return v, nil
}

// checkYears complains of days by their place in the only year, or in year and
// place where there are several.
func checkYears(years []CalendarYear) error {
	bad := fault.Invalid()
	if len(years) == 0 {
		bad.Field("years", "error.calendar_empty")
	}
	for _, y := range years {
		if y.Year < firstYear || y.Year > lastYear {
			bad.Field("year", "error.calendar_year", "first", strconv.Itoa(firstYear), "last", strconv.Itoa(lastYear))
		}
		at := "days."
		if len(years) > 1 {
			at = "years." + strconv.Itoa(y.Year) + ".days."
		}
		var days []clock.Listed
		for i, d := range y.Days {
			field := at + strconv.Itoa(i) + "."
			if d.Kind != dayWorked && d.Kind != dayOff {
				bad.Field(field+"kind", "error.choose")
				continue
			}
			if petition.Runes(d.Name) > 40 {
				bad.Field(field+"name", "error.length_max", "max", 40)
			}
			days = append(days, clock.Listed{On: d.On, Worked: d.Kind == dayWorked})
			if _, err := (*clock.Calendar)(nil).With(y.Year, days); err != nil {
				bad.Field(field+"on", "error.calendar_day_wrong", "day", d.On.String(), "year", strconv.Itoa(y.Year))
				days = days[:len(days)-1]
			}
		}
	}
	return bad.OrNil()
}

// DayKind is how a listed day is called in files and requests.
func DayKind(d clock.Listed) string {
	if d.Worked {
		return dayWorked
	}
	return dayOff
}

// putYear writes the days of a year and removes those that are not among them.
func putYear(ctx context.Context, tx *store.Store, y CalendarYear) error {
	rows, err := tx.CalendarDays(ctx)
	if err != nil {
		return err
	}
	for _, r := range rows {
		if r.Day.Year() != y.Year || slices.ContainsFunc(y.Days, func(d CalendarDay) bool { return d.On == r.Day }) {
			continue
		}
		if err := tx.DeleteCalendarDay(ctx, r.Day); err != nil {
			return err
		}
	}
	for _, d := range y.Days {
		if err := tx.PutCalendarDay(ctx, &store.CalendarDay{Day: d.On, Kind: d.Kind, Name: petition.Line(d.Name), Source: "admin"}); err != nil {
			return err
		}
	}
	return nil
}

// previewCalendar answers what the calendar would be.
func (cs *Cases) previewCalendar(ctx context.Context, years []CalendarYear, lang string) (*CalendarView, error) {
	rows, err := cs.Store.CalendarDays(ctx)
	if err != nil {
		return nil, err
	}
	for _, y := range years {
		rows = slices.DeleteFunc(rows, func(r store.CalendarDay) bool { return r.Day.Year() == y.Year })
		for _, d := range y.Days {
			rows = append(rows, store.CalendarDay{Day: d.On, Kind: d.Kind, Name: petition.Line(d.Name)})
		}
	}
	would, err := overlaid(cs.configured(), rows)
	if err != nil {
		return nil, err
	}
	moved, sample := 0, []MovedDue{}
	law := &petition.Law{Rules: cs.Law().Rules, Calendar: would}
	err = cs.eachOpen(ctx, func(row *petition.Petition) error {
		c, err := replayWith(ctx, law, cs.Store, row)
		if err == nil && c.DueOn != row.DueOn {
			if moved++; len(sample) < sampled {
				sample = append(sample, MovedDue{Number: row.Number, From: row.DueOn, To: c.DueOn})
			}
		}
		return err
	})
	if err != nil {
		return nil, err
	}
	v := cs.calendarView(would, lang)
	v.Moved, v.Sample = &moved, sample
	for _, y := range years {
		v.Changes = append(v.Changes, dayChanges(cs.Law().Calendar, would, y.Year)...)
	}
	return v, nil
}

// dayChanges lists the days of a year on which two calendars differ.
func dayChanges(now, would *clock.Calendar, year int) []DayChange {
	var changes []DayChange
	for d := clock.Date(year, 1, 1); d.Year() == year; d = d.AddDays(1) {
		if off := would.IsDayOff(d); off != now.IsDayOff(d) {
			changes = append(changes, DayChange{On: d, Off: off})
		}
	}
	return changes
}
