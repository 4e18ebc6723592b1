package web

import (
	"slices"

	"sunlit/internal/casework"
	"sunlit/internal/petition"
)

// To legal aid, hardship aid or a mediator nothing of a matter is passed without
// the petitioner's word, given for each and taken back at any time (domain §9).

// agreedTo tells whether the matter may be passed on to somebody now.
func agreedTo(own *casework.CitizenView, aid string) bool {
	return slices.ContainsFunc(own.Aids, func(a casework.AidView) bool { return a.Aid == aid && a.Agreed })
}

func aidChoices(p *page, own *casework.CitizenView) []choice {
	var list []choice
	for _, aid := range petition.Aids {
		q := choose(p, aid, localeText(p.Lang, "law.aid."+aid), option{Value: "yes", Text: p.right("aid.yes")}, option{Value: "no", Text: p.right("aid.no")})
		q.Hint = localeText(p.Lang, "right.aid-consent."+aid)
		list = append(list, q.preset(yesNo(agreedTo(own, aid))))
	}
	return list
}

// aidCommands makes a command of every choice that differs from what was said before.
func aidCommands(own *casework.CitizenView, f *form) []petition.Command {
	var cmds []petition.Command
	for _, aid := range petition.Aids {
		if said := f.Get(aid); (said == "yes" || said == "no") && (said == "yes") != agreedTo(own, aid) {
			agree := said == "yes"
			cmds = append(cmds, petition.Command{Verb: petition.AidConsent, Fields: petition.Fields{Aid: aid, Agree: &agree}})
		}
	}
	return cmds
}

// preset chooses what holds now where nobody chose anything else yet.
func (q choice) preset(value string) choice {
	if q.Value == "" {
		q.Value = value
	}
	return q
}

func yesNo(yes bool) string {
	if yes {
		return "yes"
	}
	return "no"
}
