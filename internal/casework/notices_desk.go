package casework

import (
	"context"
	"encoding/json"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// What a unit was told on the site itself is kept in view for 30 days.
const (
	deskNoticesKept  = 30 * 24 * time.Hour
	deskNoticesShown = 100
)

// calendarMoved is the notice to a unit that the last day of a matter moved with the calendar.
const calendarMoved = "calendar-moved"

// DeskNotice is a message to the official's unit.
type DeskNotice struct {
	ID     string    `json:"id"`
	Kind   string    `json:"kind"`
	At     time.Time `json:"at"`
	Number string    `json:"number,omitempty"`
	Text   string    `json:"text"`
}

// DeskNotices lists what the official's unit was told lately, newest first.
func (cs *Cases) DeskNotices(ctx context.Context, o identity.Official, lang string) ([]DeskNotice, error) {
	rows, err := cs.Store.MessagesToUnit(ctx, o.Scope(), cs.now().Add(-deskNoticesKept), deskNoticesShown)
	if err != nil {
		return nil, err
	}
	list := make([]DeskNotice, 0, len(rows))
	for _, m := range rows {
		args := map[string]any{"number": petition.GroupNumber(m.Number)}
		given := map[string]string{}
		if m.Args != "" {
			if err := json.Unmarshal([]byte(m.Args), &given); err != nil {
				return nil, err
			}
		}
		for name, value := range given {
			args[name] = value
			if day, err := clock.ParseDay(value); err == nil {
				args[name] = day
			}
		}
		list = append(list, DeskNotice{ID: m.ID, Kind: m.Kind, At: m.CreatedAt, Number: m.Number, Text: locale.Text(lang, "notice."+m.Kind+".text", args)})
	}
	return list, nil
}

// toUnit makes a message that a unit reads on the site; its id is that of what it tells.
func (cs *Cases) toUnit(id, kind, unit, number string, args map[string]string) (store.Message, error) {
	to, err := cs.Keys.Seal(recipientPurpose, id, []byte(unit))
	if err != nil {
		return store.Message{}, err
	}
	raw, err := json.Marshal(args)
	return store.Message{ID: id, Kind: kind, Channel: "in-site", Lang: locale.ZhCN, Recipient: to, Unit: unit, Number: number, Args: string(raw),
		NotBefore: cs.now(), CreatedAt: cs.now()}, err
}
