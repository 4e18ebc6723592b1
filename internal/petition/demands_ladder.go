package petition

import (
	"slices"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// Decisions of reviews and re-reviews (Art. 35, 36); redo and route only of a review.
var (
	reviewDecisions  = []string{"uphold", "change", "revoke", "redo", "route"}
	recheckDecisions = []string{"uphold", "change", "revoke"}
)

// Duties are what a supervision letter may be about; worded in law.duty.CODE.
var Duties = []string{"limit", "no_acceptance", "no_closing_report", "no_service", "no_remedy", "two_returns", "silent", "follow_up", "other"}

// AdviceKinds are the three kinds of advice (Art. 40); worded in law.advice.CODE.
var AdviceKinds = []string{"work", "policy", "account"}

// CallKinds are the ways in which the joint conference calls a unit to account
// (Art. 39); worded in law.call.CODE.
var CallKinds = []string{"talk", "notice", "listed"}

// Aids are those to whom a petitioner may let his matter be passed on: a consent of its own each,
// beside that to publishing; topics of the guide, worded in law.aid.CODE.
var Aids = []string{"legal-aid", "hardship", "mediation"}

var ladderDemands = map[Verb]demand{
	Split: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) { demandSplit(c, cmd.Fields, bad) },
	Merge: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		if cmd.Fields.Number == c.Number {
			bad.Field("number", "error.other_number")
		}
	},
	NoLongerTaken: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		if cmd.Fields.Number == c.Number {
			bad.Field("number", "error.other_number")
		}
	},
	Assign: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		if d := cmd.Fields.Days; d != 0 && (d < 1 || d > maxDutyDays) {
			bad.Field("days", "error.days_range", "max", maxDutyDays)
		}
	},
	Advise: func(l *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		oneOf(bad, "advice", cmd.Fields.Advice, AdviceKinds)
		if limit := 3 * l.rulesFor(c).Period("advice").Span.Days; cmd.Fields.Days < 0 || cmd.Fields.Days > limit {
			bad.Field("days", "error.days_range", "max", limit)
		}
	},
	AnswerAdvice: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		oneOf(bad, "decision", cmd.Fields.Decision, []string{string(Adopt), string(AdoptPart), string(NotAdopt)})
	},
	CallToAccount: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		oneOf(bad, "advice", cmd.Fields.Advice, CallKinds)
	},
	Check: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		oneOf(bad, "decision", cmd.Fields.Decision, []string{"uphold", "send_back"})
	},
	CoHandle: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		if u := cmd.Fields.Unit; u != "" && (u == c.Unit || contains(c.CoUnits, u)) {
			bad.Field("unit", "error.other_unit")
		}
	},
	Recuse: demandRecuse,
	Stamp: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) { // a scan of a paper that was issued here
		if !slices.ContainsFunc(c.Papers, func(p Paper) bool { return p.ID == cmd.Fields.Paper }) {
			bad.Field("paper", "error.paper_unknown")
		}
		if len(cmd.Files) != 1 {
			bad.Field("file", "error.needed_scan")
		}
	},
	Hearing: func(l *Law, c *Case, cmd *Command, at time.Time, bad *fault.Error) {
		notBefore(bad, cmd.Fields.On, clock.DayOf(at).AddDays(l.rulesFor(c).Period("hearing_notice").Span.Days))
	},
	Invite: func(_ *Law, _ *Case, cmd *Command, at time.Time, bad *fault.Error) {
		notBefore(bad, cmd.Fields.On, clock.DayOf(at))
	},
	Mediate: func(_ *Law, _ *Case, cmd *Command, at time.Time, bad *fault.Error) {
		notBefore(bad, cmd.Fields.On, clock.DayOf(at))
	},
	MediationRecord: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		oneOf(bad, "decision", cmd.Fields.Decision, []string{"agreed", "failed"})
	},
	Contact: func(_ *Law, c *Case, cmd *Command, at time.Time, bad *fault.Error) {
		if d := cmd.Fields.On; !d.IsZero() && (d.After(clock.DayOf(at)) || d.Before(clock.DayOf(c.FiledAt))) {
			bad.Field("on", "error.contact_on_range")
		}
	},
	Note: func(_ *Law, _ *Case, cmd *Command, at time.Time, bad *fault.Error) {
		if d := cmd.Fields.By; !d.IsZero() && !d.After(clock.DayOf(at)) {
			bad.Field("by", "error.day_ahead")
		}
	},
	Supervise: func(_ *Law, _ *Case, cmd *Command, at time.Time, bad *fault.Error) {
		oneOf(bad, "duty", cmd.Fields.Duty, Duties)
		if d := cmd.Fields.By; !d.IsZero() && !d.After(clock.DayOf(at)) {
			bad.Field("by", "error.day_ahead")
		}
	},
	Review: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		if c.Stage == Closed && cmd.Fields.Late == "" { // the right ran out: a good reason is needed, and REV decides
			bad.Field("late", "error.review_late")
		}
		switch b := cmd.Fields.Body; {
		case b == "":
			bad.Field("body", "error.needed_body")
		case b == c.Unit || contains(c.Filing.About, b): // nobody reviews himself (Art. 35)
			bad.Field("body", "error.review_other_body")
		}
	},
	ReviewRefuse: func(l *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		if g := cmd.Fields.Ground; g != "" && !l.rulesFor(c).HasReviewGround(g) {
			bad.Field("ground", "error.choose")
		}
	},
	ReviewDecide: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		oneOf(bad, "decision", cmd.Fields.Decision, reviewDecisions)
		if cmd.Fields.Decision == "route" && cmd.Fields.Body == "" {
			bad.Field("body", "error.needed_body")
		}
	},
	RecheckDecide: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		oneOf(bad, "decision", cmd.Fields.Decision, recheckDecisions)
	},
	FollowUp: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		if no := cmd.Fields.Request; no != 0 && c.promise(no) == nil {
			bad.Field("request", "error.item_request")
		}
	},
	Confirm: demandConfirm,
	Publish: demandOpening,
	AidConsent: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		oneOf(bad, "aid", cmd.Fields.Aid, Aids)
	},
	Pressure: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		if cmd.Fields.About != "" {
			oneOf(bad, "about", cmd.Fields.About, []string{"unit", "office"})
		}
	},
}

func oneOf(bad *fault.Error, name, value string, list []string) {
	if value != "" && !slices.Contains(list, value) {
		bad.Field(name, "error.choose")
	}
}

func notBefore(bad *fault.Error, day, first clock.Day) {
	if !day.IsZero() && day.Before(first) {
		bad.Field("on", "error.day_from", "day", first)
	}
}

// demandSplit: what leaves are requests that are still here, and one stays; of a
// report that is cut out the passage is named, so that no unit reads it (Art. 30).
func demandSplit(c *Case, f Fields, bad *fault.Error) {
	left := len(c.Filing.Requests) - len(c.Cut)
	seen := map[int]bool{}
	for _, no := range f.Cut {
		if _, gone := c.Cut[no]; no < 1 || no > len(c.Filing.Requests) || gone || seen[no] {
			bad.Field("requests", "error.item_request")
			return
		}
		seen[no] = true
		left--
	}
	if left < 1 && len(f.Cut) > 0 {
		bad.Field("requests", "error.split_all")
	}
}

// demandRecuse: whom it is about is named unless he says it of himself; only a
// petitioner's request can be refused.
func demandRecuse(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
	oneOf(bad, "decision", cmd.Fields.Decision, []string{"grant", "refuse"})
	if cmd.Fields.Decision == "refuse" && !c.runs(LegRecusal) {
		bad.Field("decision", "error.choose")
	}
	if cmd.Fields.Decision == "grant" && cmd.Fields.Official == "" { // else whoever grants it would withdraw himself
		bad.Field("official", "error.needed_official")
	}
}

// demandConfirm: a word on a promise names its request; without one it is the
// second question, which is asked once.
func demandConfirm(l *Law, c *Case, cmd *Command, at time.Time, bad *fault.Error) {
	if no := cmd.Fields.Request; no != 0 {
		if p := c.promise(no); p == nil || !p.Open() {
			bad.Field("request", "error.item_request")
		}
		return
	}
	if !l.solvedAsked(c, at) {
		bad.Field("request", "error.confirm_request")
	}
}

// solvedAsked tells whether the second question, "is it really solved?", is open:
// once, 90 days after closing.
func (l *Law) solvedAsked(c *Case, at time.Time) bool {
	if c.Stage != Closed || c.ClosedAt == nil || c.Solved != nil {
		return false
	}
	return !clock.DayOf(at).Before(l.SolvedCheckOn(c))
}

// SolvedCheckOn is the day from which the petitioner is asked whether it is
// really solved; zero while the petition is open.
func (l *Law) SolvedCheckOn(c *Case) clock.Day {
	if c.ClosedAt == nil {
		return clock.Day{}
	}
	return clock.DayOf(*c.ClosedAt).AddDays(l.rulesFor(c).Period("solved_check").Span.Days)
}
