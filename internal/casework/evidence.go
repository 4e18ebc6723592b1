package casework

import (
	"context"
	"io"
	"slices"
	"time"

	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Upload receives one evidence file, before it belongs to a petition: streamed,
// hashed, checked by content and durable before the answer. owner is the hash
// of the uploader's draft secret, empty for plain API clients.
func (cs *Cases) Upload(ctx context.Context, name string, r io.Reader, owner string) (evidence.File, error) {
	file, err := cs.Intake.Receive(ctx, name, r)
	if err != nil {
		return evidence.File{}, err
	}
	return file, cs.KeepUpload(ctx, file, owner)
}

// KeepUpload records a received file as an upload that no petition has yet;
// unattached it is gone after 24 h.
func (cs *Cases) KeepUpload(ctx context.Context, f evidence.File, owner string) error {
	row := store.Evidence{ID: f.ID, TokenHash: owner, Name: f.Name, Type: f.Type, Kind: string(f.Kind), Size: f.Size,
		SHA256: f.SHA256, BlobKey: f.BlobKey, UploadedAt: cs.now()}
	row.Mark = cs.markEvidence(&row)
	return cs.Store.InsertEvidence(ctx, &row)
}

// RemoveUpload forgets an upload of this owner that no petition has yet.
func (cs *Cases) RemoveUpload(ctx context.Context, id, owner string) error {
	rows, err := cs.Store.UploadedEvidence(ctx, store.Uploads{IDs: []string{id}, TokenHash: owner})
	if err != nil {
		return err
	}
	if gone, err := cs.Store.DeleteAbandoned(ctx, id); err != nil || !gone {
		return err
	}
	return cs.Blobs.Delete(ctx, rows[0].BlobKey)
}

// Uploads answers an owner's uploads that no petition has yet, in the given
// order; those that are gone are left out.
func (cs *Cases) Uploads(ctx context.Context, ids []string, owner string) ([]EvidenceView, error) {
	views := []EvidenceView{}
	for _, id := range ids {
		rows, err := cs.Store.UploadedEvidence(ctx, store.Uploads{IDs: []string{id}, TokenHash: owner})
		if fault.Is(err, fault.NotFound) {
			continue
		}
		if err != nil {
			return nil, err
		}
		views = append(views, evidenceView(rows[0]))
	}
	return views, nil
}

// unattached answers the hashes of an owner's uploads for an event; unknown or used ones are field errors.
func (cs *Cases) unattached(ctx context.Context, claim store.Uploads) ([]petition.Attachment, error) {
	if len(claim.IDs) == 0 {
		return nil, nil
	}
	if err := cs.Intake.Limits().CheckCount(len(claim.IDs)); err != nil {
		return nil, fault.Invalid().Field("evidence", "error.evidence_count", "limit", cs.Intake.Limits().Count)
	}
	rows, err := cs.Store.UploadedEvidence(ctx, claim)
	if fault.Is(err, fault.NotFound) {
		return nil, fault.Invalid().Field("evidence", "error.evidence_gone")
	}
	if err != nil {
		return nil, err
	}
	files := make([]petition.Attachment, 0, len(rows))
	for _, r := range rows {
		files = append(files, petition.Attachment{ID: r.ID, Name: r.Name, Size: r.Size, SHA256: r.SHA256})
	}
	return files, nil
}

// withEvidence adds to an act the uploads that its fields name; owner is the hash under which they
// were received.
func (cs *Cases) withEvidence(ctx context.Context, a *act, owner string) (err error) {
	a.evidence = store.Uploads{IDs: a.cmd.Fields.Evidence, TokenHash: owner}
	a.cmd.Files, err = cs.unattached(ctx, a.evidence)
	return err
}

// fileReader tells which files of a case somebody may see.
type fileReader func(petition.Attachment) bool

// ownFiles: the petitioner sees what he sent and what a unit shows him as proof, not what it reports
// to the office.
func ownFiles(f petition.Attachment) bool { return !f.Inside }

// deskFiles: what a unit reported is read by that unit and by the office.
func deskFiles(c *petition.Case, o identity.Official) fileReader {
	return func(f petition.Attachment) bool { return !f.Inside || o.Unit == f.Unit || o.Unit == c.OfficeUnit }
}

// evidenceOf lists the files that a reader may see; of an official's it names the unit.
func (cs *Cases) evidenceOf(ctx context.Context, c *petition.Case, sees fileReader, lang string) ([]EvidenceView, error) {
	rows, err := cs.Store.Evidence(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	views := make([]EvidenceView, 0, len(rows))
	for _, r := range rows {
		f := attached(c, r.ID)
		if !sees(f) {
			continue
		}
		v := evidenceView(r)
		v.Unit = cs.Dir.UnitName(f.Unit, lang)
		views = append(views, v)
	}
	return views, nil
}

// attached is what the events say of a file.
func attached(c *petition.Case, id string) petition.Attachment {
	i := slices.IndexFunc(c.Files, func(f petition.Attachment) bool { return f.ID == id })
	if i < 0 {
		return petition.Attachment{ID: id}
	}
	return c.Files[i]
}

func evidenceView(r store.Evidence) EvidenceView {
	return EvidenceView{ID: r.ID, Name: r.Name, Type: r.Kind, Media: r.Type, Size: r.Size, SHA256: r.SHA256, At: r.UploadedAt}
}

// Opened is an evidence file ready to be sent.
type Opened struct {
	Name, Media string
	Size        int64
	SHA256      string
	At          time.Time // when it came in
	io.ReadSeekCloser
}

// DeskEvidence opens an original for an official in scope; the read is recorded.
func (cs *Cases) DeskEvidence(ctx context.Context, o identity.Official, number, id string) (*Opened, error) {
	c, row, err := cs.deskFile(ctx, o, number, id)
	if err != nil {
		return nil, err
	}
	if err := cs.recordRead(ctx, c, o, "evidence:"+row.Name); err != nil {
		return nil, err
	}
	return cs.open(ctx, row)
}

// DeskEvidenceView opens the clean copy of an image for an official in scope.
func (cs *Cases) DeskEvidenceView(ctx context.Context, o identity.Official, number, id string) (*Opened, error) {
	c, row, err := cs.deskFile(ctx, o, number, id)
	if err != nil {
		return nil, err
	}
	if err := cs.recordRead(ctx, c, o, "evidence:"+row.Name); err != nil {
		return nil, err
	}
	return cs.view(ctx, row)
}

// OwnEvidence opens an original for the petitioner whose code was proved.
func (cs *Cases) OwnEvidence(ctx context.Context, number, id string) (*Opened, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	row, err := cs.evidenceRow(ctx, c, id, ownFiles)
	if err != nil {
		return nil, err
	}
	return cs.open(ctx, row)
}

func (cs *Cases) deskFile(ctx context.Context, o identity.Official, number, id string) (*petition.Case, store.Evidence, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, store.Evidence{}, err
	}
	row, err := cs.evidenceRow(ctx, c, id, deskFiles(c, o))
	return c, row, err
}

// evidenceRow authorises by petition, never by the file's id alone.
func (cs *Cases) evidenceRow(ctx context.Context, c *petition.Case, id string, sees fileReader) (store.Evidence, error) {
	if !sees(attached(c, id)) {
		return store.Evidence{}, fault.New(fault.NotFound, "error.not_found")
	}
	row, err := cs.Store.EvidenceFile(ctx, c.ID, id)
	if err != nil {
		return store.Evidence{}, err
	}
	return *row, nil
}

func (cs *Cases) open(ctx context.Context, row store.Evidence) (*Opened, error) {
	original, err := cs.Intake.OpenVerified(ctx, fileOf(row))
	if err != nil {
		return nil, err
	}
	return &Opened{Name: row.Name, Media: row.Type, Size: row.Size, SHA256: row.SHA256, At: row.UploadedAt, ReadSeekCloser: original}, nil
}

func (cs *Cases) view(ctx context.Context, row store.Evidence) (*Opened, error) {
	v, err := cs.Intake.View(ctx, fileOf(row))
	if err != nil {
		return nil, err
	}
	if v.Made {
		row.ViewKey, row.ViewSHA256 = v.Key, v.SHA256
		if err := cs.Store.SetEvidenceView(ctx, row.ID, v.Key, v.SHA256, cs.markEvidence(&row)); err != nil {
			return nil, err
		}
	}
	return &Opened{Name: row.Name + ".jpg", Media: v.Type, Size: v.Size, SHA256: v.SHA256, At: row.UploadedAt, ReadSeekCloser: nopClose{v}}, nil
}

type nopClose struct{ io.ReadSeeker }

// Close does nothing: the copy is in memory.
func (nopClose) Close() error { return nil }

func fileOf(r store.Evidence) evidence.File {
	return evidence.File{ID: r.ID, Name: r.Name, Type: r.Type, Kind: evidence.Kind(r.Kind), Size: r.Size, SHA256: r.SHA256,
		BlobKey: r.BlobKey, ViewKey: r.ViewKey, ViewSHA256: r.ViewSHA256}
}
