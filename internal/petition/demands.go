package petition

import (
	"strconv"
	"time"

	"sunlit/internal/clock"
	"sunlit/internal/fault"
)

// hands are the verbs that put a matter into a unit's hands: never into those of
// a unit complained of (Art. 28, 30).
var hands = []Verb{Forward, Assign, ResolveObjection, DecideDispute, CoHandle}

type demand func(l *Law, c *Case, cmd *Command, at time.Time, bad *fault.Error)

// demands are the checks of values, one a verb; those of the ladder's further
// verbs stand in demands_ladder.go.
var demands = map[Verb]demand{
	Register: func(_ *Law, c *Case, cmd *Command, _ time.Time, bad *fault.Error) {
		demandRegister(&cmd.Fields, bad)
		if cmd.Fields.Simple && !c.simpleFits(cmd.Fields.Route) {
			bad.Field("simple", "error.simple_route")
		}
	},
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
		demandOtherResult(c, cmd.Fields.Items, bad)
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

// simpleFits: the simple procedure is not for C1-C5, what a superior assigned,
// several responsible units or a joint petition (house list after the rules on
// simple handling).
func (c *Case) simpleFits(r Route) bool {
	return !contains([]Route{RouteC1, RouteC2, RouteC3, RouteC4, RouteC5}, r) && c.Filing.Source == nil && c.Filing.Joint == nil && len(c.CoUnits) == 0
}

// demandAccept: the simple procedure where it fits, duty only for C5.
func demandAccept(c *Case, f *Fields, bad *fault.Error) {
	switch f.Procedure {
	case "":
	case Ordinary:
	case Simple:
		if !c.simpleFits(c.Route) {
			bad.Field("procedure", "error.simple_route")
		}
	case Duty:
		if c.Route != RouteC5 {
			bad.Field("procedure", "error.duty_route")
		}
	default:
		bad.Field("procedure", "error.choose")
	}
	if f.Days != 0 && (f.Procedure != Duty || f.Days < 1 || f.Days > maxDutyDays) { // only a special law sets another limit
		bad.Field("days", "error.days_range", "max", maxDutyDays)
	}
}

// maxDutyDays bounds the limit of a special law against slips of the pen.
const maxDutyDays = 365

// demandItems: each request is answered once, with a plain sentence, facts,
// basis and decision; what is supported or adopted says what and by when (Art. 32).
func demandItems(c *Case, items []Item, bad *fault.Error) {
	answered := map[int]bool{}
	for i, it := range items {
		at := "items." + strconv.Itoa(i) + "."
		if _, gone := c.Cut[it.Request]; it.Request < 1 || it.Request > len(c.Filing.Requests) || answered[it.Request] || gone {
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
		if _, gone := c.Cut[r.No]; len(items) > 0 && !answered[r.No] && !gone {
			bad.Field("items", "error.item_missing", "no", r.No)
		}
	}
}

// demandOtherResult: sent back by a review, the matter may not come to the same
// result again (Art. 35).
func demandOtherResult(c *Case, items []Item, bad *fault.Error) {
	if len(c.Former) == 0 || len(items) == 0 {
		return
	}
	former := map[int]Decision{}
	for _, it := range c.Former {
		former[it.Request] = it.Decision
	}
	for _, it := range items {
		if former[it.Request] != it.Decision {
			return
		}
	}
	bad.Field("items", "error.item_same_result")
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

// demandOfRole: what is asked of an official and not of a petitioner, or of one
// official and not of another.
func demandOfRole(v Verb, f Fields, as Role, bad *fault.Error) {
	switch {
	case v == Serve && as != Citizen: // nobody deems served what he can't prove (Art. 35)
		demandProof(f, bad)
	case v == Note && !f.By.IsZero() && as != Lead && as != Office: // else a handler could move a leader's day
		bad.Field("by", "error.instruction_leader")
	case v == Recuse && as != Office && as != Head && (f.Official != "" || f.Decision != ""): // of others the office or the head decides
		bad.Field("official", "error.recuse_self")
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
