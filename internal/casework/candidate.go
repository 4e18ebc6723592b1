package casework

import (
	"cmp"
	"context"
	"slices"
	"strings"
	"unicode"

	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

// Candidate is a matter that may be the same one: number, one line, stage and
// who has it; never whose it is.
type Candidate struct {
	Number string         `json:"number"`
	Title  string         `json:"title"`
	Stage  petition.Stage `json:"stage"`
	Unit   string         `json:"unit"`
}

const (
	mostCandidates = 3
	matterDays     = 400  // how far back the same matter is looked for
	alike          = 0.34 // share of common character pairs from which two titles may be one matter
)

// Candidates offers at most three matters of the same place whose title is
// alike. A person confirms; each one shown is a recorded look (domain §3).
func (cs *Cases) Candidates(ctx context.Context, o identity.Official, title, place string) ([]Candidate, error) {
	list := []Candidate{}
	pairs := bigrams(title)
	if len(pairs) < 3 || place == "" {
		return list, nil
	}
	matters, err := cs.Store.Matters(ctx, o.Scope(), place, cs.now().AddDate(0, 0, -matterDays))
	if err != nil {
		return nil, err
	}
	like := map[string]float64{}
	matters = slices.DeleteFunc(matters, func(p petition.Petition) bool {
		like[p.Number] = dice(pairs, bigrams(p.Title))
		return like[p.Number] < alike
	})
	slices.SortStableFunc(matters, func(a, b petition.Petition) int { return cmp.Compare(like[b.Number], like[a.Number]) })
	for i, p := range matters[:min(len(matters), mostCandidates)] {
		c := petition.Case{Petition: matters[i]}
		if err := cs.recordRead(ctx, &c, o, "candidate"); err != nil {
			return nil, err
		}
		list = append(list, Candidate{Number: p.Number, Title: p.Title, Stage: p.Stage, Unit: p.Holder})
	}
	return list, nil
}

// bigrams are the pairs of neighbouring letters of a title, without punctuation.
func bigrams(s string) map[string]bool {
	runes := []rune(strings.Map(func(r rune) rune {
		if unicode.IsLetter(r) || unicode.IsDigit(r) {
			return unicode.ToLower(r)
		}
		return -1
	}, s))
	pairs := map[string]bool{}
	for i := 0; i+1 < len(runes); i++ {
		pairs[string(runes[i:i+2])] = true
	}
	return pairs
}

// dice is the share of common pairs, from 0 to 1.
func dice(a, b map[string]bool) float64 {
	common := 0
	for pair := range a {
		if b[pair] {
			common++
		}
	}
	if common == 0 {
		return 0
	}
	return 2 * float64(common) / float64(len(a)+len(b))
}
