package casework

import (
	"slices"
	"testing"

	"sunlit/config"
	"sunlit/internal/clock"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

func TestTheCoachSaysWhatIsOpen(t *testing.T) {
	day := clock.Date(2027, 2, 11)
	may := func(verbs ...petition.Verb) []OwnAction {
		list := []OwnAction{{Action: petition.Rate}}
		for _, v := range verbs {
			list = append(list, OwnAction{Action: v, Until: &day})
		}
		return list
	}
	decided := func(list ...petition.Decision) []petition.Item {
		var items []petition.Item
		for _, d := range list {
			items = append(items, petition.Item{Decision: d})
		}
		return items
	}
	cases := []struct {
		name  string
		o     Outcome
		means string
		right petition.Verb
		way   string
	}{
		{"refused: belongs to a court", Outcome{Stage: petition.NotAccepted, Ground: "legal_procedure", Actions: may(petition.AskCheck)}, "refused_legal_procedure", petition.AskCheck, "court"},
		{"refused: another body has it", Outcome{Stage: petition.NotAccepted, Ground: "lower_handling", Actions: may(petition.AskCheck)}, "refused_lower_handling", petition.AskCheck, "same-matter"},
		{"refused, and checked already", Outcome{Stage: petition.NotAccepted, Ground: "no_request"}, "refused_no_request", "", "petition"},
		{"refused on a ground of the office's own", Outcome{Stage: petition.NotAccepted, Ground: "local", Actions: may(petition.AskCheck)}, "refused", petition.AskCheck, "legal-aid"},
		{"routed to arbitration", Outcome{Stage: petition.Routed, Route: petition.RouteC2, Actions: may(petition.RouteBack)}, "routed", petition.RouteBack, "arbitration"},
		{"routed to reconsideration", Outcome{Stage: petition.Routed, Route: petition.RouteC4, Actions: may(petition.RouteBack)}, "routed", petition.RouteBack, "reconsideration"},
		{"not supported", Outcome{Stage: petition.Served, Route: petition.RouteC6, Procedure: petition.Ordinary, Items: decided(petition.Support, petition.NotSupport), Actions: may(petition.Review)}, "not_supported", petition.Review, "legal-aid"},
		{"explained", Outcome{Stage: petition.Served, Route: petition.RouteC6, Procedure: petition.Ordinary, Items: decided(petition.Explain), Actions: may(petition.Review)}, "explained", petition.Review, "mediation"},
		{"a simple answer", Outcome{Stage: petition.Served, Route: petition.RouteC6, Procedure: petition.Simple, Items: decided(petition.Explain)}, "simple", "", "legal-aid"},
		{"a suggestion not adopted", Outcome{Stage: petition.Served, Route: petition.RouteA, Items: decided(petition.NotAdopt)}, "not_adopted", "", "petition"},
		{"review refused", Outcome{Stage: petition.Closed, Refused: true, Ground: "late"}, "review_refused", "", "court"},
		{"review upheld", Outcome{Stage: petition.Reviewed, Review: "uphold", Actions: may(petition.Recheck)}, "review_upheld", petition.Recheck, "legal-aid"},
		{"review changed", Outcome{Stage: petition.Reviewed, Review: "change", Actions: may(petition.Recheck)}, "reviewed", petition.Recheck, "legal-aid"},
		{"the end of the ladder", Outcome{Stage: petition.Final}, "final", "", "court"},
		{"no longer taken", Outcome{Stage: petition.NoLonger}, "no_longer", "", "petition"},
		{"the right ran out", Outcome{Stage: petition.Closed, Items: decided(petition.NotSupport)}, "over", "", "court"},
		{"no answer in time", Outcome{Stage: petition.Accepted, Actions: may(petition.RequestSupervision)}, "late", petition.RequestSupervision, "hotline"},
		{"supported", Outcome{Stage: petition.Served, Items: decided(petition.Support)}, "", "", ""},
		{"under way", Outcome{Stage: petition.Accepted, Actions: may()}, "", "", ""},
		{"not read yet", Outcome{Stage: petition.Replied}, "", "", ""},
	}
	guide := shippedGuide(t)
	for _, k := range cases {
		t.Run(k.name, func(t *testing.T) {
			c := coach(k.o)
			if c == nil {
				if k.means != "" {
					t.Error("nothing is said")
				}
				return
			}
			if c.Means != k.means || !slices.Contains(c.Ways, k.way) {
				t.Errorf("got %+v", c)
			}
			if k.right == "" && len(c.Rights) > 0 || k.right != "" && (len(c.Rights) != 1 || c.Rights[0].Action != k.right || *c.Rights[0].Until != day) {
				t.Errorf("rights %+v", c.Rights)
			}
			for _, way := range c.Ways {
				if _, ok := guide.Topic(way); !ok {
					t.Errorf("the guide has no %s", way)
				}
			}
			for _, key := range []string{"guide.coach_" + c.Means} {
				if !locale.Has(locale.ZhCN, key) {
					t.Errorf("no words for %s", key)
				}
			}
			for _, right := range c.Rights {
				if !locale.Has(locale.ZhCN, "guide.right_"+string(right.Action)) {
					t.Errorf("no words for %s", right.Action)
				}
			}
		})
	}
}

func shippedGuide(t *testing.T) config.Guide {
	t.Helper()
	text, err := config.File("guide.yaml")
	if err != nil {
		t.Fatal(err)
	}
	guide, err := config.ParseGuide(text)
	if err != nil {
		t.Fatal(err)
	}
	return guide
}
