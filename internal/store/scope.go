package store

import (
	"slices"
	"strings"

	"sunlit/internal/petition"
)

// Scope is who asks; every look-up of petitions is narrowed by it. The zero Scope, one without
// account, unit or role, and roles that see no petition (ADMIN, AUDITOR) see nothing at all.
type Scope struct {
	AccountID string
	Unit      string
	Roles     []petition.Role

	number string // the one petition whose code was given
	all    bool   // the program itself
}

// OfficialScope is what an official may see: all that one of the roles may see.
func OfficialScope(accountID, unit string, roles ...petition.Role) Scope {
	return Scope{AccountID: accountID, Unit: unit, Roles: roles}
}

// CitizenScope is the one petition a visitor knows the number of. Whether the code fits is the
// caller's to check before anything but the public line is shown.
func CitizenScope(number string) Scope { return Scope{number: number} }

// SystemScope is everything: for the clock's own acts, import, verify and backup, never for an
// answer to an official.
func SystemScope() Scope { return Scope{all: true} }

// condition is SQL with its arguments.
type condition struct {
	text string
	args []any
}

// where makes a condition.
func where(text string, args ...any) condition { return condition{text, args} }

// and joins conditions that must all hold.
func and(all ...condition) condition { return joined(" AND ", all) }

// or joins conditions of which one must hold.
func or(all ...condition) condition { return joined(" OR ", all) }

func joined(with string, all []condition) condition {
	var out condition
	texts := make([]string, 0, len(all))
	for _, c := range all {
		if c.text == "" {
			continue
		}
		texts = append(texts, "("+c.text+")")
		out.args = append(out.args, c.args...)
	}
	out.text = strings.Join(texts, with)
	return out
}

// grant is what one role may see. Roles with the same grant share one, so that an official with
// both reads every petition once.
type grant struct {
	anchor string // column that equals one value: the first column of the grant's indexes
	sees   condition
}

// nothing is the condition of whoever may see nothing.
var nothing = where("1 = 0")

// openToUnits keeps reports, and what the office has not forwarded, from every unit (Art. 30).
const openToUnits = "sealed = 0 AND kind <> 'report' AND route <> 'B'"

// uninvolved keeps a petition from the unit it complains of and from an official who withdrew from
// it (Art. 28, 30); read anew each time, so that it holds for staff who moved to another unit since.
const uninvolved = "NOT EXISTS (SELECT 1 FROM petition_abouts a WHERE a.petition_id = petitions.id AND a.unit IN (?, ?))"

// withTask are the petitions on which a task of one kind runs.
const withTask = "id IN (SELECT t.petition_id FROM petition_tasks t WHERE t.leg = ?)"

// grants lists what the official's roles may see; none for whoever is incomplete.
func (sc Scope) grants() []grant {
	if sc.AccountID == "" || sc.Unit == "" {
		return nil
	}
	var found []grant
	add := func(anchor, text string, args ...any) {
		g := grant{anchor, where(text, args...)}
		if !slices.ContainsFunc(found, func(x grant) bool { return x.sees.text == g.sees.text }) {
			found = append(found, g)
		}
	}
	self := withdrawn(sc.AccountID)
	for _, role := range sc.Roles {
		switch role {
		case petition.Registrar, petition.Office:
			// A report is the office's until it is sealed, then the discipline body's alone.
			add("office_unit", "office_unit = ? AND sealed = 0", sc.Unit)
		case petition.Handler, petition.Head:
			add("unit", "unit = ? AND stage NOT IN ('SUBMITTED', 'REGISTERED', 'SEALED') AND "+openToUnits+" AND "+uninvolved, sc.Unit, sc.Unit, self)
			add("co", "id IN (SELECT h.petition_id FROM co_handlers h WHERE h.unit = ?) AND "+openToUnits+" AND "+uninvolved, sc.Unit, sc.Unit, self)
		case petition.Lead:
			add("lead_id", "lead_id = ? AND "+openToUnits+" AND "+uninvolved, sc.AccountID, sc.Unit, self)
		case petition.Joint:
			add("stage", "stage = 'DISPUTE' AND "+openToUnits+" AND "+uninvolved, sc.Unit, self)
			add("task", withTask+" AND "+openToUnits+" AND "+uninvolved, string(petition.LegSupervision), sc.Unit, self)
		case petition.Reviewer:
			add("review_unit", "review_unit = ? AND "+openToUnits+" AND "+uninvolved, sc.Unit, sc.Unit, self)
		case petition.Rechecker:
			add("review_unit", "review_unit = ? AND "+openToUnits+" AND "+uninvolved, sc.Unit, sc.Unit, self)
			add("office_unit", "office_unit = ? AND stage IN ('RECHECKING', 'FINAL') AND "+openToUnits+" AND "+uninvolved, sc.Unit, sc.Unit, self)
		case petition.Discipline:
			add("sealed", "sealed = 1")
			add("task", withTask, string(petition.LegPressure)) // of these it answers the pressure, nothing else
		case petition.Citizen, petition.CoHandler, petition.System, petition.Auditor, petition.Admin:
			// No role of an account, or one that sees no petition.
		}
	}
	return found
}

// sees is the condition under which the scope may see a petition.
func (sc Scope) sees() condition {
	switch {
	case sc.all:
		return where("1 = 1")
	case sc.number != "":
		return where("number = ?", sc.number)
	}
	grants := sc.grants()
	if len(grants) == 0 {
		return nothing
	}
	all := make([]condition, len(grants))
	for i, g := range grants {
		all[i] = g.sees
	}
	return or(all...)
}
