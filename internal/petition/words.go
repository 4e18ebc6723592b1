// Package petition is the law of the portal: stages, verbs, clocks and who may
// do what, pure and without storage. Articles are those of the Regulation on
// Petition Work (信访工作条例) and are kept as data in config/rules.yaml.
package petition

// Stage is where a petition stands on the ladder.
type Stage string

// The stages of the ladder, then its side ends.
const (
	Submitted   Stage = "SUBMITTED"
	Registered  Stage = "REGISTERED"
	Forwarded   Stage = "FORWARDED"
	Objected    Stage = "OBJECTED"
	Dispute     Stage = "DISPUTE"
	Accepted    Stage = "ACCEPTED"
	Replied     Stage = "REPLIED"
	Served      Stage = "SERVED"
	Reviewing   Stage = "REVIEWING"
	Reviewed    Stage = "REVIEWED"
	Rechecking  Stage = "RECHECKING"
	Final       Stage = "FINAL"
	Closed      Stage = "CLOSED"
	Merged      Stage = "MERGED"
	Sealed      Stage = "SEALED"
	Routed      Stage = "ROUTED"
	NotAccepted Stage = "NOT_ACCEPTED"
	NoLonger    Stage = "NO_LONGER"
	Withdrawn   Stage = "WITHDRAWN"
)

// Stages lists every stage in the ladder's order.
var Stages = []Stage{Submitted, Registered, Forwarded, Objected, Dispute, Accepted, Replied, Served,
	Reviewing, Reviewed, Rechecking, Final, Closed, Merged, Sealed, Routed, NotAccepted, NoLonger, Withdrawn}

// Open tells whether somebody still owes the petitioner an act in this stage.
func (s Stage) Open() bool {
	switch s {
	case Submitted, Registered, Forwarded, Objected, Dispute, Accepted, Replied, Served, Reviewing, Reviewed, Rechecking, Sealed:
		return true
	case Final, Closed, Merged, Routed, NotAccepted, NoLonger, Withdrawn:
		return false
	}
	return false
}

// Role is a duty somebody holds towards one petition.
type Role string

// The roles of the ladder, and the two that see no petition.
const (
	Citizen    Role = "CIT"
	Registrar  Role = "REG"
	Office     Role = "OFF"
	Handler    Role = "UNIT"
	Head       Role = "HEAD"
	CoHandler  Role = "CO"
	Lead       Role = "LEAD"
	Joint      Role = "JNT"
	Reviewer   Role = "REV"
	Rechecker  Role = "REC"
	Discipline Role = "DIS"
	System     Role = "SYS"
	Auditor    Role = "AUDITOR" // reads log and events, no identity, no petition
	Admin      Role = "ADMIN"   // accounts, rules, calendar; sees no petition
)

// Roles lists the roles that appear in the steps table.
var Roles = []Role{Citizen, Registrar, Office, Handler, Head, CoHandler, Lead, Joint, Reviewer, Rechecker, Discipline, System}

// Kind is the purpose of a petition.
type Kind string

// Kinds; Unsure is only said by petitioners and settled by register.
const (
	Claim      Kind = "claim"
	Suggestion Kind = "suggestion"
	Report     Kind = "report"
	Other      Kind = "other"
	Unsure     Kind = "unsure"
)

// Route is the legal way a petition goes: A suggestion (Art. 29), B report
// (Art. 30), C1 to C6 claims (Art. 31).
type Route string

// The routes of Art. 29-31.
const (
	RouteA  Route = "A"
	RouteB  Route = "B"
	RouteC1 Route = "C1"
	RouteC2 Route = "C2"
	RouteC3 Route = "C3"
	RouteC4 Route = "C4"
	RouteC5 Route = "C5"
	RouteC6 Route = "C6"
)

// Procedure is how the unit handles what it accepted.
type Procedure string

// Procedures; Duty is C5, the request that a body perform a legal duty.
const (
	Ordinary Procedure = "ordinary"
	Simple   Procedure = "simple"
	Duty     Procedure = "duty"
)

// Decision is the outcome for one numbered request.
type Decision string

// Decisions: the first three for claims (Art. 32), the others for suggestions (Art. 29).
const (
	Support    Decision = "support"
	Explain    Decision = "explain"
	NotSupport Decision = "not_support"
	Adopt      Decision = "adopt"
	AdoptPart  Decision = "adopt_part"
	NotAdopt   Decision = "not_adopt"
)

// Rating is what the petitioner thinks of the office or the unit (Art. 21).
type Rating string

// The three ratings; unrated is never counted as satisfied.
const (
	Satisfied Rating = "satisfied"
	Basic     Rating = "basic"
	NotGood   Rating = "not"
)

// Channel is how a petition came in (Art. 17, 21).
type Channel string

// Channels; all flow into the same register.
const (
	Online   Channel = "online"
	Letter   Channel = "letter"
	Visit    Channel = "visit"
	Call     Channel = "call"
	Fax      Channel = "fax"
	Imported Channel = "imported"
)

// DocumentKind names an official paper.
type DocumentKind string

// The papers of the straight path.
const (
	PaperReceipt         DocumentKind = "receipt"
	PaperForwarding      DocumentKind = "forwarding"
	PaperAcceptance      DocumentKind = "acceptance"
	PaperRefusal         DocumentKind = "refusal"
	PaperExtension       DocumentKind = "extension"
	PaperRouting         DocumentKind = "routing"
	PaperInfoRequest     DocumentKind = "info-request"
	PaperObjection       DocumentKind = "objection"
	PaperRedirection     DocumentKind = "redirection"
	PaperAppointment     DocumentKind = "appointment"
	PaperOpinion         DocumentKind = "opinion"
	PaperSimpleAnswer    DocumentKind = "simple-answer"
	PaperSuggestionReply DocumentKind = "suggestion-reply"
	PaperWithdrawalEnd   DocumentKind = "withdrawal-end"
	PaperMergeNotice     DocumentKind = "merge-notice"
	PaperSealNotice      DocumentKind = "seal-notice"
)

// The papers of the whole ladder: notices on the way, what units and bodies write to each other,
// review and re-review, supervision and advice.
const (
	PaperSplitNotice        DocumentKind = "split-notice"
	PaperAssignment         DocumentKind = "assignment"
	PaperCheckResult        DocumentKind = "check-result"
	PaperRouteBack          DocumentKind = "route-back-notice"
	PaperToOrdinary         DocumentKind = "to-ordinary"
	PaperCoHandling         DocumentKind = "co-handling"
	PaperLeadLetter         DocumentKind = "lead-letter"
	PaperInvitation         DocumentKind = "invitation"
	PaperHearingNotice      DocumentKind = "hearing-notice"
	PaperHearingRecord      DocumentKind = "hearing-record"
	PaperMediationAgreement DocumentKind = "mediation-agreement"
	PaperServiceProof       DocumentKind = "service-proof"
	PaperClosingReport      DocumentKind = "closing-report"
	PaperClosingReturn      DocumentKind = "closing-return"
	PaperReviewAcceptance   DocumentKind = "review-acceptance"
	PaperReviewRefusal      DocumentKind = "review-refusal"
	PaperReviewOpinion      DocumentKind = "review-opinion"
	PaperRecheckOpinion     DocumentKind = "recheck-opinion"
	PaperNoLonger           DocumentKind = "no-longer"
	PaperSupervision        DocumentKind = "supervision-letter"
	PaperSupervisionAnswer  DocumentKind = "supervision-answer"
	PaperAdvice             DocumentKind = "advice"
	PaperAdviceAnswer       DocumentKind = "advice-answer"
	PaperCallToAccount      DocumentKind = "call-to-account"
	PaperDisciplineFeedback DocumentKind = "discipline-feedback"
	PaperUrgentReport       DocumentKind = "urgent-report"
)
