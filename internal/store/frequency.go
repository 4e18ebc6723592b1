package store

import (
	"cmp"
	"context"
	"math"
	"slices"
	"sync"
	"sync/atomic"
	"time"

	"sunlit/internal/clock"
)

// frequencies are how many published matters hold each piece, as far as that is many: kept in memory, a search
// chooses its way without asking. They are estimates, which decide how fast an answer is and never what it is.
type frequencies struct {
	total, top int64            // matters, and the newest one's id
	n          map[string]int64 // of pieces, and of beginnings of pieces, that stand in many
	other      int64            // of the rest, about
	until      time.Time        // then they are read anew
}

// keptFrequencies are shared by all searches of a process.
type keptFrequencies struct {
	now     atomic.Pointer[frequencies]
	reading sync.Mutex
}

const (
	frequenciesLast = time.Minute
	fewMatters      = 20   // pieces of fewer matters are not remembered
	rareShare       = 2000 // nor those of less than one matter in so many
)

// frequencies answers what is remembered; while one search reads it anew the others take what there is.
func (s *Store) frequencies(ctx context.Context) (*frequencies, error) {
	kept, now := s.kept.now.Load(), clock.System{}.Now()
	if kept != nil && (now.Before(kept.until) || !s.kept.reading.TryLock()) {
		return kept, nil
	}
	if kept == nil {
		s.kept.reading.Lock()
		if other := s.kept.now.Load(); other != nil {
			s.kept.reading.Unlock()
			return other, nil
		}
	}
	defer s.kept.reading.Unlock()
	read, err := s.readFrequencies(ctx)
	if err != nil {
		return nil, err
	}
	read.until = now.Add(frequenciesLast)
	s.kept.now.Store(read)
	return read, nil
}

func (s *Store) readFrequencies(ctx context.Context) (*frequencies, error) {
	f := &frequencies{n: map[string]int64{}}
	db := s.db.WithContext(ctx)
	if err := db.Raw("SELECT COALESCE(MAX(id), 0), (SELECT COALESCE(MAX(n), 0) FROM search_grams WHERE gram = '') FROM published").Row().Scan(&f.top, &f.total); err != nil {
		return nil, err
	}
	least := max(fewMatters, f.total/rareShare)
	f.other = least / 2
	var counts []gramCount
	if err := db.Raw("SELECT gram, n FROM search_grams WHERE n >= ?", least).Scan(&counts).Error; err != nil {
		return nil, err
	}
	for _, c := range counts {
		f.n[c.Gram] = int64(c.N)
	}
	return f, nil
}

// of is about how many matters hold a piece.
func (f *frequencies) of(piece string) int64 {
	if n, ok := f.n[piece]; ok {
		return n
	}
	return f.other
}

// floor is the id above which about so many of the newest matters before a cursor stand; 0 when that is all.
func (f *frequencies) floor(beyond int64, rows float64) int64 {
	if rows >= float64(f.total) {
		return 0
	}
	return max(0, min(beyond-1, f.top)-int64(rows))
}

// searchCosts are what an engine takes, in microseconds: measured at a million matters, only their ratios matter.
type searchCosts struct {
	row     float64 // a matter read in passing
	asking  float64 // the index, whatever it is asked
	piece   float64 // each piece that it is asked for
	posting float64 // a matter in the list of a piece
	match   float64 // a matter that the index proposes
	streams bool    // the index stops when the page is full; else it first finds everything
}

// searchPlan is how a question is answered: so many of the newest matters are read, 0 none; what is missing
// then is asked from the index.
type searchPlan struct {
	rows   float64
	pieces string
}

// assured is how many times the expected number of matters are read before reading counts as the wrong way,
// and trial is the share of the index's price that is spent on reading in case the words go together.
const (
	assured = 8
	trial   = 0.1
)

const mostPieces = 3 // that the index is asked for

// wanting is a piece that a text must hold, how many matters hold it, and which share of what the pieces before it
// left it leaves.
type wanting struct {
	piece  string
	n      int64
	leaves float64
}

// kin is what a second piece of the same word leaves: they mostly come together.
const kin = 0.5

// plan compares what reading on from the newest would cost with what the index would. Words are taken to be
// independent of each other; where they are not, the reading ends early and the index is asked after all.
func (s *Store) plan(f *frequencies, words []string, limit int) searchPlan {
	total := float64(max(1, f.total))
	share, rarest := 1.0, 1.0
	var whole, begins []wanting
	for _, word := range words {
		pieces, short := wanted([]string{word})
		p := 1.0
		for _, piece := range append(pieces, short...) {
			p = min(p, float64(f.of(piece))/total)
		}
		share, rarest = share*p, min(rarest, p)
		slices.SortStableFunc(pieces, func(a, b string) int { return cmp.Compare(f.of(a), f.of(b)) })
		for i, piece := range pieces[:min(len(pieces), 1+1/len(words))] { // two of a word that stands alone
			whole = append(whole, wanting{piece, f.of(piece), []float64{p, kin}[i]})
		}
		if len(pieces) == 0 {
			begins = append(begins, wanting{short[0], f.of(short[0]), p})
		}
	}
	pieces, index := s.asked(whole, begins, total, float64(limit)/share)
	plan := searchPlan{pieces: pieces}
	rows := min(total, float64(limit)/share)
	switch {
	case index >= total*s.costs.row:
		plan.rows = total
	case rows*s.costs.row <= index:
		plan.rows = rows * assured
	case trial*index/s.costs.row*rarest >= float64(limit):
		plan.rows = trial * index / s.costs.row
	}
	return plan
}

// asked is the cheapest question to the index, and its price: the rarest piece, and others as long as what they leave
// out is worth their own price. Of so many matters the newest hold a page.
func (s *Store) asked(whole, begins []wanting, total, newest float64) (string, float64) {
	rarer := func(a, b wanting) int { return cmp.Compare(a.n, b.n) }
	if len(whole) == 0 {
		b := slices.MinFunc(begins, rarer)
		return s.indexBegins(b.piece), s.costs.asking + s.costs.piece + float64(b.n)*(s.costs.posting+s.costs.match)
	}
	slices.SortStableFunc(whole, rarer)
	part := 1.0
	if s.costs.streams {
		part = min(1, newest/total)
	}
	best, pieces := math.Inf(1), []string(nil)
	cost, matches := s.costs.asking, total*part
	for i, w := range whole[:min(len(whole), mostPieces)] {
		pieces = append(pieces, w.piece)
		matches *= w.leaves
		cost += s.costs.piece + float64(w.n)*part*s.costs.posting
		if all := cost + matches*s.costs.match; all < best {
			best = all
		} else {
			pieces = pieces[:i]
			break
		}
	}
	return s.indexAll(pieces), best
}
