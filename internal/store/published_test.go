package store_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"sunlit/internal/petition"
	"sunlit/internal/store"
	"sunlit/internal/store/storetest"
)

// aMatter is a published matter, changed by the given functions; its petition is filed with it.
func aMatter(t testing.TB, s *store.Store, title, facts string, change ...func(*store.Published)) *store.Published {
	t.Helper()
	row := file(t, s)
	p := &store.Published{PetitionID: row.ID, Number: row.Number, Edition: 1, Standing: true, Kind: petition.Claim, Place: "990101", Category: "0103",
		Unit: "unit-a", Result: "support", Title: title, Facts: facts, Request: "请求处理。", Course: "受理后核实。", Outcome: "已办结。",
		FiledOn: on("2026-03-02"), PublishedOn: on("2026-05-02"), ChangedAt: noon}
	for _, c := range change {
		c(p)
	}
	must(t, s.PutPublished(t.Context(), p))
	return p
}

// titles are the titles that a question finds, over all pages of so many.
func titles(t testing.TB, s *store.Store, q store.PublishedQuery) []string {
	t.Helper()
	var list []string
	for {
		page, err := s.Published(t.Context(), q)
		must(t, err)
		for _, p := range page.Items {
			list = append(list, p.Title)
		}
		if q.Cursor = page.Next; q.Cursor == "" {
			return list
		}
	}
}

func TestPublishedMattersAreFoundByTheirWords(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		s.PretendFrequencies(10, 1_000_000, 1_000_000) // so that the index is asked
		aMatter(t, s, "工地拖欠工资", "某工地拖欠12名工人3个月工资。")
		aMatter(t, s, "路灯不亮", "人民路的路灯ＡＢ段三个月不亮，工地在旁边。", func(p *store.Published) { p.Unit, p.Result = "unit-b", "explain" })
		aMatter(t, s, "Noise at night", "The Building site works after 22:00, 𠮷某说。", func(p *store.Published) { p.Place, p.Category = "990200", "0201" })
		for question, want := range map[string][]string{
			"":            {"Noise at night", "路灯不亮", "工地拖欠工资"},
			"工地":          {"路灯不亮", "工地拖欠工资"},
			"拖欠 工资":       {"工地拖欠工资"},
			"工资 路灯":       {},
			"灯":           {"路灯不亮"},
			"欠":           {"工地拖欠工资"},
			"3个月":         {"工地拖欠工资"},
			"ab":          {"路灯不亮"},
			"ａＢ段":         {"路灯不亮"},
			"build":       {"Noise at night"},
			"BUILDING n":  {"Noise at night"},
			"22":          {"Noise at night"},
			"𠮷":           {"Noise at night"},
			"地工":          {},
			`"工地" OR *`:   {},
			`+工资 -工资`:     {"工地拖欠工资"},
			"%":           {},
			"工地*":         {"路灯不亮", "工地拖欠工资"},
			"NEAR(工地 人民)": {},
			"未见过的词":       {},
			"工\u3000地 拖欠": {"工地拖欠工资"},
		} {
			if got := titles(t, s, store.PublishedQuery{Text: question, Limit: 1}); !slices.Equal(got, want) && len(got)+len(want) > 0 {
				t.Errorf("%q finds %q, want %q", question, got, want)
			}
		}
		for name, q := range map[string]struct {
			q    store.PublishedQuery
			want int
		}{
			"unit": {store.PublishedQuery{Unit: "unit-b"}, 1}, "result": {store.PublishedQuery{Result: "support"}, 2},
			"place within": {store.PublishedQuery{Place: "990100"}, 2}, "place": {store.PublishedQuery{Place: "990101"}, 2}, "category": {store.PublishedQuery{Categories: []string{"0201", "02"}}, 1},
			"from": {store.PublishedQuery{From: on("2026-05-03")}, 0}, "until": {store.PublishedQuery{To: on("2026-05-02")}, 3},
			"both": {store.PublishedQuery{Text: "工地", Unit: "unit-b"}, 1}, "no code": {store.PublishedQuery{Unit: "单位"}, 0},
		} {
			if got := titles(t, s, q.q); len(got) != q.want {
				t.Errorf("%s finds %q", name, got)
			}
		}
		if _, err := s.Published(t.Context(), store.PublishedQuery{Cursor: "x"}); err == nil {
			t.Error("any cursor is taken")
		}
	})
}

func TestAMatterTakenDownIsNotFound(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		s.PretendFrequencies(10, 1_000_000, 1_000_000) // so that the index is asked
		p := aMatter(t, s, "工地拖欠工资", "事实。")
		first := p.ID
		p.Title, p.Edition = "工程款拖欠", 2
		must(t, s.PutPublished(t.Context(), p))
		if p.ID <= first || len(titles(t, s, store.PublishedQuery{Text: "工资"})) != 0 || len(titles(t, s, store.PublishedQuery{Text: "工程"})) != 1 {
			t.Errorf("the new edition is %+v", p)
		}
		p.Standing, p.DownReason = false, "更正"
		must(t, s.PutPublished(t.Context(), p))
		stone, err := s.PublishedByNumber(t.Context(), p.Number)
		must(t, err)
		if stone.Standing || stone.Title+stone.Facts+stone.Body != "" || stone.DownReason != "更正" {
			t.Errorf("left is %+v", stone)
		}
		if len(titles(t, s, store.PublishedQuery{})) != 0 || len(titles(t, s, store.PublishedQuery{Text: "工程"})) != 0 {
			t.Error("still listed")
		}
		p.Standing, p.Title = true, "又公开了"
		must(t, s.PutPublished(t.Context(), p))
		if got := titles(t, s, store.PublishedQuery{Text: "公开"}); len(got) != 1 {
			t.Errorf("found %q", got)
		}
	})
}

// Whatever the way inside, a question finds what holds all its words, the newest first, on both engines: from the
// index, by reading all, and by reading some before the index is asked.
func TestSearchEqualsAPlainScan(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		r := rand.New(rand.NewPCG(7, 7))
		words := strings.Fields("工地 工资 拖欠 路灯 噪音 小区 物业 road 学校 医保 a1 停车")
		for n := range 150 {
			var b strings.Builder
			for range 1 + r.IntN(6) {
				b.WriteString(words[r.IntN(len(words))])
			}
			aMatter(t, s, fmt.Sprintf("%s第%d件", b.String(), n), "事")
		}
		newest, err := s.ScanPublished(t.Context(), nil, 1)
		must(t, err)
		ways := map[string]func(){
			"index": func() { s.PretendFrequencies(10, 1_000_000, 1_000_000) },
			"read":  func() { s.PretendFrequencies(150, 150, newest[0].ID) },
			"both":  func() { s.PretendFrequencies(500_000, 1_000_000, newest[0].ID+50) },
		}
		for range 60 {
			var question []string
			for range 1 + r.IntN(3) {
				w := []rune(words[r.IntN(len(words))] + words[r.IntN(len(words))])
				from := r.IntN(len(w))
				question = append(question, string(w[from:min(len(w), from+1+r.IntN(3))]))
			}
			scanned, err := s.ScanPublished(t.Context(), question, 1000)
			must(t, err)
			var want []string
			for _, p := range scanned {
				want = append(want, p.Title)
			}
			for way, choose := range ways {
				choose()
				if got := titles(t, s, store.PublishedQuery{Text: strings.Join(question, " "), Limit: 7}); !slices.Equal(got, want) {
					t.Fatalf("%s: %q finds %q, want %q", way, question, got, want)
				}
			}
		}
	})
}

// What is remembered of frequencies counts single characters and the beginnings of words in ASCII too, and goes
// with what is taken down.
func TestFrequenciesFollowWhatIsPublished(t *testing.T) {
	storetest.Each(t, func(t *testing.T, s *store.Store) {
		var last *store.Published
		for n := range 25 {
			last = aMatter(t, s, fmt.Sprintf("路灯 road %d", n), "事")
		}
		total, n, err := s.ReadFrequencies(t.Context(), "路灯", "路", "roa", "ro", "r", "罕见")
		must(t, err)
		if total != 25 || !slices.Equal(n, []int64{25, 25, 25, 25, 25, 10}) {
			t.Errorf("%d matters, %v", total, n)
		}
		last.Standing = false
		must(t, s.PutPublished(t.Context(), last))
		if total, n, err = s.ReadFrequencies(t.Context(), "路灯", "路", "ro"); err != nil || total != 24 || !slices.Equal(n, []int64{24, 24, 24}) {
			t.Errorf("%d matters, %v, %v", total, n, err)
		}
	})
}
