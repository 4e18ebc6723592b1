package casework_test

import (
	"bytes"
	"math/rand/v2"
	"strings"
	"testing"

	"sunlit/internal/casework"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// genuine is a paper that was read, with what stands on it.
type genuine struct {
	kind         petition.DocumentKind
	id           string
	number, code string
	bytes        []byte
}

// papersIn reads all papers of a case as its petitioner does.
func (p *portal) papersIn(filed casework.Filed) []genuine {
	p.t.Helper()
	v, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
	p.fine(err)
	var all []genuine
	for _, d := range v.Documents {
		f, err := p.OwnPaper(p.ctx(), filed.Number, d.ID, "zh-CN")
		p.fine(err)
		number := d.Number
		if d.Kind == petition.PaperReceipt {
			number = petition.GroupNumber(filed.Number)
		}
		all = append(all, genuine{d.Kind, d.ID, number, f.Verify, f.Bytes})
	}
	return all
}

func (p *portal) verdict(number, code string) *casework.Verified {
	p.t.Helper()
	v, err := p.VerifyCode(p.ctx(), number, code, "zh-CN")
	p.fine(err)
	return v
}

func (p *portal) verdictOn(file []byte) *casework.Verified {
	p.t.Helper()
	v, err := p.VerifyFile(p.ctx(), bytes.NewReader(file), "zh-CN")
	p.fine(err)
	return v
}

// Every paper verifies by number and code and by its bytes, and tells no more than anybody may know.
func TestEachPaperVerifies(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.replied()
	papers := p.papersIn(filed)
	if len(papers) != 4 {
		t.Fatalf("%d papers", len(papers))
	}
	for _, g := range papers {
		for _, v := range []*casework.Verified{p.verdict(g.number, g.code), p.verdictOn(g.bytes)} {
			if v.Verdict != casework.Genuine || v.Kind != g.kind || v.Number != g.number || v.Unit == "" || v.SHA256 == "" || v.Date.IsZero() {
				t.Errorf("%s: %+v", g.kind, v)
			}
			if v.Title != "某工地拖＊＊＊" {
				t.Errorf("%s: the title shows: %s", g.kind, v.Title)
			}
		}
	}
}

// What people type: groups, small letters, other brackets, year and number alone.
func TestVerifyTakesWhatPeopleType(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.accepted()
	var g genuine
	for _, x := range p.papersIn(filed) {
		if x.kind == petition.PaperAcceptance {
			g = x
		}
	}
	if g.number != "甲人社受告〔2026〕1号" {
		t.Fatalf("number %s", g.number)
	}
	for _, number := range []string{g.number, "甲人社受告[2026]1号", "甲人社受告 （2026） 1", "2026-1", "2026 1", "〔2026〕1号", "２０２６－１"} {
		for _, code := range []string{g.code, strings.ToLower(g.code), g.code[:4] + " " + g.code[4:], strings.ReplaceAll(g.code, "0", "O")} {
			if v := p.verdict(number, code); v.Verdict != casework.Genuine {
				t.Errorf("%s %s: %+v", number, code, v)
			}
		}
	}
	for _, number := range []string{"甲人社受告〔2026〕2号", "甲人社转告〔2026〕1号", "2026-11", "2025-1", "1", "", "号"} {
		if v := p.verdict(number, g.code); v.Verdict != casework.Altered || v.Number != "" {
			t.Errorf("%s: %+v", number, v)
		}
	}
	for _, code := range []string{"", "00000000", g.code[1:], g.code + "0", "核验码"} {
		if v := p.verdict(g.number, code); v.Verdict != casework.Unknown {
			t.Errorf("%q: %+v", code, v)
		}
	}
}

// Of 1,000 changed files and codes none verifies: bits flipped, cut off, more at the end, codes of
// other papers, characters exchanged.
func TestNoChangedPaperVerifies(t *testing.T) {
	p := newPortal(t, sqlite(t))
	papers := p.papersIn(p.replied())
	rng := rand.New(rand.NewPCG(2026, 11))
	seen := map[casework.Verdict]int{}
	for i := range 1000 {
		g := papers[rng.IntN(len(papers))]
		var v *casework.Verified
		var what string
		switch at := rng.IntN(len(g.bytes)); i % 5 {
		case 0:
			what = "a bit flipped"
			bad := bytes.Clone(g.bytes)
			bad[at] ^= 1 << rng.IntN(8)
			v = p.verdictOn(bad)
		case 1:
			what = "cut off"
			v = p.verdictOn(g.bytes[:at])
		case 2:
			what = "more at the end"
			v = p.verdictOn(append(bytes.Clone(g.bytes), make([]byte, 1+rng.IntN(64))...))
		case 3:
			what = "another paper's number"
			v = p.verdict(papers[(rng.IntN(len(papers)-1)+1+indexOf(papers, g))%len(papers)].number, g.code)
		case 4:
			what = "two characters exchanged"
			plain := casework.ParseVerifyCode(g.code)
			swapped := exchange(rng, plain)
			if swapped == plain {
				continue
			}
			v = p.verdict(g.number, swapped)
		}
		seen[v.Verdict]++
		if v.Verdict == casework.Genuine || v.Verdict == casework.Revoked {
			t.Fatalf("%s of %s: %+v", what, g.kind, v)
		}
	}
	if seen[casework.Altered] < 300 || seen[casework.Unknown] < 100 {
		t.Errorf("verdicts %v: the files are not even recognised", seen)
	}
}

func indexOf(papers []genuine, g genuine) int {
	for i := range papers {
		if papers[i].id == g.id {
			return i
		}
	}
	return 0
}

func exchange(rng *rand.Rand, code string) string {
	b := []byte(code)
	i, j := rng.IntN(len(b)), rng.IntN(len(b))
	b[i], b[j] = b[j], b[i]
	return string(b)
}

// A paper whose code was not issued is unknown, also while its proposal waits for the head.
func TestAProposalIsNoPaper(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.accepted()
	p.act("handler-a", filed.Number, petition.Draft, petition.Fields{Items: answer()})
	preview, err := p.Preview(p.ctx(), p.as("head-a"), filed.Number)
	p.fine(err)
	if v := p.verdictOn(preview.Bytes); v.Verdict != casework.Unknown {
		t.Errorf("%+v", v)
	}
}

// What a review did away with verifies as revoked, with reason, day and paper; all else stays genuine.
func TestAChangedOpinionIsRevoked(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.replied()
		before := p.papersIn(filed) // reads the answer
		p.own(filed, petition.Review, petition.Fields{Reasons: "第二项没有答复清楚。", Body: "review-office"})
		p.act("reviewer", filed.Number, petition.ReviewAccept, petition.Fields{})
		p.act("reviewer", filed.Number, petition.ReviewDecide, petition.Fields{Decision: "change", Text: "第二项改为支持，另付赔偿金。", Reasons: "经查，逾期超过一个月。"})
		for _, g := range before {
			want := casework.Genuine
			if g.kind == petition.PaperOpinion {
				want = casework.Revoked
			}
			v := p.verdict(g.number, g.code)
			if v.Verdict != want || p.verdictOn(g.bytes).Verdict != want {
				p.t.Errorf("%s: %+v", g.kind, v)
			}
			if want == casework.Revoked && (v.Reason != "复查后，改变了原来的意见。" || v.Since == nil || v.By != "甲复复查〔2026〕1号") {
				p.t.Errorf("why: %+v", v)
			}
		}
		if kinds := p.papersIn(filed); kinds[0].kind != petition.PaperReviewOpinion {
			p.t.Errorf("the newest paper is %s", kinds[0].kind)
		}
		if stage := p.row(filed.Number).Stage; stage != petition.Reviewed {
			p.t.Errorf("stage %s", stage)
		}
		form, err := p.ReviewForm(p.ctx(), filed.Number) // reading the opinion opened the re-review
		p.fine(err)
		if len(form.Bytes) == 0 {
			p.t.Error("no form")
		}
	})
}

// A stamped scan takes the paper's place; both verify, and only its own unit adds one.
func TestAStampedScanTakesThePlace(t *testing.T) {
	each(t, func(p *portal) {
		filed := p.replied()
		papers := p.papersIn(filed)
		opinion := papers[0]
		version := func() int { return p.row(filed.Number).Version }
		for login, kind := range map[string]fault.Kind{"registrar": fault.NotNow, "handler-b": fault.NotFound} {
			_, err := p.Stamp(p.ctx(), p.as(login), filed.Number, opinion.id, version(), "盖章.pdf", strings.NewReader(smallPDF), "zh-CN")
			p.refused(err, kind)
		}
		_, err := p.Stamp(p.ctx(), p.as("handler-a"), filed.Number, opinion.id, version(), "说明.txt", strings.NewReader("没有章"), "zh-CN")
		p.refused(err, fault.Unsupported)
		_, err = p.Stamp(p.ctx(), p.as("handler-a"), filed.Number, opinion.id, version()-1, "盖章.pdf", strings.NewReader(smallPDF), "zh-CN")
		p.refused(err, fault.Stale)
		_, err = p.try("handler-a", filed.Number, petition.Stamp, petition.Fields{Paper: opinion.id})
		p.refused(err, fault.KindInvalid)

		view, err := p.Stamp(p.ctx(), p.as("handler-a"), filed.Number, opinion.id, version(), "盖章.pdf", strings.NewReader(smallPDF), "zh-CN")
		p.fine(err)
		if e := view.Events[0]; e.Verb != petition.Stamp {
			p.t.Errorf("newest event %s", e.Verb)
		}
		now, err := p.OwnPaper(p.ctx(), filed.Number, opinion.id, "zh-CN")
		p.fine(err)
		rendered, err := p.OwnRendered(p.ctx(), filed.Number, opinion.id, "zh-CN")
		p.fine(err)
		if string(now.Bytes) != smallPDF || !bytes.Equal(rendered.Bytes, opinion.bytes) {
			p.t.Error("the scan does not stand in, or the rendered file is lost")
		}
		if v := p.verdictOn(now.Bytes); v.Verdict != casework.Genuine || !v.Stamped {
			p.t.Errorf("scan: %+v", v)
		}
		if v := p.verdictOn(rendered.Bytes); v.Verdict != casework.Genuine || v.Stamped {
			p.t.Errorf("rendered: %+v", v)
		}
		own, err := p.OpenCase(p.ctx(), filed.Number, filed.Code, "zh-CN")
		p.fine(err)
		if s := own.Documents[0].Stamps; len(s) != 1 || s[0].UnitName != "甲区人力资源和社会保障局" || s[0].SHA256 != now.SHA256 {
			p.t.Errorf("stamps %+v", s)
		}
		c := p.replayed(filed.Number)
		if last := c.Files[len(c.Files)-1]; last.SHA256 != now.SHA256 {
			p.t.Errorf("the event does not hold the hash: %+v", last)
		}
		bundle, err := p.Bundle(p.ctx(), filed.Number)
		p.fine(err)
		if v := p.verdictOn(bundle.Bytes); v.Verdict != casework.Genuine {
			p.t.Errorf("bundle: %+v", v)
		}
	})
}

// The portal's own prints: verifiable, without an unread answer, the form only while the right runs.
func TestPrintsOfACase(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.replied()
	_, err := p.ReviewForm(p.ctx(), filed.Number)
	p.refused(err, fault.NotNow)
	bundle, err := p.Bundle(p.ctx(), filed.Number)
	p.fine(err)
	if p.row(filed.Number).Stage != petition.Replied || bytes.Contains(bundle.Bytes, []byte("甲人社答")) {
		t.Error("a bundle serves nothing")
	}
	unread := len(bundle.Bytes)
	p.papersIn(filed)
	if bundle, err = p.Bundle(p.ctx(), filed.Number); err != nil || len(bundle.Bytes) <= unread {
		t.Errorf("the read answer is missing: %v", err)
	}
	slip, err := p.HandOver(p.ctx(), filed.Number)
	p.fine(err)
	for _, f := range []*casework.PaperFile{bundle, slip} {
		if v := p.verdictOn(f.Bytes); v.Verdict != casework.Genuine {
			t.Errorf("%s: %+v", f.Name, v)
		}
		if v := p.verdict(filed.Number, f.Verify); v.Verdict != casework.Genuine {
			t.Errorf("%s: %+v", f.Name, v)
		}
	}
	form, err := p.ReviewForm(p.ctx(), filed.Number)
	p.fine(err)
	if form.Verify != "" {
		t.Error("the petitioner's own form carries a code")
	}
	p.pass(31)
	_, err = p.ActDue(p.ctx(), 10)
	p.fine(err)
	_, err = p.ReviewForm(p.ctx(), filed.Number)
	p.refused(err, fault.NotNow)
}

// A report verifies without a word of its title.
func TestAReportVerifiesUntitled(t *testing.T) {
	p := newPortal(t, sqlite(t))
	filed := p.file(func(in *casework.Filing) { in.Filing.Kind = petition.Report })
	if _, err := p.try("registrar", filed.Number, petition.Seal, petition.Fields{}); err != nil && !fault.Is(err, fault.NotFound) { // sealed: not the registrar's to see
		t.Fatal(err)
	}
	for _, g := range p.papersIn(filed) {
		if v := p.verdict(g.number, g.code); v.Verdict != casework.Genuine || v.Title != "" {
			t.Errorf("%s: %+v", g.kind, v)
		}
	}
}
