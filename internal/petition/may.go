package petition

import (
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// Action is one thing an actor may do now, with its inputs and, where the law
// sets one, its last day.
type Action struct {
	Verb  Verb
	Needs []Field
	May   []Field
	Until clock.Day
}

// Refusal is something that is part of the actor's duty or right but not possible now.
type Refusal struct {
	Verb   Verb
	Reason fault.Message
}

// Actions lists what the actor may do now, in the table's order.
func (l *Law) Actions(c *Case, a Actor, at time.Time) []Action {
	var list []Action
	for _, s := range Steps {
		if s.Verb == File || s.Aside || l.may(c, s, a, at) != nil {
			continue
		}
		act := Action{Verb: s.Verb, Needs: s.Needs, May: s.May, Until: l.until(c, s.Verb)}
		if s.Verb == Serve && c.roleFor(s, a) != Citizen { // what a petitioner may leave out is a unit's proof
			act.Needs, act.May = s.May, nil
		}
		list = append(list, act)
	}
	return list
}

// NotNow lists the acts of this stage, or of the actor's duty, that are not
// possible now, each with its reason; screens that exist only.
func (l *Law) NotNow(c *Case, a Actor, at time.Time) []Refusal {
	var list []Refusal
	for _, s := range Steps {
		if s.Later || s.Aside || s.Verb == File || !l.dutyOf(c, s, a) {
			continue
		}
		if err := l.may(c, s, a, at); err != nil {
			if f, ok := fault.As(err); ok {
				list = append(list, Refusal{Verb: s.Verb, Reason: f.Message})
			}
		}
	}
	return list
}

// May answers nil when the actor may do the verb now, else a not-now fault.
func (l *Law) May(c *Case, v Verb, a Actor, at time.Time) error {
	s, ok := StepOf(v)
	if !ok {
		return notNow("unknown_verb")
	}
	return l.may(c, s, a, at)
}

func (l *Law) may(c *Case, s Step, a Actor, at time.Time) error {
	switch {
	case s.Later:
		return notNow("later")
	case !l.dutyOf(c, s, a):
		return notNow("not_yours")
	case !s.from(c.Stage):
		return notNow("stage", "stage", string(c.Stage))
	case s.Verb != EndWithdrawn && !c.Withdrawal.IsZero() && !at.Before(c.Withdrawal):
		return notNow("stage", "stage", string(Withdrawn)) // it took effect, even if nobody has written that down yet
	case s.Proposal && c.Proposal != nil:
		return notNow("proposal_pending", "verb", string(c.Proposal.Verb))
	}
	for _, table := range []map[Verb]guard{guards, ladderGuards} {
		if guard, ok := table[s.Verb]; ok {
			return guard(l, c, a, at)
		}
	}
	return nil
}

// dutyOf tells whether one of the actor's roles makes the verb his towards this petition.
func (l *Law) dutyOf(c *Case, s Step, a Actor) bool {
	return c.roleFor(s, a) != ""
}

// holds tells whether the actor's role reaches this petition: the unit's people
// their unit's, the office its own, a sealed report nobody but the discipline
// body, and none of them who withdrew from it (Art. 28).
func (c *Case) holds(a Actor, r Role) bool {
	if a.ID != "" && contains(c.Recused, a.ID) || c.concerns(a, r) {
		return false
	}
	if c.Sealed {
		return r == Citizen || r == System || r == Discipline && a.Unit == c.Unit
	}
	switch r {
	case Citizen, System:
		return true
	case Registrar, Office:
		return a.Unit == c.OfficeUnit
	case Handler, Head:
		return c.Route != RouteB && c.Unit != "" && a.Unit == c.Unit
	case CoHandler:
		return c.Route != RouteB && contains(c.CoUnits, a.Unit)
	case Lead:
		return c.Route != RouteB && c.LeadID != "" && c.LeadID == a.ID
	case Joint:
		return c.Stage == Dispute || c.runs(LegSupervision)
	case Reviewer:
		return c.ReviewUnit == a.Unit && c.ReviewUnit != ""
	case Rechecker:
		// Usually it sits outside and the office records its result (row 26).
		return (c.Stage == Rechecking || c.Stage == Final) && (a.Unit == c.OfficeUnit || a.Unit == c.ReviewUnit)
	case Discipline: // of what is not sealed it sees only that somebody was put under pressure
		return c.runs(LegPressure)
	case Auditor, Admin:
		return false
	}
	return false
}

// concerns tells whether the actor works for a unit complained of: then the
// petition is none of his, in whatever role (Art. 28, 30). The office alone stays
// in duty where it is complained of itself, since every filing must be entered
// and handed on (Art. 22); what it then decides can be supervised from above.
func (c *Case) concerns(a Actor, r Role) bool {
	switch r {
	case Citizen, System, Registrar, Office:
		return false
	default:
		return a.Unit != "" && contains(c.Filing.About, a.Unit)
	}
}

type guard func(*Law, *Case, Actor, time.Time) error

// guards are the conditions a verb has beyond stage and role; those of the
// ladder's further verbs stand in may_ladder.go.
var guards = map[Verb]guard{
	Forward:     notSealedRoute,
	RouteAway:   mayRouteAway,
	Seal:        func(_ *Law, c *Case, _ Actor, _ time.Time) error { return when(!c.Sealed, "sealed") },
	RequestInfo: func(_ *Law, c *Case, _ Actor, _ time.Time) error { return when(!c.InfoAsked, "info_once") },
	DisciplineReceive: func(_ *Law, c *Case, _ Actor, _ time.Time) error {
		leg, ok := c.Leg(LegHandOver)
		return when(ok && leg.Running(), "received")
	},
	Accept: func(_ *Law, c *Case, _ Actor, _ time.Time) error {
		return when(c.Proposal == nil, "proposal_pending", "verb", pendingVerb(c))
	},
	Draft:        otherPeople,
	UnitRoute:    otherPeople,
	Serve:        mayServe,
	Extend:       both(otherPeople, mayExtend),
	Approve:      maySettle,
	ReturnDraft:  mayReturn,
	Withdraw:     func(_ *Law, c *Case, _ Actor, _ time.Time) error { return when(c.Withdrawal.IsZero(), "withdrawing") },
	UndoWithdraw: mayUndoWithdraw,
	EndWithdrawn: func(_ *Law, c *Case, _ Actor, at time.Time) error {
		return when(!c.Withdrawal.IsZero() && !at.Before(c.Withdrawal), "not_withdrawing")
	},
	Lapse: func(_ *Law, c *Case, _ Actor, at time.Time) error {
		leg, ok := c.Clock()
		return when(ok && !at.Before(leg.Deadline.Due.End()), "right_runs")
	},
	Remind: mayRemind,
	Urgent: func(_ *Law, c *Case, _ Actor, _ time.Time) error { return when(!c.Urgent, "urgent_already") },
	Rate:   mayRate,
}

func pendingVerb(c *Case) string {
	if c.Proposal == nil {
		return ""
	}
	return string(c.Proposal.Verb)
}

func notSealedRoute(_ *Law, c *Case, _ Actor, _ time.Time) error { // Art. 30: a report is never passed to a unit
	return when(c.Route != RouteB && c.Kind != Report, "report_sealed_only")
}

// mayRouteAway: by itself the office leads only C1 away; for C2 to C5 it
// proposes and the unit decides (Art. 31).
func mayRouteAway(_ *Law, c *Case, _ Actor, _ time.Time) error {
	return when(c.Route == RouteC1, "route_c1_only")
}

// both joins two conditions; the first that fails is the reason.
func both(first, second guard) guard {
	return func(l *Law, c *Case, a Actor, at time.Time) error {
		if err := first(l, c, a, at); err != nil {
			return err
		}
		return second(l, c, a, at)
	}
}

func mayExtend(_ *Law, c *Case, _ Actor, at time.Time) error { // Art. 34: before the end, once, at most 30 days
	leg, ok := c.Leg(LegC)
	switch {
	case c.Procedure == Simple:
		return notNow("extend_simple")
	case c.Extended > 0:
		return notNow("extend_once")
	case !ok || !leg.Running() || leg.Deadline.Passed(at):
		return notNow("extend_late")
	}
	return nil
}

// mayReturn: nobody settles his own proposal. It can always be sent back, so
// that an extension that came too late does not stand in the answer's way.
func mayReturn(l *Law, c *Case, a Actor, at time.Time) error {
	switch {
	case c.Proposal == nil:
		return notNow("no_proposal")
	case c.Proposal.By == a.ID:
		return notNow("own_proposal")
	}
	return otherPeople(l, c, a, at)
}

func maySettle(l *Law, c *Case, a Actor, at time.Time) error {
	if err := mayReturn(l, c, a, at); err != nil {
		return err
	}
	switch c.Proposal.Verb {
	case Extend:
		return mayExtend(l, c, a, at)
	case Publish:
		return mayPublish(l, c, a, at)
	}
	return nil
}

func mayUndoWithdraw(_ *Law, c *Case, _ Actor, at time.Time) error {
	return when(!c.Withdrawal.IsZero() && at.Before(c.Withdrawal), "not_withdrawing")
}

func mayRemind(l *Law, c *Case, _ Actor, at time.Time) error { // once per 7 days (house)
	if c.LastReminder.IsZero() {
		return nil
	}
	next := clock.DayOf(c.LastReminder).AddDays(l.rulesFor(c).Period("remind").Span.Days)
	return when(!clock.DayOf(at).Before(next), "remind_wait", "day", next.String())
}

func mayRate(l *Law, c *Case, _ Actor, at time.Time) error { // Art. 21; window of the house
	if until := l.ratingUntil(c); !until.IsZero() && clock.DayOf(at).After(until) {
		return notNow("rating_over", "day", until.String())
	}
	return when(c.OfficeRating.Times < 2 || c.AnsweredAt != nil && c.UnitRating.Times < 2, "rated_twice")
}

// ratingUntil is the last day for a rating, zero while the petition is open.
func (l *Law) ratingUntil(c *Case) clock.Day {
	if c.ClosedAt == nil {
		return clock.Day{}
	}
	return clock.DayOf(*c.ClosedAt).AddDays(l.rulesFor(c).Period("rating").Span.Days)
}

// until is the last day of an act where a leg or a window sets one.
func (l *Law) until(c *Case, v Verb) clock.Day {
	legs := map[Verb]LegName{Register: LegA, Forward: LegA, RouteAway: LegA, Accept: LegB, Refuse: LegB, UnitRoute: LegB,
		Object: LegB2, ResolveObjection: LegObjection, DecideDispute: LegDispute, Draft: LegC, Extend: LegC, Progress: LegProgress,
		Review: LegD, Recheck: LegF, Supplement: LegInfo, DisciplineReceive: LegHandOver,
		AskCheck: LegAskCheck, Check: LegCheck, ReviewAccept: LegReviewIntake, ReviewRefuse: LegReviewIntake, ReviewDecide: LegE, RecheckDecide: LegG,
		DisciplineFeedback: LegFeedback, Assign: LegA, ClosingReport: LegAssigned, AnswerSupervision: LegSupervision, Supervise: LegSupervisionAsked,
		AnswerPressure: LegPressure, AnswerAdvice: LegAdvice, Recuse: LegRecusal, Solved: LegD}
	if v == Rate {
		return l.ratingUntil(c)
	}
	if leg, ok := c.Leg(legs[v]); ok && leg.Running() {
		return leg.Deadline.Due
	}
	return clock.Day{}
}

func when(ok bool, reason string, args ...any) error {
	if ok {
		return nil
	}
	return notNow(reason, args...)
}

// notNow is the fault of an act in scope that is not possible; texts stand
// under error.not_now_* in the catalogue.
func notNow(reason string, args ...any) error {
	return fault.New(fault.NotNow, "error.not_now_"+reason, args...)
}
