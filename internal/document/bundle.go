package document

import (
	"strings"

	"sunlit/internal/clock"
	"sunlit/internal/document/pdf"
	"sunlit/internal/fault"
	"sunlit/internal/petition"
)

// BundleKind is everything of one matter bound together.
const BundleKind petition.DocumentKind = "bundle"

// Bundle binds all papers of a matter behind a list of them and the calculation of every limit. The
// papers' own sheets are taken in as they were issued; where a stamped scan took a paper's place,
// the scan stands in, or is attached where it can't be laid on a sheet.
type Bundle struct {
	Papers []Bound
	Clocks []Counted
}

// Bound is one paper of the bundle. PDF is one of our own files; Photo a scan to lay on a sheet;
// Attached another file, which comes along as it is.
type Bound struct {
	Listed
	PDF      []byte
	Photo    *Photo
	Attached *Attached
}

// Photo is a scan as a JPEG picture.
type Photo struct {
	JPEG          []byte
	Width, Height int
	Gray          bool
}

// Attached is a file kept inside the bundle byte for byte.
type Attached struct {
	Name, Media string
	Bytes       []byte
}

// Counted is one limit with how its last day was found (Art. 22, 23, 34 to 36).
type Counted struct {
	Name     string // of the leg
	Basis    string
	House    bool
	Start    clock.Day // the day of the event, not counted
	Days     int
	Working  bool
	Extra    int // days of an extension
	Paused   int
	Raw      clock.Day
	Off      []clock.Day // days off that moved Raw to Due
	Due      clock.Day
	Original clock.Day // last day before the extension
	Ended    clock.Day // zero while it runs
	Late     bool
}

func (Bundle) kind() petition.DocumentKind { return BundleKind }

func (c Bundle) check(_ Paper, e *fault.Error) { needs{e}.positive("papers", len(c.Papers)) }

// write sets the front matter as a paper of its own; render gives it its page numbers.
func (c Bundle) write(d *draft) { c.front(d, make([]int, len(c.Papers))) }

func (c Bundle) front(d *draft, sheets []int) {
	d.text(d.say("bundle.text", "matter", d.matter(), "day", d.date(d.paper.IssuedOn)))
	d.heading("bundle.papers")
	for i, p := range c.Papers {
		text := d.listed(p.Listed)
		switch {
		case p.Attached != nil && p.PDF == nil:
			text += d.say("bundle.attached")
		case p.Attached != nil:
			text += d.say("bundle.also", "page", sheets[i])
		default:
			text += d.say("bundle.page", "page", sheets[i])
		}
		d.hanging(d.say("list.number", "n", i+1), text, plain, 2*d.set.size, 4*d.set.size)
	}
	if len(c.Clocks) == 0 {
		return
	}
	d.heading("bundle.clocks")
	d.text(d.say("bundle.rule"))
	for _, l := range c.Clocks {
		d.hanging(said(clean(l.Name)), d.counted(l), bold, 2*d.set.size, 9*d.set.size)
	}
}

// counted writes one calculation out, step by step.
func (d *draft) counted(c Counted) said {
	unit := "bundle.days"
	if c.Working {
		unit = "bundle.workdays"
	}
	text := d.say("bundle.count", "start", d.date(c.Start), "span", d.say(unit, "n", c.Days), "basis", said(clean(c.Basis)))
	if c.Extra > 0 {
		text += d.say("bundle.extra", "n", c.Extra)
	}
	if c.Paused > 0 {
		text += d.say("bundle.paused", "n", c.Paused)
	}
	if len(c.Off) > 0 {
		text += d.say("bundle.off", "raw", d.date(c.Raw))
	}
	text += d.say("bundle.due", "due", d.strong(string(d.date(c.Due))))
	switch {
	case c.Ended.IsZero():
		text += d.say("bundle.running")
	case c.Late:
		text += d.strong(string(d.say("bundle.late", "on", d.date(c.Ended))))
	default:
		text += d.say("bundle.ended", "on", d.date(c.Ended))
	}
	return text
}

// bind lays the front matter twice, because the list names sheets that lie behind it, and takes the
// papers in.
func (c Bundle) bind(p Paper) ([]byte, error) {
	sheets := make([]int, len(c.Papers))
	for i := range sheets {
		sheets[i] = 888 // as wide as any number that may come
	}
	var front *pdf.Doc
	var d *draft
	for range 2 {
		d, front = c.layFront(p, sheets)
		next := len(front.Pages()) + 1
		for i, b := range c.Papers {
			n, err := b.sheets()
			if err != nil {
				return nil, err
			}
			sheets[i] = next
			next += n
		}
	}
	for _, b := range c.Papers {
		if err := b.into(front, strings.TrimSpace(clean(b.Name)+" "+clean(b.Number))); err != nil {
			return nil, err
		}
	}
	d.countSheets(front)
	return front.Bytes(), nil
}

func (c Bundle) layFront(p Paper, sheets []int) (*draft, *pdf.Doc) {
	d := &draft{paper: p, set: set{14, 22}}
	f := &flow{doc: d.newDoc()}
	f.doc.Bind()
	d.head()
	c.front(d, sheets)
	d.noteMissing()
	f.turn()
	f.place(d.blocks, d.closingHeight())
	d.closing(f)
	return d, f.doc
}

// sheets is how many a bound paper takes up.
func (b Bound) sheets() (int, error) {
	switch {
	case b.PDF != nil:
		return pdf.Sheets(b.PDF)
	case b.Photo != nil:
		return 1, nil
	}
	return 0, nil
}

func (b Bound) into(doc *pdf.Doc, title string) error {
	at := len(doc.Pages())
	switch {
	case b.PDF != nil:
		if _, err := doc.Import(b.PDF); err != nil {
			return err
		}
		doc.Bookmark(title, at)
	case b.Photo != nil:
		p := doc.Page()
		p.Begin(doc.Element("Figure", title))
		p.Photo(b.Photo.JPEG, b.Photo.Width, b.Photo.Height, b.Photo.Gray, 36)
		p.End()
		doc.Bookmark(title, at)
	}
	if b.Attached != nil {
		doc.Attach(b.Attached.Name, b.Attached.Media, b.Attached.Bytes)
	}
	return nil
}

// countSheets writes the place in the bundle on every sheet, at the top, where no paper writes.
func (d *draft) countSheets(doc *pdf.Doc) {
	for i, p := range doc.Pages() {
		p.Artifact()
		st := style{size: 9, lead: 12, color: muted, x: left, width: measure}
		text := string(d.say("bundle.sheet", "n", i+1, "of", len(doc.Pages())))
		d.rows(text, st)[0].draw(p, 30)
		p.End()
	}
}
