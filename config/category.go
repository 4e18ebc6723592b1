package config

import (
	"go.yaml.in/yaml/v3"

	"sunlit/config/form"
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

const categoryCode = `^((\d\d){1,3}|other)$`

// ParseCategories reads a classification and explains everything that is wrong with it.
func ParseCategories(text []byte) ([]Category, error) {
	var doc struct {
		Categories []Category `yaml:"categories"`
	}
	if err := form.Read("categories.yaml", text, categoriesForm, &doc); err != nil {
		return nil, err
	}
	return doc.Categories, nil
}

func categoriesForm(s *form.Sheet, n *yaml.Node, at string) {
	code := form.Matching("write one to three pairs of digits in quotes, or other", categoryCode)
	entry := form.Map(form.Need("code", code), form.Need("zh", form.Words(40)), form.Need("en", form.Words(80)), form.May("hidden", form.Switch()))
	form.Map(form.Need("categories", form.All(form.List(1, entry), form.Once("code"), categoryTree)))(s, n, at)
}

// categoryTree: parents stand before their children, and there is a code for the rest.
func categoryTree(s *form.Sheet, n *yaml.Node, at string) {
	seen := map[string]bool{}
	for i, item := range form.Items(n) {
		code := form.Child(item, "code")
		if code == nil {
			continue
		}
		if parent := (Category{Code: code.Value}).Parent(); parent != "" && !seen[parent] {
			s.Wrong(code, form.Join(at, i+1, "code"), "its parent "+parent+" does not stand before it", "move it below its parent, or add the parent")
		}
		seen[code.Value] = true
	}
	if n.Kind == yaml.SequenceNode && !seen[OtherCategory] {
		s.Wrong(n, at, "the entry other is missing", "add - {code: other, zh: 其他, en: Other}")
	}
}
