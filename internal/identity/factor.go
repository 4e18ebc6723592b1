package identity

import (
	"context"
	"encoding/base64"
	"fmt"

	"sunlit/internal/fault"
	"sunlit/internal/store"
)

// purposeTOTP binds a sealed secret of a second factor to its account.
const purposeTOTP = "totp"

// spender checks what was typed as the second factor and returns what spends it inside the
// transaction: nothing when the account has none, the step of a time-based code, or a recovery code.
func (a *Accounts) spender(row *store.Account, otp string) (func(context.Context, *store.Store) error, error) {
	if !row.TOTPOn {
		return func(context.Context, *store.Store) error { return nil }, nil
	}
	if len(plainCode(otp)) == recoveryLength {
		return a.recovery(row.ID, otp), nil
	}
	secret, err := a.keys.Open(purposeTOTP, row.ID, row.TOTPSealed)
	if err != nil {
		return nil, fmt.Errorf("identity: second factor of %s: %w", row.ID, err)
	}
	step, ok := matchStep(string(secret), otp, a.clock.Now(), row.TOTPStep)
	if !ok {
		return nil, errWrong()
	}
	return func(ctx context.Context, tx *store.Store) error {
		return spent(tx.UseTOTPStep(ctx, row.ID, step))
	}, nil
}

// recovery spends a recovery code, which may have been hashed under a former key.
func (a *Accounts) recovery(accountID, typed string) func(context.Context, *store.Store) error {
	hashes := a.recoveryHashes(accountID, typed)
	return func(ctx context.Context, tx *store.Store) error {
		for _, hash := range hashes {
			err := tx.UseRecoveryCode(ctx, accountID, hash, a.clock.Now())
			if !fault.Is(err, fault.NotFound) {
				return err
			}
		}
		return errWrong()
	}
}

// spent turns a code that was used before into a wrong one.
func spent(err error) error {
	if fault.Is(err, fault.NotFound) {
		return errWrong()
	}
	return err
}

// recoveryHashes are the keyed hashes of a recovery code under every key, the primary's first.
func (a *Accounts) recoveryHashes(accountID, code string) []string {
	var hashes []string
	for _, hash := range a.keys.CodeHashes("recovery "+accountID, code) {
		hashes = append(hashes, base64.RawURLEncoding.EncodeToString(hash))
	}
	return hashes
}

// confirmed reads the holder of a token who gave the own password again; wrong ones count as
// failed tries from the address.
func (a *Accounts) confirmed(ctx context.Context, token, address, password string) (*store.Account, error) {
	row, err := a.holder(ctx, token)
	if err != nil {
		return nil, err
	}
	attempt, err := a.try(row.Login, address)
	if err != nil {
		return nil, err
	}
	right, err := a.hasher.matches(ctx, password, row.PasswordHash)
	if err != nil {
		return nil, err
	}
	if !right {
		return nil, fault.Invalid().Field("password", "error.password_wrong").OrNil()
	}
	attempt.undecided()
	return row, nil
}

// BeginSecondFactor makes a secret for the holder of the token, who gives the own password again.
// It is in force only after ConfirmSecondFactor; beginning again makes another. Where a second
// factor is in force already the fault is Conflict: an administrator resets it.
func (a *Accounts) BeginSecondFactor(ctx context.Context, token, address, password string) (Enrolment, error) {
	row, err := a.confirmed(ctx, token, address, password)
	if err != nil {
		return Enrolment{}, err
	}
	secret, enrolment, err := newEnrolment(a.options.Issuer, row.Login)
	if err != nil {
		return Enrolment{}, err
	}
	sealed, err := a.keys.Seal(purposeTOTP, row.ID, []byte(secret))
	if err != nil {
		return Enrolment{}, fmt.Errorf("identity: second factor: %w", err)
	}
	err = a.change(ctx, row.ID, func(_ *store.Store, now *store.Account) error {
		if now.TOTPOn {
			return fault.New(fault.Conflict, "error.second_factor_on")
		}
		now.TOTPSealed = sealed
		return nil
	})
	return enrolment, err
}

// ConfirmSecondFactor puts the second factor in force with its first code and answers ten recovery
// codes, which are shown once, and a new session in place of all former ones.
func (a *Accounts) ConfirmSecondFactor(ctx context.Context, token, address, otp string) (Session, []string, error) {
	row, err := a.holder(ctx, token)
	if err != nil {
		return Session{}, nil, err
	}
	attempt, err := a.try(row.Login, address)
	if err != nil {
		return Session{}, nil, err
	}
	if row.TOTPOn || len(row.TOTPSealed) == 0 {
		attempt.undecided()
		return Session{}, nil, fault.New(fault.Conflict, "error.second_factor_begin")
	}
	secret, err := a.keys.Open(purposeTOTP, row.ID, row.TOTPSealed)
	if err != nil {
		return Session{}, nil, fmt.Errorf("identity: second factor of %s: %w", row.ID, err)
	}
	step, ok := matchStep(string(secret), otp, a.clock.Now(), row.TOTPStep)
	if !ok {
		return Session{}, nil, fault.Invalid().Field("otp", "error.otp_wrong").OrNil()
	}
	codes := newRecoveryCodes()
	hashes := make([]string, len(codes))
	for i, code := range codes {
		hashes[i] = a.recoveryHashes(row.ID, code)[0]
	}
	var begun Session
	err = a.change(ctx, row.ID, func(tx *store.Store, now *store.Account) error {
		if now.TOTPOn || string(now.TOTPSealed) != string(row.TOTPSealed) {
			return fault.New(fault.Conflict, "error.second_factor_begin")
		}
		now.TOTPOn = true
		if err := spent(tx.UseTOTPStep(ctx, row.ID, step)); err != nil {
			return err
		}
		if err := tx.SetRecoveryCodes(ctx, row.ID, hashes); err != nil {
			return err
		}
		renewed, err := a.renew(ctx, tx, now)
		begun = renewed
		return err
	})
	if err != nil {
		return Session{}, nil, err
	}
	attempt.undecided()
	a.log.InfoContext(ctx, "second factor set up", "account", row.ID)
	return begun, codes, nil
}

// ChangePassword sets the holder's own password. Every session of the account ends; the answer is
// a new one. Field errors are about "current" and "next".
func (a *Accounts) ChangePassword(ctx context.Context, token, address, current, next string) (Session, error) {
	row, err := a.confirmed(ctx, token, address, current)
	if err != nil {
		return Session{}, renamed(err, "password", "current")
	}
	if err := checkPassword(next, row.Login); err != nil {
		return Session{}, renamed(err, "password", "next")
	}
	if next == current {
		return Session{}, fault.Invalid().Field("next", "error.password_same").OrNil()
	}
	hash, err := a.hasher.hash(ctx, next)
	if err != nil {
		return Session{}, err
	}
	var begun Session
	err = a.change(ctx, row.ID, func(tx *store.Store, now *store.Account) error {
		if now.PasswordHash != row.PasswordHash {
			return fault.New(fault.Conflict, "error.conflict")
		}
		now.PasswordHash, now.MustChange = hash, false
		renewed, err := a.renew(ctx, tx, now)
		begun = renewed
		return err
	})
	if err == nil {
		a.log.InfoContext(ctx, "password changed", "account", row.ID)
	}
	return begun, err
}

// SetPreferences keeps how the holder wants the desk: language and the desk's own JSON.
func (a *Accounts) SetPreferences(ctx context.Context, o Official, lang, preferences string) error {
	return a.change(ctx, o.ID, func(_ *store.Store, now *store.Account) error {
		now.Lang, now.Preferences = lang, preferences
		return nil
	})
}

// change reads an account under a lock, lets edit alter it, and writes it, all in one transaction.
func (a *Accounts) change(ctx context.Context, id string, edit func(tx *store.Store, now *store.Account) error) error {
	return a.store.Tx(ctx, func(tx *store.Store) error {
		now, err := tx.AccountForUpdate(ctx, id)
		if err != nil {
			return err
		}
		if err := edit(tx, now); err != nil {
			return err
		}
		return tx.UpdateAccount(ctx, now)
	})
}

// renamed tells a field error under the name the field has in this request.
func renamed(err error, from, to string) error {
	e, ok := fault.As(err)
	if !ok {
		return err
	}
	if complaint, told := e.Fields[from]; told {
		delete(e.Fields, from)
		e.Fields[to] = complaint
	}
	return err
}
