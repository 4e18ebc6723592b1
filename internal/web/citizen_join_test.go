package web

import (
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"
)

// Everybody signs a joint petition himself, with a code of his own; the unit sees a head count.
func TestJointPetitionIsSignedByEachWithHisOwnCode(t *testing.T) {
	p := newTestServer(t)
	f := p.anybody().file(func(m map[string]any) {
		m["joint"] = map[string]any{"people": 4, "representatives": []map[string]any{{"name": "张某某", "phone": "13800000001"}, {"name": "李某某"}}}
	})
	codes, err := p.Cases.JoinCodes(t.Context(), f.Number, 0)
	p.fine(err)
	if len(codes) != 3 {
		t.Fatalf("%d codes for 4 people", len(codes))
	}
	path := "/join/" + f.Number
	signer := p.anybody()
	form := func(fields ...string) answer { return signer.answers(path, fields...) }
	if got := form("do", "open", "code", "0000-0000"); got.status != http.StatusUnprocessableEntity || !strings.Contains(string(got.body), "确认码对不上") {
		t.Errorf("a wrong code: %d", got.status)
	}
	if got := form("do", "open", "code", strings.ToLower(codes[0].Code)); got.status != 200 || !strings.Contains(string(got.body), "已有1人确认，一共4人") {
		t.Errorf("opened: %d %.2000s", got.status, got.body)
	}
	if got := form("do", "sign", "code", codes[0].Code, "name", "王某某"); got.status != http.StatusUnprocessableEntity || !strings.Contains(string(got.body), "王某某") {
		t.Errorf("without a way to be reached: %d", got.status)
	}
	form("do", "sign", "code", codes[0].Code, "name", "王某某", "reach", "138 0000 0002", "own", "1").want(http.StatusSeeOther)
	if got := form("do", "sign", "code", codes[0].Code, "name", "王某某", "reach", "13800000002", "own", "1"); got.status != http.StatusConflict {
		t.Errorf("signed twice: %d", got.status)
	}
	desk := p.as("registrar")
	raw := desk.call("GET", "/api/v1/desk/petitions/"+f.Number, nil).want(200)
	heads := raw.object()["cameBy"].(map[string]any)["heads"].(map[string]any)
	if heads["people"] != 4.0 || heads["confirmed"] != 2.0 || heads["representatives"] != 2.0 {
		t.Errorf("the desk sees %v", heads)
	}
	if strings.Contains(string(raw.body), "王某某") || strings.Contains(string(raw.body), "李某某") {
		t.Error("the desk sees names")
	}
	seen := desk.call("POST", "/api/v1/desk/petitions/"+f.Number+"/reveal", map[string]string{"reason": "联系代表"}).want(200)
	if !strings.Contains(string(seen.body), "李某某") || strings.Contains(string(seen.body), "王某某") {
		t.Errorf("revealed: %s", seen.body)
	}
	form("do", "undo", "code", codes[0].Code).want(http.StatusSeeOther)
	heads = desk.call("GET", "/api/v1/desk/petitions/"+f.Number, nil).want(200).object()["cameBy"].(map[string]any)["heads"].(map[string]any)
	if heads["confirmed"] != 1.0 {
		t.Errorf("after it was taken back: %v", heads)
	}
	form("do", "sign", "code", codes[0].Code, "name", "王某某", "reach", "乙街1号", "own", "1").want(http.StatusSeeOther)
}

// The contact screen asks only what was chosen, and a sixth representative is told the limit.
func TestContactScreenOfSeveralAndOfAnAgent(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	c.call("GET", "/file", nil).want(200)
	c.answers("/file")
	got := c.answers("/file/contact", "name", "张某某", "phone", "13800001234", "who", "many", "people", "12", "reps", "赵一 13800000001\n钱二\n孙三\n李四\n周五\n吴六")
	if got.status != http.StatusUnprocessableEntity || !strings.Contains(string(got.body), "联系代表最多5人，您写了6人") {
		t.Errorf("six representatives: %d", got.status)
	}
	c.answers("/file/contact", "name", "张某某", "phone", "13800001234", "who", "many", "people", "12", "reps", "赵一 13800000001、钱二").want(http.StatusSeeOther)
	if got := c.answers("/file/contact", "name", "甲公司", "phone", "13800001234", "who", "organisation"); got.status != http.StatusUnprocessableEntity || !strings.Contains(string(got.body), "请填写联系人姓名") {
		t.Errorf("an organisation without a contact: %d", got.status)
	}
	got = c.answers("/file/contact", "name", "张老太", "address", "乙街1号", "agent", "1", "agent_name", "", "notify", "agent")
	page := string(got.body)
	if got.status != http.StatusUnprocessableEntity || !regexp.MustCompile(`href="#agent_name"`).MatchString(page) || !strings.Contains(page, `href="#agent_phone"`) {
		t.Errorf("an agent without a name: %d", got.status)
	}
	c.answers("/file/contact", "name", "张老太", "address", "乙街1号", "agent", "1", "agent_name", "张小满", "agent_phone", "13800001234", "relation", "女儿", "notify", "agent").want(http.StatusSeeOther)
	check := string(c.call("GET", "/file/check", nil).want(200).body)
	for _, told := range []string{"张老太", "张小满", "代办人的手机", "委托书之后再补"} {
		if !strings.Contains(check, told) {
			t.Errorf("the check page does not tell %s", told)
		}
	}
}

// answers posts a form of names and values.
func (c *client) answers(path string, pairs ...string) answer {
	v := url.Values{}
	for i := 0; i+1 < len(pairs); i += 2 {
		v.Add(pairs[i], pairs[i+1])
	}
	return c.post(path, v)
}
