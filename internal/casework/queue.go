package casework

import (
	"context"
	"slices"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// QueueAsk is one page of a queue: view and filters as in the URL of the desk.
type QueueAsk struct {
	View   string
	Stage  petition.Stage
	Unit   string
	Place  string
	Text   string
	Sort   string // due or filed
	Cursor string
	Limit  int
}

// QueuePage is one page, and the cursor of the next, empty at the end.
type QueuePage struct {
	Items []QueueItem `json:"items"`
	Next  string      `json:"next,omitempty"`
}

// QueueItem is one row of a queue.
type QueueItem struct {
	Number   string         `json:"number"`
	Title    string         `json:"title"`
	Stage    petition.Stage `json:"stage"`
	Unit     string         `json:"unit"` // the unit that owes the next act
	Due      *clock.Day     `json:"due"`
	State    string         `json:"state"`
	Version  int            `json:"version"`
	Category string         `json:"category,omitempty"`
	Place    string         `json:"place,omitempty"`
	AgeDays  int            `json:"ageDays"`
	Urgent   bool           `json:"urgent,omitempty"`
	Returned bool           `json:"returned,omitempty"`
	Pending  *PendingView   `json:"pending,omitempty"`
	FiledAt  time.Time      `json:"filedAt"`
}

// PendingView is a proposal that waits for a head.
type PendingView struct {
	Verb petition.Verb `json:"verb"`
	By   string        `json:"by,omitempty"`
	Mine bool          `json:"mine"`
}

// Queue answers one page of what this official may see.
func (cs *Cases) Queue(ctx context.Context, o identity.Official, ask QueueAsk) (*QueuePage, error) {
	if err := ask.check(); err != nil {
		return nil, err
	}
	today := cs.Today()
	page, err := cs.Store.Queue(ctx, o.Scope(), store.Query{View: store.View(ask.View), Stage: ask.Stage, Unit: ask.Unit, Place: ask.Place, Text: petition.Line(ask.Text),
		Sort: store.Sort(ask.Sort), Cursor: ask.Cursor, Limit: ask.Limit, Today: today})
	if err != nil {
		return nil, err
	}
	names, err := cs.Store.AccountNames(ctx)
	if err != nil {
		return nil, err
	}
	out := &QueuePage{Items: make([]QueueItem, 0, len(page.Items)), Next: page.Next}
	for _, p := range page.Items {
		item := queueItem(p, today)
		if p.PendingVerb != "" {
			item.Pending = &PendingView{Verb: p.PendingVerb, By: names[p.PendingBy], Mine: p.PendingBy == o.ID}
		}
		out.Items = append(out.Items, item)
	}
	return out, nil
}

// queueItem is a row as a list shows it.
func queueItem(p petition.Petition, today clock.Day) QueueItem {
	return QueueItem{Number: p.Number, Title: p.Title, Stage: p.Stage, Unit: p.Holder, Due: dayOrNil(p.DueDay()), State: dueState(p, today),
		Version: p.Version, Category: p.Category, Place: p.Place, AgeDays: today.Sub(clock.DayOf(p.FiledAt)), Urgent: p.Urgent, Returned: p.Returned, FiledAt: p.FiledAt}
}

func (ask QueueAsk) check() error {
	bad := fault.Invalid()
	if ask.Limit < 0 || ask.Limit > store.MaxPage {
		bad.Field("limit", "error.limit_range")
	}
	if ask.View != "" && !slices.Contains(store.Views, store.View(ask.View)) {
		bad.Field("view", "error.view_unknown")
	}
	return bad.OrNil()
}

// Counts answers how many petitions each view holds for this official, capped
// at 1001, which screens show as "1000+".
func (cs *Cases) Counts(ctx context.Context, o identity.Official) (map[string]int, error) {
	rows, err := cs.Store.Counts(ctx, o.Scope(), cs.Today())
	if err != nil {
		return nil, err
	}
	counts := make(map[string]int, len(rows))
	for view, n := range rows {
		counts[string(view)] = n
	}
	return counts, nil
}
