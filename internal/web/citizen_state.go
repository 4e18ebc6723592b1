package web

import (
	"path"
	"slices"
	"strconv"
	"strings"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// How a case stands, for the person whose case it is: one sentence, what it
// means, and the one thing to do now.

// statusOf is the sentence of the stage, sharper where the petitioner's own side matters.
func (p *page) statusOf(own *casework.CitizenView) string {
	unit := p.unitOr(own.UnitName)
	_, checking := runningLeg(own, petition.LegCheck)
	_, feedback := runningLeg(own, petition.LegFeedback)
	switch {
	case own.Stage == petition.Reviewed && own.Unserved != nil:
		return p.right("s.reviewed_unread")
	case own.Stage == petition.Reviewed && mayDo(own, petition.Recheck):
		return p.right("s.reviewed_read")
	case own.Stage == petition.Accepted && sentBack(own):
		return p.right("s.redo", "unit", unit)
	case own.Stage == petition.NotAccepted && checking:
		return p.right("s.checking", "unit", unit)
	case own.Stage == petition.Closed && own.Review != nil && own.Review.Decision == "refuse":
		return p.right("s.closed_review")
	case own.Stage == petition.Sealed && feedback:
		return p.right("s.sealed_received")
	}
	return p.stageWords(own.Stage, own.UnitName)
}

// sentBack tells whether a review had the matter handled again.
func sentBack(own *casework.CitizenView) bool {
	return own.Review != nil && own.Review.Decision == "redo"
}

func runningLeg(own *casework.CitizenView, name petition.LegName) (casework.LegView, bool) {
	for i := len(own.Legs) - 1; i >= 0; i-- {
		if l := own.Legs[i]; l.Leg == name {
			return l, l.EndedOn.IsZero()
		}
	}
	return casework.LegView{}, false
}

// glosses say what the stage means for the petitioner, and honestly what became of the limit.
func (p *page) glosses(own *casework.CitizenView) []string {
	var lines []string
	add := func(ok bool, key string, args ...any) {
		if ok {
			lines = append(lines, p.right(key, args...))
		}
	}
	if own.Withdrawal != nil {
		return []string{p.text("case.withdrawing", "at", dateTime(p.Lang, *own.Withdrawal))}
	}
	accepted := own.Stage == petition.Accepted
	if accepted && own.Procedure != petition.Simple {
		lines = append(lines, p.text("case.g_accepted"))
	}
	add(accepted && own.Procedure == petition.Simple, "g.simple")
	add(accepted && sentBack(own), "g.redo")
	if k := own.Clock; k != nil {
		add(k.Paused, "g.paused")
		add(k.Projected && k.EndedOn.IsZero(), "g.projected", "year", strconv.Itoa(k.Due.Year()))
		add(k.ExtendedDays > 0 && !k.OriginalDue.IsZero(), "g.extended", "n", k.ExtendedDays, "on", locale.Day(p.Lang, k.OriginalDue), "reasons", k.Reasons)
	}
	add(mayDo(own, petition.RequestSupervision), "g.lapsed")
	check, checking := runningLeg(own, petition.LegCheck)
	add(checking, "g.checking", "on", locale.Day(p.Lang, check.Due))
	add(own.Stage == petition.Closed && own.Review != nil && own.Review.Decision == "refuse", "g.review_refused")
	key := "g." + strings.ToLower(string(own.Stage))
	add(p.hasRight(key) && !(own.Stage == petition.NotAccepted && !mayDo(own, petition.AskCheck)), key)
	return lines
}

// primary is the one thing to do now: what waits to be read, then the right whose
// day runs, then what somebody asks of the petitioner.
func (s *Server) primary(p *page, own *casework.CitizenView) *actRow {
	at := "/case/" + own.Number
	days := s.periods().Review
	today := clock.DayOf(s.Clock.Now())
	until := func(verb petition.Verb) string {
		if day, ok := own.LastDays[verb]; ok && !day.Before(today) {
			return p.text("act.until", "on", day)
		}
		return p.right(string(verb) + ".row")
	}
	of := func(verb petition.Verb) *actRow {
		return &actRow{Href: at + "/" + string(verb), Text: p.right(string(verb) + ".h1"), Note: until(verb)}
	}
	switch {
	case own.Unserved != nil && own.Stage == petition.Replied:
		return &actRow{Href: at + "/answer", Text: p.right("read_answer"), Note: p.right("read_answer_line", "days", days)}
	case own.Unserved != nil:
		return &actRow{Href: at + "/opinion", Text: p.right("read_opinion"), Note: p.right("read_opinion_line", "days", days)}
	case own.Withdrawal != nil && mayDo(own, petition.UndoWithdraw):
		return &actRow{Href: at + "/undo-withdraw", Text: p.text("act.undo-withdraw"), Note: p.text("act.undo-withdraw_line", "until", dateTime(p.Lang, *own.Withdrawal))}
	case own.AskedUntil != nil:
		return &actRow{Href: at + "/supplement", Text: p.right("supplement_asked"), Note: p.text("act.until", "on", *own.AskedUntil)}
	case mayDo(own, petition.RequestSupervision):
		return of(petition.RequestSupervision)
	case mayDo(own, petition.Confirm) && (reallySolved(own, today) || reported(own)):
		return of(petition.Confirm)
	case own.Stage == petition.Served && mayDo(own, petition.Review):
		return of(petition.Review)
	case mayDo(own, petition.Recheck):
		return of(petition.Recheck)
	case mayDo(own, petition.AskCheck):
		return of(petition.AskCheck)
	case own.Stage == petition.Final:
		return &actRow{Href: at + "/final", Text: p.right("final_read"), Note: p.right("opinion.end")}
	}
	return nil
}

// reported tells whether a unit says that something promised was done, or let its day pass.
func reported(own *casework.CitizenView) bool {
	for _, pr := range toConfirm(own) {
		if pr.Overdue || pr.ReportedAt != nil && pr.Done == nil {
			return true
		}
	}
	return false
}

// rare are the acts that stand folded: they change or end something, and few need them.
var rare = map[petition.Verb]bool{petition.Withdraw: true, petition.ToOrdinary: true, petition.AskRecusal: true, petition.PublishConsent: true, petition.AidConsent: true, petition.Solved: true}

// offer sorts what may be done now: the one thing, the usual, the rare.
func (s *Server) offer(p *page, v *caseView, own *casework.CitizenView) {
	v.Primary = s.primary(p, own)
	v.Coach.leave(v.Primary)
	today := clock.DayOf(s.Clock.Now())
	shown := func(row actRow) bool { return v.Primary != nil && v.Primary.Href == row.Href }
	v.Answers = slices.DeleteFunc(v.Answers, shown)
	put := func(verb petition.Verb, row actRow) {
		switch {
		case shown(row):
		case rare[verb] && !(verb == petition.Solved && own.Stage == petition.Served):
			v.More = append(v.More, row)
		default:
			v.Acts = append(v.Acts, row)
		}
	}
	for _, r := range rights {
		if r.verb == petition.Pressure || !mayDo(own, r.verb) || v.Coach.names(own, r.verb) { // pressure has a quiet line of its own
			continue
		}
		row := actRow{Href: "/case/" + own.Number + "/" + string(r.verb), Text: p.right(string(r.verb) + ".h1"), Note: p.right(string(r.verb) + ".row")}
		switch day, ok := own.LastDays[r.verb]; {
		case ok && day.Before(today):
			row.Note = p.right("late_row")
		case ok:
			row.Note = p.text("act.until", "on", day)
		}
		put(r.verb, row)
	}
	for _, row := range s.ownActs(p, own) {
		put(petition.Verb(path.Base(row.Href)), row)
	}
	v.Pressure = mayDo(own, petition.Pressure)
}
