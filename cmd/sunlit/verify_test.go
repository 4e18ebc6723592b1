package main

import (
	"os"
	"path/filepath"
	"strings"
	"testing"

	"sunlit/internal/store/storetest"
)

// Neither the demo's seed nor an import raises a false alarm; a changed row is named and fails the command.
func TestVerifyAfterSeedAndImport(t *testing.T) {
	data := t.TempDir()
	environ := []string{"SUNLIT_DATA=" + data, "SUNLIT_LISTEN=127.0.0.1:0", "SUNLIT_DEMO=true"}
	file := filepath.Join(t.TempDir(), "messages.jsonl")
	line := `{"no":"1","user":"网友","title":"路灯不亮","filed_at":"2019-04-01T02:00:00Z","text":"小区门口的路灯三个月不亮。","reply":"已经修复。","replied_at":"2019-04-09T02:00:00Z"}` + "\n"
	if err := os.WriteFile(file, []byte(line), 0o600); err != nil {
		t.Fatal(err)
	}
	runs(t, environ, "demo")
	runs(t, environ, "import", file)
	if said := runs(t, environ, "verify"); !strings.Contains(said, "Nothing is altered or missing.") || !strings.Contains(said, "events compared") {
		t.Error(said)
	}
	raw := storetest.Raw(t, "sqlite:"+filepath.Join(data, "sunlit.db"))
	if _, err := raw.ExecContext(t.Context(), "UPDATE petitions SET stage = 'CLOSED' WHERE id = 1"); err != nil {
		t.Fatal(err)
	}
	refuses(t, environ, "1 found altered or missing", "verify", "--quick")
}

// A public text changed past the portal is named, and written anew from the events.
func TestRebuildPublished(t *testing.T) {
	data := t.TempDir()
	environ := []string{"SUNLIT_DATA=" + data, "SUNLIT_LISTEN=127.0.0.1:0", "SUNLIT_DEMO=true"}
	runs(t, environ, "demo")
	raw := storetest.Raw(t, "sqlite:"+filepath.Join(data, "sunlit.db"))
	if _, err := raw.ExecContext(t.Context(), "UPDATE published SET facts = 'x' WHERE id = (SELECT MAX(id) FROM published)"); err != nil {
		t.Fatal(err)
	}
	refuses(t, environ, "1 found altered or missing", "verify", "--quick")
	if said := runs(t, environ, "rebuild"); !strings.Contains(said, "published matters written anew") || strings.HasPrefix(said, "0 ") {
		t.Error(said)
	}
	runs(t, environ, "verify", "--quick")
}
