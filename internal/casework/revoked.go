package casework

import (
	"slices"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
)

// revocation says since when a paper no longer holds, and why.
type revocation struct {
	why string // worded in verify.because_<why>
	on  clock.Day
	by  string // number of the paper that revoked it
}

// revocations tells which papers of a petition were annulled or replaced by a later act. It follows
// from the events alone, as all that is true of a petition does: nothing is stored about it.
func revocations(events []petition.Event) map[string]revocation {
	gone := map[string]revocation{}
	last := map[petition.DocumentKind]string{} // the newest paper of each kind that still holds
	revoke := func(k *petition.Content, why string, kinds ...petition.DocumentKind) {
		r := revocation{why: why, on: clock.DayOf(k.At)}
		if k.Paper != nil {
			r.by = k.Paper.Number
		}
		for _, kind := range kinds {
			if id := last[kind]; id != "" {
				gone[id] = r
				delete(last, kind)
			}
		}
	}
	answers := []petition.DocumentKind{petition.PaperOpinion, petition.PaperSimpleAnswer, petition.PaperSuggestionReply}
	for i := range events {
		k := &events[i].Content
		switch k.Verb {
		case petition.ReviewDecide: // Art. 35: whatever is not upheld no longer holds
			if k.Fields.Decision != "uphold" {
				revoke(k, "review_"+k.Fields.Decision, answers...)
			}
		case petition.RecheckDecide: // Art. 36
			if k.Fields.Decision != "uphold" {
				revoke(k, "recheck_"+k.Fields.Decision, append([]petition.DocumentKind{petition.PaperReviewOpinion}, answers...)...)
			}
		case petition.Check:
			if k.Fields.Decision != "uphold" {
				revoke(k, "checked", petition.PaperRefusal)
			}
		case petition.RouteBack:
			revoke(k, "taken_back", petition.PaperRouting)
		case petition.Unmerge:
			revoke(k, "unmerged", petition.PaperMergeNotice)
		case petition.ResolveObjection:
			if k.Fields.Decision == "uphold" {
				revoke(k, "redirected", petition.PaperForwarding, petition.PaperAssignment, petition.PaperRedirection)
			}
		}
		if p := k.Paper; p != nil && !slices.Contains([]petition.Verb{petition.Object, petition.Refuse, petition.UnitRoute, petition.Extend, petition.Draft}, k.Verb) {
			last[p.Kind] = p.ID // a proposal's paper is issued by its approval
		}
	}
	return gone
}
