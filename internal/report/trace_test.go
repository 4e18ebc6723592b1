package report_test

import (
	"fmt"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
	"sunlit/internal/report"
)

// told lists the marks of some measures as "measure day unit other bucket".
func told(marks []report.Mark, measures ...report.Measure) []string {
	var list []string
	for _, m := range marks {
		if slices.Contains(measures, m.Measure) {
			list = append(list, fmt.Sprintf("%s %s %s %s %d", m.Measure, m.Day, m.Unit, m.Other, m.Bucket))
		}
	}
	slices.Sort(list)
	return list
}

func expect(t *testing.T, got []string, want ...string) {
	t.Helper()
	slices.Sort(want)
	if !slices.Equal(got, want) {
		t.Errorf("got\n%q\nwant\n%q", got, want)
	}
}

func TestTheStraightPathCountsOnce(t *testing.T) {
	x := forwarded(t, law(t)).
		does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary}).
		does(handler, "2026-04-20", petition.Draft, answer(petition.Support)).
		does(head, "2026-04-21", petition.Approve, petition.Fields{}).
		does(citizen, "2026-04-22", petition.Serve, petition.Fields{}).
		does(citizen, "2026-04-22", petition.Rate, petition.Fields{Office: petition.Basic}).
		does(citizen, "2026-04-23", petition.Solved, petition.Fields{})
	marks := x.marks(false)
	filed := clock.Date(2026, 3, 2).Sub(clock.Date(1970, 1, 1))
	expect(t, told(marks, report.Filed, report.Answered, report.Cohort, report.StockIn, report.StockOut, report.SaidSolved),
		"filed 2026-03-02 unit-a 0103 0", "answered 2026-04-21 unit-a 0103 50", "cohort 2026-03-02   50", "stock_in 2026-03-02   0",
		fmt.Sprintf("stock_out 2026-04-21  support %d", filed), "said_solved 2026-04-23 unit-a yes 0")
	expect(t, told(marks, report.OfficeDue, report.OfficeInTime, report.ToldDue, report.ToldInTime, report.AnswerDue, report.AnswerInTime, report.AnswerUnaltered),
		"office_due 2026-03-17 petition-office  0", "office_in_time 2026-03-17 petition-office  0", "told_due 2026-03-19 unit-a  0", "told_in_time 2026-03-19 unit-a  0",
		"answer_due 2026-05-08 unit-a  0", "answer_in_time 2026-05-08 unit-a  0", "answer_unaltered 2026-05-08 unit-a  0")
	expect(t, told(marks, report.OfficeRatable, report.OfficeRated, report.UnitRatable, report.UnitRated),
		"office_ratable 2026-05-23 petition-office  0", "office_rated 2026-05-23 petition-office basic 0", "unit_ratable 2026-05-23 unit-a  0")
	expect(t, told(marks, report.OnceDue, report.OnceSolved), "once_due 2026-07-20 unit-a  0", "once_solved 2026-07-20 unit-a  0")
	expect(t, told(x.marks(true), report.OnceDue, report.OnceSolved), "once_due 2026-07-20 unit-a  0")
	expect(t, told(marks, report.Hops, report.Held), "hops 2026-03-09 unit-a  1", "held 2026-03-04 petition-office  2", "held 2026-04-21 unit-a  48")
}

func TestAnExtensionIsInTimeButNotUnaltered(t *testing.T) {
	x := forwarded(t, law(t)).
		does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary}).
		does(handler, "2026-04-20", petition.Extend, petition.Fields{Days: 20, Reasons: "案情复杂"}).
		does(head, "2026-04-21", petition.Approve, petition.Fields{}).
		does(handler, "2026-05-18", petition.Draft, answer(petition.Explain)).
		does(head, "2026-05-20", petition.Approve, petition.Fields{})
	expect(t, told(x.marks(false), report.AnswerDue, report.AnswerInTime, report.AnswerUnaltered), "answer_due 2026-05-28 unit-a  0", "answer_in_time 2026-05-28 unit-a  0")
}

func TestALateAnswerStaysLateAndAnOpenOneIsDue(t *testing.T) {
	x := forwarded(t, law(t))
	expect(t, told(x.marks(false), report.ToldDue, report.ToldInTime, report.Cohort), "cohort 2026-03-02   -1", "told_due 2026-03-19 unit-a  0")
	x.does(handler, "2026-03-25", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	expect(t, told(x.marks(false), report.ToldDue, report.ToldInTime), "told_due 2026-03-19 unit-a  0")
}

// Who sent it to the wrong place is charged with an objection that was right, the unit with one that was wrong.
func TestHandingOnIsChargedFairly(t *testing.T) {
	l := law(t)
	returned := func(f petition.Fields) *life {
		return forwarded(t, l).
			does(handler, "2026-03-05", petition.Object, petition.Fields{Reasons: "不属本局职责"}).
			does(head, "2026-03-06", petition.Approve, petition.Fields{}).
			does(office, "2026-03-09", petition.ResolveObjection, f)
	}
	all := []report.Measure{report.ReturnUpheld, report.ReturnRefused, report.HandedOn}
	right := returned(petition.Fields{Decision: "uphold", Unit: "unit-b"})
	expect(t, told(right.marks(false), all...), "return_upheld 2026-03-09 petition-office  0", "handed_on 2026-03-09 unit-a unit-b 0")
	wrong := returned(petition.Fields{Decision: "refuse", Reasons: "属本局职责"})
	expect(t, told(wrong.marks(false), all...), "return_refused 2026-03-09 unit-a  0")
	right.does(handlerB, "2026-03-10", petition.Object, petition.Fields{Reasons: "也不属本局"}).
		does(headB, "2026-03-11", petition.Approve, petition.Fields{}).
		does(joint, "2026-03-12", petition.DecideDispute, petition.Fields{Unit: "unit-a", Reasons: "三定方案"}).
		does(handler, "2026-03-13", petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	expect(t, told(right.marks(false), append(all, report.Hops)...), "return_upheld 2026-03-09 petition-office  0", "handed_on 2026-03-09 unit-a unit-b 0",
		"return_upheld 2026-03-12 petition-office  0", "handed_on 2026-03-12 unit-b unit-a 0", "hops 2026-03-13 unit-a  3")
}

// Reports are one total for the region and in no unit, category or duty (Art. 30).
func TestAReportIsOnlyATotal(t *testing.T) {
	x := born(t, law(t), "N", noon("2026-03-02"), func(f *petition.Filing) { f.About = []string{"unit-a"} }).
		does(registrar, "2026-03-03", petition.Seal, petition.Fields{Unit: "discipline"})
	for _, m := range x.marks(false) {
		if m.Unit != "" || !slices.Contains([]report.Measure{report.FiledReport, report.StockIn, report.StockOut}, m.Measure) {
			t.Errorf("a report shows as %+v", m)
		}
	}
	if got := told(x.marks(false), report.FiledReport); len(got) != 1 {
		t.Errorf("filed: %v", got)
	}
}

func TestPromises(t *testing.T) {
	f := answer(petition.Support)
	x := forwarded(t, law(t)).
		does(handler, "2026-03-09", petition.Accept, petition.Fields{Procedure: petition.Ordinary}).
		does(handler, "2026-04-20", petition.Draft, f).
		does(head, "2026-04-21", petition.Approve, petition.Fields{})
	all := []report.Measure{report.PromiseDue, report.PromiseKept, report.PromiseBroken, report.PromiseReported}
	expect(t, told(x.marks(false), all...), "promise_due 2026-05-11 unit-a  0")
	x.does(handler, "2026-05-12", petition.FollowUp, petition.Fields{Request: 1, Text: "已支付"})
	expect(t, told(x.marks(false), all...), "promise_due 2026-05-11 unit-a  0", "promise_reported 2026-05-11 unit-a  0")
	no := false
	x.does(citizen, "2026-05-13", petition.Confirm, petition.Fields{Request: 1, Done: &no})
	expect(t, told(x.marks(false), all...), "promise_due 2026-05-11 unit-a  0", "promise_broken 2026-05-11 unit-a  0")
}

// Whatever happens, the stock closes in every period, agrees with the stages, and no part exceeds its whole.
func TestAnyHistoryCloses(t *testing.T) {
	l := law(t)
	rapid.Check(t, func(r *rapid.T) {
		var marks []report.Mark
		open := 0
		for range 3 {
			x := randomLife(t, r, l, "N")
			marks = append(marks, x.marks(false)...)
			switch x.c.Stage {
			case petition.Submitted, petition.Registered, petition.Forwarded, petition.Objected, petition.Dispute, petition.Accepted:
				open++
			}
		}
		today := clock.Date(2027, 6, 1)
		from := clock.Date(2026, 1, 1).AddDays(rapid.IntRange(0, 200).Draw(r, "from"))
		p := report.Period{From: from, To: today}
		f := report.FiguresOf(p, report.CountOf(marks, report.Period{To: from.AddDays(-1)}, today), report.CountOf(marks, p, today))
		if err := f.Stock.Closes(); err != nil || f.Stock.End != open {
			r.Errorf("%v; %d wait, %d are counted", err, open, f.Stock.End)
		}
		all := report.FiguresOf(report.Period{To: today}, nil, report.CountOf(marks, report.Period{To: today}, today))
		for name, rate := range map[string]report.Rate{"office": all.OfficeTold, "unit": all.UnitTold, "in time": all.InTime, "unaltered": all.Unaltered,
			"rated": all.Unit.Rated, "content": all.Office.Content, "once": all.Once, "supervision": all.Supervision.InTime} {
			if rate.Part < 0 || rate.Part > rate.Whole {
				r.Errorf("%s: %d of %d", name, rate.Part, rate.Whole)
			}
		}
		if all.Promises.Silent < 0 || all.Unaltered.Part > all.InTime.Part {
			r.Errorf("promises %+v, in time %+v, unaltered %+v", all.Promises, all.InTime, all.Unaltered)
		}
	})
}
