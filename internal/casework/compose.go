package casework

import (
	"slices"

	"sunlit/internal/clock"
	"sunlit/internal/document"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// composing is all that a paper is put together from. Nothing of it depends on
// when it is rendered, so that the same paper always has the same bytes.
type composing struct {
	c      *petition.Case
	person identity.Person
	fields petition.Fields // of the act, or of the proposal it settles
	paper  petition.Paper
	event  *petition.Content
}

// compose puts a paper together for rendering. Officials' papers are in Chinese.
func (cs *Cases) compose(p composing) document.Paper {
	lang := locale.ZhCN
	unit, _ := cs.Dir.Unit(p.paper.Unit)
	paper := document.Paper{
		Lang: lang, Body: unit.NameZH, Number: p.paper.Number, Addressee: cs.addressee(p), Tracking: p.c.Number, Summary: p.c.Title, Channel: p.c.Channel,
		ReceivedOn: clock.DayOf(p.c.FiledAt), IssuedOn: p.paper.On, Basis: cs.basis(p), Contact: cs.contact(unit),
		QueryURL: cs.BaseURL + "/track", VerifyCode: cs.Keys.VerifyCode(p.paper.ID), VerifyURL: cs.verifyURL(p.paper.ID),
	}
	paper.Content = cs.content(p)
	return paper
}

// verifyURL is what a paper's square code holds: the code stands behind a #, which
// no browser sends, so that it gets into no address, log or referrer.
func (cs *Cases) verifyURL(paper string) string {
	return cs.BaseURL + "/verify#" + cs.Keys.VerifyCode(paper)
}

// addressee is the petitioner by name, unless the paper goes between bodies.
func (cs *Cases) addressee(p composing) string {
	switch p.paper.Kind {
	case petition.PaperObjection:
		return cs.Dir.UnitName(p.c.OfficeUnit, locale.ZhCN)
	case petition.PaperAppointment:
		return cs.Dir.UnitName(p.c.Unit, locale.ZhCN)
	}
	if p.person.Name == "" {
		return locale.Text(locale.ZhCN, "law.role.CIT", nil)
	}
	return p.person.Name
}

func (cs *Cases) contact(unit store.Unit) document.Contact {
	phone := unit.Phone
	if phone == "" {
		phone = cs.Phone
	}
	return document.Contact{Phone: phone, Address: unit.Address}
}

// basis names the articles a paper stands on, by number, from the rules.
func (cs *Cases) basis(p composing) []string {
	period := map[petition.DocumentKind]petition.PeriodName{
		petition.PaperReceipt: "A", petition.PaperForwarding: "A", petition.PaperAcceptance: "B", petition.PaperRefusal: "B", petition.PaperExtension: "extension_max",
		petition.PaperRouting: "C_duty", petition.PaperInfoRequest: "B", petition.PaperObjection: "B2", petition.PaperRedirection: "B2",
		petition.PaperAppointment: "dispute", petition.PaperOpinion: "C_ordinary", petition.PaperSimpleAnswer: "C_duty", petition.PaperSuggestionReply: "",
		petition.PaperWithdrawalEnd: "B", petition.PaperSealNotice: "hand_over",
	}[p.paper.Kind]
	rules := cs.Law().RulesOf(p.c)
	article := rules.Period(period).Article
	if p.paper.Kind == petition.PaperSuggestionReply {
		if r, ok := rules.RemedyFor(petition.RouteA, ""); ok {
			article = r.Article
		}
	}
	if article == "" {
		article = rules.Period("B").Article
	}
	return []string{locale.Text(locale.ZhCN, "law.article", map[string]any{"no": article})}
}

func (cs *Cases) body(code string) document.Body {
	u, _ := cs.Dir.Unit(code)
	phone := u.Phone
	if phone == "" {
		phone = cs.Phone
	}
	return document.Body{Name: u.NameZH, Address: u.Address, Phone: phone, Online: cs.BaseURL}
}

// content is what each kind of paper says.
func (cs *Cases) content(p composing) document.Content {
	c, f := p.c, p.fields
	due := func(name petition.LegName) clock.Day { l, _ := c.Leg(name); return l.Deadline.Due }
	accepted := func() clock.Day {
		if l, ok := c.Leg(petition.LegC); ok {
			return clock.DayOf(l.StartAt)
		}
		return p.paper.On
	}
	switch p.paper.Kind {
	case petition.PaperForwarding:
		return document.Forwarding{Unit: cs.body(c.Unit), TellBy: due(petition.LegB)}
	case petition.PaperAcceptance:
		return document.Acceptance{Requests: c.Filing.Requests, AcceptedOn: accepted(), Procedure: c.Procedure, DueOn: due(petition.LegC)}
	case petition.PaperExtension:
		return cs.extension(p, accepted())
	case petition.PaperInfoRequest:
		return document.InfoRequest{Wanted: []string{f.Text}, ReplyBy: due(petition.LegInfo)}
	case petition.PaperObjection:
		return document.Objection{Reasons: f.Reasons, ProposedUnit: cs.proposedUnit(f.Unit)}
	case petition.PaperRedirection:
		return document.Redirection{FormerUnit: cs.Dir.UnitName(c.FormerUnit, locale.ZhCN), Unit: cs.body(c.Unit), Upheld: f.Decision == "uphold", Reasons: orSay(f.Reasons, "redirection"), TellBy: due(petition.LegB)}
	case petition.PaperAppointment:
		return document.Appointment{Units: []string{cs.Dir.UnitName(c.FormerUnit, locale.ZhCN)}, Unit: cs.body(c.Unit), Reasons: f.Reasons, TellBy: due(petition.LegB)}
	case petition.PaperRefusal:
		check := cs.Law().RulesOf(c).Period("ask_check").Span.Days
		return document.Refusal{Ground: word(locale.ZhCN, "ground", f.Ground), Facts: f.Reasons, Way: cs.way(petition.Fields{Body: f.GoTo}), CheckBody: cs.body(c.OfficeUnit), CheckDays: check}
	case petition.PaperRouting:
		return document.Routing{Facts: f.Reasons, Way: cs.way(f)}
	case petition.PaperOpinion:
		return document.Opinion{AcceptedOn: accepted(), Requests: c.Filing.Requests, Items: f.Items, Remedy: cs.remedy(c)}
	case petition.PaperSimpleAnswer:
		return document.SimpleAnswer{AcceptedOn: accepted(), Requests: c.Filing.Requests, Items: f.Items}
	case petition.PaperSuggestionReply:
		return document.SuggestionReply{Requests: c.Filing.Requests, Items: f.Items}
	case petition.PaperWithdrawalEnd:
		hours := cs.Law().RulesOf(c).Period("withdrawal").Hours
		return document.EndOfHandling{WithdrawnOn: clock.DayOf(c.WithdrawnAt), EndedOn: p.paper.On, Hours: hours}
	case petition.PaperSealNotice:
		return document.SealNotice{}
	}
	return nil
}

func (cs *Cases) proposedUnit(code string) string {
	if code == "" {
		return ""
	}
	return cs.Dir.UnitName(code, locale.ZhCN)
}

// extension tells the new due day: the running leg's, moved by the days of the
// proposal while it is not yet approved.
func (cs *Cases) extension(p composing, accepted clock.Day) document.Content {
	leg, _ := p.c.Leg(petition.LegC)
	former, due := leg.Original, leg.Deadline.Due
	if former.IsZero() {
		d := leg.Deadline
		former, due = d.Due, cs.Law().Calendar.Deadline(d.Start, d.Span, p.fields.Days, d.Paused).Due
	}
	return document.Extension{AcceptedOn: accepted, FormerDue: former, Reasons: p.fields.Reasons, Approver: locale.Text(locale.ZhCN, "law.role.HEAD", nil),
		Days: p.fields.Days, DueOn: due}
}

// way is where somebody is sent; what the act left open is asked of that body.
func (cs *Cases) way(f petition.Fields) document.Way {
	w := document.Way{Procedure: f.Body, Body: document.Body{Name: f.Body, Phone: f.Contact}, Limit: orSay(f.Limit, "limit"), Papers: []string{orSay(f.Papers, "papers")}}
	if f.Route != "" {
		w.Procedure = locale.Text(locale.ZhCN, "law.way.route_"+string(f.Route), nil)
	}
	if w.Body.Phone == "" {
		w.Body.Phone = cs.Phone
	}
	return w
}

func orSay(text, way string) string {
	if text != "" {
		return text
	}
	return locale.Text(locale.ZhCN, "law.way."+way, nil)
}

// remedy is chosen by route, never typed: C6 has the review (Art. 35), C5 the
// ways of administrative law.
func (cs *Cases) remedy(c *petition.Case) document.Remedy {
	days := cs.Law().RulesOf(c).Period("D").Span.Days
	reviewers := []document.Body{}
	for _, u := range cs.Dir.Units() {
		if u.Kind == KindReview && u.Active {
			reviewers = append(reviewers, cs.body(u.Code))
		}
	}
	if c.Route == petition.RouteC6 {
		return document.Remedy{Route: petition.RouteC6, Days: days, Bodies: reviewers}
	}
	way := document.Way{Procedure: orSay("", "reconsideration"), Limit: orSay("", "reconsideration_limit"), Papers: []string{orSay("", "papers")}}
	if len(reviewers) > 0 {
		way.Body = reviewers[0]
	}
	return document.Remedy{Route: c.Route, Ways: []document.Way{way}}
}

// answerKind is which paper an answer is: a reply to a suggestion (Art. 29), a
// simple answer, or the written opinion (Art. 32).
func answerKind(c *petition.Case) petition.DocumentKind {
	switch {
	case c.Route == petition.RouteA:
		return petition.PaperSuggestionReply
	case c.Procedure == petition.Simple:
		return petition.PaperSimpleAnswer
	}
	return petition.PaperOpinion
}

// petitionersPaper tells whether a paper is meant for the petitioner.
func petitionersPaper(kind petition.DocumentKind) bool {
	return !slices.Contains([]petition.DocumentKind{petition.PaperObjection, petition.PaperAppointment}, kind)
}
