package document

import (
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// CardKind is the query card: no official paper, so the law does not name it.
const CardKind petition.DocumentKind = "fridge-card"

// FridgeCard is one sheet in large print for the kitchen wall: number, whose turn it is, the next
// date, one telephone. It never carries the query code: anybody in the house can read it.
type FridgeCard struct {
	Holder string    // whose turn it is
	NextOn clock.Day // the next date on which something is due
	Next   string    // what is due then, in a few words
	Phone  string
}

func (FridgeCard) kind() petition.DocumentKind { return CardKind }

func (c FridgeCard) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.text("holder", c.Holder)
	need.day("nextOn", c.NextOn)
	need.text("next", c.Next)
	need.text("phone", c.Phone)
}

func (FridgeCard) write(*draft) {}

// render lays out the sheet by itself: no red head, no signature, nothing that looks official.
func (c FridgeCard) render(paper Paper) []byte {
	d := &draft{paper: paper, set: usual}
	f := &flow{doc: d.newDoc()}
	f.turn()
	c.draw(d, f)
	return f.doc.Bytes()
}

func (c FridgeCard) draw(d *draft, f *flow) {
	const x, width, top = 62.0, pageWidth - 2*62, 62.0
	p := f.page
	p.Artifact()
	p.Frame(40, 40, pageWidth-80, pageHeight-80, 1.2, 6, muted)
	y := top + 6
	say := func(s said, tag string, st style) {
		st.x, st.width, st.lead = x, width, st.size*1.35
		p.Begin(f.doc.Element(tag, ""))
		for _, r := range d.rows(string(s), st) {
			r.draw(p, y)
			y += r.height
		}
		p.End()
	}
	label := style{size: 20, color: muted}
	say(d.say("title.fridge-card"), "H1", style{size: 30, weight: bold, color: ink})
	y += 14
	say(d.say("card.number"), "P", label)
	say(said(d.number()), "P", style{size: 50, weight: figures, color: ink})
	for _, part := range []struct {
		label string
		big   said
		small said
	}{{"card.holder", said(clean(c.Holder)), ""}, {"card.next", d.say("card.day", "day", c.NextOn), said(clean(c.Next))},
		{"card.phone", said(string(figuresOn) + clean(c.Phone) + string(figuresOff)), ""}} {
		p.Artifact()
		p.Line(x, y+12, x+width, y+12, 0.8, 0, muted)
		y += 24
		say(d.say(part.label), "P", label)
		say(part.big, "P", style{size: 36, weight: bold, color: ink})
		if part.small != "" {
			say(part.small, "P", style{size: 24, color: ink})
		}
	}
	const side = 128.0
	foot := pageHeight - 62 - side
	p.Begin(f.doc.Element("Figure", string(d.say("foot.square", "url", d.paper.QueryURL))))
	square(p, d.paper.QueryURL, x, foot, side)
	p.Begin(f.doc.Element("P", ""))
	y = foot + 14
	for i, s := range []said{d.say("card.scan"), d.say("card.code")} {
		st := style{size: 20, lead: 28, color: ink, x: x + side + 24, width: width - side - 24}
		if i == 0 {
			st.weight = bold
		}
		for _, r := range d.rows(string(s), st) {
			r.draw(p, y)
			y += r.height
		}
	}
	p.End()
}
