package casework

import (
	"context"
	"encoding/json"
	"errors"
	"time"

	"github.com/google/uuid"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Notice is a message about to be sent, with its address in the open.
type Notice struct {
	ID, Kind, Channel, Lang, Number, To string
	Args                                map[string]string
	row                                 store.Message
}

// ClaimNotices takes waiting messages for one sender until the term ends.
func (cs *Cases) ClaimNotices(ctx context.Context, term time.Duration, limit int) ([]Notice, error) {
	rows, err := cs.Store.Claim(ctx, cs.now(), term, limit)
	if err != nil {
		return nil, err
	}
	list := make([]Notice, 0, len(rows))
	for _, m := range rows {
		n, wanted, err := cs.opened(ctx, m)
		if err != nil {
			return nil, err
		}
		if wanted {
			list = append(list, n)
			continue
		}
		if err := cs.Store.Delivered(ctx, m, cs.now()); err != nil && !fault.Is(err, fault.Stale) {
			return nil, err
		}
	}
	return list, nil
}

// opened opens the address of a message. Not wanted is what came too late, such as a code that died
// on the way, and what the holder of the address asked not to be sent.
func (cs *Cases) opened(ctx context.Context, m store.Message) (Notice, bool, error) {
	n := Notice{ID: m.ID, Kind: m.Kind, Channel: m.Channel, Lang: m.Lang, Number: m.Number, row: m}
	to, err := cs.Keys.Open(recipientPurpose, m.ID, m.Recipient)
	if err != nil {
		return n, false, err
	}
	n.To = string(to)
	if m.Args != "" {
		if err := json.Unmarshal([]byte(m.Args), &n.Args); err != nil {
			return n, false, err
		}
	}
	if m.Kind == oneTimeCode {
		var code string
		n.To, code = identity.OneTimeRecipient(n.To)
		if n.Args == nil {
			n.Args = map[string]string{}
		}
		n.Args["code"] = code
		return n, cs.now().Sub(m.CreatedAt) < identity.CodeLives, nil
	}
	contact, ok := identity.MailContact(n.To)
	if m.Channel == "sms" {
		contact, ok = identity.MobileContact(n.To)
	}
	if !ok || m.Kind == codeChanged || m.PetitionID == nil {
		return n, true, nil
	}
	wanted, lang, err := cs.Citizens().Wishes(ctx, contact)
	if lang != "" {
		n.Lang = lang
	}
	return n, wanted, err
}

// NoticeDone records what became of a message: sent, to be tried again, or given up.
func (cs *Cases) NoticeDone(ctx context.Context, n Notice, failed error, giveUp bool) error {
	if failed == nil {
		return cs.Store.Delivered(ctx, n.row, cs.now())
	}
	return cs.Store.Failed(ctx, n.row, cs.now(), failed.Error(), giveUp)
}

// retention is what is kept how long at the shortest.
const (
	uploadKept = 24 * time.Hour
	copyKept   = 30 * 24 * time.Hour
	proofKept  = 2 * time.Hour // so long it opens the full text, where the office asks for one
)

// oneTimeCode is the notice that carries a code.
const oneTimeCode = "one-time-code"

// Tidy forgets what nobody needs any more: abandoned uploads and drafts, old
// working copies, sealed answers of requests that can't be repeated, sessions.
// Nothing of a petition is ever deleted.
func (cs *Cases) Tidy(ctx context.Context) error {
	now := cs.now()
	_, err1 := cs.Store.DeleteDraftsBefore(ctx, now.Add(-DraftKept))
	_, err2 := cs.Store.DeleteWorkingCopiesBefore(ctx, now.Add(-copyKept))
	_, err3 := cs.Store.ForgetAnswers(ctx, now.Add(-replayWindow))
	_, err4 := cs.Store.DeleteCaseSessionsBefore(ctx, sessionClock.Now().Add(-CaseMost))
	_, err5 := cs.Store.ForgetBookings(ctx, now.Add(-bookingKept))
	return errors.Join(err1, err2, err3, err4, err5, cs.tidyAccounts(ctx), cs.sweep(ctx, now.Add(-uploadKept)))
}

// tidyAccounts forgets ended sessions, old codes and proofs, and drafts that are gone.
func (cs *Cases) tidyAccounts(ctx context.Context) error {
	now := cs.now()
	_, err1 := cs.Store.DeleteCitizenSessionsBefore(ctx, sessionClock.Now().Add(-identity.CitizenMost))
	_, err2 := cs.Store.DeleteOneTimeCodesBefore(ctx, now.Add(-identity.CodeKept))
	_, err3 := cs.Store.DeleteProofsBefore(ctx, now.Add(-proofKept))
	_, err4 := cs.Store.DeleteCitizenDraftsBefore(ctx, now.Add(-DraftKept))
	return errors.Join(err1, err2, err3, err4)
}

func (cs *Cases) sweep(ctx context.Context, before time.Time) error {
	rows, err := cs.Store.AbandonedEvidence(ctx, before, 100)
	if err != nil {
		return err
	}
	for _, r := range rows {
		gone, err := cs.Store.DeleteAbandoned(ctx, r.ID)
		if err != nil {
			return err
		}
		if gone {
			if err := cs.Blobs.Delete(ctx, r.BlobKey); err != nil {
				return err
			}
		}
	}
	return nil
}

// reminderDays are how many days before (or after) its due day a matter is
// looked at for a reminder to the unit.
var reminderDays = []int{15, 7, 3, 1, 0, -3}

// RemindUnits queues reminders to the units whose limits come near; kind names
// the message for the days left. One reminder a petition and day is queued.
func (cs *Cases) RemindUnits(ctx context.Context, kind func(left int) (string, bool)) (int, error) {
	today := cs.Today()
	sent := 0
	for _, left := range reminderDays {
		name, ok := kind(left)
		if !ok {
			continue
		}
		due, err := cs.Store.DueOn(ctx, today.AddDays(left), 1000)
		if err != nil {
			return sent, err
		}
		for _, p := range due {
			n, err := cs.remindUnit(ctx, p, name, today)
			if err != nil {
				return sent, err
			}
			sent += n
		}
	}
	return sent, nil
}

func (cs *Cases) remindUnit(ctx context.Context, p petition.Petition, kind string, today clock.Day) (int, error) {
	id := uuid.NewSHA1(paperSpace, []byte(p.Number+" "+kind+" "+today.String())).String() // the same reminder is sent once
	message, err := cs.toUnit(id, kind, p.Holder, p.Number, map[string]string{"due": p.DueOn.String()})
	if err != nil {
		return 0, err
	}
	sent := 0
	err = cs.Store.Tx(ctx, func(tx *store.Store) error {
		first, err := tx.EnqueueOnce(ctx, p.ID, message)
		if sent = 0; first {
			sent = 1
		}
		return err
	})
	return sent, err
}
