package main

import (
	"fmt"

	"go.yaml.in/yaml/v3"

	"sunlit/config"
	"sunlit/config/form"
	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

type checkCommand struct{}

// Run explains everything that is wrong with configuration, rules, calendar or
// database, each by file and line, and otherwise says that all is well.
func (checkCommand) Run(s *surroundings) error {
	settings, faults, err := explained(s.environ)
	if err != nil {
		return err
	}
	if n := len(faults); n > 0 {
		return fmt.Errorf("%d to correct\n%w", n, faults)
	}
	law, err := readLaw(settings)
	if err != nil {
		return err
	}
	year := clock.DayOf(clock.System{}.Now()).Year()
	for _, y := range []int{year, year + 1} {
		if law.Calendar.Projected(y) {
			fmt.Fprintf(s.out, "warning: the days off of %d are not announced yet; deadlines count weekends only\n", y)
		}
	}
	st, err := store.Open(s.ctx, settings.Database)
	if err != nil {
		return err
	}
	defer st.Close()
	fmt.Fprintln(s.out, "Configuration, rules, calendar and database settings are in order.")
	return nil
}

// explained reads every file of the configuration and answers the faults of all of them.
func explained(environ []string) (config.Settings, form.Faults, error) {
	settings, err := config.Load(environ)
	faults, ours := form.Of(err)
	if err != nil && !ours {
		return settings, nil, err
	}
	parsers := map[string]func([]byte) error{
		"rules.yaml": func(text []byte) error {
			_, err := petition.ParseRules(text)
			return join(err, form.Explain("rules.yaml", text, wordedCodes))
		},
		"calendar.yaml":   func(text []byte) error { _, err := clock.ParseCalendar(text); return err },
		"categories.yaml": func(text []byte) error { _, err := config.ParseCategories(text); return err },
		"guide.yaml":      func(text []byte) error { _, err := config.ParseGuide(text); return err },
		"pages.yaml":      func(text []byte) error { _, err := config.ParsePages(text); return err },
		"demo.yaml":       func(text []byte) error { _, err := config.ParseDemo(text); return err },
	}
	for _, name := range config.Files() {
		parse, ok := parsers[name]
		if !ok { // sunlit.yaml was read by Load
			continue
		}
		text, err := settings.File(name)
		if err != nil {
			return settings, nil, err
		}
		err = parse(text)
		found, ours := form.Of(err)
		if err != nil && !ours {
			return settings, nil, err
		}
		faults = append(faults, found...)
	}
	return settings, faults, nil
}

// join adds faults to those of an error; a file that is no YAML was told of once.
func join(err error, more form.Faults) error {
	found, _ := form.Of(err)
	if len(found) > 0 && found[0].At == "" {
		return err
	}
	return append(found, more...).OrNil()
}

// wordedCodes finds codes of the rules that the catalogue has no words for: a
// petitioner would read the bare code.
func wordedCodes(s *form.Sheet, n *yaml.Node, _ string) {
	worded := func(code *yaml.Node, at, list string) {
		if code != nil && code.Kind == yaml.ScalarNode && !locale.Has(locale.Default, "law."+list+"."+code.Value) {
			s.Wrong(code, at, fmt.Sprintf("%q has no words", code.Value), "add law."+list+"."+code.Value+" to the catalogue of texts, or use a code that is there")
		}
	}
	for i, set := range form.Items(form.Child(n, "rules")) {
		for key, list := range map[string]string{"withdrawal_reasons": "withdrawal", "rating_reasons": "rating_reason"} {
			for j, code := range form.Items(form.Child(set, key)) {
				worded(code, form.Join("rules", i+1, key, j+1), list)
			}
		}
		for j, ground := range form.Items(form.Child(set, "grounds")) {
			worded(form.Child(ground, "code"), form.Join("rules", i+1, "grounds", j+1, "code"), "ground")
		}
	}
}
