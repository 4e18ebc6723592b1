package casework_test

import (
	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// walks are the ways of the ladder that issue papers beside the straight path.
var walks = map[string]func(p *portal) casework.Filed{
	"assigned": func(p *portal) casework.Filed {
		filed := p.registered()
		p.act("office", filed.Number, petition.Assign, petition.Fields{Unit: "unit-a", Days: 40})
		p.act("handler-a", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
		p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
		p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		p.act("handler-a", filed.Number, petition.Serve, petition.Fields{ServedOn: p.Today(), How: "邮寄，本人签收"})
		p.act("handler-a", filed.Number, petition.ClosingReport, petition.Fields{Text: "工资已经全部支付。"})
		p.act("office", filed.Number, petition.ClosingReturn, petition.Fields{Reasons: "请附到账凭证。"})
		p.act("office", filed.Number, petition.Advise, petition.Fields{Advice: "policy", Text: "建议公示工资发放情况。"})
		p.act("handler-a", filed.Number, petition.AnswerAdvice, petition.Fields{Decision: "adopt_part", Text: "按季度公示。"})
		p.act("office", filed.Number, petition.Supervise, petition.Fields{Duty: "follow_up", Text: "查明到账情况。"})
		p.act("handler-a", filed.Number, petition.AnswerSupervision, petition.Fields{Text: "已经到账。"})
		return filed
	},
	"meetings": func(p *portal) casework.Filed {
		filed := p.forwarded()
		p.act("handler-a", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Simple})
		p.own(filed, petition.ToOrdinary, petition.Fields{Reasons: "想要书面的处理意见。"})
		p.own(filed, petition.Urgent, petition.Fields{Reasons: "工友没有钱看病。"})
		p.act("office", filed.Number, petition.LeadBy, petition.Fields{Official: p.as("lead").ID, Reasons: "涉及12个人。"})
		p.act("office", filed.Number, petition.CoHandle, petition.Fields{Unit: "unit-b", Text: "查明工程款支付情况。"})
		p.act("handler-a", filed.Number, petition.Invite, petition.Fields{On: p.Today().AddDays(3), Where: "三楼", Text: "核对考勤。"})
		yes := true
		p.act("handler-a", filed.Number, petition.Hearing, petition.Fields{On: p.Today().AddDays(8), Time: "9:30", Where: "三楼", Participants: "双方", Public: &yes})
		p.pass(8)
		p.act("handler-a", filed.Number, petition.HearingRecord, petition.Fields{Text: "双方陈述了意见。"})
		p.act("handler-a", filed.Number, petition.Mediate, petition.Fields{On: p.Today().AddDays(1), Where: "三楼"})
		p.act("handler-a", filed.Number, petition.MediationRecord, petition.Fields{Decision: "agreed", Text: "分两次付清。", By: clock.Date(2027, 1, 20)})
		return filed
	},
	"refused": func(p *portal) casework.Filed {
		filed := p.forwarded()
		p.act("handler-a", filed.Number, petition.Refuse, petition.Fields{Ground: "legal_procedure", Reasons: "法院已经立案。", GoTo: "甲区人民法院"})
		p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		p.own(filed, petition.AskCheck, petition.Fields{Reasons: "法院没有立案。"})
		p.act("office", filed.Number, petition.Check, petition.Fields{Decision: "send_back", Reasons: "查明没有立案。"})
		return filed
	},
	"routed": func(p *portal) casework.Filed {
		filed := p.file()
		p.act("registrar", filed.Number, petition.Register, petition.Fields{Kind: petition.Claim, Route: petition.RouteC1, Category: "other", Place: "990101"})
		p.act("registrar", filed.Number, petition.RouteAway, petition.Fields{Body: "甲区人民法院", Reasons: "属于诉讼事项。"})
		p.own(filed, petition.RouteBack, petition.Fields{Reasons: "法院说不收。"})
		return filed
	},
	"reviewed": reviewedTwice,
	"review refused": func(p *portal) casework.Filed {
		filed := p.toReview()
		p.act("reviewer", filed.Number, petition.ReviewRefuse, petition.Fields{Ground: "in_court", Reasons: "法院已经立案。", GoTo: "甲区人民法院"})
		return filed
	},
	"straight": func(p *portal) casework.Filed {
		filed := p.forwarded()
		p.act("handler-a", filed.Number, petition.RequestInfo, petition.Fields{Text: "请补交考勤表。"})
		p.act("handler-a", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
		p.act("handler-a", filed.Number, petition.Extend, petition.Fields{Days: 20, Reasons: "情况复杂，需要鉴定。"})
		p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
		p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		return filed
	},
	"handed round": func(p *portal) casework.Filed {
		filed := p.forwarded()
		object := func(unit string) {
			p.act("handler-"+unit, filed.Number, petition.Object, petition.Fields{Reasons: "不属我局职责"})
			p.act("head-"+unit, filed.Number, petition.Approve, petition.Fields{})
		}
		object("a")
		p.act("office", filed.Number, petition.ResolveObjection, petition.Fields{Decision: "uphold", Unit: "unit-b"})
		object("b")
		p.act("office", filed.Number, petition.DecideDispute, petition.Fields{Unit: "unit-c", Reasons: "城市管理事项"})
		p.act("office", filed.Number, petition.Supervise, petition.Fields{Duty: "limit", Text: "请按期答复。"})
		p.act("joint", filed.Number, petition.CallToAccount, petition.Fields{Advice: petition.CallKinds[0], Text: "请负责人说明为何逾期。"})
		return filed
	},
	"simple": func(p *portal) casework.Filed {
		filed := p.forwarded()
		p.act("handler-a", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Simple})
		p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
		p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		return filed
	},
	"suggested": func(p *portal) casework.Filed {
		filed := p.file(func(in *casework.Filing) { in.Kind = petition.Suggestion })
		p.act("registrar", filed.Number, petition.Register, petition.Fields{Kind: petition.Suggestion, Category: "other", Place: "990101"})
		p.act("registrar", filed.Number, petition.Forward, petition.Fields{Unit: "unit-a"})
		p.act("handler-a", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
		items := answer()
		items[0].Decision, items[1].Decision = petition.Adopt, petition.NotAdopt
		p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: items})
		p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		return filed
	},
	"split": func(p *portal) casework.Filed {
		filed := p.registered()
		p.act("registrar", filed.Number, petition.Split, petition.Fields{Cut: []int{2}, Title: "逾期付款的赔偿", Text: "我们12个人"})
		return filed
	},
	"merged": func(p *portal) casework.Filed {
		main, filed := p.registered(), p.file()
		p.act("registrar", filed.Number, petition.Merge, petition.Fields{Number: main.Number, Reasons: "同一事项"})
		return filed
	},
	"unmerged": func(p *portal) casework.Filed {
		main, filed := p.registered(), p.file()
		p.act("registrar", filed.Number, petition.Merge, petition.Fields{Number: main.Number, Reasons: "同一事项"})
		p.act("registrar", filed.Number, petition.Unmerge, petition.Fields{Reasons: "不是同一工地。"})
		return filed
	},
	"sealed": func(p *portal) casework.Filed {
		filed := p.file(func(in *casework.Filing) { in.Kind, in.About = petition.Report, []string{"unit-a"} })
		p.hidden("registrar", filed, petition.Seal, petition.Fields{})
		p.act("discipline", filed.Number, petition.DisciplineReceive, petition.Fields{})
		p.act("discipline", filed.Number, petition.DisciplineFeedback, petition.Fields{Text: "反映的问题已经查清。"})
		return filed
	},
	"no longer": func(p *portal) casework.Filed {
		ended, filed := reviewedTwice(p), p.registered()
		p.act("office", filed.Number, petition.NoLongerTaken, petition.Fields{Number: ended.Number, Text: "复核意见已经送达。", Reasons: "同一事实和理由。"})
		return filed
	},
	"withdrawn": func(p *portal) casework.Filed {
		filed := p.accepted()
		p.own(filed, petition.Withdraw, petition.Fields{})
		p.pass(4)
		_, err := p.ActDue(p.ctx(), 10)
		p.fine(err)
		return filed
	},
	"routed by the unit": func(p *portal) casework.Filed {
		filed := p.forwarded()
		p.act("handler-a", filed.Number, petition.UnitRoute, petition.Fields{Body: "甲区人民法院", Reasons: "属于诉讼事项。"})
		p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		return filed
	},
	"redone": func(p *portal) casework.Filed {
		filed := p.toReview()
		p.act("reviewer", filed.Number, petition.ReviewDecide, petition.Fields{Decision: "redo", Text: "60日内重新答复。", Reasons: "事实不清。"})
		return filed
	},
}

// issuedBy says which papers each walk issues, beside those of the straight path.
var issuedBy = map[string][]petition.DocumentKind{
	"assigned": {petition.PaperAssignment, petition.PaperServiceProof, petition.PaperClosingReport, petition.PaperClosingReturn, petition.PaperAdvice,
		petition.PaperAdviceAnswer, petition.PaperSupervision, petition.PaperSupervisionAnswer},
	"meetings": {petition.PaperUrgentReport, petition.PaperLeadLetter, petition.PaperCoHandling, petition.PaperToOrdinary, petition.PaperInvitation,
		petition.PaperHearingNotice, petition.PaperHearingRecord, petition.PaperMediationAgreement},
	"refused":        {petition.PaperRefusal, petition.PaperCheckResult},
	"routed":         {petition.PaperRouting, petition.PaperRouteBack},
	"reviewed":       {petition.PaperReviewAcceptance, petition.PaperReviewOpinion, petition.PaperRecheckOpinion},
	"review refused": {petition.PaperReviewRefusal},
	"redone":         {petition.PaperReviewOpinion},
	"straight":       {petition.PaperForwarding, petition.PaperInfoRequest, petition.PaperAcceptance, petition.PaperExtension, petition.PaperOpinion},
	"handed round":   {petition.PaperObjection, petition.PaperRedirection, petition.PaperAppointment, petition.PaperSupervision, petition.PaperCallToAccount},
	"simple":         {petition.PaperSimpleAnswer},
	"suggested":      {petition.PaperSuggestionReply},
	"split":          {petition.PaperSplitNotice},
	"merged":         {petition.PaperMergeNotice}, "unmerged": {petition.PaperMergeNotice},
	"sealed":             {petition.PaperSealNotice, petition.PaperDisciplineFeedback},
	"no longer":          {petition.PaperNoLonger},
	"withdrawn":          {petition.PaperWithdrawalEnd},
	"routed by the unit": {petition.PaperRouting},
}

// revokedBy says which papers no longer hold at the end of a walk.
var revokedBy = map[string][]petition.DocumentKind{
	"refused": {petition.PaperRefusal}, "routed": {petition.PaperRouting}, "reviewed": {petition.PaperOpinion, petition.PaperReviewOpinion}, "redone": {petition.PaperOpinion},
	"handed round": {petition.PaperForwarding}, "unmerged": {petition.PaperMergeNotice},
}

// hidden acts where the act takes the matter out of the sight of the official who does it.
func (p *portal) hidden(login string, filed casework.Filed, verb petition.Verb, f petition.Fields) {
	p.t.Helper()
	if _, err := p.try(login, filed.Number, verb, f); err != nil && !fault.Is(err, fault.NotFound) {
		p.t.Fatalf("%s: %v", verb, err)
	}
}

// reviewedTwice is answered, reviewed and reviewed again: the ladder to its end (Art. 35, 36).
func reviewedTwice(p *portal) casework.Filed {
	filed := p.toReview()
	p.act("reviewer", filed.Number, petition.ReviewAccept, petition.Fields{})
	p.act("reviewer", filed.Number, petition.ReviewDecide, petition.Fields{Decision: "uphold", Text: "原意见正确。", Reasons: "事实清楚。"})
	p.papersIn(filed)
	p.own(filed, petition.Recheck, petition.Fields{Reasons: "仍然不服。"})
	p.act("office", filed.Number, petition.RecheckDecide, petition.Fields{Decision: "revoke", Text: "第二项改为支持。", Reasons: "逾期属实。"})
	return filed
}

// toReview is an answer that was read and is to be reviewed (Art. 35).
func (p *portal) toReview() casework.Filed {
	p.t.Helper()
	filed := p.replied()
	p.papersIn(filed)
	p.own(filed, petition.Review, petition.Fields{Reasons: "第二项没有答复清楚。", Body: "review-office"})
	return filed
}
