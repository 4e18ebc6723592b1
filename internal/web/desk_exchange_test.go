package web

import (
	"strings"
	"testing"

	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

const assignedLine = `{"v":1,"type":"petition","source":"province","reference":"省转〔2026〕7号","dueOn":"2026-12-20","receivedOn":"2026-11-20","channel":"letter",` +
	`"kind":"claim","title":"乡道塌陷积水进院","narrative":"7月大雨后乡道塌了约20米。","requests":["修复塌陷路段"],"place":"990101","category":"other",` +
	`"petitioner":{"name":"何某某","phone":"13800000000"}}`

func TestExchangeTakesEachNumberOnce(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newTestServerOn(t, s)
		clerk := p.as("registrar")
		file := strings.Join([]string{assignedLine, assignedLine, "", `{"v":1,"colour":"red"}`, `{"v":2,"type":"petition"}`,
			strings.Replace(assignedLine, "7号", "8号", 1), strings.Replace(strings.Replace(assignedLine, "7号", "9号", 1), "990101", "000000", 1)}, "\n")
		var first, again struct {
			Taken, Skipped, Refused []struct {
				Line      int
				Reference string
				Number    string
				Why       string
			}
		}
		clerk.multipart("/api/v1/desk/exchange", "file", "转办.jsonl", []byte(file)).want(200).into(&first)
		if len(first.Taken) != 2 || len(first.Skipped) != 1 || len(first.Refused) != 3 || first.Skipped[0].Line != 2 {
			t.Fatalf("first: %+v", first)
		}
		for _, r := range first.Refused {
			if r.Why == "" {
				t.Errorf("line %d is refused without a reason", r.Line)
			}
		}
		clerk.multipart("/api/v1/desk/exchange", "file", "转办.jsonl", []byte(assignedLine)).want(200).into(&again)
		if len(again.Skipped) != 1 || len(again.Taken) != 0 {
			t.Errorf("again: %+v", again)
		}
		number := first.Taken[0].Number
		items := clerk.call("GET", "/api/v1/desk/petitions?q="+"省转〔2026〕7号", nil).want(200).object()["items"].([]any)
		if len(items) != 1 || items[0].(map[string]any)["number"] != number {
			t.Errorf("found by the superior's number: %v", items)
		}
		if found := p.as("handler-a").call("GET", "/api/v1/desk/petitions?q="+"省转〔2026〕7号", nil).want(200).object()["items"].([]any); len(found) != 0 {
			t.Errorf("out of scope, but found: %v", found)
		}
		view := clerk.call("GET", "/api/v1/desk/petitions/"+number, nil).want(200).object()
		if view["due"] != "2026-12-05" && view["due"] != "2026-12-07" {
			t.Errorf("due %v", view["due"])
		}
		out := string(clerk.call("GET", "/api/v1/desk/exchange?since=2026-11-24", nil).want(200).body)
		if strings.Count(out, "\n") != 2 || !strings.Contains(out, "省转〔2026〕7号") || !strings.Contains(out, number) {
			t.Errorf("the export is %s", out)
		}
		for _, secret := range []string{"何某某", "13800000000"} {
			if strings.Contains(out, secret) {
				t.Errorf("the export tells %s", secret)
			}
		}
		clerk.call("GET", "/api/v1/desk/exchange?since=soon", nil).problem(422)
		p.as("handler-a").call("GET", "/api/v1/desk/exchange?since=2026-11-24", nil).problem(404)
	})
}
