package web

import (
	"fmt"
	"html/template"
	"strconv"
	"strings"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// pageFuncs are the functions of the templates, bound to one language.
func pageFuncs(lang locale.Lang) template.FuncMap {
	text := func(key string, args ...any) string { return locale.Text(lang, pageKey(key), pairs(args)) }
	return template.FuncMap{
		"lang":        func() string { return lang },
		"gap":         func() string { return gap(lang) },
		"t":           text,
		"rich":        func(key string, args ...any) template.HTML { return rich(text(key, args...)) },
		"richtext":    rich,
		"law":         func(key string) string { return locale.Text(lang, "law."+key, nil) },
		"clauses":     func(s string) template.HTML { return clauses(lang, template.HTML(template.HTMLEscapeString(s))) }, //nolint:gosec // escaped here
		"clausesHTML": func(s template.HTML) template.HTML { return clauses(lang, s) },
		"date":        func(d clock.Day) string { return locale.Day(lang, d) },
		"datetime":    func(t time.Time) string { return dateTime(lang, t) },
		"plaindate":   func(d clock.Day) string { return locale.Date(lang, d) },
		"monthday":    func(d clock.Day) string { return monthDay(lang, d) },
		"month":       func(d clock.Day) string { return yearMonth(lang, d) },
		"day":         clock.DayOf,
		"clock":       hourMinute,
		"iso":         func(t time.Time) string { return t.UTC().Format(time.RFC3339) },
		"num":         thousands,
		"bytes":       fileSize,
		"inc":         func(i int) int { return i + 1 },
		"cn":          func(n int) string { return ordinal(lang, n) },
		"number":      petition.GroupNumber,
		"codeparts":   func(code string) []string { return strings.Split(petition.GroupCode(code), "-") },
		"in":          inputOf(lang),
		"pick":        func(id, label, anyOf string, options []option) picker { return picker{id, label, anyOf, options} },
	}
}

// localeText words a full key of the catalogue, its arguments given in pairs.
func localeText(lang locale.Lang, key string, args ...any) string {
	return locale.Text(lang, key, pairs(args))
}

// rich escapes a text and turns **words** into bold; the catalogue has no other markup.
func rich(s string) template.HTML {
	parts := strings.Split(template.HTMLEscapeString(s), "**")
	for i := 1; i < len(parts); i += 2 {
		if i < len(parts)-1 {
			parts[i] = "<b>" + parts[i] + "</b>"
		}
	}
	return template.HTML(strings.Join(parts, "")) //nolint:gosec // escaped above
}

const clauseEnds = "，？；。"

// clauses keeps each clause of a short Chinese text together, so that it
// breaks at the comma and still wraps inside at 320 px.
func clauses(lang locale.Lang, s template.HTML) template.HTML {
	if lang == locale.En || !strings.ContainsAny(string(s), clauseEnds) {
		return s
	}
	var b strings.Builder
	rest := string(s)
	for rest != "" {
		cut := strings.IndexAny(rest, clauseEnds)
		if cut < 0 {
			cut = len(rest)
		} else {
			cut += len("，")
		}
		fmt.Fprintf(&b, `<span class="c">%s</span>`, rest[:cut])
		rest = rest[cut:]
	}
	return template.HTML(b.String()) //nolint:gosec // escaped by the caller
}

var weekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// monthDay writes a date whose year the reader knows: 1月20日, 20 Jan.
func monthDay(lang locale.Lang, d clock.Day) string {
	if lang == locale.En {
		return fmt.Sprintf("%d %s", d.DayOfMonth(), d.Month().String()[:3])
	}
	return fmt.Sprintf("%d月%d日", int(d.Month()), d.DayOfMonth())
}

// monthDayWeek adds the weekday: 1月20日（周三）, Wed 20 Jan.
func monthDayWeek(lang locale.Lang, d clock.Day) string {
	if lang == locale.En {
		return d.Weekday().String()[:3] + " " + monthDay(lang, d)
	}
	return monthDay(lang, d) + "（" + weekdays[d.Weekday()] + "）"
}

// dateTime writes an instant with its weekday: 2026年11月24日（周二）10:42.
func dateTime(lang locale.Lang, t time.Time) string {
	comma := ""
	if lang == locale.En {
		comma = ","
	}
	return locale.Day(lang, clock.DayOf(t)) + comma + gap(lang) + hourMinute(t)
}

// gap is the space between two words of a language that has one.
func gap(lang locale.Lang) string {
	if lang == locale.En {
		return " "
	}
	return ""
}

func hourMinute(t time.Time) string {
	return strings.TrimPrefix(t.In(clock.Shanghai).Format("15:04"), "0")
}

func yearMonth(lang locale.Lang, d clock.Day) string {
	if lang == locale.En {
		return fmt.Sprintf("%s %d", d.Month(), d.Year())
	}
	return fmt.Sprintf("%d年%d月", d.Year(), int(d.Month()))
}

var hanNumbers = [...]string{"零", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十"}

// ordinal numbers a request the way a paper does: 请求三, Request 3.
func ordinal(lang locale.Lang, n int) string {
	if lang == locale.En || n < 0 || n > 10 {
		return strconv.Itoa(n)
	}
	return hanNumbers[n]
}

// thousands writes 4182 as 4,182.
func thousands(n int) string {
	s := strconv.Itoa(n)
	for i := len(s) - 3; i > 0 && s[i-1] != '-'; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return s
}

// fileSize writes bytes as people know them: 82 KB, 1.2 MB.
func fileSize(n int64) string {
	switch {
	case n < 1<<10:
		return fmt.Sprintf("%d B", n)
	case n < 1<<20:
		return fmt.Sprintf("%d KB", n>>10)
	case n < 10<<20:
		return fmt.Sprintf("%.1f MB", float64(n)/(1<<20))
	}
	return fmt.Sprintf("%d MB", n>>20)
}

// spanWords says a period as people do: 15天, 10个工作日, 15 days.
func spanWords(lang locale.Lang, s clock.Span) string {
	if lang != locale.En && !s.Working {
		return fmt.Sprintf("%d天", s.Days)
	}
	return locale.Span(lang, s)
}
