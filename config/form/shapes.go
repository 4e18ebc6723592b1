package form

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strconv"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Key is one key of a mapping.
type Key struct {
	Name string
	Form Form
	Need bool // must be there
}

// Need is a key that must be there, May one that need not.
func Need(name string, f Form) Key { return Key{Name: name, Form: f, Need: true} }

// May is a key that need not be there.
func May(name string, f Form) Key { return Key{Name: name, Form: f} }

// Map is a mapping with these keys and no others, each once.
func Map(keys ...Key) Form {
	return func(s *Sheet, n *yaml.Node, at string) {
		forms, names := map[string]Form{}, []string{}
		for _, k := range keys {
			forms[k.Name], names = k.Form, append(names, k.Name)
		}
		present, ok := eachPair(s, n, at, func(key, value *yaml.Node) {
			f, known := forms[key.Value]
			switch {
			case !known:
				s.Wrong(key, join(at, key.Value), "is no key here", Suggestion(key.Value, names))
			case !isNull(value):
				f(s, value, join(at, key.Value))
			}
		})
		for _, k := range keys {
			if ok && k.Need && !present[k.Name] {
				s.Wrong(n, join(at, k.Name), "is missing", "add "+k.Name+": …")
			}
		}
	}
}

// Table is a mapping whose keys are names of the file's own choice; an empty known takes any name.
// What must be there is need.
func Table(known, need []string, each func(key string) Form) Form {
	return func(s *Sheet, n *yaml.Node, at string) {
		present, ok := eachPair(s, n, at, func(key, value *yaml.Node) {
			switch {
			case len(known) > 0 && !slices.Contains(known, key.Value):
				s.Wrong(key, join(at, key.Value), "is no name known here", Suggestion(key.Value, known))
			default:
				if isNull(value) {
					value = &yaml.Node{Kind: yaml.MappingNode, Line: key.Line}
				}
				each(key.Value)(s, value, join(at, key.Value))
			}
		})
		for _, name := range need {
			if ok && !present[name] {
				s.Wrong(n, join(at, name), "is missing", "add "+name+": …")
			}
		}
	}
}

// eachPair walks a mapping and notes keys that stand there twice.
func eachPair(s *Sheet, n *yaml.Node, at string, visit func(key, value *yaml.Node)) (present map[string]bool, ok bool) {
	if n.Kind != yaml.MappingNode {
		s.Wrong(n, at, "is not a mapping", "write key: value, one a line")
		return nil, false
	}
	present = map[string]bool{}
	lines := map[string]int{}
	for i := 0; i+1 < len(n.Content); i += 2 {
		key, value := n.Content[i], n.Content[i+1]
		if line, twice := lines[key.Value]; twice {
			s.Wrong(key, join(at, key.Value), fmt.Sprintf("was already given on line %d", line), "keep one of the two")
			continue
		}
		lines[key.Value] = key.Line
		present[key.Value] = present[key.Value] || !isNull(value)
		visit(key, value)
	}
	return present, true
}

// List is a list of at least so many entries.
func List(least int, each Form) Form {
	return func(s *Sheet, n *yaml.Node, at string) {
		if n.Kind != yaml.SequenceNode {
			s.Wrong(n, at, "is not a list", "write [a, b] or one entry a line after a dash")
			return
		}
		if len(n.Content) < least {
			s.Wrong(n, at, "has too few entries", fmt.Sprintf("write at least %d", least))
		}
		for i, item := range n.Content {
			each(s, item, join(at, i+1))
		}
	}
}

// All puts one form after another on the same node, such as a shape and what must agree inside it.
func All(forms ...Form) Form {
	return func(s *Sheet, n *yaml.Node, at string) {
		for _, f := range forms {
			f(s, n, at)
		}
	}
}

// Once is an agreement among the entries of a list: the value of key stands there once.
func Once(key string) Form {
	return func(s *Sheet, n *yaml.Node, at string) {
		lines := map[string]int{}
		for i, item := range Items(n) {
			value := Child(item, key)
			if value == nil {
				continue
			}
			if line, twice := lines[value.Value]; twice {
				s.Wrong(value, join(join(at, i+1), key), fmt.Sprintf("%q was already used on line %d", value.Value, line), "give each its own "+key)
				continue
			}
			lines[value.Value] = value.Line
		}
	}
}

// Scalar is a single value; want says what to write, ok whether it is that.
func Scalar(want string, ok func(string) bool) Form {
	return func(s *Sheet, n *yaml.Node, at string) {
		switch {
		case n.Kind != yaml.ScalarNode:
			s.Wrong(n, at, "is not a single value", want)
		case !ok(n.Value):
			s.Wrong(n, at, fmt.Sprintf("%q is not right", short(n.Value)), want)
		}
	}
}

// Secret is a single value that is never repeated in a message.
func Secret(want string, ok func(string) bool) Form {
	return func(s *Sheet, n *yaml.Node, at string) {
		if n.Kind != yaml.ScalarNode || !ok(n.Value) {
			s.Wrong(n, at, "is not right", want)
		}
	}
}

const shown = 40 // characters of a wrong value that a message repeats

func short(v string) string {
	if r := []rune(v); len(r) > shown {
		return string(r[:shown]) + "…"
	}
	return v
}

// Matching is a single value of a pattern.
func Matching(want, pattern string) Form {
	return Scalar(want, regexp.MustCompile(pattern).MatchString)
}

// OneOf is one of these words.
func OneOf(words ...string) Form {
	return func(s *Sheet, n *yaml.Node, at string) {
		if n.Kind != yaml.ScalarNode || !slices.Contains(words, n.Value) {
			s.Wrong(n, at, fmt.Sprintf("%q is none of the words known here", short(n.Value)), Suggestion(n.Value, words))
		}
	}
}

// Words is any text that is not blank, at most so many characters long.
func Words(most int) Form {
	return func(s *Sheet, n *yaml.Node, at string) {
		switch length := len([]rune(n.Value)); {
		case n.Kind != yaml.ScalarNode:
			s.Wrong(n, at, "is not a text", "write it on one line, in quotes where it holds : or #")
		case strings.TrimSpace(n.Value) == "":
			s.Wrong(n, at, "is empty", "write a text or take the key out")
		case length > most:
			s.Wrong(n, at, fmt.Sprintf("is %d characters long", length), fmt.Sprintf("write at most %d", most))
		}
	}
}

// Number is a whole number between two bounds, both included.
func Number(least, most int) Form {
	return Scalar(fmt.Sprintf("write a whole number from %d to %d", least, most), func(v string) bool {
		n, err := strconv.Atoi(v)
		return err == nil && n >= least && n <= most
	})
}

// Switch is true or false.
func Switch() Form {
	return Scalar("write true or false", func(v string) bool { return v == "true" || v == "false" })
}

// Both is a text in both languages.
func Both(most int) Form { return Map(Need("zh", Words(most)), Need("en", Words(most))) }

// Known is a value that must be one of a set filled while the file is read.
func Known(what string, set map[string]bool) Form {
	return func(s *Sheet, n *yaml.Node, at string) {
		if n.Kind == yaml.ScalarNode && !set[n.Value] {
			known := slices.DeleteFunc(slices.Sorted(maps.Keys(set)), func(name string) bool { return name == "" })
			s.Wrong(n, at, fmt.Sprintf("there is no %s %q", what, short(n.Value)), Suggestion(n.Value, known))
		}
	}
}
