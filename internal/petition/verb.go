package petition

// Verb is an act on a petition, by its name in the API.
type Verb string

// Every verb of the ladder, in the table's order.
const (
	File               Verb = "file"
	Register           Verb = "register"
	RequestInfo        Verb = "request-info"
	Split              Verb = "split"
	Merge              Verb = "merge"
	Unmerge            Verb = "unmerge"
	AnswerMerged       Verb = "answer-merged"
	Seal               Verb = "seal"
	DisciplineReceive  Verb = "discipline-receive"
	DisciplineFeedback Verb = "discipline-feedback"
	RouteAway          Verb = "route"
	RouteBack          Verb = "route-back"
	Forward            Verb = "forward"
	Assign             Verb = "assign"
	Object             Verb = "object"
	ResolveObjection   Verb = "resolve-objection"
	DecideDispute      Verb = "decide-dispute"
	Accept             Verb = "accept"
	Refuse             Verb = "refuse"
	AskCheck           Verb = "ask-check"
	Check              Verb = "check"
	UnitRoute          Verb = "unit-route"
	ToOrdinary         Verb = "to-ordinary"
	CoHandle           Verb = "co-handle"
	LeadBy             Verb = "lead"
	Recuse             Verb = "recuse"
	AskRecusal         Verb = "ask-recusal"
	Contact            Verb = "contact"
	Note               Verb = "note"
	Progress           Verb = "progress"
	Invite             Verb = "invite"
	Extend             Verb = "extend"
	Hearing            Verb = "hearing"
	HearingRecord      Verb = "hearing-record"
	Mediate            Verb = "mediate"
	MediationRecord    Verb = "mediation-record"
	Draft              Verb = "draft"
	Approve            Verb = "approve"
	ReturnDraft        Verb = "return-draft"
	Serve              Verb = "serve"
	Stamp              Verb = "stamp"
	ClosingReport      Verb = "closing-report"
	ClosingAccept      Verb = "closing-accept"
	ClosingReturn      Verb = "closing-return"
	Review             Verb = "review"
	ReviewAccept       Verb = "review-accept"
	ReviewRefuse       Verb = "review-refuse"
	ReviewDecide       Verb = "review-decide"
	Recheck            Verb = "recheck"
	RecheckDecide      Verb = "recheck-decide"
	Lapse              Verb = "lapse"
	Solved             Verb = "solved"
	NoLongerTaken      Verb = "no-longer"
	Withdraw           Verb = "withdraw"
	UndoWithdraw       Verb = "undo-withdraw"
	EndWithdrawn       Verb = "end-withdrawn"
	Supervise          Verb = "supervise"
	AnswerSupervision  Verb = "answer-supervision"
	RequestSupervision Verb = "request-supervision"
	Supplement         Verb = "supplement"
	Remind             Verb = "remind"
	Send               Verb = "message"
	FollowUp           Verb = "follow-up"
	Confirm            Verb = "confirm"
	Urgent             Verb = "urgent"
	Pressure           Verb = "pressure"
	AnswerPressure     Verb = "answer-pressure"
	Advise             Verb = "advice"
	AnswerAdvice       Verb = "answer-advice"
	CallToAccount      Verb = "call-to-account"
	Rate               Verb = "rate"
	PublishConsent     Verb = "publish-consent"
	AidConsent         Verb = "aid-consent"
	Publish            Verb = "publish"
	Unpublish          Verb = "unpublish"
)

// Command is what somebody asks to be done; Version is the version he saw
// (0 for petitioners and the clock, who never overwrite anything).
type Command struct {
	Verb    Verb
	Version int
	Fields  Fields
	Files   []Attachment // evidence resolved by casework
}

// Actor is who acts, with every duty held; Unit is the unit's code.
type Actor struct {
	ID    string
	Unit  string
	Roles []Role
}

// Has tells whether the actor holds a role.
func (a Actor) Has(r Role) bool {
	for _, x := range a.Roles {
		if x == r {
			return true
		}
	}
	return false
}
