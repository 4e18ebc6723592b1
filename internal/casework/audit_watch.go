package casework

import (
	"context"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// How often a round begins after the last one ended. Damage to a row is told
// within five minutes as long as a round takes less than four.
const (
	rowsPause  = time.Minute
	filesPause = time.Hour
)

// The places that each kind of round looks at; what it does not see again, it takes off the list.
var (
	rowPlaces = []string{"petitions", "events", "identities", "identity_lookups", "petition_abouts", "petition_tasks", "co_handlers", "petition_links",
		"petition_doors", "answer_lines", "external_references", "cosignatures", "petition_reads", "code_reissues", "trails", "paper_series",
		"paper_scans", "paper_prints", "papers", "evidence"}
	filePlaces = []string{"files", "uploads"}
	logPlaces  = []string{"log"}
)

// Watch walks rounds in the background, in slices that leave the machine to
// those who work on it, and keeps what it finds for the desk and the metrics.
type Watch struct {
	cs          *Cases
	rows, files turn
	log         turn
	machine     func() time.Time // how long things take is the machine's time, not the demo's
}

// turn is one kind of round that begins again and again.
type turn struct {
	name   string // under which the end of a round is noted
	places []string
	pause  time.Duration
	began  time.Time
	ended  time.Time
	next   func(context.Context) ([]Finding, bool, error)
	begin  func(context.Context) (func(context.Context) ([]Finding, bool, error), error)
}

// NewWatch begins with new rounds.
func (cs *Cases) NewWatch() *Watch {
	return &Watch{cs: cs, machine: clock.System{}.Now,
		rows: turn{name: verifiedRows, places: rowPlaces, pause: rowsPause, begin: func(ctx context.Context) (func(context.Context) ([]Finding, bool, error), error) {
			round, err := cs.NewAudit(ctx)
			if err != nil {
				return nil, err
			}
			return round.Next, nil
		}},
		log: turn{name: verifiedLog, places: logPlaces, pause: rowsPause, begin: func(ctx context.Context) (func(context.Context) ([]Finding, bool, error), error) {
			round, err := cs.NewLogAudit(ctx)
			if err != nil {
				return nil, err
			}
			return round.Next, nil
		}},
		files: turn{name: verifiedFiles, places: filePlaces, pause: filesPause, begin: func(context.Context) (func(context.Context) ([]Finding, bool, error), error) {
			return cs.NewFileAudit().Next, nil
		}},
	}
}

// The notes of when a round last ended.
const (
	verifiedRows  = "verified-rows"
	verifiedFiles = "verified-files"
	verifiedLog   = "verified-log"
)

// Rows goes on with the round over the database for as long as budget.
func (w *Watch) Rows(ctx context.Context, budget time.Duration) error {
	return w.walk(ctx, &w.rows, budget)
}

// Log goes on with the round over the public log for as long as budget.
func (w *Watch) Log(ctx context.Context, budget time.Duration) error {
	return w.walk(ctx, &w.log, budget)
}

// Files goes on with the round over the stored files for as long as budget.
func (w *Watch) Files(ctx context.Context, budget time.Duration) error {
	return w.walk(ctx, &w.files, budget)
}

func (w *Watch) walk(ctx context.Context, t *turn, budget time.Duration) error {
	start := w.machine()
	if t.next == nil {
		if !t.ended.IsZero() && start.Sub(t.ended) < t.pause {
			return nil
		}
		next, err := t.begin(ctx)
		if err != nil {
			return err
		}
		t.next, t.began = next, w.cs.now()
	}
	for w.machine().Sub(start) < budget {
		found, done, err := t.next(ctx)
		if err != nil {
			t.next = nil // the next round begins anew
			return err
		}
		if err := w.cs.keepFindings(ctx, found); err != nil {
			return err
		}
		if !done {
			continue
		}
		t.next, t.ended = nil, w.machine()
		if _, err := w.cs.Store.DropFindings(ctx, t.places, t.began); err != nil {
			return err
		}
		return w.cs.Store.SetMeta(ctx, t.name, w.cs.now().Format(time.RFC3339Nano))
	}
	return nil
}

// keepFindings writes findings down; a new one raises the alarm in the log too.
func (cs *Cases) keepFindings(ctx context.Context, found []Finding) error {
	for _, f := range found {
		at := cs.now()
		row := store.Finding{ID: hashOf([]byte(f.String())), Place: f.Place, RowKey: cut(f.Row, 200), Number: f.Number, Wrong: string(f.Wrong), Detail: cut(f.Detail, 500),
			FoundAt: at, SeenAt: at}
		fresh, err := cs.Store.PutFinding(ctx, &row)
		if err != nil {
			return err
		}
		if fresh {
			cs.Log.ErrorContext(ctx, "verify found", "place", f.Place, "wrong", string(f.Wrong))
		}
	}
	return nil
}

func cut(s string, most int) string {
	if runes := []rune(s); len(runes) > most {
		return string(runes[:most])
	}
	return s
}

// FindingsView is what the office and the auditor see of the rounds.
type FindingsView struct {
	Items        []FindingView `json:"items"`
	CheckedAt    *time.Time    `json:"checkedAt"`      // end of the last round over the database
	FilesChecked *time.Time    `json:"filesCheckedAt"` // and over the stored files
}

// FindingView is one finding: never what stands in the row.
type FindingView struct {
	Place   string    `json:"place"`
	Row     string    `json:"row"`
	Number  string    `json:"number,omitempty"`
	Wrong   string    `json:"wrong"`
	Detail  string    `json:"detail,omitempty"`
	FoundAt time.Time `json:"foundAt"`
	SeenAt  time.Time `json:"seenAt"`
}

// findingsShown is how many findings a page lists at most.
const findingsShown = 200

// Findings lists what verify found, for those who answer for the portal: the
// office, and the auditor who reads logs and no petition.
func (cs *Cases) Findings(ctx context.Context, o identity.Official) (*FindingsView, error) {
	if !o.Has(petition.Office) && !o.Has(petition.Auditor) {
		return nil, fault.New(fault.NotFound, "error.not_found")
	}
	rows, err := cs.Store.Findings(ctx, findingsShown)
	if err != nil {
		return nil, err
	}
	v := &FindingsView{Items: []FindingView{}}
	for _, r := range rows {
		v.Items = append(v.Items, FindingView{Place: r.Place, Row: r.RowKey, Number: r.Number, Wrong: r.Wrong, Detail: r.Detail, FoundAt: r.FoundAt, SeenAt: r.SeenAt})
	}
	if v.CheckedAt, err = cs.notedAt(ctx, verifiedRows); err != nil {
		return nil, err
	}
	v.FilesChecked, err = cs.notedAt(ctx, verifiedFiles)
	return v, err
}

// notedAt is an instant among the program's notes, nil for none.
func (cs *Cases) notedAt(ctx context.Context, name string) (*time.Time, error) {
	text, err := cs.Store.Meta(ctx, name)
	if fault.Is(err, fault.NotFound) || err == nil && text == "" {
		return nil, nil //nolint:nilnil // no round has ended yet
	}
	if err != nil {
		return nil, err
	}
	at, err := time.Parse(time.RFC3339Nano, text)
	if err != nil {
		return nil, nil //nolint:nilerr,nilnil // a note that nobody can read is none
	}
	return &at, nil
}

// FindingCount is how many findings stand, and how long ago the last round over
// the database ended, for the metrics.
func (cs *Cases) FindingCount(ctx context.Context) (n int, since time.Duration, err error) {
	if n, err = cs.Store.CountFindings(ctx); err != nil {
		return 0, 0, err
	}
	at, err := cs.notedAt(ctx, verifiedRows)
	if err != nil || at == nil {
		return n, 0, err
	}
	return n, cs.now().Sub(*at), nil
}
