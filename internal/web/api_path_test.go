package web

import (
	"net/http"
	"testing"
)

// The whole straight path through the API, from filing to the petitioner's rating.
func TestStraightPath(t *testing.T) {
	p := newTestServer(t)
	f := p.replied()
	citizen := p.anybody()
	view := citizen.open(f)
	if view["stage"] != "REPLIED" || view["answer"] == nil || view["items"] != nil {
		t.Fatalf("before reading, the answer is there but closed: %v", view)
	}
	paper := view["answer"].(map[string]any)["id"].(string)
	pdf := citizen.call("POST", "/api/v1/petitions/"+f.Number+"/documents/"+paper, map[string]string{"code": f.Code}).want(http.StatusOK)
	if pdf.header.Get("Content-Type") != "application/pdf" {
		t.Fatalf("the paper is %s", pdf.header.Get("Content-Type"))
	}
	if view = citizen.open(f); view["stage"] != "SERVED" || view["items"] == nil {
		t.Fatalf("reading serves: %v", view["stage"])
	}
	citizen.call("POST", "/api/v1/petitions/"+f.Number+"/rate", map[string]any{"code": f.Code, "office": "satisfied", "unit": "not"}).want(http.StatusOK)
}
