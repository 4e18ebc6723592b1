package casework

import (
	"context"
	"encoding/json"
	"io"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

// ExchangeOut is one line about how far a matter has come, for another body's
// system. It holds nothing that tells a person, and no report (Art. 30).
type ExchangeOut struct {
	Version    int                `json:"v"`
	Type       string             `json:"type"`
	Number     string             `json:"number"`
	References []ReferenceView    `json:"references,omitempty"`
	Channel    petition.Channel   `json:"channel"`
	Kind       petition.Kind      `json:"kind"`
	Category   string             `json:"category,omitempty"`
	Place      string             `json:"place,omitempty"`
	People     int                `json:"people"`
	Title      string             `json:"title"`
	Requests   []petition.Request `json:"requests"`
	ReceivedOn clock.Day          `json:"receivedOn"`
	FiledAt    time.Time          `json:"filedAt"`
	Stage      petition.Stage     `json:"stage"`
	Unit       string             `json:"unit,omitempty"`
	Due        *clock.Day         `json:"due,omitempty"`
	AnsweredAt *time.Time         `json:"answeredAt,omitempty"`
	ClosedAt   *time.Time         `json:"closedAt,omitempty"`
	Answer     []ExchangeAnswer   `json:"answer,omitempty"`
	Steps      []ExchangeStep     `json:"steps"`
}

// ExchangeAnswer is the answer to one request.
type ExchangeAnswer struct {
	Request  int               `json:"request"`
	Plain    string            `json:"plain"`
	Decision petition.Decision `json:"decision"`
}

// ExchangeStep is one act of the case.
type ExchangeStep struct {
	At   time.Time     `json:"at"`
	Verb petition.Verb `json:"verb"`
	Unit string        `json:"unit,omitempty"`
	Late bool          `json:"late,omitempty"`
}

// ExportExchange writes a line for each matter of the official's office on
// which something was done since a day, and answers how many. Each is a
// recorded look: the petitioner sees that it was passed on.
func (cs *Cases) ExportExchange(ctx context.Context, o identity.Official, since clock.Day, w io.Writer) (int, error) {
	out, n := json.NewEncoder(w), 0
	out.SetEscapeHTML(false)
	for last := int64(0); ; {
		rows, err := cs.Store.ChangedSince(ctx, o.Scope(), since.Start(), last, projectionBatch)
		if err != nil || len(rows) == 0 {
			return n, err
		}
		ids := make([]int64, len(rows))
		for i := range rows {
			ids[i] = rows[i].ID
		}
		references, err := cs.Store.References(ctx, ids)
		if err != nil {
			return n, err
		}
		for i := range rows {
			last = rows[i].ID
			line, err := cs.exchangeOut(ctx, &rows[i], o)
			if err != nil {
				return n, err
			}
			for _, r := range references[rows[i].ID] {
				line.References = append(line.References, referenceView(r))
			}
			if err := out.Encode(line); err != nil {
				return n, err
			}
			n++
		}
	}
}

func (cs *Cases) exchangeOut(ctx context.Context, p *petition.Petition, o identity.Official) (*ExchangeOut, error) {
	events, err := cs.Store.Events(ctx, p.ID)
	if err != nil {
		return nil, err
	}
	c, err := cs.Law().Replay(events)
	if err != nil {
		return nil, err
	}
	c.ID = p.ID
	if err := cs.recordRead(ctx, c, o, "exchange"); err != nil {
		return nil, err
	}
	line := &ExchangeOut{Version: ExchangeVersion, Type: exchangeProgress, Number: c.Number, Channel: c.Channel, Kind: c.Kind, Category: c.Category, Place: c.Place,
		People: c.People, Title: c.Title, Requests: c.Filing.Requests, ReceivedOn: c.ReceivedOn, FiledAt: c.FiledAt, Stage: c.Stage, Unit: c.Unit,
		Due: dayOrNil(c.DueDay()), AnsweredAt: c.AnsweredAt, ClosedAt: c.ClosedAt, Steps: []ExchangeStep{}}
	for _, it := range c.Opinion {
		line.Answer = append(line.Answer, ExchangeAnswer{Request: it.Request, Plain: it.Plain, Decision: it.Decision})
	}
	for i := range events {
		if k := &events[i].Content; !internal(k) {
			line.Steps = append(line.Steps, ExchangeStep{At: k.At, Verb: k.Verb, Unit: k.Unit, Late: k.Late})
		}
	}
	return line, nil
}
