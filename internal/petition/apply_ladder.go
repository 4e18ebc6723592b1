package petition

import (
	"time"

	"sunlit/internal/clock"
)

// applyLadder keeps what the verbs beyond the straight path say.
func (l *Law) applyLadder(c *Case, k *Content) {
	f := k.Fields
	switch k.Verb {
	case Split:
		if c.Cut == nil {
			c.Cut = map[int]string{}
		}
		for _, no := range f.Cut {
			c.Cut[no] = f.Number
		}
		if f.Report && f.Text != "" {
			c.Withheld = append(c.Withheld, f.Text)
		}
	case Merge:
		c.MergedInto = f.Number
	case Unmerge:
		c.MergedInto = ""
	case AnswerMerged:
		c.Unit, c.Procedure, c.Route = f.Unit, f.Procedure, f.Route
		c.answer(f.Items, k)
	case RouteBack:
		c.FormerUnit, c.Unit, c.HandlerID = c.Unit, "", ""
	case AskCheck:
		c.Checked = true
	case Check:
		c.Checked = f.Decision != "send_back" // refused once more, it is checked once more
	case ToOrdinary:
		c.Procedure = Ordinary
	case CoHandle:
		c.CoUnits = append(c.CoUnits, f.Unit)
	case LeadBy:
		c.LeadID = f.Official
	case Recuse:
		c.recuse(k)
	case Note:
		if !f.By.IsZero() {
			l.instruct(c, k)
		}
	case Contact:
		if k.Role == Office { // who was not satisfied has been called
			endLegs(c, []LegName{LegCallBack}, k.At, nil)
		}
	case NoLongerTaken:
		c.FormerRecord = f.Number
	case Lapse:
		if leg, ok := c.Clock(); ok {
			c.Lapsed = leg.Name
		}
	default:
		l.applyMeetings(c, k)
		c.applyReview(k)
		c.applyPressing(k)
		c.applyPromises(k)
	}
}

// instruct starts a leader's instruction; a newer one takes the place of one that still runs.
func (l *Law) instruct(c *Case, k *Content) {
	endLegs(c, []LegName{LegInstruction}, k.At, nil)
	l.startLeg(c, Note, LegInstruction, k.At)
	c.dueLeg(LegInstruction, k.Fields.By)
}

// recuse takes an official off the matter; refusing a petitioner's request only
// answers it (Art. 28).
func (c *Case) recuse(k *Content) {
	if k.Fields.Decision == "refuse" {
		return
	}
	who := k.Fields.Official
	if who == "" {
		who = k.ActorID
	}
	c.Recused = append(c.Recused, who)
	if c.HandlerID == who {
		c.HandlerID = ""
	}
	if c.LeadID == who {
		c.LeadID = ""
	}
	if c.Proposal != nil && c.Proposal.By == who {
		c.Proposal = nil
	}
}

func (l *Law) applyMeetings(c *Case, k *Content) {
	f := k.Fields
	meeting := &Meeting{On: f.On, Time: f.Time, Where: f.Where, Participants: f.Participants, Public: f.Public != nil && *f.Public,
		NoticedOn: clock.DayOf(k.At)}
	switch k.Verb {
	case Hearing:
		c.Hearing = meeting
		if contains(l.rulesFor(c).HearingPauses, c.Stage) {
			c.Paused, c.PausedOn = true, meeting.NoticedOn
		}
	case HearingRecord:
		if c.Hearing != nil {
			held := *c.Hearing
			held.Record = f.Text
			c.Hearing = &held
		}
	case Mediate:
		c.Mediation = meeting
	case MediationRecord:
		if c.Mediation != nil {
			held := *c.Mediation
			held.Record, held.Decision = f.Text, f.Decision
			c.Mediation = &held
		}
	}
}

// resume ends a pause and adds its days to the stage's own leg (Art. 36: the
// time of a hearing is not counted).
func (l *Law) resume(c *Case, at time.Time) {
	if !c.Paused {
		return
	}
	l.pauseLeg(c, primary[c.Stage], clock.DayOf(at).Sub(c.PausedOn))
	c.Paused, c.PausedOn = false, clock.Day{}
}

func (c *Case) applyReview(k *Content) {
	f := k.Fields
	switch k.Verb {
	case Review:
		c.ReviewUnit, c.ReviewReasons, c.ReviewLate, c.Lapsed = f.Body, f.Reasons, f.Late, ""
	case ReviewRefuse:
		c.Deciders = append(c.Deciders, k.ActorID)
		c.ReviewDecision = "refuse"
	case ReviewDecide:
		c.decideReview(k)
	case Recheck:
		c.RecheckReasons = f.Reasons
	case RecheckDecide:
		c.Deciders = append(c.Deciders, k.ActorID)
		c.FinalDecision = f.Decision
	}
}

// decideReview: sent back, the matter is handled again by other people, who may
// not come to the same result (Art. 35).
func (c *Case) decideReview(k *Content) {
	c.Deciders = append(c.Deciders, k.ActorID)
	c.ReviewDecision, c.ReviewPaper = k.Fields.Decision, k.Paper
	if k.Fields.Decision != "redo" {
		return
	}
	c.Round++
	c.Former, c.Opinion, c.Promises = c.Opinion, nil, nil
	for _, who := range append([]string{c.HandlerID, c.DraftedBy}, c.Deciders...) {
		if who != "" && !contains(c.Barred, who) {
			c.Barred = append(c.Barred, who)
		}
	}
	c.HandlerID, c.Extended = "", 0
}

func (c *Case) applyPressing(k *Content) {
	f := k.Fields
	switch k.Verb {
	case ClosingReport:
		word := &ClosingWord{Text: f.Text, At: k.At, By: k.ActorID, Accepted: k.Role == Office}
		if k.Role == Office { // to the superior, whose own act is beyond this portal; the unit's report stays what it is
			c.Upward = word
		} else {
			c.Closing = word
		}
	case ClosingAccept:
		c.Closing = &ClosingWord{Text: c.Closing.Text, At: c.Closing.At, By: c.Closing.By, Accepted: true}
	case ClosingReturn:
		c.Closing = &ClosingWord{Text: c.Closing.Text, At: c.Closing.At, By: c.Closing.By, Returned: f.Reasons}
	case Supervise:
		c.Supervisions = append(c.Supervisions, Supervision{Duty: f.Duty, Text: f.Text, At: k.At})
	case AnswerSupervision:
		if last := len(c.Supervisions) - 1; last >= 0 {
			c.Supervisions[last].Answer, c.Supervisions[last].AnsweredAt = f.Text, k.At
		}
	case Advise:
		c.Advices = append(c.Advices, Advice{Kind: f.Advice, Text: f.Text, At: k.At})
	case AnswerAdvice:
		if last := len(c.Advices) - 1; last >= 0 {
			a := &c.Advices[last]
			a.Decision, a.Answer, a.AnsweredAt = f.Decision, f.Text, k.At
		}
	case Pressure:
		c.Pressures = append(c.Pressures, PressureReport{Text: f.Text, Channel: f.Channel, About: f.About, At: k.At})
	case AnswerPressure:
		if last := len(c.Pressures) - 1; last >= 0 {
			c.Pressures[last].Answer, c.Pressures[last].AnsweredAt = f.Text, k.At
		}
	}
}

// applyPromises keeps what was carried out, the petitioner's word on it, and
// his consent to publishing.
func (c *Case) applyPromises(k *Content) {
	f := k.Fields
	switch k.Verb {
	case FollowUp:
		if p := c.promise(f.Request); p != nil {
			p.Proof, p.ReportedAt, p.Done, p.Word = f.Text, k.At, nil, ""
			if !f.By.IsZero() {
				p.By = f.By
			}
		}
	case Confirm:
		if p := c.promise(f.Request); p != nil {
			p.Done, p.Word = f.Done, f.Text
		} else if f.Request == 0 { // the second question, 90 days after closing
			c.Solved = f.Done
		}
	case PublishConsent:
		c.consents(k)
	case Unpublish:
		c.takeDown(k.At, f.Reasons, false)
	case AidConsent:
		c.consent(k)
	}
}

// consent keeps the petitioner's newest word on passing his matter on; taken back, it stays known
// that it had been given.
func (c *Case) consent(k *Content) {
	now := AidWord{Aid: k.Fields.Aid, Agreed: *k.Fields.Agree, At: k.At}
	for i := range c.Aids {
		if c.Aids[i].Aid == now.Aid {
			c.Aids[i] = now
			return
		}
	}
	c.Aids = append(c.Aids, now)
}

// promise answers what was promised for a request, for change; nil without one.
func (c *Case) promise(request int) *Promise {
	for i := range c.Promises {
		if c.Promises[i].Request == request {
			return &c.Promises[i]
		}
	}
	return nil
}
