package clock

import (
	"bytes"
	"database/sql/driver"
	"fmt"
	"time"
)

// Day is a civil date in Asia/Shanghai. Days compare with ==; the zero Day means "no date".
type Day struct {
	y    int16
	m, d uint8
}

// The range of days: what four digits of a year can write.
var (
	firstDay = Day{1, 1, 1}
	lastDay  = Day{9999, 12, 31}
)

// Date returns the day y-m-d; values beyond a month's end carry over as in time.Date.
func Date(y int, m time.Month, d int) Day {
	return fromOrdinal(ordinalOf(time.Date(y, m, d, 0, 0, 0, 0, time.UTC)))
}

// DayOf returns the day it is in Shanghai at t; the zero time is no day.
func DayOf(t time.Time) Day {
	if t.IsZero() {
		return Day{}
	}
	return civil(t.In(Shanghai))
}

// ParseDay reads "2026-11-24" and nothing else.
func ParseDay(text string) (Day, error) {
	if len(text) != len("2006-01-02") {
		return Day{}, fmt.Errorf("clock: %.40q is not a day like 2026-11-24", text)
	}
	t, err := time.Parse(time.DateOnly, text)
	if err != nil || t.Year() < 1 {
		return Day{}, fmt.Errorf("clock: %q is not a day like 2026-11-24", text)
	}
	return civil(t), nil
}

// civil takes the date that t shows in its own zone.
func civil(t time.Time) Day {
	y, m, d := t.Date()
	switch {
	case y < 1:
		return firstDay
	case y > 9999:
		return lastDay
	}
	return Day{int16(y), uint8(m), uint8(d)}
}

// Year returns the year, 0 of no date.
func (d Day) Year() int { return int(d.y) }

// Month returns the month, 0 of no date.
func (d Day) Month() time.Month { return time.Month(d.m) }

// DayOfMonth returns 1 to 31, 0 of no date.
func (d Day) DayOfMonth() int { return int(d.d) }

// IsZero reports whether there is no date.
func (d Day) IsZero() bool { return d == Day{} }

// String returns "2026-11-24", or nothing for no date.
func (d Day) String() string {
	if d.IsZero() {
		return ""
	}
	digit := func(n int) byte { return byte('0' + n%10) } // by hand: a list writes a hundred of them
	y, m, day := int(d.y), int(d.m), int(d.d)
	return string([]byte{digit(y / 1000), digit(y / 100), digit(y / 10), digit(y), '-', digit(m / 10), digit(m), '-', digit(day / 10), digit(day)})
}

// Before reports whether d is earlier than other.
func (d Day) Before(other Day) bool { return d.Compare(other) < 0 }

// After reports whether d is later than other.
func (d Day) After(other Day) bool { return d.Compare(other) > 0 }

// Compare returns -1, 0 or 1; no date comes before every date.
func (d Day) Compare(other Day) int {
	a := int(d.y)<<16 | int(d.m)<<8 | int(d.d)
	b := int(other.y)<<16 | int(other.m)<<8 | int(other.d)
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// AddDays returns the day n days later, or earlier if n is negative. It stops at the years 1 and
// 9999, and no date stays no date.
func (d Day) AddDays(n int) Day {
	if d.IsZero() {
		return d
	}
	n = min(max(n, -span), span) // beyond this the answer is an edge anyway; keeps the sum from overflowing
	return fromOrdinal(d.ordinal() + n)
}

// Sub returns how many days d is after other; negative when it is before. It is 0 when either is
// no date.
func (d Day) Sub(other Day) int {
	if d.IsZero() || other.IsZero() {
		return 0
	}
	return d.ordinal() - other.ordinal()
}

// Weekday returns the day of the week.
func (d Day) Weekday() time.Weekday {
	return time.Weekday(((d.ordinal()+4)%7 + 7) % 7) // 1970-01-01 was a Thursday
}

// Start returns 00:00 of the day in Shanghai, as UTC.
func (d Day) Start() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(int(d.y), time.Month(d.m), int(d.d), 0, 0, 0, 0, Shanghai).UTC()
}

// End returns 24:00 of the day in Shanghai, as UTC: the first instant that is too late.
func (d Day) End() time.Time {
	if d.IsZero() {
		return time.Time{}
	}
	return time.Date(int(d.y), time.Month(d.m), int(d.d)+1, 0, 0, 0, 0, Shanghai).UTC()
}

// span is more days than lie between the first day and the last.
const span = 4_000_000

// ordinal counts days from 1970-01-01. It is arithmetic on whole numbers (after Howard Hinnant's
// days_from_civil) because queues compute thousands of deadlines and time.Date costs ten times as much.
func (d Day) ordinal() int {
	y, m := int(d.y), int(d.m)
	if m <= 2 {
		y--
	}
	era := y / 400 // years are never negative here
	yearOfEra := y - era*400
	dayOfYear := (153*((m+9)%12)+2)/5 + int(d.d) - 1
	dayOfEra := yearOfEra*365 + yearOfEra/4 - yearOfEra/100 + dayOfYear
	return era*146097 + dayOfEra - 719468
}

// yearDay counts 0 to 365 from New Year.
func (d Day) yearDay() int {
	return d.ordinal() - Day{d.y, 1, 1}.ordinal()
}

func ordinalOf(t time.Time) int { return int(t.Unix() / 86400) }

func fromOrdinal(n int) Day {
	if n < firstDay.ordinal() {
		return firstDay
	}
	if n > lastDay.ordinal() {
		return lastDay
	}
	z := n + 719468
	era := z / 146097
	dayOfEra := z - era*146097
	yearOfEra := (dayOfEra - dayOfEra/1460 + dayOfEra/36524 - dayOfEra/146096) / 365
	dayOfYear := dayOfEra - (365*yearOfEra + yearOfEra/4 - yearOfEra/100)
	shifted := (5*dayOfYear + 2) / 153
	day := dayOfYear - (153*shifted+2)/5 + 1
	month := shifted + 3
	year := era*400 + yearOfEra
	if month > 12 {
		month -= 12
		year++
	}
	return Day{int16(year), uint8(month), uint8(day)}
}

// MarshalText writes "2026-11-24"; no date is empty.
func (d Day) MarshalText() ([]byte, error) { return []byte(d.String()), nil }

// UnmarshalText reads "2026-11-24"; empty is no date.
func (d *Day) UnmarshalText(text []byte) error {
	if len(text) == 0 {
		*d = Day{}
		return nil
	}
	day, err := ParseDay(string(text))
	if err != nil {
		return err
	}
	*d = day
	return nil
}

// MarshalJSON writes "2026-11-24"; no date is null.
func (d Day) MarshalJSON() ([]byte, error) {
	if d.IsZero() {
		return []byte("null"), nil
	}
	return []byte(`"` + d.String() + `"`), nil
}

// UnmarshalJSON reads "2026-11-24", null or "".
func (d *Day) UnmarshalJSON(raw []byte) error {
	if bytes.Equal(raw, []byte("null")) {
		*d = Day{}
		return nil
	}
	if len(raw) < 2 || raw[0] != '"' || raw[len(raw)-1] != '"' {
		return fmt.Errorf("clock: %.40q is not a day like \"2026-11-24\"", raw)
	}
	return d.UnmarshalText(raw[1 : len(raw)-1])
}

// Value stores the day as text "2026-11-24", which every engine's DATE takes; no date is NULL.
func (d Day) Value() (driver.Value, error) {
	if d.IsZero() {
		return nil, nil
	}
	return d.String(), nil
}

// Scan reads a DATE column: text, or a time whose own date counts, because drivers return a DATE
// as midnight UTC.
func (d *Day) Scan(from any) error {
	switch v := from.(type) {
	case nil:
		*d = Day{}
		return nil
	case time.Time:
		*d = civil(v)
		return nil
	case string:
		return d.scanText(v)
	case []byte:
		return d.scanText(string(v))
	}
	return fmt.Errorf("clock: cannot read a day from %T", from)
}

// scanText also takes "2026-11-24 00:00:00…", as SQLite returns some date expressions.
func (d *Day) scanText(text string) error {
	const date = len("2006-01-02")
	if len(text) > date && (text[date] == ' ' || text[date] == 'T') {
		text = text[:date]
	}
	return d.UnmarshalText([]byte(text))
}

// GormDataType tells the store's mapper that the column is a DATE.
func (Day) GormDataType() string { return "date" }
