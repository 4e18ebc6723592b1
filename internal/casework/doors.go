package casework

import (
	"context"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// checkDoors refuses a letter to a mailbox that is closed or unknown, and an
// answer to a call that is over.
func (cs *Cases) checkDoors(ctx context.Context, in Filing, bad *fault.Error) error {
	at := in.At // late and imported filings have their own day
	if at.IsZero() {
		at = cs.now()
	}
	if in.Mailbox != "" {
		m, err := cs.Store.Mailbox(ctx, in.Mailbox)
		switch {
		case fault.Is(err, fault.NotFound) || err == nil && !m.Active:
			bad.Field("mailbox", "visits.error.mailbox_unknown")
		case err != nil:
			return err
		}
	}
	if in.Call != "" {
		c, err := cs.Store.Call(ctx, in.Call)
		switch {
		case fault.Is(err, fault.NotFound) || err == nil && !openOn(c, clock.DayOf(at)):
			bad.Field("call", "visits.error.call_over")
		case err != nil:
			return err
		}
	}
	return nil
}

// OpenDoors words the mailbox and the call of a filing, nil where there is none
// that takes anything now.
func (cs *Cases) OpenDoors(ctx context.Context, mailbox, call, lang string) (to, answers *Named, err error) {
	bad := fault.Invalid()
	if err := cs.checkDoors(ctx, Filing{Filing: petition.Filing{Mailbox: mailbox, Call: call}}, bad); err != nil {
		return nil, nil, err
	}
	if _, closed := bad.Fields["mailbox"]; !closed {
		if to, err = cs.Addressee(ctx, mailbox, lang); err != nil {
			return nil, nil, err
		}
	}
	if _, over := bad.Fields["call"]; !over {
		answers, err = cs.CallTitle(ctx, call, lang)
	}
	return to, answers, err
}

// doorsOf are the doors a filing is counted by.
func doorsOf(f *petition.Filing) []store.Door {
	var doors []store.Door
	if f.Mailbox != "" {
		doors = append(doors, store.Door{Door: store.DoorMailbox, Code: f.Mailbox})
	}
	if f.Call != "" {
		doors = append(doors, store.Door{Door: store.DoorCall, Code: f.Call})
	}
	return doors
}

// keepAnswerLine notes of an answer what the public figures of mailboxes and
// suggestions count: the event has it all, but nobody replays a town for a page.
func (cs *Cases) keepAnswerLine(ctx context.Context, tx *store.Store, c *petition.Case, e *petition.Event) error {
	line := answerLine(c, e)
	if line == nil {
		return nil
	}
	return tx.PutAnswerLine(ctx, line)
}

// answerLine is the line of an answer right after its event, nil where none is counted.
func answerLine(c *petition.Case, e *petition.Event) *store.AnswerLine {
	answered := e.Verb == petition.Approve && e.Content.Settles == petition.Draft
	if !answered || c.Filing.Mailbox == "" && c.Filing.Call == "" && c.Route != petition.RouteA {
		return nil
	}
	line := &store.AnswerLine{PetitionID: c.ID, AnsweredOn: clock.DayOf(e.At), Late: e.Content.Late}
	line.Year = line.AnsweredOn.Year()
	if c.Route == petition.RouteA {
		line.Decision, line.Plain = decisionOf(c.Opinion)
	}
	return line
}

// decisionOf sums up the decisions on a suggestion of several points, and what was adopted of it.
func decisionOf(items []petition.Item) (decision, plain string) {
	var lines []string
	whole := true
	for _, item := range items {
		if item.Decision != petition.Adopt {
			whole = false
		}
		if item.Decision == petition.Adopt || item.Decision == petition.AdoptPart {
			lines = append(lines, item.Plain)
		}
	}
	switch {
	case len(lines) == 0:
		return string(petition.NotAdopt), ""
	case whole:
		return string(petition.Adopt), strings.Join(lines, "\n")
	}
	return string(petition.AdoptPart), strings.Join(lines, "\n")
}

// inPublic words whom a matter was written to, which call it answers, and who
// leads it: positions only.
func (cs *Cases) inPublic(ctx context.Context, c *petition.Case, lang string) (addressee, call *Named, lead string, err error) {
	if addressee, err = cs.Addressee(ctx, c.Filing.Mailbox, lang); err != nil {
		return nil, nil, "", err
	}
	if call, err = cs.CallTitle(ctx, c.Filing.Call, lang); err != nil {
		return nil, nil, "", err
	}
	lead, err = cs.positionOf(ctx, c.LeadID, lang)
	return addressee, call, lead, err
}

// positionOf is the duty title of an official, which citizens see instead of
// the name; one without a title is shown as his unit.
func (cs *Cases) positionOf(ctx context.Context, accountID, lang string) (string, error) {
	if accountID == "" {
		return "", nil
	}
	a, err := cs.Store.Account(ctx, accountID)
	if fault.Is(err, fault.NotFound) {
		return "", nil
	}
	if err != nil {
		return "", err
	}
	if title := pickName(a.Position, a.PositionEN, lang); title != "" {
		return title, nil
	}
	return cs.Dir.UnitName(a.Unit, lang), nil
}
