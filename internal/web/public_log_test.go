package web

import (
	"net/http"
	"strings"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/ledger"
)

// integrate brings what happened into the log, as the job does every second.
func (p *testPortal) integrate() {
	p.t.Helper()
	token, ok, err := p.store.Lease(p.t.Context(), "job-log", "test", time.Minute)
	p.fine(err)
	if !ok {
		p.t.Fatal("no lease")
	}
	_, err = casework.NewIntegrator(p.Cases).Step(p.t.Context(), casework.Fence{Name: "job-log", Token: token})
	p.fine(err)
}

func (p *testPortal) verifiers() *ledger.Verifiers {
	p.t.Helper()
	v, err := ledger.ParseVerifiers(string(p.anybody().call("GET", "/log/key", nil).want(http.StatusOK).body))
	p.fine(err)
	return v
}

func TestLogIsPublic(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	c.call("GET", "/log/checkpoint", nil).want(http.StatusNotFound)
	p.says(c.page("/log"), "防篡改记录", "现在还没有外面的单位作证", "sunlit verify --receipt")
	p.replied()
	p.integrate()
	answer := c.call("GET", "/log/checkpoint", nil).want(http.StatusOK)
	if kind := answer.header.Get("Content-Type"); kind != "text/plain; charset=utf-8" {
		t.Errorf("the checkpoint is %s", kind)
	}
	signed, err := p.verifiers().Open(answer.body)
	if err != nil || signed.Size < 5 {
		t.Fatalf("%+v, %v", signed, err)
	}
	p.says(c.page("/log"), signed.Origin, p.Cases.LogKey.VerifierKey())
	tile := c.call("GET", "/log/tile/0/000.p/5", nil).want(http.StatusOK)
	if len(tile.body) != 5*32 || !strings.Contains(tile.header.Get("Cache-Control"), "immutable") || tile.header.Get("Access-Control-Allow-Origin") != "*" {
		t.Errorf("%d bytes, %v", len(tile.body), tile.header)
	}
	entries, err := ledger.ParseBundle(c.call("GET", "/log/tile/entries/000.p/5", nil).want(http.StatusOK).body)
	if err != nil || len(entries) != 5 {
		t.Errorf("%d entries, %v", len(entries), err)
	}
	for _, path := range []string{"/log/tile/0/000", "/log/tile/0/001.p/1", "/log/tile/entries/x000/000", "/log/tile/9", "/log/tile/"} {
		c.call("GET", path, nil).want(http.StatusNotFound)
	}
}

func TestPetitionersSaveTheirProofs(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	f := c.submitted()
	p.integrate()
	receipt := c.call("GET", "/receipt/"+f.Number+"/proof", nil).want(http.StatusOK)
	r, err := ledger.VerifyReceipt(receipt.body, p.verifiers())
	if err != nil || r.Content.Number != f.Number || !strings.Contains(receipt.header.Get("Content-Disposition"), f.Number+"-receipt.tlog-proof") {
		t.Errorf("%+v, %v, %v", r, err, receipt.header)
	}
	stranger := p.anybody()
	stranger.call("GET", "/receipt/"+f.Number+"/proof", nil).want(http.StatusSeeOther)
	stranger.call("GET", "/case/"+f.Number+"/proofs/receipt", nil).want(http.StatusSeeOther)
	stranger.call("POST", "/api/v1/petitions/"+f.Number+"/proofs/receipt", map[string]string{"code": "0000-0000-0000-0000"}).want(http.StatusNotFound)

	done := p.replied()
	p.integrate()
	owner := p.opened(done)
	p.says(owner.page("/case/"+done.Number), "公开记录证明")
	page := string(owner.call("GET", "/case/"+done.Number+"/proofs", nil).want(http.StatusOK).body)
	p.says(page, "登记回执", "受理告知书", "怎么核对")
	proofs := 0
	for _, part := range strings.Split(page, `/proofs/`)[1:] {
		id, _, _ := strings.Cut(part, `"`)
		proof := owner.call("GET", "/case/"+done.Number+"/proofs/"+id, nil).want(http.StatusOK)
		if _, err := ledger.VerifyReceipt(proof.body, p.verifiers()); err != nil {
			t.Errorf("%s: %v", id, err)
		}
		again := p.anybody().call("POST", "/api/v1/petitions/"+done.Number+"/proofs/"+id, map[string]string{"code": done.Code}).want(http.StatusOK)
		if string(again.body) != string(proof.body) {
			t.Errorf("%s: the API answers another proof", id)
		}
		proofs++
	}
	if proofs < 3 {
		t.Errorf("%d proofs", proofs)
	}
}
