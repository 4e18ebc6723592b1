package casework_test

import (
	"bytes"
	"image"
	"image/png"
	"strings"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// busy fills a portal until every table that holds petitions has rows, and
// every column that may be empty has one that is not.
func (p *portal) busy() {
	p.t.Helper()
	p.answered()
	p.helped()
	p.tied()
	p.signedByMany()
	p.assignedFromAbove()
	p.wroteToALeader()
	p.act("office", p.public().Number, petition.Unpublish, petition.Fields{Reasons: "更正事实"})
	p.public()

	filed := p.accepted() // waits for a head, after having been sent back once
	p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
	p.act("head-a", filed.Number, petition.ReturnDraft, petition.Fields{Reasons: "请把第二项写清楚。"})
	p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
	p.own(p.forwarded(), petition.Withdraw, petition.Fields{})
	p.act("handler-a", p.accepted().Number, petition.Extend, petition.Fields{Days: 20, Reasons: "情况复杂，需要鉴定。"})
}

// answered is a matter with evidence, looked at, answered, stamped, served, rated and closed.
func (p *portal) answered() {
	p.t.Helper()
	var picture bytes.Buffer
	p.fine(png.Encode(&picture, image.NewGray(image.Rect(0, 0, 4, 4))))
	ids := []string{p.upload("工资表.pdf", smallPDF, "mine"), p.upload("现场.png", picture.String(), "mine")}
	filed := p.replied(func(in *casework.Filing) {
		in.Evidence, in.Owner, in.Person.Email = ids, "mine", "zhang@example.org"
		in.About = []string{"unit-b"}
	})
	view, err := p.DeskEvidenceView(p.ctx(), p.as("handler-a"), filed.Number, ids[1])
	p.fine(err)
	_ = view.Close()
	_, err = p.Reveal(p.ctx(), p.as("handler-a"), filed.Number, "电话核实")
	p.fine(err)
	paper := p.replayed(filed.Number).Paper.ID
	_, err = p.Stamp(p.ctx(), p.as("handler-a"), filed.Number, paper, p.row(filed.Number).Version, "盖章.pdf", strings.NewReader(smallPDF), "zh-CN")
	p.fine(err)
	_, err = p.OwnPaper(p.ctx(), filed.Number, "receipt", "zh-CN")
	p.fine(err)
	_, err = p.OwnPaper(p.ctx(), filed.Number, paper, "zh-CN")
	p.fine(err)
	p.own(filed, petition.Rate, petition.Fields{Office: petition.Satisfied, Unit: string(petition.Satisfied)})
	ask := identity.NewToken()
	p.fine(p.AskNewCode(p.ctx(), ask, filed.Number, ownPhone, "zh-CN"))
	_, err = p.EnterCode(p.ctx(), ask, p.codeSent(), "zh-CN")
	p.fine(err)
	p.pass(40)
	_, err = p.ActDue(p.ctx(), 100)
	p.fine(err)
	if row := p.row(filed.Number); row.ClosedAt == nil || row.AnsweredAt == nil {
		p.t.Fatalf("not closed but %s", row.Stage)
	}
}

// helped is a matter on which another unit helps and an official withdrew.
func (p *portal) helped() {
	p.t.Helper()
	filed := p.registered()
	p.act("office", filed.Number, petition.Assign, petition.Fields{Unit: "unit-a", Days: 20})
	p.act("office", filed.Number, petition.CoHandle, petition.Fields{Unit: "unit-b", Text: "请提供资料"})
	p.act("handler-a", filed.Number, petition.Recuse, petition.Fields{Reasons: "亲属"})
	p.act("handler-a-2", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
}

// tied is a matter that was merged into another, and one from which a report was split.
func (p *portal) tied() {
	p.t.Helper()
	main, merged := p.registered(), p.file()
	p.act("registrar", merged.Number, petition.Merge, petition.Fields{Number: main.Number, Reasons: "同一事项"})
	parent := p.registered()
	p.act("registrar", parent.Number, petition.Split, petition.Fields{Cut: []int{2}, Title: "反映有关人员的问题", Report: true, Text: "我们12个人"})
}

// signedByMany is a joint petition that one more person signed, and one took back.
func (p *portal) signedByMany() {
	p.t.Helper()
	filed := p.file(func(in *casework.Filing) { in.Joint = &petition.Group{Representatives: 1, Signers: 4} })
	codes, err := p.JoinCodes(p.ctx(), filed.Number, 0)
	p.fine(err)
	for _, c := range codes[:2] {
		p.fine(p.Join(p.ctx(), filed.Number, c.Code, identity.Person{Name: "王某某", Phone: "13800000002"}))
	}
	p.fine(p.Unjoin(p.ctx(), filed.Number, codes[0].Code))
}

// assignedFromAbove came with a superior's own number and last day.
func (p *portal) assignedFromAbove() {
	p.t.Helper()
	p.file(func(in *casework.Filing) {
		in.Source = &petition.Source{From: petition.FromProvince, Reference: "省转〔2026〕7号", DueOn: clock.DayOf(p.clock.Now()).AddDays(60)}
	})
}

// wroteToALeader is a letter to a mailbox, answered.
func (p *portal) wroteToALeader() {
	p.t.Helper()
	p.fine(p.Store.InsertMailbox(p.ctx(), &store.Mailbox{Code: "housing", Position: "分管住房的副县长", PositionEN: "Deputy county head", Duty: "住房", DutyEN: "Housing",
		Unit: "unit-a", Place: "990101", Active: true}))
	p.replied(func(in *casework.Filing) { in.Mailbox = "housing" })
}
