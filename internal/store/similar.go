package store

import (
	"cmp"
	"context"
	"math"
	"slices"
)

const (
	askedPieces = 8    // of a text, the rarest
	likeEnough  = 0.35 // share of the weight of a text's pieces that a similar one holds
	compared    = 60   // of what the index proposes, the newest
	commonest   = 12   // a piece in more than one matter in so many tells nothing
)

// Similar answers the published matters whose words are most like a text's, the likest first. Rare
// pieces weigh more; what every matter holds tells nothing.
func (s *Store) Similar(ctx context.Context, text string, limit int) ([]Published, error) {
	whole, _ := wanted(terms(text))
	if len(whole) < 2 {
		return nil, nil
	}
	counts, err := rowsOf[gramCount](s.db).Where("gram IN ?", append(whole, "")).Find(ctx)
	if err != nil {
		return nil, s.fail("similar", err)
	}
	n := map[string]int{}
	for _, c := range counts {
		n[c.Gram] = c.N
	}
	weight, sum := map[string]float64{}, 0.0
	for _, g := range whole {
		weight[g] = math.Log(1 + float64(n[""]+1)/float64(n[g]+1))
		sum += weight[g]
	}
	known := slices.DeleteFunc(slices.Clone(whole), func(g string) bool { return n[g] == 0 || n[""] > 1000 && n[g] > n[""]/commonest })
	slices.SortStableFunc(known, func(a, b string) int { return cmp.Compare(n[a], n[b]) })
	if len(known) < 2 {
		return nil, nil
	}
	items, err := s.matched(ctx, s.indexAny(known[:min(len(known), askedPieces)]), condition{}, math.MaxInt64, compared)
	if err != nil {
		return nil, s.fail("similar", err)
	}
	like := map[int64]float64{}
	for _, p := range items {
		held := grams(fold(p.Title + "\n" + p.Facts + "\n" + p.Request))
		for _, g := range whole {
			if _, ok := slices.BinarySearch(held, g); ok {
				like[p.ID] += weight[g] / sum
			}
		}
	}
	items = slices.DeleteFunc(items, func(p Published) bool { return like[p.ID] < likeEnough })
	slices.SortStableFunc(items, func(a, b Published) int { return cmp.Compare(like[b.ID], like[a.ID]) })
	return items[:min(len(items), limit)], nil
}
