package locale

import (
	"bytes"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"path"
	"strings"
	"sync"

	"sunlit/frontend/shared"
)

// Subjects lists the files of the catalogue. The file's name is the first segment of its keys:
// "home.title" in citizen.json is "citizen.home.title".
func Subjects() []string {
	return []string{"citizen", "guide", "desk", "ladder", "law", "error", "paper", "notice", "channel", "verify", "clock", "right", "visits", "account", "log", "published", "audit", "figures", "info"}
}

// catalogue is texts by language and full key.
type catalogue map[Lang]map[string]string

var loaded = sync.OnceValues(func() (catalogue, error) { return load(shared.Locales) })

func texts() catalogue {
	c, _ := loaded() // a broken file shows as bare keys; a test keeps it out of a build
	return c
}

// load reads every subject in every language. It goes on after a broken file, so that one slip
// does not blank all pages, and returns what was wrong with each.
func load(files fs.FS) (catalogue, error) {
	c := catalogue{}
	var faults []error
	for _, lang := range Langs() {
		c[lang] = map[string]string{}
		for _, subject := range Subjects() {
			name := path.Join("locales", lang, subject+".json")
			raw, err := fs.ReadFile(files, name)
			if err == nil {
				err = readFlat(raw, func(key, text string) { c[lang][subject+"."+key] = text })
			}
			if err != nil {
				faults = append(faults, fmt.Errorf("locale: %s: %w", name, err))
			}
		}
	}
	return c, errors.Join(faults...)
}

// readFlat reads {"key": "text"} and refuses what encoding/json would let pass: a key given twice,
// which happens when two people add the same text, and nesting.
func readFlat(raw []byte, add func(key, text string)) error {
	decoder := json.NewDecoder(bytes.NewReader(raw))
	if open, err := decoder.Token(); err != nil || open != json.Delim('{') {
		return fmt.Errorf("expected an object: %w", orSyntax(err))
	}
	seen := map[string]bool{}
	for decoder.More() {
		token, err := decoder.Token()
		if err != nil {
			return fmt.Errorf("line %d: %w", lineOf(raw, decoder.InputOffset()), err)
		}
		key, _ := token.(string)
		token, err = decoder.Token()
		if err != nil {
			return fmt.Errorf("line %d: after %q: %w", lineOf(raw, decoder.InputOffset()), key, err)
		}
		text, ok := token.(string)
		switch {
		case !ok:
			return fmt.Errorf("line %d: %q must be a text", lineOf(raw, decoder.InputOffset()), key)
		case seen[key]:
			return fmt.Errorf("line %d: %q stands there twice", lineOf(raw, decoder.InputOffset()), key)
		case key == "" || strings.TrimSpace(key) != key:
			return fmt.Errorf("line %d: %q is no key", lineOf(raw, decoder.InputOffset()), key)
		}
		seen[key] = true
		add(key, text)
	}
	if _, err := decoder.Token(); err != nil {
		return fmt.Errorf("line %d: %w", lineOf(raw, decoder.InputOffset()), err)
	}
	if _, err := decoder.Token(); !errors.Is(err, io.EOF) {
		return errors.New("something follows the object")
	}
	return nil
}

func orSyntax(err error) error {
	if err == nil {
		return errors.New("found something else")
	}
	return err
}

func lineOf(raw []byte, offset int64) int {
	return 1 + bytes.Count(raw[:min(int(offset), len(raw))], []byte("\n"))
}
