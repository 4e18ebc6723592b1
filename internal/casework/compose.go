package casework

import (
	"strings"

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
	c      *petition.Case // right after the act
	person identity.Person
	fields petition.Fields // of the act, or of the proposal it settles
	paper  petition.Paper
	past   []petition.Event  // up to the act; none for a proposal
	names  map[string]string // of officials, by account
}

// event is the act that issues the paper, nil while it is only proposed.
func (p composing) event() *petition.Content {
	if len(p.past) == 0 {
		return nil
	}
	return &p.past[len(p.past)-1].Content
}

// verb is the act's verb, empty for a proposal.
func (p composing) verb() petition.Verb {
	if k := p.event(); k != nil {
		return k.Verb
	}
	return ""
}

// writer makes the content of one kind of paper.
type writer func(cs *Cases, p composing) document.Content

// writers are one a kind, by the part of the ladder: a kind without one is
// issued by nobody.
var writers = func() map[petition.DocumentKind]writer {
	all := map[petition.DocumentKind]writer{}
	for _, part := range []map[petition.DocumentKind]writer{intakePapers, handlingPapers, meetingPapers, answerPapers, reviewPapers, dutyPapers} {
		for kind, w := range part {
			all[kind] = w
		}
	}
	return all
}()

// compose puts a paper together for rendering. Officials' papers are in Chinese.
func (cs *Cases) compose(p composing) document.Paper {
	unit, _ := cs.Dir.Unit(p.paper.Unit)
	paper := document.Paper{
		Lang: locale.ZhCN, Body: unit.NameZH, Number: p.paper.Number, Addressee: cs.addressee(p), Tracking: p.c.Number, Summary: p.c.Title, Channel: p.c.Channel,
		ReceivedOn: clock.DayOf(p.c.FiledAt), IssuedOn: p.paper.On, Basis: cs.basis(p), Contact: cs.contact(unit),
		QueryURL: cs.BaseURL + "/track", VerifyCode: groupedCode(cs.Keys.VerifyCode(p.paper.ID)), VerifyURL: cs.verifyURL(p.paper.ID),
	}
	if w := writers[p.paper.Kind]; w != nil {
		paper.Content = w(cs, p)
	}
	return paper
}

// verifyURL is what a paper's square code holds: the code stands behind a #, which
// no browser sends, so that it gets into no address, log or referrer.
func (cs *Cases) verifyURL(paper string) string {
	return cs.BaseURL + "/verify#" + cs.Keys.VerifyCode(paper)
}

// groupedCode writes a verification code in two groups, for reading it off paper.
func groupedCode(code string) string {
	if len(code) != 8 {
		return code
	}
	return code[:4] + "-" + code[4:]
}

// between are the papers that bodies write to each other, and to whom. The
// petitioner's own papers are all the others.
var between = map[petition.DocumentKind]func(p composing) string{
	petition.PaperObjection:         toOffice,
	petition.PaperAppointment:       toUnit,
	petition.PaperCoHandling:        func(p composing) string { return p.fields.Unit },
	petition.PaperClosingReport:     toOffice,
	petition.PaperClosingReturn:     toUnit,
	petition.PaperSupervision:       toUnit,
	petition.PaperSupervisionAnswer: toOffice,
	petition.PaperAdvice:            toUnit,
	petition.PaperAdviceAnswer:      toOffice,
	petition.PaperCallToAccount:     toUnit,
	petition.PaperUrgentReport:      func(composing) string { return "" },
}

func toOffice(p composing) string { return p.c.OfficeUnit }

func toUnit(p composing) string { return p.c.Unit }

// shown are papers between bodies that the petitioner sees all the same: how the
// office presses a unit is no secret from him (rows 30, 35).
var shown = map[petition.DocumentKind]bool{petition.PaperSupervision: true, petition.PaperSupervisionAnswer: true, petition.PaperCallToAccount: true}

// petitionersPaper tells whether the petitioner gets to see a paper.
func petitionersPaper(kind petition.DocumentKind) bool {
	return between[kind] == nil || shown[kind]
}

// addressee is the petitioner by name, unless the paper goes between bodies.
func (cs *Cases) addressee(p composing) string {
	to := between[p.paper.Kind]
	switch {
	case p.paper.Kind == petition.PaperUrgentReport:
		return orSay("", "leaders")
	case p.paper.Kind == petition.PaperClosingReport && p.paper.Unit == p.c.OfficeUnit: // upward, to the body that assigned it
		return orSay("", "superior")
	case to != nil:
		return cs.Dir.UnitName(to(p), locale.ZhCN)
	case p.person.Name == "":
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

// basis names the articles a paper stands on, by number, from the rules; without
// an entry those of telling the petitioner (Art. 23).
func (cs *Cases) basis(p composing) []string {
	rules := cs.Law().RulesOf(p.c)
	articles := rules.Papers[p.paper.Kind]
	if articles == "" {
		articles = rules.Period("B").Article
	}
	return []string{cs.articles(articles)}
}

// articles words numbers such as 31、32.
func (cs *Cases) articles(numbers string) string {
	list := strings.Split(numbers, "、")
	text := locale.Text(locale.ZhCN, "law.article", map[string]any{"no": list[0]})
	for _, no := range list[1:] {
		text += "、" + locale.Text(locale.ZhCN, "law.article_also", map[string]any{"no": no})
	}
	return text
}

func (cs *Cases) body(code string) document.Body {
	u, _ := cs.Dir.Unit(code)
	phone := u.Phone
	if phone == "" {
		phone = cs.Phone
	}
	return document.Body{Name: u.NameZH, Address: u.Address, Phone: phone, Online: cs.BaseURL}
}

func (cs *Cases) unitZH(code string) string {
	if code == "" {
		return ""
	}
	return cs.Dir.UnitName(code, locale.ZhCN)
}

// due is the last day of the newest leg of a name, as it was after the act.
func (p composing) due(name petition.LegName) clock.Day {
	l, _ := p.c.Leg(name)
	return l.Deadline.Due
}

// began is the first day of the newest leg of a name, else the paper's own.
func (p composing) began(name petition.LegName) clock.Day {
	if l, ok := p.c.Leg(name); ok {
		return l.Deadline.Start
	}
	return p.paper.On
}

// requests are the numbered requests that were not split off.
func requests(c *petition.Case) []petition.Request {
	kept := make([]petition.Request, 0, len(c.Filing.Requests))
	for _, r := range c.Filing.Requests {
		if _, gone := c.Cut[r.No]; !gone {
			kept = append(kept, r)
		}
	}
	return kept
}

// issuedPaper names an earlier paper of the case for another one.
func (cs *Cases) issuedPaper(paper *petition.Paper) document.Issued {
	if paper == nil {
		return document.Issued{}
	}
	return document.Issued{Name: word(locale.ZhCN, "document", string(paper.Kind)), Number: paper.Number, Unit: cs.unitZH(paper.Unit), On: paper.On}
}

// newest is the latest paper of a kind before this one, nil for none.
func (p composing) newest(kind petition.DocumentKind) *petition.Paper {
	for i := len(p.c.Papers) - 1; i >= 0; i-- {
		if paper := &p.c.Papers[i]; paper.Kind == kind && paper.ID != p.paper.ID {
			return paper
		}
	}
	return nil
}

// saidBefore are the fields of the latest earlier act of one of these verbs, also
// where a head approved it.
func (p composing) saidBefore(verbs ...petition.Verb) petition.Fields {
	for i := len(p.past) - 2; i >= 0; i-- {
		k := &p.past[i].Content
		for _, v := range verbs {
			if k.Verb == v {
				return k.Fields
			}
		}
	}
	return petition.Fields{}
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
