package web

import (
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"sunlit/internal/petition"
)

func TestSessions(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	const path = "/api/v1/session"
	wrong := c.call("POST", path, map[string]string{"login": "registrar", "password": "wrong"}).problem(401)
	nobody := c.call("POST", path, map[string]string{"login": "nobody", "password": "wrong"}).problem(401)
	if wrong.Code != "unauthenticated" || wrong.Title != nobody.Title {
		t.Errorf("told %+v and %+v", wrong, nobody)
	}
	c.call("POST", path, map[string]string{"user": "registrar"}).problem(400)
	for _, path := range []string{"me", "counts", "petitions"} {
		c.call("GET", "/api/v1/desk/"+path, nil).problem(401)
	}
	in := c.call("POST", path, map[string]string{"login": " Registrar ", "password": "sunlit-demo"}).want(204)
	cookie := in.header.Get("Set-Cookie")
	if !strings.HasPrefix(cookie, "sunlit=") || !strings.Contains(cookie, "HttpOnly") || !strings.Contains(cookie, "SameSite=Strict") || strings.Contains(cookie, "Secure") {
		t.Errorf("the cookie is %s", cookie)
	}
	me := c.call("GET", "/api/v1/desk/me", nil).want(200).object()
	if me["login"] != "registrar" || me["today"] != "2026-11-24" || me["demo"] != true || me["size"] != "standard" {
		t.Errorf("me: %v", me)
	}
	me = c.call("PUT", "/api/v1/desk/preferences", map[string]any{"size": "large", "keys": false, "lang": "en"}).want(200).object()
	if me["size"] != "large" || me["keys"] != false || me["lang"] != "en" || me["theme"] != "system" {
		t.Errorf("preferences: %v", me)
	}
	me = c.call("GET", "/api/v1/desk/me", nil).want(200).object()
	if me["size"] != "large" || me["lang"] != "en" {
		t.Errorf("preferences are not kept: %v", me)
	}
	c.call("PUT", "/api/v1/desk/preferences", map[string]any{"size": "huge"}).problem(422)
	c.call("PUT", "/api/v1/desk/password", map[string]string{"current": "wrong", "next": "green river eleven"}).problem(422)
	old := p.anybody()
	for name, v := range c.cookies {
		old.cookies[name] = v
	}
	c.call("DELETE", path, nil).want(204)
	old.call("GET", "/api/v1/desk/me", nil).problem(401) // ended on the server, not only in the browser
	c.call("DELETE", path, nil).want(204)
}

func TestSessionCookieOverHTTPS(t *testing.T) {
	p := newTestServer(t, func(o *Options) { o.Settings.BaseURL = "https://petition.example.org" })
	in := p.anybody().call("POST", "/api/v1/session", map[string]string{"login": "registrar", "password": "sunlit-demo"}).want(204)
	cookie := in.header.Get("Set-Cookie")
	if !strings.HasPrefix(cookie, "__Host-sunlit=") || !strings.Contains(cookie, "Secure") || !strings.Contains(cookie, "Path=/") || strings.Contains(cookie, "Domain") {
		t.Errorf("the cookie is %s", cookie)
	}
	if in.header.Get("Strict-Transport-Security") == "" {
		t.Error("no HSTS over https")
	}
}

func TestTheClockMovesInTheDemoAlone(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	f := c.file()
	c.call("POST", filings+"/"+f.Number+"/withdraw", map[string]any{"code": f.Code}).want(200)
	c.call("POST", "/demo/clock", map[string]string{"now": "2026-11-28T02:00:00Z"}).want(200)
	if stage := c.open(f)["stage"]; stage != "WITHDRAWN" { // what the clock owes is done at once
		t.Errorf("after four days: %v", stage)
	}
	c.call("POST", "/demo/clock", map[string]string{"now": "tomorrow"}).problem(422)
	real := newTestServer(t, func(o *Options) { o.Manual = nil })
	real.anybody().call("POST", "/demo/clock", map[string]string{"now": "2026-11-28T02:00:00Z"}).problem(404)
}

func TestOtherSitesSendNothing(t *testing.T) {
	p := newTestServer(t)
	c := p.as("registrar")
	for _, headers := range [][]string{{"Sec-Fetch-Site", "cross-site"}, {"Sec-Fetch-Site", "same-site"}, {"Origin", "https://evil.example"}} {
		c.call("POST", filings, claim(), append(headers, "Idempotency-Key", "from-elsewhere")...).problem(403)
		c.call("DELETE", "/api/v1/session", nil, headers...).problem(403)
	}
	c.call("GET", "/api/v1/desk/me", nil).want(200)
	a := c.call("GET", "/api/v1/desk/me", nil, "Sec-Fetch-Site", "cross-site").want(200)
	for name, value := range map[string]string{"X-Content-Type-Options": "nosniff", "Cache-Control": "no-store", "Referrer-Policy": "no-referrer", "Access-Control-Allow-Origin": ""} {
		if got := a.header.Get(name); got != value {
			t.Errorf("%s: %q", name, got)
		}
	}
	if !strings.Contains(a.header.Get("Content-Security-Policy"), "default-src 'none'") {
		t.Error("no content security policy")
	}
}

func TestTooManyRequestsSayWhenToComeBack(t *testing.T) {
	p := newTestServer(t, func(o *Options) { o.Settings.Limits = true })
	c := p.anybody()
	number := petition.NewNumber()
	for range lookup.burst {
		c.call("GET", filings+"/"+number, nil).problem(404)
	}
	a := c.call("GET", filings+"/"+number, nil)
	if told := a.problem(429); told.Code != "too-many" || told.RetryAfter < 1 || a.header.Get("Retry-After") == "" {
		t.Errorf("told %+v", told)
	}
	p.clock.Advance(2 * time.Second)
	c.call("GET", filings+"/"+number, nil).problem(404)
}

func TestNotReadySaysWhenToComeBack(t *testing.T) {
	p := newTestServer(t, func(o *Options) { o.Ready = func() error { return http.ErrServerClosed } })
	a := p.anybody().call("GET", "/readyz", nil)
	if told := a.problem(503); told.RetryAfter < 1 || strings.Contains(string(a.body), http.ErrServerClosed.Error()) {
		t.Errorf("told %+v", told)
	}
}

func TestUnknownErrorsShowAReference(t *testing.T) {
	p := newTestServer(t)
	p.fine(p.store.Close())
	r := httptest.NewRequestWithContext(t.Context(), "GET", "/api/v1/petitions/"+petition.NewNumber(), nil)
	w := httptest.NewRecorder()
	p.ServeHTTP(w, r)
	if w.Code < 500 || strings.Contains(w.Body.String(), "sql") {
		t.Errorf("%d %s", w.Code, w.Body)
	}
}
