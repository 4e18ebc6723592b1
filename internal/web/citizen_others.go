package web

import (
	"strings"
	"time"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// What others do to the matter: who works on it, what they promised, whom they
// invite, how the office presses them, and where the matter has gone.

const invitationShown = 30 * 24 * time.Hour // how long an invitation stands among the meetings

func (s *Server) fillOthers(p *page, v *caseView, own *casework.CitizenView) {
	v.Team = team(p, own)
	v.Promises = promises(p, own)
	v.Confirm = mayDo(own, petition.Confirm) && len(toConfirm(own)) > 0
	v.Meetings = s.meetings(p, own)
	for _, l := range own.Supervisions {
		row := letterRow{Title: monthDay(p.Lang, clock.DayOf(l.At)) + gap(p.Lang) + " " + locale.Text(p.Lang, "law.duty."+l.Duty, nil), Text: l.Text, Answer: p.right("letters.wait")}
		if l.Answer != "" {
			row.Answer = p.right("letters.answer", "text", l.Answer)
		}
		v.Letters = append(v.Letters, row)
	}
	due, _ := runningLeg(own, petition.LegPressure)
	for _, l := range own.Pressures {
		row := letterRow{Title: monthDay(p.Lang, clock.DayOf(l.At)), Text: l.Text, Answer: p.right("pressures.wait", "on", locale.Day(p.Lang, due.Due))}
		if l.Answer != "" {
			row.Answer = p.right("pressures.answer", "text", l.Answer)
		}
		v.Pressures = append(v.Pressures, row)
	}
	v.Parts = parts(p, own)
}

// team says who works on it: the lead unit, those that help, and the lead official by position.
func team(p *page, own *casework.CitizenView) []string {
	if len(own.CoUnits) == 0 && !own.Lead {
		return nil
	}
	lines := []string{p.right("team.lead", "unit", p.unitOr(own.UnitName))}
	names := make([]string, 0, len(own.CoUnits))
	for _, u := range own.CoUnits {
		names = append(names, u.Name)
	}
	if len(names) > 0 {
		lines = append(lines, p.right("team.co", "units", strings.Join(names, map[bool]string{true: ", ", false: "、"}[p.Lang == locale.En])))
	}
	if own.LeadTitle != "" {
		lines = append(lines, p.right("team.official", "position", own.LeadTitle))
	}
	return lines
}

func promises(p *page, own *casework.CitizenView) []promiseRow {
	var rows []promiseRow
	for _, pr := range own.Promises {
		row := promiseRow{Name: p.right("about.request", "n", ordinal(p.Lang, pr.Request)), Text: pr.Measure, Over: pr.Overdue}
		if !pr.By.IsZero() {
			row.By = p.right("promises.by", "on", locale.Day(p.Lang, pr.By))
		}
		if pr.Proof != "" {
			row.Proof = p.right("promise.said", "text", pr.Proof)
		}
		key := "promises.open"
		switch {
		case pr.Done != nil && *pr.Done:
			key = "promises.done"
		case pr.Done != nil:
			key = "promises.undone"
		case pr.ReportedAt != nil:
			key = "promises.reported"
		case pr.Overdue:
			key = "promises.overdue"
		}
		row.State = p.right(key)
		rows = append(rows, row)
	}
	return rows
}

// meetings are hearing, mediation and the last invitation, each free of any duty to come but the hearing's own rules.
func (s *Server) meetings(p *page, own *casework.CitizenView) []meetingRow {
	var rows []meetingRow
	add := func(m *casework.MeetingView, title string, lines ...string) {
		if m == nil {
			return
		}
		row := meetingRow{Title: p.right(title), When: strings.TrimSpace(locale.Day(p.Lang, m.On)+" "+m.Time) + map[bool]string{true: ", ", false: "，"}[p.Lang == locale.En] + m.Where}
		if m.Record == "" {
			row.Lines = lines
		}
		if m.Participants != "" {
			row.Lines = append(row.Lines, p.right("meet.who", "text", m.Participants))
		}
		if m.Decision != "" {
			row.Lines = append(row.Lines, p.right("meet."+m.Decision))
		}
		if m.Record != "" {
			row.Lines = append(row.Lines, p.right("meet.record", "text", m.Record))
		}
		rows = append(rows, row)
	}
	if own.Hearing != nil {
		add(own.Hearing, "meet.hearing", p.right(map[bool]string{true: "meet.public", false: "meet.closed"}[own.Hearing.Public]))
	}
	add(own.Mediation, "meet.mediation", p.right("meet.both"))
	for _, e := range own.Events { // newest first
		if e.Verb == petition.Invite && s.Clock.Now().Sub(e.At) < invitationShown && own.Stage.Open() {
			rows = append(rows, meetingRow{Title: p.right("meet.invite"), When: p.datesIn(e.Sentence), Lines: []string{p.right("meet.free")}})
			break
		}
	}
	return rows
}

// parts are the petitions that belong to this one; they open without a second code.
func parts(p *page, own *casework.CitizenView) []partRow {
	var rows []partRow
	asked := map[int]string{}
	for _, r := range own.Requests {
		asked[r.No] = r.Text
	}
	for _, c := range own.Cut {
		rows = append(rows, partRow{Number: c.Number, Text: p.right("parts.request", "n", ordinal(p.Lang, c.Request), "text", asked[c.Request]),
			Href: "/case/" + own.Number + "/part/" + c.Number, Link: p.right("parts.open")})
	}
	if own.Parent != "" {
		rows = append(rows, partRow{Number: own.Parent, Text: p.right("parent"), Href: "/case/" + own.Number + "/part/" + own.Parent, Link: p.right("parts.open")})
	}
	return rows
}

// mainCase is the public line of the petition that this one was merged into.
func (s *Server) mainCase(p *page, own *casework.CitizenView, line *casework.PublicLine) *partRow {
	unit := ""
	if line.Unit != nil {
		unit = s.Cases.Dir.UnitName(*line.Unit, p.Lang)
	}
	row := &partRow{Number: own.MergedInto, Text: p.stageWords(line.Stage, unit), Href: "/case/" + own.MergedInto, Link: p.right("main.see")}
	if line.Due != nil {
		row.Text += map[bool]string{true: ", ", false: "，"}[p.Lang == locale.En] + p.text("act.until", "on", *line.Due)
	}
	return row
}
