package petition

import (
	"time"

	"sunlit/internal/clock"
)

// Law is what decisions are made with: dated rules and the calendar.
type Law struct {
	Rules    *RuleBook
	Calendar *clock.Calendar
}

// Case is one petition replayed from its events: the row and all that the law
// needs to know to decide the next act.
type Case struct {
	Petition
	Filing         Filing
	Files          []Attachment
	Legs           []Leg
	SimpleProposed bool
	Proposal       *Proposal
	Return         *Return   // the last one, until handed in again
	InfoAsked      bool      // asked once, all at one time
	InfoOpen       bool      // waiting for the petitioner
	Asked          string    // what the petitioner was asked to complete
	Objections     int       // approved objections so far
	Extended       int       // days, 0 before
	Withdrawal     time.Time // when a withdrawal takes effect, zero without one
	WithdrawnAt    time.Time // when it was asked for
	FormerUnit     string    // the unit before the last redirection
	LastReminder   time.Time
	NextProgress   clock.Day
	Opinion        []Item
	Paper          *Paper // the answer
	OfficeRating   Rated
	UnitRating     Rated
	Papers         []Paper
	Seq            int

	LastReturn     *Return        // the last one of this stage, for comparison
	Cut            map[int]string // requests that became petitions of their own, with their numbers
	Withheld       []string       // passages of a report that was cut out: no unit reads them (Art. 30)
	MergedInto     string         // number of the petition this one was merged into
	Closing        *ClosingWord   // of an assigned matter
	Upward         *ClosingWord   // to the body that assigned the matter to this office
	CoUnits        []string       // units that co-handle
	Recused        []string       // accounts that withdrew, or had to (Art. 28)
	Deciders       []string       // accounts that decided once in this ladder: nobody decides twice
	DraftedBy      string         // account whose draft became the answer
	Barred         []string       // accounts that handled or approved what a review sent back
	Former         []Item         // the answer that a review sent back
	FormerRecord   string         // number of the final petition that this one repeats
	Checked        bool           // the office checked a refusal once
	Lapsed         LegName        // the right that ran out and closed the case
	Hearing        *Meeting
	Mediation      *Meeting
	PausedOn       clock.Day // since when the leg of this stage is paused
	Supervisions   []Supervision
	Advices        []Advice
	Promises       []Promise
	Pressures      []PressureReport
	Aids           []AidWord // whom the matter may be passed on to
	ReviewReasons  string
	ReviewLate     string // why the review was asked for after the last day
	ReviewDecision string
	ReviewPaper    *Paper
	RecheckReasons string
	FinalDecision  string
	Solved         *bool // the second question, 90 days after closing
	Publication    *Publication
	Ground         string // of a refusal that was approved
}

// Proposal waits for a head who did not make it.
type Proposal struct {
	Verb   Verb
	Fields Fields
	By     string
	At     time.Time
	Seq    int // of the proposing event
	Paper  *Paper
}

// Return is an approver's reasons, kept beside what was handed in.
type Return struct {
	Verb    Verb
	Fields  Fields // as handed in
	Reasons string
	By      string
	At      time.Time
	Paper   *Paper // keeps its number when handed in again
}

// Rated is one rating and how often it was given; it may be changed once.
type Rated struct {
	Rating  Rating
	Reasons string
	Times   int
	At      time.Time
}

// Replay builds the case from all its events, in order. It is the only truth:
// rows are compared with it in tests.
func (l *Law) Replay(events []Event) (*Case, error) {
	c := &Case{}
	for i := range events {
		if err := l.Apply(c, &events[i]); err != nil {
			return nil, err
		}
	}
	return c, nil
}

// rulesFor answers the rules a petition was filed under; it keeps them for life.
func (l *Law) rulesFor(c *Case) Rules {
	return l.Rules.On(clock.DayOf(c.FiledAt))
}

// RulesOf answers the rules that hold for a case, for screens and papers.
func (l *Law) RulesOf(c *Case) Rules { return l.rulesFor(c) }
