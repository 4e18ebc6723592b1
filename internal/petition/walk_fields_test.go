package petition_test

import (
	"slices"

	"pgregory.net/rapid"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

func (w *walk) one(name string, of ...string) string { return of[w.nth(name, len(of))] }

// below are the generators of a whole number below n, made once: a walk draws many.
var below = func() (list [128]*rapid.Generator[int]) {
	for n := 1; n < len(list); n++ {
		list[n] = rapid.IntRange(0, n-1)
	}
	return list
}()

// nth draws one of n.
func (w *walk) nth(name string, n int) int { return below[n].Draw(w.t, name) }

// valid answers fields that the verb may well be done with.
func (w *walk) valid(v petition.Verb, a petition.Actor) petition.Fields {
	today := clock.DayOf(w.now)
	switch v {
	case petition.Register:
		k := petition.Kind(w.one("kind", "claim", "claim", "claim", "suggestion", "report", "other"))
		f := petition.Fields{Kind: k, Category: "0103", Place: "990101"}
		if k == petition.Claim {
			f.Route = petition.Route(w.one("route", "", "C6", "C6", "C1", "C1", "C3", "C5"))
		}
		f.Simple = (f.Route == "" || f.Route == petition.RouteC6) && w.fitsSimple() && w.one("simple", "", "", "yes") != ""
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
		if !w.fitsSimple() {
			f.Procedure = petition.Ordinary
		}
		if w.c.Route == petition.RouteC5 {
			f.Procedure = petition.Duty
		} else if w.c.Route != petition.RouteC6 && w.c.Route != petition.RouteA {
			f.Procedure = petition.Ordinary
		}
		return f
	case petition.Refuse:
		return petition.Fields{Ground: "in_review", Reasons: "复查中", GoTo: "复查机构"}
	case petition.Extend:
		return petition.Fields{Days: 1 + w.nth("days", 30), Reasons: "复杂"}
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
		return petition.Fields{Text: "已约见。", NextOn: today.AddDays(1 + w.nth("next", 20))}
	case petition.Serve:
		if !a.Has(petition.Citizen) {
			return petition.Fields{How: "邮寄", ServedOn: today}
		}
		return petition.Fields{}
	case petition.Rate:
		if w.c.OfficeRating.Times < 2 {
			return petition.Fields{Office: petition.Basic}
		}
		return petition.Fields{Unit: "not"}
	case petition.Assign:
		return petition.Fields{Unit: w.one("unit", "unit-a", "unit-b"), Days: 1 + w.nth("days", 90)}
	case petition.RequestInfo:
		return petition.Fields{Text: "合同", Days: w.nth("days", 11)}
	}
	return w.ladder(v, today)
}

// fitsSimple: not assigned by a superior, not joint, and no unit co-handles.
func (w *walk) fitsSimple() bool {
	return w.c.Filing.Source == nil && w.c.Filing.Joint == nil && len(w.c.CoUnits) == 0
}

// ladder answers fields for the verbs beyond the straight path.
func (w *walk) ladder(v petition.Verb, today clock.Day) petition.Fields {
	yes, some := true, petition.Fields{Text: "字", Reasons: "因", Body: "review-office", How: "电话", Duty: "limit", Advice: "work"}
	switch v {
	case petition.Note:
		some = petition.Fields{Text: "字"}
	case petition.Recuse:
		some = petition.Fields{Reasons: "亲属"}
	case petition.Split:
		some.Cut, some.Title, some.Number, some.Report = []int{1 + w.nth("cut", 2)}, "另一件", "CHILD", w.one("report", "", "yes") != ""
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
		some.On, some.Where, some.Participants, some.Public = today.AddDays(7+w.nth("ahead", 14)), "一楼", "双方", &yes
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
		some.Request = w.nth("request", 3)
		some.Done = &yes
	case petition.Publish:
		some.Opening, some.Confirmed = &opening, true
	case petition.PublishConsent:
		some.Publish = &yes
	case petition.AidConsent:
		some.Aid, some.Agree = w.one("aid", petition.Aids...), &yes
	case petition.Pressure:
		some.About = w.one("about", "", "unit", "office")
	}
	return some
}

// wild answers fields of any kind, seldom right.
func (w *walk) wild() petition.Fields {
	return petition.Fields{Kind: petition.Kind(w.one("kind", "", "claim", "report", "nonsense")), Route: petition.Route(w.one("route", "", "B", "C2", "Z")),
		Unit: w.one("unit", "", "unit-a", "unit-accused", "not"), Procedure: petition.Procedure(w.one("procedure", "", "duty", "nonsense")),
		Decision: w.one("decision", "", "uphold", "refuse", "nonsense"), Days: -3 + w.nth("days", 103),
		Text: w.one("text", "", "字"), Reasons: w.one("reasons", "", "因"), Category: "x", Place: "y",
		NextOn: clock.DayOf(w.now).AddDays(rapid.IntRange(-400, 400).Draw(w.t, "next")), Items: []petition.Item{{Request: -1 + w.nth("no", 5)}}}
}
