package report

import "sunlit/internal/clock"

// Measure is one thing that is counted.
type Measure string

// What is counted. Unit is who owed it, Other what the count is told apart by,
// Bucket a number of days or the day a stock was entered on.
const (
	Filed          Measure = "filed"           // Other: category
	FiledReport    Measure = "filed_report"    // reports, as one total (Art. 30)
	Answered       Measure = "answered"        // Other: category; Bucket: days since filing
	AnsweredReport Measure = "answered_report" // Bucket: days since filing
	Cohort         Measure = "cohort"          // by day of filing; Bucket: days to the answer, or CohortOpen, CohortEnded

	StockIn  Measure = "stock_in"  // filed
	Reopened Measure = "reopened"  // Other: why
	StockOut Measure = "stock_out" // Other: which way; Bucket: day of filing, as days since 1970

	OfficeDue       Measure = "office_due" // last day on which the office had to pass it on (Art. 22)
	OfficeInTime    Measure = "office_in_time"
	ToldDue         Measure = "told_due" // last day on which the unit had to say what it does (Art. 23)
	ToldInTime      Measure = "told_in_time"
	AnswerDue       Measure = "answer_due" // last day of the answer, extension included (Art. 34)
	AnswerInTime    Measure = "answer_in_time"
	AnswerUnaltered Measure = "answer_unaltered" // in time even without the extension

	OfficeRatable Measure = "office_ratable" // the window for a rating is over
	OfficeRated   Measure = "office_rated"   // Other: the rating
	UnitRatable   Measure = "unit_ratable"
	UnitRated     Measure = "unit_rated" // Other: the rating

	OnceDue    Measure = "once_due"    // a first petition, 90 days after its answer
	OnceSolved Measure = "once_solved" // … that nobody had to repeat
	SaidSolved Measure = "said_solved" // Other: yes or no, in the petitioner's own word

	ReviewAsked  Measure = "review_asked"
	ReviewEnded  Measure = "review_ended" // Other: how
	RecheckAsked Measure = "recheck_asked"
	RecheckEnded Measure = "recheck_ended" // Other: how

	Supervised       Measure = "supervised"
	SupervisionAsked Measure = "supervision_asked" // by petitioners
	SupervisionDue   Measure = "supervision_due"
	SupervisionMet   Measure = "supervision_met"
	Advised          Measure = "advised"        // Other: kind of advice
	AdviceTaken      Measure = "advice_taken"   // Other: adopt, adopt_part, not_adopt
	CalledUp         Measure = "called_up"      // called to account by the joint conference
	Hops             Measure = "hops"           // Bucket: through how many hands before a unit accepted
	ReturnUpheld     Measure = "return_upheld"  // Unit: who had sent it to the wrong place
	ReturnRefused    Measure = "return_refused" // Unit: who would not have what was his
	HandedOn         Measure = "handed_on"      // Unit: from, Other: to
	Held             Measure = "held"           // Bucket: days in a unit's hands

	PromiseDue      Measure = "promise_due"
	PromiseKept     Measure = "promise_kept"     // in the petitioner's word
	PromiseBroken   Measure = "promise_broken"   // in the petitioner's word
	PromiseReported Measure = "promise_reported" // the unit says so, the petitioner has not answered
)

// Buckets of a cohort that are no number of days.
const (
	CohortOpen  = -1 // nobody has answered yet
	CohortEnded = -2 // ended without an answer: routed, refused, withdrawn, merged
)

// ripe are measures of duties and rights that run until the end of their day:
// they are counted from the day after.
var ripe = map[Measure]bool{
	OfficeDue: true, OfficeInTime: true, ToldDue: true, ToldInTime: true, AnswerDue: true, AnswerInTime: true, AnswerUnaltered: true,
	OfficeRatable: true, OfficeRated: true, UnitRatable: true, UnitRated: true, OnceDue: true, OnceSolved: true,
	SupervisionDue: true, SupervisionMet: true, PromiseDue: true, PromiseKept: true, PromiseBroken: true, PromiseReported: true,
}

// Ripe tells whether a measure counts only when its day is over.
func (m Measure) Ripe() bool { return ripe[m] }

// Mark is what one petition adds to the counts: one, on a day.
type Mark struct {
	Measure Measure
	Day     clock.Day
	Unit    string
	Other   string
	Bucket  int
}

// epoch is the day from which buckets count days.
var epoch = clock.Date(1970, 1, 1)

// All lists every measure.
var All = []Measure{Filed, FiledReport, Answered, AnsweredReport, Cohort, StockIn, Reopened, StockOut, OfficeDue, OfficeInTime, ToldDue, ToldInTime, AnswerDue, AnswerInTime, AnswerUnaltered, OfficeRatable, OfficeRated, UnitRatable, UnitRated, OnceDue, OnceSolved, SaidSolved, ReviewAsked, ReviewEnded, RecheckAsked, RecheckEnded, Supervised, SupervisionAsked, SupervisionDue, SupervisionMet, Advised, AdviceTaken, CalledUp, Hops, ReturnUpheld, ReturnRefused, HandedOn, Held, PromiseDue, PromiseKept, PromiseBroken, PromiseReported}
