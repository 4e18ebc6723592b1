package identity

import (
	"context"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/store"
)

// How long a citizen stays signed in: long enough to write, short enough for a borrowed telephone.
const (
	CitizenIdle = 30 * time.Minute
	CitizenMost = 8 * time.Hour
)

// draftSecret is the use of a draft's secret sealed under an account.
const draftSecret = "draft-secret"

// contactSealed is the use of a contact's sealed address.
const contactSealed = "contact"

// Citizens are the accounts of petitioners. An account is nothing but the phones and mailboxes that
// somebody proved to hold; nobody needs one to file.
type Citizens struct {
	Store *store.Store
	Keys  *Keys
	Clock clock.Clock // of sessions: the machine's, also in the demo, see docs/adr/0030
}

// Citizen is who is signed in. Since is when: contacts proved since then were proved in this
// session.
type Citizen struct {
	ID    string
	Since time.Time
}

// SignIn begins a session for whoever just proved a contact, inside the transaction that spends the
// code. The first time is what makes the account: nothing tells a new one from an old one.
func (cz Citizens) SignIn(ctx context.Context, tx *store.Store, lang string, proved ...Contact) (string, error) {
	now := cz.Clock.Now()
	id, err := cz.accountOf(ctx, tx, proved)
	if err != nil {
		return "", err
	}
	for _, c := range proved {
		if err := cz.bind(ctx, tx, id, c, lang, now); err != nil {
			return "", err
		}
	}
	token := NewToken()
	return token, tx.InsertCitizenSession(ctx, &store.CitizenSession{TokenHash: HashToken(token), CitizenID: id, CreatedAt: now, SeenAt: now})
}

// accountOf is the account of the first contact that has one, else a new one.
func (cz Citizens) accountOf(ctx context.Context, tx *store.Store, proved []Contact) (string, error) {
	for _, c := range proved {
		row, err := tx.CitizenContact(ctx, c.Field, cz.Keys.blinds(c))
		switch {
		case err == nil:
			return row.CitizenID, nil
		case !fault.Is(err, fault.NotFound):
			return "", err
		}
	}
	return store.NewID(), nil
}

// bind puts a proved contact under an account. One that has an account of its own stays there.
func (cz Citizens) bind(ctx context.Context, tx *store.Store, id string, c Contact, lang string, now time.Time) error {
	row, err := tx.CitizenContact(ctx, c.Field, cz.Keys.blinds(c))
	switch {
	case err == nil && row.CitizenID != id:
		return nil
	case err == nil:
		return tx.MarkProved(ctx, row.Field, row.Blind, now)
	case !fault.Is(err, fault.NotFound):
		return err
	}
	blind := cz.Keys.Blind(c.Field, c.Value)
	var sealed []byte
	if c.Field == fieldSubject {
		sealed = []byte{} // nothing of it is ever needed again
	} else if sealed, err = cz.Keys.Seal(contactSealed, blind, []byte(c.Value)); err != nil {
		return err
	}
	return tx.InsertCitizenContact(ctx, &store.CitizenContact{Field: c.Field, Blind: blind, CitizenID: id, Sealed: sealed, Notices: true,
		Lang: lang, ProvedAt: now, CreatedAt: now})
}

// Add puts a contact that was just proved under an account, beside those it has. One that belongs to
// another account stays there, which is told: who proved it may know.
func (cz Citizens) Add(ctx context.Context, tx *store.Store, id string, c Contact, lang string) error {
	row, err := tx.CitizenContact(ctx, c.Field, cz.Keys.blinds(c))
	if err == nil && row.CitizenID != id {
		return refuse("contact_taken")
	}
	if err != nil && !fault.Is(err, fault.NotFound) {
		return err
	}
	return cz.bind(ctx, tx, id, c, lang, cz.Clock.Now())
}

// Citizen answers who holds a token now and moves the session's idle limit; Unauthenticated when
// it ended.
func (cz Citizens) Citizen(ctx context.Context, token string) (Citizen, error) {
	ended := fault.New(fault.Unauthenticated, "account.error.ended")
	if token == "" {
		return Citizen{}, ended
	}
	now := cz.Clock.Now()
	row, err := cz.Store.CitizenSession(ctx, HashToken(token), now.Add(-CitizenIdle), now.Add(-CitizenMost))
	if fault.Is(err, fault.NotFound) {
		return Citizen{}, ended
	}
	if err != nil {
		return Citizen{}, err
	}
	if now.Sub(row.SeenAt) >= touchEvery {
		if err := cz.Store.TouchCitizenSession(ctx, row.TokenHash, now); err != nil {
			return Citizen{}, err
		}
	}
	return Citizen{ID: row.CitizenID, Since: row.CreatedAt}, nil
}

// SignOut ends a session; one that has ended already is no error.
func (cz Citizens) SignOut(ctx context.Context, token string) error {
	return cz.Store.DeleteCitizenSession(ctx, HashToken(token))
}

// SignOutEverywhere ends every session of an account.
func (cz Citizens) SignOutEverywhere(ctx context.Context, who Citizen) error {
	_, err := cz.Store.DeleteCitizenSessionsOf(ctx, who.ID)
	return err
}

// OwnContact is a contact of an account as its owner sees it.
type OwnContact struct {
	Field    string    `json:"field"` // phone or email
	Masked   string    `json:"masked"`
	Notices  bool      `json:"notices"`
	Lang     string    `json:"lang"`
	ProvedAt time.Time `json:"provedAt"`

	Contact Contact `json:"-"`
}

// Contacts lists the phones and mailboxes of an account.
func (cz Citizens) Contacts(ctx context.Context, who Citizen) ([]OwnContact, error) {
	rows, err := cz.Store.CitizenContacts(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	list := make([]OwnContact, 0, len(rows))
	for _, row := range rows {
		if row.Field == fieldSubject {
			continue
		}
		value, err := cz.Keys.Open(contactSealed, row.Blind, row.Sealed)
		if err != nil {
			return nil, err
		}
		c := Contact{row.Field, string(value)}
		list = append(list, OwnContact{Field: c.Field, Masked: c.Masked(), Notices: row.Notices, Lang: row.Lang, ProvedAt: row.ProvedAt, Contact: c})
	}
	return list, nil
}

// SetNotices changes whether and in which language messages go to a contact of an account.
func (cz Citizens) SetNotices(ctx context.Context, who Citizen, field string, on bool, lang string) error {
	return cz.Store.SetNotices(ctx, who.ID, field, on, lang)
}

// Wishes says whether messages may go to an address and in which language ("": as the petition
// says). Whoever has no account has wished nothing.
func (cz Citizens) Wishes(ctx context.Context, to Contact) (wanted bool, lang string, err error) {
	row, err := cz.Store.CitizenContact(ctx, to.Field, cz.Keys.blinds(to))
	if fault.Is(err, fault.NotFound) {
		return true, "", nil
	}
	if err != nil {
		return false, "", err
	}
	return row.Notices, row.Lang, nil
}

// KeepDraft seals the secret of a draft under an account, so that the draft can be gone on with on
// another device. The draft itself stays sealed under that secret.
func (cz Citizens) KeepDraft(ctx context.Context, who Citizen, secret string) error {
	id := HashToken(secret)
	sealed, err := cz.Keys.Seal(draftSecret, who.ID+" "+id, []byte(secret))
	if err != nil {
		return err
	}
	return cz.Store.PutCitizenDraft(ctx, &store.CitizenDraft{DraftID: id, CitizenID: who.ID, Sealed: sealed, KeptAt: cz.Clock.Now()})
}

// DraftSecrets opens the secrets of the drafts kept with an account, by the draft's id.
func (cz Citizens) DraftSecrets(ctx context.Context, who Citizen) (map[string]string, error) {
	rows, err := cz.Store.CitizenDrafts(ctx, who.ID)
	if err != nil {
		return nil, err
	}
	secrets := make(map[string]string, len(rows))
	for _, row := range rows {
		secret, err := cz.Keys.Open(draftSecret, who.ID+" "+row.DraftID, row.Sealed)
		if err != nil {
			return nil, err
		}
		secrets[row.DraftID] = string(secret)
	}
	return secrets, nil
}
