package evidence

import (
	"context"
	"errors"
	"io"
	"net/http"
	"os"
	"path/filepath"

	"github.com/tus/tusd/v2/pkg/filestore"
	"github.com/tus/tusd/v2/pkg/handler"
)

// durableStore is tusd's file store with an fsync after each chunk: the original does none, so an
// offset told to the client could lie beyond what a power cut leaves.
type durableStore struct{ filestore.FileStore }

// durableUpload is one upload of a durableStore.
type durableUpload struct {
	handler.Upload
	path string
}

func newDurableStore(dir string) durableStore {
	store := filestore.New(dir)
	store.DirModePerm, store.FileModePerm = 0o700, 0o600
	return durableStore{store}
}

// NewUpload implements handler.DataStore.
func (s durableStore) NewUpload(ctx context.Context, info handler.FileInfo) (handler.Upload, error) {
	upload, err := s.FileStore.NewUpload(ctx, info)
	if err == nil {
		err = syncDir(s.Path)
	}
	if err != nil {
		return nil, storeError(err)
	}
	return durableUpload{upload, filepath.Join(s.Path, info.ID)}, nil
}

// GetUpload implements handler.DataStore.
func (s durableStore) GetUpload(ctx context.Context, id string) (handler.Upload, error) {
	upload, err := s.FileStore.GetUpload(ctx, id)
	if err != nil {
		return nil, storeError(err)
	}
	return durableUpload{upload, filepath.Join(s.Path, id)}, nil
}

// AsTerminatableUpload implements handler.TerminaterDataStore.
func (s durableStore) AsTerminatableUpload(upload handler.Upload) handler.TerminatableUpload {
	return s.FileStore.AsTerminatableUpload(upload.(durableUpload).Upload)
}

// WriteChunk writes what arrives and makes it durable, also when the connection broke: the client
// asks for the offset when it comes back.
func (u durableUpload) WriteChunk(ctx context.Context, offset int64, src io.Reader) (int64, error) {
	n, err := u.Upload.WriteChunk(ctx, offset, src)
	if syncErr := syncFile(u.path); err == nil {
		err = syncErr
	}
	return n, storeError(err)
}

// storeError hides what the file system said (paths, upload ids) from the client: tusd would
// print it. Answers that are tusd's own pass.
func storeError(err error) error {
	var own handler.Error
	if err == nil || errors.As(err, &own) {
		return err
	}
	hidden := handler.NewError("ERR_EVIDENCE_STORE", "the file could not be stored, try again later", http.StatusServiceUnavailable)
	hidden.HTTPResponse.Header["Retry-After"] = "60"
	return hidden
}

// syncFile makes all that was written to a file so far durable, through whatever handle.
func syncFile(path string) error {
	f, err := os.OpenFile(path, os.O_WRONLY, 0)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	return f.Sync()
}
