package form

import (
	"encoding"
	"reflect"
	"strings"

	"go.yaml.in/yaml/v3"
)

// Struct is the form of what is decoded into a Go struct: its keys are the yaml names of the fields,
// its values what the fields hold. more says more of a field by its dotted names without places in a
// list, such as "units.code"; one that ends in ! must be there.
func Struct(sample any, more map[string]Form) Form {
	return structForm(reflect.TypeOf(sample), "", more)
}

func structForm(t reflect.Type, at string, more map[string]Form) Form {
	return func(s *Sheet, n *yaml.Node, where string) {
		var keys []Key
		fieldsOf(t, func(name string, field reflect.Type) {
			path := join(at, name)
			k := Key{Name: name, Form: valueForm(field, path, more)}
			f, said := more[path]
			if !said {
				f, said = more[path+"!"]
				k.Need = said
			}
			switch {
			case said && scalar(field):
				k.Form = f
			case said:
				k.Form = All(k.Form, f)
			}
			keys = append(keys, k)
		})
		Map(keys...)(s, n, where)
	}
}

// fieldsOf visits the yaml fields of a struct, those of inlined ones too.
func fieldsOf(t reflect.Type, visit func(name string, field reflect.Type)) {
	for i := range t.NumField() {
		f := t.Field(i)
		name, options, _ := strings.Cut(f.Tag.Get("yaml"), ",")
		switch {
		case strings.Contains(options, "inline"):
			fieldsOf(f.Type, visit)
		case name != "" && name != "-":
			visit(name, f.Type)
		}
	}
}

// scalar tells whether a field holds a single value, of which the more exact form says everything.
func scalar(t reflect.Type) bool {
	return t.Kind() == reflect.String || t.Kind() == reflect.Int || t.Kind() == reflect.Bool || reflect.PointerTo(t).Implements(written)
}

// written is a type that reads itself from one text, such as a day.
var written = reflect.TypeFor[encoding.TextUnmarshaler]()

func valueForm(t reflect.Type, at string, more map[string]Form) Form {
	if reflect.PointerTo(t).Implements(written) {
		return Scalar("write a single value", func(string) bool { return true })
	}
	switch t.Kind() {
	case reflect.Pointer:
		return valueForm(t.Elem(), at, more)
	case reflect.Struct:
		return structForm(t, at, more)
	case reflect.Slice:
		return List(0, valueForm(t.Elem(), at, more))
	case reflect.Map:
		return Table(nil, nil, func(string) Form { return valueForm(t.Elem(), at, more) })
	case reflect.Bool:
		return Switch()
	case reflect.Int64: // a number that may lie before zero, such as days ahead or back
		return Number(-1_000_000, 1_000_000)
	case reflect.Int:
		return Number(0, 1_000_000)
	default:
	}
	return Scalar("write a single value", func(string) bool { return true })
}
