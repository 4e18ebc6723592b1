package report_test

import (
	"testing"
	"time"

	"pgregory.net/rapid"

	"sunlit/config"
	"sunlit/internal/clock"
	"sunlit/internal/petition"
	"sunlit/internal/report"
)

// law is the law that ships.
func law(t testing.TB) *petition.Law {
	t.Helper()
	texts := map[string][]byte{}
	for _, name := range []string{"rules.yaml", "calendar.yaml"} {
		text, err := config.File(name)
		must(t, err)
		texts[name] = text
	}
	rules, err := petition.ParseRules(texts["rules.yaml"])
	must(t, err)
	calendar, err := clock.ParseCalendar(texts["calendar.yaml"])
	must(t, err)
	return &petition.Law{Rules: rules, Calendar: calendar}
}

func must(t testing.TB, err error) {
	t.Helper()
	if err != nil {
		t.Fatal(err)
	}
}

func actor(id, unit string, role petition.Role) petition.Actor {
	return petition.Actor{ID: id, Unit: unit, Roles: []petition.Role{role}}
}

var (
	registrar = actor("registrar", "petition-office", petition.Registrar)
	office    = actor("office", "petition-office", petition.Office)
	handler   = actor("handler-a", "unit-a", petition.Handler)
	head      = actor("head-a", "unit-a", petition.Head)
	handlerB  = actor("handler-b", "unit-b", petition.Handler)
	headB     = actor("head-b", "unit-b", petition.Head)
	joint     = actor("joint", "joint", petition.Joint)
	reviewer  = actor("reviewer", "review-office", petition.Reviewer)
	citizen   = actor("", "", petition.Citizen)
	system    = actor("", "", petition.System)
)

// life is one petition and what happened to it.
type life struct {
	t      testing.TB
	law    *petition.Law
	c      *petition.Case
	events []petition.Event
}

func noon(day string) time.Time {
	d, err := clock.ParseDay(day)
	if err != nil {
		panic(err)
	}
	return d.Start().Add(12 * time.Hour)
}

func born(t testing.TB, l *petition.Law, number string, at time.Time, change func(*petition.Filing)) *life {
	t.Helper()
	x := &life{t: t, law: l, c: &petition.Case{}}
	f := petition.Filing{Channel: petition.Online, Kind: petition.Claim, Title: "某工地拖欠工资", Narrative: "三个月没有发工资。", OfficeUnit: "petition-office",
		Requests: []petition.Request{{No: 1, Text: "支付工资"}}, Place: "990101"}
	if change != nil {
		change(&f)
	}
	x.keep(l.File(number, f, nil, "", citizen, petition.Citizen, at))
	return x
}

func (x *life) keep(e petition.Event) {
	x.t.Helper()
	step, _ := petition.StepOf(e.Verb)
	if e.Verb == petition.Approve && x.c.Proposal != nil {
		step, _ = petition.StepOf(x.c.Proposal.Verb)
	}
	if step.Paper != "" {
		e.Content.Paper = &petition.Paper{ID: "p", Kind: step.Paper, Unit: e.Unit, On: clock.DayOf(e.At)}
	}
	must(x.t, x.law.Apply(x.c, &e))
	x.events = append(x.events, e)
}

func (x *life) try(a petition.Actor, at time.Time, v petition.Verb, f petition.Fields) error {
	e, err := x.law.Decide(x.c, petition.Command{Verb: v, Fields: f}, a, at)
	if err == nil {
		x.keep(e)
	}
	return err
}

func (x *life) does(a petition.Actor, day string, v petition.Verb, f petition.Fields) *life {
	x.t.Helper()
	if err := x.try(a, noon(day), v, f); err != nil {
		x.t.Fatalf("%s on %s: %v", v, day, err)
	}
	return x
}

func (x *life) marks(repeated bool) []report.Mark {
	x.t.Helper()
	marks, err := report.Marks(x.law, x.events, repeated)
	must(x.t, err)
	return marks
}

var claim = petition.Fields{Kind: petition.Claim, Route: petition.RouteC6, Category: "0103", Place: "990101"}

func answer(d petition.Decision) petition.Fields {
	it := petition.Item{Request: 1, Plain: "已经查清并答复", Facts: "查明欠薪属实。", Basis: "劳动法第五十条", Decision: d}
	if d == petition.Support { // what is supported is carried out by a day (Art. 32)
		it.Measure, it.By = "支付工资", clock.Date(2026, 5, 11)
	}
	return petition.Fields{Items: []petition.Item{it}}
}

// forwarded is a claim that unit-a got on 4 March 2026.
func forwarded(t testing.TB, l *petition.Law) *life {
	t.Helper()
	return born(t, l, "N", noon("2026-03-02"), nil).
		does(registrar, "2026-03-03", petition.Register, claim).
		does(registrar, "2026-03-04", petition.Forward, petition.Fields{Unit: "unit-a"})
}

// act is one thing that somebody may try.
type act struct {
	who    petition.Actor
	verb   petition.Verb
	fields petition.Fields
}

// acts are what random lives are made of; the law refuses most of them most of the time.
func acts(today clock.Day) []act {
	f := func(change func(*petition.Fields)) petition.Fields {
		x := petition.Fields{Reasons: "理由", Text: "内容", Decision: "uphold"}
		change(&x)
		return x
	}
	plain := f(func(*petition.Fields) {})
	refuse := f(func(x *petition.Fields) { x.Decision = "refuse" })
	unit := func(code string) petition.Fields { return f(func(x *petition.Fields) { x.Unit = code }) }
	promise := answer(petition.Support)
	promise.Items[0].By = today.AddDays(20)
	yes, no := true, false
	return []act{
		{registrar, petition.Register, claim}, {registrar, petition.Forward, petition.Fields{Unit: "unit-a"}}, {registrar, petition.Forward, petition.Fields{Unit: "unit-b"}},
		{handler, petition.Accept, petition.Fields{Procedure: petition.Ordinary}}, {handlerB, petition.Accept, petition.Fields{Procedure: petition.Simple}},
		{handler, petition.Object, petition.Fields{Reasons: "不属本单位"}}, {handlerB, petition.Object, petition.Fields{Reasons: "不属本单位"}},
		{head, petition.Approve, petition.Fields{}}, {headB, petition.Approve, petition.Fields{}}, {head, petition.ReturnDraft, petition.Fields{Reasons: "再核"}},
		{office, petition.ResolveObjection, unit("unit-b")}, {office, petition.ResolveObjection, unit("unit-a")}, {office, petition.ResolveObjection, refuse},
		{joint, petition.DecideDispute, petition.Fields{Unit: "unit-a", Reasons: "指定"}},
		{handler, petition.Draft, answer(petition.Explain)}, {handler, petition.Draft, promise}, {handlerB, petition.Draft, promise},
		{handler, petition.Extend, petition.Fields{Days: 20, Reasons: "案情复杂"}}, {head, petition.ToOrdinary, plain}, {headB, petition.ToOrdinary, petition.Fields{Reasons: "有争议"}},
		{handler, petition.Refuse, petition.Fields{Ground: "in_review", Reasons: "正在复查", GoTo: "复查机构"}}, {citizen, petition.AskCheck, petition.Fields{Reasons: "不服"}},
		{office, petition.Check, petition.Fields{Decision: "send_back", Reasons: "应当受理"}}, {office, petition.RouteAway, petition.Fields{Body: "court", Reasons: "诉讼"}},
		{citizen, petition.RouteBack, petition.Fields{Reasons: "法院不收"}}, {citizen, petition.Withdraw, petition.Fields{}}, {system, petition.EndWithdrawn, petition.Fields{}},
		{citizen, petition.Serve, petition.Fields{}}, {citizen, petition.Review, petition.Fields{Reasons: "不服"}}, {reviewer, petition.ReviewAccept, petition.Fields{}},
		{reviewer, petition.ReviewDecide, petition.Fields{Decision: "redo", Text: "重办", Reasons: "事实不清"}}, {reviewer, petition.ReviewDecide, petition.Fields{Decision: "uphold", Text: "维持", Reasons: "清楚"}},
		{citizen, petition.Solved, petition.Fields{}}, {system, petition.Lapse, petition.Fields{}},
		{citizen, petition.Rate, petition.Fields{Office: petition.Satisfied}}, {citizen, petition.Rate, petition.Fields{Unit: "not", Reasons: "没解决"}},
		{handler, petition.FollowUp, petition.Fields{Request: 1, Text: "已支付"}}, {citizen, petition.Confirm, petition.Fields{Request: 1, Done: &yes}}, {citizen, petition.Confirm, petition.Fields{Request: 1, Done: &no}},
		{office, petition.Supervise, petition.Fields{Duty: "limit", Text: "请限期答复"}}, {handler, petition.AnswerSupervision, petition.Fields{Text: "已答复"}},
		{registrar, petition.Seal, petition.Fields{Unit: "discipline"}}, {registrar, petition.Merge, petition.Fields{Number: "M", Reasons: "同一事项"}}, {registrar, petition.Unmerge, petition.Fields{Reasons: "不是同一事项"}},
	}
}

// randomLife draws a petition with a random history of lawful acts.
func randomLife(t testing.TB, r *rapid.T, l *petition.Law, number string) *life {
	x := born(t, l, number, noon("2026-01-05").AddDate(0, 0, rapid.IntRange(0, 60).Draw(r, "filed")), nil)
	at := x.c.FiledAt
	for range rapid.IntRange(0, 40).Draw(r, "acts") {
		at = at.Add(time.Duration(rapid.IntRange(0, 6*24).Draw(r, "hours")) * time.Hour)
		list := acts(clock.DayOf(at))
		a := list[rapid.IntRange(0, len(list)-1).Draw(r, "act")]
		for range len(list) { // the next one that the law allows
			if x.try(a.who, at, a.verb, a.fields) == nil {
				break
			}
			a = list[rapid.IntRange(0, len(list)-1).Draw(r, "other")]
		}
	}
	return x
}
