package casework

import (
	"slices"

	"sunlit/internal/document"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
)

// intakePapers are those from filing to the unit: rows 3 to 12 of the ladder.
var intakePapers = map[petition.DocumentKind]writer{
	petition.PaperForwarding: func(cs *Cases, p composing) document.Content {
		return document.Forwarding{Unit: cs.body(p.c.Unit), TellBy: p.due(petition.LegB)}
	},
	petition.PaperAssignment: func(cs *Cases, p composing) document.Content {
		return document.Assignment{Unit: cs.body(p.c.Unit), TellBy: p.due(petition.LegB), ReportedBy: p.due(petition.LegAssigned)}
	},
	petition.PaperInfoRequest: func(_ *Cases, p composing) document.Content {
		return document.InfoRequest{Wanted: []string{p.fields.Text}, ReplyBy: p.due(petition.LegInfo)}
	},
	petition.PaperSplitNotice: (*Cases).splitNotice,
	petition.PaperMergeNotice: func(_ *Cases, p composing) document.Content {
		return document.MergeNotice{Into: p.fields.Number, Reasons: p.fields.Reasons}
	},
	petition.PaperSealNotice: func(*Cases, composing) document.Content { return document.SealNotice{} },
	petition.PaperDisciplineFeedback: func(_ *Cases, p composing) document.Content {
		return document.DisciplineFeedback{Text: p.fields.Text}
	},
	petition.PaperRouting: func(cs *Cases, p composing) document.Content {
		return document.Routing{Facts: p.fields.Reasons, Way: cs.way(p.fields)}
	},
	petition.PaperRouteBack: func(_ *Cases, p composing) document.Content {
		return document.RouteBack{Body: p.saidBefore(petition.RouteAway, petition.UnitRoute).Body, Reasons: p.fields.Reasons, ForwardBy: p.due(petition.LegA)}
	},
	petition.PaperObjection: func(cs *Cases, p composing) document.Content {
		return document.Objection{Reasons: p.fields.Reasons, ProposedUnit: cs.unitZH(p.fields.Unit)}
	},
	petition.PaperRedirection: func(cs *Cases, p composing) document.Content {
		return document.Redirection{FormerUnit: cs.unitZH(p.c.FormerUnit), Unit: cs.body(p.c.Unit), Upheld: p.fields.Decision == "uphold",
			Reasons: orSay(p.fields.Reasons, "redirection"), TellBy: p.due(petition.LegB)}
	},
	petition.PaperAppointment: func(cs *Cases, p composing) document.Content {
		return document.Appointment{Units: []string{cs.unitZH(p.c.FormerUnit)}, Unit: cs.body(p.c.Unit), Reasons: p.fields.Reasons, TellBy: p.due(petition.LegB)}
	},
	petition.PaperWithdrawalEnd: (*Cases).withdrawalEnd,
}

func (cs *Cases) splitNotice(p composing) document.Content {
	notice := document.SplitNotice{Into: p.fields.Number, Report: p.fields.Report, Reasons: p.fields.Reasons}
	for _, r := range p.c.Filing.Requests {
		if slices.Contains(p.fields.Cut, r.No) {
			notice.Requests = append(notice.Requests, r)
		}
	}
	return notice
}

// handlingPapers are those of the unit's own work: rows 13 to 19.
var handlingPapers = map[petition.DocumentKind]writer{
	petition.PaperAcceptance: func(_ *Cases, p composing) document.Content {
		return document.Acceptance{Requests: requests(p.c), AcceptedOn: p.began(petition.LegC), Procedure: p.c.Procedure, DueOn: p.due(petition.LegC)}
	},
	petition.PaperRefusal: func(cs *Cases, p composing) document.Content {
		return document.Refusal{Ground: word(locale.ZhCN, "ground", p.fields.Ground), Facts: p.fields.Reasons, Way: cs.way(petition.Fields{Body: p.fields.GoTo}),
			CheckBody: cs.body(p.c.OfficeUnit), CheckDays: cs.Law().RulesOf(p.c).Period("ask_check").Span.Days}
	},
	petition.PaperCheckResult: func(cs *Cases, p composing) document.Content {
		return document.CheckResult{Unit: cs.unitZH(p.c.Unit), Upheld: p.fields.Decision == "uphold", Reasons: p.fields.Reasons, TellBy: p.due(petition.LegB)}
	},
	petition.PaperToOrdinary: func(_ *Cases, p composing) document.Content {
		return document.ToOrdinary{Reasons: p.fields.Reasons, AcceptedOn: p.began(petition.LegC), DueOn: p.due(petition.LegC)}
	},
	petition.PaperExtension: (*Cases).extension,
	petition.PaperCoHandling: func(cs *Cases, p composing) document.Content {
		return document.CoHandling{Lead: cs.unitZH(p.c.Unit), Task: p.fields.Text}
	},
	petition.PaperLeadLetter: func(cs *Cases, p composing) document.Content {
		return document.LeadLetter{Official: p.names[p.fields.Official], Unit: cs.unitZH(p.c.Unit), Reasons: p.fields.Reasons}
	},
}

// extension tells the new due day: the running leg's, moved by the days of the
// proposal while it is not yet approved.
func (cs *Cases) extension(p composing) document.Content {
	leg, _ := p.c.Leg(petition.LegC)
	former, due := leg.Original, leg.Deadline.Due
	if former.IsZero() {
		d := leg.Deadline
		former, due = d.Due, cs.Law().Calendar.Deadline(d.Start, d.Span, p.fields.Days, d.Paused).Due
	}
	return document.Extension{AcceptedOn: p.began(petition.LegC), FormerDue: former, Reasons: p.fields.Reasons,
		Approver: locale.Text(locale.ZhCN, "law.role.HEAD", nil), Days: p.fields.Days, DueOn: due}
}
