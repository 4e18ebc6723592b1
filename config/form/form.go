// Package form describes what a configuration file may say, and explains everything it says wrong:
// where, what is wrong, and what to write instead. An office edits these files without a developer,
// so one look must name all slips, not only the first.
package form

import (
	"errors"
	"fmt"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Fault is one thing wrong in a file.
type Fault struct {
	File  string // or the name of an environment variable, with Line 0
	Line  int
	At    string // dotted path inside the file, such as site.office.zh
	Wrong string // what is wrong
	Write string // what to write instead; empty where Wrong says it
}

// String is the fault on one line: file:line: where: what; what instead.
func (f Fault) String() string {
	words := f.File
	if f.Line > 0 {
		words += ":" + strconv.Itoa(f.Line)
	}
	if f.At != "" {
		words += ": " + f.At
	}
	words += ": " + f.Wrong
	if f.Write != "" {
		words += "; " + f.Write
	}
	return words
}

// Faults are all that is wrong, in the order of the file.
type Faults []Fault

// Error lists them, one a line.
func (fs Faults) Error() string {
	var lines []string
	for _, f := range fs {
		lines = append(lines, f.String())
	}
	return strings.Join(lines, "\n")
}

// OrNil is nil where nothing is wrong, so that it can be returned as an error.
func (fs Faults) OrNil() error {
	if len(fs) == 0 {
		return nil
	}
	return fs
}

// Form looks at one node of a file and notes on the sheet what is wrong with it.
type Form func(s *Sheet, n *yaml.Node, at string)

// Sheet collects the faults of one file.
type Sheet struct {
	file   string
	faults Faults
}

// Wrong notes a fault at a node.
func (s *Sheet) Wrong(n *yaml.Node, at, wrong, write string) {
	s.faults = append(s.faults, Fault{File: s.file, Line: n.Line, At: at, Wrong: wrong, Write: write})
}

var syntaxLine = regexp.MustCompile(`line (\d+): (?s:(.*))`)

// Explain reads a file and answers everything that is wrong with it; an empty file is an empty mapping.
func Explain(file string, text []byte, f Form) Faults {
	s := &Sheet{file: file}
	var doc yaml.Node
	if err := yaml.Unmarshal(text, &doc); err != nil {
		return Faults{syntax(file, err)}
	}
	root := &yaml.Node{Kind: yaml.MappingNode, Line: 1}
	if len(doc.Content) > 0 && !isNull(doc.Content[0]) {
		root = doc.Content[0]
	}
	if anchors(s, root) {
		return s.faults
	}
	f(s, root, "")
	slices.SortStableFunc(s.faults, func(a, b Fault) int { return a.Line - b.Line })
	return once(s.faults)
}

// once drops what two forms of one node both found.
func once(faults Faults) Faults {
	seen := map[Fault]bool{}
	return slices.DeleteFunc(faults, func(f Fault) bool {
		twice := seen[f]
		seen[f] = true
		return twice
	})
}

// Read explains a file and, where nothing is wrong, decodes it.
func Read(file string, text []byte, f Form, into any) error {
	if faults := Explain(file, text, f); len(faults) > 0 {
		return faults
	}
	if err := yaml.Unmarshal(text, into); err != nil {
		return Faults{syntax(file, err)}
	}
	return nil
}

// syntax is what the YAML reader complains of, which stops it at the first place.
func syntax(file string, err error) Fault {
	f := Fault{File: file, Wrong: "is not YAML: " + strings.TrimPrefix(err.Error(), "yaml: "),
		Write: "look for a missing quote, bracket or colon, or a wrong indent, on this line or the one above"}
	if m := syntaxLine.FindStringSubmatch(err.Error()); m != nil {
		f.Line, _ = strconv.Atoi(m[1])
		f.Wrong = "is not YAML: " + m[2]
	}
	return f
}

// anchors refuses what reads differently from how it looks.
func anchors(s *Sheet, n *yaml.Node) bool {
	found := n.Anchor != "" || n.Kind == yaml.AliasNode
	if found {
		s.Wrong(n, "", "anchors (& and *) are not supported", "write the value out in both places")
	}
	for _, child := range n.Content {
		found = anchors(s, child) || found
	}
	return found
}

func isNull(n *yaml.Node) bool { return n.Kind == yaml.ScalarNode && n.Tag == "!!null" }

// Child answers the value of a key of a mapping, nil where it is missing or empty.
func Child(n *yaml.Node, key string) *yaml.Node {
	if n == nil || n.Kind != yaml.MappingNode {
		return nil
	}
	for i := 0; i+1 < len(n.Content); i += 2 {
		if n.Content[i].Value == key && !isNull(n.Content[i+1]) {
			return n.Content[i+1]
		}
	}
	return nil
}

// Value answers the text of a key of a mapping, "" where there is none.
func Value(n *yaml.Node, key string) string {
	if child := Child(n, key); child != nil && child.Kind == yaml.ScalarNode {
		return child.Value
	}
	return ""
}

// Items answers the entries of a list, none for anything else.
func Items(n *yaml.Node) []*yaml.Node {
	if n == nil || n.Kind != yaml.SequenceNode {
		return nil
	}
	return n.Content
}

// join makes the dotted path of something inside at.
func join(at string, part any) string { // the root has no name
	if at == "" {
		return fmt.Sprint(part)
	}
	return at + "." + fmt.Sprint(part)
}

// Suggestion answers "did you mean x?" for the known name closest to a misspelt one, else what is known.
func Suggestion(name string, known []string) string {
	best, closest := "", len(name)/3+2
	for _, candidate := range known {
		if d := distance(name, candidate); d < closest {
			best, closest = candidate, d
		}
	}
	switch {
	case best != "":
		return "did you mean " + best + "?"
	case len(known) > 0 && len(known) <= 12:
		return "write one of " + strings.Join(known, ", ")
	}
	return "take it out"
}

// distance counts the letters to change, add or drop to turn a into b (Levenshtein).
func distance(a, b string) int {
	row := make([]int, len(b)+1)
	for j := range row {
		row[j] = j
	}
	for i := range len(a) {
		diagonal := row[0]
		row[0] = i + 1
		for j := range len(b) {
			change := diagonal
			if a[i] != b[j] {
				change++
			}
			diagonal = row[j+1]
			row[j+1] = min(change, row[j]+1, row[j+1]+1)
		}
	}
	return row[len(b)]
}

// Of answers the faults inside an error, none where it holds no others than these.
func Of(err error) (Faults, bool) {
	var faults Faults
	ok := errors.As(err, &faults)
	return faults, ok
}

// Join makes the dotted path of something inside a file.
func Join(parts ...any) string {
	at := ""
	for _, part := range parts {
		at = join(at, part)
	}
	return at
}

// EachScalar visits every single value inside a node with its path.
func EachScalar(n *yaml.Node, at string, visit func(value *yaml.Node, at string)) {
	switch n.Kind {
	case yaml.ScalarNode:
		visit(n, at)
	case yaml.SequenceNode:
		for i, item := range n.Content {
			EachScalar(item, join(at, i+1), visit)
		}
	case yaml.MappingNode:
		for i := 0; i+1 < len(n.Content); i += 2 {
			EachScalar(n.Content[i+1], join(at, n.Content[i].Value), visit)
		}
	}
}
