package web

import (
	"slices"
	"strconv"
	"strings"

	"sunlit/internal/casework"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

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
		if slices.Contains(ownPages, right.Action) {
			row.Href = "/case/" + own.Number + "/" + string(right.Action)
		}
		v.Rights = append(v.Rights, row)
	}
	return v
}

// begun is how the text of a right begins, so that nobody has to find the words: which decisions the
// petitioner does not agree with. It may be changed like anything typed.
func begun(lang string, own *casework.CitizenView, verb petition.Verb) string {
	if own.Coach == nil || !slices.ContainsFunc(own.Coach.Rights, func(a casework.OwnAction) bool { return a.Action == verb }) {
		return ""
	}
	var numbers []string
	for _, item := range own.Items {
		if item.Decision != petition.Support && item.Decision != petition.Adopt {
			numbers = append(numbers, strconv.Itoa(item.Request))
		}
	}
	if len(numbers) == 0 || verb != petition.Review && verb != petition.Recheck {
		return localeText(lang, "guide.draft_plain")
	}
	return localeText(lang, "guide.draft", "numbers", strings.Join(numbers, map[bool]string{true: ", ", false: "、"}[lang == locale.En]))
}
