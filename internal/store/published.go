package store

import (
	"context"
	"strings"
	"time"

	"gorm.io/gorm"
	"gorm.io/gorm/clause"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// Published is what the public reads of a matter; taken down, what is left of it.
type Published struct {
	ID          int64         `gorm:"column:id;primaryKey"` // rises with every publication
	PetitionID  int64         `gorm:"column:petition_id"`
	Number      string        `gorm:"column:number"`
	Edition     int           `gorm:"column:edition"`
	Standing    bool          `gorm:"column:standing"` // false: a tombstone
	Kind        petition.Kind `gorm:"column:kind"`
	Place       string        `gorm:"column:place"`
	Category    string        `gorm:"column:category"`
	Unit        string        `gorm:"column:unit"`
	Result      string        `gorm:"column:result"` // how it ended, as in published.result.CODE
	Ground      string        `gorm:"column:ground"` // of a refusal
	Title       string        `gorm:"column:title"`
	Facts       string        `gorm:"column:facts"`
	Request     string        `gorm:"column:request"`
	Course      string        `gorm:"column:course"`
	Outcome     string        `gorm:"column:outcome"`
	Body        string        `gorm:"column:body"` // all texts, folded, as they are searched
	FiledOn     clock.Day     `gorm:"column:filed_on"`
	PublishedOn clock.Day     `gorm:"column:published_on"` // or taken down
	ChangedAt   time.Time     `gorm:"column:changed_at"`
	DownReason  string        `gorm:"column:down_reason"`
	Withdrawn   bool          `gorm:"column:withdrawn"` // the petitioner took back the consent
}

// TableName names the table.
func (Published) TableName() string { return "published" }

// gramCount is in how many published matters a piece stands.
type gramCount struct {
	Gram string `gorm:"column:gram;primaryKey"`
	N    int    `gorm:"column:n"`
}

// TableName names the table.
func (gramCount) TableName() string { return "search_grams" }

// PutPublished keeps a matter's public text in place of an earlier one, newest first in every list,
// and the index with it; a tombstone keeps no text.
func (s *Store) PutPublished(ctx context.Context, p *Published) error {
	return s.fail("put published", s.within(ctx, func(tx *Store) error {
		if err := tx.forget(ctx, p.PetitionID); err != nil {
			return err
		}
		p.ID = 0
		p.Finish()
		if err := rowsOf[Published](tx.db).Create(ctx, p); err != nil || !p.Standing {
			return err
		}
		pieces := grams(p.Body)
		if _, err := tx.tx.ExecContext(ctx, tx.indexInsert, p.ID, strings.Join(pieces, " ")); err != nil {
			return err
		}
		return tx.tally(ctx, counted(pieces))
	}))
}

// Finish sets what follows from the rest: the text that is searched. A tombstone keeps no text.
func (p *Published) Finish() {
	if !p.Standing {
		p.Title, p.Facts, p.Request, p.Course, p.Outcome, p.Body = "", "", "", "", "", ""
		return
	}
	p.Body = fold(strings.Join([]string{p.Title, p.Facts, p.Request, p.Course, p.Outcome}, "\n"))
}

// ForgetPublished empties the table of published matters, the index and the counts, for them to be written anew.
func (s *Store) ForgetPublished(ctx context.Context) error {
	return s.fail("forget published", s.within(ctx, func(tx *Store) error {
		for _, text := range []string{"DELETE FROM published", "DELETE FROM search_grams", tx.indexEmpty} {
			if _, err := tx.tx.ExecContext(ctx, text); err != nil {
				return err
			}
		}
		return nil
	}))
}

// forget removes a matter's row, and what the index and the counts hold of it.
func (s *Store) forget(ctx context.Context, petitionID int64) error {
	old, err := rowsOf[Published](s.db).Where("petition_id = ?", petitionID).Find(ctx)
	if err != nil {
		return err
	}
	for _, p := range old {
		if _, err := deleteWhere[Published](ctx, s, "id = ?", p.ID); err != nil {
			return err
		}
		if !p.Standing {
			continue
		}
		pieces := grams(p.Body)
		if _, err := s.tx.ExecContext(ctx, s.indexDelete.text, s.indexDelete.args(p.ID, strings.Join(pieces, " "))...); err != nil {
			return err
		}
		err := s.db.WithContext(ctx).Model(&gramCount{}).Where("gram IN ?", append(counted(pieces), "")).Update("n", gorm.Expr("n - 1")).Error
		if err != nil {
			return err
		}
	}
	return nil
}

// tally counts a matter's pieces, and the matter itself under the empty one.
func (s *Store) tally(ctx context.Context, pieces []string) error {
	rows := make([]gramCount, 0, len(pieces)+1)
	rows = append(rows, gramCount{"", 1})
	for _, g := range pieces {
		rows = append(rows, gramCount{g, 1})
	}
	more := clause.OnConflict{Columns: []clause.Column{{Name: "gram"}}, DoUpdates: clause.Assignments(map[string]any{"n": gorm.Expr("search_grams.n + 1")})}
	return s.db.WithContext(ctx).Clauses(more).CreateInBatches(&rows, 200).Error
}

// PublishedByNumber answers a published matter or its tombstone; else fault.NotFound.
func (s *Store) PublishedByNumber(ctx context.Context, number string) (*Published, error) {
	if !ascii(number) {
		return nil, notFound()
	}
	p, err := rowsOf[Published](s.db).Where("number = ?", number).Take(ctx)
	if err != nil {
		return nil, s.fail("published", err)
	}
	return &p, nil
}

// PublishedChanged answers when anything that is public changed last, and how often it did: as long
// as both stay, every list of it stays. Zero before anything was published.
func (s *Store) PublishedChanged(ctx context.Context) (at time.Time, last int64, err error) {
	var newest []Published
	err = s.db.WithContext(ctx).Raw("SELECT id, changed_at FROM published ORDER BY id DESC LIMIT 1").Scan(&newest).Error
	if err != nil || len(newest) == 0 {
		return time.Time{}, 0, s.fail("published changed", err)
	}
	return newest[0].ChangedAt.UTC(), newest[0].ID, nil
}

// Unpublished is a matter that has ended with the petitioner's consent and is not public.
type Unpublished struct {
	Number      string
	Title       string
	Stage       petition.Stage
	Category    string
	Unit        string
	PendingVerb petition.Verb
	PendingBy   string
	ClosedAt    *time.Time
}

// Publishable lists what an office may publish, what waits for a second look first and then what
// ended last; never a report.
func (s *Store) Publishable(ctx context.Context, officeUnit string, limit int) ([]Unpublished, error) {
	var rows []Unpublished
	err := s.db.WithContext(ctx).Raw(`SELECT petitions.number, petitions.title, petitions.stage, petitions.category, petitions.unit, petitions.pending_verb, petitions.pending_by, petitions.closed_at
		FROM petitions WHERE office_unit = ? AND open = 0 AND sealed = 0 AND publish_consent = 1 AND kind <> 'report' AND stage IN ?
		AND (pending_verb = ? OR NOT EXISTS (SELECT 1 FROM published p WHERE p.petition_id = petitions.id))
		ORDER BY CASE WHEN pending_verb = ? THEN 0 ELSE 1 END, closed_at DESC, id DESC LIMIT ?`,
		officeUnit, []petition.Stage{petition.Final, petition.Closed, petition.Routed, petition.NotAccepted}, petition.Publish, petition.Publish, limit).Scan(&rows).Error
	return rows, s.fail("publishable", err)
}
