package identity_test

import (
	"context"
	"testing"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// signIn begins a session for who proved these contacts.
func (p post) signIn(proved ...identity.Contact) (string, identity.Citizen) {
	p.t.Helper()
	cz := identity.Citizens{Store: p.Store, Keys: p.Keys, Clock: p.clock}
	token := ""
	err := p.Store.Tx(p.t.Context(), func(tx *store.Store) (err error) {
		token, err = cz.SignIn(p.t.Context(), tx, "zh-CN", proved...)
		return err
	})
	if err != nil {
		p.t.Fatal(err)
	}
	who, err := cz.Citizen(p.t.Context(), token)
	if err != nil {
		p.t.Fatal(err)
	}
	return token, who
}

func TestAnAccountIsItsContacts(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newPost(t, s)
		cz := identity.Citizens{Store: s, Keys: p.Keys, Clock: p.clock}
		mail := identity.Contact{Field: identity.FieldEmail, Value: "Wang@Example.org"}
		_, first := p.signIn(mobile)
		_, again := p.signIn(mobile)
		_, stranger := p.signIn(mail)
		if first.ID != again.ID || stranger.ID == first.ID {
			t.Errorf("accounts %s %s %s", first.ID, again.ID, stranger.ID)
		}
		_, third := p.signIn(identity.Contact{Field: identity.FieldPhone, Value: "13900001234"}, mail)
		if third.ID != stranger.ID {
			t.Error("a known mailbox made another account")
		}
		list, err := cz.Contacts(t.Context(), stranger)
		if err != nil || len(list) != 2 || list[0].Masked != "139****1234" || list[1].Masked != "W**@Example.org" {
			t.Errorf("contacts %+v %v", list, err)
		}
		wanted, lang, err := cz.Wishes(t.Context(), mobile)
		if !wanted || lang != "zh-CN" || err != nil {
			t.Errorf("wishes %v %s %v", wanted, lang, err)
		}
		if err := cz.SetNotices(t.Context(), first, identity.FieldPhone, false, "en"); err != nil {
			t.Fatal(err)
		}
		if wanted, lang, err = cz.Wishes(t.Context(), mobile); wanted || lang != "en" || err != nil {
			t.Errorf("wishes %v %s %v", wanted, lang, err)
		}
		if wanted, _, err = cz.Wishes(t.Context(), identity.Contact{Field: identity.FieldPhone, Value: "13700000000"}); !wanted || err != nil {
			t.Errorf("who has no account hears nothing: %v", err)
		}
	})
}

func TestCitizensSessionsEnd(t *testing.T) {
	p := newPost(t, storetest.SQLite(t))
	cz := identity.Citizens{Store: p.Store, Keys: p.Keys, Clock: p.clock}
	token, who := p.signIn(mobile)
	ended := func(token string) {
		t.Helper()
		if _, err := cz.Citizen(t.Context(), token); !fault.Is(err, fault.Unauthenticated) {
			t.Errorf("got %v", err)
		}
	}
	ended("")
	ended(identity.NewToken())
	for at := time.Duration(0); at < identity.CitizenMost-identity.CitizenIdle; at += identity.CitizenIdle {
		p.clock.Advance(identity.CitizenIdle)
		if _, err := cz.Citizen(t.Context(), token); err != nil {
			t.Fatalf("after %s: %v", at, err)
		}
	}
	p.clock.Advance(identity.CitizenIdle + time.Second)
	ended(token)
	one, _ := p.signIn(mobile)
	p.clock.Advance(identity.CitizenIdle + time.Second)
	ended(one)
	one, _ = p.signIn(mobile)
	two, _ := p.signIn(mobile)
	if err := cz.SignOut(t.Context(), one); err != nil {
		t.Fatal(err)
	}
	ended(one)
	if err := cz.SignOutEverywhere(t.Context(), who); err != nil {
		t.Fatal(err)
	}
	ended(two)
}

func TestADraftsSecretIsSealedUnderItsAccount(t *testing.T) {
	p := newPost(t, storetest.SQLite(t))
	cz := identity.Citizens{Store: p.Store, Keys: p.Keys, Clock: p.clock}
	_, who := p.signIn(mobile)
	secret := identity.NewToken()
	if err := cz.KeepDraft(t.Context(), who, secret); err != nil {
		t.Fatal(err)
	}
	rows, err := p.Store.CitizenDrafts(context.Background(), who.ID)
	if err != nil || len(rows) != 1 || string(rows[0].Sealed) == secret || rows[0].DraftID != identity.HashToken(secret) {
		t.Fatalf("kept %+v %v", rows, err)
	}
	secrets, err := cz.DraftSecrets(t.Context(), who)
	if err != nil || secrets[identity.HashToken(secret)] != secret {
		t.Errorf("got %v %v", secrets, err)
	}
	// Moved under another account by whoever holds the database, it opens nothing.
	rows[0].CitizenID = "another"
	if err := p.Store.PutCitizenDraft(t.Context(), &rows[0]); err != nil {
		t.Fatal(err)
	}
	if _, err := cz.DraftSecrets(t.Context(), identity.Citizen{ID: "another"}); err == nil {
		t.Error("a stolen draft opened")
	}
}
