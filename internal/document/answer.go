package document

import (
	"strconv"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// Opinion is the written opinion on a claim (Art. 32): what was asked, what was found, what is
// decided on which basis, and what the petitioner can do against it.
type Opinion struct {
	AcceptedOn clock.Day
	Requests   []petition.Request
	Items      []petition.Item
	Remedy     Remedy
}

// Remedy is what the petitioner can do against an answer. Its wording follows from the route and
// is never typed: C6 has review (Art. 35), C4 and C5 the ways of their own law.
type Remedy struct {
	Route  petition.Route
	Days   int    // C6: days to ask for review
	Bodies []Body // C6: who reviews; the petitioner chooses where there are two
	Ways   []Way  // C4, C5
}

func (Opinion) kind() petition.DocumentKind { return petition.PaperOpinion }

func (c Opinion) check(_ Paper, e *fault.Error) {
	needs{e}.day("acceptedOn", c.AcceptedOn)
	checkItems(e, c.Requests, c.Items, petition.Support, petition.Explain, petition.NotSupport)
	c.Remedy.check(e)
}

func (r Remedy) check(e *fault.Error) {
	need := needs{e}
	switch r.Route {
	case petition.RouteC6:
		need.positive("remedy.days", r.Days)
		need.positive("remedy.bodies", len(r.Bodies))
		for i, b := range r.Bodies {
			need.body("remedy.bodies."+strconv.Itoa(i), b)
		}
	case petition.RouteC4, petition.RouteC5:
		need.positive("remedy.ways", len(r.Ways))
		for i, w := range r.Ways {
			need.way("remedy.ways."+strconv.Itoa(i), w)
		}
	case petition.RouteA, petition.RouteB, petition.RouteC1, petition.RouteC2, petition.RouteC3:
		e.Field("remedy.route", "paper.fault.route") // these end in other papers
	default:
		e.Field("remedy.route", missing)
	}
}

// checkItems wants an answer to each request, whole, with a decision of the right sort, and to
// nothing that was not asked.
func checkItems(e *fault.Error, requests []petition.Request, items []petition.Item, allowed ...petition.Decision) {
	need := needs{e}
	need.texts("requests", requestTexts(requests))
	answered := map[int]bool{}
	for i, item := range items {
		at := "items." + strconv.Itoa(i) + "."
		need.text(at+"request", requestText(requests, item.Request))
		if answered[item.Request] {
			e.Field(at+"request", "paper.fault.twice")
		}
		answered[item.Request] = true
		need.text(at+"plain", item.Plain)
		need.text(at+"facts", item.Facts)
		need.text(at+"basis", item.Basis)
		if carriedOut(item.Decision) {
			need.text(at+"measure", item.Measure)
			need.day(at+"by", item.By)
		}
		ok := false
		for _, a := range allowed {
			ok = ok || item.Decision == a
		}
		if !ok {
			e.Field(at+"decision", missing)
		}
	}
	for _, r := range requests {
		if !answered[r.No] {
			e.Field("items", "paper.fault.unanswered", "request", r.No)
		}
	}
}

// carriedOut tells whether a decision promises something, which needs a measure and a date.
func carriedOut(d petition.Decision) bool {
	return d == petition.Support || d == petition.Adopt || d == petition.AdoptPart
}

func requestText(requests []petition.Request, no int) string {
	for _, r := range requests {
		if r.No == no {
			return r.Text
		}
	}
	return ""
}

func (c Opinion) write(d *draft) {
	d.text(d.say("opinion.text", "matter", d.matter(), "accepted", d.date(c.AcceptedOn), "basis", d.basis()))
	d.items("opinion.item", c.Requests, c.Items)
	d.remedy(c.Remedy)
}

// items answers request by request: the plain sentence first and bold, then facts, basis, decision.
func (d *draft) items(key string, requests []petition.Request, items []petition.Item) {
	for _, item := range items {
		n := said(ordinal(item.Request))
		if !d.justified() {
			n = said(strconv.Itoa(item.Request))
		}
		facts := d.sentence(item.Facts)
		args := []any{"n", n, "request", phrase(requestText(requests, item.Request)), "plain", d.strong(phrase(item.Plain)),
			"facts", facts, "basis", phrase(item.Basis), "decision", d.strong(string(d.say("decision." + string(item.Decision)))),
			"measure", d.measure(item)}
		if strings.Contains(string(facts), "\n") { // long findings keep their own paragraphs
			d.text(d.say(key+"_long", args...))
			continue
		}
		d.text(d.say(key, args...))
	}
}

func (d *draft) measure(item petition.Item) said {
	measure := phrase(item.Measure)
	switch {
	case measure == "":
		return d.say("list.stop")
	case item.By.IsZero():
		return d.say("measure.text", "measure", measure)
	}
	return d.say("measure.by", "measure", measure, "by", d.date(item.By))
}

func (d *draft) remedy(r Remedy) {
	if r.Route != petition.RouteC6 {
		d.lead(d.say("remedy.law"))
		for i, w := range r.Ways {
			d.text(d.say("remedy.way", "n", i+1, "procedure", d.strong(w.Procedure), "limit", w.Limit, "body", w.Body.Name,
				"reach", d.reach(w.Body)))
		}
		return
	}
	d.appeal("remedy.review", r.Days, r.Bodies)
}

// appeal names the body to appeal to, by when, and how to reach it; it stands on one page.
func (d *draft) appeal(key string, days int, bodies []Body) {
	var names, reach said
	for i, b := range bodies {
		if i > 0 {
			names += d.mark("list.or")
			reach += d.mark("list.semicolon")
		}
		names += said(clean(b.Name))
		if len(bodies) > 1 {
			reach += d.say("remedy.of", "body", b.Name, "reach", d.reach(b))
			continue
		}
		reach += d.reach(b)
	}
	d.text(d.say(key, "days", days, "bodies", names, "reach", reach))
	d.blocks[len(d.blocks)-1].together = true
}

// SimpleAnswer is the short answer of the simple procedure; the petitioner may ask for the ordinary one.
type SimpleAnswer struct {
	AcceptedOn clock.Day
	Requests   []petition.Request
	Items      []petition.Item
}

func (SimpleAnswer) kind() petition.DocumentKind { return petition.PaperSimpleAnswer }

// check refuses "not support": such an answer needs the ordinary procedure with its appeals.
func (c SimpleAnswer) check(_ Paper, e *fault.Error) {
	needs{e}.day("acceptedOn", c.AcceptedOn)
	checkItems(e, c.Requests, c.Items, petition.Support, petition.Explain)
}

func (c SimpleAnswer) write(d *draft) {
	d.text(d.say("simple.text", "matter", d.matter(), "accepted", d.date(c.AcceptedOn), "basis", d.basis()))
	d.items("opinion.item", c.Requests, c.Items)
	d.text(d.say("simple.rest"))
}

// SuggestionReply answers a suggestion (Art. 29): adopted, in part, or not, and why.
type SuggestionReply struct {
	Requests []petition.Request
	Items    []petition.Item
}

func (SuggestionReply) kind() petition.DocumentKind { return petition.PaperSuggestionReply }

func (c SuggestionReply) check(_ Paper, e *fault.Error) {
	checkItems(e, c.Requests, c.Items, petition.Adopt, petition.AdoptPart, petition.NotAdopt)
}

func (c SuggestionReply) write(d *draft) {
	d.text(d.say("suggestion.text", "matter", d.matter(), "basis", d.basis()))
	d.items("suggestion.item", c.Requests, c.Items)
	d.text(d.say("suggestion.rest"))
}
