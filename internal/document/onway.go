package document

import (
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// SplitNotice tells the petitioner that a letter holds several matters and that some requests go on
// under a number of their own. What was cut out as a report is not named: the paper lies in the
// open matter's file (Art. 30).
type SplitNotice struct {
	Requests []petition.Request // those that leave; none for a report
	Into     string             // tracking number under which they go on
	Report   bool
	Reasons  string
}

func (SplitNotice) kind() petition.DocumentKind { return petition.PaperSplitNotice }

func (c SplitNotice) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("into", c.Into)
	if !c.Report {
		need.texts("requests", requestTexts(c.Requests))
	}
}

func (c SplitNotice) write(d *draft) {
	if c.Report {
		d.text(d.say("split.report", "matter", d.matter(), "basis", d.basis(), "into", grouped(c.Into)))
		d.text(d.say("split.report_rest"))
		return
	}
	d.lead(d.say("split.text", "matter", d.matter(), "basis", d.basis()))
	d.numbered(requestTexts(c.Requests))
	d.field("label.new_number", said(grouped(c.Into)))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.text(d.say("split.rest"))
	d.text(d.say("split.phone", "phone", d.paper.Contact.Phone))
}

// CheckResult tells the petitioner what came of checking a refusal (row 15): it stands, with reasons,
// or the unit has to take the matter up.
type CheckResult struct {
	Unit    string // which unit had refused
	Upheld  bool
	Reasons string
	TellBy  clock.Day // sent back: last day to say what is done
}

func (CheckResult) kind() petition.DocumentKind { return petition.PaperCheckResult }

func (c CheckResult) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("unit", c.Unit)
	need.text("reasons", c.Reasons)
	if !c.Upheld {
		need.day("tellBy", c.TellBy)
	}
}

func (c CheckResult) write(d *draft) {
	key := "check.sent_back"
	if c.Upheld {
		key = "check.upheld"
	}
	d.text(d.say(key, "matter", d.matter(), "unit", c.Unit, "decision", d.strong(string(d.say(key+"_decision")))))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.field("label.basis", d.basis()+d.say("list.stop"))
	if c.Upheld {
		d.text(d.say("check.upheld_rest"))
		return
	}
	d.text(d.say("forwarding.tell", "by", c.TellBy))
	d.text(d.say("forwarding.rest"))
}

// RouteBack tells the petitioner that a matter sent elsewhere is taken back, because the body there
// did not take it (row 8).
type RouteBack struct {
	Body      string // who did not take it
	Reasons   string
	ForwardBy clock.Day
}

func (RouteBack) kind() petition.DocumentKind { return petition.PaperRouteBack }

func (c RouteBack) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("body", c.Body)
	need.text("reasons", c.Reasons)
	need.day("forwardBy", c.ForwardBy)
}

func (c RouteBack) write(d *draft) {
	d.text(d.say("route_back.text", "matter", d.matter(), "body", c.Body, "basis", d.basis()))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.text(d.say("route_back.rest", "by", c.ForwardBy))
}

// ToOrdinary tells the petitioner that a simple handling became an ordinary one (row 17); the limit
// counts from the first acceptance.
type ToOrdinary struct {
	Reasons    string
	AcceptedOn clock.Day
	DueOn      clock.Day
}

func (ToOrdinary) kind() petition.DocumentKind { return petition.PaperToOrdinary }

func (c ToOrdinary) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("reasons", c.Reasons)
	need.day("acceptedOn", c.AcceptedOn)
	need.day("dueOn", c.DueOn)
}

func (c ToOrdinary) write(d *draft) {
	d.text(d.say("to_ordinary.text", "matter", d.matter(), "basis", d.basis(), "procedure", d.strong(string(d.say("procedure.ordinary")))))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.field("label.accepted_on", d.date(c.AcceptedOn))
	d.field("label.due", d.say("acceptance.due", "by", c.DueOn))
	d.text(d.say("to_ordinary.rest"))
}

// CoHandling asks another unit to work along; the lead unit alone answers the petitioner (row 18).
type CoHandling struct {
	Lead string // the unit that answers
	Task string // what the other one contributes
}

func (CoHandling) kind() petition.DocumentKind { return petition.PaperCoHandling }

func (c CoHandling) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("lead", c.Lead)
	need.text("task", c.Task)
}

func (c CoHandling) write(d *draft) {
	d.text(d.say("co_handling.text", "subject", d.subject(), "basis", d.basis(), "unit", d.strong(c.Lead)))
	d.field("label.task", d.sentence(c.Task))
	d.field("label.lead_unit", said(clean(c.Lead)))
	d.text(d.say("co_handling.rest"))
}

// LeadLetter tells that an official takes personal charge of a hard matter, never of a person (row 18).
type LeadLetter struct {
	Official string // name and position
	Unit     string // who handles it; may not be known yet
	Reasons  string
}

func (LeadLetter) kind() petition.DocumentKind { return petition.PaperLeadLetter }

func (c LeadLetter) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("official", c.Official)
	need.text("reasons", c.Reasons)
}

func (c LeadLetter) write(d *draft) {
	d.text(d.say("lead.text", "matter", d.matter(), "basis", d.basis(), "official", d.strong(c.Official)))
	d.field("label.lead", said(clean(c.Official)))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.field("label.unit", said(clean(c.Unit)))
	d.text(d.say("lead.rest"))
}
