package petition

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"maps"
	"slices"

	"sunlit/config/form"
	"sunlit/internal/clock"
)

// PeriodName names a row of the rules' periods, such as "A" or "C_simple".
type PeriodName string

// Period is one legal or house period with the article it stands on.
type Period struct {
	Span    clock.Span `yaml:"span"`  // "15d" or "5wd"
	Hours   int        `yaml:"hours"` // for periods counted in hours
	Article string     `yaml:"article"`
	House   bool       `yaml:"house"` // a rule of the house, stricter than or beside the Regulation
}

// Ground is a coded reason for not accepting; its text is law.ground.CODE.
type Ground struct {
	Code    string `yaml:"code"`
	Article string `yaml:"article"`
	Off     bool   `yaml:"off"` // known, but not offered
}

// Remedy says which appeal an answer names, by route; its text is a template
// of the catalogue, so that it is chosen and never typed.
type Remedy struct {
	Routes   []Route     `yaml:"routes"`
	Procs    []Procedure `yaml:"procedures"`
	Template string      `yaml:"template"` // name of the wording in the catalogue
	Article  string      `yaml:"article"`
}

// Rules hold from a day on; a petition keeps those it was filed under.
type Rules struct {
	EffectiveFrom clock.Day             `yaml:"effective_from"`
	Periods       map[PeriodName]Period `yaml:"periods"`
	Grounds       []Ground              `yaml:"grounds"`
	Remedies      []Remedy              `yaml:"remedies"`
	ReviewGrounds []Ground              `yaml:"review_grounds"` // why a reviewing body may refuse
	HearingPauses []Stage               `yaml:"hearing_pauses"` // stages whose clock stands still from a hearing's notice to its record
	Withdrawal    []string              `yaml:"withdrawal_reasons"`
	RatingReasons []string              `yaml:"rating_reasons"`
	Heads         Heads                 `yaml:"heads"`

	Papers map[DocumentKind]string `yaml:"papers"` // articles that each paper stands on, such as "22" or "31、32"
}

// Heads are the numbers about several people on one matter.
type Heads struct {
	Representatives int `yaml:"representatives"` // at most so many speak for all (Art. 20)
	Collective      int `yaml:"collective"`      // from so many on, a matter is collective and a visit a batch
	Signers         int `yaml:"signers"`         // at most so many co-signers online
}

// RuleBook is every dated set of rules, oldest first.
type RuleBook struct{ sets []Rules }

// periodNames are those the law asks for; a rule set without one does not load.
var periodNames = []PeriodName{"A", "B", "B_simple", "B2", "C_ordinary", "C_simple", "C_duty", "D", "E", "F", "G", "extension_max",
	"register", "request_info", "objection", "dispute", "hand_over", "feedback", "progress", "contact", "ask_check", "check",
	"urgent", "rating", "remind", "withdrawal", "route_back", "review_intake", "hearing_notice", "supervision",
	"supervision_request", "pressure", "solved_check", "recusal", "advice", "call_back", "upward"}

// ParseRules reads config/rules.yaml and explains everything that is wrong with it, by line.
func ParseRules(text []byte) (*RuleBook, error) {
	var doc struct {
		Rules []Rules `yaml:"rules"`
	}
	if err := form.Read("rules.yaml", text, rulesForm, &doc); err != nil {
		return nil, err
	}
	slices.SortFunc(doc.Rules, func(a, b Rules) int { return a.EffectiveFrom.Compare(b.EffectiveFrom) })
	return &RuleBook{sets: doc.Rules}, nil
}

var routes = []Route{RouteA, RouteB, RouteC1, RouteC2, RouteC3, RouteC4, RouteC5, RouteC6}

// On answers the rules of a day; the earliest set also covers everything before it.
func (b *RuleBook) On(day clock.Day) Rules {
	set := b.sets[0]
	for _, r := range b.sets[1:] {
		if !r.EffectiveFrom.After(day) {
			set = r
		}
	}
	return set
}

// Fingerprint tells rule books apart, so that what was counted under other rules is counted anew.
func (b *RuleBook) Fingerprint() string {
	text, _ := json.Marshal(b.sets) // numbers and texts only
	return fmt.Sprintf("%x", sha256.Sum256(text))
}

// Period answers a period by name; ParseRules has made sure that it is there.
func (r Rules) Period(name PeriodName) Period { return r.Periods[name] }

// HasGround tells whether a ground for refusal is offered.
func (r Rules) HasGround(code string) bool {
	return slices.ContainsFunc(r.Grounds, func(g Ground) bool { return g.Code == code && !g.Off })
}

// HasReviewGround tells whether a reviewing body may refuse on a ground.
func (r Rules) HasReviewGround(code string) bool {
	return slices.ContainsFunc(r.ReviewGrounds, func(g Ground) bool { return g.Code == code && !g.Off })
}

// RemedyFor answers the remedy of an answer; the first row that fits wins.
func (r Rules) RemedyFor(route Route, proc Procedure) (Remedy, bool) {
	for _, m := range r.Remedies {
		if (len(m.Routes) == 0 || slices.Contains(m.Routes, route)) && (len(m.Procs) == 0 || slices.Contains(m.Procs, proc)) {
			return m, true
		}
	}
	return Remedy{}, false
}

// Names lists the periods in the order of their names.
func (r Rules) Names() []PeriodName { return slices.Sorted(maps.Keys(r.Periods)) }
