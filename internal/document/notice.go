package document

import (
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// Forwarding tells the petitioner which unit now has the matter (Art. 22).
type Forwarding struct {
	Unit   Body
	TellBy clock.Day // last day to say whether it is accepted (Art. 23)
}

func (Forwarding) kind() petition.DocumentKind { return petition.PaperForwarding }

func (c Forwarding) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.body("unit", c.Unit)
	need.day("tellBy", c.TellBy)
}

func (c Forwarding) write(d *draft) {
	d.text(d.say("forwarding.text", "matter", d.matter(), "basis", d.basis(), "unit", d.strong(c.Unit.Name)))
	d.handedOn(c.Unit, c.TellBy)
}

// handedOn tells what happens next once a unit has the matter.
func (d *draft) handedOn(unit Body, tellBy clock.Day) {
	d.text(d.say("forwarding.tell", "by", tellBy))
	d.text(d.say("forwarding.unit", "unit", unit.Name, "reach", d.reach(unit)))
	d.text(d.say("forwarding.rest"))
}

// Assignment is a forwarding with a limit of the office's own and a closing report back to it (Art. 22).
type Assignment struct {
	Unit       Body
	TellBy     clock.Day
	ReportedBy clock.Day // the office's own limit
}

func (Assignment) kind() petition.DocumentKind { return petition.PaperAssignment }

func (c Assignment) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.body("unit", c.Unit)
	need.day("tellBy", c.TellBy)
	need.day("reportedBy", c.ReportedBy)
}

func (c Assignment) write(d *draft) {
	d.text(d.say("assignment.text", "matter", d.matter(), "basis", d.basis(), "unit", d.strong(c.Unit.Name), "by", c.ReportedBy))
	d.handedOn(c.Unit, c.TellBy)
}

// Acceptance tells the petitioner what was accepted and until when it is answered (Art. 23, 34).
type Acceptance struct {
	Requests   []petition.Request
	AcceptedOn clock.Day
	Procedure  petition.Procedure
	DueOn      clock.Day
	Unit       string // the office inside the body that handles it; empty: the body itself
}

func (Acceptance) kind() petition.DocumentKind { return petition.PaperAcceptance }

func (c Acceptance) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.texts("requests", requestTexts(c.Requests))
	need.day("acceptedOn", c.AcceptedOn)
	need.text("procedure", string(c.Procedure))
	need.day("dueOn", c.DueOn)
}

func (c Acceptance) write(d *draft) {
	d.text(d.say("acceptance.text", "matter", d.matter(), "basis", d.basis()))
	d.lead(d.say("acceptance.requests"))
	d.numbered(requestTexts(c.Requests))
	unit := c.Unit
	if unit == "" {
		unit = d.paper.Body
	}
	d.field("label.accepted_on", d.date(c.AcceptedOn))
	d.field("label.procedure", d.say("procedure."+string(c.Procedure)))
	d.field("label.due", d.say("acceptance.due", "by", c.DueOn))
	d.field("label.unit", said(clean(unit)))
	if c.Procedure == petition.Simple {
		d.text(d.say("acceptance.simple"))
	} else {
		d.text(d.say("acceptance.rest"))
	}
}

func requestTexts(requests []petition.Request) []string {
	texts := make([]string, len(requests))
	for i, r := range requests {
		texts[i] = r.Text
	}
	return texts
}

// Extension tells the petitioner that the answer takes longer, why and until when (Art. 34).
type Extension struct {
	AcceptedOn clock.Day
	FormerDue  clock.Day
	Reasons    string
	Approver   string // position of who approved it, not a name
	Days       int
	DueOn      clock.Day
}

func (Extension) kind() petition.DocumentKind { return petition.PaperExtension }

func (c Extension) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.day("acceptedOn", c.AcceptedOn)
	need.day("formerDue", c.FormerDue)
	need.text("reasons", c.Reasons)
	need.text("approver", c.Approver)
	need.positive("days", c.Days)
	need.day("dueOn", c.DueOn)
}

func (c Extension) write(d *draft) {
	d.text(d.say("extension.text", "matter", d.matter(), "accepted", d.date(c.AcceptedOn),
		"former", d.date(c.FormerDue), "basis", d.basis(), "days", c.Days))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.field("label.approver", said(clean(c.Approver)))
	d.field("label.extended_by", d.say("extension.days", "days", c.Days))
	d.field("label.new_due", d.say("acceptance.due", "by", c.DueOn))
	d.text(d.say("extension.rest"))
}

// InfoRequest asks the petitioner, once and for everything, for what is lacking.
type InfoRequest struct {
	Wanted  []string
	ReplyBy clock.Day
}

func (InfoRequest) kind() petition.DocumentKind { return petition.PaperInfoRequest }

func (c InfoRequest) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.texts("wanted", c.Wanted)
	need.day("replyBy", c.ReplyBy)
}

func (c InfoRequest) write(d *draft) {
	d.lead(d.say("info.text", "matter", d.matter(), "basis", d.basis()))
	if len(c.Wanted) == 1 {
		d.text(said(clean(c.Wanted[0])))
	} else {
		d.numbered(c.Wanted)
	}
	d.text(d.say("info.by", "by", c.ReplyBy))
	d.text(d.say("info.how", "phone", d.paper.Contact.Phone))
	d.text(d.say("info.rest"))
}

// MergeNotice tells the petitioner that the same matter is already in hand; no right is lost.
type MergeNotice struct {
	Into    string // tracking number of the matter that goes on
	Reasons string
}

func (MergeNotice) kind() petition.DocumentKind { return petition.PaperMergeNotice }

func (c MergeNotice) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("into", c.Into)
	need.text("reasons", c.Reasons)
}

func (c MergeNotice) write(d *draft) {
	d.text(d.say("merge.text", "matter", d.matter(), "into", grouped(c.Into), "basis", d.basis()))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.text(d.say("merge.rights"))
	d.text(d.say("merge.rest", "phone", d.paper.Contact.Phone))
}

// SealNotice tells who reported misconduct that the report went the prescribed way. It names
// neither the matter nor the body that has it now (Art. 30).
type SealNotice struct{}

func (SealNotice) kind() petition.DocumentKind { return petition.PaperSealNotice }

func (SealNotice) check(Paper, *fault.Error) {}

func (SealNotice) write(d *draft) {
	d.text(d.say("seal_notice.text", "received", d.date(d.paper.ReceivedOn), "number", d.number(), "basis", d.basis()))
	d.text(d.say("seal_notice.rest"))
}

// EndOfHandling tells that the petitioner's own withdrawal has taken effect.
type EndOfHandling struct {
	WithdrawnOn clock.Day
	EndedOn     clock.Day
	Hours       int // in which it could have been taken back
}

func (EndOfHandling) kind() petition.DocumentKind { return petition.PaperWithdrawalEnd }

func (c EndOfHandling) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.day("withdrawnOn", c.WithdrawnOn)
	need.day("endedOn", c.EndedOn)
	need.positive("hours", c.Hours)
}

func (c EndOfHandling) write(d *draft) {
	d.text(d.say("end.text", "matter", d.matter(), "withdrawn", d.date(c.WithdrawnOn), "ended", d.date(c.EndedOn),
		"hours", c.Hours, "basis", d.basis()))
	d.text(d.say("end.rights"))
	d.text(d.say("end.rest", "phone", d.paper.Contact.Phone))
}
