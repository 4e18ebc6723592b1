package petition

import (
	"strings"
	"time"
	"unicode/utf8"

	"sunlit/internal/fault"
)

// Opening is a matter as the public reads it: its title and the four openings
// of a case. What was filed and answered stays as it was, beside it.
type Opening struct {
	Title   string `json:"title"`
	Facts   string `json:"facts"`
	Request string `json:"request"`
	Course  string `json:"course"`
	Result  string `json:"result"`
}

// maxPublicTitle is the longest public title, in runes: as long as a filing's.
const maxPublicTitle = 40

// Texts are the opening's texts by field, in the order in which they are read.
func (o Opening) Texts() []struct{ Name, Text string } {
	return []struct{ Name, Text string }{{"title", o.Title}, {"facts", o.Facts}, {"request", o.Request}, {"course", o.Course}, {"result", o.Result}}
}

// Publication is what the public reads of a matter, and whether it still does.
type Publication struct {
	Opening Opening
	By      string // official who confirmed the text
	SeenBy  string // another who looked at it once more and let it out
	At      time.Time
	Edition int // 1 for the first text that was let out

	DownAt     time.Time // when it was taken down, zero while it is public
	DownReason string
	Withdrawn  bool // the petitioner took back the consent
}

// Standing tells whether the public may read it now.
func (p *Publication) Standing() bool { return p != nil && p.DownAt.IsZero() }

// mayPublish: with the petitioner's consent only, and never a report (Art. 30).
func mayPublish(_ *Law, c *Case, _ Actor, _ time.Time) error {
	switch {
	case c.Kind == Report || c.Route == RouteB || c.Sealed:
		return notNow("report_never_public")
	case !c.PublishConsent:
		return notNow("no_consent")
	}
	return nil
}

func mayUnpublish(_ *Law, c *Case, _ Actor, _ time.Time) error {
	return when(c.Publication.Standing(), "not_public")
}

// demandOpening: every opening is there, and somebody says that he read what was
// found in it; the portal publishes nothing by itself.
func demandOpening(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
	o := cmd.Fields.Opening
	if o == nil {
		return
	}
	for _, t := range o.Texts() {
		switch {
		case strings.TrimSpace(t.Text) == "":
			bad.Field("opening."+t.Name, "error.needed_opening_"+t.Name)
		case len(t.Text) > MaxText:
			bad.Field("opening."+t.Name, "error.text_long")
		}
	}
	if utf8.RuneCountInString(o.Title) > maxPublicTitle {
		bad.Field("opening.title", "error.opening_title_long", "max", maxPublicTitle)
	}
}

// letOut makes public what one official confirmed and another let out.
func (c *Case) letOut(p *Proposal, k *Content) {
	edition := 1
	if c.Publication != nil {
		edition = c.Publication.Edition + 1
	}
	c.Publication = &Publication{Opening: *p.Fields.Opening, By: p.By, SeenBy: k.ActorID, At: k.At, Edition: edition}
}

// takeDown leaves a tombstone; a new value, because cases share what they hold.
func (c *Case) takeDown(at time.Time, reason string, withdrawn bool) {
	if !c.Publication.Standing() {
		return
	}
	down := *c.Publication
	down.DownAt, down.DownReason, down.Withdrawn = at, reason, withdrawn
	c.Publication = &down
}

// consents keeps the petitioner's word; taken back, it takes down at once what
// is public, and nobody can let out any more what waits for a second look.
func (c *Case) consents(k *Content) {
	c.PublishConsent = *k.Fields.Publish
	if c.PublishConsent {
		return
	}
	c.takeDown(k.At, "", true)
	if c.Proposal != nil && c.Proposal.Verb == Publish {
		c.Proposal = nil
	}
}
