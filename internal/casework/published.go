package casework

import (
	"context"
	"strconv"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// PublishedAsk is a page of published matters, as in the URL.
type PublishedAsk struct {
	Text     string
	Place    string // with what lies in it
	Category string // with what stands below it
	Unit     string
	Result   string
	From, To clock.Day
	Cursor   string
	Limit    int
}

// PublishedPage is one page, the newest first; Next is empty at the end.
type PublishedPage struct {
	Items []PublishedItem `json:"items"`
	Next  string          `json:"next,omitempty"`
}

// PublishedItem is one published matter in a list.
type PublishedItem struct {
	Number     string        `json:"number"`
	Title      string        `json:"title"`
	Summary    string        `json:"summary"`
	Kind       petition.Kind `json:"kind"`
	Place      *Named        `json:"place"`
	Category   *Named        `json:"category"`
	Unit       *Named        `json:"unit"`
	Result     Named         `json:"result"`
	FiledOn    clock.Day     `json:"filedOn"`
	PublicOn   clock.Day     `json:"publishedOn"`
	URL        string        `json:"url"`
	ChangedRaw string        `json:"-"` // instant of the last change, RFC 3339
}

// PublishedMatter is a published matter in full: the four openings.
type PublishedMatter struct {
	PublishedItem
	Facts   string `json:"facts"`
	Request string `json:"request"`
	Course  string `json:"course"`
	Outcome string `json:"outcome"`
	Ground  *Named `json:"ground,omitempty"` // of a refusal
	Edition int    `json:"edition"`
}

// Tombstone is what is left at the address of a matter that was taken down.
type Tombstone struct {
	Number    string    `json:"number"`
	DownOn    clock.Day `json:"downOn"`
	Withdrawn bool      `json:"withdrawn"` // the petitioner took back the consent
	Reason    string    `json:"reason,omitempty"`
}

// Published answers a page of what the public may read.
func (cs *Cases) Published(ctx context.Context, ask PublishedAsk, lang string) (*PublishedPage, error) {
	if !ask.From.IsZero() && !ask.To.IsZero() && ask.To.Before(ask.From) {
		return nil, fault.Invalid().Field("to", "error.range_wrong").OrNil()
	}
	q := store.PublishedQuery{Text: ask.Text, Place: ask.Place, Unit: ask.Unit, Result: ask.Result, From: ask.From, To: ask.To, Cursor: ask.Cursor, Limit: ask.Limit}
	if ask.Category != "" {
		q.Categories = cs.Dir.Below(ask.Category)
	}
	page, err := cs.Store.Published(ctx, q)
	if err != nil {
		return nil, err
	}
	out := &PublishedPage{Items: []PublishedItem{}, Next: page.Next}
	for i := range page.Items {
		out.Items = append(out.Items, cs.publishedItem(&page.Items[i], lang))
	}
	return out, nil
}

// summaryRunes is how much of the facts a list shows.
const summaryRunes = 90

func (cs *Cases) publishedItem(p *store.Published, lang string) PublishedItem {
	return PublishedItem{Number: p.Number, Title: p.Title, Summary: excerpt(p.Facts, summaryRunes), Kind: p.Kind, Place: cs.Dir.Place(p.Place, lang),
		Category: cs.Dir.Category(p.Category, lang), Unit: cs.Dir.NamedUnit(p.Unit, lang), Result: Named{p.Result, locale.Text(lang, "published.result."+p.Result, nil)},
		FiledOn: p.FiledOn, PublicOn: p.PublishedOn, URL: cs.BaseURL + "/published/" + p.Number, ChangedRaw: p.ChangedAt.UTC().Format("2006-01-02T15:04:05Z")}
}

// PublishedMatter answers a published matter, or the tombstone of one that was
// taken down; NotFound for all else, the same for a petition that was never public.
func (cs *Cases) PublishedMatter(ctx context.Context, number, lang string) (*PublishedMatter, *Tombstone, error) {
	p, err := cs.Store.PublishedByNumber(ctx, petition.ParseNumber(number))
	if err != nil {
		return nil, nil, err
	}
	if !p.Standing {
		return nil, &Tombstone{Number: p.Number, DownOn: p.PublishedOn, Withdrawn: p.Withdrawn, Reason: p.DownReason}, nil
	}
	m := &PublishedMatter{PublishedItem: cs.publishedItem(p, lang), Facts: p.Facts, Request: p.Request, Course: p.Course, Outcome: p.Outcome, Edition: p.Edition}
	if p.Ground != "" {
		m.Ground = &Named{p.Ground, word(lang, "ground", p.Ground)}
	}
	return m, nil, nil
}

// PublishedMark changes whenever anything public changes: what was answered
// under the same mark is still true.
func (cs *Cases) PublishedMark(ctx context.Context) (string, error) {
	at, last, err := cs.Store.PublishedChanged(ctx)
	return strconv.FormatInt(at.UnixMilli(), 36) + "-" + strconv.FormatInt(last, 36), err
}

// Similar offers at most three published matters that are like what somebody is about to write.
func (cs *Cases) Similar(ctx context.Context, text, lang string) ([]PublishedItem, error) {
	rows, err := cs.Store.Similar(ctx, text, 3)
	if err != nil {
		return nil, err
	}
	items := make([]PublishedItem, len(rows))
	for i := range rows {
		items[i] = cs.publishedItem(&rows[i], lang)
	}
	return items, nil
}

// ToPublish is a matter that may be published, or waits for a second look.
type ToPublish struct {
	Number   string         `json:"number"`
	Title    string         `json:"title"`
	Stage    petition.Stage `json:"stage"`
	Unit     *Named         `json:"unit"`
	Category *Named         `json:"category"`
	EndedOn  clock.Day      `json:"endedOn,omitzero"`
	Waiting  bool           `json:"waiting"` // somebody confirmed a text
	Mine     bool           `json:"mine"`    // this official did
}

// toPublishShown is how many are listed.
const toPublishShown = 100

// ToPublish lists the office's matters that ended with the petitioner's consent and are not public.
func (cs *Cases) ToPublish(ctx context.Context, o identity.Official, lang string) ([]ToPublish, error) {
	list := []ToPublish{}
	if !o.Has(petition.Office) {
		return list, nil
	}
	rows, err := cs.Store.Publishable(ctx, o.Unit, toPublishShown)
	for _, r := range rows {
		t := ToPublish{Number: r.Number, Title: r.Title, Stage: r.Stage, Unit: cs.Dir.NamedUnit(r.Unit, lang), Category: cs.Dir.Category(r.Category, lang),
			Waiting: r.PendingVerb == petition.Publish, Mine: r.PendingVerb == petition.Publish && r.PendingBy == o.ID}
		if r.ClosedAt != nil {
			t.EndedOn = clock.DayOf(*r.ClosedAt)
		}
		list = append(list, t)
	}
	return list, err
}

// Below answers a category and all that stand below it.
func (d *Directory) Below(category string) []string {
	list := []string{category}
	for i := 0; i < len(list); i++ {
		for _, n := range d.Categories() {
			if n.Parent == list[i] && strings.TrimSpace(n.Code) != "" {
				list = append(list, n.Code)
			}
		}
	}
	return list
}
