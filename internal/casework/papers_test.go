package casework_test

import (
	"testing"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
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
	"reviewed": func(p *portal) casework.Filed {
		filed := p.replied()
		p.papersIn(filed)
		p.own(filed, petition.Review, petition.Fields{Reasons: "第二项没有答复清楚。", Body: "review-office"})
		p.act("reviewer", filed.Number, petition.ReviewAccept, petition.Fields{})
		p.act("reviewer", filed.Number, petition.ReviewDecide, petition.Fields{Decision: "uphold", Text: "原意见正确。", Reasons: "事实清楚。"})
		p.papersIn(filed)
		p.own(filed, petition.Recheck, petition.Fields{Reasons: "仍然不服。"})
		p.act("office", filed.Number, petition.RecheckDecide, petition.Fields{Decision: "revoke", Text: "第二项改为支持。", Reasons: "逾期属实。"})
		return filed
	},
	"review refused": func(p *portal) casework.Filed {
		filed := p.replied()
		p.papersIn(filed)
		p.own(filed, petition.Review, petition.Fields{Reasons: "第二项没有答复清楚。", Body: "review-office"})
		p.act("reviewer", filed.Number, petition.ReviewRefuse, petition.Fields{Ground: "in_court", Reasons: "法院已经立案。", GoTo: "甲区人民法院"})
		return filed
	},
	"redone": func(p *portal) casework.Filed {
		filed := p.replied()
		p.papersIn(filed)
		p.own(filed, petition.Review, petition.Fields{Reasons: "第二项没有答复清楚。", Body: "review-office"})
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
}

// revokedBy says which papers no longer hold at the end of a walk.
var revokedBy = map[string][]petition.DocumentKind{
	"refused": {petition.PaperRefusal}, "routed": {petition.PaperRouting}, "reviewed": {petition.PaperOpinion, petition.PaperReviewOpinion}, "redone": {petition.PaperOpinion},
}

// Each act of the ladder that has a paper makes one that is complete, kept and verifiable, and the
// papers between bodies stay between them.
func TestTheLadderIssuesItsPapers(t *testing.T) {
	for name, walk := range walks {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t, sqlite(t))
			filed := walk(p)
			rows, err := p.Store.Papers(p.ctx(), p.row(filed.Number).ID)
			p.fine(err)
			have := map[petition.DocumentKind]bool{}
			for _, r := range rows {
				have[r.Kind] = true
				if r.FilledAt == nil {
					t.Errorf("%s was not rendered", r.Kind)
				}
				want := casework.Genuine
				for _, k := range revokedBy[name] {
					if k == r.Kind {
						want = casework.Revoked
					}
				}
				if v := p.verdict(r.Number, r.VerifyCode); v.Verdict != want {
					t.Errorf("%s: %+v, want %s", r.Kind, v, want)
				}
			}
			for _, k := range issuedBy[name] {
				if !have[k] {
					t.Errorf("no %s", k)
				}
			}
			own, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
			p.fine(err)
			for _, d := range own.Documents {
				switch d.Kind {
				case petition.PaperObjection, petition.PaperAppointment, petition.PaperCoHandling, petition.PaperClosingReport, petition.PaperClosingReturn,
					petition.PaperAdvice, petition.PaperAdviceAnswer, petition.PaperUrgentReport:
					t.Errorf("the petitioner sees %s", d.Kind)
				}
			}
			if _, err := p.Bundle(p.ctx(), filed.Number); err != nil {
				t.Errorf("bundle: %v", err)
			}
			if _, err := p.HandOver(p.ctx(), filed.Number); err != nil {
				t.Errorf("hand-over: %v", err)
			}
		})
	}
}
