package document

import (
	"strconv"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// HandOverKind is the slip that a petitioner takes to a court or an arbitration.
const HandOverKind petition.DocumentKind = "hand-over"

// HandOver lists what was filed and issued when, so that a court or an arbitration can start from
// there; it judges nothing. Each paper stands with its code, so that it can be checked.
type HandOver struct {
	Requests []petition.Request
	Steps    []Dated
	Papers   []Listed
	Evidence []File
}

// Dated is one step of a matter on its day.
type Dated struct {
	On   clock.Day
	Text string
}

// Listed is a paper in a list, with the code by which it is checked.
type Listed struct {
	Issued
	VerifyCode string
	SHA256     string
}

// File is a file that somebody handed in.
type File struct {
	Name   string
	Bytes  int64
	SHA256 string
	On     clock.Day
}

// shortHash is how much of a hash is printed: enough to compare by eye, and nobody finds another
// file to 64 bits that also reads well.
const shortHash = 16

func (HandOver) kind() petition.DocumentKind { return HandOverKind }

func (c HandOver) check(_ Paper, e *fault.Error) {
	need := needs{e}
	need.texts("requests", requestTexts(c.Requests))
	need.positive("steps", len(c.Steps))
}

func (c HandOver) write(d *draft) {
	d.text(d.say("hand_over.text", "matter", d.matter()))
	d.text(d.strong(string(d.say("hand_over.neutral"))))
	d.heading("hand_over.requests")
	d.numbered(requestTexts(c.Requests))
	d.heading("hand_over.steps")
	for _, s := range c.Steps {
		d.hanging(d.date(s.On), d.sentence(s.Text), plain, 2*d.set.size, 10*d.set.size)
	}
	d.heading("hand_over.papers")
	for i, p := range c.Papers {
		d.hanging(d.say("list.number", "n", i+1), d.listed(p), plain, 2*d.set.size, 3.4*d.set.size)
	}
	if len(c.Evidence) > 0 {
		d.heading("hand_over.evidence")
	}
	for i, f := range c.Evidence {
		text := d.say("hand_over.file", "name", f.Name, "size", strconv.FormatInt((f.Bytes+1023)/1024, 10), "on", d.date(f.On), "hash", short(f.SHA256))
		d.hanging(d.say("list.number", "n", i+1), text, plain, 2*d.set.size, 3.4*d.set.size)
	}
	d.text(d.say("hand_over.rest"))
}

func (d *draft) listed(p Listed) said {
	text := d.issued(p.Issued)
	if p.VerifyCode != "" {
		text += d.mark("list.comma_wide") + d.say("foot.verify", "value", p.VerifyCode)
	}
	return text
}

func short(hash string) string {
	if len(hash) > shortHash {
		return hash[:shortHash]
	}
	return hash
}
