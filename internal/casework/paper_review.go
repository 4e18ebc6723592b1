package casework

import (
	"sunlit/internal/clock"
	"sunlit/internal/document"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// reviewPapers are those of review and re-review: rows 25, 26 and 28.
var reviewPapers = map[petition.DocumentKind]writer{
	petition.PaperReviewAcceptance: func(cs *Cases, p composing) document.Content {
		return document.ReviewAcceptance{Of: cs.issuedPaper(p.c.Paper), AskedOn: p.began(petition.LegE), DueOn: p.due(petition.LegE), Note: p.fields.Text}
	},
	petition.PaperReviewRefusal: func(cs *Cases, p composing) document.Content {
		return document.ReviewRefusal{Of: cs.issuedPaper(p.c.Paper), AskedOn: p.began(petition.LegE), Ground: word(locale.ZhCN, "review_ground", p.fields.Ground),
			Facts: p.fields.Reasons, Way: cs.way(petition.Fields{Body: p.fields.GoTo})}
	},
	petition.PaperReviewOpinion:  (*Cases).reviewOpinion,
	petition.PaperRecheckOpinion: (*Cases).recheckOpinion,
	petition.PaperNoLonger: func(_ *Cases, p composing) document.Content {
		return document.NoLonger{Former: p.fields.Number, Word: p.fields.Text, Reasons: p.fields.Reasons}
	},
}

func (cs *Cases) reviewOpinion(p composing) document.Content {
	points := p.c.Opinion
	if p.fields.Decision == string(document.Redo) { // the matter begins anew: the answer is the former one already
		points = p.c.Former
	}
	o := document.ReviewOpinion{Of: cs.issuedPaper(p.c.Paper), Points: points, AskedOn: p.began(petition.LegE), Request: p.c.ReviewReasons,
		Findings: p.fields.Reasons, Result: document.Result(p.fields.Decision), Decision: p.fields.Text, Bodies: cs.recheckers(),
		Days: cs.Law().RulesOf(p.c).Period("F").Span.Days}
	if o.Result == document.OtherRoute {
		o.Way = cs.way(p.fields)
	}
	return o
}

func (cs *Cases) recheckOpinion(p composing) document.Content {
	return document.RecheckOpinion{Of: cs.issuedPaper(p.c.ReviewPaper), Points: p.c.Opinion, AskedOn: p.began(petition.LegG), Request: p.c.RecheckReasons,
		Findings: p.fields.Reasons, Result: document.Result(p.fields.Decision), Decision: p.fields.Text}
}

// recheckers is who re-reviews: mostly a body outside this portal, to which the
// office hands the application on.
func (cs *Cases) recheckers() []document.Body {
	office := cs.body(cs.Dir.Office())
	return []document.Body{{Name: orSay("", "recheck_body"), Address: office.Address, Phone: office.Phone, Online: orSay("", "recheck_online")}}
}

// dutyPapers press a unit, advise it, call it to account, or tell of danger: rows 30, 33 and 35.
var dutyPapers = map[petition.DocumentKind]writer{
	petition.PaperSupervision: func(_ *Cases, p composing) document.Content {
		return document.Supervision{Duty: word(locale.ZhCN, "duty", p.fields.Duty), Action: p.fields.Text, By: p.due(petition.LegSupervision), AnswerTo: orSay("", "answer_supervision")}
	},
	petition.PaperSupervisionAnswer: func(cs *Cases, p composing) document.Content {
		return document.SupervisionAnswer{Letter: cs.issuedPaper(p.newest(petition.PaperSupervision)), Text: p.fields.Text, By: p.fields.By}
	},
	petition.PaperAdvice: func(_ *Cases, p composing) document.Content {
		return document.Advice{Sort: p.fields.Advice, Text: p.fields.Text, AnswerBy: p.due(petition.LegAdvice)}
	},
	petition.PaperAdviceAnswer: func(cs *Cases, p composing) document.Content {
		return document.AdviceAnswer{Advice: cs.issuedPaper(p.newest(petition.PaperAdvice)), Decision: petition.Decision(p.fields.Decision), Text: p.fields.Text}
	},
	petition.PaperCallToAccount: func(_ *Cases, p composing) document.Content {
		return document.CallToAccount{Measure: p.fields.Advice, Text: p.fields.Text, By: p.fields.By}
	},
	petition.PaperUrgentReport: func(cs *Cases, p composing) document.Content {
		report := document.UrgentReport{Danger: p.fields.Reasons, Unit: cs.unitZH(p.c.Unit)}
		if k := p.event(); k != nil {
			report.Found = k.At
		}
		if place := cs.Dir.Place(p.c.Place, locale.ZhCN); place != nil {
			report.Place = place.Name
		}
		return report
	},
}

// meetingPapers are those of talks, hearings and mediation: rows 18 and 20.
var meetingPapers = map[petition.DocumentKind]writer{
	petition.PaperInvitation: func(_ *Cases, p composing) document.Content {
		return document.Invitation{Meeting: meeting(p.fields), About: p.fields.Text, Participants: p.fields.Participants, Mediation: p.verb() == petition.Mediate}
	},
	petition.PaperHearingNotice: func(cs *Cases, p composing) document.Content {
		return document.HearingNotice{Meeting: meeting(p.fields), Participants: p.fields.Participants, Public: p.fields.Public != nil && *p.fields.Public,
			About: p.fields.Text, LeadDays: cs.Law().RulesOf(p.c).Period("hearing_notice").Span.Days}
	},
	petition.PaperHearingRecord: func(_ *Cases, p composing) document.Content {
		on, who := held(p.c.Hearing, p.fields)
		return document.HearingRecord{On: on, Participants: who, Record: p.fields.Text}
	},
	petition.PaperMediationAgreement: func(_ *Cases, p composing) document.Content {
		_, who := held(p.c.Mediation, p.fields)
		return document.MediationAgreement{Participants: who, Terms: p.fields.Text, By: p.fields.By}
	},
}

func meeting(f petition.Fields) document.Meeting {
	return document.Meeting{On: f.On, Time: f.Time, Place: f.Where}
}

// held is when a meeting was and who took part: as the record says, else as was announced.
func held(m *petition.Meeting, f petition.Fields) (on clock.Day, participants string) {
	if on, participants = f.On, f.Participants; m == nil {
		return on, participants
	}
	if on.IsZero() {
		on = m.On
	}
	if participants == "" {
		participants = m.Participants
	}
	return on, participants
}
