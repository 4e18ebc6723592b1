package web

import (
	"net/http"
	"testing"
)

// A second way to sign in is added from the account, with a code to it.
func TestAMailboxIsAddedToAnAccount(t *testing.T) {
	p := newTestServer(t)
	c := p.signedIn("13800002222")
	p.says(c.page("/me"), "再加一个邮箱")
	p.says(plain(c.post("/me/contact", form1("email", "nobody")).want(http.StatusUnprocessableEntity)), "邮箱")
	c.post("/me/contact", form1("email", "zhang@example.org")).leads("/code")
	c.post("/code", form1("code", p.codeSent())).leads("/me?done=contact_added")
	p.says(c.page("/me"), "@example.org")

	other := p.anybody()
	other.post("/login", form1("by", "email", "email", "zhang@example.org")).leads("/code")
	other.post("/code", form1("code", p.codeSent())).leads("/me")
	p.says(other.page("/me"), "138****2222")

	third := p.signedIn("13800003333")
	third.post("/me/contact", form1("email", "zhang@example.org")).leads("/code")
	p.says(plain(third.post("/code", form1("code", p.codeSent())).want(http.StatusUnprocessableEntity)), "已有自己的登录")
}

func TestAContactIsAddedByTheAPI(t *testing.T) {
	p := newTestServer(t)
	p.anybody().call("POST", "/api/v1/me/contacts", map[string]any{"email": "li@example.org"}).problem(http.StatusUnauthorized)
	c := p.signedIn("13800002222")
	ask := c.call("POST", "/api/v1/me/contacts", map[string]any{"email": "li@example.org"}).want(http.StatusAccepted).object()["ask"]
	otp := p.codeSent()
	p.signedIn("13800003333").call("POST", "/api/v1/me/contacts/confirm", map[string]any{"ask": ask, "otp": otp}).problem(http.StatusNotFound)
	c.call("POST", "/api/v1/me/contacts/confirm", map[string]any{"ask": ask, "otp": otp}).want(http.StatusNoContent)
	if list := c.call("GET", "/api/v1/me", nil).want(http.StatusOK).object()["contacts"].([]any); len(list) != 2 {
		t.Errorf("the account has %v", list)
	}
}

// Where the office wants a one-time code for the full text, the query code alone opens nothing.
func TestTheFullTextMayNeedAOneTimeCode(t *testing.T) {
	p := newTestServer(t)
	f := p.anybody().file()
	p.Cases.FullTextOTP = true
	at := "/case/" + f.Number
	c := p.anybody()
	c.post("/track", form1("number", f.Number, "code", f.Code)).leads(at)
	for _, page := range []string{at, at + "/supplement", at + "/bundle"} {
		c.call("GET", page, nil).leads(at + "/unlock")
	}
	p.says(c.page(at+"/unlock"), "除了查询码", "发验证码")
	c.post(at+"/unlock", form1("prove", "send")).want(http.StatusOK)
	c.post(at+"/unlock", form1("prove", "enter", "otp", "000000")).want(http.StatusUnprocessableEntity)
	c.post(at+"/unlock", form1("prove", "send")).want(http.StatusOK)
	c.post(at+"/unlock", form1("prove", "enter", "otp", p.codeSent())).leads(at + "/unlock")
	c.call("GET", at+"/unlock", nil).leads(at)
	c.call("GET", at, nil).want(http.StatusOK)

	api, open := p.anybody(), "/api/v1/petitions/"+f.Number+"/open"
	code := map[string]any{"code": f.Code}
	api.call("POST", open, map[string]any{"code": "0000"}).problem(http.StatusNotFound)
	api.call("POST", open, code).problem(http.StatusUnauthorized)
	api.call("POST", "/api/v1/petitions/"+f.Number+"/documents/receipt", code).problem(http.StatusUnauthorized)
	api.call("POST", "/api/v1/petitions/"+f.Number+"/remind", code).problem(http.StatusUnauthorized)
	api.call("POST", "/api/v1/petitions/"+f.Number+"/one-time-code", code).want(http.StatusAccepted)
	api.call("POST", open, code, "One-Time-Code", p.codeSent()).want(http.StatusOK)
	api.call("POST", open, code).want(http.StatusOK)
}
