package store

import (
	"cmp"
	"context"
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

// plan compares what reading on from the newest would cost with what the index would. Words are taken to be
// independent of each other; where they are not, the reading ends early and the index is asked after all.
func (s *Store) plan(f *frequencies, words []string, limit int) searchPlan {
	share, rarest, picked, prefix := 1.0, 1.0, []string(nil), ""
	rarer := func(a, b string) int { return cmp.Compare(f.of(a), f.of(b)) }
	for _, word := range words {
		whole, begins := wanted([]string{word})
		slices.SortStableFunc(whole, rarer)
		p := 1.0
		for _, piece := range append(whole, begins...) {
			p = min(p, float64(f.of(piece))/float64(max(1, f.total)))
		}
		share, rarest = share*p, min(rarest, p)
		switch {
		case len(whole) > 1 && len(words) == 1:
			picked = append(picked, whole[:2]...)
		case len(whole) > 0:
			picked = append(picked, whole[0])
		case prefix == "" || f.of(begins[0]) < f.of(prefix):
			prefix = begins[0]
		}
	}
	slices.SortStableFunc(picked, rarer)
	picked = picked[:min(len(picked), 3)]
	plan := searchPlan{pieces: s.indexBegins(prefix)}
	if len(picked) > 0 {
		plan.pieces = s.indexAll(picked)
	}
	rows := min(float64(f.total), float64(limit)/share)
	index := s.costs.index(f, picked, prefix, share, float64(limit))
	switch {
	case index >= float64(f.total)*s.costs.row:
		plan.rows = float64(f.total)
	case rows*s.costs.row <= index:
		plan.rows = rows * assured
	case trial*index/s.costs.row*rarest >= float64(limit):
		plan.rows = trial * index / s.costs.row
	}
	return plan
}

// index is what asking for some pieces costs.
func (c searchCosts) index(f *frequencies, picked []string, prefix string, share, limit float64) float64 {
	postings, matches := 0.0, share*float64(f.total)
	asking := c.asking + c.piece*float64(max(1, len(picked)))
	for _, piece := range picked {
		postings += float64(f.of(piece))
	}
	if len(picked) == 0 {
		return asking + (c.posting+c.match)*float64(f.of(prefix))
	}
	if c.streams && matches > limit {
		return asking + postings*limit/matches*c.posting + limit*c.match
	}
	return asking + postings*c.posting + matches*c.match
}
