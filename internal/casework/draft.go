package casework

import (
	"context"
	"time"

	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/store"
)

// draftPurpose binds sealed drafts to their use.
const draftPurpose = "draft"

// DraftKept is how long a draft is kept after its last change.
const DraftKept = 30 * 24 * time.Hour

// SaveDraft keeps an unfinished filing sealed under the secret that only the
// person's browser holds; the database alone never yields it.
func (cs *Cases) SaveDraft(ctx context.Context, secret string, content []byte) error {
	sealed, err := identity.SealUnder([]byte(secret), draftPurpose, content)
	if err != nil {
		return err
	}
	return cs.Store.PutDraft(ctx, &store.Draft{ID: identity.HashToken(secret), Sealed: sealed, UpdatedAt: cs.now()})
}

// ChangeDraft changes what is kept under a secret in one go, so that two
// windows of one browser do not lose each other's; change gets nil where there
// is no draft (any more).
func (cs *Cases) ChangeDraft(ctx context.Context, secret string, change func(content []byte) ([]byte, error)) error {
	id := identity.HashToken(secret)
	return cs.Store.Tx(ctx, func(tx *store.Store) error {
		var content []byte
		row, err := tx.Draft(ctx, id)
		switch {
		case fault.Is(err, fault.NotFound):
		case err != nil:
			return err
		case cs.now().Sub(row.UpdatedAt) <= DraftKept:
			if content, err = identity.OpenUnder([]byte(secret), draftPurpose, row.Sealed); err != nil {
				return err
			}
		}
		if content, err = change(content); err != nil {
			return err
		}
		sealed, err := identity.SealUnder([]byte(secret), draftPurpose, content)
		if err != nil {
			return err
		}
		return tx.PutDraft(ctx, &store.Draft{ID: id, Sealed: sealed, UpdatedAt: cs.now()})
	})
}

// Draft answers the content last saved under a secret; NotFound after 30 days
// or when it was forgotten.
func (cs *Cases) Draft(ctx context.Context, secret string) ([]byte, error) {
	row, err := cs.Store.Draft(ctx, identity.HashToken(secret))
	if err != nil {
		return nil, err
	}
	if cs.now().Sub(row.UpdatedAt) > DraftKept {
		return nil, fault.New(fault.NotFound, "error.draft_gone")
	}
	return identity.OpenUnder([]byte(secret), draftPurpose, row.Sealed)
}

// ReleaseDraft takes a draft off the account that keeps it, if one does: it was filed.
func (cs *Cases) ReleaseDraft(ctx context.Context, secret string) error {
	return cs.Store.DeleteCitizenDraft(ctx, identity.HashToken(secret))
}

// ForgetDraft deletes a draft: "not my device".
func (cs *Cases) ForgetDraft(ctx context.Context, secret string) error {
	if err := cs.ReleaseDraft(ctx, secret); err != nil {
		return err
	}
	return cs.Store.DeleteDraft(ctx, identity.HashToken(secret))
}
