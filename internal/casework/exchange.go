package casework

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"slices"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// ExchangeVersion is the version of the exchange file's lines; docs/exchange.md describes them.
const ExchangeVersion = 1

// The types of line: what a superior assigns, and how far a matter has come.
const (
	exchangePetition = "petition"
	exchangeProgress = "progress"
)

const maxExchangeLine = 1 << 20 // bytes

// ExchangeIn is one line that another body's system wrote for this office.
type ExchangeIn struct {
	Version    int                 `json:"v"`
	Type       string              `json:"type"`
	Source     petition.SourceKind `json:"source"`
	Reference  string              `json:"reference"` // its number there
	DueOn      clock.Day           `json:"dueOn"`     // until when it wants a report
	ReceivedOn clock.Day           `json:"receivedOn"`
	Channel    petition.Channel    `json:"channel"`
	Kind       petition.Kind       `json:"kind"`
	Title      string              `json:"title"`
	Narrative  string              `json:"narrative"`
	Requests   []string            `json:"requests"`
	Place      string              `json:"place"`
	Category   string              `json:"category"`
	Unit       string              `json:"unit"`
	People     int                 `json:"people"`
	Petitioner *ExchangePerson     `json:"petitioner"`
}

// ExchangePerson is who petitions, as the other body knows him.
type ExchangePerson struct {
	Name         string `json:"name"`
	Phone        string `json:"phone"`
	Address      string `json:"address"`
	Email        string `json:"email"`
	Hide         bool   `json:"hide"`
	Organisation bool   `json:"organisation"`
	Contact      string `json:"contact"`
}

// ExchangeReport tells line by line what was taken in, left out and refused.
type ExchangeReport struct {
	Taken   []ExchangeLine `json:"taken"`
	Skipped []ExchangeLine `json:"skipped"` // taken in before
	Refused []ExchangeLine `json:"refused"`
}

// ExchangeLine is what became of one line.
type ExchangeLine struct {
	Line      int                 `json:"line"`
	Source    petition.SourceKind `json:"source,omitempty"`
	Reference string              `json:"reference,omitempty"`
	Number    string              `json:"number,omitempty"`
	Why       string              `json:"why,omitempty"`
}

// ImportExchange takes in what a superior assigned to this office, each line
// once: a number that is here already is skipped, a line that can't be taken is
// refused with the reason, and the others are not touched by it.
func (cs *Cases) ImportExchange(ctx context.Context, o identity.Official, r io.Reader, lang string) (*ExchangeReport, error) {
	report := &ExchangeReport{Taken: []ExchangeLine{}, Skipped: []ExchangeLine{}, Refused: []ExchangeLine{}}
	lines := bufio.NewScanner(r)
	lines.Buffer(make([]byte, 64<<10), maxExchangeLine)
	for n := 1; lines.Scan(); n++ {
		if len(bytes.TrimSpace(lines.Bytes())) == 0 {
			continue
		}
		if err := cs.takeLine(ctx, o, report, n, lines.Bytes(), lang); err != nil {
			return report, err
		}
	}
	if errors.Is(lines.Err(), bufio.ErrTooLong) {
		return report, fault.New(fault.TooLarge, "error.too_large")
	}
	return report, lines.Err()
}

func (cs *Cases) takeLine(ctx context.Context, o identity.Official, report *ExchangeReport, n int, raw []byte, lang string) error {
	line := ExchangeLine{Line: n}
	var in ExchangeIn
	dec := json.NewDecoder(bytes.NewReader(raw))
	dec.DisallowUnknownFields()
	if err := dec.Decode(&in); err != nil {
		line.Why = strings.TrimPrefix(err.Error(), "json: ")
		report.Refused = append(report.Refused, line)
		return nil
	}
	in.tidy()
	line.Source, line.Reference = in.Source, in.Reference
	err := in.check()
	if err == nil {
		var filed Filed
		filed, err = cs.takeIn(ctx, o, in)
		line.Number = filed.Number
	}
	var f *fault.Error
	switch {
	case err == nil:
		report.Taken = append(report.Taken, line)
	case errors.Is(err, store.ErrKeyTaken):
		line.Number = ""
		report.Skipped = append(report.Skipped, line)
	case errors.As(err, &f) && f.Kind == fault.KindInvalid:
		line.Number, line.Why = "", complaint(f, lang)
		report.Refused = append(report.Refused, line)
	default:
		return fmt.Errorf("line %d: %w", n, err)
	}
	return nil
}

// takeIn files one line. The number the other body keeps it under is UNIQUE:
// of two imports at once one wins.
func (cs *Cases) takeIn(ctx context.Context, o identity.Official, in ExchangeIn) (Filed, error) {
	seen, err := cs.Store.HasReference(ctx, in.Source, in.Reference)
	if err != nil || seen {
		return Filed{}, errors.Join(err, map[bool]error{true: store.ErrKeyTaken}[seen])
	}
	return cs.File(ctx, in.filing(o))
}

func (in *ExchangeIn) tidy() {
	for _, s := range []*string{&in.Reference, &in.Title, &in.Place, &in.Category, &in.Unit} {
		*s = petition.Line(*s)
	}
	in.Narrative = petition.Prose(in.Narrative)
	for i := range in.Requests {
		in.Requests[i] = petition.Prose(in.Requests[i])
	}
	if p := in.Petitioner; p != nil {
		p.Name, p.Phone, p.Address, p.Email, p.Contact = petition.Line(p.Name), petition.Digits(p.Phone), petition.Line(p.Address), petition.Line(p.Email), petition.Line(p.Contact)
	}
}

func (in *ExchangeIn) check() error {
	bad := fault.Invalid()
	need := func(field string, ok bool) {
		if !ok {
			bad.Field(field, "channel.error.exchange_needed", "field", field)
		}
	}
	need("v", in.Version == ExchangeVersion)
	need("type", in.Type == exchangePetition)
	need("source", slices.Contains(petition.Sources, in.Source))
	need("reference", in.Reference != "" && petition.Runes(in.Reference) <= 100)
	need("channel", slices.Contains([]petition.Channel{petition.Online, petition.Letter, petition.Visit, petition.Call, petition.Fax}, in.Channel))
	need("kind", slices.Contains([]petition.Kind{petition.Claim, petition.Suggestion, petition.Report, petition.Other}, in.Kind))
	need("title", in.Title != "" && petition.Runes(in.Title) <= 100)
	need("narrative", in.Narrative != "")
	need("place", in.Place != "")
	need("people", in.People >= 0)
	need("requests", len(in.Requests) > 0 && !slices.Contains(in.Requests, ""))
	return bad.OrNil()
}

func (in *ExchangeIn) filing(o identity.Official) Filing {
	f := Filing{Actor: o.Actor(), Role: petition.Registrar, Filing: petition.Filing{Channel: in.Channel, Kind: in.Kind, Title: in.Title, Narrative: in.Narrative,
		Place: in.Place, Unit: in.Unit, OfficeUnit: o.Unit, Category: in.Category, ReceivedOn: in.ReceivedOn,
		Source: &petition.Source{From: in.Source, Reference: in.Reference, DueOn: in.DueOn}}}
	if in.People > 1 {
		f.People = in.People
	}
	for i, text := range in.Requests {
		f.Requests = append(f.Requests, petition.Request{No: i + 1, Text: text})
	}
	if p := in.Petitioner; p != nil {
		f.Organisation = p.Organisation
		f.Person = identity.Person{Name: p.Name, Phone: p.Phone, Address: p.Address, Email: p.Email, Hide: p.Hide, Contact: p.Contact}
	}
	return f
}

// complaint words a fault for a report: field by field, in the reader's language.
func complaint(f *fault.Error, lang string) string {
	var parts []string
	for name, m := range f.Fields {
		parts = append(parts, name+": "+locale.Text(lang, m.Key, m.Args))
	}
	if len(parts) == 0 {
		return locale.Text(lang, f.Key, f.Args)
	}
	slices.Sort(parts)
	return strings.Join(parts, "; ")
}
