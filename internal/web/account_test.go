package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

const ownMobile = "13800001234" // of the usual filing

// codeSent takes the newest one-time code out of the outbox.
func (p *testPortal) codeSent() string {
	p.t.Helper()
	code := ""
	list, err := p.Cases.ClaimNotices(p.t.Context(), time.Minute, 1000)
	p.fine(err)
	for _, n := range list {
		if n.Kind == "one-time-code" && n.Channel != "in-site" {
			code = n.Args["code"]
		}
		p.fine(p.Cases.NoticeDone(p.t.Context(), n, nil, false))
	}
	return code
}

func form1(pairs ...string) url.Values {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return v
}

func (a answer) leads(to string) answer {
	a.t.Helper()
	if got := a.want(http.StatusSeeOther).header.Get("Location"); got != to {
		a.t.Fatalf("%s leads to %s, want %s", a.asked, got, to)
	}
	return a
}

// signedIn signs a browser in by pages.
func (p *testPortal) signedIn(phone string) *client {
	p.t.Helper()
	c := p.anybody()
	c.post("/login", form1("phone", phone)).leads("/code")
	c.post("/code", form1("code", p.codeSent())).leads("/me")
	return c
}

func TestSigningInByPages(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	c.call("GET", "/me", nil).leads("/login")
	p.says(c.page("/login"), "用手机或邮箱登录", "不登录也都能办", "从来不用登录")
	p.says(plain(c.post("/login", form1("phone", "123")).want(http.StatusUnprocessableEntity)), "错误：用手机或邮箱登录", "手机号码应为11位数字")
	p.says(plain(c.post("/login", form1("by", "email", "email", "x")).want(http.StatusUnprocessableEntity)), "邮箱应像")
	c.post("/login", form1("phone", "１３８ 0000-1234")).leads("/code")
	code := p.codeSent()
	page := c.call("GET", "/code", nil).want(http.StatusOK)
	p.says(string(page.body), `autocomplete="one-time-code"`, `inputmode="numeric"`)
	p.says(plain(page), "15分钟内有效", "没收到验证码？", "重新发送")
	if strings.Contains(string(page.body), "00001234") || strings.Contains(string(page.body), "****") {
		t.Error("the page reveals the number")
	}
	wrong := "111111"
	if wrong == code {
		wrong = "222222"
	}
	p.says(plain(c.post("/code", form1("code", wrong)).want(http.StatusUnprocessableEntity)), "错误：请输入验证码", "验证码不对", "还可以试4次")
	p.says(plain(c.post("/code", form1("code", "12")).want(http.StatusUnprocessableEntity)), "6位数字")
	p.clock.Advance(16 * time.Minute)
	p.says(plain(c.post("/code", form1("code", code)).want(http.StatusUnprocessableEntity)), "验证码过期了")
	c.post("/code/again", nil).leads("/code?done=again")
	p.says(c.page("/code?done=again"), "又发了一条")
	fresh := p.codeSent()
	in := c.post("/code", form1("code", " "+fresh[:3]+"-"+fresh[3:])).leads("/me")
	if cookie := strings.Join(in.header.Values("Set-Cookie"), ";"); !strings.Contains(cookie, "citizen=") || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Lax") {
		t.Errorf("cookies %s", cookie)
	}
	p.says(c.page("/me"), "已登录：138****1234", "怎样通知您")
	c.call("GET", "/login", nil).leads("/me")
	c.call("GET", "/code", nil).leads("/login?done=ask_gone")
	other := p.signedIn(ownMobile)
	c.post("/me/leave", form1("do", "everywhere")).leads("/login?done=left")
	other.call("GET", "/me", nil).leads("/login?done=ended")
	p.says(other.page("/login?done=ended"), "填好的内容还在")
}

func TestTheSessionCookieOverHTTPS(t *testing.T) {
	p := newTestServer(t, func(o *Options) { o.Settings.BaseURL = "https://petition.example.org" })
	c := p.anybody()
	c.post("/login", form1("phone", ownMobile)).leads("/code")
	in := c.post("/code", form1("code", p.codeSent()))
	cookie := strings.Join(in.header.Values("Set-Cookie"), "\n")
	if !regexp.MustCompile(`(?m)^__Host-citizen=[^;]+; Path=/; HttpOnly; Secure; SameSite=Lax$`).MatchString(cookie) {
		t.Errorf("cookies %s", cookie)
	}
}

// Known and unknown addresses are answered alike, byte for byte (safeguard A14).
func TestNobodyLearnsWhoHasAnAccount(t *testing.T) {
	p := newTestServer(t)
	p.signedIn(ownMobile)
	f := p.anybody().file()
	seen := func(path string, fields url.Values) string {
		c := p.anybody()
		a := c.post(path, fields)
		page := c.call("GET", "/code", nil)
		wrong := c.post("/code", form1("code", "000001"))
		return a.header.Get("Location") + string(page.body) + string(wrong.body)
	}
	if seen("/login", form1("phone", ownMobile)) != seen("/login", form1("phone", "13700009999")) {
		t.Error("signing in tells who has an account")
	}
	fits := seen("/new-code", form1("number", f.Number, "phone", ownMobile))
	for _, fields := range []url.Values{form1("number", f.Number, "phone", "13700009999"), form1("number", petition.NewNumber(), "phone", ownMobile)} {
		if seen("/new-code", fields) != fits {
			t.Error("a new code tells whose petition it is")
		}
	}
}

func TestMyPage(t *testing.T) {
	p := newTestServer(t)
	f := p.anybody().file()
	c := p.signedIn(ownMobile)
	p.says(c.page("/me"), "这里还没有")
	p.says(plain(c.post("/me/add", form1("number", petition.NewNumber())).want(http.StatusUnprocessableEntity)), "没能加上")
	c.post("/me/add", form1("number", f.Number)).leads("/me?done=added")
	p.says(c.page("/me?done=added"), "已经加上", "已收到，正在登记", "还剩", petition.GroupNumber(f.Number))
	c.post("/me/open", form1("number", f.Number)).leads("/case/" + f.Number)
	p.says(c.page("/case/"+f.Number), "您现在可以做")
	c.post("/me/open", form1("number", petition.NewNumber())).want(http.StatusNotFound)
	c.post("/me/notices", form1("has-phone", "1", "lang-phone", "en")).leads("/me?done=notices")
	if body := string(c.call("GET", "/me", nil).body); strings.Contains(body, `name="on-phone" value="1" checked`) {
		t.Error("notices stayed on")
	}
	c.post("/me/remove", form1("number", f.Number)).leads("/me?done=removed")
	p.says(c.page("/me"), "这里还没有")
	p.says(c.page("/me/close"), "要关闭账户吗", "照常办理")
	c.post("/me/close", nil).leads("/login?done=closed")
	c.call("GET", "/me", nil).leads("/login")
}

func TestADraftFollowsTheAccountToAnotherDevice(t *testing.T) {
	p := newTestServer(t)
	c := p.signedIn(ownMobile)
	c.post("/file", form1("do", "new"))
	c.fill("kind", "other", "kind", "claim")
	c.fill("other", "place", "other", "none")
	c.fill("place", "place", "place", "990101", "spot", "丙路工地")
	c.fill("place", "title", "place", "990101", "place", "", "spot", "丙路工地")
	c.fill("title", "story", "title", "某工地拖欠12名工人工资")
	p.says(c.page("/me"), "这台设备上有一份没填完的", "填到第5步")
	c.post("/me/draft", form1("do", "keep")).leads("/me?done=draft_kept")
	c.post("/me/leave", form1("do", "this"))
	if c.cookies[draftCookie] != nil {
		t.Error("the draft stayed on the device that was left")
	}

	other := p.signedIn(ownMobile)
	page := string(other.call("GET", "/me", nil).body)
	id := regexp.MustCompile(`name="id" value="([0-9a-f]+)"`).FindStringSubmatch(page)
	if id == nil {
		t.Fatalf("no draft: %.800s", page)
	}
	other.post("/me/draft", form1("do", "resume", "id", id[1])).leads("/file/story")
	p.says(string(other.call("GET", "/file/title", nil).body), "某工地拖欠12名工人工资")
	stranger := p.signedIn("13700009999")
	stranger.post("/me/draft", form1("do", "resume", "id", id[1])).leads("/me?done=draft_gone")

	// Left in the middle of changing an answer, it is resumed there and not at the end.
	other.fill("kind", "other", "kind", "claim")
	other.post("/me/draft", form1("do", "resume", "id", id[1])).leads("/file/other")
	other.post("/me/draft", form1("do", "forget", "id", id[1])).leads("/me?done=draft_forgotten")
	p.says(other.page("/me"), "没有没填完的")
}

func TestFilingWhileSignedInIsListed(t *testing.T) {
	p := newTestServer(t)
	c := p.signedIn(ownMobile)
	f := c.submitted()
	p.says(c.page("/me"), petition.GroupNumber(f.Number), "没有没填完的")
}

func TestANewQueryCodeByPages(t *testing.T) {
	p := newTestServer(t)
	f := p.anybody().file()
	p.codeSent()
	c := p.anybody()
	p.says(c.page("/new-code"), "换一个新的查询码", "没有登记过手机或邮箱")
	p.says(plain(c.post("/new-code", form1("number", "1", "phone", "1")).want(http.StatusUnprocessableEntity)), "编号应是12位", "手机号码应为11位")
	c.post("/new-code", form1("number", f.Number, "phone", ownMobile)).leads("/code")
	c.post("/code", form1("code", p.codeSent())).leads("/new-code/done")
	page := string(c.call("GET", "/new-code/done", nil).want(http.StatusOK).body)
	code := regexp.MustCompile(`id="code">(.*?)</span></span>`).FindStringSubmatch(page)
	if code == nil {
		t.Fatalf("no code: %.800s", page)
	}
	fresh := receipt{f.Number, tags.ReplaceAllString(code[1], "")}
	c.call("POST", filings+"/"+f.Number+"/open", map[string]string{"code": f.Code}).problem(404)
	p.says(string(c.call("POST", filings+"/"+f.Number+"/open", map[string]string{"code": fresh.Code}).want(200).body), "new-code")
	p.anybody().call("GET", "/new-code/done", nil).leads("/new-code")
	p.clock.Advance(31 * time.Minute)
	c.call("GET", "/new-code/done", nil).leads("/new-code")
}

// counter files as a clerk does, so that the petitioner's code was seen.
func (p *testPortal) counter() receipt {
	p.t.Helper()
	filed, err := p.Cases.File(p.t.Context(), casework.Filing{Role: petition.Citizen, Actor: petition.Actor{Roles: []petition.Role{petition.Citizen}},
		Person: identity.Person{Name: "张某某", Phone: ownMobile, Lang: "zh-CN"},
		Filing: petition.Filing{Channel: petition.Visit, Kind: petition.Claim, Title: "某工地拖欠12名工人3个月工资", Place: "990101",
			Narrative: "我们12个人在丙路的工地干活，一直没有拿到钱。", Requests: []petition.Request{{No: 1, Text: "支付拖欠的工资"}}}})
	p.fine(err)
	return receipt{filed.Number, filed.Code}
}

func TestAnActAfterACounterAsksForACode(t *testing.T) {
	p := newTestServer(t)
	f := p.counter()
	c := p.anybody()
	c.post("/track", form1("number", f.Number, "code", f.Code)).leads("/case/" + f.Number)
	path := "/case/" + f.Number + "/withdraw"
	p.says(c.page(path), "请先证明是您本人", "发验证码")
	p.says(plain(c.post(path, form1("prove", "send")).want(http.StatusOK)), "验证码已发到登记的手机或邮箱")
	p.says(plain(c.post(path, form1("prove", "enter", "otp", "1")).want(http.StatusUnprocessableEntity)), "6位数字")
	c.post(path, form1("prove", "enter", "otp", p.codeSent())).leads(path)
	p.says(c.page(path), "撤回")

	// The quarter of an hour ran out while the reasons were typed: they are carried through the code.
	p.clock.Advance(16 * time.Minute)
	fields := form1("why", "solved", "text", "已经给我解决了", "do", "sure")
	asked := string(c.post(path, fields).want(http.StatusOK).body)
	p.says(asked, `name="text" value="已经给我解决了"`, `name="do" value="sure"`)
	fields.Set("prove", "enter")
	fields.Set("otp", p.codeSent())
	c.post(path, fields).leads("/case/" + f.Number + "?done=withdraw")
	c.page("/case/" + f.Number + "/remind") // gives up nothing
}

func TestAnActByTheAPIAfterACounter(t *testing.T) {
	p := newTestServer(t)
	f := p.counter()
	c, path := p.anybody(), filings+"/"+f.Number
	in := map[string]string{"code": f.Code}
	if code := c.call("POST", path+"/withdraw", in).problem(401).Code; code != "second-factor" {
		t.Errorf("told %s", code)
	}
	c.call("POST", path+"/one-time-code", map[string]string{"code": petition.NewCode()}).problem(404)
	c.call("POST", path+"/one-time-code", in).want(202)
	if got := c.call("POST", path+"/withdraw", in, "One-Time-Code", "12").problem(422).Fields; got["otp"] == "" {
		t.Errorf("fields %v", got)
	}
	c.call("POST", path+"/withdraw", in, "One-Time-Code", p.codeSent()).want(200)
}

func TestAnAccountByTheAPI(t *testing.T) {
	p := newTestServer(t)
	f := p.anybody().file()
	p.codeSent()
	c := p.anybody()
	c.call("GET", "/api/v1/me", nil).problem(401)
	c.call("POST", "/api/v1/me/code", map[string]string{"phone": "1"}).problem(422)
	ask := c.call("POST", "/api/v1/me/code", map[string]string{"phone": ownMobile}).want(202).object()["ask"]
	code := p.codeSent()
	c.call("POST", filings+"/"+f.Number+"/new-code/confirm", map[string]any{"ask": ask, "otp": code}).problem(404) // asked for something else
	if got := c.call("POST", "/api/v1/me/session", map[string]any{"ask": ask, "otp": "1"}).problem(422).Fields; got["otp"] == "" {
		t.Errorf("fields %v", got)
	}
	c.call("POST", "/api/v1/me/session", map[string]any{"ask": ask, "otp": code}).want(204)
	c.call("POST", "/api/v1/me/petitions", map[string]string{"number": petition.NewNumber()}).problem(404)
	c.call("POST", "/api/v1/me/petitions", map[string]string{"number": f.Number}).want(204)
	me := c.call("GET", "/api/v1/me", nil).want(200).object()
	if list := me["petitions"].([]any); len(list) != 1 || list[0].(map[string]any)["number"] != f.Number {
		t.Errorf("me: %v", me)
	}
	// Signed in, the code may be left out.
	c.call("POST", filings+"/"+f.Number+"/open", map[string]string{"code": ""}).want(200)
	c.call("POST", filings+"/"+f.Number+"/remind", map[string]string{"code": ""}).want(200)
	c.call("POST", filings+"/"+f.Number+"/documents/receipt", map[string]string{"code": ""}).want(200)
	p.anybody().call("POST", filings+"/"+f.Number+"/open", map[string]string{"code": ""}).problem(404)
	c.call("PUT", "/api/v1/me/notices", map[string]any{"field": "fax", "on": true, "lang": "en"}).problem(422)
	c.call("PUT", "/api/v1/me/notices", map[string]any{"field": "phone", "on": false, "lang": "en"}).want(204)

	asked := c.call("POST", filings+"/"+f.Number+"/new-code", map[string]string{"phone": ownMobile}).want(202).object()["ask"]
	got := c.call("POST", filings+"/"+f.Number+"/new-code/confirm", map[string]any{"ask": asked, "otp": p.codeSent()}).want(200).object()
	p.anybody().call("POST", filings+"/"+f.Number+"/open", map[string]any{"code": got["code"]}).want(200)

	c.call("DELETE", "/api/v1/me/petitions/"+f.Number, nil).want(204)
	c.call("DELETE", "/api/v1/me/session?everywhere=true", nil).want(204)
	c.call("GET", "/api/v1/me", nil).problem(401)
	c.call("DELETE", "/api/v1/me", nil).problem(401)
}

func TestTooManyCodesAreToldAtTheField(t *testing.T) {
	p := newTestServer(t)
	p.Cases.Unlimited = false
	c := p.anybody()
	for range 3 {
		c.post("/login", form1("phone", ownMobile)).leads("/code")
	}
	a := c.post("/login", form1("phone", ownMobile)).want(http.StatusTooManyRequests)
	p.says(plain(a), "发得太多了", "分钟后再要")
	if a.header.Get("Retry-After") == "" {
		t.Error("no Retry-After")
	}
	p.says(plain(c.post("/code/again", nil).want(http.StatusTooManyRequests)), "发得太多了")
	c.call("POST", "/api/v1/me/code", map[string]string{"phone": ownMobile}).problem(429)
}

// Links and the way back from a provider come from the configured address, whatever Host says.
func TestTheHostHeaderLeadsNowhere(t *testing.T) {
	provider, err := identity.NewProvider(identity.ProviderSettings{Issuer: "http://127.0.0.1:1", ClientID: "x", RedirectURL: "https://real.example.org" + ProviderCallback}, nil)
	if err != nil {
		t.Fatal(err)
	}
	p := newTestServer(t, func(o *Options) { o.Provider = provider; o.Settings.OIDC.Name.Zh = "统一身份认证" })
	c := p.anybody()
	p.says(c.page("/login"), "统一身份认证")
	c.call("GET", "/login/identity", nil, "Host", "evil.example", "X-Forwarded-Host", "evil.example").leads("/login?done=provider_away")
	p.says(c.page("/login?done=provider_away"), "现在连不上")
	c.call("GET", ProviderCallback+"?state=x&code=y", nil).leads("/login?done=provider_doubt")
	without := newTestServer(t).anybody()
	without.call("GET", "/login/identity", nil).want(http.StatusNotFound)
	if strings.Contains(without.page("/login"), "统一身份认证") {
		t.Error("a button without a provider")
	}
}
