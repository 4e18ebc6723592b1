package store

import (
	"context"

	"gorm.io/gorm/clause"
)

// meta is a row of meta.
type meta struct {
	Name  string `gorm:"column:name;primaryKey"`
	Value string `gorm:"column:value"`
}

// TableName names the table.
func (meta) TableName() string { return "meta" }

// Meta is a value the program remembers about its database; "" when there is none.
func (s *Store) Meta(ctx context.Context, name string) (string, error) {
	rows, err := rowsOf[meta](s.db).Where("name = ?", name).Limit(1).Find(ctx)
	if err != nil || len(rows) == 0 {
		return "", s.fail("meta", err)
	}
	return rows[0].Value, nil
}

// SetMeta remembers a value.
func (s *Store) SetMeta(ctx context.Context, name, value string) error {
	return s.fail("set meta", s.within(ctx, func(tx *Store) error {
		return put(ctx, tx, &meta{Name: name, Value: value}, []string{"name"}, "value")
	}))
}

// put inserts a row or, where its key exists, overwrites the named columns.
func put[T any](ctx context.Context, tx *Store, row *T, key []string, columns ...string) error {
	conflict := clause.OnConflict{DoUpdates: clause.AssignmentColumns(columns)}
	for _, name := range key {
		conflict.Columns = append(conflict.Columns, clause.Column{Name: name})
	}
	return rowsOf[T](tx.db, conflict).Create(ctx, row)
}
