package casework

import (
	"context"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/report"
)

// Intake is what came in during a period, by channel: letters are counted in
// items (件), visits in times and person-visits (人次), collective visits in
// batches (批). The one figure that adds items and person-visits says so.
type Intake struct {
	From       clock.Day    `json:"from"`
	To         clock.Day    `json:"to"`
	Channels   []ChannelRow `json:"channels"`
	Combined   int          `json:"combined"` // 件次: items of all channels but visits, plus person-visits
	Note       string       `json:"note"`     // what Combined adds
	Collective Batches      `json:"collective"`
	Share      *float64     `json:"share"` // person-visits in batches, of Combined; null of nothing
}

// ChannelRow is one channel's intake; person-visits only where people came.
type ChannelRow struct {
	Channel      petition.Channel `json:"channel"`
	Items        int              `json:"items"`
	PersonVisits *int             `json:"personVisits,omitempty"`
}

// Batches are collective visits, with the people who came.
type Batches struct {
	Batches      int `json:"batches"`
	PersonVisits int `json:"personVisits"`
}

// IntakeCompared is a period's intake beside that of the year before; changes
// are shares of the former figure, null where there was nothing.
type IntakeCompared struct {
	Intake
	Before Intake `json:"before"`
	Change struct {
		Combined     *float64 `json:"combined"`
		Batches      *float64 `json:"batches"`
		PersonVisits *float64 `json:"personVisits"` // in batches
	} `json:"change"`
}

// CameIn answers what came in from one day to another, both included, and what
// did in the same days of the year before (同比).
func (cs *Cases) CameIn(ctx context.Context, from, to clock.Day, lang string) (*IntakeCompared, error) {
	now, err := cs.intake(ctx, from, to, lang)
	if err != nil {
		return nil, err
	}
	year := report.Period{From: from, To: to}.YearBefore()
	before, err := cs.intake(ctx, year.From, year.To, lang)
	if err != nil {
		return nil, err
	}
	out := &IntakeCompared{Intake: now, Before: before}
	out.Change.Combined = change(before.Combined, now.Combined)
	out.Change.Batches = change(before.Collective.Batches, now.Collective.Batches)
	out.Change.PersonVisits = change(before.Collective.PersonVisits, now.Collective.PersonVisits)
	return out, nil
}

func (cs *Cases) intake(ctx context.Context, from, to clock.Day, lang string) (Intake, error) {
	rows, err := cs.Store.Intake(ctx, from, to, cs.Law().Rules.On(to).Heads.Collective)
	if err != nil {
		return Intake{}, err
	}
	out := Intake{From: from, To: to, Channels: []ChannelRow{}, Note: locale.Text(lang, "channel.intake.note", nil)}
	for _, r := range rows {
		row := ChannelRow{Channel: r.Channel, Items: r.Items}
		if r.Channel == petition.Visit {
			people := r.People
			row.PersonVisits = &people
			out.Combined += people
			out.Collective = Batches{Batches: r.Collective, PersonVisits: r.CollectivePeople}
		} else {
			out.Combined += r.Items
		}
		out.Channels = append(out.Channels, row)
	}
	out.Share = share(out.Collective.PersonVisits, out.Combined)
	return out, nil
}

func share(part, whole int) *float64 {
	if whole == 0 {
		return nil
	}
	x := float64(part) / float64(whole)
	return &x
}

func change(before, now int) *float64 {
	if x, ok := report.Change(before, now); ok {
		return &x
	}
	return nil
}
