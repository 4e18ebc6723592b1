package casework_test

import (
	"encoding/hex"
	"sync"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/evidence"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

func keyed(key, body string) func(*casework.Filing) {
	return func(in *casework.Filing) { in.Key, in.BodyHash = key, body }
}

func TestFilingAnswersWhatItPromises(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file()
		row := p.row(filed.Number)
		if row.Stage != petition.Submitted || !row.Open || row.Version != 1 || row.OfficeUnit != "petition-office" || row.Holder != "petition-office" {
			p.t.Errorf("filed as %+v", row)
		}
		if want := clock.Date(2026, 12, 9); row.DueOn != want || filed.ForwardBy != want { // Art. 22: 15 days
			p.t.Errorf("to forward by %s, promised %s", row.DueOn, filed.ForwardBy)
		}
		if filed.Receipt != "/receipt/"+filed.Number || !filed.FiledAt.Equal(opening) {
			p.t.Errorf("receipt %s of %s", filed.Receipt, filed.FiledAt)
		}
		if _, err := p.OpenCase(p.ctx(), petition.GroupNumber(filed.Number), filed.Code, "zh-CN"); err != nil {
			p.t.Errorf("the number in groups: %v", err)
		}
	})
}

func TestTheSameKeyAnswersTheSame(t *testing.T) {
	each(t, func(p *portal) {
		first := p.file(keyed("key-0001", "one"))
		if again := p.file(keyed("key-0001", "one")); again != first {
			p.t.Errorf("answered %+v, before %+v", again, first)
		}
		_, err := p.File(p.ctx(), filing(keyed("key-0001", "two")))
		p.refused(err, fault.KindInvalid)
		if other := p.file(keyed("key-0002", "one")); other.Number == first.Number {
			p.t.Error("another key answered the same petition")
		}

		p.clock.Advance(24 * time.Hour)
		if again := p.file(keyed("key-0001", "one")); again != first {
			p.t.Error("the answer was gone before its 24 hours")
		}
		p.clock.Advance(time.Millisecond)
		_, err = p.File(p.ctx(), filing(keyed("key-0001", "one")))
		if f := p.refused(err, fault.Conflict); f.Args["number"] != first.Number {
			p.t.Errorf("a late repetition is told %v", f.Args)
		}
		p.fine(p.Tidy(p.ctx())) // forgets the sealed answer, not the key
		_, err = p.File(p.ctx(), filing(keyed("key-0001", "one")))
		p.refused(err, fault.Conflict)
	})
}

func TestTwoRequestsWithOneKeyFileOnce(t *testing.T) {
	each(t, func(p *portal) {
		answers := make([]casework.Filed, 8)
		errs := make([]error, len(answers))
		var wait sync.WaitGroup
		for i := range answers {
			wait.Go(func() { answers[i], errs[i] = p.File(p.ctx(), filing(keyed("key-race", "one"))) })
		}
		wait.Wait()
		for i := range answers {
			p.fine(errs[i])
			if answers[i] != answers[0] {
				p.t.Errorf("answered %+v and %+v", answers[0], answers[i])
			}
		}
		rows, err := p.Store.PetitionsAfter(p.ctx(), 0, 10)
		p.fine(err)
		if len(rows) != 1 {
			p.t.Errorf("%d petitions", len(rows))
		}
	})
}

func TestFilingRefusesUnknownCodes(t *testing.T) {
	p := newPortal(t, sqlite(t))
	_, err := p.File(p.ctx(), filing(func(in *casework.Filing) {
		in.Place, in.Unit, in.About = "000000", "petition-office", []string{"unit-a", "nobody"} // the office handles nothing
	}))
	f := p.refused(err, fault.KindInvalid)
	for _, field := range []string{"place", "unit", "about.1.unit"} {
		if _, complained := f.Fields[field]; !complained {
			t.Errorf("no complaint about %s: %v", field, f.Fields)
		}
	}
	if len(f.Fields) != 3 {
		t.Errorf("complaints: %s", complaints(err))
	}
}

func TestTheDatabaseHoldsNoName(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.file(func(in *casework.Filing) {
			in.Person.Email, in.Person.Address = "zhang@example.org", "甲市丙路1号"
		})
		row, err := p.Store.Identity(p.ctx(), p.row(filed.Number).ID)
		p.fine(err)
		for _, secret := range []string{"张某某", "13800001234", "zhang@example.org", "丙路1号", filed.Code} {
			if contains(row.Sealed, secret) {
				p.t.Errorf("%s stands in the open", secret)
			}
		}
		if len(row.SHA256) != 64 || p.replayed(filed.Number).Filing.Anonymous {
			p.t.Error("the first event does not commit to the identity")
		}
		if _, err := hex.DecodeString(row.SHA256); err != nil {
			p.t.Error(err)
		}
	})
}

func TestEvidenceIsAttachedOnceAndByItsOwner(t *testing.T) {
	each(t, func(p *portal) {
		mine := p.upload("欠条.pdf", smallPDF, "")
		filed := p.file(func(in *casework.Filing) { in.Evidence = []string{mine} })
		v, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.fine(err)
		if len(v.Evidence) != 1 || v.Evidence[0].Name != "欠条.pdf" || len(v.Evidence[0].SHA256) != 64 {
			p.t.Fatalf("attached %+v", v.Evidence)
		}
		if files := p.replayed(filed.Number).Files; len(files) != 1 || files[0].SHA256 != v.Evidence[0].SHA256 {
			p.t.Errorf("the event says %+v", files)
		}
		gone := func(id, owner string) {
			p.t.Helper()
			_, err := p.File(p.ctx(), filing(func(in *casework.Filing) { in.Evidence, in.Owner = []string{id}, owner }))
			if f := p.refused(err, fault.KindInvalid); f.Fields["evidence"].Key == "" {
				p.t.Errorf("complaints: %s", complaints(err))
			}
		}
		gone(mine, "")                                          // attached already
		gone("nothing", "")                                     // never uploaded
		gone(p.upload("a.pdf", smallPDF, "browser"), "another") // somebody else's

		late := p.upload("late.pdf", smallPDF, "")
		p.clock.Advance(24*time.Hour + time.Minute)
		p.fine(p.Tidy(p.ctx()))
		gone(late, "")
		if _, err := p.OwnEvidence(p.ctx(), filed.Number, mine); err != nil {
			p.t.Errorf("tidying took attached evidence: %v", err)
		}
		more := p.upload("补充.pdf", smallPDF, "")
		p.own(filed, petition.Supplement, petition.Fields{Text: "补一份材料", Evidence: []string{more}})
		if v, err = p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN"); err != nil || len(v.Evidence) != 2 {
			p.t.Errorf("supplemented: %d files, %v", len(v.Evidence), err)
		}
	})
}

func TestTooManyFilesAreRefused(t *testing.T) {
	p := newPortal(t, sqlite(t))
	_, err := p.File(p.ctx(), filing(func(in *casework.Filing) { in.Evidence = make([]string, evidence.DefaultLimits.Count+1) }))
	p.refused(err, fault.KindInvalid)
}

func TestNoticesGoWithTheVerb(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.replied(func(in *casework.Filing) { in.Person.Email = "zhang@example.org" })
		sent := map[string]int{}
		for {
			list, err := p.ClaimNotices(p.ctx(), time.Minute, 50)
			p.fine(err)
			if len(list) == 0 {
				break
			}
			for _, n := range list {
				to := map[string]string{"mail": "zhang@example.org", "sms": "13800001234"}[n.Channel]
				if n.To != to || n.Number != filed.Number || n.Lang != "zh-CN" {
					p.t.Errorf("a notice %+v", n)
				}
				sent[n.Kind+" "+n.Channel]++
				p.fine(p.NoticeDone(p.ctx(), n, nil, false))
			}
		}
		// Received; forwarded and accepted are news; the answer. Registering and drafting tell nobody.
		want := map[string]int{"received mail": 1, "received sms": 1, "news mail": 2, "news sms": 2, "answered mail": 1, "answered sms": 1}
		for kind, n := range want {
			if sent[kind] != n {
				p.t.Errorf("%d of %s, want %d (%v)", sent[kind], kind, n, sent)
			}
		}
		if len(sent) != len(want) {
			p.t.Errorf("sent %v", sent)
		}
	})
}

func TestAnonymousFilingsTellNobody(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.file(func(in *casework.Filing) { in.Person, in.Kind = identity.Person{}, petition.Suggestion })
	list, err := p.ClaimNotices(p.ctx(), time.Minute, 50)
	p.fine(err)
	if len(list) != 0 || !p.replayed(filed.Number).Filing.Anonymous {
		t.Errorf("told %v", list)
	}
}
