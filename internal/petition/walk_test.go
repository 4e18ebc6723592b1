package petition_test

import (
	"encoding/json"
	"flag"
	"slices"
	"strconv"
	"testing"
	"time"

	"pgregory.net/rapid"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// people are everybody who may turn up on a walk: those in duty, their like
// elsewhere, one with two duties, the accused unit's, and nobody in particular.
var people = []petition.Actor{citizen, system, registrar, office, joint, handler, head, handlerB, headB, discipline, reviewer, reviewer2, rechecker, handler2, head2, leader,
	{ID: "both-a", Unit: "unit-a", Roles: []petition.Role{petition.Handler, petition.Head}},
	{ID: "all", Unit: "petition-office", Roles: petition.Roles[1:11]},
	{ID: "handler-c", Unit: "unit-c", Roles: []petition.Role{petition.Handler, petition.Head}},
	{ID: "accused", Unit: "unit-accused", Roles: petition.Roles[3:11]},
	{ID: "discipline-2", Unit: "elsewhere", Roles: []petition.Role{petition.Discipline}},
	{ID: "auditor", Unit: "petition-office", Roles: []petition.Role{petition.Auditor, petition.Admin}},
	{ID: "nobody"}}

// walk is one petition on a random way, seen as the database would keep it.
type walk struct {
	t       *rapid.T
	law     *petition.Law
	c       *petition.Case
	log     []petition.Event // as stored: body only
	now     time.Time
	done    map[petition.Verb]int
	tally   *tally
	judges  map[string]petition.Verb // who decided already, kept apart from the case
	kept    []int                    // how much the case held after the last act
	started string                   // the filing as it was
}

// tally counts over all walks.
type tally struct {
	commands, refused int
	verbs             map[petition.Verb]int
	stages            map[petition.Stage]int
}

// Every so many acts the costly promises are looked at too, and all of them at
// the end of each walk: looking each time would take minutes for the same walks.
const (
	snapshotEvery = 16
	replayEvery   = 24
)

func snapshot(t *rapid.T, c any) string {
	raw, err := json.Marshal(c)
	if err != nil {
		t.Fatal(err)
	}
	return string(raw)
}

// try does one command and keeps what came of it.
func (w *walk) try(a petition.Actor, cmd petition.Command, at time.Time) error {
	w.tally.commands++
	before, look := "", w.tally.commands%snapshotEvery == 0
	if look {
		before = snapshot(w.t, w.c)
	}
	proposal := w.c.Proposal
	e, err := w.law.Decide(w.c, cmd, a, at)
	if look {
		if after := snapshot(w.t, w.c); after != before {
			w.t.Fatalf("deciding %s changed the case:\n%s\n%s", cmd.Verb, before, after)
		}
	}
	if err != nil {
		w.tally.refused++
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
	w.judge(&e)
	w.keep(e)
	return nil
}

// judge: nobody decides twice in one ladder, and nobody who withdrew decides at all.
func (w *walk) judge(e *petition.Event) {
	decides := e.Content.Settles == petition.Draft && e.Verb == petition.Approve ||
		slices.Contains([]petition.Verb{petition.ReviewRefuse, petition.ReviewDecide, petition.RecheckDecide}, e.Verb)
	if !decides {
		return
	}
	if former, twice := w.judges[e.ActorID]; twice {
		w.t.Fatalf("%s decides %s after %s", e.ActorID, e.Verb, former)
	}
	if slices.Contains(w.c.Recused, e.ActorID) {
		w.t.Fatalf("%s withdrew and decides %s", e.ActorID, e.Verb)
	}
	w.judges[e.ActorID] = e.Verb
}

func (w *walk) keep(e petition.Event) {
	e.Content.Paper = paperOf(&e)
	if err := e.Seal(); err != nil {
		w.t.Fatal(err)
	}
	if err := w.law.Apply(w.c, &e); err != nil {
		w.t.Fatal(err)
	}
	w.log = append(w.log, petition.Event{ID: e.ID, Seq: e.Seq, Verb: e.Verb, Body: e.Body})
	w.done[e.Verb]++
	w.tally.verbs[e.Verb]++
	w.tally.stages[w.c.Stage]++
}

var hours = rapid.SampledFrom([]int{0, 1, 1, 5, 26, 50, 200, 200, 900, 2300})

// step lets somebody do something: what he is offered, or anything at all.
func (w *walk) step() {
	w.now = w.now.Add(time.Duration(hours.Draw(w.t, "hours")) * time.Hour)
	if w.c.SystemAt != nil && !w.c.SystemAt.After(w.now) && w.nth("job", 4) > 0 {
		w.clockActs()
		return
	}
	if w.nth("lawful", 5) > 0 {
		if do, ok := w.lawful(); ok {
			cmd := petition.Command{Verb: do.verb, Version: w.c.Version, Fields: w.valid(do.verb, do.by)}
			if err := w.try(do.by, cmd, w.now); fault.Is(err, fault.NotNow) {
				w.t.Fatalf("%s is offered to %s, then refused: %v", do.verb, do.by.ID, err)
			}
			return
		}
	}
	a := people[w.nth("who", len(people))]
	v := petition.Steps[w.nth("verb", len(petition.Steps))].Verb
	f := w.valid(v, a)
	if v != petition.Seal && w.nth("wild", 2) == 0 { // which units are discipline bodies is not the law's knowledge
		f = w.wild()
	}
	version := []int{0, w.c.Version, w.c.Version - 1}[w.nth("version", 3)]
	_ = w.try(a, petition.Command{Verb: v, Version: version, Fields: f}, w.now)
}

type doing struct {
	by   petition.Actor
	verb petition.Verb
}

// chances are all that anybody might do in a stage by the table alone.
var chances = func() map[petition.Stage][]doing {
	m := map[petition.Stage][]doing{}
	for _, step := range petition.Steps {
		from := step.From
		if from == nil {
			from = petition.Stages[1:11]
		}
		for _, a := range people {
			if !slices.ContainsFunc(step.Who, func(r petition.Role) bool {
				return a.Has(r) || r == petition.CoHandler && (a.Has(petition.Handler) || a.Has(petition.Head))
			}) {
				continue
			}
			for _, stage := range from {
				m[stage] = append(m[stage], doing{by: a, verb: step.Verb})
			}
		}
	}
	return m
}()

// onward are verbs that keep the stage and yet lead on.
var onward = []petition.Verb{petition.DisciplineReceive, petition.AskCheck, petition.Check, petition.ReviewAccept, petition.HearingRecord,
	petition.MediationRecord, petition.ClosingReport, petition.ClosingAccept, petition.AnswerSupervision, petition.AnswerAdvice, petition.Serve,
	petition.AnswerPressure, petition.Approve, petition.Extend, petition.UndoWithdraw, petition.ToOrdinary}

// cutting are verbs after which little can follow.
var cutting = []petition.Verb{petition.Withdraw, petition.Seal, petition.Refuse, petition.UnitRoute, petition.Merge, petition.NoLongerTaken,
	petition.Solved, petition.ReviewRefuse}

// lawful chooses what somebody is offered; what leads on is likelier than what
// cuts the walk short or only talks, so that a walk gets far. First the kind of
// act is drawn, then the verb, then who does it: a verb open to many is no likelier.
func (w *walk) lawful() (doing, bool) {
	kinds := [3][]petition.Verb{}
	by := map[petition.Verb][]petition.Actor{}
	for _, do := range chances[w.c.Stage] {
		if w.law.May(w.c, do.verb, do.by, w.now) != nil {
			continue
		}
		if by[do.verb] == nil {
			kind := 0
			switch step, _ := petition.StepOf(do.verb); {
			case slices.Contains(cutting, do.verb):
				kind = 1
			case step.To == "" && !slices.Contains(onward, do.verb):
				kind = 2
			}
			kinds[kind] = append(kinds[kind], do.verb)
		}
		by[do.verb] = append(by[do.verb], do.by)
	}
	kind := []int{0, 0, 0, 0, 0, 0, 0, 0, 2, 2, 2, 1}[w.nth("kind of act", 12)]
	for range kinds {
		if verbs := kinds[kind]; len(verbs) > 0 {
			v := verbs[w.nth("offered", len(verbs))]
			return doing{by: by[v][w.nth("by", len(by[v]))], verb: v}, true
		}
		kind = (kind + 2) % len(kinds)
	}
	return doing{}, false
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

// begin files one petition, sometimes of a kind that opens other ways.
func (w *walk) begin() {
	filing := petition.Filing{Kind: petition.Unsure, Title: "题", Narrative: "文", OfficeUnit: "petition-office", About: []string{"unit-accused"},
		Requests: []petition.Request{{No: 1, Text: "一"}, {No: 2, Text: "二"}}}
	switch w.nth("filing", 4) {
	case 1:
		filing.Source = &petition.Source{From: petition.FromCity, DueOn: clock.DayOf(w.now).AddDays(60)}
	case 2:
		filing.Channel, filing.Category, filing.ReceivedOn = petition.Letter, "0103", clock.DayOf(w.now).AddDays(-2)
	case 3:
		filing.Joint, filing.Source = &petition.Group{Representatives: 2, Signers: 9}, &petition.Source{From: petition.FromNation}
	}
	w.keep(w.law.File("7KQ4M2XD9R3H", filing, nil, "", citizen, petition.Citizen, w.now))
	w.started = snapshot(w.t, w.c.Filing)
}

// walks is how many petitions go their random ways, wanted how many commands they must have seen.
func walks() (walks, wanted int) {
	if testing.Short() {
		return 1_500, 5_000 // rapid does a fifth of them
	}
	return 4_000, 100_000
}

// Whatever anybody tries on any day, the law's promises hold.
func TestNoWayBreaksTheLaw(t *testing.T) {
	n, wanted := walks()
	checks := flag.Lookup("rapid.checks")
	before := checks.Value.String()
	t.Cleanup(func() { _ = checks.Value.Set(before) })
	if set, _ := strconv.Atoi(before); set < n {
		_ = checks.Value.Set(strconv.Itoa(n))
	}
	book, sum := law(t), &tally{verbs: map[petition.Verb]int{}, stages: map[petition.Stage]int{}}
	rapid.Check(t, func(t *rapid.T) {
		w := &walk{t: t, law: book, c: &petition.Case{}, now: at("2026-03-02").UTC(), done: map[petition.Verb]int{}, judges: map[string]petition.Verb{}, tally: sum}
		w.begin()
		for after, steps := 0, 30+w.nth("steps", 30); steps > 0 && after < 12; steps-- { // where all is over, little is left to try
			w.step()
			w.holds()
			if !w.c.Open {
				after++
			}
		}
		w.replays()
	})
	t.Logf("%d commands, %d of them refused\nacts by verb %v\nacts by stage reached %v", sum.commands, sum.refused, sum.verbs, sum.stages)
	if sum.commands < wanted {
		t.Errorf("%d commands, fewer than %d", sum.commands, wanted)
	}
	if testing.Short() { // chance may leave out a rare one
		return
	}
	for _, s := range petition.Steps {
		if !s.Later && !s.Aside && sum.verbs[s.Verb] == 0 {
			t.Errorf("no walk did %s", s.Verb)
		}
	}
	for _, stage := range petition.Stages {
		if sum.stages[stage] == 0 {
			t.Errorf("no walk reached %s", stage)
		}
	}
}
