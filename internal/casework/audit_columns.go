package casework

import (
	"bytes"
	"reflect"
	"slices"
	"strings"
	"time"
)

// differing names the columns in which two rows of the same struct differ,
// instants compared as both engines keep them. only, where given, are the
// columns looked at.
func differing[T any](want, have *T, only ...string) string {
	a, b := reflect.ValueOf(want).Elem(), reflect.ValueOf(have).Elem()
	var names []string
	for i := range a.NumField() {
		column := columnOf(a.Type().Field(i))
		if column == "" || len(only) > 0 && !slices.Contains(only, column) {
			continue
		}
		if !sameValue(a.Field(i).Interface(), b.Field(i).Interface()) {
			names = append(names, column)
		}
	}
	return strings.Join(names, ", ")
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
