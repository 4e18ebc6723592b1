package casework

import (
	"context"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// CitizenLadder is what only the petitioner sees of the ladder's further steps.
type CitizenLadder struct {
	Unserved  *PaperView                  `json:"unserved,omitempty"` // the paper whose reading starts the next right
	LastDays  map[petition.Verb]clock.Day `json:"lastDays,omitempty"` // of rights that run or ran out
	Bodies    []BodyView                  `json:"bodies,omitempty"`   // that may review, to choose from
	Pressures []PressureView              `json:"pressures,omitempty"`
	Lead      bool                        `json:"lead,omitempty"`         // an official took personal charge
	LeadTitle string                      `json:"leadPosition,omitempty"` // by position, never by name
	SolvedOn  *clock.Day                  `json:"solvedOn,omitempty"`     // from when it is asked whether it is really solved
	Lapsed    []string                    `json:"lapsed,omitempty"`       // duties broken by now, codes of law.duty
}

// BodyView is a body with how to reach it.
type BodyView struct {
	Code    string `json:"code"`
	Name    string `json:"name"`
	Address string `json:"address,omitempty"`
	Phone   string `json:"phone,omitempty"`
}

func (cs *Cases) citizenLadder(ctx context.Context, c *petition.Case, lang string) (CitizenLadder, error) {
	law := cs.Law()
	v := CitizenLadder{Lead: c.LeadID != "", LastDays: map[petition.Verb]clock.Day{},
		Pressures: pressureViews(c, func(petition.PressureReport) bool { return true })}
	if !c.Sealed {
		v.Lapsed = law.Triggers(c, cs.now())
	}
	for _, verb := range []petition.Verb{petition.Review, petition.Recheck, petition.AskCheck} {
		if day := law.LastDay(c, verb); !day.IsZero() {
			v.LastDays[verb] = day
		}
	}
	v.SolvedOn = dayOrNil(law.SolvedCheckOn(c))
	for _, u := range cs.Dir.Units() {
		if u.Kind == KindReview && u.Active {
			v.Bodies = append(v.Bodies, BodyView{Code: u.Code, Name: cs.Dir.UnitName(u.Code, lang), Address: u.Address, Phone: u.Phone})
		}
	}
	waiting := c.Unserved()
	if waiting == nil {
		return v, nil
	}
	own, err := cs.ownPapers(ctx, c, lang)
	for i := range own {
		if own[i].ID == waiting.ID {
			v.Unserved = &own[i]
		}
	}
	return v, err
}
