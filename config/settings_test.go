package config_test

import (
	"log/slog"
	"net/netip"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"sunlit/config"
)

func load(t *testing.T, environ ...string) config.Settings {
	t.Helper()
	s, err := config.Load(environ)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// folder makes a configuration folder with one file.
func folder(t *testing.T, name, text string) string {
	t.Helper()
	dir := t.TempDir()
	if err := os.WriteFile(filepath.Join(dir, name), []byte(text), 0o600); err != nil {
		t.Fatal(err)
	}
	return dir
}

func TestDefaults(t *testing.T) {
	got := load(t)
	site := got.Site
	got.Site = config.Site{}
	want := config.Settings{
		Listen: "127.0.0.1:8080", BaseURL: "http://127.0.0.1:8080", Data: "./data",
		Database: "sqlite:./data/sunlit.db", Keys: "./data/keys.json",
		Mail: "file:./data/outbox", SMS: "file:./data/outbox", Blobs: "file:./data/evidence",
		Limits: true, CodesPerHour: 600, Migrate: true, LogLevel: slog.LevelInfo,
		OIDC: config.OIDC{Name: config.Text{Zh: "统一身份认证", En: "Government sign-in"}},
	}
	if diff := cmp.Diff(want, got); diff != "" {
		t.Error(diff)
	}
	if site.Name.In("zh-CN") != "阳光信访" || site.Office.In("zh-CN") != "甲市信访局" || site.Phone != "12345" ||
		site.Emergency.Listening != "12356" || site.FullTextNeeds != config.FullTextCode {
		t.Errorf("site %+v", site)
	}
	for _, text := range []config.Text{site.Name, site.Office, site.Organiser, site.Address, site.Hours} {
		if text.Zh == "" || text.En == "" {
			t.Errorf("site has an empty text: %+v", text)
		}
	}
}

func TestEnvironmentOverrides(t *testing.T) {
	got := load(t, "PATH=/bin", "SUNLIT_LISTEN=127.0.0.1:8610", "SUNLIT_DATA=/var/lib/sunlit", "SUNLIT_DEMO=true",
		"SUNLIT_DATABASE=mysql://u:p@h:3306/n", "SUNLIT_LIMITS=off", "SUNLIT_MIGRATE=off", "SUNLIT_LOG_LEVEL=debug",
		"SUNLIT_TRUSTED_PROXIES=10.1.2.3/8, 192.0.2.1", "SUNLIT_BLOBS=s3://b/p?region=x", "SUNLIT_MAIL=smtp://h:25",
		"SUNLIT_KEYS=", "SUNLIT_TEST_MARIADB=x", "SUNLIT_BASE_URL=https://example.org/",
		"SUNLIT_OIDC_ISSUER=https://id.example.org/realm", "SUNLIT_OIDC_CLIENT_ID=sunlit", "SUNLIT_OIDC_CLIENT_SECRET=s")
	got.Site = config.Site{}
	want := config.Settings{
		Listen: "127.0.0.1:8610", BaseURL: "https://example.org", Data: "/var/lib/sunlit",
		Database: "mysql://u:p@h:3306/n", Keys: "/var/lib/sunlit/keys.json", Demo: true,
		Mail: "smtp://h:25", Blobs: "s3://b/p?region=x", LogLevel: slog.LevelDebug, CodesPerHour: 600,
		TrustedProxies: []netip.Prefix{netip.MustParsePrefix("10.0.0.0/8"), netip.MustParsePrefix("192.0.2.1/32")},
		OIDC:           config.OIDC{Issuer: "https://id.example.org/realm", ClientID: "sunlit", ClientSecret: "s", Name: config.Text{Zh: "统一身份认证", En: "Government sign-in"}},
	}
	if diff := cmp.Diff(want, got, cmp.Comparer(func(a, b netip.Prefix) bool { return a == b })); diff != "" {
		t.Error(diff)
	}
}

func TestWitnessesOfTheLog(t *testing.T) {
	want := config.TransparencyLog{Origin: "petitions.example/log", Witnesses: []config.Witness{
		{URL: "https://w1.example/x", Key: "w1.example+01020304+BAAA"}, {Key: "old.example+0a0b0c0d+BBBB"}}}
	inFile := load(t, "SUNLIT_CONFIG="+folder(t, "sunlit.yaml", "log:\n  origin: petitions.example/log\n  witnesses:\n    - https://w1.example/x w1.example+01020304+BAAA\n    - old.example+0a0b0c0d+BBBB\n"))
	inEnvironment := load(t, "SUNLIT_LOG_ORIGIN=petitions.example/log", "SUNLIT_LOG_WITNESSES=https://w1.example/x w1.example+01020304+BAAA, old.example+0a0b0c0d+BBBB")
	for _, got := range []config.Settings{inFile, inEnvironment} {
		if diff := cmp.Diff(want, got.TransparencyLog); diff != "" {
			t.Error(diff)
		}
	}
	load(t, "SUNLIT_LOG_WITNESSES=http://127.0.0.1:9000 w1.example+01020304+BAAA")
	for _, bad := range []string{"SUNLIT_LOG_ORIGIN=https://petitions.example/log", "SUNLIT_LOG_WITNESSES=http://w1.example w1.example+01020304+BAAA",
		"SUNLIT_LOG_WITNESSES=https://w1.example", "SUNLIT_LOG_WITNESSES=https://w1.example a key+with+blanks"} {
		if _, err := config.Load([]string{bad}); err == nil {
			t.Errorf("%s: taken", bad)
		}
	}
}

func TestFolderOverridesFileByFile(t *testing.T) {
	dir := folder(t, "sunlit.yaml", "site:\n  phone: 0571-0000\n  office: {zh: 乙市信访局}\nlimits: on\n")
	s := load(t, "SUNLIT_CONFIG="+dir)
	if s.Folder != dir || s.Site.Phone != "0571-0000" || s.Site.Office.In("zh-CN") != "乙市信访局" || s.Site.Name.En != "Sunlit" {
		t.Errorf("got %+v", s.Site)
	}
	dir = folder(t, "rules.yaml", "rules: []")
	s = load(t, "SUNLIT_CONFIG="+dir)
	if text, err := s.File("rules.yaml"); err != nil || string(text) != "rules: []" {
		t.Errorf("got %q, %v", text, err)
	}
	if text, err := s.File("calendar.yaml"); err != nil || len(text) < 1000 {
		t.Errorf("got %q, %v", text, err)
	}
	t.Setenv("SUNLIT_CONFIG", dir)
	if text, err := config.File("rules.yaml"); err != nil || string(text) != "rules: []" {
		t.Errorf("got %q, %v", text, err)
	}
}

func TestNumbersStayAsWritten(t *testing.T) {
	s := load(t, "SUNLIT_CONFIG="+folder(t, "sunlit.yaml", "site:\n  phone: 0571\n"))
	if s.Site.Phone != "0571" {
		t.Errorf("got %q", s.Site.Phone)
	}
}

func TestLoadRefuses(t *testing.T) {
	yaml := func(text string) string { return "SUNLIT_CONFIG=" + folder(t, "sunlit.yaml", text) }
	cases := []struct{ name, entry, want string }{
		{"misspelt variable", "SUNLIT_LISTN=x", "SUNLIT_LISTN: is no environment variable of Sunlit; did you mean SUNLIT_LISTEN?"},
		{"far-off variable", "SUNLIT_COLOUR_OF_THE_SKY=x", "SUNLIT_COLOUR_OF_THE_SKY: is no environment variable of Sunlit"},
		{"misspelt key", yaml("listn: x"), "sunlit.yaml:1: listn: is no key here; did you mean listen?"},
		{"misspelt nested key", yaml("site:\n  ofice: {zh: x}"), "sunlit.yaml:2: site.ofice: is no key here; did you mean office?"},
		{"key twice", yaml("demo: true\ndemo: false"), "sunlit.yaml:2: demo: was already given on line 1"},
		{"a list", yaml("- demo"), "sunlit.yaml:1: is not a mapping"},
		{"anchors", yaml("listen: &a x\nkeys: *a"), "anchors"},
		{"not yaml", yaml("a: ["), "sunlit.yaml"},
		{"file nobody reads", "SUNLIT_CONFIG=" + folder(t, "rule.yaml", ""), "rule.yaml: is not read; did you mean rules.yaml?"},
		{"no folder", "SUNLIT_CONFIG=/no/such/folder", "SUNLIT_CONFIG"},
		{"no flag", "SUNLIT_DEMO=maybe", `SUNLIT_DEMO: "maybe" is not right; write on or off`},
		{"no level", "SUNLIT_LOG_LEVEL=loud", `SUNLIT_LOG_LEVEL: "loud"`},
		{"no proxy", "SUNLIT_TRUSTED_PROXIES=proxy", `SUNLIT_TRUSTED_PROXIES: "proxy"`},
		{"no port", "SUNLIT_LISTEN=localhost", "SUNLIT_LISTEN:"},
		{"no address", "SUNLIT_BASE_URL=example.org", "SUNLIT_BASE_URL:"},
		{"no database", "SUNLIT_DATABASE=postgres://u:secret@h/n", "SUNLIT_DATABASE:"},
		{"no mail", "SUNLIT_MAIL=mailto:x", "SUNLIT_MAIL:"},
		{"no sms", "SUNLIT_SMS=tel:1", "SUNLIT_SMS:"},
		{"no blobs", "SUNLIT_BLOBS=s3://", "SUNLIT_BLOBS:"},
		{"no way to open", yaml("site: {full_text_needs: face}"), "site.full_text_needs"},
		{"limits off in life", "SUNLIT_LIMITS=off", "limits:"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			_, err := config.Load([]string{c.entry})
			if err == nil || !strings.Contains(err.Error(), c.want) {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if err != nil && strings.Contains(err.Error(), "secret") {
				t.Errorf("tells a password: %v", err)
			}
		})
	}
}

func TestFileRefusesOthers(t *testing.T) {
	for _, name := range []string{"../go.mod", "rule.yaml", ""} {
		if _, err := config.File(name); err == nil {
			t.Errorf("read %q", name)
		}
	}
}

func TestMayServe(t *testing.T) {
	cases := []struct {
		name    string
		environ []string
		ok      bool
	}{
		{"demo here", []string{"SUNLIT_DEMO=true"}, true},
		{"demo on localhost", []string{"SUNLIT_DEMO=true", "SUNLIT_LISTEN=localhost:1"}, true},
		{"demo on IPv6 loopback", []string{"SUNLIT_DEMO=true", "SUNLIT_LISTEN=[::1]:1"}, true},
		{"demo for everybody", []string{"SUNLIT_DEMO=true", "SUNLIT_LISTEN=0.0.0.0:1"}, false},
		{"demo on every address", []string{"SUNLIT_DEMO=true", "SUNLIT_LISTEN=:8080"}, false},
		{"demo on a mapped address", []string{"SUNLIT_DEMO=true", "SUNLIT_LISTEN=[::ffff:192.0.2.1]:1"}, false},
		{"life without https", nil, false},
		{"life with https", []string{"SUNLIT_BASE_URL=https://example.org", "SUNLIT_LISTEN=0.0.0.0:1"}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			if err := load(t, c.environ...).MayServe(); (err == nil) != c.ok {
				t.Errorf("got %v", err)
			}
		})
	}
}
