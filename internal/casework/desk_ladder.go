package casework

import (
	"context"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// DeskLadder is what only officials see of the ladder's further steps.
type DeskLadder struct {
	Triggers     []string        `json:"triggers,omitempty"` // duties broken by now, codes of law.duty
	Tasks        []TaskView      `json:"tasks,omitempty"`
	Merged       []string        `json:"merged,omitempty"` // numbers merged into this one
	Lead         *Official       `json:"lead,omitempty"`
	Advices      []AdviceView    `json:"advices,omitempty"`
	Pressures    []PressureView  `json:"pressures,omitempty"` // never for a unit
	Closing      *ClosingView    `json:"closing,omitempty"`
	Former       []petition.Item `json:"former,omitempty"` // the answer that a review sent back
	Assigned     bool            `json:"assigned,omitempty"`
	RecusalAsked bool            `json:"recusalAsked,omitempty"`
}

// TaskView is something owed beside the stage's own act.
type TaskView struct {
	Leg    petition.LegName `json:"leg"`
	Word   string           `json:"word"`
	Holder *Named           `json:"holder,omitempty"`
	Due    clock.Day        `json:"due"`
	State  string           `json:"state"`
}

// AdviceView is an advice to a unit, with its answer.
type AdviceView struct {
	Kind       string     `json:"kind"`
	Text       string     `json:"text"`
	At         time.Time  `json:"at"`
	Decision   string     `json:"decision,omitempty"`
	Answer     string     `json:"answer,omitempty"`
	AnsweredAt *time.Time `json:"answeredAt,omitempty"`
}

// PressureView is a petitioner's word on pressure, with the answer.
type PressureView struct {
	Text       string     `json:"text"`
	Channel    string     `json:"channel,omitempty"`
	About      string     `json:"about,omitempty"`
	At         time.Time  `json:"at"`
	Answer     string     `json:"answer,omitempty"`
	AnsweredAt *time.Time `json:"answeredAt,omitempty"`
}

// ClosingView is the report on an assigned matter.
type ClosingView struct {
	Text     string    `json:"text"`
	At       time.Time `json:"at"`
	Accepted bool      `json:"accepted,omitempty"`
	Returned string    `json:"returned,omitempty"`
}

func (cs *Cases) deskLadder(ctx context.Context, c *petition.Case, o identity.Official, names map[string]string, lang string) (DeskLadder, error) {
	_, assigned := c.Leg(petition.LegAssigned)
	asked, ok := c.Leg(petition.LegRecusal)
	v := DeskLadder{Triggers: cs.Law().Triggers(c, cs.now()), Former: c.Former, Assigned: assigned, RecusalAsked: ok && asked.Running()}
	a := o.Actor()
	for _, t := range c.Tasks() {
		if t.Leg == petition.LegPressure && !a.Has(petition.Office) && !a.Has(petition.Discipline) {
			continue
		}
		v.Tasks = append(v.Tasks, TaskView{Leg: t.Leg, Word: locale.Text(lang, "law.leg."+string(t.Leg), nil), Holder: cs.Dir.NamedUnit(t.Holder, lang), Due: t.DueOn,
			State: dueState(petition.Petition{DueOn: t.DueOn}, cs.Today())})
	}
	for _, x := range c.Advices {
		v.Advices = append(v.Advices, AdviceView{Kind: x.Kind, Text: x.Text, At: x.At, Decision: x.Decision, Answer: x.Answer, AnsweredAt: instant(x.AnsweredAt)})
	}
	v.Pressures = pressureViews(c, func(p petition.PressureReport) bool {
		return a.Has(petition.Discipline) || a.Has(petition.Office) && p.About != "office"
	})
	if w := c.Closing; w != nil {
		v.Closing = &ClosingView{Text: w.Text, At: w.At, Accepted: w.Accepted, Returned: w.Returned}
	}
	if !mayRoute(o) {
		return v, nil
	}
	merged, err := cs.Store.LinkedTo(ctx, store.LinkMerged, c.ID)
	for i := range merged {
		v.Merged = append(v.Merged, merged[i].Number)
	}
	return v, err
}

func pressureViews(c *petition.Case, sees func(petition.PressureReport) bool) []PressureView {
	var list []PressureView
	for _, p := range c.Pressures {
		if sees(p) {
			list = append(list, PressureView{Text: p.Text, Channel: p.Channel, About: p.About, At: p.At, Answer: p.Answer, AnsweredAt: instant(p.AnsweredAt)})
		}
	}
	return list
}
