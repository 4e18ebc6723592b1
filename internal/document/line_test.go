package document

import (
	"strings"
	"testing"
)

func broken(text string, measure, indent float64) []string {
	d := &draft{}
	var out []string
	for _, l := range wrap(d.letters(text, plain), measure, indent, true) {
		var b strings.Builder
		for _, letter := range l.letters {
			b.WriteRune(letter.rune)
		}
		out = append(out, b.String())
	}
	return out
}

// TestBreaks is the table of where lines end.
func TestBreaks(t *testing.T) {
	for _, c := range []struct {
		name, text string
		measure    float64
		want       string
	}{
		{"plain", "一二三四五六七八九十", 5, "一二三四五|六七八九十"},
		{"a closing mark hangs half over", "一二三四，五六", 4.5, "一二三四，|五六"},
		{"a closing mark pulls its character down", "一二三四，五六", 4, "一二三|四，五六"},
		{"two closing marks stay together", "一二三四”。五六", 4, "一二三|四”。五|六"},
		{"a bracket does not end a line", "一二三（四五）六", 4, "一二三|（四五）|六"},
		{"a quote does not end a line", "一二三“四五”六", 4, "一二三|“四五”|六"},
		{"a bracket closes with its word", "一二三四五）六", 5, "一二三四|五）六"},
		{"numbers stay whole", "一二三4,092元五六", 5, "一二三|4,092元五|六"},
		{"a number keeps its counter", "一二三四30日", 5.4, "一二三四|30日"},
		{"month and day stay together", "一二三四9月30日前", 6, "一二三四|9月30日前"},
		{"words stay whole", "一二三hello四五", 5, "一二三|hello四五"},
		{"telephones stay whole", "请打0990-000-0126问", 7.5, "请打|0990-000-0126|问"},
		{"tracking numbers stay whole", "一二三四7K4M-Q2XD-93VT", 10, "一二三四|7K4M-Q2XD-93VT"},
		{"links part at a joint", "见https://sunlit.example/verify?c=4QK7M2XD", 12, "见https://sunlit.|example/verify?c=|4QK7M2XD"},
		{"a word longer than a line is cut", "WWWWWWWWWW", 4, "WWW|WWW|WWW|W"},
		{"spaces vanish at the edge", "aaa bbb ccc", 4, "aaa bbb|ccc"},
		{"dots stay together", "一二三四……五", 5, "一二三|四……五"},
		{"a time stays whole", "一二三四10:42到", 5, "一二三四|10:42到"},
		{"nothing", "", 5, ""},
	} {
		if got := strings.Join(broken(c.text, c.measure, 0), "|"); got != c.want {
			t.Errorf("%s: %s, want %s", c.name, got, c.want)
		}
	}
}

// TestNoForbiddenEdges runs the rules over a long text at many widths.
func TestNoForbiddenEdges(t *testing.T) {
	text := "您于2026年7月8日（周三）提出“请求恢复槐荫里3、4号楼‘正常’供水”；依据《青槐县二次供水管理办法》第十二条、第十三条，" +
		"决定支持：由供水公司（电话0990-000-0126）更换设备，退还4,092.50元，占12.5%……最晚2026年9月30日完成。"
	for measure := 8.0; measure < 40; measure += 0.25 {
		lines := broken(text, measure, 2)
		if strings.Join(lines, "") != text {
			t.Fatalf("%v: text lost", measure)
		}
		for i, l := range lines {
			first, last := []rune(l)[0], []rune(l)[len([]rune(l))-1]
			if i > 0 && strings.ContainsRune(closers, first) {
				t.Errorf("%v: a line begins with %c", measure, first)
			}
			if i+1 < len(lines) && strings.ContainsRune(openers, last) {
				t.Errorf("%v: a line ends with %c", measure, last)
			}
		}
	}
}

// TestFullLinesFillTheMeasure: but for the last, lines end at the edge or hang a mark over it.
func TestFullLinesFillTheMeasure(t *testing.T) {
	d := &draft{}
	lines := wrap(d.letters(strings.Repeat("请求退还多收的水费，并公布明细。", 10), plain), 28, 2, true)
	for _, l := range lines[:len(lines)-1] {
		if l.width < 27.99 || l.width > 28.51 {
			t.Errorf("a line of %v", l.width)
		}
	}
}

func TestOrdinal(t *testing.T) {
	for n, want := range map[int]string{1: "一", 9: "九", 10: "十", 11: "十一", 20: "二十", 34: "三十四", 99: "九十九", 100: "100", 0: "0"} {
		if got := ordinal(n); got != want {
			t.Errorf("%d: %s, want %s", n, got, want)
		}
	}
}
