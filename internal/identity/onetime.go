package identity

import (
	"context"
	"crypto/rand"
	"encoding/json"
	"fmt"
	"math/big"
	"strconv"
	"strings"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Purpose is what a one-time code opens. A code asked for one thing opens nothing else.
type Purpose string

// The purposes of one-time codes.
const (
	ToSignIn Purpose = "sign-in"
	ToProve  Purpose = "prove"    // that a petition's phone or mailbox is one's own
	NewCode  Purpose = "new-code" // another query code for a petition
	ToFollow Purpose = "follow"   // that a mailbox that wants to follow a published matter is one's own
	ToAdd    Purpose = "add"      // another contact for the account that is signed in
)

// What a code is worth: 6 digits, five tries, a quarter of an hour.
const (
	CodeLives   = 15 * time.Minute
	CodeTries   = 5
	codeDigits  = 6
	sendsAnHour = 3
	sendsADay   = 10
	CodeKept    = 24 * time.Hour // for the daily count
	codeSealed  = "one-time-code"
	codeMessage = "one-time-code" // the notice
)

// RecipientUse binds sealed addresses in the outbox to their use.
const RecipientUse = "recipient"

// Codes sends one-time codes and takes them back. It never tells whether an address is known.
type Codes struct {
	Store     *store.Store
	Keys      *Keys
	Clock     clock.Clock
	Unlimited bool // measurements and the demo only: no limit of sends
	Hourly    int  // codes the whole site sends an hour at most, whatever the addresses; 0 for any number
}

// Asking is a request for a code.
type Asking struct {
	Purpose Purpose
	Subject string // a petition's number, or nothing
	To      Contact
	Lang    string
	Mute    bool // send nothing, but do everything else as if: the address does not fit the subject
}

// Ask sends a code to an address. token is the asking browser's own secret: only with it can the
// code be entered. TooMany says when the next one may be sent; it counts what was sent to nobody
// too, so that the count tells nothing.
func (c Codes) Ask(ctx context.Context, token string, a Asking) error {
	row, message, err := c.prepare(token, a)
	if err != nil {
		return err
	}
	return c.Store.Tx(ctx, func(tx *store.Store) error {
		sent, err := tx.CodesSentSince(ctx, row.Field, row.Blind, row.SentAt.Add(-CodeKept))
		if err != nil {
			return err
		}
		if err := c.room(sent, row.SentAt); err != nil {
			return err
		}
		if err := c.siteRoom(ctx, tx, row.SentAt); err != nil {
			return err
		}
		if err := tx.InsertOneTimeCode(ctx, &row); err != nil {
			return err
		}
		return tx.Enqueue(ctx, 0, []store.Message{message})
	})
}

// prepare makes code and message, sealed, before the transaction opens.
func (c Codes) prepare(token string, a Asking) (store.OneTimeCode, store.Message, error) {
	now, digits := c.Clock.Now(), newDigits()
	row := store.OneTimeCode{ID: store.NewID(), AskHash: HashToken(token), Purpose: string(a.Purpose), Subject: a.Subject, Field: a.To.Field,
		Blind: c.Keys.Blind(a.To.Field, a.To.Value), SentAt: now, ExpiresAt: now.Add(CodeLives)}
	message := store.Message{ID: store.NewID(), Kind: codeMessage, Channel: a.To.channel(), Lang: a.Lang, NotBefore: now, CreatedAt: now}
	row.CodeHash = c.Keys.CodeHash(row.ID, digits)
	if a.Mute {
		row.CodeHash, message.Channel = nil, "in-site"
	}
	var err error
	if row.Sealed, err = c.Keys.Seal(codeSealed, row.ID, []byte(a.To.Value)); err != nil {
		return row, message, err
	}
	// The code travels sealed beside the address, so that the database alone yields no living code.
	if message.Recipient, err = c.Keys.Seal(RecipientUse, message.ID, []byte(a.To.Value+"\n"+digits)); err != nil {
		return row, message, err
	}
	args, err := json.Marshal(map[string]string{"minutes": strconv.Itoa(int(CodeLives / time.Minute))})
	message.Args = string(args)
	return row, message, err
}

// OneTimeRecipient takes the code from what was sealed with the address of its message.
func OneTimeRecipient(opened string) (address, code string) {
	address, code, _ = strings.Cut(opened, "\n")
	return address, code
}

// room refuses when an address got its codes for this hour or this day; sent is newest first.
func (c Codes) room(sent []time.Time, now time.Time) error {
	if c.Unlimited {
		return nil
	}
	wait := time.Duration(0)
	if len(sent) >= sendsADay {
		wait = sent[sendsADay-1].Add(24 * time.Hour).Sub(now)
	}
	if len(sent) >= sendsAnHour {
		wait = max(wait, sent[sendsAnHour-1].Add(time.Hour).Sub(now))
	}
	if wait <= 0 {
		return nil
	}
	return fault.New(fault.TooMany, "account.error.sends", "minutes", int(wait/time.Minute)+1).Retry(wait)
}

// siteRoom refuses when the whole site has sent its codes for this hour: whoever spreads requests
// over many addresses costs the office money and others their sleep.
func (c Codes) siteRoom(ctx context.Context, tx *store.Store, now time.Time) error {
	if c.Unlimited || c.Hourly == 0 {
		return nil
	}
	n, oldest, err := tx.CodesSentInAll(ctx, now.Add(-time.Hour))
	if err != nil || n < c.Hourly {
		return err
	}
	wait := max(oldest.Add(time.Hour).Sub(now), time.Minute)
	return fault.New(fault.TooMany, "account.error.site_sends", "minutes", int(wait/time.Minute)+1).Retry(wait)
}

// Asked is what a browser asked a code for.
type Asked struct {
	Purpose Purpose
	Field   string
	Subject string
	Again   bool // more than one was sent
}

// Asked answers what a browser asked for; NotFound when it asked for nothing, or long ago.
func (c Codes) Asked(ctx context.Context, token string) (Asked, error) {
	rows, err := c.Store.OneTimeCodes(ctx, HashToken(token))
	if err != nil {
		return Asked{}, err
	}
	if len(rows) == 0 || rows[0].UsedAt != nil {
		return Asked{}, fault.New(fault.NotFound, "account.error.ask_gone")
	}
	return Asked{Purpose(rows[0].Purpose), rows[0].Field, rows[0].Subject, len(rows) > 1}, nil
}

// Again sends another code for the same thing to the same address. The earlier one stays valid for
// its time: messages overtake each other.
func (c Codes) Again(ctx context.Context, token, lang string) error {
	rows, err := c.Store.OneTimeCodes(ctx, HashToken(token))
	if err != nil {
		return err
	}
	if len(rows) == 0 || rows[0].UsedAt != nil {
		return fault.New(fault.NotFound, "account.error.ask_gone")
	}
	last := rows[0]
	to, err := c.Keys.Open(codeSealed, last.ID, last.Sealed)
	if err != nil {
		return err
	}
	return c.Ask(ctx, token, Asking{Purpose: Purpose(last.Purpose), Subject: last.Subject, To: Contact{last.Field, string(to)}, Lang: lang, Mute: len(last.CodeHash) == 0})
}

// Proved is what a right code proved.
type Proved struct {
	Purpose Purpose
	Subject string
	By      Contact
}

// Enter takes a code as it was typed and, when it is right, runs then in the transaction that
// spends it: of many entries of one code exactly one gets that far. What is wrong is told at the
// field code: six digits, wrong, expired, tried too often, used.
func (c Codes) Enter(ctx context.Context, token, typed string, then func(ctx context.Context, tx *store.Store, p Proved) error) error {
	digits := petition.Digits(typed)
	if len(digits) != codeDigits {
		return refuse("six")
	}
	var refused error
	err := c.Store.Tx(ctx, func(tx *store.Store) error {
		now := c.Clock.Now()
		refused = nil
		if err := tx.CountTry(ctx, HashToken(token), CodeTries, now); err != nil {
			return err
		}
		rows, err := tx.OneTimeCodes(ctx, HashToken(token))
		if err != nil {
			return err
		}
		row := c.right(rows, digits, now)
		if row == nil {
			refused = why(rows, now)
			return nil // the try stays counted
		}
		by, err := c.Keys.Open(codeSealed, row.ID, row.Sealed)
		if err != nil {
			return err
		}
		first, err := tx.UseOneTimeCode(ctx, row, now)
		if err != nil {
			return err
		}
		if !first {
			refused = refuse("used")
			return nil
		}
		return then(ctx, tx, Proved{Purpose(row.Purpose), row.Subject, Contact{row.Field, string(by)}})
	})
	if err != nil {
		return err
	}
	return refused
}

// right finds the living code that was entered; it looks at every one, whatever the first says.
func (c Codes) right(rows []store.OneTimeCode, digits string, now time.Time) *store.OneTimeCode {
	var found *store.OneTimeCode
	for i := range rows {
		row := &rows[i]
		matches := c.Keys.CodeMatches(row.ID, digits, row.CodeHash)
		if matches && row.UsedAt == nil && row.Tries <= CodeTries && now.Before(row.ExpiresAt) {
			found = row
		}
	}
	return found
}

// why says what is wrong with a code that is not right, by the newest one sent.
func why(rows []store.OneTimeCode, now time.Time) error {
	if len(rows) == 0 {
		return refuse("ask_gone")
	}
	last := rows[0]
	switch {
	case last.UsedAt != nil:
		return refuse("used")
	case !now.Before(last.ExpiresAt):
		return refuse("expired")
	case last.Tries >= CodeTries:
		return refuse("tries")
	}
	return fault.Invalid().Field("code", "account.error.wrong", "left", CodeTries-last.Tries)
}

func refuse(reason string) error { return fault.Invalid().Field("code", "account.error."+reason) }

// newDigits makes six random digits.
func newDigits() string {
	n, err := rand.Int(rand.Reader, big.NewInt(1_000_000))
	if err != nil {
		panic(err) // never fails: the runtime ends the program instead
	}
	return fmt.Sprintf("%06d", n)
}
