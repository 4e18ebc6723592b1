package casework

import (
	"context"
	"slices"
	"strconv"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Reckoning is how a last day came about, in words: the same on the petitioner's page, on the desk
// and, without what is private, for anybody who knows the number.
type Reckoning struct {
	Leg   string         `json:"leg"`
	Word  string         `json:"word"`
	Due   clock.Day      `json:"due"`
	Rows  []ReckoningRow `json:"rows"`
	Notes []string       `json:"notes"`
}

// ReckoningRow is one step of the count and the day it reaches, where it reaches one.
type ReckoningRow struct {
	Name  string    `json:"name"`
	Lines []string  `json:"lines"`
	Day   clock.Day `json:"day,omitzero"`
}

// LegKey names a leg in an address: C, or C-1 for the first of several of that name.
func LegKey(legs []petition.LegName, i int) string {
	no, of := 0, 0
	for j, name := range legs {
		if name == legs[i] {
			of++
			if j <= i {
				no++
			}
		}
	}
	if no == of {
		return string(legs[i])
	}
	return string(legs[i]) + "-" + strconv.Itoa(no)
}

// legAt finds the leg that a key names.
func legAt(c *petition.Case, key string) (petition.Leg, bool) {
	name, no, numbered := strings.Cut(key, "-")
	if !numbered {
		return c.Leg(petition.LegName(name))
	}
	for _, leg := range c.Legs {
		if leg.Name != petition.LegName(name) {
			continue
		}
		if no == "1" {
			return leg, true
		}
		n, err := strconv.Atoi(no)
		if err != nil {
			break
		}
		no = strconv.Itoa(n - 1)
	}
	return petition.Leg{}, false
}

// OwnReckoning explains a leg to the petitioner, whose session proved the code before.
func (cs *Cases) OwnReckoning(ctx context.Context, number, key, lang string) (*Reckoning, error) {
	p, err := cs.own(ctx, number)
	if err != nil {
		return nil, err
	}
	return cs.reckoning(ctx, p, lang, func(c *petition.Case) (petition.Leg, bool) { return legAt(c, key) }, false)
}

// DeskReckoning explains a leg to an official in whose scope the petition is.
func (cs *Cases) DeskReckoning(ctx context.Context, o identity.Official, number, key, lang string) (*Reckoning, error) {
	p, err := cs.Store.PetitionByNumber(ctx, o.Scope(), petition.ParseNumber(number))
	if err != nil {
		return nil, err
	}
	if err := cs.recordRead(ctx, &petition.Case{Petition: *p}, o, "case"); err != nil {
		return nil, err
	}
	return cs.reckoning(ctx, p, lang, func(c *petition.Case) (petition.Leg, bool) { return legAt(c, key) }, false)
}

// PublicReckoning explains the due day that the public line shows, and no other; without the reasons
// of an extension, which are for the petitioner. Where the line shows none, there is nothing.
func (cs *Cases) PublicReckoning(ctx context.Context, number, key, lang string) (*Reckoning, error) {
	p, steps, err := cs.Store.Line(ctx, store.CitizenScope(petition.ParseNumber(number)))
	if err != nil {
		return nil, err
	}
	if publicLine(p, steps).Due == nil {
		return nil, fault.New(fault.NotFound, "error.not_found")
	}
	if p, err = cs.own(ctx, number); err != nil {
		return nil, err
	}
	return cs.reckoning(ctx, p, lang, func(c *petition.Case) (petition.Leg, bool) {
		leg, ok := c.Clock()
		return leg, ok && string(leg.Name) == key
	}, true)
}

func (cs *Cases) reckoning(ctx context.Context, p *petition.Petition, lang string, choose func(*petition.Case) (petition.Leg, bool), public bool) (*Reckoning, error) {
	events, err := cs.Store.Events(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	law := cs.Law()
	c, err := law.Replay(events)
	if err != nil {
		return nil, err
	}
	leg, ok := choose(c)
	if !ok {
		return nil, fault.New(fault.NotFound, "error.not_found")
	}
	e := law.Explain(c, events, leg)
	if public || c.Sealed {
		e.Reasons = ""
	}
	if c.Sealed { // for a report not even a unit is told
		e.Unit = ""
	}
	names := make([]petition.LegName, len(c.Legs))
	for i, l := range c.Legs {
		names[i] = l.Name
	}
	at := slices.IndexFunc(c.Legs, func(l petition.Leg) bool { return l.Name == leg.Name && l.StartAt.Equal(leg.StartAt) })
	w := reckoner{lang: lang, calendar: law.Calendar, unit: cs.Dir.UnitName(e.Unit, lang)}
	return &Reckoning{Leg: LegKey(names, at), Word: w.leg(leg.Name), Due: e.Due, Rows: w.rows(e), Notes: w.notes(e)}, nil
}

// reckoner words an explanation.
type reckoner struct {
	lang, unit string
	calendar   *clock.Calendar
}

func (w reckoner) text(key string, args map[string]any) string {
	return locale.Text(w.lang, "clock."+key, args)
}

func (w reckoner) leg(name petition.LegName) string {
	return locale.Text(w.lang, "law.leg."+string(name), nil)
}

func (w reckoner) rows(e petition.Explanation) []ReckoningRow {
	rows := []ReckoningRow{w.beginning(e), w.rule(e)}
	day := e.Base
	switch {
	case e.Fixed:
		rows = append(rows, ReckoningRow{Name: w.text("fixed", nil), Lines: []string{w.text("fixed_line", nil)}, Day: e.Due})
	case e.Kept:
	case e.Rule.Hours == 0:
		lines := []string{w.text("calendar_days", nil)}
		if e.Span.Working {
			lines = []string{w.text("working_days", nil)}
			if len(e.Skipped) > 0 {
				lines = append([]string{w.text("skipped", nil)}, w.groups(e.Skipped)...)
			}
		}
		rows = append(rows, ReckoningRow{Name: w.text("count", map[string]any{"span": w.span(e.Span)}), Lines: lines, Day: day})
	}
	if e.Extra > 0 && !e.Kept {
		day = day.AddDays(e.Extra)
		lines := []string{w.text("extended_on", map[string]any{"on": e.Extended})}
		if e.Reasons != "" {
			lines = append(lines, w.text("extended_why", map[string]any{"reasons": strings.TrimSuffix(e.Reasons, "。")}))
		}
		rows = append(rows, ReckoningRow{Name: w.text("extended", map[string]any{"n": e.Extra}), Lines: lines, Day: day})
	}
	if e.Paused > 0 && !e.Kept {
		day = day.AddDays(e.Paused)
		rows = append(rows, ReckoningRow{Name: w.text("paused", map[string]any{"n": e.Paused}), Lines: []string{w.text("paused_line", nil)}, Day: day})
	}
	if len(e.Off) > 0 {
		rows = append(rows, ReckoningRow{Name: w.text("moved", nil), Lines: append(w.groups(e.Off), w.text("moved_line", nil)), Day: e.Due})
	}
	return append(rows, ReckoningRow{Name: w.text("last", nil), Lines: []string{w.text("last_line", nil)}, Day: e.Due})
}

func (w reckoner) beginning(e petition.Explanation) ReckoningRow {
	who := w.unit
	if who == "" {
		who = locale.Text(w.lang, "clock.somebody", nil)
		if step, ok := petition.StepOf(e.Verb); ok && slices.Contains(step.Who, petition.Citizen) {
			who = locale.Text(w.lang, "law.role.CIT", nil)
		}
	}
	row := ReckoningRow{Name: w.text("from", nil), Day: e.Start, Lines: []string{w.text("began", map[string]any{"on": e.On, "who": who,
		"verb": locale.Text(w.lang, "law.verb."+string(e.Verb), nil)})}}
	switch {
	case e.Carried == e.Leg:
		row.Lines = append(row.Lines, w.text("carried_same", map[string]any{"on": e.Start}))
	case e.Carried != "":
		row.Lines = append(row.Lines, w.text("carried", map[string]any{"on": e.Start, "leg": w.leg(e.Carried)}))
	}
	row.Lines = append(row.Lines, w.text("not_counted", nil))
	return row
}

func (w reckoner) rule(e petition.Explanation) ReckoningRow {
	period := w.span(e.Rule.Span)
	if e.Rule.Hours > 0 {
		period = w.text("hours", map[string]any{"n": e.Rule.Hours})
	}
	key := map[bool]string{true: "rule_house", false: "rule"}[e.Rule.House]
	if e.Rule.House && e.Rule.Article != "" {
		key = "rule_house_article"
	}
	row := ReckoningRow{Name: w.text("by_rule", nil), Lines: []string{w.text(key, map[string]any{"leg": w.leg(e.Leg), "span": period, "article": e.Rule.Article}),
		w.text("since", map[string]any{"on": e.Since})}}
	if e.Named && !e.Fixed {
		row.Lines = append(row.Lines, w.text("named", map[string]any{"span": w.span(e.Span)}))
	}
	return row
}

func (w reckoner) notes(e petition.Explanation) []string {
	notes := []string{}
	if e.Kept {
		notes = append(notes, w.text("kept", map[string]any{"on": e.Ended, "due": e.Due}), w.text("kept_today", map[string]any{"due": e.Today}))
	}
	if e.Guessed && e.Ended.IsZero() {
		notes = append(notes, w.text("guessed", nil))
	}
	switch {
	case e.Ended.IsZero():
	case e.Late:
		notes = append(notes, w.text("ended_late", map[string]any{"on": e.Ended, "n": e.Ended.Sub(e.Due)}))
	default:
		notes = append(notes, w.text("ended", map[string]any{"on": e.Ended}))
	}
	return notes
}

func (w reckoner) span(s clock.Span) string {
	if w.lang != locale.En && !s.Working {
		return strconv.Itoa(s.Days) + "天"
	}
	return locale.Span(w.lang, s)
}

// groups puts days off of one reason, one after the other, into one line each.
func (w reckoner) groups(days []clock.Off) []string {
	var lines []string
	for i := 0; i < len(days); {
		j := i
		for j+1 < len(days) && days[j+1].On == days[j].On.AddDays(1) && days[j+1].Name == days[i].Name {
			j++
		}
		why := w.text("weekend", nil)
		switch name := days[i].Name; {
		case name != "" && w.lang == locale.En:
			why = w.calendar.English(name)
		case name != "":
			why = name
		case !days[i].Week:
			why = w.text("holiday", nil)
		}
		key := map[bool]string{true: "off_one", false: "off_some"}[i == j]
		lines = append(lines, w.text(key, map[string]any{"from": days[i].On, "to": days[j].On, "why": why, "n": j - i + 1}))
		i = j + 1
	}
	return lines
}
