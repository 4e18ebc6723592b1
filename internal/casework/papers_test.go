package casework_test

import (
	"testing"

	"sunlit/internal/casework"
	"sunlit/internal/petition"
)

// Each act of the ladder that has a paper makes one that is complete, kept and verifiable, and the
// papers between bodies stay between them.
func TestTheLadderIssuesItsPapers(t *testing.T) {
	issued := map[petition.DocumentKind]bool{petition.PaperReceipt: true} // rendered whenever asked for: TestEachPaperVerifies
	for name, walk := range walks {
		t.Run(name, func(t *testing.T) {
			p := newPortal(t, sqlite(t))
			filed := walk(p)
			rows, err := p.Store.Papers(p.ctx(), p.row(filed.Number).ID)
			p.fine(err)
			have := map[petition.DocumentKind]bool{}
			for _, r := range rows {
				have[r.Kind] = true
				if r.FilledAt == nil {
					t.Errorf("%s was not rendered", r.Kind)
				}
				want := casework.Genuine
				for _, k := range revokedBy[name] {
					if k == r.Kind {
						want = casework.Revoked
					}
				}
				file, err := p.Fill(p.ctx(), r)
				p.fine(err)
				for _, v := range []*casework.Verified{p.verdict(r.Number, r.VerifyCode), p.verdictOn(file)} {
					if v.Verdict != want || v.Kind != r.Kind || v.Number != r.Number {
						t.Errorf("%s: %+v, want %s", r.Kind, v, want)
					}
				}
			}
			for _, k := range issuedBy[name] {
				if issued[k] = true; !have[k] {
					t.Errorf("no %s", k)
				}
			}
			own, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
			p.fine(err)
			for _, d := range own.Documents {
				switch d.Kind {
				case petition.PaperObjection, petition.PaperAppointment, petition.PaperCoHandling, petition.PaperClosingReport, petition.PaperClosingReturn,
					petition.PaperAdvice, petition.PaperAdviceAnswer, petition.PaperUrgentReport:
					t.Errorf("the petitioner sees %s", d.Kind)
				}
			}
			if _, err := p.Bundle(p.ctx(), filed.Number); err != nil {
				t.Errorf("bundle: %v", err)
			}
			if _, err := p.HandOver(p.ctx(), filed.Number); err != nil {
				t.Errorf("hand-over: %v", err)
			}
		})
	}
	for _, k := range allPapers() {
		if !issued[k] {
			t.Errorf("no walk issues %s", k)
		}
	}
}

// allPapers are the kinds that the ladder's rows issue, and those that an act of theirs issues only sometimes.
func allPapers() []petition.DocumentKind {
	kinds := []petition.DocumentKind{petition.PaperSimpleAnswer, petition.PaperSuggestionReply, petition.PaperServiceProof, petition.PaperClosingReturn}
	for _, s := range petition.Steps {
		if s.Paper != "" {
			kinds = append(kinds, s.Paper)
		}
	}
	return kinds
}
