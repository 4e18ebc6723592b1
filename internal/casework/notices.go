package casework

import (
	"context"

	"github.com/google/uuid"

	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// recipientPurpose binds sealed addresses in the outbox to their use.
const recipientPurpose = identity.RecipientUse

// noticeKind is the message a verb sends to the petitioner; the texts are
// quiet: neutral words, no content, no name.
func noticeKind(v, settles petition.Verb) string {
	switch v {
	case petition.File:
		return "received"
	case petition.RequestInfo:
		return "asked"
	case petition.Approve:
		if settles == petition.Draft {
			return "answered"
		}
	}
	return "news"
}

// tell queues what the step says somebody must hear, in the verb's own
// transaction: nothing is lost on a crash, nothing sent on a rollback.
func (cs *Cases) tell(ctx context.Context, tx *store.Store, c *petition.Case, e *petition.Event, a act) error {
	step, _ := petition.StepOf(e.Verb)
	if a.silent || step.Proposal {
		return nil
	}
	tells := step.Tells
	if e.Content.Settles != "" && e.Verb == petition.Approve {
		settled, _ := petition.StepOf(e.Content.Settles)
		tells = settled.Tells
	}
	petitionerHears := false
	for _, r := range tells {
		petitionerHears = petitionerHears || r == petition.Citizen
	}
	// What was entered for the petitioner on his signed paper is told to him: nobody does it behind his back.
	if signed := e.Role == petition.Citizen && e.ActorID != ""; !signed && (!petitionerHears || e.Role == petition.Citizen) {
		return nil
	}
	p, err := cs.person(ctx, tx, c)
	if err != nil {
		return err
	}
	return tx.Enqueue(ctx, c.ID, cs.notices(c, p, e.Content.Verb, e.Content.Settles))
}

// notices makes the messages that an act sends to one petitioner.
func (cs *Cases) notices(c *petition.Case, p identity.Person, v, settles petition.Verb) []store.Message {
	return cs.messages(c, p, noticeKind(v, settles), func(string) string { return uuid.NewString() })
}

// messages makes the messages to one petitioner: mail and SMS, each where an
// address was given. idOf names the message of a channel; a name that is always
// the same is sent once.
func (cs *Cases) messages(c *petition.Case, p identity.Person, kind string, idOf func(channel string) string) []store.Message {
	var list []store.Message
	add := func(channel, to string) {
		if to == "" {
			return
		}
		id := idOf(channel)
		sealed, err := cs.Keys.Seal(recipientPurpose, id, []byte(to))
		if err != nil {
			return
		}
		list = append(list, store.Message{ID: id, Kind: kind, Channel: channel, Lang: locale.Valid(p.Lang), Recipient: sealed, Number: c.Number, NotBefore: cs.now(), CreatedAt: cs.now()})
	}
	add("mail", p.Email)
	add("sms", p.Mobile())
	return list
}
