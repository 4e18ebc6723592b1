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
		k.Stage = c.reaches(effect, cmd.Fields)
	}
	if cmd.Verb == Check && cmd.Fields.Decision == "send_back" {
		k.Stage = Forwarded
	}
	if !step.Proposal {
		k.Ended, k.Late = l.foresee(c, effect, &k)
	}
	return Event{Verb: k.Verb, Stage: k.Stage, At: at, Role: k.Role, Unit: k.Unit, ActorID: k.ActorID, Seq: k.Seq, PetitionID: c.ID, Content: k}
}

// foresee answers the legs that an event will end, with the last day they have
// by then, and whether its act is late.
func (l *Law) foresee(c *Case, step Step, k *Content) ([]Ended, bool) {
	probe := Case{Legs: append([]Leg(nil), c.Legs...), PausedOn: c.PausedOn}
	probe.Stage, probe.Paused = c.Stage, c.Paused
	if k.Stage != c.Stage || k.Verb == HearingRecord {
		l.resume(&probe, k.At)
	}
	ended := endLegs(&probe, c.endsOf(step, k), c.endedAt(k), nil)
	if k.Role == System || k.Role == Citizen {
		return ended, false
	}
	if k.Verb == ClosingReport && k.Role != Office { // its leg ends when the office accepts it
		leg, ok := c.Leg(LegAssigned)
		return ended, ok && leg.Running() && leg.Deadline.Passed(k.At)
	}
	return ended, lateLeg(step.Verb, ended, k.At)
}

// reaches is the stage that a step leads to; where it may lead to several, the
// one that follows from where the petition stands and what was decided.
func (c *Case) reaches(step Step, f Fields) Stage {
	switch {
	case step.Verb == Serve && c.Stage == Reviewed:
		return Reviewed
	case step.Verb == Unmerge && c.Route == "": // merged before anybody had registered it
		return Submitted
	case step.Verb == ReviewDecide && f.Decision == "redo":
		return Accepted
	case step.Verb == ReviewDecide && f.Decision == "route":
		return Routed
	}
	return step.To
}

// lateLeg tells whether one of the duty-bearer's legs ended after its day; the
// petitioner's own rights (D, F) and the house's reminders are not lateness, and
// the five days of B2 bind only who objects (Art. 23).
func lateLeg(v Verb, ended []Ended, at time.Time) bool {
	for _, e := range ended {
		switch e.Leg {
		case LegA, LegB, LegC, LegE, LegG, LegObjection, LegDispute, LegHandOver, LegUpward, LegSupervision, LegPressure, LegCheck:
			if !at.Before(e.Due.End()) {
				return true
			}
		case LegB2:
			if v == Object && !at.Before(e.Due.End()) {
				return true
			}
		case LegD, LegF, LegRegister, LegInfo, LegFeedback, LegProgress, LegContact, LegAskCheck, LegUrgent, LegRating, LegRouteBack, LegReviewIntake,
			LegHearing, LegMediation, LegInstruction, LegRecusal, LegSupervisionAsked, LegAdvice, LegCallBack, LegAssigned:
		}
	}
	return false
}

// roleFor answers the role in which the actor does the step, "" for none. Who
// co-handles is a handler elsewhere, and this by the petition alone.
func (c *Case) roleFor(step Step, a Actor) Role {
	for _, r := range step.Who {
		has := a.Has(r) || r == CoHandler && (a.Has(Handler) || a.Has(Head))
		if has && c.holds(a, r) && c.inTurn(step, r) {
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
	for _, table := range []map[Verb]demand{demands, ladderDemands} {
		if check, ok := table[step.Verb]; ok {
			check(l, c, cmd, at, bad)
		}
	}
	if (contains(hands, step.Verb) || step.Verb == Seal) && contains(c.Filing.About, cmd.Fields.Unit) {
		bad.Field("unit", "error.unit_concerned")
	}
	demandOfRole(step.Verb, cmd.Fields, as, bad)
	cmd.Fields.limit(bad)
	return bad.OrNil()
}
