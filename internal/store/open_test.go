package store_test

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

func TestOpenRefusesOtherURLs(t *testing.T) {
	for _, address := range []string{"", "postgres://u:secret@h/n", "sqlite:", "sqlite::memory:", "sqlite:file:x", "sqlite:a?b=c", "mysql://u:se%zzcret@h/n", "secret"} {
		s, err := store.Open(t.Context(), address)
		if err == nil {
			_ = s.Close()
			t.Errorf("%q was opened", address)
		} else if strings.Contains(err.Error(), "secret") && strings.Contains(address, ":") {
			t.Errorf("the error tells the password: %v", err)
		}
	}
}

func TestSelfCheckPasses(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		must(t, s.SelfCheck(t.Context()))
		must(t, s.Ping(t.Context()))
		if now := got(s.Now(t.Context()))(t); time.Since(now).Abs() > time.Minute {
			t.Errorf("the database thinks it is %v", now)
		}
	})
}

func TestReadersCannotWrite(t *testing.T) {
	s := storetest.SQLite(t)
	if _, err := s.Reader().ExecContext(t.Context(), "DELETE FROM meta"); err == nil {
		t.Error("a reading connection wrote")
	}
}

// A broken setting must be found and named, or the check checks nothing.
func TestSelfCheckNamesTheSetting(t *testing.T) {
	lite := storetest.SQLite(t)
	_, err := lite.Writer().ExecContext(t.Context(), "PRAGMA synchronous = OFF")
	must(t, err)
	if err := lite.SelfCheck(t.Context()); err == nil || !strings.Contains(err.Error(), "synchronous") {
		t.Errorf("got %v", err)
	}
	address := storetest.MariaDBURL(t)
	storetest.Exec(t, address, "ALTER DATABASE CHARACTER SET latin1")
	s, err := store.Open(t.Context(), address)
	if err == nil {
		_ = s.Close()
	}
	if err == nil || !strings.Contains(err.Error(), "character_set_database") {
		t.Errorf("got %v", err)
	}
}

func TestOpenMakesTheFolder(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "folder", "sunlit.db")
	storetest.Open(t, "sqlite:"+path)
	info, err := os.Stat(filepath.Dir(path))
	must(t, err)
	if info.Mode().Perm() != 0o700 {
		t.Errorf("mode %v", info.Mode())
	}
}

func TestTwoNodesMigrateAtOnce(t *testing.T) {
	addresses := map[string]func(*testing.T) string{
		"sqlite":  func(t *testing.T) string { return "sqlite:" + filepath.Join(t.TempDir(), "s.db") },
		"mariadb": func(t *testing.T) string { return storetest.MariaDBURL(t) },
	}
	for name, address := range addresses {
		t.Run(name, func(t *testing.T) {
			at := address(t)
			nodes := make([]*store.Store, 3)
			for i := range nodes {
				s, err := store.Open(t.Context(), at)
				must(t, err)
				t.Cleanup(func() { _ = s.Close() })
				nodes[i] = s
			}
			if n := got(nodes[0].MigrationsPending(t.Context()))(t); n == 0 {
				t.Error("nothing is pending on an empty database")
			}
			all(t, len(nodes), func(i int) error { return nodes[i].Migrate(t.Context()) })
			if n := got(nodes[0].MigrationsPending(t.Context()))(t); n != 0 {
				t.Errorf("%d migrations pending", n)
			}
		})
	}
}
