package config

import (
	"maps"
	"slices"

	"go.yaml.in/yaml/v3"

	"sunlit/config/form"
)

// Guide is which way fits: questions, and a topic for each way.
type Guide struct {
	Questions []Question        `yaml:"questions"`
	Topics    []Topic           `yaml:"topics"`
	Advice    map[string]string `yaml:"advice"` // topic by the filing's answer on other procedures
}

// Question is one screen of the guide.
type Question struct {
	ID      string        `yaml:"id"`
	Ask     Text          `yaml:"ask"`
	Why     Text          `yaml:"why"`
	Answers []GuideAnswer `yaml:"answers"`
}

// GuideAnswer leads to another question or to a topic, and may say something of the filing.
type GuideAnswer struct {
	ID     string `yaml:"id"`
	To     string `yaml:"to"`
	Text   Text   `yaml:"text"`
	Note   Text   `yaml:"note"`
	Filing `yaml:",inline"`
}

// Filing is what the guide already knows of a filing: its kind, and another procedure under way.
type Filing struct {
	Kind  string `yaml:"kind"`
	Other string `yaml:"other"`
}

// Topic is one way: what it is for, where, until when, what it costs, what to bring, whom to call.
type Topic struct {
	ID     string       `yaml:"id"`
	Title  Text         `yaml:"title"`
	Lead   Text         `yaml:"lead"`
	Aid    bool         `yaml:"aid"` // data may be passed there, with the petitioner's consent only
	What   []Text       `yaml:"what"`
	Where  Text         `yaml:"where"`
	Limit  []Text       `yaml:"limit"`
	Fee    Text         `yaml:"fee"`
	Papers []Text       `yaml:"papers"`
	Phone  string       `yaml:"phone"`
	After  Text         `yaml:"after"`
	Link   *GuideLink   `yaml:"link"`
	Basis  []GuideBasis `yaml:"basis"`
	Also   []string     `yaml:"also"`
	File   Filing       `yaml:"file"`
}

// GuideLink leads to a page of this site.
type GuideLink struct {
	To   string `yaml:"to"`
	Text Text   `yaml:"text"`
}

// GuideBasis is a law and the numbers of its articles, never its wording.
type GuideBasis struct {
	Law     Text   `yaml:"law"`
	Article string `yaml:"article"`
}

// The answers of the filing's first two screens: what it is, and another procedure under way.
var (
	FilingKinds  = []string{"claim", "suggestion", "report", "unsure"}
	FilingOthers = []string{"none", "court", "labour", "reconsider", "petition", "unknown"}
)

const (
	guideLine = 120 // characters of a line; people read slowly
	guideID   = `^[a-z][a-z0-9-]{0,30}$`
)

// Guide reads the guide.
func (s Settings) Guide() (Guide, error) {
	text, err := s.File("guide.yaml")
	if err != nil {
		return Guide{}, err
	}
	return ParseGuide(text)
}

// ParseGuide reads a guide and explains everything that is wrong with it.
func ParseGuide(text []byte) (Guide, error) {
	var g Guide
	return g, form.Read("guide.yaml", text, guideForm, &g)
}

// Question answers a question by its id.
func (g Guide) Question(id string) (Question, bool) {
	i := slices.IndexFunc(g.Questions, func(q Question) bool { return q.ID == id })
	if i < 0 {
		return Question{}, false
	}
	return g.Questions[i], true
}

// Topic answers a topic by its id.
func (g Guide) Topic(id string) (Topic, bool) {
	i := slices.IndexFunc(g.Topics, func(t Topic) bool { return t.ID == id })
	if i < 0 {
		return Topic{}, false
	}
	return g.Topics[i], true
}

func guideForm(s *form.Sheet, n *yaml.Node, at string) {
	id := form.Matching("write small letters, digits and hyphens", guideID)
	line, lines := form.Both(guideLine), form.List(1, form.Both(guideLine))
	filing := []form.Key{form.May("kind", form.OneOf(FilingKinds...)), form.May("other", form.OneOf(FilingOthers...))}
	answer := form.Map(append([]form.Key{form.Need("id", id), form.Need("to", id), form.Need("text", line), form.May("note", line)}, filing...)...)
	question := form.Map(form.Need("id", id), form.Need("ask", line), form.May("why", line), form.Need("answers", form.All(form.List(2, answer), form.Once("id"))))
	basis := form.Map(form.Need("law", line), form.May("article", form.Words(40)))
	link := form.Map(form.Need("to", form.Matching("write an address of this site, such as /track", `^/[a-z0-9/-]*$`)), form.Need("text", line))
	topic := form.Map(form.Need("id", id), form.Need("title", line), form.Need("lead", line), form.May("aid", form.Switch()),
		form.Need("what", lines), form.Need("where", line), form.Need("limit", lines), form.Need("fee", line), form.Need("papers", lines),
		form.Need("phone", form.Matching("write a telephone number in quotes, or a name such as {phone}", `^([0-9][0-9 -]{2,19}|\{[a-z_]+\})$`)),
		form.May("after", line), form.May("link", link), form.May("basis", form.List(0, basis)), form.May("also", form.List(0, id)),
		form.Need("file", form.Map(filing...)))
	form.All(form.Map(
		form.Need("questions", form.All(form.List(1, question), form.Once("id"))),
		form.Need("topics", form.All(form.List(1, topic), form.Once("id"))),
		form.Need("advice", form.Table(FilingOthers, nil, func(string) form.Form { return id })),
	), guideLeads, guidePlaceholders)(s, n, at)
}

// guideLeads follows every answer: to a topic or to a question further down, so that nobody is asked
// in circles; and there is always a page for filing here.
func guideLeads(s *form.Sheet, n *yaml.Node, _ string) {
	topics, questions := map[string]bool{}, map[string]int{}
	for _, t := range form.Items(form.Child(n, "topics")) {
		topics[form.Value(t, "id")] = true
	}
	list := form.Items(form.Child(n, "questions"))
	for i, q := range list {
		questions[form.Value(q, "id")] = i
	}
	asked := map[string]bool{}
	for i, q := range list {
		for j, a := range form.Items(form.Child(q, "answers")) {
			to := form.Child(a, "to")
			if to == nil || topics[to.Value] {
				continue
			}
			where := form.Join("questions", i+1, "answers", j+1, "to")
			next, is := questions[to.Value]
			asked[to.Value] = true
			switch {
			case !is:
				s.Wrong(to, where, `there is no question or topic "`+to.Value+`"`, form.Suggestion(to.Value, slices.Sorted(maps.Keys(topics))))
			case next <= i:
				s.Wrong(to, where, "leads back to a question that was asked before", "lead to a topic or to a question further down")
			}
		}
	}
	for i, q := range list {
		if id := form.Child(q, "id"); i > 0 && id != nil && !asked[id.Value] {
			s.Wrong(id, form.Join("questions", i+1), "no answer leads to this question", "lead one there or take it out")
		}
	}
	known := form.Known("topic", topics)
	for i, t := range form.Items(form.Child(n, "topics")) {
		for j, also := range form.Items(form.Child(t, "also")) {
			known(s, also, form.Join("topics", i+1, "also", j+1))
		}
	}
	if advice := form.Child(n, "advice"); advice != nil && advice.Kind == yaml.MappingNode {
		for i := 1; i < len(advice.Content); i += 2 {
			known(s, advice.Content[i], form.Join("advice", advice.Content[i-1].Value))
		}
	}
}

// GuideNames are what the guide's texts may quote, each in curly brackets.
var GuideNames = []string{"forward", "accept", "answer", "extend", "review", "phone", "address", "hours", "police", "discipline", "legal_aid"}

// guidePlaceholders finds names in curly brackets that nobody fills.
func guidePlaceholders(s *form.Sheet, n *yaml.Node, at string) {
	form.EachScalar(n, at, func(value *yaml.Node, at string) {
		for _, m := range placeholder.FindAllStringSubmatch(value.Value, -1) {
			if !slices.Contains(GuideNames, m[1]) {
				s.Wrong(value, at, "{"+m[1]+"} is no name that is filled in", form.Suggestion(m[1], GuideNames))
			}
		}
	})
}
