package casework_test

import (
	"slices"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// agrees checks that the row says what its events say: the rebuild proof.
func (p *portal) agrees(number string) {
	p.t.Helper()
	n, err := p.Reproject(p.ctx())
	p.fine(err)
	if n != 0 {
		p.t.Errorf("%d rows differed from their events", n)
	}
	row, c := p.row(number), p.replayed(number)
	if row.Stage != c.Stage || row.Version != c.Version || row.DueOn != c.DueOn || row.Holder != c.Holder || row.Open != c.Open || row.PendingVerb != c.PendingVerb {
		p.t.Errorf("the row %+v, the events %+v", row, c.Petition)
	}
}

func kinds(papers []casework.PaperView) []petition.DocumentKind {
	var list []petition.DocumentKind
	for _, d := range papers {
		list = append(list, d.Kind)
	}
	return list
}

func TestRefusingNamesGroundAndPlace(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.forwarded()
		_, err := p.try("handler-a", filed.Number, petition.Refuse, petition.Fields{Ground: "not_ours", Reasons: "不归我们", GoTo: "法院"})
		if f := p.refused(err, fault.KindInvalid); f.Fields["ground"].Key == "" {
			p.t.Errorf("complaints: %s", complaints(err))
		}
		p.act("handler-a", filed.Number, petition.Refuse, petition.Fields{Ground: "legal_procedure", Reasons: "已由法院立案", GoTo: "甲区人民法院"})
		v := p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		if v.Stage != petition.NotAccepted || !slices.Contains(kinds(v.Documents), petition.PaperRefusal) {
			p.t.Errorf("refused: %s %v", v.Stage, kinds(v.Documents))
		}
		p.agrees(filed.Number)
	})
}

func TestObjectingGoesBackAndThenToTheJointConference(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.forwarded()
		object := func(unit, head string) *casework.DeskView {
			p.t.Helper()
			p.act(unit, filed.Number, petition.Object, petition.Fields{Reasons: "不属我局职责", Unit: "unit-c"})
			return p.act(head, filed.Number, petition.Approve, petition.Fields{})
		}
		if v := object("handler-a", "head-a"); v.Stage != petition.Objected {
			p.t.Fatalf("objected: %s", v.Stage)
		}
		if row := p.row(filed.Number); row.Holder != "petition-office" {
			p.t.Errorf("an objection waits at %s", row.Holder)
		}
		_, err := p.try("office", filed.Number, petition.ResolveObjection, petition.Fields{Decision: "uphold"})
		p.refused(err, fault.KindInvalid)
		v := p.act("office", filed.Number, petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-b"})
		if v.Stage != petition.Forwarded || v.Unit.Code != "unit-b" {
			p.t.Fatalf("upheld: %s %v", v.Stage, v.Unit)
		}
		if _, err := p.Desk(p.ctx(), p.as("handler-a"), filed.Number, "zh-CN"); !fault.Is(err, fault.NotFound) {
			p.t.Errorf("the former unit still sees it: %v", err)
		}
		if v := object("handler-b", "head-b"); v.Stage != petition.Dispute {
			p.t.Fatalf("a second objection: %s", v.Stage)
		}
		v = p.act("office", filed.Number, petition.DecideDispute, petition.Fields{Unit: "unit-c", Reasons: "城市管理事项"})
		if v.Stage != petition.Forwarded || v.Unit.Code != "unit-c" {
			p.t.Fatalf("decided: %s %v", v.Stage, v.Unit)
		}
		p.act("handler-c", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
		p.agrees(filed.Number)
	})
}

func TestTheJointConferenceSeesOnlyDisputes(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.forwarded()
	if _, err := p.Desk(p.ctx(), p.as("joint"), filed.Number, "zh-CN"); !fault.Is(err, fault.NotFound) {
		t.Errorf("before a dispute: %v", err)
	}
	for _, unit := range []string{"a", "b"} {
		p.act("handler-"+unit, filed.Number, petition.Object, petition.Fields{Reasons: "不属我局职责"})
		p.act("head-"+unit, filed.Number, petition.Approve, petition.Fields{})
		if unit == "a" {
			p.act("office", filed.Number, petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-b"})
		}
	}
	_, err := p.try("joint", filed.Number, petition.DecideDispute, petition.Fields{Unit: "unit-c", Reasons: "城市管理事项"})
	if fault.Is(err, fault.NotFound) { // decided, and out of scope from then on
		err = nil
	}
	p.fine(err)
	if row := p.row(filed.Number); row.Stage != petition.Forwarded || row.Unit != "unit-c" {
		t.Errorf("decided: %s %s", row.Stage, row.Unit)
	}
}

func TestExtendingMovesTheLastDayOnce(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.accepted()
		before := p.row(filed.Number).DueOn
		_, err := p.try("handler-a", filed.Number, petition.Extend, petition.Fields{Days: 31, Reasons: "等鉴定"})
		p.refused(err, fault.KindInvalid)
		p.act("handler-a", filed.Number, petition.Extend, petition.Fields{Days: 30, Reasons: "等鉴定"})
		if p.row(filed.Number).DueOn != before {
			p.t.Error("a proposal moved the last day")
		}
		v := p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		if !v.Due.After(before.AddDays(27)) || v.Clock.OriginalDue != before || !slices.Contains(kinds(v.Documents), petition.PaperExtension) {
			p.t.Errorf("extended from %s to %v", before, v.Due)
		}
		_, err = p.try("handler-a", filed.Number, petition.Extend, petition.Fields{Days: 5, Reasons: "再等等"})
		p.refused(err, fault.NotNow)
		p.agrees(filed.Number)
	})
}

func TestRequestingInformationOnce(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.forwarded()
	p.act("handler-a", filed.Number, petition.RequestInfo, petition.Fields{Text: "请补工资卡流水"})
	_, err := p.try("handler-a", filed.Number, petition.RequestInfo, petition.Fields{Text: "再补"})
	p.refused(err, fault.NotNow)
	v, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
	p.fine(err)
	if v.Asked != "请补工资卡流水" || v.AskedUntil == nil {
		t.Errorf("asked %q until %v", v.Asked, v.AskedUntil)
	}
	if v = p.own(filed, petition.Supplement, petition.Fields{Text: "流水在此"}); v.Asked != "" {
		t.Error("still asked after the supplement")
	}
}

func TestNotesStayInside(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.accepted()
		p.act("handler-a", filed.Number, petition.Note, petition.Fields{Text: "内部提醒一句"})
		p.act("handler-a", filed.Number, petition.Progress, petition.Fields{Text: "到工地核对了考勤", NextOn: clock.Date(2026, 12, 10)})
		v, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.fine(err)
		told := false
		for _, e := range v.Events {
			if e.Verb == petition.Note || e.Actor.Name != "" {
				p.t.Errorf("the petitioner is shown %+v", e)
			}
			told = told || e.Verb == petition.Progress
		}
		if !told {
			p.t.Error("progress is not told")
		}
		p.agrees(filed.Number)
	})
}

func TestRoutingAwayEndsTheMatter(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.file()
	p.act("registrar", filed.Number, petition.Register, petition.Fields{Kind: petition.Claim, Route: petition.RouteC1, Category: "other", Place: "990101"})
	v := p.act("registrar", filed.Number, petition.RouteAway, petition.Fields{Body: "甲区人民法院", Reasons: "诉讼事项"})
	if v.Stage != petition.Routed || !slices.Contains(kinds(v.Documents), petition.PaperRouting) {
		t.Errorf("routed: %s %v", v.Stage, kinds(v.Documents))
	}
	other := p.accepted()
	p.act("handler-a", other.Number, petition.UnitRoute, petition.Fields{Body: "甲区劳动仲裁院", Reasons: "劳动仲裁事项"})
	if v := p.act("head-a", other.Number, petition.Approve, petition.Fields{}); v.Stage != petition.Routed {
		t.Errorf("routed by the unit: %s", v.Stage)
	}
	p.agrees(other.Number)
}

func TestUrgentIsOfTheMatterAndOnce(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.file()
	if v := p.own(filed, petition.Urgent, petition.Fields{Reasons: "墙要倒了"}); !v.Urgent {
		t.Error("not marked")
	}
	_, err := p.try("registrar", filed.Number, petition.Urgent, petition.Fields{Reasons: "墙要倒了"})
	p.refused(err, fault.NotNow)
}

func TestRemindingWaitsSevenDays(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.file()
	p.own(filed, petition.Remind, petition.Fields{})
	remind := func() error {
		_, err := p.Own(p.ctx(), filed.Number, filed.Code, petition.Command{Verb: petition.Remind}, "zh-CN")
		return err
	}
	p.pass(6)
	p.refused(remind(), fault.NotNow)
	p.pass(1)
	p.fine(remind())
	p.own(filed, petition.Send, petition.Fields{Text: "请问办到哪一步了？"})
}

func TestAWithdrawalTakesEffectAfter72Hours(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.accepted()
		v := p.own(filed, petition.Withdraw, petition.Fields{Reasons: "solved"})
		end := opening.Add(72 * time.Hour)
		if v.Withdrawal == nil || !v.Withdrawal.Equal(end) || v.Stage != petition.Accepted {
			p.t.Fatalf("withdrawn: %+v", v.Withdrawal)
		}
		p.own(filed, petition.UndoWithdraw, petition.Fields{})
		p.own(filed, petition.Withdraw, petition.Fields{})
		p.clock.Set(end.Add(time.Hour))
		if n, err := p.ActDue(p.ctx(), 10); err != nil || n != 1 {
			p.t.Fatalf("%d acts, %v", n, err)
		}
		row := p.row(filed.Number)
		if row.Stage != petition.Withdrawn || !row.ClosedAt.Equal(end) || row.DueOn != petition.NoDue {
			p.t.Errorf("%s at %v", row.Stage, row.ClosedAt)
		}
		v, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.fine(err)
		if !slices.Contains(kinds(v.Documents), petition.PaperWithdrawalEnd) {
			p.t.Errorf("papers %v", kinds(v.Documents))
		}
		p.agrees(filed.Number)
	})
}

func TestAnOldVersionIsStaleAndTold(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file()
		p.act("registrar", filed.Number, petition.Register, petition.Fields{Kind: petition.Claim, Category: "01", Place: "990101"})
		_, err := p.Act(p.ctx(), p.as("office"), filed.Number, petition.Command{Verb: petition.Note, Version: 1, Fields: petition.Fields{Text: "旧的"}}, "zh-CN")
		if f := p.refused(err, fault.Stale); f.Args["current"] != 2 {
			p.t.Errorf("told %v", f.Args)
		}
		changes, err := p.ChangesSince(p.ctx(), p.as("office"), filed.Number, 1, petition.Fields{Category: "other"}, "zh-CN")
		p.fine(err)
		if changes.Version != 2 || changes.By != p.as("registrar").Name || len(changes.Changes) == 0 {
			p.t.Errorf("changes %+v", changes)
		}
	})
}

func TestOfTwoActsOnOneVersionOneWins(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file()
		errs := make(chan error, 2)
		for range 2 {
			go func() {
				_, err := p.Act(p.ctx(), p.as("registrar"), filed.Number, petition.Command{Verb: petition.Register, Version: 1,
					Fields: petition.Fields{Kind: petition.Claim, Category: "other", Place: "990101"}}, "zh-CN")
				errs <- err
			}()
		}
		first, second := <-errs, <-errs
		if first == nil {
			first, second = second, first
		}
		p.fine(second)
		p.refused(first, fault.Stale)
		if p.row(filed.Number).Version != 2 {
			p.t.Error("both were written")
		}
	})
}
