package casework

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strings"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// prepareLadder looks up what an act names beyond its own petition (another
// petition, an official), and makes ready what it will bring with it.
func (cs *Cases) prepareLadder(ctx context.Context, o identity.Official, number string, a *act) error {
	f := &a.cmd.Fields
	switch a.cmd.Verb {
	case petition.Merge, petition.NoLongerTaken:
		if f.Number == "" {
			return nil // the law asks for it
		}
		other, err := cs.otherPetition(ctx, o, a.cmd.Verb, f.Number)
		if err != nil {
			return err
		}
		a.then = func(ctx context.Context, tx *store.Store, c *petition.Case, e *petition.Event) error {
			if e.Verb != petition.Merge {
				return nil
			}
			return tx.AddLink(ctx, c.ID, store.LinkMerged, other.ID)
		}
	case petition.Publish:
		return cs.checkOpening(ctx, o, number, f)
	case petition.Split:
		return cs.prepareSplit(ctx, o, number, a)
	case petition.LeadBy, petition.Recuse:
		return cs.knownOfficial(ctx, a.cmd.Verb, f.Official)
	}
	return nil
}

// otherPetition answers the petition that a merge or a no-longer names: in the
// scope of who names it, taken up and open to merge into, or final to repeat.
func (cs *Cases) otherPetition(ctx context.Context, o identity.Official, v petition.Verb, number string) (*petition.Petition, error) {
	other, err := cs.Store.PetitionByNumber(ctx, o.Scope(), number)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.Invalid().Field("number", "error.number_not_found")
	}
	if err != nil {
		return nil, err
	}
	switch {
	case v == petition.Merge && (!other.Open || other.Kind == petition.Report || other.Stage == petition.Merged):
		return nil, fault.Invalid().Field("number", "error.number_not_found")
	case v == petition.NoLongerTaken && other.Stage != petition.Final:
		return nil, fault.Invalid().Field("number", "error.number_not_final")
	}
	return other, nil
}

// knownOfficial refuses a name that is nobody's, or a lead without that duty.
func (cs *Cases) knownOfficial(ctx context.Context, v petition.Verb, id string) error {
	if id == "" {
		return nil
	}
	a, err := cs.Store.Account(ctx, id)
	if fault.Is(err, fault.NotFound) || err == nil && v == petition.LeadBy && !slices.Contains(a.Roles, petition.Lead) {
		return fault.Invalid().Field("official", "error.official_unknown")
	}
	return err
}

// chooseBody gives a review its reviewing body: the petitioner's choice, or the
// only one there is (Art. 35).
func (cs *Cases) chooseBody(cmd *petition.Command) error {
	if cmd.Verb != petition.Review {
		return nil
	}
	if cmd.Fields.Body == "" {
		u, _ := cs.Dir.First(KindReview)
		cmd.Fields.Body = u.Code
	}
	if u, ok := cs.Dir.Unit(cmd.Fields.Body); !ok || u.Kind != KindReview || !u.Active {
		return fault.Invalid().Field("body", "error.body_unknown")
	}
	return nil
}

// follow does what an event brings with it in the database beyond its own row.
func (cs *Cases) follow(ctx context.Context, tx *store.Store, c *petition.Case, e *petition.Event, a act) error {
	f := e.Content.Fields
	switch e.Verb {
	case petition.CoHandle:
		return tx.AddCoHandler(ctx, c.ID, f.Unit)
	case petition.Recuse:
		if f.Decision != "refuse" {
			return tx.Withhold(ctx, c.ID, c.Recused[len(c.Recused)-1])
		}
	case petition.Unmerge:
		return tx.RemoveLinks(ctx, c.ID, store.LinkMerged)
	}
	if a.then != nil {
		return a.then(ctx, tx, c, e)
	}
	return nil
}

// afterwards answers the view after an act; an act that takes the petition out
// of the official's own sight (sealing, withdrawing from it) answers its line only.
func (cs *Cases) afterwards(ctx context.Context, o identity.Official, c *petition.Case, lang string) (*DeskView, error) {
	v, err := cs.Desk(ctx, o, c.Number, lang)
	if fault.Is(err, fault.NotFound) {
		return &DeskView{Number: c.Number, Title: c.Title, Kind: c.Kind, Stage: c.Stage, StageSince: c.StageAt, Channel: c.Channel, FiledAt: c.FiledAt, Version: c.Version, State: "ok", Gone: true, Actions: []ActionView{},
			Requests: []petition.Request{}, Evidence: []EvidenceView{}, Legs: []LegView{}, Events: []EventView{}, Documents: []PaperView{}}, nil
	}
	return v, err
}

// prepareSplit makes the petition that leaves ready: the requests named, the
// same petitioner, a number of its own that opens with the same code. A report
// inside a claim is cut out with its passage and sealed at once (Art. 30).
func (cs *Cases) prepareSplit(ctx context.Context, o identity.Official, number string, a *act) error {
	f := &a.cmd.Fields
	parent, err := cs.inScope(ctx, o, number)
	if err != nil {
		return err
	}
	if f.Report && f.Text != "" && !strings.Contains(parent.Filing.Narrative, f.Text) {
		return fault.Invalid().Field("text", "error.passage_not_found")
	}
	f.Number = petition.NewNumber()
	a.then = func(ctx context.Context, tx *store.Store, c *petition.Case, e *petition.Event) error {
		return cs.insertChild(ctx, tx, c, e)
	}
	return nil
}

// insertChild files what was split off, at the same instant and with the same
// channel and day of receipt: no clock is won by splitting.
func (cs *Cases) insertChild(ctx context.Context, tx *store.Store, parent *petition.Case, e *petition.Event) error {
	f := e.Content.Fields
	person, err := cs.person(ctx, tx, parent)
	if err != nil {
		return err
	}
	sealed, err := cs.Keys.SealPerson(f.Number, person)
	if err != nil {
		return err
	}
	filing := parent.Filing
	filing.Title, filing.Parent, filing.Requests = f.Title, parent.Number, nil
	if f.Report {
		filing.Kind = petition.Report
		if f.Text != "" {
			filing.Narrative = f.Text
		}
	}
	for i, no := range f.Cut {
		filing.Requests = append(filing.Requests, petition.Request{No: i + 1, Text: parent.Filing.Requests[no-1].Text})
	}
	sum := sha256.Sum256(sealed)
	hash := hex.EncodeToString(sum[:])
	law := cs.Law()
	first := law.File(f.Number, filing, nil, hash, petition.Actor{ID: e.ActorID, Unit: e.Unit}, e.Role, e.At)
	first.Content.Code, first.Content.Reach = hashOf(parent.CodeHash), cs.Dir.Reach(filing.About)
	if err := cs.seal(&first); err != nil {
		return err
	}
	child := &petition.Case{}
	if err := law.Apply(child, &first); err != nil {
		return err
	}
	child.CodeHash = parent.CodeHash
	set := &store.Filing{Petition: &child.Petition, Event: &first, Identity: &store.Identity{Sealed: sealed, SHA256: hash},
		Lookups: cs.lookups(person), Abouts: first.Content.Reach, Tasks: child.Tasks()}
	if err := tx.InsertFiling(ctx, set); err != nil {
		return err
	}
	if err := tx.AddLink(ctx, child.ID, store.LinkSplit, parent.ID); err != nil {
		return err
	}
	if !f.Report {
		return nil
	}
	return cs.sealChild(ctx, tx, child, e)
}

// sealChild passes a report that was cut out to the discipline body in the same
// breath, so that nobody reads it between.
func (cs *Cases) sealChild(ctx context.Context, tx *store.Store, child *petition.Case, e *petition.Event) error {
	body, _ := cs.Dir.First(KindDiscipline)
	return cs.write(ctx, tx, child, act{at: e.At, actor: petition.Actor{ID: e.ActorID, Unit: e.Unit, Roles: []petition.Role{e.Role}},
		cmd: petition.Command{Verb: petition.Seal, Fields: petition.Fields{Unit: body.Code}}})
}

// answerMerged gives an answer to all that were merged into a petition; what a
// crash leaves out, AnswerMergedDue does.
func (cs *Cases) answerMerged(ctx context.Context, main *petition.Case) {
	merged, err := cs.Store.LinkedTo(ctx, store.LinkMerged, main.ID)
	if err != nil {
		cs.Log.WarnContext(ctx, "merged petitions", "error", err)
		return
	}
	for i := range merged {
		if merged[i].Stage != petition.Merged {
			continue
		}
		if err := cs.answerOne(ctx, merged[i].Number, main); err != nil && !fault.Is(err, fault.NotNow) {
			cs.Log.WarnContext(ctx, "answer a merged petition", "error", err)
		}
	}
}

// AnswerMergedDue answers what was merged into petitions that are answered, at
// most limit, and tells how many it answered.
func (cs *Cases) AnswerMergedDue(ctx context.Context, limit int) (int, error) {
	pairs, err := cs.Store.MergedAnswered(ctx, limit)
	if err != nil {
		return 0, err
	}
	done := 0
	for _, pair := range pairs {
		p, err := cs.Store.PetitionByNumber(ctx, store.SystemScope(), pair[1])
		if err != nil {
			return done, err
		}
		main, err := cs.replay(ctx, cs.Store, p)
		if err != nil {
			return done, err
		}
		if len(main.Opinion) == 0 { // sent back by a review: its next answer counts
			continue
		}
		if err := cs.answerOne(ctx, pair[0], main); err != nil && !fault.Is(err, fault.NotNow) {
			return done, err
		}
		done++
	}
	return done, nil
}

func (cs *Cases) answerOne(ctx context.Context, number string, main *petition.Case) error {
	cmd := petition.Command{Verb: petition.AnswerMerged, Fields: petition.Fields{Number: main.Number, Unit: main.Unit, Items: main.Opinion,
		Procedure: main.Procedure, Route: main.Route}}
	_, err := cs.carryOut(ctx, store.SystemScope(), number, act{cmd: cmd, actor: systemActor, at: cs.now()})
	return err
}
