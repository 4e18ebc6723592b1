package evidence

import (
	"context"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path/filepath"
	"sync"
	"syscall"
)

// disk keeps objects in a folder, spread over 256 subfolders by the first two characters of
// their keys. Temporary files lie in the same file system so that a rename finishes them.
type disk struct {
	dir    string
	temp   string
	shards sync.Map // subfolders known to exist durably
}

func openDisk(dir string) (*disk, error) {
	if dir == "" {
		return nil, errors.New("evidence: SUNLIT_BLOBS names no folder")
	}
	abs, err := filepath.Abs(dir)
	if err != nil {
		return nil, err
	}
	d := &disk{dir: abs, temp: filepath.Join(abs, "incoming")}
	if err := os.MkdirAll(d.temp, 0o700); err != nil {
		return nil, fmt.Errorf("evidence: open store: %w", err)
	}
	return d, syncDir(abs)
}

// Put implements Blobs: temporary file, fsync, rename, fsync of the folder.
func (d *disk) Put(ctx context.Context, key string, r io.Reader, size int64) error {
	tmp, err := os.CreateTemp(d.temp, tempPattern)
	if err != nil {
		return err
	}
	defer discard(tmp)
	n, err := io.Copy(tmp, io.LimitReader(withContext(ctx, r), size+1))
	if err != nil {
		return err
	}
	if n != size {
		return fmt.Errorf("evidence: object of %d bytes, %d announced", n, size)
	}
	return d.adopt(ctx, key, tmp)
}

// adopt makes a written temporary file the object of that key without copying it. A failed fsync
// is never retried: the kernel may have dropped the pages, so the bytes count as lost.
func (d *disk) adopt(ctx context.Context, key string, tmp *os.File) error {
	if err := checkKey(key); err != nil {
		return err
	}
	if err := ctx.Err(); err != nil {
		return err
	}
	if err := tmp.Sync(); err != nil {
		return err
	}
	shard, err := d.shard(key)
	if err != nil {
		return err
	}
	err = os.Rename(tmp.Name(), d.path(key))
	if errors.Is(err, syscall.EXDEV) { // the tus folder may lie on another disk
		info, err := tmp.Stat()
		if err != nil {
			return err
		}
		return d.Put(ctx, key, io.NewSectionReader(tmp, 0, info.Size()), info.Size())
	}
	if err != nil {
		return err
	}
	return syncDir(shard)
}

// shard returns the subfolder of a key, made durably when it is new.
func (d *disk) shard(key string) (string, error) {
	shard := filepath.Dir(d.path(key))
	if _, known := d.shards.Load(shard); known {
		return shard, nil
	}
	if err := os.Mkdir(shard, 0o700); err != nil && !errors.Is(err, fs.ErrExist) {
		return "", err
	}
	if err := syncDir(d.dir); err != nil {
		return "", err
	}
	d.shards.Store(shard, true)
	return shard, nil
}

func (d *disk) path(key string) string { return filepath.Join(d.dir, key[:2], key) }

// Open implements Blobs.
func (d *disk) Open(_ context.Context, key string) (io.ReadCloser, error) {
	if err := checkKey(key); err != nil {
		return nil, err
	}
	return os.Open(d.path(key))
}

// Stat implements Blobs.
func (d *disk) Stat(_ context.Context, key string) (int64, error) {
	if err := checkKey(key); err != nil {
		return 0, err
	}
	info, err := os.Stat(d.path(key))
	if err != nil {
		return 0, err
	}
	return info.Size(), nil
}

// Delete implements Blobs.
func (d *disk) Delete(_ context.Context, key string) error {
	if err := checkKey(key); err != nil {
		return err
	}
	err := os.Remove(d.path(key))
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	return err
}

// Walk implements Blobs.
func (d *disk) Walk(ctx context.Context, each func(Object) error) error {
	return filepath.WalkDir(d.dir, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if err := ctx.Err(); err != nil {
			return err
		}
		if entry.IsDir() {
			if path != d.dir && len(entry.Name()) != 2 { // incoming, tus and whatever else lies here
				return fs.SkipDir
			}
			return nil
		}
		if !validKey.MatchString(entry.Name()) || path != d.path(entry.Name()) {
			return nil
		}
		info, err := entry.Info()
		if errors.Is(err, fs.ErrNotExist) { // deleted meanwhile
			return nil
		}
		if err != nil {
			return err
		}
		return each(Object{entry.Name(), info.Size(), info.ModTime()})
	})
}

// syncDir makes renames and new files in a folder survive a power cut.
func syncDir(dir string) error {
	d, err := os.Open(dir)
	if err != nil {
		return err
	}
	defer func() { _ = d.Close() }()
	return d.Sync()
}

// tempPattern names temporary files so that Sweep finds those a crash has left behind.
const tempPattern = "incoming-*"

// discard closes a temporary file and removes it where it still has its temporary name.
func discard(tmp *os.File) {
	_ = tmp.Close()
	_ = os.Remove(tmp.Name()) // renamed away, or swept later
}

// contextReader ends reading when the context does.
type contextReader struct {
	ctx context.Context
	io.Reader
}

func withContext(ctx context.Context, r io.Reader) io.Reader { return contextReader{ctx, r} }

func (c contextReader) Read(p []byte) (int, error) {
	if err := c.ctx.Err(); err != nil {
		return 0, err
	}
	return c.Reader.Read(p)
}
