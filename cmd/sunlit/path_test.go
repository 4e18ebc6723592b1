package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"net/http/cookiejar"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"

	"sunlit/internal/store/storetest"
)

// running is the whole program serving on a free port.
type running struct {
	t    *testing.T
	base string
	data string
	stop func() error
}

// started runs `sunlit serve` over a database of its own.
func started(t *testing.T, database string) *running {
	t.Helper()
	data := t.TempDir()
	environ := []string{"SUNLIT_DEMO=true", "SUNLIT_LISTEN=127.0.0.1:0", "SUNLIT_DATA=" + data, "SUNLIT_LIMITS=off", "SUNLIT_LOG_LEVEL=error"}
	if database != "" {
		environ = append(environ, "SUNLIT_DATABASE="+database)
	}
	ctx, cancel := context.WithCancel(t.Context())
	out := &lines{}
	ended := make(chan error, 1)
	go func() { ended <- run(ctx, []string{"serve"}, environ, out) }()
	address := regexp.MustCompile(`Sunlit is at (http://\S+)`)
	for range 600 {
		if m := address.FindStringSubmatch(out.String()); m != nil {
			return &running{t: t, base: m[1], data: data, stop: func() error { cancel(); return <-ended }}
		}
		select {
		case err := <-ended:
			t.Fatalf("serve ended: %v\n%s", err, out)
		case <-time.After(100 * time.Millisecond):
		}
	}
	t.Fatalf("serve did not start:\n%s", out)
	return nil
}

// lines is a writer that several goroutines may use.
type lines struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lines) Write(p []byte) (int, error) { l.mu.Lock(); defer l.mu.Unlock(); return l.b.Write(p) }
func (l *lines) String() string              { l.mu.Lock(); defer l.mu.Unlock(); return l.b.String() }

// person is a client with cookies of its own.
type person struct {
	*running
	http *http.Client
}

func (r *running) person(login string) person {
	r.t.Helper()
	jar, err := cookiejar.New(nil)
	if err != nil {
		r.t.Fatal(err)
	}
	p := person{r, &http.Client{Jar: jar, Timeout: time.Minute}}
	if login != "" {
		p.call(204, "POST", "/api/v1/session", map[string]any{"login": login, "password": "sunlit-demo"})
	}
	return p
}

// call sends JSON, wants a status and answers the body.
func (p person) call(want int, method, path string, in any) map[string]any {
	p.t.Helper()
	raw, _ := p.raw(want, method, path, in)
	var out map[string]any
	if len(raw) > 0 {
		if err := json.Unmarshal(raw, &out); err != nil {
			p.t.Fatalf("%s %s: %v in %s", method, path, err, raw)
		}
	}
	return out
}

func (p person) raw(want int, method, path string, in any) ([]byte, http.Header) {
	p.t.Helper()
	var body io.Reader
	if in != nil {
		b, err := json.Marshal(in)
		if err != nil {
			p.t.Fatal(err)
		}
		body = bytes.NewReader(b)
	}
	req, err := http.NewRequestWithContext(p.t.Context(), method, p.base+path, body)
	if err != nil {
		p.t.Fatal(err)
	}
	req.Header.Set("Content-Type", "application/json")
	req.Header.Set("Accept-Language", "zh-CN")
	res, err := p.http.Do(req)
	if err != nil {
		p.t.Fatal(err)
	}
	defer res.Body.Close()
	raw, err := io.ReadAll(res.Body)
	if err != nil {
		p.t.Fatal(err)
	}
	if res.StatusCode != want {
		p.t.Fatalf("%s %s: %d, want %d: %s", method, path, res.StatusCode, want, raw)
	}
	return raw, res.Header
}

// act does a desk verb on the version the official sees now.
func (p person) act(number, verb string, fields map[string]any) map[string]any {
	p.t.Helper()
	seen := p.call(200, "GET", "/api/v1/desk/petitions/"+number, nil)
	fields["version"] = seen["version"]
	return p.call(200, "POST", "/api/v1/desk/petitions/"+number+"/"+verb, fields)
}

func TestStraightPathOverHTTP(t *testing.T) {
	t.Run("sqlite", func(t *testing.T) { straightPath(t, started(t, "")) })
	t.Run("mariadb", func(t *testing.T) { straightPath(t, started(t, storetest.MariaDBURL(t))) })
}

func straightPath(t *testing.T, r *running) {
	citizen := r.person("")
	filed := citizen.call(201, "POST", "/api/v1/petitions", map[string]any{
		"kind": "claim", "title": "某工地拖欠12名工人工资", "narrative": "从九月起没有发工资，找过三次没有结果。", "requests": []string{"支付工资", "书面答复"},
		"place": "990101", "pledge": true, "publish": false, "petitioner": map[string]any{"name": "李秋禾", "email": "qiuhe@example.org"},
	})
	number, code := filed["number"].(string), map[string]any{"code": filed["code"]}
	registrar, handler, head := r.person("registrar"), r.person("handler-a"), r.person("head-a")
	handler.call(404, "GET", "/api/v1/desk/petitions/"+number, nil)
	registrar.act(number, "register", map[string]any{"kind": "claim", "category": "0301", "place": "990101"})
	registrar.act(number, "forward", map[string]any{"unit": "unit-a"})
	r.person("handler-b").call(404, "GET", "/api/v1/desk/petitions/"+number, nil)
	handler.act(number, "accept", map[string]any{"procedure": "ordinary"})
	item := map[string]any{"request": 1, "plain": "拖欠的工资已发放。", "facts": "经查属实。", "basis": "《保障农民工工资支付条例》第三十条", "decision": "support", "measure": "由总包单位发放", "by": "2027-03-01"}
	second := map[string]any{"request": 2, "plain": "本意见书就是书面答复。", "facts": "已逐项答复。", "basis": "《信访工作条例》第三十二条", "decision": "explain"}
	handler.act(number, "draft", map[string]any{"items": []any{item, second}})
	preview, header := head.raw(200, "GET", "/api/v1/desk/petitions/"+number+"/preview.pdf", nil)
	answered := head.act(number, "approve", map[string]any{"sha256": header.Get("X-Sha256")})
	if answered["stage"] != "REPLIED" {
		t.Fatalf("after approval: %v", answered["stage"])
	}
	own := citizen.call(200, "POST", "/api/v1/petitions/"+number+"/open", code)
	for _, d := range own["documents"].([]any) {
		paper := d.(map[string]any)
		issued, _ := citizen.raw(200, "POST", fmt.Sprintf("/api/v1/petitions/%s/documents/%s", number, paper["id"]), code)
		if paper["kind"] == "opinion" && !bytes.Equal(issued, preview) {
			t.Error("the issued answer is not the file the approver saw")
		}
	}
	rated := citizen.call(200, "POST", "/api/v1/petitions/"+number+"/rate", map[string]any{"code": filed["code"], "office": "satisfied", "unit": "basic"})
	if rated["stage"] != "SERVED" {
		t.Fatalf("after reading: %v", rated["stage"])
	}
	r.mailArrived()
	r.closesByTheClock(citizen, number)
	if err := r.stop(); err != nil {
		t.Errorf("serve did not end well: %v", err)
	}
}

// mailArrived waits for the notices in the outbox folder and reads that they are quiet.
func (r *running) mailArrived() {
	r.t.Helper()
	for range 100 {
		files, _ := filepath.Glob(filepath.Join(r.data, "outbox", "*.eml"))
		if len(files) >= 2 {
			text, err := os.ReadFile(files[0])
			if err != nil {
				r.t.Fatal(err)
			}
			if bytes.Contains(text, []byte("李秋禾")) || bytes.Contains(text, []byte("工资")) {
				r.t.Errorf("a notice tells what it is about:\n%s", text)
			}
			return
		}
		time.Sleep(200 * time.Millisecond)
	}
	r.t.Fatal("no notice was delivered")
}

// closesByTheClock moves the demo's clock past the right to a review.
func (r *running) closesByTheClock(citizen person, number string) {
	r.t.Helper()
	citizen.call(200, "POST", "/demo/clock", map[string]any{"now": time.Now().AddDate(0, 0, 60).UTC().Format(time.RFC3339)})
	line := citizen.call(200, "GET", "/api/v1/petitions/"+number, nil)
	if line["stage"] != "CLOSED" || line["due"] != nil {
		r.t.Fatalf("60 days after reading: %v due %v", line["stage"], line["due"])
	}
}

func TestImportIsResumableAndReports(t *testing.T) {
	file := filepath.Join(t.TempDir(), "replied.jsonl")
	rows := []string{
		`{"no":"1","user":"A001","title":"路灯坏了怎么没人修？","filed_at":"2019-04-24T16:03:40+08:00","text":"路灯坏了一个月。\u200b","reply":"已修好。","replied_at":"2019-05-09T09:49:10+08:00"}`,
		`{"no":"2","user":"A002","title":"公交改线的建议","filed_at":"2019-01-02T10:00:00+08:00","text":"建议改线。","reply":"不宜变更。","replied_at":"2019-04-09T09:51:30+08:00"}`,
		`{"no":"3","user":"A003","title":"","filed_at":"2019-01-02T10:00:00+08:00","text":"没有标题。","reply":"已阅。","replied_at":"2019-01-09T09:51:30+08:00"}`,
		`not json`,
	}
	if err := os.WriteFile(file, []byte(strings.Join(rows, "\n")+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	environ := []string{"SUNLIT_DEMO=true", "SUNLIT_DATA=" + t.TempDir(), "SUNLIT_LOG_LEVEL=error"}
	for round, want := range []string{"2 imported, 1 of them answered late; 0 imported before and skipped; 2 refused.", "0 imported, 0 of them answered late; 2 imported before and skipped; 2 refused."} {
		out := &lines{}
		if err := run(t.Context(), []string{"import", file}, environ, out); err != nil {
			t.Fatal(err)
		}
		if !strings.Contains(out.String(), want) {
			t.Errorf("round %d:\n%s\nwant %s", round, out, want)
		}
	}
}

func TestMisspeltSettingStopsTheStart(t *testing.T) {
	err := run(t.Context(), []string{"check"}, []string{"SUNLIT_DATABSE=sqlite:x.db"}, io.Discard)
	if err == nil || !strings.Contains(err.Error(), "SUNLIT_DATABSE") {
		t.Fatalf("want the key's name, got %v", err)
	}
}
