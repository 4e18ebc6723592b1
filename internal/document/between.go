package document

import (
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// Objection is a unit's detailed "not ours" to the petition office (Art. 23).
type Objection struct {
	Reasons      string
	ProposedUnit string // who the unit thinks is responsible; may be unknown
}

func (Objection) kind() petition.DocumentKind { return petition.PaperObjection }

func (c Objection) check(_ Paper, e *fault.Error) { needs{e}.text("reasons", c.Reasons) }

func (c Objection) write(d *draft) {
	d.text(d.say("objection.text", "received", d.date(d.paper.ReceivedOn), "summary", phrase(d.paper.Summary), "number", d.number()))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.field("label.basis", d.basis()+d.say("list.stop"))
	proposed := said(clean(c.ProposedUnit))
	if proposed == "" {
		proposed = d.say("objection.unknown")
	}
	d.field("label.proposed", proposed)
	d.text(d.say("objection.rest"))
}

// Redirection tells everybody what became of an objection. The petitioner's total time is not
// started anew.
type Redirection struct {
	FormerUnit string
	Unit       Body // who handles it now: another one, or the same
	Upheld     bool // the objection was right
	Reasons    string
	TellBy     clock.Day
}

func (Redirection) kind() petition.DocumentKind { return petition.PaperRedirection }

func (c Redirection) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("formerUnit", c.FormerUnit)
	need.body("unit", c.Unit)
	need.text("reasons", c.Reasons)
	need.day("tellBy", c.TellBy)
}

func (c Redirection) write(d *draft) {
	key := "redirection.kept"
	if c.Upheld {
		key = "redirection.moved"
	}
	d.text(d.say(key, "matter", d.matter(), "former", c.FormerUnit, "unit", d.strong(c.Unit.Name)))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.field("label.basis", d.basis()+d.say("list.stop"))
	d.field("label.unit", said(clean(c.Unit.Name)))
	d.field("label.reach", d.reach(c.Unit))
	d.text(d.say("redirection.rest", "by", c.TellBy))
}

// Appointment names the unit after a dispute between units; addressed to it (Art. 24).
type Appointment struct {
	Units   []string // who disputed
	Unit    Body
	Reasons string
	TellBy  clock.Day
}

func (Appointment) kind() petition.DocumentKind { return petition.PaperAppointment }

func (c Appointment) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.texts("units", c.Units)
	need.text("unit.name", c.Unit.Name)
	need.text("reasons", c.Reasons)
	need.day("tellBy", c.TellBy)
}

func (c Appointment) write(d *draft) {
	d.text(d.say("appointment.text", "subject", d.subject(), "units", d.list(c.Units),
		"basis", d.basis(), "unit", d.strong(c.Unit.Name)))
	d.field("label.reasons", d.sentence(c.Reasons))
	d.text(d.say("appointment.tell", "by", c.TellBy))
	d.text(d.say("appointment.rest"))
}
