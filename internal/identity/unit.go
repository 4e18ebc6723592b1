package identity

import (
	"context"
	"regexp"
	"slices"
	"strings"
	"unicode/utf8"

	"sunlit/internal/fault"
	"sunlit/internal/store"
)

// Unit is an office or a unit with power to decide. Units are never removed: old petitions name
// them. An inactive one finishes what it has and gets nothing new.
type Unit = store.Unit

// unitForm is what codes of units look like.
var unitForm = regexp.MustCompile(`^[a-z0-9][a-z0-9-]{1,31}$`)

// unitKinds are what a unit can be.
var unitKinds = []string{"office", "unit", "review", "discipline"}

// Units lists every unit by code, inactive ones too.
func (a *Accounts) Units(ctx context.Context) ([]Unit, error) { return a.store.Units(ctx) }

// CreateUnit adds a unit; a taken code is the fault Conflict.
func (a *Accounts) CreateUnit(ctx context.Context, by Official, u Unit) error {
	return a.putUnit(ctx, by, u, func(known bool) error {
		if known {
			return fault.New(fault.Conflict, "error.unit_taken")
		}
		return nil
	})
}

// ChangeUnit renames a unit, moves it under another or makes it inactive; its code stays.
func (a *Accounts) ChangeUnit(ctx context.Context, by Official, u Unit) error {
	return a.putUnit(ctx, by, u, func(known bool) error {
		if !known {
			return fault.New(fault.NotFound, "error.not_found")
		}
		return nil
	})
}

func (a *Accounts) putUnit(ctx context.Context, by Official, u Unit, fits func(known bool) error) error {
	if err := administrator(by); err != nil {
		return err
	}
	u.NameZH, u.NameEN = strings.TrimSpace(u.NameZH), strings.TrimSpace(u.NameEN)
	err := a.store.Tx(ctx, func(tx *store.Store) error {
		units, err := tx.Units(ctx)
		if err != nil {
			return err
		}
		known := slices.ContainsFunc(units, func(x Unit) bool { return x.Code == u.Code })
		if err := fits(known); err != nil {
			return err
		}
		if err := checkUnitFields(u, units); err != nil {
			return err
		}
		return tx.PutUnit(ctx, &u)
	})
	if err == nil {
		a.log.InfoContext(ctx, "unit put", "by", by.ID, "unit", u.Code, "parent", u.Parent, "active", u.Active)
	}
	return err
}

func checkUnitFields(u Unit, units []Unit) error {
	wrong := fault.Invalid()
	if !unitForm.MatchString(u.Code) {
		wrong.Field("code", "error.unit_code")
	}
	switch {
	case u.NameZH == "":
		wrong.Field("name", "error.unit_name")
	case utf8.RuneCountInString(u.NameZH) > 100 || utf8.RuneCountInString(u.NameEN) > 200:
		wrong.Field("name", "error.length_max", "max", 100)
	}
	if utf8.RuneCountInString(u.Short) > 40 {
		wrong.Field("short", "error.length_max", "max", 40)
	}
	if utf8.RuneCountInString(u.Phone) > 40 {
		wrong.Field("phone", "error.length_max", "max", 40)
	}
	if utf8.RuneCountInString(u.Address) > 200 {
		wrong.Field("address", "error.length_max", "max", 200)
	}
	if !slices.Contains(unitKinds, u.Kind) {
		wrong.Field("kind", "error.unit_kind")
	}
	if !leadsUp(u, units) {
		wrong.Field("parent", "error.unit_parent")
	}
	if lastOfKind(u, units) {
		wrong.Field("active", "error.unit_last")
	}
	return wrong.OrNil()
}

// lastOfKind reports whether the change would leave nobody to register petitions, or nobody to
// receive reports (Art. 30): what is filed then would belong to nobody.
func lastOfKind(u Unit, units []Unit) bool {
	for _, kind := range []string{"office", "discipline"} {
		active := func(x Unit) bool { return x.Kind == kind && x.Active }
		if !slices.ContainsFunc(units, active) || active(u) {
			continue
		}
		if !slices.ContainsFunc(units, func(x Unit) bool { return x.Code != u.Code && active(x) }) {
			return true
		}
	}
	return false
}

// leadsUp reports whether the parents of a unit are known and end: units under each other would
// leave nobody above them to decide a dispute (Art. 24).
func leadsUp(u Unit, units []Unit) bool {
	parents := map[string]string{}
	for _, x := range units {
		parents[x.Code] = x.Parent
	}
	for parent, steps := u.Parent, 0; parent != ""; steps++ {
		up, known := parents[parent]
		if !known || parent == u.Code || steps > len(units) {
			return false
		}
		parent = up
	}
	return true
}
