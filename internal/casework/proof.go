package casework

import (
	"context"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// ProofHolds is how long a one-time code stands for its petition.
const ProofHolds = 15 * time.Minute

// NeedsProof tells whether the holder of a cookie must first prove by a one-time code that the
// petition's phone or mailbox is his. owner is the hash of the cookie. A petition that was given a
// new code through that very phone needs it no more: nobody at the counter has seen that one.
func (cs *Cases) NeedsProof(ctx context.Context, number, owner string, v petition.Verb) (bool, error) {
	if !Signable(v) {
		return false, nil
	}
	p, err := cs.own(ctx, number)
	if err != nil || !p.Channel.AtCounter() {
		return false, err
	}
	proved, err := cs.Store.ProvedSince(ctx, owner, p.ID, cs.now().Add(-ProofHolds))
	if err != nil || proved {
		return false, err
	}
	given, err := cs.Store.Reissues(ctx, p.ID)
	return len(given) == 0, err
}

// NeedsProofToOpen tells whether the holder of a cookie must first prove by a one-time code that the
// petition's phone or mailbox is his, because the office opens the full text only then. Where the
// petitioner left neither, there is nothing to prove with and the query code is enough.
func (cs *Cases) NeedsProofToOpen(ctx context.Context, number, owner string) (bool, error) {
	if !cs.FullTextOTP {
		return false, nil
	}
	p, err := cs.own(ctx, number)
	if err != nil {
		return false, err
	}
	proved, err := cs.Store.ProvedSince(ctx, owner, p.ID, cs.now().Add(-proofKept))
	if err != nil || proved {
		return false, err
	}
	person, err := cs.person(ctx, cs.Store, &petition.Case{Petition: *p})
	_, reachable := provable(person)
	return reachable, err
}

// provable is where a code to the petitioner goes: the mobile phone, else the mailbox.
func provable(person identity.Person) (identity.Contact, bool) {
	if to, ok := identity.MobileContact(person.Phone); ok {
		return to, true
	}
	return identity.MailContact(person.Email)
}

// demandProof is NeedsProof as the fault that an act is refused with.
func (cs *Cases) demandProof(ctx context.Context, number, owner string, v petition.Verb) error {
	needs, err := cs.NeedsProof(ctx, number, owner, v)
	if err == nil && needs {
		err = fault.New(fault.SecondFactor, "account.error.proof")
	}
	return err
}

// AskProof sends a one-time code to the phone of a petition, or to its mailbox where it has no
// mobile phone, and answers which. The asker has the case open; owner is the hash of that cookie.
// NotNow: the petition has neither, only the signed paper is left.
func (cs *Cases) AskProof(ctx context.Context, number, owner, lang string) (field string, err error) {
	p, err := cs.own(ctx, number)
	if err != nil {
		return "", err
	}
	person, err := cs.person(ctx, cs.Store, &petition.Case{Petition: *p})
	if err != nil {
		return "", err
	}
	to, ok := provable(person)
	if !ok {
		return "", fault.New(fault.NotNow, "account.error.no_contact")
	}
	return to.Field, cs.codes().Ask(ctx, proofAsk(p.Number, owner), identity.Asking{Purpose: identity.ToProve, Subject: p.Number, To: to, Lang: locale.Valid(lang)})
}

// EnterProof takes the code that AskProof sent: for the next quarter of an hour the holder of the
// cookie has proved that the petition's phone or mailbox is his. What is wrong with it is told at
// the field code.
func (cs *Cases) EnterProof(ctx context.Context, number, owner, typed string) error {
	p, err := cs.own(ctx, number)
	if err != nil {
		return err
	}
	return cs.codes().Enter(ctx, proofAsk(p.Number, owner), typed, func(ctx context.Context, tx *store.Store, _ identity.Proved) error {
		return tx.PutProof(ctx, &store.Proof{TokenHash: owner, PetitionID: p.ID, ProvedAt: cs.now()})
	})
}

// proofAsk binds a code to one petition and to the cookie that has it open.
func proofAsk(number, owner string) string { return "proof " + number + " " + owner }
