package casework

import (
	"context"
	"fmt"
	"io"
	"slices"

	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// stampMedia are the types a scan may have.
var stampMedia = []string{"application/pdf", "image/jpeg", "image/png"}

// Stamp adds a scan of an issued paper with seal and signature: the original bytes, sealed, under
// their hash, which the event names. The rendered file stays; both are genuine. Only officials of
// the unit that issued the paper add one.
func (cs *Cases) Stamp(ctx context.Context, o identity.Official, number, paperID string, version int, name string, r io.Reader, lang string) (*DeskView, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	paper, err := cs.Store.Paper(ctx, c.ID, paperID)
	if err != nil {
		return nil, err
	}
	if paper.Unit != o.Unit {
		return nil, fault.New(fault.NotNow, "error.not_now_not_yours")
	}
	if err := cs.Law().May(c, petition.Stamp, o.Actor(), cs.now()); err != nil { // before megabytes are taken in
		return nil, err
	}
	scan, err := cs.takeScan(ctx, paperID, name, r)
	if err != nil {
		return nil, err
	}
	scan.Unit = o.Unit
	cmd := petition.Command{Verb: petition.Stamp, Version: version, Fields: petition.Fields{Paper: paperID},
		Files: []petition.Attachment{{ID: scan.ID, Name: scan.Name, Size: scan.Size, SHA256: scan.SHA256}}}
	if _, err := cs.carryOut(ctx, o.Scope(), c.Number, act{cmd: cmd, actor: o.Actor(), at: cs.now(), scan: scan}); err != nil {
		return nil, err
	}
	return cs.Desk(ctx, o, c.Number, lang)
}

// stampable marks the papers of the official's own unit, to which he may add a scan now.
func (cs *Cases) stampable(papers []PaperView, c *petition.Case, o identity.Official) {
	may := cs.Law().May(c, petition.Stamp, o.Actor(), cs.now()) == nil
	for i := range papers {
		papers[i].Stamp = may && papers[i].Unit == o.Unit
	}
}

// takeScan receives a scan through the door of all files, then seals it: unlike evidence it shows
// the petitioner's name.
func (cs *Cases) takeScan(ctx context.Context, paperID, name string, r io.Reader) (*store.Scan, error) {
	file, err := cs.Intake.Receive(ctx, name, r)
	if err != nil {
		return nil, err
	}
	defer func() { _ = cs.Blobs.Delete(context.WithoutCancel(ctx), file.BlobKey) }() // the sealed copy is what stays
	switch {
	case !slices.Contains(stampMedia, file.Type):
		return nil, fault.Invalid().Field("file", "error.stamp_type").OrNil()
	case file.Located: // the original is what counts, so that nothing can be taken off it
		return nil, fault.Invalid().Field("file", "error.stamp_located").OrNil()
	}
	plain, err := cs.plainFile(ctx, file)
	if err != nil {
		return nil, err
	}
	scan := &store.Scan{ID: store.NewID(), PaperID: paperID, Name: file.Name, Media: file.Type, Size: file.Size, SHA256: file.SHA256, CreatedAt: cs.now()}
	scan.BlobKey, err = cs.putPaper(ctx, scan.ID, plain)
	return scan, err
}

func (cs *Cases) plainFile(ctx context.Context, file evidence.File) ([]byte, error) {
	original, err := cs.Intake.OpenVerified(ctx, file)
	if err != nil {
		return nil, err
	}
	defer original.Close()
	return io.ReadAll(original)
}

// stamps lists the scans of a paper, newest first.
func (cs *Cases) stamps(scans []store.Scan, paperID, lang string) []StampView {
	var views []StampView
	for _, s := range slices.Backward(scans) {
		if s.PaperID == paperID {
			views = append(views, StampView{At: s.CreatedAt, Unit: s.Unit, UnitName: cs.Dir.UnitName(s.Unit, lang), Media: s.Media, Size: s.Size, SHA256: s.SHA256})
		}
	}
	return views
}

// bestFile answers a paper as people should have it: the newest stamped scan, else, or when asked
// for, the rendered file.
func (cs *Cases) bestFile(ctx context.Context, row *store.Paper, rendered bool) (*PaperFile, error) {
	if rendered {
		return cs.paperBytes(ctx, row)
	}
	scan, err := cs.newestScan(ctx, row)
	if err != nil {
		return nil, err
	}
	if scan == nil {
		return cs.paperBytes(ctx, row)
	}
	plain, err := cs.openScan(ctx, scan)
	if err != nil {
		return nil, err
	}
	return &PaperFile{Name: row.Number + extension(scan.Media), Media: scan.Media, Bytes: plain, SHA256: scan.SHA256, Verify: row.VerifyCode}, nil
}

func (cs *Cases) newestScan(ctx context.Context, row *store.Paper) (*store.Scan, error) {
	scans, err := cs.Store.Scans(ctx, row.PetitionID)
	if err != nil {
		return nil, err
	}
	for i := len(scans) - 1; i >= 0; i-- {
		if scans[i].PaperID == row.ID {
			return &scans[i], nil
		}
	}
	return nil, nil //nolint:nilnil // most papers have no scan
}

// openScan reads a scan and compares it with its hash.
func (cs *Cases) openScan(ctx context.Context, scan *store.Scan) ([]byte, error) {
	plain, err := cs.openSealed(ctx, scan.BlobKey, scan.ID)
	if err != nil {
		return nil, err
	}
	if hashOf(plain) != scan.SHA256 {
		return nil, fmt.Errorf("scan %s: the file differs from its hash", scan.ID)
	}
	return plain, nil
}

// openSealed reads a blob that putPaper sealed.
func (cs *Cases) openSealed(ctx context.Context, key, id string) ([]byte, error) {
	blob, err := cs.Blobs.Open(ctx, key)
	if err != nil {
		return nil, err
	}
	defer blob.Close()
	sealed, err := io.ReadAll(blob)
	if err != nil {
		return nil, err
	}
	return cs.Keys.Open(paperPurpose, id, sealed)
}

func extension(media string) string {
	switch media {
	case "image/jpeg":
		return ".jpg"
	case "image/png":
		return ".png"
	}
	return ".pdf"
}
