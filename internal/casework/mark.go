package casework

import (
	"encoding/hex"
	"fmt"
	"strconv"
	"time"

	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// mark marks a row by a key outside the database. What events tell needs no mark
// of its own; these are the rows that no event tells, and the events themselves.
func (cs *Cases) mark(table string, values ...any) string {
	texts := make([]string, len(values))
	for i, value := range values {
		texts[i] = markText(value)
	}
	return cs.Keys.Mark(table, texts...)
}

// markText writes a value as both engines give it back: instants in milliseconds.
func markText(value any) string {
	switch v := value.(type) {
	case string:
		return v
	case int:
		return strconv.Itoa(v)
	case time.Time:
		return strconv.FormatInt(v.UnixMilli(), 10)
	case *time.Time:
		if v == nil {
			return ""
		}
		return strconv.FormatInt(v.UnixMilli(), 10)
	case []byte:
		return hex.EncodeToString(v)
	}
	return fmt.Sprint(value)
}

// markEvent leaves out the petition's key, which the database counts up: the
// body tells the number.
func (cs *Cases) markEvent(e *petition.Event) string {
	sum := e.Commitment()
	return cs.mark("events", e.ID, e.Seq, e.Verb, e.Stage, e.At, e.RecordedAt, e.Role, e.Unit, e.ActorID, sum[:], e.Salt)
}

func (cs *Cases) markPaper(p *store.Paper) string {
	return cs.mark("papers", p.ID, p.SHA256, p.BlobKey, p.CreatedAt, p.FilledAt, p.ReadAt)
}

func (cs *Cases) markEvidence(e *store.Evidence) string {
	return cs.mark("evidence", e.ID, e.TokenHash, e.Name, e.Type, e.Kind, e.Size, e.SHA256, e.BlobKey, e.ViewKey, e.ViewSHA256, e.UploadedAt)
}

func (cs *Cases) markScan(s *store.Scan) string {
	return cs.mark("paper_scans", s.ID, s.PaperID, s.EventID, s.Name, s.Media, s.Size, s.SHA256, s.BlobKey, s.Unit, s.CreatedAt)
}

func (cs *Cases) markPrint(p *store.Print) string {
	return cs.mark("paper_prints", p.SHA256, p.PetitionID, p.Kind, p.Number, p.Unit, p.IssuedOn, p.VerifyCode, p.CreatedAt)
}

func (cs *Cases) markRead(r *store.Read) string {
	return cs.mark("petition_reads", r.ID, r.PetitionID, r.At, r.AccountID, r.Role, r.Unit, r.What, r.Reason, r.UntilAt)
}

func (cs *Cases) markReissue(r *store.Reissue) string {
	return cs.mark("code_reissues", r.ID, r.PetitionID, r.At, r.CodeSHA256)
}

func (cs *Cases) markCosignature(c *store.Cosignature) string {
	return cs.mark("cosignatures", c.PetitionID, c.No, c.Sealed, c.SignedAt, c.UndoneAt)
}

func (cs *Cases) markTrail(t store.Trail) string {
	return cs.mark("trails", t.PetitionID, t.Kind, t.Length)
}

func (cs *Cases) markCheckpoint(c *store.LogCheckpoint) string {
	return cs.mark("log_checkpoints", int(c.No), int(c.Size), c.Root, c.Text, c.SignedAt)
}
