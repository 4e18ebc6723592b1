package casework

import (
	"context"
	"slices"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Citizens are the accounts of petitioners, over this portal's database.
func (cs *Cases) Citizens() identity.Citizens {
	return identity.Citizens{Store: cs.Store, Keys: cs.Keys, Clock: sessionClock}
}

func (cs *Cases) codes() identity.Codes {
	return identity.Codes{Store: cs.Store, Keys: cs.Keys, Clock: cs.Clock, Unlimited: cs.Unlimited, Hourly: cs.CodesPerHour}
}

// AskSignIn sends a code for signing in to an address; whether it has an account is told to nobody.
// ask is the asking browser's own secret.
func (cs *Cases) AskSignIn(ctx context.Context, ask string, to identity.Contact, lang string) error {
	return cs.codes().Ask(ctx, ask, identity.Asking{Purpose: identity.ToSignIn, To: to, Lang: locale.Valid(lang)})
}

// AskAddContact sends a code to a further phone or mailbox of who is signed in.
func (cs *Cases) AskAddContact(ctx context.Context, who identity.Citizen, ask string, to identity.Contact, lang string) error {
	return cs.codes().Ask(ctx, ask, identity.Asking{Purpose: identity.ToAdd, Subject: who.ID, To: to, Lang: locale.Valid(lang)})
}

// AskAgain sends another code for what the browser asked before; the earlier one stays valid.
func (cs *Cases) AskAgain(ctx context.Context, ask, lang string) error {
	return cs.codes().Again(ctx, ask, locale.Valid(lang))
}

// Asked answers what a browser asked a code for.
func (cs *Cases) Asked(ctx context.Context, ask string) (identity.Asked, error) {
	return cs.codes().Asked(ctx, ask)
}

// Entered is what a right code opened: a session, or a new query code.
type Entered struct {
	Purpose identity.Purpose
	Session string // token for a cookie
	Number  string
	Code    string // the new query code, shown once
}

// EnterCode takes a one-time code; what is wrong with it is told at the field code.
func (cs *Cases) EnterCode(ctx context.Context, ask, typed, lang string) (Entered, error) {
	got, err := cs.enterCode(ctx, ask, typed, lang)
	if fault.Is(err, fault.Conflict) { // two first sign-ins at once: now there is an account
		return cs.enterCode(ctx, ask, typed, lang)
	}
	return got, err
}

func (cs *Cases) enterCode(ctx context.Context, ask, typed, lang string) (Entered, error) {
	var got Entered
	err := cs.codes().Enter(ctx, ask, typed, func(ctx context.Context, tx *store.Store, p identity.Proved) error {
		got = Entered{Purpose: p.Purpose, Number: p.Subject}
		var err error
		switch p.Purpose {
		case identity.ToSignIn:
			got.Session, err = cs.Citizens().SignIn(ctx, tx, locale.Valid(lang), p.By)
		case identity.NewCode:
			got.Code, err = cs.reissue(ctx, tx, p.Subject)
		case identity.ToFollow:
			err = cs.keepFollow(ctx, tx, p, lang)
		case identity.ToAdd:
			err = cs.Citizens().Add(ctx, tx, p.Subject, p.By, locale.Valid(lang))
		case identity.ToProve: // has its own way in, see EnterProof
			err = fault.New(fault.NotFound, "account.error.ask_gone")
		}
		return err
	})
	return got, err
}

// SignInWith begins a session for somebody whom an identity provider vouches for.
func (cs *Cases) SignInWith(ctx context.Context, vouched []identity.Contact, lang string) (string, error) {
	token := ""
	err := cs.Store.Tx(ctx, func(tx *store.Store) (err error) {
		token, err = cs.Citizens().SignIn(ctx, tx, locale.Valid(lang), vouched...)
		return err
	})
	return token, err
}

// OwnPetition is one petition on its petitioner's list.
type OwnPetition struct {
	Number     string         `json:"number"`
	Title      string         `json:"title"`
	Stage      petition.Stage `json:"stage"`
	Unit       *Named         `json:"unit"`
	FiledAt    time.Time      `json:"filedAt"`
	Due        *clock.Day     `json:"due"`
	Clock      *LegView       `json:"clock,omitempty"`
	Open       bool           `json:"open"`
	Unread     bool           `json:"unread"` // an answer waits to be read
	AskedUntil *clock.Day     `json:"askedUntil,omitempty"`
	Actions    []OwnAction    `json:"actions"`
}

// mineShown is how many petitions an account lists.
const mineShown = 50

// Mine lists the petitions under an account, newest first, each with its stage, its last day and
// what the petitioner may do. Only the citizen's own session leads here: no official and no job
// may ever list a person's petitions (domain rulebook §10).
func (cs *Cases) Mine(ctx context.Context, who identity.Citizen, lang string) ([]OwnPetition, error) {
	rows, err := cs.Store.CitizenPetitions(ctx, who.ID, mineShown)
	if err != nil {
		return nil, err
	}
	list := make([]OwnPetition, 0, len(rows))
	for i := range rows {
		c, err := cs.replay(ctx, cs.Store, &rows[i])
		if err != nil {
			return nil, err
		}
		list = append(list, cs.ownPetition(c, lang))
	}
	return list, nil
}

func (cs *Cases) ownPetition(c *petition.Case, lang string) OwnPetition {
	line := publicLine(&c.Petition, nil)
	own := OwnPetition{Number: c.Number, Title: c.Title, Stage: c.Stage, FiledAt: c.FiledAt, Due: line.Due, Open: c.Open, Unread: c.Stage == petition.Replied}
	if line.Unit != nil && c.Unit != "" {
		own.Unit = cs.Dir.NamedUnit(c.Unit, lang)
	}
	if leg, ok := c.Clock(); ok && !c.Sealed {
		v := legView(leg, lang, cs.Today())
		own.Clock = &v
	}
	var view CitizenView
	cs.ownActions(&view, c, lang)
	own.Actions, own.AskedUntil = view.Actions, view.AskedUntil
	return own
}

// Owns answers nil when a petition is on the list of who is signed in, else the NotFound of an
// unknown number.
func (cs *Cases) Owns(ctx context.Context, who identity.Citizen, number string) error {
	_, err := cs.ownedRow(ctx, who, number)
	return err
}

func (cs *Cases) ownedRow(ctx context.Context, who identity.Citizen, number string) (*petition.Petition, error) {
	p, err := cs.own(ctx, number)
	if err != nil {
		return nil, err
	}
	under, err := cs.Store.UnderAccount(ctx, who.ID, p.ID)
	if err == nil && !under {
		err = fault.New(fault.NotFound, "error.not_found")
	}
	return p, err
}

// AddToAccount puts a petition on the list of who is signed in. Its phone or mailbox must be one of
// the account's; and either its code is known, or that phone was proved in this very session. A
// number alone that fits nothing, a wrong code and somebody else's phone are the same NotFound.
func (cs *Cases) AddToAccount(ctx context.Context, who identity.Citizen, number, code string) error {
	var id int64
	var hash []byte
	p, err := cs.own(ctx, number)
	switch {
	case err == nil:
		id, hash = p.ID, p.CodeHash
	case !fault.Is(err, fault.NotFound):
		return err
	}
	contacts, err := cs.fitting(ctx, who, id)
	if err != nil {
		return err
	}
	knows := cs.Keys.CodeMatches(petition.ParseNumber(number), petition.ParseCode(code), hash)
	proved := slices.ContainsFunc(contacts, func(c identity.OwnContact) bool { return !c.ProvedAt.Before(who.Since) })
	if p == nil || len(contacts) == 0 || !knows && !proved {
		return fault.New(fault.NotFound, "account.error.not_yours")
	}
	return cs.Store.PutUnderAccount(ctx, who.ID, id, store.HowAdded, cs.now())
}

// fitting lists the contacts of an account with which a petition was filed.
func (cs *Cases) fitting(ctx context.Context, who identity.Citizen, petitionID int64) ([]identity.OwnContact, error) {
	contacts, err := cs.Citizens().Contacts(ctx, who)
	if err != nil {
		return nil, err
	}
	var fit []identity.OwnContact
	for _, c := range contacts {
		with, err := cs.filedWith(ctx, petitionID, c.Contact)
		if err != nil {
			return nil, err
		}
		if with {
			fit = append(fit, c)
		}
	}
	return fit, nil
}

func (cs *Cases) filedWith(ctx context.Context, petitionID int64, c identity.Contact) (bool, error) {
	return cs.Store.FiledWith(ctx, petitionID, c.Field, cs.Keys.Blinds(c.Field, c.Value))
}

// TakeFromAccount takes a petition off the list; the petition itself is not touched.
func (cs *Cases) TakeFromAccount(ctx context.Context, who identity.Citizen, number string) error {
	p, err := cs.own(ctx, number)
	if err != nil {
		return err
	}
	return cs.Store.TakeFromAccount(ctx, who.ID, p.ID)
}

// OpenMine opens a case from the list and answers the token of its cookie, as OpenSession does for
// number and code.
func (cs *Cases) OpenMine(ctx context.Context, who identity.Citizen, number string) (string, error) {
	p, err := cs.ownedRow(ctx, who, number)
	if err != nil {
		return "", err
	}
	contacts, err := cs.fitting(ctx, who, p.ID)
	if err != nil {
		return "", err
	}
	token, now := identity.NewToken(), sessionClock.Now()
	hash := identity.HashToken(token)
	return token, cs.Store.Tx(ctx, func(tx *store.Store) error {
		if err := tx.InsertCaseSession(ctx, &store.CaseSession{TokenHash: hash, PetitionID: p.ID, CreatedAt: now, SeenAt: now}); err != nil {
			return err
		}
		for _, c := range contacts {
			if ago := now.Sub(c.ProvedAt); ago <= proofKept { // who just signed in by that phone need not prove it again
				return tx.PutProof(ctx, &store.Proof{TokenHash: hash, PetitionID: p.ID, ProvedAt: cs.now().Add(-ago)})
			}
		}
		return nil
	})
}

// CloseAccount ends an account: its contacts, sessions, lists and drafts. The petitions stay, with
// number and code.
func (cs *Cases) CloseAccount(ctx context.Context, who identity.Citizen) error {
	drafts, err := cs.Citizens().DraftSecrets(ctx, who)
	if err != nil {
		return err
	}
	for _, secret := range drafts {
		if err := cs.ForgetDraft(ctx, secret); err != nil {
			return err
		}
	}
	return cs.Store.DeleteCitizen(ctx, who.ID)
}
