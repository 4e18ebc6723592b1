package store

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"strings"
)

// statement is SQL that is sent at every filing or look-up. Where that pays it is prepared once for
// each connection, which saves the server reading it again each time.
type statement struct {
	text string
	stmt *sql.Stmt // nil: not prepared
}

// exec runs the statement inside a transaction.
func (st *statement) exec(ctx context.Context, s *Store, args ...any) (sql.Result, error) {
	if s.tx == nil {
		return nil, errNoTx
	}
	if s.ready.Load() && st.stmt != nil { // in this order: stmt is written before ready
		return s.tx.StmtContext(ctx, st.stmt).ExecContext(ctx, args...)
	}
	return s.tx.ExecContext(ctx, st.text, args...)
}

// query runs the statement inside the transaction, or on the reading pool.
func (st *statement) query(ctx context.Context, s *Store, args ...any) (*sql.Rows, error) {
	if s.tx != nil {
		return s.tx.QueryContext(ctx, st.text, args...)
	}
	if err := s.prepare(ctx); err != nil {
		return nil, err
	}
	if s.ready.Load() {
		return st.stmt.QueryContext(ctx, args...)
	}
	return s.reader.QueryContext(ctx, st.text, args...)
}

// rows inserts rows of width values each: the statement is the insert of one.
func (st *statement) rows(ctx context.Context, s *Store, width int, args []any) error {
	if width < 1 || len(args)%width != 0 {
		return fmt.Errorf("store: %d values for rows of %d", len(args), width)
	}
	if len(args) == width {
		_, err := st.exec(ctx, s, args...)
		return err
	}
	if s.tx == nil {
		return errNoTx
	}
	row := ", (?" + strings.Repeat(", ?", width-1) + ")"
	_, err := s.tx.ExecContext(ctx, st.text+strings.Repeat(row, len(args)/width-1), args...)
	return err
}

// insertInto is the insert of one row.
func (d dialect) insertInto(what string, columns ...string) statement {
	return statement{text: what + " (" + strings.Join(columns, ", ") + ") VALUES (?" + strings.Repeat(", ?", len(columns)-1) + ")"}
}

// prepared lists what is prepared.
func (e *engine) prepared() []*statement {
	return []*statement{&e.petitions.statement, &e.events.statement, &e.answers, &e.identities, &e.lookups, &e.messages, &e.line}
}

// prepare readies the statements once, before a transaction begins: inside one they would wait for
// a second connection, which all others may be waiting for too. Before the first migration there
// is no table to prepare for; then the next transaction tries again.
func (s *Store) prepare(ctx context.Context) error {
	if !s.prepares || s.ready.Load() {
		return nil
	}
	s.readying.Lock()
	defer s.readying.Unlock()
	if s.ready.Load() {
		return nil
	}
	for _, st := range s.prepared() {
		stmt, err := s.writer.PrepareContext(ctx, st.text)
		if code := mariadbCode(err); code == 1146 || code == 1054 { // no such table or column yet
			return nil
		}
		if err != nil {
			return err
		}
		if st.stmt != nil { // of a try that found the next table missing
			_ = st.stmt.Close()
		}
		st.stmt = stmt
	}
	s.ready.Store(true)
	return nil
}

// unprepare closes the statements with the store.
func (e *engine) unprepare() error {
	var errs []error
	for _, st := range e.prepared() {
		if st.stmt != nil {
			errs = append(errs, st.stmt.Close())
		}
	}
	return errors.Join(errs...)
}
