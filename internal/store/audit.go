package store

import (
	"cmp"
	"context"
	"fmt"
	"math"

	"sunlit/internal/petition"
)

// Beside is every row that stands beside the petitions of a range of keys, by petition: what verify
// compares with the events. Events are as stored, their Content is not read yet.
type Beside struct {
	Petitions   map[int64]petition.Petition
	Events      map[int64][]petition.Event
	Identities  map[int64][]Identity
	Lookups     map[int64][]Lookup
	Abouts      map[int64][]About
	Tasks       map[int64][]Task
	Links       map[int64][]Link
	CoHandlers  map[int64][]CoHandler
	Doors       map[int64][]Door
	Lines       map[int64][]AnswerLine
	References  map[int64][]Reference
	Evidence    map[int64][]Evidence
	Papers      map[int64][]Paper
	Scans       map[int64][]Scan
	Prints      map[int64][]Print
	Reads       map[int64][]Read
	Reissues    map[int64][]Reissue
	Cosignature map[int64][]Cosignature
	Trails      map[int64][]Trail
	Published   map[int64][]Published

	all []int64 // keys of the petitions, where they are written
}

// UnreadableError names a table of which a row could not be read: what stands there does not fit its column.
type UnreadableError struct {
	Table string
	Err   error
}

func (e *UnreadableError) Error() string { return fmt.Sprintf("store: %s: %v", e.Table, e.Err) }

func (e *UnreadableError) Unwrap() error { return e.Err }

// PetitionIDs lists at most limit keys of petitions after one, in order.
func (s *Store) PetitionIDs(ctx context.Context, after int64, limit int) ([]int64, error) {
	var ids []int64
	err := s.db.WithContext(ctx).Raw("SELECT id FROM petitions WHERE id > ? ORDER BY id LIMIT ?", after, limit).Scan(&ids).Error
	return ids, s.fail("petitions", err)
}

// EveryID and NoID are the ends of a range that leaves no row out.
const (
	NoID    = math.MinInt64
	EveryID = math.MaxInt64
)

// Beside reads all rows whose petition's key is above after and at most until, also those whose
// petition is gone. A row that can't be read is an UnreadableError.
func (s *Store) Beside(ctx context.Context, after, until int64) (*Beside, error) {
	b := &Beside{Petitions: map[int64]petition.Petition{}}
	rows, err := rowsOf[petition.Petition](s.db).Where("id > ? AND id <= ?", after, until).Find(ctx)
	if err != nil {
		return nil, &UnreadableError{"petitions", err}
	}
	for _, p := range rows {
		b.Petitions[p.ID] = p
	}
	r := span{s: s, after: after, until: until}
	err = cmp.Or(
		beside(ctx, r.expecting(besideEach*len(rows)), &b.Events, "seq", func(e *petition.Event) int64 { return e.PetitionID }),
		beside(ctx, r, &b.Identities, "petition_id", func(i *Identity) int64 { return i.PetitionID }),
		beside(ctx, r, &b.Lookups, "field, blind", func(l *Lookup) int64 { return l.PetitionID }),
		beside(ctx, r, &b.Abouts, "unit", func(a *About) int64 { return a.PetitionID }),
		beside(ctx, r, &b.Tasks, "leg", func(t *Task) int64 { return t.PetitionID }),
		beside(ctx, r, &b.Links, "kind, other_id", func(l *Link) int64 { return l.PetitionID }),
		beside(ctx, r, &b.CoHandlers, "unit", func(c *CoHandler) int64 { return c.PetitionID }),
		beside(ctx, r, &b.Doors, "door", func(d *Door) int64 { return d.PetitionID }),
		beside(ctx, r, &b.Lines, "petition_id", func(a *AnswerLine) int64 { return a.PetitionID }),
		beside(ctx, r, &b.References, "source, reference", func(f *Reference) int64 { return f.PetitionID }),
		beside(ctx, r, &b.Evidence, "id", func(e *Evidence) int64 { return *e.PetitionID }),
		beside(ctx, r, &b.Papers, "id", func(p *Paper) int64 { return p.PetitionID }),
		beside(ctx, r, &b.Scans, "id", func(c *Scan) int64 { return c.PetitionID }),
		beside(ctx, r, &b.Prints, "sha256", func(p *Print) int64 { return p.PetitionID }),
		beside(ctx, r, &b.Reads, "id", func(l *Read) int64 { return l.PetitionID }),
		beside(ctx, r, &b.Reissues, "at, id", func(l *Reissue) int64 { return l.PetitionID }),
		beside(ctx, r, &b.Cosignature, "no", func(c *Cosignature) int64 { return c.PetitionID }),
		beside(ctx, r, &b.Trails, "kind", func(t *Trail) int64 { return t.PetitionID }),
		beside(ctx, r, &b.Published, "id", func(p *Published) int64 { return p.PetitionID }),
	)
	return b, err
}

// span is a range of keys of petitions.
type span struct {
	s            *Store
	after, until int64
	expected     int // rows, about
}

func (r span) expecting(rows int) span {
	r.expected = rows
	return r
}

// besideEach is about how many rows of its largest table, events, a petition has.
const besideEach = 8

// beside reads one table's rows of a range into a map by petition.
func beside[T interface{ TableName() string }](ctx context.Context, r span, into *map[int64][]T, order string, of func(*T) int64) error {
	rows := make([]T, 0, r.expected)
	err := r.s.db.WithContext(ctx).Model(new(T)).Where("petition_id > ? AND petition_id <= ?", r.after, r.until).Order("petition_id, " + order).Find(&rows).Error
	if err != nil {
		var none T
		return &UnreadableError{none.TableName(), err}
	}
	by := map[int64][]T{}
	for from := 0; from < len(rows); {
		id, to := of(&rows[from]), from+1
		for to < len(rows) && of(&rows[to]) == id {
			to++
		}
		by[id] = rows[from:to:to] // not copied: an event with its content is large
		from = to
	}
	*into = by
	return nil
}

// Series is the last number of a series of papers.
type Series struct {
	Unit string                `gorm:"column:unit;primaryKey"`
	Kind petition.DocumentKind `gorm:"column:kind;primaryKey"`
	Year int                   `gorm:"column:year;primaryKey;autoIncrement:false"`
	Last int                   `gorm:"column:last"`
}

// TableName names the table.
func (Series) TableName() string { return "paper_series" }

// PaperSeries lists every series of papers.
func (s *Store) PaperSeries(ctx context.Context) ([]Series, error) {
	rows, err := rowsOf[Series](s.db).Order("unit, kind, year").Find(ctx)
	return rows, s.fail("paper series", err)
}

// Unattached tells whether an upload still belongs to no petition; gone ones answer false.
func (s *Store) Unattached(ctx context.Context, id string) (bool, error) {
	rows, err := rowsOf[Evidence](s.db).Select("id").Where("id = ? AND petition_id IS NULL", id).Limit(1).Find(ctx)
	return len(rows) > 0, s.fail("upload", err)
}
