package config

import (
	"sunlit/config/form"
)

// Demo is the invented world that demo mode seeds.
type Demo struct {
	Units     []Unit         `yaml:"units"`
	Places    []Place        `yaml:"places"`
	Logins    []Login        `yaml:"logins"`
	Petitions []DemoPetition `yaml:"petitions"`

	Mailboxes  []DemoMailbox   `yaml:"mailboxes"`
	Receptions []DemoReception `yaml:"receptions"`
	Calls      []DemoCall      `yaml:"calls"`
}

// DemoPassword is the password of every demo login.
const DemoPassword = "sunlit-demo"

// The kinds of unit.
const (
	KindOffice     = "office"     // registers, forwards, supervises
	KindUnit       = "unit"       // decides the matter
	KindReview     = "review"     // decides reviews
	KindDiscipline = "discipline" // receives reports
)

// Unit is a body that handles petitions.
type Unit struct {
	Code    string `yaml:"code"`
	Kind    string `yaml:"kind"`
	Parent  string `yaml:"parent"` // code of the unit above, empty at the top
	Name    Text   `yaml:"name"`
	Short   string `yaml:"short"` // how its papers are numbered: 甲信 in 甲信受告〔2026〕12号
	Place   string `yaml:"place"`
	Phone   string `yaml:"phone"`
	Address Text   `yaml:"address"`
}

// Place is a place of the administrative division; places come before what lies in them.
type Place struct {
	Code   string `yaml:"code"`
	Parent string `yaml:"parent"`
	Text   `yaml:",inline"`
}

// Login is an account of an official.
type Login struct {
	Login    string   `yaml:"login"`
	Name     string   `yaml:"name"`
	Position Text     `yaml:"position"` // duty title
	Unit     string   `yaml:"unit"`
	Roles    []string `yaml:"roles"` // REG, OFF, UNIT …
}

// DemoPetition is a matter to file and to carry on until it stands in Stage.
type DemoPetition struct {
	Title      string          `yaml:"title"`
	Narrative  string          `yaml:"narrative"`
	Requests   []string        `yaml:"requests"`
	Kind       string          `yaml:"kind"`
	Route      string          `yaml:"route"`
	Category   string          `yaml:"category"`
	Place      string          `yaml:"place"`
	Unit       string          `yaml:"unit"` // the responsible unit; none for reports
	Stage      string          `yaml:"stage"`
	DaysAgo    int             `yaml:"days_ago"`   // filed so many days before the seeding
	Petitioner *DemoPetitioner `yaml:"petitioner"` // nil: anonymous
	People     int             `yaml:"people"`     // how many share the matter; 0 is one
	Simple     bool            `yaml:"simple"`     // simple procedure
	Publish    bool            `yaml:"publish"`
	About      []DemoAbout     `yaml:"about"`   // complained of, never shown to them
	Mailbox    string          `yaml:"mailbox"` // the leader's mailbox it was written to
	Call       string          `yaml:"call"`    // the open call it answers

	Urgent     string      `yaml:"urgent"`     // why it is urgent
	Progress   string      `yaml:"progress"`   // what the unit reported on the way
	Extend     *DemoExtend `yaml:"extend"`     // an extension asked for and approved
	Propose    string      `yaml:"propose"`    // objection: the unit it proposes instead
	Reasons    string      `yaml:"reasons"`    // of an objection, refusal or routing
	Ground     string      `yaml:"ground"`     // of a refusal
	GoTo       string      `yaml:"go_to"`      // refusal: where to go instead
	Body       string      `yaml:"body"`       // routing: the competent body
	Withdrawal string      `yaml:"withdrawal"` // reason the petitioner gave

	Answer []DemoItem `yaml:"answer"` // one item per request, in order
	Rating DemoRating `yaml:"rating"`

	After map[string]int `yaml:"after"` // days from filing to a verb, where not the usual
}

// DemoPetitioner is an invented person.
type DemoPetitioner struct {
	Name    string `yaml:"name"`
	Phone   string `yaml:"phone"`
	Address string `yaml:"address"`
	Hide    bool   `yaml:"hide"` // asks to be hidden from the handling unit
}

// DemoAbout is a unit or a person complained of.
type DemoAbout struct {
	Unit string `yaml:"unit"`
	Name string `yaml:"name"`
	Role string `yaml:"role"`
}

// DemoExtend is an extension (Art. 34).
type DemoExtend struct {
	Days    int    `yaml:"days"`
	Reasons string `yaml:"reasons"`
}

// DemoItem is the answer to one request (Art. 32).
type DemoItem struct {
	Plain    string `yaml:"plain"` // one sentence, at most 40 characters
	Facts    string `yaml:"facts"`
	Basis    string `yaml:"basis"`
	Decision string `yaml:"decision"`
	Measure  string `yaml:"measure"`
	ByDays   int    `yaml:"by_days"` // the measure is due so many days after the answer
}

// DemoRating is what the petitioner thought; empty is unrated.
type DemoRating struct {
	Office string `yaml:"office"`
	Unit   string `yaml:"unit"`
}

// usualDays is how long the steps of the straight path take in the demo, from filing.
var usualDays = map[string]int{"register": 1, "forward": 2, "object": 4, "accept": 5, "refuse": 6, "unit-route": 6,
	"progress": 9, "extend": 50, "withdraw": 3, "draft": 30, "serve": 32, "rate": 33}

// Day returns how many days after filing a verb happens, 0 for one it has no figure for.
func (p DemoPetition) Day(verb string) int {
	if day, ok := p.After[verb]; ok {
		return day
	}
	day := usualDays[verb]
	if answered, ok := p.After["serve"]; ok && verb == "rate" {
		return answered + 1
	}
	return day
}

// DemoWorld reads the invented world.
func (s Settings) DemoWorld() (Demo, error) {
	text, err := s.File("demo.yaml")
	if err != nil {
		return Demo{}, err
	}
	return ParseDemo(text)
}

// ParseDemo reads an invented world and explains everything that is wrong with it.
func ParseDemo(text []byte) (Demo, error) {
	var d Demo
	return d, form.Read("demo.yaml", text, demoForm, &d)
}
