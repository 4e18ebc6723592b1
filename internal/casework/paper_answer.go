package casework

import (
	"sunlit/internal/clock"
	"sunlit/internal/document"
	"sunlit/internal/petition"
)

// answerPapers are the answer with its service and what the office gets to know: rows 21 to 23.
var answerPapers = map[petition.DocumentKind]writer{
	petition.PaperOpinion: func(cs *Cases, p composing) document.Content {
		return document.Opinion{AcceptedOn: p.began(petition.LegC), Requests: requests(p.c), Items: p.fields.Items, Remedy: cs.remedy(p.c)}
	},
	petition.PaperSimpleAnswer: func(_ *Cases, p composing) document.Content {
		return document.SimpleAnswer{AcceptedOn: p.began(petition.LegC), Requests: requests(p.c), Items: p.fields.Items}
	},
	petition.PaperSuggestionReply: func(_ *Cases, p composing) document.Content {
		return document.SuggestionReply{Requests: requests(p.c), Items: p.fields.Items}
	},
	petition.PaperServiceProof: (*Cases).serviceProof,
	petition.PaperClosingReport: func(cs *Cases, p composing) document.Content {
		return document.ClosingReport{Answer: cs.issuedPaper(p.c.Paper), Result: p.fields.Text}
	},
	petition.PaperClosingReturn: func(cs *Cases, p composing) document.Content {
		return document.ClosingReturn{Report: cs.issuedPaper(p.newest(petition.PaperClosingReport)), Reasons: p.fields.Reasons}
	},
}

// serviceProof proves the service of the answer, or of the review opinion where that was served last.
func (cs *Cases) serviceProof(p composing) document.Content {
	of, leg := p.c.Paper, petition.LegD
	if p.c.Stage == petition.Reviewed {
		of, leg = p.c.ReviewPaper, petition.LegF
	}
	proof := document.ServiceProof{Of: cs.issuedPaper(of), ServedOn: p.fields.ServedOn, How: p.fields.How}
	if l, ok := p.c.Leg(leg); ok && p.c.Route == petition.RouteC6 && p.c.Procedure == petition.Ordinary {
		proof.Days = l.Deadline.Span.Days
	}
	return proof
}

func (cs *Cases) withdrawalEnd(p composing) document.Content {
	return document.EndOfHandling{WithdrawnOn: clock.DayOf(p.c.WithdrawnAt), EndedOn: p.paper.On, Hours: cs.Law().RulesOf(p.c).Period("withdrawal").Hours}
}

// reviewers are the bodies that review.
func (cs *Cases) reviewers() []document.Body {
	bodies := []document.Body{}
	for _, u := range cs.Dir.Units() {
		if u.Kind == KindReview && u.Active {
			bodies = append(bodies, cs.body(u.Code))
		}
	}
	return bodies
}

// remedy is chosen by route, never typed: C6 has the review (Art. 35), C5 the
// ways of administrative law.
func (cs *Cases) remedy(c *petition.Case) document.Remedy {
	reviewers := cs.reviewers()
	if c.Route == petition.RouteC6 {
		return document.Remedy{Route: petition.RouteC6, Days: cs.Law().RulesOf(c).Period("D").Span.Days, Bodies: reviewers}
	}
	way := document.Way{Procedure: orSay("", "reconsideration"), Limit: orSay("", "reconsideration_limit"), Papers: []string{orSay("", "papers")}}
	if len(reviewers) > 0 {
		way.Body = reviewers[0]
	}
	return document.Remedy{Route: c.Route, Ways: []document.Way{way}}
}

// answerKind is which paper an answer is: a reply to a suggestion (Art. 29), a
// simple answer, or the written opinion (Art. 32).
func answerKind(route petition.Route, procedure petition.Procedure) petition.DocumentKind {
	switch {
	case route == petition.RouteA:
		return petition.PaperSuggestionReply
	case procedure == petition.Simple:
		return petition.PaperSimpleAnswer
	}
	return petition.PaperOpinion
}
