package casework

import (
	"bytes"
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strconv"

	"github.com/google/uuid"

	"sunlit/internal/clock"
	"sunlit/internal/document"
	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// receiptID is the id of the filing receipt, which is rendered whenever asked for.
const receiptID = "receipt"

// paperPurpose binds sealed papers to their use.
const paperPurpose = "paper"

// PaperFile is a paper ready to be sent.
type PaperFile struct {
	Name   string
	Media  string // empty for PDF
	Bytes  []byte
	SHA256 string
	Verify string // verification code
}

// issued is a paper rendered before its transaction: what the approver saw.
type issued struct {
	version int
	bytes   []byte
	sha256  string
	key     string
}

// issue answers the paper an event issues, nil for none: a new number, or the
// one a proposal already has.
func (cs *Cases) issue(ctx context.Context, tx *store.Store, c *petition.Case, e *petition.Event, a act) (*petition.Paper, error) {
	on := clock.DayOf(e.At)
	if e.Verb == petition.Approve && c.Proposal.Paper == nil { // a text for the public: no paper goes with it
		return nil, nil //nolint:nilnil // no paper is the usual case, not an error
	}
	if e.Verb == petition.Approve {
		p := *c.Proposal.Paper
		p.On = on
		if a.issued != nil {
			if a.issued.version != c.Version {
				return nil, fault.New(fault.Stale, "error.stale", "current", c.Version)
			}
			p.SHA256 = a.issued.sha256
		}
		return &p, nil
	}
	kind := issuedKind(c, e)
	if kind == "" {
		return nil, nil //nolint:nilnil // no paper is the usual case, not an error
	}
	if r := c.Return; r != nil && r.Verb == e.Verb && r.Paper != nil { // handed in again: the number stays
		p := *r.Paper
		p.On = on
		return &p, nil
	}
	unit := cs.issuingUnit(c, e)
	n, err := tx.NextPaperNumber(ctx, unit, kind, on.Year())
	if err != nil {
		return nil, err
	}
	return &petition.Paper{ID: paperID(c, e.Verb, c.Seq+1), Kind: kind, Number: cs.paperNumber(unit, kind, on.Year(), n), Unit: unit, On: on}, nil
}

// issuedKind is the paper that an act issues: that of its row, but for acts that
// issue one only sometimes, or one of several.
func issuedKind(c *petition.Case, e *petition.Event) petition.DocumentKind {
	step, _ := petition.StepOf(e.Verb)
	f := e.Content.Fields
	switch e.Verb {
	case petition.File: // the receipt is rendered whenever asked for
		return ""
	case petition.Draft:
		return answerKind(c.Route, c.Procedure)
	case petition.AnswerMerged:
		return answerKind(f.Route, f.Procedure)
	case petition.Serve: // reading is its own proof; what went by post needs one
		if e.Role == petition.Citizen || f.ServedOn.IsZero() {
			return ""
		}
		return petition.PaperServiceProof
	case petition.ClosingReturn:
		return petition.PaperClosingReturn
	case petition.MediationRecord:
		if f.Decision != "agreed" {
			return ""
		}
	}
	return step.Paper
}

// paperID names a paper after its petition, verb and place in the sequence, so
// that a preview carries the id, and with it the verification code, of what will
// be issued. The code is keyed: nobody computes it from the id.
func paperID(c *petition.Case, v petition.Verb, seq int) string {
	if v == petition.Draft { // an answer is previewed before its event has a place
		seq = c.Round
	}
	return uuid.NewSHA1(paperSpace, []byte(c.Number+" "+string(v)+" "+strconv.Itoa(seq))).String()
}

var paperSpace = uuid.MustParse("6f1d3a52-58c5-4a4f-9a0c-0d8a4b1f2c77")

func (cs *Cases) issuingUnit(c *petition.Case, e *petition.Event) string {
	switch {
	case e.Verb == petition.AnswerMerged: // the unit that answered the matter it was merged into
		return e.Content.Fields.Unit
	case e.Verb == petition.ToOrdinary && c.Unit != "": // the petitioner asks, the unit tells
		return c.Unit
	case e.Role == petition.System && c.Unit != "":
		return c.Unit
	case e.Unit != "":
		return e.Unit
	}
	return c.OfficeUnit
}

// paperNumber writes a number such as 甲人社信受告〔2026〕12号.
func (cs *Cases) paperNumber(unit string, kind petition.DocumentKind, year, n int) string {
	u, _ := cs.Dir.Unit(unit)
	return locale.Text(locale.ZhCN, "law.paper_number", map[string]any{"short": u.Short, "kind": word(locale.ZhCN, "paper_short", string(kind)),
		"year": strconv.Itoa(year), "no": strconv.Itoa(n)})
}

// keepPaper writes the row of an issued paper; a proposal's is written when it is approved.
func (cs *Cases) keepPaper(ctx context.Context, tx *store.Store, c *petition.Case, e *petition.Event, a act) error {
	step, _ := petition.StepOf(e.Verb)
	p := e.Content.Paper
	if p == nil || step.Proposal {
		return nil
	}
	row := store.Paper{ID: p.ID, PetitionID: c.ID, EventID: e.ID, Kind: p.Kind, Number: p.Number, Unit: p.Unit, IssuedOn: p.On,
		VerifyCode: cs.Keys.VerifyCode(p.ID), CreatedAt: e.RecordedAt}
	if a.issued != nil {
		row.SHA256, row.BlobKey, row.FilledAt = a.issued.sha256, a.issued.key, &e.RecordedAt
	}
	row.Mark = cs.markPaper(&row)
	return tx.InsertPapers(ctx, c.ID, e.ID, []store.Paper{row})
}

// renderPending renders what an approval would issue today and stores it, so
// that the file the approver saw is the file that is issued. A different hash
// from the one he saw is Stale.
func (cs *Cases) renderPending(ctx context.Context, o identity.Official, number string, cmd petition.Command) (*issued, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	if c.Proposal == nil || c.Proposal.Paper == nil || cmd.Version != c.Version {
		return nil, nil //nolint:nilnil // Decide says why this can't be approved
	}
	pdf, err := cs.renderProposal(ctx, c)
	if err != nil {
		return nil, err
	}
	sum := hashOf(pdf)
	if cmd.Fields.SHA256 != "" && cmd.Fields.SHA256 != sum {
		return nil, fault.New(fault.Stale, "error.stale_paper", "current", c.Version)
	}
	key, err := cs.putPaper(ctx, c.Proposal.Paper.ID, pdf)
	return &issued{version: c.Version, bytes: pdf, sha256: sum, key: key}, err
}

func (cs *Cases) renderProposal(ctx context.Context, c *petition.Case) ([]byte, error) {
	person, err := cs.person(ctx, cs.Store, c)
	if err != nil {
		return nil, err
	}
	paper := *c.Proposal.Paper
	paper.On = cs.Today()
	return document.Render(cs.compose(composing{c: c, person: person, fields: c.Proposal.Fields, paper: paper}))
}

func (cs *Cases) putPaper(ctx context.Context, id string, pdf []byte) (string, error) {
	sealed, err := cs.Keys.Seal(paperPurpose, id, pdf)
	if err != nil {
		return "", err
	}
	key := evidence.NewKey()
	return key, cs.Blobs.Put(ctx, key, bytes.NewReader(sealed), int64(len(sealed)))
}

// fillPapers renders what the last act issued. A failure is no failure of the
// act: the job renders what is missing.
func (cs *Cases) fillPapers(ctx context.Context, c *petition.Case) {
	rows, err := cs.Store.Papers(ctx, c.ID)
	if err != nil {
		cs.Log.WarnContext(ctx, "papers", "error", err)
		return
	}
	for _, row := range rows {
		if row.FilledAt == nil {
			if _, err := cs.fill(ctx, row); err != nil {
				cs.Log.WarnContext(ctx, "render paper", "kind", row.Kind, "error", err)
			}
		}
	}
}

// FillMissing renders papers whose rendering was interrupted, at most limit.
func (cs *Cases) FillMissing(ctx context.Context, limit int) (int, error) {
	rows, err := cs.Store.UnfilledPapers(ctx, cs.now(), limit)
	if err != nil {
		return 0, err
	}
	for _, row := range rows {
		if _, err := cs.fill(ctx, row); err != nil {
			cs.Log.WarnContext(ctx, "render paper", "kind", row.Kind, "error", err)
		}
	}
	return len(rows), nil
}

// fill renders an issued paper from the case as it was right after its event.
func (cs *Cases) fill(ctx context.Context, row store.Paper) ([]byte, error) {
	events, err := cs.Store.Events(ctx, row.PetitionID)
	if err != nil {
		return nil, err
	}
	at := -1
	for i := range events {
		if events[i].ID == row.EventID {
			at = i
		}
	}
	if at < 0 {
		return nil, fmt.Errorf("paper %s: its event is missing", row.ID)
	}
	c, err := cs.Law().Replay(events[:at+1])
	if err != nil {
		return nil, err
	}
	c.ID = row.PetitionID
	person, err := cs.person(ctx, cs.Store, c)
	if err != nil {
		return nil, err
	}
	k := &events[at].Content
	names, err := cs.Store.AccountNames(ctx)
	if err != nil {
		return nil, err
	}
	pdf, err := document.Render(cs.compose(composing{c: c, person: person, fields: settledFields(events[:at+1], k), paper: *k.Paper, past: events[:at+1], names: names}))
	if err != nil {
		return nil, err
	}
	key, err := cs.putPaper(ctx, row.ID, pdf)
	if err != nil {
		return nil, err
	}
	err = cs.Store.FillPaper(ctx, row.ID, hashOf(pdf), key, cs.now(), cs.markPaper)
	if fault.Is(err, fault.Conflict) { // somebody else rendered it meanwhile: the first file is the paper
		_ = cs.Blobs.Delete(context.WithoutCancel(ctx), key)
		return cs.filled(ctx, row)
	}
	return pdf, err
}

// filled reads the file that another writer was first to make of a paper.
func (cs *Cases) filled(ctx context.Context, row store.Paper) ([]byte, error) {
	now, err := cs.Store.Paper(ctx, row.PetitionID, row.ID)
	if err != nil {
		return nil, err
	}
	file, err := cs.paperBytes(ctx, now)
	if err != nil {
		return nil, err
	}
	return file.Bytes, nil
}

// settledFields are an event's fields, for an approval those of what it settled.
func settledFields(events []petition.Event, k *petition.Content) petition.Fields {
	if k.Verb != petition.Approve {
		return k.Fields
	}
	for i := len(events) - 1; i >= 0; i-- {
		if events[i].Verb == k.Settles {
			return events[i].Content.Fields
		}
	}
	return k.Fields
}

// papersOf lists the papers of a case for an official, oldest first.
func (cs *Cases) papersOf(ctx context.Context, c *petition.Case, lang string) ([]PaperView, error) {
	rows, err := cs.Store.Papers(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	views := []PaperView{{ID: receiptID, Kind: petition.PaperReceipt, Title: word(lang, "document", string(petition.PaperReceipt)), Date: clock.DayOf(c.FiledAt), Read: true}}
	scans, err := cs.Store.Scans(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		views = append(views, PaperView{ID: r.ID, Kind: r.Kind, Title: word(lang, "document", string(r.Kind)), Number: r.Number, Date: r.IssuedOn, Read: r.ReadAt != nil,
			Unit: r.Unit, Stamps: cs.stamps(scans, r.ID, lang)})
	}
	return views, nil
}

// ownPapers lists the papers meant for the petitioner, newest first.
func (cs *Cases) ownPapers(ctx context.Context, c *petition.Case, lang string) ([]PaperView, error) {
	all, err := cs.papersOf(ctx, c, lang)
	if err != nil {
		return nil, err
	}
	own := make([]PaperView, 0, len(all))
	for i := len(all) - 1; i >= 0; i-- {
		if petitionersPaper(all[i].Kind) {
			own = append(own, all[i])
		}
	}
	return own, nil
}

// paperBytes reads an issued paper and compares it with its hash.
func (cs *Cases) paperBytes(ctx context.Context, row *store.Paper) (*PaperFile, error) {
	file := &PaperFile{Name: row.Number + ".pdf", Verify: row.VerifyCode, SHA256: row.SHA256}
	if row.FilledAt == nil {
		pdf, err := cs.fill(ctx, *row)
		if err != nil {
			return nil, err
		}
		file.Bytes, file.SHA256 = pdf, hashOf(pdf)
		return file, nil
	}
	var err error
	if file.Bytes, err = cs.openSealed(ctx, row.BlobKey, row.ID); err != nil {
		return nil, err
	}
	if hashOf(file.Bytes) != row.SHA256 {
		return nil, fmt.Errorf("paper %s: the file differs from its hash", row.ID)
	}
	return file, nil
}

func hashOf(b []byte) string {
	sum := sha256.Sum256(b)
	return hex.EncodeToString(sum[:])
}
