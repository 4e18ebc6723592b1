package web

import (
	"testing"

	"sunlit/internal/store"
)

func TestFindingsAreForOfficeAndAuditor(t *testing.T) {
	p := newTestServer(t)
	_, err := p.store.PutFinding(t.Context(), &store.Finding{ID: "f1", Place: "events", RowKey: "no. 2", Number: "ABCD", Wrong: "missing", FoundAt: testNow, SeenAt: testNow})
	p.fine(err)
	for _, login := range []string{"office", "auditor"} {
		items := p.as(login).call("GET", "/api/v1/desk/findings", nil).want(200).object()["items"].([]any)
		if len(items) != 1 || items[0].(map[string]any)["place"] != "events" {
			t.Errorf("%s sees %v", login, items)
		}
	}
	for _, login := range []string{"registrar", "handler-a", "head-a", "admin", "reviewer", "discipline"} {
		p.as(login).call("GET", "/api/v1/desk/findings", nil).problem(404)
	}
	p.anybody().call("GET", "/api/v1/desk/findings", nil).problem(401)
}
