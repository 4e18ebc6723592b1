package store

import (
	"context"
	"encoding/base64"
	"math"
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

// Published answers a page of what the public reads. Nothing is counted; what many matters hold is read on from
// the newest, what few hold is asked from the index.
func (s *Store) Published(ctx context.Context, q PublishedQuery) (PublishedPage, error) {
	if q.Limit < 1 || q.Limit > MaxPage {
		q.Limit = MaxPage
	}
	beyond, err := publishedCursor(q.Cursor)
	if err != nil {
		return PublishedPage{}, err
	}
	narrow, ok := q.narrowed()
	words := terms(q.Text)
	if !ok || len(words) == 0 && strings.TrimSpace(q.Text) != "" { // signs only: nothing holds them
		return PublishedPage{}, nil
	}
	items, err := s.found(ctx, narrow, words, beyond, q.Limit+1)
	if err != nil {
		return PublishedPage{}, s.fail("search published", err)
	}
	if len(items) <= q.Limit {
		return PublishedPage{Items: items}, nil
	}
	items = items[:q.Limit]
	return PublishedPage{Items: items, Next: base64.RawURLEncoding.EncodeToString([]byte("p|" + strconv.FormatInt(items[q.Limit-1].ID, 36)))}, nil
}

func publishedCursor(text string) (int64, error) {
	if text == "" {
		return math.MaxInt64, nil
	}
	raw, err := base64.RawURLEncoding.DecodeString(text)
	if after, found := strings.CutPrefix(string(raw), "p|"); err == nil && found {
		if id, err := strconv.ParseInt(after, 36, 64); err == nil {
			return id, nil
		}
	}
	return 0, fault.Invalid().Field("cursor", "error.cursor")
}

// narrowed are the filters, empty without any; false when nothing can fit them.
func (q PublishedQuery) narrowed() (condition, bool) {
	var all []condition
	for _, code := range append([]string{q.Place, q.Unit, q.Result}, q.Categories...) {
		if code != "" && !ascii(code) {
			return condition{}, false
		}
	}
	if q.Place != "" {
		all = append(all, where("p.place LIKE ? ESCAPE '!'", likeEscape.Replace(within(q.Place))+"%"))
	}
	if len(q.Categories) > 0 {
		codes := make([]any, len(q.Categories))
		for i, code := range q.Categories {
			codes[i] = code
		}
		all = append(all, where("p.category IN (?"+strings.Repeat(", ?", len(codes)-1)+")", codes...))
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
	from := "published p"
	if narrow.text == "" {
		from += s.readsAlong // the list is in the order of the key, no index is shorter
	}
	if len(words) == 0 {
		return s.read(ctx, from, narrow, 0, beyond, limit)
	}
	for _, w := range words { // the index only proposes: whole words are looked for in the text itself
		narrow = and(narrow, where("p.body LIKE ?", "%"+w+"%")) // letters and digits alone: nothing to escape
	}
	known, err := s.frequencies(ctx)
	if err != nil {
		return nil, err
	}
	plan := s.plan(known, words, limit)
	above := known.floor(beyond, plan.rows)
	var items []Published
	if plan.rows > 0 {
		if items, err = s.read(ctx, from, narrow, above, beyond, limit); err != nil || len(items) == limit || above == 0 {
			return items, err
		}
		beyond = above + 1
	}
	more, err := s.matched(ctx, plan.pieces, narrow, beyond, limit-len(items))
	return append(items, more...), err
}

const publishedColumns = "p.id, p.number, p.edition, p.standing, p.kind, p.place, p.category, p.unit, p.result, p.ground, p.title, p.facts, p.request, p.course, p.outcome, p.filed_on, p.published_on, p.changed_at"

// read reads on from the newest.
func (s *Store) read(ctx context.Context, from string, narrow condition, above, below int64, limit int) ([]Published, error) {
	c := and(where("p.standing = 1"), narrow)
	if above > 0 { // a bound that bounds nothing costs as much as reading ten rows
		c = and(c, where("p.id > ?", above))
	}
	if below < math.MaxInt64 {
		c = and(c, where("p.id < ?", below))
	}
	return s.publishedRows(ctx, "SELECT "+publishedColumns+" FROM "+from+" WHERE "+c.text+" ORDER BY p.id DESC LIMIT ?", append(c.args, limit)...)
}

// matched reads what the index proposes.
func (s *Store) matched(ctx context.Context, pieces string, narrow condition, below int64, limit int) ([]Published, error) {
	c := and(where(s.indexMatch, pieces), where("i."+s.indexKey+" < ?", below), where("p.standing = 1"), narrow)
	return s.publishedRows(ctx, "SELECT "+publishedColumns+" FROM published_index i CROSS JOIN published p ON p.id = i."+s.indexKey+" WHERE "+c.text+
		" ORDER BY i."+s.indexKey+" DESC LIMIT ?", append(c.args, limit)...)
}

// publishedRows reads rows by hand, as the queue's.
func (s *Store) publishedRows(ctx context.Context, text string, args ...any) ([]Published, error) {
	query := s.reader.QueryContext
	if s.tx != nil {
		query = s.tx.QueryContext
	}
	rows, err := query(ctx, text, args...)
	if err != nil {
		return nil, err
	}
	defer rows.Close()
	var items []Published
	for rows.Next() {
		var p Published
		err := rows.Scan(&p.ID, &p.Number, &p.Edition, &p.Standing, &p.Kind, &p.Place, &p.Category, &p.Unit, &p.Result, &p.Ground, &p.Title,
			&p.Facts, &p.Request, &p.Course, &p.Outcome, &p.FiledOn, &p.PublishedOn, &p.ChangedAt)
		if err != nil {
			return nil, err
		}
		items = append(items, p)
	}
	return items, rows.Err()
}

// ScanPublished is the search that anybody would write first: the newest matters whose text is LIKE all words. It
// is what tests and measurements compare the search with.
func (s *Store) ScanPublished(ctx context.Context, words []string, limit int) ([]Published, error) {
	text, args := "SELECT "+publishedColumns+" FROM published p WHERE p.standing = 1", []any{}
	for _, w := range words {
		text, args = text+" AND p.body LIKE ?", append(args, "%"+w+"%")
	}
	items, err := s.publishedRows(ctx, text+" ORDER BY p.id DESC LIMIT ?", append(args, limit)...)
	return items, s.fail("scan published", err)
}
