package report

import (
	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// ripeAfter is how many days after the answer a matter counts as solved at once
// if nobody had to come again.
const ripeAfter = 90

// report adds what the public may know of reports: that so many came in (Art. 30).
func (t *trace) report() {
	t.add(FiledReport, clock.DayOf(t.c.FiledAt), "", "", 0)
	if at := t.c.AnsweredAt; at != nil {
		t.add(AnsweredReport, clock.DayOf(*at), "", "", wholeDays(t.c.FiledAt, *at))
	}
}

// filed adds the filing, the first answer, and where its cohort stands.
func (t *trace) filed() {
	c := t.c
	day := clock.DayOf(c.FiledAt)
	t.add(Filed, day, c.Unit, c.Category, 0)
	bucket := CohortOpen
	switch {
	case c.AnsweredAt != nil:
		bucket = wholeDays(c.FiledAt, *c.AnsweredAt)
		t.add(Answered, clock.DayOf(*c.AnsweredAt), c.Unit, c.Category, bucket)
	case !c.Stage.Open():
		bucket = CohortEnded
	}
	t.add(Cohort, day, "", "", bucket)
}

// owed says which legs are duties, and the measures of each.
var owed = map[petition.LegName]struct{ due, met Measure }{
	petition.LegA:           {OfficeDue, OfficeInTime},
	petition.LegB:           {ToldDue, ToldInTime},
	petition.LegC:           {AnswerDue, AnswerInTime},
	petition.LegSupervision: {SupervisionDue, SupervisionMet},
}

// relieving acts end a duty that nobody fulfilled, before it was broken: the
// petitioner took the matter back, it went into another one, or another period
// took the place of this one.
var relieving = map[petition.Verb]bool{petition.EndWithdrawn: true, petition.Merge: true, petition.ToOrdinary: true}

// duties adds each duty on its last day, to whoever owed it then.
func (t *trace) duties() {
	for i, leg := range t.c.Legs {
		m, ok := owed[leg.Name]
		if !ok || !leg.Running() && !leg.Late && relieving[t.ran[i].ended] {
			continue
		}
		due, unit := leg.Deadline.Due, t.ran[i].unit
		t.add(m.due, due, unit, "", 0)
		if leg.Running() || leg.Late {
			continue
		}
		t.add(m.met, due, unit, "", 0)
		if leg.Name == petition.LegC && (leg.Original.IsZero() || !clock.DayOf(*leg.EndAt).After(leg.Original)) {
			t.add(AnswerUnaltered, due, unit, "", 0)
		}
	}
}

// ratings adds ratings when nobody can change them any more: unrated is never
// satisfied, and the unit learns nothing while it could ask who it was.
func (t *trace) ratings() {
	c := t.c
	if c.ClosedAt == nil || c.Unit == "" {
		return
	}
	last := clock.DayOf(*c.ClosedAt).AddDays(t.law.RulesOf(c).Period("rating").Span.Days)
	switch c.Stage {
	case petition.Closed, petition.Final, petition.Routed, petition.NotAccepted:
	default: // withdrawn, merged: nothing was done that could be rated
		return
	}
	t.add(OfficeRatable, last, c.OfficeUnit, "", 0)
	if r := c.OfficeRating.Rating; r != "" {
		t.add(OfficeRated, last, c.OfficeUnit, string(r), 0)
	}
	if c.AnsweredAt == nil {
		return
	}
	t.add(UnitRatable, last, c.Unit, "", 0)
	if r := c.UnitRating.Rating; r != "" {
		t.add(UnitRated, last, c.Unit, string(r), 0)
	}
}

// repeats adds a first petition once its answer has stood for 90 days.
func (t *trace) repeats(repeated bool) {
	c := t.c
	if c.AnsweredAt == nil || c.Filing.SameAs != "" {
		return
	}
	day := clock.DayOf(*c.AnsweredAt).AddDays(ripeAfter)
	t.add(OnceDue, day, c.Unit, "", 0)
	if !repeated {
		t.add(OnceSolved, day, c.Unit, "", 0)
	}
}

// promises adds what a unit promised, on the day by which it said so.
func (t *trace) promises() {
	for _, p := range t.c.Promises {
		t.add(PromiseDue, p.By, t.c.Unit, "", 0)
		switch {
		case p.Done != nil && *p.Done:
			t.add(PromiseKept, p.By, t.c.Unit, "", 0)
		case p.Done != nil:
			t.add(PromiseBroken, p.By, t.c.Unit, "", 0)
		case !p.ReportedAt.IsZero():
			t.add(PromiseReported, p.By, t.c.Unit, "", 0)
		}
	}
}
