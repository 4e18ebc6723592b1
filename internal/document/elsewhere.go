package document

import (
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// Refusal tells why a matter is not accepted, where it can go and who checks the refusal. "Not our
// matter" is no ground here: a unit that thinks so objects (Art. 23).
type Refusal struct {
	Ground    string // wording of the coded ground
	Facts     string
	Way       Way
	CheckBody Body // whom the petitioner may ask to check the refusal
	CheckDays int
}

func (Refusal) kind() petition.DocumentKind { return petition.PaperRefusal }

func (c Refusal) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("ground", c.Ground)
	need.text("facts", c.Facts)
	need.way("way", c.Way)
	need.body("checkBody", c.CheckBody)
	need.positive("checkDays", c.CheckDays)
}

func (c Refusal) write(d *draft) {
	d.text(d.say("refusal.text", "matter", d.matter(), "decision", d.strong(string(d.say("refusal.decision")))))
	d.field("label.ground", d.sentence(c.Ground))
	d.field("label.facts", d.sentence(c.Facts))
	d.field("label.basis", d.basis()+d.say("list.stop"))
	d.lead(d.say("refusal.way"))
	d.way(c.Way)
	d.text(d.say("refusal.check", "days", c.CheckDays, "body", c.CheckBody.Name, "reach", d.reach(c.CheckBody)))
}

// Routing sends somebody to the procedure that the law has for the matter (Art. 31), with all that
// is needed to get in there; it is never a bare "not accepted".
type Routing struct {
	Facts string // why it is that procedure's matter
	Way   Way
}

func (Routing) kind() petition.DocumentKind { return petition.PaperRouting }

func (c Routing) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("facts", c.Facts)
	need.way("way", c.Way)
	need.texts("way.papers", c.Way.Papers)
}

func (c Routing) write(d *draft) {
	d.text(d.say("routing.text", "matter", d.matter(), "procedure", d.strong(c.Way.Procedure)))
	d.field("label.facts", d.sentence(c.Facts))
	d.field("label.basis", d.basis()+d.say("list.stop"))
	d.lead(d.say("routing.way"))
	d.way(c.Way)
	d.text(d.say("routing.rest", "phone", d.paper.Contact.Phone))
}

// way adds where to go, by when and with what.
func (d *draft) way(w Way) {
	d.field("label.body", said(clean(w.Body.Name)))
	d.field("label.procedure", said(clean(w.Procedure)))
	d.field("label.limit", said(clean(w.Limit)))
	d.field("label.papers", d.list(w.Papers))
	d.field("label.reach", d.reach(w.Body))
}

// reach tells how to get to a body: address, telephone, entry on the net.
func (d *draft) reach(b Body) said {
	var out said
	for _, p := range []struct{ key, value string }{{"reach.address", b.Address}, {"reach.phone", b.Phone}, {"reach.online", b.Online}} {
		if clean(p.value) != "" {
			if out != "" {
				out += d.mark("list.comma_wide")
			}
			out += d.say(p.key, "value", p.value)
		}
	}
	return out
}
