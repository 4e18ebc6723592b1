package casework

import (
	"context"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// PublicLine is what a number alone shows: stage, unit, dates; never a name or text.
type PublicLine struct {
	Number string         `json:"number"`
	Stage  petition.Stage `json:"stage"`
	Unit   *string        `json:"unit"`
	Due    *clock.Day     `json:"due"`
	Steps  []StepView     `json:"steps"`
}

// StepView is one dated step of the public line.
type StepView struct {
	At   time.Time     `json:"at"`
	Step petition.Verb `json:"step"`
	Unit string        `json:"unit,omitempty"`
}

// CitizenView is everything a petitioner sees of his own petition.
type CitizenView struct {
	PublicLine
	LadderView
	CitizenLadder
	Version    int                `json:"version"`
	Title      string             `json:"title"`
	Kind       petition.Kind      `json:"kind"`
	Route      petition.Route     `json:"route,omitempty"`
	Procedure  petition.Procedure `json:"procedure,omitempty"`
	FiledAt    time.Time          `json:"filedAt"`
	UnitName   string             `json:"unitName,omitempty"`
	OfficeName string             `json:"officeName,omitempty"`
	Narrative  string             `json:"narrative"`
	Happened   string             `json:"happened,omitempty"`
	Requests   []petition.Request `json:"requests"`
	Clock      *LegView           `json:"clock,omitempty"`
	Legs       []LegView          `json:"legs"`
	Documents  []PaperView        `json:"documents"`
	Evidence   []EvidenceView     `json:"evidence"`
	Actions    []OwnAction        `json:"actions"`
	NotNow     []NotNowView       `json:"notNow,omitempty"`
	Events     []EventView        `json:"events"`
	Reads      []ReadView         `json:"reads"`
	Items      []petition.Item    `json:"items,omitempty"` // the answer, once it was read or served
	Answer     *PaperView         `json:"answer,omitempty"`
	Asked      string             `json:"asked,omitempty"` // what the petitioner is asked to complete
	AskedUntil *clock.Day         `json:"askedUntil,omitempty"`
	Withdrawal *time.Time         `json:"withdrawal,omitempty"`
	Rating     RatingView         `json:"rating"`
	ReminderOn *clock.Day         `json:"reminderOn,omitempty"` // last reminder
	Urgent     bool               `json:"urgent,omitempty"`
	Heads      *Heads             `json:"heads,omitempty"`     // of several petitioners
	Coach      *Coach             `json:"coach,omitempty"`     // what an answer that says no means, and what is open
	Serves     string             `json:"-"`                   // the paper whose reading starts a right, while it is unread
	Form       bool               `json:"-"`                   // the answer says no, and a form to appeal on paper can be printed
	Addressee  *Named             `json:"addressee,omitempty"` // the leader it was written to, by position
	Call       *Named             `json:"call,omitempty"`
}

// OwnAction is one thing the petitioner may do now.
type OwnAction struct {
	Action petition.Verb `json:"action"`
	Until  *clock.Day    `json:"until"`
}

// RatingView is what the petitioner said so far; each may be changed once.
type RatingView struct {
	Office      petition.Rating `json:"office,omitempty"`
	Unit        petition.Rating `json:"unit,omitempty"`
	OfficeTimes int             `json:"officeTimes,omitempty"`
	UnitTimes   int             `json:"unitTimes,omitempty"`
}

var petitioner = petition.Actor{Roles: []petition.Role{petition.Citizen}}

// publicVerbs are the steps that the public line may name.
var publicVerbs = map[petition.Verb]bool{petition.File: true, petition.Register: true, petition.Forward: true, petition.ResolveObjection: true,
	petition.DecideDispute: true, petition.Accept: true, petition.Serve: true, petition.Lapse: true, petition.EndWithdrawn: true, petition.RouteAway: true,
	petition.Assign: true, petition.RouteBack: true, petition.Check: true, petition.Merge: true, petition.Unmerge: true, petition.AnswerMerged: true,
	petition.Review: true, petition.ReviewRefuse: true, petition.ReviewDecide: true, petition.Recheck: true, petition.RecheckDecide: true,
	petition.Solved: true, petition.NoLongerTaken: true, petition.Supervise: true}

// PublicLine answers stage, unit and dates by number alone; unknown is NotFound.
func (cs *Cases) PublicLine(ctx context.Context, number string) (*PublicLine, error) {
	p, steps, err := cs.Store.Line(ctx, store.CitizenScope(petition.ParseNumber(number)))
	if err != nil {
		return nil, err
	}
	return publicLine(p, steps), nil
}

// publicLine needs no replay: the row is a projection of the events.
func publicLine(p *petition.Petition, steps []store.Step) *PublicLine {
	line := &PublicLine{Number: p.Number, Stage: p.Stage, Due: dayOrNil(p.DueDay()), Steps: make([]StepView, 0, len(steps))}
	hidden := p.Sealed || p.Kind == petition.Report || p.Route == petition.RouteB // route B: passed on as prescribed, no unit
	if !hidden && p.Holder != "" {
		holder := p.Holder
		line.Unit = &holder
	}
	if hidden {
		line.Due = nil
	}
	for _, s := range steps {
		verb := s.Verb
		if verb == petition.Approve && s.Settles != petition.Object {
			verb = s.Settles
		} else if !publicVerbs[verb] {
			continue
		}
		step := StepView{At: s.At, Step: verb}
		if !hidden {
			step.Unit = s.Unit
		}
		line.Steps = append(line.Steps, step)
	}
	return line
}

// OpenCase answers the petitioner's view for number and code. A wrong code and
// an unknown number are the same NotFound and take the same work.
func (cs *Cases) OpenCase(ctx context.Context, number, code, lang string) (*CitizenView, error) {
	c, err := cs.proved(ctx, number, code)
	if err != nil {
		return nil, err
	}
	return cs.citizenView(ctx, c, lang)
}

// proved answers the case whose code the asker knows: one look-up and one hash
// whether number or code is wrong.
func (cs *Cases) proved(ctx context.Context, number, code string) (*petition.Case, error) {
	p, err := cs.own(ctx, number)
	if err != nil && !fault.Is(err, fault.NotFound) {
		return nil, err
	}
	var hash []byte
	if p != nil {
		hash = p.CodeHash
	}
	if cs.Keys.CodeMatches(petition.ParseNumber(number), petition.ParseCode(code), hash) && p != nil {
		return cs.replay(ctx, cs.Store, p)
	}
	if p != nil { // what was split off opens with the code of the petition it came from
		c, err := cs.replay(ctx, cs.Store, p)
		if err != nil {
			return nil, err
		}
		if c.Filing.Parent != "" && cs.Keys.CodeMatches(c.Filing.Parent, petition.ParseCode(code), hash) {
			return c, nil
		}
	}
	return nil, fault.New(fault.NotFound, "error.number_or_code")
}

func (cs *Cases) byNumber(ctx context.Context, number string) (*petition.Case, error) {
	p, err := cs.own(ctx, number)
	if err != nil {
		return nil, err
	}
	return cs.replay(ctx, cs.Store, p)
}

// OwnCase answers the petitioner's view for a case session that proved the code before.
func (cs *Cases) OwnCase(ctx context.Context, number, lang string) (*CitizenView, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	return cs.citizenView(ctx, c, lang)
}

func (cs *Cases) citizenView(ctx context.Context, c *petition.Case, lang string) (*CitizenView, error) {
	_, steps, err := cs.Store.Line(ctx, store.CitizenScope(c.Number))
	if err != nil {
		return nil, err
	}
	today := cs.Today()
	v := &CitizenView{LadderView: cs.ladderView(c, lang), PublicLine: *publicLine(&c.Petition, steps), Version: c.Version, Title: c.Title, Kind: c.Kind, Route: c.Route, Procedure: c.Procedure, FiledAt: c.FiledAt,
		OfficeName: cs.Dir.UnitName(c.OfficeUnit, lang), Narrative: c.Filing.Narrative, Happened: c.Filing.Happened, Requests: c.Filing.Requests,
		Legs: legViews(c.Legs, lang, today), Urgent: c.Urgent,
		Rating: RatingView{Office: c.OfficeRating.Rating, Unit: c.UnitRating.Rating, OfficeTimes: c.OfficeRating.Times, UnitTimes: c.UnitRating.Times}}
	if !c.Sealed && c.Unit != "" {
		v.UnitName = cs.Dir.UnitName(c.Unit, lang)
	}
	if leg, ok := c.Clock(); ok && !c.Sealed {
		l := legView(leg, lang, today)
		v.Clock = &l
	}
	v.Serves, v.Form = unserved(c), cs.appealRight(c) != "" && saysNo(c)
	if !c.Withdrawal.IsZero() {
		v.Withdrawal = &c.Withdrawal
	}
	if !c.LastReminder.IsZero() {
		v.ReminderOn = dayOrNil(clock.DayOf(c.LastReminder))
	}
	cs.ownActions(v, c, lang)
	if err := cs.ownLists(ctx, v, c, lang); err != nil {
		return nil, err
	}
	if v.CitizenLadder, err = cs.citizenLadder(ctx, c, lang); err != nil {
		return nil, err
	}
	if v.Addressee, v.Call, v.LeadTitle, err = cs.inPublic(ctx, c, lang); err != nil {
		return nil, err
	}
	return v, cs.coached(ctx, v, c)
}

func (cs *Cases) ownActions(v *CitizenView, c *petition.Case, lang string) {
	law, now := cs.Law(), cs.now()
	v.Actions = []OwnAction{}
	for _, a := range law.Actions(c, petitioner, now) {
		if a.Verb == petition.Serve { // reading the answer is its own act, not an entry of the list
			continue
		}
		v.Actions = append(v.Actions, OwnAction{Action: a.Verb, Until: dayOrNil(a.Until)})
	}
	for _, r := range law.NotNow(c, petitioner, now) {
		if r.Verb != petition.Serve {
			v.NotNow = append(v.NotNow, NotNowView{Action: r.Verb, Reason: locale.Text(lang, r.Reason.Key, Worded(r.Reason.Args, lang))})
		}
	}
	if c.InfoOpen {
		v.Asked = c.Asked
		if leg, ok := c.Leg(petition.LegInfo); ok {
			v.AskedUntil = dayOrNil(leg.Deadline.Due)
		}
	}
}

func (cs *Cases) ownLists(ctx context.Context, v *CitizenView, c *petition.Case, lang string) error {
	var err error
	if v.Evidence, err = cs.evidenceOf(ctx, c, ownFiles, lang); err != nil {
		return err
	}
	if v.Documents, err = cs.ownPapers(ctx, c, lang); err != nil {
		return err
	}
	if v.Events, err = cs.timeline(ctx, c, reader{petitioner: true, secrets: func(*petition.Content) bool { return true }}, lang); err != nil {
		return err
	}
	if err = cs.tellReissues(ctx, v, c, lang); err != nil {
		return err
	}
	if v.Reads, err = cs.readsOf(ctx, c, lang); err != nil {
		return err
	}
	if v.Heads, err = cs.heads(ctx, c); err != nil {
		return err
	}
	for i, d := range v.Documents {
		if c.Paper != nil && d.ID == c.Paper.ID {
			v.Answer = &v.Documents[i]
		}
	}
	if c.Stage != petition.Replied { // before the petitioner reads it, the answer is closed: reading serves it
		v.Items = c.Opinion
	}
	return nil
}

// Own does a petitioner's verb after number and code were proved.
func (cs *Cases) Own(ctx context.Context, number, code string, cmd petition.Command, lang string) (*CitizenView, error) {
	if _, err := cs.proved(ctx, number, code); err != nil {
		return nil, err
	}
	return cs.OwnActOnce(ctx, number, Sender{Session: CodeOwner(number, code)}, "", cmd, lang)
}

// OwnFor does a petitioner's verb for a program that is signed in to the petition's account; prover
// is the hash of its session.
func (cs *Cases) OwnFor(ctx context.Context, number, prover string, cmd petition.Command, lang string) (*CitizenView, error) {
	return cs.OwnActOnce(ctx, number, Sender{Session: prover}, "", cmd, lang)
}

// CodeOwner names who has no cookie but the code, for the proofs of AskProof and EnterProof.
func CodeOwner(number, code string) string {
	return identity.HashToken("code " + petition.ParseNumber(number) + " " + petition.ParseCode(code))
}

// OwnAct does a petitioner's verb for a case session that proved the code
// before; owner is the hash under which its uploads were received.
func (cs *Cases) OwnAct(ctx context.Context, number, owner string, cmd petition.Command, lang string) (*CitizenView, error) {
	return cs.OwnActOnce(ctx, number, Sender{Uploads: owner, Session: owner}, "", cmd, lang)
}
