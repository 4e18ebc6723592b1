package config

import (
	"errors"
	"fmt"
	"log/slog"
	"maps"
	"net/netip"
	"slices"
	"strings"

	"github.com/knadh/koanf/providers/rawbytes"
	"github.com/knadh/koanf/v2"
	"go.yaml.in/yaml/v3"
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
	"SUNLIT_LOG_LEVEL":       "log_level",
}

const (
	folderVariable = "SUNLIT_CONFIG"
	testVariables  = "SUNLIT_TEST_" // belong to the test runners, who start the real binary too
)

// Load reads the settings: the built-in sunlit.yaml, over it the one of the SUNLIT_CONFIG folder,
// over that the environment, given as os.Environ gives it. A key or SUNLIT_ variable that does not
// exist, and a value that cannot be meant, is an error that names it.
func Load(environ []string) (Settings, error) {
	vars, err := variables(environ)
	if err != nil {
		return Settings{}, err
	}
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
		if err := overlay(k, folder); err != nil {
			return Settings{}, err
		}
	}
	for name, value := range vars {
		if err := k.Set(environment[name], value); err != nil {
			return Settings{}, fmt.Errorf("config: %s: %w", name, err)
		}
	}
	s, err := settings(k)
	if err != nil {
		return Settings{}, err
	}
	s.Folder = folder
	s.complete()
	return s, s.check()
}

// variables picks the SUNLIT_ ones; an empty value counts as not set.
func variables(environ []string) (map[string]string, error) {
	vars := map[string]string{}
	known := append(slices.Sorted(maps.Keys(environment)), folderVariable)
	for _, entry := range environ {
		name, value, _ := strings.Cut(entry, "=")
		if !strings.HasPrefix(name, "SUNLIT_") || strings.HasPrefix(name, testVariables) {
			continue
		}
		if !slices.Contains(known, name) {
			return nil, fmt.Errorf("config: unknown environment variable %s%s", name, suggestion(name, known))
		}
		if value != "" {
			vars[name] = value
		}
	}
	return vars, nil
}

// overlay puts the folder's sunlit.yaml over the built-in one, which names every key there is.
func overlay(k *koanf.Koanf, folder string) error {
	if err := checkFolder(folder); err != nil {
		return err
	}
	text, err := read(folder, "sunlit.yaml")
	if err != nil {
		return err
	}
	over := koanf.New(".")
	if err := over.Load(rawbytes.Provider(text), plainYAML{}); err != nil {
		return fmt.Errorf("config: sunlit.yaml: %w", err)
	}
	for _, key := range over.Keys() {
		if !slices.Contains(k.Keys(), key) {
			return fmt.Errorf("config: sunlit.yaml: unknown key %s%s", key, suggestion(key, k.Keys()))
		}
	}
	return k.Merge(over)
}

// settings turns the texts into values and names each key whose text is none.
func settings(k *koanf.Koanf) (Settings, error) {
	var faults []error
	fault := func(key string, want string) {
		faults = append(faults, fmt.Errorf("config: %s: %q is not %s", key, k.String(key), want))
	}
	flag := func(key string) bool {
		switch strings.ToLower(k.String(key)) {
		case "true", "on", "yes", "1":
			return true
		case "false", "off", "no", "0":
			return false
		}
		fault(key, "on or off")
		return false
	}
	s := Settings{
		Listen: k.String("listen"), BaseURL: k.String("base_url"), Data: k.String("data"),
		Database: k.String("database"), Keys: k.String("keys"), Mail: k.String("mail"),
		SMS: k.String("sms"), Blobs: k.String("blobs"),
		Demo: flag("demo"), Limits: flag("limits"), Migrate: flag("migrate"),
		Site: siteOf(k),
	}
	if err := s.LogLevel.UnmarshalText([]byte(k.String("log_level"))); err != nil {
		s.LogLevel = slog.LevelInfo
		fault("log_level", "debug, info, warn or error")
	}
	for _, text := range listOf(k, "trusted_proxies") {
		prefix, err := parsePrefix(text)
		if err != nil {
			faults = append(faults, fmt.Errorf("config: trusted_proxies: %q is not an address or CIDR", text))
		}
		s.TrustedProxies = append(s.TrustedProxies, prefix)
	}
	return s, errors.Join(faults...)
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
	}
}

// listOf reads a YAML list, or a text separated by commas as the environment gives it.
func listOf(k *koanf.Koanf, key string) []string {
	parts := k.Strings(key)
	if text, ok := k.Get(key).(string); ok {
		parts = strings.Split(text, ",")
	}
	var list []string
	for _, part := range parts {
		if part = strings.TrimSpace(part); part != "" {
			list = append(list, part)
		}
	}
	return list
}

func parsePrefix(text string) (netip.Prefix, error) {
	if prefix, err := netip.ParsePrefix(text); err == nil {
		return prefix.Masked(), nil
	}
	addr, err := netip.ParseAddr(text)
	if err != nil {
		return netip.Prefix{}, err
	}
	return addr.Prefix(addr.BitLen())
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
