package bench

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"slices"
	"strings"
	"time"
)

// copied is a row that a filing wrote, to be inserted again and again with fresh keys: the same
// columns, the same sizes, the same indexes, without the portal.
type copied struct {
	stmt  *sql.Stmt
	first bool // the petition itself, whose id the database counts up
	row   []any
	fresh []bool // text keys that must differ
	owner int    // column of the petition's id, -1: none
}

// Learn lets the portal file once and copies the row of every table that gained one. It answers
// how many inserts a filing makes.
func (b *Bare) Learn(ctx context.Context, file func(context.Context) error) (int, error) {
	before, err := b.sizes(ctx)
	if err != nil {
		return 0, err
	}
	if err := file(ctx); err != nil {
		return 0, err
	}
	after, err := b.sizes(ctx)
	if err != nil {
		return 0, err
	}
	var tables []string
	for name, n := range after {
		if n > before[name] {
			tables = append(tables, name)
		}
	}
	if !slices.Contains(tables, "petitions") {
		return 0, errors.New("the filing left no petition")
	}
	slices.SortFunc(tables, func(x, y string) int { // the petition first: the others point to it
		if x == "petitions" {
			return -1
		}
		if y == "petitions" {
			return 1
		}
		return strings.Compare(x, y)
	})
	for _, name := range tables {
		c, err := b.copyOf(ctx, name)
		if err != nil {
			return 0, fmt.Errorf("copy of %s: %w", name, err)
		}
		b.copies = append(b.copies, c)
	}
	return len(b.copies), nil
}

// sizes counts the rows of every table of the portal.
func (b *Bare) sizes(ctx context.Context) (map[string]int, error) {
	list := "SELECT table_name FROM information_schema.tables WHERE table_schema = DATABASE()"
	if b.sqlite {
		list = "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite!_%' ESCAPE '!' AND name NOT LIKE 'published!_index%' ESCAPE '!'" // an index of text without its text cannot be read row by row
	}
	names, err := column(ctx, b.reader, list)
	if err != nil {
		return nil, err
	}
	sizes := map[string]int{}
	for _, name := range names {
		var n int
		if err := b.reader.QueryRowContext(ctx, "SELECT COUNT(*) FROM "+name).Scan(&n); err != nil {
			return nil, err
		}
		sizes[name] = n
	}
	return sizes, nil
}

// copyOf reads the newest row of a table and prepares its insert.
func (b *Bare) copyOf(ctx context.Context, table string) (copied, error) {
	rows, err := b.reader.QueryContext(ctx, "SELECT * FROM "+table+" LIMIT 1")
	if err != nil {
		return copied{}, err
	}
	defer rows.Close()
	names, err := rows.Columns()
	if err != nil || !rows.Next() {
		return copied{}, errors.Join(err, rows.Err(), errors.New("no row"))
	}
	values := make([]any, len(names))
	into := make([]any, len(names))
	for i := range into {
		into[i] = &values[i]
	}
	if err := rows.Scan(into...); err != nil {
		return copied{}, err
	}
	c := copied{first: table == "petitions", owner: -1}
	var columns []string
	for i, name := range names {
		if c.first && name == "id" {
			continue
		}
		if name == "petition_id" {
			c.owner = len(columns)
		}
		columns = append(columns, "`"+name+"`")
		c.row = append(c.row, b.kept(values[i]))
		c.fresh = append(c.fresh, name == "id" || name == "number" || name == "key_hash")
	}
	c.stmt, err = b.writer.PrepareContext(ctx, "INSERT INTO "+table+" ("+strings.Join(columns, ", ")+") VALUES (?"+strings.Repeat(", ?", len(columns)-1)+")")
	return c, errors.Join(err, rows.Err())
}

// kept is a value as it goes back into the database.
func (b *Bare) kept(value any) any {
	if t, ok := value.(time.Time); ok && b.sqlite {
		return t.Format("2006-01-02 15:04:05.000")
	}
	return value
}

// AsMany makes as many inserts as a filing makes, in one transaction, into the same tables.
func (b *Bare) AsMany(ctx context.Context) error {
	return b.within(ctx, func(tx *sql.Tx) error {
		var id int64
		for i := range b.copies {
			c := &b.copies[i]
			result, err := tx.StmtContext(ctx, c.stmt).ExecContext(ctx, c.values(id)...)
			if err != nil {
				return err
			}
			if c.first {
				if id, err = result.LastInsertId(); err != nil {
					return err
				}
			}
		}
		return nil
	})
}

// values are the row's values with fresh keys.
func (c *copied) values(id int64) []any {
	values := slices.Clone(c.row)
	for i, fresh := range c.fresh {
		if fresh {
			values[i] = Random(length(values[i]) / 2 * 2)
		}
	}
	if c.owner >= 0 {
		values[c.owner] = id
	}
	return values
}

func length(text any) int {
	switch t := text.(type) {
	case string:
		return len(t)
	case []byte:
		return len(t)
	}
	return 0
}

// column reads the texts of a statement with one column.
func column(ctx context.Context, pool *sql.DB, query string) ([]string, error) {
	rows, err := pool.QueryContext(ctx, query)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var all []string
	for rows.Next() {
		var text string
		if err := rows.Scan(&text); err != nil {
			return nil, err
		}
		all = append(all, text)
	}
	return all, rows.Err()
}
