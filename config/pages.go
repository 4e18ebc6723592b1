package config

import (
	"strings"

	"go.yaml.in/yaml/v3"

	"sunlit/config/form"
)

// InfoPage is one information page (Art. 18) as it stands until the office writes its own.
type InfoPage struct {
	Slug  string `yaml:"slug"`
	Title Text   `yaml:"title"`
	Body  Text   `yaml:"body"` // Markdown
}

// Info are the information pages, and how long the office takes to answer who found a mistake on one.
type Info struct {
	Pages      []InfoPage `yaml:"pages"`
	Correction struct {
		WorkingDays int `yaml:"working_days"`
	} `yaml:"correction"`
}

// Page answers a page by its slug.
func (i Info) Page(slug string) (InfoPage, bool) {
	for _, p := range i.Pages {
		if p.Slug == slug {
			return p, true
		}
	}
	return InfoPage{}, false
}

// maxPage is the longest body of a page, in characters.
const maxPage = 20_000

// InfoPages reads the information pages.
func (s Settings) InfoPages() (Info, error) {
	text, err := s.File("pages.yaml")
	if err != nil {
		return Info{}, err
	}
	return ParsePages(text)
}

// ParsePages reads information pages and explains everything that is wrong with them.
func ParsePages(text []byte) (Info, error) {
	var info Info
	return info, form.Read("pages.yaml", text, pagesForm, &info)
}

func pagesForm(s *form.Sheet, n *yaml.Node, at string) {
	body := form.Scalar("write a text of at most 20,000 characters after |", func(v string) bool {
		return strings.TrimSpace(v) != "" && len([]rune(v)) <= maxPage
	})
	page := form.Map(form.Need("slug", form.Matching("write small letters, digits and hyphens", guideID)), form.Need("title", form.Both(60)),
		form.Need("body", form.Map(form.Need("zh", body), form.Need("en", body))))
	correction := form.Map(form.Need("working_days", form.Number(1, 30)))
	form.All(form.Map(form.Need("correction", correction), form.Need("pages", form.All(form.List(1, page), form.Once("slug")))), guidePlaceholders)(s, n, at)
}
