package petition

import (
	"time"

	"sunlit/internal/fault"
)

// Decide answers the event that a command makes of a case, or why it does not:
// stale when the actor saw an older version, not-now when stage, duty or a
// condition forbids it, invalid with the fields that need mending. at is the
// act's own instant. The event has no id, salt or body yet.
func (l *Law) Decide(c *Case, cmd Command, a Actor, at time.Time) (Event, error) {
	step, ok := StepOf(cmd.Verb)
	if !ok {
		return Event{}, notNow("unknown_verb")
	}
	at = at.UTC() // an instant has one spelling in the canonical bytes
	if cmd.Version != 0 && cmd.Version != c.Version {
		return Event{}, fault.New(fault.Stale, "error.stale", "current", c.Version)
	}
	if err := l.may(c, step, a, at); err != nil {
		return Event{}, err
	}
	if err := l.validate(c, step, &cmd, c.roleFor(step, a), at); err != nil {
		return Event{}, err
	}
	return l.event(c, step, cmd, a, at), nil
}

// File answers the first event of a petition. The filing is already valid;
// identity is the hash of the sealed identity, hex.
func (l *Law) File(number string, filing Filing, files []Attachment, identity string, a Actor, role Role, at time.Time) Event {
	at = at.UTC()
	return Event{Verb: File, Stage: Submitted, At: at, Role: role, Unit: a.Unit, ActorID: a.ID, Seq: 1, Content: Content{
		Version: 1, Number: number, Seq: 1, Verb: File, Stage: Submitted, At: at, Role: role, Unit: a.Unit, ActorID: a.ID,
		Filing: &filing, Files: files, Identity: identity,
	}}
}

func (l *Law) event(c *Case, step Step, cmd Command, a Actor, at time.Time) Event {
	k := Content{Version: 1, Number: c.Number, Seq: c.Seq + 1, Verb: cmd.Verb, Stage: c.Stage, At: at,
		Role: c.roleFor(step, a), Unit: a.Unit, ActorID: a.ID, Fields: cmd.Fields, Files: cmd.Files}
	effect := step
	if cmd.Verb == Approve || cmd.Verb == ReturnDraft {
		k.Settles = c.Proposal.Verb
	}
	if cmd.Verb == Approve {
		effect, _ = StepOf(c.Proposal.Verb)
		if c.Proposal.Verb == Object && c.Objections > 0 {
			effect.To = Dispute
		}
	}
	if effect.To != "" && (!step.Proposal || cmd.Verb == Approve) {
		k.Stage = effect.To
	}
	if !step.Proposal {
		probe := Case{Legs: append([]Leg(nil), c.Legs...)}
		k.Ended = endLegs(&probe, effect.ends(k.Stage), at, nil)
		k.Late = k.Role != System && k.Role != Citizen && lateLeg(effect.Verb, k.Ended, at)
	}
	return Event{Verb: k.Verb, Stage: k.Stage, At: at, Role: k.Role, Unit: k.Unit, ActorID: k.ActorID, Seq: k.Seq, PetitionID: c.ID, Content: k}
}

// lateLeg tells whether one of the duty-bearer's legs ended after its day; the
// petitioner's own rights (D, F) and the house's reminders are not lateness, and
// the five days of B2 bind only who objects (Art. 23).
func lateLeg(v Verb, ended []Ended, at time.Time) bool {
	for _, e := range ended {
		switch e.Leg {
		case LegA, LegB, LegC, LegE, LegG, LegObjection, LegDispute, LegHandOver:
			if !at.Before(e.Due.End()) {
				return true
			}
		case LegB2:
			if v == Object && !at.Before(e.Due.End()) {
				return true
			}
		case LegD, LegF, LegRegister, LegInfo, LegFeedback, LegProgress, LegContact, LegAskCheck, LegCheck, LegUrgent, LegRating:
		}
	}
	return false
}

// roleFor answers the role in which the actor does the step.
func (c *Case) roleFor(step Step, a Actor) Role {
	for _, r := range step.Who {
		if a.Has(r) && c.holds(a, r) {
			return r
		}
	}
	return ""
}

// validate checks the fields a step needs and what each verb demands of them.
func (l *Law) validate(c *Case, step Step, cmd *Command, as Role, at time.Time) error {
	bad := fault.Invalid()
	for _, f := range step.Needs {
		if !cmd.Fields.Has(f) {
			bad.Field(string(f), "error.needed_"+string(f))
		}
	}
	if check, ok := demands[step.Verb]; ok {
		check(l, c, cmd, at, bad)
	}
	if contains(hands, step.Verb) && contains(c.Filing.About, cmd.Fields.Unit) {
		bad.Field("unit", "error.unit_concerned")
	}
	if step.Verb == Serve && as == Handler { // a unit never deems served what it can't prove (Art. 35)
		demandProof(cmd.Fields, bad)
	}
	cmd.Fields.limit(bad)
	return bad.OrNil()
}

// Has tells whether a field was given.
func (f Fields) Has(name Field) bool {
	switch name {
	case "simple":
		return f.Simple
	case "items":
		return len(f.Items) > 0
	case "days":
		return f.Days != 0
	case "nextOn":
		return !f.NextOn.IsZero()
	case "servedOn":
		return !f.ServedOn.IsZero()
	case "evidence":
		return len(f.Evidence) > 0
	case "publish":
		return f.Publish != nil
	}
	return f.text(name) != ""
}

func (f Fields) text(name Field) string {
	switch name {
	case "kind":
		return string(f.Kind)
	case "route":
		return string(f.Route)
	case "category":
		return f.Category
	case "place":
		return f.Place
	case "unit":
		return f.Unit
	case "procedure":
		return string(f.Procedure)
	case "ground":
		return f.Ground
	case "reasons":
		return f.Reasons
	case "goTo":
		return f.GoTo
	case "decision":
		return f.Decision
	case "text":
		return f.Text
	case "office":
		return string(f.Office)
	case "sha256":
		return f.SHA256
	case "how":
		return f.How
	case "body":
		return f.Body
	case "limit":
		return f.Limit
	case "papers":
		return f.Papers
	case "contact":
		return f.Contact
	}
	return ""
}

var textFields = []Field{"ground", "reasons", "goTo", "text", "how", "body", "limit", "papers", "contact"}

func (f Fields) limit(bad *fault.Error) {
	for _, name := range textFields {
		if len(f.text(name)) > MaxText {
			bad.Field(string(name), "error.text_long")
		}
	}
}
