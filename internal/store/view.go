package store

import (
	"slices"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// proposals are the verbs that wait for a head; a text to be published waits for a second look of the office.
var proposals = func() []petition.Verb {
	var verbs []petition.Verb
	for _, step := range petition.Steps {
		if step.Proposal && step.Verb != petition.Publish {
			verbs = append(verbs, step.Verb)
		}
	}
	return verbs
}()

// branches are the conditions whose union is a view as the scope sees it. Each holds the whole
// condition of a grant, and equalities on the first columns of one index.
func (sc Scope) branches(view View, stage petition.Stage, today clock.Day) []condition {
	if sc.all || sc.number != "" {
		return nil // lists are for officials
	}
	var found []condition
	for _, g := range sc.grants() {
		for _, narrow := range g.view(view, sc, today) {
			if stage != "" {
				narrow = and(narrow, where("stage = ?", stage))
			}
			found = append(found, and(g.sees, narrow))
		}
	}
	return found
}

// view narrows a grant to a view: the conditions of its branches, none when the view is not for
// this role.
func (g grant) view(view View, sc Scope, today clock.Day) []condition {
	office := g.anchor == "office_unit" && sc.has(petition.Registrar, petition.Office)
	unit := g.anchor == "unit"
	open := where("open = 1")
	if g.anchor == "co" && view != ViewAll && view != ViewUnit { // who helps owes nothing by himself
		return nil
	}
	switch view {
	case ViewAll:
		return []condition{open, where("open = 0")}
	case ViewSoon:
		return []condition{and(open, where("due_on >= ? AND due_on <= ?", today, today.AddDays(SoonDays)))}
	case ViewOverdue:
		return []condition{and(open, where("due_on < ?", today))}
	case ViewReturned:
		return []condition{where("returned = 1 AND open = 1")}
	case ViewMine:
		if unit {
			return []condition{where("handler_id = ? AND open = 1", sc.AccountID)}
		}
		return when(g.anchor == "lead_id", open)
	case ViewUnit:
		return when(unit || office || g.anchor == "sealed" || g.anchor == "co", open)
	case ViewBroken:
		return []condition{and(open, where("due_on < ?", today)), where("returned = 1 AND open = 1"),
			where("id IN (SELECT t.petition_id FROM petition_tasks t WHERE t.leg = ? AND t.due_on < ?)", string(petition.LegAssigned), today),
			where("id IN (SELECT w.petition_id FROM petition_watches w WHERE w.due_on < ?)", today)}
	case ViewTasks:
		if g.anchor == "task" {
			return []condition{where("1 = 1")}
		}
		return when(unit || g.anchor == "office_unit" || g.anchor == "review_unit",
			where("id IN (SELECT t.petition_id FROM petition_tasks t WHERE t.holder = ?)", sc.Unit))
	case ViewToRegister:
		return when(office, stages(petition.Submitted)...)
	case ViewToAccept:
		return when(unit, stages(petition.Forwarded)...)
	case ViewApprove:
		return g.approvals(sc)
	case ViewReview:
		return g.reviews(sc, office)
	}
	return nil
}

// approvals are what waits for a decision on somebody's proposal: the head's drafts, and the
// objections that the office or the joint conference has to resolve.
func (g grant) approvals(sc Scope) []condition {
	switch {
	case g.anchor == "unit" && sc.has(petition.Head):
		var each []condition
		for _, verb := range proposals {
			each = append(each, where("pending_verb = ?", verb))
		}
		return each
	case g.anchor == "office_unit" && sc.has(petition.Office):
		return append(stages(petition.Objected, petition.Dispute), where("pending_verb = ?", petition.Publish))
	case g.anchor == "stage":
		return stages(petition.Dispute)
	}
	return nil
}

// reviews are running reviews and re-reviews, for those who decide or record them.
func (g grant) reviews(sc Scope, office bool) []condition {
	switch {
	case g.anchor == "review_unit":
		return stages(petition.Reviewing, petition.Rechecking)
	case g.anchor == "office_unit" && !office:
		return stages(petition.Rechecking)
	case office && sc.has(petition.Office):
		return stages(petition.Reviewing, petition.Rechecking)
	}
	return nil
}

// stages is a branch for each stage.
func stages(all ...petition.Stage) []condition {
	each := make([]condition, len(all))
	for i, stage := range all {
		each[i] = where("stage = ?", stage)
	}
	return each
}

func when(holds bool, narrow ...condition) []condition {
	if !holds {
		return nil
	}
	return narrow
}

// has tells whether the scope holds one of the roles.
func (sc Scope) has(roles ...petition.Role) bool {
	return slices.ContainsFunc(roles, func(r petition.Role) bool { return slices.Contains(sc.Roles, r) })
}
