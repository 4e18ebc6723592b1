package house

import (
	"fmt"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"
)

// root is the project's folder, seen from this package's.
const root = "../.."

// folders that hold nothing written by hand.
var built = []string{".git", "node_modules", "dist", "bin", "data", "results", "pictures", "testdata"}

// files returns the project's files whose names end so, relative to its folder.
func files(t *testing.T, endings ...string) []string {
	t.Helper()
	var found []string
	err := filepath.WalkDir(root, func(path string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if slices.Contains(built, entry.Name()) {
				return filepath.SkipDir
			}
			return nil
		}
		for _, ending := range endings {
			if strings.HasSuffix(path, ending) {
				name, err := filepath.Rel(root, path)
				found = append(found, filepath.ToSlash(name))
				return err
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

// text reads one of the project's files.
func text(t *testing.T, name string) string {
	t.Helper()
	content, err := os.ReadFile(filepath.Join(root, name))
	if err != nil {
		t.Fatal(err)
	}
	return string(content)
}

// source is one Go file, parsed.
type source struct {
	name string // relative to the project's folder
	set  *token.FileSet
	file *ast.File
}

func (s source) test() bool      { return strings.HasSuffix(s.name, "_test.go") }
func (s source) folder() string  { return filepath.ToSlash(filepath.Dir(s.name)) }
func (s source) generated() bool { return ast.IsGenerated(s.file) }

// at tells where a node stands, as compilers do.
func (s source) at(node ast.Node, format string, args ...any) string {
	return fmt.Sprintf("%s:%d: %s", s.name, s.set.Position(node.Pos()).Line, fmt.Sprintf(format, args...))
}

func parsed(name, content string) (source, error) {
	set := token.NewFileSet()
	file, err := parser.ParseFile(set, name, content, parser.ParseComments|parser.SkipObjectResolution)
	return source{name, set, file}, err
}

var goSources = sync.OnceValues(func() ([]source, error) {
	t := new(testing.T)
	var all []source
	for _, name := range files(t, ".go") {
		s, err := parsed(name, text(t, name))
		if err != nil {
			return nil, err
		}
		all = append(all, s)
	}
	return all, nil
})

// everySource applies one rule to each Go file and reports its breaches.
func everySource(t *testing.T, rule func(source) []string) {
	t.Helper()
	all, err := goSources()
	if err != nil {
		t.Fatal(err)
	}
	if len(all) < 20 {
		t.Fatalf("only %d Go files were found: the rule would pass on nothing", len(all))
	}
	for _, s := range all {
		report(t, rule(s))
	}
}

func report(t *testing.T, breaches []string) {
	t.Helper()
	for _, breach := range breaches {
		t.Error(breach)
	}
}

// breaks shows a rule a bad file and demands that it objects, and a good one that it lets pass.
func breaks(t *testing.T, rule func(source) []string, name, bad, good string) {
	t.Helper()
	for content, wrong := range map[string]bool{bad: true, good: false} {
		s, err := parsed(name, content)
		if err != nil {
			t.Fatal(err)
		}
		if breaches := rule(s); (len(breaches) > 0) != wrong {
			t.Errorf("%s: breaches %q, want some: %v\n%s", name, breaches, wrong, content)
		}
	}
}
