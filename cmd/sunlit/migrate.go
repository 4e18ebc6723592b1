package main

import (
	"fmt"

	"sunlit/config"
	"sunlit/internal/store"
)

type migrateCommand struct{}

// Run applies pending migrations, whatever SUNLIT_MIGRATE says: that is what it is for.
func (migrateCommand) Run(s *surroundings) error {
	settings, err := config.Load(s.environ)
	if err != nil {
		return err
	}
	st, err := store.Open(s.ctx, settings.Database)
	if err != nil {
		return err
	}
	defer st.Close()
	n, err := st.MigrationsPending(s.ctx)
	if err != nil {
		return err
	}
	if err := st.Migrate(s.ctx); err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d migrations applied.\n", n)
	return nil
}
