package web

import (
	"archive/zip"
	"bytes"
	"encoding/json"
	"encoding/xml"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sunlit/internal/casework"
)

// public lets a matter out that is answered, read and solved.
func (p *testPortal) public(change ...func(map[string]any)) receipt {
	p.t.Helper()
	f := p.replied(append(change, func(in map[string]any) { in["publish"] = true })...)
	c := p.anybody()
	paper := c.open(f)["answer"].(map[string]any)["id"].(string)
	c.call("POST", filings+"/"+f.Number+"/documents/"+paper, map[string]string{"code": f.Code}).want(200)
	c.call("POST", filings+"/"+f.Number+"/solved", map[string]any{"code": f.Code}).want(200)
	office := p.as("office")
	var v struct {
		Proposal json.RawMessage `json:"proposal"`
		Finds    []any           `json:"finds"`
	}
	p.fine(json.Unmarshal(office.call("GET", "/api/v1/desk/petitions/"+f.Number+"/publication", nil).want(200).body, &v))
	office.act(f.Number, "publish", map[string]any{"opening": v.Proposal, "confirmed": true})
	p.as("office-2").act(f.Number, "approve", nil)
	return f
}

func TestPublishedPagesComeFromMemoryUntilSomethingChanges(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	empty := c.call("GET", "/published", nil).want(200)
	p.says(plain(empty), "还没有公开的案例")
	f := p.public()
	first := c.call("GET", "/published", nil).want(200)
	p.says(plain(first), "逐项答复", "某工地拖欠12名工人3个月工资")
	etag := first.header.Get("ETag")
	if etag == "" || etag == empty.header.Get("ETag") {
		t.Errorf("marked %q after %q", etag, empty.header.Get("ETag"))
	}
	c.call("GET", "/published", nil, "If-None-Match", etag).want(http.StatusNotModified)
	if _, kept := p.answers.kept[""]; kept || len(p.answers.kept) == 0 {
		t.Error("nothing is kept")
	}

	matter := c.call("GET", "/published/"+f.Number, nil).want(200)
	p.says(plain(matter), "事实", "请求", "经过", "结果")
	data := regexp.MustCompile(`(?s)<script type="application/ld\+json">(.*?)</script>`).FindSubmatch(matter.body)
	var said map[string]any
	if data == nil || json.Unmarshal(data[1], &said) != nil || !strings.HasSuffix(said["url"].(string), f.Number) {
		t.Errorf("structured data: %s", data)
	}
	c.call("GET", "/published/"+strings.ToLower(f.Number), nil).want(http.StatusMovedPermanently)
	for _, path := range []string{"/published/feed.atom?unit=unit-a", "/sitemap.xml"} {
		a := c.call("GET", path, nil).want(200)
		if err := xml.Unmarshal(a.body, new(struct{ XMLName xml.Name })); err != nil || !strings.Contains(string(a.body), "/published/"+f.Number) {
			t.Errorf("%s: %v %s", path, err, a.body)
		}
	}
	if found := c.call("GET", "/api/v1/published?q="+url.QueryEscape("工地")+"&unit=unit-a&place=990100", nil).want(200).object()["items"].([]any); len(found) != 1 {
		t.Errorf("found %v", found)
	}
	c.call("GET", "/api/v1/published?cursor=x", nil).problem(422)
	c.call("GET", "/api/v1/published?from=x", nil).problem(422)

	p.as("office").act(f.Number, "unpublish", map[string]any{"reasons": "更正事实"})
	p.says(plain(c.call("GET", "/published/"+f.Number, nil, "Accept", "text/html").want(http.StatusGone)), "更正事实")
	if gone := c.call("GET", "/api/v1/published/"+f.Number, nil).want(http.StatusGone).object(); gone["reason"] != "更正事实" {
		t.Errorf("left is %v", gone)
	}
	p.says(plain(c.call("GET", "/published", nil).want(200)), "还没有公开的案例")
	p.says(plain(c.call("GET", "/published/000000000000", nil, "Accept", "text/html").want(http.StatusNotFound)), "查找案例")
}

func TestAMailboxFollowsAMatterOnceItIsProved(t *testing.T) {
	p := newTestServer(t)
	f := p.public()
	c := p.anybody()
	at := "/published/" + f.Number + "/follow"
	c.post(at, url.Values{"email": {"nobody"}}).want(http.StatusUnprocessableEntity)
	c.post(at, url.Values{"email": {"reader@example.org"}}).want(http.StatusSeeOther)
	c.post("/code", url.Values{"code": {p.codeSent()}}).want(http.StatusSeeOther)
	follows, err := p.store.Follows(t.Context(), f.Number)
	p.fine(err)
	if len(follows) != 1 || strings.Contains(string(follows[0].Sealed), "reader") {
		t.Fatalf("following: %+v", follows)
	}
	p.as("office").act(f.Number, "unpublish", map[string]any{"reasons": "更正事实"})
	stop := "/published/unfollow?f=" + follows[0].ID + "&k="
	p.says(c.page(stop+"wrong"), "已经取消")
	key := url.Values{"f": {follows[0].ID}, "k": {p.Cases.Keys.VerifyCode("follow/" + follows[0].ID)}}
	p.says(c.page("/published/unfollow?"+key.Encode()), "取消并删掉邮箱")
	c.post("/published/unfollow", key).want(http.StatusOK)
	if left, err := p.store.Follows(t.Context(), f.Number); err != nil || len(left) != 0 {
		t.Errorf("still following: %+v, %v", left, err)
	}
}

// The filters are folded until one of them is used; words alone leave them folded.
func TestFiltersStandOpenOnceOneIsUsed(t *testing.T) {
	c := newTestServer(t).anybody()
	for query, open := range map[string]bool{"": false, "?q=x": false, "?unit=unit-a": true, "?q=x&year=2026": true, "?unit=": false} {
		if got := strings.Contains(string(c.call("GET", "/published"+query, nil).want(200).body), `<details class="folded" open>`); got != open {
			t.Errorf("%q: open is %v", query, got)
		}
	}
}

// Open data hold what is public and nothing else: not what waits for consent or a second look, not what was taken down,
// not the original text, in none of the formats.
func TestOpenDataHoldNothingUnpublished(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	named := func(in map[string]any) {
		in["narrative"] = "我叫石榴花，电话13800001234，某工地拖欠12名工人3个月工资。"
	}
	down, refused, public := p.public(named), p.replied(named), p.public(named)
	p.as("office").act(down.Number, "unpublish", map[string]any{"reasons": "更正事实"})
	var rows []map[string]any
	c.call("GET", "/open-data/published.json", nil).want(200).into(&rows)
	if len(rows) != 1 || rows[0]["number"] != public.Number || len(rows[0]) != len(casework.MatterColumns) || rows[0]["unit"] != "unit-a" || rows[0]["facts"] == "" {
		t.Fatalf("open: %v", rows)
	}
	var shown map[string]any
	c.call("GET", "/api/v1/published/"+public.Number, nil).want(200).into(&shown)
	table := csvRows(t, c.call("GET", "/open-data/published.csv", nil).want(200).body)
	for _, column := range casework.MatterColumns {
		if _, known := rows[0][column]; !known || table[0][column] != fmt.Sprint(rows[0][column]) {
			t.Errorf("%s is %q in CSV, %v in JSON", column, table[0][column], rows[0][column])
		}
		if text, ok := shown[column].(string); ok && text != rows[0][column] {
			t.Errorf("%s is %q on its page, %v in the file", column, text, rows[0][column])
		}
	}
	for _, format := range []string{"json", "csv", "xlsx"} {
		text := string(c.call("GET", "/open-data/published."+format, nil).want(200).body)
		if format == "xlsx" {
			text = unpacked(t, []byte(text))
		}
		for _, secret := range []string{down.Number, refused.Number, "石榴花", "13800001234"} {
			if strings.Contains(text, secret) {
				t.Errorf("%s is in the %s", secret, format)
			}
		}
		if !strings.Contains(text, public.Number) {
			t.Errorf("nothing is in the %s", format)
		}
	}
}

// unpacked is all text of a packed file.
func unpacked(t *testing.T, packed []byte) string {
	t.Helper()
	z, err := zip.NewReader(bytes.NewReader(packed), int64(len(packed)))
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, f := range z.File {
		r, err := f.Open()
		if err == nil {
			_, err = io.Copy(&all, r)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	return all.String()
}
