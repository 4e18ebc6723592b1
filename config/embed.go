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
)

//go:embed *.yaml
var builtin embed.FS

// Files lists the names of the configuration files.
func Files() []string {
	return []string{"sunlit.yaml", "rules.yaml", "calendar.yaml", "categories.yaml", "demo.yaml"}
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
		return nil, fmt.Errorf("config: there is no file %q%s", name, suggestion(name, Files()))
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

// checkFolder refuses a folder that is missing or holds a YAML file nobody reads: a misspelt
// rule.yaml would otherwise leave the old rules in force without a word.
func checkFolder(folder string) error {
	entries, err := os.ReadDir(folder)
	if err != nil {
		return fmt.Errorf("config: SUNLIT_CONFIG: %w", err)
	}
	for _, entry := range entries {
		name := entry.Name()
		yaml := strings.HasSuffix(name, ".yaml") || strings.HasSuffix(name, ".yml")
		if yaml && !slices.Contains(Files(), name) {
			return fmt.Errorf("config: %s is not read%s", filepath.Join(folder, name), suggestion(name, Files()))
		}
	}
	return nil
}

// suggestion returns " (did you mean x?)" for the known name closest to a misspelt one.
func suggestion(name string, known []string) string {
	best, closest := "", len(name)/2+2
	for _, candidate := range known {
		if d := distance(name, candidate); d < closest {
			best, closest = candidate, d
		}
	}
	if best == "" {
		return ""
	}
	return " (did you mean " + best + "?)"
}

// distance counts the letters to change, add or drop to turn a into b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}
