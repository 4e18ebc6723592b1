package casework

import (
	"context"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// CallView is a call for suggestions as everybody sees it (Art. 29).
type CallView struct {
	Code     string    `json:"code"`
	Title    string    `json:"title"`
	Body     string    `json:"body"` // plain paragraphs
	Unit     *Named    `json:"unit"`
	FromOn   clock.Day `json:"from"`
	UntilOn  clock.Day `json:"until"`
	Open     bool      `json:"open"`
	Received int       `json:"received"`
	Answered int       `json:"answered"`
	Outcome  string    `json:"outcome,omitempty"`
}

// CallDetail is a call as the office keeps it.
type CallDetail struct {
	Code      string    `json:"code"`
	Title     string    `json:"title"`
	TitleEN   string    `json:"titleEn"`
	Body      string    `json:"body"`
	BodyEN    string    `json:"bodyEn"`
	Unit      string    `json:"unit"`
	FromOn    clock.Day `json:"from"`
	UntilOn   clock.Day `json:"until"`
	Outcome   string    `json:"outcome"`
	OutcomeEN string    `json:"outcomeEn"`
	Version   int       `json:"version"`
	Received  int       `json:"received"`
}

// SuggestionsPage is what there is to say of suggestions.
type SuggestionsPage struct {
	Calls   []CallView          `json:"calls"`
	Years   []SuggestionYear    `json:"years"`
	Adopted []AdoptedSuggestion `json:"adopted"`
}

// SuggestionYear counts the suggestions answered in one year.
type SuggestionYear struct {
	Year      int `json:"year"`
	Answered  int `json:"answered"`
	Adopt     int `json:"adopt"`
	AdoptPart int `json:"adoptPart"`
	NotAdopt  int `json:"notAdopt"`
}

// AdoptedSuggestion is an adopted one whose author agreed to publishing, in the
// words of the unit's answer.
type AdoptedSuggestion struct {
	On       clock.Day         `json:"on"`
	Unit     *Named            `json:"unit"`
	Place    *Named            `json:"place,omitempty"`
	Decision petition.Decision `json:"decision"`
	Lines    []string          `json:"lines"`
}

// adoptedShown is how many adopted suggestions are listed.
const adoptedShown = 100

// Suggestions answers open and ended calls, counts by year and what was adopted.
func (cs *Cases) Suggestions(ctx context.Context, lang string) (*SuggestionsPage, error) {
	p := &SuggestionsPage{Calls: []CallView{}, Years: []SuggestionYear{}, Adopted: []AdoptedSuggestion{}}
	calls, err := cs.Store.Calls(ctx)
	if err != nil {
		return nil, err
	}
	figures, err := cs.doorFigures(ctx, store.DoorCall)
	if err != nil {
		return nil, err
	}
	for _, c := range calls {
		if !c.FromOn.After(cs.Today()) {
			f := figures[c.Code]
			p.Calls = append(p.Calls, CallView{Code: c.Code, Title: pickName(c.Title, c.TitleEN, lang), Body: pickName(c.Body, c.BodyEN, lang), Unit: cs.Dir.NamedUnit(c.Unit, lang),
				FromOn: c.FromOn, UntilOn: c.UntilOn, Open: openOn(&c, cs.Today()), Received: f.Letters, Answered: f.Answered, Outcome: pickName(c.Outcome, c.OutcomeEN, lang)})
		}
	}
	return p, cs.adopted(ctx, p, lang)
}

func (cs *Cases) adopted(ctx context.Context, p *SuggestionsPage, lang string) error {
	figures, err := cs.Store.SuggestionFigures(ctx)
	if err != nil {
		return err
	}
	for _, f := range figures {
		if n := len(p.Years); n == 0 || p.Years[n-1].Year != f.Year {
			p.Years = append(p.Years, SuggestionYear{Year: f.Year})
		}
		y := &p.Years[len(p.Years)-1]
		y.Answered += f.N
		switch petition.Decision(f.Decision) {
		case petition.Adopt:
			y.Adopt += f.N
		case petition.AdoptPart:
			y.AdoptPart += f.N
		default:
			y.NotAdopt += f.N
		}
	}
	rows, err := cs.Store.AdoptedSuggestions(ctx, adoptedShown)
	for _, r := range rows {
		p.Adopted = append(p.Adopted, AdoptedSuggestion{On: r.AnsweredOn, Unit: cs.Dir.NamedUnit(r.Unit, lang), Place: cs.Dir.Place(r.Place, lang),
			Decision: petition.Decision(r.Decision), Lines: strings.Split(r.Plain, "\n")})
	}
	return err
}

// openOn tells whether a call takes suggestions on a day.
func openOn(c *store.Call, on clock.Day) bool {
	return !c.FromOn.After(on) && !c.UntilOn.Before(on)
}

// CallTitle is a call's title, nil for an empty code.
func (cs *Cases) CallTitle(ctx context.Context, code, lang string) (*Named, error) {
	if code == "" {
		return nil, nil
	}
	c, err := cs.Store.Call(ctx, code)
	if err != nil {
		return nil, err
	}
	return &Named{Code: code, Name: pickName(c.Title, c.TitleEN, lang)}, nil
}

// Calls lists every call for those who keep them.
func (cs *Cases) Calls(ctx context.Context) ([]CallDetail, error) {
	rows, err := cs.Store.Calls(ctx)
	if err != nil {
		return nil, err
	}
	figures, err := cs.doorFigures(ctx, store.DoorCall)
	list := make([]CallDetail, len(rows))
	for i, c := range rows {
		list[i] = CallDetail{Code: c.Code, Title: c.Title, TitleEN: c.TitleEN, Body: c.Body, BodyEN: c.BodyEN, Unit: c.Unit, FromOn: c.FromOn, UntilOn: c.UntilOn,
			Outcome: c.Outcome, OutcomeEN: c.OutcomeEN, Version: c.Version, Received: figures[c.Code].Letters}
	}
	return list, err
}

// AddCall publishes a call and answers its code.
func (cs *Cases) AddCall(ctx context.Context, by identity.Official, d CallDetail) (string, error) {
	d.Code, d.Version = strings.ToLower(petition.NewNumber()), 1
	c, err := cs.readCall(by, d)
	if err != nil {
		return "", err
	}
	if err := cs.Store.InsertCall(ctx, c); err != nil {
		return "", err
	}
	cs.Log.InfoContext(ctx, "call published", "by", by.ID, "call", c.Code)
	return c.Code, nil
}

// ChangeCall changes a call, or says what became of it.
func (cs *Cases) ChangeCall(ctx context.Context, by identity.Official, d CallDetail) error {
	from := d.Version
	d.Version++
	c, err := cs.readCall(by, d)
	if err != nil {
		return err
	}
	if _, err := cs.Store.Call(ctx, d.Code); err != nil {
		return err
	}
	if err := cs.Store.UpdateCall(ctx, c, from); err != nil {
		return err
	}
	cs.Log.InfoContext(ctx, "call changed", "by", by.ID, "call", c.Code)
	return nil
}

func (cs *Cases) readCall(by identity.Official, d CallDetail) (*store.Call, error) {
	if !by.Has(petition.Office) && !by.Has(petition.Admin) {
		return nil, fault.New(fault.Forbidden, "error.forbidden")
	}
	c := &store.Call{Code: d.Code, Title: petition.Line(d.Title), TitleEN: petition.Line(d.TitleEN), Body: petition.Prose(d.Body), BodyEN: petition.Prose(d.BodyEN),
		Unit: d.Unit, FromOn: d.FromOn, UntilOn: d.UntilOn, Outcome: petition.Prose(d.Outcome), OutcomeEN: petition.Prose(d.OutcomeEN), Version: d.Version}
	bad := fault.Invalid()
	if n := petition.Runes(c.Title); n < 6 || n > 60 {
		bad.Field("title", "visits.error.call_title")
	}
	if n := petition.Runes(c.Body); n < 10 || n > 3000 {
		bad.Field("body", "visits.error.call_body")
	}
	for field, text := range map[string]string{"titleEn": c.TitleEN, "bodyEn": c.BodyEN, "outcome": c.Outcome, "outcomeEn": c.OutcomeEN} {
		if most := map[bool]int{true: 150, false: 5000}[field == "titleEn"]; petition.Runes(text) > most {
			bad.Field(field, "error.length_max", "max", most)
		}
	}
	if u, ok := cs.Dir.Unit(c.Unit); !ok || !u.Active {
		bad.Field("unit", "error.unit_unknown")
	}
	switch {
	case c.FromOn.IsZero():
		bad.Field("from", "error.day_wrong")
	case c.UntilOn.IsZero() || c.UntilOn.Before(c.FromOn):
		bad.Field("until", "error.range_wrong")
	}
	return c, bad.OrNil()
}
