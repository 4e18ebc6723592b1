package web

import (
	"bytes"
	"fmt"
	"net/http"
	"net/url"
	"testing"
)

// document is the petitioner's paper of a kind, with its number.
func (c *client) document(f receipt, kind string) (id, number string) {
	c.p.t.Helper()
	for _, d := range c.open(f)["documents"].([]any) {
		if d, _ := d.(map[string]any); d["kind"] == kind {
			id, _ = d["id"].(string)
			number, _ = d["number"].(string)
		}
	}
	return id, number
}

func TestPapersAreVerified(t *testing.T) {
	p := newTestServer(t)
	f := p.accepted()
	c := p.anybody()
	id, number := c.document(f, "acceptance")
	paper := c.call("POST", "/api/v1/petitions/"+f.Number+"/documents/"+id, map[string]string{"code": f.Code}).want(200)
	code := paper.header.Get("X-Verify-Code")
	ask := func(number, code string) string {
		t.Helper()
		v, _ := c.call("POST", "/api/v1/verify", map[string]string{"number": number, "code": code}).want(200).object()["verdict"].(string)
		return v
	}
	if ask(number, code) != "true" || ask("2026-77", code) != "altered" || ask(number, "0000-0000") != "unknown" {
		t.Errorf("verdicts of %s %s: %s %s %s", number, code, ask(number, code), ask("2026-77", code), ask(number, "0000-0000"))
	}
	c.call("POST", "/api/v1/verify", map[string]string{"number": "", "code": "123"}).problem(422)
	c.call("POST", "/api/v1/verify", `{"code": "1", "more": 1}`).problem(400)
	if v := c.multipart("/api/v1/verify", "file", "a.pdf", paper.body).want(200).object(); v["verdict"] != "true" || v["number"] != number {
		t.Errorf("file: %v", v)
	}
	if v := c.multipart("/api/v1/verify", "file", "a.pdf", append(bytes.Clone(paper.body), '\n')).want(200).object(); v["verdict"] != "altered" {
		t.Errorf("changed file: %v", v)
	}
	c.multipart("/api/v1/verify", "picture", "a.pdf", paper.body).problem(422)
	c.multipart("/api/v1/verify", "file", "a.pdf", make([]byte, 22<<20)).problem(413)

	p.says(c.page("/verify"), "核验码", "上传并核对")
	p.says(plain(c.post("/verify", url.Values{"number": {number}, "code": {code}}).want(200)), "真：是我们发的", number)
	p.says(plain(c.post("/verify", url.Values{"number": {"2026-77"}, "code": {code}}).want(200)), "不一致")
	p.says(plain(c.post("/verify", url.Values{"number": {""}, "code": {"1"}}).want(http.StatusUnprocessableEntity)), "请填写文号", "一共8位")
	p.says(plain(c.multipart("/verify", "file", "a.pdf", paper.body).want(200)), "一个字都不差")
	p.says(plain(c.multipart("/verify", "file", "a.pdf", make([]byte, 22<<20)).want(http.StatusUnprocessableEntity)), "超过20 MB")
}

func TestAStampedScanIsAdded(t *testing.T) {
	p := newTestServer(t)
	f := p.accepted()
	handler := p.as("handler-a")
	id, _ := handler.document(f, "acceptance")
	at := "/api/v1/desk/petitions/" + f.Number + "/documents/" + id
	handler.multipart(at+"/scan", "file", "盖章.pdf", testPDF).problem(422)
	handler.multipart(at+"/scan?version=1", "file", "盖章.pdf", testPDF).problem(409)
	handler.multipart(fmt.Sprintf("%s/scan?version=%d", at, handler.version(f.Number)), "file", "盖章.pdf", testPDF).want(200)
	if scan := handler.call("GET", at, nil).want(200); !bytes.Equal(scan.body, testPDF) {
		t.Error("the scan does not stand in")
	}
	if rendered := handler.call("GET", at+"?rendered=true", nil).want(200); bytes.Equal(rendered.body, testPDF) {
		t.Error("the rendered file is lost")
	}
	p.as("handler-b").multipart(at+"/scan?version=1", "file", "盖章.pdf", testPDF).problem(404)
	c := p.opened(f)
	p.says(c.page("/case/"+f.Number), "盖章扫描件", "看没有盖章的电子文书", "全部文书装在一起")
	for _, print := range []string{"bundle", "hand-over"} {
		if file := c.call("GET", "/case/"+f.Number+"/"+print, nil).want(200); !bytes.HasPrefix(file.body, []byte("%PDF")) {
			t.Errorf("%s is no PDF", print)
		}
	}
	c.call("GET", "/case/"+f.Number+"/review-form", nil).want(409)
	p.anybody().call("GET", "/case/"+f.Number+"/bundle", nil).want(http.StatusSeeOther)
}
