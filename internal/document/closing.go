package document

import (
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// Issued names a paper that another one speaks about.
type Issued struct {
	Name   string // of its kind
	Number string
	Unit   string
	On     clock.Day
}

func (i Issued) check(field string, need needs) {
	need.text(field+".number", i.Number)
	need.text(field+".unit", i.Unit)
	need.day(field+".on", i.On)
}

// ServiceProof proves that a paper reached the petitioner outside the portal: counted from that day
// the right to appeal runs (Art. 35). Nothing is deemed served.
type ServiceProof struct {
	Of       Issued
	ServedOn clock.Day
	How      string
	Days     int // to ask for review; 0 where there is none
}

func (ServiceProof) kind() petition.DocumentKind { return petition.PaperServiceProof }

func (c ServiceProof) check(_ Paper, e *fault.Error) {
	need := needs{e}
	c.Of.check("of", need)
	need.text("of.name", c.Of.Name)
	need.day("servedOn", c.ServedOn)
	need.text("how", c.How)
}

func (c ServiceProof) write(d *draft) {
	d.text(d.say("service.text", "matter", d.matter(), "basis", d.basis()))
	d.field("label.paper", said(clean(c.Of.Name)))
	d.field("label.paper_number", said(clean(c.Of.Number)))
	d.field("label.issuer", said(clean(c.Of.Unit)))
	d.field("label.received_by", said(clean(d.paper.Addressee)))
	d.field("label.served_on", d.date(c.ServedOn))
	d.field("label.served_how", d.sentence(c.How))
	if c.Days > 0 {
		d.text(d.say("service.rest", "days", c.Days))
	}
	d.signatures("sign.receiver", "sign.server")
}

// ClosingReport is what a unit reports back to the office on an assigned matter (row 23).
type ClosingReport struct {
	Answer Issued // the answer given; empty where there is none
	Result string
}

func (ClosingReport) kind() petition.DocumentKind { return petition.PaperClosingReport }

func (c ClosingReport) check(_ Paper, e *fault.Error) { needs{e}.text("result", c.Result) }

func (c ClosingReport) write(d *draft) {
	d.lead(d.say("closing.text", "subject", d.subject(), "basis", d.basis()))
	d.text(d.sentence(c.Result))
	if c.Answer.Number != "" {
		d.field("label.answer", d.issued(c.Answer))
	}
	d.text(d.say("closing.rest"))
}

// issued names a paper with its number and day.
func (d *draft) issued(i Issued) said {
	return d.say("issued", "name", i.Name, "number", i.Number, "on", d.date(i.On))
}

// ClosingReturn sends a closing report back that does not say enough (row 23).
type ClosingReturn struct {
	Report  Issued
	Reasons string
}

func (ClosingReturn) kind() petition.DocumentKind { return petition.PaperClosingReturn }

func (c ClosingReturn) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("report.number", c.Report.Number)
	need.text("reasons", c.Reasons)
}

func (c ClosingReturn) write(d *draft) {
	d.text(d.say("closing_return.text", "subject", d.subject(), "number", c.Report.Number, "basis", d.basis()))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.text(d.say("closing_return.rest"))
}
