package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
	"unicode/utf8"

	"sunlit/internal/casework"
	"sunlit/internal/petition"
)

// plan plans a day of three times over the API and answers its id.
func (c *client) plan(change ...func(map[string]any)) string {
	c.p.t.Helper()
	in := map[string]any{"kind": "office", "unit": "petition-office", "place": "990100", "position": "副区长", "positionEn": "Deputy head", "room": "一楼接待室，靠窗;\n左手",
		"on": "2026-11-28", "from": "9:00", "to": "10:00", "slots": 3}
	for _, f := range change {
		f(in)
	}
	return c.call("POST", "/api/v1/desk/visits", in).want(http.StatusCreated).object()["id"].(string)
}

func TestBookingOverTheAPI(t *testing.T) {
	p := newTestServer(t)
	registrar, c := p.as("registrar"), p.anybody()
	id := registrar.plan()
	path := "/api/v1/visits/" + id + "/bookings"
	ask := map[string]any{"slot": 2, "name": "张小满", "phone": "126 0000 0001", "matter": "暖气"}
	b := c.call("POST", path, ask).want(201).object()
	if b["at"] != "09:20" || b["name"] != "张**" {
		t.Errorf("booked %v", b)
	}
	if code := c.call("POST", path, ask).problem(409).Code; code != "conflict" {
		t.Errorf("the second is told %s", code)
	}
	for field, change := range map[string]any{"slot": 0, "name": " ", "phone": "12", "matter": strings.Repeat("长", 101)} {
		in := map[string]any{"slot": 1, "name": "张小满", "phone": "12600000001", "matter": ""}
		in[field] = change
		if got := c.call("POST", path, in).problem(422).Fields; got[field] == "" || len(got) != 1 {
			t.Errorf("%s: complaints %v", field, got)
		}
	}
	c.call("POST", "/api/v1/visits/nothing/bookings", ask).problem(404)
	page := c.call("GET", "/api/v1/visits?from=2026-11-01&to=2026-11-30", nil).want(200).object()
	day := page["items"].([]any)[0].(map[string]any)
	if day["free"] != 2.0 || day["position"] != "副区长" || page["rate"].(map[string]any)["share"] != nil {
		t.Errorf("the calendar is %v", page)
	}
	c.call("GET", "/api/v1/visits?from=2026-13-01", nil).problem(422)
	c.call("GET", "/api/v1/visits?kind=trip", nil).problem(422)
	c.call("GET", "/api/v1/visits/"+id, nil).want(200)

	code := map[string]any{"code": b["code"]}
	c.call("POST", "/api/v1/visits/booking", map[string]any{"code": petition.NewCode()}).problem(404)
	if own := c.call("POST", "/api/v1/visits/booking", code).want(200).object(); own["code"] != nil || own["mayCancel"] != true {
		t.Errorf("the code is told again: %v", own)
	}
	sheet := registrar.call("GET", "/api/v1/desk/visits/"+id, nil).want(200)
	row := sheet.object()["bookings"].([]any)[0].(map[string]any)
	if strings.Contains(string(sheet.body), "张小满") || strings.Contains(string(sheet.body), "12600000001") {
		t.Error("the day sheet is not masked")
	}
	who := registrar.call("POST", "/api/v1/desk/visits/"+id+"/bookings/"+row["id"].(string)+"/reveal", map[string]any{"reason": "电话确认"}).want(200).object()
	if who["name"] != "张小满" {
		t.Errorf("revealed %v", who)
	}
	c.call("POST", "/api/v1/visits/booking/cancel", code).want(200)
	c.call("POST", "/api/v1/visits/booking/cancel", code).problem(409)
}

func TestWhoMayPlan(t *testing.T) {
	p := newTestServer(t)
	id := p.as("registrar").plan()
	for _, login := range []string{"handler-a", "auditor", "admin", "discipline", "lead"} {
		c := p.as(login)
		c.call("GET", "/api/v1/desk/visits", nil).problem(404)
		c.call("POST", "/api/v1/desk/visits", map[string]any{}).problem(404)
	}
	head := p.as("head-b")
	head.call("GET", "/api/v1/desk/visits/"+id, nil).problem(404)
	head.call("POST", "/api/v1/desk/visits/"+id+"/cancel", map[string]any{"version": 1, "reason": "不去了"}).problem(404)
	own := head.plan(func(m map[string]any) { m["unit"] = "unit-b" })
	if items := head.call("GET", "/api/v1/desk/visits?from=2026-11-01&to=2026-11-30", nil).want(200).object()["items"].([]any); len(items) != 1 {
		t.Errorf("a head plans %d days", len(items))
	}
	office := p.as("office")
	office.call("PUT", "/api/v1/desk/visits/"+own, map[string]any{"kind": "street", "unit": "unit-b", "place": "990101", "position": "局长", "room": "二楼", "on": "2026-11-29",
		"from": "14:00", "to": "16:00", "slots": 6, "version": 1}).want(200)
	if code := office.call("POST", "/api/v1/desk/visits/"+own+"/cancel", map[string]any{"version": 1, "reason": "不去了"}).problem(409).Code; code != "stale" {
		t.Errorf("an old version is %s", code)
	}
	office.call("POST", "/api/v1/desk/visits/"+own+"/keep", map[string]any{"version": 2}).problem(409)
	office.call("POST", "/api/v1/desk/visits/"+own+"/cancel", map[string]any{"version": 2, "reason": "防汛值守"}).want(200)
	p.pass(5)
	office.call("POST", "/api/v1/desk/visits/"+id+"/keep", map[string]any{"version": 1, "result": "接待2批3人"}).want(200)
	p.anybody().call("GET", "/api/v1/desk/visits", nil).problem(401)
}

func TestBookingPages(t *testing.T) {
	p := newTestServer(t)
	id := p.as("registrar").plan()
	c, other := p.anybody(), p.anybody()
	p.says(c.page("/visits"), "副区长", "一楼接待室", "还剩3个时间", "最近可以预约的一天")
	p.says(c.page("/visits?month=2027-01"), "这个月没有排接待日")
	p.says(c.page("/visits?month=xx"), "月份")
	fields := url.Values{"slot": {"1"}, "name": {"张小满"}, "phone": {"１２６ 0000 0001"}, "matter": {"暖气不热"}}
	wrong := plain(c.post("/visits/"+id+"/book", url.Values{"name": {"张小满"}}).want(http.StatusUnprocessableEntity))
	p.says(wrong, "请选一个时间", "请填写手机或座机")
	if to := c.post("/visits/"+id+"/book", fields).want(http.StatusSeeOther).header.Get("Location"); to != "/visits/booking?done=booked" {
		t.Errorf("led to %s", to)
	}
	mine := c.page("/visits/booking?done=booked")
	p.says(mine, "约好了", "2026年11月28日（周六）09:00", "张**", "预约码", "还没有人看过")
	if strings.Contains(mine, "张小满") || strings.Contains(mine, "12600000001") {
		t.Error("the page tells name or telephone")
	}

	// The other browser was slower: the next free time, and nothing to type again.
	late := other.post("/visits/"+id+"/book", fields).want(http.StatusConflict)
	p.says(plain(late), "刚被别人约走", "09:20", "您填的都还在")
	for _, kept := range []string{`value="张小满"`, `value="暖气不热"`, `name="slot" value="2" id="slot" checked`} {
		if !strings.Contains(string(late.body), kept) {
			t.Errorf("the form lost %s", kept)
		}
	}
	p.says(other.page("/visits/booking"), "查看预约", "预约码丢了")
	p.says(plain(other.post("/visits/booking", url.Values{"code": {"wrong"}}).want(http.StatusUnprocessableEntity)), "没有找到这个预约码")
	other.post("/visits/booking", url.Values{"code": {strings.ToLower(c.cookies[bookingCookie].Value)}}).want(http.StatusSeeOther)
	p.says(other.page("/visits/booking"), "您的预约")
	other.post("/visits/booking/cancel", nil).want(http.StatusSeeOther)
	p.says(other.page("/visits/booking?done=cancelled"), "已取消")
	other.post("/visits/booking/leave", nil).want(http.StatusSeeOther)
	p.says(other.page("/visits/booking"), "查看预约")
	other.post("/visits/booking/cancel", nil).want(http.StatusSeeOther)
	p.anybody().call("GET", "/visits/nothing/book", nil).want(http.StatusNotFound)
}

func TestAFullDayOffersAnother(t *testing.T) {
	p := newTestServer(t)
	registrar := p.as("registrar")
	id := registrar.plan(func(m map[string]any) { m["slots"] = 1 })
	c, fields := p.anybody(), url.Values{"slot": {"1"}, "name": {"张小满"}, "phone": {"12600000001"}}
	c.post("/visits/"+id+"/book", fields).want(http.StatusSeeOther)
	p.says(plain(c.post("/visits/"+id+"/book", fields).want(http.StatusConflict)), "都约满了")
	next := registrar.plan(func(m map[string]any) { m["on"] = "2026-11-30" })
	late := c.post("/visits/"+id+"/book", fields).want(http.StatusConflict)
	p.says(plain(late), "11月30日（周一）09:00")
	if !strings.Contains(string(late.body), `action="/visits/`+next+`/book"`) || !strings.Contains(string(late.body), `value="张小满"`) {
		t.Error("the form does not lead to the next day with what was typed")
	}
	p.says(c.page("/visits/"+id+"/book"), "这一天约满了", "11月30日")
}

// RFC 5545: lines of at most 75 octets that break no character, escaped text,
// CRLF, and Shanghai's time by name.
func TestCalendarFiles(t *testing.T) {
	p := newTestServer(t)
	registrar := p.as("registrar")
	id := registrar.plan(func(m map[string]any) {
		m["position"] = strings.Repeat("分管城市建设和管理的副区长、", 3)
	})
	one := p.anybody().call("GET", "/visits/"+id+"/day.ics", nil).want(200)
	if kind := one.header.Get("Content-Type"); kind != "text/calendar; charset=utf-8" {
		t.Errorf("the type is %s", kind)
	}
	text := string(one.body)
	for _, line := range strings.Split(text, "\r\n") {
		if len(line) > 75 || strings.Contains(line, "\n") || !utf8.ValidString(line) {
			t.Errorf("a line of %d octets: %q", len(line), line)
		}
	}
	unfolded := strings.ReplaceAll(text, "\r\n ", "")
	for _, want := range []string{"BEGIN:VCALENDAR\r\n", "VERSION:2.0\r\n", "BEGIN:VTIMEZONE\r\nTZID:Asia/Shanghai\r\n", "UID:" + id + "@sunlit\r\n", "DTSTART;TZID=Asia/Shanghai:20261128T090000\r\n",
		"DTEND;TZID=Asia/Shanghai:20261128T100000\r\n", "STATUS:CONFIRMED\r\n", `LOCATION:甲市 一楼接待室，靠窗\; 左手` + "\r\n", "END:VCALENDAR\r\n"} {
		if !strings.Contains(unfolded, want) {
			t.Errorf("lacks %q:\n%s", want, unfolded)
		}
	}
	registrar.call("POST", "/api/v1/desk/visits/"+id+"/cancel", map[string]any{"version": 1, "reason": "防汛，改期"}).want(200)
	feed := string(p.anybody().call("GET", "/visits/feed.ics?place=990100", nil).want(200).body)
	if strings.Count(feed, "BEGIN:VEVENT") != 1 || !strings.Contains(feed, "STATUS:CANCELLED\r\n") {
		t.Errorf("the feed is %s", feed)
	}
	if none := string(p.anybody().call("GET", "/visits/feed.ics?place=990103", nil).want(200).body); strings.Contains(none, "VEVENT") {
		t.Error("another place's feed holds the day")
	}
}

func TestALetterIsFiledAndAnswered(t *testing.T) {
	p := newTestServer(t)
	admin := p.as("admin")
	box := casework.MailboxDetail{Code: "mayor", Position: "市长", PositionEN: "Mayor", Duty: "全面工作", DutyEN: "the whole city", Unit: "petition-office", Place: "990100", Active: true}
	admin.call("POST", "/api/v1/admin/mailboxes", box).want(201)
	admin.call("POST", "/api/v1/admin/mailboxes", box).problem(409)
	admin.call("POST", "/api/v1/admin/mailboxes", casework.MailboxDetail{Code: "X"}).problem(422)
	p.as("registrar").call("GET", "/api/v1/admin/mailboxes", nil).problem(404)
	c := p.anybody()
	p.says(c.page("/mailbox"), "写给市长", "分管：全面工作", "还没有来信")
	p.says(c.page("/mailbox?place=990102"), "这个地方还没有领导信箱")
	p.says(c.page("/file?mailbox=mayor"), "写给市长（全面工作）")
	if strings.Contains(c.page("/file?mailbox=nobody"), "写给") {
		t.Error("an unknown mailbox is passed on")
	}
	c.post("/file", url.Values{"do": {"new"}, "mailbox": {"mayor"}}).want(http.StatusSeeOther)
	p.says(c.page("/file/check"), "收信领导", "市长（全面工作）")

	f := c.file(func(m map[string]any) { m["mailbox"] = "mayor" })
	if v := c.open(f); v["addressee"].(map[string]any)["name"] != "市长（全面工作）" {
		t.Errorf("the petitioner sees %v", v["addressee"])
	}
	desk := p.as("registrar").call("GET", "/api/v1/desk/petitions/"+f.Number, nil).want(200).object()
	if desk["addressee"].(map[string]any)["code"] != "mayor" {
		t.Errorf("the desk sees %v", desk["addressee"])
	}
	p.says(c.page("/mailbox"), "来信1件，答复0件")
	box.Active = false
	admin.call("PUT", "/api/v1/admin/mailboxes/mayor", box).want(200)
	p.says(c.page("/mailbox"), "这个地方还没有领导信箱")
	keysUsed++
	c.call("POST", filings, claim(func(m map[string]any) { m["mailbox"] = "mayor" }), "Idempotency-Key", "closed-mailbox-1").problem(422)
}

func TestCallsForSuggestions(t *testing.T) {
	p := newTestServer(t)
	office, c := p.as("office"), p.anybody()
	p.says(c.page("/suggestions"), "现在没有征集的题目", "还没有本人同意公开的采纳建议")
	call := map[string]any{"title": "让街道更好走，您有什么建议", "body": "哪里不好走，请您说一说。\n一处一条最好。", "unit": "unit-c", "from": "2026-11-01", "until": "2026-12-01"}
	code := office.call("POST", "/api/v1/desk/calls", call).want(201).object()["code"].(string)
	office.call("POST", "/api/v1/desk/calls", map[string]any{"title": "短"}).problem(422)
	p.as("registrar").call("GET", "/api/v1/desk/calls", nil).problem(404)
	p.says(c.page("/suggestions"), "让街道更好走", "一处一条最好", "2026年12月1日")
	p.says(c.page("/file?call="+code), "回应征集：让街道更好走")
	c.post("/file", url.Values{"do": {"new"}, "call": {code}}).want(http.StatusSeeOther)
	if kind := c.call("GET", "/file/kind", nil).want(200); !strings.Contains(string(kind.body), `value="suggestion" checked`) {
		t.Error("the kind is not chosen")
	}
	f := c.file(func(m map[string]any) { m["kind"], m["call"] = "suggestion", code })
	if v := c.open(f); v["call"].(map[string]any)["code"] != code {
		t.Errorf("the petitioner sees %v", v["call"])
	}
	call["outcome"], call["version"], call["until"] = "采纳了三条。", 1, "2026-11-20"
	office.call("PUT", "/api/v1/desk/calls/"+code, call).want(204)
	office.call("PUT", "/api/v1/desk/calls/"+code, call).problem(409)
	p.says(c.page("/suggestions"), "已经结束的", "采纳了三条")
	if v := c.call("GET", "/api/v1/suggestions", nil).want(200).object(); v["calls"].([]any)[0].(map[string]any)["received"] != 1.0 {
		t.Errorf("suggestions %v", v)
	}
	if list := office.call("GET", "/api/v1/desk/calls", nil).want(200).object()["items"].([]any); len(list) != 1 {
		t.Errorf("calls %v", list)
	}
}
