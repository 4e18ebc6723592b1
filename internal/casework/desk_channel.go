package casework

import (
	"context"

	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// CameBy is how a matter came in, beyond its channel: whom it concerns by
// number, who sent it here, and what may be entered on a signed paper.
type CameBy struct {
	ReceivedOn   clock.Day       `json:"receivedOn"`
	Heads        *Heads          `json:"heads,omitempty"`
	Organisation bool            `json:"organisation,omitempty"`
	Agent        bool            `json:"agent,omitempty"`
	Mandate      bool            `json:"mandate,omitempty"` // the agent's written mandate is among the evidence
	SameAs       string          `json:"sameAs,omitempty"`
	References   []ReferenceView `json:"references,omitempty"`
	Signed       []petition.Verb `json:"signed,omitempty"` // what the registrar may enter on the petitioner's signed paper
}

// ReferenceView is the number under which another body keeps the matter.
type ReferenceView struct {
	Source    petition.SourceKind `json:"source"`
	Reference string              `json:"reference"`
	DueOn     *clock.Day          `json:"dueOn,omitempty"`
}

func referenceView(r store.Reference) ReferenceView {
	return ReferenceView{Source: r.Source, Reference: r.Reference, DueOn: r.DueOn}
}

func (cs *Cases) cameBy(ctx context.Context, c *petition.Case, person identity.Person, o identity.Official) (*CameBy, error) {
	v := &CameBy{ReceivedOn: c.ReceivedOn, Organisation: c.Filing.Organisation, Agent: c.Filing.Agent}
	v.Mandate = person.Agent != nil && person.Agent.Mandate != ""
	var err error
	if v.Heads, err = cs.heads(ctx, c); err != nil {
		return nil, err
	}
	if mayRoute(o) { // the office's own numbers and links
		v.SameAs = c.Filing.SameAs
		references, err := cs.Store.References(ctx, []int64{c.ID})
		if err != nil {
			return nil, err
		}
		for _, r := range references[c.ID] {
			v.References = append(v.References, referenceView(r))
		}
	}
	if mayEnterSigned(c, o) {
		for _, a := range cs.Law().Actions(c, petitioner, cs.now()) {
			if Signable(a.Verb) {
				v.Signed = append(v.Signed, a.Verb)
			}
		}
	}
	return v, nil
}
