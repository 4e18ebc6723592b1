package web

import (
	"archive/zip"
	"bytes"
	"crypto/sha256"
	"encoding/csv"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"regexp"
	"strings"
	"testing"

	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// csvRows reads a CSV answer as maps by column.
func csvRows(t *testing.T, body []byte) []map[string]string {
	t.Helper()
	lines, err := csv.NewReader(bytes.NewReader(body)).ReadAll()
	if err != nil || len(lines) == 0 {
		t.Fatalf("%v in %.200s", err, body)
	}
	var rows []map[string]string
	for _, line := range lines[1:] {
		row := map[string]string{}
		for i, name := range lines[0] {
			row[name] = line[i]
		}
		rows = append(rows, row)
	}
	return rows
}

// The page, its file and the API say the same, and the page needs no script for it.
func TestFiguresAreTheSameEverywhere(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		p := newTestServerOn(t, s)
		c := p.anybody()
		for range 11 {
			p.replied()
		}
		c.file(func(m map[string]any) { m["kind"] = "report" })
		query := "?from=2026-11-01&to=2026-11-30"
		var api struct {
			Filed, Answered, Unowned int
			ByMonth                  []struct {
				Month           string
				Filed, Answered int
			}
			Figures struct {
				Stock    struct{ Start, New, End int }
				UnitTold struct{ N, Part int }
			}
			OpenWithoutOwnerOrDate int
		}
		c.call("GET", "/api/v1/statistics"+query, nil).want(200).into(&api)
		if api.Filed != 12 || api.Answered != 11 || len(api.ByMonth) != 1 || api.ByMonth[0].Filed != 12 || api.OpenWithoutOwnerOrDate != 0 {
			t.Errorf("the API says %+v", api)
		}
		if st := api.Figures.Stock; st.Start != 0 || st.New != 12 || st.End != 1 {
			t.Errorf("stock %+v", st)
		}
		cells := map[string]string{}
		for _, row := range csvRows(t, c.call("GET", "/stats.csv"+query, nil).want(200).body) {
			cells[row["table"]+" "+row["row"]+" "+row["column"]] = row["value"]
		}
		for cell, want := range map[string]string{"months 2026-11 filed": "12", "months 2026-11 answered": "11", "stock end matters": "1", "stock out_support matters": "11",
			"compared filed year_before": "0", "compared filed year_change": "", "intake online_items now": "12", "days unit-a answered": "11", "cohorts 2026-11 waiting": "0"} {
			if got, ok := cells[cell]; !ok || got != want {
				t.Errorf("%s: %q, want %q", cell, got, want)
			}
		}
		page := c.page("/stats" + query)
		p.says(page, "收到12件，答复了11件", "2026-111211", "没有人负责、没有期限的在办信访：0件")
	})
}

func TestStatsAreKeptUntilSomethingHappens(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	for _, path := range []string{"/stats", "/stats.csv", "/api/v1/statistics", "/open-data", "/open-data/figures.csv", "/open-data/published.json"} {
		tag := c.call("GET", path, nil).want(200).header.Get("ETag")
		c.call("GET", path, nil, "If-None-Match", tag).want(http.StatusNotModified)
	}
	tag := c.call("GET", "/api/v1/statistics", nil).want(200).header.Get("ETag")
	c.file()
	if again := c.call("GET", "/api/v1/statistics", nil, "If-None-Match", tag).want(200).header.Get("ETag"); again == tag {
		t.Error("another petition, the same tag")
	}
	c.call("GET", "/stats?from=zz", nil).want(200) // told at its field, with the figures of the year
}

// Reports are in no table of units (Art. 30).
func TestAReportIsInNoUnitsFigures(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	c.file(func(m map[string]any) {
		m["kind"], m["about"] = "report", []map[string]any{{"unit": "unit-b"}}
	})
	for _, path := range []string{"/stats.csv", "/open-data/figures.csv"} {
		for _, row := range csvRows(t, c.call("GET", path, nil).want(200).body) {
			if strings.HasPrefix(row["row"], "unit-") || row["unit"] != "" {
				t.Errorf("%s tells of %v", path, row)
			}
		}
	}
	text := string(c.call("GET", "/api/v1/statistics?by=unit", nil).want(200).body)
	if strings.Contains(text, "unit-") || strings.Contains(text, "discipline") {
		t.Errorf("the API names a unit: %s", text)
	}
}

func TestOpenDataAreWhatTheirHashSays(t *testing.T) {
	p := newTestServer(t)
	p.replied()
	c := p.anybody()
	var list struct {
		Licence string
		Sets    []struct {
			Name  string
			Files []struct {
				Format, Path, SHA256 string
				Size                 int
			}
		}
		Dictionary struct{ Columns, Figures []struct{ Name, Is string } }
	}
	c.call("GET", "/api/v1/open-data", nil).want(200).into(&list)
	page := string(c.call("GET", "/open-data", nil).want(200).body)
	known := map[string]bool{}
	for _, m := range list.Dictionary.Figures {
		known[m.Name] = true
		if m.Is == "" || strings.Contains(m.Is, "figures.") {
			t.Errorf("%s means %q", m.Name, m.Is)
		}
	}
	for _, set := range list.Sets {
		if len(set.Files) != 3 {
			t.Errorf("%s has %d files", set.Name, len(set.Files))
		}
		for _, f := range set.Files {
			a := c.call("GET", f.Path, nil).want(200)
			if sum := fmt.Sprintf("%x", sha256.Sum256(a.body)); sum != f.SHA256 || len(a.body) != f.Size || !strings.Contains(page, sum) {
				t.Errorf("%s is %s of %d bytes, announced as %s of %d", f.Path, sum, len(a.body), f.SHA256, f.Size)
			}
			if a.header.Get("Access-Control-Allow-Origin") != "*" || a.header.Get("Cache-Control") != "public, max-age=300" {
				t.Errorf("%s: %v", f.Path, a.header)
			}
		}
	}
	rows := csvRows(t, c.call("GET", "/open-data/figures.csv", nil).want(200).body)
	if len(rows) == 0 {
		t.Error("no rows")
	}
	for _, row := range rows {
		if !known[row["figure"]] {
			t.Errorf("%s is in no dictionary", row["figure"])
		}
	}
	sheet := c.call("GET", "/open-data/figures.xlsx", nil).want(200).body
	z, err := zip.NewReader(bytes.NewReader(sheet), int64(len(sheet)))
	p.fine(err)
	f, err := z.Open("xl/worksheets/sheet1.xml")
	p.fine(err)
	text, err := io.ReadAll(f)
	p.fine(err)
	if !strings.Contains(string(text), "2026-11") || strings.Contains(string(text), "<f>") {
		t.Errorf("the sheet: %.300s", text)
	}
	c.call("GET", "/open-data/figures.exe", nil).want(404)
}

func TestInformationPages(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	p.says(c.page("/info/channels"), "怎么找我们", "12345", "条例第17、21条")
	p.says(c.page("/offices"), "信访接待大厅")
	p.says(c.page("/sitemap"), "怎么找我们", "地址和电话", "开放数据", "找错误")
	c.call("GET", "/info/nothing", nil, "Accept", "text/html").want(404)
	c.lang = "en"
	p.says(c.page("/info/laws"), "Laws and rules")

	office := p.as("office")
	sheet := office.call("GET", "/api/v1/desk/info/channels/zh-CN", nil).want(200).object()
	if sheet["version"] != 0.0 {
		t.Fatalf("as delivered: %v", sheet)
	}
	evil := "## 新的办法\n\n打电话 {phone}。<script>alert(1)</script><img src=x onerror=y>\n\n[坏](javascript:alert(1)) [好](/track) **粗**"
	office.call("PUT", "/api/v1/desk/info/channels/zh-CN", map[string]any{"version": 0, "title": "怎么找到我们", "body": evil}).want(200)
	body := string(p.anybody().call("GET", "/info/channels", nil).want(200).body)
	p.says(body, "怎么找到我们", "<h2>新的办法</h2>", "12345", `<a href="/track">好</a>`, "<strong>粗</strong>")
	if main := body[strings.Index(body, `class="prose"`):]; regexp.MustCompile(`(?i)<script|onerror|javascript:|<img`).MatchString(main) {
		t.Errorf("what could run is shown: %.600s", main)
	}
	office.call("PUT", "/api/v1/desk/info/channels/zh-CN", map[string]any{"version": 0, "title": "旧", "body": "旧"}).problem(409)
	office.call("PUT", "/api/v1/desk/info/channels/zh-CN", map[string]any{"version": 1, "title": "", "body": ""}).problem(422)
	office.call("PUT", "/api/v1/desk/info/nothing/zh-CN", map[string]any{"version": 0, "title": "一", "body": "二"}).problem(404)
	p.as("handler-a").call("PUT", "/api/v1/desk/info/channels/zh-CN", map[string]any{"version": 1, "title": "一", "body": "二"}).problem(404)
	office.call("PUT", "/api/v1/desk/info/channels/zh-CN", map[string]any{"version": 1, "title": "第二版", "body": "正文"}).want(200)
	history := office.call("GET", "/api/v1/desk/info/channels/zh-CN", nil).want(200).object()["history"].([]any)
	if len(history) != 2 || history[1].(map[string]any)["title"] != "怎么找到我们" {
		t.Errorf("history %v", history)
	}
	preview := office.call("POST", "/api/v1/desk/info/preview", map[string]any{"body": "## 一\n<b>x</b>", "lang": "zh-CN"}).want(200).object()
	if preview["html"] != "<h2>一</h2>\nx" && !strings.HasPrefix(fmt.Sprint(preview["html"]), "<h2>一</h2>") {
		t.Errorf("preview %v", preview)
	}
}

func TestCorrections(t *testing.T) {
	p := newTestServer(t)
	c := p.anybody()
	a := c.post("/correction", url.Values{"page": {"/stats"}, "text": {"错"}}).want(422)
	p.says(plain(a), "请写4到1000个字")
	c.post("/correction", url.Values{"page": {"/stats"}, "text": {"合计和各行加起来不一样"}}).want(303)
	if strings.Contains(c.page("/correction"), "合计和各行") {
		t.Error("what nobody has read yet is shown to everybody")
	}
	office := p.as("office")
	var list struct {
		Items []struct{ ID, Page, Text, Due string }
	}
	office.call("GET", "/api/v1/desk/corrections", nil).want(200).into(&list)
	if len(list.Items) != 1 || list.Items[0].Page != "/stats" || list.Items[0].Due == "" {
		t.Fatalf("the desk has %+v", list)
	}
	office.call("POST", "/api/v1/desk/corrections/"+list.Items[0].ID+"/answer", map[string]any{"answer": "已经改正，谢谢您。"}).want(204)
	office.call("POST", "/api/v1/desk/corrections/"+list.Items[0].ID+"/answer", map[string]any{"answer": "再答一次"}).problem(404)
	p.says(c.page("/correction"), "合计和各行加起来不一样", "已经改正，谢谢您。")
	p.as("registrar").call("GET", "/api/v1/desk/corrections", nil).problem(404)
}
