package web

import (
	"bytes"
	"encoding/json"
	"fmt"
	"io"
	"log/slog"
	"mime/multipart"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sunlit/config"
	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/evidence"
	"sunlit/internal/identity"
	"sunlit/internal/ledger"
	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// testNow is where a test portal's clock stands: a Tuesday in Shanghai.
var testNow = time.Date(2026, 11, 24, 10, 0, 0, 0, clock.Shanghai)

// testPortal is the whole server over the demo's world on SQLite: logins, units, categories and
// places, but no petition. Limits are off, and its clock stands until it is moved.
type testPortal struct {
	*Server
	t     testing.TB
	store *store.Store
	clock *clock.Manual
}

// newTestServer builds a portal in demo mode; change alters the options before it opens.
func newTestServer(t testing.TB, change ...func(*Options)) *testPortal {
	t.Helper()
	return newTestServerOn(t, storetest.SQLite(t), change...)
}

// newTestServerOn is newTestServer on a store of the test's choice.
func newTestServerOn(t testing.TB, on *store.Store, change ...func(*Options)) *testPortal {
	t.Helper()
	dir := t.TempDir()
	p := &testPortal{t: t, store: on, clock: clock.NewManual(testNow)}
	settings, err := config.Load([]string{"SUNLIT_DEMO=true", "SUNLIT_LIMITS=off", "SUNLIT_DATA=" + dir})
	p.fine(err)
	keys, err := identity.LoadKeys(filepath.Join(dir, "keys.json"), true)
	p.fine(err)
	blobs, err := evidence.OpenBlobs("file:" + filepath.Join(dir, "evidence"))
	p.fine(err)
	intake, err := evidence.NewIntake(evidence.Options{Blobs: blobs})
	p.fine(err)
	accounts := identity.NewAccounts(p.store, keys, identity.Options{Demo: true})
	cases := &casework.Cases{Store: p.store, Keys: keys, Blobs: blobs, Intake: intake, Dir: p.world(settings, accounts), Clock: p.clock,
		BaseURL: settings.BaseURL, Phone: settings.Site.Phone, Log: slog.New(slog.DiscardHandler), Unlimited: !settings.Limits}
	cases.LogKey, err = ledger.NewKey("127.0.0.1:8080/log", keys.LogSeed())
	p.fine(err)
	p.setLaw(cases, settings)
	o := Options{Settings: settings, Cases: cases, Accounts: accounts, Clock: p.clock, Manual: p.clock, Log: slog.New(slog.DiscardHandler)}
	for _, c := range change {
		c(&o)
	}
	p.Server, err = New(o)
	p.fine(err)
	return p
}

// world seeds the demo's units and logins and answers the directory.
func (p *testPortal) world(settings config.Settings, accounts *identity.Accounts) *casework.Directory {
	p.t.Helper()
	world, err := settings.DemoWorld()
	p.fine(err)
	d := identity.Demo{Password: config.DemoPassword}
	for _, u := range world.Units {
		d.Units = append(d.Units, identity.Unit{Code: u.Code, NameZH: u.Name.Zh, NameEN: u.Name.En, Short: u.Short, Kind: u.Kind, Parent: u.Parent,
			Phone: u.Phone, Address: u.Address.Zh, Active: true})
	}
	for _, l := range world.Logins {
		login := identity.DemoLogin{Login: l.Login, Name: l.Name, Unit: l.Unit}
		for _, r := range l.Roles {
			login.Roles = append(login.Roles, petition.Role(r))
		}
		d.Logins = append(d.Logins, login)
	}
	_, err = accounts.SeedDemo(p.t.Context(), d)
	p.fine(err)
	categories, err := settings.Categories()
	p.fine(err)
	var cats, places []casework.Node
	for _, c := range categories {
		cats = append(cats, casework.Node{Code: c.Code, NameZH: c.Zh, NameEN: c.En, Parent: c.Parent()})
	}
	for _, pl := range world.Places {
		places = append(places, casework.Node{Code: pl.Code, NameZH: pl.Zh, NameEN: pl.En, Parent: pl.Parent})
	}
	return casework.NewDirectory(d.Units, cats, places)
}

func (p *testPortal) setLaw(cases *casework.Cases, settings config.Settings) {
	p.t.Helper()
	text, err := settings.File("rules.yaml")
	p.fine(err)
	rules, err := petition.ParseRules(text)
	p.fine(err)
	text, err = settings.File("calendar.yaml")
	p.fine(err)
	calendar, err := clock.ParseCalendar(text)
	p.fine(err)
	cases.SetLaw(&petition.Law{Rules: rules, Calendar: calendar})
}

func (p *testPortal) fine(err error) {
	p.t.Helper()
	if err != nil {
		p.t.Fatal(err)
	}
}

// pass moves the clock on by days.
func (p *testPortal) pass(days int) { p.clock.Advance(time.Duration(days) * 24 * time.Hour) }

// client is one browser or program: it keeps cookies and asks in a language.
type client struct {
	p       *testPortal
	cookies map[string]*http.Cookie
	lang    string
}

// anybody is a client that nobody knows yet.
func (p *testPortal) anybody() *client {
	return &client{p: p, cookies: map[string]*http.Cookie{}, lang: "zh-CN"}
}

// as is a client signed in under a demo login.
func (p *testPortal) as(login string) *client {
	p.t.Helper()
	c := p.anybody()
	c.call("POST", "/api/v1/session", map[string]string{"login": login, "password": config.DemoPassword}).want(http.StatusNoContent)
	return c
}

// answer is what came back.
type answer struct {
	t      testing.TB
	asked  string
	status int
	header http.Header
	body   []byte
}

// call sends a request: in is nothing (nil), bytes or a text as they are, or else JSON. Headers
// are pairs of name and value.
func (c *client) call(method, path string, in any, headers ...string) answer {
	c.p.t.Helper()
	var body io.Reader
	kind := ""
	switch v := in.(type) {
	case nil:
	case string:
		body, kind = strings.NewReader(v), "application/json"
	case []byte:
		body, kind = bytes.NewReader(v), "application/json"
	default:
		raw, err := json.Marshal(v)
		c.p.fine(err)
		body, kind = bytes.NewReader(raw), "application/json"
	}
	r := httptest.NewRequestWithContext(c.p.t.Context(), method, path, body)
	if kind != "" {
		r.Header.Set("Content-Type", kind)
	}
	r.Header.Set("Accept-Language", c.lang)
	for i := 0; i+1 < len(headers); i += 2 {
		r.Header.Set(headers[i], headers[i+1])
	}
	return c.send(r)
}

// send sends a request with the cookies and keeps those that come back.
func (c *client) send(r *http.Request) answer {
	c.p.t.Helper()
	for _, cookie := range c.cookies {
		r.AddCookie(cookie)
	}
	w := httptest.NewRecorder()
	c.p.ServeHTTP(w, r)
	checkAnswer(c.p.t, r, w.Code, w.Header(), w.Body.Bytes())
	result := w.Result()
	for _, cookie := range result.Cookies() {
		if cookie.MaxAge < 0 || !cookie.Expires.IsZero() && cookie.Expires.Year() < 2000 {
			delete(c.cookies, cookie.Name)
		} else {
			c.cookies[cookie.Name] = &http.Cookie{Name: cookie.Name, Value: cookie.Value}
		}
	}
	return answer{t: c.p.t, asked: r.Method + " " + r.URL.Path, status: w.Code, header: result.Header, body: w.Body.Bytes()}
}

// want ends the test unless the status is this one.
func (a answer) want(status int) answer {
	a.t.Helper()
	if a.status != status {
		a.t.Fatalf("%s: got %d, want %d: %.600s", a.asked, a.status, status, a.body)
	}
	return a
}

// into reads the JSON of an answer.
func (a answer) into(v any) {
	a.t.Helper()
	if err := json.Unmarshal(a.body, v); err != nil {
		a.t.Fatalf("%s: %v: %.300s", a.asked, err, a.body)
	}
}

// object is the answer as a JSON object.
func (a answer) object() map[string]any {
	a.t.Helper()
	var m map[string]any
	a.into(&m)
	return m
}

// problem is the answer as a problem document with this status.
func (a answer) problem(status int) problem {
	a.t.Helper()
	a.want(status)
	if kind := a.header.Get("Content-Type"); !strings.HasPrefix(kind, "application/problem+json") {
		a.t.Fatalf("%s: a problem of type %q", a.asked, kind)
	}
	var p problem
	a.into(&p)
	if p.Status != status || p.Title == "" || p.Type != "/problems/"+p.Code {
		a.t.Fatalf("%s: the problem document is incomplete: %s", a.asked, a.body)
	}
	return p
}

// claim is the body of a filing; change alters it.
func claim(change ...func(map[string]any)) map[string]any {
	m := map[string]any{"kind": "claim", "title": "某工地拖欠12名工人3个月工资", "place": "990101", "publish": false, "pledge": true,
		"narrative":  "我们12个人今年6月到8月在丙路的工地干活，说好每天300元，8月底完工后一直没有拿到钱。",
		"requests":   []string{"支付拖欠的工资280,800元", "支付晚发工资的赔偿金"},
		"petitioner": map[string]any{"name": "张某某", "phone": "13800001234"}}
	for _, c := range change {
		c(m)
	}
	return m
}

var keysUsed int // Idempotency-Keys given out so far

// receipt is what a filing was answered.
type receipt struct{ Number, Code string }

// file files a claim with a key of its own.
func (c *client) file(change ...func(map[string]any)) receipt {
	c.p.t.Helper()
	keysUsed++
	var f receipt
	c.call("POST", "/api/v1/petitions", claim(change...), "Idempotency-Key", fmt.Sprintf("test-key-%08d", keysUsed)).want(http.StatusCreated).into(&f)
	return f
}

// upload sends one file and answers its uploadId.
func (c *client) upload(name string, content []byte) string {
	c.p.t.Helper()
	var up struct{ UploadID string }
	c.multipart("/api/v1/evidence", "file", name, content).want(http.StatusCreated).into(&up)
	return up.UploadID
}

func (c *client) multipart(path, field, name string, content []byte) answer {
	c.p.t.Helper()
	var b bytes.Buffer
	w := multipart.NewWriter(&b)
	part, err := w.CreateFormFile(field, name)
	c.p.fine(err)
	_, err = part.Write(content)
	c.p.fine(err)
	c.p.fine(w.Close())
	return c.call("POST", path, b.Bytes(), "Content-Type", w.FormDataContentType())
}

// open is the petitioner's view.
func (c *client) open(f receipt) map[string]any {
	c.p.t.Helper()
	return c.call("POST", "/api/v1/petitions/"+f.Number+"/open", map[string]string{"code": f.Code}).want(http.StatusOK).object()
}

// version is the petition's as this official sees it.
func (c *client) version(number string) int {
	c.p.t.Helper()
	var v struct{ Version int }
	c.call("GET", "/api/v1/desk/petitions/"+number, nil).want(http.StatusOK).into(&v)
	return v.Version
}

// try does an official's verb on the version he sees now.
func (c *client) try(number, action string, fields map[string]any) answer {
	c.p.t.Helper()
	in := map[string]any{"version": c.version(number)}
	for name, v := range fields {
		in[name] = v
	}
	return c.call("POST", "/api/v1/desk/petitions/"+number+"/"+action, in)
}

// act is try that must succeed; it answers the new view.
func (c *client) act(number, action string, fields map[string]any) map[string]any {
	c.p.t.Helper()
	return c.try(number, action, fields).want(http.StatusOK).object()
}

// accepted files a claim and carries it on until unit-a has accepted it.
func (p *testPortal) accepted(change ...func(map[string]any)) receipt {
	p.t.Helper()
	f := p.anybody().file(change...)
	registrar := p.as("registrar")
	registrar.act(f.Number, "register", map[string]any{"kind": "claim", "category": "other", "place": "990101"})
	registrar.act(f.Number, "forward", map[string]any{"unit": "unit-a"})
	p.as("handler-a").act(f.Number, "accept", map[string]any{"procedure": "ordinary"})
	return f
}

// replied carries a claim on until its answer is issued.
func (p *testPortal) replied(change ...func(map[string]any)) receipt {
	p.t.Helper()
	f := p.accepted(change...)
	p.as("handler-a").act(f.Number, "draft", map[string]any{"items": testItems()})
	p.as("head-a").act(f.Number, "approve", nil)
	return f
}

// testItems answer the two requests of the usual claim.
func testItems() []map[string]any {
	return []map[string]any{
		{"request": 1, "plain": "公司欠12人280,800元，必须付清。", "facts": "考勤表、工资表都对得上。", "basis": "《劳动合同法》第30条", "decision": "support",
			"measure": "280,800元打到12人的工资卡。", "by": "2027-02-03"},
		{"request": 2, "plain": "公司按时付清，就不用另付赔偿金。", "facts": "已责令限期支付。", "basis": "《劳动合同法》第85条", "decision": "explain"},
	}
}
