package casework

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"sync"
	"time"
)

// differing names the columns in which two rows of the same struct differ,
// instants compared as both engines keep them. only, where given, are the
// columns looked at.
func differing[T any](want, have *T, only ...string) string {
	a, b := reflect.ValueOf(want).Elem(), reflect.ValueOf(have).Elem()
	var names []string
	for i, column := range columnsOf(a.Type()) {
		if column == "" || len(only) > 0 && !slices.Contains(only, column) {
			continue
		}
		if !sameField(a.Field(i), b.Field(i)) {
			names = append(names, column)
		}
	}
	return strings.Join(names, ", ")
}

// columnsMet are the columns of the structs met so far.
var columnsMet sync.Map

// columnsOf are the columns of a struct's fields, in their order.
func columnsOf(t reflect.Type) []string {
	met, _ := columnsMet.Load(t)
	if names, ok := met.([]string); ok {
		return names
	}
	names := make([]string, t.NumField())
	for i := range names {
		names[i] = columnOf(t.Field(i))
	}
	columnsMet.Store(t, names)
	return names
}

// sameField spares the commonest kinds the way through an interface.
func sameField(a, b reflect.Value) bool {
	switch a.Kind() {
	case reflect.String:
		return a.String() == b.String()
	case reflect.Int, reflect.Int64:
		return a.Int() == b.Int()
	case reflect.Bool:
		return a.Bool() == b.Bool()
	default:
		return sameValue(a.Interface(), b.Interface())
	}
}

// columnOf is the column that a struct's tag names, "" for a field that is none.
func columnOf(f reflect.StructField) string {
	for part := range strings.SplitSeq(f.Tag.Get("gorm"), ";") {
		if name, ok := strings.CutPrefix(part, "column:"); ok {
			return name
		}
		if part == "-" {
			return ""
		}
	}
	return strings.ToLower(f.Name) // ID
}

func sameValue(a, b any) bool {
	switch x := a.(type) {
	case time.Time:
		y, _ := b.(time.Time)
		return x.UnixMilli() == y.UnixMilli()
	case *time.Time:
		y, _ := b.(*time.Time)
		return (x == nil) == (y == nil) && (x == nil || x.UnixMilli() == y.UnixMilli())
	case []byte:
		y, _ := b.([]byte)
		return bytes.Equal(x, y)
	}
	return reflect.DeepEqual(a, b)
}
