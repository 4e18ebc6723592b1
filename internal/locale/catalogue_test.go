package locale

import (
	"io/fs"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"sunlit/frontend/shared"
)

// The tests of this file watch over the catalogue that everybody edits; each failure names the key.

func TestCatalogueLoads(t *testing.T) {
	if _, err := loaded(); err != nil {
		t.Fatal(err)
	}
}

func TestCatalogueHasNoOtherFiles(t *testing.T) {
	err := fs.WalkDir(shared.Locales, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil || entry.IsDir() {
			return err
		}
		parts := strings.Split(name, "/")
		subject := strings.TrimSuffix(parts[len(parts)-1], ".json")
		if len(parts) != 3 || !slices.Contains(Langs(), parts[1]) || !slices.Contains(Subjects(), subject) {
			t.Errorf("%s is never read", name)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}

func TestLanguagesHaveEqualKeys(t *testing.T) {
	for _, lang := range Langs() {
		for _, other := range Langs() {
			for _, key := range Keys(lang) {
				if !Has(other, key) {
					t.Errorf("%s has %s, %s lacks it", lang, key, other)
				}
			}
		}
	}
}

func TestLanguagesHaveEqualPlaceholders(t *testing.T) {
	for _, key := range Keys(Default) {
		want := placeholders(texts()[Default][key])
		for _, lang := range Langs() {
			text, ok := texts()[lang][key]
			if got := placeholders(text); ok && !slices.Equal(got, want) {
				t.Errorf("%s: %s has placeholders %v, %s has %v", key, Default, want, lang, got)
			}
		}
	}
}

var (
	keyShape         = regexp.MustCompile(`^[A-Za-z0-9_.-]+$`)
	placeholderShape = regexp.MustCompile(`^[A-Za-z][A-Za-z0-9_]*$`)
)

func TestTextsAreWellFormed(t *testing.T) {
	for _, lang := range Langs() {
		for _, key := range Keys(lang) {
			if fault := faultOf(texts()[lang][key]); fault != "" {
				t.Errorf("%s: %s: %s", lang, key, fault)
			}
			if !keyShape.MatchString(key) {
				t.Errorf("%s: %q is no plain key", lang, key)
			}
		}
	}
}

func TestEnglishIsNotChinese(t *testing.T) {
	han := regexp.MustCompile(`\p{Han}`)
	bracketed := regexp.MustCompile(`[(（\[][^)）\]]*[)）\]]|“[^”]*”|"[^"]*"`)
	// Chinese by its nature: the language's own name, and names and terms of law in brackets beside their English.
	for _, key := range Keys(En) {
		rest := strings.ReplaceAll(bracketed.ReplaceAllString(texts()[En][key], ""), "中文", "")
		if han.MatchString(rest) {
			t.Errorf("en: %s: Chinese outside of brackets: %s", key, rest)
		}
	}
}

// faultOf says what is wrong with a text. '@' and '|' mean something to vue-i18n and would break
// the desk; {'@'} writes them.
func faultOf(text string) string {
	if strings.TrimSpace(text) == "" {
		return "empty"
	}
	for _, name := range placeholders(text) {
		if !placeholderShape.MatchString(name) {
			return "placeholder {" + name + "} is no plain name"
		}
	}
	bare := ""
	rest := scan(text, func(before, _, _ string) { bare += before })
	bare += rest
	if i := strings.IndexAny(bare, "{}@|"); i >= 0 {
		return "write " + bare[i:i+1] + " as {'" + bare[i:i+1] + "'}"
	}
	return ""
}

func TestFaultOf(t *testing.T) {
	cases := []struct{ text, want string }{
		{"最多{max}字", ""},
		{"a {'@'} b", ""},
		{"", "empty"},
		{" ", "empty"},
		{", ", ""}, // a separator
		{"a@b", "write @ as {'@'}"},
		{"a | b", "write | as {'|'}"},
		{"{max", "write { as {'{'}"},
		{"{max 1}", "placeholder {max 1} is no plain name"},
		{"{}", "write { as {'{'}"},
		{"a {'{'} {'}'} b", ""},
	}
	for _, c := range cases {
		if got := faultOf(c.text); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestLoadRefuses(t *testing.T) {
	cases := []struct{ name, body, want string }{
		{"twice", "{\"a\": \"1\",\n\"a\": \"2\"}", `line 2: "a" stands there twice`},
		{"nested", `{"a": {"b": "c"}}`, `"a" must be a text`},
		{"number", `{"a": 1}`, `"a" must be a text`},
		{"list", `[]`, "expected an object"},
		{"trailing comma", "{\"a\": \"1\",\n}", "line 2"},
		{"cut off", `{"a": "1"`, "line 1"},
		{"two objects", `{} {}`, "something follows"},
		{"blank key", `{"": "x"}`, "no key"},
		{"empty", ``, "expected an object"},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			files := fstest.MapFS{}
			for _, lang := range Langs() {
				for _, subject := range Subjects() {
					files["locales/"+lang+"/"+subject+".json"] = &fstest.MapFile{Data: []byte(`{"ok": "1"}`)}
				}
			}
			files["locales/en/desk.json"].Data = []byte(c.body)
			got, err := load(files)
			if err == nil || !strings.Contains(err.Error(), c.want) || !strings.Contains(err.Error(), "en/desk.json") {
				t.Errorf("got %v, want %s", err, c.want)
			}
			if got[ZhCN]["desk.ok"] != "1" {
				t.Error("one broken file must not blank the others")
			}
		})
	}
}
