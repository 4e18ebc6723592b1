package casework

import (
	"context"
	"slices"
	"strings"
	"time"

	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// reader is for whom a timeline is written.
type reader struct {
	petitioner bool
	names      map[string]string            // of officials by account, on the desk only
	secrets    func(*petition.Content) bool // which events that no unit may see this reader may
}

// timeline words the events, newest first. The petitioner sees units and
// duties, never the names of officials, and nothing internal.
func (cs *Cases) timeline(ctx context.Context, c *petition.Case, r reader, lang string) ([]EventView, error) {
	events, err := cs.Store.Events(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	views := make([]EventView, 0, len(events))
	for i := range events {
		k := &events[i].Content
		hidden := internal(k)
		if hidden && r.petitioner || r.petitioner && k.Settles == petition.Object && k.Verb != petition.Approve || secret(k) && !r.secrets(k) {
			continue
		}
		v := EventView{Seq: k.Seq, At: k.At, Verb: k.Verb, Settles: k.Settles, Internal: hidden, Late: k.Late, Sentence: cs.sentence(k, lang, r.petitioner),
			Actor: ActorView{Role: k.Role, Unit: k.Unit, UnitName: cs.Dir.UnitName(k.Unit, lang)}}
		if signedFor(k) {
			v.Sentence = strings.TrimSpace(v.Sentence + " " + locale.Text(lang, "channel.signed_by", map[string]any{"unit": v.Actor.UnitName}))
		}
		if !r.petitioner {
			v.Actor.Name = r.names[k.ActorID]
		}
		if k.Paper != nil && !hidden && (!r.petitioner || petitionersPaper(k.Paper.Kind)) {
			v.Documents = []string{k.Paper.ID}
		}
		if k.Verb == petition.File {
			v.Documents = []string{receiptID}
		}
		views = append(views, v)
	}
	slices.Reverse(views)
	return views, nil
}

// sameLook is how long looking again counts as the same look: the list stays one
// that people read, and no second visit hides behind a first.
const sameLook = 30 * time.Minute

// recordRead keeps who looked at what, for the petitioner: unit and duty, instant
// and purpose. Whatever answers an official with what a petition says calls it
// first; a test walks every address of the desk.
func (cs *Cases) recordRead(ctx context.Context, c *petition.Case, o identity.Official, what string) error {
	seen, err := cs.Store.RecentRead(ctx, c.ID, o.ID, what, cs.now().Add(-sameLook))
	if err != nil || seen {
		return err
	}
	return cs.keepRead(ctx, store.Read{PetitionID: c.ID, AccountID: o.ID, Role: dutyRole(o.Actor()), Unit: o.Unit, What: what})
}

// keepRead writes a look down, marked, before anything is shown.
func (cs *Cases) keepRead(ctx context.Context, r store.Read) error {
	r.ID, r.At = store.NewID(), cs.now()
	r.Mark = cs.markRead(&r)
	return cs.Store.InsertRead(ctx, &r, cs.markTrail)
}

// dutyRole is the duty under which a read is told to the petitioner.
func dutyRole(a petition.Actor) petition.Role {
	if len(a.Roles) == 0 {
		return ""
	}
	return a.Roles[0]
}

// readsShown is how many looks a page lists at most.
const readsShown = 200

// readsOf lists the looks at a petition, newest first, by unit and duty.
func (cs *Cases) readsOf(ctx context.Context, c *petition.Case, lang string) ([]ReadView, error) {
	rows, err := cs.Store.Reads(ctx, c.ID, readsShown)
	if err != nil {
		return nil, err
	}
	views := make([]ReadView, 0, len(rows))
	for _, r := range rows {
		unit := cs.Dir.UnitName(r.Unit, lang)
		if c.Sealed { // for a report not even the unit that looked is told
			unit = ""
		}
		views = append(views, ReadView{At: r.At, Unit: unit, Role: r.Role, Purpose: r.Reason, What: r.What})
	}
	return views, nil
}
