package casework

import (
	"context"
	"errors"
	"io/fs"

	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/store"
)

// filesBatch is how many files are listed at a time.
const filesBatch = 50

// FileAudit is one round over every stored file: evidence with its clean
// copies, papers, scans. Each is read whole and compared with its hash.
type FileAudit struct {
	cs    *Cases
	stage int
	last  string
	Files int
	Bytes int64
}

// NewFileAudit begins a round.
func (cs *Cases) NewFileAudit() *FileAudit { return &FileAudit{cs: cs} }

// Next compares the next files and answers what is wrong with them; done says
// that the round is over. A store that does not answer is an error, no finding.
func (a *FileAudit) Next(ctx context.Context) (found []Finding, done bool, err error) {
	stages := []func(context.Context) ([]Finding, int, error){a.evidence, a.papers, a.scans}
	if a.stage == len(stages) {
		return nil, true, nil
	}
	found, n, err := stages[a.stage](ctx)
	if err != nil {
		return nil, false, err
	}
	if n < filesBatch {
		a.stage, a.last = a.stage+1, ""
	}
	return found, a.stage == len(stages), nil
}

func (a *FileAudit) evidence(ctx context.Context) (found []Finding, n int, err error) {
	rows, err := a.cs.Store.EvidenceAfter(ctx, a.last, filesBatch)
	for i := range rows {
		r := &rows[i]
		a.last, a.Files, a.Bytes = r.ID, a.Files+1, a.Bytes+r.Size
		whole := r.Mark == a.cs.markEvidence(r)
		err := a.cs.Intake.Verify(ctx, fileOf(*r))
		if err == nil && (whole || r.PetitionID != nil) {
			continue
		}
		var id int64
		if r.PetitionID != nil {
			id = *r.PetitionID
		} else if still, err := a.cs.Store.Unattached(ctx, r.ID); err != nil || !still { // swept meanwhile
			continue
		}
		switch {
		case err == nil:
			found = append(found, Finding{Place: "uploads", Row: r.ID, Wrong: Differs, Detail: "some column, or mark"})
		case errors.Is(err, evidence.ErrDamaged) || !whole:
			found = append(found, a.file(ctx, "evidence "+r.ID, id, err))
		default:
			return nil, 0, err
		}
	}
	return found, len(rows), err
}

func (a *FileAudit) papers(ctx context.Context) (found []Finding, n int, err error) {
	rows, err := a.cs.Store.PapersAfter(ctx, a.last, filesBatch)
	for i := range rows {
		r := &rows[i]
		a.last = r.ID
		if r.FilledAt == nil {
			continue
		}
		f, err := a.sealed(ctx, "papers", r.ID, r.PetitionID, r.BlobKey, r.SHA256, r.Mark == a.cs.markPaper(r))
		if err != nil {
			return nil, 0, err
		}
		found = append(found, f...)
	}
	return found, len(rows), err
}

func (a *FileAudit) scans(ctx context.Context) (found []Finding, n int, err error) {
	rows, err := a.cs.Store.ScansAfter(ctx, a.last, filesBatch)
	for i := range rows {
		r := &rows[i]
		a.last = r.ID
		f, err := a.sealed(ctx, "paper_scans", r.ID, r.PetitionID, r.BlobKey, r.SHA256, r.Mark == a.cs.markScan(r))
		if err != nil {
			return nil, 0, err
		}
		found = append(found, f...)
	}
	return found, len(rows), err
}

// sealed compares a sealed file; whole says that its row is as it was written.
func (a *FileAudit) sealed(ctx context.Context, table, id string, petitionID int64, key, sha256 string, whole bool) ([]Finding, error) {
	a.Files++
	plain, err := a.cs.openSealed(ctx, key, id)
	a.Bytes += int64(len(plain))
	switch {
	case err == nil && hashOf(plain) == sha256:
		return nil, nil
	case err == nil, errors.Is(err, identity.ErrSealed), errors.Is(err, fs.ErrNotExist), !whole:
		return []Finding{a.file(ctx, table+" "+id, petitionID, err)}, nil
	}
	return nil, err
}

// file is a finding about stored bytes: gone, or other than their hash.
func (a *FileAudit) file(ctx context.Context, row string, petitionID int64, err error) Finding {
	f := Finding{Place: "files", Row: row, Wrong: Differs, Detail: "bytes"}
	if errors.Is(err, fs.ErrNotExist) {
		f.Wrong, f.Detail = Missing, ""
	}
	p, err := a.cs.Store.PetitionByID(ctx, store.SystemScope(), petitionID)
	if err == nil {
		f.Number = p.Number
	} else if !fault.Is(err, fault.NotFound) {
		f.Detail += ", petition unknown"
	}
	return f
}
