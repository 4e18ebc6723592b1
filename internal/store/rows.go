package store

import (
	"context"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"
)

// rows asks for rows of T's table, typed. gorm's own generics do the same, but bring more than a hundred functions for
// each type: with them this package took a minute to compile.
type rows[T any] struct{ db *gorm.DB }

// rowsOf begins a question to T's table; options are clauses such as a lock or what to do about a conflict.
func rowsOf[T any](db *gorm.DB, options ...clause.Expression) rows[T] {
	db = db.Session(&gorm.Session{}).Model(new(T))
	if len(options) > 0 {
		db = db.Clauses(options...)
	}
	return rows[T]{db}
}

// Select names the columns.
func (r rows[T]) Select(columns string) rows[T] { return rows[T]{r.db.Select(columns)} }

// Where narrows by a condition with placeholders.
func (r rows[T]) Where(condition string, args ...any) rows[T] {
	return rows[T]{r.db.Where(condition, args...)}
}

// Order sorts.
func (r rows[T]) Order(columns string) rows[T] { return rows[T]{r.db.Order(columns)} }

// Limit bounds how many.
func (r rows[T]) Limit(n int) rows[T] { return rows[T]{r.db.Limit(n)} }

// Find answers the rows, none being no error.
func (r rows[T]) Find(ctx context.Context) ([]T, error) {
	var found []T
	return found, r.db.WithContext(ctx).Find(&found).Error
}

// Take answers one row, or gorm.ErrRecordNotFound.
func (r rows[T]) Take(ctx context.Context) (T, error) {
	var found T
	return found, r.db.WithContext(ctx).Take(&found).Error
}

// Count answers how many.
func (r rows[T]) Count(ctx context.Context) (int64, error) {
	var n int64
	return n, r.db.WithContext(ctx).Count(&n).Error
}

// Create inserts one row.
func (r rows[T]) Create(ctx context.Context, row *T) error {
	return r.db.WithContext(ctx).Create(row).Error
}

// Update sets one column and answers how many rows it met.
func (r rows[T]) Update(ctx context.Context, column string, value any) (int, error) {
	done := r.db.WithContext(ctx).Update(column, value)
	return int(done.RowsAffected), done.Error
}

// Delete removes the rows and answers how many.
func (r rows[T]) Delete(ctx context.Context) (int, error) {
	done := r.db.WithContext(ctx).Delete(new(T))
	return int(done.RowsAffected), done.Error
}
