package petition_test

import (
	"slices"
	"strings"
	"testing"

	"sunlit/internal/petition"
)

// rows are the ladder's, by number, each with every verb it names: what the
// Regulation and the house want of the portal, written down apart from the
// table in code so that neither can lose a row alone.
var rows = map[string]string{
	"1": "file", "2": "register", "3": "request-info", "4": "split", "5": "merge unmerge answer-merged", "6": "seal discipline-receive discipline-feedback",
	"7": "route", "8": "route-back", "9": "forward assign", "10": "object", "11": "resolve-objection", "12": "decide-dispute", "13": "accept",
	"14": "refuse", "15": "ask-check check", "16": "unit-route", "17": "to-ordinary",
	"18": "co-handle lead recuse ask-recusal contact note progress invite", "19": "extend",
	"20": "hearing hearing-record mediate mediation-record", "21": "draft", "21b": "approve return-draft", "22": "serve", "22b": "stamp",
	"23": "closing-report closing-accept closing-return", "24": "review", "25": "review-accept review-refuse review-decide",
	"26": "recheck recheck-decide", "27": "lapse solved", "28": "no-longer", "29": "withdraw undo-withdraw end-withdrawn",
	"30": "supervise answer-supervision request-supervision", "31": "supplement remind message", "32": "follow-up confirm", "33": "urgent",
	"34": "pressure answer-pressure", "35": "advice answer-advice call-to-account", "36": "rate publish-consent aid-consent publish unpublish",
}

const deskActions = "register request-info split merge unmerge seal discipline-receive discipline-feedback route route-back " +
	"forward assign object resolve-objection decide-dispute accept refuse check unit-route to-ordinary co-handle lead recuse " +
	"contact note progress invite extend hearing hearing-record mediate mediation-record draft return-draft approve serve " +
	"closing-report review-accept review-refuse review-decide recheck-decide no-longer supervise answer-supervision follow-up " +
	"urgent answer-pressure advice answer-advice call-to-account closing-accept closing-return publish unpublish"

const citizenActions = "supplement remind message withdraw undo-withdraw rate solved review recheck ask-check route-back " +
	"to-ordinary request-supervision confirm pressure urgent publish-consent aid-consent ask-recusal"

// A petition is filed by a request of its own, an answer served by reading it
// (row 22), a scan is added to its paper (22b), and the clock acts by itself (27, 29): no list of actions names these.
const (
	unlisted = "file lapse end-withdrawn answer-merged stamp"
	unsaid   = "serve" // to petitioners; for a unit it is an action
)

func TestEveryRowOfTheLadderIsInTheTable(t *testing.T) {
	seen := map[petition.Verb]bool{}
	for _, s := range petition.Steps {
		if seen[s.Verb] {
			t.Errorf("%s stands twice", s.Verb)
		}
		seen[s.Verb] = true
		if !slices.Contains(strings.Fields(rows[s.Row]), string(s.Verb)) {
			t.Errorf("%s is not of row %s", s.Verb, s.Row)
		}
	}
	for row, verbs := range rows {
		for _, v := range strings.Fields(verbs) {
			if s, ok := petition.StepOf(petition.Verb(v)); !ok || s.Row != row {
				t.Errorf("row %s has no %s", row, v)
			}
		}
	}
}

func TestEveryActionNamedOutsideIsInTheTable(t *testing.T) {
	officials := func(s petition.Step) bool {
		return slices.ContainsFunc(s.Who, func(r petition.Role) bool { return r != petition.Citizen && r != petition.System })
	}
	for _, v := range strings.Fields(deskActions) {
		if s, ok := petition.StepOf(petition.Verb(v)); !ok || !officials(s) {
			t.Errorf("no official does %s", v)
		}
	}
	for _, v := range strings.Fields(citizenActions) {
		if s, ok := petition.StepOf(petition.Verb(v)); !ok || !slices.Contains(s.Who, petition.Citizen) {
			t.Errorf("no petitioner does %s", v)
		}
	}
	for _, s := range petition.Steps {
		v := string(s.Verb)
		desk, own := slices.Contains(strings.Fields(deskActions), v), slices.Contains(strings.Fields(citizenActions), v)
		if slices.Contains(strings.Fields(unlisted), v) {
			continue
		}
		if officials(s) != desk {
			t.Errorf("%s: officials may %v, listed as a desk action %v", v, officials(s), desk)
		}
		if slices.Contains(s.Who, petition.Citizen) != (own || v == unsaid) {
			t.Errorf("%s: petitioners may %v, listed as their action %v", v, slices.Contains(s.Who, petition.Citizen), own)
		}
	}
}

// What the table says must hang together by itself.
func TestTheTableHangsTogether(t *testing.T) {
	for _, s := range petition.Steps {
		if len(s.Who) == 0 {
			t.Errorf("%s: nobody may", s.Verb)
		}
		if s.To != "" && !slices.Contains(petition.Stages, s.To) {
			t.Errorf("%s: unknown stage %s", s.Verb, s.To)
		}
		for _, stage := range s.From {
			if !slices.Contains(petition.Stages, stage) {
				t.Errorf("%s: unknown stage %s", s.Verb, stage)
			}
		}
		for _, r := range slices.Concat(s.Who, s.Tells) {
			if !slices.Contains(petition.Roles, r) {
				t.Errorf("%s: unknown role %s", s.Verb, r)
			}
		}
		for _, f := range s.Needs {
			if slices.Contains(s.May, f) {
				t.Errorf("%s both needs and may take %s", s.Verb, f)
			}
			if (petition.Fields{}).Has(f) {
				t.Errorf("%s needs %s, which nobody can leave out", s.Verb, f)
			}
		}
		proposer := petition.Handler
		if s.Verb == petition.Publish { // what the public reads is the office's word
			proposer = petition.Office
		}
		if s.Proposal && !slices.Equal(s.Who, []petition.Role{proposer}) {
			t.Errorf("%s: only %s proposes", s.Verb, proposer)
		}
		if s.Internal && slices.Contains(s.Tells, petition.Citizen) {
			t.Errorf("%s tells the petitioner of what he does not see", s.Verb)
		}
	}
}

// No official closes a case, withdraws, lapses or rates: the petitioner or the clock does (Art. 21; row 27, 29, 36).
func TestNoOfficialEndsAnAnsweredCase(t *testing.T) {
	for _, v := range []petition.Verb{petition.Lapse, petition.Solved, petition.Withdraw, petition.EndWithdrawn, petition.Rate} {
		s, _ := petition.StepOf(v)
		for _, r := range s.Who {
			if r != petition.Citizen && r != petition.System {
				t.Errorf("%s may %s", r, v)
			}
		}
	}
	for _, s := range petition.Steps {
		if s.To == petition.Closed && slices.Contains(s.From, petition.Served) && !slices.Contains([]petition.Verb{petition.Lapse, petition.Solved}, s.Verb) {
			t.Errorf("%s closes an answered case", s.Verb)
		}
	}
}

// Fields that a step takes are known by name; none is taken in silence.
func TestAStepTakesItsFieldsOnly(t *testing.T) {
	forward, _ := petition.StepOf(petition.Forward)
	for f, want := range map[petition.Field]bool{"unit": true, "text": true, "reasons": false, "": false} {
		if forward.Takes(f) != want {
			t.Errorf("forward takes %q: %v", f, !want)
		}
	}
	yes := true
	full := petition.Fields{Kind: "k", Route: "r", Category: "c", Place: "p", Unit: "u", Simple: true, Procedure: "p", Ground: "g", Reasons: "r",
		GoTo: "g", Decision: "d", Items: []petition.Item{{}}, Days: 1, Text: "t", NextOn: day("2026-03-02"), Office: "o", Evidence: []string{"e"},
		SHA256: "s", ServedOn: day("2026-03-02"), How: "h", Body: "b", Limit: "l", Papers: "p", Contact: "c", Publish: &yes,
		Number: "n", Cut: []int{1}, Title: "t", Report: true, Official: "o", On: day("2026-03-02"), Time: "9:00", Where: "w", Participants: "p",
		Public: &yes, By: day("2026-03-02"), Duty: "limit", Advice: "work", Request: 1, Done: &yes, Late: "l", Channel: "c", About: "unit", Paper: "p", Opening: &opening, Confirmed: true, Aid: "a", Agree: &yes}
	for _, s := range petition.Steps {
		for _, f := range slices.Concat(s.Needs, s.May) {
			if !full.Has(f) {
				t.Errorf("%s names the field %q, which Fields does not hold", s.Verb, f)
			}
		}
	}
}
