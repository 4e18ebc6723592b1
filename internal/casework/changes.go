package casework

import (
	"context"
	"time"

	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// Change is one field in which a petition differs from what somebody saw.
type Change struct {
	Field  string `json:"field"`
	Yours  string `json:"yours,omitempty"`
	Theirs string `json:"theirs"`
}

// Changes is what happened since a version, and who did it last.
type Changes struct {
	Version int
	Changes []Change
	By      string
	At      time.Time
}

// ChangesSince compares the petition now with a version that an official saw,
// beside the fields he was about to send.
func (cs *Cases) ChangesSince(ctx context.Context, o identity.Official, number string, version int, yours petition.Fields, lang string) (*Changes, error) {
	now, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	if err := cs.recordRead(ctx, now, o, "case"); err != nil {
		return nil, err
	}
	events, err := cs.Store.Events(ctx, now.ID)
	if err != nil {
		return nil, err
	}
	seen := min(max(version, 1), len(events))
	then, err := cs.Law().Replay(events[:seen])
	if err != nil {
		return nil, err
	}
	names, err := cs.Store.AccountNames(ctx)
	if err != nil {
		return nil, err
	}
	out := &Changes{Version: now.Version, Changes: cs.compare(then, now, yours, lang)}
	last := events[len(events)-1]
	out.At = last.At
	if out.By = names[last.ActorID]; out.By == "" {
		out.By = locale.Text(lang, "law.role."+string(last.Role), nil)
	}
	for i := seen; i < len(events); i++ {
		k := &events[i].Content
		if secret(k) && !seesSecrets(o)(k) {
			continue
		}
		out.Changes = append(out.Changes, Change{Field: "event." + string(k.Verb), Theirs: cs.sentence(k, lang, false)})
	}
	return out, nil
}

// compare lists the fields of the row that differ, in words.
func (cs *Cases) compare(then, now *petition.Case, yours petition.Fields, lang string) []Change {
	name := func(n *Named) string {
		if n == nil {
			return ""
		}
		return n.Name
	}
	rows := []struct{ field, was, is, yours string }{
		{"stage", string(then.Stage), string(now.Stage), ""},
		{"unit", then.Unit, now.Unit, yours.Unit},
		{"kind", string(then.Kind), string(now.Kind), string(yours.Kind)},
		{"route", string(then.Route), string(now.Route), string(yours.Route)},
		{"category", then.Category, now.Category, yours.Category},
		{"place", then.Place, now.Place, yours.Place},
		{"procedure", string(then.Procedure), string(now.Procedure), string(yours.Procedure)},
		{"due", then.DueOn.String(), now.DueOn.String(), ""},
	}
	words := func(field, code string) string {
		switch field {
		case "unit":
			return name(cs.Dir.NamedUnit(code, lang))
		case "category":
			return name(cs.Dir.Category(code, lang))
		case "place":
			return name(cs.Dir.Place(code, lang))
		case "due":
			return code
		}
		return word(lang, field, code)
	}
	var list []Change
	for _, r := range rows {
		if r.was != r.is {
			list = append(list, Change{Field: r.field, Yours: words(r.field, r.yours), Theirs: words(r.field, r.is)})
		}
	}
	return list
}
