package casework

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"

	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// checking compares one petition: what its events say against every row that
// stands beside it.
type checking struct {
	*Audit
	s     *store.Store
	ctx   context.Context //nolint:containedctx // lives for one petition
	b     *store.Beside
	id    int64
	row   petition.Petition
	found []Finding

	events []petition.Event // in order, Content read
	c      *petition.Case
	line   *store.AnswerLine // of the latest answer
	public *store.Published  // since the last event that changed it
}

func (k *checking) wrong(place, row string, wrong Wrong, detail string) {
	k.found = append(k.found, Finding{Place: place, Row: row, Number: k.row.Number, Wrong: wrong, Detail: detail})
}

// all lists what is wrong with the petition. Where its events are not whole,
// nothing can be computed from them: then they alone are named, and what
// carries a mark of its own.
func (k *checking) all() []Finding {
	row, ok := k.b.Petitions[k.id]
	k.row, k.events = row, k.b.Events[k.id]
	if !ok {
		k.orphans()
		return k.found
	}
	k.marked()
	if k.checkEvents() && k.replayed() {
		k.checkRow()
		k.checkIdentity()
		k.checkLists()
		k.checkFiles()
		k.checkPapers()
	}
	return k.found
}

// orphans: rows whose petition is gone; its number stands in the events. Without
// events there never was one.
func (k *checking) orphans() {
	for i := range k.events {
		if k.events[i].Unseal() == nil {
			k.row.Number = k.events[i].Content.Number
			break
		}
	}
	if len(k.events) > 0 {
		k.wrong("petitions", fmt.Sprint(k.id), Missing, "")
		return
	}
	for _, table := range tablesOf(k.b) {
		if table.rows(k.id) > 0 {
			k.wrong(table.name, fmt.Sprintf("of petition %d", k.id), Extra, "there is no such petition")
		}
	}
}

// checkEvents answers whether every event is there and is what was written.
func (k *checking) checkEvents() bool {
	before := len(k.found)
	next := 1
	for i := range k.events {
		e := &k.events[i]
		for ; next < e.Seq; next++ {
			k.wrong("events", fmt.Sprintf("no. %d", next), Missing, "")
		}
		next = e.Seq + 1
		k.checkEvent(e)
	}
	if len(k.events) == 0 {
		k.wrong("petitions", fmt.Sprint(k.id), Extra, "no event tells of it")
	}
	k.checkEnd(next)
	return len(k.found) == before
}

// mostMissing is how many events at the end are named one by one.
const mostMissing = 20

// checkEnd names the events that the row says there are. Where what is there
// makes the same row but for its version, that alone may have been changed.
func (k *checking) checkEnd(next int) {
	if next > k.row.Version {
		return
	}
	whole := &checking{Audit: k.Audit, events: k.events, row: k.row}
	if len(k.events) > 0 && whole.replayed() {
		want := whole.c.Petition
		want.ID, want.CodeHash, want.Version = k.row.ID, k.row.CodeHash, k.row.Version
		if differing(&want, &k.row) == "" {
			k.wrong("petitions", fmt.Sprint(k.id), Differs, "version, or the last events are missing")
		}
	}
	for no := next; no <= k.row.Version && no < next+mostMissing; no++ {
		k.wrong("events", fmt.Sprintf("no. %d", no), Missing, "")
	}
}

func (k *checking) checkEvent(e *petition.Event) {
	name := fmt.Sprintf("no. %d (%s)", e.Seq, e.ID)
	if err := e.Unseal(); err != nil {
		k.wrong("events", name, Unreadable, "body")
		return
	}
	said := e.Content
	want := petition.Event{ID: e.ID, PetitionID: e.PetitionID, RecordedAt: e.RecordedAt, Body: e.Body, Salt: e.Salt, Mark: e.Mark,
		Seq: said.Seq, Verb: said.Verb, Stage: said.Stage, At: said.At, Role: said.Role, Unit: said.Unit, ActorID: said.ActorID}
	detail := differing(&want, e)
	canonical, err := json.Marshal(said)
	switch {
	case detail != "":
	case err != nil || !bytes.Equal(canonical, e.Body):
		detail = "body"
	case k.foreign(e):
		detail = "petition_id"
	case e.Mark == "":
		detail = "mark: none"
	case e.Mark != k.cs.markEvent(e):
		detail = "id, recorded_at, body, salt or mark"
	default:
		return
	}
	k.wrong("events", name, Differs, detail)
}

// foreign tells whether an event is another petition's. Where the first one has
// another number too, it is the petition's row that was changed.
func (k *checking) foreign(e *petition.Event) bool {
	first := &k.events[0]
	return e.Content.Number != k.row.Number && (e == first && len(k.events) == 1 && e.Seq > 1 || e != first && e.Content.Number != first.Content.Number)
}

// replayed builds the case from the events; bytes that make no petition may
// not stop the round.
func (k *checking) replayed() (ok bool) {
	defer func() {
		if broken := recover(); broken != nil {
			k.wrong("events", "", Unreadable, "they make no petition")
			ok = false
		}
	}()
	law := k.cs.Law()
	k.c = &petition.Case{}
	for i := range k.events {
		before := k.c.Publication
		if err := law.Apply(k.c, &k.events[i]); err != nil {
			k.wrong("events", fmt.Sprintf("no. %d", k.events[i].Seq), Unreadable, "verb")
			return false
		}
		if line := answerLine(k.c, &k.events[i]); line != nil {
			line.PetitionID = k.id
			k.line = line
		}
		if k.c.Publication != before {
			k.public = publishedRow(k.c)
		}
	}
	if len(k.events) == 0 || k.events[0].Content.Filing == nil {
		k.wrong("events", "no. 1", Missing, "the filing")
		return false
	}
	k.c.ID = k.id
	return true
}

// checkRow compares the projection; the query code with the last one given.
func (k *checking) checkRow() {
	want := k.c.Petition
	want.ID, want.CodeHash = k.id, k.row.CodeHash
	if detail := differing(&want, &k.row); detail != "" {
		k.wrong("petitions", fmt.Sprint(k.id), Differs, detail)
	}
	code := k.events[0].Content.Code
	if given := k.b.Reissues[k.id]; len(given) > 0 {
		code = given[len(given)-1].CodeSHA256
	}
	if code != "" && hashOf(k.row.CodeHash) != code { // filings from before the marks do not tell it
		k.wrong("petitions", fmt.Sprint(k.id), Differs, "code_hash")
	}
}

// checkIdentity: the sealed record is the one that the filing names, and what
// recognises it is computed from it.
func (k *checking) checkIdentity() {
	rows := k.b.Identities[k.id]
	said := k.events[0].Content.Identity
	key := fmt.Sprint(k.id)
	if len(rows) == 0 {
		if said != "" {
			k.wrong("identities", key, Missing, "")
		}
		return
	}
	row := rows[0]
	if row.SHA256 != said {
		k.wrong("identities", key, Differs, "sha256")
	}
	if hashOf(row.Sealed) != said {
		k.wrong("identities", key, Differs, "sealed")
		return
	}
	person, err := k.cs.Keys.OpenPerson(k.c.Number, row.Sealed)
	if err != nil {
		k.wrong("identities", key, Unreadable, "sealed")
		return
	}
	expected := map[string][]string{}
	for _, l := range k.cs.lookups(person) {
		value := map[string]string{"phone": person.Phone, "email": person.Email}[l.Field]
		expected[l.Field] = k.cs.Keys.Blinds(l.Field, value)
	}
	k.checkLookups(expected)
}

func (k *checking) checkLookups(expected map[string][]string) {
	for _, l := range k.b.Lookups[k.id] {
		known := false
		for _, blind := range expected[l.Field] {
			known = known || blind == l.Blind
		}
		if !known {
			k.wrong("identity_lookups", l.Field, Extra, "")
			continue
		}
		expected[l.Field] = nil
	}
	for field, blinds := range expected {
		if len(blinds) > 0 {
			k.wrong("identity_lookups", field, Missing, "")
		}
	}
}
