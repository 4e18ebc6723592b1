package locale

import (
	"testing"
	"time"

	"sunlit/internal/clock"
)

func TestFill(t *testing.T) {
	day := clock.Date(2026, 1, 20)
	at := time.Date(2026, 1, 20, 6, 5, 0, 0, time.UTC)
	cases := []struct {
		lang, text string
		args       map[string]any
		want       string
	}{
		{ZhCN, "最多{max}字，您多写了{over}个字", map[string]any{"max": 40, "over": 5}, "最多40字，您多写了5个字"},
		{ZhCN, "{a}{a}", map[string]any{"a": "{b}", "b": "no"}, "{b}{b}"}, // a value is never read as a text
		{ZhCN, "最晚{day}答复", map[string]any{"day": day}, "最晚2026年1月20日（周二）答复"},
		{En, "by {day}", map[string]any{"day": day}, "by Tue 20 January 2026"},
		{En, "at {t}", map[string]any{"t": at}, "at 20 January 2026, 14:05"},
		{ZhCN, "{span}内", map[string]any{"span": clock.Workdays(5)}, "5个工作日内"},
		{En, "{name}", nil, "{name}"},
		{En, "a{'@'}b {'{'}x{'}'}", nil, "a@b {x}"},
		{En, "{} {''}", nil, "{} {''}"},
		{En, "open {", nil, "open {"},
	}
	for _, c := range cases {
		if got := fill(c.lang, c.text, c.args); got != c.want {
			t.Errorf("%q: got %q, want %q", c.text, got, c.want)
		}
	}
}

func TestMissingKeyReturnsTheKey(t *testing.T) {
	if got := Text(ZhCN, "citizen.no.such.key", nil); got != "citizen.no.such.key" {
		t.Errorf("got %q", got)
	}
	if Has(ZhCN, "citizen.no.such.key") {
		t.Error("has what it lacks")
	}
}

func TestFromAcceptLanguage(t *testing.T) {
	cases := []struct{ header, want string }{
		{"", ZhCN},
		{"zh-CN,zh;q=0.9,en;q=0.8", ZhCN},
		{"zh", ZhCN},
		{"zh-TW", ZhCN},
		{"zh-Hant-HK", ZhCN},
		{"en-US,en;q=0.9", En},
		{"en-GB,zh;q=0.9", En},
		{"zh;q=0.1,en;q=0.9", En},
		{"en;q=0, zh", ZhCN},
		{"de", ZhCN},
		{"de,en;q=0.5", En},
		{"*", ZhCN},
		{";;;===", ZhCN},
		{"en" + string(make([]byte, 300)), ZhCN},
	}
	for _, c := range cases {
		if got := FromAcceptLanguage(c.header); got != c.want {
			t.Errorf("%.40q: got %s, want %s", c.header, got, c.want)
		}
	}
}

func TestValid(t *testing.T) {
	for lang, want := range map[string]string{"en": En, "zh-CN": ZhCN, "": ZhCN, "fr": ZhCN, "EN": ZhCN} {
		if got := Valid(lang); got != want {
			t.Errorf("%q: got %s", lang, got)
		}
	}
}

func TestFormats(t *testing.T) {
	cases := []struct{ got, want string }{
		{Day(ZhCN, clock.Day{}), "—"},
		{Date(ZhCN, clock.Date(2026, 12, 9)), "2026年12月9日"},
		{Date(En, clock.Date(2026, 12, 9)), "9 December 2026"},
		{Time(ZhCN, time.Date(2026, 12, 8, 16, 0, 0, 0, time.UTC)), "2026年12月9日 00:00"},
		{Time(En, time.Time{}), "—"},
		{Span(En, clock.Days(1)), "1 day"},
		{Span(En, clock.Workdays(10)), "10 working days"},
		{Span(ZhCN, clock.Days(15)), "15日"},
	}
	for _, c := range cases {
		if c.got != c.want {
			t.Errorf("got %q, want %q", c.got, c.want)
		}
	}
}

func FuzzFill(f *testing.F) {
	f.Add("最多{max}字")
	f.Add("{'@'}{")
	f.Add("{{a}}")
	f.Fuzz(func(t *testing.T, text string) {
		fill(En, text, map[string]any{"a": "b"})
		placeholders(text)
	})
}
