package web

import (
	"reflect"
	"strings"
)

// jsonName is the name of a field in JSON, which validator uses in complaints.
func jsonName(f reflect.StructField) string {
	name, _, _ := strings.Cut(f.Tag.Get("json"), ",")
	return name
}
