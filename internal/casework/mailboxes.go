package casework

import (
	"context"
	"regexp"
	"strings"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// MailboxView is a leader's mailbox as everybody sees it, with what became of
// the letters. A letter is a petition: it has a number, a code and the clock.
type MailboxView struct {
	Code     string `json:"code"`
	Position string `json:"position"`
	Duty     string `json:"duty,omitempty"`
	Unit     *Named `json:"unit"`
	Place    *Named `json:"place"`
	LetterFigures
}

// LetterFigures counts letters; of InTime the denominator is Due.
type LetterFigures struct {
	Letters  int `json:"letters"`
	Answered int `json:"answered"`
	InTime   int `json:"inTime"`
	Due      int `json:"due"` // answered, or not answered and late
}

// MailboxDetail is a mailbox as administrators keep it.
type MailboxDetail struct {
	Code       string `json:"code"`
	Position   string `json:"position"`
	PositionEN string `json:"positionEn"`
	Duty       string `json:"duty"`
	DutyEN     string `json:"dutyEn"`
	Unit       string `json:"unit"`
	Place      string `json:"place"`
	Active     bool   `json:"active"`
	Letters    int    `json:"letters"`
}

func letterFigures(f store.DoorFigure) LetterFigures {
	return LetterFigures{Letters: f.Letters, Answered: f.Answered, InTime: f.InTime, Due: f.Answered + f.Overdue}
}

// Mailboxes lists the mailboxes in use in a place and all below it.
func (cs *Cases) Mailboxes(ctx context.Context, place, lang string) ([]MailboxView, error) {
	rows, err := cs.Store.Mailboxes(ctx)
	if err != nil {
		return nil, err
	}
	figures, err := cs.doorFigures(ctx, store.DoorMailbox)
	if err != nil {
		return nil, err
	}
	prefix, list := placePrefix(place), []MailboxView{}
	for _, m := range rows {
		if m.Active && strings.HasPrefix(m.Place, prefix) {
			list = append(list, MailboxView{Code: m.Code, Position: pickName(m.Position, m.PositionEN, lang), Duty: pickName(m.Duty, m.DutyEN, lang),
				Unit: cs.Dir.NamedUnit(m.Unit, lang), Place: cs.Dir.Place(m.Place, lang), LetterFigures: letterFigures(figures[m.Code])})
		}
	}
	return list, nil
}

func (cs *Cases) doorFigures(ctx context.Context, door string) (map[string]store.DoorFigure, error) {
	rows, err := cs.Store.DoorFigures(ctx, door, cs.Today())
	by := make(map[string]store.DoorFigure, len(rows))
	for _, f := range rows {
		by[f.Code] = f
	}
	return by, err
}

// Addressee words whom a letter was written to: the position, and its unit.
func (cs *Cases) Addressee(ctx context.Context, code, lang string) (*Named, error) {
	if code == "" {
		return nil, nil
	}
	m, err := cs.Store.Mailbox(ctx, code)
	if err != nil {
		return nil, err
	}
	name := pickName(m.Position, m.PositionEN, lang)
	if duty := pickName(m.Duty, m.DutyEN, lang); duty != "" {
		name += map[bool]string{true: " (" + duty + ")", false: "（" + duty + "）"}[lang == "en"]
	}
	return &Named{Code: code, Name: name}, nil
}

// AllMailboxes lists every mailbox for administrators.
func (cs *Cases) AllMailboxes(ctx context.Context) ([]MailboxDetail, error) {
	rows, err := cs.Store.Mailboxes(ctx)
	if err != nil {
		return nil, err
	}
	figures, err := cs.doorFigures(ctx, store.DoorMailbox)
	list := make([]MailboxDetail, len(rows))
	for i, m := range rows {
		list[i] = MailboxDetail{Code: m.Code, Position: m.Position, PositionEN: m.PositionEN, Duty: m.Duty, DutyEN: m.DutyEN, Unit: m.Unit, Place: m.Place,
			Active: m.Active, Letters: figures[m.Code].Letters}
	}
	return list, err
}

// codeForm is what codes of mailboxes look like, those of units too.
var codeForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,31}$`)

// AddMailbox adds a mailbox; a taken code is fault.Conflict.
func (cs *Cases) AddMailbox(ctx context.Context, by identity.Official, d MailboxDetail) error {
	m, err := cs.readMailbox(by, d)
	if err != nil {
		return err
	}
	if err := cs.Store.InsertMailbox(ctx, m); fault.Is(err, fault.Conflict) {
		return fault.Wrap(err, fault.Conflict, "visits.error.code_taken")
	} else if err != nil {
		return err
	}
	cs.Log.InfoContext(ctx, "mailbox added", "by", by.ID, "mailbox", m.Code)
	return nil
}

// ChangeMailbox changes a mailbox. It is never removed: old letters name it.
func (cs *Cases) ChangeMailbox(ctx context.Context, by identity.Official, d MailboxDetail) error {
	m, err := cs.readMailbox(by, d)
	if err != nil {
		return err
	}
	if err := cs.Store.UpdateMailbox(ctx, m); err != nil {
		return err
	}
	cs.Log.InfoContext(ctx, "mailbox changed", "by", by.ID, "mailbox", m.Code)
	return nil
}

func (cs *Cases) readMailbox(by identity.Official, d MailboxDetail) (*store.Mailbox, error) {
	if !by.Has(petition.Admin) {
		return nil, fault.New(fault.Forbidden, "error.forbidden")
	}
	m := &store.Mailbox{Code: petition.Line(d.Code), Position: petition.Line(d.Position), PositionEN: petition.Line(d.PositionEN), Duty: petition.Line(d.Duty),
		DutyEN: petition.Line(d.DutyEN), Unit: d.Unit, Place: d.Place, Active: d.Active}
	bad := fault.Invalid()
	if !codeForm.MatchString(m.Code) {
		bad.Field("code", "visits.error.code_form")
	}
	if n := petition.Runes(m.Position); n < 2 || n > 50 {
		bad.Field("position", "visits.error.position_needed")
	}
	for field, text := range map[string]string{"positionEn": m.PositionEN, "duty": m.Duty, "dutyEn": m.DutyEN} {
		if petition.Runes(text) > 100 {
			bad.Field(field, "error.length_max", "max", 100)
		}
	}
	if u, ok := cs.Dir.Unit(m.Unit); !ok || !u.Active {
		bad.Field("unit", "error.unit_unknown")
	}
	if !cs.Dir.HasPlace(m.Place) {
		bad.Field("place", "error.place_unknown")
	}
	return m, bad.OrNil()
}
