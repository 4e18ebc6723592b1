package web

import (
	"bytes"
	"html"
	"image"
	"image/png"
	"mime/multipart"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"
)

// The pages as a browser without JavaScript sees them: forms, cookies and redirects.

// post sends a form as a browser does, without following the redirect.
func (c *client) post(path string, fields url.Values) answer {
	c.p.t.Helper()
	return c.call("POST", path, []byte(fields.Encode()), "Content-Type", "application/x-www-form-urlencoded", "Sec-Fetch-Site", "same-origin")
}

// fill posts a screen of the filing and wants to be led to another.
func (c *client) fill(step, next string, fields ...string) {
	c.p.t.Helper()
	v := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		v.Add(fields[i], fields[i+1])
	}
	a := c.post("/file/"+step, v).want(http.StatusSeeOther)
	if to := a.header.Get("Location"); to != "/file/"+next {
		c.p.t.Fatalf("%s leads to %s, want %s", step, to, next)
	}
}

// page is a page that must be there; it answers its text without tags.
func (c *client) page(path string) string {
	c.p.t.Helper()
	return plain(c.call("GET", path, nil).want(http.StatusOK))
}

var tags = regexp.MustCompile(`(?s)<svg.*?</svg>|<[^>]*>`)

func plain(a answer) string {
	return strings.Join(strings.Fields(html.UnescapeString(tags.ReplaceAllString(string(a.body), ""))), " ")
}

func (p *testPortal) says(text string, words ...string) {
	p.t.Helper()
	for _, w := range words {
		if !strings.Contains(text, w) {
			p.t.Errorf("the page does not say %q: %.1200s", w, text)
		}
	}
}

// onePixel is the smallest picture.
var onePixel = func() string {
	var b bytes.Buffer
	if err := png.Encode(&b, image.NewGray(image.Rect(0, 0, 1, 1))); err != nil {
		panic(err)
	}
	return b.String()
}()

// filled goes through every screen up to the check page.
func (c *client) filled() {
	c.p.t.Helper()
	c.post("/file", url.Values{"do": {"new"}}).want(http.StatusSeeOther)
	c.fill("kind", "other", "kind", "claim")
	c.fill("other", "place", "other", "none")
	c.fill("place", "place", "place", "990101", "spot", "丙路工地")
	c.fill("place", "title", "place", "990101", "place", "", "spot", "丙路工地")
	c.fill("title", "story", "title", "某工地拖欠１２名工人3个月工资")
	c.fill("story", "requests", "narrative", "我们12个人在丙路的工地干活，8月底完工后一直没有拿到钱。", "year", "2026", "month", "6")
	c.fill("requests", "evidence", "do", "next", "request", "支付拖欠的工资280,800元", "request", "", "request", "支付晚发工资的赔偿金", "basis", "劳动合同")
	c.sendFile("考勤表.png", onePixel).want(http.StatusSeeOther)
	c.fill("evidence", "contact", "do", "next")
	c.fill("contact", "about", "name", "张某某", "phone", "１３８ ０００0 1234")
	c.fill("about", "check", "about_names", "丁建筑公司")
}

func (c *client) sendFile(name, content string) answer {
	c.p.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile("file", name)
	c.p.fine(err)
	_, err = part.Write([]byte(content))
	c.p.fine(err)
	c.p.fine(w.WriteField("do", "upload"))
	c.p.fine(w.Close())
	return c.call("POST", "/file/evidence", b.Bytes(), "Content-Type", w.FormDataContentType())
}

// submitted files by pages and answers number and code as the receipt shows them.
func (c *client) submitted() receipt {
	c.p.t.Helper()
	c.filled()
	a := c.post("/file/check", url.Values{"pledge": {"1"}, "publish": {"no"}}).want(http.StatusSeeOther)
	page := string(c.call("GET", a.header.Get("Location"), nil).want(http.StatusOK).body)
	number := regexp.MustCompile(`id="number">([^<]+)<`).FindStringSubmatch(page)
	code := regexp.MustCompile(`id="code">(.*?)</span></span>`).FindStringSubmatch(page)
	if number == nil || code == nil {
		c.p.t.Fatalf("the receipt lacks number or code: %.800s", page)
	}
	return receipt{strings.ReplaceAll(number[1], "-", ""), tags.ReplaceAllString(code[1], "")}
}

func TestFilingByPages(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	c.filled()
	check := c.page("/file/check")
	p.says(check, "还没有提交", "投诉求助", "甲市甲区，丙路工地", "某工地拖欠12名工人3个月工资", "2026年6月", "支付晚发工资的赔偿金", "考勤表.png", "138****1234", "丁建筑公司")
	a := c.post("/file/check", url.Values{"publish": {"no"}}).want(http.StatusUnprocessableEntity)
	p.says(plain(a), "错误：请核对后提交", "请勾选")

	first := c.post("/file/check", url.Values{"pledge": {"1"}, "publish": {"no"}}).want(http.StatusSeeOther).header.Get("Location")
	again := c.post("/file/check", url.Values{"pledge": {"1"}, "publish": {"no"}}).want(http.StatusSeeOther).header.Get("Location")
	if first != again {
		t.Errorf("a second click made another filing: %s, %s", first, again)
	}
	p.says(c.page(first), "已收到您的信访事项", "2026年12月9日（周三）", "查询码只显示这一次", "15日内", "60日内")
	p.says(c.page("/file/title"), "这一份已经提交了")
	p.clock.Advance(31 * time.Minute)
	p.says(c.page(first), "查询码不再显示")
	p.anybody().call("GET", first, nil).want(http.StatusSeeOther)
}

func TestErrorsKeepWhatWasTyped(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	a := c.post("/file/story", url.Values{"narrative": {"工地不给工资"}, "year": {"2026"}, "month": {"16"}}).want(http.StatusUnprocessableEntity)
	body := string(a.body)
	p.says(body, "<title>错误：请把经过讲清楚 — 第5步 — 阳光信访</title>", `role="alert"`, `href="#narrative"`, `href="#month"`, "工地不给工资</textarea>", `value="16"`, `aria-invalid="true"`)
	c.post("/file/title", url.Values{"title": {"短"}}).want(http.StatusUnprocessableEntity)
	p.says(string(c.call("GET", "/file/story", nil).want(http.StatusOK).body), "工地不给工资</textarea>")
	c.post("/file/kind", url.Values{}).want(http.StatusUnprocessableEntity)
	p.says(string(c.post("/file/check", url.Values{}).want(http.StatusUnprocessableEntity).body), `href="/file/title?back=check"`, `href="/file/place?back=check"`)
}

func TestAdviceNeverBlocks(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	c.fill("other", "advice", "other", "court")
	p.says(c.page("/file/advice"), "仍要提交", "12368")
	if to := c.post("/file/advice", nil).want(http.StatusSeeOther).header.Get("Location"); to != "/file/place" {
		t.Errorf("filing anyway leads to %s", to)
	}
}

func TestDraftIsKeptAndForgotten(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	c.filled()
	p.pass(29)
	p.says(c.page("/file"), "没填完", "接着填")
	if to := c.post("/file", url.Values{"do": {"resume"}}).header.Get("Location"); to != "/file/check" {
		t.Errorf("a complete draft resumes at %s", to)
	}
	c.post("/file", url.Values{"do": {"forget"}}).want(http.StatusSeeOther)
	if strings.Contains(c.page("/file"), "没填完") {
		t.Error("a forgotten draft is still offered")
	}
}

func TestTrackingTellsNothingWithoutTheCode(t *testing.T) {
	p := newTestServer(t)
	f := p.accepted()
	c := p.anybody()
	unknown := c.post("/track", url.Values{"number": {"7KQ4M2XD9R3H"}, "code": {"8T5V2NHC6WJ0K3DM7"}}).want(http.StatusUnprocessableEntity)
	wrong := c.post("/track", url.Values{"number": {f.Number}, "code": {"8T5V2NHC6WJ0K3DM7"}}).want(http.StatusUnprocessableEntity)
	if strings.ReplaceAll(plain(unknown), "7KQ4M2XD9R3H", "") != strings.ReplaceAll(plain(wrong), f.Number, "") {
		t.Error("a wrong code and an unknown number are told apart")
	}
	public := c.page("/case/" + f.Number)
	p.says(public, "正在调查核实", "甲区人力资源和社会保障局", "看详细内容")
	if strings.Contains(public, "工地") {
		t.Error("the public line tells what it is about")
	}
	c.call("GET", "/case/"+f.Number+"/supplement", nil).want(http.StatusSeeOther)
}

// opened is a browser that proved the code.
func (p *testPortal) opened(f receipt) *client {
	p.t.Helper()
	c := p.anybody()
	c.post("/track", url.Values{"number": {f.Number}, "code": {f.Code}}).want(http.StatusSeeOther)
	return c
}

func TestActsOfThePetitioner(t *testing.T) {
	p := newTestServer(t)
	f := p.accepted()
	c := p.opened(f)
	at := "/case/" + f.Number
	p.says(c.page(at), "还剩62天", "补充材料", "催办", "评价信访部门", "撤回", "受理告知书", "现在还不能：评价责任单位、申请复查")
	for _, act := range []string{"supplement", "remind", "message", "rate", "withdraw", "urgent"} {
		c.page(at + "/" + act)
	}
	c.post(at+"/supplement", url.Values{"text": {""}}).want(http.StatusUnprocessableEntity)
	c.post(at+"/supplement", url.Values{"text": {"公司门口贴了通知"}}).want(http.StatusSeeOther)
	c.post(at+"/message", url.Values{"text": {"什么时候能约谈？"}}).want(http.StatusSeeOther)
	c.post(at+"/remind", nil).want(http.StatusSeeOther)
	p.says(plain(c.post(at+"/remind", nil).want(http.StatusConflict)), "可以再催办")
	c.post(at+"/rate", url.Values{"office": {"satisfied"}}).want(http.StatusSeeOther)
	p.says(plain(c.post(at+"/withdraw", url.Values{"why": {"solved"}}).want(http.StatusOK)), "还没有撤回", "事情已经解决")
	a := c.post(at+"/withdraw", url.Values{"why": {"solved"}, "do": {"sure"}}).want(http.StatusSeeOther)
	p.says(c.page(a.header.Get("Location")), "72小时后生效", "取消撤回", "您要求撤回")
	c.post(at+"/undo-withdraw", nil).want(http.StatusSeeOther)
	p.says(c.page(at), "取消了撤回", "公司门口贴了通知", "谁看过您的材料")
	c.post(at+"/leave", nil).want(http.StatusSeeOther)
	p.says(c.page(at), "看详细内容")
}

func TestReadingTheAnswerIsAnAct(t *testing.T) {
	p := newTestServer(t)
	f := p.replied()
	c := p.opened(f)
	at := "/case/" + f.Number
	p.says(c.page(at), "已答复", "看答复")
	p.says(c.page(at+"/answer"), "30天内可以申请复查", "不看就不算收到")
	if stage := c.open(f)["stage"]; stage != "REPLIED" {
		t.Fatalf("looking at the page served the answer: %v", stage)
	}
	c.post(at+"/answer", nil).want(http.StatusSeeOther)
	p.says(c.page(at+"/answer"), "2项请求", "请求一：支付拖欠的工资280,800元", "查明", "依据", "申请复查的最后一天", "还剩30天")
	if stage := c.open(f)["stage"]; stage != "SERVED" {
		t.Errorf("reading the answer did not serve it: %v", stage)
	}
	c.page(at + "/rate")
	c.post(at+"/rate", url.Values{"unit": {"not"}, "why": {"slow", "unclear"}, "text": {"拖得太久"}}).want(http.StatusSeeOther)
}

func TestPublicPages(t *testing.T) {
	p := newTestServer(t)
	for _, lang := range []string{"zh-CN", "en"} {
		c := p.anybody()
		c.lang = lang
		for _, path := range []string{"/", "/file", "/track", "/guide", "/published", "/stats", "/visits", "/mailbox", "/suggestions", "/verify", "/log", "/help",
			"/accessibility", "/privacy", "/sitemap", "/open-data", "/info/channels", "/info/procedures", "/info/laws", "/offices", "/correction", "/file/kind", "/file/other", "/file/place", "/file/contact", "/file/about"} {
			a := c.call("GET", path, nil).want(http.StatusOK)
			if bad := bareKey.FindString(regexp.MustCompile(`data-say="[^"]*"`).ReplaceAllString(string(a.body), "")); bad != "" {
				t.Errorf("%s %s shows %s", lang, path, bad)
			}
		}
		c.call("GET", "/nothing-here", nil, "Accept", "text/html").want(http.StatusNotFound)
	}
}

func TestDisplayChoicesNeedNoScript(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	a := c.call("GET", "/track?size=large", nil).want(http.StatusSeeOther)
	if to := a.header.Get("Location"); to != "/track" {
		t.Errorf("the choice sticks to the address: %s", to)
	}
	p.says(string(c.call("GET", "/", nil).want(http.StatusOK).body), `class="large"`, "打电话办", "标准版")
	c.call("GET", "/?lang=en", nil).want(http.StatusSeeOther)
	p.says(string(c.call("GET", "/", nil).want(http.StatusOK).body), `<html lang="en"`, "Submit a matter")
	if to := c.post("/display", url.Values{"size": {"standard"}, "to": {"https://elsewhere.invalid/"}}).header.Get("Location"); to != "/" {
		t.Errorf("a display choice leads away to %s", to)
	}
}

func TestReceiptByPages(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	f := c.submitted()
	pdf := c.post("/receipt/"+f.Number+"/pdf", nil).want(http.StatusOK)
	if !bytes.HasPrefix(pdf.body, []byte("%PDF")) {
		t.Error("the receipt is no PDF")
	}
	p.says(p.opened(f).page("/case/"+f.Number), "已收到，正在登记", "还剩15天", "登记回执", "考勤表.png")
}
