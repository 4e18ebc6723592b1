package report

import (
	"fmt"

	"sunlit/internal/clock"
)

// Stock is how many petitions waited for an answer, and every way in and out:
// end = start + new + reopened − each way out.
type Stock struct {
	Start    int      `json:"start"`
	New      int      `json:"new"`
	Reopened int      `json:"reopened"`
	Out      []WayOut `json:"out"`
	End      int      `json:"end"`
}

// WayOut is one column: those that waited at the start, and those that came in
// since, apart.
type WayOut struct {
	Way string `json:"way"`
	Old int    `json:"old"`
	New int    `json:"new"`
}

// N is how many went this way.
func (w WayOut) N() int { return w.Old + w.New }

// Gone is how many left, old and new.
func (s Stock) Gone() WayOut {
	total := WayOut{Way: "total"}
	for _, w := range s.Out {
		total.Old += w.Old
		total.New += w.New
	}
	return total
}

// Closes tells whether the table adds up; what doesn't is an error of the program.
func (s Stock) Closes() error {
	if end := s.Start + s.New + s.Reopened - s.Gone().N(); end != s.End {
		return fmt.Errorf("report: the stock does not close: %d + %d + %d − %d = %d, counted %d", s.Start, s.New, s.Reopened, s.Gone().N(), end, s.End)
	}
	return nil
}

// stockOf makes the table of a period. earlier are the counts of all days
// before it, upTo those of all days to its end: the end is counted on its own,
// so that Closes can fail.
func stockOf(earlier, during, upTo Counts, from clock.Day) Stock {
	s := Stock{Start: standing(earlier), New: during.sum(StockIn), Reopened: during.sum(Reopened), End: standing(upTo)}
	first := from.Sub(epoch)
	ways := during.only(StockOut).by(otherOf)
	for _, way := range WaysOut {
		w := WayOut{Way: way}
		for _, c := range ways[way] {
			if c.Bucket < first {
				w.Old += c.N
			} else {
				w.New += c.N
			}
		}
		s.Out = append(s.Out, w)
	}
	return s
}

func standing(cs Counts) int { return cs.sum(StockIn, Reopened) - cs.sum(StockOut) }
