package petition

// Step is one row of the ladder. From nil means every open stage from
// REGISTERED to RECHECKING, an empty From none (it begins the petition); To
// empty keeps the stage. A Proposal is only put
// before the head: its To, Stops, Starts, Paper and Tells take effect on approve.
type Step struct {
	Verb     Verb
	Row      string // row of the ladder in docs/law.md
	From     []Stage
	To       Stage
	Who      []Role
	Proposal bool
	Needs    []Field // inputs without which the verb is refused
	May      []Field // inputs it also takes
	Stops    []LegName
	Starts   []LegName
	Paper    DocumentKind
	Tells    []Role
	Internal bool // the petitioner sees that nothing, not even the event
	Secret   bool // neither the unit nor whoever works for it sees the event (row 34)
	Aside    bool // belongs to a paper: done where the paper is, never among the acts of the matter
	Later    bool // in the table, without its screen yet: answers not-now
}

var anyOpen = []Stage{Registered, Forwarded, Objected, Dispute, Accepted, Replied, Served, Reviewing, Reviewed, Rechecking}
var anyOpenAndNew = append([]Stage{Submitted}, anyOpen...)
var beforeReply = []Stage{Submitted, Registered, Forwarded, Objected, Dispute, Accepted}
var fromForwarded = []Stage{Forwarded, Objected, Dispute, Accepted, Replied, Served, Reviewing, Reviewed, Rechecking, Final, Closed, Routed, NotAccepted}

var inHands = []Stage{Forwarded, Objected, Dispute, Accepted}
var meets = []Stage{Accepted, Reviewing, Rechecking}
var fromReply = []Stage{Replied, Served, Reviewing, Reviewed, Rechecking, Final, Closed}
var fromAnswer = append([]Stage{Routed, NotAccepted, Withdrawn}, fromReply...)
var supervised = append([]Stage{Registered, Forwarded, Objected, Dispute, Accepted, Routed, NotAccepted}, fromReply...)
var contacted = append([]Stage{Submitted, Final, Closed, Routed, NotAccepted, Merged, NoLonger, Withdrawn}, anyOpen...)

// published are the stages in which a matter has ended for the public (row 36); what waits there for a second look is settled by the office.
var published = []Stage{Final, Closed, Routed, NotAccepted}
var settled = append([]Stage{Forwarded, Accepted}, published...)
var ended = append([]Stage{NoLonger}, fromAnswer...)

// Steps is the ladder: one row a verb. Permissions, buttons, the API's lists of
// actions, clocks, papers and notices all come from here.
var Steps = []Step{
	{Verb: File, Row: "1", From: []Stage{}, To: Submitted, Who: []Role{Citizen, Registrar}, Starts: []LegName{LegA, LegRegister}, Paper: PaperReceipt, Tells: []Role{Citizen}},
	{Verb: Register, Row: "2", From: []Stage{Submitted}, To: Registered, Who: []Role{Registrar}, Needs: []Field{"kind", "category", "place"}, May: []Field{"route", "unit", "simple"}, Stops: []LegName{LegRegister}},
	{Verb: RequestInfo, Row: "3", From: []Stage{Registered, Forwarded}, Who: []Role{Registrar, Handler}, Needs: []Field{"text"}, May: []Field{"days"}, Starts: []LegName{LegInfo}, Paper: PaperInfoRequest, Tells: []Role{Citizen}},
	{Verb: Split, Row: "4", From: []Stage{Submitted, Registered}, Who: []Role{Registrar}, Needs: []Field{"requests", "title"}, May: []Field{"report", "text"}, Paper: PaperSplitNotice, Tells: []Role{Citizen}},
	{Verb: Merge, Row: "5", From: []Stage{Submitted, Registered}, To: Merged, Who: []Role{Registrar}, Needs: []Field{"number", "reasons"}, Stops: []LegName{LegA, LegRegister}, Paper: PaperMergeNotice, Tells: []Role{Citizen}},
	{Verb: Unmerge, Row: "5", From: []Stage{Merged}, To: Registered, Who: []Role{Registrar}, Needs: []Field{"reasons"}, Starts: []LegName{LegA}, Tells: []Role{Citizen}},
	{Verb: AnswerMerged, Row: "5", From: []Stage{Merged}, To: Replied, Who: []Role{System}, Needs: []Field{"number", "items"}, May: []Field{"unit", "procedure", "route"}, Starts: []LegName{LegContact}, Paper: PaperOpinion, Tells: []Role{Citizen}},
	{Verb: Seal, Row: "6", From: []Stage{Submitted, Registered}, To: Sealed, Who: []Role{Registrar}, May: []Field{"text", "unit"}, Stops: openLegs, Starts: []LegName{LegHandOver}, Paper: PaperSealNotice, Tells: []Role{Citizen}},
	{Verb: DisciplineReceive, Row: "6", From: []Stage{Sealed}, Who: []Role{Discipline}, May: []Field{"text"}, Stops: []LegName{LegHandOver}, Starts: []LegName{LegFeedback}, Tells: []Role{Citizen}},
	{Verb: DisciplineFeedback, Row: "6", From: []Stage{Sealed}, To: Closed, Who: []Role{Discipline}, Needs: []Field{"text"}, Stops: []LegName{LegFeedback}, Paper: PaperDisciplineFeedback, Tells: []Role{Citizen}},
	{Verb: RouteAway, Row: "7", From: []Stage{Registered}, To: Routed, Who: []Role{Registrar, Office}, Needs: []Field{"body", "reasons"}, May: []Field{"limit", "papers", "contact"}, Stops: []LegName{LegA, LegInfo}, Paper: PaperRouting, Tells: []Role{Citizen}},
	{Verb: RouteBack, Row: "8", From: []Stage{Routed}, To: Registered, Who: []Role{Citizen, Office}, Needs: []Field{"reasons"}, May: []Field{"evidence"}, Starts: []LegName{LegA, LegRouteBack}, Paper: PaperRouteBack, Tells: []Role{Citizen, Office}},
	{Verb: Forward, Row: "9", From: []Stage{Registered}, To: Forwarded, Who: []Role{Registrar}, Needs: []Field{"unit"}, May: []Field{"text"}, Stops: []LegName{LegA, LegRouteBack, LegSupervisionAsked}, Starts: []LegName{LegB, LegB2}, Paper: PaperForwarding, Tells: []Role{Citizen, Handler}},
	{Verb: Assign, Row: "9", From: []Stage{Registered}, To: Forwarded, Who: []Role{Office}, Needs: []Field{"unit", "days"}, May: []Field{"text"}, Stops: []LegName{LegA, LegRouteBack, LegSupervisionAsked}, Starts: []LegName{LegB, LegB2, LegAssigned}, Paper: PaperAssignment, Tells: []Role{Citizen, Handler}},
	{Verb: Object, Row: "10", From: []Stage{Forwarded}, To: Objected, Who: []Role{Handler}, Proposal: true, Needs: []Field{"reasons"}, May: []Field{"unit"}, Stops: []LegName{LegB, LegB2, LegProgress}, Starts: []LegName{LegObjection}, Paper: PaperObjection, Tells: []Role{Office}},
	{Verb: ResolveObjection, Row: "11", From: []Stage{Objected}, To: Forwarded, Who: []Role{Office}, Needs: []Field{"decision"}, May: []Field{"unit", "reasons"}, Stops: []LegName{LegObjection}, Starts: []LegName{LegB, LegB2}, Paper: PaperRedirection, Tells: []Role{Citizen, Handler}},
	{Verb: DecideDispute, Row: "12", From: []Stage{Dispute}, To: Forwarded, Who: []Role{Joint, Office}, Needs: []Field{"unit", "reasons"}, Stops: []LegName{LegDispute}, Starts: []LegName{LegB, LegB2}, Paper: PaperAppointment, Tells: []Role{Citizen, Handler}},
	{Verb: Accept, Row: "13", From: []Stage{Forwarded}, To: Accepted, Who: []Role{Handler}, Needs: []Field{"procedure"}, May: []Field{"text", "days"}, Stops: []LegName{LegB, LegB2, LegInfo, LegProgress, LegSupervisionAsked}, Starts: []LegName{LegC, LegProgress}, Paper: PaperAcceptance, Tells: []Role{Citizen}},
	{Verb: Refuse, Row: "14", From: []Stage{Forwarded}, To: NotAccepted, Who: []Role{Handler}, Proposal: true, Needs: []Field{"ground", "reasons", "goTo"}, Stops: []LegName{LegB, LegB2, LegInfo, LegProgress}, Starts: []LegName{LegAskCheck}, Paper: PaperRefusal, Tells: []Role{Citizen, Office}},
	{Verb: AskCheck, Row: "15", From: []Stage{NotAccepted}, Who: []Role{Citizen}, Needs: []Field{"reasons"}, May: []Field{"evidence"}, Stops: []LegName{LegAskCheck}, Starts: []LegName{LegCheck}, Tells: []Role{Office}},
	{Verb: Check, Row: "15", From: []Stage{NotAccepted}, Who: []Role{Office}, Needs: []Field{"decision", "reasons"}, Stops: []LegName{LegCheck}, Paper: PaperCheckResult, Tells: []Role{Citizen, Handler}},
	{Verb: UnitRoute, Row: "16", From: []Stage{Forwarded, Accepted}, To: Routed, Who: []Role{Handler}, Proposal: true, Needs: []Field{"body", "reasons"}, May: []Field{"limit", "papers", "contact"}, Stops: []LegName{LegB, LegB2, LegC, LegProgress, LegInfo}, Paper: PaperRouting, Tells: []Role{Citizen, Office}},
	{Verb: ToOrdinary, Row: "17", From: []Stage{Accepted}, Who: []Role{Head, Citizen}, Needs: []Field{"reasons"}, Stops: []LegName{LegC}, Starts: []LegName{LegC}, Paper: PaperToOrdinary, Tells: []Role{Citizen, Handler}},
	{Verb: CoHandle, Row: "18", From: inHands, Who: []Role{Office, Lead}, Needs: []Field{"unit", "text"}, Paper: PaperCoHandling, Tells: []Role{CoHandler, Handler}},
	{Verb: LeadBy, Row: "18", Who: []Role{Office}, Needs: []Field{"official", "reasons"}, Paper: PaperLeadLetter, Tells: []Role{Lead, Citizen}},
	{Verb: Recuse, Row: "18", Who: []Role{Handler, Head, Office, Registrar, CoHandler, Lead, Reviewer, Rechecker}, Needs: []Field{"reasons"}, May: []Field{"official", "decision"}, Stops: []LegName{LegRecusal}, Tells: []Role{Citizen}},
	{Verb: AskRecusal, Row: "18", Who: []Role{Citizen}, Needs: []Field{"reasons"}, Starts: []LegName{LegRecusal}, Tells: []Role{Office}},
	{Verb: Contact, Row: "18", From: contacted, Who: []Role{Handler, Office, CoHandler, Lead}, Needs: []Field{"how", "text"}, May: []Field{"on"}, Stops: []LegName{LegProgress, LegContact}, Starts: []LegName{LegProgress, LegContact}},
	{Verb: Note, Row: "18", From: append([]Stage{Submitted, Sealed}, anyOpen...), Who: []Role{Registrar, Office, Handler, Head, CoHandler, Lead, Reviewer, Discipline}, Needs: []Field{"text"}, May: []Field{"by"}, Internal: true},
	{Verb: Progress, Row: "18", From: []Stage{Forwarded, Accepted}, Who: []Role{Handler}, Needs: []Field{"text", "nextOn"}, Stops: []LegName{LegProgress, LegInstruction}, Starts: []LegName{LegProgress}, Tells: []Role{Citizen}},
	{Verb: Invite, Row: "18", Who: []Role{Handler, Office, Reviewer}, Needs: []Field{"on", "where", "text"}, May: []Field{"time"}, Paper: PaperInvitation, Tells: []Role{Citizen}},
	{Verb: Extend, Row: "19", From: []Stage{Accepted}, Who: []Role{Handler}, Proposal: true, Needs: []Field{"days", "reasons"}, Paper: PaperExtension, Tells: []Role{Citizen, Office}},
	{Verb: Hearing, Row: "20", From: meets, Who: []Role{Handler, Reviewer, Rechecker}, Needs: []Field{"on", "where", "participants", "public"}, May: []Field{"time", "text"}, Starts: []LegName{LegHearing}, Paper: PaperHearingNotice, Tells: []Role{Citizen}},
	{Verb: HearingRecord, Row: "20", From: meets, Who: []Role{Handler, Reviewer, Rechecker}, Needs: []Field{"text"}, May: []Field{"on", "participants"}, Stops: []LegName{LegHearing}, Paper: PaperHearingRecord, Tells: []Role{Citizen}},
	{Verb: Mediate, Row: "20", From: []Stage{Accepted, Reviewing}, Who: []Role{Handler, Reviewer}, Needs: []Field{"on", "where"}, May: []Field{"time", "participants", "text"}, Starts: []LegName{LegMediation}, Paper: PaperInvitation, Tells: []Role{Citizen}},
	{Verb: MediationRecord, Row: "20", From: []Stage{Accepted, Reviewing}, Who: []Role{Handler, Reviewer}, Needs: []Field{"decision", "text"}, May: []Field{"participants", "by"}, Stops: []LegName{LegMediation}, Paper: PaperMediationAgreement, Tells: []Role{Citizen}},
	{Verb: Draft, Row: "21", From: []Stage{Accepted}, To: Replied, Who: []Role{Handler}, Proposal: true, Needs: []Field{"items"}, Stops: []LegName{LegC, LegProgress, LegHearing, LegMediation, LegInstruction, LegRecusal, LegSupervisionAsked}, Starts: []LegName{LegContact}, Paper: PaperOpinion, Tells: []Role{Citizen}},
	{Verb: Approve, Row: "21b", From: settled, Who: []Role{Head, Office}, May: []Field{"sha256"}},
	{Verb: ReturnDraft, Row: "21b", From: settled, Who: []Role{Head, Office}, Needs: []Field{"reasons"}, Internal: true},
	{Verb: Serve, Row: "22", From: []Stage{Replied, Reviewed}, To: Served, Who: []Role{Citizen, Handler, Reviewer}, May: []Field{"servedOn", "how"}, Stops: []LegName{LegContact}, Starts: []LegName{LegD}},
	{Verb: Stamp, Row: "22b", From: Stages, Who: []Role{Registrar, Office, Handler, Head, Reviewer, Rechecker, Discipline}, Needs: []Field{"paper"}, Aside: true},
	{Verb: ClosingReport, Row: "23", From: ended, Who: []Role{Handler, Office}, Needs: []Field{"text"}, May: []Field{"evidence"}, Paper: PaperClosingReport, Internal: true, Tells: []Role{Office}},
	{Verb: ClosingAccept, Row: "23", From: ended, Who: []Role{Office}, May: []Field{"text"}, Stops: []LegName{LegAssigned}, Internal: true},
	{Verb: ClosingReturn, Row: "23", From: ended, Who: []Role{Office}, Needs: []Field{"reasons"}, Internal: true, Tells: []Role{Handler}},
	{Verb: Review, Row: "24", From: []Stage{Served, Closed}, To: Reviewing, Who: []Role{Citizen}, Needs: []Field{"reasons"}, May: []Field{"body", "late", "evidence"}, Stops: []LegName{LegD}, Starts: []LegName{LegE, LegReviewIntake}, Tells: []Role{Handler, Reviewer}},
	{Verb: ReviewAccept, Row: "25", From: []Stage{Reviewing}, Who: []Role{Reviewer}, May: []Field{"text"}, Stops: []LegName{LegReviewIntake}, Paper: PaperReviewAcceptance, Tells: []Role{Citizen}},
	{Verb: ReviewRefuse, Row: "25", From: []Stage{Reviewing}, To: Closed, Who: []Role{Reviewer}, Needs: []Field{"ground", "reasons", "goTo"}, Stops: []LegName{LegE, LegReviewIntake}, Paper: PaperReviewRefusal, Tells: []Role{Citizen, Handler}},
	{Verb: ReviewDecide, Row: "25", From: []Stage{Reviewing}, To: Reviewed, Who: []Role{Reviewer}, Needs: []Field{"decision", "text", "reasons"}, May: []Field{"body", "limit", "papers", "contact"}, Stops: []LegName{LegE, LegReviewIntake, LegHearing, LegMediation, LegSupervisionAsked}, Starts: []LegName{LegContact}, Paper: PaperReviewOpinion, Tells: []Role{Citizen, Handler}},
	{Verb: Recheck, Row: "26", From: []Stage{Reviewed}, To: Rechecking, Who: []Role{Citizen}, Needs: []Field{"reasons"}, May: []Field{"evidence"}, Stops: []LegName{LegF}, Starts: []LegName{LegG}, Tells: []Role{Rechecker}},
	{Verb: RecheckDecide, Row: "26", From: []Stage{Rechecking}, To: Final, Who: []Role{Rechecker}, Needs: []Field{"decision", "text", "reasons"}, Stops: []LegName{LegG, LegHearing}, Paper: PaperRecheckOpinion, Tells: []Role{Citizen, Handler}},
	{Verb: Lapse, Row: "27", From: []Stage{Served, Reviewed}, To: Closed, Who: []Role{System}, Stops: []LegName{LegD, LegF}, Tells: []Role{Citizen}},
	{Verb: Solved, Row: "27", From: []Stage{Served, Reviewed}, To: Closed, Who: []Role{Citizen}, May: []Field{"text"}, Stops: []LegName{LegD, LegF}, Tells: []Role{Handler}},
	{Verb: NoLongerTaken, Row: "28", From: []Stage{Registered}, To: NoLonger, Who: []Role{Office}, Needs: []Field{"number", "text", "reasons"}, Stops: []LegName{LegA, LegRouteBack}, Paper: PaperNoLonger, Tells: []Role{Citizen}},
	{Verb: Withdraw, Row: "29", From: beforeReply, Who: []Role{Citizen}, May: []Field{"reasons"}, Tells: []Role{Handler, Office}},
	{Verb: UndoWithdraw, Row: "29", From: beforeReply, Who: []Role{Citizen}, Tells: []Role{Handler}},
	{Verb: EndWithdrawn, Row: "29", From: beforeReply, To: Withdrawn, Who: []Role{System}, Stops: allLegs, Paper: PaperWithdrawalEnd, Tells: []Role{Citizen, Handler}},
	{Verb: Supervise, Row: "30", From: supervised, Who: []Role{Office}, Needs: []Field{"duty", "text"}, May: []Field{"by"}, Stops: []LegName{LegSupervisionAsked}, Starts: []LegName{LegSupervision}, Paper: PaperSupervision, Tells: []Role{Handler, Head, Citizen}},
	{Verb: AnswerSupervision, Row: "30", From: supervised, Who: []Role{Handler}, Needs: []Field{"text"}, May: []Field{"by"}, Stops: []LegName{LegSupervision}, Paper: PaperSupervisionAnswer, Tells: []Role{Office}},
	{Verb: RequestSupervision, Row: "30", From: append([]Stage{Submitted}, supervised...), Who: []Role{Citizen}, Needs: []Field{"reasons"}, Starts: []LegName{LegSupervisionAsked}, Tells: []Role{Office}},
	{Verb: Supplement, Row: "31", From: append([]Stage{Submitted, Sealed}, anyOpen...), Who: []Role{Citizen}, Needs: []Field{"text"}, May: []Field{"evidence"}, Stops: []LegName{LegInfo}, Tells: []Role{Handler}},
	{Verb: Remind, Row: "31", From: anyOpenAndNew, Who: []Role{Citizen}, May: []Field{"text"}, Tells: []Role{Handler}},
	{Verb: Send, Row: "31", From: append([]Stage{Submitted, Sealed}, anyOpen...), Who: []Role{Citizen}, Needs: []Field{"text"}, Tells: []Role{Handler}},
	{Verb: FollowUp, Row: "32", From: fromReply, Who: []Role{Handler}, Needs: []Field{"request", "text"}, May: []Field{"by", "evidence"}, Tells: []Role{Citizen}},
	{Verb: Confirm, Row: "32", From: fromReply, Who: []Role{Citizen}, Needs: []Field{"done"}, May: []Field{"request", "text"}, Tells: []Role{Handler}},
	{Verb: Urgent, Row: "33", From: anyOpenAndNew, Who: []Role{Citizen, Registrar, Handler}, Needs: []Field{"reasons"}, Starts: []LegName{LegUrgent}, Paper: PaperUrgentReport, Tells: []Role{Office, Citizen}},
	{Verb: Pressure, Row: "34", From: Stages, Who: []Role{Citizen}, Needs: []Field{"text"}, May: []Field{"channel", "about"}, Starts: []LegName{LegPressure}, Tells: []Role{Office, Discipline}, Secret: true},
	{Verb: AnswerPressure, Row: "34", From: Stages, Who: []Role{Office, Discipline}, Needs: []Field{"text"}, Stops: []LegName{LegPressure}, Tells: []Role{Citizen}, Secret: true},
	{Verb: Advise, Row: "35", From: supervised, Who: []Role{Office}, Needs: []Field{"advice", "text"}, May: []Field{"days"}, Starts: []LegName{LegAdvice}, Paper: PaperAdvice, Internal: true, Tells: []Role{Handler, Head}},
	{Verb: AnswerAdvice, Row: "35", From: supervised, Who: []Role{Handler}, Needs: []Field{"decision", "text"}, Stops: []LegName{LegAdvice}, Paper: PaperAdviceAnswer, Internal: true, Tells: []Role{Office}},
	{Verb: CallToAccount, Row: "35", From: supervised, Who: []Role{Joint}, Needs: []Field{"advice", "text"}, May: []Field{"by"}, Paper: PaperCallToAccount, Tells: []Role{Handler, Head, Citizen}},
	{Verb: Rate, Row: "36", From: fromForwarded, Who: []Role{Citizen}, May: []Field{"office", "unit", "reasons"}},
	{Verb: PublishConsent, Row: "36", From: append([]Stage{Submitted, Final, Closed, Routed, NotAccepted}, anyOpen...), Who: []Role{Citizen}, Needs: []Field{"publish"}},
	{Verb: AidConsent, Row: "36", From: append([]Stage{Submitted, Final, Closed, Routed, NotAccepted}, anyOpen...), Who: []Role{Citizen}, Needs: []Field{"aid", "agree"}, Tells: []Role{Office}},
	{Verb: Publish, Row: "36", From: published, Who: []Role{Office}, Proposal: true, Needs: []Field{"opening", "confirmed"}, Tells: []Role{Citizen}},
	{Verb: Unpublish, Row: "36", From: append(append([]Stage(nil), published...), anyOpen...), Who: []Role{Office}, Needs: []Field{"reasons"}, Tells: []Role{Citizen}},
}

var stepOf = func() map[Verb]*Step {
	m := make(map[Verb]*Step, len(Steps))
	for i := range Steps {
		m[Steps[i].Verb] = &Steps[i]
	}
	return m
}()

// StepOf answers the row of a verb, false for a verb the ladder does not know.
func StepOf(v Verb) (Step, bool) {
	s, ok := stepOf[v]
	if !ok {
		return Step{}, false
	}
	return *s, true
}

// From tells whether the verb may start in a stage.
func (s Step) from(stage Stage) bool {
	list := s.From
	if list == nil {
		list = anyOpen
	}
	for _, x := range list {
		if x == stage {
			return true
		}
	}
	return false
}

// Takes tells whether the step knows an input field.
func (s Step) Takes(f Field) bool {
	for _, list := range [][]Field{s.Needs, s.May} {
		for _, x := range list {
			if x == f {
				return true
			}
		}
	}
	return false
}
