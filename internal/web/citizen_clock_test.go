package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// Every date of the case opens its explanation; without the code only the public line's due day does.
func TestEveryDateIsExplained(t *testing.T) {
	p := newTestServer(t)
	f := p.accepted()
	p.as("handler-a").act(f.Number, "extend", map[string]any{"days": 20, "reasons": "需要鉴定结论。"})
	p.as("head-a").act(f.Number, "approve", nil)
	own := p.opened(f)
	p.says(own.page("/case/"+f.Number), "这一天怎么算的")
	page := own.page("/case/" + f.Number + "/clock/C")
	p.says(page, "答复期限怎么算的", "最晚2027年2月12日（周五）", "答复期限60天，《信访工作条例》第34条", "2022年5月1日", "数60天", "延期20天", "需要鉴定结论", "放假安排还没公布")
	p.says(own.page("/case/"+f.Number+"/clock/A"), "转送期限怎么算的", "已经完成，没有超期")
	own.call("GET", "/case/"+f.Number+"/clock/Z", nil).want(http.StatusNotFound)
	own.call("GET", "/case/"+f.Number+"/clock/C-2", nil).want(http.StatusNotFound)

	stranger := p.anybody()
	public := stranger.page("/case/" + f.Number + "/clock/C")
	p.says(public, "最晚2027年2月12日（周五）", "延期20天")
	if strings.Contains(public, "鉴定") {
		t.Error("the reasons of an extension are shown to everybody")
	}
	stranger.call("GET", "/case/"+f.Number+"/clock/A", nil).want(http.StatusNotFound)
	stranger.call("GET", "/case/"+strings.Repeat("0", 12)+"/clock/C", nil).want(http.StatusNotFound)

	desk := p.as("handler-a").call("GET", "/api/v1/desk/petitions/"+f.Number+"/clock/C", nil).want(http.StatusOK).object()
	if desk["due"] != "2027-02-12" || desk["word"] != "答复期限" {
		t.Errorf("the desk says %v", desk)
	}
	p.as("handler-b").call("GET", "/api/v1/desk/petitions/"+f.Number+"/clock/C", nil).problem(http.StatusNotFound)
}

// A report shows no due day in public, and no explanation of one.
func TestAReportsDaysAreNotExplainedInPublic(t *testing.T) {
	p := newTestServer(t)
	f := p.anybody().file(func(in map[string]any) { in["kind"] = "report" })
	p.anybody().call("GET", "/case/"+f.Number+"/clock/A", nil).want(http.StatusNotFound)
	p.says(p.opened(f).page("/case/"+f.Number+"/clock/A"), "转送期限怎么算的")
}

// What the guide knows stands in the filing; other words in its address are dropped.
func TestTheGuideFillsTheFilingIn(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	to := c.call("GET", "/guide?q=no&q=none&q=report", nil).want(http.StatusSeeOther).header.Get("Location")
	page := c.call("GET", to, nil).want(http.StatusOK)
	if to != "/guide/discipline?q=no&q=none&q=report" || !strings.Contains(string(page.body), `href="/file?kind=report&amp;other=none"`) {
		t.Errorf("the guide leads to %s", to)
	}
	c.post("/file", url.Values{"do": {"new"}, "kind": {"report"}, "other": {"none"}}).want(http.StatusSeeOther)
	p.checked(c, "/file/kind", "report")
	p.checked(c, "/file/other", "none")
	c.post("/file", url.Values{"do": {"new"}, "kind": {"<b>"}, "other": {"x"}}).want(http.StatusSeeOther)
	p.checked(c, "/file/kind", "")
}

// checked tells whether the answer is chosen on the screen, or none where the value is empty.
func (p *testPortal) checked(c *client, path, value string) {
	p.t.Helper()
	body := string(c.call("GET", path, nil).want(http.StatusOK).body)
	chosen := regexp.MustCompile(`value="([^"]*)"[^>]* checked`).FindStringSubmatch(body)
	if got := append(chosen, "", "")[1]; got != value {
		p.t.Errorf("%s: %q is chosen, not %q", path, got, value)
	}
}
