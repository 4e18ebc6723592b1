package casework

import (
	"context"
	"fmt"
	"slices"
	"sync"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/report"
	"sunlit/internal/store"
)

// Statistics are counts by filing day and figures by answer day, both days in
// Shanghai and included; shares are of the answered, nil where there are none.
// Figures are all the others, each with what it is a share of.
type Statistics struct {
	From        clock.Day        `json:"from"`
	To          clock.Day        `json:"to"`
	Filed       int              `json:"filed"`
	Answered    int              `json:"answered"`
	MedianDays  *int             `json:"medianDays"`
	P90Days     *int             `json:"p90Days"`
	LaterThan15 *float64         `json:"laterThan15"`
	LaterThan60 *float64         `json:"laterThan60"`
	ByMonth     []report.Month   `json:"byMonth"`
	Groups      []FigureRow      `json:"groups,omitempty"`
	Unowned     int              `json:"openWithoutOwnerOrDate"` // must be none
	Counting    bool             `json:"stillCounting"`          // more happened than was counted yet
	Figures     *report.Compared `json:"figures"`
	Intake      *IntakeCompared  `json:"-"`
}

// FigureRow is one unit's or category's figures.
type FigureRow struct {
	Code       string `json:"code"`
	Name       string `json:"name"`
	Filed      int    `json:"filed"`
	Answered   int    `json:"answered"`
	MedianDays *int   `json:"medianDays"`
	P90Days    *int   `json:"p90Days"`
}

// countNow is how many petitions a reader's request counts before it answers;
// more than that waits for the job, so that nobody waits for it.
const countNow = 300

// kept holds figures until something new is counted.
type kept struct {
	mu       sync.Mutex
	revision string
	figures  map[report.Period]Statistics
}

// keptPeriods bounds how many periods are kept.
const keptPeriods = 64

func (cs *Cases) book() report.Book { return report.Book{Store: cs.Store, Law: cs.Law()} }

// CountUp counts what happened since the last time, at most limit petitions.
func (cs *Cases) CountUp(ctx context.Context, limit int) (int, error) {
	return cs.book().Fold(ctx, limit)
}

// CountAll counts until nothing is missing.
func (cs *Cases) CountAll(ctx context.Context) error {
	for {
		n, err := cs.CountUp(ctx, 1000)
		if err != nil || n == 0 {
			return err
		}
	}
}

// MendCounts compares every petition with what was counted of it.
func (cs *Cases) MendCounts(ctx context.Context) (int, error) { return cs.book().Mend(ctx) }

// revision counts what is missing and answers what the counters stand at.
func (cs *Cases) revision(ctx context.Context) (text string, counting bool, err error) {
	if counting, err = cs.book().Behind(ctx); err == nil && counting {
		if _, err = cs.CountUp(ctx, countNow); err == nil {
			counting, err = cs.book().Behind(ctx)
		}
	}
	if err != nil {
		return "", false, err
	}
	counted, err := cs.Store.Meta(ctx, store.FiguresRevision)
	return fmt.Sprint(counted, " ", cs.Today(), " ", counting), counting, err
}

// FiguresMark changes whenever figures do: what was answered under the same mark is still true.
func (cs *Cases) FiguresMark(ctx context.Context) (string, error) {
	text, _, err := cs.revision(ctx)
	return text, err
}

// Statistics answers the figures of a period, also told apart by unit or category.
func (cs *Cases) Statistics(ctx context.Context, from, to clock.Day, by, lang string) (*Statistics, error) {
	out, err := cs.figures(ctx, report.Period{From: from, To: to})
	if err != nil {
		return nil, err
	}
	var groups []report.Group
	switch by {
	case "", "month":
	case "unit":
		groups = out.Figures.Counts.ByUnit()
	case "category":
		groups = out.Figures.Counts.ByCategory()
	default:
		return nil, fault.Invalid().Field("by", "error.choose").OrNil()
	}
	for _, g := range groups {
		out.Groups = append(out.Groups, FigureRow{Code: g.Code, Name: cs.groupName(by, g.Code, lang), Filed: g.Filed, Answered: g.Days.Answered,
			MedianDays: g.Days.Median, P90Days: g.Days.P90})
	}
	return &out, nil
}

// figures answers what was kept of a period, or works it out.
func (cs *Cases) figures(ctx context.Context, p report.Period) (Statistics, error) {
	revision, counting, err := cs.revision(ctx)
	if err != nil {
		return Statistics{}, err
	}
	k := &cs.kept
	k.mu.Lock()
	if k.revision != revision || len(k.figures) >= keptPeriods {
		k.revision, k.figures = revision, map[report.Period]Statistics{}
	}
	out, ok := k.figures[p]
	k.mu.Unlock()
	if ok {
		return out, nil
	}
	if out, err = cs.workOut(ctx, p); err != nil {
		return out, err
	}
	out.Counting = counting
	k.mu.Lock()
	if k.revision == revision {
		k.figures[p] = out
	}
	k.mu.Unlock()
	return out, nil
}

func (cs *Cases) workOut(ctx context.Context, p report.Period) (Statistics, error) {
	f, err := cs.book().Figures(ctx, p, cs.Today())
	if err != nil {
		return Statistics{}, err
	}
	out := Statistics{From: p.From, To: p.To, Filed: f.Filed, Answered: f.Days.Answered, MedianDays: f.Days.Median, P90Days: f.Days.P90,
		LaterThan15: f.Days.LaterThan15, LaterThan60: f.Days.LaterThan60, ByMonth: f.ByMonth, Figures: f}
	if out.Unowned, err = cs.Store.Unowned(ctx); err != nil {
		return out, err
	}
	out.Intake, err = cs.CameIn(ctx, p.From, p.To, locale.Default)
	return out, err
}

func (cs *Cases) groupName(by, code, lang string) string {
	if code == "" {
		return locale.Text(lang, "figures.unit_none", nil)
	}
	if by == "unit" {
		return cs.Dir.UnitName(code, lang)
	}
	if n := cs.Dir.Category(code, lang); n != nil {
		return n.Name
	}
	return code
}

// Tables are all tables of the period, with what came in by channel after the months.
func (st *Statistics) Tables() []report.Table {
	tables := st.Figures.Tables()
	return slices.Insert(tables, 2, st.Intake.table())
}

// table is the intake beside the year before. Every row names its own unit:
// items (件), batches (批) and person-visits (人次) are never added, but in the last row, which says so.
func (v *IntakeCompared) table() report.Table {
	t := report.Table{Key: "intake", Rows: report.RowsWords, Columns: []string{"now", "year_before", "year_change"}}
	add := func(key string, now, before int) {
		t.Body = append(t.Body, report.Row{Key: key, Cells: []report.Cell{report.Num(now), report.Num(before), report.GrowthOf(before, now)}})
	}
	before := map[petition.Channel]ChannelRow{}
	for _, ch := range v.Before.Channels {
		before[ch.Channel] = ch
	}
	for _, ch := range v.Channels {
		was := before[ch.Channel]
		if ch.PersonVisits == nil {
			add(string(ch.Channel)+"_items", ch.Items, was.Items)
			continue
		}
		people := 0
		if was.PersonVisits != nil {
			people = *was.PersonVisits
		}
		add(string(ch.Channel)+"_people", *ch.PersonVisits, people)
	}
	add("collective_batches", v.Collective.Batches, v.Before.Collective.Batches)
	add("collective_people", v.Collective.PersonVisits, v.Before.Collective.PersonVisits)
	add("combined", v.Combined, v.Before.Combined)
	return t
}
