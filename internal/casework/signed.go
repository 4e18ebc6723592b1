package casework

import (
	"context"
	"slices"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

// signable are the acts that give up or judge something. On a petition that a
// clerk took down, and whose code he saw, they need a one-time code or the
// petitioner's signed paper (domain §9).
var signable = []petition.Verb{petition.Withdraw, petition.Rate, petition.Solved, petition.Review, petition.Recheck, petition.Confirm}

// Signable tells whether an act can be done on the petitioner's signed paper.
func Signable(v petition.Verb) bool { return slices.Contains(signable, v) }

// OnSignedPaper enters a petitioner's act for him: the scan of the paper he
// signed comes with it, the event names him as who acts and the registrar as
// who entered it, and he is told. Nobody at the desk ever rates or gives up by himself.
func (cs *Cases) OnSignedPaper(ctx context.Context, o identity.Official, number string, cmd petition.Command, lang string) (*DeskView, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	if !mayEnterSigned(c, o) || !Signable(cmd.Verb) {
		return nil, fault.New(fault.NotNow, "channel.error.signed_not_here")
	}
	if len(cmd.Fields.Evidence) == 0 {
		return nil, fault.Invalid().Field("evidence", "channel.error.signed_scan").OrNil()
	}
	a := act{cmd: cmd, actor: petition.Actor{ID: o.ID, Unit: o.Unit, Roles: []petition.Role{petition.Citizen}}, at: cs.now()}
	if err := cs.withEvidence(ctx, &a, ""); err != nil {
		return nil, err
	}
	if _, err := cs.carryOut(ctx, o.Scope(), c.Number, a); err != nil {
		return nil, err
	}
	return cs.Desk(ctx, o, c.Number, lang)
}

// mayEnterSigned: only the registrar of the office that took the petition down.
func mayEnterSigned(c *petition.Case, o identity.Official) bool {
	return c.Filing.Channel.AtCounter() && o.Has(petition.Registrar) && o.Unit == c.OfficeUnit && !c.Sealed
}

// signedFor tells whether a registrar entered a petitioner's act on his signed paper.
func signedFor(k *petition.Content) bool {
	return k.Role == petition.Citizen && k.ActorID != "" && k.Verb != petition.File
}
