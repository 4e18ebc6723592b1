package casework

import (
	"context"
	"slices"

	"sunlit/internal/petition"
)

// Coach says, after an answer that is not what the petitioner wanted, what it means in plain words,
// which right is open until when, and which other ways there are. It adds no right of its own: rights
// and days are those of the law's actions.
type Coach struct {
	Means  string      `json:"means"`  // key of the words
	Rights []OwnAction `json:"rights"` // open now, in the order they are offered
	Ways   []string    `json:"ways"`   // topics of the guide
}

// Outcome is what the coach looks at.
type Outcome struct {
	Stage     petition.Stage
	Route     petition.Route
	Procedure petition.Procedure
	Ground    string // of a refusal, or of a refused review
	Review    string // decision of the review
	Refused   bool   // a review was refused
	Items     []petition.Item
	Actions   []OwnAction
}

// rightsAfter are the rights that a refusal may leave, the nearest first.
var rightsAfter = []petition.Verb{petition.AskCheck, petition.RouteBack, petition.Review, petition.Recheck, petition.ToOrdinary, petition.RequestSupervision}

// waysByGround are where a matter belongs that was refused on a ground.
var waysByGround = map[string][]string{
	"legal_procedure": {"court", "arbitration", "reconsideration", "legal-aid"},
	"other_power":     {"court", "legal-aid"},
	"lower_handling":  {"same-matter"},
	"in_review":       {"same-matter"},
	"no_request":      {"petition", "legal-aid"},
}

// waysByRoute are where a matter belongs that was routed (Art. 31).
var waysByRoute = map[petition.Route][]string{
	petition.RouteC1: {"court", "legal-aid"}, petition.RouteC2: {"arbitration", "legal-aid"}, petition.RouteC3: {"discipline"},
	petition.RouteC4: {"reconsideration", "court", "legal-aid"}, petition.RouteC5: {"reconsideration", "court"},
}

// noRight are the ways that stay open to whom no appeal is left.
var noRight = []string{"court", "legal-aid", "petition"}

// WaysAfter are the topics of the guide for a petitioner whose appeal is over, or was never open: those
// that the coach names, where it says something.
func WaysAfter(v *CitizenView) []string {
	if v.Coach != nil {
		return v.Coach.Ways
	}
	return noRight
}

// coach answers what helps now, nil where nothing was refused.
func coach(o Outcome) *Coach {
	c := &Coach{Rights: []OwnAction{}, Ways: []string{"legal-aid", "mediation"}}
	for _, verb := range rightsAfter {
		if i := slices.IndexFunc(o.Actions, func(a OwnAction) bool { return a.Action == verb }); i >= 0 {
			c.Rights = append(c.Rights, o.Actions[i])
		}
	}
	worst := petition.Decision("")
	for _, item := range o.Items {
		switch item.Decision {
		case petition.NotSupport, petition.NotAdopt:
			worst = item.Decision
		case petition.Explain, petition.AdoptPart:
			if worst == "" {
				worst = item.Decision
			}
		case petition.Support, petition.Adopt:
		}
	}
	switch {
	case o.Stage == petition.NotAccepted:
		c.Means = "refused"
		if ways, ok := waysByGround[o.Ground]; ok {
			c.Means, c.Ways = "refused_"+o.Ground, ways
		}
	case o.Stage == petition.Routed:
		c.Means = "routed"
		if ways, ok := waysByRoute[o.Route]; ok {
			c.Ways = ways
		}
	case o.Refused:
		c.Means, c.Ways = "review_refused", noRight
	case o.Stage == petition.Reviewed:
		c.Means = "reviewed"
		if o.Review == "uphold" {
			c.Means = "review_upheld"
		}
	case o.Stage == petition.Final:
		c.Means, c.Ways = "final", []string{"court", "legal-aid", "hardship", "petition"}
	case o.Stage == petition.NoLonger:
		c.Means, c.Ways = "no_longer", noRight
	case o.Stage == petition.Served && o.Route == petition.RouteA && worst != "":
		c.Means, c.Ways = "not_adopted", []string{"petition"}
	case o.Stage == petition.Served && o.Procedure == petition.Simple && worst != "":
		c.Means = "simple"
	case o.Stage == petition.Served && worst == petition.NotSupport:
		c.Means = "not_supported"
	case o.Stage == petition.Served && worst == petition.Explain:
		c.Means = "explained"
	case o.Stage == petition.Closed && (worst == petition.NotSupport || worst == petition.NotAdopt):
		c.Means, c.Ways = "over", noRight
	case o.Stage.Open() && slices.ContainsFunc(c.Rights, func(a OwnAction) bool { return a.Action == petition.RequestSupervision }):
		c.Means, c.Ways = "late", []string{"hotline", "discipline"}
	default:
		return nil
	}
	return c
}

// coached adds the coach's advice to the petitioner's view; a sealed report has none.
func (cs *Cases) coached(ctx context.Context, v *CitizenView, c *petition.Case) error {
	if c.Sealed {
		return nil
	}
	events, err := cs.Store.Events(ctx, c.ID)
	if err == nil {
		v.Coach = coach(outcomeOf(c, events, v))
	}
	return err
}

// outcomeOf reads from the events on which ground something was refused.
func outcomeOf(c *petition.Case, events []petition.Event, v *CitizenView) Outcome {
	o := Outcome{Stage: c.Stage, Route: c.Route, Procedure: c.Procedure, Review: c.ReviewDecision, Items: v.Items, Actions: v.Actions}
	for i := range events {
		k := &events[i].Content
		switch k.Verb {
		case petition.Refuse:
			o.Ground = k.Fields.Ground
		case petition.ReviewRefuse:
			o.Ground, o.Refused = k.Fields.Ground, c.Stage == petition.Closed
		default:
		}
	}
	return o
}
