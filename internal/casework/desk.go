package casework

import (
	"context"
	"slices"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/identity"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// DeskView is what one official may see of a petition; identity is masked.
type DeskView struct {
	LadderView
	DeskLadder
	Number        string             `json:"number"`
	Title         string             `json:"title"`
	Kind          petition.Kind      `json:"kind"`
	Route         petition.Route     `json:"route,omitempty"`
	Procedure     petition.Procedure `json:"procedure,omitempty"`
	Stage         petition.Stage     `json:"stage"`
	StageSince    time.Time          `json:"stageSince"`
	Channel       petition.Channel   `json:"channel"`
	Unit          *Named             `json:"unit,omitempty"`
	Office        *Named             `json:"office,omitempty"`
	FirstReceiver string             `json:"firstReceiver,omitempty"`
	SuggestedUnit *Named             `json:"suggestedUnit,omitempty"`
	Category      *Named             `json:"category,omitempty"`
	Place         *Named             `json:"place,omitempty"`
	Handler       *Official          `json:"handler,omitempty"`
	FiledAt       time.Time          `json:"filedAt"`
	AgeDays       int                `json:"ageDays"` // elapsed, not the legal clock
	Version       int                `json:"version"`
	Due           *clock.Day         `json:"due"`
	State         string             `json:"state"`
	Round         int                `json:"round,omitempty"`
	Urgent        bool               `json:"urgent,omitempty"`
	Paused        bool               `json:"paused,omitempty"`
	Narrative     string             `json:"narrative"`
	Happened      string             `json:"happened,omitempty"`
	Requests      []petition.Request `json:"requests"`
	Evidence      []EvidenceView     `json:"evidence"`
	About         []AboutView        `json:"about,omitempty"`
	Petitioner    MaskedView         `json:"petitioner"`
	Clock         *LegView           `json:"clock,omitempty"`
	Legs          []LegView          `json:"legs"`
	Events        []EventView        `json:"events"`
	Documents     []PaperView        `json:"documents"`
	Items         []petition.Item    `json:"items,omitempty"`
	Proposal      *ProposalView      `json:"proposal,omitempty"`
	Returned      *ReturnedView      `json:"returned,omitempty"`
	Actions       []ActionView       `json:"actions"`
	NotNow        []NotNowView       `json:"notNow,omitempty"`
	Reads         []ReadView         `json:"reads,omitempty"`
	Withdrawal    *time.Time         `json:"withdrawal,omitempty"` // when a withdrawal takes effect
	CameBy        *CameBy            `json:"cameBy,omitempty"`
	Gone          bool               `json:"gone,omitempty"`      // the act took it out of this official's sight: its line only
	Addressee     *Named             `json:"addressee,omitempty"` // the leader it was written to, by position
	Call          *Named             `json:"call,omitempty"`      // the open call it answers
}

// AboutView is whom the matter is about; only for those who route it.
type AboutView struct {
	Unit string `json:"unit,omitempty"`
	Name string `json:"name,omitempty"`
}

// MaskedView is the petitioner as officials see him before a reveal.
type MaskedView struct {
	Name      string `json:"name,omitempty"`
	Phone     string `json:"phone,omitempty"`
	Hidden    bool   `json:"hidden,omitempty"`
	Anonymous bool   `json:"anonymous,omitempty"`
	Reveal    bool   `json:"reveal,omitempty"`
}

// ProposalView is what waits for approval.
type ProposalView struct {
	Verb           petition.Verb   `json:"verb"`
	By             Official        `json:"by"`
	Mine           bool            `json:"mine"`
	At             time.Time       `json:"at"`
	Items          []petition.Item `json:"items,omitempty"`
	Ground         string          `json:"ground,omitempty"`
	Reasons        string          `json:"reasons,omitempty"`
	GoTo           string          `json:"goTo,omitempty"`
	Unit           *Named          `json:"unit,omitempty"`
	Route          petition.Route  `json:"route,omitempty"`
	Body           string          `json:"body,omitempty"`
	Days           int             `json:"days,omitempty"`
	DocumentNumber string          `json:"documentNumber,omitempty"`
}

// ReturnedView is the last time a proposal was sent back, with what was handed in.
type ReturnedView struct {
	Verb    petition.Verb   `json:"verb"`
	By      Official        `json:"by"`
	At      time.Time       `json:"at"`
	Reasons string          `json:"reasons"`
	Items   []petition.Item `json:"items,omitempty"`
}

// ActionView is a button the server offers.
type ActionView struct {
	Action   petition.Verb         `json:"action"`
	Needs    []petition.Field      `json:"needs"`
	May      []petition.Field      `json:"may,omitempty"`
	Until    *clock.Day            `json:"until,omitempty"`
	Primary  bool                  `json:"primary,omitempty"`
	Proposal bool                  `json:"proposal,omitempty"`
	Paper    petition.DocumentKind `json:"paper,omitempty"`
	Tells    []petition.Role       `json:"tells,omitempty"`
	Article  string                `json:"article,omitempty"` // of the period it starts or ends
}

// NotNowView says why an act of this duty is not possible now.
type NotNowView struct {
	Action petition.Verb `json:"action"`
	Reason string        `json:"reason"`
}

// Desk answers what this official may see of a petition; outside his scope it
// is NotFound. The read is recorded and the petitioner sees it (Art. 42-46).
func (cs *Cases) Desk(ctx context.Context, o identity.Official, number, lang string) (*DeskView, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	if err := cs.recordRead(ctx, c, o, "case"); err != nil {
		return nil, err
	}
	return cs.deskView(ctx, c, o, lang)
}

func (cs *Cases) deskView(ctx context.Context, c *petition.Case, o identity.Official, lang string) (*DeskView, error) {
	today := cs.Today()
	v := &DeskView{
		LadderView: cs.ladderView(c, lang),
		Number:     c.Number, Title: c.Title, Kind: c.Kind, Route: c.Route, Procedure: c.Procedure, Stage: c.Stage, StageSince: c.StageAt,
		Channel: c.Channel, Unit: cs.Dir.NamedUnit(c.Unit, lang), Office: cs.Dir.NamedUnit(c.OfficeUnit, lang),
		FirstReceiver: cs.Dir.UnitName(c.OfficeUnit, lang), SuggestedUnit: cs.Dir.NamedUnit(c.Filing.Unit, lang),
		Category: cs.Dir.Category(c.Category, lang), Place: cs.Dir.Place(c.Place, lang), FiledAt: c.FiledAt,
		AgeDays: today.Sub(clock.DayOf(c.FiledAt)), Version: c.Version, Due: dayOrNil(c.DueDay()), State: dueState(c.Petition, today),
		Round: c.Round, Urgent: c.Urgent, Paused: c.Paused, Narrative: c.Filing.Narrative, Happened: c.Filing.Happened,
		Requests: c.Filing.Requests, Legs: legViews(c.Legs, lang, today), Items: c.Opinion,
	}
	if leg, ok := c.Clock(); ok {
		l := legView(leg, lang, today)
		v.Clock = &l
	}
	if !c.Withdrawal.IsZero() {
		v.Withdrawal = &c.Withdrawal
	}
	names, err := cs.Store.AccountNames(ctx)
	if err != nil {
		return nil, err
	}
	v.Handler = official(names, c.HandlerID)
	cs.deskProposal(v, c, o, names, lang)
	cs.deskActions(v, c, o, lang)
	if err := cs.deskPerson(ctx, v, c, o); err != nil {
		return nil, err
	}
	if v.DeskLadder, err = cs.deskLadder(ctx, c, o, names, lang); err != nil {
		return nil, err
	}
	var lead string
	if v.Addressee, v.Call, lead, err = cs.inPublic(ctx, c, lang); err != nil {
		return nil, err
	}
	if lead != "" {
		v.Lead = &Official{ID: c.LeadID, Name: lead}
	}
	if !mayRoute(o) { // what became a petition of its own is not the unit's to read (Art. 30)
		v.Narrative, v.Requests = withoutCut(c)
	}
	if err := cs.deskLists(ctx, v, c, o, names, lang); err != nil {
		return nil, err
	}
	v.Documents = slices.DeleteFunc(v.Documents, func(d PaperView) bool { return !deskSees(d.Kind, c, o) })
	cs.stampable(v.Documents, c, o)
	return v, nil
}

// deskLists fills timeline, evidence, papers and readers.
func (cs *Cases) deskLists(ctx context.Context, v *DeskView, c *petition.Case, o identity.Official, names map[string]string, lang string) error {
	var err error
	if v.Evidence, err = cs.evidenceOf(ctx, c, deskFiles(c, o), lang); err != nil {
		return err
	}
	if v.Documents, err = cs.papersOf(ctx, c, lang); err != nil {
		return err
	}
	if v.Events, err = cs.timeline(ctx, c, reader{names: names, secrets: seesSecrets(o)}, lang); err != nil {
		return err
	}
	v.Reads, err = cs.readsOf(ctx, c, lang)
	return err
}

func (cs *Cases) deskProposal(v *DeskView, c *petition.Case, o identity.Official, names map[string]string, lang string) {
	if p := c.Proposal; p != nil {
		v.Proposal = &ProposalView{Verb: p.Verb, By: *official(names, p.By), Mine: p.By == o.ID, At: p.At, Items: p.Fields.Items,
			Ground: p.Fields.Ground, Reasons: p.Fields.Reasons, GoTo: p.Fields.GoTo, Unit: cs.Dir.NamedUnit(p.Fields.Unit, lang),
			Route: p.Fields.Route, Body: p.Fields.Body, Days: p.Fields.Days}
		if p.Paper != nil {
			v.Proposal.DocumentNumber = p.Paper.Number
		}
	}
	if r := c.LastReturn; r != nil { // kept when handed in again, to be compared
		v.Returned = &ReturnedView{Verb: r.Verb, By: *official(names, r.By), At: r.At, Reasons: r.Reasons, Items: r.Fields.Items}
	}
}

// primaryVerb is the act the clock waits for in a stage.
var primaryVerb = map[petition.Stage]petition.Verb{
	petition.Submitted: petition.Register, petition.Registered: petition.Forward, petition.Objected: petition.ResolveObjection,
	petition.Dispute: petition.DecideDispute, petition.Forwarded: petition.Accept, petition.Accepted: petition.Draft,
	petition.Replied: petition.Serve, petition.Sealed: petition.DisciplineReceive, petition.Reviewing: petition.ReviewDecide,
	petition.Reviewed: petition.Serve, petition.Rechecking: petition.RecheckDecide, petition.NotAccepted: petition.Check,
}

func (cs *Cases) deskActions(v *DeskView, c *petition.Case, o identity.Official, lang string) {
	law, actor, now := cs.Law(), o.Actor(), cs.now()
	v.Actions = []ActionView{}
	for _, a := range law.Actions(c, actor, now) {
		step, _ := petition.StepOf(a.Verb)
		v.Actions = append(v.Actions, ActionView{Action: a.Verb, Needs: noNil(a.Needs), May: a.May, Until: dayOrNil(a.Until),
			Primary: a.Verb == primaryVerb[c.Stage] || a.Verb == petition.Approve, Proposal: step.Proposal, Paper: step.Paper,
			Tells: step.Tells, Article: articleOf(law.RulesOf(c), step)})
	}
	for _, r := range law.NotNow(c, actor, now) {
		v.NotNow = append(v.NotNow, NotNowView{Action: r.Verb, Reason: locale.Text(lang, r.Reason.Key, Worded(r.Reason.Args, lang))})
	}
}

// articleOf is the article that the period a step ends or starts stands on, "" for none: the
// number comes from the rules, so that an office can correct it.
func articleOf(rules petition.Rules, step petition.Step) string {
	for _, legs := range [][]petition.LegName{step.Stops, step.Starts} {
		for _, leg := range legs {
			period := petition.PeriodName(leg)
			if leg == petition.LegC { // of several lengths, on one article
				period = "C_ordinary"
			}
			if no := rules.Period(period).Article; no != "" {
				return no
			}
		}
	}
	return ""
}

// Worded replaces codes among the arguments of a reason by their words.
func Worded(args map[string]any, lang string) map[string]any {
	out := make(map[string]any, len(args))
	for k, v := range args {
		switch s, _ := v.(string); k {
		case "stage", "verb":
			out[k] = word(lang, k, s)
		default:
			out[k] = v
		}
	}
	return out
}

// deskPerson masks the petitioner; whoever may reveal is told so.
func (cs *Cases) deskPerson(ctx context.Context, v *DeskView, c *petition.Case, o identity.Official) error {
	person, err := cs.person(ctx, cs.Store, c)
	if err != nil {
		return err
	}
	if v.CameBy, err = cs.cameBy(ctx, c, person, o); err != nil {
		return err
	}
	v.Petitioner.Name, v.Petitioner.Phone = person.Masked()
	v.Petitioner.Hidden, v.Petitioner.Anonymous = person.Hide, person.Anonymous()
	v.Petitioner.Reveal = mayReveal(c, o) && !person.Anonymous()
	if person.Hide && !mayRoute(o) {
		v.Petitioner.Name, v.Petitioner.Phone = "", ""
	}
	if mayRoute(o) { // whom it is about is known only to those who must avoid them
		for _, code := range c.Filing.About {
			v.About = append(v.About, AboutView{Unit: code})
		}
		for _, name := range person.About {
			v.About = append(v.About, AboutView{Name: name})
		}
	}
	return nil
}

func mayRoute(o identity.Official) bool {
	a := o.Actor()
	return a.Has(petition.Registrar) || a.Has(petition.Office) || a.Has(petition.Discipline)
}

// mayReveal: claims show name and contact to the handler after accepting; where
// the petitioner asked to be hidden, and for reports, one person is not enough.
func mayReveal(c *petition.Case, o identity.Official) bool {
	a := o.Actor()
	if c.Filing.Hide || c.Kind == petition.Report || c.Sealed {
		return false
	}
	if a.Has(petition.Registrar) || a.Has(petition.Office) {
		return a.Unit == c.OfficeUnit
	}
	accepted := c.Stage != petition.Forwarded && c.Stage != petition.Objected
	return accepted && a.Unit == c.Unit && (a.Has(petition.Handler) || a.Has(petition.Head))
}

func (cs *Cases) person(ctx context.Context, s *store.Store, c *petition.Case) (identity.Person, error) {
	row, err := s.Identity(ctx, c.ID)
	if err != nil {
		return identity.Person{}, err
	}
	return cs.Keys.OpenPerson(c.Number, row.Sealed)
}

func official(names map[string]string, id string) *Official {
	if id == "" {
		return nil
	}
	name := names[id]
	if name == "" {
		name = id
	}
	return &Official{ID: id, Name: name}
}

func dayOrNil(d clock.Day) *clock.Day {
	if d.IsZero() {
		return nil
	}
	return &d
}

func noNil[T any](list []T) []T {
	if list == nil {
		return []T{}
	}
	return list
}
