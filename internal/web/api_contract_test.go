package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"strings"
	"testing"
	"time"

	"sunlit/internal/petition"
)

const filings = "/api/v1/petitions"

func TestFilingStatuses(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	for name, tc := range map[string]struct {
		body   any
		kind   string
		status int
		code   string
	}{
		"malformed":        {`{"kind": `, "", 400, "malformed"},
		"two values":       {`{} {}`, "", 400, "malformed"},
		"a list":           {`[]`, "", 400, "malformed"},
		"a wrong type":     {`{"title": 5}`, "", 400, "malformed"},
		"too deep":         {strings.Repeat(`{"about":[`, 40), "", 400, "malformed"},
		"an unknown field": {claim(func(m map[string]any) { m["colour"] = "red" }), "", 400, "malformed"},
		"unknown inside":   {claim(func(m map[string]any) { m["petitioner"].(map[string]any)["idNumber"] = "1" }), "", 400, "malformed"},
		"too large":        {`{"narrative":"` + strings.Repeat("x", 300<<10) + `"}`, "", 413, "too-large"},
		"a form":           {"kind=claim", "application/x-www-form-urlencoded", 415, "unsupported"},
		"no pledge":        {claim(func(m map[string]any) { m["pledge"] = false }), "", 422, "invalid"},
	} {
		headers := []string{"Idempotency-Key", "statuses-" + strings.ReplaceAll(name, " ", "-")}
		if tc.kind != "" {
			headers = append(headers, "Content-Type", tc.kind)
		}
		if got := c.call("POST", filings, tc.body, headers...).problem(tc.status).Code; got != tc.code {
			t.Errorf("%s: the code is %s, not %s", name, got, tc.code)
		}
	}
	if fields := c.call("POST", filings, `{}`, "Idempotency-Key", "no-type-given", "Content-Type", "").problem(415).Fields; fields != nil {
		t.Errorf("fields %v", fields)
	}
	c.call("POST", filings, claim(), "Idempotency-Key", "short").problem(400)
	c.call("POST", filings, claim(), "Idempotency-Key", "no spaces allowed").problem(400)
	if allow := c.call("PUT", filings, claim()); allow.problem(405).Code != "method-not-allowed" || allow.header.Get("Allow") != "POST" {
		t.Errorf("allowed are %q", allow.header.Get("Allow"))
	}
	c.call("GET", "/api/v1/desk/petitions/x/register", nil).problem(405)
	c.call("PATCH", "/api/v1/admin/units", nil).problem(405)
	c.call("DELETE", filings+"/"+petition.NewNumber(), nil).problem(405)
	c.call("GET", "/api/v2/petitions", nil).problem(404)
	c.call("GET", "/api/v1/nothing", nil).problem(404)
}

func TestFieldErrorsNameTheirFields(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	long := strings.Repeat("长", 501)
	for field, change := range map[string]func(map[string]any){
		"kind":             func(m map[string]any) { m["kind"] = "other" },
		"title":            func(m map[string]any) { m["title"] = strings.Repeat("长", 41) },
		"narrative":        func(m map[string]any) { m["narrative"] = "　 \u200b短 " },
		"requests":         func(m map[string]any) { m["requests"] = []string{} },
		"requests.1":       func(m map[string]any) { m["requests"] = []string{"支付工资", long} },
		"place":            func(m map[string]any) { m["place"] = "123" },
		"unit":             func(m map[string]any) { m["unit"] = "nobody" },
		"about.0.unit":     func(m map[string]any) { m["about"] = []map[string]any{{"unit": "nobody"}} },
		"petitioner.name":  func(m map[string]any) { m["petitioner"] = map[string]any{"name": " ", "phone": "13800001234"} },
		"petitioner.phone": func(m map[string]any) { m["petitioner"] = map[string]any{"name": "张某某"} },
		"petitioner.email": func(m map[string]any) { m["petitioner"] = map[string]any{"name": "张某某", "email": "zhang@"} },
		"pledge":           func(m map[string]any) { delete(m, "pledge") },
		"evidence":         func(m map[string]any) { m["evidence"] = []string{"nothing"} },
		"joint.people":     func(m map[string]any) { m["joint"] = map[string]any{"people": 1} },
		"joint.representatives": func(m map[string]any) {
			six := make([]map[string]any, 6)
			for i := range six {
				six[i] = map[string]any{"name": "代表"}
			}
			m["joint"] = map[string]any{"people": 12, "representatives": six}
		},
		"petitioner.contact": func(m map[string]any) { m["petitioner"].(map[string]any)["organisation"] = true },
		"agent.phone":        func(m map[string]any) { m["agent"] = map[string]any{"name": "李代办", "notify": true} },
	} {
		keysUsed++
		got := c.call("POST", filings, claim(change), "Idempotency-Key", fmt.Sprintf("fields-%08d", keysUsed)).problem(422).Fields
		if got[field] == "" || len(got) != 1 {
			t.Errorf("%s: complaints %v", field, got)
		}
	}
	// Full-width digits and invisible characters are mended, not refused; a limit counts characters.
	f := c.file(func(m map[string]any) {
		m["title"], m["petitioner"] = strings.Repeat("长", 40)+"\u200b", map[string]any{"name": "张某某", "phone": "１３８　００００ 1234"}
		delete(m, "requests")
		m["request"] = "支付工资"
	})
	if view := c.open(f); view["title"] != strings.Repeat("长", 40) {
		t.Errorf("the title became %v", view["title"])
	}
	c.file(func(m map[string]any) { m["kind"] = "suggestion"; delete(m, "petitioner") })
	c.file(func(m map[string]any) { m["kind"] = "report"; delete(m, "petitioner") })
}

func TestRepeatedFilings(t *testing.T) {
	p := newTestServer(t)
	c, key := p.anybody(), []string{"Idempotency-Key", "repeat-me-please"}
	first := c.call("POST", filings, claim(), key...).want(201)
	if again := c.call("POST", filings, claim(), key...).want(201); !bytes.Equal(again.body, first.body) {
		t.Errorf("answered %s, before %s", again.body, first.body)
	}
	c.call("POST", filings, claim(func(m map[string]any) { m["publish"] = true }), key...).problem(422)
	p.clock.Advance(24*time.Hour + time.Second)
	late := c.call("POST", filings, claim(), key...).problem(409)
	if late.Code != "conflict" || late.Number != first.object()["number"] || strings.Contains(string(first.body), late.Title) {
		t.Errorf("late: %+v", late)
	}
}

func TestNumberAndCodeTellNothingApart(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	f := c.file()
	stranger := petition.NewNumber()
	for _, path := range []string{"/open", "/documents/receipt", "/evidence/nothing", "/withdraw", "/rate"} {
		wrong := c.call("POST", filings+"/"+f.Number+path, map[string]any{"code": petition.NewCode()})
		unknown := c.call("POST", filings+"/"+stranger+path, map[string]any{"code": f.Code})
		wrong.problem(404)
		if unknown.status != wrong.status || !bytes.Equal(unknown.body, wrong.body) {
			t.Errorf("%s: %d %s and %d %s", path, wrong.status, wrong.body, unknown.status, unknown.body)
		}
		for name := range wrong.header {
			if name != "X-Request-Id" && fmt.Sprint(wrong.header[name]) != fmt.Sprint(unknown.header[name]) {
				t.Errorf("%s: the header %s tells them apart", path, name)
			}
		}
	}
	c.call("POST", filings+"/"+f.Number+"/nothing", map[string]any{"code": f.Code}).problem(404)
	c.call("POST", filings+"/"+f.Number+"/open", map[string]any{"code": f.Code, "x": 1}).problem(400)
	c.call("GET", filings+"/"+stranger, nil).problem(404)
	line := c.call("GET", filings+"/"+petition.GroupNumber(f.Number), nil).want(200)
	for _, secret := range []string{"张某某", "工地", f.Code, "13800001234"} {
		if strings.Contains(string(line.body), secret) {
			t.Errorf("the public line tells %s", secret)
		}
	}
	low := strings.ToLower(f.Code)
	c.call("POST", filings+"/"+strings.ToLower(f.Number)+"/open", map[string]any{"code": low[:4] + " " + low[4:]}).want(200)
}

func TestPetitionersActs(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	f := c.file()
	act := func(action string, fields map[string]any) answer {
		in := map[string]any{"code": f.Code}
		for k, v := range fields {
			in[k] = v
		}
		return c.call("POST", filings+"/"+f.Number+"/"+action, in)
	}
	act("supplement", map[string]any{"text": "补一份", "evidence": []string{c.upload("欠条.pdf", testPDF)}}).want(200)
	act("supplement", nil).problem(422)
	act("supplement", map[string]any{"text": "补", "reasons": "x"}).problem(400) // another action's field
	act("message", map[string]any{"text": "请问到哪一步了"}).want(200)
	act("remind", map[string]any{"reasons": "等了很久"}).problem(400)
	act("remind", nil).want(200)
	if code := act("remind", nil).problem(409).Code; code != "not-now" {
		t.Errorf("reminding again is %s", code)
	}
	act("rate", map[string]any{"office": "satisfied"}).problem(409) // not before it is forwarded
	act("review", map[string]any{"reasons": "不服", "body": "review-office"}).problem(409)
	act("withdraw", map[string]any{"reasons": "solved"}).want(200)
	act("undo-withdraw", nil).want(200)
	act("urgent", map[string]any{"reasons": "墙要倒了"}).want(200)

	file := c.open(f)["evidence"].([]any)[0].(map[string]any)
	got := c.call("POST", filings+"/"+f.Number+"/evidence/"+file["id"].(string), map[string]any{"code": f.Code}).want(200)
	sum := sha256.Sum256(testPDF)
	if !bytes.Equal(got.body, testPDF) || got.header.Get("X-Sha256") != hex.EncodeToString(sum[:]) || !strings.HasPrefix(got.header.Get("Content-Disposition"), "attachment") {
		t.Errorf("the file came back as %d bytes, %v", len(got.body), got.header)
	}
	receipt := c.call("POST", filings+"/"+f.Number+"/documents/receipt", map[string]any{"code": f.Code}).want(200)
	if bytes.Contains(receipt.body, []byte(f.Code)) || receipt.header.Get("Content-Type") != "application/pdf" {
		t.Error("the receipt is no PDF, or tells the code")
	}
}

// testPDF is the least that the intake takes for a PDF.
var testPDF = []byte("%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj\n" +

	"3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\nxref\n0 4\ntrailer<</Size 4/Root 1 0 R>>\nstartxref\n0\n%%EOF\n")

func TestUploads(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	c.multipart("/api/v1/evidence", "file", "欠条.pdf", testPDF).want(201)
	c.multipart("/api/v1/evidence", "picture", "欠条.pdf", testPDF).problem(422)
	for name, content := range map[string]string{"empty.pdf": "", "program.exe": "MZ\x90\x00", "lies.pdf": "<html>", "cut.pdf": "%PDF-1.4\n"} {
		if status := c.multipart("/api/v1/evidence", "file", name, []byte(content)).status; status != 415 && status != 422 {
			t.Errorf("%s: %d", name, status)
		}
	}
	c.call("POST", "/api/v1/evidence", `{}`).problem(415)
	c.call("GET", "/api/v1/evidence", nil).problem(405)
}

func TestPublicAnswers(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	meta := c.call("GET", "/api/v1/meta", nil).want(200).object()
	for _, list := range []string{"units", "categories", "places", "grounds", "periods"} {
		if items, _ := meta[list].([]any); len(items) == 0 {
			t.Errorf("meta has no %s", list)
		}
	}
	f := p.replied()
	p.clock.Advance(time.Hour)
	st := c.call("GET", "/api/v1/statistics?from=2026-11-01&to=2026-11-30&by=unit", nil).want(200).object()
	if st["filed"] != 1.0 || st["answered"] != 1.0 || st["medianDays"] != 0.0 {
		t.Errorf("statistics %v", st)
	}
	c.call("GET", "/api/v1/statistics?from=2026-13-01", nil).problem(422)
	c.call("GET", "/api/v1/statistics?from=2026-12-01&to=2026-11-01", nil).problem(422)
	c.call("GET", "/api/v1/statistics?by=colour", nil).problem(422)
	c.call("GET", "/api/v1/published", nil).want(200)
	c.call("GET", "/api/v1/published/"+f.Number, nil).problem(404)
	c.lang = "en"
	if title := c.call("GET", filings+"/"+petition.NewNumber(), nil).problem(404).Title; strings.ContainsAny(title, "没有") {
		t.Errorf("in English: %s", title)
	}
	for _, path := range []string{"/healthz", "/readyz", "/api/openapi.yaml"} {
		c.call("GET", path, nil).want(200)
	}
}
