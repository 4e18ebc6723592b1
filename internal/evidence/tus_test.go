package evidence

import (
	"bytes"
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// tusSite is a running tus handler with all that it reports to.
type tusSite struct {
	*testing.T
	tus    *Tus
	disk   *disk
	clock  *clock.Manual
	server *httptest.Server
	mu     sync.Mutex
	files  map[string]File // rows by id, as the caller would keep them
	fail   error           // what Received answers
}

func startTus(t *testing.T) *tusSite {
	t.Helper()
	in, d := diskIntake(t)
	s := &tusSite{T: t, disk: d, clock: clock.NewManual(time.Date(2026, 11, 24, 8, 0, 0, 0, time.UTC)), files: map[string]File{}}
	tus, err := NewTus(TusOptions{
		Intake: in, Dir: filepath.Join(d.dir, "tus"), Path: "/api/v1/evidence/tus", Now: s.clock.Now,
		Owner: func(r *http.Request) string { return r.Header.Get("X-Draft") },
		Admit: func(_ context.Context, owner, _ string, _ int64) error {
			if owner == "greedy" {
				return fault.New(fault.TooMany, "error.too_many", "seconds", 60)
			}
			return nil
		},
		Received: func(_ context.Context, _ string, f File) error {
			s.mu.Lock()
			defer s.mu.Unlock()
			if s.fail == nil {
				s.files[f.ID] = f
			}
			return s.fail
		},
		Refuse: func(w http.ResponseWriter, _ *http.Request, err error) {
			e, _ := fault.As(err)
			status := map[fault.Kind]int{fault.NotFound: 404, fault.TooLarge: 413, fault.Unsupported: 415, fault.TooMany: 429, fault.Unavailable: 503}[e.Kind]
			if status == 0 {
				status = 422
			}
			w.Header().Set("Content-Type", "application/problem+json")
			w.WriteHeader(status)
			fmt.Fprintf(w, `{"key":%q}`, e.Key)
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	s.tus, s.server = tus, httptest.NewServer(tus)
	t.Cleanup(s.server.Close)
	return s
}

// do sends a tus request; header values come in pairs.
func (s *tusSite) do(method, path string, body []byte, header ...string) *http.Response {
	s.Helper()
	req, err := http.NewRequest(method, s.server.URL+path, bytes.NewReader(body))
	if err != nil {
		s.Fatal(err)
	}
	req.Header.Set("Tus-Resumable", "1.0.0")
	req.Header.Set("X-Draft", "mine")
	for i := 0; i < len(header); i += 2 {
		req.Header.Set(header[i], header[i+1])
	}
	res, err := s.server.Client().Do(req)
	if err != nil {
		s.Fatal(err)
	}
	defer res.Body.Close()
	text, err := io.ReadAll(res.Body)
	if err != nil {
		s.Fatal(err)
	}
	res.Body = io.NopCloser(bytes.NewReader(text))
	return res
}

// begin creates an upload and returns the path of its address.
func (s *tusSite) begin(name string, size int) string {
	s.Helper()
	res := s.do("POST", s.tus.Path, nil, "Upload-Length", strconv.Itoa(size), "Upload-Metadata", metadata(name))
	if res.StatusCode != 201 || !strings.HasPrefix(res.Header.Get("Location"), s.tus.Path) {
		s.Fatalf("create %s: %d, Location %q", name, res.StatusCode, res.Header.Get("Location"))
	}
	return res.Header.Get("Location")
}

func metadata(name string) string {
	return "filename " + base64.StdEncoding.EncodeToString([]byte(name)) + ",owner " + base64.StdEncoding.EncodeToString([]byte("forged"))
}

func (s *tusSite) patch(path string, offset int, part []byte, header ...string) *http.Response {
	s.Helper()
	return s.do("PATCH", path, part, append([]string{"Upload-Offset", strconv.Itoa(offset), "Content-Type", "application/offset+octet-stream"}, header...)...)
}

func (s *tusSite) want(res *http.Response, status int, part string) {
	s.Helper()
	text, _ := io.ReadAll(res.Body)
	if res.StatusCode != status || !strings.Contains(string(text), part) {
		s.Errorf("got %d %s, want %d with %q", res.StatusCode, text, status, part)
	}
}

func TestTusUploadsInParts(t *testing.T) {
	s := startTus(t)
	film := append(isoMedia("mp42"), noise(25<<20)...) // more than a photo may have
	path := s.begin("现场.mp4", len(film))
	for at := 0; at < len(film); at += 10 << 20 {
		part := film[at:min(at+10<<20, len(film))]
		res := s.patch(path, at, part)
		s.want(res, 204, "")
		if last := at+len(part) == len(film); (res.Header.Get("Upload-Id") != "") != last {
			t.Errorf("at %d: Upload-Id %q", at, res.Header.Get("Upload-Id"))
		} else if last && !strings.HasSuffix(path, "/"+res.Header.Get("Upload-Id")) {
			t.Errorf("Upload-Id %q differs from the address %q", res.Header.Get("Upload-Id"), path)
		}
	}
	id := path[len(s.tus.Path):]
	f := s.files[id]
	if f.Name != "现场.mp4" || f.Kind != Video || f.Size != int64(len(film)) {
		t.Fatalf("received %+v", f)
	}
	if err := s.tus.Intake.Verify(context.Background(), f); err != nil {
		t.Error(err)
	}
	// A client that missed the last answer asks again and learns the same.
	for range 2 {
		res := s.do("HEAD", path, nil)
		if res.StatusCode != 200 || res.Header.Get("Upload-Offset") != strconv.Itoa(len(film)) || res.Header.Get("Upload-Id") != id || res.Header.Get("Upload-Sha256") != f.SHA256 {
			t.Errorf("HEAD after the end: %d %v", res.StatusCode, res.Header)
		}
		s.want(s.patch(path, len(film), nil), 204, "")
	}
	if objects(t, s.disk) != 1 {
		t.Error("one object was to be kept")
	}
}

func TestTusCreationWithUpload(t *testing.T) {
	s := startTus(t)
	body := plainPDF()
	res := s.do("POST", s.tus.Path, body, "Upload-Length", strconv.Itoa(len(body)), "Upload-Metadata", metadata("a.pdf"), "Content-Type", "application/offset+octet-stream")
	s.want(res, 201, "")
	if f := s.files[res.Header.Get("Upload-Id")]; f.Size != int64(len(body)) || f.Name != "a.pdf" {
		t.Errorf("received %+v", f)
	}
}

func TestTusOptions(t *testing.T) {
	s := startTus(t)
	for _, path := range []string{"/api/v1/evidence/tus/", "/api/v1/evidence/tus"} {
		res := s.do("OPTIONS", path, nil)
		if res.Header.Get("Tus-Extension") != "creation,creation-with-upload,termination,expiration" || res.Header.Get("Tus-Max-Size") != strconv.Itoa(200<<20) {
			t.Errorf("%s: %v", path, res.Header)
		}
	}
	path := s.begin("a.pdf", 100)
	if got := s.do("HEAD", path, nil).Header.Get("Upload-Expires"); got != "Wed, 25 Nov 2026 08:00:00 GMT" {
		t.Errorf("Upload-Expires %q", got)
	}
}

func TestTusRefusesAtCreation(t *testing.T) {
	s := startTus(t)
	for name, c := range map[string]struct {
		size   string
		status int
		key    string
		header []string
	}{
		"photo.jpg": {strconv.Itoa(20<<20 + 1), 413, "error.evidence_size", nil},
		"film.mp4":  {strconv.Itoa(200<<20 + 1), 413, "", nil},
		"empty.jpg": {"0", 422, "error.evidence_empty", nil},
		"bad.jpg":   {"-1", 400, "", nil},
		"quota.jpg": {"100", 429, "error.too_many", []string{"X-Draft", "greedy"}},
	} {
		res := s.do("POST", s.tus.Path, nil, append([]string{"Upload-Length", c.size, "Upload-Metadata", metadata(name)}, c.header...)...)
		s.want(res, c.status, c.key)
	}
	s.want(s.do("POST", s.tus.Path, nil, "Upload-Defer-Length", "1"), 501, "")
	left, err := os.ReadDir(s.tus.Dir)
	if err != nil || len(left) != 0 {
		t.Errorf("%d files of refused uploads (%v)", len(left), err)
	}
}

func TestTusRefusesAtTheEnd(t *testing.T) {
	s := startTus(t)
	for name, c := range map[string]struct {
		body   []byte
		status int
		key    string
	}{
		"合同.exe":       {[]byte("MZ\x90\x00 programme"), 415, "error.evidence_type"},
		"disguise.mp4": {append([]byte("MZ\x90\x00"), noise(2000)...), 415, "error.evidence_type"},
		"locked.pdf":   {protectedPDF(t, "secret"), 422, "error.evidence_locked"},
	} {
		path := s.begin(name, len(c.body))
		s.want(s.patch(path, 0, c.body), c.status, c.key)
		s.want(s.do("HEAD", path, nil), 404, "")
	}
	// A recording's name opens the larger limit, but not for a document under it.
	pdf := bigPDF(20 << 20)
	path := s.begin("film.mp4", len(pdf))
	s.want(s.patch(path, 0, pdf), 415, "error.evidence_mismatch")
	left, err := os.ReadDir(s.tus.Dir)
	if err != nil || len(left) != 0 || objects(t, s.disk) != 0 {
		t.Errorf("%d files of refused uploads (%v)", len(left), err)
	}
}

// An upload answers to its owner alone; guessed, forged and climbing addresses are unknown (A42).
func TestTusHijack(t *testing.T) {
	s := startTus(t)
	body := plainPDF()
	path := s.begin("a.pdf", len(body))
	for _, method := range []string{"HEAD", "PATCH", "DELETE", "GET"} {
		s.want(s.do(method, path, nil, "X-Draft", "other", "Upload-Offset", "0", "Content-Type", "application/offset+octet-stream"), 404, "")
	}
	s.want(s.do("POST", path, nil, "X-Draft", "other", "X-HTTP-Method-Override", "DELETE"), 404, "")
	s.want(s.do("HEAD", path, nil, "X-Draft", "forged"), 404, "")
	s.want(s.do("GET", path, nil), 405, "")
	s.want(s.patch(path, 7, body), 409, "")
	s.want(s.patch(path, 0, append(bytes.Clone(body), 'x')), 413, "")
	for _, id := range []string{"x", "..%2F..%2Fetc%2Fpasswd", "%2e%2e", strings.ToUpper(path[len(s.tus.Path):]), path[len(s.tus.Path):] + ".info", path[len(s.tus.Path):] + "/"} {
		s.want(s.do("HEAD", s.tus.Path+id, nil), 404, "")
	}
	if res := s.do("HEAD", path, nil); res.StatusCode != 200 || res.Header.Get("Upload-Offset") != "0" {
		t.Errorf("the owner's upload suffered: %d %v", res.StatusCode, res.Header)
	}
	s.want(s.do("DELETE", path, nil), 204, "")
	s.want(s.do("HEAD", path, nil), 404, "")
}

// The store of rows is away when the last byte comes: the client is told to come back, and then
// the upload is finished without sending anything again.
func TestTusFinishesWhenItCan(t *testing.T) {
	s := startTus(t)
	body := plainPDF()
	path := s.begin("a.pdf", len(body))
	s.fail = fault.Wrap(errors.New("database is away"), fault.Unavailable, "error.unavailable")
	s.want(s.patch(path, 0, body), 503, "error.unavailable")
	s.want(s.do("HEAD", path, nil), 503, "")
	s.fail = nil
	res := s.do("HEAD", path, nil)
	if id := res.Header.Get("Upload-Id"); res.StatusCode != 200 || s.files[id].Size != int64(len(body)) {
		t.Errorf("%d %v, received %v", res.StatusCode, res.Header, s.files)
	}
	if n := objects(t, s.disk); n != 1 {
		t.Errorf("%d objects, want 1", n)
	}
}

// A refusal by the store of rows (a quota) gives the upload up, bytes and all.
func TestTusGivesUpWhatRowsRefuse(t *testing.T) {
	s := startTus(t)
	body := plainPDF()
	path := s.begin("a.pdf", len(body))
	s.fail = fault.New(fault.TooMany, "error.too_many", "seconds", 60)
	s.want(s.patch(path, 0, body), 429, "error.too_many")
	s.want(s.do("HEAD", path, nil), 404, "")
	if n := objects(t, s.disk); n != 0 {
		t.Errorf("%d objects, want 0", n)
	}
}

// The process died with all bytes on disk but the file not taken in.
func TestTusFinishesAfterACrash(t *testing.T) {
	s := startTus(t)
	body := plainPDF()
	path := s.begin("a.pdf", len(body))
	if err := os.WriteFile(filepath.Join(s.tus.Dir, path[len(s.tus.Path):]), body, 0o600); err != nil {
		t.Fatal(err)
	}
	var group sync.WaitGroup
	for range 8 {
		group.Go(func() {
			if res := s.do("HEAD", path, nil); res.StatusCode != 200 || res.Header.Get("Upload-Id") == "" {
				t.Errorf("%d %v", res.StatusCode, res.Header)
			}
		})
	}
	group.Wait()
	if len(s.files) != 1 || objects(t, s.disk) != 1 {
		t.Errorf("%d rows, %d objects", len(s.files), objects(t, s.disk))
	}
}

func TestTusSweepsAfterADay(t *testing.T) {
	s := startTus(t)
	body := plainPDF()
	half, whole := s.begin("half.pdf", len(body)), s.begin("whole.pdf", len(body))
	s.want(s.patch(half, 0, body[:20]), 204, "")
	s.want(s.patch(whole, 0, body), 204, "")
	s.clock.Advance(Keep)
	if n, err := s.tus.Sweep(context.Background()); n != 0 || err != nil {
		t.Errorf("swept %d after a day, %v", n, err)
	}
	young := s.begin("young.pdf", len(body))
	s.clock.Advance(time.Second)
	s.want(s.do("HEAD", half, nil), 404, "") // expired before anybody swept
	if n, err := s.tus.Sweep(context.Background()); n != 2 || err != nil {
		t.Errorf("swept %d, %v", n, err)
	}
	s.want(s.patch(young, 0, body), 204, "")
	if n := objects(t, s.disk); n != 2 {
		t.Errorf("%d objects: what was taken in stays", n)
	}
}
