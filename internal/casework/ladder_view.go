package casework

import (
	"slices"
	"strings"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// LadderView is what the further steps of the ladder bring to a petition, for
// the petitioner and the desk alike.
type LadderView struct {
	Hearing      *MeetingView      `json:"hearing,omitempty"`
	Mediation    *MeetingView      `json:"mediation,omitempty"`
	Promises     []PromiseView     `json:"promises,omitempty"`
	Supervisions []SupervisionView `json:"supervisions,omitempty"`
	Review       *AppealView       `json:"review,omitempty"`
	Recheck      *AppealView       `json:"recheck,omitempty"`
	MergedInto   string            `json:"mergedInto,omitempty"`
	Cut          []CutView         `json:"cut,omitempty"`
	Parent       string            `json:"parent,omitempty"`
	CoUnits      []Named           `json:"coUnits,omitempty"`
	Aids         []AidView         `json:"aids,omitempty"`
	Publish      bool              `json:"publish,omitempty"` // the petitioner agrees to publishing, as of now
}

// AidView is the petitioner's word on passing the matter on: given, or taken back.
type AidView struct {
	Aid    string    `json:"aid"`
	Agreed bool      `json:"agreed"`
	At     time.Time `json:"at"`
}

// MeetingView is a hearing or a mediation.
type MeetingView struct {
	On           clock.Day `json:"on"`
	Time         string    `json:"time,omitempty"`
	Where        string    `json:"where"`
	Participants string    `json:"participants,omitempty"`
	Public       bool      `json:"public,omitempty"`
	Record       string    `json:"record,omitempty"`
	Decision     string    `json:"decision,omitempty"`
}

// PromiseView is what was promised for a request; done is the petitioner's word.
type PromiseView struct {
	Request    int        `json:"request"`
	Measure    string     `json:"measure"`
	By         clock.Day  `json:"by"`
	Proof      string     `json:"proof,omitempty"`
	ReportedAt *time.Time `json:"reportedAt,omitempty"`
	Done       *bool      `json:"done,omitempty"`
	Word       string     `json:"word,omitempty"`
	Overdue    bool       `json:"overdue,omitempty"`
}

// SupervisionView is a letter of the office to the unit, with its answer.
type SupervisionView struct {
	Duty       string     `json:"duty"`
	Text       string     `json:"text"`
	At         time.Time  `json:"at"`
	Answer     string     `json:"answer,omitempty"`
	AnsweredAt *time.Time `json:"answeredAt,omitempty"`
}

// AppealView is a review or a re-review.
type AppealView struct {
	Reasons  string `json:"reasons"`
	Late     string `json:"late,omitempty"`
	Decision string `json:"decision,omitempty"`
	Body     *Named `json:"body,omitempty"`
}

// CutView is a request that became a petition of its own.
type CutView struct {
	Request int    `json:"request"`
	Number  string `json:"number"`
}

func (cs *Cases) ladderView(c *petition.Case, lang string) LadderView {
	v := LadderView{Hearing: meetingView(c.Hearing), Mediation: meetingView(c.Mediation), MergedInto: c.MergedInto, Parent: c.Filing.Parent}
	today := cs.Today()
	for _, p := range c.Promises {
		v.Promises = append(v.Promises, PromiseView{Request: p.Request, Measure: p.Measure, By: p.By, Proof: p.Proof, ReportedAt: instant(p.ReportedAt),
			Done: p.Done, Word: p.Word, Overdue: p.Open() && p.By.Before(today)})
	}
	for _, s := range c.Supervisions {
		v.Supervisions = append(v.Supervisions, SupervisionView{Duty: s.Duty, Text: s.Text, At: s.At, Answer: s.Answer, AnsweredAt: instant(s.AnsweredAt)})
	}
	v.Publish = c.PublishConsent
	for _, a := range c.Aids {
		v.Aids = append(v.Aids, AidView(a))
	}
	if c.ReviewReasons != "" {
		v.Review = &AppealView{Reasons: c.ReviewReasons, Late: c.ReviewLate, Decision: c.ReviewDecision, Body: cs.Dir.NamedUnit(c.ReviewUnit, lang)}
	}
	if c.RecheckReasons != "" {
		v.Recheck = &AppealView{Reasons: c.RecheckReasons, Decision: c.FinalDecision}
	}
	for no, number := range c.Cut {
		v.Cut = append(v.Cut, CutView{Request: no, Number: number})
	}
	slices.SortFunc(v.Cut, func(a, b CutView) int { return a.Request - b.Request })
	for _, u := range c.CoUnits {
		v.CoUnits = append(v.CoUnits, *cs.Dir.NamedUnit(u, lang))
	}
	return v
}

func meetingView(m *petition.Meeting) *MeetingView {
	if m == nil {
		return nil
	}
	return &MeetingView{On: m.On, Time: m.Time, Where: m.Where, Participants: m.Participants, Public: m.Public, Record: m.Record, Decision: m.Decision}
}

func instant(t time.Time) *time.Time {
	if t.IsZero() {
		return nil
	}
	return &t
}

// withoutCut is narrative and requests as a unit reads them: without what was
// split off, and without the passages of a report.
func withoutCut(c *petition.Case) (string, []petition.Request) {
	text := c.Filing.Narrative
	for _, passage := range c.Withheld {
		text = strings.ReplaceAll(text, passage, locale.Text(locale.ZhCN, "law.withheld", nil))
	}
	if len(c.Cut) == 0 {
		return text, c.Filing.Requests
	}
	requests := slices.DeleteFunc(slices.Clone(c.Filing.Requests), func(r petition.Request) bool { return c.Cut[r.No] != "" })
	return text, requests
}

// secret tells whether an event is kept from the unit and all who work for it (row 34).
func secret(k *petition.Content) bool {
	step, _ := petition.StepOf(k.Verb)
	return step.Secret || k.Verb == petition.Split && k.Fields.Report
}

// seesSecrets says which secret events an official may see: the head of the
// office, unless the office itself is meant, and the discipline body (Art. 46).
func seesSecrets(o identity.Official) func(*petition.Content) bool {
	a := o.Actor()
	return func(k *petition.Content) bool {
		switch {
		case a.Has(petition.Discipline):
			return true
		case k.Verb == petition.Split:
			return a.Has(petition.Registrar) || a.Has(petition.Office)
		}
		return a.Has(petition.Office) && k.Fields.About != "office"
	}
}
