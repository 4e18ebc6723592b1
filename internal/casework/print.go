package casework

import (
	"bytes"
	"context"
	"image"
	"image/color"
	_ "image/jpeg" // scans of papers are laid into bundles
	"slices"

	"sunlit/internal/clock"
	"sunlit/internal/document"
	"sunlit/internal/fault"
	"sunlit/internal/locale"
	"sunlit/internal/petition"
	"sunlit/internal/store"
)

// print renders what the portal draws up anew whenever asked for, and remembers its hash, so that
// it can be checked like any other paper.
func (cs *Cases) print(ctx context.Context, c *petition.Case, p document.Paper, name string) (*PaperFile, error) {
	pdf, err := document.Render(p)
	if err != nil {
		return nil, err
	}
	file := &PaperFile{Name: name + ".pdf", Bytes: pdf, SHA256: hashOf(pdf), Verify: p.VerifyCode}
	if p.VerifyCode == "" {
		return file, nil
	}
	row := store.Print{SHA256: file.SHA256, PetitionID: c.ID, Kind: p.Kind(), Number: p.Number, Unit: c.OfficeUnit,
		IssuedOn: p.IssuedOn, VerifyCode: ParseVerifyCode(p.VerifyCode), CreatedAt: cs.now()}
	row.Mark = cs.markPrint(&row)
	return file, cs.Store.KeepPrint(ctx, row, cs.markTrail)
}

// ownSheet begins a print of the office about a case, dated today.
func (cs *Cases) ownSheet(ctx context.Context, number string, kind petition.DocumentKind) (*petition.Case, document.Paper, error) {
	c, err := cs.byNumber(ctx, number)
	if err != nil {
		return nil, document.Paper{}, err
	}
	person, err := cs.person(ctx, cs.Store, c)
	if err != nil {
		return nil, document.Paper{}, err
	}
	today := cs.Today()
	return c, cs.compose(composing{c: c, person: person, paper: petition.Paper{ID: string(kind) + c.Number + today.String(), Kind: kind,
		Number: petition.GroupNumber(c.Number), Unit: c.OfficeUnit, On: today}}), nil
}

// ReviewForm renders the application for the review, or after it for the re-review, filled in as
// far as the portal knows, to be signed and posted. It is there while the right runs (Art. 35, 36).
func (cs *Cases) ReviewForm(ctx context.Context, number string) (*PaperFile, error) {
	c, p, err := cs.ownSheet(ctx, number, document.ReviewFormKind)
	if err != nil {
		return nil, err
	}
	person, err := cs.person(ctx, cs.Store, c)
	if err != nil {
		return nil, err
	}
	form := document.ReviewForm{Name: person.Name, Phone: person.Phone, Address: person.Address}
	right := cs.appealRight(c)
	switch right {
	case petition.LegD:
		form.To, form.Of = cs.reviewers(), cs.issuedPaper(c.Paper)
	case petition.LegF:
		form.Recheck, form.To, form.Of = true, cs.recheckers(), cs.issuedPaper(c.ReviewPaper)
	default:
		return nil, fault.New(fault.NotNow, "error.not_now_stage", "stage", string(c.Stage))
	}
	leg, _ := c.Leg(right)
	form.ReadOn, form.LastOn = leg.Deadline.Start, leg.Deadline.Due
	p.Content, p.VerifyCode = form, ""
	return cs.print(ctx, c, p, c.Number+"-review-form")
}

// appealRight is the leg of the appeal that is open to the petitioner now, empty for none: only the
// ordinary answer to a claim of route C6 is reviewed.
func (cs *Cases) appealRight(c *petition.Case) petition.LegName {
	if c.Route != petition.RouteC6 || c.Procedure != petition.Ordinary || unserved(c) != "" {
		return ""
	}
	name := map[petition.Stage]petition.LegName{petition.Served: petition.LegD, petition.Reviewed: petition.LegF}[c.Stage]
	if leg, ok := c.Leg(name); !ok || !leg.Running() {
		return ""
	}
	return name
}

// saysNo tells whether the answer leaves something of what was asked unfulfilled.
func saysNo(c *petition.Case) bool {
	return slices.ContainsFunc(c.Opinion, func(i petition.Item) bool { return i.Decision != petition.Support && i.Decision != petition.Adopt })
}

// HandOver renders the slip for a court or an arbitration: what was filed and issued when, nothing judged.
func (cs *Cases) HandOver(ctx context.Context, number string) (*PaperFile, error) {
	c, p, err := cs.ownSheet(ctx, number, document.HandOverKind)
	if err != nil {
		return nil, err
	}
	_, steps, err := cs.Store.Line(ctx, store.CitizenScope(c.Number))
	if err != nil {
		return nil, err
	}
	slip := document.HandOver{Requests: c.Filing.Requests}
	for _, s := range publicLine(&c.Petition, steps).Steps {
		text := word(locale.ZhCN, "verb", string(s.Step))
		who := cs.unitZH(s.Unit)
		if s.Step == petition.File {
			who = locale.Text(locale.ZhCN, "law.role.CIT", nil)
		}
		if who != "" {
			text = who + "：" + text
		}
		slip.Steps = append(slip.Steps, document.Dated{On: clock.DayOf(s.At), Text: text})
	}
	rows, err := cs.ownRows(ctx, c)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		slip.Papers = append(slip.Papers, cs.listed(r))
	}
	files, err := cs.evidenceOf(ctx, c, ownFiles, locale.ZhCN)
	if err != nil {
		return nil, err
	}
	for _, f := range files {
		slip.Evidence = append(slip.Evidence, document.File{Name: f.Name, Bytes: f.Size, SHA256: f.SHA256, On: clock.DayOf(f.At)})
	}
	p.Addressee, p.Content, p.Basis = orSay("", "courts"), slip, nil
	return cs.print(ctx, c, p, c.Number+"-hand-over")
}

// ownRows are the petitioner's papers, oldest first, without one whose reading would serve it.
func (cs *Cases) ownRows(ctx context.Context, c *petition.Case) ([]store.Paper, error) {
	rows, err := cs.Store.Papers(ctx, c.ID)
	if err != nil {
		return nil, err
	}
	own := make([]store.Paper, 0, len(rows))
	for _, r := range rows {
		if petitionersPaper(r.Kind) && r.ID != unserved(c) {
			own = append(own, r)
		}
	}
	return own, nil
}

func (cs *Cases) listed(r store.Paper) document.Listed {
	return document.Listed{Issued: document.Issued{Name: word(locale.ZhCN, "document", string(r.Kind)), Number: r.Number, Unit: cs.unitZH(r.Unit), On: r.IssuedOn},
		VerifyCode: groupedCode(r.VerifyCode), SHA256: r.SHA256}
}

// Bundle renders all papers of a case, the proofs of service among them, behind a list and the
// calculation of every limit. An answer that was not read yet stays out: nothing is served by a look.
func (cs *Cases) Bundle(ctx context.Context, number string) (*PaperFile, error) {
	c, p, err := cs.ownSheet(ctx, number, document.BundleKind)
	if err != nil {
		return nil, err
	}
	receipt, err := cs.Receipt(ctx, c.Number, "", locale.ZhCN)
	if err != nil {
		return nil, err
	}
	bundle := document.Bundle{Papers: []document.Bound{{PDF: receipt.Bytes, Listed: document.Listed{VerifyCode: receipt.Verify, SHA256: receipt.SHA256,
		Issued: document.Issued{Name: word(locale.ZhCN, "document", string(petition.PaperReceipt)), Number: petition.GroupNumber(c.Number), On: clock.DayOf(c.FiledAt)}}}}}
	rows, err := cs.ownRows(ctx, c)
	if err != nil {
		return nil, err
	}
	for _, r := range rows {
		bound, err := cs.bound(ctx, r)
		if err != nil {
			return nil, err
		}
		bundle.Papers = append(bundle.Papers, bound)
	}
	if !c.Sealed { // the clocks of a report are the discipline body's
		bundle.Clocks = cs.counted(c)
	}
	p.Content, p.Basis = bundle, nil
	return cs.print(ctx, c, p, c.Number+"-bundle")
}

// bound is a paper with its file: a stamped photo stands in for the rendered sheets, a stamped PDF
// comes along as it is, because only our own files can be laid into another.
func (cs *Cases) bound(ctx context.Context, r store.Paper) (document.Bound, error) {
	b := document.Bound{Listed: cs.listed(r)}
	rendered, err := cs.paperBytes(ctx, &r)
	if err != nil {
		return b, err
	}
	b.PDF, b.SHA256 = rendered.Bytes, rendered.SHA256
	scan, err := cs.newestScan(ctx, &r)
	if err != nil || scan == nil {
		return b, err
	}
	plain, err := cs.openScan(ctx, scan)
	if err != nil {
		return b, err
	}
	if picture, format, err := image.DecodeConfig(bytes.NewReader(plain)); err == nil && format == "jpeg" && picture.ColorModel != color.CMYKModel {
		b.PDF, b.Photo = nil, &document.Photo{JPEG: plain, Width: picture.Width, Height: picture.Height, Gray: picture.ColorModel == color.GrayModel}
		return b, nil
	}
	b.Attached = &document.Attached{Name: r.Number + extension(scan.Media), Media: scan.Media, Bytes: plain}
	return b, nil
}

// counted writes down how the last day of each limit was found.
func (cs *Cases) counted(c *petition.Case) []document.Counted {
	var list []document.Counted
	for _, l := range c.Legs {
		if l.House && l.Article == "" && !legOfPetitioner(l.Name) { // the office's own housekeeping
			continue
		}
		d := l.Deadline
		n := document.Counted{Name: word(locale.ZhCN, "leg", string(l.Name)), Basis: locale.Text(locale.ZhCN, "paper.bundle.house", nil), House: l.House, Start: d.Start,
			Days: d.Span.Days, Working: d.Span.Working, Extra: d.Extra, Paused: d.Paused, Raw: d.Raw, Off: d.Off, Due: d.Due, Original: l.Original, Late: l.Late}
		if l.Article != "" {
			n.Basis = cs.articles(l.Article)
		}
		if l.EndAt != nil {
			n.Ended = clock.DayOf(*l.EndAt)
		}
		list = append(list, n)
	}
	return list
}

// legOfPetitioner tells the house's limits that the petitioner lives by.
func legOfPetitioner(name petition.LegName) bool {
	return slices.Contains([]petition.LegName{petition.LegInfo, petition.LegAskCheck, petition.LegCheck, petition.LegReviewIntake}, name)
}
