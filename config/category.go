package config

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"regexp"

	"go.yaml.in/yaml/v3"
)

// OtherCategory is the code for what fits nowhere else.
const OtherCategory = "other"

// Category is one entry of the classification.
type Category struct {
	Code   string `yaml:"code"`
	Text   `yaml:",inline"`
	Hidden bool `yaml:"hidden"` // kept for old petitions, not offered any more
}

// Parent returns the code one level up, empty at the top.
func (c Category) Parent() string {
	if len(c.Code) <= 2 || c.Code == OtherCategory {
		return ""
	}
	return c.Code[:len(c.Code)-2]
}

// Level returns 1 to 3.
func (c Category) Level() int {
	if c.Code == OtherCategory {
		return 1
	}
	return len(c.Code) / 2
}

// Categories reads the classification, parents before their children.
func (s Settings) Categories() ([]Category, error) {
	text, err := s.File("categories.yaml")
	if err != nil {
		return nil, err
	}
	return ParseCategories(text)
}

var categoryCode = regexp.MustCompile(`^((\d\d){1,3}|other)$`)

// ParseCategories reads a classification and refuses unknown keys, codes that stand there twice,
// children without a parent, and entries without a name in both languages.
func ParseCategories(text []byte) ([]Category, error) {
	var doc struct {
		Categories []Category `yaml:"categories"`
	}
	if err := strict(text, &doc); err != nil {
		return nil, fmt.Errorf("config: categories.yaml: %w", err)
	}
	seen := map[string]bool{}
	for _, c := range doc.Categories {
		var fault string
		switch {
		case !categoryCode.MatchString(c.Code):
			fault = "a code has one to three pairs of digits, in quotes, or is other"
		case seen[c.Code]:
			fault = "stands there twice"
		case c.Parent() != "" && !seen[c.Parent()]:
			fault = "its parent must stand before it"
		case c.Zh == "" || c.En == "":
			fault = "needs zh and en"
		}
		if fault != "" {
			return nil, fmt.Errorf("config: categories.yaml: %q: %s", c.Code, fault)
		}
		seen[c.Code] = true
	}
	if !seen[OtherCategory] {
		return nil, fmt.Errorf("config: categories.yaml: %s is missing", OtherCategory)
	}
	return doc.Categories, nil
}

// strict decodes YAML; an unknown key is an error with its line.
func strict(text []byte, into any) error {
	decoder := yaml.NewDecoder(bytes.NewReader(text))
	decoder.KnownFields(true)
	if err := decoder.Decode(into); err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	return nil
}
