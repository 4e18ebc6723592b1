package store

import (
	"database/sql"
	"time"

	"gorm.io/gorm"
)

// dialect is everything in which the two engines differ; the rest of the package is written once.
type dialect struct {
	name      string                                                   // folder of migrations
	gorm      func(*sql.DB) gorm.Dialector                             // gorm's translator over a pool
	now       string                                                   // the engine's own time as text of fixed width, UTC
	forUpdate string                                                   // ends a SELECT that locks its rows
	ignore    string                                                   // INSERT that keeps an existing row
	adding    string                                                   // ends an INSERT into figure_counts that adds to an existing row
	prepares  bool                                                     // statements are worth preparing once per connection
	later     func(d time.Duration) sqlAfter                           // the engine's own time plus d
	part      func(query string) string                                // a sorted and cut SELECT as part of a UNION
	after     func(column, sign string, value any, id int64) condition // (column, id) beyond a pair, as a range of the index
	search
	check func(s *Store) []setting // what SelfCheck asks
}

// search is how an engine keeps and asks the index of published matters.
type search struct {
	indexInsert string // with a matter's id and its pieces
	indexDelete indexDelete
	indexEmpty  string
	indexMatch  string // condition of a matter that holds what is asked
	indexKey    string // column of the matter's id
	indexAll    func(pieces []string) string
	indexAny    func(pieces []string) string
	indexBegins func(begin string) string
	readsAlong  string // behind the table: read it in the order of its key
	costs       searchCosts
}

// indexDelete removes a matter from the index; one engine needs what was put there.
type indexDelete struct {
	text string
	args func(id int64, pieces string) []any
}

// sqlAfter is an SQL expression with its one argument.
type sqlAfter struct {
	text string
	arg  any
}
