// Package config holds what an office may change without a developer: settings, rules of law,
// days off, classification, and the invented world of the demo. The files are part of the binary;
// a folder named in SUNLIT_CONFIG overrides them one by one.
package config

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"

	"sunlit/config/form"
)

//go:embed *.yaml
var builtin embed.FS

// Files lists the names of the configuration files.
func Files() []string {
	return []string{"sunlit.yaml", "rules.yaml", "calendar.yaml", "categories.yaml", "guide.yaml", "pages.yaml", "demo.yaml"}
}

// File returns a configuration file: the one in the folder that SUNLIT_CONFIG names, otherwise the
// built-in one. Where Settings are at hand, Settings.File is the better way.
func File(name string) ([]byte, error) {
	return read(os.Getenv("SUNLIT_CONFIG"), name)
}

// File returns a configuration file: the one in the settings' folder, otherwise the built-in one.
func (s Settings) File(name string) ([]byte, error) {
	return read(s.Folder, name)
}

func read(folder, name string) ([]byte, error) {
	if !slices.Contains(Files(), name) {
		return nil, fmt.Errorf("config: there is no file %q: %s", name, form.Suggestion(name, Files()))
	}
	if folder != "" {
		text, err := os.ReadFile(filepath.Join(folder, name))
		if err == nil {
			return text, nil
		}
		if !errors.Is(err, fs.ErrNotExist) {
			return nil, fmt.Errorf("config: %w", err)
		}
	}
	return builtin.ReadFile(name)
}

// checkFolder refuses a folder that is missing or holds YAML files nobody reads: a misspelt
// rule.yaml would otherwise leave the old rules in force without a word.
func checkFolder(folder string) form.Faults {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return form.Faults{{File: folderVariable, Wrong: err.Error(), Write: "name a folder that can be read"}}
	}
	var faults form.Faults
	for _, entry := range entries {
		name := entry.Name()
		yaml := strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
		if yaml && !slices.Contains(Files(), name) {
			faults = append(faults, form.Fault{File: name, Wrong: "is not read", Write: form.Suggestion(name, Files())})
		}
	}
	return faults
}
