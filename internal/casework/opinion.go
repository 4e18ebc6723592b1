package casework

import (
	"context"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// Opinion is what a review or a re-review decided, for its petitioner.
type Opinion struct {
	Decision, Text, Reasons string
	Body                    string // name of the body that decided, or to which the matter is led
	On                      clock.Day
	PaperID, PaperNumber    string
}

// OwnOpinion answers the newest opinion of a review (ReviewDecide) or re-review
// (RecheckDecide). One that waits to be read stays closed, NotNow: reading it is
// an act that starts the next right (Art. 36).
func (cs *Cases) OwnOpinion(ctx context.Context, number string, verb petition.Verb, lang string) (*Opinion, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	events, err := cs.Store.Events(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	var found *Opinion
	for i := range events {
		k := &events[i].Content
		if k.Verb != verb {
			continue
		}
		found = &Opinion{Decision: k.Fields.Decision, Text: k.Fields.Text, Reasons: k.Fields.Reasons, Body: cs.Dir.UnitName(k.Unit, lang), On: clock.DayOf(k.At)}
		if k.Paper != nil {
			found.PaperID, found.PaperNumber = k.Paper.ID, k.Paper.Number
		}
	}
	waiting := c.Unserved()
	switch {
	case found == nil:
		return nil, fault.New(fault.NotFound, "error.not_found")
	case waiting != nil && waiting.ID == found.PaperID:
		return nil, fault.New(fault.NotNow, "error.not_now_unread_opinion")
	}
	return found, nil
}

// OpenPart opens, for who proved the code of a petition, another one that was
// split from it or from which it was split: the same person wrote both. It
// answers the token of a cookie for that other case.
func (cs *Cases) OpenPart(ctx context.Context, number, part string) (string, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return "", err
	}
	part = petition.ParseNumber(part)
	belongs := part != "" && part == c.Filing.Parent
	for _, cut := range c.Cut {
		belongs = belongs || cut == part
	}
	if !belongs {
		return "", fault.New(fault.NotFound, "error.not_found")
	}
	other, err := cs.own(ctx, part)
	if err != nil {
		return "", err
	}
	return cs.openSession(ctx, other.ID)
}
