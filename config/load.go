package config

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"slices"
	"strings"

	"github.com/knadh/koanf/providers/rawbytes"
	"github.com/knadh/koanf/v2"
	"go.yaml.in/yaml/v3"

	"sunlit/config/form"
)

// environment maps the variables to the settings they override.
var environment = map[string]string{
	"SUNLIT_LISTEN":          "listen",
	"SUNLIT_BASE_URL":        "base_url",
	"SUNLIT_DATA":            "data",
	"SUNLIT_DATABASE":        "database",
	"SUNLIT_KEYS":            "keys",
	"SUNLIT_DEMO":            "demo",
	"SUNLIT_MAIL":            "mail",
	"SUNLIT_SMS":             "sms",
	"SUNLIT_BLOBS":           "blobs",
	"SUNLIT_TRUSTED_PROXIES": "trusted_proxies",
	"SUNLIT_LIMITS":          "limits",
	"SUNLIT_MIGRATE":         "migrate",
	"SUNLIT_CODES_PER_HOUR":  "codes_per_hour",
	"SUNLIT_LOG_LEVEL":       "log_level",

	"SUNLIT_LOG_ORIGIN":    "log.origin",
	"SUNLIT_LOG_WITNESSES": "log.witnesses",

	"SUNLIT_OIDC_ISSUER":        "oidc.issuer",
	"SUNLIT_OIDC_CLIENT_ID":     "oidc.client_id",
	"SUNLIT_OIDC_CLIENT_SECRET": "oidc.client_secret",
}

const (
	folderVariable = "SUNLIT_CONFIG"
	testVariables  = "SUNLIT_TEST_" // belong to the test runners, who start the real binary too
)

// Load reads the settings: the built-in sunlit.yaml, over it the one of the SUNLIT_CONFIG folder,
// over that the environment, given as os.Environ gives it. A key or SUNLIT_ variable that does not
// exist, and a value that cannot be meant, is an error; it names all of them at once.
func Load(environ []string) (Settings, error) {
	vars, faults := variables(environ)
	folder := vars[folderVariable]
	delete(vars, folderVariable)

	text, err := builtin.ReadFile("sunlit.yaml")
	if err != nil {
		return Settings{}, err
	}
	k := koanf.New(".")
	if err := k.Load(rawbytes.Provider(text), plainYAML{}); err != nil {
		return Settings{}, fmt.Errorf("config: built-in sunlit.yaml: %w", err)
	}
	if folder != "" {
		over, wrong := overlay(text, folder)
		if faults = append(faults, wrong...); len(wrong) == 0 {
			if err := k.Load(rawbytes.Provider(over), plainYAML{}); err != nil {
				return Settings{}, err
			}
		}
	}
	for _, name := range slices.Sorted(maps.Keys(vars)) {
		faults = append(faults, overridden(name, vars[name])...)
		if err := k.Set(environment[name], vars[name]); err != nil {
			return Settings{}, fmt.Errorf("config: %s: %w", name, err)
		}
	}
	s := settings(k)
	s.Folder = folder
	s.complete()
	if len(faults) == 0 {
		faults = s.contradictions()
	}
	return s, faults.OrNil()
}

// variables picks the SUNLIT_ ones; an empty value counts as not set.
func variables(environ []string) (map[string]string, form.Faults) {
	vars, faults := map[string]string{}, form.Faults{}
	known := append(slices.Sorted(maps.Keys(environment)), folderVariable)
	for _, entry := range environ {
		name, set, _ := strings.Cut(entry, "=")
		switch {
		case !strings.HasPrefix(name, "SUNLIT_") || strings.HasPrefix(name, testVariables):
		case !slices.Contains(known, name):
			faults = append(faults, form.Fault{File: name, Wrong: "is no environment variable of Sunlit", Write: form.Suggestion(name, known)})
		case set != "":
			vars[name] = set
		}
	}
	return vars, faults
}

// overridden says what is wrong with a variable's value.
func overridden(name, set string) form.Faults {
	v, strict := values[environment[name]]
	switch {
	case !strict || v.ok(set):
		return nil
	case v.secret:
		return form.Faults{{File: name, Wrong: "is not right", Write: v.write}}
	}
	return form.Faults{{File: name, Wrong: fmt.Sprintf("%q is not right", set), Write: v.write}}
}

// overlay reads the folder's sunlit.yaml and everything wrong with it; the built-in one names every
// key there is.
func overlay(builtin []byte, folder string) ([]byte, form.Faults) {
	if faults := checkFolder(folder); len(faults) > 0 {
		return nil, faults
	}
	text, err := read(folder, "sunlit.yaml")
	if err != nil {
		return nil, form.Faults{{File: "sunlit.yaml", Wrong: err.Error()}}
	}
	var doc yaml.Node
	if err := yaml.Unmarshal(builtin, &doc); err != nil {
		return nil, form.Faults{{File: "sunlit.yaml", Wrong: err.Error()}}
	}
	return text, form.Explain("sunlit.yaml", text, settingsForm(doc.Content[0]))
}

// settings turns the texts into values; those that are none were named before.
func settings(k *koanf.Koanf) Settings {
	flag := func(key string) bool { return switches[strings.ToLower(k.String(key))] }
	s := Settings{
		Listen: k.String("listen"), BaseURL: k.String("base_url"), Data: k.String("data"),
		Database: k.String("database"), Keys: k.String("keys"), Mail: k.String("mail"),
		SMS: k.String("sms"), Blobs: k.String("blobs"), CodesPerHour: k.Int("codes_per_hour"),
		Demo: flag("demo"), Limits: flag("limits"), Migrate: flag("migrate"),
		Site: siteOf(k),
		OIDC: OIDC{Issuer: k.String("oidc.issuer"), ClientID: k.String("oidc.client_id"), ClientSecret: k.String("oidc.client_secret"),
			Name: Text{Zh: k.String("oidc.name.zh"), En: k.String("oidc.name.en")}},
	}
	if err := s.LogLevel.UnmarshalText([]byte(k.String("log_level"))); err != nil {
		s.LogLevel = slog.LevelInfo
	}
	s.TransparencyLog = TransparencyLog{Origin: k.String("log.origin"), Witnesses: witnessesOf(listOf(k, "log.witnesses"))}
	for _, text := range listOf(k, "trusted_proxies") {
		if prefix, err := parsePrefix(text); err == nil {
			s.TrustedProxies = append(s.TrustedProxies, prefix)
		}
	}
	return s
}

func siteOf(k *koanf.Koanf) Site {
	text := func(key string) Text {
		return Text{Zh: k.String("site." + key + ".zh"), En: k.String("site." + key + ".en")}
	}
	return Site{
		Name: text("name"), Office: text("office"), Organiser: text("organiser"),
		Address: text("address"), Hours: text("hours"), Phone: k.String("site.phone"),
		Emergency: Emergency{
			Police:     k.String("site.emergency.police"),
			Ambulance:  k.String("site.emergency.ambulance"),
			Listening:  k.String("site.emergency.listening"),
			Discipline: k.String("site.emergency.discipline"),
			LegalAid:   k.String("site.emergency.legal_aid"),
		},
		Records: Records{
			ICP:    k.String("site.records.icp"),
			Police: k.String("site.records.police"),
			SiteID: k.String("site.records.site_id"),
		},
		FullTextNeeds: k.String("site.full_text_needs"),
		Exit:          k.String("site.exit"),
	}
}

// listOf reads a YAML list, or a text separated by commas as the environment gives it.
func listOf(k *koanf.Koanf, key string) []string {
	if text, ok := k.Get(key).(string); ok {
		return split(text)
	}
	return split(strings.Join(k.Strings(key), ","))
}

// plainYAML reads YAML but leaves every value the text it was written as: 0571 stays a telephone
// number and on stays on. It refuses anchors, and keys that stand there twice.
type plainYAML struct{}

// Unmarshal reads a mapping.
func (plainYAML) Unmarshal(text []byte) (map[string]any, error) {
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return nil, err
	}
	if len(doc.Content) == 0 || doc.Content[0].Tag == "!!null" {
		return map[string]any{}, nil
	}
	value, err := plain(doc.Content[0])
	if err != nil {
		return nil, err
	}
	mapping, ok := value.(map[string]any)
	if !ok {
		return nil, fmt.Errorf("line %d: expected key: value", doc.Content[0].Line)
	}
	return mapping, nil
}

// Marshal is never needed: settings are not written.
func (plainYAML) Marshal(map[string]any) ([]byte, error) { return nil, errors.ErrUnsupported }

func plain(node *yaml.Node) (any, error) {
	switch node.Kind {
	case yaml.ScalarNode:
		if node.Tag == "!!null" {
			return "", nil
		}
		return node.Value, nil
	case yaml.SequenceNode:
		list := []any{}
		for _, item := range node.Content {
			value, err := plain(item)
			if err != nil {
				return nil, err
			}
			list = append(list, value)
		}
		return list, nil
	case yaml.MappingNode:
		mapping := map[string]any{}
		for i := 0; i+1 < len(node.Content); i += 2 {
			key := node.Content[i]
			if _, twice := mapping[key.Value]; twice {
				return nil, fmt.Errorf("line %d: %s stands there twice", key.Line, key.Value)
			}
			value, err := plain(node.Content[i+1])
			if err != nil {
				return nil, err
			}
			mapping[key.Value] = value
		}
		return mapping, nil
	}
	return nil, fmt.Errorf("line %d: anchors are not supported", node.Line)
}
