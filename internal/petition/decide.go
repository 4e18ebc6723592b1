package petition

import (
	"strconv"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// Decide answers the event that a command makes of a case, or why it does not:
// stale when the actor saw an older version, not-now when stage, duty or a
// condition forbids it, invalid with the fields that need mending. at is the
// act's own instant. The event has no id, salt or body yet.
func (l *Law) Decide(c *Case, cmd Command, a Actor, at time.Time) (Event, error) {
	step, ok := StepOf(cmd.Verb)
	if !ok {
		return Event{}, notNow("unknown_verb")
	}
	if cmd.Version != 0 && cmd.Version != c.Version {
		return Event{}, fault.New(fault.Stale, "error.stale", "current", c.Version)
	}
	if err := l.may(c, step, a, at); err != nil {
		return Event{}, err
	}
	if err := l.validate(c, step, &cmd, c.roleFor(step, a), at); err != nil {
		return Event{}, err
	}
	return l.event(c, step, cmd, a, at), nil
}

// File answers the first event of a petition. The filing is already valid;
// identity is the hash of the sealed identity, hex.
func (l *Law) File(number string, filing Filing, files []Attachment, identity string, a Actor, role Role, at time.Time) Event {
	return Event{Verb: File, Stage: Submitted, At: at, Role: role, Unit: a.Unit, ActorID: a.ID, Seq: 1, Content: Content{
		Version: 1, Number: number, Seq: 1, Verb: File, Stage: Submitted, At: at, Role: role, Unit: a.Unit, ActorID: a.ID,
		Filing: &filing, Files: files, Identity: identity,
	}}
}

func (l *Law) event(c *Case, step Step, cmd Command, a Actor, at time.Time) Event {
	k := Content{Version: 1, Number: c.Number, Seq: c.Seq + 1, Verb: cmd.Verb, Stage: c.Stage, At: at,
		Role: c.roleFor(step, a), Unit: a.Unit, ActorID: a.ID, Fields: cmd.Fields, Files: cmd.Files}
	effect := step
	if cmd.Verb == Approve || cmd.Verb == ReturnDraft {
		k.Settles = c.Proposal.Verb
	}
	if cmd.Verb == Approve {
		effect, _ = StepOf(c.Proposal.Verb)
		if c.Proposal.Verb == Object && c.Objections > 0 {
			effect.To = Dispute
		}
	}
	if effect.To != "" && (!step.Proposal || cmd.Verb == Approve) {
		k.Stage = effect.To
	}
	if !step.Proposal {
		probe := Case{Legs: append([]Leg(nil), c.Legs...)}
		k.Ended = endLegs(&probe, effect.ends(k.Stage), at, nil)
		k.Late = k.Role != System && k.Role != Citizen && lateLeg(effect.Verb, k.Ended, at)
	}
	return Event{Verb: k.Verb, Stage: k.Stage, At: at, Role: k.Role, Unit: k.Unit, ActorID: k.ActorID, Seq: k.Seq, PetitionID: c.ID, Content: k}
}

// lateLeg tells whether one of the duty-bearer's legs ended after its day; the
// petitioner's own rights (D, F) and the house's reminders are not lateness, and
// the five days of B2 bind only who objects (Art. 23).
func lateLeg(v Verb, ended []Ended, at time.Time) bool {
	for _, e := range ended {
		switch e.Leg {
		case LegA, LegB, LegC, LegE, LegG, LegObjection, LegDispute, LegHandOver:
			if !at.Before(e.Due.End()) {
				return true
			}
		case LegB2:
			if v == Object && !at.Before(e.Due.End()) {
				return true
			}
		case LegD, LegF, LegRegister, LegInfo, LegFeedback, LegProgress, LegContact, LegAskCheck, LegCheck, LegUrgent, LegRating:
		}
	}
	return false
}

// roleFor answers the role in which the actor does the step.
func (c *Case) roleFor(step Step, a Actor) Role {
	for _, r := range step.Who {
		if a.Has(r) && c.holds(a, r) {
			return r
		}
	}
	return ""
}

// validate checks the fields a step needs and what each verb demands of them.
func (l *Law) validate(c *Case, step Step, cmd *Command, as Role, at time.Time) error {
	bad := fault.Invalid()
	for _, f := range step.Needs {
		if !cmd.Fields.Has(f) {
			bad.Field(string(f), "error.needed_"+string(f))
		}
	}
	if check, ok := demands[step.Verb]; ok {
		check(l, c, cmd, at, bad)
	}
	if step.Verb == Serve && as == Handler { // a unit never deems served what it can't prove (Art. 35)
		demandProof(cmd.Fields, bad)
	}
	cmd.Fields.limit(bad)
	return bad.OrNil()
}

// Has tells whether a field was given.
func (f Fields) Has(name Field) bool {
	switch name {
	case "simple":
		return f.Simple
	case "items":
		return len(f.Items) > 0
	case "days":
		return f.Days != 0
	case "nextOn":
		return !f.NextOn.IsZero()
	case "servedOn":
		return !f.ServedOn.IsZero()
	case "evidence":
		return len(f.Evidence) > 0
	case "publish":
		return f.Publish != nil
	}
	return f.text(name) != ""
}

func (f Fields) text(name Field) string {
	switch name {
	case "kind":
		return string(f.Kind)
	case "route":
		return string(f.Route)
	case "category":
		return f.Category
	case "place":
		return f.Place
	case "unit":
		return f.Unit
	case "procedure":
		return string(f.Procedure)
	case "ground":
		return f.Ground
	case "reasons":
		return f.Reasons
	case "goTo":
		return f.GoTo
	case "decision":
		return f.Decision
	case "text":
		return f.Text
	case "office":
		return string(f.Office)
	case "sha256":
		return f.SHA256
	case "how":
		return f.How
	case "body":
		return f.Body
	case "limit":
		return f.Limit
	case "papers":
		return f.Papers
	case "contact":
		return f.Contact
	}
	return ""
}

var textFields = []Field{"ground", "reasons", "goTo", "text", "how", "body", "limit", "papers", "contact"}

func (f Fields) limit(bad *fault.Error) {
	for _, name := range textFields {
		if len(f.text(name)) > MaxText {
			bad.Field(string(name), "error.text_long")
		}
	}
}

type demand func(l *Law, c *Case, cmd *Command, at time.Time, bad *fault.Error)

// demands are the checks of values, one a verb.
var demands = map[Verb]demand{
	Register: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) { demandRegister(&cmd.Fields, bad) },
	Seal: func(_ *Law, _ *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		if cmd.Fields.Unit == "" { // without a discipline body nobody would see it any more
			bad.Field("unit", "error.needed_unit")
		}
	},
	RequestInfo: func(l *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		limit := l.rulesFor(c).Period("request_info").Span.Days
		if cmd.Fields.Days == 0 {
			cmd.Fields.Days = limit
		}
		if cmd.Fields.Days < 1 || cmd.Fields.Days > limit {
			bad.Field("days", "error.days_range", "max", limit)
		}
	},
	ResolveObjection: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		switch f := cmd.Fields; f.Decision {
		case "":
		case "uphold":
			if f.Unit == "" || f.Unit == c.Unit {
				bad.Field("unit", "error.other_unit")
			}
		case "refuse":
			if f.Unit != "" && f.Unit != c.Unit {
				bad.Field("unit", "error.same_unit")
			}
		default:
			bad.Field("decision", "error.choose")
		}
	},
	Accept: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) { demandAccept(c, &cmd.Fields, bad) },
	Refuse: func(l *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		if f := cmd.Fields; f.Ground != "" && !l.rulesFor(c).HasGround(f.Ground) {
			bad.Field("ground", "error.choose")
		}
	},
	Extend: func(l *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		limit := l.rulesFor(c).Period("extension_max").Span.Days
		if cmd.Fields.Days < 1 || cmd.Fields.Days > limit {
			bad.Field("days", "error.days_range", "max", limit)
		}
	},
	Progress: func(l *Law, c *Case, cmd *Command, at time.Time, bad *fault.Error) {
		today := clock.DayOf(at)
		limit := l.rulesFor(c).Period("progress").Span.Days
		if d := cmd.Fields.NextOn; !d.IsZero() && (!d.After(today) || d.After(today.AddDays(limit))) {
			bad.Field("nextOn", "error.next_on_range", "max", limit)
		}
	},
	Draft: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		demandItems(c, cmd.Fields.Items, bad)
	},
	Serve: demandServe,
	Rate:  demandRate,
}

func demandRegister(f *Fields, bad *fault.Error) {
	routes := map[Kind][]Route{
		Claim: {RouteC6, RouteC1, RouteC2, RouteC3, RouteC4, RouteC5}, Suggestion: {RouteA}, Report: {RouteB}, Other: {RouteC6, RouteA},
	}[f.Kind]
	if routes == nil {
		bad.Field("kind", "error.choose")
		return
	}
	if f.Route == "" {
		f.Route = routes[0]
	}
	if !contains(routes, f.Route) {
		bad.Field("route", "error.route_kind")
	}
}

// demandAccept: the simple procedure is not for C1-C5 (house list after the
// rules on simple handling), duty only for C5.
func demandAccept(c *Case, f *Fields, bad *fault.Error) {
	switch f.Procedure {
	case "":
	case Ordinary:
	case Simple:
		if contains([]Route{RouteC1, RouteC2, RouteC3, RouteC4, RouteC5}, c.Route) {
			bad.Field("procedure", "error.simple_route")
		}
	case Duty:
		if c.Route != RouteC5 {
			bad.Field("procedure", "error.duty_route")
		}
	default:
		bad.Field("procedure", "error.choose")
	}
}

// demandItems: each request is answered once, with a plain sentence, facts,
// basis and decision; what is supported or adopted says what and by when (Art. 32).
func demandItems(c *Case, items []Item, bad *fault.Error) {
	answered := map[int]bool{}
	for i, it := range items {
		at := "items." + strconv.Itoa(i) + "."
		if it.Request < 1 || it.Request > len(c.Filing.Requests) || answered[it.Request] {
			bad.Field(at+"request", "error.item_request")
		}
		answered[it.Request] = true
		switch n := Runes(it.Plain); {
		case n == 0:
			bad.Field(at+"plain", "error.item_plain")
		case n > 40:
			bad.Field(at+"plain", "error.item_plain_long", "over", n-40)
		}
		if it.Facts == "" {
			bad.Field(at+"facts", "error.item_facts")
		}
		if it.Basis == "" {
			bad.Field(at+"basis", "error.item_basis")
		}
		if len(it.Facts) > MaxText || len(it.Basis) > MaxText || len(it.Measure) > MaxText {
			bad.Field(at+"facts", "error.text_long")
		}
		demandDecision(c, it, at, bad)
	}
	for _, r := range c.Filing.Requests {
		if len(items) > 0 && !answered[r.No] {
			bad.Field("items", "error.item_missing", "no", r.No)
		}
	}
}

func demandDecision(c *Case, it Item, at string, bad *fault.Error) {
	allowed := []Decision{Support, Explain, NotSupport}
	if c.Route == RouteA {
		allowed = []Decision{Adopt, AdoptPart, NotAdopt}
	}
	switch {
	case !contains(allowed, it.Decision):
		bad.Field(at+"decision", "error.item_decision")
	case it.Decision == NotSupport && c.Procedure == Simple:
		bad.Field(at+"decision", "error.simple_not_support") // convert to ordinary first
	}
	if it.Decision == Support || it.Decision == Adopt || it.Decision == AdoptPart {
		if it.Measure == "" {
			bad.Field(at+"measure", "error.item_measure")
		}
		if it.By.IsZero() {
			bad.Field(at+"by", "error.item_by")
		}
	}
}

// demandProof: a unit proves service with a day and the way.
func demandProof(f Fields, bad *fault.Error) {
	if f.How == "" {
		bad.Field("how", "error.needed_how")
	}
	if f.ServedOn.IsZero() {
		bad.Field("servedOn", "error.served_on_range")
	}
}

// demandServe: a petitioner's reading needs neither day nor way; where one is
// given, the day lies between the issue and today.
func demandServe(_ *Law, c *Case, cmd *Command, at time.Time, bad *fault.Error) {
	f := cmd.Fields
	if f.ServedOn.IsZero() && f.How == "" {
		return
	}
	demandProof(f, bad)
	if f.ServedOn.After(clock.DayOf(at)) || f.ServedOn.Before(clock.DayOf(c.StageAt)) {
		bad.Field("servedOn", "error.served_on_range")
	}
}

func demandRate(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
	f := cmd.Fields
	known := func(r Rating) bool { return contains([]Rating{Satisfied, Basic, NotGood}, r) }
	if f.Office == "" && f.Unit == "" {
		bad.Field("office", "error.choose")
	}
	if f.Office != "" && (!known(f.Office) || c.OfficeRating.Times >= 2) {
		bad.Field("office", pick(known(f.Office), "error.rated_twice", "error.choose"))
	}
	if f.Unit == "" {
		return
	}
	switch {
	case !known(Rating(f.Unit)):
		bad.Field("unit", "error.choose")
	case c.AnsweredAt == nil:
		bad.Field("unit", "error.rate_unit_early")
	case c.UnitRating.Times >= 2:
		bad.Field("unit", "error.rated_twice")
	}
}

func pick(ok bool, a, b string) string {
	if ok {
		return a
	}
	return b
}
