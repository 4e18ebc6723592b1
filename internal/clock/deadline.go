package clock

import "time"

// Deadline is a counted period with everything needed to explain it to a petitioner: from where it
// was counted, what was added, and why it ends on the day it ends.
type Deadline struct {
	Start     Day   // the day of the event; not counted
	Span      Span  // the period of law
	Extra     int   // days of an extension (Art. 34)
	Paused    int   // days that do not count, such as a hearing (Art. 36)
	Raw       Day   // where the count ends, before days off are looked at
	Due       Day   // the last day, which ends at 24:00 in Shanghai
	Off       []Day // the days off that moved Raw to Due, in order
	Projected bool  // a year involved has no announced days off yet, so Due may still move
}

// Deadline counts a period: start + span + extra + paused, and if that last day is off it moves,
// once, to the next working day. Days off inside a period of calendar days are not deducted; a
// period of working days counts working days only, its extra and paused days are calendar days.
// Negative values count as 0. Without a start there is no deadline: all days are zero.
func (c *Calendar) Deadline(start Day, span Span, extra, paused int) Deadline {
	span.Days = max(span.Days, 0)
	extra, paused = max(extra, 0), max(paused, 0)
	dl := Deadline{Start: start, Span: span, Extra: extra, Paused: paused}
	if start.IsZero() {
		return dl
	}
	looked := start // the first day whose being off mattered
	if span.Working {
		dl.Raw = c.AddWorkdays(start, span.Days)
	} else {
		dl.Raw = start.AddDays(span.Days)
	}
	dl.Raw = dl.Raw.AddDays(extra).AddDays(paused)
	if !span.Working {
		looked = dl.Raw
	}
	dl.Due = c.NextWorkday(dl.Raw)
	for d := dl.Raw; d.Before(dl.Due); d = d.AddDays(1) {
		dl.Off = append(dl.Off, d)
	}
	for year := looked.Year(); year <= dl.Due.Year(); year++ {
		dl.Projected = dl.Projected || c.Projected(year)
	}
	return dl
}

// IsZero reports whether no period runs.
func (d Deadline) IsZero() bool { return d.Due.IsZero() }

// End returns the first instant that is too late.
func (d Deadline) End() time.Time { return d.Due.End() }

// Passed reports whether the period is over at t.
func (d Deadline) Passed(t time.Time) bool { return !d.IsZero() && !t.Before(d.End()) }

// Left returns how many days remain on the given day: 0 on the last day, negative when overdue.
func (d Deadline) Left(today Day) int { return d.Due.Sub(today) }
