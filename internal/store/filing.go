package store

import (
	"context"
	"strings"

	"sunlit/internal/petition"
)

// Filing is all that one petition brings into the database at once. Everything in it is encrypted,
// hashed and marshalled before the transaction opens.
type Filing struct {
	Petition    *petition.Petition
	Event       *petition.Event // sealed; its PetitionID is filled in
	Identity    *Identity       // nil for an anonymous filing
	Lookups     []Lookup
	Abouts      []string     // unit codes complained of
	Doors       []Door       // mailbox or call it came in by
	Evidence    Uploads      // uploads that become part of the petition
	Idempotency *Idempotency // nil for import
	Reference   *Reference   // under which a superior keeps it
	Papers      []Paper
	Tasks       []petition.Task // owed from the first day, such as a report to the superior who assigned it
	Outbox      []Message
	CitizenID   string // account of who files while signed in, "" for none
}

// InsertFiling writes a petition with its first event and all that belongs to it, inside Tx and in
// as few round trips as there are tables. PetitionID is filled in everywhere. A taken idempotency
// key is ErrKeyTaken, so that the caller answers what was answered before.
func (s *Store) InsertFiling(ctx context.Context, f *Filing) error {
	if s.tx == nil {
		return errNoTx
	}
	if f.Idempotency != nil { // first: a repeated request waits here for the one before it
		if err := s.insertIdempotency(ctx, f.Idempotency); err != nil {
			return err
		}
	}
	if err := s.petitions.run(ctx, s, f.Petition); err != nil {
		return s.fail("insert petition", err)
	}
	id := f.Petition.ID
	f.Event.PetitionID = id
	if err := s.events.run(ctx, s, f.Event); err != nil {
		return s.fail("insert event", err)
	}
	steps := []func() error{
		func() error { return s.insertIdentity(ctx, id, f.Identity, f.Lookups) },
		func() error { return s.insertAbouts(ctx, id, f.Abouts) },
		func() error { return s.insertReference(ctx, id, f.Reference) },
		func() error { return s.insertDoors(ctx, id, f.Doors) },
		func() error { return s.insertTasks(ctx, id, f.Tasks) },
		func() error { return s.AttachEvidence(ctx, id, f.Event.ID, f.Evidence) },
		func() error { return s.InsertPapers(ctx, id, f.Event.ID, f.Papers) },
		func() error { return s.Enqueue(ctx, id, f.Outbox) },
		func() error { return s.filedUnder(ctx, f) },
	}
	for _, step := range steps {
		if err := step(); err != nil {
			return err
		}
	}
	return nil
}

// filedUnder puts the petition under the account of who files.
func (s *Store) filedUnder(ctx context.Context, f *Filing) error {
	if f.CitizenID == "" {
		return nil
	}
	return s.PutUnderAccount(ctx, f.CitizenID, f.Petition.ID, HowFiled, f.Petition.FiledAt)
}

// insertRows adds rows of width values each in one statement.
func (s *Store) insertRows(ctx context.Context, into string, width int, args []any) error {
	one := statement{text: into + "(?" + strings.Repeat(", ?", width-1) + ")"}
	return one.rows(ctx, s, width, args)
}
