package casework

import (
	"context"
	"errors"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// FileAtCounter registers a letter, visit, call or fax for its petitioner, who
// gets the same number, clock and rights as online (Art. 21). The code is
// printed on the slip and shown to nobody again.
func (cs *Cases) FileAtCounter(ctx context.Context, o identity.Official, in Filing) (Filed, error) {
	in.Actor, in.Role, in.OfficeUnit = o.Actor(), petition.Registrar, o.Unit
	if in.SameAs != "" {
		same, err := cs.Store.PetitionByNumber(ctx, o.Scope(), petition.ParseNumber(in.SameAs))
		if err != nil && !fault.Is(err, fault.NotFound) {
			return Filed{}, err
		}
		if err != nil {
			return Filed{}, fault.Invalid().Field("sameAs", "channel.error.same_unknown").OrNil()
		}
		in.SameAs = same.Number
	}
	filed, err := cs.File(ctx, in)
	if errors.Is(err, store.ErrKeyTaken) { // not the request's key: somebody entered the superior's number before
		return Filed{}, fault.Invalid().Field("source.reference", "channel.error.reference_taken").OrNil()
	}
	return filed, err
}

// Slip renders the receipt of a counter filing with the query code on the strip
// to cut off. Only who holds the code, fresh from the answer, can have it made.
func (cs *Cases) Slip(ctx context.Context, o identity.Official, number, code, lang string) (*PaperFile, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	if !c.Filing.Channel.AtCounter() || !cs.Keys.CodeMatches(c.Number, petition.ParseCode(code), c.CodeHash) {
		return nil, fault.New(fault.NotFound, "error.number_or_code")
	}
	if err := cs.recordRead(ctx, c, o, "paper"); err != nil {
		return nil, err
	}
	return cs.Receipt(ctx, c.Number, petition.ParseCode(code), lang)
}

// Heads is how many people stand behind a petition, never who.
type Heads struct {
	People          int  `json:"people"`
	Collective      bool `json:"collective,omitempty"`
	Representatives int  `json:"representatives,omitempty"`
	Confirmed       int  `json:"confirmed,omitempty"` // co-signers who confirmed by themselves, the initiator included
}

// heads counts who stands behind a petition; nil for one person.
func (cs *Cases) heads(ctx context.Context, c *petition.Case) (*Heads, error) {
	n := c.Filing.Heads()
	if n < 2 {
		return nil, nil //nolint:nilnil // one person is no group
	}
	h := &Heads{People: n, Collective: n >= cs.Law().RulesOf(c).Heads.Collective}
	if j := c.Filing.Joint; j != nil {
		signed, err := cs.Store.Cosigners(ctx, c.ID)
		if err != nil {
			return nil, err
		}
		h.Representatives, h.Confirmed = j.Representatives, signed+1
	}
	return h, nil
}
