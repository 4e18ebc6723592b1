package casework_test

import (
	"bytes"
	"slices"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

func TestAnsweringIssuesThePaperTheHeadSaw(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.accepted()
		v := p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
		if v.Stage != petition.Accepted || v.Proposal == nil || !v.Proposal.Mine || v.Proposal.DocumentNumber == "" {
			p.t.Fatalf("handed in: %+v", v.Proposal)
		}
		_, err := p.try("handler-a", filed.Number, petition.Approve, petition.Fields{}) // UNIT is no HEAD
		p.refused(err, fault.NotNow)
		seen, err := p.Preview(p.ctx(), p.as("head-a"), filed.Number)
		p.fine(err)
		_, err = p.try("head-a", filed.Number, petition.Approve, petition.Fields{SHA256: "00"})
		p.refused(err, fault.Stale)
		v = p.act("head-a", filed.Number, petition.Approve, petition.Fields{SHA256: seen.SHA256})
		if v.Stage != petition.Replied || len(v.Items) != 2 || v.Proposal != nil {
			p.t.Fatalf("approved: %s", v.Stage)
		}
		at := slices.IndexFunc(v.Documents, func(d casework.PaperView) bool { return d.Kind == petition.PaperOpinion })
		issued, err := p.DeskPaper(p.ctx(), p.as("head-a"), filed.Number, v.Documents[at].ID)
		p.fine(err)
		if issued.SHA256 != seen.SHA256 || !bytes.Equal(issued.Bytes, seen.Bytes) {
			p.t.Error("what was issued is not what the head saw")
		}
		if c := p.replayed(filed.Number); c.Paper.SHA256 != seen.SHA256 {
			p.t.Error("the event does not hold the hash")
		}
		p.agrees(filed.Number)
	})
}

func TestAReturnedAnswerKeepsItsNumber(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.accepted()
		first := p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()}).Proposal.DocumentNumber
		v := p.act("head-a", filed.Number, petition.ReturnDraft, petition.Fields{Reasons: "第2项再写清楚"})
		if v.Returned == nil || v.Returned.Reasons != "第2项再写清楚" || len(v.Returned.Items) != 2 || !p.row(filed.Number).Returned {
			p.t.Fatalf("returned: %+v", v.Returned)
		}
		v = p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
		if v.Proposal.DocumentNumber != first {
			p.t.Errorf("number %s, before %s", v.Proposal.DocumentNumber, first)
		}
		if v.Returned == nil || p.row(filed.Number).Returned { // for comparison, but nobody waits for it any more
			p.t.Errorf("handed in again, yet %+v", v.Returned)
		}
		p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		p.agrees(filed.Number)
	})
}

func TestOnlyReadingServes(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.replied()
		v, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.fine(err)
		if v.Stage != petition.Replied || v.Items != nil || v.Answer == nil || v.Answer.Read {
			p.t.Fatalf("opening shows %s, items %v", v.Stage, v.Items)
		}
		p.pass(1)
		if _, err := p.OwnPaper(p.ctx(), filed.Number, "receipt", "zh-CN"); err != nil || p.row(filed.Number).Stage != petition.Replied {
			p.t.Errorf("the receipt served the answer: %v", err)
		}
		if _, err := p.OwnPaper(p.ctx(), filed.Number, v.Answer.ID, "zh-CN"); err != nil {
			p.t.Fatal(err)
		}
		row := p.row(filed.Number)
		if row.Stage != petition.Served || row.DueOn != clock.Date(2026, 12, 25) { // Art. 35: 30 days from reading
			p.t.Errorf("served: %s until %s", row.Stage, row.DueOn)
		}
		version := row.Version
		if _, err := p.OwnPaper(p.ctx(), filed.Number, v.Answer.ID, "zh-CN"); err != nil || p.row(filed.Number).Version != version {
			p.t.Errorf("reading again acted again: %v", err)
		}
		p.agrees(filed.Number)
	})
}

func TestTheRightRunsOutByItself(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.replied()
		_, err := p.ReadAnswer(p.ctx(), filed.Number, "zh-CN")
		p.fine(err)
		end := p.row(filed.Number).DueOn.End()
		p.clock.Set(end.Add(-time.Millisecond))
		n, err := p.ActDue(p.ctx(), 10)
		p.fine(err)
		if n != 0 {
			p.t.Error("the clock acted a moment early")
		}
		p.clock.Set(end.Add(5 * time.Hour)) // the job comes by late
		n, err = p.ActDue(p.ctx(), 10)
		p.fine(err)
		row := p.row(filed.Number)
		if n != 1 || row.Stage != petition.Closed || !row.ClosedAt.Equal(end) {
			p.t.Errorf("%d acts, %s at %v, the right ended at %s", n, row.Stage, row.ClosedAt, end)
		}
		p.agrees(filed.Number)
	})
}

func TestAUnitProvesServiceByAnotherWay(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.replied()
	p.pass(5)
	_, err := p.try("handler-a", filed.Number, petition.Serve, petition.Fields{})
	p.refused(err, fault.KindInvalid)
	v := p.act("handler-a", filed.Number, petition.Serve, petition.Fields{ServedOn: clock.Date(2026, 11, 27), How: "挂号信，本人签收"})
	if v.Stage != petition.Served || *v.Due != clock.Date(2026, 12, 28) { // the 27th is a Sunday
		t.Errorf("served: %s until %v", v.Stage, v.Due)
	}
}

func TestRatingMayBeChangedOnce(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.forwarded()
	_, err := p.Own(p.ctx(), filed.Number, filed.Code, petition.Command{Verb: petition.Rate, Fields: petition.Fields{Unit: "not"}}, "zh-CN")
	p.refused(err, fault.KindInvalid) // the unit only from its answer on
	for range 2 {
		p.own(filed, petition.Rate, petition.Fields{Office: petition.Basic})
	}
	_, err = p.Own(p.ctx(), filed.Number, filed.Code, petition.Command{Verb: petition.Rate, Fields: petition.Fields{Office: petition.Satisfied}}, "zh-CN")
	p.refused(err, fault.NotNow)
}

func TestWorkingCopiesHaveRevisions(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.accepted()
		version, o := p.row(filed.Number).Version, p.as("handler-a")
		w, err := p.WorkingCopy(p.ctx(), o, filed.Number)
		p.fine(err)
		if w.Revision != 0 || len(w.Items) != 0 {
			p.t.Errorf("a new copy is %+v", w)
		}
		items := []casework.WorkingItem{{Request: 1, Plain: "写到一半", By: "2027-"}}
		w, err = p.SaveWorkingCopy(p.ctx(), o, filed.Number, 0, items)
		p.fine(err)
		if w.Revision != 1 {
			p.t.Errorf("revision %d", w.Revision)
		}
		_, err = p.SaveWorkingCopy(p.ctx(), p.as("head-a"), filed.Number, 0, nil)
		if f := p.refused(err, fault.Stale); f.Args["revision"] != 1 {
			p.t.Errorf("told %v", f.Args)
		}
		w, err = p.WorkingCopy(p.ctx(), p.as("head-a"), filed.Number)
		p.fine(err)
		if len(w.Items) != 1 || w.Items[0] != items[0] || w.By.ID != o.ID {
			p.t.Errorf("read %+v", w)
		}
		if p.row(filed.Number).Version != version {
			p.t.Error("saving moved the version")
		}
		_, err = p.SaveWorkingCopy(p.ctx(), p.as("registrar"), filed.Number, 1, nil)
		p.refused(err, fault.NotNow)
		_, err = p.WorkingCopy(p.ctx(), p.as("handler-b"), filed.Number)
		p.refused(err, fault.NotFound)
		_, err = p.Preview(p.ctx(), o, filed.Number) // half an answer is no paper yet
		if f := p.refused(err, fault.KindInvalid); f.Fields["items.0.facts"].Key == "" {
			p.t.Errorf("complaints: %s", complaints(err))
		}
		items = nil
		for _, it := range answer() {
			by := ""
			if !it.By.IsZero() {
				by = it.By.String()
			}
			items = append(items, casework.WorkingItem{Request: it.Request, Plain: it.Plain, Facts: it.Facts, Basis: it.Basis,
				Decision: string(it.Decision), Measure: it.Measure, By: by})
		}
		_, err = p.SaveWorkingCopy(p.ctx(), o, filed.Number, 1, items)
		p.fine(err)
		copied, err := p.Preview(p.ctx(), o, filed.Number)
		p.fine(err)
		p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
		handedIn, err := p.Preview(p.ctx(), p.as("head-a"), filed.Number)
		p.fine(err)
		if copied.SHA256 != handedIn.SHA256 {
			p.t.Error("handing in changed the paper")
		}
	})
}
