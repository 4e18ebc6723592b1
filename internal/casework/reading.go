package casework

import (
	"context"
	"slices"

	"sunlit/internal/document"
	"sunlit/internal/fault"
	"sunlit/internal/identity"
	"sunlit/internal/petition"
)

// Prove answers nil when the asker knows the code, else the NotFound of an unknown number.
func (cs *Cases) Prove(ctx context.Context, number, code string) error {
	_, err := cs.proved(ctx, number, code)
	return err
}

// OwnPaper answers a paper to its petitioner: the stamped scan where there is
// one. Opening the answer, or the opinion of a review, is the act that serves
// it: from then on the 30 days of the next right run (Art. 35, 36).
func (cs *Cases) OwnPaper(ctx context.Context, number, id, lang string) (*PaperFile, error) {
	return cs.ownPaper(ctx, number, id, lang, false)
}

// OwnRendered is OwnPaper for the file as the portal rendered it, also where a
// stamped scan stands in for it.
func (cs *Cases) OwnRendered(ctx context.Context, number, id, lang string) (*PaperFile, error) {
	return cs.ownPaper(ctx, number, id, lang, true)
}

func (cs *Cases) ownPaper(ctx context.Context, number, id, lang string, rendered bool) (*PaperFile, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	if id == receiptID {
		return cs.Receipt(ctx, number, "", lang)
	}
	row, err := cs.Store.Paper(ctx, c.ID, id)
	if err != nil {
		return nil, err
	}
	if !petitionersPaper(row.Kind) {
		return nil, fault.New(fault.NotFound, "error.not_found")
	}
	file, err := cs.bestFile(ctx, row, rendered)
	if err != nil {
		return nil, err
	}
	if _, err := cs.Store.MarkRead(ctx, row.ID, cs.now(), cs.markPaper); err != nil {
		return nil, err
	}
	if unserved(c) == row.ID {
		_, err = cs.OwnAct(ctx, number, "", petition.Command{Verb: petition.Serve}, lang)
		if fault.Is(err, fault.NotNow) { // another request of the same reader was first
			err = nil
		}
	}
	return file, err
}

// unserved is the paper whose reading is an act: the answer, or the opinion of a
// review, that the petitioner has not opened yet; empty for none.
func unserved(c *petition.Case) string {
	if paper := c.Unserved(); paper != nil {
		return paper.ID
	}
	return ""
}

// ReadAnswer is the explicit act of reading the answer on a page; it serves it
// once and answers the view with the answer in it.
func (cs *Cases) ReadAnswer(ctx context.Context, number, lang string) (*CitizenView, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	waiting := c.Unserved()
	if waiting == nil && c.Paper == nil {
		return nil, fault.New(fault.NotNow, "error.not_now_stage", "stage", string(c.Stage))
	}
	if waiting != nil {
		if _, err := cs.Store.MarkRead(ctx, waiting.ID, cs.now(), cs.markPaper); err != nil {
			return nil, err
		}
		return cs.OwnAct(ctx, number, "", petition.Command{Verb: petition.Serve}, lang)
	}
	return cs.citizenView(ctx, c, lang)
}

// Receipt renders the filing receipt; code is printed on a strip only when given,
// that is in the half hour in which the filing session may still see it.
func (cs *Cases) Receipt(ctx context.Context, number, code, lang string) (*PaperFile, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	person, err := cs.person(ctx, cs.Store, c)
	if err != nil {
		return nil, err
	}
	rules := cs.Law().RulesOf(c)
	leg, _ := c.Leg(petition.LegA)
	content := document.Receipt{FiledAt: c.FiledAt, ForwardBy: leg.Deadline.Due, UnitDays: rules.Period("B").Span.Days,
		AnswerDays: rules.Period("C_ordinary").Span.Days, ExtendDays: rules.Period("extension_max").Span.Days, Code: code}
	if content.Logged, err = cs.logged(ctx, c); err != nil {
		return nil, err
	}
	p := cs.compose(composing{c: c, person: person, paper: petition.Paper{ID: receiptID + c.Number, Kind: petition.PaperReceipt,
		Number: petition.GroupNumber(c.Number), Unit: c.OfficeUnit, On: leg.Deadline.Start}})
	p.Lang, p.Content, p.QueryURL = lang, content, cs.BaseURL+"/case/"+c.Number
	p.Body = cs.Dir.UnitName(c.OfficeUnit, lang)
	return cs.print(ctx, c, p, c.Number)
}

// FridgeCard renders the sheet for the kitchen wall: number, whose turn it is,
// next date, one telephone; never the code.
func (cs *Cases) FridgeCard(ctx context.Context, number, lang string) (*PaperFile, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, err
	}
	next, what := cs.Today(), word(lang, "stage", string(c.Stage))
	if leg, ok := c.Clock(); ok {
		next, what = leg.Deadline.Due, word(lang, "leg", string(leg.Name))
	}
	holder := cs.Dir.UnitName(c.Holder, lang)
	if c.Sealed || c.Kind == petition.Report {
		holder = cs.Dir.UnitName(c.OfficeUnit, lang)
	}
	pdf, err := document.Render(document.Paper{Lang: lang, Body: cs.Dir.UnitName(c.OfficeUnit, lang), Tracking: c.Number, Summary: c.Title,
		IssuedOn: cs.Today(), QueryURL: cs.BaseURL + "/case/" + c.Number,
		Content: document.FridgeCard{Holder: holder, NextOn: next, Next: what, Phone: cs.Phone}})
	if err != nil {
		return nil, err
	}
	return &PaperFile{Name: c.Number + "-card.pdf", Bytes: pdf, SHA256: hashOf(pdf)}, nil
}

// DeskPaper answers an issued paper to an official in scope; it may hold the
// petitioner's name, so the read is recorded.
func (cs *Cases) DeskPaper(ctx context.Context, o identity.Official, number, id string) (*PaperFile, error) {
	return cs.deskPaper(ctx, o, number, id, false)
}

// DeskRendered is DeskPaper for the file as the portal rendered it, also where a
// stamped scan stands in for it.
func (cs *Cases) DeskRendered(ctx context.Context, o identity.Official, number, id string) (*PaperFile, error) {
	return cs.deskPaper(ctx, o, number, id, true)
}

func (cs *Cases) deskPaper(ctx context.Context, o identity.Official, number, id string, rendered bool) (*PaperFile, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	if err := cs.recordRead(ctx, c, o, "paper"); err != nil {
		return nil, err
	}
	if id == receiptID {
		return cs.Receipt(ctx, c.Number, "", "zh-CN")
	}
	row, err := cs.Store.Paper(ctx, c.ID, id)
	if err != nil {
		return nil, err
	}
	if !deskSees(row.Kind, c, o) {
		return nil, fault.New(fault.NotFound, "error.not_found")
	}
	return cs.bestFile(ctx, row, rendered)
}

// deskSees tells whether an official in scope gets to see a kind of paper: a split
// notice may tell of a report that was cut out, so it stays in the office (Art. 30).
func deskSees(kind petition.DocumentKind, c *petition.Case, o identity.Official) bool {
	return kind != petition.PaperSplitNotice || o.Unit == c.OfficeUnit
}

// Preview renders what waits for approval, or what handing in the working copy
// would make; the approver's hash is that of these bytes.
func (cs *Cases) Preview(ctx context.Context, o identity.Official, number string) (*PaperFile, error) {
	c, err := cs.inScope(ctx, o, number)
	if err != nil {
		return nil, err
	}
	a := o.Actor()
	if a.Unit != c.Unit || !slices.ContainsFunc(a.Roles, func(r petition.Role) bool { return r == petition.Handler || r == petition.Head }) {
		return nil, fault.New(fault.NotNow, "error.not_now_not_yours")
	}
	if err := cs.recordRead(ctx, c, o, "paper"); err != nil {
		return nil, err
	}
	var pdf []byte
	if c.Proposal != nil && c.Proposal.Paper != nil {
		pdf, err = cs.renderProposal(ctx, c)
	} else {
		pdf, err = cs.renderCopy(ctx, c)
	}
	if err != nil {
		return nil, err
	}
	return &PaperFile{Name: c.Number + "-preview.pdf", Bytes: pdf, SHA256: hashOf(pdf)}, nil
}

// renderCopy renders the working copy with the number it would most likely
// get; what is still missing is told by field.
func (cs *Cases) renderCopy(ctx context.Context, c *petition.Case) ([]byte, error) {
	body, _, err := cs.workingBody(ctx, cs.Store, c.ID)
	if err != nil {
		return nil, err
	}
	person, err := cs.person(ctx, cs.Store, c)
	if err != nil {
		return nil, err
	}
	paper := petition.Paper{ID: paperID(c, petition.Draft, 0), Kind: answerKind(c.Route, c.Procedure), Unit: c.Unit, On: cs.Today()}
	if r := c.Return; r != nil && r.Paper != nil && r.Verb == petition.Draft {
		paper = *r.Paper
		paper.On = cs.Today()
	} else {
		last, err := cs.Store.LastPaperNumber(ctx, c.Unit, paper.Kind, paper.On.Year())
		if err != nil {
			return nil, err
		}
		paper.Number = cs.paperNumber(c.Unit, paper.Kind, paper.On.Year(), last+1)
	}
	return document.Render(cs.compose(composing{c: c, person: person, fields: petition.Fields{Items: finished(body.Items)}, paper: paper}))
}
