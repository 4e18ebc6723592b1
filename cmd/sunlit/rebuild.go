package main

import "fmt"

type rebuildCommand struct{}

// Run writes the published matters and their index anew, whatever became of the tables.
func (rebuildCommand) Run(s *surroundings) error {
	p, err := openPortal(s)
	if err != nil {
		return err
	}
	defer p.close()
	n, err := p.cases.RebuildPublished(s.ctx)
	if err != nil {
		return err
	}
	fmt.Fprintf(s.out, "%d published matters written anew, with their index.\n", n)
	return nil
}
