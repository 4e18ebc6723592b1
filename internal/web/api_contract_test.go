package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/http/httptest"
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

func TestSessions(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	const path = "/api/v1/session"
	wrong := c.call("POST", path, map[string]string{"login": "registrar", "password": "wrong"}).problem(401)
	nobody := c.call("POST", path, map[string]string{"login": "nobody", "password": "wrong"}).problem(401)
	if wrong.Code != "unauthenticated" || wrong.Title != nobody.Title {
		t.Errorf("told %+v and %+v", wrong, nobody)
	}
	c.call("POST", path, map[string]string{"user": "registrar"}).problem(400)
	for _, path := range []string{"me", "counts", "petitions"} {
		c.call("GET", "/api/v1/desk/"+path, nil).problem(401)
	}
	in := c.call("POST", path, map[string]string{"login": " Registrar ", "password": "sunlit-demo"}).want(204)
	cookie := in.header.Get("Set-Cookie")
	if !strings.HasPrefix(cookie, "sunlit=") || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") || strings.Contains(cookie, "Secure") {
		t.Errorf("the cookie is %s", cookie)
	}
	me := c.call("GET", "/api/v1/desk/me", nil).want(200).object()
	if me["login"] != "registrar" || me["today"] != "2026-11-24" || me["demo"] != true || me["size"] != "standard" {
		t.Errorf("me: %v", me)
	}
	me = c.call("PUT", "/api/v1/desk/preferences", map[string]any{"size": "large", "keys": false, "lang": "en"}).want(200).object()
	if me["size"] != "large" || me["keys"] != false || me["lang"] != "en" || me["theme"] != "system" {
		t.Errorf("preferences: %v", me)
	}
	me = c.call("GET", "/api/v1/desk/me", nil).want(200).object()
	if me["size"] != "large" || me["lang"] != "en" {
		t.Errorf("preferences are not kept: %v", me)
	}
	c.call("PUT", "/api/v1/desk/preferences", map[string]any{"size": "huge"}).problem(422)
	c.call("PUT", "/api/v1/desk/password", map[string]string{"current": "wrong", "next": "green river eleven"}).problem(422)
	old := p.anybody()
	for name, v := range c.cookies {
		old.cookies[name] = v
	}
	c.call("DELETE", path, nil).want(204)
	old.call("GET", "/api/v1/desk/me", nil).problem(401) // ended on the server, not only in the browser
	c.call("DELETE", path, nil).want(204)
}

func TestSessionCookieOverHTTPS(t *testing.T) {
	p := newTestServer(t, func(o *Options) { o.Settings.BaseURL = "https://petition.example.org" })
	in := p.anybody().call("POST", "/api/v1/session", map[string]string{"login": "registrar", "password": "sunlit-demo"}).want(204)
	cookie := in.header.Get("Set-Cookie")
	if !strings.HasPrefix(cookie, "__Host-sunlit=") || !strings.Contains(cookie, "Secure") || !strings.Contains(cookie, "Path=/") || strings.Contains(cookie, "Domain") {
		t.Errorf("the cookie is %s", cookie)
	}
	if in.header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS over https")
	}
}

func TestDeskStatuses(t *testing.T) {
	p := newTestServer(t)
	f := p.anybody().file()
	registrar, handler := p.as("registrar"), p.as("handler-a")
	path := "/api/v1/desk/petitions/" + f.Number
	handler.call("GET", path, nil).problem(404)
	handler.call("POST", path+"/accept", map[string]any{"version": 1, "procedure": "ordinary"}).problem(404)
	registrar.call("GET", "/api/v1/desk/petitions/"+petition.NewNumber(), nil).problem(404)
	registrar.call("POST", path+"/nothing", map[string]any{"version": 1}).problem(404)
	registrar.call("POST", path+"/withdraw", map[string]any{"version": 1}).problem(404) // the petitioner's
	registrar.call("POST", path+"/register", map[string]any{"kind": "claim", "category": "other", "place": "990101"}).problem(422)
	registrar.call("POST", path+"/register", map[string]any{"version": 1, "colour": "red"}).problem(400)
	bad := registrar.call("POST", path+"/register", map[string]any{"version": 1, "kind": "unsure", "category": "xx"}).problem(422)
	for _, field := range []string{"category"} {
		if bad.Fields[field] == "" {
			t.Errorf("no complaint about %s: %v", field, bad.Fields)
		}
	}
	bad = registrar.call("POST", path+"/register", map[string]any{"version": 1, "kind": "unsure", "category": "other"}).problem(422)
	if bad.Fields["kind"] == "" || bad.Fields["place"] == "" {
		t.Errorf("complaints %v", bad.Fields)
	}
	if code := registrar.call("POST", path+"/forward", map[string]any{"version": 1, "unit": "unit-a"}).problem(409).Code; code != "not-now" {
		t.Errorf("forwarding at once is %s", code)
	}
	registrar.act(f.Number, "register", map[string]any{"kind": "claim", "category": "other", "place": "990101"})
	stale := registrar.call("POST", path+"/forward", map[string]any{"version": 1, "unit": "unit-a"}).problem(409)
	if stale.Code != "stale" || stale.Version != 2 || len(stale.Changes) == 0 || stale.By != "林登记" || stale.At == "" {
		t.Errorf("stale: %+v", stale)
	}
	registrar.act(f.Number, "forward", map[string]any{"unit": "unit-a"})
	if code := registrar.try(f.Number, "accept", map[string]any{"procedure": "ordinary"}).problem(409).Code; code != "not-now" {
		t.Errorf("in scope but not yours is %s", code)
	}
	if code := registrar.try(f.Number, "split", nil).problem(409).Code; code != "not-now" {
		t.Errorf("a screen that comes later is %s", code)
	}
	view := handler.call("GET", path, nil).want(200).object()
	if name := view["petitioner"].(map[string]any)["name"].(string); !strings.HasPrefix(name, "张") || strings.Contains(name, "某") {
		t.Errorf("the name is masked as %s", name)
	}
	handler.call("POST", path+"/reveal", map[string]string{"reason": "联系信访人"}).problem(409)
	handler.act(f.Number, "accept", map[string]any{"procedure": "ordinary"})
	handler.call("POST", path+"/reveal", map[string]string{"reason": " "}).problem(422)
	who := handler.call("POST", path+"/reveal", map[string]string{"reason": "联系信访人"}).want(200).object()
	if who["name"] != "张某某" || who["phone"] != "13800001234" {
		t.Errorf("revealed %v", who)
	}
}

func TestAnswering(t *testing.T) {
	p := newTestServer(t)
	f := p.accepted()
	handler, head := p.as("handler-a"), p.as("head-a")
	path := "/api/v1/desk/petitions/" + f.Number
	handler.call("GET", path+"/working-copy", nil).want(200)
	handler.call("PUT", path+"/working-copy", map[string]any{"revision": 0, "items": testItems()}).want(200)
	if stale := head.call("PUT", path+"/working-copy", map[string]any{"revision": 0, "items": []any{}}).problem(409); stale.Code != "stale" || stale.Revision != 1 {
		t.Errorf("stale: %+v", stale)
	}
	handler.call("PUT", path+"/working-copy", map[string]any{"revision": 1, "items": []map[string]any{{"request": 1, "colour": "red"}}}).problem(400)
	copied := handler.call("GET", path+"/preview.pdf", nil).want(200)
	bad := handler.try(f.Number, "draft", map[string]any{"items": testItems()[:1]}).problem(422)
	if bad.Fields["items"] == "" {
		t.Errorf("complaints %v", bad.Fields)
	}
	handler.act(f.Number, "draft", map[string]any{"items": testItems()})
	seen := head.call("GET", path+"/preview.pdf", nil).want(200)
	sum := sha256.Sum256(seen.body)
	if !bytes.Equal(seen.body, copied.body) || seen.header.Get("X-Sha256") != hex.EncodeToString(sum[:]) {
		t.Error("the preview changed by handing in, or its hash is another's")
	}
	if stale := head.try(f.Number, "approve", map[string]any{"sha256": strings.Repeat("0", 64)}).problem(409); stale.Code != "stale" {
		t.Errorf("another paper: %+v", stale)
	}
	head.act(f.Number, "approve", map[string]any{"sha256": seen.header.Get("X-Sha256")})
	view := p.anybody().open(f)
	paper := view["answer"].(map[string]any)["id"].(string)
	issued := p.anybody().call("POST", filings+"/"+f.Number+"/documents/"+paper, map[string]string{"code": f.Code}).want(200)
	if !bytes.Equal(issued.body, seen.body) {
		t.Error("what was issued is not what the head saw")
	}
	handler.call("GET", path+"/documents/"+paper, nil).want(200)
	handler.call("GET", path+"/documents/nothing", nil).problem(404)
}

func TestQueues(t *testing.T) {
	p := newTestServer(t)
	c, registrar := p.anybody(), p.as("registrar")
	numbers := map[string]bool{}
	for range 3 {
		numbers[c.file().Number] = true
	}
	var page struct {
		Items []struct{ Number, State, Due string }
		Next  string
	}
	cursor := ""
	for range 3 {
		page.Next = ""
		registrar.call("GET", "/api/v1/desk/petitions?view=to-register&limit=1&cursor="+cursor, nil).want(200).into(&page)
		if len(page.Items) != 1 || !numbers[page.Items[0].Number] || page.Items[0].State != "ok" || page.Items[0].Due != "2026-12-09" {
			t.Fatalf("a page of %+v", page)
		}
		delete(numbers, page.Items[0].Number)
		cursor = page.Next
	}
	if cursor != "" || len(numbers) != 0 {
		t.Errorf("after all: cursor %q, %d left", cursor, len(numbers))
	}
	for query, field := range map[string]string{"limit=101": "limit", "limit=0": "limit", "limit=x": "limit", "view=nothing": "view", "sort=colour": "sort", "cursor=x": "cursor"} {
		if got := registrar.call("GET", "/api/v1/desk/petitions?"+query, nil).problem(422).Fields; got[field] == "" {
			t.Errorf("%s: complaints %v", query, got)
		}
	}
	counts := registrar.call("GET", "/api/v1/desk/counts", nil).want(200).object()
	if counts["to-register"] != 3.0 {
		t.Errorf("counts %v", counts)
	}
	p.pass(13) // 2 days before the 9th
	registrar.call("GET", "/api/v1/desk/petitions?view=soon", nil).want(200).into(&page)
	if len(page.Items) != 3 || page.Items[0].State != "soon" {
		t.Errorf("soon: %+v", page.Items)
	}
	p.pass(3)
	registrar.call("GET", "/api/v1/desk/petitions?view=overdue&sort=filed", nil).want(200).into(&page)
	if len(page.Items) != 3 || page.Items[0].State != "overdue" {
		t.Errorf("overdue: %+v", page.Items)
	}
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

func TestTheClockMovesInTheDemoAlone(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	f := c.file()
	c.call("POST", filings+"/"+f.Number+"/withdraw", map[string]any{"code": f.Code}).want(200)
	c.call("POST", "/demo/clock", map[string]string{"now": "2026-11-28T02:00:00Z"}).want(200)
	if stage := c.open(f)["stage"]; stage != "WITHDRAWN" { // what the clock owes is done at once
		t.Errorf("after four days: %v", stage)
	}
	c.call("POST", "/demo/clock", map[string]string{"now": "tomorrow"}).problem(422)
	real := newTestServer(t, func(o *Options) { o.Manual = nil })
	real.anybody().call("POST", "/demo/clock", map[string]string{"now": "2026-11-28T02:00:00Z"}).problem(404)
}

func TestOtherSitesSendNothing(t *testing.T) {
	p := newTestServer(t)
	c := p.as("registrar")
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}} {
		c.call("POST", filings, claim(), append(headers, "Idempotency-Key", "from-elsewhere")...).problem(403)
		c.call("DELETE", "/api/v1/session", nil, headers...).problem(403)
	}
	c.call("GET", "/api/v1/desk/me", nil).want(200)
	a := c.call("GET", "/api/v1/desk/me", nil, "Sec-Fetch-Site", "cross-site").want(200)
	for name, value := range map[string]string{"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "Access-Control-Allow-Origin": ""} {
		if got := a.header.Get(name); got != value {
			t.Errorf("%s: %q", name, got)
		}
	}
	if !strings.Contains(a.header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Error("no content security policy")
	}
}

func TestTooManyRequestsSayWhenToComeBack(t *testing.T) {
	p := newTestServer(t, func(o *Options) { o.Settings.Limits = true })
	c := p.anybody()
	number := petition.NewNumber()
	for range lookup.burst {
		c.call("GET", filings+"/"+number, nil).problem(404)
	}
	a := c.call("GET", filings+"/"+number, nil)
	if told := a.problem(429); told.Code != "too-many" || told.RetryAfter < 1 || a.header.Get("Retry-After") == "" {
		t.Errorf("told %+v", told)
	}
	p.clock.Advance(2 * time.Second)
	c.call("GET", filings+"/"+number, nil).problem(404)
}

func TestNotReadySaysWhenToComeBack(t *testing.T) {
	p := newTestServer(t, func(o *Options) { o.Ready = func() error { return http.ErrServerClosed } })
	a := p.anybody().call("GET", "/readyz", nil)
	if told := a.problem(503); told.RetryAfter < 1 || strings.Contains(string(a.body), http.ErrServerClosed.Error()) {
		t.Errorf("told %+v", told)
	}
}

func TestUnknownErrorsShowAReference(t *testing.T) {
	p := newTestServer(t)
	p.fine(p.store.Close())
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/api/v1/petitions/"+petition.NewNumber(), nil)
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	if w.Code < 500 || strings.Contains(w.Body.String(), "sql") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
