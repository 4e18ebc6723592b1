package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"net/http"
	"os"
	"path/filepath"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"
	"github.com/tus/tusd/v2/pkg/handler"
	"github.com/tus/tusd/v2/pkg/memorylocker"
	"golang.org/x/exp/slog"

	"sunlit/internal/fault"
)

// Names of the metadata kept with an upload. All that a client sends beside the file's name is
// dropped.
const (
	metaName    = "filename"
	metaOwner   = "owner"
	metaCreated = "created"
)

// TusOptions says how resumable uploads are taken in.
type TusOptions struct {
	Intake *Intake
	Dir    string           // folder for unfinished uploads, on the store's disk where that is one
	Path   string           // where the handler is mounted, e.g. "/api/v1/evidence/tus/"
	Now    func() time.Time // the injected clock's

	// Owner names whose request it is (a draft's or session's id, hashed; empty for none). An
	// upload answers only to the owner that created it; to others it is unknown.
	Owner func(*http.Request) string
	// Admit may refuse a new upload (quota, free disk); nil admits all within the size limits.
	Admit func(ctx context.Context, owner, name string, size int64) error
	// Received stores the row of a finished upload. It may be called again with the same file
	// after a crash and must then succeed. A fault other than Unavailable gives the upload up.
	Received func(ctx context.Context, owner string, f File) error
	// Refuse writes an error as the API's problem document.
	Refuse func(w http.ResponseWriter, r *http.Request, err error)
}

// Tus serves the tus 1.0 protocol with creation, termination and expiration. The upload's id in
// the Location header is the uploadId for the filing; the answer to the last PATCH repeats it in
// Upload-Id and adds Upload-Sha256.
type Tus struct {
	TusOptions
	store   durableStore
	handler http.Handler
	finish  *keyedLock
}

// NewTus makes the handler and its folder.
func NewTus(o TusOptions) (*Tus, error) {
	if o.Intake == nil || o.Received == nil || o.Refuse == nil || o.Now == nil || o.Dir == "" {
		return nil, errors.New("evidence: tus needs an intake, a folder, a clock, Received and Refuse")
	}
	if o.Owner == nil {
		o.Owner = func(*http.Request) string { return "" }
	}
	o.Path = "/" + strings.Trim(o.Path, "/") + "/"
	if err := os.MkdirAll(o.Dir, 0o700); err != nil {
		return nil, err
	}
	t := &Tus{TusOptions: o, store: newDurableStore(o.Dir), finish: newKeyedLock()}
	composer := handler.NewStoreComposer()
	composer.UseCore(t.store)
	composer.UseTerminater(t.store)
	composer.UseLocker(memorylocker.New())
	tusd, err := handler.NewHandler(handler.Config{
		StoreComposer:             composer,
		BasePath:                  o.Path,
		MaxSize:                   o.Intake.limits.Recording,
		DisableDownload:           true, // files are read through casework only
		DisableConcatenation:      true,
		Cors:                      &handler.CorsConfig{Disable: true},
		Logger:                    slog.New(slog.NewTextHandler(io.Discard, nil)), // it would log upload ids, which are keys
		PreUploadCreateCallback:   t.create,
		PreFinishResponseCallback: t.complete,
	})
	if err != nil {
		return nil, err
	}
	t.handler = http.StripPrefix(o.Path, tusd)
	return t, nil
}

// requestKey finds the original request behind tusd's context.
type requestKey struct{}

// ServeHTTP checks ownership and expiry, then hands over to tusd.
func (t *Tus) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	out := &tusWriter{ResponseWriter: w, path: t.Path}
	r = r.WithContext(context.WithValue(r.Context(), requestKey{}, &tusRequest{r, out}))
	id, inside := strings.CutPrefix(r.URL.Path, t.Path)
	if r.Method == http.MethodOptions || id == "" || !inside && r.URL.Path+"/" == t.Path {
		if !inside {
			r.URL.Path = t.Path
		}
		t.handler.ServeHTTP(out, r)
		return
	}
	info, err := t.owned(r, id)
	if err != nil {
		t.Refuse(w, r, err)
		return
	}
	out.expires = created(info).Add(Keep)
	// An upload that got all its bytes but was not taken in (the process died in between) is
	// finished when the client comes back.
	if info.Offset == info.Size && r.Method != http.MethodDelete && r.Header.Get("X-HTTP-Method-Override") == "" {
		f, err := t.takeIn(r.Context(), info)
		if err != nil {
			t.Refuse(w, r, err)
			return
		}
		announce(w.Header(), f)
	}
	t.handler.ServeHTTP(out, r)
}

// tusRequest is what the callbacks need of the request they run in.
type tusRequest struct {
	*http.Request
	out *tusWriter
}

// owned finds an upload for the request's owner. Unknown, expired and other people's uploads are
// not told apart.
func (t *Tus) owned(r *http.Request, id string) (handler.FileInfo, error) {
	unknown := fault.New(fault.NotFound, "error.evidence_upload_unknown")
	if parsed, err := uuid.Parse(id); err != nil || parsed.String() != id {
		return handler.FileInfo{}, unknown
	}
	upload, err := t.store.GetUpload(r.Context(), id)
	if errors.Is(err, handler.ErrNotFound) {
		return handler.FileInfo{}, unknown
	}
	if err != nil {
		return handler.FileInfo{}, unkept(err, "")
	}
	info, err := upload.GetInfo(r.Context())
	if err != nil {
		return handler.FileInfo{}, unkept(err, "")
	}
	if info.MetaData[metaOwner] != t.Owner(r) || t.Now().After(created(info).Add(Keep)) {
		return handler.FileInfo{}, unknown
	}
	return info, nil
}

// create checks a new upload's announced size and gives it an unguessable id.
func (t *Tus) create(event handler.HookEvent) (handler.HTTPResponse, handler.FileInfoChanges, error) {
	r := event.Context.Value(requestKey{}).(*tusRequest)
	name := CleanName(event.Upload.MetaData[metaName])
	limit := t.Intake.limits.File
	if Recording(name) {
		limit = t.Intake.limits.Recording
	}
	owner := t.Owner(r.Request)
	var err error
	switch size := event.Upload.Size; {
	case event.Upload.SizeIsDeferred:
		err = fault.New(fault.Malformed, "error.evidence_failed", "name", name)
	case size == 0:
		err = refuse(refusedEmpty, name)
	case size > limit:
		err = refuse(refusedSize, name, "limit", megabytes(limit))
	case t.Admit != nil:
		err = t.Admit(event.Context, owner, name, size)
	}
	if err != nil {
		return handler.HTTPResponse{}, handler.FileInfoChanges{}, t.refusal(r, err)
	}
	now := t.Now()
	r.out.expires = now.Add(Keep)
	return handler.HTTPResponse{}, handler.FileInfoChanges{
		ID: uuid.NewString(),
		MetaData: handler.MetaData{
			metaName: name, metaOwner: owner, metaCreated: strconv.FormatInt(now.Unix(), 10),
		},
	}, nil
}

// complete runs after the last byte, before the answer to it.
func (t *Tus) complete(event handler.HookEvent) (handler.HTTPResponse, error) {
	r := event.Context.Value(requestKey{}).(*tusRequest)
	f, err := t.takeIn(event.Context, event.Upload)
	if err != nil {
		return handler.HTTPResponse{}, t.refusal(r, err)
	}
	announce(r.out.Header(), f)
	return handler.HTTPResponse{}, nil
}

// refusal turns an error into tusd's kind, with our problem document as its body.
func (t *Tus) refusal(r *tusRequest, err error) error {
	rec := &recorder{header: http.Header{}, status: http.StatusOK}
	t.Refuse(rec, r.Request, err)
	out := handler.Error{ErrorCode: "ERR_EVIDENCE", Message: err.Error(), HTTPResponse: handler.HTTPResponse{
		StatusCode: rec.status, Body: string(rec.body), Header: handler.HTTPHeader{},
	}}
	for name := range rec.header {
		out.HTTPResponse.Header[name] = rec.header.Get(name)
	}
	return out
}

// note is what stays in the folder of an upload that was taken in.
type note struct {
	File     File
	Reported bool // Received has stored its row
}

// takeIn passes a complete upload through the intake and reports it, each once, however often the
// client asks. What is left in the folder is a note of the result and an empty stand-in of the
// same length, so that a client that missed the answer still learns it.
func (t *Tus) takeIn(ctx context.Context, info handler.FileInfo) (File, error) {
	defer t.finish.lock(info.ID)()
	path, name := filepath.Join(t.Dir, info.ID), info.MetaData[metaName]
	n, err := readNote(path)
	if errors.Is(err, fs.ErrNotExist) {
		if n.File, err = t.Intake.ReceiveFile(ctx, info.ID, name, path); err != nil {
			if !fault.Is(err, fault.Unavailable) { // refused for what it is: nothing of it stays
				t.remove(info.ID)
			}
			return File{}, err
		}
		if err = n.write(path); err == nil {
			err = standIn(path, n.File.Size)
		}
	}
	if err != nil {
		return File{}, unkept(err, name)
	}
	if n.Reported {
		return n.File, nil
	}
	if err := t.Received(ctx, info.MetaData[metaOwner], n.File); err != nil {
		if e, told := fault.As(err); told && e.Kind != fault.Unavailable {
			t.remove(info.ID)
			return File{}, errors.Join(err, t.Intake.Delete(ctx, n.File))
		}
		return File{}, err
	}
	n.Reported = true
	if err := n.write(path); err != nil {
		return File{}, unkept(err, name)
	}
	return n.File, nil
}

const noteSuffix = ".done"

// write replaces an upload's note whole: half a note would block the upload until it expires.
func (n note) write(path string) error {
	b, err := json.Marshal(n)
	if err != nil {
		return err
	}
	if err := os.WriteFile(path+".new", b, 0o600); err != nil {
		return err
	}
	return os.Rename(path+".new", path+noteSuffix)
}

func readNote(path string) (note, error) {
	var n note
	b, err := os.ReadFile(path + noteSuffix)
	if err == nil {
		err = json.Unmarshal(b, &n)
	}
	return n, err
}

// standIn leaves a file without content but of the right length, which takes no space on disk.
func standIn(path string, size int64) error {
	_ = os.Remove(path) // already renamed into the store where that is a disk
	f, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY, 0o600)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return f.Truncate(size)
}

// remove deletes all that belongs to an upload.
func (t *Tus) remove(id string) {
	for _, suffix := range []string{"", ".new", noteSuffix, ".info"} { // the information last: it marks the upload
		_ = os.Remove(filepath.Join(t.Dir, id+suffix)) // swept later
	}
}

// created is when an upload began, by the injected clock.
func created(info handler.FileInfo) time.Time {
	seconds, err := strconv.ParseInt(info.MetaData[metaCreated], 10, 64)
	if err != nil {
		return time.Time{}
	}
	return time.Unix(seconds, 0).UTC()
}

// announce tells the client what became of its upload.
func announce(h http.Header, f File) {
	h.Set("Upload-Id", f.ID)
	h.Set("Upload-Sha256", f.SHA256)
}
