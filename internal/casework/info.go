package casework

import (
	"context"
	"strings"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// InfoVersion is what an information page said from one saving to the next (Art. 18).
type InfoVersion struct {
	Version int       `json:"version"`
	Title   string    `json:"title"`
	Body    string    `json:"body"` // Markdown
	SavedAt time.Time `json:"savedAt"`
	By      string    `json:"by"` // name of who saved it
}

// InfoDraft is what somebody wants a page to say; Version is the one he began from, 0 for the configuration's.
type InfoDraft struct {
	Version int    `json:"version"`
	Title   string `json:"title"`
	Body    string `json:"body"`
}

// Limits of an information page, in characters.
const (
	maxInfoTitle = 60
	maxInfoBody  = 20_000
	maxMistake   = 1000
)

// InfoHistory lists what the office wrote on a page in a language, the newest first; none while the
// configuration's words stand.
func (cs *Cases) InfoHistory(ctx context.Context, slug, lang string) ([]InfoVersion, error) {
	rows, err := cs.Store.PageVersions(ctx, slug, locale.Valid(lang))
	if err != nil || len(rows) == 0 {
		return []InfoVersion{}, err
	}
	names, err := cs.Store.AccountNames(ctx)
	list := make([]InfoVersion, len(rows))
	for i, r := range rows {
		list[i] = InfoVersion{Version: r.Version, Title: r.Title, Body: r.Body, SavedAt: r.SavedAt, By: names[r.ByID]}
	}
	return list, err
}

// SaveInfo lets the office say something new on a page. What stood there stays in the history.
func (cs *Cases) SaveInfo(ctx context.Context, by identity.Official, slug, lang string, d InfoDraft) error {
	if !by.Has(petition.Office) {
		return fault.New(fault.Forbidden, "error.forbidden")
	}
	title, text := petition.Line(d.Title), strings.TrimSpace(petition.Prose(d.Body))
	bad := fault.Invalid()
	if n := petition.Runes(title); n == 0 || n > maxInfoTitle {
		bad.Field("title", "info.error.title", "max", maxInfoTitle)
	}
	if n := petition.Runes(text); n == 0 || n > maxInfoBody {
		bad.Field("body", "info.error.body", "max", maxInfoBody)
	}
	if err := bad.OrNil(); err != nil {
		return err
	}
	rows, err := cs.Store.PageVersions(ctx, slug, locale.Valid(lang))
	if err != nil {
		return err
	}
	last := 0
	if len(rows) > 0 {
		last = rows[0].Version
	}
	if d.Version != last {
		return fault.New(fault.Stale, "error.stale", "current", last)
	}
	err = cs.Store.AddPageVersion(ctx, &store.PageVersion{Slug: slug, Lang: locale.Valid(lang), Version: last + 1, Title: title, Body: text,
		ByUnit: by.Unit, ByID: by.ID, SavedAt: cs.now()})
	if fault.Is(err, fault.Conflict) {
		return fault.New(fault.Stale, "error.stale", "current", last+1)
	}
	if err == nil {
		cs.Log.InfoContext(ctx, "information page saved", "by", by.ID, "page", slug, "lang", lang, "version", last+1)
	}
	return err
}

// Mistake is a mistake on the site that a reader reported; nobody is asked who he is.
type Mistake struct {
	ID         string     `json:"id"`
	Page       string     `json:"page"`
	Text       string     `json:"text"`
	DueOn      clock.Day  `json:"due"`
	At         time.Time  `json:"at"`
	Answer     string     `json:"answer,omitempty"`
	AnsweredAt *time.Time `json:"answeredAt,omitempty"`
}

// mistakesShown is how many reports the desk and the page list.
const mistakesShown = 200

// ReportMistake keeps what a reader found and answers by when the office looks at it.
func (cs *Cases) ReportMistake(ctx context.Context, page, text string, workingDays int) (clock.Day, error) {
	page, text = petition.Line(page), strings.TrimSpace(petition.Prose(text))
	bad := fault.Invalid()
	if n := petition.Runes(text); n < 4 || n > maxMistake {
		bad.Field("text", "info.error.mistake", "max", maxMistake)
	}
	if petition.Runes(page) > 200 {
		bad.Field("page", "error.length_max", "max", 200)
	}
	if err := bad.OrNil(); err != nil {
		return clock.Day{}, err
	}
	due := cs.Law().Calendar.Deadline(cs.Today(), clock.Span{Days: workingDays, Working: true}, 0, 0).Due
	return due, cs.Store.AddCorrection(ctx, &store.Correction{Page: page, Text: text, DueOn: due, CreatedAt: cs.now()})
}

// Mistakes lists what readers found: what waits first, then the newest.
func (cs *Cases) Mistakes(ctx context.Context) ([]Mistake, error) {
	rows, err := cs.Store.Corrections(ctx, mistakesShown)
	list := make([]Mistake, len(rows))
	for i, r := range rows {
		list[i] = Mistake{ID: r.ID, Page: r.Page, Text: r.Text, DueOn: r.DueOn, At: r.CreatedAt, Answer: r.Answer, AnsweredAt: r.AnsweredAt}
	}
	return list, err
}

// AnswerMistake says, once, what became of a report.
func (cs *Cases) AnswerMistake(ctx context.Context, by identity.Official, id, answer string) error {
	if !by.Has(petition.Office) {
		return fault.New(fault.Forbidden, "error.forbidden")
	}
	answer = strings.TrimSpace(petition.Prose(answer))
	if n := petition.Runes(answer); n < 2 || n > maxMistake {
		return fault.Invalid().Field("answer", "info.error.mistake", "max", maxMistake).OrNil()
	}
	return cs.Store.AnswerCorrection(ctx, id, answer, cs.now())
}
