package web

import (
	"net/http"
	"strings"

	"github.com/labstack/echo/v4"

	"sunlit/internal/casework"
	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

const readsAtOnce = 3 // looks shown before "see all"

// casePage shows a case to who proved the code, to everybody else its public line.
func (s *Server) casePage(c echo.Context) error {
	number, token, err := s.opened(c)
	if err != nil {
		return err
	}
	if number == "" {
		return fault.New(fault.NotFound, "error.not_found")
	}
	p := s.page(c, "", nil)
	p.NoIndex = true
	var v caseView
	if token == "" {
		line, err := s.Cases.PublicLine(c.Request().Context(), number)
		if err != nil {
			return err
		}
		v = s.publicCase(p, line)
	} else {
		if led, err := s.toUnlock(c, number, identity.HashToken(token)); led || err != nil {
			return err
		}
		own, err := s.Cases.OwnCase(c.Request().Context(), number, p.Lang)
		if err != nil {
			return err
		}
		v = s.ownCase(p, own, c.QueryParam("reads") == "all")
		if own.MergedInto != "" {
			line, err := s.Cases.PublicLine(c.Request().Context(), own.MergedInto)
			if err != nil && !fault.Is(err, fault.NotFound) {
				return err
			}
			if err == nil {
				v.Main = s.mainCase(p, own, line)
			}
		}
	}
	v.Flash = p.flash(c.QueryParam("done"))
	p.Title, p.V = v.Status, v
	return s.show(c, http.StatusOK, "case", p)
}

// flash answers the key of what was just done, "" for anything else in the address.
func (p *page) flash(done string) string {
	if key := "case.flash_" + done; done != "" && p.has(key) {
		return key
	}
	return ""
}

// stageWords is the status sentence, with a comma where a short display text may break.
func (p *page) stageWords(stage petition.Stage, unit string) string {
	if unit == "" {
		unit = p.text("case.some_unit")
	}
	return p.text("case.s_"+strings.ToLower(string(stage)), "unit", unit)
}

// endWords names the last milestone where no clock of the law runs.
func (p *page) endWords(stage petition.Stage, status string) string {
	switch stage {
	case petition.Replied:
		return p.text("ladder.answered")
	case petition.Closed:
		return p.text("ladder.closed")
	}
	return status
}

// publicCase is what a number alone shows: stage, unit, dates.
func (s *Server) publicCase(p *page, line *casework.PublicLine) caseView {
	unit := ""
	if line.Unit != nil {
		unit = s.Cases.Dir.UnitName(*line.Unit, p.Lang)
	}
	today := clock.DayOf(s.Clock.Now())
	v := caseView{Number: line.Number, Status: p.stageWords(line.Stage, unit)}
	legs := s.publicLegs(p, line)
	v.Ladder = ladder(p.Lang, legs, today, p.endWords(line.Stage, v.Status))
	if line.Due != nil && len(legs) > 0 && legs[len(legs)-1].Ended.IsZero() {
		leg := legs[len(legs)-1]
		p.countdown(&v, leg.Name, leg.Due, leg.Due.Sub(today), false)
		v.DueWhy = leg.Why
	}
	for _, st := range line.Steps {
		who := p.text("case.office")
		if st.Unit != "" {
			who = s.Cases.Dir.UnitName(st.Unit, p.Lang)
		}
		v.Steps = append([]stepRow{{At: st.At, Who: who, Text: locale.Text(p.Lang, "law.verb."+string(st.Step), nil)}}, v.Steps...)
	}
	return v
}

// publicLegs rebuilds the ladder from the public dates alone.
func (s *Server) publicLegs(p *page, line *casework.PublicLine) []ladderLeg {
	days := s.periods()
	begins := map[petition.Verb]ladderLeg{
		petition.File:    {Name: petition.LegA, Span: clock.Days(days.Forward), What: p.text("ladder.received")},
		petition.Forward: {Name: petition.LegB, Span: clock.Days(days.Accept)},
		petition.Accept:  {Name: petition.LegC, Span: clock.Days(days.Answer), What: p.text("ladder.accepted")},
		petition.Serve:   {Name: petition.LegD, Span: clock.Days(days.Review), What: p.text("ladder.served")},
	}
	begins[petition.ResolveObjection], begins[petition.DecideDispute] = begins[petition.Forward], begins[petition.Forward]
	ends := map[petition.Verb]bool{petition.Draft: true, petition.Refuse: true, petition.UnitRoute: true, petition.RouteAway: true, petition.Lapse: true,
		petition.EndWithdrawn: true, petition.Object: true}
	var legs []ladderLeg
	for _, st := range line.Steps {
		on := clock.DayOf(st.At)
		leg, begin := begins[st.Step]
		if n := len(legs); n > 0 && (begin || ends[st.Step]) && legs[n-1].Ended.IsZero() {
			legs[n-1].Ended = on
		}
		if !begin {
			continue
		}
		leg.Start = on
		if leg.What == "" {
			leg.What = p.text("ladder.forwarded", "unit", p.unitOr(s.Cases.Dir.UnitName(st.Unit, p.Lang)))
		}
		if st.Step == petition.Forward && line.Unit != nil {
			leg.What = p.text("ladder.forwarded", "unit", s.Cases.Dir.UnitName(*line.Unit, p.Lang))
		}
		legs = append(legs, leg)
	}
	if n := len(legs); n > 0 && legs[n-1].Ended.IsZero() {
		if line.Due == nil {
			legs[n-1].Ended = clock.DayOf(s.Clock.Now())
		} else {
			legs[n-1].Due = *line.Due
			legs[n-1].Why = clockAddress(line.Number, string(legs[n-1].Name))
		}
	}
	return legs
}

func (p *page) unitOr(name string) string {
	if name == "" {
		return p.text("case.some_unit")
	}
	return name
}

// countdown says by when, and how many days are left or over.
func (p *page) countdown(v *caseView, leg petition.LegName, due clock.Day, left int, paused bool) {
	what, ok := map[petition.LegName]string{petition.LegA: "forward", petition.LegB: "accept", petition.LegC: "answer", petition.LegD: "review"}[leg]
	if !ok {
		what = "other"
	}
	words := p.text("case.due_" + what)
	if key, ok := map[petition.LegName]string{petition.LegE: "due_decision", petition.LegF: "due_recheck", petition.LegG: "due_final", petition.LegHandOver: "due_handover",
		petition.LegFeedback: "due_feedback", petition.LegObjection: "due_pick", petition.LegDispute: "due_pick"}[leg]; ok {
		words = p.right(key)
	}
	line := "case.due"
	switch {
	case paused:
		v.Left = p.text("case.paused")
	case left < 0:
		v.Left, v.Over, line = p.text("case.days_over", "n", -left), true, "case.was_due"
	case left == 0:
		v.Left = p.text("case.days_today")
	default:
		v.Left = p.text("case.days_left", "n", left)
	}
	v.DueLine = p.text(line, "on", due, "what", words)
}

// ownCase is everything a petitioner sees of his own petition.
func (s *Server) ownCase(p *page, own *casework.CitizenView, allReads bool) caseView {
	v := caseView{Number: own.Number, Open: true, Title: own.Title, Status: p.statusOf(own), Glosses: p.glosses(own), About: p.inPublic(own)}
	if k := own.Clock; k != nil && k.Leg != petition.LegContact {
		p.countdown(&v, k.Leg, k.Due, k.LeftDays, k.Paused)
		v.DueWhy = clockAddress(own.Number, string(k.Leg))
	}
	if h := own.Heads; h != nil && h.Representatives > 0 {
		v.Heads = p.text("channel.case.heads", "confirmed", h.Confirmed, "people", h.People)
	}
	if own.Answer != nil && own.Stage != petition.Replied && len(own.Items) > 0 {
		v.Answers = append(v.Answers, actRow{Href: "/case/" + own.Number + "/answer", Text: p.text("case.answer_again")})
	}
	v.Answers = append(v.Answers, s.opinionLinks(p, own)...)
	v.Ladder = ladder(p.Lang, ownLegs(p, own), clock.DayOf(s.Clock.Now()), p.endWords(own.Stage, v.Status))
	v.Coach = s.coachView(p, own)
	s.offer(p, &v, own)
	s.fillOthers(p, &v, own)
	v.NotYet = p.notYet(own)
	papers := map[string]paperRow{}
	for _, d := range own.Documents {
		row := ownPaper(p, own, d)
		papers[d.ID] = row
		v.Papers = append(v.Papers, row)
	}
	for _, e := range own.Events {
		row := stepRow{At: e.At, Who: who(p, e.Actor), Text: e.Sentence}
		if e.Late {
			row.Text += p.text("case.late")
		}
		for _, id := range e.Documents {
			if paper, ok := papers[id]; ok {
				row.Papers = append(row.Papers, paper)
			}
		}
		v.Steps = append(v.Steps, row)
	}
	v.Prints = prints(p, own)
	for _, f := range own.Evidence {
		v.Files = append(v.Files, fileRow{ID: f.ID, Name: f.Name, Size: f.Size, From: f.Unit, Href: "/case/" + own.Number + "/files/" + f.ID})
	}
	for i, r := range own.Reads {
		if i >= readsAtOnce && !allReads {
			v.MoreReads = len(own.Reads)
			break
		}
		v.Reads = append(v.Reads, readRow{At: r.At, Who: r.Unit + "\u3000" + locale.Text(p.Lang, "law.role."+string(r.Role), nil), What: readWords(p, r)})
	}
	return v
}

func who(p *page, a casework.ActorView) string {
	switch {
	case a.Role == petition.Citizen:
		return p.text("case.you")
	case a.UnitName != "":
		return a.UnitName
	}
	return locale.Text(p.Lang, "law.role."+string(a.Role), nil)
}

func readWords(p *page, r casework.ReadView) string {
	words := p.text("read.case")
	switch name, file := strings.CutPrefix(r.What, "evidence:"); {
	case file:
		words = p.text("read.evidence", "name", name)
	case r.What == "paper":
		words = p.text("read.paper")
	case r.What == "candidate", r.What == "exchange":
		words = p.text("channel.read." + r.What)
	case r.What == "identity":
		words = p.text("read.identity")
	}
	if r.Purpose != "" {
		words += map[bool]string{true: ". ", false: "，"}[p.Lang == locale.En] + p.text("read.why", "reason", r.Purpose)
	}
	return words
}

func ownPaper(p *page, own *casework.CitizenView, d casework.PaperView) paperRow {
	row := paperRow{Href: "/case/" + own.Number + "/papers/" + d.ID, Name: d.Title, Unread: !d.Read, Line: monthDay(p.Lang, d.Date)}
	if row.Name == "" {
		row.Name = locale.Text(p.Lang, "law.document."+string(d.Kind), nil)
	}
	if d.Number != "" {
		row.Line = d.Number + map[bool]string{true: ", ", false: "，"}[p.Lang == locale.En] + row.Line
	}
	if own.Unserved != nil && own.Unserved.ID == d.ID { // reading it is an act that says what it starts
		row.Href = "/case/" + own.Number + map[bool]string{true: "/answer", false: "/opinion"}[own.Stage == petition.Replied]
	}
	stamped(p, &row, d)
	return row
}

// ownLegs are the clocks that the ladder draws: those of the law, one after the other.
func ownLegs(p *page, own *casework.CitizenView) []ladderLeg {
	drawn := map[petition.LegName]string{petition.LegA: "ladder.received", petition.LegB: "ladder.forwarded", petition.LegC: "ladder.accepted", petition.LegD: "ladder.served",
		petition.LegE: "ladder.asked_review", petition.LegF: "ladder.read_opinion", petition.LegG: "ladder.asked_recheck", petition.LegHandOver: "", petition.LegFeedback: ""}
	names := make([]petition.LegName, len(own.Legs))
	for i, l := range own.Legs {
		names[i] = l.Leg
	}
	var legs []ladderLeg
	for i, l := range own.Legs {
		key, ok := drawn[l.Leg]
		if !ok {
			continue
		}
		leg := ladderLeg{Name: l.Leg, Start: l.StartOn, Due: l.Due, Original: l.OriginalDue, Ended: l.EndedOn, Span: clock.Span{Days: l.Days, Working: l.Working},
			Extended: l.ExtendedDays, Reasons: l.Reasons, Paused: l.Paused, What: l.Word,
			Why: clockAddress(own.Number, casework.LegKey(names, i))}
		if key != "" {
			leg.What = p.text(key, "unit", p.unitOr(own.UnitName))
		}
		if said := beganBy(own, l); l.Leg == petition.LegB && said != "" {
			leg.What = said
		}
		legs = append(legs, leg)
	}
	for i := 0; i+1 < len(legs); i++ { // only the last one may run in the drawing
		if legs[i].Ended.IsZero() {
			legs[i].Ended = legs[i+1].Start
		}
	}
	return legs
}

func clockAddress(number, leg string) string { return "/case/" + number + "/clock/" + leg }

// beganBy finds the sentence of the act that gave the matter to a unit: after
// an objection it was another one.
func beganBy(own *casework.CitizenView, l casework.LegView) string {
	for _, e := range own.Events {
		switch e.Verb {
		case petition.Forward, petition.Assign, petition.ResolveObjection, petition.DecideDispute:
			if clock.DayOf(e.At) == l.StartOn {
				return strings.TrimSuffix(e.Sentence, "。")
			}
		}
	}
	return ""
}
