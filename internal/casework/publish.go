package casework

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"unicode/utf8"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/redact"
	"sunlit/internal/store"
)

// publicLang is the language of the public texts that the portal proposes: that of the papers.
const publicLang = locale.Default

// PublicationView is what an official works on before a matter is published:
// the original, what is proposed for the public, and each find of personal data.
type PublicationView struct {
	Number   string           `json:"number"`
	Version  int              `json:"version"`
	Consent  bool             `json:"consent"`
	Original petition.Opening `json:"original"`
	Proposal petition.Opening `json:"proposal"`
	Finds    []FindView       `json:"finds"`
	Waiting  *WaitingText     `json:"waiting,omitempty"` // a confirmed text that waits for a second look
	Public   *PublicText      `json:"public,omitempty"`
}

// FindView is one place in an original text; start and end are in characters (UTF-16
// units, as browsers count), proposal is what stands there in the proposed text.
type FindView struct {
	Field    string      `json:"field"`
	Start    int         `json:"start"`
	End      int         `json:"end"`
	Kind     redact.Kind `json:"kind"`
	Text     string      `json:"text"`
	Proposal string      `json:"proposal"`
}

// WaitingText is what one official confirmed and another has to look at.
type WaitingText struct {
	Opening petition.Opening `json:"opening"`
	By      Official         `json:"by"`
	Mine    bool             `json:"mine"`
	Finds   []FindView       `json:"finds"` // what still looks like personal data in it
}

// PublicText is what is public now, or was.
type PublicText struct {
	Opening  petition.Opening `json:"opening"`
	On       clock.Day        `json:"on"`
	Edition  int              `json:"edition"`
	DownOn   clock.Day        `json:"downOn,omitzero"`
	Reason   string           `json:"reason,omitempty"`
	Standing bool             `json:"standing"`
}

// Publication answers the original beside a masked proposal; a recorded look.
func (cs *Cases) Publication(ctx context.Context, o identity.Official, number string) (*PublicationView, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	if !o.Has(petition.Office) || c.OfficeUnit != o.Unit || c.Sealed || c.Kind == petition.Report {
		return nil, fault.New(fault.NotNow, "error.not_now_not_yours")
	}
	if err := cs.recordRead(ctx, c, o, "case"); err != nil {
		return nil, err
	}
	known, err := cs.knownNames(ctx, c)
	if err != nil {
		return nil, err
	}
	v := &PublicationView{Number: c.Number, Version: c.Version, Consent: c.PublishConsent}
	if v.Original, err = cs.original(ctx, c); err != nil {
		return nil, err
	}
	v.Proposal, v.Finds = masked(v.Original, known)
	names, err := cs.Store.AccountNames(ctx)
	if err != nil {
		return nil, err
	}
	if p := c.Proposal; p != nil && p.Verb == petition.Publish {
		v.Waiting = &WaitingText{Opening: *p.Fields.Opening, By: *official(names, p.By), Mine: p.By == o.ID}
		_, v.Waiting.Finds = masked(v.Waiting.Opening, known)
	}
	if p := c.Publication; p != nil {
		v.Public = &PublicText{Opening: p.Opening, On: clock.DayOf(p.At), Edition: p.Edition, Reason: p.DownReason, Standing: p.Standing()}
		if !p.Standing() {
			v.Public.DownOn = clock.DayOf(p.DownAt)
		}
	}
	return v, nil
}

// CheckOpening answers what still looks like personal data in a text that somebody is working on.
func (cs *Cases) CheckOpening(ctx context.Context, o identity.Official, number string, text petition.Opening) ([]FindView, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	known, err := cs.knownNames(ctx, c)
	if err != nil {
		return nil, err
	}
	_, finds := masked(text, known)
	return finds, nil
}

// masked proposes the public text of an original, with each find.
func masked(o petition.Opening, known []string) (petition.Opening, []FindView) {
	views := []FindView{}
	mask := func(field, text string) string {
		finds := redact.Finds(text, known...)
		for _, f := range finds {
			start := units(text[:f.Start])
			views = append(views, FindView{Field: field, Start: start, End: start + units(f.Text), Kind: f.Kind, Text: f.Text, Proposal: f.Proposal})
		}
		return redact.Apply(text, finds)
	}
	title := []rune(mask("title", o.Title))
	out := petition.Opening{Title: string(title[:min(len(title), 40)]), Facts: mask("facts", o.Facts), Request: mask("request", o.Request),
		Course: mask("course", o.Course), Result: mask("result", o.Result)}
	return out, views
}

// units is how many UTF-16 units a text has.
func units(s string) int {
	n := 0
	for _, r := range s {
		n++
		if r > 0xFFFF && r != utf8.RuneError {
			n++
		}
	}
	return n
}

// knownNames are the names that are surely personal in this matter: petitioner, agent,
// representatives, co-signers, people complained of.
func (cs *Cases) knownNames(ctx context.Context, c *petition.Case) ([]string, error) {
	person, err := cs.person(ctx, cs.Store, c)
	if err != nil {
		return nil, err
	}
	names := namesOf(person)
	signed, err := cs.Store.Cosignatures(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	for _, s := range signed {
		plain, err := cs.Keys.Open(cosignerPurpose, joinID(c.Number, s.No), s.Sealed)
		if err != nil { // taken back: its name is gone
			continue
		}
		var who identity.Person
		if json.Unmarshal(plain, &who) == nil {
			names = append(names, namesOf(who)...)
		}
	}
	return names, nil
}

func namesOf(p identity.Person) []string {
	names := []string{p.Name, p.Contact}
	if p.Agent != nil {
		names = append(names, p.Agent.Name)
	}
	for _, r := range p.Representatives {
		names = append(names, r.Name)
	}
	for _, about := range p.About { // 王建国 科长: the title is no name
		if words := strings.Fields(about); len(words) > 0 {
			names = append(names, words[0])
		}
	}
	return names
}

// original are the four openings as they were filed and answered.
func (cs *Cases) original(ctx context.Context, c *petition.Case) (petition.Opening, error) {
	events, err := cs.Store.Events(ctx, c.ID)
	if err != nil {
		return petition.Opening{}, err
	}
	narrative, requests := withoutCut(c)
	o := petition.Opening{Title: c.Title, Facts: narrative}
	var asked []string
	for _, r := range requests {
		asked = append(asked, fmt.Sprintf("%d. %s", r.No, r.Text))
	}
	o.Request = strings.Join(asked, "\n")
	if found := lines(c.Opinion, func(it petition.Item) string { return it.Facts }); found != "" {
		o.Facts += "\n\n" + locale.Text(publicLang, "published.found", nil) + "\n" + found
	}
	o.Course, o.Result = cs.course(events), cs.outcome(c, events)
	return o, nil
}

func lines(items []petition.Item, of func(petition.Item) string) string {
	var all []string
	for _, it := range items {
		if text := strings.TrimSpace(of(it)); text != "" {
			all = append(all, fmt.Sprintf("%d. %s", it.Request, text))
		}
	}
	return strings.Join(all, "\n")
}

// told are the acts that the course of a published matter tells: who had it, when, and what was decided.
var told = map[petition.Verb]bool{petition.File: true, petition.Register: true, petition.Forward: true, petition.Assign: true, petition.RouteAway: true,
	petition.RouteBack: true, petition.ResolveObjection: true, petition.DecideDispute: true, petition.Accept: true, petition.Approve: true,
	petition.Hearing: true, petition.Review: true, petition.ReviewDecide: true, petition.Recheck: true, petition.RecheckDecide: true,
	petition.Lapse: true, petition.Solved: true, petition.Check: true, petition.Supervise: true}

// course tells day by day what was done, in the words of the petitioner's own page.
func (cs *Cases) course(events []petition.Event) string {
	var all []string
	for i := range events {
		k := &events[i].Content
		if !told[k.Verb] || internal(k) || secret(k) || k.Settles == petition.Publish {
			continue
		}
		who := cs.Dir.UnitName(k.Unit, publicLang)
		if k.Role == petition.Citizen || k.Role == petition.System {
			who = ""
		}
		line := cs.sentence(k, publicLang, true)
		if who != "" {
			line = who + "：" + line
		}
		all = append(all, clock.DayOf(k.At).String()+" "+line)
	}
	return strings.Join(all, "\n")
}

// outcome tells how it ended: the answer to each request, or why it was not taken up.
func (cs *Cases) outcome(c *petition.Case, events []petition.Event) string {
	last := func(verbs ...petition.Verb) (f petition.Fields) {
		for i := range events {
			for _, v := range verbs {
				if events[i].Verb == v {
					f = events[i].Content.Fields
				}
			}
		}
		return f
	}
	switch c.Stage {
	case petition.NotAccepted:
		f := last(petition.Refuse)
		return strings.Join([]string{locale.Text(publicLang, "published.refused", map[string]any{"ground": word(publicLang, "ground", f.Ground)}), f.Reasons, f.GoTo}, "\n")
	case petition.Routed:
		f := last(petition.RouteAway, petition.UnitRoute)
		return strings.Join([]string{locale.Text(publicLang, "published.routed", map[string]any{"body": f.Body}), f.Reasons}, "\n")
	}
	text := lines(c.Opinion, func(it petition.Item) string {
		parts := []string{it.Plain, word(publicLang, "decision", string(it.Decision)) + "。", it.Basis, it.Measure}
		return strings.Join(filled(parts), "\n")
	})
	if d := c.ReviewDecision; d != "" {
		text += "\n" + locale.Text(publicLang, "published.review", map[string]any{"decision": word(publicLang, "decision", d)})
	}
	if d := c.FinalDecision; d != "" {
		text += "\n" + locale.Text(publicLang, "published.recheck", map[string]any{"decision": word(publicLang, "decision", d)})
	}
	return strings.TrimSpace(text)
}

func filled(parts []string) []string {
	var list []string
	for _, p := range parts {
		if strings.TrimSpace(p) != "" && p != "。" {
			list = append(list, p)
		}
	}
	return list
}

// checkOpening tidies what is to be published and refuses what can only be a
// slip: a name that surely is the petitioner's, an identity or a card number. All
// else is for a person to decide.
func (cs *Cases) checkOpening(ctx context.Context, o identity.Official, number string, f *petition.Fields) error {
	if f.Opening == nil {
		return nil // the law asks for it
	}
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return err
	}
	known, err := cs.knownNames(ctx, c)
	if err != nil {
		return err
	}
	f.Opening = &petition.Opening{Title: petition.Line(f.Opening.Title), Facts: petition.Prose(f.Opening.Facts), Request: petition.Prose(f.Opening.Request),
		Course: petition.Prose(f.Opening.Course), Result: petition.Prose(f.Opening.Result)}
	bad := fault.Invalid()
	for _, t := range f.Opening.Texts() {
		for _, x := range redact.Finds(t.Text, known...) {
			if x.Kind == redact.Identity || x.Kind == redact.Card || x.Kind == redact.Name && isKnown(x.Text, known) {
				bad.Field("opening."+t.Name, "error.opening_personal", "found", x.Text)
			}
		}
	}
	return bad.OrNil()
}

func isKnown(text string, known []string) bool {
	plain := strings.ReplaceAll(text, " ", "")
	for _, name := range known {
		if len([]rune(name)) > 1 && strings.EqualFold(plain, strings.ReplaceAll(name, " ", "")) {
			return true
		}
	}
	return false
}

// keepPublished writes what the public reads after an event that changed it.
func (cs *Cases) keepPublished(ctx context.Context, tx *store.Store, c *petition.Case, before *petition.Publication) error {
	if c.Publication == before {
		return nil
	}
	if err := tx.PutPublished(ctx, publishedRow(c)); err != nil {
		return err
	}
	return cs.tellFollowers(ctx, tx, c)
}

// publishedRow is what the public reads of a case: a projection of its events.
func publishedRow(c *petition.Case) *store.Published {
	p := c.Publication
	row := &store.Published{PetitionID: c.ID, Number: c.Number, Edition: p.Edition, Standing: p.Standing(), Kind: c.Kind, Place: c.Place, Category: c.Category,
		Unit: c.Unit, Result: resultOf(c), Ground: c.Ground, Title: p.Opening.Title, Facts: p.Opening.Facts, Request: p.Opening.Request, Course: p.Opening.Course,
		Outcome: p.Opening.Result, FiledOn: clock.DayOf(c.FiledAt), PublishedOn: clock.DayOf(p.At), ChangedAt: p.At}
	if !p.Standing() {
		row.PublishedOn, row.ChangedAt, row.DownReason, row.Withdrawn = clock.DayOf(p.DownAt), p.DownAt, p.DownReason, p.Withdrawn
	}
	return row
}

// Results are how a published matter ended; worded in published.result.CODE.
var Results = []string{"support", "explain", "not_support", "adopt", "adopt_part", "not_adopt", "mixed", "not_accepted", "routed"}

// resultOf is the one word for how a matter ended.
func resultOf(c *petition.Case) string {
	switch {
	case c.Stage == petition.NotAccepted:
		return "not_accepted"
	case c.Stage == petition.Routed:
		return "routed"
	case len(c.Opinion) == 0:
		return "mixed"
	}
	for _, it := range c.Opinion {
		if it.Decision != c.Opinion[0].Decision {
			return "mixed"
		}
	}
	return string(c.Opinion[0].Decision)
}
