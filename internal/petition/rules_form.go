package petition

import (
	"go.yaml.in/yaml/v3"

	"sunlit/config/form"
	"sunlit/internal/clock"
)

const (
	aDay    = "write a day such as 2027-03-01"
	aSpan   = "write 15d for calendar days or 5wd for working days"
	aCode   = "write small letters and underscores"
	aNumber = `write the number in quotes, such as "34"`
)

// rulesForm is the shape of the rules, and below it what must agree: a slip of the pen in a period
// would move a limit of law without a word.
func rulesForm(s *form.Sheet, n *yaml.Node, at string) {
	code := form.Matching(aCode, `^[a-z][a-z0-9_]*$`)
	article := form.Matching(aNumber, `^[0-9][0-9、,—-]*$`)
	anything := func(string) form.Form { return func(*form.Sheet, *yaml.Node, string) {} }
	names := words(periodNames)
	heads := form.Number(1, 100000)
	form.All(form.Struct(struct {
		Rules []Rules `yaml:"rules"`
	}{}, map[string]form.Form{
		"rules!":                form.All(form.List(1, anything("")), form.Once("effective_from")),
		"rules.effective_from!": form.Scalar(aDay, func(v string) bool { _, err := clock.ParseDay(v); return err == nil }),
		"rules.periods!":        form.All(form.Table(names, names, anything), eachPeriod),
		"rules.periods.span":    form.Scalar(aSpan, func(v string) bool { _, err := clock.ParseSpan(v); return err == nil }),
		"rules.periods.hours":   form.Number(1, 1000), "rules.periods.article": article,
		"rules.grounds!": form.Once("code"), "rules.grounds.code!": code, "rules.grounds.article": article,
		"rules.review_grounds": form.Once("code"), "rules.review_grounds.code!": code, "rules.review_grounds.article": article,
		"rules.hearing_pauses":     each(form.OneOf(words(meets)...)),
		"rules.remedies!":          form.List(1, anything("")),
		"rules.remedies.template!": code, "rules.remedies.article": article,
		"rules.remedies.routes":     each(form.OneOf(words(routes)...)),
		"rules.remedies.procedures": each(form.OneOf(words([]Procedure{Ordinary, Simple, Duty})...)),
		"rules.withdrawal_reasons":  each(code), "rules.rating_reasons": each(code),
		"rules.heads!": func(*form.Sheet, *yaml.Node, string) {}, "rules.heads.representatives!": heads, "rules.heads.collective!": heads, "rules.heads.signers!": heads,
	}))(s, n, at)
}

func each(f form.Form) form.Form { return form.List(0, f) }

func words[T ~string](list []T) []string {
	var texts []string
	for _, one := range list {
		texts = append(texts, string(one))
	}
	return texts
}

// eachPeriod: a period has a length, in days or in hours, and not both.
func eachPeriod(s *form.Sheet, n *yaml.Node, at string) {
	if n.Kind != yaml.MappingNode {
		return
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		p, where := n.Content[i+1], form.Join(at, n.Content[i].Value)
		span, hours := form.Child(p, "span"), form.Child(p, "hours")
		switch {
		case span == nil && hours == nil:
			s.Wrong(p, where, "has no length", aSpan)
		case span != nil && hours != nil:
			s.Wrong(p, where, "has days and hours", "keep one of the two")
		case span != nil && (span.Value == "0d" || span.Value == "0wd"):
			s.Wrong(span, where, "has no length", aSpan)
		}
	}
}
