package petition

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"time"

	"sunlit/internal/clock"
)

// Event is one thing that happened to a petition; events are only ever added.
// Body holds the canonical bytes of Content, Salt 256 random bits that hide
// them when a public log commits to their hash.
type Event struct {
	ID         string    `gorm:"primaryKey"`
	PetitionID int64     `gorm:"column:petition_id"`
	Seq        int       `gorm:"column:seq"`
	Verb       Verb      `gorm:"column:verb"`
	Stage      Stage     `gorm:"column:stage"`       // after the event
	At         time.Time `gorm:"column:at"`          // the act's own instant
	RecordedAt time.Time `gorm:"column:recorded_at"` // when it was written down
	Role       Role      `gorm:"column:role"`
	Unit       string    `gorm:"column:unit"`
	ActorID    string    `gorm:"column:actor_id"`
	Body       []byte    `gorm:"column:body"`
	Salt       []byte    `gorm:"column:salt"`
	Mark       string    `gorm:"column:mark"` // by a key outside the database

	Content Content `gorm:"-"`
}

// TableName names the table for storage.
func (Event) TableName() string { return "events" }

// Content is what an event says. Its JSON, in this field order, is the
// canonical form; a field is only ever added at the end.
type Content struct {
	Version  int          `json:"v"`
	Number   string       `json:"number"`
	Seq      int          `json:"seq"`
	Verb     Verb         `json:"verb"`
	Stage    Stage        `json:"stage"`
	At       time.Time    `json:"at"`
	Role     Role         `json:"role"`
	Unit     string       `json:"unit,omitempty"`
	ActorID  string       `json:"actor,omitempty"`
	Late     bool         `json:"late,omitempty"`
	Settles  Verb         `json:"settles,omitempty"` // approve and return-draft: the proposal's verb
	Filing   *Filing      `json:"filing,omitempty"`
	Fields   Fields       `json:"fields,omitzero"`
	Identity string       `json:"identity,omitempty"` // SHA-256 of the identity ciphertext, hex
	Files    []Attachment `json:"files,omitempty"`
	Paper    *Paper       `json:"paper,omitempty"`
	Ended    []Ended      `json:"ended,omitempty"` // closed legs keep the calendar they ended under
	Code     string       `json:"code,omitempty"`  // filing: SHA-256 of the query code's keyed hash, hex
	Reach    []string     `json:"reach,omitempty"` // filing: units that never see it, those complained of and all below (Art. 28, 30)
}

// Filing is what the petitioner wrote, never altered afterwards.
type Filing struct {
	Channel    Channel   `json:"channel"`
	Kind       Kind      `json:"kind"`
	Title      string    `json:"title"`
	Narrative  string    `json:"narrative"`
	Happened   string    `json:"happened,omitempty"` // when it happened, in the petitioner's words
	Requests   []Request `json:"requests"`
	Place      string    `json:"place,omitempty"`
	Unit       string    `json:"unit,omitempty"` // unit the petitioner thinks responsible
	OfficeUnit string    `json:"office"`
	About      []string  `json:"about,omitempty"` // unit codes complained of, never shown to them
	Anonymous  bool      `json:"anonymous,omitempty"`
	Hide       bool      `json:"hide,omitempty"` // name hidden from the handling unit
	Publish    bool      `json:"publish,omitempty"`

	Category     string    `json:"category,omitempty"`     // as the counter proposes it; register settles it
	ReceivedOn   clock.Day `json:"receivedOn,omitzero"`    // day a letter or visit came in, from which clock A counts (Art. 22)
	People       int       `json:"people,omitempty"`       // head count of a visit, zero for one person
	Joint        *Group    `json:"joint,omitempty"`        // several people on one matter
	Organisation bool      `json:"organisation,omitempty"` // the petitioner is an organisation
	Agent        bool      `json:"agent,omitempty"`        // somebody acts for the petitioner
	Source       *Source   `json:"source,omitempty"`       // assigned to this office by a superior
	SameAs       string    `json:"sameAs,omitempty"`       // number of an earlier petition on the same matter, as a person confirmed
	Parent       string    `json:"parent,omitempty"`       // number of the petition from which this one was split
	Mailbox      string    `json:"mailbox,omitempty"`      // code of the leader's mailbox it was written to
	Call         string    `json:"call,omitempty"`         // code of the open call it answers (Art. 29)
}

// Group is how many stand behind one petition: numbers only, names are sealed.
type Group struct {
	Representatives int `json:"representatives"` // 1 to 5 who are written to
	Signers         int `json:"signers"`         // all who are said to stand behind it, representatives included
}

// Source is who assigned a petition to this office, under which number, and
// until when that body wants its report.
type Source struct {
	From      SourceKind `json:"from"`
	Reference string     `json:"reference,omitempty"`
	DueOn     clock.Day  `json:"dueOn,omitzero"`
}

// SourceKind is the superior that assigned a petition.
type SourceKind string

// The superiors of a county's or a city's office.
const (
	FromNation   SourceKind = "nation"
	FromProvince SourceKind = "province"
	FromCity     SourceKind = "city"
	FromHotline  SourceKind = "hotline"
)

// Sources lists the superiors, the highest first.
var Sources = []SourceKind{FromNation, FromProvince, FromCity, FromHotline}

// Heads is how many people stand behind the filing, at least one.
func (f Filing) Heads() int {
	n := max(1, f.People)
	if f.Joint != nil {
		n = max(n, f.Joint.Signers)
	}
	return n
}

// AtCounter tells whether a clerk took a filing of this channel down, so that he saw the
// query code: acts that give something up then need more than the code.
func (c Channel) AtCounter() bool {
	switch c {
	case Letter, Visit, Call, Fax:
		return true
	case Online, Imported:
	}
	return false
}

// Attachment is an evidence file by its hash.
type Attachment struct {
	ID     string `json:"id"`
	Name   string `json:"name"`
	Size   int64  `json:"size"`
	SHA256 string `json:"sha256"`

	Unit   string `json:"-"` // whose official added it, "" for the petitioner's own; from its event
	Inside bool   `json:"-"` // came with an event that the petitioner does not see
}

// Paper is an official document that an event issued.
type Paper struct {
	ID     string       `json:"id"`
	Kind   DocumentKind `json:"kind"`
	Number string       `json:"number,omitempty"`
	Unit   string       `json:"unit"`
	On     clock.Day    `json:"on"`
	SHA256 string       `json:"sha256,omitempty"`
}

// Ended is a leg that an event closed, with the due day it had then.
type Ended struct {
	Leg LegName   `json:"leg"`
	Due clock.Day `json:"due"`
}

// Seal fills Body from Content, so that the stored bytes are the canonical ones.
func (e *Event) Seal() error {
	body, err := json.Marshal(e.Content)
	if err != nil {
		return fmt.Errorf("event body: %w", err)
	}
	e.Body = body
	return nil
}

// Unseal fills Content from the stored Body.
func (e *Event) Unseal() error {
	if err := json.Unmarshal(e.Body, &e.Content); err != nil {
		return fmt.Errorf("event %s: %w", e.ID, err)
	}
	return nil
}

// Commitment is SHA-256 over salt and canonical bytes: what a public log may
// hold without telling anything.
func (e *Event) Commitment() [32]byte {
	h := sha256.New()
	h.Write(e.Salt)
	h.Write(e.Body)
	return [32]byte(h.Sum(nil))
}
