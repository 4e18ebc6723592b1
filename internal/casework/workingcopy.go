package casework

import (
	"context"
	"encoding/json"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// WorkingCopy is an answer while it is written: shared by the unit's handlers,
// no event, no version of the petition; its revision keeps two of them from
// overwriting each other.
type WorkingCopy struct {
	Revision int           `json:"revision"`
	Items    []WorkingItem `json:"items"`
	SavedAt  *time.Time    `json:"savedAt,omitempty"`
	By       *Official     `json:"by,omitempty"`
}

// WorkingItem is an item with anything still missing; by is free text until it is a day.
type WorkingItem struct {
	Request  int    `json:"request"`
	Plain    string `json:"plain,omitempty"`
	Facts    string `json:"facts,omitempty"`
	Basis    string `json:"basis,omitempty"`
	Decision string `json:"decision,omitempty"`
	Measure  string `json:"measure,omitempty"`
	By       string `json:"by,omitempty"`
}

type workingBody struct {
	Revision int           `json:"revision"`
	By       string        `json:"by"`
	Items    []WorkingItem `json:"items"`
}

// WorkingCopy answers what was saved last; revision 0 where nothing was.
func (cs *Cases) WorkingCopy(ctx context.Context, o identity.Official, number string) (*WorkingCopy, error) {
	c, err := cs.drafting(ctx, o, number)
	if err != nil {
		return nil, err
	}
	if err := cs.recordRead(ctx, c, o, "case"); err != nil {
		return nil, err
	}
	body, saved, err := cs.workingBody(ctx, cs.Store, c.ID)
	if err != nil {
		return nil, err
	}
	w := &WorkingCopy{Revision: body.Revision, Items: noNil(body.Items)}
	if body.Revision > 0 {
		names, err := cs.Store.AccountNames(ctx)
		if err != nil {
			return nil, err
		}
		w.SavedAt, w.By = &saved, official(names, body.By)
	}
	return w, nil
}

// SaveWorkingCopy keeps an unfinished answer. An older revision than the
// stored one is Stale and nothing is overwritten.
func (cs *Cases) SaveWorkingCopy(ctx context.Context, o identity.Official, number string, revision int, items []WorkingItem) (*WorkingCopy, error) {
	c, err := cs.drafting(ctx, o, number)
	if err != nil {
		return nil, err
	}
	for _, it := range items {
		if len(it.Plain)+len(it.Facts)+len(it.Basis)+len(it.Measure) > petition.MaxText {
			return nil, fault.Invalid().Field("items", "error.text_long").OrNil()
		}
	}
	now := cs.now()
	saved := workingBody{Revision: revision + 1, By: o.ID, Items: items}
	raw, err := json.Marshal(saved)
	if err != nil {
		return nil, err
	}
	err = cs.Store.Tx(ctx, func(tx *store.Store) error {
		if _, err := tx.PetitionForUpdate(ctx, o.Scope(), c.Number); err != nil {
			return err
		}
		body, _, err := cs.workingBody(ctx, tx, c.ID)
		if err != nil {
			return err
		}
		if body.Revision != revision {
			return fault.New(fault.Stale, "error.stale_copy", "revision", body.Revision)
		}
		return tx.PutWorkingCopy(ctx, &store.WorkingCopy{PetitionID: c.ID, Verb: petition.Draft, Body: raw, SavedAt: now})
	})
	if err != nil {
		return nil, err
	}
	return &WorkingCopy{Revision: saved.Revision, Items: items, SavedAt: &now, By: &Official{ID: o.ID, Name: o.Name}}, nil
}

// drafting answers the case if this official writes answers for it.
func (cs *Cases) drafting(ctx context.Context, o identity.Official, number string) (*petition.Case, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	if a := o.Actor(); a.Unit != c.Unit || !a.Has(petition.Handler) && !a.Has(petition.Head) {
		return nil, fault.New(fault.NotNow, "error.not_now_not_yours")
	}
	return c, nil
}

func (cs *Cases) workingBody(ctx context.Context, s *store.Store, petitionID int64) (workingBody, time.Time, error) {
	row, err := s.WorkingCopy(ctx, petitionID, "", petition.Draft)
	if fault.Is(err, fault.NotFound) {
		return workingBody{}, time.Time{}, nil
	}
	if err != nil {
		return workingBody{}, time.Time{}, err
	}
	var body workingBody
	return body, row.SavedAt, json.Unmarshal(row.Body, &body)
}

// finished turns a working copy into items; a day that is none yet stays empty.
func finished(items []WorkingItem) []petition.Item {
	out := make([]petition.Item, 0, len(items))
	for _, w := range items {
		by, _ := clock.ParseDay(w.By)
		out = append(out, petition.Item{Request: w.Request, Plain: w.Plain, Facts: w.Facts, Basis: w.Basis, Decision: petition.Decision(w.Decision), Measure: w.Measure, By: by})
	}
	return out
}
