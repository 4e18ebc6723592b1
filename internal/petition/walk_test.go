package petition_test

import (
	"encoding/json"
	"reflect"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// people are everybody who may turn up on a walk: those in duty, their like
// elsewhere, one with two duties, the accused unit's, and nobody in particular.
var people = []petition.Actor{citizen, system, registrar, office, joint, handler, head, handlerB, headB, discipline, reviewer, reviewer2, rechecker, handler2, head2,
	{ID: "both-a", Unit: "unit-a", Roles: []petition.Role{petition.Handler, petition.Head}},
	{ID: "all", Unit: "petition-office", Roles: petition.Roles[1:11]},
	{ID: "handler-c", Unit: "unit-c", Roles: []petition.Role{petition.Handler, petition.Head}},
	{ID: "accused", Unit: "unit-accused", Roles: []petition.Role{petition.Handler, petition.Head}},
	{ID: "discipline-2", Unit: "elsewhere", Roles: []petition.Role{petition.Discipline}},
	{ID: "auditor", Unit: "petition-office", Roles: []petition.Role{petition.Auditor, petition.Admin}},
	{ID: "nobody"}}

// walk is one petition on a random way, seen as the database would keep it.
type walk struct {
	t    *rapid.T
	law  *petition.Law
	c    *petition.Case
	log  []petition.Event // as stored: body only
	now  time.Time
	done map[petition.Verb]int
}

func (w *walk) one(name string, of ...string) string { return rapid.SampledFrom(of).Draw(w.t, name) }

// valid answers fields that the verb may well be done with.
func (w *walk) valid(v petition.Verb, a petition.Actor) petition.Fields {
	today := clock.DayOf(w.now)
	switch v {
	case petition.Register:
		k := petition.Kind(w.one("kind", "claim", "claim", "claim", "suggestion", "report", "other"))
		f := petition.Fields{Kind: k, Category: "0103", Place: "990101", Simple: w.one("simple", "", "", "yes") != ""}
		if k == petition.Claim {
			f.Route = petition.Route(w.one("route", "", "C6", "C1", "C1", "C3", "C5"))
		}
		return f
	case petition.Seal:
		return petition.Fields{Unit: "discipline"}
	case petition.Forward:
		return petition.Fields{Unit: w.one("unit", "unit-a", "unit-b")}
	case petition.ResolveObjection:
		if w.one("decision", "uphold", "refuse") == "refuse" {
			return petition.Fields{Decision: "refuse"}
		}
		other := map[string]string{"unit-a": "unit-b"}[w.c.Unit]
		if other == "" {
			other = "unit-a"
		}
		return petition.Fields{Decision: "uphold", Unit: other}
	case petition.DecideDispute:
		return petition.Fields{Unit: w.one("unit", "unit-a", "unit-b"), Reasons: "指定"}
	case petition.Accept:
		f := petition.Fields{Procedure: petition.Procedure(w.one("procedure", "ordinary", "ordinary", "simple"))}
		if w.c.Route == petition.RouteC5 {
			f.Procedure = petition.Duty
		} else if w.c.Route != petition.RouteC6 && w.c.Route != petition.RouteA {
			f.Procedure = petition.Ordinary
		}
		return f
	case petition.Refuse:
		return petition.Fields{Ground: "in_review", Reasons: "复查中", GoTo: "复查机构"}
	case petition.Extend:
		return petition.Fields{Days: rapid.IntRange(1, 30).Draw(w.t, "days"), Reasons: "复杂"}
	case petition.Draft:
		if w.c.Route == petition.RouteA {
			return items(petition.NotAdopt)
		}
		d := petition.Decision(w.one("answer", "explain", "support"))
		if len(w.c.Former) > 0 { // sent back: another result
			d = petition.Support
			if w.c.Former[0].Decision == petition.Support {
				d = petition.Explain
			}
		}
		f := items(d)
		f.Items = slices.DeleteFunc(f.Items, func(it petition.Item) bool { return w.c.Cut[it.Request] != "" })
		return f
	case petition.Progress:
		return petition.Fields{Text: "已约见。", NextOn: today.AddDays(rapid.IntRange(1, 20).Draw(w.t, "next"))}
	case petition.Serve:
		if a.Has(petition.Handler) {
			return petition.Fields{How: "邮寄", ServedOn: today}
		}
		return petition.Fields{}
	case petition.Rate:
		if w.c.OfficeRating.Times < 2 {
			return petition.Fields{Office: petition.Basic}
		}
		return petition.Fields{Unit: "not"}
	case petition.Assign:
		return petition.Fields{Unit: w.one("unit", "unit-a", "unit-b"), Days: rapid.IntRange(1, 90).Draw(w.t, "days")}
	case petition.RequestInfo:
		return petition.Fields{Text: "合同", Days: rapid.IntRange(0, 10).Draw(w.t, "days")}
	}
	return w.ladder(v, today)
}

// ladder answers fields for the verbs beyond the straight path.
func (w *walk) ladder(v petition.Verb, today clock.Day) petition.Fields {
	yes, some := true, petition.Fields{Text: "字", Reasons: "因", Body: "review-office", How: "电话", Duty: "limit", Advice: "work"}
	switch v {
	case petition.Split:
		some.Cut, some.Title, some.Number, some.Report = []int{rapid.IntRange(1, 2).Draw(w.t, "cut")}, "另一件", "CHILD", w.one("report", "", "yes") != ""
	case petition.Merge, petition.NoLongerTaken:
		some.Number = "OTHER"
	case petition.AnswerMerged:
		some = items(petition.Explain)
		some.Number, some.Unit, some.Procedure, some.Route = "OTHER", "unit-a", petition.Ordinary, petition.RouteC6
	case petition.Check:
		some.Decision = w.one("check", "uphold", "send_back")
	case petition.CoHandle:
		some.Unit = w.one("co", "unit-b", "unit-c", "unit-a")
	case petition.LeadBy:
		some.Official = "lead"
	case petition.Hearing, petition.Mediate, petition.Invite:
		some.On, some.Where, some.Participants, some.Public = today.AddDays(rapid.IntRange(7, 20).Draw(w.t, "ahead")), "一楼", "双方", &yes
	case petition.MediationRecord:
		some.Decision = w.one("mediation", "agreed", "failed")
	case petition.ReviewRefuse:
		some.Ground, some.GoTo = "late", "法院"
	case petition.ReviewDecide:
		some.Decision = w.one("review", "uphold", "change", "revoke", "redo", "redo", "route")
	case petition.RecheckDecide:
		some.Decision = w.one("recheck", "uphold", "change", "revoke")
	case petition.Review:
		some.Late = "住院"
	case petition.AnswerAdvice:
		some.Decision = w.one("adopt", "adopt", "not_adopt")
	case petition.CallToAccount:
		some.Advice = "talk"
	case petition.FollowUp, petition.Confirm:
		some.Request = rapid.IntRange(0, 2).Draw(w.t, "request")
		some.Done = &yes
	case petition.PublishConsent:
		some.Publish = &yes
	case petition.Pressure:
		some.About = w.one("about", "", "unit", "office")
	}
	return some
}

// wild answers fields of any kind, seldom right.
func (w *walk) wild() petition.Fields {
	return petition.Fields{Kind: petition.Kind(w.one("kind", "", "claim", "report", "nonsense")), Route: petition.Route(w.one("route", "", "B", "C2", "Z")),
		Unit: w.one("unit", "", "unit-a", "unit-accused", "not"), Procedure: petition.Procedure(w.one("procedure", "", "duty", "nonsense")),
		Decision: w.one("decision", "", "uphold", "refuse", "nonsense"), Days: rapid.IntRange(-3, 99).Draw(w.t, "days"),
		Text: w.one("text", "", "字"), Reasons: w.one("reasons", "", "因"), Category: "x", Place: "y",
		NextOn: clock.DayOf(w.now).AddDays(rapid.IntRange(-400, 400).Draw(w.t, "next")), Items: []petition.Item{{Request: rapid.IntRange(-1, 3).Draw(w.t, "no")}}}
}

func snapshot(t *rapid.T, c *petition.Case) string {
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// try does one command and keeps what came of it.
func (w *walk) try(a petition.Actor, cmd petition.Command, at time.Time) error {
	before := snapshot(w.t, w.c)
	proposal := w.c.Proposal
	e, err := w.law.Decide(w.c, cmd, a, at)
	if after := snapshot(w.t, w.c); after != before {
		w.t.Fatalf("deciding %s changed the case:\n%s\n%s", cmd.Verb, before, after)
	}
	if err != nil {
		if _, ok := fault.As(err); !ok {
			w.t.Fatalf("%s: not a fault: %v", cmd.Verb, err)
		}
		return err
	}
	if e.Content.Settles != "" && (proposal == nil || proposal.By == a.ID) {
		w.t.Fatalf("%s settles his own proposal %+v", a.ID, proposal)
	}
	if e.Content.Role == "" {
		w.t.Fatalf("%s by %s without a duty", cmd.Verb, a.ID)
	}
	w.keep(e)
	return nil
}

func (w *walk) keep(e petition.Event) {
	if err := e.Seal(); err != nil {
		w.t.Fatal(err)
	}
	if err := w.law.Apply(w.c, &e); err != nil {
		w.t.Fatal(err)
	}
	w.log = append(w.log, petition.Event{ID: e.ID, Seq: e.Seq, Verb: e.Verb, Body: e.Body})
	w.done[e.Verb]++
}

// step lets somebody do something: what he is offered, or anything at all.
func (w *walk) step() {
	w.now = w.now.Add(time.Duration(rapid.SampledFrom([]int{0, 1, 1, 5, 26, 50, 200, 900}).Draw(w.t, "hours")) * time.Hour)
	if w.c.SystemAt != nil && !w.c.SystemAt.After(w.now) && rapid.IntRange(0, 3).Draw(w.t, "job") > 0 {
		w.clockActs()
		return
	}
	if offered := w.lawful(); len(offered) > 0 && rapid.IntRange(0, 3).Draw(w.t, "lawful") > 0 {
		do := rapid.SampledFrom(offered).Draw(w.t, "offered")
		cmd := petition.Command{Verb: do.verb, Version: w.c.Version, Fields: w.valid(do.verb, do.by)}
		if err := w.try(do.by, cmd, w.now); fault.Is(err, fault.NotNow) {
			w.t.Fatalf("%s is offered to %s, then refused: %v", do.verb, do.by.ID, err)
		}
		return
	}
	a := rapid.SampledFrom(people).Draw(w.t, "who")
	v := rapid.SampledFrom(petition.Steps).Draw(w.t, "verb").Verb
	f := w.valid(v, a)
	if v != petition.Seal && rapid.Bool().Draw(w.t, "wild") { // which units are discipline bodies is not the law's knowledge
		f = w.wild()
	}
	_ = w.try(a, petition.Command{Verb: v, Version: rapid.SampledFrom([]int{0, w.c.Version, w.c.Version - 1}).Draw(w.t, "version"), Fields: f}, w.now)
}

type doing struct {
	by   petition.Actor
	verb petition.Verb
}

// onward are verbs that keep the stage and yet lead on.
var onward = []petition.Verb{petition.DisciplineReceive, petition.AskCheck, petition.Check, petition.ReviewAccept, petition.HearingRecord,
	petition.MediationRecord, petition.ClosingReport, petition.ClosingAccept, petition.AnswerSupervision, petition.AnswerAdvice, petition.Serve}

// lawful lists what anybody is offered, what leads on more than once, so that a
// walk gets far before it is withdrawn, sealed or talked about without end.
func (w *walk) lawful() []doing {
	var list []doing
	ends, talks := rapid.IntRange(0, 15).Draw(w.t, "ends") == 15, rapid.IntRange(0, 3).Draw(w.t, "talks") == 3
	for _, a := range people {
		for _, act := range w.law.Actions(w.c, a, w.now) {
			times := 4
			switch step, _ := petition.StepOf(act.Verb); {
			case slices.Contains([]petition.Verb{petition.Withdraw, petition.Seal}, act.Verb):
				if times = 0; ends {
					times = 2
				}
			case slices.Contains([]petition.Verb{petition.Refuse, petition.UnitRoute, petition.Merge, petition.NoLongerTaken, petition.Solved}, act.Verb):
				times = 1
			case step.To == "" && act.Verb != petition.UndoWithdraw && act.Verb != petition.Approve && act.Verb != petition.Extend:
				if times = max(0, 2-w.done[act.Verb]); !talks && !slices.Contains(onward, act.Verb) {
					times = 0
				}
			}
			for range times {
				list = append(list, doing{by: a, verb: act.Verb})
			}
		}
	}
	return list
}

// clockActs does what the case says that the clock owes, at its own instant.
func (w *walk) clockActs() {
	v := petition.Lapse
	if !w.c.Withdrawal.IsZero() {
		v = petition.EndWithdrawn
	}
	if err := w.try(system, petition.Command{Verb: v}, *w.c.SystemAt); err != nil {
		w.t.Fatalf("the clock owes %s in %s at %s, but: %v", v, w.c.Stage, w.c.SystemAt, err)
	}
}

// Whatever anybody tries on any day, the law's promises hold.
func TestNoWayBreaksTheLaw(t *testing.T) {
	book, tried, reached := law(t), map[petition.Verb]int{}, map[petition.Stage]int{}
	rapid.Check(t, func(t *rapid.T) {
		w := &walk{t: t, law: book, c: &petition.Case{}, now: at("2026-03-02").UTC(), done: map[petition.Verb]int{}}
		filing := petition.Filing{Kind: petition.Unsure, Title: "题", Narrative: "文", OfficeUnit: "petition-office", About: []string{"unit-accused"},
			Requests: []petition.Request{{No: 1, Text: "一"}, {No: 2, Text: "二"}}}
		w.keep(book.File("7KQ4M2XD9R3H", filing, nil, "", citizen, petition.Citizen, w.now))
		for range rapid.IntRange(30, 60).Draw(t, "steps") {
			w.step()
			w.holds()
		}
		for v, n := range w.done {
			tried[v] += n
		}
		reached[w.c.Stage]++
	})
	var undone []petition.Verb
	for _, s := range petition.Steps {
		if !s.Later && tried[s.Verb] == 0 {
			undone = append(undone, s.Verb)
		}
	}
	if len(undone) > 10 && !testing.Short() { // walks that never get far prove nothing; chance may leave out a rare one
		t.Errorf("no walk did %v", undone)
	}
	t.Logf("events by verb %v, ends %v", tried, reached)
}

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
	if !c.Open && (c.DueOn != petition.NoDue || c.Proposal != nil || c.SystemAt != nil || c.ClosedAt == nil || c.Returned) {
		t.Fatalf("%s, yet something is owed: %+v", c.Stage, c.Petition)
	}
	if (c.Proposal != nil) != (c.PendingVerb != "") || c.Proposal != nil && !slices.Contains([]petition.Stage{petition.Forwarded, petition.Accepted}, c.Stage) {
		t.Fatalf("%s with pending %q of %+v", c.Stage, c.PendingVerb, c.Proposal)
	}
	names := map[petition.LegName]bool{}
	for _, leg := range c.Legs {
		if leg.Running() && names[leg.Name] {
			t.Fatalf("leg %s runs twice in %s", leg.Name, c.Stage)
		}
		names[leg.Name] = names[leg.Name] || leg.Running()
		if leg.Running() && !c.Open && !slices.Contains(outlasting, leg.Name) {
			t.Fatalf("leg %s runs in %s", leg.Name, c.Stage)
		}
	}
	if c.Extended > 30 || c.Unit == "unit-accused" || c.Route == petition.RouteB && c.Unit != "" && c.Unit != "discipline" {
		t.Fatalf("extended by %d, route %s with %s", c.Extended, c.Route, c.Unit)
	}
	w.scopes()
	w.replays()
}

// scopes: a sealed report is nobody's but the discipline body's, and the accused never acts.
func (w *walk) scopes() {
	asked := rapid.SampledFrom(people).Draw(w.t, "asked").ID
	for _, a := range people {
		if !w.c.Sealed && a.ID != "accused" && a.ID != asked { // all of them at every moment would take minutes
			continue
		}
		offered := w.law.Actions(w.c, a, w.now)
		if w.c.Sealed && a.ID != "" && a.ID != "discipline" && len(offered) > 0 || a.ID == "accused" && len(offered) > 0 {
			w.t.Fatalf("%s of %s is offered %v in %s", a.ID, a.Unit, offered, w.c.Stage)
		}
		for _, no := range w.law.NotNow(w.c, a, w.now) {
			if slices.ContainsFunc(offered, func(x petition.Action) bool { return x.Verb == no.Verb }) {
				w.t.Fatalf("%s is both offered and refused to %s", no.Verb, a.ID)
			}
		}
	}
}

// replays: the stored bytes alone build the identical case.
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
}
