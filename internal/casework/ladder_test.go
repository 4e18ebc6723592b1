package casework_test

import (
	"slices"
	"testing"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

func TestAReviewIsReadBeforeItsThirtyDaysBegin(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.replied()
		_, err := p.ReadAnswer(p.ctx(), filed.Number, "en")
		p.fine(err)
		v := p.own(filed, petition.Review, petition.Fields{Reasons: "事实不清"})
		if v.Stage != petition.Reviewing || v.Review == nil || v.Review.Body.Code != "review-office" {
			p.t.Fatalf("%s with %+v", v.Stage, v.Review)
		}
		p.act("reviewer", filed.Number, petition.ReviewDecide, petition.Fields{Decision: "uphold", Text: "查明", Reasons: "维持"})
		v, err = p.OwnCase(p.ctx(), filed.Number, "en")
		p.fine(err)
		if v.Unserved == nil || v.Unserved.Kind != petition.PaperReviewOpinion {
			p.t.Fatalf("no opinion to read: %+v", v.Unserved)
		}
		v, err = p.ReadAnswer(p.ctx(), filed.Number, "en")
		p.fine(err)
		if v.Unserved != nil || v.LastDays[petition.Recheck].IsZero() {
			p.t.Fatalf("read, but %+v until %v", v.Unserved, v.LastDays)
		}
		p.own(filed, petition.Recheck, petition.Fields{Reasons: "仍不服"})
		if v := p.act("office", filed.Number, petition.RecheckDecide, petition.Fields{Decision: "uphold", Text: "查明", Reasons: "维持"}); v.Stage != petition.Final {
			p.t.Fatalf("in %s", v.Stage)
		}
	})
}

func TestWhoCoHandlesSeesAndWhoWithdrewDoesNot(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.replied()
		if _, err := p.Desk(p.ctx(), p.as("handler-b"), filed.Number, "en"); !fault.Is(err, fault.NotFound) {
			p.t.Fatalf("another unit sees it: %v", err)
		}
		other := p.file()
		p.act("registrar", other.Number, petition.Register, petition.Fields{Kind: petition.Claim, Category: "other", Place: "990101"})
		p.act("office", other.Number, petition.Assign, petition.Fields{Unit: "unit-a", Days: 20})
		p.act("office", other.Number, petition.CoHandle, petition.Fields{Unit: "unit-b", Text: "请提供资料"})
		v := p.act("handler-b", other.Number, petition.Note, petition.Fields{Text: "已提供"})
		if !slices.ContainsFunc(v.CoUnits, func(n casework.Named) bool { return n.Code == "unit-b" }) || slices.ContainsFunc(v.Actions, func(a casework.ActionView) bool { return a.Action == petition.Accept }) {
			p.t.Fatalf("co-handled by %v with %v", v.CoUnits, v.Actions)
		}
		gone := p.act("handler-a", other.Number, petition.Recuse, petition.Fields{Reasons: "亲属"})
		if len(gone.Actions) != 0 {
			p.t.Fatalf("withdrew and may %v", gone.Actions)
		}
		if _, err := p.Desk(p.ctx(), p.as("handler-a"), other.Number, "en"); !fault.Is(err, fault.NotFound) {
			p.t.Fatalf("who withdrew still sees it: %v", err)
		}
		p.act("handler-a-2", other.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
	})
}

func TestWhatWasMergedIsAnsweredWithTheMainPetition(t *testing.T) {
	each(t, func(p *portal) {
		main, merged := p.file(), p.file()
		p.act("registrar", main.Number, petition.Register, petition.Fields{Kind: petition.Claim, Category: "other", Place: "990101"})
		p.act("registrar", merged.Number, petition.Merge, petition.Fields{Number: main.Number, Reasons: "同一事项"})
		p.act("registrar", main.Number, petition.Forward, petition.Fields{Unit: "unit-a"})
		p.act("handler-a", main.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
		p.act("handler-a", main.Number, petition.Draft, petition.Fields{Items: answer()})
		p.act("head-a", main.Number, petition.Approve, petition.Fields{})
		v, err := p.ReadAnswer(p.ctx(), merged.Number, "en")
		p.fine(err)
		if v.Stage != petition.Served || len(v.Items) != 2 {
			p.t.Fatalf("merged petition in %s with %d items", v.Stage, len(v.Items))
		}
		p.own(merged, petition.Review, petition.Fields{Reasons: "不服"})
	})
}

func TestAReportInsideAClaimIsCutOutAndNoUnitReadsIt(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file()
		p.act("registrar", filed.Number, petition.Register, petition.Fields{Kind: petition.Claim, Category: "other", Place: "990101"})
		before, err := p.OwnCase(p.ctx(), filed.Number, "en")
		p.fine(err)
		passage := string([]rune(before.Narrative)[:6])
		p.act("registrar", filed.Number, petition.Split, petition.Fields{Cut: []int{2}, Title: "反映有关人员的问题", Report: true, Text: passage})
		p.act("registrar", filed.Number, petition.Forward, petition.Fields{Unit: "unit-a"})
		v, err := p.Desk(p.ctx(), p.as("handler-a"), filed.Number, "en")
		p.fine(err)
		if len(v.Requests) != 1 || v.Narrative == before.Narrative || slices.ContainsFunc(v.Events, func(e casework.EventView) bool { return e.Verb == petition.Split }) {
			p.t.Fatalf("the unit reads %q and %v", v.Narrative, v.Requests)
		}
		own, err := p.OwnCase(p.ctx(), filed.Number, "en")
		p.fine(err)
		child, err := p.OpenCase(p.ctx(), own.Cut[0].Number, filed.Code, "en")
		p.fine(err)
		if child.Stage != petition.Sealed || child.Parent != filed.Number {
			p.t.Fatalf("what was cut out is in %s, from %s", child.Stage, child.Parent)
		}
		if _, err := p.Desk(p.ctx(), p.as("registrar"), child.Number, "en"); !fault.Is(err, fault.NotFound) {
			p.t.Fatalf("sealed, yet the office sees it: %v", err)
		}
	})
}

func TestPressureIsNeverSeenByTheUnit(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.replied()
		p.own(filed, petition.Pressure, petition.Fields{Text: "有人要我撤回", Channel: "电话"})
		v, err := p.Desk(p.ctx(), p.as("handler-a"), filed.Number, "en")
		p.fine(err)
		if len(v.Pressures) != 0 || len(v.Tasks) != 0 || slices.ContainsFunc(v.Events, func(e casework.EventView) bool { return e.Verb == petition.Pressure }) {
			p.t.Fatalf("the unit learns of it: %+v", v.Pressures)
		}
		if v := p.act("discipline", filed.Number, petition.AnswerPressure, petition.Fields{Text: "已电话核实"}); len(v.Actions) != 0 {
			p.t.Fatalf("answered, and the discipline body may still %v", v.Actions)
		}
		page, err := p.Store.Queue(p.ctx(), p.as("office").Scope(), store.Query{View: store.ViewTasks, Limit: 10, Today: p.Today()})
		p.fine(err)
		if len(page.Items) != 0 {
			p.t.Fatalf("tasks are left: %v", page.Items)
		}
	})
}
