package casework_test

import (
	"testing"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

func (p *portal) mailbox() {
	p.t.Helper()
	p.fine(p.AddMailbox(p.ctx(), p.as("admin"), casework.MailboxDetail{Code: "mayor", Position: "市长", PositionEN: "Mayor", Duty: "全面工作", Unit: "petition-office", Place: "990100", Active: true}))
}

func TestALetterToALeaderIsAPetition(t *testing.T) {
	each(t, func(p *portal) {
		p.mailbox()
		letter := func(f *casework.Filing) { f.Mailbox = "mayor" }
		_, err := p.File(p.ctx(), filing(func(f *casework.Filing) { f.Mailbox = "nobody" }))
		if f := p.refused(err, fault.KindInvalid); f.Fields["mailbox"].Key == "" {
			t.Errorf("an unknown mailbox: %v", f.Fields)
		}
		filed := p.replied(letter)
		if filed.Code == "" || filed.ForwardBy != clock.Date(2026, 12, 9) {
			t.Errorf("a letter has no code or clock: %+v", filed)
		}
		own, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.fine(err)
		if own.Addressee == nil || own.Addressee.Name != "市长（全面工作）" {
			t.Errorf("the petitioner sees %+v", own.Addressee)
		}
		desk, err := p.Desk(p.ctx(), p.as("registrar"), filed.Number, "en")
		p.fine(err)
		if desk.Addressee == nil || desk.Addressee.Code != "mayor" {
			t.Errorf("the desk sees %+v", desk.Addressee)
		}
		p.file(letter)
		p.file(letter, func(f *casework.Filing) { f.Kind = petition.Report })
		p.pass(20)
		boxes, err := p.Mailboxes(p.ctx(), "", "zh-CN")
		p.fine(err)
		if want := (casework.LetterFigures{Letters: 2, Answered: 1, InTime: 1, Due: 2}); len(boxes) != 1 || boxes[0].LetterFigures != want {
			t.Errorf("figures %+v", boxes)
		}
		if there, err := p.Mailboxes(p.ctx(), "990102", "zh-CN"); err != nil || len(there) != 0 {
			t.Errorf("elsewhere %v %v", there, err)
		}
		p.fine(p.ChangeMailbox(p.ctx(), p.as("admin"), casework.MailboxDetail{Code: "mayor", Position: "市长", Unit: "petition-office", Place: "990100"}))
		_, err = p.File(p.ctx(), filing(letter))
		p.refused(err, fault.KindInvalid)
		if err := p.AddMailbox(p.ctx(), p.as("office"), casework.MailboxDetail{}); !fault.Is(err, fault.Forbidden) {
			t.Errorf("the office adds a mailbox: %v", err)
		}
	})
}

func TestSuggestionsAreCountedAndToldWithConsent(t *testing.T) {
	each(t, func(p *portal) {
		code, err := p.AddCall(p.ctx(), p.as("office"), casework.CallDetail{Title: "让街道更好走，您有什么建议", Body: "哪里不好走，请您说一说。", Unit: "unit-a",
			FromOn: clock.Date(2026, 11, 1), UntilOn: clock.Date(2026, 12, 1)})
		p.fine(err)
		answer := func(publish bool, decision petition.Decision) {
			filed := p.file(func(f *casework.Filing) {
				f.Kind, f.Call, f.Publish = petition.Suggestion, code, publish
				f.Requests = f.Requests[:1]
			})
			p.act("registrar", filed.Number, petition.Register, petition.Fields{Kind: petition.Suggestion, Route: petition.RouteA, Category: "other", Place: "990101"})
			p.act("registrar", filed.Number, petition.Forward, petition.Fields{Unit: "unit-a"})
			p.act("handler-a", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
			item := petition.Item{Request: 1, Plain: "明年在学校门口装灯。", Facts: "看过现场。", Basis: "城市道路管理条例", Decision: decision}
			if decision != petition.NotAdopt {
				item.Measure, item.By = "列入明年的计划", clock.Date(2027, 5, 1)
			}
			p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: []petition.Item{item}})
			p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		}
		answer(true, petition.Adopt)
		answer(false, petition.AdoptPart)
		answer(true, petition.NotAdopt)
		page, err := p.Suggestions(p.ctx(), "zh-CN")
		p.fine(err)
		if len(page.Calls) != 1 || !page.Calls[0].Open || page.Calls[0].Received != 3 || page.Calls[0].Answered != 3 {
			t.Errorf("calls %+v", page.Calls)
		}
		if want := (casework.SuggestionYear{Year: 2026, Answered: 3, Adopt: 1, AdoptPart: 1, NotAdopt: 1}); len(page.Years) != 1 || page.Years[0] != want {
			t.Errorf("years %+v", page.Years)
		}
		if len(page.Adopted) != 1 || page.Adopted[0].Lines[0] != "明年在学校门口装灯。" || page.Adopted[0].Decision != petition.Adopt {
			t.Errorf("adopted %+v", page.Adopted)
		}
		p.pass(10)
		_, err = p.File(p.ctx(), filing(func(f *casework.Filing) { f.Kind, f.Call = petition.Suggestion, code }))
		if f := p.refused(err, fault.KindInvalid); f.Fields["call"].Key == "" {
			t.Errorf("a call that is over: %v", f.Fields)
		}
	})
}

// Citizens see a duty, never a name; so does the desk.
func TestTheLeadIsShownByPosition(t *testing.T) {
	p := newPortal(t, sqlite(t))
	lead, err := p.Store.Account(p.ctx(), p.as("lead").ID)
	p.fine(err)
	lead.Position, lead.PositionEN = "副区长", "Deputy district head"
	p.fine(p.Store.UpdateAccount(p.ctx(), lead))
	filed := p.accepted()
	if v := p.act("office", filed.Number, petition.LeadBy, petition.Fields{Official: lead.ID, Reasons: "欠薪人数多"}); v.Lead == nil || v.Lead.Name != "副区长" || v.Lead.ID != lead.ID {
		t.Errorf("the desk sees %+v", v.Lead)
	}
	for lang, want := range map[string]string{"zh-CN": "副区长", "en": "Deputy district head"} {
		own, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, lang)
		p.fine(err)
		if own.LeadTitle != want {
			t.Errorf("%s: the petitioner sees %q", lang, own.LeadTitle)
		}
	}
	lead.Position, lead.PositionEN = "", ""
	p.fine(p.Store.UpdateAccount(p.ctx(), lead))
	own, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
	p.fine(err)
	if own.LeadTitle != "甲市信访局" { // without a title the unit stands for the official
		t.Errorf("without a title: %q", own.LeadTitle)
	}
	due := clock.Date(2026, 12, 10)
	v := p.act("lead", filed.Number, petition.Note, petition.Fields{Text: "请在本月10日前把工资发到工人手里。", By: due})
	instructed := false
	for _, leg := range v.Legs {
		instructed = instructed || leg.Leg == petition.LegInstruction && leg.Due == due
	}
	if !instructed {
		t.Errorf("the instruction's day is not shown: %+v", v.Legs)
	}
}
