package casework

import (
	"context"

	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Supervision is the board of what the system found by itself: every matter in scope on which a
// duty is broken by now, the earliest last day first (domain rulebook §3, row 30).
type Supervision struct {
	Items []FoundItem `json:"items"`
	More  bool        `json:"more"` // there are more than the board reads at once
}

// FoundItem is a matter of the board with what is broken on it.
type FoundItem struct {
	QueueItem
	Broken []BreachView `json:"broken"`
}

// BreachView is a broken duty: whose, since when, and why in words; and a letter that is ready to send.
type BreachView struct {
	Duty   string    `json:"duty"`
	Unit   string    `json:"unit"`
	Since  clock.Day `json:"since"`
	Reason string    `json:"reason"`
	Letter string    `json:"letter"` // in the language of officials' papers
}

// boardPages bounds how many pages of candidates the board looks through.
const boardPages = 5

// Supervision answers the board of an official.
func (cs *Cases) Supervision(ctx context.Context, o identity.Official, lang string) (*Supervision, error) {
	board := &Supervision{Items: []FoundItem{}}
	cursor := ""
	for range boardPages {
		page, err := cs.Store.Queue(ctx, o.Scope(), store.Query{View: store.ViewBroken, Cursor: cursor, Limit: store.MaxPage, Today: cs.Today()})
		if err != nil {
			return nil, err
		}
		for i := range page.Items {
			if err := cs.found(ctx, o, board, &page.Items[i], lang); err != nil {
				return nil, err
			}
		}
		if cursor = page.Next; cursor == "" {
			return board, nil
		}
	}
	board.More = true
	return board, nil
}

// found adds a matter to the board when a duty is really broken on it: the list tells what may be.
func (cs *Cases) found(ctx context.Context, o identity.Official, board *Supervision, row *petition.Petition, lang string) error {
	c, err := cs.replay(ctx, cs.Store, row)
	if err != nil {
		return err
	}
	if c.Sealed || o.Has(petition.Office) && running(c, petition.LegSupervision) { // the office's letter is out: its answer is awaited
		return nil
	}
	item := FoundItem{QueueItem: queueItem(*row, cs.Today())}
	for _, b := range cs.Law().Breaches(c, cs.now()) {
		item.Broken = append(item.Broken, cs.breachView(b, lang))
	}
	if len(item.Broken) > 0 {
		board.Items = append(board.Items, item)
	}
	return nil
}

func running(c *petition.Case, name petition.LegName) bool {
	leg, ok := c.Leg(name)
	return ok && leg.Running()
}

// breachView words why a duty counts as broken, and what the unit is asked to do.
func (cs *Cases) breachView(b petition.Breach, lang string) BreachView {
	said := func(lang, key string) string {
		return locale.Text(lang, "law."+key+"."+b.Duty, map[string]any{"unit": cs.Dir.UnitName(b.Unit, lang), "day": b.Since, "leg": word(lang, "leg", string(b.Leg))})
	}
	return BreachView{Duty: b.Duty, Unit: b.Unit, Since: b.Since, Reason: said(lang, "broken"), Letter: said(locale.ZhCN, "letter")}
}
