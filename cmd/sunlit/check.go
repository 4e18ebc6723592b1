package main

import (
	"fmt"

	"sunlit/config"
	"sunlit/internal/clock"
	"sunlit/internal/store"
)

type checkCommand struct{}

// Run explains what is wrong with configuration, rules, calendar or database,
// and otherwise says that all is well.
func (checkCommand) Run(s *surroundings) error {
	settings, err := config.Load(s.environ)
	if err != nil {
		return err
	}
	law, err := readLaw(settings)
	if err != nil {
		return err
	}
	if _, err := settings.Categories(); err != nil {
		return err
	}
	if _, err := settings.DemoWorld(); err != nil {
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
