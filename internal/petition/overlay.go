package petition

import (
	"time"

	"sunlit/internal/clock"
)

// Meeting is a hearing or a mediation with what was written down about it.
type Meeting struct {
	On           clock.Day
	Time         string
	Where        string
	Participants string
	Public       bool
	NoticedOn    clock.Day
	Record       string // empty until it was held
	Decision     string // of a mediation: agreed or failed
}

// Supervision is one letter of the office to a unit that breaks the rules, and
// the unit's answer (Art. 40).
type Supervision struct {
	Duty       string
	Text       string
	At         time.Time
	Answer     string
	AnsweredAt time.Time
}

// Advice is one of the three kinds of advice to a unit, and whether it adopts it (Art. 40).
type Advice struct {
	Kind       string // work, policy or account
	Text       string
	At         time.Time
	Decision   string // adopt, adopt_part or not_adopt
	Answer     string
	AnsweredAt time.Time
}

// Promise is what a unit promised for one numbered request, until the
// petitioner says that it was done (Art. 32: what is supported is carried out).
type Promise struct {
	Request    int
	Measure    string
	By         clock.Day
	Proof      string
	ReportedAt time.Time
	Done       *bool // the petitioner's word, nil before
	Word       string
}

// Open tells whether the petitioner has not yet said that it was done.
func (p Promise) Open() bool { return p.Done == nil || !*p.Done }

// AidWord is the petitioner's word on passing his matter on to legal aid, hardship aid or mediation:
// without it nobody is told anything.
type AidWord struct {
	Aid    string // one of Aids
	Agreed bool
	At     time.Time
}

// PressureReport is a petitioner's word that somebody pressed him, and the
// answer of a person; the unit never learns of either (Art. 46).
type PressureReport struct {
	Text       string
	Channel    string // how the petitioner wants to be answered
	About      string // unit, or office: then the discipline body alone answers
	At         time.Time
	Answer     string
	AnsweredAt time.Time
}

// ClosingWord is a unit's report on an assigned matter, until the office has
// accepted or returned it (Art. 22).
type ClosingWord struct {
	Text     string
	At       time.Time
	By       string
	Accepted bool
	Returned string // the office's reasons
}

// Task is something that an official body owes beside the stage's own act.
type Task struct {
	Leg    LegName
	Holder string // unit code
	DueOn  clock.Day
}

// taskLegs are the legs that are tasks, and who owes them.
var taskLegs = map[LegName]func(*Case) string{
	LegCheck: (*Case).office, LegCallBack: (*Case).office, LegUpward: (*Case).office, LegSupervisionAsked: (*Case).office,
	LegRecusal: (*Case).office, LegRouteBack: (*Case).office, LegUrgent: (*Case).holder,
	LegAssigned: func(c *Case) string {
		if c.Closing != nil && !c.Closing.Accepted && c.Closing.Returned == "" { // reported: the office accepts or returns it
			return c.OfficeUnit
		}
		return c.Unit
	},
	LegSupervision: (*Case).responsible, LegAdvice: (*Case).responsible, LegInstruction: (*Case).responsible,
	LegHearing: (*Case).holder, LegMediation: (*Case).holder,
	LegPressure: func(c *Case) string {
		if n := len(c.Pressures); n > 0 && c.Pressures[n-1].About == "office" {
			return ""
		}
		return c.OfficeUnit
	},
}

func (c *Case) office() string { return c.OfficeUnit }

// responsible is the unit that answers for the matter, the office before one has it.
func (c *Case) responsible() string {
	if c.Unit != "" {
		return c.Unit
	}
	return c.OfficeUnit
}

// Tasks lists what officials owe beside the stage's own act, in the order of
// the legs; a petition that has ended may still have some.
func (c *Case) Tasks() []Task {
	var list []Task
	for _, leg := range c.Legs {
		holder, ok := taskLegs[leg.Name]
		switch {
		case !ok || !leg.Running():
		case c.Sealed: // nobody else knows of it (Art. 30)
			list = append(list, Task{Leg: leg.Name, Holder: c.Unit, DueOn: leg.Deadline.Due})
		default:
			list = append(list, Task{Leg: leg.Name, Holder: holder(c), DueOn: leg.Deadline.Due})
		}
	}
	return list
}

// Unserved is the paper whose reading would start the petitioner's next right:
// the answer, or the opinion of a review; nil when none waits.
func (c *Case) Unserved() *Paper {
	switch {
	case c.Stage == Replied:
		return c.Paper
	case c.Stage == Reviewed && c.runs(LegContact):
		return c.ReviewPaper
	}
	return nil
}
