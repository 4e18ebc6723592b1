package web

import "sunlit/internal/casework"

// coachView is the block of the case page after an answer that is not what the petitioner wanted.
type coachView struct {
	Means  string
	Rights []actRow
	Ways   []link
}

// coachView words the coach's advice; a right leads to its page where it has one.
func (s *Server) coachView(p *page, own *casework.CitizenView) *coachView {
	if own.Coach == nil {
		return nil
	}
	v := &coachView{Means: localeText(p.Lang, "guide.coach_"+own.Coach.Means), Ways: s.ways(p.Lang, own.Coach.Ways)}
	for _, right := range own.Coach.Rights {
		row := actRow{Text: localeText(p.Lang, "guide.right_"+string(right.Action)), Note: localeText(p.Lang, "guide.coach_any")}
		if right.Until != nil {
			row.Note = localeText(p.Lang, "guide.coach_until", "on", *right.Until)
		}
		if _, ok := rightOf(right.Action); ok { // its page holds what is known already: the answer, the bodies, the last day
			row.Href = "/case/" + own.Number + "/" + string(right.Action)
		}
		v.Rights = append(v.Rights, row)
	}
	return v
}
