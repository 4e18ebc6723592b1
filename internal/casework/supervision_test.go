package casework_test

import (
	"slices"
	"testing"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// broken lists what the office's board says of a petition.
func (p *portal) broken(number string) []string {
	p.t.Helper()
	board, err := p.Supervision(p.ctx(), p.as("office"), "zh-CN")
	p.fine(err)
	var duties []string
	for _, item := range board.Items {
		for _, b := range item.Broken {
			if item.Number == number {
				duties = append(duties, b.Duty)
			}
			if b.Reason == "" || b.Letter == "" || b.Unit == "" || b.Since.IsZero() {
				p.t.Errorf("%s: a breach without words: %+v", number, b)
			}
		}
	}
	return duties
}

func TestTheBoardFindsEveryBrokenDutyByItself(t *testing.T) {
	each(t, func(p *portal) {
		silent := p.accepted()
		waiting := p.forwarded()
		unserved := p.replied()
		promised := p.replied()
		p.own(promised, petition.Serve, petition.Fields{})
		assigned := p.registered()
		p.act("office", assigned.Number, petition.Assign, petition.Fields{Unit: "unit-a", Days: 20})
		p.act("handler-a", assigned.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
		fine := p.file()
		for _, filed := range []casework.Filed{silent, waiting, unserved, promised, assigned, fine} {
			if got := p.broken(filed.Number); len(got) > 0 {
				p.t.Errorf("on the first day %v", got)
			}
		}
		p.pass(25)
		for number, want := range map[string][]string{
			silent.Number: {"silent"}, waiting.Number: {"no_acceptance"}, unserved.Number: {"no_service"}, promised.Number: nil,
			assigned.Number: {"no_closing_report", "silent"}, fine.Number: {"limit"},
		} {
			if got := p.broken(number); !slices.Equal(got, want) {
				p.t.Errorf("after 25 days %s: %v, want %v", number, got, want)
			}
		}
		p.act("handler-a", silent.Number, petition.Contact, petition.Fields{How: "电话", Text: "约定见面。"})
		if got := p.broken(silent.Number); len(got) > 0 {
			p.t.Errorf("after a contact still %v", got)
		}
		p.act("office", waiting.Number, petition.Supervise, petition.Fields{Duty: "no_acceptance", Text: "请立即告知。"})
		if got := p.broken(waiting.Number); len(got) > 0 { // a letter is out
			p.t.Errorf("after a letter still %v", got)
		}
		p.pass(60) // the promise was due on 3 February
		if got := p.broken(promised.Number); !slices.Equal(got, []string{"follow_up"}) {
			p.t.Errorf("of a promise whose day is over %v", got)
		}
		yes := true
		p.own(promised, petition.Confirm, petition.Fields{Request: 1, Done: &yes})
		if got := p.broken(promised.Number); len(got) > 0 {
			p.t.Errorf("of a promise that was kept %v", got)
		}
		board, err := p.Supervision(p.ctx(), p.as("joint"), "zh-CN")
		p.fine(err)
		if len(board.Items) != 1 || board.Items[0].Number != waiting.Number { // what is in dispute, or supervised and still broken
			p.t.Errorf("the joint conference sees %+v", board.Items)
		}
	})
}

func TestUnitsReadOnTheDeskWhatTheyWereTold(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.forwarded()
		p.pass(16)
		_, err := p.TellLapses(p.ctx(), casework.LapseKinds{Petitioner: "lapsed", Unit: "lapsed-unit"})
		p.fine(err)
		for login, want := range map[string]int{"handler-a": 1, "office": 1, "handler-b": 0} {
			list, err := p.DeskNotices(p.ctx(), p.as(login), "zh-CN")
			p.fine(err)
			if len(list) != want || want > 0 && (list[0].Number != filed.Number || list[0].Text == "") {
				p.t.Errorf("%s reads %+v", login, list)
			}
		}
		p.act("handler-a", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
		p.act("handler-a", filed.Number, petition.Recuse, petition.Fields{Reasons: "亲属"})
		list, err := p.DeskNotices(p.ctx(), p.as("handler-a"), "zh-CN")
		p.fine(err)
		if len(list) > 0 { // who withdrew learns no more of it
			p.t.Errorf("still reads %+v", list)
		}
		_, err = p.Desk(p.ctx(), p.as("handler-a"), filed.Number, "zh-CN")
		p.refused(err, fault.NotFound)
	})
}
