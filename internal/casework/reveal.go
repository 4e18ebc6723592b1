package casework

import (
	"context"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// revealFor is how long a reveal holds.
const revealFor = 30 * time.Minute

// IdentityView is the petitioner's name and contact for the time of a reveal.
type IdentityView struct {
	Name    string          `json:"name"`
	Phone   string          `json:"phone,omitempty"`
	Address string          `json:"address,omitempty"`
	Email   string          `json:"email,omitempty"`
	Agent   *identity.Agent `json:"agent,omitempty"`
	Until   time.Time       `json:"until"`

	Contact         string           `json:"contact,omitempty"`         // in an organisation
	Representatives []identity.Agent `json:"representatives,omitempty"` // of several petitioners
}

// Reveal shows who the petitioner is, for 30 minutes, to an official whose duty
// needs it. The purpose is recorded before anything is shown, and the
// petitioner sees unit, duty, time and purpose.
func (cs *Cases) Reveal(ctx context.Context, o identity.Official, number, reason string) (*IdentityView, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	if reason = petition.Line(reason); petition.Runes(reason) < 2 || petition.Runes(reason) > 200 {
		return nil, fault.Invalid().Field("reason", "error.reveal_reason").OrNil()
	}
	if !mayReveal(c, o) {
		return nil, fault.New(fault.NotNow, "error.not_now_reveal")
	}
	until := cs.now().Add(revealFor)
	a := o.Actor()
	if err := cs.keepRead(ctx, store.Read{PetitionID: c.ID, AccountID: o.ID, Role: dutyRole(a), Unit: o.Unit, What: "identity", Reason: reason, UntilAt: &until}); err != nil {
		return nil, err
	}
	p, err := cs.person(ctx, cs.Store, c)
	if err != nil {
		return nil, err
	}
	return &IdentityView{Name: p.Name, Phone: p.Phone, Address: p.Address, Email: p.Email, Agent: p.Agent, Until: until,
		Contact: p.Contact, Representatives: p.Representatives}, nil
}

// inScope answers the case of a petition that the official may see.
func (cs *Cases) inScope(ctx context.Context, o identity.Official, number string) (*petition.Case, error) {
	p, err := cs.Store.PetitionByNumber(ctx, o.Scope(), petition.ParseNumber(number))
	if err != nil {
		return nil, err
	}
	return cs.replay(ctx, cs.Store, p)
}

// own answers the petition whose code was proved.
func (cs *Cases) own(ctx context.Context, number string) (*petition.Petition, error) {
	number = petition.ParseNumber(number)
	return cs.Store.PetitionByNumber(ctx, store.CitizenScope(number), number)
}
