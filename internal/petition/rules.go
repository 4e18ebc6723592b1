package petition

import (
	"bytes"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/goccy/go-yaml"

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

// ParseRules reads config/rules.yaml; an unknown key, a missing period or a
// broken value is an error that names the line.
func ParseRules(text []byte) (*RuleBook, error) {
	var doc struct {
		Rules []Rules `yaml:"rules"`
	}
	dec := yaml.NewDecoder(bytes.NewReader(text), yaml.Strict(), yaml.DisallowUnknownField())
	if err := dec.Decode(&doc); err != nil {
		return nil, fmt.Errorf("rules.yaml: %w", err)
	}
	if len(doc.Rules) == 0 {
		return nil, fmt.Errorf("rules.yaml: no rules")
	}
	days := map[clock.Day]bool{}
	for _, r := range doc.Rules {
		if err := r.check(); err != nil {
			return nil, fmt.Errorf("rules.yaml: rules from %s: %w", r.EffectiveFrom, err)
		}
		if days[r.EffectiveFrom] {
			return nil, fmt.Errorf("rules.yaml: two sets of rules from %s", r.EffectiveFrom)
		}
		days[r.EffectiveFrom] = true
	}
	slices.SortFunc(doc.Rules, func(a, b Rules) int { return a.EffectiveFrom.Compare(b.EffectiveFrom) })
	return &RuleBook{sets: doc.Rules}, nil
}

// check finds what a slip of the pen would leave standing: a period by a wrong
// name would otherwise be ignored, a code given twice be shown twice.
func (r Rules) check() error {
	if r.EffectiveFrom.IsZero() {
		return errors.New("effective_from is missing")
	}
	for name := range r.Periods {
		if !slices.Contains(periodNames, name) {
			return fmt.Errorf("unknown period %q", name)
		}
	}
	for _, name := range periodNames {
		if p, ok := r.Periods[name]; !ok || p.Span.IsZero() && p.Hours <= 0 {
			return fmt.Errorf("period %q is missing", name)
		}
	}
	if h := r.Heads; h.Representatives < 1 || h.Collective < 2 || h.Signers < 2 {
		return errors.New("heads needs representatives, collective and signers")
	}
	seen := map[string]bool{}
	for _, g := range r.Grounds {
		if g.Code == "" || seen[g.Code] {
			return fmt.Errorf("ground %q needs a code of its own", g.Code)
		}
		seen[g.Code] = true
	}
	for _, g := range r.ReviewGrounds {
		if g.Code == "" {
			return errors.New("a review ground needs a code")
		}
	}
	for _, s := range r.HearingPauses {
		if !slices.Contains(meets, s) {
			return fmt.Errorf("hearing_pauses: no hearing is held in %q", s)
		}
	}
	for _, m := range r.Remedies {
		if m.Template == "" {
			return errors.New("a remedy needs a template")
		}
		for _, route := range m.Routes {
			if !slices.Contains(routes, route) {
				return fmt.Errorf("remedy %q: unknown route %q", m.Template, route)
			}
		}
	}
	return nil
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
