package main

import "errors"

type benchCommand struct{}

// Run measures the portal beside its own bare baselines.
func (benchCommand) Run(*surroundings) error { return errors.New("bench: not built yet") }
