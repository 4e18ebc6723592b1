package casework_test

import (
	"slices"
	"strings"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

func TestWrongCodeAndUnknownNumberAreTheSame(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file()
		_, wrong := p.OpenCase(p.ctx(), filed.Number, petition.NewCode(), "zh-CN")
		_, unknown := p.OpenCase(p.ctx(), petition.NewNumber(), filed.Code, "zh-CN")
		_, empty := p.OpenCase(p.ctx(), "", "", "zh-CN")
		a, b := p.refused(wrong, fault.NotFound), p.refused(unknown, fault.NotFound)
		if a.Key != b.Key || p.refused(empty, fault.NotFound).Key != a.Key {
			p.t.Errorf("told %s and %s", a.Key, b.Key)
		}
		_, err := p.Own(p.ctx(), filed.Number, "", petition.Command{Verb: petition.Withdraw}, "zh-CN")
		p.refused(err, fault.NotFound)
		if p.row(filed.Number).Version != 1 {
			p.t.Error("somebody without the code acted")
		}
	})
}

func TestThePublicLineShowsNoText(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.accepted()
	line, err := p.PublicLine(p.ctx(), filed.Number)
	p.fine(err)
	if line.Stage != petition.Accepted || line.Unit == nil || *line.Unit != "unit-a" || line.Due == nil || len(line.Steps) != 4 {
		t.Errorf("the line is %+v", line)
	}
	_, err = p.PublicLine(p.ctx(), petition.NewNumber())
	p.refused(err, fault.NotFound)
}

func TestUnitsSeeTheirOwnAndNothingBefore(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.registered()
		see := func(login string) error {
			_, err := p.Desk(p.ctx(), p.as(login), filed.Number, "zh-CN")
			return err
		}
		p.refused(see("handler-a"), fault.NotFound) // not forwarded yet
		p.act("registrar", filed.Number, petition.Forward, petition.Fields{Unit: "unit-a"})
		p.fine(see("handler-a"))
		for _, login := range []string{"handler-b", "head-b", "reviewer", "discipline", "auditor", "admin", "lead"} {
			p.refused(see(login), fault.NotFound)
			page, err := p.Queue(p.ctx(), p.as(login), casework.QueueAsk{Limit: 10})
			p.fine(err)
			if len(page.Items) != 0 {
				p.t.Errorf("%s lists %d petitions", login, len(page.Items))
			}
		}
		// In scope, but not hers to do: not-now, never not-found.
		_, err := p.try("handler-a", filed.Number, petition.Forward, petition.Fields{Unit: "unit-b"})
		p.refused(err, fault.NotNow)
		_, err = p.Act(p.ctx(), p.as("handler-b"), filed.Number, petition.Command{Verb: petition.Accept, Version: 3, Fields: petition.Fields{Procedure: petition.Ordinary}}, "zh-CN")
		p.refused(err, fault.NotFound)
	})
}

func TestWhoIsComplainedOfNeverHandles(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.registered(func(in *casework.Filing) { in.About, in.AboutPeople = []string{"unit-a"}, []string{"王某 科长"} })
		_, err := p.try("registrar", filed.Number, petition.Forward, petition.Fields{Unit: "unit-a"})
		if f := p.refused(err, fault.KindInvalid); f.Fields["unit"].Key != "error.unit_concerned" {
			p.t.Errorf("complaints: %s", complaints(err))
		}
		v := p.act("registrar", filed.Number, petition.Forward, petition.Fields{Unit: "unit-b"})
		if len(v.About) != 2 {
			p.t.Errorf("who routes must know whom to avoid: %+v", v.About)
		}
		_, err = p.Desk(p.ctx(), p.as("head-a"), filed.Number, "zh-CN")
		p.refused(err, fault.NotFound)
		v, err = p.Desk(p.ctx(), p.as("handler-b"), filed.Number, "zh-CN")
		p.fine(err)
		if len(v.About) != 0 {
			p.t.Errorf("the handling unit is told whom: %+v", v.About)
		}
		p.act("handler-b", filed.Number, petition.Object, petition.Fields{Reasons: "不属我局职责"})
		p.act("head-b", filed.Number, petition.Approve, petition.Fields{})
		_, err = p.try("office", filed.Number, petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-a"})
		p.refused(err, fault.KindInvalid)
	})
}

// Above the units stands the office: a complaint about it reaches every unit below it (Art. 28).
func TestAComplaintAboutTheOfficeReachesBelow(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.registered(func(in *casework.Filing) { in.About = []string{"petition-office"} })
	_, err := p.try("registrar", filed.Number, petition.Forward, petition.Fields{Unit: "unit-c"})
	p.refused(err, fault.KindInvalid)
}

func TestASealedReportIsTheDisciplineBodysAlone(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file(func(in *casework.Filing) { in.Kind, in.About = petition.Report, []string{"unit-a"} })
		p.act("registrar", filed.Number, petition.Register, petition.Fields{Kind: petition.Report, Category: "other", Place: "990101"})
		_, err := p.try("registrar", filed.Number, petition.Forward, petition.Fields{Unit: "unit-b"})
		p.refused(err, fault.NotNow)
		_, err = p.try("registrar", filed.Number, petition.Seal, petition.Fields{})
		if err != nil && !fault.Is(err, fault.NotFound) { // sealed: from that instant not the registrar's to see
			p.t.Fatal(err)
		}
		if row := p.row(filed.Number); row.Stage != petition.Sealed || !row.Sealed || row.Unit != "discipline" {
			p.t.Fatalf("sealed: %+v", row)
		}
		for login := range p.officials {
			_, err := p.Desk(p.ctx(), p.as(login), filed.Number, "zh-CN")
			if login == "discipline" {
				p.fine(err)
				continue
			}
			p.refused(err, fault.NotFound)
			page, err := p.Queue(p.ctx(), p.as(login), casework.QueueAsk{Limit: 10})
			p.fine(err)
			if len(page.Items) != 0 {
				p.t.Errorf("%s lists the report", login)
			}
		}
		line, err := p.PublicLine(p.ctx(), filed.Number)
		p.fine(err)
		if line.Unit != nil || line.Due != nil || slices.ContainsFunc(line.Steps, func(s casework.StepView) bool { return s.Unit != "" }) {
			p.t.Errorf("the public line tells %+v", line)
		}
		v, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.fine(err)
		if v.Clock != nil || v.UnitName != "" || slices.ContainsFunc(v.Reads, func(r casework.ReadView) bool { return r.Unit != "" }) {
			p.t.Errorf("the reporter's view tells who holds it: %+v", v)
		}
		_, err = p.Reveal(p.ctx(), p.as("discipline"), filed.Number, "核实线索")
		p.refused(err, fault.NotNow)
		p.act("discipline", filed.Number, petition.DisciplineReceive, petition.Fields{})
		p.agrees(filed.Number)
	})
}

func TestIdentityIsMaskedUntilItIsRevealed(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.forwarded()
		o := p.as("handler-a")
		v, err := p.Desk(p.ctx(), o, filed.Number, "zh-CN")
		p.fine(err)
		if strings.Contains(v.Petitioner.Name, "某某") || strings.Contains(v.Petitioner.Phone, "0000") || v.Petitioner.Reveal {
			p.t.Errorf("shown before accepting: %+v", v.Petitioner)
		}
		_, err = p.Reveal(p.ctx(), o, filed.Number, "联系信访人")
		p.refused(err, fault.NotNow)
		p.act("handler-a", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
		version := p.row(filed.Number).Version

		_, err = p.Reveal(p.ctx(), o, filed.Number, " ")
		p.refused(err, fault.KindInvalid)
		_, err = p.Reveal(p.ctx(), p.as("handler-b"), filed.Number, "好奇看看")
		p.refused(err, fault.NotFound)
		who, err := p.Reveal(p.ctx(), o, filed.Number, "约您谈话")
		p.fine(err)
		if who.Name != "张某某" || who.Phone != "13800001234" || !who.Until.Equal(opening.Add(30*time.Minute)) {
			p.t.Errorf("revealed %+v", who)
		}
		own, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.fine(err)
		at := slices.IndexFunc(own.Reads, func(r casework.ReadView) bool { return r.What == "identity" })
		if at < 0 || own.Reads[at].Purpose != "约您谈话" || own.Reads[at].Role != petition.Handler || own.Reads[at].Unit == "" {
			p.t.Errorf("the petitioner is told %+v", own.Reads)
		}
		if strings.Contains(own.Reads[0].Unit, o.Name) || p.row(filed.Number).Version != version {
			p.t.Error("a reveal names the official, or moved the version")
		}
	})
}

func TestAskingToBeHiddenHides(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.accepted(func(in *casework.Filing) { in.Person.Hide = true })
	v, err := p.Desk(p.ctx(), p.as("handler-a"), filed.Number, "zh-CN")
	p.fine(err)
	if v.Petitioner.Name != "" || v.Petitioner.Phone != "" || !v.Petitioner.Hidden || v.Petitioner.Reveal {
		t.Errorf("the handling unit is shown %+v", v.Petitioner)
	}
	_, err = p.Reveal(p.ctx(), p.as("handler-a"), filed.Number, "联系信访人")
	p.refused(err, fault.NotNow)
}

func TestLooksAreRecordedOnceAnHour(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.file()
	looks := func() int {
		v, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.fine(err)
		return len(v.Reads)
	}
	for range 3 {
		_, err := p.Desk(p.ctx(), p.as("registrar"), filed.Number, "zh-CN")
		p.fine(err)
	}
	if n := looks(); n != 1 {
		t.Errorf("%d looks within the hour", n)
	}
	p.clock.Advance(61 * time.Minute)
	_, err := p.Desk(p.ctx(), p.as("registrar"), filed.Number, "zh-CN")
	p.fine(err)
	if n := looks(); n != 2 {
		t.Errorf("%d looks", n)
	}
}

// The demo's clock is moved to pass deadlines; whoever has a case open keeps it open.
func TestMovedClockKeepsCaseOpen(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file()
		token, err := p.OpenSession(p.ctx(), filed.Number, filed.Code)
		p.fine(err)
		p.clock.Advance(30 * 24 * time.Hour)
		p.fine(p.Tidy(p.ctx()))
		p.fine(p.UseSession(p.ctx(), token, filed.Number))
	})
}
