package web

import (
	"bytes"
	"crypto/sha256"
	"encoding/hex"
	"strings"
	"testing"

	"sunlit/internal/petition"
)

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
