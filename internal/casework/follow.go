package casework

import (
	"context"
	"encoding/json"
	"net/url"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

const (
	followPurpose = "follow" // binds sealed addresses of followers to their use
	followedKind  = "followed"
)

// AskFollow sends a code to a mailbox that wants to follow a published matter: nobody is written to
// before the code proved that the mailbox is his own.
func (cs *Cases) AskFollow(ctx context.Context, ask, number string, to identity.Contact, lang string) error {
	m, gone, err := cs.PublishedMatter(ctx, number, lang)
	if err != nil {
		return err
	}
	if gone != nil {
		return fault.New(fault.NotFound, "error.not_found")
	}
	return cs.codes().Ask(ctx, ask, identity.Asking{Purpose: identity.ToFollow, Subject: m.Number, To: to, Lang: locale.Valid(lang)})
}

// keepFollow keeps a proved mailbox, in the transaction that spends its code.
func (cs *Cases) keepFollow(ctx context.Context, tx *store.Store, p identity.Proved, lang string) error {
	f := &store.Follow{ID: store.NewID(), Number: p.Subject, Blind: cs.Keys.Blind(p.By.Field, p.By.Value), Lang: locale.Valid(lang), CreatedAt: cs.now()}
	var err error
	if f.Sealed, err = cs.Keys.Seal(followPurpose, f.ID, []byte(p.By.Value)); err != nil {
		return err
	}
	return tx.AddFollow(ctx, f)
}

// tellFollowers writes to who follows a matter that its public text changed or was taken down.
func (cs *Cases) tellFollowers(ctx context.Context, tx *store.Store, c *petition.Case) error {
	rows, err := tx.Follows(ctx, c.Number)
	if err != nil {
		return err
	}
	var list []store.Message
	for _, f := range rows {
		to, err := cs.Keys.Open(followPurpose, f.ID, f.Sealed)
		if err != nil {
			return err
		}
		m := store.Message{ID: store.NewID(), Kind: followedKind, Channel: "mail", Lang: f.Lang, Number: c.Number, NotBefore: cs.now(), CreatedAt: cs.now()}
		if m.Recipient, err = cs.Keys.Seal(recipientPurpose, m.ID, to); err != nil {
			return err
		}
		args, err := json.Marshal(map[string]string{"stop": cs.BaseURL + "/published/unfollow?" + url.Values{"f": {f.ID}, "k": {cs.Keys.VerifyCode(followID(f.ID))}}.Encode()})
		if err != nil {
			return err
		}
		m.Args = string(args)
		list = append(list, m)
	}
	return tx.Enqueue(ctx, 0, list)
}

func followID(id string) string { return "follow/" + id }

// Following answers the number that a link of a message is about; NotFound for a
// link that is none, or does not count any more.
func (cs *Cases) Following(ctx context.Context, id, key string) (string, error) {
	f, err := cs.Store.Follow(ctx, id)
	if err != nil {
		return "", err
	}
	if !cs.Keys.VerifyCodeMatches(followID(f.ID), key) {
		return "", fault.New(fault.NotFound, "error.not_found")
	}
	return f.Number, nil
}

// Unfollow forgets a mailbox, by the link of a message.
func (cs *Cases) Unfollow(ctx context.Context, id, key string) error {
	if _, err := cs.Following(ctx, id, key); err != nil {
		return err
	}
	return cs.Store.RemoveFollow(ctx, id)
}
