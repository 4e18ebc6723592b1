package report

import (
	"cmp"
	"maps"
	"slices"

	"sunlit/internal/clock"
)

// Count is how often something happened in a month, as the counters keep it.
type Count struct {
	Measure Measure
	Month   string // such as "2019-04"
	Unit    string
	Other   string
	Bucket  int
	N       int
}

// Counts are the counters of a period.
type Counts []Count

// CountOf counts marks within a period directly, without any counters: what
// these must come to. today bounds what counts only when its day is over.
func CountOf(marks []Mark, p Period, today clock.Day) Counts {
	sums := map[Count]int{}
	for _, m := range marks {
		if m.Day.Before(p.From) || m.Day.After(p.To) || m.Measure.Ripe() && !m.Day.Before(today) {
			continue
		}
		sums[Count{m.Measure, m.Day.String()[:7], m.Unit, m.Other, m.Bucket, 0}]++
	}
	return countsOf(sums)
}

func countsOf(sums map[Count]int) Counts {
	list := make(Counts, 0, len(sums))
	for c, n := range sums {
		c.N = n
		list = append(list, c)
	}
	slices.SortFunc(list, func(a, b Count) int {
		return cmp.Or(cmp.Compare(a.Measure, b.Measure), cmp.Compare(a.Month, b.Month), cmp.Compare(a.Unit, b.Unit), cmp.Compare(a.Other, b.Other), cmp.Compare(a.Bucket, b.Bucket))
	})
	return list
}

// sum is how often the measures happened.
func (cs Counts) sum(measures ...Measure) int {
	n := 0
	for _, c := range cs {
		if slices.Contains(measures, c.Measure) {
			n += c.N
		}
	}
	return n
}

// spread are the days of the measures.
func (cs Counts) spread(measures ...Measure) Spread {
	s := Spread{}
	for _, c := range cs {
		if slices.Contains(measures, c.Measure) {
			s[c.Bucket] += c.N
		}
	}
	return s
}

// by tells counts apart.
func (cs Counts) by(key func(Count) string) map[string]Counts {
	groups := map[string]Counts{}
	for _, c := range cs {
		groups[key(c)] = append(groups[key(c)], c)
	}
	return groups
}

func unitOf(c Count) string  { return c.Unit }
func otherOf(c Count) string { return c.Other }
func monthOf(c Count) string { return c.Month }

// only keeps the counts of some measures.
func (cs Counts) only(measures ...Measure) Counts {
	var list Counts
	for _, c := range cs {
		if slices.Contains(measures, c.Measure) {
			list = append(list, c)
		}
	}
	return list
}

// others sums a measure by what it is told apart by.
func (cs Counts) others(m Measure) map[string]int {
	sums := map[string]int{}
	for other, group := range cs.only(m).by(otherOf) {
		sums[other] = group.sum(m)
	}
	return sums
}

func (cs Counts) rate(part, whole Measure) Rate { return Rate{cs.sum(part), cs.sum(whole)} }

func sorted[V any](m map[string]V) []string { return slices.Sorted(maps.Keys(m)) }
