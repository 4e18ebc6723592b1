package casework

import (
	"context"

	"github.com/google/uuid"

	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// A form of the pages carries a word that was made for it alone. The event it
// makes is named after that word, so that a second click, which without a script
// nobody can stop, finds its event written and changes nothing.

var onceSpace = uuid.MustParse("0b8f0a4e-7f0b-4f55-9d0e-5f6f4f0e6a1c")

// onceID is the id of the event of a form, "" where the form has no such word.
func onceID(number, word string) string {
	if word == "" {
		return ""
	}
	return uuid.NewSHA1(onceSpace, []byte(number+" "+word)).String()
}

// done tells whether the act of a form was written before.
func (cs *Cases) done(ctx context.Context, s *store.Store, once string) (bool, error) {
	if once == "" {
		return false, nil
	}
	return s.HasEvent(ctx, once)
}

// Sender is who sends a petitioner's act, by hashes: under which one its uploads were received, and
// that of the cookie that has the case open, to which proofs are bound.
type Sender struct{ Uploads, Session string }

// OwnActOnce does a petitioner's verb as OwnAct does, and once only for the
// same word: whoever sends a form again gets the same answer.
func (cs *Cases) OwnActOnce(ctx context.Context, number string, by Sender, word string, cmd petition.Command, lang string) (*CitizenView, error) {
	number = petition.ParseNumber(number)
	once := onceID(number, word)
	c, err := cs.ownAct(ctx, number, by, once, cmd)
	if err != nil { // also a file that the first of the two has taken already
		if done, _ := cs.done(ctx, cs.Store, once); !done {
			return nil, err
		}
		return cs.OwnCase(ctx, number, lang)
	}
	return cs.citizenView(ctx, c, lang)
}

func (cs *Cases) ownAct(ctx context.Context, number string, by Sender, once string, cmd petition.Command) (*petition.Case, error) {
	if err := cs.chooseBody(&cmd); err != nil {
		return nil, err
	}
	a := act{cmd: cmd, actor: petitioner, at: cs.now(), once: once}
	if err := cs.withEvidence(ctx, &a, by.Uploads); err != nil {
		return nil, err
	}
	if err := cs.demandProof(ctx, number, by.Session, cmd.Verb); err != nil {
		return nil, err
	}
	return cs.carryOut(ctx, store.CitizenScope(number), number, a)
}
