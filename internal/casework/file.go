package casework

import (
	"context"
	"crypto/rand"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"strconv"
	"time"

	"github.com/google/uuid"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Filing is what somebody files; the web layer has checked its shape, casework
// checks that codes exist and texts stay below the hard limit.
type Filing struct {
	petition.Filing
	Person      identity.Person
	Evidence    []string // upload ids
	Owner       string   // hash under which they were received, empty for API clients
	Actor       petition.Actor
	Role        petition.Role // Citizen, or Registrar for other channels
	At          time.Time     // zero: now; imported and late acts have their own
	Key         string        // Idempotency-Key, empty: none
	BodyHash    string        // of the request, hex
	Silent      bool          // no notices: import
	CitizenID   string        // account of who files while signed in, empty: nobody is
	AboutPeople []string      // people complained of, in the petitioner's words
}

// Filed answers a filing: the number, and the query code that is shown once.
type Filed struct {
	Number    string    `json:"number"`
	Code      string    `json:"code"`
	FiledAt   time.Time `json:"filedAt"`
	ForwardBy clock.Day `json:"forwardBy"`
	Receipt   string    `json:"receipt"`
}

func (in Filing) uploads() store.Uploads {
	return store.Uploads{IDs: in.Evidence, TokenHash: in.Owner}
}

// replayWindow is how long the same key answers with the same receipt.
const replayWindow = 24 * time.Hour

// File registers a filing: petition, sealed identity, first event, evidence,
// notices and idempotency row in one transaction. The same key and body answer
// the same receipt for 24 h; the same key with another body is Invalid.
func (cs *Cases) File(ctx context.Context, in Filing) (Filed, error) {
	answer, err := cs.file(ctx, in)
	if err == nil {
		return answer, nil
	}
	// A repeated request is rare, so that it is looked for only now: its key is taken, its uploads
	// are attached already, or nobody knows whether an earlier try was committed.
	if earlier, done, err2 := cs.replayed(ctx, in); done || err2 != nil {
		return earlier, err2
	}
	return Filed{}, err
}

func (cs *Cases) file(ctx context.Context, in Filing) (Filed, error) {
	if err := cs.checkFiling(ctx, in); err != nil {
		return Filed{}, err
	}
	set, answer, err := cs.prepareFiling(ctx, in)
	if err != nil {
		return Filed{}, err
	}
	return answer, cs.Store.Tx(ctx, func(tx *store.Store) error { return tx.InsertFiling(ctx, set) })
}

// replayed answers what an earlier request with the same key was told.
func (cs *Cases) replayed(ctx context.Context, in Filing) (Filed, bool, error) {
	if in.Key == "" {
		return Filed{}, false, nil
	}
	row, err := cs.Store.Idempotency(ctx, identity.HashToken(in.Key))
	if fault.Is(err, fault.NotFound) {
		return Filed{}, false, nil
	}
	if err != nil {
		return Filed{}, true, err
	}
	if row.BodyHash != in.BodyHash {
		return Filed{}, true, fault.New(fault.KindInvalid, "error.idempotency_body")
	}
	if cs.now().Sub(row.CreatedAt) > replayWindow {
		return Filed{Number: row.Number}, true, fault.New(fault.Conflict, "error.idempotency_late", "number", row.Number)
	}
	plain, err := identity.OpenUnder([]byte(in.Key), "filing", row.Answer)
	if err != nil {
		return Filed{}, true, err
	}
	var answer Filed
	return answer, true, json.Unmarshal(plain, &answer)
}

func (cs *Cases) checkFiling(ctx context.Context, in Filing) error {
	bad := fault.Invalid()
	if in.Place != "" && !cs.Dir.HasPlace(in.Place) {
		bad.Field("place", "error.place_unknown")
	}
	if in.Category != "" && !cs.Dir.HasCategory(in.Category) {
		bad.Field("category", "error.category_unknown")
	}
	if in.ReceivedOn.After(cs.Today()) {
		bad.Field("receivedOn", "channel.error.received_later")
	}
	if in.Unit != "" && !cs.Dir.Handles(in.Unit) {
		bad.Field("unit", "error.unit_unknown")
	}
	for i, code := range in.About {
		if _, ok := cs.Dir.Unit(code); !ok {
			bad.Field("about."+strconv.Itoa(i)+".unit", "error.unit_unknown")
		}
	}
	if len(in.Narrative) > petition.MaxText {
		bad.Field("narrative", "error.text_long")
	}
	if err := cs.checkDoors(ctx, in, bad); err != nil {
		return err
	}
	return bad.OrNil()
}

// prepareFiling seals, hashes and marshals before the transaction opens.
func (cs *Cases) prepareFiling(ctx context.Context, in Filing) (*store.Filing, Filed, error) {
	at := in.At
	if at.IsZero() {
		at = cs.now()
	}
	number, code := petition.NewNumber(), petition.NewCode()
	person := in.Person
	person.About = in.AboutPeople
	sealed, err := cs.Keys.SealPerson(number, person)
	if err != nil {
		return nil, Filed{}, err
	}
	sum := sha256.Sum256(sealed)
	files, err := cs.unattached(ctx, in.uploads())
	if err != nil {
		return nil, Filed{}, err
	}
	filing := in.Filing
	filing.Anonymous, filing.Hide = person.Anonymous(), person.Hide
	if filing.OfficeUnit == "" {
		filing.OfficeUnit = cs.Dir.Office()
	}
	law := cs.Law()
	codeHash := cs.Keys.CodeHash(number, code)
	event := law.File(number, filing, files, hex.EncodeToString(sum[:]), in.Actor, in.Role, at)
	event.Content.Code, event.Content.Reach = hashOf(codeHash), cs.Dir.Reach(filing.About)
	if err := cs.seal(&event); err != nil {
		return nil, Filed{}, err
	}
	var c petition.Case
	if err := law.Apply(&c, &event); err != nil {
		return nil, Filed{}, err
	}
	c.CodeHash = codeHash
	answer := Filed{Number: number, Code: code, FiledAt: at, ForwardBy: c.DueOn, Receipt: "/receipt/" + number}
	set := &store.Filing{Petition: &c.Petition, Event: &event, Identity: &store.Identity{Sealed: sealed, SHA256: hex.EncodeToString(sum[:])},
		Lookups: cs.lookups(person), Abouts: event.Content.Reach, Tasks: c.Tasks(), Doors: doorsOf(&filing), Evidence: in.uploads()}
	if src := filing.Source; src != nil && src.Reference != "" {
		set.Reference = &store.Reference{Source: src.From, Reference: src.Reference, DueOn: dayOrNil(src.DueOn), CreatedAt: event.RecordedAt}
	}
	if !in.Silent {
		set.Outbox = cs.notices(&c, person, petition.File, "")
	}
	if !filing.Anonymous { // what is filed without a name leaves no trace in an account
		set.CitizenID = in.CitizenID
	}
	if in.Key != "" {
		set.Idempotency, err = cs.sealedAnswer(in, answer)
	}
	return set, answer, err
}

// sealedAnswer keeps the answer under a key derived from the Idempotency-Key,
// so that the database alone never yields a query code.
func (cs *Cases) sealedAnswer(in Filing, answer Filed) (*store.Idempotency, error) {
	plain, err := json.Marshal(answer)
	if err != nil {
		return nil, err
	}
	sealed, err := identity.SealUnder([]byte(in.Key), "filing", plain)
	if err != nil {
		return nil, err
	}
	return &store.Idempotency{KeyHash: identity.HashToken(in.Key), BodyHash: in.BodyHash, Number: answer.Number, Answer: sealed, CreatedAt: cs.now()}, nil
}

func (cs *Cases) lookups(p identity.Person) []store.Lookup {
	var list []store.Lookup
	for field, value := range map[string]string{"phone": p.Phone, "email": p.Email} {
		if value != "" {
			list = append(list, store.Lookup{Field: field, Blind: cs.Keys.Blind(field, value)})
		}
	}
	return list
}

// seal gives an event its id, its salt and its canonical bytes.
func (cs *Cases) seal(e *petition.Event) error {
	if e.ID == "" {
		id, err := uuid.NewV7()
		if err != nil {
			return err
		}
		e.ID = id.String()
	}
	e.RecordedAt = cs.now()
	e.Salt = make([]byte, 32)
	_, _ = rand.Read(e.Salt)
	if err := e.Seal(); err != nil {
		return err
	}
	e.Mark = cs.markEvent(e)
	return nil
}
