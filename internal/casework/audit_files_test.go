package casework_test

import (
	"fmt"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"

	"sunlit/internal/casework"
	"sunlit/internal/evidence"
)

// One bit flipped in each of 1,000 evidence files: every one is found and named, with its petition.
func TestAuditFindsEveryFlippedBit(t *testing.T) {
	each(t, flipped)
}

func flipped(p *portal) {
	t := p.t
	dir := t.TempDir()
	blobs, err := evidence.OpenBlobs("file:" + dir)
	p.fine(err)
	p.Blobs = blobs
	p.Intake, err = evidence.NewIntake(evidence.Options{Blobs: blobs})
	p.fine(err)
	const files, each = 1000, 8
	owner := map[string]string{} // file → petition
	for range files / each {
		var ids []string
		for i := range each {
			ids = append(ids, p.upload(fmt.Sprintf("%d.pdf", i), smallPDF, "mine"))
		}
		filed := p.file(func(in *casework.Filing) { in.Evidence, in.Owner = ids, "mine" })
		for _, id := range ids {
			owner[id] = filed.Number
		}
	}
	if found := p.filesAudited(); len(found) > 0 {
		t.Fatalf("before anything was touched: %v", found)
	}
	touched := 0
	p.fine(filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		b, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		b[rand.N(len(b))] ^= 1 << rand.N(8)
		touched++
		return os.WriteFile(path, b, 0o600)
	}))
	found := p.filesAudited()
	if touched != files || len(found) != files {
		t.Fatalf("%d flipped, %d found", touched, len(found))
	}
	for _, f := range found {
		id, ok := strings.CutPrefix(f.Row, "evidence ")
		if !ok || f.Place != "files" || f.Wrong != casework.Differs || owner[id] == "" || owner[id] != f.Number {
			t.Fatalf("badly named: %+v", f)
		}
		delete(owner, id)
	}
}

// A paper, a scan and a clean copy that are not what they were, or gone, are told too.
func TestAuditFindsOtherFiles(t *testing.T) {
	p := newPortal(t, sqlite(t))
	dir := t.TempDir()
	blobs, err := evidence.OpenBlobs("file:" + dir)
	p.fine(err)
	p.Blobs = blobs
	p.Intake, err = evidence.NewIntake(evidence.Options{Blobs: blobs})
	p.fine(err)
	p.answered()
	if found := p.filesAudited(); len(found) > 0 {
		t.Fatalf("before anything was touched: %v", found)
	}
	var paths []string
	p.fine(filepath.WalkDir(dir, func(path string, entry os.DirEntry, err error) error {
		if err == nil && !entry.IsDir() {
			paths = append(paths, path)
		}
		return err
	}))
	places := map[string]bool{}
	for _, path := range paths {
		b, err := os.ReadFile(path)
		p.fine(err)
		p.fine(os.Remove(path))
		found := p.filesAudited()
		b[len(b)/2] ^= 1
		p.fine(os.WriteFile(path, b, 0o600))
		found = append(found, p.filesAudited()...)
		b[len(b)/2] ^= 1
		p.fine(os.WriteFile(path, b, 0o600))
		for _, f := range found {
			places[strings.Fields(f.Row)[0]] = true
		}
		// What was rendered for an approver and not issued is nobody's file; it is not in a row.
		if len(found) > 0 && (len(found) != 2 || !slices.ContainsFunc(found, func(f casework.Finding) bool { return f.Wrong == casework.Missing })) {
			t.Errorf("%s gone and altered: %v", filepath.Base(path), found)
		}
	}
	for _, place := range []string{"evidence", "papers", "paper_scans"} {
		if !places[place] {
			t.Errorf("nothing was found of %s", place)
		}
	}
}
