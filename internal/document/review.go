package document

import (
	"strconv"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// ReviewAcceptance tells the petitioner that the reviewing body takes the review up (Art. 35).
type ReviewAcceptance struct {
	Of      Issued // the opinion under review
	AskedOn clock.Day
	DueOn   clock.Day
	Note    string
}

func (ReviewAcceptance) kind() petition.DocumentKind { return petition.PaperReviewAcceptance }

func (c ReviewAcceptance) check(_ Paper, e *fault.Error) {
	need := needs{e}
	c.Of.check("of", need)
	need.day("askedOn", c.AskedOn)
	need.day("dueOn", c.DueOn)
}

func (c ReviewAcceptance) write(d *draft) {
	d.text(d.say("review_acceptance.text", "matter", d.matter(), "asked", d.asked(c.Of, c.AskedOn, "review.ask"), "basis", d.basis()))
	d.field("label.due", d.say("acceptance.due", "by", c.DueOn))
	d.field("label.note", d.sentence(c.Note))
	d.text(d.say("review_acceptance.rest"))
}

// asked says which opinion the petitioner does not agree with, and since when.
func (d *draft) asked(of Issued, on clock.Day, key string) said {
	return d.say(key, "unit", of.Unit, "number", of.Number, "of", d.date(of.On), "on", d.date(on))
}

// ReviewRefusal tells why a review is not taken up, on a coded ground, and where to go instead.
type ReviewRefusal struct {
	Of      Issued
	AskedOn clock.Day
	Ground  string
	Facts   string
	Way     Way
}

func (ReviewRefusal) kind() petition.DocumentKind { return petition.PaperReviewRefusal }

func (c ReviewRefusal) check(_ Paper, e *fault.Error) {
	need := needs{e}
	c.Of.check("of", need)
	need.day("askedOn", c.AskedOn)
	need.text("ground", c.Ground)
	need.text("facts", c.Facts)
	need.way("way", c.Way)
}

func (c ReviewRefusal) write(d *draft) {
	d.text(d.say("review_refusal.text", "matter", d.matter(), "asked", d.asked(c.Of, c.AskedOn, "review.ask"),
		"decision", d.strong(string(d.say("review_refusal.decision")))))
	d.field("label.ground", d.sentence(c.Ground))
	d.field("label.facts", d.sentence(c.Facts))
	d.field("label.basis", d.basis()+d.say("list.stop"))
	d.lead(d.say("refusal.way"))
	d.way(c.Way)
}

// Result is how a review or re-review ends (row 25).
type Result string

// The results of a review; a re-review knows the first three.
const (
	Uphold     Result = "uphold"
	Change     Result = "change"
	Revoke     Result = "revoke"
	Redo       Result = "redo"
	OtherRoute Result = "route"
)

// judged is what opinions of review and re-review have in common: the points of the former opinion,
// what is asked, what was found, what is decided.
type judged struct {
	Of       Issued
	Points   []petition.Item // of the former opinion
	AskedOn  clock.Day
	Request  string
	Findings string
	Result   Result
	Decision string // what the result means in this matter
	Way      Way    // OtherRoute: where the matter belongs
}

func (c judged) check(e *fault.Error, allowed ...Result) {
	need := needs{e}
	c.Of.check("of", need)
	need.day("askedOn", c.AskedOn)
	need.positive("points", len(c.Points))
	need.text("request", c.Request)
	need.text("findings", c.Findings)
	need.text("decision", c.Decision)
	ok := false
	for _, r := range allowed {
		ok = ok || c.Result == r
	}
	if !ok {
		e.Field("result", missing)
	}
	if c.Result == OtherRoute {
		need.way("way", c.Way)
	}
}

// write sets the four parts under their headings.
func (c judged) write(d *draft, ask string) {
	d.text(d.say("judged.text", "matter", d.matter(), "asked", d.asked(c.Of, c.AskedOn, ask)))
	d.heading("judged.points")
	for _, p := range c.Points {
		d.text(d.say("judged.point", "n", p.Request, "plain", phrase(p.Plain), "decision", d.say("decision."+string(p.Decision))))
	}
	d.heading("judged.request")
	d.text(d.sentence(c.Request))
	d.heading("judged.findings")
	d.text(d.sentence(c.Findings))
	d.heading("judged.result")
	d.text(d.say("judged.decided", "basis", d.basis(), "result", d.strong(string(d.say("result."+string(c.Result)))), "decision", d.sentence(c.Decision)))
	if c.Result == OtherRoute {
		d.way(c.Way)
	}
}

// heading adds a bold line that stays with what follows.
func (d *draft) heading(key string) {
	st := style{size: d.set.size, lead: d.set.lead, weight: bold, color: ink, indent: 2, tag: "H2", keepNext: true}
	if !d.justified() {
		st.indent = 0
	}
	d.para(d.say(key), st)
}

// ReviewOpinion decides a review (Art. 35). It names the re-review, except where the matter begins
// anew and a new answer with remedies of its own will come.
type ReviewOpinion struct {
	Of       Issued
	Points   []petition.Item
	AskedOn  clock.Day
	Request  string
	Findings string
	Result   Result
	Decision string
	Way      Way
	Days     int    // to ask for re-review
	Bodies   []Body // who re-reviews
}

func (ReviewOpinion) kind() petition.DocumentKind { return petition.PaperReviewOpinion }

func (c ReviewOpinion) judged() judged {
	return judged{c.Of, c.Points, c.AskedOn, c.Request, c.Findings, c.Result, c.Decision, c.Way}
}

func (c ReviewOpinion) check(_ Paper, e *fault.Error) {
	c.judged().check(e, Uphold, Change, Revoke, Redo, OtherRoute)
	if c.Result == Redo {
		return
	}
	need := needs{e}
	need.positive("remedy.days", c.Days)
	need.positive("remedy.bodies", len(c.Bodies))
	for i, b := range c.Bodies {
		need.body("remedy.bodies."+strconv.Itoa(i), b)
	}
}

func (c ReviewOpinion) write(d *draft) {
	c.judged().write(d, "review.ask")
	if c.Result == Redo {
		d.text(d.say("judged.redo", "unit", c.Of.Unit))
		return
	}
	d.appeal("remedy.recheck", c.Days, c.Bodies)
}

// RecheckOpinion decides a re-review; it says that it is final (Art. 36).
type RecheckOpinion struct {
	Of       Issued // the review opinion
	Points   []petition.Item
	AskedOn  clock.Day
	Request  string
	Findings string
	Result   Result
	Decision string
}

func (RecheckOpinion) kind() petition.DocumentKind { return petition.PaperRecheckOpinion }

func (c RecheckOpinion) judged() judged {
	return judged{Of: c.Of, Points: c.Points, AskedOn: c.AskedOn, Request: c.Request, Findings: c.Findings, Result: c.Result, Decision: c.Decision}
}

func (c RecheckOpinion) check(_ Paper, e *fault.Error) {
	c.judged().check(e, Uphold, Change, Revoke)
}

func (c RecheckOpinion) write(d *draft) {
	c.judged().write(d, "recheck.ask")
	d.text(d.strong(string(d.say("recheck.final"))))
	d.text(d.say("recheck.rest"))
}

// NoLonger tells that a new petition brings nothing but the facts of one that is final, in the word
// of the unit that has the power to judge it (Art. 36).
type NoLonger struct {
	Former  string // tracking number of the final one
	Final   Issued // its re-review opinion
	Word    string // what the unit says about the facts
	Reasons string
}

func (NoLonger) kind() petition.DocumentKind { return petition.PaperNoLonger }

func (c NoLonger) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("former", c.Former)
	need.text("word", c.Word)
	need.text("reasons", c.Reasons)
}

func (c NoLonger) write(d *draft) {
	d.text(d.say("no_longer.text", "matter", d.matter(), "former", grouped(c.Former), "basis", d.basis(),
		"decision", d.strong(string(d.say("no_longer.decision")))))
	if c.Final.Number != "" {
		d.field("label.final", d.issued(c.Final))
	}
	d.field("label.unit_word", d.sentence(c.Word))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.text(d.strong(string(d.say("no_longer.rest"))))
}
