package web

import (
	"slices"

	"sunlit/internal/casework"
	"sunlit/internal/petition"
)

// coachView is the block of the case page after an answer that is not what the petitioner wanted.
type coachView struct {
	Means  string
	Rights []actRow
	Ways   []link
	None   bool // no right is open
}

// leave takes out the right that stands above as the one thing to do now.
func (v *coachView) leave(primary *actRow) {
	if v == nil || primary == nil {
		return
	}
	v.Rights = slices.DeleteFunc(v.Rights, func(r actRow) bool { return r.Href == primary.Href })
}

// names tells whether the coach offers a right itself, so that no list says it again.
func (v *coachView) names(own *casework.CitizenView, verb petition.Verb) bool {
	return v != nil && slices.ContainsFunc(v.Rights, func(r actRow) bool { return r.Href == rightAddress(own, verb) })
}

func rightAddress(own *casework.CitizenView, verb petition.Verb) string {
	return "/case/" + own.Number + "/" + string(verb)
}

// coachView words the coach's advice; a right leads to its page where it has one.
func (s *Server) coachView(p *page, own *casework.CitizenView) *coachView {
	if own.Coach == nil {
		return nil
	}
	v := &coachView{Means: localeText(p.Lang, "guide.coach_"+own.Coach.Means), Ways: s.ways(p.Lang, own.Coach.Ways), None: len(own.Coach.Rights) == 0}
	for _, right := range own.Coach.Rights {
		row := actRow{Text: localeText(p.Lang, "guide.right_"+string(right.Action)), Note: localeText(p.Lang, "guide.coach_any")}
		if right.Until != nil {
			row.Note = localeText(p.Lang, "guide.coach_until", "on", *right.Until)
		}
		if _, ok := rightOf(right.Action); ok { // its page holds what is known already: the answer, the bodies, the last day
			row.Href = rightAddress(own, right.Action)
		}
		v.Rights = append(v.Rights, row)
	}
	return v
}
