package web

import (
	"net/http"
	"strings"
	"testing"
)

// After an answer that says no, the case page opens the door to the review and names other ways.
func TestTheCoachOpensTheDoorToTheReview(t *testing.T) {
	p := newTestServer(t)
	f := p.accepted()
	items := testItems()
	items[1]["decision"] = "not_support"
	p.as("handler-a").act(f.Number, "draft", map[string]any{"items": items})
	p.as("head-a").act(f.Number, "approve", nil)
	c := p.opened(f)
	if body := string(c.call("GET", "/case/"+f.Number, nil).want(http.StatusOK).body); strings.Contains(body, "接下来怎么办") {
		t.Error("the coach speaks before the answer was read")
	}
	c.post("/case/"+f.Number+"/answer", nil).want(http.StatusSeeOther)
	p.says(c.page("/case/"+f.Number), "接下来怎么办", "不是最后的结果", "法律援助")
	body := string(c.call("GET", "/case/"+f.Number, nil).body)
	if n := strings.Count(body, `href="/case/`+f.Number+`/review"`); n != 1 { // the one thing to do now, and nowhere else
		t.Errorf("the door to the review stands %d times", n)
	}
	c.call("GET", "/case/"+f.Number+"/review", nil).want(http.StatusOK)
}
