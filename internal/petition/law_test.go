package petition_test

import (
	"reflect"
	"strconv"
	"testing"
	"time"

	"sunlit/config"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// law answers the law that ships: config/rules.yaml and config/calendar.yaml.
func law(t testing.TB) *petition.Law {
	t.Helper()
	rules, err := petition.ParseRules(read(t, "rules.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	cal, err := clock.ParseCalendar(read(t, "calendar.yaml"))
	if err != nil {
		t.Fatal(err)
	}
	return &petition.Law{Rules: rules, Calendar: cal}
}

func read(t testing.TB, name string) []byte {
	t.Helper()
	text, err := config.File(name)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

// story walks one petition through acts, each at its own day.
type story struct {
	t   testing.TB
	law *petition.Law
	c   *petition.Case
	log []petition.Event

	bent bool // the test altered the case behind the law's back
}

// bend alters the case behind the law's back, for what no single act leads to.
func (s *story) bend(change func(*petition.Case)) {
	change(s.c)
	s.bent = true
}

var (
	registrar  = petition.Actor{ID: "registrar", Unit: "petition-office", Roles: []petition.Role{petition.Registrar}}
	office     = petition.Actor{ID: "office", Unit: "petition-office", Roles: []petition.Role{petition.Office}}
	handler    = petition.Actor{ID: "handler-a", Unit: "unit-a", Roles: []petition.Role{petition.Handler}}
	head       = petition.Actor{ID: "head-a", Unit: "unit-a", Roles: []petition.Role{petition.Head}}
	handlerB   = petition.Actor{ID: "handler-b", Unit: "unit-b", Roles: []petition.Role{petition.Handler}}
	headB      = petition.Actor{ID: "head-b", Unit: "unit-b", Roles: []petition.Role{petition.Head}}
	discipline = petition.Actor{ID: "discipline", Unit: "discipline", Roles: []petition.Role{petition.Discipline}}
	citizen    = petition.Actor{Roles: []petition.Role{petition.Citizen}}
	system     = petition.Actor{Roles: []petition.Role{petition.System}}
)

func filed(t testing.TB, kind petition.Kind, day string) *story {
	t.Helper()
	return filedAs(t, day, func(f *petition.Filing) { f.Kind = kind })
}

// filedAs files a claim that differs in what a story is about.
func filedAs(t testing.TB, day string, change func(*petition.Filing)) *story {
	t.Helper()
	s := &story{t: t, law: law(t), c: &petition.Case{}}
	f := petition.Filing{Kind: petition.Claim, Title: "某工地拖欠工资", Narrative: "三个月没有发工资。", OfficeUnit: "petition-office",
		Requests: []petition.Request{{No: 1, Text: "支付工资"}, {No: 2, Text: "书面道歉"}}, Place: "990101"}
	change(&f)
	s.keep(s.law.File("7KQ4M2XD9R3H", f, nil, "", citizen, petition.Citizen, at(day)))
	return s
}

func at(day string) time.Time {
	d, err := clock.ParseDay(day)
	if err != nil {
		panic(err)
	}
	return d.Start().Add(10 * time.Hour)
}

// keep applies an event as the office would: with the paper it issues, and read
// back from its stored bytes, which alone must build the same case again.
func (s *story) keep(e petition.Event) {
	s.t.Helper()
	e.Content.Paper = paperOf(&e)
	if err := e.Seal(); err != nil {
		s.t.Fatal(err)
	}
	if err := s.law.Apply(s.c, &e); err != nil {
		s.t.Fatal(err)
	}
	s.log = append(s.log, e)
	if s.bent {
		return
	}
	stored := make([]petition.Event, len(s.log))
	for i, e := range s.log {
		stored[i] = petition.Event{ID: e.ID, Seq: e.Seq, Verb: e.Verb, Body: e.Body}
		if err := stored[i].Unseal(); err != nil {
			s.t.Fatal(err)
		}
	}
	again, err := s.law.Replay(stored)
	if err != nil {
		s.t.Fatal(err)
	}
	if !reflect.DeepEqual(again, s.c) {
		s.t.Fatalf("after %s the events replay to another case:\n%+v\n%+v", e.Verb, again, s.c)
	}
}

// paperOf answers the paper of an event's row, for a proposal once it is approved.
func paperOf(e *petition.Event) *petition.Paper {
	step, _ := petition.StepOf(e.Verb)
	if e.Verb == petition.Approve {
		step, _ = petition.StepOf(e.Content.Settles)
	} else if step.Proposal {
		return nil
	}
	if step.Paper == "" {
		return nil
	}
	return &petition.Paper{ID: "p" + strconv.Itoa(e.Seq), Kind: step.Paper, Unit: e.Unit, On: clock.DayOf(e.At)}
}

func (s *story) does(a petition.Actor, day string, v petition.Verb, f petition.Fields) {
	s.t.Helper()
	e, err := s.law.Decide(s.c, petition.Command{Verb: v, Version: s.c.Version, Fields: f}, a, at(day))
	if err != nil {
		s.t.Fatalf("%s on %s: %v %+v", v, day, err, err)
	}
	s.keep(e)
}

func (s *story) refused(a petition.Actor, day string, v petition.Verb, f petition.Fields, kind fault.Kind, key string) {
	s.t.Helper()
	_, err := s.law.Decide(s.c, petition.Command{Verb: v, Version: s.c.Version, Fields: f}, a, at(day))
	got, ok := fault.As(err)
	if !ok || got.Kind != kind {
		s.t.Fatalf("%s on %s: want %s, got %v", v, day, kind, err)
	}
	if key == "" {
		return
	}
	if got.Key == key {
		return
	}
	for _, m := range got.Fields {
		if m.Key == key {
			return
		}
	}
	s.t.Fatalf("%s on %s: want %s, got %+v", v, day, key, got)
}

func (s *story) stands(stage petition.Stage, due string) {
	s.t.Helper()
	if s.c.Stage != stage || s.c.DueOn.String() != due {
		s.t.Fatalf("want %s due %s, got %s due %s", stage, due, s.c.Stage, s.c.DueOn)
	}
}

var claim = petition.Fields{Kind: petition.Claim, Category: "0103", Place: "990101"}

func items(d petition.Decision) petition.Fields {
	by := clock.Date(2027, 2, 1)
	one := petition.Item{Plain: "工资已发放。", Facts: "经查属实。", Basis: "《条例》", Decision: d, Measure: "发放", By: by}
	two := one
	one.Request, two.Request = 1, 2
	return petition.Fields{Items: []petition.Item{one, two}}
}

func TestStraightPathFromFilingToClosing(t *testing.T) {
	s := filed(t, petition.Claim, "2026-11-24")
	s.stands(petition.Submitted, "2026-12-09")
	s.does(registrar, "2026-11-25", petition.Register, claim)
	s.stands(petition.Registered, "2026-12-09")
	s.does(registrar, "2026-11-26", petition.Forward, petition.Fields{Unit: "unit-a"})
	s.stands(petition.Forwarded, "2026-12-11")
	s.does(handler, "2026-11-30", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	s.stands(petition.Accepted, "2027-01-29")
	s.does(handler, "2026-12-16", petition.Progress, petition.Fields{Text: "核对了考勤。", NextOn: clock.Date(2027, 1, 4)})
	s.does(handler, "2027-01-10", petition.Draft, items(petition.Support))
	s.refused(handler, "2027-01-10", petition.Approve, petition.Fields{}, fault.NotNow, "error.not_now_not_yours")
	s.does(head, "2027-01-11", petition.Approve, petition.Fields{})
	if s.c.Stage != petition.Replied || s.c.AnsweredAt == nil {
		t.Fatalf("not answered: %s", s.c.Stage)
	}
	s.does(citizen, "2027-01-12", petition.Serve, petition.Fields{})
	s.stands(petition.Served, "2027-02-11") // 2027 is projected: weekends only
	s.does(citizen, "2027-01-13", petition.Rate, petition.Fields{Office: petition.Satisfied, Unit: "not"})
	end := s.c.SystemAt
	e, err := s.law.Decide(s.c, petition.Command{Verb: petition.Lapse}, system, *end)
	if err != nil {
		t.Fatal(err)
	}
	s.keep(e)
	if s.c.Stage != petition.Closed || s.c.Open || s.c.DueOn != petition.NoDue {
		t.Fatalf("not closed: %+v", s.c.Petition)
	}
}
