package casework

import (
	"strings"

	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// internal tells whether the petitioner sees nothing of an event: notes, and
// what is only a proposal or was sent back before a head decided.
func internal(k *petition.Content) bool {
	step, _ := petition.StepOf(k.Verb)
	return step.Internal || step.Proposal
}

// sentence words what an event says, in one plain sentence. The petitioner's
// page and the desk read the same words, unless the catalogue has others for the
// petitioner (…_cit): of an objection he learns that it is being verified, since
// the unit may still be the right one.
func (cs *Cases) sentence(k *petition.Content, lang string, forPetitioner bool) string {
	key := "law.event." + string(k.Verb) + variant(k)
	if forPetitioner && locale.Has(lang, key+"_cit") {
		key += "_cit"
	}
	return strings.TrimSpace(locale.Text(lang, key, cs.said(k, lang)))
}

// variant is the ending of the key of an event whose verb can mean several things.
func variant(k *petition.Content) string {
	f := k.Fields
	switch k.Verb {
	case petition.ResolveObjection, petition.Check, petition.MediationRecord, petition.ReviewDecide, petition.RecheckDecide:
		return "_" + f.Decision
	case petition.Approve, petition.ReturnDraft:
		return "_" + string(k.Settles)
	case petition.Recuse:
		if f.Decision == "refuse" {
			return "_refuse"
		}
	case petition.Split:
		if f.Report {
			return "_report"
		}
	case petition.Confirm:
		if f.Done != nil && *f.Done {
			return "_done"
		}
		return "_open"
	case petition.AidConsent:
		if f.Agree != nil && *f.Agree {
			return "_given"
		}
		return "_taken"
	case petition.Serve:
		switch {
		case !f.ServedOn.IsZero():
			return "_proof"
		case k.Stage == petition.Reviewed:
			return "_review"
		}
	}
	return ""
}

// said are the words of an event for the placeholders of its sentence.
func (cs *Cases) said(k *petition.Content, lang string) map[string]any {
	f := k.Fields
	args := map[string]any{
		"unit": cs.Dir.UnitName(f.Unit, lang), "text": excerpt(f.Text, 120), "reasons": excerpt(f.Reasons, 120), "days": f.Days,
		"next": f.NextOn, "files": len(k.Files), "body": f.Body, "on": f.ServedOn, "how": f.How, "date": f.On, "time": f.Time, "where": f.Where,
		"procedure": word(lang, "procedure", string(f.Procedure)), "ground": word(lang, "ground", f.Ground), "number": petition.GroupNumber(f.Number),
		"duty": word(lang, "duty", f.Duty), "advice": word(lang, "advice", f.Advice), "call": word(lang, "call", f.Advice),
		"review_ground": word(lang, "review_ground", f.Ground), "request": f.Request, "decision": word(lang, "decision", f.Decision),
		"aid": word(lang, "aid", f.Aid),
	}
	if k.Filing != nil {
		args["requests"] = len(k.Filing.Requests)
	}
	if k.Verb == petition.Rate {
		args["office"], args["rating"] = word(lang, "rating", string(f.Office)), word(lang, "rating", f.Unit)
	}
	return args
}

func word(lang, list, code string) string {
	if code == "" {
		return ""
	}
	return locale.Text(lang, "law."+list+"."+code, nil)
}

// excerpt shortens a text to n runes for one line of a timeline.
func excerpt(s string, n int) string {
	s = strings.Join(strings.Fields(s), " ")
	if r := []rune(s); len(r) > n {
		return string(r[:n]) + "…"
	}
	return s
}
