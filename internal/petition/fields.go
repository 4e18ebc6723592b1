package petition

import (
	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// Field is a named input of a verb, as the API spells it.
type Field string

// Fields are the inputs of all verbs; a step says which it needs or allows.
// Texts are runes, limits come from the web layer and MaxText.
type Fields struct {
	Kind      Kind      `json:"kind,omitempty"`
	Route     Route     `json:"route,omitempty"`
	Category  string    `json:"category,omitempty"`
	Place     string    `json:"place,omitempty"`
	Unit      string    `json:"unit,omitempty"` // unit code; for rate the rating of the unit
	Simple    bool      `json:"simple,omitempty"`
	Procedure Procedure `json:"procedure,omitempty"`
	Ground    string    `json:"ground,omitempty"`
	Reasons   string    `json:"reasons,omitempty"`
	GoTo      string    `json:"goTo,omitempty"`
	Decision  string    `json:"decision,omitempty"` // resolve-objection: uphold or refuse
	Items     []Item    `json:"items,omitempty"`
	Days      int       `json:"days,omitempty"`
	Text      string    `json:"text,omitempty"`
	NextOn    clock.Day `json:"nextOn,omitzero"`
	Office    Rating    `json:"office,omitempty"`
	Evidence  []string  `json:"evidence,omitempty"` // upload ids
	SHA256    string    `json:"sha256,omitempty"`   // approve: the file the approver saw
	ServedOn  clock.Day `json:"servedOn,omitzero"`
	How       string    `json:"how,omitempty"`
	Body      string    `json:"body,omitempty"`
	Limit     string    `json:"limit,omitempty"`
	Papers    string    `json:"papers,omitempty"`
	Contact   string    `json:"contact,omitempty"`
	Publish   *bool     `json:"publish,omitempty"`

	Number       string    `json:"number,omitempty"`   // another petition: merge, split, no-longer
	Cut          []int     `json:"requests,omitempty"` // split: the numbered requests that leave
	Title        string    `json:"title,omitempty"`    // split: of the matter that leaves
	Report       bool      `json:"report,omitempty"`   // split: what leaves is a report and is sealed
	Official     string    `json:"official,omitempty"` // account id: lead, recuse
	On           clock.Day `json:"on,omitzero"`        // contact, invite, hearing, mediate
	Time         string    `json:"time,omitempty"`     // of a meeting, such as 14:30
	Where        string    `json:"where,omitempty"`
	Participants string    `json:"participants,omitempty"`
	Public       *bool     `json:"public,omitempty"`  // hearing
	By           clock.Day `json:"by,omitzero"`       // last day of an instruction or a promise
	Duty         string    `json:"duty,omitempty"`    // supervise: which duty, as in law.duty
	Advice       string    `json:"advice,omitempty"`  // advice: work, policy or account; call-to-account: talk, notice or listed
	Request      int       `json:"request,omitempty"` // follow-up, confirm: the numbered request
	Done         *bool     `json:"done,omitempty"`    // confirm
	Late         string    `json:"late,omitempty"`    // review: the good reason for asking after the last day
	Channel      string    `json:"channel,omitempty"` // pressure: the way in which the petitioner wants to be answered
	About        string    `json:"about,omitempty"`   // pressure: unit or office
	Paper        string    `json:"paper,omitempty"`   // stamp: id of the paper that was scanned
	Aid          string    `json:"aid,omitempty"`     // aid-consent: to whom the matter may be passed on, one of Aids
	Agree        *bool     `json:"agree,omitempty"`   // aid-consent: given or taken back

	Opening   *Opening `json:"opening,omitempty"`   // publish: what the public will read
	Confirmed bool     `json:"confirmed,omitempty"` // publish: somebody read every find of personal data
}

// Has tells whether a field was given.
func (f Fields) Has(name Field) bool {
	switch name {
	case "simple":
		return f.Simple
	case "items":
		return len(f.Items) > 0
	case "days":
		return f.Days != 0
	case "nextOn":
		return !f.NextOn.IsZero()
	case "servedOn":
		return !f.ServedOn.IsZero()
	case "evidence":
		return len(f.Evidence) > 0
	case "publish":
		return f.Publish != nil
	case "requests":
		return len(f.Cut) > 0
	case "report":
		return f.Report
	case "on":
		return !f.On.IsZero()
	case "public":
		return f.Public != nil
	case "by":
		return !f.By.IsZero()
	case "request":
		return f.Request != 0
	case "opening":
		return f.Opening != nil
	case "confirmed":
		return f.Confirmed
	case "done":
		return f.Done != nil
	case "agree":
		return f.Agree != nil
	}
	return f.texts()[name] != ""
}

// texts are the fields that hold a text or a code.
func (f Fields) texts() map[Field]string {
	return map[Field]string{
		"kind": string(f.Kind), "route": string(f.Route), "category": f.Category, "place": f.Place, "unit": f.Unit,
		"procedure": string(f.Procedure), "ground": f.Ground, "reasons": f.Reasons, "goTo": f.GoTo, "decision": f.Decision,
		"text": f.Text, "office": string(f.Office), "sha256": f.SHA256, "how": f.How, "body": f.Body, "limit": f.Limit,
		"papers": f.Papers, "contact": f.Contact, "number": f.Number, "title": f.Title, "official": f.Official, "time": f.Time,
		"where": f.Where, "participants": f.Participants, "duty": f.Duty, "advice": f.Advice, "late": f.Late,
		"channel": f.Channel, "about": f.About, "paper": f.Paper, "aid": f.Aid,
	}
}

var textFields = []Field{"ground", "reasons", "goTo", "text", "how", "body", "limit", "papers", "contact", "title", "where", "participants", "late", "channel"}

func (f Fields) limit(bad *fault.Error) {
	texts := f.texts()
	for _, name := range textFields {
		if len(texts[name]) > MaxText {
			bad.Field(string(name), "error.text_long")
		}
	}
}
