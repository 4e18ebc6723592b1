package store

import (
	"cmp"
	"context"
	"database/sql"
	"encoding/json"
	"fmt"
	"slices"
	"time"

	"sunlit/internal/petition"
)

// Step is an event as a public line may name it: no actor, no text.
type Step struct {
	At      time.Time
	Verb    petition.Verb
	Settles petition.Verb // of an approval: the proposal's verb
	Unit    string

	seq int64
}

// lineText is a petition and its steps at once: look-ups by number are what the public does most,
// and the row is a projection, so that nothing needs to be replayed for it. The steps are sorted
// here: MariaDB would do it in a temporary table, on disk since an event's body may be large.
const lineText = "SELECT p.number, p.stage, p.sealed, p.kind, p.route, p.holder, p.due_on, e.seq, e.at, e.verb, e.unit, CASE WHEN e.verb = 'approve' THEN e.body END " +
	"FROM petitions p LEFT JOIN events e ON e.petition_id = p.id WHERE p.number = ?"

// Line answers the one petition of a citizen's scope, as far as a public line needs it, and all its
// steps in order, in one statement. An unknown number is fault.NotFound.
func (s *Store) Line(ctx context.Context, sc Scope) (*petition.Petition, []Step, error) {
	if !ascii(sc.number) {
		return nil, nil, notFound()
	}
	rows, err := s.line.query(ctx, s, sc.number)
	if err != nil {
		return nil, nil, s.fail("line", err)
	}
	defer rows.Close()
	var p petition.Petition
	var steps []Step
	for rows.Next() {
		var seq sql.NullInt64
		var at sql.NullTime
		var verb, unit sql.NullString
		var body []byte
		if err := rows.Scan(&p.Number, &p.Stage, &p.Sealed, &p.Kind, &p.Route, &p.Holder, &p.DueOn, &seq, &at, &verb, &unit, &body); err != nil {
			return nil, nil, s.fail("line", err)
		}
		step := Step{At: at.Time, Verb: petition.Verb(verb.String), Unit: unit.String, seq: seq.Int64}
		if step.Settles, err = settled(body); err != nil {
			return nil, nil, s.fail("line", err)
		}
		if verb.Valid {
			steps = append(steps, step)
		}
	}
	if err := rows.Err(); err != nil {
		return nil, nil, s.fail("line", err)
	}
	if p.Number == "" {
		return nil, nil, notFound()
	}
	slices.SortFunc(steps, func(a, b Step) int { return cmp.Compare(a.seq, b.seq) })
	return &p, steps, nil
}

// settled reads from an approval's stored bytes what was approved.
func settled(body []byte) (petition.Verb, error) {
	if body == nil {
		return "", nil
	}
	var content struct {
		Settles petition.Verb `json:"settles"`
	}
	if err := json.Unmarshal(body, &content); err != nil {
		return "", fmt.Errorf("event body: %w", err)
	}
	return content.Settles, nil
}
