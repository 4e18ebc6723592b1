package petition_test

import (
	"reflect"
	"slices"
	"strings"

	"sunlit/internal/petition"
)

// outlasting are the legs that may still run when the petition itself has ended.
var outlasting = []petition.LegName{petition.LegAskCheck, petition.LegCheck, petition.LegAssigned, petition.LegUpward, petition.LegPressure,
	petition.LegAdvice, petition.LegCallBack, petition.LegSupervision, petition.LegSupervisionAsked}

// holds checks what is promised of every petition at every moment.
func (w *walk) holds() {
	c, t := w.c, w.t
	if c.Version != c.Seq || c.Seq != len(w.log) {
		t.Fatalf("version %d, seq %d, %d events", c.Version, c.Seq, len(w.log))
	}
	if c.Open != c.Stage.Open() || c.Open && (c.Holder == "" || c.DueOn == petition.NoDue || c.DueOn.IsZero()) {
		t.Fatalf("%s, open %v, held by %q, due %s", c.Stage, c.Open, c.Holder, c.DueOn)
	}
	if !c.Open && (c.DueOn != petition.NoDue || c.Proposal != nil && c.PendingVerb != petition.Publish || c.SystemAt != nil || c.ClosedAt == nil || c.Returned || c.Paused) {
		t.Fatalf("%s, yet something is owed: %+v", c.Stage, c.Petition)
	}
	if (c.Proposal != nil) != (c.PendingVerb != "") || c.Proposal != nil && c.PendingVerb != petition.Publish && c.Stage != petition.Forwarded && c.Stage != petition.Accepted {
		t.Fatalf("%s with pending %q of %+v", c.Stage, c.PendingVerb, c.Proposal)
	}
	if c.Extended > 30 || c.Unit == "unit-accused" || c.ReviewUnit != "" && c.ReviewUnit == c.Unit {
		t.Fatalf("extended by %d, route %s with %s, reviewed by %s", c.Extended, c.Route, c.Unit, c.ReviewUnit)
	}
	if p := c.Publication; p.Standing() && (c.Sealed || !c.PublishConsent || p.By == p.SeenBy) {
		t.Fatalf("%s, consent %v, and public: %+v", c.Stage, c.PublishConsent, p)
	}
	w.clocks()
	w.nextStepUp()
	w.nothingLost()
	w.scopes()
	if c.Seq%replayEvery == 0 {
		w.replays()
	}
}

// clocks: never two live ones of one kind, and each task has somebody who owes it.
func (w *walk) clocks() {
	c := w.c
	for i, leg := range c.Legs {
		if !leg.Running() {
			continue
		}
		if slices.ContainsFunc(c.Legs[i+1:], func(l petition.Leg) bool { return l.Name == leg.Name && l.Running() }) {
			w.t.Fatalf("leg %s runs twice in %s", leg.Name, c.Stage)
		}
		if leg.Deadline.Due.IsZero() || !c.Open && !slices.Contains(outlasting, leg.Name) {
			w.t.Fatalf("leg %s due %s runs in %s", leg.Name, leg.Deadline.Due, c.Stage)
		}
	}
	for _, task := range c.Tasks() {
		aboutOffice := task.Leg == petition.LegPressure && c.Pressures[len(c.Pressures)-1].About == "office" // then no unit of this office is told
		if task.DueOn.IsZero() || task.Holder == "" && !aboutOffice {
			w.t.Fatalf("%s: nobody owes %+v", c.Stage, task)
		}
	}
}

// nextStepUp: once the last day has passed, the clock ends what was the
// petitioner's own right, or he can call for supervision at once.
func (w *walk) nextStepUp() {
	c := w.c
	if !c.Open || c.Stage == petition.Sealed || !c.Withdrawal.IsZero() { // the discipline body answers to its own superior (Art. 30)
		return
	}
	end := c.DueOn.End()
	if leg, ok := c.Leg(petition.LegHearing); ok && c.Paused && leg.Deadline.Due.End().After(end) {
		end = leg.Deadline.Due.End()
	}
	if end.Before(w.now) {
		end = w.now
	}
	running := func(name petition.LegName) bool {
		leg, ok := c.Leg(name)
		return ok && leg.Running()
	}
	switch {
	case c.SystemAt != nil && !c.SystemAt.After(end):
	case running(petition.LegSupervision), running(petition.LegSupervisionAsked):
	case w.law.May(c, petition.Serve, citizen, end) == nil:
	case w.law.May(c, petition.RequestSupervision, citizen, end) == nil:
	default:
		w.t.Fatalf("%s due %s: no next step for the petitioner", c.Stage, c.DueOn)
	}
}

// nothingLost: what was once written, issued, counted or decided is never fewer afterwards.
func (w *walk) nothingLost() {
	c := w.c
	now := []int{len(c.Legs), len(c.Papers), len(c.Files), len(c.Deciders), len(c.Barred), len(c.Recused), len(c.Supervisions), len(c.Advices),
		len(c.Pressures), len(c.Cut), len(c.Withheld), c.Objections, c.Round, c.OfficeRating.Times, c.UnitRating.Times}
	for i, n := range w.kept {
		if now[i] < n {
			w.t.Fatalf("%s: the case held %v, now %v", c.Stage, w.kept, now)
		}
	}
	w.kept = now
}

// isUnits tells whether an official works for a unit that may be complained of.
func isUnits(a petition.Actor) bool { return strings.HasPrefix(a.Unit, "unit-") }

// scopes: a report is no unit's, sealed it is the discipline body's alone, and the accused never acts.
func (w *walk) scopes() {
	c := w.c
	report := c.Sealed || c.Route == petition.RouteB
	if report && (strings.HasPrefix(c.Holder, "unit-") || strings.HasPrefix(c.Unit, "unit-")) {
		w.t.Fatalf("a report in %s is held by %s, with %s", c.Stage, c.Holder, c.Unit)
	}
	for _, task := range c.Tasks() {
		if report && strings.HasPrefix(task.Holder, "unit-") || c.Sealed && task.Holder != "discipline" {
			w.t.Fatalf("a report in %s: %s is asked for %s", c.Stage, task.Holder, task.Leg)
		}
	}
	asked := w.c.Seq % len(people) // all of them at every moment would take minutes
	for i, a := range people {
		if i != asked && a.ID != "accused" && !(report && w.c.Seq%4 == 0) {
			continue
		}
		offered := w.law.Actions(c, a, w.now)
		if len(offered) > 0 && (a.ID == "accused" || report && isUnits(a) || c.Sealed && a.ID != "" && a.ID != "discipline" || slices.Contains(c.Recused, a.ID)) {
			w.t.Fatalf("%s of %s is offered %v in %s", a.ID, a.Unit, offered, c.Stage)
		}
		for _, no := range w.law.NotNow(c, a, w.now) {
			if slices.ContainsFunc(offered, func(x petition.Action) bool { return x.Verb == no.Verb }) {
				w.t.Fatalf("%s is both offered and refused to %s", no.Verb, a.ID)
			}
		}
	}
}

// replays: the stored bytes alone build the identical case, and the filing is as it was written.
func (w *walk) replays() {
	stored := slices.Clone(w.log)
	for i := range stored {
		if err := stored[i].Unseal(); err != nil {
			w.t.Fatal(err)
		}
	}
	again, err := w.law.Replay(stored)
	if err != nil {
		w.t.Fatal(err)
	}
	if !reflect.DeepEqual(again, w.c) {
		w.t.Fatalf("replayed otherwise:\n%s\n%s", snapshot(w.t, again), snapshot(w.t, w.c))
	}
	if now := snapshot(w.t, w.c.Filing); now != w.started {
		w.t.Fatalf("the filing was altered:\n%s\n%s", w.started, now)
	}
}
