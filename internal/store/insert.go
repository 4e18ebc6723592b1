package store

import (
	"context"
	"fmt"
	"reflect"
	"strings"
	"sync"

	"gorm.io/gorm/schema"
)

// insert is the INSERT of a domain struct, its columns read once from the struct's tags. Filing
// uses it instead of gorm's Create, whose reflection costs 40 % of the filing rate.
type insert struct {
	statement
	fields []*schema.Field
	key    *schema.Field // counted up by the database, nil when the caller gives it
}

// insertOf reads a struct's columns.
func insertOf(row any) (insert, error) {
	parsed, err := schema.Parse(row, &sync.Map{}, schema.NamingStrategy{})
	if err != nil {
		return insert{}, fmt.Errorf("store: columns of %T: %w", row, err)
	}
	var in insert
	var names, marks []string
	for _, f := range parsed.Fields {
		if f.DBName == "" {
			continue
		}
		if f.AutoIncrement {
			in.key = f
			continue
		}
		in.fields = append(in.fields, f)
		names = append(names, "`"+f.DBName+"`")
		marks = append(marks, "?")
	}
	in.text = fmt.Sprintf("INSERT INTO %s (%s) VALUES (%s)", parsed.Table, strings.Join(names, ", "), strings.Join(marks, ", "))
	return in, nil
}

// columns are the names the insert writes.
func (in *insert) columns() []string {
	names := make([]string, len(in.fields))
	for i, f := range in.fields {
		names[i] = f.DBName
	}
	return names
}

// values reads the struct behind a pointer in the insert's order.
func (in *insert) values(ctx context.Context, row any) []any {
	v := reflect.ValueOf(row).Elem()
	args := make([]any, len(in.fields))
	for i, f := range in.fields {
		args[i], _ = f.ValueOf(ctx, v)
	}
	return args
}

// run inserts the row inside a transaction and gives it the key the database counted up.
func (in *insert) run(ctx context.Context, s *Store, row any) error {
	if s.tx == nil {
		return errNoTx
	}
	result, err := in.exec(ctx, s, in.values(ctx, row)...)
	if err != nil || in.key == nil {
		return err
	}
	id, err := result.LastInsertId()
	if err != nil {
		return err
	}
	return in.key.Set(ctx, reflect.ValueOf(row).Elem(), id)
}
