package main

import (
	"context"
	"database/sql"
	"errors"
	"fmt"
	"math"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"
	"time"

	"sunlit/internal/bench"
	"sunlit/internal/clock"
	"sunlit/internal/store"
)

// searchBound ends a run that measures the search, whatever it has measured by then.
const searchBound = 40 * time.Minute

// searchBench compares the portal's search with the LIKE scan that anybody would write first, over
// so many generated matters.
type searchBench struct {
	*surroundings
	count int
	words []string // by frequency, the commonest first
}

func (b benchCommand) measureSearch(s *surroundings) error {
	return within(s, searchBound, func(ctx context.Context, dir string) error {
		sb := &searchBench{surroundings: s, count: b.Search, words: vocabulary(rand.New(rand.NewPCG(1, 9)))}
		fmt.Fprintf(s.out, "Sunlit bench, search · %s · %d generated matters\n", bench.Machine(), b.Search)
		if err := sb.engine(ctx, "SQLite", "sqlite:"+filepath.Join(dir, "sunlit.db")); err != nil {
			return err
		}
		return b.withMariaDB(ctx, s, dir, func(scratch *bench.Scratch) error { return sb.engine(ctx, "MariaDB", scratch.Portal) })
	})
}

// vocabulary is 4,000 invented words of two characters.
func vocabulary(r *rand.Rand) []string {
	seen, list := map[string]bool{}, []string{}
	for len(list) < 4000 {
		w := string([]rune{rune(0x4e00 + r.IntN(1800)), rune(0x4e00 + r.IntN(1800))})
		if !seen[w] {
			seen[w], list = true, append(list, w)
		}
	}
	return list
}

// text is so many words; common ones come often, as in life (Zipf).
func (sb *searchBench) text(z *rand.Zipf, n int) string {
	var b strings.Builder
	for i := range n {
		b.WriteString(sb.words[z.Uint64()])
		if i%6 == 5 {
			b.WriteString("，")
		}
	}
	return b.String()
}

// engine fills one database and measures it.
func (sb *searchBench) engine(ctx context.Context, name, databaseURL string) error {
	s, err := store.Open(ctx, databaseURL)
	if err != nil {
		return err
	}
	defer s.Close()
	if err := s.Migrate(ctx); err != nil {
		return err
	}
	pool, err := bench.Open(databaseURL)
	if err != nil {
		return err
	}
	defer pool.Close()
	begun := now()
	f := searchFill{pool: pool, sqlite: strings.HasPrefix(databaseURL, "sqlite:")}
	if err := f.run(ctx, sb); err != nil {
		return fmt.Errorf("%s: fill: %w", name, err)
	}
	fmt.Fprintf(sb.out, "\n%s, filled in %s\n", name, now().Sub(begun).Round(time.Second))
	return sb.compare(ctx, s)
}

func now() time.Time { return clock.System{}.Now() }

// question is what is asked, with the words that must stand in a text.
type question struct {
	kind  string
	words []string
}

const twoWords = "two words" // as people write them: one that tells what it is about, one of any kind

// questions are single words from the commonest to the rarest, single characters, what stands nowhere, two words of
// each kind, and many pairs.
func (sb *searchBench) questions() []question {
	w := sb.words
	half := func(i, j int) string { return string([]rune(w[i])[1]) + string([]rune(w[j])[0]) }
	var list []question
	for _, rank := range []int{0, 1, 2, 5, 10, 20, 50, 100, 300, 1000, 2000, 3999} {
		list = append(list, question{fmt.Sprintf("word of rank %d", rank+1), []string{w[rank]}})
	}
	list = append(list, question{"half of two common words", []string{half(3, 4)}}, question{"half of two rarer words", []string{half(200, 300)}},
		question{"a common character", []string{string([]rune(w[0])[0])}}, question{"a rarer character", []string{string([]rune(w[3000])[0])}},
		question{"a character nowhere", []string{"龘"}}, question{"a word nowhere", []string{"龘龘"}},
		question{"two common words as one", []string{w[0] + w[1]}}, question{"two rarer words as one", []string{w[100] + w[101]}},
		question{"two common words", []string{w[0], w[1]}}, question{"two middling words", []string{w[30], w[60]}}, question{"two rarer words", []string{w[300], w[600]}},
		question{"a common and a rare word", []string{w[0], w[3999]}}, question{"a common word and one nowhere", []string{w[0], "龘龘"}})
	r := rand.New(rand.NewPCG(3, 3))
	for range 25 {
		list = append(list, question{twoWords, []string{w[r.IntN(400)], w[r.IntN(len(w))]}})
	}
	return list
}

// asked is what the two sides took for a question, in milliseconds, and how often the search was faster.
type asked struct {
	like, search, times float64
	found               int
}

// compare asks both sides each question, in turns, and prints what each took.
func (sb *searchBench) compare(ctx context.Context, s *store.Store) error {
	var pairs []float64
	worst, worstOf := math.Inf(1), ""
	fmt.Fprintf(sb.out, "%-30s %10s %10s %8s %6s\n", "question", "LIKE ms", "search ms", "times", "found")
	for _, q := range sb.questions() {
		a, err := ask(ctx, s, q.words)
		if err != nil {
			return fmt.Errorf("%s: %w", q.kind, err)
		}
		if q.kind == twoWords {
			pairs = append(pairs, a.times)
		}
		fmt.Fprintf(sb.out, "%-30s %10.3f %10.3f %8.2f %6d\n", q.kind, a.like, a.search, a.times, a.found)
		if a.times < worst {
			worst, worstOf = a.times, q.kind
		}
	}
	slices.Sort(pairs)
	fmt.Fprintf(sb.out, "two words, median of %d: %.1f times faster than LIKE (goal 10)\n", len(pairs), pairs[len(pairs)/2])
	fmt.Fprintf(sb.out, "the worst question: %s, %.2f of the time that LIKE takes (goal: none beyond 1.1)\n", worstOf, 1/worst)
	return nil
}

const searchPage = 10

// searchRounds is how many rounds tell apart two sides of which one takes so many milliseconds.
func searchRounds(took float64) int {
	switch {
	case took < 20:
		return 21
	case took < 300:
		return 5
	}
	return 1 // a scan that takes so long is not repeated
}

// ask answers what both sides took: medians of rounds in which they take turns, the other one first each time. What is
// quick is asked again and again within a round, since the clock counts whole milliseconds. Both must find the same.
func ask(ctx context.Context, s *store.Store, words []string) (asked, error) {
	var plain []store.Published
	var page store.PublishedPage
	sides := []func() error{
		func() (err error) { plain, err = s.ScanPublished(ctx, words, searchPage+1); return err },
		func() (err error) {
			page, err = s.Published(ctx, store.PublishedQuery{Text: strings.Join(words, " "), Limit: searchPage})
			return err
		},
	}
	var took [2][]float64
	var times []float64
	for round := 0; round == 0 || round < searchRounds(took[0][0]); round++ {
		for i := range sides {
			side := (i + round) % 2
			ms, err := each(sides[side])
			if err != nil {
				return asked{}, err
			}
			took[side] = append(took[side], ms)
		}
		times = append(times, took[0][round]/took[1][round])
	}
	for i, p := range page.Items {
		if i >= len(plain) || plain[i].ID != p.ID {
			return asked{}, errors.New("the two sides find different matters")
		}
	}
	if len(page.Items) != min(len(plain), searchPage) {
		return asked{}, errors.New("the two sides find different matters")
	}
	return asked{middle(took[0]), middle(took[1]), middle(times), len(page.Items)}, nil
}

// each is the milliseconds of one call, over as many as take 40.
func each(call func() error) (float64, error) {
	begun := now()
	for n := 1; ; n++ {
		if err := call(); err != nil {
			return 0, err
		}
		if took := ms(begun); took >= 40 {
			return took / float64(n), nil
		}
	}
}

func ms(since time.Time) float64 { return float64(now().Sub(since)) / 1e6 }

func middle(list []float64) float64 {
	list = slices.Sorted(slices.Values(list))
	return list[len(list)/2]
}

// searchFill puts generated matters straight into the tables, past the portal: their petitions do not exist.
type searchFill struct {
	pool   *sql.DB
	sqlite bool
}

const searchBatch = 500

func (f searchFill) run(ctx context.Context, sb *searchBench) error {
	conn, err := f.pool.Conn(ctx)
	if err != nil {
		return err
	}
	defer func() { _ = conn.Close() }()
	before, after := []string{"PRAGMA foreign_keys = 0", "PRAGMA synchronous = 0"}, []string{"PRAGMA foreign_keys = 1", "ANALYZE"}
	if !f.sqlite { // the index of a whole table is made faster at once than row by row
		before = []string{"SET SESSION foreign_key_checks = 0", "SET SESSION unique_checks = 0", "ALTER TABLE published_index DROP INDEX published_grams"}
		after = []string{"ALTER TABLE published_index ADD FULLTEXT INDEX published_grams (grams)", "ANALYZE TABLE published"}
	}
	for _, text := range before {
		if _, err := conn.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	r := rand.New(rand.NewPCG(2, 2))
	z := rand.NewZipf(r, 1.07, 8, uint64(len(sb.words)-1))
	counts := map[string]int{"": sb.count}
	for begin := 0; begin < sb.count; begin += searchBatch {
		if err := f.batch(ctx, conn, sb, z, begin, min(searchBatch, sb.count-begin), counts); err != nil {
			return err
		}
	}
	if err := f.counts(ctx, conn, counts); err != nil {
		return err
	}
	for _, text := range after {
		if _, err := conn.ExecContext(ctx, text); err != nil {
			return err
		}
	}
	return nil
}

// batch inserts some matters; the values are made here, of letters and digits.
func (f searchFill) batch(ctx context.Context, conn *sql.Conn, sb *searchBench, z *rand.Zipf, begin, count int, counts map[string]int) error {
	var rows, index strings.Builder
	rows.WriteString("INSERT INTO published (id, petition_id, number, edition, standing, kind, place, category, unit, result, ground, title, facts, request, course, outcome, body, filed_on, published_on, changed_at, down_reason, withdrawn) VALUES ")
	index.WriteString(map[bool]string{true: "INSERT INTO published_index (rowid, grams) VALUES ", false: "INSERT INTO published_index (id, grams) VALUES "}[f.sqlite])
	for i := begin + 1; i <= begin+count; i++ {
		title, facts := sb.text(z, 6), sb.text(z, 40)
		body := title + "\n" + facts
		pieces, counted := store.Pieces(body)
		for _, p := range counted {
			counts[p]++
		}
		comma := map[bool]string{true: ", "}[i > begin+1]
		fmt.Fprintf(&rows, "%s(%d, %d, 'B%011d', 1, 1, 'claim', '990101', 'other', 'unit-a', 'support', '', '%s', '%s', '', '', '', '%s', '2026-01-01', '2026-01-01', '2026-01-01 00:00:00.000', '', 0)",
			comma, i, i, i, title, facts, body)
		fmt.Fprintf(&index, "%s(%d, '%s')", comma, i, strings.Join(pieces, " "))
	}
	tx, err := conn.BeginTx(ctx, nil)
	if err != nil {
		return err
	}
	for _, text := range []string{rows.String(), index.String()} {
		if _, err := tx.ExecContext(ctx, text); err != nil {
			return errors.Join(err, tx.Rollback())
		}
	}
	return tx.Commit()
}

func (f searchFill) counts(ctx context.Context, conn *sql.Conn, counts map[string]int) error {
	var values []string
	flush := func() error {
		if len(values) == 0 {
			return nil
		}
		_, err := conn.ExecContext(ctx, "INSERT INTO search_grams (gram, n) VALUES "+strings.Join(values, ", "))
		values = values[:0]
		return err
	}
	for gram, n := range counts {
		if values = append(values, fmt.Sprintf("('%s', %d)", gram, n)); len(values) == searchBatch {
			if err := flush(); err != nil {
				return err
			}
		}
	}
	return flush()
}
