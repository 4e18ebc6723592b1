package web

import (
	"fmt"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// The ladder draws legal time: one rung is one day. It is words first; the
// drawing is hidden from assistive technology, the list says everything.

// ladderLeg is one clock of the petition, finished or running.
type ladderLeg struct {
	Name     petition.LegName
	Start    clock.Day
	Due      clock.Day
	Original clock.Day // the due day before an extension, zero without one
	Ended    clock.Day // zero while it runs
	Span     clock.Span
	Extended int
	Paused   bool
	What     string // what happened on the start day
	Why      string // address of the page that explains its days
	Reasons  string // of the extension
}

// ladderRow is one milestone with the rungs below it.
type ladderRow struct {
	Class                string // done, today, due, was; with over and last
	On, Left, What, Note string
	Href                 string
	Why                  string // address of the explanation of the day On
	Rail                 rail
}

// rail is the drawing below a milestone: two rails and Rungs between them. It
// stretches to its text; Height is the least it takes.
type rail struct {
	Style  string // used, rest, late, paused
	Days   int
	Height int
	Units  int
	Rungs  string
}

const (
	pitchRunning = 5 // px a day in the running leg
	pitchNext    = 4 // px a day where space is short
	ladderShort  = 40
	reviewDays   = 30
	openFoot     = 70 // px of rails without rungs below an overdue day
	pausedHeight = 100
	rungLeft     = "9.5"
	rungRight    = "36.5"
	unitsPerDay  = 10
)

// rungs draws exactly as many rungs as days, evenly between two milestones.
func rungs(style string, days, pitch int) rail {
	if days < 0 {
		days = 0
	}
	r := rail{Style: style, Days: days, Height: (days + 1) * pitch, Units: (days + 1) * unitsPerDay}
	var b strings.Builder
	for i := 1; i <= days; i++ {
		fmt.Fprintf(&b, "M%s %dH%s", rungLeft, i*unitsPerDay, rungRight)
	}
	r.Rungs = b.String()
	return r
}

// used is a finished part: it stretches to its text, so it may be short.
func used(days int) rail {
	pitch := pitchNext
	if days <= 15 {
		pitch = 2
	}
	return rungs("used", days, pitch)
}

func bare(style string, height int) rail {
	return rail{Style: style, Height: height, Units: unitsPerDay}
}

// ladder turns the legs of a petition into rows. Legs are in order of time,
// at most the last one running; after says what follows its due day.
func ladder(lang locale.Lang, legs []ladderLeg, today clock.Day, end string) []ladderRow {
	w := ladderWords{lang: lang}
	var rows []ladderRow
	for i, leg := range legs {
		if leg.Ended.IsZero() {
			return append(rows, w.running(leg, today)...)
		}
		days := leg.Ended.Sub(leg.Start)
		rows = append(rows, ladderRow{Class: "done", On: monthDayWeek(lang, leg.Start), What: leg.What, Why: leg.Why,
			Note: w.spent("ladder.used", days, leg), Rail: used(days)})
		if i == len(legs)-1 {
			rows = append(rows, ladderRow{Class: "done last", On: monthDayWeek(lang, leg.Ended), What: end})
		}
	}
	return rows
}

type ladderWords struct{ lang locale.Lang }

func (w ladderWords) text(key string, args ...any) string {
	return locale.Text(w.lang, "citizen."+key, pairs(args))
}

func (w ladderWords) spent(key string, days int, leg ladderLeg) string {
	if days == 0 {
		key += "_today"
	}
	return w.text(key, "n", days, "span", spanWords(w.lang, leg.Span))
}

func (w ladderWords) running(leg ladderLeg, today clock.Day) []ladderRow {
	days := today.Sub(leg.Start)
	first := ladderRow{Class: "done", On: monthDayWeek(w.lang, leg.Start), What: leg.What, Why: leg.Why,
		Note: w.spent("ladder.passed", days, leg), Rail: rungs("used", days, pitchRunning)}
	switch {
	case leg.Paused:
		return []ladderRow{first, w.today(today, "ladder.paused", 0, bare("paused", pausedHeight), "ladder.paused_note"),
			{Class: "due last", On: w.text("ladder.resumed", "on", monthDay(w.lang, leg.Due)), What: w.aim(leg), Why: leg.Why}}
	case today.After(leg.Due):
		return w.overdue(first, leg, today)
	case !leg.Original.IsZero() && leg.Original != leg.Due:
		return w.extended(first, leg, today)
	}
	left := leg.Due.Sub(today)
	key := "ladder.left"
	if left == 0 {
		key = "ladder.today_due"
	}
	return append([]ladderRow{first, w.today(today, key, left, rungs("rest", left, pitchRunning), "")}, w.ahead(leg)...)
}

// extended keeps the day first set in sight, on whichever side of it today is.
func (w ladderWords) extended(first ladderRow, leg ladderLeg, today clock.Day) []ladderRow {
	reasons := leg.Reasons
	if reasons != "" && w.lang != locale.En && !strings.HasSuffix(reasons, "。") {
		reasons += "。"
	}
	planned := ladderRow{Class: "due", On: w.text("ladder.planned", "on", monthDayWeek(w.lang, leg.Original)), Why: leg.Why,
		What: w.text("ladder.extended", "n", leg.Extended), Note: w.text("ladder.extended_note", "reasons", reasons)}
	rows := []ladderRow{first}
	if today.Before(leg.Original) {
		planned.Rail = rungs("rest", leg.Due.Sub(leg.Original), pitchRunning)
		rows = append(rows, w.today(today, "ladder.left", leg.Due.Sub(today), rungs("rest", leg.Original.Sub(today), pitchRunning), ""), planned)
	} else {
		rows[0].Rail = rungs("used", leg.Original.Sub(leg.Start), pitchRunning)
		planned.Class, planned.Rail = "done", rungs("used", today.Sub(leg.Original), pitchRunning)
		rows = append(rows, planned, w.today(today, "ladder.left", leg.Due.Sub(today), rungs("rest", leg.Due.Sub(today), pitchRunning), ""))
	}
	return append(rows, w.ahead(leg)...)
}

func (w ladderWords) today(today clock.Day, key string, n int, r rail, note string) ladderRow {
	row := ladderRow{Class: "today", On: w.text("ladder.today", "on", monthDayWeek(w.lang, today)), Left: w.text(key, "n", n), Rail: r}
	if note != "" {
		row.Note = w.text(note)
	}
	return row
}

// overdue shows the day that passed, the days since in red, and rails left open at the foot.
func (w ladderWords) overdue(first ladderRow, leg ladderLeg, today clock.Day) []ladderRow {
	over := today.Sub(leg.Due)
	first.Note = w.text("ladder.all_used", "n", leg.Span.Days)
	first.Rail = rungs("used", leg.Due.Sub(leg.Start), pitchRunning)
	pitch := 2 * pitchRunning
	if over > ladderShort {
		pitch = pitchNext
	}
	row := w.today(today, "ladder.over", over, bare("late", openFoot), "ladder.over_note")
	row.Class = "today over last"
	row.Href = "/help#limits"
	return []ladderRow{first, {Class: "was", On: w.text("ladder.was", "on", monthDayWeek(w.lang, leg.Due)), What: w.aim(leg), Why: leg.Why,
		Rail: rungs("late", over, pitch)}, row}
}

// ahead is the limit not reached yet, with the review ladder after an answer.
func (w ladderWords) ahead(leg ladderLeg) []ladderRow {
	due := ladderRow{Class: "due", On: w.text("ladder.by", "on", locale.Day(w.lang, leg.Due)), What: w.aim(leg), Why: leg.Why}
	switch leg.Name {
	case petition.LegC:
		due.Note = w.text("ladder.w_answer_note", "days", reviewDays)
		due.Rail = rungs("rest", reviewDays, pitchNext)
		return []ladderRow{due, {Class: "due last", On: w.text("ladder.later"), What: w.text("ladder.later_what"),
			Note: w.text("ladder.later_note", "days", reviewDays)}}
	case petition.LegD, petition.LegF:
		due.Note = w.text("ladder.w_review_note")
	default:
	}
	due.Class += " last"
	return []ladderRow{due}
}

// aim is what must have happened by the leg's last day.
func (w ladderWords) aim(leg ladderLeg) string {
	key, ok := map[petition.LegName]string{
		petition.LegA: "ladder.w_forward", petition.LegB: "ladder.w_accept", petition.LegC: "ladder.w_answer", petition.LegD: "ladder.w_review",
		petition.LegE: "ladder.w_decision", petition.LegF: "ladder.w_review", petition.LegG: "ladder.w_redecision",
		petition.LegHandOver: "ladder.w_handover", petition.LegFeedback: "ladder.w_feedback",
	}[leg.Name]
	if !ok {
		return locale.Text(w.lang, "law.leg."+string(leg.Name), nil)
	}
	return w.text(key)
}

// homeLeg is one leg of the ladder on the home page, standing on a phone and
// lying on a wide screen; its days come from the rules.
type homeLeg struct {
	Class          string
	On, Name, What string
	Notes          []string
	Rail           rail
	Flat           flat
}

// flat is a leg lying down: days run to the right.
type flat struct {
	Units        int
	Rungs, Miles string
}

func lying(days int, last bool) flat {
	f := flat{Units: days * unitsPerDay, Miles: "M0 0V58"}
	var b strings.Builder
	for i := 1; i < days; i++ {
		fmt.Fprintf(&b, "M%d 12V46", i*unitsPerDay)
	}
	if last {
		f.Miles += fmt.Sprintf("M%d 0V58", f.Units)
	}
	f.Rungs = b.String()
	return f
}

// homeLegs draws the lawful periods as they stand in the rules.
func homeLegs(lang locale.Lang, r periods) []homeLeg {
	w := ladderWords{lang: lang}
	leg := func(name string, days int, last bool, notes ...string) homeLeg {
		return homeLeg{Class: fmt.Sprintf("done d%d", days), On: w.text("home.leg_" + name + "_on"), Name: w.text("home.leg_" + name),
			What: w.text("home.leg_"+name+"_what", "days", days), Notes: notes, Rail: rungs("used", days, pitchRunning), Flat: lying(days, last)}
	}
	return []homeLeg{
		leg("a", r.Forward, false, w.text("home.leg_a_note")),
		leg("b", r.Accept, false, w.text("home.leg_b_note")),
		leg("c", r.Answer, false, w.text("home.leg_c_note", "extend", r.Extend), w.text("home.leg_c_note2", "progress", r.Progress)),
		leg("d", r.Review, true, w.text("home.leg_d_note")),
	}
}

// periods are the days the public pages quote, read from the rules.
type periods struct{ Forward, Accept, Answer, Extend, Progress, Review int }
