package casework

import (
	"context"
	"crypto/rand"
	"encoding/binary"
	"fmt"
	"slices"
	"time"

	"github.com/google/uuid"

	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Copier writes petitions that went the way of those that are there, each with a number, a person, keys, marks and papers
// of its own: a register of any size to measure verify on, every row of it as the verbs write it. Stored files are not
// copied.
type Copier struct {
	cs       *Cases
	patterns []pattern
	last     map[series]int // number of the last paper
	next     int64          // key of the next petition
	from, to time.Time      // between which the copies are filed
	end      time.Time      // nothing is recorded later

	Petitions, Events int // written so far
}

// pattern is one petition to copy.
type pattern struct {
	b      *store.Beside
	id     int64
	person identity.Person
}

// NewCopier reads the patterns: every petition that is there and stands for itself.
func (cs *Cases) NewCopier(ctx context.Context) (*Copier, error) {
	c := &Copier{cs: cs, last: map[series]int{}}
	ids, err := cs.Store.PetitionIDs(ctx, store.NoID, 1000)
	if err != nil {
		return nil, err
	}
	for _, id := range ids {
		c.next = id + 1
		b, err := cs.Store.Beside(ctx, id-1, id)
		if err != nil {
			return nil, err
		}
		if len(b.Links[id])+len(b.References[id])+len(b.Scans[id])+len(b.Prints[id])+len(b.Reissues[id])+len(b.Cosignature[id])+len(b.Published[id]) > 0 {
			continue
		}
		p := pattern{b: b, id: id}
		for i := range b.Events[id] {
			if err := b.Events[id][i].Unseal(); err != nil {
				return nil, err
			}
		}
		for _, row := range b.Identities[id] {
			if p.person, err = cs.Keys.OpenPerson(b.Petitions[id].Number, row.Sealed); err != nil {
				return nil, err
			}
		}
		c.patterns = append(c.patterns, p)
	}
	rows, err := cs.Store.PaperSeries(ctx)
	for _, r := range rows {
		c.last[series{r.Unit, r.Kind, r.Year}] = r.Last
	}
	c.end = cs.now().Add(-time.Hour)
	c.from, c.to = c.end.AddDate(-2, 0, 0), c.end.AddDate(0, -4, 0)
	return c, err
}

// Write writes copies in one transaction until it has written so many events; part is how far, of 1, the whole work has
// come: the copies are recorded in that order.
func (c *Copier) Write(ctx context.Context, events int, part float64) error {
	b := &store.Beside{Petitions: map[int64]petition.Petition{}, Events: map[int64][]petition.Event{}, Identities: map[int64][]store.Identity{},
		Lookups: map[int64][]store.Lookup{}, Abouts: map[int64][]store.About{}, Tasks: map[int64][]store.Task{}, CoHandlers: map[int64][]store.CoHandler{},
		Doors: map[int64][]store.Door{}, Lines: map[int64][]store.AnswerLine{}, Evidence: map[int64][]store.Evidence{}, Papers: map[int64][]store.Paper{},
		Reads: map[int64][]store.Read{}, Trails: map[int64][]store.Trail{}}
	filed := c.from.Add(time.Duration(part * float64(c.to.Sub(c.from))))
	for n := 0; n < events; {
		p := &c.patterns[c.Petitions%len(c.patterns)]
		if err := c.copy(p, b, filed); err != nil {
			return err
		}
		n += len(p.b.Events[p.id])
		c.Events += len(p.b.Events[p.id])
		c.Petitions++
	}
	var rows []store.Series
	for s, last := range c.last {
		rows = append(rows, store.Series{Unit: s.unit, Kind: s.kind, Year: s.year, Last: last})
	}
	return c.cs.Store.Tx(ctx, func(tx *store.Store) error {
		if err := tx.InsertBeside(ctx, b); err != nil {
			return err
		}
		return tx.PutPaperSeries(ctx, rows)
	})
}

// copying is one copy on its way.
type copying struct {
	*Copier
	*pattern
	into      *store.Beside
	key       int64
	number    string
	ids       map[string]string          // of events, files and papers: the pattern's → the copy's
	papers    map[string]*petition.Paper // by the copy's id
	recorded  time.Time
	sealed    []byte
	sealedSum string
}

func (c *Copier) copy(p *pattern, into *store.Beside, filed time.Time) error {
	k := &copying{Copier: c, pattern: p, into: into, key: c.next, number: petition.NewNumber(), ids: map[string]string{}, papers: map[string]*petition.Paper{}, recorded: filed}
	c.next++
	row := p.b.Petitions[p.id]
	row.ID, row.Number = k.key, k.number
	into.Petitions[k.key] = row
	if err := k.identity(); err != nil {
		return err
	}
	first := p.b.Events[p.id][0].At
	for _, e := range p.b.Events[p.id] {
		if err := k.event(e, filed.Add(e.At.Sub(first))); err != nil {
			return err
		}
	}
	k.files()
	k.rows()
	k.read()
	return nil
}

// identity seals the person anew, with a phone of the copy's own.
func (k *copying) identity() (err error) {
	if len(k.b.Identities[k.id]) == 0 {
		return nil
	}
	person := k.person
	if person.Phone != "" {
		person.Phone = fmt.Sprintf("139%08d", k.key%100_000_000)
	}
	if k.sealed, err = k.cs.Keys.SealPerson(k.number, person); err != nil {
		return err
	}
	k.sealedSum = hashOf(k.sealed)
	k.into.Identities[k.key] = []store.Identity{{PetitionID: k.key, Sealed: k.sealed, SHA256: k.sealedSum}}
	for _, l := range k.cs.lookups(person) {
		l.PetitionID = k.key
		k.into.Lookups[k.key] = append(k.into.Lookups[k.key], l)
	}
	return nil
}

func (k *copying) event(e petition.Event, at time.Time) error {
	if at.After(k.end) {
		at = k.end
	}
	if !at.After(k.recorded) {
		at = k.recorded.Add(time.Millisecond)
	}
	k.recorded = at
	e.PetitionID, e.RecordedAt = k.key, at.Truncate(time.Millisecond)
	k.ids[e.ID] = idAt(at)
	e.ID = k.ids[e.ID]
	said := &e.Content
	said.Number = k.number
	if said.Identity != "" {
		said.Identity = k.sealedSum
	}
	said.Files = slices.Clone(said.Files)
	for i := range said.Files {
		f := &said.Files[i]
		k.ids[f.ID] = idAt(at)
		f.ID = k.ids[f.ID]
	}
	if said.Paper != nil {
		said.Paper = k.paper(*said.Paper)
	}
	e.Salt = make([]byte, 32)
	_, _ = rand.Read(e.Salt)
	if err := e.Seal(); err != nil {
		return err
	}
	e.Mark = k.cs.markEvent(&e)
	k.into.Events[k.key] = append(k.into.Events[k.key], e)
	return nil
}

// paper gives a paper the next number of its series; its proposal and its approval name the same.
func (k *copying) paper(p petition.Paper) *petition.Paper {
	id, known := k.ids[p.ID]
	if !known {
		id = uuid.NewSHA1(paperSpace, []byte(k.number+p.ID)).String()
		k.ids[p.ID] = id
		s := series{p.Unit, p.Kind, p.On.Year()}
		k.last[s]++
		k.papers[id] = &petition.Paper{Number: k.cs.paperNumber(p.Unit, p.Kind, p.On.Year(), k.last[s])}
	}
	p.ID, p.Number = id, k.papers[id].Number
	return &p
}

func (k *copying) files() {
	for _, f := range k.b.Evidence[k.id] {
		f.ID, f.PetitionID, f.EventID = k.ids[f.ID], &k.key, k.ids[f.EventID]
		f.Mark = k.cs.markEvidence(&f)
		k.into.Evidence[k.key] = append(k.into.Evidence[k.key], f)
	}
	for _, p := range k.b.Papers[k.id] {
		p.ID, p.PetitionID, p.EventID = k.ids[p.ID], k.key, k.ids[p.EventID]
		p.Number, p.VerifyCode = k.papers[p.ID].Number, k.cs.Keys.VerifyCode(p.ID)
		p.Mark = k.cs.markPaper(&p)
		k.into.Papers[k.key] = append(k.into.Papers[k.key], p)
	}
}

// rows copies what follows from the events.
func (k *copying) rows() {
	under(k, k.into.Abouts, k.b.Abouts, func(a *store.About) { a.PetitionID = k.key })
	under(k, k.into.Tasks, k.b.Tasks, func(t *store.Task) { t.PetitionID = k.key })
	under(k, k.into.CoHandlers, k.b.CoHandlers, func(h *store.CoHandler) { h.PetitionID = k.key })
	under(k, k.into.Doors, k.b.Doors, func(d *store.Door) { d.PetitionID = k.key })
	under(k, k.into.Lines, k.b.Lines, func(l *store.AnswerLine) { l.PetitionID = k.key })
}

func under[T any](k *copying, into, from map[int64][]T, set func(*T)) {
	for _, row := range from[k.id] {
		set(&row)
		into[k.key] = append(into[k.key], row)
	}
}

// read has every copy looked at once by who acted on it last.
func (k *copying) read() {
	events := k.into.Events[k.key]
	e := &events[len(events)-1]
	r := store.Read{ID: idAt(k.recorded), PetitionID: k.key, At: e.RecordedAt, AccountID: e.ActorID, Role: e.Role, Unit: e.Unit, What: "case"}
	r.Mark = k.cs.markRead(&r)
	t := store.Trail{PetitionID: k.key, Kind: store.TrailReads, Length: 1}
	t.Mark = k.cs.markTrail(t)
	k.into.Reads[k.key], k.into.Trails[k.key] = []store.Read{r}, []store.Trail{t}
}

// idAt is an id (UUID version 7) as it would have been made at an instant.
func idAt(at time.Time) string {
	id := uuid.New()
	var ms [8]byte
	binary.BigEndian.PutUint64(ms[:], uint64(at.UnixMilli()))
	copy(id[:6], ms[2:])
	id[6] = id[6]&0x0f | 0x70
	return id.String()
}
