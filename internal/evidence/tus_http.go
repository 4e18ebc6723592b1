package evidence

import (
	"net/http"
	"strings"
	"sync"
	"time"
)

// tusWriter adds what tusd lacks: the expiration extension, and a Location without a host, which
// could only come from the request's Host header.
type tusWriter struct {
	http.ResponseWriter
	path    string
	expires time.Time
	written bool
}

// WriteHeader completes the header.
func (w *tusWriter) WriteHeader(status int) {
	if !w.written && status >= 200 {
		w.written = true
		h := w.Header()
		if location := h.Get("Location"); location != "" {
			h.Set("Location", w.path+location[strings.LastIndexByte(location, '/')+1:])
		}
		if !w.expires.IsZero() && status < 300 {
			h.Set("Upload-Expires", w.expires.Format(http.TimeFormat))
		}
		if extensions := h.Get("Tus-Extension"); extensions != "" {
			h.Set("Tus-Extension", extensions+",expiration")
		}
	}
	w.ResponseWriter.WriteHeader(status)
}

// Write implements http.ResponseWriter.
func (w *tusWriter) Write(b []byte) (int, error) {
	if !w.written {
		w.WriteHeader(http.StatusOK)
	}
	return w.ResponseWriter.Write(b)
}

// Unwrap lets http.ResponseController reach the connection's deadlines.
func (w *tusWriter) Unwrap() http.ResponseWriter { return w.ResponseWriter }

// recorder keeps an answer instead of sending it.
type recorder struct {
	header http.Header
	status int
	body   []byte
}

// Header implements http.ResponseWriter.
func (r *recorder) Header() http.Header { return r.header }

// WriteHeader implements http.ResponseWriter.
func (r *recorder) WriteHeader(status int) { r.status = status }

// Write implements http.ResponseWriter.
func (r *recorder) Write(b []byte) (int, error) {
	r.body = append(r.body, b...)
	return len(b), nil
}

// keyedLock lets one goroutine at a time work on an upload.
type keyedLock struct {
	mu   sync.Mutex
	held map[string]*heldLock
}

type heldLock struct {
	sync.Mutex
	users int
}

func newKeyedLock() *keyedLock { return &keyedLock{held: map[string]*heldLock{}} }

// lock waits for the key and returns what releases it.
func (k *keyedLock) lock(key string) (unlock func()) {
	k.mu.Lock()
	l := k.held[key]
	if l == nil {
		l = &heldLock{}
		k.held[key] = l
	}
	l.users++
	k.mu.Unlock()
	l.Lock()
	return func() {
		l.Unlock()
		k.mu.Lock()
		if l.users--; l.users == 0 {
			delete(k.held, key)
		}
		k.mu.Unlock()
	}
}
