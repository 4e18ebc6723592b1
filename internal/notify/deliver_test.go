package notify_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	netmail "net/mail"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/emersion/go-smtp"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/notify"
)

func open(t *testing.T, mail, sms string) *notify.Deliverer {
	t.Helper()
	d, err := notify.Open(mail, sms)
	if err != nil {
		t.Fatal(err)
	}
	d.BaseURL = "https://example.org"
	d.Clock = clock.NewManual(time.Date(2026, 11, 24, 0, 30, 0, 0, time.UTC))
	return d
}

// post is what a mail server was given.
type post struct {
	mu       sync.Mutex
	from, to string
	letters  [][]byte
	refuse   *smtp.SMTPError // answer to RCPT, once per connection
}

func (p *post) NewSession(*smtp.Conn) (smtp.Session, error) { return p, nil }
func (p *post) Reset()                                      {}
func (p *post) Logout() error                               { return nil }

func (p *post) Mail(from string, _ *smtp.MailOptions) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.from = from
	return nil
}

func (p *post) Rcpt(to string, _ *smtp.RcptOptions) error {
	p.mu.Lock()
	defer p.mu.Unlock()
	p.to = to
	if p.refuse != nil {
		return p.refuse
	}
	return nil
}

func (p *post) Data(r io.Reader) error {
	letter, err := io.ReadAll(r)
	p.mu.Lock()
	defer p.mu.Unlock()
	p.letters = append(p.letters, letter)
	return err
}

// serve starts a mail server without encryption on this machine.
func serve(t *testing.T, p *post) string {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	server := smtp.NewServer(p)
	server.Domain = "localhost"
	done := make(chan struct{})
	go func() { defer close(done); _ = server.Serve(listener) }()
	t.Cleanup(func() { _ = server.Close(); <-done })
	return "smtp://" + listener.Addr().String()
}

func TestMailArrives(t *testing.T) {
	p := &post{}
	d := open(t, serve(t, p)+"?from=notice@example.org", "")
	m := sample(notify.Answered, notify.Mail, locale.ZhCN)
	for range 2 { // at least once: the second is the same letter
		if err := d.Deliver(context.Background(), m); err != nil {
			t.Fatal(err)
		}
	}
	if p.from != "notice@example.org" || p.to != "a@example.org" || len(p.letters) != 2 {
		t.Fatalf("from %q to %q, %d letters", p.from, p.to, len(p.letters))
	}
	checkLetter(t, p.letters[0], "<0193-a@example.org>", "<notice@example.org>")
	checkLetter(t, p.letters[1], "<0193-a@example.org>", "<notice@example.org>")
}

func checkLetter(t *testing.T, raw []byte, id, from string) {
	t.Helper()
	letter, err := netmail.ReadMessage(bytes.NewReader(raw))
	if err != nil {
		t.Fatal(err)
	}
	for header, want := range map[string]string{
		"Message-ID": id, "From": from, "To": "<a@example.org>", "Auto-Submitted": "auto-generated",
		"Date": "Tue, 24 Nov 2026 08:30:00 +0800", "User-Agent": "", "X-Mailer": "",
	} {
		if got := letter.Header.Get(header); got != want {
			t.Errorf("%s: %q, want %q", header, got, want)
		}
	}
	if subject := letter.Header.Get("Subject"); !strings.HasPrefix(strings.ToLower(subject), "=?utf-8?") {
		t.Errorf("subject %q is not encoded", subject)
	}
}

func TestMailServerRefuses(t *testing.T) {
	cases := []struct {
		name      string
		code      int
		permanent bool
	}{{"no such box", 550, true}, {"box is full for now", 452, false}}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			p := &post{refuse: &smtp.SMTPError{Code: c.code, Message: "a@example.org: " + c.name}}
			err := open(t, serve(t, p), "").Deliver(context.Background(), sample(notify.News, notify.Mail, locale.En))
			if err == nil || notify.Permanent(err) != c.permanent {
				t.Errorf("got %v, permanent %v", err, notify.Permanent(err))
			}
			if err != nil && strings.Contains(err.Error(), "a@example.org") {
				t.Errorf("the error tells the address: %v", err)
			}
		})
	}
}

func TestMailServerAway(t *testing.T) {
	err := open(t, "smtp://127.0.0.1:1", "").Deliver(context.Background(), sample(notify.News, notify.Mail, locale.En))
	if err == nil || notify.Permanent(err) {
		t.Errorf("got %v", err)
	}
}

func TestMailIsNotSentInTheClearBeyondThisMachine(t *testing.T) {
	// The server is on this machine but reached by a name that need not be: localhost is, others are not.
	p := &post{}
	address := serve(t, p)
	d := open(t, strings.Replace(address, "127.0.0.1", "localhost.localdomain", 1), "")
	ctx, cancel := context.WithTimeout(context.Background(), 3*time.Second)
	defer cancel()
	if err := d.Deliver(ctx, sample(notify.News, notify.Mail, locale.En)); err == nil || len(p.letters) > 0 {
		t.Errorf("sent without encryption: %v", err)
	}
}

func TestFolder(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "out", "box")
	d := open(t, "file:"+dir, "file:"+dir)
	mail := sample(notify.News, notify.Mail, locale.ZhCN)
	short := sample(notify.News, notify.SMS, locale.ZhCN)
	short.ID, short.To = "0193-b", "12000000100\nBcc: x"
	for _, m := range []notify.Message{mail, short, mail, short} {
		if err := d.Deliver(context.Background(), m); err != nil {
			t.Fatal(err)
		}
	}
	entries, err := os.ReadDir(dir)
	if err != nil || len(entries) != 2 {
		t.Fatalf("%d files, %v", len(entries), err)
	}
	letter, err := os.ReadFile(filepath.Join(dir, "0193-a.eml"))
	if err != nil {
		t.Fatal(err)
	}
	checkLetter(t, letter, "<0193-a@localhost>", "<no-reply@localhost>")
	text, err := os.ReadFile(filepath.Join(dir, "0193-b.txt"))
	if err != nil {
		t.Fatal(err)
	}
	want := "To: 12000000100Bcc: x\nMessage-ID: 0193-b\n\n您提交的事项KX7D-22MP-9Q4T有新进展，请用编号和查询码查询。 https://example.org/case/KX7D-22MP-9Q4T\n"
	if string(text) != want {
		t.Errorf("got %q", text)
	}
	if info, err := os.Stat(filepath.Join(dir, "0193-b.txt")); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func TestFolderThatCannotBeWritten(t *testing.T) {
	file := filepath.Join(t.TempDir(), "file")
	if err := os.WriteFile(file, nil, 0o600); err != nil {
		t.Fatal(err)
	}
	err := open(t, "file:"+file, "").Deliver(context.Background(), sample(notify.News, notify.Mail, locale.En))
	if err == nil || notify.Permanent(err) {
		t.Errorf("got %v", err)
	}
}

func TestGateway(t *testing.T) {
	var got struct{ ID, To, Text string }
	var header http.Header
	var query string
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		header, query = r.Header, r.URL.RawQuery
		_ = json.NewDecoder(r.Body).Decode(&got)
		w.WriteHeader(http.StatusAccepted)
	}))
	defer server.Close()
	m := sample(notify.News, notify.SMS, locale.En)
	m.To = "12000000100"
	if err := open(t, "file:x", server.URL+"/send?sign=1&token=t0ken").Deliver(context.Background(), m); err != nil {
		t.Fatal(err)
	}
	if got.ID != "0193-a" || got.To != "12000000100" || !strings.Contains(got.Text, "KX7D-22MP-9Q4T") {
		t.Errorf("got %+v", got)
	}
	if header.Get("Idempotency-Key") != "0193-a" || header.Get("Authorization") != "Bearer t0ken" || query != "sign=1" {
		t.Errorf("header %v, query %q", header, query)
	}
}

func TestGatewayAnswers(t *testing.T) {
	cases := []struct {
		code              int
		arrived, hopeless bool
	}{
		{200, true, false}, {202, true, false}, {400, false, true}, {422, false, true}, {401, false, false},
		{404, false, false}, {429, false, false}, {500, false, false}, {302, false, false},
	}
	followed := false
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.URL.Path == "/elsewhere" {
			followed = true
			return
		}
		for _, c := range cases {
			if r.URL.Path == "/"+http.StatusText(c.code) {
				w.Header().Set("Location", "/elsewhere")
				w.WriteHeader(c.code)
			}
		}
	}))
	defer server.Close()
	for _, c := range cases {
		d := open(t, "file:x", server.URL+"/"+strings.ReplaceAll(http.StatusText(c.code), " ", "%20"))
		err := d.Deliver(context.Background(), sample(notify.News, notify.SMS, locale.En))
		if (err == nil) != c.arrived || notify.Permanent(err) != c.hopeless {
			t.Errorf("%d: %v, permanent %v", c.code, err, notify.Permanent(err))
		}
	}
	if followed {
		t.Error("followed a redirect")
	}
}

func TestGatewayTooSlow(t *testing.T) {
	release := make(chan struct{})
	server := httptest.NewServer(http.HandlerFunc(func(http.ResponseWriter, *http.Request) { <-release }))
	defer server.Close()
	defer close(release)
	ctx, cancel := context.WithTimeout(context.Background(), 50*time.Millisecond)
	defer cancel()
	err := open(t, "file:x", server.URL+"/?token=s3cret").Deliver(ctx, sample(notify.News, notify.SMS, locale.En))
	if err == nil || notify.Permanent(err) || strings.Contains(err.Error(), "s3cret") || strings.Contains(err.Error(), server.URL) {
		t.Errorf("got %v", err)
	}
}

func TestDeliverRefuses(t *testing.T) {
	d := open(t, "file:"+t.TempDir(), "")
	cases := []struct {
		name   string
		change func(*notify.Message)
	}{
		{"no id", func(m *notify.Message) { m.ID = "" }},
		{"an id that leaves the folder", func(m *notify.Message) { m.ID = "../x" }},
		{"unknown kind", func(m *notify.Message) { m.Kind = "gossip" }},
		{"unknown channel", func(m *notify.Message) { m.Channel = "pigeon" }},
		{"no gateway", func(m *notify.Message) { m.Channel = notify.SMS }},
		{"no address", func(m *notify.Message) { m.To = "" }},
		{"two addresses", func(m *notify.Message) { m.To = "a@example.org, b@example.org" }},
		{"a name", func(m *notify.Message) { m.To = "A <a@example.org>" }},
		{"a header", func(m *notify.Message) { m.To = "a@example.org\r\nBcc: b@example.org" }},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := sample(notify.News, notify.Mail, locale.En)
			c.change(&m)
			if err := d.Deliver(context.Background(), m); !notify.Permanent(err) {
				t.Errorf("got %v", err)
			}
		})
	}
}

func TestReaches(t *testing.T) {
	without, with := open(t, "file:x", ""), open(t, "file:x", "file:x")
	for channel, want := range map[notify.Channel][2]bool{
		notify.Mail: {true, true}, notify.SMS: {false, true}, notify.InSite: {true, true}, "pigeon": {false, false},
	} {
		if got := [2]bool{without.Reaches(channel), with.Reaches(channel)}; got != want {
			t.Errorf("%s: %v", channel, got)
		}
	}
}

func TestInSiteSendsNothing(t *testing.T) {
	dir := t.TempDir()
	m := sample(notify.News, notify.InSite, locale.En)
	m.To = ""
	if err := open(t, "file:"+dir, "").Deliver(context.Background(), m); err != nil {
		t.Error(err)
	}
	if entries, _ := os.ReadDir(dir); len(entries) > 0 {
		t.Error("wrote a file")
	}
}

func TestOpenRefuses(t *testing.T) {
	cases := []struct{ name, mail, sms string }{
		{"no mail", "", ""},
		{"no folder", "file:", ""},
		{"other scheme", "http://u:s3cret@h", ""},
		{"no host", "smtp://", ""},
		{"no port", "smtp://h:s3cret", ""},
		{"unknown option", "smtp://h?form=a@b.c", ""},
		{"sender is none", "smtp://h?from=s3cret@", ""},
		{"tls wished away", "smtp://h?tls=maybe", ""},
		{"gateway in the clear", "file:x", "http://example.org/?token=s3cret"},
		{"gateway is none", "file:x", "tel:s3cret"},
		{"sms folder is none", "file:x", "file:"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := notify.Open(c.mail, c.sms)
			if err == nil || strings.Contains(err.Error(), "s3cret") {
				t.Errorf("got %v", err)
			}
		})
	}
	if _, err := notify.Open("smtps://user:pass@mail.example.org", "https://sms.example.org/?token=x"); err != nil {
		t.Error(err)
	}
	if notify.Permanent(nil) || notify.Permanent(errors.New("x")) {
		t.Error("not every error is permanent")
	}
}
