package web

import (
	"net/http"
	"net/url"
	"strings"
	"testing"
)

// Whoever was away too long gives the code again and finds what was written.
func TestAFormOfAClosedCaseKeepsWhatWasWritten(t *testing.T) {
	p := newTestServer(t)
	filed := p.anybody().submitted()
	c := p.anybody() // another telephone, or the same after 15 minutes
	path := "/case/" + filed.Number + "/message"
	words := url.Values{"once": {"a-word-of-its-own"}, "text": {"请问办到哪一步了？"}}
	a := c.post(path, words).want(http.StatusOK)
	p.says(plain(a), "请再填一次查询码")
	if body := string(a.body); !strings.Contains(body, `name="text" value="请问办到哪一步了？"`) || !strings.Contains(body, `value="a-word-of-its-own"`) {
		t.Errorf("the page does not keep what was written: %.2000s", body)
	}
	words.Set("code", "0000")
	p.says(plain(c.post(path, words).want(http.StatusUnprocessableEntity)), "编号和查询码对不上")
	words.Set("code", filed.Code)
	p.says(string(c.post(path, words).want(http.StatusOK).body), "请问办到哪一步了？</textarea>")
	words.Del("code")
	for range 2 { // the second is a double click
		c.post(path, words).want(http.StatusSeeOther)
	}
	if n := strings.Count(c.page("/case/"+filed.Number), "留言：请问办到哪一步了？"); n != 1 {
		t.Errorf("the message stands %d times", n)
	}
}

// Pressure is told on a page that can be left at once, and stays between the petitioner and who answers.
func TestPressureHasAWayOut(t *testing.T) {
	p := newTestServer(t)
	filed := p.anybody().submitted()
	c := p.anybody()
	c.post("/track", url.Values{"number": {filed.Number}, "code": {filed.Code}}).want(http.StatusSeeOther)
	p.says(c.page("/case/"+filed.Number+"/pressure"), "快速离开本页", "办理单位看不到您写的")
	out := c.call("GET", "/case/"+filed.Number+"/exit", nil).want(http.StatusSeeOther)
	if to := out.header.Get("Location"); strings.HasPrefix(to, "/") || to == "" {
		t.Errorf("the exit leads to %q", to)
	}
	c.call("GET", "/case/"+filed.Number+"/pressure", nil).want(http.StatusSeeOther) // the case is closed
}

// A choice that can be changed shows how it stands.
func TestConsentsShowWhatWasChosen(t *testing.T) {
	p := newTestServer(t)
	filed := p.anybody().submitted()
	c := p.anybody()
	c.post("/track", url.Values{"number": {filed.Number}, "code": {filed.Code}}).want(http.StatusSeeOther)
	at := "/case/" + filed.Number
	before := c.page(at + "/publish-consent")
	other, now := "yes", "可以公开"
	if strings.Contains(before, "您现在的选择：可以公开") {
		other, now = "no", "不公开"
	}
	c.post(at+"/publish-consent", url.Values{"publish": {other}}).want(http.StatusSeeOther)
	p.says(c.page(at+"/publish-consent"), "您现在的选择："+now)
	checked := func(page, id string) bool {
		body := string(c.call("GET", page, nil).want(http.StatusOK).body)
		i := strings.Index(body, `id="`+id+`"`)
		return i > 0 && strings.Contains(body[i:i+strings.Index(body[i:], ">")], "checked")
	}
	if checked(at+"/aid-consent", "legal-aid") {
		t.Error("consent is presumed")
	}
	c.post(at+"/aid-consent", url.Values{"legal-aid": {"yes"}, "hardship": {"no"}, "mediation": {"no"}}).want(http.StatusSeeOther)
	if !checked(at+"/aid-consent", "legal-aid") || checked(at+"/aid-consent", "mediation") {
		t.Error("the page does not show what was agreed")
	}
	p.says(c.page(at), "您同意把这件事转给：法律援助。")
}
