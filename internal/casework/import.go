package casework

import (
	"context"
	"errors"
	"strings"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Record is one answered message from elsewhere, at its own dates.
type Record struct {
	No        string    `json:"no"`
	User      string    `json:"user"`
	Title     string    `json:"title"`
	FiledAt   time.Time `json:"filed_at"`
	Text      string    `json:"text"`
	Reply     string    `json:"reply"`
	RepliedAt time.Time `json:"replied_at"`
}

// ImportResult says what an import did with one record.
type ImportResult struct {
	Number    string
	Skipped   bool // this no was imported before
	Invisible int  // invisible characters that were stripped
	Late      bool // answered after its limit
}

// importTarget is where imported matters go: district and unit of the demo's world.
const (
	importPlace    = "990101"
	importCategory = "other"
	importUnit     = "unit-a"
)

// Import files one record and carries it to its answer at its own dates, by the
// same law as everything else, without notices. A record that can't be taken is
// Invalid and says why.
func (cs *Cases) Import(ctx context.Context, r Record) (ImportResult, error) {
	var out ImportResult
	if err := r.check(); err != nil {
		return out, err
	}
	title, n1 := visible(r.Title)
	text, n2 := visible(r.Text)
	reply, n3 := visible(r.Reply)
	out.Invisible = n1 + n2 + n3
	title = petition.Line(title)
	in := Filing{Silent: true, At: r.FiledAt.UTC(), Role: petition.Registrar, Person: identity.Person{Name: petition.Line(r.User)},
		Actor: petition.Actor{ID: "import", Unit: cs.Dir.Office(), Roles: []petition.Role{petition.Registrar}},
		Filing: petition.Filing{Channel: petition.Imported, Kind: petition.Claim, Title: title, Narrative: petition.Prose(text), Place: importPlace,
			Requests: []petition.Request{{No: 1, Text: title}}},
		Key: "import " + r.No, BodyHash: "import",
	}
	_, c, err := cs.FileWithHistory(ctx, in, cs.importedActs(r, petition.Prose(reply)))
	if errors.Is(err, store.ErrKeyTaken) {
		return ImportResult{Skipped: true}, nil
	}
	if err != nil {
		return out, err
	}
	out.Number = c.Number
	if leg, ok := c.Leg(petition.LegC); ok {
		out.Late = leg.Late
	}
	return out, nil
}

func (r Record) check() error {
	bad := fault.Invalid()
	for field, text := range map[string]string{"no": r.No, "title": r.Title, "text": r.Text, "reply": r.Reply} {
		if strings.TrimSpace(text) == "" {
			bad.Field(field, "error.import_empty")
		}
		if len(text) > petition.MaxText {
			bad.Field(field, "error.text_long")
		}
	}
	if r.FiledAt.IsZero() || r.RepliedAt.Before(r.FiledAt) {
		bad.Field("replied_at", "error.import_order")
	}
	return bad.OrNil()
}

// importedActs are the straight path: registered, forwarded and accepted when
// filed, answered and served when the reply was given.
func (cs *Cases) importedActs(r Record, reply string) []Dated {
	filed, replied := r.FiledAt.UTC(), r.RepliedAt.UTC()
	say := func(key string) string { return locale.Text(locale.ZhCN, "law.import_"+key, nil) }
	registrar := petition.Actor{ID: "import", Unit: cs.Dir.Office(), Roles: []petition.Role{petition.Registrar}}
	handler := petition.Actor{ID: "import", Unit: importUnit, Roles: []petition.Role{petition.Handler}}
	head := petition.Actor{ID: "import-head", Unit: importUnit, Roles: []petition.Role{petition.Head}}
	step := func(a petition.Actor, at time.Time, v petition.Verb, f petition.Fields) Dated {
		return Dated{Command: petition.Command{Verb: v, Fields: f}, Actor: a, At: at}
	}
	return []Dated{
		step(registrar, filed, petition.Register, petition.Fields{Kind: petition.Claim, Route: petition.RouteC6, Category: importCategory, Place: importPlace}),
		step(registrar, filed, petition.Forward, petition.Fields{Unit: importUnit}),
		step(handler, filed, petition.Accept, petition.Fields{Procedure: petition.Ordinary}),
		step(handler, replied, petition.Draft, petition.Fields{Items: []petition.Item{{Request: 1, Plain: say("plain"), Facts: reply, Basis: say("basis"), Decision: petition.Explain}}}),
		step(head, replied, petition.Approve, petition.Fields{}),
		step(handler, replied, petition.Serve, petition.Fields{ServedOn: clock.DayOf(replied), How: say("how")}),
	}
}

// visible strips characters that show nothing and counts them.
func visible(s string) (string, int) {
	n := 0
	out := strings.Map(func(r rune) rune {
		if r != '\r' && petition.Invisible(r) {
			n++
			return -1
		}
		return r
	}, s)
	return out, n
}
