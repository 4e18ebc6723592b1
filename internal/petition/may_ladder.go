package petition

import (
	"time"

	"sunlit/internal/clock"
)

// turns say in which stage a step is whose, where several bodies know the same
// step: the unit holds its hearing before it answers, the reviewing body while it
// reviews, the re-reviewing body after that.
var turns = map[Verb]map[Role][]Stage{
	Approve:         {Head: untilEnded, Office: published},
	ReturnDraft:     {Head: untilEnded, Office: published},
	Serve:           {Handler: {Replied}, Reviewer: {Reviewed}},
	Hearing:         {Handler: {Accepted}, Reviewer: {Reviewing}, Rechecker: {Rechecking}},
	HearingRecord:   {Handler: {Accepted}, Reviewer: {Reviewing}, Rechecker: {Rechecking}},
	Mediate:         {Handler: {Accepted}, Reviewer: {Reviewing}},
	MediationRecord: {Handler: {Accepted}, Reviewer: {Reviewing}},
	Recuse:          {Reviewer: {Reviewing}},
	Invite:          {Handler: {Forwarded, Accepted}, Reviewer: {Reviewing}},
}

// untilEnded are the stages in which a head settles what a handler proposes; what waits behind them is the office's.
var untilEnded = func() []Stage {
	var list []Stage
	for _, s := range Stages {
		if !contains(published, s) {
			list = append(list, s)
		}
	}
	return list
}()

// inTurn tells whether the stage is one in which the step belongs to the role.
func (c *Case) inTurn(s Step, r Role) bool {
	stages, narrowed := turns[s.Verb][r]
	return !narrowed || contains(stages, c.Stage)
}

// ladderGuards are the conditions of the verbs beyond the straight path.
var ladderGuards = map[Verb]guard{
	Assign: notSealedRoute,
	LeadBy: notSealedRoute, // a lead official works for a unit or above it: he never learns of a report
	Split: func(_ *Law, c *Case, _ Actor, _ time.Time) error {
		return when(len(c.Filing.Requests)-len(c.Cut) > 1, "split_one")
	},
	Merge: notSealedRoute,
	RouteBack: func(_ *Law, c *Case, _ Actor, _ time.Time) error {
		return when(c.ReviewDecision != "route", "route_decided") // a review led it away: that stands
	},
	AskCheck: mayAskCheck,
	Check:    whileRuns(LegCheck, "check_not_asked"),
	ToOrdinary: func(_ *Law, c *Case, _ Actor, _ time.Time) error {
		if c.Proposal != nil {
			return notNow("proposal_pending", "verb", pendingVerb(c))
		}
		return when(c.Procedure == Simple, "ordinary_already")
	},
	AskRecusal: unlessRuns(LegRecusal, "asked_already"),
	Contact: func(_ *Law, c *Case, a Actor, _ time.Time) error {
		return when(c.Open || c.runs(LegCallBack) && a.Has(Office) && a.Unit == c.OfficeUnit, "stage", "stage", string(c.Stage))
	},
	Hearing:         both(otherPeople, unlessRuns(LegHearing, "hearing_runs")),
	HearingRecord:   both(otherPeople, whileRuns(LegHearing, "no_hearing")),
	Mediate:         both(otherPeople, unlessRuns(LegMediation, "mediation_runs")),
	MediationRecord: both(otherPeople, whileRuns(LegMediation, "no_mediation")),
	ClosingReport:   mayReport,
	ClosingAccept:   mayJudgeReport,
	ClosingReturn:   mayJudgeReport,
	Review:          mayReview,
	ReviewAccept:    both(decidesOnce, whileRuns(LegReviewIntake, "review_taken")),
	ReviewRefuse:    both(decidesOnce, whileRuns(LegReviewIntake, "review_taken")),
	ReviewDecide:    decidesOnce,
	RecheckDecide:   decidesOnce,
	Recheck: func(_ *Law, c *Case, _ Actor, at time.Time) error {
		leg, ok := c.Leg(LegF)
		switch {
		case !ok || c.runs(LegContact):
			return notNow("unread_opinion")
		case leg.Deadline.Passed(at):
			return notNow("right_over", "day", leg.Deadline.Due.String())
		}
		return nil
	},
	Solved: unlessRuns(LegContact, "unread_opinion"),
	NoLongerTaken: func(_ *Law, c *Case, _ Actor, _ time.Time) error {
		return when(c.Kind == Claim, "claims_only")
	},
	AnswerSupervision: whileRuns(LegSupervision, "no_supervision"),
	Supervise: func(_ *Law, c *Case, _ Actor, _ time.Time) error {
		return when(c.Unit != "" && !c.runs(LegSupervision), pick(c.Unit == "", "no_unit", "supervision_runs"))
	},
	RequestSupervision: func(l *Law, c *Case, _ Actor, at time.Time) error {
		if c.runs(LegSupervisionAsked) || c.runs(LegSupervision) {
			return notNow("asked_already")
		}
		return when(l.lapsed(c, at), "nothing_lapsed")
	},
	FollowUp: func(_ *Law, c *Case, _ Actor, _ time.Time) error { return when(c.openPromise(), "no_promise") },
	Confirm: func(l *Law, c *Case, _ Actor, at time.Time) error {
		return when(c.openPromise() || l.solvedAsked(c, at), "no_promise")
	},
	Pressure:       unlessRuns(LegPressure, "asked_already"),
	AnswerPressure: mayAnswerPressure,
	Advise: func(_ *Law, c *Case, _ Actor, _ time.Time) error {
		return when(c.Unit != "" && !c.runs(LegAdvice), pick(c.Unit == "", "no_unit", "advice_runs"))
	},
	Publish:       mayPublish,
	Unpublish:     mayUnpublish,
	AnswerAdvice:  whileRuns(LegAdvice, "no_advice"),
	CallToAccount: func(_ *Law, c *Case, _ Actor, _ time.Time) error { return when(c.Unit != "", "no_unit") },
}

// whileRuns is the condition that a leg is running, unlessRuns that it is not.
func whileRuns(name LegName, reason string) guard {
	return func(_ *Law, c *Case, _ Actor, _ time.Time) error { return when(c.runs(name), reason) }
}

func unlessRuns(name LegName, reason string) guard {
	return func(_ *Law, c *Case, _ Actor, _ time.Time) error { return when(!c.runs(name), reason) }
}

// otherPeople: what a review sent back is answered and approved by others (Art. 35).
func otherPeople(_ *Law, c *Case, a Actor, _ time.Time) error {
	return when(!contains(c.Barred, a.ID), "other_people")
}

// decidesOnce: nobody decides twice in one ladder.
func decidesOnce(_ *Law, c *Case, a Actor, _ time.Time) error {
	return when(!contains(c.Deciders, a.ID), "decided_once")
}

// mayServe: an opinion of a review is served once, as an answer is.
func mayServe(_ *Law, c *Case, _ Actor, _ time.Time) error {
	return when(c.Stage != Reviewed || c.runs(LegContact), "served")
}

func mayAskCheck(_ *Law, c *Case, _ Actor, at time.Time) error {
	leg, ok := c.Leg(LegAskCheck)
	switch {
	case c.Checked:
		return notNow("asked_already")
	case ok && leg.Deadline.Passed(at):
		return notNow("right_over", "day", leg.Deadline.Due.String())
	}
	return nil
}

// mayReview: only the ordinary answer to a C6 claim is reviewed (Art. 31, 35);
// after the last day the case is closed, and a good reason can open it once.
func mayReview(_ *Law, c *Case, _ Actor, at time.Time) error {
	leg, ok := c.Leg(LegD)
	switch {
	case c.Route != RouteC6 || c.Procedure != Ordinary:
		return notNow("review_route")
	case c.Stage == Closed && (c.Lapsed != LegD || c.ReviewDecision != "" && c.ReviewDecision != "redo"): // after a redo the right is a new one
		return notNow("stage", "stage", string(c.Stage))
	case c.Stage == Served && ok && leg.Deadline.Passed(at): // the clock's own act is only minutes away
		return notNow("right_over", "day", leg.Deadline.Due.String())
	}
	return nil
}

// mayReport: the unit reports to the office that assigned; the office to the
// body that assigned the matter to it.
func mayReport(_ *Law, c *Case, a Actor, _ time.Time) error {
	if a.Has(Office) && a.Unit == c.OfficeUnit {
		return when(c.runs(LegUpward), "not_assigned")
	}
	switch {
	case !c.runs(LegAssigned):
		return notNow("not_assigned")
	case c.Closing != nil && c.Closing.Returned == "":
		return notNow("reported")
	}
	return nil
}

func mayJudgeReport(_ *Law, c *Case, _ Actor, _ time.Time) error {
	return when(c.runs(LegAssigned) && c.Closing != nil && !c.Closing.Accepted && c.Closing.Returned == "", "no_report")
}

// mayAnswerPressure: where the office itself is meant, the discipline body alone answers.
func mayAnswerPressure(_ *Law, c *Case, a Actor, _ time.Time) error {
	if !c.runs(LegPressure) {
		return notNow("no_pressure")
	}
	step, _ := StepOf(AnswerPressure)
	about := c.Pressures[len(c.Pressures)-1].About
	return when(about != "office" || c.roleFor(step, a) == Discipline, "not_yours")
}

func (c *Case) openPromise() bool {
	for _, p := range c.Promises {
		if p.Open() {
			return true
		}
	}
	return false
}

// LastDay answers the last day of the right that a verb is, for a page that
// explains why it is over; zero without one.
func (l *Law) LastDay(c *Case, v Verb) clock.Day {
	legs := map[Verb]LegName{Review: LegD, Recheck: LegF, AskCheck: LegAskCheck}
	leg, ok := c.Leg(legs[v])
	if !ok {
		return clock.Day{}
	}
	return leg.Deadline.Due
}
