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
	Later    bool // in the table, without its screen yet: answers not-now
}

var anyOpen = []Stage{Registered, Forwarded, Objected, Dispute, Accepted, Replied, Served, Reviewing, Reviewed, Rechecking}
var anyOpenAndNew = append([]Stage{Submitted}, anyOpen...)
var beforeReply = []Stage{Submitted, Registered, Forwarded, Objected, Dispute, Accepted}
var fromForwarded = []Stage{Forwarded, Objected, Dispute, Accepted, Replied, Served, Reviewing, Reviewed, Rechecking, Final, Closed, Routed, NotAccepted}

// Steps is the ladder: one row a verb. Permissions, buttons, the API's lists of
// actions, clocks, papers and notices all come from here.
var Steps = []Step{
	{Verb: File, Row: "1", From: []Stage{}, To: Submitted, Who: []Role{Citizen, Registrar}, Starts: []LegName{LegA, LegRegister}, Paper: PaperReceipt, Tells: []Role{Citizen}},
	{Verb: Register, Row: "2", From: []Stage{Submitted}, To: Registered, Who: []Role{Registrar}, Needs: []Field{"kind", "category", "place"}, May: []Field{"route", "unit", "simple"}, Stops: []LegName{LegRegister}},
	{Verb: RequestInfo, Row: "3", From: []Stage{Registered, Forwarded}, Who: []Role{Registrar, Handler}, Needs: []Field{"text"}, May: []Field{"days"}, Starts: []LegName{LegInfo}, Paper: PaperInfoRequest, Tells: []Role{Citizen}},
	{Verb: Split, Row: "4", From: []Stage{Submitted, Registered}, Who: []Role{Registrar}, Tells: []Role{Citizen}, Later: true},
	{Verb: Merge, Row: "5", From: []Stage{Submitted, Registered}, To: Merged, Who: []Role{Registrar}, Stops: []LegName{LegA, LegRegister}, Paper: PaperMergeNotice, Tells: []Role{Citizen}, Later: true},
	{Verb: Unmerge, Row: "5", From: []Stage{Merged}, To: Registered, Who: []Role{Registrar}, Starts: []LegName{LegA}, Tells: []Role{Citizen}, Later: true},
	{Verb: Seal, Row: "6", From: []Stage{Submitted, Registered}, To: Sealed, Who: []Role{Registrar}, May: []Field{"text", "unit"}, Stops: []LegName{LegA, LegRegister, LegInfo}, Starts: []LegName{LegHandOver}, Paper: PaperSealNotice, Tells: []Role{Citizen}},
	{Verb: DisciplineReceive, Row: "6", From: []Stage{Sealed}, Who: []Role{Discipline}, May: []Field{"text"}, Stops: []LegName{LegHandOver}, Starts: []LegName{LegFeedback}, Tells: []Role{Citizen}},
	{Verb: DisciplineFeedback, Row: "6", From: []Stage{Sealed}, To: Closed, Who: []Role{Discipline}, Needs: []Field{"text"}, Stops: []LegName{LegFeedback}, Tells: []Role{Citizen}, Later: true},
	{Verb: RouteAway, Row: "7", From: []Stage{Registered}, To: Routed, Who: []Role{Registrar, Office}, Needs: []Field{"body", "reasons"}, May: []Field{"limit", "papers", "contact"}, Stops: []LegName{LegA, LegInfo}, Paper: PaperRouting, Tells: []Role{Citizen}},
	{Verb: RouteBack, Row: "8", From: []Stage{Routed}, To: Registered, Who: []Role{Citizen, Office}, Starts: []LegName{LegA}, Tells: []Role{Citizen}, Later: true},
	{Verb: Forward, Row: "9", From: []Stage{Registered}, To: Forwarded, Who: []Role{Registrar}, Needs: []Field{"unit"}, May: []Field{"text"}, Stops: []LegName{LegA}, Starts: []LegName{LegB, LegB2}, Paper: PaperForwarding, Tells: []Role{Citizen, Handler}},
	{Verb: Assign, Row: "9", From: []Stage{Registered}, To: Forwarded, Who: []Role{Office}, Needs: []Field{"unit", "days"}, Stops: []LegName{LegA}, Starts: []LegName{LegB, LegB2}, Paper: PaperForwarding, Tells: []Role{Citizen, Handler}, Later: true},
	{Verb: Object, Row: "10", From: []Stage{Forwarded}, To: Objected, Who: []Role{Handler}, Proposal: true, Needs: []Field{"reasons"}, May: []Field{"unit"}, Stops: []LegName{LegB, LegB2, LegProgress}, Starts: []LegName{LegObjection}, Paper: PaperObjection, Tells: []Role{Office}},
	{Verb: ResolveObjection, Row: "11", From: []Stage{Objected}, To: Forwarded, Who: []Role{Office}, Needs: []Field{"decision"}, May: []Field{"unit", "reasons"}, Stops: []LegName{LegObjection}, Starts: []LegName{LegB, LegB2}, Paper: PaperRedirection, Tells: []Role{Citizen, Handler}},
	{Verb: DecideDispute, Row: "12", From: []Stage{Dispute}, To: Forwarded, Who: []Role{Joint, Office}, Needs: []Field{"unit", "reasons"}, Stops: []LegName{LegDispute}, Starts: []LegName{LegB, LegB2}, Paper: PaperAppointment, Tells: []Role{Citizen, Handler}},
	{Verb: Accept, Row: "13", From: []Stage{Forwarded}, To: Accepted, Who: []Role{Handler}, Needs: []Field{"procedure"}, May: []Field{"text"}, Stops: []LegName{LegB, LegB2, LegInfo, LegProgress}, Starts: []LegName{LegC, LegProgress}, Paper: PaperAcceptance, Tells: []Role{Citizen}},
	{Verb: Refuse, Row: "14", From: []Stage{Forwarded}, To: NotAccepted, Who: []Role{Handler}, Proposal: true, Needs: []Field{"ground", "reasons", "goTo"}, Stops: []LegName{LegB, LegB2, LegInfo, LegProgress}, Starts: []LegName{LegAskCheck}, Paper: PaperRefusal, Tells: []Role{Citizen, Office}},
	{Verb: AskCheck, Row: "15", From: []Stage{NotAccepted}, Who: []Role{Citizen}, Starts: []LegName{LegCheck}, Tells: []Role{Office}, Later: true},
	{Verb: Check, Row: "15", From: []Stage{NotAccepted}, Who: []Role{Office}, Stops: []LegName{LegCheck}, Tells: []Role{Citizen, Handler}, Later: true},
	{Verb: UnitRoute, Row: "16", From: []Stage{Forwarded, Accepted}, To: Routed, Who: []Role{Handler}, Proposal: true, Needs: []Field{"body", "reasons"}, May: []Field{"limit", "papers", "contact"}, Stops: []LegName{LegB, LegB2, LegC, LegProgress, LegInfo}, Paper: PaperRouting, Tells: []Role{Citizen, Office}},
	{Verb: ToOrdinary, Row: "17", From: []Stage{Accepted}, Who: []Role{Head, Citizen}, Starts: []LegName{LegC}, Tells: []Role{Citizen}, Later: true},
	{Verb: CoHandle, Row: "18", Who: []Role{Office}, Tells: []Role{CoHandler}, Later: true},
	{Verb: LeadBy, Row: "18", Who: []Role{Office}, Tells: []Role{Lead}, Later: true},
	{Verb: Recuse, Row: "18", Who: []Role{Handler, Head, Office}, Later: true},
	{Verb: AskRecusal, Row: "18", Who: []Role{Citizen}, Later: true},
	{Verb: Contact, Row: "18", Who: []Role{Handler, Office}, Later: true},
	{Verb: Note, Row: "18", From: append([]Stage{Submitted, Sealed}, anyOpen...), Who: []Role{Registrar, Office, Handler, Head, Lead, Discipline}, Needs: []Field{"text"}, Internal: true},
	{Verb: Progress, Row: "18", From: []Stage{Forwarded, Accepted}, Who: []Role{Handler}, Needs: []Field{"text", "nextOn"}, Stops: []LegName{LegProgress}, Starts: []LegName{LegProgress}, Tells: []Role{Citizen}},
	{Verb: Invite, Row: "18", Who: []Role{Handler, Office}, Tells: []Role{Citizen}, Later: true},
	{Verb: Extend, Row: "19", From: []Stage{Accepted}, Who: []Role{Handler}, Proposal: true, Needs: []Field{"days", "reasons"}, Paper: PaperExtension, Tells: []Role{Citizen, Office}},
	{Verb: Hearing, Row: "20", Who: []Role{Handler, Reviewer, Rechecker}, Tells: []Role{Citizen}, Later: true},
	{Verb: HearingRecord, Row: "20", Who: []Role{Handler, Reviewer, Rechecker}, Later: true},
	{Verb: Mediate, Row: "20", Who: []Role{Handler, Reviewer}, Tells: []Role{Citizen}, Later: true},
	{Verb: MediationRecord, Row: "20", Who: []Role{Handler, Reviewer}, Later: true},
	{Verb: Draft, Row: "21", From: []Stage{Accepted}, To: Replied, Who: []Role{Handler}, Proposal: true, Needs: []Field{"items"}, Stops: []LegName{LegC, LegProgress}, Starts: []LegName{LegContact}, Paper: PaperOpinion, Tells: []Role{Citizen}},
	{Verb: Approve, Row: "21b", From: []Stage{Forwarded, Accepted}, Who: []Role{Head}, May: []Field{"sha256"}},
	{Verb: ReturnDraft, Row: "21b", From: []Stage{Forwarded, Accepted}, Who: []Role{Head}, Needs: []Field{"reasons"}, Internal: true},
	{Verb: Serve, Row: "22", From: []Stage{Replied}, To: Served, Who: []Role{Citizen, Handler}, May: []Field{"servedOn", "how"}, Stops: []LegName{LegContact}, Starts: []LegName{LegD}},
	{Verb: ClosingReport, Row: "23", From: []Stage{Replied, Served, Closed}, Who: []Role{Handler}, Tells: []Role{Office}, Later: true},
	{Verb: ClosingAccept, Row: "23", From: []Stage{Replied, Served, Closed}, Who: []Role{Office}, Later: true},
	{Verb: ClosingReturn, Row: "23", From: []Stage{Replied, Served, Closed}, Who: []Role{Office}, Tells: []Role{Handler}, Later: true},
	{Verb: Review, Row: "24", From: []Stage{Served}, To: Reviewing, Who: []Role{Citizen}, Stops: []LegName{LegD}, Starts: []LegName{LegE}, Tells: []Role{Handler, Reviewer}, Later: true},
	{Verb: ReviewAccept, Row: "25", From: []Stage{Reviewing}, Who: []Role{Reviewer}, Tells: []Role{Citizen}, Later: true},
	{Verb: ReviewRefuse, Row: "25", From: []Stage{Reviewing}, To: Closed, Who: []Role{Reviewer}, Stops: []LegName{LegE}, Tells: []Role{Citizen}, Later: true},
	{Verb: ReviewDecide, Row: "25", From: []Stage{Reviewing}, To: Reviewed, Who: []Role{Reviewer}, Stops: []LegName{LegE}, Starts: []LegName{LegF}, Tells: []Role{Citizen, Handler}, Later: true},
	{Verb: Recheck, Row: "26", From: []Stage{Reviewed}, To: Rechecking, Who: []Role{Citizen}, Stops: []LegName{LegF}, Starts: []LegName{LegG}, Tells: []Role{Rechecker}, Later: true},
	{Verb: RecheckDecide, Row: "26", From: []Stage{Rechecking}, To: Final, Who: []Role{Rechecker}, Stops: []LegName{LegG}, Tells: []Role{Citizen, Handler}, Later: true},
	{Verb: Lapse, Row: "27", From: []Stage{Served, Reviewed}, To: Closed, Who: []Role{System}, Stops: []LegName{LegD, LegF}, Tells: []Role{Citizen}},
	{Verb: Solved, Row: "27", From: []Stage{Served, Reviewed}, To: Closed, Who: []Role{Citizen}, Stops: []LegName{LegD, LegF}, Later: true},
	{Verb: NoLongerTaken, Row: "28", From: []Stage{Registered}, To: NoLonger, Who: []Role{Office}, Stops: []LegName{LegA}, Tells: []Role{Citizen}, Later: true},
	{Verb: Withdraw, Row: "29", From: beforeReply, Who: []Role{Citizen}, May: []Field{"reasons"}, Tells: []Role{Handler}},
	{Verb: UndoWithdraw, Row: "29", From: beforeReply, Who: []Role{Citizen}, Tells: []Role{Handler}},
	{Verb: EndWithdrawn, Row: "29", From: beforeReply, To: Withdrawn, Who: []Role{System}, Stops: allLegs, Paper: PaperWithdrawalEnd, Tells: []Role{Citizen, Handler}},
	{Verb: Supervise, Row: "30", From: anyOpenAndNew, Who: []Role{Office}, Tells: []Role{Handler, Head, Citizen}, Later: true},
	{Verb: AnswerSupervision, Row: "30", From: anyOpenAndNew, Who: []Role{Handler}, Tells: []Role{Office}, Later: true},
	{Verb: RequestSupervision, Row: "30", From: anyOpenAndNew, Who: []Role{Citizen}, Tells: []Role{Office}, Later: true},
	{Verb: Supplement, Row: "31", From: append([]Stage{Submitted, Sealed}, anyOpen...), Who: []Role{Citizen}, Needs: []Field{"text"}, May: []Field{"evidence"}, Stops: []LegName{LegInfo}, Tells: []Role{Handler}},
	{Verb: Remind, Row: "31", From: anyOpenAndNew, Who: []Role{Citizen}, May: []Field{"text"}, Tells: []Role{Handler}},
	{Verb: Send, Row: "31", From: append([]Stage{Submitted, Sealed}, anyOpen...), Who: []Role{Citizen}, Needs: []Field{"text"}, Tells: []Role{Handler}},
	{Verb: FollowUp, Row: "32", From: []Stage{Replied, Served, Reviewing, Reviewed, Rechecking, Final, Closed}, Who: []Role{Handler}, Tells: []Role{Citizen}, Later: true},
	{Verb: Confirm, Row: "32", From: []Stage{Replied, Served, Reviewing, Reviewed, Rechecking, Final, Closed}, Who: []Role{Citizen}, Tells: []Role{Handler}, Later: true},
	{Verb: Urgent, Row: "33", From: anyOpenAndNew, Who: []Role{Citizen, Registrar, Handler}, Needs: []Field{"reasons"}, Starts: []LegName{LegUrgent}, Tells: []Role{Office, Citizen}},
	{Verb: Pressure, Row: "34", From: anyOpenAndNew, Who: []Role{Citizen}, Tells: []Role{Office, Discipline}, Later: true},
	{Verb: AnswerPressure, Row: "34", From: anyOpenAndNew, Who: []Role{Office, Discipline}, Tells: []Role{Citizen}, Later: true},
	{Verb: Advise, Row: "35", Who: []Role{Office}, Tells: []Role{Handler, Head}, Later: true},
	{Verb: AnswerAdvice, Row: "35", Who: []Role{Handler}, Tells: []Role{Office}, Later: true},
	{Verb: CallToAccount, Row: "35", Who: []Role{Joint}, Tells: []Role{Handler, Head}, Later: true},
	{Verb: Rate, Row: "36", From: fromForwarded, Who: []Role{Citizen}, May: []Field{"office", "unit", "reasons"}},
	{Verb: PublishConsent, Row: "36", From: append([]Stage{Submitted, Final, Closed, Routed, NotAccepted}, anyOpen...), Who: []Role{Citizen}, Needs: []Field{"publish"}, Later: true},
	{Verb: Publish, Row: "36", From: []Stage{Final, Closed, Routed, NotAccepted}, Who: []Role{Office}, Tells: []Role{Citizen}, Later: true},
	{Verb: Unpublish, Row: "36", From: []Stage{Final, Closed, Routed, NotAccepted}, Who: []Role{Office}, Tells: []Role{Citizen}, Later: true},
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
