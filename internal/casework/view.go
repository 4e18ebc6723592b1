package casework

import (
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// The view types are what leaves casework, already redacted for their reader
// and in the field names of the API. They are not stored.

// Named is a code with its name in the reader's language.
type Named struct {
	Code string `json:"code"`
	Name string `json:"name"`
}

// Official is an official by account id and name.
type Official struct {
	ID   string `json:"id"`
	Name string `json:"name"`
}

// LegView is one clock for a reader; days are civil days or working days.
type LegView struct {
	Leg          petition.LegName `json:"leg"`
	Word         string           `json:"word,omitempty"`
	StartOn      clock.Day        `json:"startOn"`
	Due          clock.Day        `json:"due"`
	OriginalDue  clock.Day        `json:"originalDue,omitzero"`
	Days         int              `json:"days,omitempty"`
	Working      bool             `json:"working,omitempty"`
	Article      string           `json:"article,omitempty"`
	UsedDays     int              `json:"usedDays"`
	LeftDays     int              `json:"leftDays"` // negative once overdue
	ExtendedDays int              `json:"extendedDays,omitempty"`
	Reasons      string           `json:"reasons,omitempty"` // of the extension
	PausedDays   int              `json:"pausedDays,omitempty"`
	Paused       bool             `json:"paused,omitempty"`
	Projected    bool             `json:"projected,omitempty"`
	House        bool             `json:"house,omitempty"`
	EndedOn      clock.Day        `json:"endedOn,omitzero"`
	Late         bool             `json:"late,omitempty"`
}

// EventView is one line of the timeline.
type EventView struct {
	Seq       int           `json:"seq"`
	At        time.Time     `json:"at"`
	Verb      petition.Verb `json:"verb"`
	Settles   petition.Verb `json:"settles,omitempty"`
	Actor     ActorView     `json:"actor"`
	Sentence  string        `json:"sentence,omitempty"`
	Internal  bool          `json:"internal,omitempty"`
	Late      bool          `json:"late,omitempty"`
	Documents []string      `json:"documents,omitempty"`
}

// ActorView says in which duty somebody acted; names of officials only on the desk.
type ActorView struct {
	Role     petition.Role `json:"role"`
	Unit     string        `json:"unit,omitempty"`
	UnitName string        `json:"unitName,omitempty"`
	Name     string        `json:"name,omitempty"`
}

// EvidenceView is one evidence file of a case.
type EvidenceView struct {
	ID     string    `json:"id"`
	Name   string    `json:"name"`
	Type   string    `json:"type,omitempty"`  // image, pdf, audio, video, document
	Media  string    `json:"media,omitempty"` // such as image/jpeg
	Size   int64     `json:"size"`
	SHA256 string    `json:"sha256"`
	At     time.Time `json:"at,omitzero"`
	Unit   string    `json:"unit,omitempty"` // name of the unit whose official added it; none for the petitioner's own
}

// PaperView is one official paper of a case.
type PaperView struct {
	ID     string                `json:"id"`
	Kind   petition.DocumentKind `json:"kind"`
	Title  string                `json:"title,omitempty"`
	Number string                `json:"number,omitempty"`
	Date   clock.Day             `json:"date"`
	Read   bool                  `json:"read"`
	Stamps []StampView           `json:"stamps,omitempty"` // scans with seal and signature, newest first
	Stamp  bool                  `json:"stamp,omitempty"`  // desk: a scan may be added by this official
	Unit   string                `json:"-"`                // code of the unit that issued it
}

// StampView is a scan of a paper with seal and signature; the newest stands in for the rendered file.
type StampView struct {
	At       time.Time `json:"at"`
	Unit     string    `json:"unit"`
	UnitName string    `json:"unitName"`
	Media    string    `json:"media"`
	Size     int64     `json:"size"`
	SHA256   string    `json:"sha256"`
}

// ReadView is one look of an official at the petitioner's matter.
type ReadView struct {
	At      time.Time     `json:"at"`
	Unit    string        `json:"unit"`
	Role    petition.Role `json:"role"`
	Purpose string        `json:"purpose"`
	What    string        `json:"what,omitempty"`
}

// legViews words the legs for a reader on a day.
func legViews(legs []petition.Leg, lang string, today clock.Day) []LegView {
	views := make([]LegView, 0, len(legs))
	for _, l := range legs {
		views = append(views, legView(l, lang, today))
	}
	return views
}

func legView(l petition.Leg, lang string, today clock.Day) LegView {
	d := l.Deadline
	v := LegView{
		Leg: l.Name, Word: locale.Text(lang, "law.leg."+string(l.Name), nil), StartOn: d.Start, Due: d.Due, OriginalDue: l.Original,
		Days: d.Span.Days, Working: d.Span.Working, Article: l.Article, UsedDays: today.Sub(d.Start), LeftDays: d.Due.Sub(today),
		ExtendedDays: d.Extra, Reasons: l.Reasons, PausedDays: d.Paused, Projected: d.Projected, House: l.House, Late: l.Late,
	}
	if l.EndAt != nil {
		v.EndedOn = clock.DayOf(*l.EndAt)
		v.UsedDays = v.EndedOn.Sub(d.Start)
		v.LeftDays = d.Due.Sub(v.EndedOn)
	}
	return v
}

// dueState says how near the due day is: soon within 3 days, overdue after it.
func dueState(p petition.Petition, today clock.Day) string {
	switch due := p.DueDay(); {
	case p.Paused:
		return "paused"
	case due.IsZero():
		return "ok"
	case due.Before(today):
		return "overdue"
	case due.Sub(today) <= 3:
		return "soon"
	}
	return "ok"
}
