package casework

import (
	"context"
	"encoding/json"
	"slices"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

const (
	reissuesADay = 3
	codeChanged  = "code-changed" // the notice
	verbNewCode  = "new-code"     // the line in the petitioner's timeline; no verb of the ladder
)

// AskNewCode sends a one-time code to the phone or mailbox with which a petition was filed, if to is
// that one. The answer is the same when it is not, when the number is unknown, and when the
// petition got its new codes for today: then a code is asked that nobody receives.
func (cs *Cases) AskNewCode(ctx context.Context, ask, number string, to identity.Contact, lang string) error {
	number = petition.ParseNumber(number)
	var id int64
	p, err := cs.own(ctx, number)
	switch {
	case err == nil:
		id = p.ID
	case !fault.Is(err, fault.NotFound):
		return err
	}
	fits, err := cs.filedWith(ctx, id, to)
	if err != nil {
		return err
	}
	before, err := cs.Store.Reissues(ctx, id)
	if err != nil {
		return err
	}
	if len(before) >= reissuesADay && cs.now().Sub(before[reissuesADay-1]) < 24*time.Hour {
		fits = false
	}
	return cs.codes().Ask(ctx, ask, identity.Asking{Purpose: identity.NewCode, Subject: number, To: to, Lang: locale.Valid(lang), Mute: !fits})
}

// reissue makes a new query code inside the transaction that spends the one-time code. The old code
// and all that it opened are dead at once, and every address of the petition is told.
func (cs *Cases) reissue(ctx context.Context, tx *store.Store, number string) (string, error) {
	p, err := tx.PetitionForUpdate(ctx, store.CitizenScope(number), number)
	if err != nil {
		return "", err
	}
	code := petition.NewCode()
	hash := cs.Keys.CodeHash(number, code)
	given := store.Reissue{ID: store.NewID(), PetitionID: p.ID, At: cs.now(), CodeSHA256: hashOf(hash)}
	given.Mark = cs.markReissue(&given)
	if err := tx.ReissueCode(ctx, &given, hash, cs.markTrail); err != nil {
		return "", err
	}
	c := &petition.Case{Petition: *p}
	person, err := cs.person(ctx, tx, c)
	if err != nil {
		return "", err
	}
	args, err := json.Marshal(map[string]string{"phone": cs.Phone})
	if err != nil {
		return "", err
	}
	told := cs.notices(c, person, "", "")
	for i := range told {
		told[i].Kind, told[i].Args = codeChanged, string(args)
	}
	return code, tx.Enqueue(ctx, p.ID, told)
}

// tellReissues puts new query codes into the petitioner's timeline: whoever did not ask for one sees
// that somebody did.
func (cs *Cases) tellReissues(ctx context.Context, v *CitizenView, c *petition.Case, lang string) error {
	given, err := cs.Store.Reissues(ctx, c.ID)
	if err != nil {
		return err
	}
	var told []EventView // before those of the same instant: the list is newest first
	for _, at := range given {
		told = append(told, EventView{At: at, Verb: verbNewCode, Actor: ActorView{Role: petition.Citizen}, Sentence: locale.Text(lang, "account.reissued", nil)})
	}
	v.Events = append(told, v.Events...)
	slices.SortStableFunc(v.Events, func(a, b EventView) int { return b.At.Compare(a.At) })
	return nil
}
