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
// page and the desk read the same words; only an objection is told to the
// petitioner as "being verified", since the unit may still be the right one.
func (cs *Cases) sentence(k *petition.Content, lang string, forPetitioner bool) string {
	key := "law.event." + string(k.Verb)
	if k.Settles != "" {
		key += "_" + string(k.Settles)
	}
	if forPetitioner && locale.Has(lang, key+"_cit") {
		key += "_cit"
	}
	f := k.Fields
	args := map[string]any{
		"unit": cs.Dir.UnitName(f.Unit, lang), "text": excerpt(f.Text, 120), "reasons": excerpt(f.Reasons, 120), "days": f.Days,
		"next": f.NextOn, "files": len(k.Files), "body": f.Body, "on": f.ServedOn, "how": f.How,
		"procedure": word(lang, "procedure", string(f.Procedure)), "ground": word(lang, "ground", f.Ground),
	}
	if k.Filing != nil {
		args["requests"] = len(k.Filing.Requests)
	}
	if k.Verb == petition.ResolveObjection {
		key += "_" + f.Decision
	}
	if k.Verb == petition.Serve && !f.ServedOn.IsZero() {
		key += "_proof"
	}
	if k.Verb == petition.Rate {
		args["office"], args["rating"] = word(lang, "rating", string(f.Office)), word(lang, "rating", f.Unit)
	}
	return strings.TrimSpace(locale.Text(lang, key, args))
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
