// Package house holds the rules of the house as tests: who may import whom, how long a file may grow, what a table may
// never hold, which words may never be used. It has no code of its own; suite below it runs all tests of the project.
//
// Each rule is a function from a source to its breaches, so that each has a test that shows it a breach.
package house
