package casework_test

import (
	"bytes"
	"io"
	"slices"
	"testing"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

func TestPapersAreThereWhenOpened(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.accepted()
	v, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
	p.fine(err)
	if got := kinds(v.Documents); !slices.Equal(got, []petition.DocumentKind{petition.PaperAcceptance, petition.PaperForwarding, petition.PaperReceipt}) {
		t.Errorf("papers %v", got)
	}
	for _, d := range v.Documents {
		paper, err := p.OwnPaper(p.ctx(), filed.Number, d.ID, "zh-CN")
		p.fine(err)
		if !bytes.HasPrefix(paper.Bytes, []byte("%PDF")) {
			t.Errorf("%s is no PDF", d.Kind)
		}
		number := d.Number
		if d.Kind == petition.PaperReceipt {
			number = filed.Number
		}
		if found, err := p.VerifyCode(p.ctx(), number, paper.Verify, "zh-CN"); err != nil || found.Verdict != casework.Genuine || found.Kind != d.Kind {
			t.Errorf("%s is not found by its code: %+v %v", d.Kind, found, err)
		}
	}
}

func TestEvidenceIsReadBackAsSent(t *testing.T) {
	p := newPortal(t, sqlite(t))
	id := p.upload("欠条.pdf", smallPDF, "")
	filed := p.forwarded(func(in *casework.Filing) { in.Evidence = []string{id} })
	f, err := p.DeskEvidence(p.ctx(), p.as("handler-a"), filed.Number, id)
	p.fine(err)
	defer f.Close()
	got, err := io.ReadAll(f)
	p.fine(err)
	if string(got) != smallPDF || f.Media != "application/pdf" {
		t.Errorf("read %d bytes of %s", len(got), f.Media)
	}
	_, err = p.DeskEvidence(p.ctx(), p.as("handler-b"), filed.Number, id)
	p.refused(err, fault.NotFound)
	other := p.file()
	_, err = p.OwnEvidence(p.ctx(), other.Number, id) // the id alone opens nothing
	p.refused(err, fault.NotFound)
}

// Who reads a paper while somebody else renders it gets the file that stands.
func TestOfTwoWhoRenderAPaperTheFirstFileStands(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.accepted()
		rows, err := p.Store.Papers(p.ctx(), p.row(filed.Number).ID)
		p.fine(err)
		row := rows[len(rows)-1]
		row.FilledAt, row.SHA256, row.BlobKey = nil, "", "" // as the second one read it
		got, err := p.Fill(p.ctx(), row)
		p.fine(err)
		stands, err := p.OwnPaper(p.ctx(), filed.Number, row.ID, "zh-CN")
		p.fine(err)
		if !bytes.Equal(got, stands.Bytes) {
			p.t.Error("the second writer reads another file")
		}
	})
}

// What a unit shows as proof the petitioner sees; what it reports to the office he does not.
func TestOfficialsFilesAreSeenByWhomTheyAreFor(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.registered()
		p.act("office", filed.Number, petition.Assign, petition.Fields{Unit: "unit-a", Days: 30})
		p.act("handler-a", filed.Number, petition.Accept, petition.Fields{Procedure: petition.Ordinary})
		p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
		p.act("head-a", filed.Number, petition.Approve, petition.Fields{})
		report, proof := p.upload("办结.pdf", smallPDF, ""), p.upload("付款凭证.pdf", smallPDF, "")
		p.act("handler-a", filed.Number, petition.ClosingReport, petition.Fields{Text: "已付清。", Evidence: []string{report}})
		p.act("handler-a", filed.Number, petition.FollowUp, petition.Fields{Request: 1, Text: "已付清。", Evidence: []string{proof}})
		own, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.fine(err)
		if len(own.Evidence) != 1 || own.Evidence[0].ID != proof || own.Evidence[0].Unit == "" {
			p.t.Errorf("the petitioner sees %+v", own.Evidence)
		}
		_, err = p.OwnEvidence(p.ctx(), filed.Number, report)
		p.refused(err, fault.NotFound)
		for _, login := range []string{"handler-a", "office"} {
			desk, err := p.Desk(p.ctx(), p.as(login), filed.Number, "zh-CN")
			p.fine(err)
			if len(desk.Evidence) != 2 {
				p.t.Errorf("%s sees %+v", login, desk.Evidence)
			}
			file, err := p.DeskEvidence(p.ctx(), p.as(login), filed.Number, report)
			p.fine(err)
			p.fine(file.Close())
		}
		_, err = p.try("handler-a", filed.Number, petition.FollowUp, petition.Fields{Request: 1, Text: "又一次。", Evidence: []string{report}})
		if f := p.refused(err, fault.KindInvalid); f.Fields["evidence"].Key == "" {
			p.t.Errorf("a file was taken twice: %s", complaints(err))
		}
	})
}

// A scan is offered on the papers of one's own unit.
func TestAScanIsOfferedOnPapersOfTheOwnUnit(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.accepted()
	offered := func(login string) (list []petition.DocumentKind) {
		v, err := p.Desk(p.ctx(), p.as(login), filed.Number, "zh-CN")
		p.fine(err)
		for _, d := range v.Documents {
			if d.Stamp {
				list = append(list, d.Kind)
			}
		}
		return list
	}
	if got := offered("handler-a"); !slices.Equal(got, []petition.DocumentKind{petition.PaperAcceptance}) {
		t.Errorf("the unit may stamp %v", got)
	}
	if got := offered("registrar"); !slices.Equal(got, []petition.DocumentKind{petition.PaperForwarding}) {
		t.Errorf("the office may stamp %v", got)
	}
}

// Consent to passing a matter on is an event of its own, seen on the desk, and can be taken back.
func TestConsentToPassingOnIsSeenOnTheDesk(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.accepted()
	yes, no := true, false
	p.own(filed, petition.AidConsent, petition.Fields{Aid: "legal-aid", Agree: &yes})
	p.own(filed, petition.AidConsent, petition.Fields{Aid: "mediation", Agree: &yes})
	p.own(filed, petition.AidConsent, petition.Fields{Aid: "mediation", Agree: &no})
	v, err := p.Desk(p.ctx(), p.as("office"), filed.Number, "zh-CN")
	p.fine(err)
	if len(v.Aids) != 2 || !v.Aids[0].Agreed || v.Aids[1].Agreed {
		t.Errorf("the desk sees %+v", v.Aids)
	}
	if s := v.Events[0].Sentence; s != "信访人收回了同意：调解。不得再转。" {
		t.Errorf("the newest event says %q", s)
	}
}
