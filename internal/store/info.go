package store

import (
	"context"
	"time"

	"sunlit/internal/clock"
)

// PageVersion is what an information page said from one saving to the next. None is changed or removed.
type PageVersion struct {
	Slug    string    `gorm:"column:slug;primaryKey"`
	Lang    string    `gorm:"column:lang;primaryKey"`
	Version int       `gorm:"column:version;primaryKey;autoIncrement:false"` // from 1
	Title   string    `gorm:"column:title"`
	Body    string    `gorm:"column:body"` // Markdown
	ByUnit  string    `gorm:"column:by_unit"`
	ByID    string    `gorm:"column:by_id"`
	SavedAt time.Time `gorm:"column:saved_at"`
}

// TableName names the table.
func (PageVersion) TableName() string { return "page_versions" }

// PageVersions lists what a page said in a language, the newest first.
func (s *Store) PageVersions(ctx context.Context, slug, lang string) ([]PageVersion, error) {
	if !ascii(slug) || !ascii(lang) {
		return nil, nil
	}
	rows, err := rowsOf[PageVersion](s.db).Where("slug = ? AND lang = ?", slug, lang).Order("version DESC").Find(ctx)
	return rows, s.fail("page", err)
}

// AddPageVersion adds the next version; fault.Conflict where somebody else has saved it meanwhile.
func (s *Store) AddPageVersion(ctx context.Context, v *PageVersion) error {
	return s.fail("save page", s.within(ctx, func(tx *Store) error { return rowsOf[PageVersion](tx.db).Create(ctx, v) }))
}

// Correction is a mistake on the site that somebody reported. It names nobody.
type Correction struct {
	ID         string     `gorm:"column:id;primaryKey"`
	Page       string     `gorm:"column:page"` // address on this site
	Text       string     `gorm:"column:text"`
	DueOn      clock.Day  `gorm:"column:due_on"`
	CreatedAt  time.Time  `gorm:"column:created_at"`
	Answer     string     `gorm:"column:answer"`
	AnsweredAt *time.Time `gorm:"column:answered_at"`
}

// TableName names the table.
func (Correction) TableName() string { return "corrections" }

// AddCorrection keeps what somebody reported.
func (s *Store) AddCorrection(ctx context.Context, c *Correction) error {
	c.ID = NewID()
	return s.fail("correction", s.within(ctx, func(tx *Store) error { return rowsOf[Correction](tx.db).Create(ctx, c) }))
}

// Corrections lists at most limit reports, those not answered first, then the newest.
func (s *Store) Corrections(ctx context.Context, limit int) ([]Correction, error) {
	rows, err := rowsOf[Correction](s.db).Order("CASE WHEN answered_at IS NULL THEN 0 ELSE 1 END, created_at DESC, id DESC").Limit(limit).Find(ctx)
	return rows, s.fail("corrections", err)
}

// AnswerCorrection says once what became of a report; fault.NotFound where there is none, or it was answered.
func (s *Store) AnswerCorrection(ctx context.Context, id, answer string, at time.Time) error {
	if !ascii(id) {
		return notFound()
	}
	return s.within(ctx, func(tx *Store) error {
		changed := tx.db.WithContext(ctx).Model(&Correction{}).Where("id = ? AND answered_at IS NULL", id).Updates(map[string]any{"answer": answer, "answered_at": at})
		if changed.Error != nil {
			return tx.fail("answer correction", changed.Error)
		}
		return one(changed.RowsAffected, notFound())
	})
}
