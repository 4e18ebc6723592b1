package casework

import (
	"context"
	"encoding/json"
	"strconv"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// cosignerPurpose binds a co-signer's sealed name to its use.
const cosignerPurpose = "cosigner"

// Joining is what somebody reads before he signs a joint petition, opened by a
// code of his own: what the matter is and what it asks for, never who else signed.
type Joining struct {
	Number   string
	Title    string
	Requests []petition.Request
	No       int  // which code it is
	Signed   bool // it was signed with this code
	Heads    Heads
}

// JoinCode is one of the codes the initiator hands out.
type JoinCode struct {
	No     int
	Code   string
	Signed bool
}

// joinID names a code by petition and place: the code is derived from it by
// key, so that the initiator can read it again and the database never holds it.
func joinID(number string, no int) string { return "join " + number + " " + strconv.Itoa(no) }

// JoinCodes lists the codes of a joint petition for its initiator: one for
// everybody he said stands behind it, and more when asked for.
func (cs *Cases) JoinCodes(ctx context.Context, number string, more int) ([]JoinCode, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	if c.Filing.Joint == nil {
		return nil, fault.New(fault.NotFound, "error.not_found")
	}
	rows, err := cs.Store.Cosignatures(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	signed, last := map[int]bool{}, 0
	for _, r := range rows {
		signed[r.No], last = r.UndoneAt == nil, r.No
	}
	n := min(max(c.Filing.Joint.Signers-1, last)+max(more, 0), cs.Law().RulesOf(c).Heads.Signers)
	codes := make([]JoinCode, 0, n)
	for no := 1; no <= n; no++ {
		codes = append(codes, JoinCode{No: no, Code: cs.Keys.VerifyCode(joinID(c.Number, no)), Signed: signed[no]})
	}
	return codes, nil
}

// Joining opens a joint petition by a co-signer's code. A wrong code, an
// unknown number and a petition of one person are the same NotFound.
func (cs *Cases) Joining(ctx context.Context, number, code string) (*Joining, error) {
	_, j, err := cs.joining(ctx, number, code)
	return j, err
}

func (cs *Cases) joining(ctx context.Context, number, code string) (*petition.Case, *Joining, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, nil, err
	}
	no := 0
	if err == nil && c.Filing.Joint != nil {
		no = cs.joinNo(c, code)
	}
	if no == 0 {
		return nil, nil, fault.New(fault.NotFound, "channel.error.join_code")
	}
	rows, err := cs.Store.Cosignatures(ctx, c.ID)
	if err != nil {
		return nil, nil, err
	}
	heads, err := cs.heads(ctx, c)
	if err != nil {
		return nil, nil, err
	}
	j := &Joining{Number: c.Number, Title: c.Title, Requests: c.Filing.Requests, No: no, Heads: *heads}
	for _, r := range rows {
		j.Signed = j.Signed || r.No == no && r.UndoneAt == nil
	}
	return c, j, nil
}

// joinNo finds which code was typed, 0 for none.
func (cs *Cases) joinNo(c *petition.Case, code string) int {
	found := 0
	for no := 1; no <= cs.Law().RulesOf(c).Heads.Signers; no++ {
		if cs.Keys.VerifyCodeMatches(joinID(c.Number, no), code) {
			found = no
		}
	}
	return found
}

// Join signs a joint petition under one code: the name is sealed, the unit sees
// one head more. Conflict when the code was used; NotNow when the matter is over.
func (cs *Cases) Join(ctx context.Context, number, code string, who identity.Person) error {
	c, j, err := cs.joining(ctx, number, code)
	if err != nil {
		return err
	}
	if !c.Stage.Open() {
		return fault.New(fault.NotNow, "channel.error.join_over")
	}
	plain, err := json.Marshal(who)
	if err != nil {
		return err
	}
	sealed, err := cs.Keys.Seal(cosignerPurpose, joinID(c.Number, j.No), plain)
	if err != nil {
		return err
	}
	row := store.Cosignature{PetitionID: c.ID, No: j.No, Sealed: sealed, SignedAt: cs.now()}
	row.Mark = cs.markCosignature(&row)
	return cs.Store.Cosign(ctx, &row, cs.markTrail)
}

// Unjoin takes a signature back and forgets the name: nobody is held to a
// petition against his will.
func (cs *Cases) Unjoin(ctx context.Context, number, code string) error {
	c, j, err := cs.joining(ctx, number, code)
	if err != nil {
		return err
	}
	return cs.Store.UndoCosignature(ctx, c.ID, j.No, cs.now(), cs.markCosignature)
}
