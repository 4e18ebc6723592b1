package evidence

import (
	"context"
	"encoding/json"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"time"

	"github.com/tus/tusd/v2/pkg/handler"
)

// sweepPage is how many unattached files are asked for at once.
const sweepPage = 100

// Unattached is what Sweep needs of the rows about files.
type Unattached interface {
	// UnattachedBefore lists files that were received before an instant and belong to no petition.
	UnattachedBefore(ctx context.Context, before time.Time, limit int) ([]File, error)
	// Forget removes a file's row unless a petition has taken the file meanwhile; it answers
	// whether it did. After that nobody can attach it any more.
	Forget(ctx context.Context, id string) (bool, error)
}

// Sweep deletes files that were not attached within 24 hours and returns how many. The row goes
// first, so that no petition can take a file whose bytes are going; what a crash leaves behind in
// between is found by Orphans.
func (in *Intake) Sweep(ctx context.Context, now time.Time, rows Unattached) (int, error) {
	swept := 0
	for {
		files, err := rows.UnattachedBefore(ctx, now.Add(-Keep), sweepPage)
		if err != nil {
			return swept, err
		}
		progress := false
		for _, f := range files {
			gone, err := rows.Forget(ctx, f.ID)
			if err != nil {
				return swept, err
			}
			if !gone {
				continue
			}
			if err := in.Delete(ctx, f); err != nil {
				return swept, err
			}
			swept, progress = swept+1, true
		}
		if len(files) < sweepPage || !progress {
			return swept, in.sweepTemp()
		}
	}
}

// Delete removes a file's objects. Only files that never belonged to a petition, or whose
// retention has ended, are deleted.
func (in *Intake) Delete(ctx context.Context, f File) error {
	return errors.Join(in.blobs.Delete(ctx, f.BlobKey), in.views.Delete(ctx, f.BlobKey+viewSuffix))
}

// Orphans names the objects of a store that no row knows and that are older than a day by the
// store's clock; younger ones may be waiting for their row. known is asked with each key; a view
// copy is known with its original.
func Orphans(ctx context.Context, blobs Blobs, known func(ctx context.Context, key string) (bool, error), each func(Object) error) error {
	var youngest time.Time
	var old []Object
	err := blobs.Walk(ctx, func(o Object) error {
		if o.Modified.After(youngest) {
			youngest = o.Modified
		}
		has, err := known(ctx, strings.TrimSuffix(o.Key, viewSuffix))
		if err == nil && !has {
			old = append(old, o)
		}
		return err
	})
	if err != nil {
		return err
	}
	for _, o := range old {
		if youngest.Sub(o.Modified) < Keep {
			continue
		}
		if err := each(o); err != nil {
			return err
		}
	}
	return nil
}

// sweepTemp removes incoming files that a crash has left behind. Their age is measured against a
// file made now, by the file system's own clock.
func (in *Intake) sweepTemp() error {
	return removeOld(in.temp, tempPattern)
}

// Sweep removes uploads that were begun more than 24 hours ago, finished or not, and returns how
// many. What a finished one brought in stays.
func (t *Tus) Sweep(ctx context.Context) (int, error) {
	notes, err := filepath.Glob(filepath.Join(t.Dir, "*.info"))
	if err != nil {
		return 0, err
	}
	swept := 0
	for _, note := range notes {
		if err := ctx.Err(); err != nil {
			return swept, err
		}
		id := strings.TrimSuffix(filepath.Base(note), ".info")
		var info handler.FileInfo
		b, err := os.ReadFile(note)
		if err != nil || json.Unmarshal(b, &info) != nil {
			continue // just being written, or cut off by a crash: removed by its age below
		}
		if !t.Now().After(created(info).Add(Keep)) {
			continue
		}
		unlock := t.finish.lock(id)
		t.remove(id)
		unlock()
		swept++
	}
	return swept, removeOld(t.Dir, "*")
}

// removeOld deletes the files of a folder that match a pattern and are older than a day.
func removeOld(dir, pattern string) error {
	mark, err := os.CreateTemp(dir, "mark-*")
	if err != nil {
		return err
	}
	defer discard(mark)
	now, err := mark.Stat()
	if err != nil {
		return err
	}
	paths, err := filepath.Glob(filepath.Join(dir, pattern))
	if err != nil {
		return err
	}
	for _, path := range paths {
		info, err := os.Stat(path)
		if err != nil || now.ModTime().Sub(info.ModTime()) < Keep {
			continue
		}
		_ = os.Remove(path) // next time
	}
	return nil
}
