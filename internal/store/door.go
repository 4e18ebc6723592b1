package store

import (
	"context"

	"sunlit/internal/clock"
)

// The doors that petitions are counted by.
const (
	DoorMailbox = "mailbox"
	DoorCall    = "call"
)

// Door is where a petition came in: a leader's mailbox or an open call, by code.
type Door struct {
	PetitionID int64  `gorm:"column:petition_id;primaryKey;autoIncrement:false"`
	Door       string `gorm:"column:door;primaryKey"`
	Code       string `gorm:"column:code"`
}

// TableName names the table.
func (Door) TableName() string { return "petition_doors" }

func (s *Store) insertDoors(ctx context.Context, petitionID int64, doors []Door) error {
	for _, d := range doors {
		d.PetitionID = petitionID
		if err := rowsOf[Door](s.db).Create(ctx, &d); err != nil {
			return s.fail("insert door", err)
		}
	}
	return nil
}

// AnswerLine is what public figures need of an answered petition.
type AnswerLine struct {
	PetitionID int64     `gorm:"column:petition_id;primaryKey;autoIncrement:false"`
	AnsweredOn clock.Day `gorm:"column:answered_on"`
	Year       int       `gorm:"column:year"`
	Late       bool      `gorm:"column:late"`
	Decision   string    `gorm:"column:decision"` // of a suggestion, else empty
	Plain      string    `gorm:"column:plain"`    // of what was adopted, one sentence a line
}

// TableName names the table.
func (AnswerLine) TableName() string { return "answer_lines" }

// PutAnswerLine keeps the line of an answer; a second answer, after a review, takes its place.
func (s *Store) PutAnswerLine(ctx context.Context, a *AnswerLine) error {
	return s.fail("answer line", s.within(ctx, func(tx *Store) error {
		return put(ctx, tx, a, []string{"petition_id"}, "answered_on", "year", "late", "decision", "plain")
	}))
}

// DoorFigure counts what came in by one door.
type DoorFigure struct {
	Code     string
	Letters  int
	Answered int
	InTime   int
	Overdue  int // not answered, and the last day is over
}

// DoorFigures counts the petitions of a kind of door by code; reports are in no figure (Art. 30).
func (s *Store) DoorFigures(ctx context.Context, door string, today clock.Day) ([]DoorFigure, error) {
	var rows []DoorFigure
	err := s.db.WithContext(ctx).Raw(`SELECT d.code AS code, COUNT(*) AS letters, COUNT(a.petition_id) AS answered,
		COALESCE(SUM(CASE WHEN a.petition_id IS NOT NULL AND a.late = 0 THEN 1 ELSE 0 END), 0) AS in_time,
		COALESCE(SUM(CASE WHEN a.petition_id IS NULL AND petitions.open = 1 AND petitions.due_on < ? THEN 1 ELSE 0 END), 0) AS overdue
		FROM petition_doors d JOIN petitions ON petitions.id = d.petition_id LEFT JOIN answer_lines a ON a.petition_id = d.petition_id
		WHERE d.door = ? AND `+openToUnits+` GROUP BY d.code ORDER BY d.code`, today, door).Scan(&rows).Error
	return rows, s.fail("figures of doors", err)
}

// SuggestionFigure counts the suggestions answered in a year with one decision.
type SuggestionFigure struct {
	Year     int
	Decision string
	N        int
}

// SuggestionFigures counts answered suggestions by year, the newest first, and decision.
func (s *Store) SuggestionFigures(ctx context.Context) ([]SuggestionFigure, error) {
	var rows []SuggestionFigure
	err := s.db.WithContext(ctx).Raw(`SELECT a.year AS year, a.decision AS decision, COUNT(*) AS n FROM answer_lines a JOIN petitions ON petitions.id = a.petition_id
		WHERE a.decision <> '' AND ` + openToUnits + ` GROUP BY a.year, a.decision ORDER BY a.year DESC, a.decision`).Scan(&rows).Error
	return rows, s.fail("figures of suggestions", err)
}

// AdoptedSuggestion is one adopted suggestion whose author agreed to publishing.
type AdoptedSuggestion struct {
	AnsweredOn clock.Day
	Unit       string
	Place      string
	Decision   string
	Plain      string
}

// AdoptedSuggestions lists the newest, without number, title or anything the petitioner wrote.
func (s *Store) AdoptedSuggestions(ctx context.Context, limit int) ([]AdoptedSuggestion, error) {
	var rows []AdoptedSuggestion
	err := s.db.WithContext(ctx).Raw(`SELECT a.answered_on, petitions.unit, petitions.place, a.decision, a.plain FROM answer_lines a JOIN petitions ON petitions.id = a.petition_id
		WHERE a.decision IN ('adopt', 'adopt_part') AND petitions.publish_consent = 1 AND `+openToUnits+`
		ORDER BY a.answered_on DESC, a.petition_id DESC LIMIT ?`, limit).Scan(&rows).Error
	return rows, s.fail("adopted suggestions", err)
}
