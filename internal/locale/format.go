package locale

import (
	"fmt"
	"time"

	"sunlit/internal/clock"
)

var zhWeekdays = [...]string{"周日", "周一", "周二", "周三", "周四", "周五", "周六"}

// Day writes a date: 2026年1月20日（周二）, or Tue 20 January 2026.
func Day(lang string, d clock.Day) string {
	if d.IsZero() {
		return "—"
	}
	if lang == En {
		return fmt.Sprintf("%s %d %s %d", d.Weekday().String()[:3], d.DayOfMonth(), d.Month(), d.Year())
	}
	return fmt.Sprintf("%d年%d月%d日（%s）", d.Year(), int(d.Month()), d.DayOfMonth(), zhWeekdays[d.Weekday()])
}

// Date writes a date without its weekday: 2026年1月20日, or 20 January 2026.
func Date(lang string, d clock.Day) string {
	if d.IsZero() {
		return "—"
	}
	if lang == En {
		return fmt.Sprintf("%d %s %d", d.DayOfMonth(), d.Month(), d.Year())
	}
	return fmt.Sprintf("%d年%d月%d日", d.Year(), int(d.Month()), d.DayOfMonth())
}

// Time writes an instant as Shanghai sees it: 2026年1月20日 14:05, or 20 January 2026, 14:05.
func Time(lang string, t time.Time) string {
	if t.IsZero() {
		return "—"
	}
	hour := t.In(clock.Shanghai).Format("15:04")
	if lang == En {
		return Date(lang, clock.DayOf(t)) + ", " + hour
	}
	return Date(lang, clock.DayOf(t)) + " " + hour
}

// Span writes the length of a period: 15日, 5个工作日, 15 days, 5 working days.
func Span(lang string, s clock.Span) string {
	switch {
	case lang != En && s.Working:
		return fmt.Sprintf("%d个工作日", s.Days)
	case lang != En:
		return fmt.Sprintf("%d日", s.Days)
	}
	unit := "day"
	if s.Working {
		unit = "working day"
	}
	if s.Days != 1 {
		unit += "s"
	}
	return fmt.Sprintf("%d %s", s.Days, unit)
}

// Format writes days, times and periods the language's way, anything else as it writes itself.
func Format(lang string, value fmt.Stringer) string {
	switch v := value.(type) {
	case clock.Day:
		return Day(lang, v)
	case time.Time:
		return Time(lang, v)
	case clock.Span:
		return Span(lang, v)
	}
	return value.String()
}
