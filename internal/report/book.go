package report

import (
	"context"
	"crypto/rand"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// Book keeps the counters and reads them. Several nodes may keep one: a lease says who counts.
type Book struct {
	Store *store.Store
	Law   *petition.Law
}

const (
	lease     = "figures"
	leaseTerm = 30 * time.Second
	batch     = 100
	// counted names what Marks counts; changing that counts everything anew.
	counted = "1"
)

// Fold counts what happened since the last time, at most limit petitions, and
// answers how many. It runs after events were committed and locks nothing that
// a filing needs. While another node counts it answers 0.
func (b Book) Fold(ctx context.Context, limit int) (int, error) {
	holder := rand.Text()
	token, mine, err := b.Store.Lease(ctx, lease, holder, leaseTerm)
	if err != nil || !mine {
		return 0, err
	}
	done, err := b.fold(ctx, token, limit)
	if again := b.Store.Release(ctx, lease, holder, token); err == nil {
		err = again
	}
	return done, err
}

func (b Book) fold(ctx context.Context, token int64, limit int) (int, error) {
	if err := b.sameLaw(ctx); err != nil {
		return 0, err
	}
	done := 0
	for done < limit {
		after, err := b.Store.Meta(ctx, store.FiguresAfter)
		if err != nil {
			return done, err
		}
		size := min(batch, limit-done)
		ids, next, err := b.Store.FigurePending(ctx, after, size)
		if err != nil {
			return done, err
		}
		if err := b.count(ctx, token, ids); err != nil {
			return done, err
		}
		done += len(ids)
		if len(ids) < size {
			if next != after {
				err = b.Store.SetMeta(ctx, store.FiguresAfter, next)
			}
			return done, err
		}
	}
	return done, nil
}

// Behind tells whether something happened that is not counted yet.
func (b Book) Behind(ctx context.Context) (bool, error) {
	after, err := b.Store.Meta(ctx, store.FiguresAfter)
	if err != nil {
		return false, err
	}
	ids, _, err := b.Store.FigurePending(ctx, after, 1)
	return len(ids) > 0, err
}

// Mend compares every petition with what was counted of it and counts what is
// missing: Fold finds the same, unless a clock or a restored copy misled it.
func (b Book) Mend(ctx context.Context) (int, error) {
	holder := rand.Text()
	token, mine, err := b.Store.Lease(ctx, lease, holder, leaseTerm)
	if err != nil || !mine {
		return 0, err
	}
	done, last := 0, int64(0)
	for {
		ids, err := b.Store.FigureGaps(ctx, last, batch)
		if err == nil {
			err = b.count(ctx, token, ids)
		}
		done += len(ids)
		if err != nil || len(ids) < batch {
			if again := b.Store.Release(ctx, lease, holder, token); err == nil {
				err = again
			}
			return done, err
		}
		last = ids[len(ids)-1]
		if _, mine, err = b.Store.Lease(ctx, lease, holder, leaseTerm); err != nil || !mine {
			return done, err
		}
	}
}

// sameLaw has everything counted anew when the rules, or what is counted, have changed.
func (b Book) sameLaw(ctx context.Context) error {
	now := counted + " " + b.Law.Rules.Fingerprint()
	was, err := b.Store.Meta(ctx, store.FiguresLaw)
	if err != nil || was == now {
		return err
	}
	if was != "" {
		if err := b.Store.RecountFigures(ctx, true); err != nil {
			return err
		}
	}
	return b.Store.SetMeta(ctx, store.FiguresLaw, now)
}

// counting is one batch of petitions.
type counting struct {
	lives  map[int64][]petition.Event
	sameAs map[int64]string
	number map[int64]string
}

// count works out what petitions add now and folds the difference.
func (b Book) count(ctx context.Context, token int64, ids []int64) error {
	if len(ids) == 0 {
		return nil
	}
	c := counting{map[int64][]petition.Event{}, map[int64]string{}, map[int64]string{}}
	if err := b.read(ctx, &c, ids); err != nil {
		return err
	}
	repeated := map[string]bool{}
	var earlier []string
	for _, number := range c.sameAs {
		if !repeated[number] {
			earlier = append(earlier, number)
		}
		repeated[number] = true
	}
	if len(earlier) > 0 { // what somebody had to repeat was not solved at once
		more, err := b.Store.IDsOf(ctx, earlier)
		if err == nil {
			err = b.read(ctx, &c, more)
		}
		if err != nil {
			return err
		}
	}
	all := make([]string, 0, len(c.number))
	for _, number := range c.number {
		all = append(all, number)
	}
	found, err := b.Store.Repeated(ctx, all)
	if err != nil {
		return err
	}
	for _, number := range found {
		repeated[number] = true
	}
	return b.write(ctx, token, &c, repeated)
}

func (b Book) read(ctx context.Context, c *counting, ids []int64) error {
	for _, id := range ids {
		if _, read := c.lives[id]; read {
			continue
		}
		events, err := b.Store.Events(ctx, id)
		if err != nil {
			return err
		}
		if len(events) == 0 {
			continue
		}
		c.lives[id], c.number[id] = events, events[0].Content.Number
		if f := events[0].Content.Filing; f != nil && f.SameAs != "" {
			c.sameAs[id] = f.SameAs
		}
	}
	return nil
}

func (b Book) write(ctx context.Context, token int64, c *counting, repeated map[string]bool) error {
	ids := sortedIDs(c.lives)
	old, err := b.Store.FigureMarksOf(ctx, ids)
	if err != nil {
		return err
	}
	change := map[Mark]int{}
	for _, row := range old {
		marks, err := readMarks(row.Marks)
		if err != nil {
			return err
		}
		for _, m := range marks {
			change[m]--
		}
	}
	var rows []store.FigureMarks
	for _, id := range ids {
		events := c.lives[id]
		marks, err := Marks(b.Law, events, repeated[c.number[id]])
		if err != nil {
			return err
		}
		for _, m := range marks {
			change[m]++
		}
		rows = append(rows, store.FigureMarks{PetitionID: id, Seq: events[len(events)-1].Seq, SameAs: c.sameAs[id], Marks: writeMarks(marks)})
	}
	var changes []store.FigureCount
	for m, n := range change {
		if n != 0 {
			changes = append(changes, store.FigureCount{Measure: string(m.Measure), Day: m.Day, Unit: m.Unit, Other: m.Other, Bucket: m.Bucket, N: n})
		}
	}
	return b.Store.FoldFigures(ctx, lease, token, rand.Text(), rows, changes)
}

func sortedIDs(lives map[int64][]petition.Event) []int64 {
	ids := make([]int64, 0, len(lives))
	for id := range lives {
		ids = append(ids, id)
	}
	slices.Sort(ids)
	return ids
}

// writeMarks keeps marks as lines of five columns.
func writeMarks(marks []Mark) string {
	lines := make([]string, len(marks))
	for i, m := range marks {
		lines[i] = strings.Join([]string{string(m.Measure), m.Day.String(), m.Unit, m.Other, strconv.Itoa(m.Bucket)}, "\t")
	}
	slices.Sort(lines)
	return strings.Join(lines, "\n")
}

func readMarks(text string) ([]Mark, error) {
	var marks []Mark
	for line := range strings.Lines(text) {
		f := strings.Split(strings.TrimSuffix(line, "\n"), "\t")
		if len(f) != 5 {
			return nil, fmt.Errorf("report: marks of %d columns", len(f))
		}
		day, err := clock.ParseDay(f[1])
		if err != nil {
			return nil, err
		}
		bucket, err := strconv.Atoi(f[4])
		if err != nil {
			return nil, fmt.Errorf("report: marks: %w", err)
		}
		marks = append(marks, Mark{Measure(f[0]), day, f[2], f[3], bucket})
	}
	return marks, nil
}
