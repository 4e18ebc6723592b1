package store

import (
	"context"
	"time"

	"gorm.io/gorm/clause"

	"sunlit/internal/petition"
)

// CitizenContact is a phone or mailbox that a citizen proved to be his, or the subject under which
// an identity provider knows him. The contacts of one CitizenID are one account; there is no more
// to an account than that.
type CitizenContact struct {
	Field     string    `gorm:"column:field;primaryKey"` // phone, email or subject
	Blind     string    `gorm:"column:blind;primaryKey"`
	CitizenID string    `gorm:"column:citizen_id"`
	Sealed    []byte    `gorm:"column:sealed"`
	Notices   bool      `gorm:"column:notices"` // messages about petitions go there
	Lang      string    `gorm:"column:lang"`    // of those messages
	ProvedAt  time.Time `gorm:"column:proved_at"`
	CreatedAt time.Time `gorm:"column:created_at;autoCreateTime:false"`
}

// TableName names the table.
func (CitizenContact) TableName() string { return "citizen_contacts" }

// CitizenContact answers the account's contact under one of the blind indexes of an address.
func (s *Store) CitizenContact(ctx context.Context, field string, blinds []string) (*CitizenContact, error) {
	row, err := rowsOf[CitizenContact](s.db).Where("field = ? AND blind IN ?", field, blinds).Take(ctx)
	if err != nil {
		return nil, s.fail("contact", err)
	}
	return &row, nil
}

// CitizenContacts lists the contacts of an account.
func (s *Store) CitizenContacts(ctx context.Context, citizenID string) ([]CitizenContact, error) {
	rows, err := rowsOf[CitizenContact](s.db).Where("citizen_id = ?", citizenID).Order("field DESC, created_at").Find(ctx)
	return rows, s.fail("contacts", err)
}

// InsertCitizenContact adds a contact to an account; fault.Conflict when somebody has it.
func (s *Store) InsertCitizenContact(ctx context.Context, c *CitizenContact) error {
	return s.fail("insert contact", s.within(ctx, func(tx *Store) error {
		return rowsOf[CitizenContact](tx.db).Create(ctx, c)
	}))
}

// MarkProved notes that an account's contact was proved again.
func (s *Store) MarkProved(ctx context.Context, field, blind string, at time.Time) error {
	return s.fail("mark proved", s.within(ctx, func(tx *Store) error {
		_, err := rowsOf[CitizenContact](tx.db).Where("field = ? AND blind = ?", field, blind).Update(ctx, "proved_at", at)
		return err
	}))
}

// SetNotices changes whether and in which language messages go to a contact of an account.
func (s *Store) SetNotices(ctx context.Context, citizenID, field string, on bool, lang string) error {
	return s.fail("set notices", s.within(ctx, func(tx *Store) error {
		return tx.db.WithContext(ctx).Model(&CitizenContact{}).Where("citizen_id = ? AND field = ?", citizenID, field).
			Updates(map[string]any{"notices": on, "lang": lang}).Error
	}))
}

// CitizenSession is a citizen's session under the hash of its cookie.
type CitizenSession struct {
	TokenHash string    `gorm:"column:token_hash;primaryKey"`
	CitizenID string    `gorm:"column:citizen_id"`
	CreatedAt time.Time `gorm:"column:created_at;autoCreateTime:false"`
	SeenAt    time.Time `gorm:"column:seen_at"`
}

// TableName names the table.
func (CitizenSession) TableName() string { return "citizen_sessions" }

// InsertCitizenSession begins a session.
func (s *Store) InsertCitizenSession(ctx context.Context, c *CitizenSession) error {
	return s.fail("begin session", s.within(ctx, func(tx *Store) error {
		return rowsOf[CitizenSession](tx.db).Create(ctx, c)
	}))
}

// CitizenSession answers a session seen since idle and begun since begin; fault.NotFound afterwards.
func (s *Store) CitizenSession(ctx context.Context, tokenHash string, idle, begin time.Time) (*CitizenSession, error) {
	row, err := rowsOf[CitizenSession](s.db).Where("token_hash = ? AND seen_at >= ? AND created_at >= ?", tokenHash, idle, begin).Take(ctx)
	if err != nil {
		return nil, s.fail("citizen session", err)
	}
	return &row, nil
}

// TouchCitizenSession moves the idle limit; a session ended in the meantime stays ended.
func (s *Store) TouchCitizenSession(ctx context.Context, tokenHash string, at time.Time) error {
	return s.fail("touch citizen session", s.within(ctx, func(tx *Store) error {
		_, err := rowsOf[CitizenSession](tx.db).Where("token_hash = ?", tokenHash).Update(ctx, "seen_at", at)
		return err
	}))
}

// DeleteCitizenSession ends a session, existing or not.
func (s *Store) DeleteCitizenSession(ctx context.Context, tokenHash string) error {
	_, err := deleteWhere[CitizenSession](ctx, s, "token_hash = ?", tokenHash)
	return err
}

// DeleteCitizenSessionsOf ends all sessions of an account and answers how many.
func (s *Store) DeleteCitizenSessionsOf(ctx context.Context, citizenID string) (int, error) {
	return deleteWhere[CitizenSession](ctx, s, "citizen_id = ?", citizenID)
}

// DeleteCitizenSessionsBefore removes sessions not seen since an instant.
func (s *Store) DeleteCitizenSessionsBefore(ctx context.Context, before time.Time) (int, error) {
	return deleteWhere[CitizenSession](ctx, s, "seen_at < ?", before)
}

// How a petition came under an account.
const (
	HowFiled = "filed" // filed while signed in
	HowAdded = "added" // by number and code, or by number and a phone just proved
)

type citizenPetition struct {
	CitizenID  string    `gorm:"column:citizen_id;primaryKey"`
	PetitionID int64     `gorm:"column:petition_id;primaryKey;autoIncrement:false"`
	How        string    `gorm:"column:how"`
	AddedAt    time.Time `gorm:"column:added_at"`
}

// TableName names the table.
func (citizenPetition) TableName() string { return "citizen_petitions" }

// PutUnderAccount puts a petition under an account; once there it stays as it came.
func (s *Store) PutUnderAccount(ctx context.Context, citizenID string, petitionID int64, how string, at time.Time) error {
	return s.fail("put under account", s.within(ctx, func(tx *Store) error {
		return rowsOf[citizenPetition](tx.db, clause.OnConflict{DoNothing: true}).
			Create(ctx, &citizenPetition{CitizenID: citizenID, PetitionID: petitionID, How: how, AddedAt: at})
	}))
}

// TakeFromAccount takes a petition off an account's list; the petition itself is not touched.
func (s *Store) TakeFromAccount(ctx context.Context, citizenID string, petitionID int64) error {
	_, err := deleteWhere[citizenPetition](ctx, s, "citizen_id = ? AND petition_id = ?", citizenID, petitionID)
	return err
}

// reachesAccount is true of a petition (p) that was filed with a contact of the account (citizen_id
// of cp): without it, knowing number and code of somebody else's matter would be enough for good.
const reachesAccount = "EXISTS (SELECT 1 FROM identity_lookups l JOIN citizen_contacts k ON k.field = l.field AND k.blind = l.blind " +
	"WHERE l.petition_id = cp.petition_id AND k.citizen_id = cp.citizen_id)"

// CitizenPetitions lists the petitions under an account, newest first: those filed while signed in,
// and those added that carry one of its contacts. It is for the citizen's own session alone.
func (s *Store) CitizenPetitions(ctx context.Context, citizenID string, limit int) ([]petition.Petition, error) {
	var rows []petition.Petition
	err := s.db.WithContext(ctx).Raw("SELECT p.* FROM petitions p JOIN citizen_petitions cp ON cp.petition_id = p.id "+
		"WHERE cp.citizen_id = ? AND (cp.how = ? OR "+reachesAccount+") ORDER BY p.filed_at DESC, p.id DESC LIMIT ?", citizenID, HowFiled, limit).Scan(&rows).Error
	return rows, s.fail("petitions of an account", err)
}

// UnderAccount tells whether a petition is among those of CitizenPetitions.
func (s *Store) UnderAccount(ctx context.Context, citizenID string, petitionID int64) (bool, error) {
	var n int64
	err := s.db.WithContext(ctx).Raw("SELECT COUNT(*) FROM citizen_petitions cp WHERE cp.citizen_id = ? AND cp.petition_id = ? AND (cp.how = ? OR "+
		reachesAccount+")", citizenID, petitionID, HowFiled).Scan(&n).Error
	return n > 0, s.fail("under account", err)
}

// FiledWith tells whether a petition was filed with the address of these blind indexes.
func (s *Store) FiledWith(ctx context.Context, petitionID int64, field string, blinds []string) (bool, error) {
	n, err := rowsOf[Lookup](s.db).Where("petition_id = ? AND field = ? AND blind IN ?", petitionID, field, blinds).Count(ctx)
	return n > 0, s.fail("filed with", err)
}

// CitizenDraft is a draft kept with an account: its own secret, sealed, so that another device can
// open it.
type CitizenDraft struct {
	DraftID   string    `gorm:"column:draft_id;primaryKey"`
	CitizenID string    `gorm:"column:citizen_id"`
	Sealed    []byte    `gorm:"column:sealed"`
	KeptAt    time.Time `gorm:"column:kept_at"`
}

// TableName names the table.
func (CitizenDraft) TableName() string { return "citizen_drafts" }

// PutCitizenDraft keeps a draft with an account; the account that keeps it last has it.
func (s *Store) PutCitizenDraft(ctx context.Context, d *CitizenDraft) error {
	return s.fail("keep draft", s.within(ctx, func(tx *Store) error {
		return put(ctx, tx, d, []string{"draft_id"}, "citizen_id", "sealed", "kept_at")
	}))
}

// CitizenDrafts lists the drafts kept with an account, newest first.
func (s *Store) CitizenDrafts(ctx context.Context, citizenID string) ([]CitizenDraft, error) {
	rows, err := rowsOf[CitizenDraft](s.db).Where("citizen_id = ?", citizenID).Order("kept_at DESC, draft_id").Find(ctx)
	return rows, s.fail("drafts of an account", err)
}

// DeleteCitizenDraft takes a draft from whichever account keeps it.
func (s *Store) DeleteCitizenDraft(ctx context.Context, draftID string) error {
	_, err := deleteWhere[CitizenDraft](ctx, s, "draft_id = ?", draftID)
	return err
}

// DeleteCitizenDraftsBefore takes drafts off accounts that were kept before an instant and are gone.
func (s *Store) DeleteCitizenDraftsBefore(ctx context.Context, before time.Time) (int, error) {
	return deleteWhere[CitizenDraft](ctx, s, "kept_at < ? AND draft_id NOT IN (SELECT id FROM drafts)", before)
}

// DeleteCitizen closes an account: contacts, sessions and lists go, petitions stay as they are.
func (s *Store) DeleteCitizen(ctx context.Context, citizenID string) error {
	return s.within(ctx, func(tx *Store) error {
		for _, remove := range []func() (int, error){
			func() (int, error) { return deleteWhere[CitizenSession](ctx, tx, "citizen_id = ?", citizenID) },
			func() (int, error) { return deleteWhere[citizenPetition](ctx, tx, "citizen_id = ?", citizenID) },
			func() (int, error) { return deleteWhere[CitizenDraft](ctx, tx, "citizen_id = ?", citizenID) },
			func() (int, error) { return deleteWhere[CitizenContact](ctx, tx, "citizen_id = ?", citizenID) },
		} {
			if _, err := remove(); err != nil {
				return err
			}
		}
		return nil
	})
}
