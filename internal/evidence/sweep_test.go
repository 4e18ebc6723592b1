package evidence

import (
	"bytes"
	"context"
	"os"
	"path/filepath"
	"testing"
	"time"
)

// rows plays the store of file rows.
type rows struct {
	unattached []File
	taken      map[string]bool // attached between listing and forgetting
	forgotten  map[string]bool
}

func (r *rows) UnattachedBefore(_ context.Context, _ time.Time, limit int) ([]File, error) {
	var page []File
	for _, f := range r.unattached {
		if !r.forgotten[f.ID] && len(page) < limit {
			page = append(page, f)
		}
	}
	return page, nil
}

func (r *rows) Forget(_ context.Context, id string) (bool, error) {
	if r.taken[id] {
		return false, nil
	}
	r.forgotten[id] = true
	return true, nil
}

func TestSweepDeletesUnattachedFiles(t *testing.T) {
	in, d := diskIntake(t)
	r := &rows{taken: map[string]bool{}, forgotten: map[string]bool{}}
	for range 3 {
		r.unattached = append(r.unattached, received(t, in, "a.png", pngFile(t, halves(4, 4))))
	}
	viewed(t, in, r.unattached[0])
	r.taken[r.unattached[1].ID] = true
	n, err := in.Sweep(context.Background(), time.Date(2026, 11, 24, 0, 0, 0, 0, time.UTC), r)
	if n != 2 || err != nil || objects(t, d) != 1 {
		t.Errorf("swept %d, %v; %d objects left", n, err, objects(t, d))
	}
	if err := in.Verify(context.Background(), r.unattached[1]); err != nil {
		t.Errorf("the file taken meanwhile: %v", err)
	}
}

func TestSweepRemovesWhatACrashLeft(t *testing.T) {
	in, d := diskIntake(t)
	old, young := filepath.Join(d.temp, "incoming-1"), filepath.Join(d.temp, "incoming-2")
	for _, path := range []string{old, young} {
		if err := os.WriteFile(path, []byte("half"), 0o600); err != nil {
			t.Fatal(err)
		}
	}
	long := time.Now().Add(-Keep - time.Hour)
	if err := os.Chtimes(old, long, long); err != nil {
		t.Fatal(err)
	}
	if _, err := in.Sweep(context.Background(), time.Now(), &rows{}); err != nil {
		t.Fatal(err)
	}
	if _, err := os.Stat(old); !os.IsNotExist(err) {
		t.Error("the old one is still there")
	}
	if _, err := os.Stat(young); err != nil {
		t.Error("the young one is gone: it may be arriving just now")
	}
}

func TestOrphansAreOldAndUnknown(t *testing.T) {
	in, d := diskIntake(t)
	ctx := context.Background()
	png := pngFile(t, halves(4, 4))
	known, lost, young := received(t, in, "a.png", png), received(t, in, "b.png", png), received(t, in, "c.png", png)
	viewed(t, in, known)
	viewed(t, in, lost)
	long := time.Now().Add(-Keep - time.Hour)
	for _, f := range []File{known, lost} {
		for _, key := range []string{f.BlobKey, f.BlobKey + viewSuffix} {
			if err := os.Chtimes(d.path(key), long, long); err != nil {
				t.Fatal(err)
			}
		}
	}
	var found bytes.Buffer
	n := 0
	err := Orphans(ctx, d, func(_ context.Context, key string) (bool, error) { return key == known.BlobKey, nil }, func(o Object) error {
		n++
		found.WriteString(o.Key + " ")
		return nil
	})
	if err != nil || n != 2 || !bytes.Contains(found.Bytes(), []byte(lost.BlobKey)) || bytes.Contains(found.Bytes(), []byte(young.BlobKey)) {
		t.Errorf("found %s (%v)", found.String(), err)
	}
}
