package petition

import (
	"time"

	"sunlit/internal/clock"
)

// NoDue is the due date of a petition nobody owes anything on; it sorts last.
var NoDue = clock.Date(9999, 12, 31)

// Petition is the current row: a projection of its events for lists and
// queries, rebuildable by Replay. It holds nothing that identifies a person.
type Petition struct {
	ID             int64      `gorm:"primaryKey;autoIncrement"`
	Number         string     `gorm:"column:number"`
	Version        int        `gorm:"column:version"` // moved by verbs only
	Stage          Stage      `gorm:"column:stage"`
	Open           bool       `gorm:"column:open"`
	Sealed         bool       `gorm:"column:sealed"` // a report after seal: only the discipline body (Art. 30)
	Kind           Kind       `gorm:"column:kind"`
	Route          Route      `gorm:"column:route"`
	Procedure      Procedure  `gorm:"column:procedure_name"`
	Channel        Channel    `gorm:"column:channel"`
	Title          string     `gorm:"column:title"`
	Category       string     `gorm:"column:category"`
	Place          string     `gorm:"column:place"`
	OfficeUnit     string     `gorm:"column:office_unit"`  // the petition office that registers (first receiver)
	Unit           string     `gorm:"column:unit"`         // responsible unit; empty before the first forward
	Holder         string     `gorm:"column:holder"`       // unit that owes the next act
	HandlerID      string     `gorm:"column:handler_id"`   // official who accepted or took it up
	LeadID         string     `gorm:"column:lead_id"`      // lead official of the matter
	ReviewUnit     string     `gorm:"column:review_unit"`  // reviewing body, once chosen
	PendingVerb    Verb       `gorm:"column:pending_verb"` // proposal that waits for a head
	PendingBy      string     `gorm:"column:pending_by"`   // official who proposed it
	Returned       bool       `gorm:"column:returned"`     // an approver, or the office, sent it back
	Paused         bool       `gorm:"column:paused"`
	Urgent         bool       `gorm:"column:urgent"` // of the matter, never of a person
	Round          int        `gorm:"column:round"`
	DueOn          clock.Day  `gorm:"column:due_on"` // last day of the running leg, NoDue when none
	FiledAt        time.Time  `gorm:"column:filed_at"`
	StageAt        time.Time  `gorm:"column:stage_at"`    // when the stage was reached
	AnsweredAt     *time.Time `gorm:"column:answered_at"` // when the answer was issued (approve of a draft)
	ClosedAt       *time.Time `gorm:"column:closed_at"`
	SystemAt       *time.Time `gorm:"column:system_at"` // next instant at which the clock itself acts
	PublishConsent bool       `gorm:"column:publish_consent"`
	CodeHash       []byte     `gorm:"column:code_hash"`   // keyed hash of the query code
	ReceivedOn     clock.Day  `gorm:"column:received_on"` // day it came in; the counter may enter it later
	People         int        `gorm:"column:people"`      // who stand behind the matter, at least one
}

// TableName names the table for storage.
func (Petition) TableName() string { return "petitions" }

// Request is one thing the petitioner asks for, numbered from 1 as filed.
type Request struct {
	No   int    `json:"no"`
	Text string `json:"text"`
}

// Item is the answer to one numbered request (Art. 32).
type Item struct {
	Request  int       `json:"request"`
	Plain    string    `json:"plain"` // one sentence, at most 40 characters
	Facts    string    `json:"facts"`
	Basis    string    `json:"basis"`
	Decision Decision  `json:"decision"`
	Measure  string    `json:"measure,omitempty"`
	By       clock.Day `json:"by,omitzero"`
}
