package identity_test

import (
	"bytes"
	"encoding/json"
	"os"
	"path/filepath"
	"testing"

	"sunlit/internal/identity"
)

func TestKeyFileFromBeforeTheLogGetsItsKeyAndLosesNothing(t *testing.T) {
	path := filepath.Join(t.TempDir(), "keys.json")
	made, err := identity.LoadKeys(path, true)
	if err != nil {
		t.Fatal(err)
	}
	if len(made.LogSeed()) != 32 {
		t.Fatalf("a seed of %d bytes", len(made.LogSeed()))
	}
	old := readKeys(t, path)
	delete(old, "log")
	sets := old["keys"].(map[string]any)
	sets["later"] = map[string]any{"primaryKeyId": 1.0} // of a newer program
	text, err := json.Marshal(old)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, text, 0o600); err != nil {
		t.Fatal(err)
	}
	first, err := identity.LoadKeys(path, false)
	if err != nil {
		t.Fatal(err)
	}
	second, err := identity.LoadKeys(path, false)
	if err != nil {
		t.Fatal(err)
	}
	if len(first.LogSeed()) != 32 || !bytes.Equal(first.LogSeed(), second.LogSeed()) {
		t.Error("the log's key was not kept")
	}
	if first.Fingerprint() != made.Fingerprint() {
		t.Error("the other keys changed")
	}
	if _, ok := readKeys(t, path)["keys"].(map[string]any)["later"]; !ok {
		t.Error("keys of a newer program were lost")
	}
	if err := identity.RotateKeys(path); err != nil {
		t.Fatal(err)
	}
	rotated, err := identity.LoadKeys(path, false)
	if err != nil || !bytes.Equal(rotated.LogSeed(), first.LogSeed()) {
		t.Errorf("a change of keys changed the log's (%v)", err)
	}
	if info, err := os.Stat(path); err != nil || info.Mode().Perm() != 0o600 {
		t.Errorf("mode %v, %v", info.Mode(), err)
	}
}

func readKeys(t *testing.T, path string) map[string]any {
	t.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	file := map[string]any{}
	if err := json.Unmarshal(text, &file); err != nil {
		t.Fatal(err)
	}
	return file
}
