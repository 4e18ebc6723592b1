package store

import (
	"cmp"
	"context"
	"encoding/base64"
	"slices"
	"strconv"
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// PublishedQuery is a page of published matters, the newest first.
type PublishedQuery struct {
	Text       string   // words that must all stand in it; "" any
	Place      string   // with everything that lies in it; "" any
	Categories []string // any of these; empty any
	Unit       string
	Result     string
	From, To   clock.Day // day of publication, both included; zero open
	Cursor     string    // Next of the page before; "" the first
	Limit      int       // 1 to MaxPage
}

// PublishedPage is a page; Next is "" on the last.
type PublishedPage struct {
	Items []Published
	Next  string
}

// probed is how many of the newest matters are simply read before the index is asked: what many of
// them hold fills a page from there at once (measured at a million: 0.4 ms), and reading so few costs
// next to nothing where it does not.
var probed int64 = 1000

// commonest is the share of all matters beyond which a piece narrows too little to be worth asking
// the index for: 1 in so many.
const commonest = 12

// Published answers a page of what the public reads. Nothing is counted; a question that nobody
// could answer quickly by the index is answered by reading on from the newest.
func (s *Store) Published(ctx context.Context, q PublishedQuery) (PublishedPage, error) {
	if q.Limit < 1 || q.Limit > MaxPage {
		q.Limit = MaxPage
	}
	beyond, err := publishedCursor(q.Cursor)
	if err != nil {
		return PublishedPage{}, err
	}
	narrow, ok := q.narrowed()
	if !ok {
		return PublishedPage{}, nil
	}
	items, err := s.found(ctx, narrow, terms(q.Text), beyond, q.Limit+1)
	if err != nil {
		return PublishedPage{}, s.fail("search published", err)
	}
	if strings.TrimSpace(q.Text) != "" && len(terms(q.Text)) == 0 { // signs only: nothing holds them
		items = nil
	}
	if len(items) <= q.Limit {
		return PublishedPage{Items: items}, nil
	}
	items = items[:q.Limit]
	return PublishedPage{Items: items, Next: base64.RawURLEncoding.EncodeToString([]byte("p|" + strconv.FormatInt(items[q.Limit-1].ID, 36)))}, nil
}

func publishedCursor(text string) (int64, error) {
	if text == "" {
		return 1<<63 - 1, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if after, found := strings.CutPrefix(string(raw), "p|"); err == nil && found {
		if id, err := strconv.ParseInt(after, 36, 64); err == nil {
			return id, nil
		}
	}
	return 0, fault.Invalid().Field("cursor", "error.cursor")
}

// narrowed are the filters; false when nothing can fit them.
func (q PublishedQuery) narrowed() (condition, bool) {
	all := []condition{where("p.standing = 1")}
	for _, code := range append([]string{q.Place, q.Unit, q.Result}, q.Categories...) {
		if code != "" && !ascii(code) {
			return condition{}, false
		}
	}
	if q.Place != "" {
		all = append(all, where("p.place LIKE ? ESCAPE '!'", likeEscape.Replace(within(q.Place))+"%"))
	}
	if len(q.Categories) > 0 {
		all = append(all, where("p.category IN ?", q.Categories))
	}
	if q.Unit != "" {
		all = append(all, where("p.unit = ?", q.Unit))
	}
	if q.Result != "" {
		all = append(all, where("p.result = ?", q.Result))
	}
	if !q.From.IsZero() {
		all = append(all, where("p.published_on >= ?", q.From))
	}
	if !q.To.IsZero() {
		all = append(all, where("p.published_on <= ?", q.To))
	}
	return and(all...), true
}

// found reads the newest matters before a cursor that hold all words.
func (s *Store) found(ctx context.Context, narrow condition, words []string, beyond int64, limit int) ([]Published, error) {
	for _, w := range words { // the index only proposes: whole words are looked for in the text itself
		narrow = and(narrow, where("INSTR(p.body, ?) > 0", w))
	}
	if len(words) == 0 {
		return s.read(ctx, narrow, 0, beyond, limit)
	}
	floor, err := s.floor(ctx, beyond)
	if err != nil {
		return nil, err
	}
	items, err := s.read(ctx, narrow, floor, beyond, limit)
	if err != nil || len(items) == limit || floor == 0 {
		return items, err
	}
	ask, err := s.plan(ctx, words)
	if err != nil || ask.nothing {
		return items, err
	}
	beyond = floor + 1
	if ask.pieces == "" {
		more, err := s.read(ctx, narrow, 0, beyond, limit-len(items))
		return append(items, more...), err
	}
	more, err := s.matched(ctx, ask.pieces, narrow, beyond, limit-len(items))
	return append(items, more...), err
}

// floor is the oldest of the newest matters before a cursor that are simply read; zero when there are no more.
func (s *Store) floor(ctx context.Context, beyond int64) (int64, error) {
	var top int64
	err := s.db.WithContext(ctx).Raw("SELECT COALESCE(MAX(id), 0) FROM published WHERE standing = 1 AND id < ?", beyond).Scan(&top).Error
	return max(0, top-probed), err
}

const publishedColumns = "p.id, p.number, p.edition, p.standing, p.kind, p.place, p.category, p.unit, p.result, p.ground, p.title, p.facts, p.request, p.course, p.outcome, p.filed_on, p.published_on, p.changed_at"

// read reads on from the newest.
func (s *Store) read(ctx context.Context, narrow condition, above, below int64, limit int) ([]Published, error) {
	c := and(narrow, where("p.id > ? AND p.id < ?", above, below))
	var items []Published
	err := s.db.WithContext(ctx).Raw("SELECT "+publishedColumns+" FROM published p WHERE "+c.text+" ORDER BY p.id DESC LIMIT ?", append(c.args, limit)...).Scan(&items).Error
	return items, err
}

// matched reads what the index proposes.
func (s *Store) matched(ctx context.Context, pieces string, narrow condition, below int64, limit int) ([]Published, error) {
	c := and(where(s.indexMatch, pieces), where("i."+s.indexKey+" < ?", below), narrow)
	var items []Published
	err := s.db.WithContext(ctx).Raw("SELECT "+publishedColumns+" FROM published_index i CROSS JOIN published p ON p.id = i."+s.indexKey+" WHERE "+c.text+
		" ORDER BY i."+s.indexKey+" DESC LIMIT ?", append(c.args, limit)...).Scan(&items).Error
	return items, err
}

// plan is how a question is answered.
type plan struct {
	nothing bool   // a piece stands nowhere
	pieces  string // what the index is asked for; "" nothing
}

// plan asks how rare the pieces are; the two rarest are all that the index is asked for.
func (s *Store) plan(ctx context.Context, words []string) (plan, error) {
	whole, begins := wanted(words)
	if len(whole) == 0 {
		if len(begins) == 0 {
			return plan{}, nil
		}
		longest := slices.MaxFunc(begins, func(a, b string) int { return cmp.Compare(len(a), len(b)) })
		return plan{pieces: s.indexBegins(longest)}, nil
	}
	counts, err := rowsOf[gramCount](s.db).Where("gram IN ?", append(whole, "")).Find(ctx)
	if err != nil {
		return plan{}, err
	}
	n := map[string]int{}
	for _, c := range counts {
		n[c.Gram] = c.N
	}
	slices.SortStableFunc(whole, func(a, b string) int { return cmp.Compare(n[a], n[b]) })
	rarest := n[whole[0]]
	switch {
	case rarest == 0:
		return plan{nothing: true}, nil
	case rarest > n[""]/commonest && int64(n[""]) > probed:
		return plan{}, nil
	}
	return plan{pieces: s.indexAll(whole[:min(2, len(whole))])}, nil
}
